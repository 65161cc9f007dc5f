"""Whether words in quotation marks are what somebody said.

Terms, titles and irony wear marks too.  Words are speech if they are a whole sentence, if a cue beside
them says so, or, within the reporter's sentence, if a speaker is named and they are more than a name for
a thing: long enough, or cut off by the one who says them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.attribution import judges

if TYPE_CHECKING:
    from nutgraf.annotators.attribution import Attribution
    from nutgraf.annotators.marks import Quoted

_FEWEST_WORDS = 2
_WORDS_ALONE = 4
_WORDS_BESIDE = 6
_WORDS_INSIDE = 7
_WORDS_OF_OWN = 12
_BESIDE = 32  # code points between a verb of speech and the mark that it frames
_AROUND = 60  # code points before a mark that tell whether it opens a noun phrase's own words


def is_speech(text: str, quoted: Quoted, found: Attribution | None, left: int) -> bool:
    """Whether words in marks are somebody's, and no term, title or irony.

    `found` is the attribution beside them, `left` where the words in marks before them end.

    >>> from nutgraf.annotators.marks import Quoted
    >>> from nutgraf.model import Span
    >>> text = "The “lucky” ones went home. “We had to walk.”"
    >>> [
    ...     is_speech(text, Quoted(Span(a, b), Span(a + 1, b - 1)), None, 0)
    ...     for a, b in ((4, 11), (28, 45))
    ... ]
    [False, True]
    """
    inside = quoted.inside.of(text).strip()
    words = len(inside.split())
    if not quoted.closed:
        return words >= _WORDS_ALONE
    lead_in = text[left : quoted.span.start].rstrip()
    free = stands_free(text, quoted, left)
    begins = inside[:1].isupper() or not inside[:1].isalpha()
    ends = last_sign(text, quoted) in tuple(".?!…,")
    if (
        found
        and begins
        and (free or lead_in[-1] == ",")
        and (words >= _FEWEST_WORDS or (ends and free and found.speaker.start > quoted.span.end))
    ):
        return True
    if free and begins and ends and words >= _WORDS_ALONE:
        return True
    if found is None:
        return False
    if ends and lead_in[-1:] in ",:;—–" and found.speaker.start >= quoted.span.end:
        return words >= _WORDS_ALONE
    if (
        lead_in[-1:] == ","
        and found.cue.end == left + len(text[left : quoted.span.start].rstrip()) - 1
    ):
        return words > _WORDS_ALONE  # “It was, she said, “…””
    if is_interrupted(text, quoted, found, left):
        return words >= _FEWEST_WORDS
    return _is_part(text, quoted, found, lead_in)


def _is_part(text: str, quoted: Quoted, found: Attribution, lead_in: str) -> bool:
    """Whether words in the midst of the reporter's sentence are the speaker's own."""
    inside = quoted.inside.of(text).strip()
    words = len(inside.split())
    if words < _fewest_inside(text, quoted, found) or _DEPENDENT.match(inside):
        return False
    if words < _WORDS_OF_OWN and _is_excerpt(inside, lead_in[-_AROUND:]):
        return False
    if words >= _WORDS_INSIDE and judges(text, found.cue):
        return True
    return found.speaker.start >= quoted.span.end or ends_sentence(text, quoted)


def is_interrupted(text: str, quoted: Quoted, found: Attribution, left: int) -> bool:
    """Whether the speaker cuts the reporter's sentence off: “The plan is “too little,” she said.”

    Nobody puts a comma and “she said” behind irony.  What begins with “Despite the “…,”” is a clause of
    its own, and so is what somebody said *something* after.
    """
    if found.inferred or found.speaker.start < quoted.span.end or last_sign(text, quoted) != ",":
        return False
    lead_in = text[left : quoted.span.start].rstrip()
    if not lead_in[-1:].isalnum() or not quoted.inside.of(text).lstrip()[:1].islower():
        return False
    if found.cue.start < found.speaker.start:
        return True
    first = _OPENING.search(lead_in)
    if first is None or (first.start() == 0 and _goes_on(text, left)):
        return False
    opening = first.group().strip().lower()
    return (
        opening not in _SUBORDINATE
        and not opening.endswith("ing")
        and bool(_SAID_ALL.match(text, found.cue.end))
    )


def _goes_on(text: str, left: int) -> bool:
    """Whether a sentence goes on behind the words in marks that end at `left`."""
    return left > 1 and text[left - 1] != "\n" and text[left - 2] not in ".!?"


_OPENING = re.compile(r"(?<![^.!?\n])\s*+[\w’'-]++(?=[^.!?\n]*+$)")
_SUBORDINATE = frozenset(
    """
    after although amid among as at because before by despite during for from given if in on since though
    to under unlike until when while with without
    """.split()
)
_SAID_ALL = re.compile(
    r"(?:\s(?:earlier|later|again|then|himself|herself|yesterday|today|[A-Z][a-z]{2,6}day|[a-z]+ly))?+"
    r"(?:\s*+(?:[.,;:—–?!)(]|$)|\s(?:to|in|on|at|after|of|during|from|when|while|as|before|with|about|by"
    r"|last|this|and|but|via|through|over)\b)"
)
"""Behind “she said”: nothing, when or where, but no object."""


def _fewest_inside(text: str, quoted: Quoted, found: Attribution) -> int:
    """How many words a part of a sentence has to have: fewer right behind a verb of speech.

    “X called it “…””: a few words are a name for a thing.
    """
    beside = found.cue.end <= quoted.span.start <= found.cue.end + _BESIDE
    named = found.cue.of(text) in ("called", "calls")
    return _WORDS_BESIDE if beside and not named else _WORDS_INSIDE


_DEPENDENT = re.compile(r"(?:that|when|which|who|where)\b")
"""Quoted words that need the reporter's own to be a sentence: “… in May “when …””."""


