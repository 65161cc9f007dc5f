"""Interviews, in which labels do what quotation marks do elsewhere."""

import pytest

from nutgraf.annotators.interviews import interview
from nutgraf.annotators.quotations import quotations

P = "\n\n"
INTRODUCTION = "[P:Amina Diallo] has dug wells for years. She spoke to [P:Omar Sy] about dust."


def said(marked, *paragraphs):
    """Each turn as `who (entity): words`."""
    reading, names = marked(P.join(paragraphs))
    return [
        f"{each.speaker.span.of(reading.text) if each.speaker else '-'}"
        f" ({each.speaker.entity if each.speaker else '-'}): "
        + " … ".join(part.of(reading.text) for part in each.parts)
        for each in interview(reading, names)
    ]


@pytest.mark.parametrize("colon", [":", "."])
def test_letters_mean_the_two_of_the_introduction(marked, colon):
    text = [
        INTRODUCTION,
        f"Q{colon} Who digs?",
        f"A{colon} I do.",
        f"Q{colon} Why?",
        f"A{colon} Dust.",
    ]
    assert said(marked, *text) == [
        "Q (people/omar-sy): Who digs?",
        "A (people/amina-diallo): I do.",
        "Q (people/omar-sy): Why?",
        "A (people/amina-diallo): Dust.",
    ]


def test_letters_of_nobody_known_stay_without_speaker(marked):
    text = ["The wells are dry.", "Q: Who digs?", "A: I do.", "Q: Why?", "A: Dust."]
    assert said(marked, *text)[0] == "- (-): Who digs?"


def test_names_before_colons(marked):
    text = [INTRODUCTION, "Sy: Who digs?", "Diallo: I do.", "Sy: Why?", "Diallo: Dust."]
    assert said(marked, *text)[:2] == [
        "Sy (people/omar-sy): Who digs?",
        "Diallo (people/amina-diallo): I do.",
    ]


def test_names_at_the_head_and_letters_below(marked):
    text = [INTRODUCTION, "Sy: Who digs?", "Diallo: I do.", "Q: Why?", "A: Dust."]
    assert said(marked, *text)[1:] == [
        "Diallo (people/amina-diallo): I do.",
        "Q (people/omar-sy): Why?",
        "A (people/amina-diallo): Dust.",
    ]


def test_three_who_speak_in_turns_are_no_interview(marked):
    text = [INTRODUCTION, "Sy: Who digs?", "Diallo: I do.", "Ba: Why?", "Diallo: Dust."]
    assert said(marked, *text) == []


def test_an_answer_goes_on_while_somebody_speaks(marked):
    text = [
        INTRODUCTION,
        "Q: Who digs?",
        "A: I do.",
        "You see, I like dust.",
        "Q: Why?",
        "A: Dust.",
    ]
    text.append("Her brother confirms it.")
    turns = said(marked, *text)
    assert turns[1] == "A (people/amina-diallo): I do. … You see, I like dust."
    assert turns[-1] == "A (people/amina-diallo): Dust."


def test_labels_at_the_head_and_then_turns(marked):
    text = [
        INTRODUCTION,
        "Sahel Post: Who digs the wells of the valley?",
        "Diallo: I do, since nobody else will.",
        "Is that hard?",
        "It is, in the dry months.",
        "The board says it has sent pumps.",
        "One pump. It stands in the office.",
        "And the river?",
        "It is a day away.",
        "Diallo will speak in Thiès on Monday.",
    ]
    turns = said(marked, *text)
    assert len(turns) == 5
    assert turns[2] == "Diallo (people/amina-diallo): It is, in the dry months."
    assert turns[-1] == "Diallo (people/amina-diallo): It is a day away."


UNLABELLED = [
    "Ten minutes with [P:Amina Diallo]",
    "The well digger opens her museum on Sunday. [P:Omar Sy] met her beside the pump in the yard.",
    "You were early.",
    "I always am.",
    "And my mother was earlier.",
    "Do you still dig?",
    "Every week. I dig with my son.",
    "[P:Diallo] shows her hands and laughs, and the neighbours laugh with her.",
    "Who pays you?",
    "I wrote to the council. Nobody answered.",
    "What would you be otherwise?",
    "Dry.",
]


def test_an_interview_without_labels_has_only_answers(marked):
    assert said(marked, *UNLABELLED) == [
        "Amina Diallo (people/amina-diallo): I always am. … And my mother was earlier.",
        "Amina Diallo (people/amina-diallo): Every week. I dig with my son.",
        "Amina Diallo (people/amina-diallo): I wrote to the council. Nobody answered.",
        "Amina Diallo (people/amina-diallo): Dry.",
    ]


def test_questions_that_the_paper_answers_itself_are_no_interview(marked):
    text = ["New rules for wells", "The rules change on Monday. This is what they say."]
    for question in ("Do you need a permit?", "Who pays?", "What if you have one?"):
        text += [question, "The council decides within a month, and nobody has to pay."]
    assert said(marked, *text) == []


@pytest.mark.parametrize(
    "text",
    [
        ["Monday: rain in the valley.", "Tuesday: sun.", "Wednesday: dust.", "Thursday: dust."],
        ["THIÈS: The wells are dry.", "The board met on Monday."],
        ["Board: 3 votes for.", "Farmers: 4 votes against.", "Board: 2 votes.", "Farmers: none."],
    ],
)
def test_lists_are_no_interviews(marked, text):
    assert said(marked, *text) == []


def test_marks_inside_an_answer_are_the_speakers_own(marked):
    text = [
        INTRODUCTION,
        "Q: Who digs?",
        "A: They said, “You dig,” and I did.",
        "Q: Why?",
        "A: Dust.",
    ]
    reading, names = marked(P.join(text))
    assert len(quotations(reading, names)) == 4


def test_the_headline_of_an_interview_is_said_by_the_one_who_answers(marked):
    text = ["“Dust is the oldest farmer in this valley”", INTRODUCTION, "Q: Who digs?", "A: I do."]
    text += ["Q: Why?", "A: Dust."]
    reading, names = marked(P.join(text))
    first = quotations(reading, names)[0]
    assert first.speaker.entity == "people/amina-diallo"
    assert first.speaker.evidence.basis == "inferred"
