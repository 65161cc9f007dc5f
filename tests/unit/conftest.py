"""Text with its names marked up by hand, so that a rule is tested without the tagger before it.

`[P:Ana Lima]` is a person, `O` an organization, `L` a place, `E` an event, `A` a law or treaty, and
for tags alone `M` another name.
"""

from __future__ import annotations

import re

import pytest

from nutgraf.annotators.known import Names
from nutgraf.annotators.tagger import Tag
from nutgraf.language.tokens import Reading
from nutgraf.linkers import coreference
from nutgraf.model import EntityKind, Evidence, Mention, Source, Span
from nutgraf.readers.text import read

MARK = re.compile(r"\[([POLEAM]):([^\]]+)\]")
KINDS = {
    "P": EntityKind.PERSON,
    "O": EntityKind.ORGANIZATION,
    "L": EntityKind.PLACE,
    "E": EntityKind.EVENT,
    "A": EntityKind.LEGISLATION,
}
LABELS = {"P": "PER", "O": "ORG", "L": "LOC", "E": "EVENT", "A": "LAW", "M": "MISC"}


def _reading(text, published=None):
    [article] = read(Source(name="t.txt", key="t", data=text.encode(), published=published))
    return Reading(article)


def _parted(text):
    """The text without its marks, and what they mark: (letter, span)."""
    found, plain, place = [], "", 0
    for match in MARK.finditer(text):
        plain += text[place : match.start()]
        found.append((match.group(1), Span(len(plain), len(plain) + len(match.group(2)))))
        plain += match.group(2)
        place = match.end()
    return plain + text[place:], found


def _linked(text, published=None):
    plain, found = _parted(text)
    reading = _reading(plain, published)
    mentions = [
        Mention(span=span, kind=KINDS[letter], evidence=Evidence(rule="test", spans=(span,)))
        for letter, span in found
    ]
    return reading, *coreference.link(reading.article, mentions)


@pytest.fixture(scope="session")
def read_text():
    """`read_text(text)`: the text as annotators see it."""
    return _reading


@pytest.fixture(scope="session")
def marked():
    """`marked(text)`: the reading and its linked names."""

    def marked(text, published=None):
        reading, _, mentions = _linked(text, published)
        return reading, Names(mentions)

    return marked


@pytest.fixture(scope="session")
def linked():
    """`linked(text)`: the reading, its entities and their mentions."""
    return _linked


@pytest.fixture(scope="session")
def tagged():
    """`tagged(text)`: the reading and the tags that a tagger would give."""

    def tagged(text):
        plain, found = _parted(text)
        return _reading(plain), [Tag(span, LABELS[letter]) for letter, span in found]

    return tagged
