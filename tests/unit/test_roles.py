"""What a person is, and at which organization, as the words beside the name say."""

import pytest

from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.roles import roles
from nutgraf.language.titles import head_of, is_title, normalised, property_of
from nutgraf.model import Basis


def found(marked, text):
    """Each role as `person: title @ organization or place (property)`."""
    reading, names = marked(text)
    return [
        f"{role.person.split('/')[-1]}: {role.title or '-'}"
        + (f" @ {role.organization.split('/')[-1]} ({role.property})" if role.organization else "")
        + (f" @ {role.place.split('/')[-1]}" if role.place else "")
        + (" former" if role.former else "")
        for role in roles(reading, names, quotations(reading, names))
    ]


ROLES = [
    pytest.param(
        "[P:Mei Tan], chief engineer of the [O:Straits Rail Authority], left.",
        ["mei-tan: chief engineer @ straits-rail-authority (worksFor)"],
        id="x-title-of-y",
    ),
    pytest.param(
        "[P:Mei Tan], a senior researcher at [O:Straits University], left.",
        ["mei-tan: senior researcher @ straits-university (worksFor)"],
        id="x-a-title-at-y",
    ),
    pytest.param(
        "[P:Mei Tan], a [O:Harbour Council] member, left.",
        ["mei-tan: member @ harbour-council (memberOf)"],
        id="x-a-y-title",
    ),
    pytest.param(
        "[P:Mei Tan], a member of the [O:Harbour Council], left.",
        ["mei-tan: member @ harbour-council (memberOf)"],
        id="member-of",
    ),
    pytest.param(
        "[P:Mei Tan], 52, director of the [O:Harbour Trust], left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="age-between",
    ),
    pytest.param(
        "[O:Harbour Trust] director [P:Mei Tan] left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="y-title-x",
    ),
    pytest.param(
        "[O:Harbour Trust]’s director, [P:Mei Tan], left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="y-s-title-x",
    ),
    pytest.param(
        "The director of the [O:Harbour Trust], [P:Mei Tan], left.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="the-title-of-y-x",
    ),
    pytest.param(
        "[P:Mei Tan] is the director of the [O:Harbour Trust].",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="x-is-the-title-of-y",
    ),
    pytest.param(
        "[P:Mei Tan] of the [O:Harbour Trust] left.",
        ["mei-tan: - @ harbour-trust (affiliation)"],
        id="x-of-y",
    ),
    pytest.param(
        "[P:Mei Tan], a marine biologist, left.", ["mei-tan: marine biologist"], id="x-a-title"
    ),
    pytest.param(
        "Prime Minister [P:Mei Tan] left.", ["mei-tan: Prime Minister"], id="office-before-the-name"
    ),
    pytest.param(
        "[L:Kenya]’s foreign minister, [P:Grace Otieno], left.",
        ["grace-otieno: foreign minister @ kenya"],
        id="office-of-a-country",
    ),
    pytest.param(
        "[L:Kenyan] Foreign Minister".replace("[L:Kenyan]", "Kenyan")
        + " [P:Grace Otieno] left for [L:Nairobi], the capital of [L:Kenya].",
        ["grace-otieno: Foreign Minister @ kenya"],
        id="adjective-of-a-country-that-is-named",
    ),
    pytest.param(
        "The ferry captain, [P:Mei Tan], left.",
        ["mei-tan: ferry captain"],
        id="title-then-name-between-commas",
    ),
    pytest.param(
        "Former finance minister [P:Mei Tan] left.",
        ["mei-tan: finance minister former"],
        id="former",
    ),
    pytest.param(
        "[P:Mei Tan], co-founder of [O:Lantern Labs], left.",
        ["mei-tan: co-founder @ lantern-labs (affiliation)"],
        id="co-founder",
    ),
    pytest.param(
        "[P:Mei Tan], economist for [L:Africa] at [O:Harbour Bank], left.",
        ["mei-tan: economist for Africa @ harbour-bank (worksFor)"],
        id="title-with-a-place-inside",
    ),
    pytest.param(
        "[P:Mei Tan], director of the [O:Harbour Trust], left. [O:Harbour Trust] director "
        "[P:Mei Tan] came back.",
        ["mei-tan: director @ harbour-trust (worksFor)"],
        id="said-twice-is-one-role",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_role(marked, text, expected):
    assert found(marked, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[P:Mei Tan] left for [L:Oslo].", id="no-title"),
        pytest.param("[P:Mei Tan], who left on Monday, came back.", id="relative-clause"),
        pytest.param("[P:Mei Tan], [P:Grace Otieno] and [P:Ana Lima] left.", id="list-of-people"),
        pytest.param(
            "“[P:Mei Tan], director of the [O:Harbour Trust], is a thief,” said [P:Ana Lima].",
            id="the-speaker-s-claim",
        ),
        pytest.param("[P:Mei Tan] met the director of the [O:Harbour Trust].", id="somebody-else"),
        pytest.param("The [O:Harbour Trust] praised [P:Mei Tan].", id="verb-between"),
        pytest.param("[P:Mei Tan] left the [O:Harbour Trust].", id="verb-behind"),
        pytest.param("[P:Mei Tan], in a red coat, left.", id="no-noun-of-a-trade"),
    ],
)
def test_what_is_no_role(marked, text):
    assert found(marked, text) == []


def test_a_role_said_twice_shows_both_places(marked):
    text = (
        "[P:Mei Tan], director of the [O:Harbour Trust], left. "
        "[O:Harbour Trust] director [P:Mei Tan] came back."
    )
    reading, names = marked(text)
    [role] = roles(reading, names, ())
    assert [span.of(reading.text) for span in role.evidence.spans] == [
        "Mei Tan, director of the Harbour Trust",
        "Harbour Trust director Mei Tan",
    ]


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("deputy chief engineer", "engineer"),
        ("vice-president", "vice-president"),
        ("head of research", "head"),
        ("seismologist", "seismologist"),
        ("river", None),
        ("MP", "mp"),
    ],
)
def test_head_of_a_title(words, head):
    assert head_of(words) == head


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("chief engineer", True),
        ("professor of law at the college", True),
        ("chief engineer whose team of forty men and women won", False),
        ("engineering", False),
        ("director general", True),
        ("", False),
    ],
)
def test_is_title(words, expected):
    assert is_title(words) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("the former mayor", ("mayor", True)),
        ("a senior analyst", ("senior analyst", False)),
        ("ex-minister", ("minister", True)),
        ("their coach", ("coach", False)),
    ],
)
def test_normalised_title(title, expected):
    assert normalised(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("member", "memberOf"),
        ("councillor", "memberOf"),
        ("chief executive", "worksFor"),
        ("founder", "affiliation"),
        ("student", "affiliation"),
    ],
)
def test_how_a_person_hangs_on_an_organization(title, expected):
    assert property_of(title) == expected


