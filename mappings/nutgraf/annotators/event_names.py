"""Names of events that begin with what they are, or that are counted: “Operation X”, “Battle of X”,
“Copa do X”, “the 14th X Music Week”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.capitals import swallowed
from nutgraf.annotators.tagger import Tag
from nutgraf.language.name_nouns import ORGANIZATION_NOUNS, PLACE_NOUNS
from nutgraf.language.patterns import either
from nutgraf.language.places import Placed
from nutgraf.language.verbs import SPEECH_VERB
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November|December"
_WORD = rf"(?!(?:{_DAY})\b)[^\W\d_a-z][\w’-]*"
_YEAR = r"(?:(?:19|20|21)\d\d |\d{1,3}(?:st|nd|rd|th) )?"
_SMALL = r"(?:(?:of|de|do|da|dos|das|del|della|des|du|di|van|von|der|la|le|los|las|el|the) |d[’'])"
_FOREIGN = (
    *("Copa", "Coppa", "Coupe", "Taça", "Torneo", "Torneio", "Troféu", "Trofeo", "Giro", "Vuelta"),
    *("Volta", "Ronde", "Tour", "Festa", "Fête", "Feria", "Feira", "Carnaval", "Bienal"),
    *("Grand Prix", "Grande Prêmio", "Gran Premio", "Festival"),
)
_HEAD = re.compile(
    either(
        (
            *("Operation ", "Battle of ", "Siege of ", "COP", "Expo ", "Euro "),
            *(f"{noun} " for noun in _FOREIGN),
        )
    )
)
"""What every name that begins with its noun has."""
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th) ")
_HEADED = re.compile(
    rf"(?<![\w-])(?:(?P<operation>Operation(?: {_WORD}){{1,3}})"
    rf"|(?:Battle|Siege) of (?:the )?{_WORD}(?: {_WORD}){{0,2}}"
    rf"|{_YEAR}(?:{either(_FOREIGN)})"
    rf" {_SMALL}{{1,2}}{_WORD}(?:[ -]{_WORD}){{0,3}}"
    rf"|(?:COP ?|Expo |Euro )\d{{2,4}})(?![\w-])"
)
_COUNTED = re.compile(
    rf"(?<=[Tt]he )\d{{1,3}}(?:st|nd|rd|th)(?: {_WORD}){{2,7}}(?![\w-])|(?<=THE )\d{{1,3}}th(?: [A-Z][a-z]\w+){{2,7}}"
)
_SPEAKS = re.compile(rf" (?:has |had )?{SPEECH_VERB}\b")
_NO_EVENTS = (
    ORGANIZATION_NOUNS
    | PLACE_NOUNS
    | frozenset(
        """
        Officer Manager Director Centre Room Theatre Theater Headquarters Manual
        Battalion Division Brigade Regiment Corps Fleet Squadron Wing Army Force Infantry Cavalry
        Airborne Armored Armoured Artillery Legion Circuit District Ward Street Avenue Road Lane
        Precinct Amendment Legislature Century Arrondissement Floor Duke Earl Baron Baronet Viscount
        Marquess Lord President Governor Mayor Secretary Minister Lama Patriarch Pope Imam Chief
        Bishop Archbishop King Queen Emperor Graders Birthday Anniversary Edition Dynasty
        Congressional Judicial Senate House Knesset Duma Riksdag Bundestag Sabha Majlis
        """.split()
    )
)
"""What is counted, or run, and is no event: units, streets, courts, holders of an office."""


def event_names(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with events that begin with their noun, and those with a number before them."""
    text = reading.text
    headed = _HEADED.finditer(text) if _HEAD.search(text) else ()
    counted = _COUNTED.finditer(text) if _ORDINAL.search(text) else ()
    placed = Placed(tags)
    found = []
    for match in headed:
        span = Span(*match.span())
        runs = not match["operation"] or not (
            _NO_EVENTS.intersection(match["operation"].split()) or _SPEAKS.match(text, match.end())
        )
        if runs and not any(
            (each.label == "PER" and each.span.start <= span.start)
            or (each.label in ("EVENT", "LAW") and each.span.contains(span))
            for each in placed.overlapping(span)
        ):
            found.append(Tag(span, "EVENT", "event-head"))
    for match in counted:
        span = Span(*match.span())
        if not _NO_EVENTS.intersection(match.group().split()) and all(
            each.label == "MISC" or (each.label in ("LOC", "ORG") and each.span.start > span.start)
            for each in placed.overlapping(span)
        ):
            found.append(Tag(span, "EVENT", "event-counted"))
    return swallowed(reading, tags, [each for each in found if _in_sentence(reading, each.span)])


def _in_sentence(reading: Reading, span: Span) -> bool:
    sentence = reading.sentence_at(span.start)
    return sentence is not None and sentence.span.contains(span)
