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
        "“Dust,” says [P:Amina Diallo].",
        ["Amina Diallo: Dust"],
        id="one-word",
    ),
    pytest.param(
        "“The well is dry,” corrected [P:Amina Diallo].",
        ["Amina Diallo: The well is dry"],
        id="any-verb-before-a-name-behind-a-comma",
    ),
    pytest.param(
        "“The well is dry,” she protested, “as you see.”",
        ["she: The well is dry … as you see."],
        id="any-verb-behind-a-pronoun",
    ),
    pytest.param(
        "“The well is dry,” he was quoted as saying by the [O:Sahel Post].",
        ["he: The well is dry"],
        id="was-quoted",
    ),
    pytest.param(
        "The [O:Sahel Post] quoted [P:Amina Diallo], a farmer, as saying: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="quoted-as-saying",
    ),
    pytest.param(
        "Said [P:Amina Diallo]: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="inverted-before",
    ),
    pytest.param(
        "The film shows [P:Amina Diallo] asking, “Who will dig?”",
        ["Amina Diallo: Who will dig?"],
        id="participle-beside-a-name",
    ),
    pytest.param(
        "[P:Amina Diallo] thanked [P:Omar Sy] and said: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="subject-of-the-first-verb",
    ),
    pytest.param(
        "[P:Amina Diallo], who succeeded [P:Omar Sy], said: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="not-the-one-in-the-apposition",
    ),
    pytest.param(
        "Among them was [P:Amina Diallo], 81, who said: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="relative-clause",
    ),
    pytest.param(
        "“The well is dry,” said a lawyer for [P:Omar Sy].",
        ["a lawyer for Omar Sy: The well is dry"],
        id="not-whose-lawyer-it-is",
    ),
    pytest.param(
        "“The well is dry,” said a driver who gave his name only as [P:Omar].",
        ["a driver: The well is dry"],
        id="not-a-name-in-a-relative-clause",
    ),
    pytest.param(
        "“The well is dry,” the Speaker said.",
        ["the Speaker: The well is dry"],
        id="office-with-a-capital",
    ),
    pytest.param(
        "“The well is dry,” the 22-year-old said.",
        ["the 22-year-old: The well is dry"],
        id="age",
    ),
    pytest.param(
        "A trader at a Gulf firm, who asked not to be named, said: “The well is dry.”",
        ["A trader: The well is dry."],
        id="nobody-by-name-with-a-relative-clause",
    ),
    pytest.param(
        "[P:Amina Diallo] told farmers in a letter read out on Monday: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="a-verb-is-no-noun",
    ),
    pytest.param(
        "“The well is dry,” says Cemal, a farmer.",
        ["Cemal: The well is dry"],
        id="a-name-that-nothing-knows",
    ),
    pytest.param(
        "[P:Amina Diallo] was less hopeful: “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="colon-without-a-verb-of-speech",
    ),
    pytest.param(
        "[P:Amina Diallo] shook her head. “The well is dry.”",
        ["Amina Diallo: The well is dry."],
        id="subject-of-the-sentence-before",
    ),
    pytest.param(
        "A neighbour shook his head. “The well is dry.”",
        ["A neighbour: The well is dry."],
        id="subject-without-a-name",
    ),
    pytest.param(
        "The rains failed again. “The well is dry.”",
        ["-: The well is dry."],
        id="a-thing-does-not-speak",
    ),
    pytest.param(
        "[P:Amina Diallo] said the board had “never dug a well that held water”.",
        ["Amina Diallo: never dug a well that held water"],
        id="words-of-a-sentence",
    ),
    pytest.param(
        "[P:Amina Diallo] accused the board of “digging where the votes are and not the water”.",
        ["Amina Diallo: digging where the votes are and not the water"],
        id="a-judgement",
    ),
    pytest.param(
        "The well was, she said, “like a church without the songs”.",
        ["she: like a church without the songs"],
        id="she-said-between-commas",
    ),
    pytest.param(
        'The well is dry. "We called it the "old mother" here," [P:Amina Diallo] said.',
        ['Amina Diallo: We called it the "old mother" here'],
        id="straight-marks-in-straight-marks",
    ),
    pytest.param(
        '“The well is dry and the board knows it," [P:Amina Diallo] said.',
        ["Amina Diallo: The well is dry and the board knows it"],
        id="two-kinds-of-marks-for-one-pair",
    ),
    pytest.param(
        "“The well is dry and the board knows it, said [P:Amina Diallo] on Monday.",
        ["Amina Diallo: The well is dry and the board knows it"],
        id="a-forgotten-mark-ends-where-the-reporter-goes-on",
    ),
    pytest.param(
        "“The well is dry,” [P:Amina Diallo] told [P:Omar Sy].",
        ["Amina Diallo: The well is dry"],
        id="not-the-one-who-is-told",
    ),
    pytest.param(
        "[P:Amina Diallo] warned that “a prince can’t dig a well”.",
        ["Amina Diallo: a prince can’t dig a well"],
        id="few-words-beside-their-verb",
    ),
    pytest.param(
        "[P:Amina Diallo] cited, in her words, “the price of every bucket of sand.”",
        ["her: the price of every bucket of sand."],
        id="in-her-words",
    ),
    pytest.param(
        "[P:Amina Diallo] was asked again. Her answer? “Depends on the sand.”",
        ["Her: Depends on the sand."],
        id="her-answer",
    ),
    pytest.param(
        "“Bring a rope,” [P:Amina Diallo] was heard to say on the stairs.",
        ["Amina Diallo: Bring a rope"],
        id="was-heard-to-say",
    ),
    pytest.param(
        "“Ten wells. No, nine,” [P:Amina Diallo] corrected herself.",
        ["Amina Diallo: Ten wells. No, nine"],
        id="corrected-herself",
    ),
    pytest.param(
        "The well is “too little,” [P:Amina Diallo] added on Monday.",
        ["Amina Diallo: too little"],
        id="a-sentence-that-she-cuts-off",
    ),
    pytest.param(
        "The well is “too little,” said [P:Amina Diallo]. “It was dug for one village.”",
        ["Amina Diallo: too little … It was dug for one village."],
        id="cut-off-and-gone-on-with",
    ),
    pytest.param(
        "[P:Amina Diallo] described the board as “a circus that has lost its only tent” and left.",
        ["Amina Diallo: a circus that has lost its only tent"],
        id="a-judgement-in-the-midst-of-a-sentence",
    ),
    pytest.param(
        "[P:Amina Diallo] has gone after the board as a “circus that has lost its tent”.",
        ["Amina Diallo: circus that has lost its tent"],
        id="judged-as-a",
    ),
    pytest.param(
        "[P:Amina Diallo] described it as “a circus” that “has not found its tent in ten years.”",
        ["Amina Diallo: has not found its tent in ten years."],
        id="a-judgement-that-goes-on",
    ),
    pytest.param(
        "It regretted what [P:Amina Diallo] called “a long and winding road to a well”.",
        ["Amina Diallo: a long and winding road to a well"],
        id="more-than-a-name-for-a-thing",
    ),
    pytest.param(
        "[P:Amina Diallo] said the board’s “best well is dry, even in August.”",
        ["Amina Diallo: best well is dry, even in August."],
        id="a-subject-and-its-verb-behind-a-determiner",
    ),
    pytest.param(
        "[P:Amina Diallo] dug on because to her, “there is nothing better than a well.”",
        ["her: there is nothing better than a well."],
        id="in-her-view",
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
        pytest.param(
            "[P:Amina Diallo] told the programme “Morning Water,” the board met.", id="programme"
        ),
        pytest.param(
            "[P:Amina Diallo] spoke of the “long and winding road to a full well” again.",
            id="part-of-a-noun-phrase",
        ),
        pytest.param(
            "It regretted what [P:Amina Diallo] called “a long road to a well”.",
            id="name-for-a-thing",
        ),
        pytest.param(
            "It had what [P:Amina Diallo] called “a long and winding road to a well” closed.",
            id="long-name-for-a-thing",
        ),
        pytest.param("Despite the “water war,” [P:Amina Diallo] said.", id="behind-a-preposition"),
        pytest.param(
            "The board fears a “water war,” [P:Amina Diallo] said yes to it.", id="said-something"
        ),
        pytest.param(
            "As they met “the board,” and “the others,” [P:Amina Diallo] said.",
            id="further-marks-of-a-sentence",
        ),
        pytest.param(
            "[P:Amina Diallo] said the “new road that will lead to Lowfield” was open.",
            id="a-relative-clause-in-a-noun-phrase",
        ),
        pytest.param(
            "Farmers have been urged to “stay away from wells, day or night”, the board met.",
            id="nobody-urges-in-the-passive",
        ),
        pytest.param("To her, “The Last Well” was a film like any other.", id="title-in-her-view"),
        pytest.param(
            "“AMINA: Who digs? BOARD: We do.” The transcript ends here.".replace("AMINA", "WALLER"),
            id="transcript",
        ),
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
    pytest.param(
        f"[P:Amina Diallo], 81, was less sanguine.{P}“The well is dry.{P}“It is far to the river.”",
        ["Amina Diallo: The well is dry. … It is far to the river."],
        id="the-sentence-before-is-about-the-speaker",
    ),
    pytest.param(
        f'[P:Amina Diallo] writes:{P}"They call it the “mother of wells.”{P}"It is dry now."',
        ["Amina Diallo: They call it the “mother of wells.” … It is dry now."],
        id="inner-marks-at-the-end-of-an-open-paragraph",
    ),
    pytest.param(
        f'[P:Amina Diallo] writes:{P}"The well is dry.{P}“We left it,” said [P:Omar Sy].',
        ["Amina Diallo: The well is dry.", "Omar Sy: We left it"],
        id="somebody-speaks-inside-an-excerpt",
    ),
]


