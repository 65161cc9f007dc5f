"""What the words of an article tell of a person's gender, so that a pronoun finds whom it means.

Forms of address, words for kin, nouns such as “spokeswoman”, and a pronoun in the same sentence.  It
serves coreference inside one article and is never published; a given name tells nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from nutgraf.language.occupations import is_head
from nutgraf.language.passages import holds_any
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nutgraf.language.places import Places
    from nutgraf.language.tokens import Sentence
    from nutgraf.model import Mention

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
_MEN = """
    Mr Sir Lord Brother Father King Prince Herr Monsieur Señor Senhor Signor Don Shri Sri Ato Encik Alhaji Haji
    Sheikh Fr Baba Oga Pak Bapak
""".split()
_WOMEN = """
    Mrs Ms Miss Dame Lady Madam Sister Queen Princess Frau Madame Mme Señora Senhora Signora Doña Smt Shrimati
    Weizero Weyzero Puan Hajia Daw Begum Mama Ibu Auntie
""".split()
_MASCULINE = frozenset(
    """
    man men's boy lad gentleman father dad son brother husband uncle nephew grandfather grandson widower
    stepfather stepson son-in-law father-in-law brother-in-law king prince duke emperor sultan emir count pope
    monk friar patriarch spokesman businessman congressman councilman assemblyman
    alderman policeman fireman fisherman cameraman salesman craftsman tradesman boatman ferryman
    statesman sportsman headmaster landlord waiter father-of-two father-of-three father-of-four fiancé boyfriend
    """.split()
)
_FEMININE = frozenset(
    """
    woman girl lady mother mum mom daughter sister wife aunt niece grandmother granddaughter widow
    stepmother stepdaughter daughter-in-law mother-in-law sister-in-law queen princess duchess empress countess
    nun abbess matriarch spokeswoman chairwoman vice-chairwoman businesswoman congresswoman councilwoman
    assemblywoman policewoman fisherwoman camerawoman saleswoman craftswoman sportswoman headmistress
    landlady actress waitress heiress ballerina mother-of-two mother-of-three mother-of-four fiancée girlfriend
    """.split()
)
_FORMS = (*_MEN, *_WOMEN)
_HONORIFIC = re.compile(rf"\b(?:({'|'.join(_MEN)})|({'|'.join(_WOMEN)}))\.?\s+$")
_BEFORE = re.compile(r"([A-Za-zé-]+|[a-zé-]+,)\s+$")
"""“Spokeswoman X”, “his aunt, X”; a noun with a capital and a comma is somebody’s name."""
_PRONOUN = re.compile(rf"\b(?:{'|'.join(PRONOUNS)})\b")
_APPOSITION = re.compile(r",\s+(?:(?:aged\s+)?\d{1,3},\s+)?((?:[\w’'-]+\s){0,6}[\w’'-]+)")
_BOUNDARY = re.compile(
    r"\b(?:of|for|to|with|at|by|from|in|on|and|who|whose|which|that|said|says)\b"
)
_SMALL = r"(?:that|the|to|and|for|in|on|at|as|when|about|if|was|is|he|she)\b"
_POSSESSIVE = re.compile(rf"\b(?:his|himself|herself|her(?=\s+(?!{_SMALL})[a-z]))\b")
"""What goes back to the subject: “X told her” and “X said he” may be about somebody else."""
_BACK = ("his", "him", "her")
"""One of which that holds."""
_WHO = re.compile(r",\s+(?:\d+,\s+)?who\b")
_FAR = 24  # code points before a name that a form of address or a noun takes
_HARD, _SOFT = 4, 1  # votes of a word that says it, and of a pronoun that may be somebody else's


def noun_gender(noun: str) -> str | None:
    """What a noun says of the person it describes.

    >>> noun_gender("spokeswoman"), noun_gender("monk"), noun_gender("engineer")
    ('f', 'm', None)
    """
    word = noun.casefold()
    return "m" if word in _MASCULINE else "f" if word in _FEMININE else None


def genders(
    text: str,
    sentences: Iterable[tuple[Sentence, Sequence[Mention]]],
    spoken: Places,
) -> dict[str, str]:
    """The gender of each person of whom the words tell one; `spoken` are the parts of quotations."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence, people in sentences:
        for place, mention in enumerate(people):
            assert mention.entity is not None
            said = beside(text, mention.span, sentence.span.start, sentence.span.end)
            if said:
                votes[mention.entity][said] += _HARD
            if spoken.overlap(mention.span):
                continue
            end = people[place + 1].span.start if place + 1 < len(people) else sentence.span.end
            heard = _by_pronoun(text, Span(mention.span.end, end), spoken, first=place == 0)
            if heard:
                votes[mention.entity][heard] += _SOFT
    return {entity: most for entity, count in votes.items() if (most := _most(count))}


def _most(count: Counter[str]) -> str | None:
    """The gender with more votes; None for as many."""
    return None if count["m"] == count["f"] else max("mf", key=lambda each: count[each])


def addressed(text: str, name: Span) -> str | None:
    """The gender that a form of address right before a name tells.

    >>> addressed("She met Mr. Roca.", Span(12, 16)), addressed("She met Roca.", Span(8, 12))
    ('m', None)
    """
    if not text[name.start - 1 : name.start].isspace():
        return None
    begin = max(0, name.start - _FAR)
    if not text[begin : name.start].rstrip().removesuffix(".").endswith(_FORMS):
        return None
    address = _HONORIFIC.search(text, begin, name.start)
    return None if address is None else "m" if address.group(1) else "f"


def beside(text: str, name: Span, start: int, end: int) -> str | None:
    """What a form of address or a noun before a name tells, or the noun of an apposition behind it.

    >>> words = "The judge, Ana Roca, a mother of two, spoke."
    >>> beside(words, Span(11, 19), 0, len(words))
    'f'
    """
    begin = max(start, name.start - _FAR)
    if address := addressed(text, name):
        return address
    before = _BEFORE.search(text, begin, name.start)
    if before and (gender := noun_gender(before.group(1).rstrip(","))):
        return gender
    behind = _APPOSITION.match(text, name.end, end)
    if not behind:
        return None
    words = _BOUNDARY.split(behind.group(1))[0].split()
    return next((gender for word in words if (gender := noun_gender(word))), None)


def _by_pronoun(text: str, behind: Span, spoken: Places, *, first: bool) -> str | None:
    """“X denied that her party …”, “X, who lost his hand”: the words up to the next person.

    Only the first person of a sentence is what a pronoun goes back to, or one that “who” goes on about.
    """
    relative = _WHO.match(text, behind.start, behind.end)
    if not (first or relative):
        return None
    begin = relative.end() if relative else behind.start
    if not holds_any(text[begin : behind.end], _BACK):
        return None
    found = _POSSESSIVE.search(text, begin, behind.end)
    if found is None or spoken.overlap(Span(*found.span())):
        return None
    heard = _PRONOUN.findall(text, begin, behind.end)
    if len({PRONOUNS[each] for each in heard}) > 1:
        return None  # “X said that she had met his aunt” is about two
    if not relative and text[begin : begin + 1] != ",":
        between = [word.strip(".,;") for word in text[begin : found.start()].split()]
        if any(is_head(word) or noun_gender(word) for word in between):
            return None  # “X told the captain that his …” is about the captain
    return PRONOUNS[found.group()]
