"""What stands between quotation marks, in how many parts, and whom the words beside it name."""

import pytest

from nutgraf.annotators.marks import marked_words
from nutgraf.annotators.quotations import quotations
from nutgraf.model import Span

P = "\n\n"


def said(marked, text):
    """Each quotation as `speaker: part … part`; the speaker as the words that name it."""
    reading, names = marked(text)
    return [
        f"{each.speaker.span.of(reading.text) if each.speaker else '-'}: "
        + " … ".join(part.of(reading.text) for part in each.parts)
        for each in quotations(reading, names)
    ]


ATTRIBUTED = [
    pytest.param(
        "“The well is dry,” said [P:Amina Diallo].",
        ["Amina Diallo: The well is dry"],
        id="said-x",
    ),
    pytest.param(
        "“The well is dry,” [P:Amina Diallo] said.",
        ["Amina Diallo: The well is dry"],
        id="x-said",
    ),
    pytest.param(
        "[P:Amina Diallo] said: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="x-said-colon",
    ),
    pytest.param(
        "[P:Amina Diallo] said, “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="x-said-comma",
    ),
    pytest.param(
        '"The well is dry," said [P:Amina Diallo].',
        ["Amina Diallo: The well is dry"],
        id="straight-marks",
    ),
    pytest.param(
        "«The well is dry,» said [P:Amina Diallo].",
        ["Amina Diallo: The well is dry"],
        id="guillemets",
    ),
    pytest.param(
        "„The well is dry“, said [P:Amina Diallo].",
        ["Amina Diallo: The well is dry"],
        id="low-marks",
    ),
    pytest.param(
        "‘The well is dry,’ said [P:Amina Diallo].",
        ["Amina Diallo: The well is dry"],
        id="single-marks",
    ),
    pytest.param(
        "‘We can’t drink dust,’ said [P:Amina Diallo].",
        ["Amina Diallo: We can’t drink dust"],
        id="apostrophe-in-single-marks",
    ),
    pytest.param(
        "“Who will dig?” asked [P:Amina Diallo].",
        ["Amina Diallo: Who will dig?"],
        id="question",
    ),
    pytest.param(
        "“The well is dry!” [P:Amina Diallo] shouted.",
        ["Amina Diallo: The well is dry!"],
        id="exclamation",
    ),
    pytest.param(
        "“The well,” said [P:Amina Diallo], “is dry.”",
        ["Amina Diallo: The well … is dry."],
        id="in-two-parts",
    ),
    pytest.param(
        "“The well is dry,” said [P:Amina Diallo]. “The river is far.”",
        ["Amina Diallo: The well is dry … The river is far."],
        id="goes-on-after-the-attribution",
    ),
    pytest.param(
        "“The well is dry,” said [P:Amina Diallo], a farmer in [L:Thiès].",
        ["Amina Diallo: The well is dry"],
        id="apposition-behind",
    ),
    pytest.param(
        "“The well is dry,” [P:Amina Diallo], a farmer, said on Monday.",
        ["Amina Diallo: The well is dry"],
        id="apposition-between",
    ),
    pytest.param(
        "“The well is dry,” said village chief [P:Amina Diallo].",
        ["Amina Diallo: The well is dry"],
        id="title-before-the-name",
    ),
    pytest.param(
        "“The well is dry,” the [O:Sahel Water Board] said in a letter.",
        ["Sahel Water Board: The well is dry"],
        id="organization",
    ),
    pytest.param(
        "“The well is dry,” a farmer said.",
        ["a farmer: The well is dry"],
        id="nobody-by-name",
    ),
    pytest.param("“The well is dry,” she said.", ["she: The well is dry"], id="pronoun"),
    pytest.param(
        "“The well is dry,” according to [P:Amina Diallo].",
        ["Amina Diallo: The well is dry"],
        id="according-to",
    ),
    pytest.param(
        "“The well is dry.” — [P:Amina Diallo]",
        ["Amina Diallo: The well is dry."],
        id="dash-and-name",
    ),
    pytest.param(
        "“The ‘old well’ is dry,” said [P:Amina Diallo].",
        ["Amina Diallo: The ‘old well’ is dry"],
        id="marks-inside-marks",
    ),
    pytest.param(
        "“The well … is dry,” said [P:Amina Diallo].",
        ["Amina Diallo: The well … is dry"],
        id="ellipsis-inside",
    ),
    pytest.param(
        "“The well is dry,” Dr. [P:Amina Diallo] said.",
        ["Amina Diallo: The well is dry"],
        id="title-with-a-full-stop",
    ),
    pytest.param(
        "“The well is dry,” [P:Amina Diallo] said. “It rained,” [P:Omar Sy] said.",
        ["Amina Diallo: The well is dry", "Omar Sy: It rained"],
        id="two-speakers-in-a-paragraph",
    ),
    pytest.param(
        "“The well is dry,” [P:Amina Diallo] told [P:Omar Sy].",
        ["Amina Diallo: The well is dry"],
        id="not-the-one-who-is-told",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ATTRIBUTED)
def test_quotation_and_speaker(marked, text, expected):
    assert said(marked, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The so-called “water war” goes on in the valley.", id="term"),
        pytest.param("The film “The Last Well” was shown on Monday.", id="title"),
        pytest.param("They call it the “mother of wells”.", id="nickname"),
        pytest.param("The farmers’ wells and the herders’ camels are gone.", id="apostrophes"),
        pytest.param("In the ’80s the villages’ wells were full.", id="decade"),
        pytest.param("A board 5' 10\" long lay across the well.", id="feet-and-inches"),
        pytest.param("[P:Amina Diallo] said the well was “dry”.", id="one-word"),
    ],
)
def test_marks_that_are_no_speech(marked, text):
    assert said(marked, text) == []