def _case(text, *expected, id):
    return pytest.param(text, list(expected), id=id)


BESIDE = [
    _case(
        "[O:Harbour Trust] spokesman [P:Mei Tan] left.",
        "mei-tan: spokesman @ harbour-trust (worksFor)",
        id="y-spokesman-x",
    ),
    _case(
        "the [O:Harbour Trust]’s deputy director, Dr. [P:Mei Tan], left.",
        "mei-tan: deputy director @ harbour-trust (worksFor)",
        id="form-of-address-between",
    ),
    _case(
        "[P:Mei Tan], a member of the [O:Reef Party] and chair of the [O:Harbour Trust], left.",
        "mei-tan: member @ reef-party (memberOf)",
        "mei-tan: chair @ harbour-trust (worksFor)",
        id="two-roles",
    ),
    _case(
        "[P:Mei Tan], co-founder and chief executive of [O:Lantern Labs], left.",
        "mei-tan: co-founder @ lantern-labs (affiliation)",
        "mei-tan: chief executive @ lantern-labs (worksFor)",
        id="two-titles-of-one",
    ),
    _case(
        "[P:Mei Tan], a fisherman and member of the [O:Reef Party], left.",
        "mei-tan: fisherman",
        "mei-tan: member @ reef-party (memberOf)",
        id="a-trade-is-not-held-at-a-party",
    ),
    _case(
        "The energy and housing minister, [P:Mei Tan], left.",
        "mei-tan: energy and housing minister",
        id="and-inside-a-title",
    ),
    _case(
        "[P:Mei Tan], head of roots and tubers at the [O:Harbour Trust], left.",
        "mei-tan: head of roots and tubers @ harbour-trust (worksFor)",
        id="title-goes-on",
    ),
    _case(
        "[P:Mei Tan], chief [L:Kenya] economist at [O:Harbour Bank], left.",
        "mei-tan: chief Kenya economist @ harbour-bank (worksFor)",
        id="place-inside-a-title",
    ),
    _case(
        "[P:Mei Tan], secretary of the regional committee of the [O:Reef Party], left.",
        "mei-tan: secretary @ reef-party (worksFor)",
        id="committee-of-y",
    ),
    _case(
        "[P:Mei Tan], a researcher at [L:Oslo] broker [O:Harbour Bank], left.",
        "mei-tan: researcher @ harbour-bank (worksFor)",
        id="place-before-the-employer",
    ),
    _case(
        "[P:Mei Tan], 43, a plucker from [L:Oslo], left.", "mei-tan: plucker", id="age-and-a-trade"
    ),
    _case(
        "[P:Mei Tan], a farmer and father of four, left.", "mei-tan: farmer", id="trade-and-kinship"
    ),
    _case("Butcher [P:Mei Tan] left.", "mei-tan: Butcher", id="trade-before-the-name"),
    _case(
        "Village head [P:Mei Tan] left.", "mei-tan: Village head", id="noun-that-opens-a-sentence"
    ),
    _case(
        "The mayor of [L:Oslo], [P:Mei Tan], left.", "mei-tan: mayor @ oslo", id="mayor-of-a-place"
    ),
    _case("Mayor [P:Mei Tan] of [L:Oslo] left.", "mei-tan: Mayor @ oslo", id="mayor-x-of-a-place"),
    _case("[L:Oslo] teacher [P:Mei Tan] left.", "mei-tan: teacher", id="where-somebody-lives"),
    _case(
        "[P:Mei Tan], the [O:Reef Party] member for [L:Oslo], left.",
        "mei-tan: member @ oslo",
        "mei-tan: - @ reef-party (affiliation)",
        id="member-for-a-place",
    ),
    _case("Sen. [P:Mei Tan], D-[L:Oslo], left.", "mei-tan: Sen @ oslo", id="seat-behind-the-party"),
    _case(
        "Trustees [P:Mei Tan] and [P:Ana Lima] left.",
        "mei-tan: Trustee",
        "ana-lima: Trustee",
        id="several-before",
    ),
    _case(
        "[P:Mei Tan], [P:Grace Otieno] and [P:Ana Lima], all members of the [O:Harbour Trust], left.",
        "mei-tan: member @ harbour-trust (memberOf)",
        "grace-otieno: member @ harbour-trust (memberOf)",
        "ana-lima: member @ harbour-trust (memberOf)",
        id="several-behind",
    ),
    _case(
        "Inspector [P:Mei Tan] of the [O:Harbour Police] left.",
        "mei-tan: Inspector @ harbour-police (worksFor)",
        id="rank-of-y",
    ),
    _case(
        "Prof. [P:Mei Tan] of [O:Straits University] left.",
        "mei-tan: Prof @ straits-university (worksFor)",
        id="professor-of-y",
    ),
    _case(
        "Senator [P:Mei Tan] of the [O:Reef Party] left.",
        "mei-tan: Senator",
        "mei-tan: - @ reef-party (affiliation)",
        id="senator-of-a-party",
    ),
    _case(
        "[P:Mei Tan], of the ruling [O:Reef Party], left.",
        "mei-tan: - @ reef-party (affiliation)",
        id="comma-of-y",
    ),
    _case(
        "[P:Mei Tan], 17, of the [O:Reef Party], left.",
        "mei-tan: - @ reef-party (affiliation)",
        id="aged-of-y",
    ),
    _case("[P:Mei Tan], 17, of [L:Quayford], left.", id="aged-of-a-place"),
    _case(
        "A spokesman for the [O:Harbour Trust], Maj. [P:Mei Tan], left.",
        "mei-tan: spokesman @ harbour-trust (worksFor)",
        "mei-tan: Maj",
        id="rank-behind-a-title",
    ),
    _case(
        "Colonel [P:Mei Tan], a spokesman for the [O:Harbour Trust], left.",
        "mei-tan: spokesman @ harbour-trust (worksFor)",
        id="rank-before-a-title",
    ),
    _case("Deputy Judge [P:Mei Tan] left.", "mei-tan: Deputy Judge", id="rank-inside-a-title"),
    _case(
        "Commission chair Justice [P:Mei Tan] left.",
        "mei-tan: Commission chair",
        id="title-before-a-rank",
    ),
    _case("Mr Justice [P:Mei Tan] left.", "mei-tan: Justice", id="form-of-address-before-a-rank"),
    _case(
        "A lawyer for the [O:Harbour Trust], [P:Mei Tan], left.",
        "mei-tan: lawyer @ harbour-trust (affiliation)",
        id="counsel-is-no-employee",
    ),
    _case(
        "[P:Mei Tan], a critic of the [O:Harbour Trust], left.", "mei-tan: critic", id="critic-of-y"
    ),
    _case(
        "the [O:Harbour Trust] ([O:HT]) director [P:Mei Tan] left.",
        "mei-tan: director @ harbour-trust (worksFor)",
        id="bracket-behind-a-name",
    ),
]

