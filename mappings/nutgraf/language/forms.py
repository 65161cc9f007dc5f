"""The forms that one name takes in one article: acronyms, short forms, capitals in a credit."""

from __future__ import annotations

import re
from functools import lru_cache

from nutgraf.language.lists import agencies

_UNSEEN = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u200b\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff]"
)
_WORD = re.compile(r"[^\W\d_][\w’'.]*")
_SPLIT = re.compile(r"[\s-]+")
_PARTICLES = frozenset(
    """
    de la le van von der den del di da dos al el bin ibn of and the
    """.split()
)


@lru_cache(maxsize=4096)
def acronyms_of(name: str) -> tuple[str, ...]:
    """The acronyms that a name of three words or more spells: of all its words, or all but the last.

    >>> acronyms_of("World Trade Organization"), acronyms_of("Clean Water Action Agreement")
    (('WTO',), ('CWAA', 'CWA'))
    """
    initials = "".join(word[0] for word in _WORD.findall(name) if word[0].isupper())
    if len(initials) < 3:
        return ()
    return (initials, initials[:-1]) if len(initials) > 3 else (initials,)


def tidy(words: str) -> str:
    r"""Words on one line, with single ordinary spaces and nothing that cannot be seen.

    >>> tidy("Jane\u00a0\n Doe")
    'Jane Doe'
    """
    seen = words if words.isprintable() else _UNSEEN.sub(" ", words)
    return " ".join(seen.split())


def cased(words: str, *, agency: bool = False, place: bool = False) -> str:
    """A name set in capitals as it is usually written; any other name as it is.

    >>> cased("JANE VAN DER BERG"), cased("REUTERS", agency=True), cased("NATO", agency=True)
    ('Jane van der Berg', 'Reuters', 'NATO')
    >>> cased("USA", place=True), cased("NAIROBI", place=True)
    ('USA', 'Nairobi')
    """
    name = tidy(words)
    if not name.isupper():
        return name
    if agency:
        known = agencies().get(name.casefold())
        return known or (name if len(name) <= 4 or " " not in name else _titled(name))
    return _titled(name) if " " in name or (place and len(name) > 3) else name


def _titled(name: str) -> str:
    words = [
        word.casefold() if index and word.casefold() in _PARTICLES else _capitalised(word)
        for index, word in enumerate(name.split())
    ]
    return " ".join(words)


def _capitalised(word: str) -> str:
    """“O'BRIEN-SMITH” as “O'Brien-Smith”; a part with a full stop stays."""
    if "." in word:
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)


def is_part_of(short: str, name: str) -> bool:
    """Whether the words of a shorter name stand in a longer one, in order.

    >>> is_part_of("Hillary Clinton", "Hillary Rodham Clinton"), is_part_of("Bill Clinton", "Hillary Clinton")
    (True, False)
    """
    remaining = iter(name.casefold().split())
    return short.casefold() != name.casefold() and all(
        word in remaining for word in short.casefold().split()
    )


def begins_or_ends(short: str, name: str) -> bool:
    """Whether a longer name begins or ends with the words of a shorter one.

    >>> begins_or_ends("Great River", "Upper Great River"), begins_or_ends("York", "New York")
    (True, True)
    """
    few, many = _SPLIT.split(short.casefold()), _SPLIT.split(name.casefold())
    return len(few) < len(many) and (many[: len(few)] == few or many[-len(few) :] == few)


def is_generic(name: str) -> bool:
    """Whether a name says only what kind of institution it is, so that every country has one.

    >>> is_generic("Supreme Court"), is_generic("Ministry of Health"), is_generic("Lagos High Court")
    (True, True, False)
    """
    return all(word.strip(".,’'").casefold() in _INSTITUTION for word in name.split())


_INSTITUTION = frozenset(
    """
    senate congress parliament assembly council cabinet court police army navy force forces office
    government ministry department bureau agency authority commission committee board bank hospital
    university college school party union association federation house treasury station service
    services center centre institute corporation company group club city county state district
    supreme high federal national central local constitutional general public municipal regional
    provincial legislative executive appeal appeals criminal civil crown magistrates civic
    of and the for on health education water resources finance foreign affairs interior defence defense
    justice trade labour labor environment energy agriculture transport transportation homeland
    security science technology culture tourism sports housing works planning development social
    welfare fire ambulance emergency election electoral elections lower upper nation first
    """.split()
)
