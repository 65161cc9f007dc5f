"""What a paragraph is, by its form and its neighbours."""

import pytest

from nutgraf.model import ParagraphKind as K
from nutgraf.readers.layout import classify
from nutgraf.readers.text import blocks

LEAD = "The harbour of Port Vell reopened on Monday after a week of storms, the port said."
BODY = "Fishing boats left before dawn, and the first ferry followed them an hour later."


def kinds(text):
    return [(p.kind, p.span.of(text)) for p in classify(text, tuple(blocks(text)))]


def kind_of(paragraph, *, before=(LEAD,), after=(BODY,)):
    """The kind of a paragraph between prose."""
    text = "\n\n".join((*before, paragraph, *after))
    return {words: kind for kind, words in kinds(text)}[paragraph]


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("READ MORE: Harbour closed by storm", id="read-more"),
        pytest.param("READ MORE:\u00a0 Harbour closed by storm", id="no-break-space"),
        pytest.param("Also read: Harbour closed by storm", id="small-letters"),
        pytest.param("RELATED STORIES: Harbour closed by storm", id="related-stories"),
        pytest.param("SEE ALSO | Harbour closed by storm", id="bar"),
        pytest.param("Explainer: Why the harbour closed", id="explainer"),
    ],
)
def test_a_line_that_points_at_another_article_is_no_prose(paragraph):
    assert kind_of(paragraph) is K.RELATED


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("Reading the tide tables is an art that few people still know.", id="reading"),
        pytest.param("Opinion in the port is divided over the new breakwater.", id="opinion"),
        pytest.param("Watch towers stand along the coast and nobody mans them.", id="watch"),
        pytest.param("By noon the fog had lifted and the pilots went out.", id="by-noon"),
        pytest.param("By then the harbour was empty.", id="by-then"),
        pytest.param("Contact with the ship was lost at midnight.", id="contact"),
        pytest.param("The end of the pier (built in 1911) is closed.", id="brackets-inside"),
        pytest.param("The letter was signed on May 3, 2019, in the old customs house.", id="date"),
        pytest.param("The fee is 40 crowns (about 2 dollars).", id="brackets-at-the-end"),
    ],
)
def test_prose_that_looks_like_something_else_stays_prose(paragraph):
    assert kind_of(paragraph) is K.BODY


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        pytest.param("desk@portvell-post.example", K.CONTACT, id="e-mail"),
        pytest.param("Contact the writer at desk@portvell-post.example", K.CONTACT, id="sentence"),
        pytest.param(
            "a.roca@pv-post.example and j.mas@pv-post.example", K.CONTACT, id="two-e-mails"
        ),
        pytest.param("Advertisement", K.BOILERPLATE, id="advertisement"),
        pytest.param("Sign up for our morning letter", K.BOILERPLATE, id="sign-up"),
        pytest.param("© 2021 Port Vell Post", K.BOILERPLATE, id="copyright"),
        pytest.param("- 30 -", K.BOILERPLATE, id="end-mark"),
        pytest.param("Published: 4 March 2021", K.DATELINE, id="published"),
        pytest.param("March 4, 2021 10:15 GMT", K.DATELINE, id="date-and-time"),
        pytest.param("By Ana Roca and Jordi Mas", K.BYLINE, id="byline"),
        pytest.param("BY ANA ROCA", K.BYLINE, id="byline-in-capitals"),
        pytest.param("Reporting by Ana Roca; Editing by Jordi Mas", K.BYLINE, id="reporting-by"),
        pytest.param(
            "The pier after the storm on Sunday. (ANA ROCA / EFE)", K.CAPTION, id="credit"
        ),
        pytest.param("Photo: Ana Roca", K.CAPTION, id="credit-line"),
        pytest.param("A broken mast, in this file photo. (Reuters)", K.CAPTION, id="file-photo"),
    ],
)
def test_a_line_of_its_own_form_is_known_wherever_it_stands(paragraph, kind):
    assert kind_of(paragraph) is kind


