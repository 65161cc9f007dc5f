"""What somebody is reported to have said, outside quotation marks."""

import pytest

from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.statements import statements


def reported(marked, text):
    """Each statement as `speaker: content`; the speaker as the words that name it."""
    reading, names = marked(text)
    return [
        f"{each.speaker.span.of(reading.text)}: "
        + " … ".join(part.of(reading.text) for part in each.parts)
        for each in statements(reading, names, quotations(reading, names))
    ]


FOUND = [
    pytest.param(
        "[P:Ravi Menon] said that the dam would hold.",
        ["Ravi Menon: that the dam would hold"],
        id="said-that",
    ),
    pytest.param(
        "[P:Ravi Menon] said the dam would hold.",
        ["Ravi Menon: the dam would hold"],
        id="said-without-that",
    ),
    pytest.param(
        "The dam will hold, [P:Ravi Menon] said.",
        ["Ravi Menon: The dam will hold"],
        id="at-the-end",
    ),
    pytest.param(
        "The dam will hold, [P:Ravi Menon] said on Tuesday.",
        ["Ravi Menon: The dam will hold"],
        id="at-the-end-with-a-day",
    ),
    pytest.param(
        "The old dam will hold, [P:Ravi Menon] said, but the bridge will not.",
        ["Ravi Menon: The old dam will hold … but the bridge will not"],
        id="in-the-middle",
    ),
    pytest.param(
        "According to [P:Ravi Menon], the dam will hold.",
        ["Ravi Menon: the dam will hold"],
        id="according-to-first",
    ),
    pytest.param(
        "The dam will hold, according to [P:Ravi Menon].",
        ["Ravi Menon: The dam will hold"],
        id="according-to-last",
    ),
    pytest.param(
        "[P:Ravi Menon], chief engineer of the [O:Kaveri Water Board], said the dam would hold.",
        ["Ravi Menon: the dam would hold"],
        id="apposition",
    ),
    pytest.param(
        "The [O:Kaveri Water Board] said the dam would hold.",
        ["Kaveri Water Board: the dam would hold"],
        id="organization",
    ),
    pytest.param(
        "The dam will hold, two engineers said.",
        ["two engineers: The dam will hold"],
        id="nobody-by-name-at-the-end",
    ),
    pytest.param(
        "He said the dam would hold.",
        ["He: the dam would hold"],
        id="pronoun",
    ),
    pytest.param(
        "[P:Ravi Menon] told reporters that the dam would hold.",
        ["Ravi Menon: that the dam would hold"],
        id="told-somebody",
    ),
    pytest.param(
        "[P:Ravi Menon] said on Tuesday that the dam would hold.",
        ["Ravi Menon: that the dam would hold"],
        id="a-day-between",
    ),
    pytest.param(
        "[P:Ravi Menon] also warned that the bridge was weak.",
        ["Ravi Menon: that the bridge was weak"],
        id="small-word-before-the-verb",
    ),
    pytest.param(
        "[P:Ravi Menon] pointed out that the bridge was weak.",
        ["Ravi Menon: that the bridge was weak"],
        id="verb-of-two-words",
    ),
    pytest.param(
        "[P:Ravi Menon] underlined the weakness of the bridge.",
        ["Ravi Menon: the weakness of the bridge"],
        id="verb-with-an-object",
    ),
    pytest.param(
        "Meanwhile, [P:Ravi Menon] said the bridge was weak.",
        ["Ravi Menon: the bridge was weak"],
        id="opening-word",
    ),
    pytest.param(
        "[P:Ravi Menon] of the [O:Kaveri Water Board] said the dam would hold.",
        ["Ravi Menon: the dam would hold"],
        id="of-an-organization",
    ),
    pytest.param(
        "[P:Ravi Menon] said that the dam would hold. [P:Leela Rao] said the bridge would not.",
        ["Ravi Menon: that the dam would hold", "Leela Rao: the bridge would not"],
        id="two-sentences",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_statement_and_speaker(marked, text, expected):
    assert reported(marked, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“The dam will hold,” said [P:Ravi Menon].", id="direct-speech"),
        pytest.param("[P:Ravi Menon] said: “The dam will hold.”", id="direct-speech-behind"),
        pytest.param("[P:Ravi Menon] built the dam in 1961.", id="no-verb-of-speech"),
        pytest.param("[P:Ravi Menon] said no.", id="too-short"),
        pytest.param("[P:Ravi Menon] spoke to reporters on Tuesday.", id="spoke"),
        pytest.param("There said that the dam would hold.", id="there"),
        pytest.param("“[P:Leela Rao] said the dam would hold,” said [P:Ravi Menon].", id="inside"),
        pytest.param("Was the dam safe? Nobody knew.", id="question"),
    ],
)
def test_what_is_no_statement(marked, text):
    assert reported(marked, text) == []


def test_a_caption_and_a_headline_state_nothing(marked):
    text = (
        "Dam will hold, engineers say\n\nThe dam stood on Monday.\n\n"
        "Engineers say the dam is safe, in this file photo. (EFE)"
    )
    assert reported(marked, text) == []


def test_the_cue_and_the_speaker_are_the_evidence(marked):
    reading, names = marked("The dam will hold, [P:Ravi Menon] said.")
    [found] = statements(reading, names, ())
    assert found.cue.of(reading.text) == "said"
    assert [span.of(reading.text) for span in found.speaker.evidence.spans] == [
        "Ravi Menon",
        "said",
    ]
    assert found.speaker.entity == "people/ravi-menon"
    assert found.span.of(reading.text) == "The dam will hold, Ravi Menon said"