CLAUSES = [
    _case(
        "[P:Mei Tan], who heads the [O:Harbour Trust], left.",
        "mei-tan: - @ harbour-trust (affiliation)",
        id="who-heads",
    ),
    _case(
        "[P:Mei Tan], who leads the river group at [O:Straits University], left.",
        "mei-tan: - @ straits-university (affiliation)",
        id="who-leads-a-group-at",
    ),
    _case(
        "[P:Mei Tan], who left [L:Oslo] in 2011 and now teaches at [O:Straits University], sang.",
        "mei-tan: - @ straits-university (affiliation)",
        id="and-now-teaches",
    ),
    _case(
        "[P:Mei Tan], a nurse who advises the [O:Harbour Trust], sang.",
        "mei-tan: nurse",
        "mei-tan: - @ harbour-trust (affiliation)",
        id="who-behind-an-apposition",
    ),
    _case(
        "[P:Mei Tan] was named director of the [O:Harbour Trust].",
        "mei-tan: director @ harbour-trust (worksFor)",
        id="was-named",
    ),
    _case(
        "[P:Mei Tan] has been appointed as director of the [O:Harbour Trust].",
        "mei-tan: director @ harbour-trust (worksFor)",
        id="has-been-appointed",
    ),
    _case(
        "They appointed [P:Mei Tan] chief executive of the [O:Harbour Trust].",
        "mei-tan: chief executive @ harbour-trust (worksFor)",
        id="appointed-x",
    ),
    _case(
        "[P:Mei Tan], who farms near [L:Oslo] and is a member of the [O:Reef Party], left.",
        "mei-tan: member @ reef-party (memberOf)",
        id="who-is",
    ),
    _case(
        "[P:Mei Tan] served as director of the [O:Harbour Trust].",
        "mei-tan: director @ harbour-trust (worksFor) former",
        id="served-as",
    ),
    _case(
        "[P:Mei Tan] was the director of the [O:Harbour Trust].",
        "mei-tan: director @ harbour-trust (worksFor) former",
        id="was",
    ),
]