OVER_PARAGRAPHS = [
    pytest.param(
        f"“The well is dry,” said [P:Amina Diallo].{P}“The river is a day away.”",
        ["Amina Diallo: The well is dry", "-: The river is a day away."],
        id="a-paragraph-of-speech-alone",
    ),
    pytest.param(
        f"“The well is dry.{P}“The river is far,” said [P:Amina Diallo].",
        ["Amina Diallo: The well is dry. … The river is far"],
        id="an-open-mark-goes-on",
    ),
    pytest.param(
        f"[P:Amina Diallo] said:{P}“The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="introduced-by-the-paragraph-before",
    ),
    pytest.param(
        f"“The well is dry,” said [P:Amina Diallo].{P}The rains failed.{P}“It is far to the river.”",
        ["Amina Diallo: The well is dry", "-: It is far to the river."],
        id="after-a-paragraph-of-prose",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OVER_PARAGRAPHS)
def test_quotations_over_paragraphs(marked, text, expected):
    assert said(marked, text) == expected


QUOTE = "The well went dry in the third year and the camels left before us"


def test_a_pull_quote_is_a_repetition_not_a_second_quotation(marked):
    text = P.join(
        [
            "The wells of the valley are dry, farmers said on Monday.",
            f"{QUOTE}.",
            "— Amina Diallo, farmer",
            f"“{QUOTE},” said [P:Amina Diallo].",
        ]
    )
    reading, names = marked(text)
    [found] = quotations(reading, names)
    assert [span.of(reading.text) for span in found.repetitions] == [QUOTE]
    assert [span.of(reading.text) for span in found.parts] == [QUOTE]


def test_the_span_holds_the_marks_and_all_parts(marked):
    reading, names = marked("“The well,” said [P:Amina Diallo], “is dry.”")
    [found] = quotations(reading, names)
    assert found.span.of(reading.text) == reading.text
    assert all(found.span.contains(part) for part in found.parts)


def test_a_named_speaker_is_linked_and_stated(marked):
    reading, names = marked("“The well is dry,” said [P:Amina Diallo].")
    [found] = quotations(reading, names)
    assert found.speaker.entity == "people/amina-diallo"
    assert found.speaker.evidence.basis == "stated"
    assert [span.of(reading.text) for span in found.speaker.evidence.spans] == [
        "said",
        "Amina Diallo",
    ]


@pytest.mark.parametrize(
    ("text", "singles", "expected"),
    [
        ("a “b” c", False, ["b"]),
        ("a “b ‘c’ d” e “f”", False, ["b ‘c’ d", "f"]),
        ("‘b c.’ and d", True, ["b c."]),
        ("‘b c.’ and d", False, []),
        ("“b c", False, ["b c"]),
        ("a “b c", False, []),
        ('a "b" c "d"', False, ["b", "d"]),
        ("「b」", False, ["b"]),
    ],
)
def test_marked_words(text, singles, expected):
    found = marked_words(text, Span(0, len(text)), singles=singles)
    assert [each.inside.of(text) for each in found] == expected
