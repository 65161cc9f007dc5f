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


ENDED = [
    pytest.param(
        "[P:Ravi Menon], asked whether the dam was safe, said he had written to the ministry.",
        ["Ravi Menon: he had written to the ministry"],
        id="who-was-asked-did-not-ask",
    ),
    pytest.param(
        "The mayor, [P:Ravi Menon], told that the dam was shut, replied that nobody had asked him.",
        ["Ravi Menon: that nobody had asked him"],
        id="who-was-told-did-not-tell",
    ),
    pytest.param(
        "The mayor, [P:Ravi Menon], told reporters that the dam was shut, adding that it would stay so.",
        ["Ravi Menon: that the dam was shut", "Ravi Menon: that it would stay so"],
        id="who-told",
    ),
    pytest.param(
        "Citing fire, flood and theft, [P:Ravi Menon] closed the gates.",
        ["Ravi Menon: fire, flood and theft"],
        id="opening-participle-with-a-list",
    ),
    pytest.param(
        "[P:Ravi Menon] does believe that the dam will hold.",
        ["Ravi Menon: that the dam will hold"],
        id="does-believe",
    ),
    pytest.param(
        "After saying the dam was “as old as the hills,” [P:Ravi Menon] left the town.",
        ["Ravi Menon: the dam was “as old as the hills,”"],
        id="opening-participle-with-a-quotation",
    ),
    pytest.param(
        "[P:Ravi Menon] vowed to bring back the old gates.",
        ["Ravi Menon: to bring back the old gates"],
        id="to-bring",
    ),
    pytest.param(
        "[P:Ravi Menon] urged farmers to “open your gates” at night.",
        ["Ravi Menon: to “open your gates” at night"],
        id="request-with-a-quotation",
    ),
    pytest.param(
        "[P:Ravi Menon] denied that the dam was unsafe.",
        ["Ravi Menon: denied that the dam was unsafe"],
        id="denied-with-its-verb",
    ),
    pytest.param(
        "[P:Ravi Menon] has denied any fault.",
        ["Ravi Menon: denied any fault"],
        id="denied-a-thing",
    ),
    pytest.param(
        "[P:Ravi Menon] is confident that the dam will hold.",
        ["Ravi Menon: that the dam will hold"],
        id="confident-that",
    ),
    pytest.param(
        "[P:Ravi Menon] made it clear that the dam would close.",
        ["Ravi Menon: that the dam would close"],
        id="made-it-clear",
    ),
    pytest.param(
        "The farmers made the case that the dam was full.",
        ["The farmers: that the dam was full"],
        id="made-the-case",
    ),
    pytest.param(
        "Despite her claim that the dam was full, the gates stayed shut.",
        ["her: that the dam was full"],
        id="despite-her-claim",
    ),
    pytest.param(
        "Polls show a narrow lead for the mayor.",
        ["Polls: a narrow lead for the mayor"],
        id="polls-show",
    ),
    pytest.param(
        "A study, which notes that the dam is old, was printed.",
        ["A study: that the dam is old"],
        id="a-study-which",
    ),
    pytest.param(
        "Citing a lack of rain, [P:Ravi Menon] closed the gates.",
        ["Ravi Menon: a lack of rain"],
        id="opening-participle",
    ),
    pytest.param(
        "Several farmers warned, as did the town, that the dam was full.",
        ["Several farmers: that the dam was full"],
        id="that-behind-an-insertion",
    ),
    pytest.param(
        "[P:Ravi Menon] criticised the gates as too small during a rally in the town.",
        ["Ravi Menon: the gates as too small"],
        id="thing-before-its-occasion",
    ),
    pytest.param(
        "[P:Ravi Menon] condemned the sale of the dam, which closed in May.",
        ["Ravi Menon: the sale of the dam"],
        id="thing-before-which",
    ),
    pytest.param(
        "[P:Ravi Menon] praised Friday’s work at the gates on Sunday.",
        ["Ravi Menon: Friday’s work at the gates"],
        id="owner-that-is-a-day",
    ),
    pytest.param(
        "[P:Ravi Menon] agreed to open the gates, and the farmers left the road.",
        ["Ravi Menon: to open the gates"],
        id="promise-before-another-clause",
    ),
    pytest.param(
        "[P:Ravi Menon] promised to build a dam that would hold.",
        ["Ravi Menon: to build a dam that would hold"],
        id="promise-with-that-inside",
    ),
    pytest.param(
        "[P:Ravi Menon] warned the farmers to leave the land that was flooded.",
        ["Ravi Menon: to leave the land that was flooded"],
        id="request-with-that-inside",
    ),
    pytest.param(
        "[P:Ravi Menon] dismissed the fears of farmers as a fairy tale.",
        ["Ravi Menon: the fears of farmers as a fairy tale"],
        id="dismissed-as",
    ),
    pytest.param(
        "[P:Ravi Menon] branded the new dam a waste of money.",
        ["Ravi Menon: the new dam a waste of money"],
        id="branded-it-a",
    ),
    pytest.param(
        "[P:Ravi Menon] condemned the sale of the dam - a first for her.",
        ["Ravi Menon: the sale of the dam"],
        id="typed-dash",
    ),
    pytest.param(
        "Though the dam was full, [P:Ravi Menon] said, opening the gates would be wrong.",
        ["Ravi Menon: Though the dam was full … opening the gates would be wrong"],
        id="conceded-first",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ENDED)
def test_what_somebody_holds_and_where_it_ends(marked, text, expected):
    assert reported(marked, text) == expected


FOUND = [
    pytest.param(
        "The dam, [P:Ravi Menon] explained in a post on Sunday, had been full.",
        ["Ravi Menon: The dam … had been full"],
        id="insertion-with-its-place",
    ),
    pytest.param(
        "The dam had broken, [P:Ravi Menon] said on Friday, two weeks after the rain.",
        ["Ravi Menon: The dam had broken"],
        id="later-than-whole-clause",
    ),
    pytest.param(
        "There would be no floods, [P:Ravi Menon] assured farmers.",
        ["Ravi Menon: There would be no floods"],
        id="audience-behind",
    ),
    pytest.param(
        "[P:Ravi Menon] said when contacted that the dam would hold.",
        ["Ravi Menon: that the dam would hold"],
        id="said-when-contacted",
    ),
    pytest.param(
        "[P:Ravi Menon] would only say that the dam was full.",
        ["Ravi Menon: that the dam was full"],
        id="would-only-say",
    ),
    pytest.param(
        "The row went on, with one farmer remarking that the dam was full.",
        ["one farmer: that the dam was full"],
        id="with-one-remarking",
    ),
    pytest.param(
        "[P:Ravi Menon] blamed the flood on a tree in the spillway.",
        ["Ravi Menon: a tree in the spillway"],
        id="blamed-on",
    ),
    pytest.param(
        "The board rejected the suggestion by opposition leader [P:Ravi Menon] that the dam was full.",
        ["Ravi Menon: that the dam was full"],
        id="suggestion-by-titled",
    ),
    pytest.param(
        "The dam is full, [P:Ravi Menon] said; the gates will open at night, she added.",
        ["Ravi Menon: The dam is full", "she: the gates will open at night"],
        id="behind-a-semicolon",
    ),
    pytest.param(
        "[P:Ravi Menon] confessed to opening the gates at night.",
        ["Ravi Menon: opening the gates at night"],
        id="confessed-to",
    ),
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
        "The dam will hold, according to its author, the river biologist [P:Ravi Menon].",
        ["Ravi Menon: The dam will hold"],
        id="according-to-an-author-with-a-title",
    ),
    pytest.param(
        "Some fear the sterlet would vanish; the dam will hold, according to [P:Ravi Menon].",
        ["Some: the sterlet would vanish", "Ravi Menon: the dam will hold"],
        id="according-to-behind-a-semicolon",
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
        pytest.param("“[P:Leela Rao] said the dam would hold,” said [P:Ravi Menon].", id="inside"),
        pytest.param("Was the dam safe? Nobody knew.", id="question"),
    ],
)
def test_what_is_no_statement(marked, text):
    assert reported(marked, text) == []


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        pytest.param("Dam will hold, engineers say", "engineers: Dam will hold", id="at-the-end"),
        pytest.param("Minister: dam is safe now", "Minister: dam is safe now", id="colon"),
        pytest.param("Engineers say dam is safe", "Engineers: dam is safe", id="at-the-start"),
        pytest.param(
            "Engineers Say Dam Is Safe", "Engineers: Dam Is Safe", id="capitals-everywhere"
        ),
        pytest.param("Dam in Kaveri: what we know so far", None, id="colon-behind-no-speaker"),
        pytest.param("Leisure centre could shut, councillors told", None, id="told-by-nobody"),
    ],
)
def test_headlines(marked, headline, expected):
    found = reported(marked, f"{headline}\n\nThe dam stood on Monday.")
    assert found == ([expected] if expected else [])