FORMER = [
    _case(
        "[P:Mei Tan], a former director of the [O:Harbour Trust], left.",
        "mei-tan: director @ harbour-trust (worksFor) former",
        id="a-former",
    ),
    _case(
        "The [O:Harbour Trust]’s former director, [P:Mei Tan], left.",
        "mei-tan: director @ harbour-trust (worksFor) former",
        id="y-s-former",
    ),
    _case("Ex-minister [P:Mei Tan] left.", "mei-tan: minister former", id="ex"),
    _case("the late mayor [P:Mei Tan]", "mei-tan: mayor former", id="the-late"),
    _case(
        "She is kin of former public works secretary [P:Mei Tan].",
        "mei-tan: public works secretary former",
        id="former-further-away",
    ),
    _case("former state Rep. [P:Mei Tan] left.", id="former-rank"),
    _case("Then coach [P:Mei Tan] left.", "mei-tan: coach", id="then-that-opens-a-sentence"),
]

MEANT = [
    _case(
        "The [O:Harbour Bank] has grown. Its chief economist, [P:Mei Tan], left.",
        "mei-tan: chief economist @ harbour-bank (worksFor)",
        id="its",
    ),
    _case(
        "The [O:Harbour Bank] has grown. The bank’s chief economist, [P:Mei Tan], left.",
        "mei-tan: chief economist @ harbour-bank (worksFor)",
        id="the-bank-s",
    ),
    _case(
        "The [O:Harbour Bank] has grown. [P:Mei Tan], an economist at the bank, left.",
        "mei-tan: economist @ harbour-bank (worksFor)",
        id="at-the-bank",
    ),
    _case(
        "The [O:Ministry of Fish] has grown. The ministry’s spokesman [P:Mei Tan] left.",
        "mei-tan: spokesman @ ministry-of-fish (worksFor)",
        id="noun-at-the-beginning-of-a-name",
    ),
    _case(
        "[O:Lantern Labs] has grown. A company spokesman, [P:Mei Tan], left.",
        "mei-tan: spokesman @ lantern-labs (worksFor)",
        id="a-company-spokesman",
    ),
    _case(
        "The [O:Lowfield Council] met. Council official [P:Mei Tan] left.",
        "mei-tan: official @ lowfield-council (worksFor)",
        id="council-official",
    ),
    _case(
        "The [O:Lowfield Council] met. Councillor [P:Mei Tan] left.",
        "mei-tan: Councillor @ lowfield-council (memberOf)",
        id="councillor",
    ),
    _case(
        "They wrote to the [O:Harbour Bank], whose director, [P:Mei Tan], left.",
        "mei-tan: director @ harbour-bank (worksFor)",
        id="whose",
    ),
    _case(
        "The [O:Harbour Bank] met the [O:Lowfield Bank]. The bank’s director, [P:Mei Tan], left.",
        "mei-tan: director",
        id="two-fit",
    ),
    _case(
        "The [O:Lowfield Council] met. The bank’s director, [P:Mei Tan], left.",
        "mei-tan: director",
        id="none-fits",
    ),
    _case(
        "They met the [O:Harbour Bank] and the [O:Lowfield Council]. Its director, [P:Mei Tan], left.",
        "mei-tan: director",
        id="its-could-be-two",
    ),
    _case(
        "The [O:Harbour Bank] has grown. The food bank’s director, [P:Mei Tan], left.",
        "mei-tan: director",
        id="another-kind-of-bank",
    ),
    _case(
        "[O:Lantern Labs] cuts jobs. [O:Lantern Labs] spoke. [O:Lantern Labs] fell. Chief executive [P:Mei Tan] left.",
        "mei-tan: Chief executive @ lantern-labs (worksFor)",
        id="the-company-of-the-story",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*BESIDE, *CLAUSES, *FORMER, *MEANT])
