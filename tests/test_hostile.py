"""Texts made to be slow: twice as long takes about twice as long, whatever they are made of."""

from __future__ import annotations

import gc
import time
from itertools import groupby

import pytest

from nutgraf import pipeline
from nutgraf.annotators import editorial, tagger
from nutgraf.annotators.windows import MOST_PIECES, windows
from nutgraf.config import Config
from nutgraf.model import Source

SIZE = 12_500  # code points; every attack is measured at this size and at twice this size
GROWTH = 2.6
SECONDS = 20.0  # for the longer one: far above what any takes, far below a hang
TRIES = 4

SYLLABLES = "ba ke di lo mu ra se ti vo na pe ki du lu ma re si to vu ne".split()


def word(number, length=3):
    """A capitalised word of our own for each number."""
    parts = []
    for _ in range(length):
        parts.append(SYLLABLES[number % len(SYLLABLES)])
        number //= len(SYLLABLES)
    return "".join(parts).capitalize()


def again(words, before="", after=""):
    """A text that says the same words over and over."""
    return lambda size: before + words * (size // len(words)) + after


def counted(template, before="", after=""):
    """A text that fills a template with new words each time."""

    def text(size):
        lines, length, number = [], 0, 0
        while length < size:
            names = {
                "a": word(number),
                "b": word(7 * number + 3, 4),
                "c": word(13 * number + 2, 4),
                "n": number,
            }
            lines.append(template.format(**names))
            length += len(lines[-1])
            number += 1
        return before + "".join(lines) + after

    return text


ORDINARY = """The {c} Port Authority said on Tuesday that the harbour would reopen in {a}.

“We have replaced every cable,” said {a} {b}, chief engineer of the {c} Port Authority. “It is safer.”

{b} said the work had cost less than planned, according to the {b} Bank, a {c}-based lender.

The {b} Bridge Forum was co-organized by {b} Bank. It passed the {c} Safety Act in {b}, {c} province.

"""

ATTACKS = {
    "commas": again("a, "),
    "one word": again("x"),
    "one word in capitals": again("X"),
    "a word with hyphens": again("a-"),
    "opening quotation marks": again("“"),
    "straight quotation marks": again('"a '),
    "single quotation marks": again("‘a "),
    "nested quotation marks": lambda size: "“‘" * (size // 4) + "a" + "’”" * (size // 4),
    "quotations": again("“We will go,” Jane Doe said. “We ran.” "),
    "quotations that repeat": again("“It rained on the day.”\n\n"),
    "quotations that stay open": again("“It rained on the day\n\n"),
    "quotations and pull quotes": counted(
        "“We will mend bridge {n} there soon,” said Jane Doe.\n\n“We will mend bridge {n} there soon”\n\n"
    ),
    "speech without a speaker": again("“We will go there now.”\n\n“You will not.” It rained.\n\n"),
    "pronouns of another gender": again("Mr Ola Berg said it rained. She said that it did not. "),
    "brackets": again("("),
    "said": again("said "),
    "said he, said she": again("It rained all of the day, he said, and she said. "),
    "of chains": again("Alpha of Beta of "),
    "law chains": again("Act of "),
    "law chains with years": again("Act 2010 "),
    "one long name": again("Great ", after="Act of the People was signed."),
    "joined names": again("Tree and "),
    "names in capitals": again("OSLO-"),
    "one name again and again": again("Jane Doe, "),
    "the and of": again("the and of "),
    "initials": again("A. "),
    "abbreviations": again("Mr. Mrs. Dr. "),
    "one-word paragraphs": again("word\n\n"),
    "headings": again("Rain\n\nIt rained on the day.\n\n"),
    "equal paragraphs": again("We will be there again tomorrow\n\n"),
    "nearly equal paragraphs": counted("We will be there tomorrow, number {n}\n\n"),
    "spaces": again(" ", before="“Rain fell here today,” said", after="Jane Doe."),
    "no-break spaces": again("\u00a0", before="By", after="Jane Doe."),
    "tabs behind a comma": again("\t", before="It rained, ", after="x"),
    "tabs behind commas": again("It rained," + 400 * "\t" + "he ran"),
    "tabs behind a title": again("Jane Doe, 50, is" + 400 * "\t" + "mayor" + 400 * "\t" + "x. "),
    "tabs behind a quotation": again("“It rained”" + 400 * "\t" + "x. "),
    "tabs behind an example": again("Jane used" + 400 * "\t" + "it. "),
    "blank lines": again("\n ", before="a", after="b."),
    "full stops": again("."),
    "exclamation marks": again("!"),
    "stops and closing marks": again(".”"),
    "underscores": again("_"),
    "dashes": again("—"),
    "hyphens": again("-"),
    "hyphens behind an e-mail address": again("-", before="a@b.", after=" !a"),
    "e-mail addresses": again("a.b-c+d@e-f.g.h"),
    "e-mail addresses joined by “or”": again(".corora@b", before="a@b", after=" !x y"),
    "at signs": again("@", before="a@b.c", after="x y"),
    "web addresses": again("https://a.b/c?d=e&"),
    "a web address of stops": again(".", before="https://"),
    "a caption of slashes": again("a/", before="Photo: ("),
    "a caption of spaces": again(" ", before="Photo: a"),
    "a caption of quotation marks": again("“", before="Ships are seen here "),
    "captions": counted("Ships are seen here in {b} on May 3, 2021. (ANN {a} / REUTERS)\n\n"),
    "bylines": again("By Jane Doe\n\n"),
    "dates": again("3 May 2021, "),
    "days": again("last Monday "),
    "countries": again("US President Jane Doe, Norwegian Prime Minister "),
    "places in places": again("Oslo in Norway in "),
    "cities": again("the cities of Oslo and Bergen and "),
    "people": counted("{a} {b} met {b} {c} in {c}. "),
    "people in one sentence": counted("{a} {b}, ", after="said it."),
    "people of one first name": counted("Jane {b} spoke. Jane ran. "),
    "people of one surname": counted("{a} Doe spoke. Doe ran. "),
    "organizations of one noun": counted("Bank of {a} rose. The Bank fell. "),
    "acronyms": counted("The {a} {b} {c} Bank ({a}B) rose. "),
    "events": counted(
        "Speaking at the {a} Forum, Jane {b} said it rained. “We will go,” said {b}.\n\n"
    ),
    "governments": counted("{a} Region government met in {a}. "),
    "stops of another script": again("香港。"),
    "accents on one letter": again("\u0301", before="e"),
    "directions": again("\u202ea\u202c"),
    "an ordinary article": counted(ORDINARY),
    "an ordinary article in one paragraph": lambda size: counted(ORDINARY)(size).replace(
        "\n\n", " "
    ),
}


def article(text):
    [found] = pipeline.read(Source(name="attack.txt", key="attack", data=text.encode()))
    return found


def seconds(text):
    """What one text takes from its bytes to its lines of N-Quads, in seconds of this process."""
    gc.disable()  # it visits whatever else this process has made
    try:
        start = time.process_time()
        pipeline.nquads(pipeline.annotate(article(text)), Config())
        return time.process_time() - start
    finally:
        gc.enable()


def fake_labels(sentences):
    """Instead of the tagger, whose time is the same for every word: capitals are names."""
    place = 0
    for words in sentences:
        for capitalised, group in groupby(words, key=lambda word: word[:1].isupper()):
            for number, word in enumerate(group):
                label = ("PER", "ORG", "LOC", "PER", "MISC")[sum(map(ord, word)) % 5]
                if capitalised:
                    yield place, (f"{'I' if number % 3 else 'B'}-{label}", (1.0, 0, 0, 0))
                place += 1


@pytest.fixture(scope="module", autouse=True)
def _every_rule_runs():
    """A flood of one word is no English; here it meets every rule all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(editorial, "is_foreign", lambda _: False)
        yield


@pytest.fixture(scope="module", autouse=True)
def _warm(_every_rule_runs):
    seconds(ATTACKS["an ordinary article"](2_000))


@pytest.mark.parametrize("attack", ATTACKS)
def test_twice_the_text_takes_twice_the_time(attack, monkeypatch):
    monkeypatch.setattr(tagger, "_scored", fake_labels)
    short, long = ATTACKS[attack](SIZE), ATTACKS[attack](2 * SIZE)
    ratios = []
    for _ in range(TRIES):  # a neighbour on this machine can slow one measurement, not all
        one, two = seconds(short), seconds(long)
        assert two < SECONDS
        ratios.append(two / one)
        if ratios[-1] < GROWTH or two < 0.05:
            return
    pytest.fail(f"{attack}: {', '.join(f'{ratio:.1f}' for ratio in ratios)} times the time")


@pytest.mark.parametrize("attack", ["an ordinary article", "people in one sentence", "commas"])
def test_the_tagger_sees_so_many_words_at_once(attack, monkeypatch):
    sizes = []

    def counted_windows(pieces, sentences):
        for window in windows(pieces, sentences):
            sizes.append(len(window.ids))
            yield window

    monkeypatch.setattr(tagger, "windows", counted_windows)
    found = article(ATTACKS[attack](SIZE))
    pipeline.annotate(found)

    assert max(sizes, default=0) <= MOST_PIECES + len(["begin", "end"])
    assert len(sizes) < len(found.text) / 20


def test_an_article_of_a_book_s_length_goes_through(monkeypatch):
    """300 kB: some fifty thousand words, each name new."""
    monkeypatch.setattr(tagger, "_scored", fake_labels)

    assert seconds(counted(ORDINARY)(300_000)) < 6 * SECONDS


def test_a_sentence_without_an_end_is_cut_at_white_space():
    from nutgraf.language.tokens import _LONGEST, Reading

    sentences = Reading(article(again("rain and wind, ")(10_000))).sentences

    assert len(sentences) >= 5
    assert all(each.span.end - each.span.start <= _LONGEST for each in sentences)
    text = article(again("rain and wind, ")(10_000)).text
    assert "".join(each.span.of(text) for each in sentences).replace(" ", "") == text.replace(
        " ", ""
    )


def test_a_long_sentence_of_one_word_is_cut_all_the_same():
    from nutgraf.language.tokens import _LONGEST, Reading

    sentences = Reading(article("x" * 5_000)).sentences

    assert [each.span.end - each.span.start for each in sentences] == [_LONGEST, _LONGEST, 1_000]


def test_the_limit_of_a_file_is_told_before_anything_is_read():
    from nutgraf.errors import LimitError
    from nutgraf.readers.text import LARGEST

    with pytest.raises(LimitError, match=r"attack.txt: the file has 10,000,001 bytes"):
        article("x" * (LARGEST + 1))
