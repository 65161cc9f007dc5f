"""What the text says of the article itself."""

import pytest

from nutgraf.annotators import editorial
from nutgraf.annotators.quotations import quotations
from nutgraf.linkers import speakers

P = "\n\n"
LEAD = "It rained on the islands for the first time in a year and the wells were full, they said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(LEAD, "en", id="english"),
        pytest.param("Es regnete auf den Inseln, und die Brunnen waren voll.", None, id="german"),
        pytest.param("Il a plu sur les îles et les puits sont pleins.", None, id="french"),
        pytest.param("Llovió en las islas y los pozos se llenaron.", None, id="spanish"),
        pytest.param("雨が降った。井戸は水で満ちた。", None, id="japanese"),
        pytest.param("123 456", None, id="numbers"),
    ],
)
def test_language(read_text, text, expected):
    found = editorial.language(read_text(text).article)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("By [P:Ana Roca]", ["people/ana-roca"], id="one"),
        pytest.param(
            "By [P:Ana Roca] and [P:Omar Sy]", ["people/ana-roca", "people/omar-sy"], id="two"
        ),
        pytest.param("By [P:Ana Roca], [O:Reuters]", ["people/ana-roca"], id="person-and-agency"),
        pytest.param("By [O:Reuters]", ["organizations/reuters"], id="agency"),
        pytest.param(
            "Reporting by [P:Ana Roca]; Editing by [P:Omar Sy]", ["people/ana-roca"], id="no-editor"
        ),
    ],
)
def test_authors(marked, line, expected):
    reading, names = marked(f"Wells full{P}{line}{P}{LEAD}")
    found = editorial.authors(reading, names)
    assert [author for author, _ in found] == expected
    assert {why.rule for _, why in found} == {"byline"}


def test_a_name_in_prose_is_no_author(marked):
    reading, names = marked(f"{LEAD}{P}The wells were dug by [P:Ana Roca].")
    assert editorial.authors(reading, names) == ()


@pytest.mark.parametrize(
    ("line", "given", "expected"),
    [
        pytest.param("Published: 4 March 2021", None, ("2021-03-04", "stated"), id="line"),
        pytest.param("March 4, 2021 10:15 GMT", None, ("2021-03-04", "stated"), id="time"),
        pytest.param("Last updated: 4 March 2021", None, None, id="updated"),
        pytest.param(
            "Published: 4 March 2021", "2021-03-05", ("2021-03-05", "caller"), id="the-caller-wins"
        ),
        pytest.param("By Ana Roca", "2021-03-05", ("2021-03-05", "caller"), id="caller"),
        pytest.param("By Ana Roca", None, None, id="none"),
    ],
)
def test_day_of_publication(read_text, line, given, expected):
    reading = read_text(f"Wells full{P}{line}{P}{LEAD}", given)
    found = editorial.published(reading.article)
    assert (found and (found[0], str(found[1].basis))) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("APIA (Reuters) — ", "APIA"),
        ("APIA, May 3 (Reuters) - ", "APIA"),
        ("APIA, Samoa — ", "APIA, Samoa"),
        ("ST. GEORGE'S — ", "ST. GEORGE'S"),
        ("SÃO TOMÉ: ", "SÃO TOMÉ"),
        ("", None),
        ("Apia — ", None),
    ],
)
def test_dateline(read_text, opening, expected):
    reading = read_text(f"{opening}It rained on the islands for the first time in a year.")
    span = editorial.dateline(reading.article)
    assert (span.of(reading.text) if span else None) == expected


def test_titles_of_other_articles_without_their_label(read_text):
    reading = read_text(
        f"{LEAD}{P}READ MORE:\u00a0 Wells dry{P}It froze at night.{P}See also | Rain: a history"
    )
    found = [span.of(reading.text) for span in editorial.related(reading.article)]
    assert found == ["Wells dry", "Rain: a history"]


def test_addresses(read_text):
    reading = read_text(f"{LEAD}{P}a.roca@post.example and omar@post.example")
    found = [span.of(reading.text) for span in editorial.contacts(reading.article)]
    assert found == ["a.roca@post.example", "omar@post.example"]


def test_an_address_in_prose_is_no_contact(read_text):
    reading = read_text(f"{LEAD}{P}He wrote to mayor@apia.example and never got an answer from it.")
    assert editorial.contacts(reading.article) == ()


def about(marked, text):
    reading, names = marked(text)
    found = editorial.about(reading.article, names, editorial.occasions(reading, names))
    return [entity for entity, _ in found]


def test_an_article_is_about_what_its_headline_names(marked):
    text = f"Wells of [L:Apia] full{P}It rained in [L:Lalomanu], [P:Ana Roca] said."
    assert about(marked, text) == ["places/apia"]


def test_without_a_headline_it_is_about_what_the_lead_names(marked):
    text = f"It rained in [L:Apia], it was said.{P}The wells of [L:Lalomanu] were full again then."
    assert about(marked, text) == ["places/apia"]


def test_it_is_about_no_place_or_agency_that_a_wire_story_opens_with(marked):
    text = (
        f"[L:LOJA] ([O:Reuters]) - The wells of [L:Apia] were full on Monday after rain.{P}{LEAD}"
    )
    assert about(marked, text) == ["places/apia"]


def test_and_about_the_event_at_which_all_spoke(marked):
    text = (
        f"It rained in [L:Apia], experts said.{P}They were speaking at the [E:Pacific Rain Forum]."
    )
    assert about(marked, text) == ["places/apia", "events/pacific-rain-forum"]


def occasions_of(marked, text):
    reading, names = marked(text)
    direct = quotations(reading, names)
    direct, _ = speakers.resolve(reading, names.mentions, direct, ())
    direct = editorial.with_occasions(direct, editorial.occasions(reading, names))
    return [each.occasion[0] if each.occasion else None for each in direct]


FORUM = "events/pacific-rain-forum"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"They made the remarks at the [E:Pacific Rain Forum].{P}"
            "“The wells are full,” said [P:Ana Roca].",
            [FORUM],
            id="they-all",
        ),
        pytest.param(
            f"Speaking at the [E:Pacific Rain Forum], [P:Ana Roca] smiled.{P}"
            f"“The wells are full,” said [P:Roca].{P}“They are not,” said [P:Omar Sy].",
            [FORUM, None],
            id="one-speaker",
        ),
        pytest.param(
            f"The [E:Pacific Rain Forum] opened.{P}“The wells are full,” said [P:Ana Roca].",
            [None],
            id="nobody-spoke-there",
        ),
        pytest.param(
            f"They made the remarks at the [E:Pacific Rain Forum].{P}“The wells are full again.”",
            [None],
            id="no-speaker",
        ),
        pytest.param(
            f"They made the remarks at the [E:Pacific Rain Forum].{P}"
            f"[P:Ana Roca] was speaking at the [E:Atoll Summit].{P}"
            "“The wells are full,” said [P:Omar Sy].",
            [FORUM],
            id="another-s-event",
        ),
    ],
)
def test_the_event_at_which_it_was_said(marked, text, expected):
    assert occasions_of(marked, text) == expected