HEADS = [
    pytest.param(
        f"Harbour reopens\n\n{LEAD}\n\n{BODY}", [K.HEADLINE, K.LEAD, K.BODY], id="headline"
    ),
    pytest.param(f"{LEAD}\n\n{BODY}", [K.LEAD, K.BODY], id="no-headline"),
    pytest.param(
        f"Will the harbour reopen?\n\n{LEAD}\n\n{BODY}", [K.HEADLINE, K.LEAD, K.BODY], id="question"
    ),
    pytest.param(
        f"Harbour reopens\n\nBy Ana Roca\n\n{LEAD}", [K.HEADLINE, K.BYLINE, K.LEAD], id="byline"
    ),
    pytest.param(
        f"Harbour reopens\n\nBoats leave before dawn after a week of storms\n\nBy Ana Roca\n\n{LEAD}",
        [K.HEADLINE, K.STANDFIRST, K.BYLINE, K.LEAD],
        id="standfirst",
    ),
    pytest.param(
        f"4 March 2021\n\nHarbour reopens\n\n{LEAD}\n\n{BODY}",
        [K.DATELINE, K.HEADLINE, K.LEAD, K.BODY],
        id="date-first",
    ),
    pytest.param(
        f"An aerial photo shows the harbour of Port Vell. (EFE)\n\n{LEAD}\n\n{BODY}",
        [K.CAPTION, K.LEAD, K.BODY],
        id="caption-is-no-headline",
    ),
    pytest.param(
        f"Harbour reopens\n\n{LEAD}\n\nA winter of storms\n\n{BODY}",
        [K.HEADLINE, K.LEAD, K.SUBHEADING, K.BODY],
        id="subheading",
    ),
    pytest.param("It rained.", [K.LEAD], id="one-line"),
    pytest.param("Harbour reopens", [K.LEAD], id="a-line-alone-is-no-headline"),
    pytest.param(
        f"U.S. ferry arrives in Port Vell\n\n{LEAD}", [K.HEADLINE, K.LEAD], id="full-stops-inside"
    ),
]


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_head_of_an_article(text, expected):
    assert [kind for kind, _ in kinds(text)] == expected


QUOTE = "The sea took the old pier in one night and nobody heard it go"


@pytest.mark.parametrize(
    ("pulled", "expected"),
    [
        pytest.param([QUOTE + "."], [K.PULL_QUOTE], id="no-marks"),
        pytest.param([f"“{QUOTE}”"], [K.PULL_QUOTE], id="marks-of-its-own"),
        pytest.param(
            [QUOTE + ".", "— Ana Roca, harbour pilot"],
            [K.PULL_QUOTE, K.ATTRIBUTION],
            id="dash-and-name",
        ),
        pytest.param(
            [QUOTE + ".", "\u00a0Ana Roca, harbour pilot"],
            [K.PULL_QUOTE, K.ATTRIBUTION],
            id="no-break-space-and-name",
        ),
    ],
)
def test_a_pull_quote_is_no_body(pulled, expected):
    text = "\n\n".join([LEAD, *pulled, f"“{QUOTE},” said Ana Roca, a harbour pilot.", BODY])
    assert [kind for kind, _ in kinds(text)] == [K.LEAD, *expected, K.BODY, K.BODY]


def test_a_paragraph_that_repeats_nothing_is_no_pull_quote():
    text = "\n\n".join([LEAD, f"“{QUOTE},” said Ana Roca.", "“We will build it again,” she said."])
    assert [kind for kind, _ in kinds(text)] == [K.LEAD, K.BODY, K.BODY]


def test_there_is_one_lead_and_it_comes_first():
    text = "\n\n".join([LEAD, BODY, BODY + " Then it rained."])
    found = [kind for kind, _ in kinds(text)]
    assert found.count(K.LEAD) == 1
    assert found[0] is K.LEAD