def test_a_speaker_stated_later_is_surer_than_the_subject_before(marked):
    text = "[P:Omar Sy] shook his head." + P + "“The well is dry now." + P
    text += "“Nobody has come to see it,” [P:Amina Diallo] said."
    assert said(marked, text) == ["Amina Diallo: The well is dry now. … Nobody has come to see it"]


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
        ("“a “b” c”", False, ["a “b” c"]),
        ("“a b.“", False, ["a b."]),
        ("»b c« d", False, ["b c"]),
        ("He got 'em. ‘The well,’ he said", True, ["The well,"]),
    ],
)
def test_marked_words(text, singles, expected):
    found = marked_words(text, Span(0, len(text)), singles=singles)
    assert [each.inside.of(text) for each in found] == expected


HEADLINES = [
    ("‘No one told us’: farmers slam dam", ["farmers: No one told us"]),
    ("‘No one told us’: [P:Amina Diallo] slams dam", ["Amina Diallo: No one told us"]),
    ("“We lost”, says mayor", ["mayor: We lost"]),
    ("Mayor to farmers: ‘Dig or go home’", ["Mayor: Dig or go home"]),
    ("[P:Amina Diallo]: ‘Dig or go home’", ["Amina Diallo: Dig or go home"]),
    ("Dam row: “we are the ones who paid for it”", ["-: we are the ones who paid for it"]),
    ("Farmers reject ‘fair’ price for wells", []),
]


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_what_a_headline_quotes(marked, headline, expected):
    prose = "The wells of the valley were dry again, and nobody came to the meeting on Monday."
    assert said(marked, headline + P + prose) == expected


def test_a_headline_repeats_a_quotation_of_the_article(marked):
    text = P.join(
        [
            "‘Nobody told us a word’: farmers slam dam",
            "The wells of the valley were dry again on Monday.",
            "“Nobody told us a word about it,” said [P:Amina Diallo].",
        ]
    )
    reading, names = marked(text)
    [found] = quotations(reading, names)
    assert [span.of(reading.text) for span in found.repetitions] == ["Nobody told us a word"]