def test_role_of_news_grammar(marked, text, expected):
    assert found(marked, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mr [P:Mei Tan] left.", id="form-of-address"),
        pytest.param("Secretary - General [P:Mei Tan] left.", id="half-of-a-compound"),
        pytest.param("His brother [P:Mei Tan] left.", id="kinship"),
        pytest.param("[P:Mei Tan], a mother of three, left.", id="kinship-behind"),
        pytest.param("[P:Mei Tan], a survivor, left.", id="no-trade"),
        pytest.param("In a letter to the director, [P:Mei Tan] said so.", id="a-clause-begins"),
        pytest.param("[P:Mei Tan] is a survivor.", id="copula-without-a-trade"),
        pytest.param(
            "[P:Mei Tan] is the director of the [O:Harbour Trust], [P:Ana Lima] said.",
            id="what-somebody-says",
        ),
        pytest.param("[P:Mei Tan], who sued the [O:Harbour Trust], left.", id="who-sued"),
        pytest.param("[P:Mei Tan], who worked for the [O:Harbour Trust], left.", id="who-worked"),
        pytest.param("[P:Mei Tan] will be the director of the [O:Harbour Trust].", id="not-yet"),
        pytest.param(
            "The [O:Harbour Trust] have signed [P:Mei Tan] from the [O:Lowfield Club].", id="move"
        ),
    ],
)
def test_what_news_grammar_does_not_say(marked, text):
    assert found(marked, text) == []


def test_a_title_before_another_name_is_not_of_the_first(marked):
    text = "[P:Mei Tan], director [P:Ana Lima] and others left."
    assert found(marked, text) == ["ana-lima: director"]


def test_a_verb_between_an_organization_and_a_title_is_no_part_of_it(marked):
    text = "[O:Harbour Trust] dismissed coach [P:Mei Tan] and let defender [P:Ana Lima] go."
    assert found(marked, text) == ["mei-tan: coach former", "ana-lima: defender"]


def test_what_an_earlier_sentence_tells_is_inferred_and_shown(marked):
    reading, names = marked(
        "The [O:Harbour Bank] has grown. The bank’s economist, [P:Mei Tan], left."
    )
    [role] = roles(reading, names, ())
    assert role.evidence.basis is Basis.INFERRED
    assert [span.of(reading.text) for span in role.evidence.spans] == [
        "The bank’s economist, Mei Tan",
        "Harbour Bank",
    ]


def test_a_byline_tells_the_reporter_s_title_and_no_employer(marked):
    text = (
        "Harbour bridge to reopen\n\nBy [P:Mei Tan], Science Correspondent\n\n"
        "Rain fell in [L:Oslo] on Tuesday, and nobody came."
    )
    assert found(marked, text) == ["mei-tan: Science Correspondent"]


def test_a_newspaper_under_a_byline_is_no_title(marked):
    text = (
        "Harbour bridge to reopen\n\nBy [P:Mei Tan]\n[O:Lowfield Courier]\n\n"
        "Rain fell in [L:Oslo] on Tuesday, and nobody came."
    )
    assert found(marked, text) == ["mei-tan: - @ lowfield-courier (affiliation)"]


def test_a_name_may_lie_across_what_looks_like_the_end_of_a_sentence(marked):
    text = "[P:Mei Tan], president of the [O:Dockers Union No. 3], left."
    assert found(marked, text) == ["mei-tan: president @ dockers-union-no-3 (worksFor)"]