def _is_excerpt(inside: str, lead_in: str) -> bool:
    """Whether words are a part of the reporter's own noun phrase: “a “global …” plan”.

    They are not if they go on with what is said about it, or what it is called is theirs.
    """
    return bool(
        _DETERMINER.search(lead_in) and not _AS_A.search(lead_in) and not _CLAUSE.match(inside)
    )


_DETERMINER = re.compile(
    r"(?:^|\s)(?:the|an?|his|her|its|their|my|our|your|such|\w+[’']s|\w+s[’'])$|\bin order to$",
    re.IGNORECASE,
)
_AS_A = re.compile(r"\bas\s(?:an?|the)$")
"""“X described it as a “…””."""
_CLAUSE = re.compile(
    r"(?:(?!(?:that|who|which|whose|where|when|what|how|he|she|they|we|you|it|to)\b)[\w’'-]++[\s,]++){1,6}?"
    r"(?:(?:is|are|was|were|has|had|have|would|could|should|does|did)(?:n[’']t)?\b"
    r"|(?:will|can|may|must|might)\b(?!\s(?:to|of|and|or)\b)|(?:wo|ca)n[’']t\b)",
    re.IGNORECASE,
)
"""The end of a subject and its verb, without a relative clause: “his “money was less than …””."""


def stands_free(text: str, quoted: Quoted, left: int) -> bool:
    """Whether the marks open where a sentence can begin."""
    lead_in = text[left : quoted.span.start].rstrip()
    return not lead_in or lead_in[-1] in '.!?”":'


def ends_sentence(text: str, quoted: Quoted) -> bool:
    """Whether the sentence ends with the quoted words: its full stop is inside the marks or behind."""
    if text[quoted.span.end : quoted.span.end + 1] in (".", "!", "?", ";"):
        return True
    return quoted.inside.of(text).rstrip()[-1:] in ".!?…" and not re.match(
        r"\s*[a-z]", text[quoted.span.end : quoted.span.end + 9]
    )


def last_sign(text: str, quoted: Quoted) -> str:
    """The last sign of the words, inside inner marks too."""
    return quoted.inside.of(text).rstrip(" \u00a0’'”\"")[-1:]
