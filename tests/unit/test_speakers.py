"""Whom a pronoun of speech means, and who goes on speaking in a paragraph of speech alone."""

import pytest

from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.roles import roles
from nutgraf.annotators.statements import statements
from nutgraf.linkers import speakers

P = "\n\n"


def speech(marked, text):
    reading, names = marked(text)
    direct = quotations(reading, names)
    indirect = statements(reading, names, direct)
    return speakers.resolve(
        reading, names.mentions, direct, indirect, roles(reading, names, direct)
    )


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
        f"The captain, [P:Ruth Tamale], was away.{P}“It is wet,” said [P:Pedro Ibarra].{P}The captain, a cook,"
        f" was asleep.{P}“The seed is here,” she told reporters.",
        [PEDRO, RUTH],
        id="the-last-subject-described",
    ),
    pytest.param(
        f"[P:Ruth Tamale] planted first.{P}The clerk was away.{P}“The seed is here,” she said.",
        [None],
        id="the-last-subject-unknown",
    ),
    pytest.param(
        "[P:Pedro Ibarra] came to the trial. Under questioning by [P:Ruth Tamale], he agreed that it was dry.",
        [PEDRO],
        id="introduced-by-under",
    ),
    pytest.param(
        "A spokesman for Transport Minister [P:Ruth Tamale], [P:Pedro Ibarra], said the road was “wet and far too narrow”.",
        [PEDRO],
        id="a-spokesman-for-somebody-with-a-title",
    ),
    pytest.param(
        "Secretary for Health [P:Ruth Tamale] said the road was “wet and far too narrow”.",
        [RUTH],
        id="a-secretary-for-something",
    ),
    pytest.param(
        "[P:Ruth Tamale] came. Asked about the dry wells, she replied: “The seed is here.”",
        [RUTH],
        id="asked-about-something",
    ),
    pytest.param(
        f"The chairman, [P:Ruth Tamale], came.{P}“The seed is here,” she said.",
        [RUTH],
        id="a-chairman-of-either-gender",
    ),
    pytest.param(
        "[P:Ruth Tamale] leads it. She works with [P:Pedro Ibarra]. “It is dry,” he said.",
        [PEDRO],
        id="who-was-she-is-not-he",
    ),
    pytest.param(
        f"“We plant,” said [P:Ruth Tamale].{P}For the founder, [P:Pedro Ibarra], the decision is near."
        " Asked about it, he said that he was ready.",
        [RUTH, PEDRO],
        id="for-somebody",
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
    pytest.param(
        "[O:Lago Mining] closed. It said that the shaft was flooded.",
        [ORG],
        id="it-is-what-the-last-sentence-is-about",
    ),
    pytest.param(
        "[O:Lago Mining] closed. [O:Vell Salt] bought it, and it said that the shaft was flooded.",
        [None],
        id="it-is-none-of-two",
    ),
    pytest.param(
        "The council met. It said that the shaft was flooded.", [None], id="it-has-no-name"
    ),
    pytest.param(
        "The gate is old. It says on the gate that the shaft is flooded.", [], id="it-is-a-place"
    ),
    pytest.param("It said that the shaft was flooded.", [], id="it-is-nothing"),
    pytest.param(
        f"[P:Pedro Ibarra] came.{P}“It is dry,” said a miller.{P}“Very dry,” he said.",
        [None, None],
        id="a-speaker-without-a-name-is-whom-he-means",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_speaks(marked, text, expected):
    assert who(marked, text) == expected


DESCRIBED = [
    pytest.param(
        "[P:Ruth Tamale], a retired baker, came. “It is dry,” the baker said.",
        RUTH,
        id="apposition",
    ),
    pytest.param("Captain [P:Ruth Tamale] came. “It is dry,” the captain said.", RUTH, id="title"),
    pytest.param(
        "The captain, [P:Ruth Tamale], came. “It is dry,” the captain said.", RUTH, id="noun-before"
    ),
    pytest.param("[P:Ruth Tamale], 41, came. “It is dry,” the 41-year-old said.", RUTH, id="age"),
    pytest.param(
        "[P:Ruth Tamale], a baker, and [P:Pedro Ibarra], a miller, came. “It is dry,” the miller said.",
        PEDRO,
        id="the-right-one-of-two",
    ),
    pytest.param(
        "[P:Ruth Tamale], a baker, and [P:Pedro Ibarra], a baker, came. “It is dry,” the baker said.",
        None,
        id="two-that-fit",
    ),
    pytest.param(
        "[P:Ruth Tamale], a baker, came. “It is dry,” a baker said.", None, id="any-baker"
    ),
    pytest.param(
        "[P:Ruth Tamale], a baker, came. So did a baker from Lugo. “It is dry,” the baker said.",
        None,
        id="one-without-a-name-came-after",
    ),
    pytest.param(
        "[P:Ruth Tamale], the deputy mayor, came. “It is dry,” the mayor said.", None, id="a-deputy"
    ),
    pytest.param(
        "[P:Ruth Tamale], a baker, came. “It is dry,” the young baker said.",
        None,
        id="more-than-was-told",
    ),
    pytest.param(
        f"“It is dry,” the baker said.{P}[P:Ruth Tamale], a baker in Lugo, had come.",
        RUTH,
        id="named-after-the-lead",
    ),
    pytest.param("He met [P:Ruth Tamale], the baker said.", None, id="no-apposition"),
    pytest.param(
        "[O:Vell Savings Bank] closed. “It is dry,” the bank said.",
        "organizations/vell-savings-bank",
        id="noun-in-the-name",
    ),
    pytest.param(
        "[O:Lago Mining Ltd] closed. “It is dry,” the company said.", f"{ORG}-ltd", id="company"
    ),
    pytest.param("[O:Lago Mining] closed. “It is dry,” the company said.", ORG, id="the-only-one"),
    pytest.param(
        "[O:Lago Mining] sued [O:Vell Salt]. “It is dry,” the company said.",
        None,
        id="one-of-two-companies",
    ),
    pytest.param(
        "[O:Vell University] closed. “It is dry,” the company said.", None, id="no-company"
    ),
    pytest.param(
        "[O:Front for Vell] closed. “It is dry,” the company said.", None, id="no-company-either"
    ),
    pytest.param(
        f"[O:Vell Salt] opened.{P}[O:Lago Mining] closed. “It is dry,” the company said.",
        ORG,
        id="the-company-of-this-paragraph",
    ),
    pytest.param(
        f"Start-up [O:Vell Salt] and carrier [O:Lago Air] met.{P}[O:Lago Mining] closed."
        " “It is dry,” the company said.",
        ORG,
        id="a-company-that-nobody-has-called-one",
    ),
    pytest.param(
        f"[O:Vell Bank] opened.{P}[O:Lago Bank] closed. “It is dry,” the bank said.",
        "organizations/lago-bank",
        id="the-bank-of-this-paragraph",
    ),
    pytest.param(
        "[O:Vell Savings Bank] closed. “It is dry,” the [L:Lugo]-based lender said.",
        "organizations/vell-savings-bank",
        id="where-it-is-from",
    ),
    pytest.param(
        "The head of airline [O:Vell Wings] left. “It is dry,” the airline said.",
        "organizations/vell-wings",
        id="behind-a-preposition",
    ),
    pytest.param(
        "Secretary of State [P:Ruth Tamale] left. “It is dry,” the state said.",
        None,
        id="a-person-behind-a-preposition",
    ),
    pytest.param(
        "[P:Ruth Tamale], a biologist, came. “It is dry,” the Norwegian biologist said.",
        RUTH,
        id="of-a-country",
    ),
    pytest.param(
        "[P:Ruth Tamale], the prime minister, came. “It is dry,” the Norwegian prime minister said.",
        None,
        id="of-another-country",
    ),
    pytest.param(
        f"A study by [P:Ruth Tamale] came out.{P}“It is dry,” the economist said.",
        RUTH,
        id="called-nothing-so-far",
    ),
    pytest.param(
        f"A study by [P:Ruth Tamale], a baker, came out.{P}“It is dry,” the economist said.",
        None,
        id="called-something-else",
    ),
    pytest.param(
        f"Studies by [P:Ruth Tamale] and [P:Pedro Ibarra] came out.{P}“It is dry,” the economist said.",
        None,
        id="two-called-nothing",
    ),
    pytest.param(
        f"The economist was away. So was [P:Ruth Tamale].{P}“It is dry,” the economist said.",
        None,
        id="one-who-came-up-before",
    ),
    pytest.param(
        f"The well is dry, the owner and the lender announced on Monday.{P}Lender [O:Lago Salt] dug it.",
        None,
        id="two-in-one",
    ),
    pytest.param(
        "A baker who gave only her first name, [P:Ruth], said it was dry.",
        "articles/t#ruth",
        id="a-part-of-a-name",
    ),
    pytest.param(
        "“It is dry,” said her owner, Captain [P:Ruth Tamale].", RUTH, id="named-in-apposition"
    ),
    pytest.param(
        f"“It is dry,” a baker said.{P}[P:Ruth Tamale], a baker in Lugo, had come.",
        RUTH,
        id="a-baker-named-after-the-lead",
    ),
    pytest.param(
        f"The well is dry, a baker from Lugo said.{P}[P:Ruth Tamale], 41, dug it.",
        RUTH,
        id="the-name-that-a-lead-keeps-back",
    ),
    pytest.param(
        f"The well is dry, a widow leading the dig said.{P}“I dug it,” said [P:Ruth Tamale].",
        RUTH,
        id="the-speaker-that-a-lead-keeps-back",
    ),
    pytest.param(
        f"The well is dry, a baker told the sheriff.{P}[P:Ruth Tamale], 41, dug it.",
        None,
        id="a-lead-with-two",
    ),
    pytest.param(
        f"The well is dry, a judge said.{P}[P:Ruth Tamale], 41, a baker, dug it.",
        None,
        id="a-name-with-another-trade",
    ),
    pytest.param(
        f"The well is dry, a spokesman said.{P}Ms [P:Ruth Tamale], 41, dug it.",
        None,
        id="a-name-of-another-gender",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DESCRIBED)
def test_whom_a_description_means(marked, text, expected):
    direct, indirect = speech(marked, text)
    assert {each.speaker.entity for each in (*direct, *indirect)} == {expected}


def test_a_role_is_a_description(marked):
    text = "[P:Ruth Tamale] is the chief of [O:Lago Mining]. “It is dry,” the chief said."
    reading, names = marked(text)
    direct = quotations(reading, names)
    offices = roles(reading, names, direct)
    [found], _ = speakers.resolve(reading, names.mentions, direct, (), offices)
    assert found.speaker.entity == RUTH
    assert found.speaker.evidence.rule == "described-speaker"
    assert found.speaker.evidence.basis == "inferred"


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
