"""Whom a pronoun of speech means, and who goes on speaking in a paragraph of speech alone."""

import pytest

from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.statements import statements
from nutgraf.linkers import speakers

P = "\n\n"


def speech(marked, text):
    reading, names = marked(text)
    direct = quotations(reading, names)
    indirect = statements(reading, names, direct)
    return speakers.resolve(reading, names.mentions, direct, indirect)


def who(marked, text):
    """Whom each piece of speech is given to, in the order of the text."""
    direct, indirect = speech(marked, text)
    return [
        (each.speaker.entity if each.speaker else None)
        for each in sorted([*direct, *indirect], key=lambda each: each.span)
    ]


ORG = "organizations/lago-mining"
RUTH, PEDRO = "people/ruth-tamale", "people/pedro-ibarra"

CASES = [
    pytest.param(
        f"“We will plant again,” said [P:Ruth Tamale].{P}“The seed is here,” she said.",
        [RUTH, RUTH],
        id="the-last-speaker",
    ),
    pytest.param(
        f"[P:Ruth Tamale] planted first.{P}“The seed is here,” she said.",
        [RUTH],
        id="the-last-subject",
    ),
    pytest.param(
        f"“We will plant again,” said [P:Ruth Tamale].{P}“The seed is here and it is dry.”",
        [RUTH, RUTH],
        id="a-paragraph-of-speech-alone",
    ),
    pytest.param(
        f"[P:Ruth Tamale] said that the seed was dry.{P}“We will plant again in March.”",
        [RUTH, RUTH],
        id="after-indirect-speech",
    ),
    pytest.param(
        "The bill was signed by [P:Pedro Ibarra], she said.",
        [None],
        id="nobody-was-named",
    ),
    pytest.param(
        f"[P:Ruth Tamale] planted first.{P}The law signed by [P:Pedro Ibarra] is good, she said.",
        [RUTH],
        id="not-the-one-behind-a-preposition",
    ),
    pytest.param(
        f"Ms. [P:Ruth Tamale] planted first. Mr. [P:Pedro Ibarra] watched.{P}"
        "“The seed is here,” she said.",
        [RUTH],
        id="titles-tell-the-gender",
    ),
    pytest.param(
        "“We will plant again,” he said. Mr. [P:Pedro Ibarra] is a farmer.",
        [None],
        id="nobody-who-comes-later",
    ),
    pytest.param(
        f"[P:Ruth Tamale] planted first.{P}It rained.{P}It froze.{P}The hail came.{P}"
        "The wind came.{P}“The seed is here,” she said.".replace("{P}", P),
        [None],
        id="not-from-far-away",
    ),
    pytest.param(
        f"“We will plant again,” farmers said.{P}“The seed is here and it is dry.”",
        [None, None],
        id="nobody-by-name",
    ),
    pytest.param(
        f"“We will plant,” said [P:Ruth Tamale].{P}“We will not,” said [P:Pedro Ibarra].{P}"
        "“There is no seed,” he said.",
        [RUTH, PEDRO, PEDRO],
        id="the-last-of-two",
    ),
    pytest.param(
        f"“We will plant again,” said [P:Ruth Tamale].{P}The rain came.{P}“It is good rain, this.”",
        [RUTH, None],
        id="prose-between-ends-it",
    ),
    pytest.param(
        f"[P:Ruth Tamale] planted first. She thanked [P:Pedro Ibarra].{P}“The seed is here,” she said.",
        [RUTH],
        id="a-sentence-that-begins-with-a-pronoun-keeps-its-subject",
    ),
    pytest.param(
        "[P:Ruth Tamale] planted first. In a letter read by her lawyer, [P:Pedro Ibarra], she wrote: “It is dry.”",
        [RUTH],
        id="not-one-whom-the-introduction-names",
    ),
    pytest.param(
        f"[P:Ruth Tamale] spoke first, and [P:Pedro Ibarra] left the hall.{P}“It is dry,” he said.",
        [PEDRO],
        id="the-subject-of-the-last-clause",
    ),
    pytest.param(
        f"Farmers met.{P}Among those who came was [P:Pedro Ibarra], a carter.{P}“It is dry,” he said.",
        [PEDRO],
        id="a-subject-behind-its-verb",
    ),
    pytest.param(
        f"[P:Ruth Tamale], a spokeswoman, spoke.{P}A rule of [P:Pedro Ibarra] fell.{P}“It is dry,” he said.",
        [PEDRO],
        id="a-noun-tells-the-gender",
    ),
    pytest.param(
        f"[P:Ruth Tamale] spoke for her party. [P:Pedro Ibarra] spoke for his.{P}“It is dry,” she said.",
        [RUTH],
        id="a-possessive-tells-the-gender",
    ),
    pytest.param(
        "[P:Ruth Tamale] thanked [P:Pedro Ibarra]. [P:Pedro Ibarra] would leave in May, she added.",
        [RUTH],
        id="not-one-of-whom-it-is-said",
    ),
    pytest.param(
        f"[P:Ruth Tamale] spoke.{P}“Ask [P:Pedro Ibarra],” she said. “[P:Ibarra] knows.”{P}“Do ask them,” she said.",
        [RUTH, RUTH],
        id="not-one-whom-a-quotation-names",
    ),
    pytest.param(
        f"[P:Ruth Tamale] planted first.{P}A boy watched her.{P}“It is dry,” he said.",
        [None],
        id="not-past-somebody-without-a-name",
    ),
    pytest.param(
        f"[P:Ruth Tamale] planted first.{P}A boy watched her.{P}“It is dry,” she said.",
        [RUTH],
        id="past-a-boy",
    ),
    pytest.param(
        f"[O:Lago Mining] said that it had closed.{P}“It is dry,” she said.",
        [ORG, None],
        id="an-organization-is-no-she",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_speaks(marked, text, expected):
    assert who(marked, text) == expected


def test_a_resolved_pronoun_is_inferred_and_shows_both_words(marked):
    text = f"[P:Ruth Tamale] planted first.{P}“The seed is here,” she said."
    reading, _ = marked(text)
    [found], _ = speech(marked, text)
    words = [span.of(reading.text) for span in found.speaker.evidence.spans]
    assert words == ["Ruth Tamale", "she", "said"]
    assert found.speaker.evidence.basis == "inferred"
    assert found.speaker.evidence.confidence < 0.9


def test_a_silent_speaker_is_inferred(marked):
    text = f"“We will plant,” said [P:Ruth Tamale].{P}“The seed is here and it is dry.”"
    [first, second], _ = speech(marked, text)
    assert first.speaker.evidence.basis == "stated"
    assert second.speaker.evidence.basis == "inferred"
    assert second.speaker.evidence.rule == "adjacent-quotation"


def test_a_pronoun_that_stays_open_keeps_its_words(marked):
    reading, _ = marked("“The seed is here,” she said.")
    [found], _ = speech(marked, "“The seed is here,” she said.")
    assert found.speaker.span.of(reading.text) == "she"
    assert found.speaker.entity is None