def test_a_caption_states_nothing(marked):
    text = (
        "Old dam\n\nThe dam stood on Monday.\n\n"
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


CONSTRUCTIONS = [
    pytest.param(
        "[P:Ravi Menon] promised to rebuild the dam.",
        ["infinitive Ravi Menon: to rebuild the dam"],
        id="promised-to",
    ),
    pytest.param(
        "[P:Ravi Menon] agreed on Sunday to rebuild the dam.",
        ["infinitive Ravi Menon: to rebuild the dam"],
        id="agreed-on-a-day-to",
    ),
    pytest.param(
        "[P:Ravi Menon] urged both villages to leave the valley.",
        ["request Ravi Menon: to leave the valley"],
        id="urged-somebody-to",
    ),
    pytest.param(
        "Engineers called on the board to close the dam.",
        ["request Engineers: to close the dam"],
        id="called-on-somebody-to",
    ),
    pytest.param(
        "[P:Ravi Menon] accused the board of hiding the report.",
        ["preposition Ravi Menon: hiding the report"],
        id="accused-of",
    ),
    pytest.param(
        "Villagers called for an end to the works.",
        ["preposition Villagers: an end to the works"],
        id="called-for",
    ),
    pytest.param(
        "[P:Ravi Menon] spoke about the future of the dam.",
        ["topic Ravi Menon: the future of the dam"],
        id="spoke-about",
    ),
    pytest.param(
        "The union condemned the sale of the dam.",
        ["object The union: the sale of the dam"],
        id="condemned",
    ),
    pytest.param(
        "[P:Ravi Menon] called the new dam a monument to vanity.",
        ["object Ravi Menon: the new dam a monument to vanity"],
        id="called-something-something",
    ),
    pytest.param(
        "The board put the damage at 18 million rupees.",
        ["figure The board: the damage at 18 million rupees"],
        id="put-at",
    ),
    pytest.param(
        "[P:Ravi Menon] used the flood of 1961, which nobody had foreseen, as an example.",
        ["example Ravi Menon: the flood of 1961, which nobody had foreseen"],
        id="as-an-example",
    ),
    pytest.param(
        "[P:Ravi Menon] asked why nobody had seen the crack.",
        ["question Ravi Menon: why nobody had seen the crack"],
        id="asked-why",
    ),
    pytest.param(
        "[P:Ravi Menon] left the room, saying that the dam was safe.",
        ["participle-clause Ravi Menon: that the dam was safe"],
        id="saying",
    ),
    pytest.param(
        "The board rejected [P:Ravi Menon]’s claim that the dam was unsafe.",
        ["noun Ravi Menon: that the dam was unsafe"],
        id="claim-of-somebody",
    ),
    pytest.param(
        "The repairs follow a warning from [P:Ravi Menon] that the dam was unsafe.",
        ["noun Ravi Menon: that the dam was unsafe"],
        id="warning-from-somebody",
    ),
    pytest.param(
        "The repairs follow a warning from his lawyer that the dam was unsafe.",
        ["noun his lawyer: that the dam was unsafe"],
        id="warning-from-nobody-by-name",
    ),
    pytest.param(
        "The board looked into a [O:Kaveri Times] report that the dam was unsafe.",
        ["noun Kaveri Times: that the dam was unsafe"],
        id="report-of-a-newspaper",
    ),
    pytest.param(
        "As [P:Ravi Menon] pointed out, the dam was built in 1961.",
        ["aside Ravi Menon: the dam was built in 1961"],
        id="as-somebody-pointed-out",
    ),
    pytest.param(
        "The dam, which [P:Ravi Menon] says was never safe, is closed.",
        ["relative Ravi Menon: was never safe"],
        id="which-somebody-says",
    ),
    pytest.param(
        "The dam will hold, said [P:Ravi Menon], the chief engineer.",
        ["inverted Ravi Menon: The dam will hold"],
        id="said-somebody",
    ),
    pytest.param(
        "It was, he said, a dam of earth.",
        ["inserted he: It was … a dam of earth"],
        id="in-the-middle-of-a-clause",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS)
def test_construction_and_its_rule(marked, text, expected):
    reading, names = marked(text)
    assert [
        f"{each.evidence.rule.removeprefix('reported-speech-')} {each.speaker.span.of(reading.text)}: "
        + " … ".join(part.of(reading.text) for part in each.parts)
        for each in statements(reading, names, quotations(reading, names))
    ] == expected


SPEAKERS = [
    pytest.param(
        "[P:Ravi Menon], who built the dam in 1961, said it would hold.",
        "Ravi Menon",
        id="relative-clause",
    ),
    pytest.param(
        "The chief engineer, [P:Ravi Menon], said the dam would hold.", "Ravi Menon", id="title"
    ),
    pytest.param(
        "The owner, [O:Kaveri Water], said the dam would hold.", "Kaveri Water", id="body-by-name"
    ),
    pytest.param(
        "The [O:Kaveri Board], which has helped the widow, [P:Leela Rao], said the dam would hold.",
        "Kaveri Board",
        id="name-inside-a-relative-clause",
    ),
    pytest.param(
        "A clerk who for nine years kept the books of the dam said the books were wrong.",
        "A clerk",
        id="clause-of-the-subject",
    ),
    pytest.param(
        "A spokesman for the [O:Kaveri Board] said the dam would hold.",
        "A spokesman for the Kaveri Board",
        id="spokesman",
    ),
    pytest.param(
        "On Tuesday the [O:Kaveri Board] said the dam would hold.", "Kaveri Board", id="day-before"
    ),
    pytest.param(
        "[P:Leela Rao] ([L:Mysuru], Green), who leads the panel, said the dam would hold.",
        "Leela Rao",
        id="brackets",
    ),
    pytest.param(
        "The plan was drawn up by [P:Leela Rao], an engineer, who said the dam would hold.",
        "Leela Rao",
        id="antecedent",
    ),
    pytest.param(
        "The lake, whose owner, [P:Leela Rao], says the water is low, is old.",
        "Leela Rao",
        id="whose",
    ),
    pytest.param(
        "[P:Ravi Menon] went to the [O:High Court], where Justice [P:Leela Rao] heard him and said the dam would hold.",
        "Leela Rao",
        id="nearest-of-two",
    ),
    pytest.param(
        "[P:Ravi Menon] visited the dam on Monday and said it would hold.",
        "Ravi Menon",
        id="second-verb",
    ),
    pytest.param(
        "According to the chief engineer, [P:Ravi Menon], the dam will hold.",
        "Ravi Menon",
        id="according-to-a-title",
    ),
    pytest.param("It said that the dam would hold.", "It", id="it"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_says_it(marked, text, speaker):
    reading, names = marked(text)
    [found] = statements(reading, names, ())
    assert found.speaker.span.of(reading.text) == speaker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[P:Ravi Menon] said the dam was safe and warned that the bridge was not.",
            ["Ravi Menon: the dam was safe", "Ravi Menon: that the bridge was not"],
            id="second-verb",
        ),
        pytest.param(
            "[P:Ravi Menon] said the dam was safe, and villagers said that it was not.",
            ["Ravi Menon: the dam was safe", "villagers: that it was not"],
            id="second-speaker",
        ),
        pytest.param(
            "[P:Ravi Menon] said the dam was safe, which was a relief.",
            ["Ravi Menon: the dam was safe"],
            id="reporter-goes-on",
        ),
        pytest.param(
            "While [P:Ravi Menon] said the dam was safe, the bridge was closed.",
            ["Ravi Menon: the dam was safe"],
            id="subordinate",
        ),
        pytest.param(
            "[P:Ravi Menon] said [P:Leela Rao] had told him the dam was safe.",
            ["Ravi Menon: Leela Rao had told him the dam was safe"],
            id="nested",
        ),
        pytest.param(
            "[P:Leela Rao] said the dam was safe, the mayor told reporters.",
            ["the mayor: Leela Rao said the dam was safe"],
            id="nested-before-its-source",
        ),
        pytest.param(
            "[P:Ravi Menon] asked to see the plan if he could.",
            ["Ravi Menon: to see the plan if he could"],
            id="asked-nobody",
        ),
        pytest.param(
            "[P:Ravi Menon] told the board in a letter that the dam was safe.",
            ["Ravi Menon: that the dam was safe"],
            id="told-somebody-in-a-letter",
        ),
        pytest.param(
            "[P:Ravi Menon] said on Instagram the dam was safe.",
            ["Ravi Menon: the dam was safe"],
            id="place-before-a-clause",
        ),
    ],
)
def test_where_a_statement_begins_and_ends(marked, text, expected):
    assert reported(marked, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[P:Ravi Menon] did not deny that the dam was unsafe.", id="not-denied"),
        pytest.param("[P:Ravi Menon] refused to open the gates of the dam.", id="refused"),
        pytest.param("[P:Ravi Menon] is not sure that the dam is unsafe.", id="not-sure"),
        pytest.param("It was clear that the dam was unsafe.", id="it-was-clear"),
        pytest.param("Asked about the broken dam, [P:Ravi Menon] said: “No.”", id="only-asked"),
        pytest.param(
            "The guide [P:Ravi Menon] showed the visitors a new gate.", id="shown-by-a-guide"
        ),
        pytest.param(
            "[P:Ravi Menon] attacked the eastern gate of the town.", id="attacked-a-place"
        ),
        pytest.param("[P:Ravi Menon] saw the expected rise of the river.", id="an-expected-rise"),
        pytest.param("[P:Ravi Menon] did not say that the dam was unsafe.", id="negated"),
        pytest.param("[P:Ravi Menon] would say that the dam is unsafe.", id="only-possible"),
        pytest.param("[P:Ravi Menon] was told that the dam was unsafe.", id="passive"),
        pytest.param("The dam is said to be unsafe in winter.", id="said-to-be"),
        pytest.param("The board must act if [P:Ravi Menon] said the dam broke.", id="if"),
        pytest.param("The legality of the climate rules is likely to be decided.", id="noun"),
        pytest.param("Two battleground states could be decisive for the dam.", id="noun-states"),
        pytest.param("[P:Ravi Menon] found the key on the roof.", id="object-of-finding"),
        pytest.param("A girl called [P:Leela Rao] has her hand up.", id="called-by-a-name"),
        pytest.param("The well-known engineers of the dam were late.", id="half-of-a-compound"),
    ],
)
def test_what_nobody_said(marked, text):
    assert reported(marked, text) == []


def test_what_is_only_about_something_is_less_certain(marked):
    reading, names = marked("The union condemned the sale of the dam.")
    [found] = statements(reading, names, ())
    assert found.evidence.confidence == 0.6
