"""When two ways of writing a name are one: case, article, apostrophe and possessive don't count."""

from __future__ import annotations

import re
import unicodedata

from nutgraf.model import Span

_ARTICLE = re.compile(r"[Tt]he\s+")
_POSSESSIVE = re.compile(r"\s*['’]s$")
_LEADING = re.compile(r"(?:the|an?)\s+")
_APOSTROPHES = str.maketrans("‘’", "''")


def trimmed(span: Span, text: str) -> Span:
    """The span of a name without a leading *the* and a trailing *’s*.

    >>> trimmed(Span(0, 11), "The Guild’s own work").of("The Guild’s own work")
    'Guild'
    """
    start, end = span.start, span.end
    if (article := _ARTICLE.match(text, start, end)) and article.end() < end:
        start = article.end()
    words = text[start:end]
    kept = _POSSESSIVE.sub("", words)
    return Span(start, start + len(kept)) if kept else Span(start, end)


def folded(words: str | None) -> str:
    """Words in the form in which they are compared.

    >>> folded("The  Harbour Traders’ Guild.")
    "harbour traders' guild"
    """
    text = unicodedata.normalize("NFC", words or "").translate(_APOSTROPHES).casefold()
    plain = " ".join(text.split()).strip(' .,;:!?"“”')
    return _LEADING.sub("", plain, count=1) if _LEADING.match(plain) else plain
