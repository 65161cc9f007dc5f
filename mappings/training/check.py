"""Reads training articles as a strict colleague would: what is unmarked, unknown or contradictory.

    python -m training.check corpus/*.txt

Exit code 1 if an article has a fault; lines that begin with “look” are hints and no faults.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from training.markup import Marked, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_QUOTED = re.compile(r"“([^”]{25,})”?")
_USUAL = frozenset(
    """
    I Mr Mrs Ms Dr Prof Sir Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December Sept Oct Nov Dec Jan Feb Aug
    READ MORE ALSO President Prime Minister Chief Justice Captain Colonel General Professor Q A By
    """.split()
)


def faults(marked: Marked) -> Iterator[str]:
    """What must be mended."""
    text = marked.text
    words = len(text.split())
    if not 120 <= words <= 900:
        yield f"{words} words: an article has 120 to 900"
    yield from _unmarked(marked)
    yield from _speech(marked)
    yield from _offices(marked)


def _unmarked(marked: Marked) -> Iterator[str]:
    """Names that are marked in one place and not in another."""
    text = marked.text
    taken = [(each.start, each.end) for each in marked.names]
    for name in sorted({text[each.start : each.end] for each in marked.names}):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            if not any(a < match.end() and match.start() < b for a, b in taken):
                around = text[max(0, match.start() - 25) : match.end() + 15]
                yield f"unmarked: {name!r} in {around!r}"


def _speech(marked: Marked) -> Iterator[str]:
    """Speakers that the text does not know."""
    known = {each.name for each in marked.names}
    for speech in marked.speech:
        said = marked.text[speech.parts[0][0] : speech.parts[0][1]][:40]
        if speech.by and not re.search(rf"(?<!\w){re.escape(speech.by)}(?!\w)", marked.text):
            yield f"by={speech.by!r} is not in the text (of {said!r})"
        if speech.who and speech.who not in known:
            yield f"who={speech.who!r} is no marked name (of {said!r})"
        if not speech.by and not speech.who:
            yield f"nobody says {said!r}"


def _offices(marked: Marked) -> Iterator[str]:
    """Offices of nobody, nowhere, or in words that the text does not have."""
    people = {each.name for each in marked.names if each.kind == "p"}
    places = {each.name for each in marked.names if each.kind in "ol"}
    for office in marked.offices:
        if office.person not in people:
            yield f"role of {office.person!r}: no such person is marked"
        if office.organization and office.organization not in places:
            yield f"role at {office.organization!r}: no such organization or place is marked"
        if office.title and office.title.casefold() not in marked.text.casefold():
            yield f"title {office.title!r} is not in the text"


def hints(marked: Marked) -> Iterator[str]:
    """What is worth a look."""
    text = marked.text
    taken = [(each.start, each.end) for each in marked.names]
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip()
        opens = (
            not before or before[-1] in '.!?:“”‘"—-' or "\n" in text[len(before) : match.start()]
        )
        if (
            match.group()[0].isupper()
            and not opens
            and match.group() not in _USUAL
            and not any(a <= match.start() < b for a, b in taken)
        ):
            yield f"capitalised, not marked: {text[max(0, match.start() - 20) : match.end() + 15]!r}"
    quoted = [part for speech in marked.speech if speech.kind == "q" for part in speech.parts]
    for match in _QUOTED.finditer(text):
        if not any(a <= match.start(1) <= b for a, b in quoted):
            yield f"in quotation marks, not in <q>: {match.group()[:50]!r}"


def main(paths: list[str]) -> int:
    """Print what is wrong and what is worth a look, file by file."""
    bad = 0
    for path in paths:
        name = Path(path).name
        try:
            marked = parse(Path(path).read_text(encoding="utf-8"))
        except ValueError as error:
            print(f"{name}: {error}")
            bad += 1
            continue
        found = list(faults(marked))
        bad += bool(found)
        for line in found:
            print(f"{name}: {line}")
        for line in hints(marked):
            print(f"look: {name}: {line}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
