"""The markup of the training articles: what it says, and what it refuses."""

import doctest

import pytest
from training import markup
from training.check import faults, hints
from training.markup import parse

ARTICLE = """{l:Velmora} port reopens

{p:Ines Calder}, chief engineer of the {o:Port Authority} ({o=Port Authority:PA}), said \
<i by="Ines Calder">the quay was <q by="Ines Calder">“as good as it ever was, and safer”</q></i>.

<q n="1" by="she" who="Ines Calder">“We paid,”</q> she said, <q n="1">“and we will not pay twice.”</q>

<q who="Ines Calder">“That is all,”</q> the engineer added.
---
style: local
role: Ines Calder | chief engineer | Port Authority
former: Ines Calder | diver |
"""


@pytest.fixture
def marked():
    return parse(ARTICLE)


def words(marked, row):
    return marked.text[row["start"] : row["end"]]


def test_the_text_is_the_article_without_its_marks(marked):
    assert marked.text.startswith("Velmora port reopens\n\nInes Calder, chief engineer")
    assert not any(mark in marked.text for mark in "{}<>")
    assert marked.about == {"style": "local"}


def test_a_name_has_its_place_and_the_name_it_stands_for(marked):
    gold = marked.gold("a")

    assert [words(marked, row) for row in gold["organizations"]] == ["Port Authority", "PA"]
    assert {row["name"] for row in gold["organizations"]} == {"Port Authority"}
    assert [words(marked, row) for row in gold["places"]] == ["Velmora"]


def test_a_quotation_in_two_parts_is_one(marked):
    quotations = marked.gold("a")["quotations"]

    assert [words(marked, row)[:12] for row in quotations] == [
        "“as good as ",
        "“We paid,” s",
        "“That is all",
    ]
    assert quotations[1]["speaker_kind"] == "pron"
    assert quotations[1]["speaker_entity"] == "Ines Calder"
    assert "speaker_kind" not in quotations[2]


def test_indirect_speech_leaves_marks_and_stops_out(marked):
    [statement] = marked.gold("a")["statements"]
    [part] = statement["parts"]

    assert words(marked, part) == "the quay was “as good as it ever was, and safer"
    assert statement["speaker_kind"] == "named"


def test_offices_are_of_today_or_former(marked):
    assert [
        (row["role"], row["organization"], row["former"]) for row in marked.gold("a")["roles"]
    ] == [
        ("chief engineer", "Port Authority", False),
        ("diver", None, True),
    ]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("Rain {x:Velmora}.", "line 1: no kind of name: 'x'"),
        ("Rain\n{p: Calder}.", "line 2: white space around ' Calder'"),
        ("<q by='x'>Rain", "line 1: a mark that is none"),
        ('<q to="x">Rain</q>', "line 1: no attribute: to"),
        ("<q>Rain", "<q> is never closed"),
        ("Rain</i>", "line 1: </i> closes nothing"),
        ("Rain {p:Calder", "line 1: a mark that is none"),
        ("Rain\n---\nrole: Calder", "line 3: not “role: person | title | organization”"),
        ("Rain\n---\nfine", "line 3: no key"),
    ],
)
def test_a_fault_is_told_with_its_line(body, what):
    with pytest.raises(ValueError, match=what.replace("|", r"\|")):
        parse(body)


def test_the_check_finds_what_contradicts_itself():
    found = list(
        faults(
            parse(
                'Rain in {l:Velmora}, Velmora\'s mayor said. <i by="Reyk">it was wet</i>. '
                '<q who="Nobody">“No”</q>. <q>“Yes”</q>\n---\nrole: Reyk | diver | Port\n'
            )
        )
    )

    for what in (
        "an article has 120 to 900",
        "unmarked: 'Velmora'",
        "by='Reyk' is not in the text",
        "who='Nobody' is no marked name",
        "nobody says '“Yes”'",
        "role of 'Reyk': no such person",
        "role at 'Port': no such",
        "title 'diver' is not in the text",
    ):
        assert any(what in line for line in found), what


def test_the_check_hints_at_what_may_be_missing():
    found = list(hints(parse("They met Calder. “A long sentence that nobody has marked.”")))

    assert [line.split(":")[0] for line in found] == [
        "capitalised, not marked",
        "in quotation marks, not in <q>",
    ]


def test_the_examples_of_the_markup_hold():
    assert doctest.testmod(markup).failed == 0
