"""Names that their last word explains: events, laws, and places joined by hyphens.

A chain of capitalised words that ends in "Forum" is an event, in "Act" a law, whatever a tagger
thinks of its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.places import BY_PLACE, Placed, Places
from nutgraf.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.language.tokens import Reading, Sentence, Token

EVENT_NOUNS = frozenset(
    """
    Forum Summit Conference Games Olympics Paralympics Festival Championship Championships Expo
    Exhibition Fair Symposium Dialogue Marathon Biennale Triennale Congress Convention Seminar
    Workshop Cup Prix Awards Roundtable Hackathon Colloquium Carnival Parade Pageant War Referendum
    Derby Regatta Trophy Masters Tournament Open Show Debate Lecture Shield Classic Tour
    """.split()
)
LAW_NOUNS = frozenset(
    """
    Act Agreement Treaty Bill Law Accord Accords Pact Protocol Ordinance Directive Regulation
    Constitution Charter Code Amendment Decree Convention Armistice Covenant Statute Compact
    """.split()
)
ORGANIZATION_NOUNS = frozenset(
    """
    Court Office Centre Center Nation Ministry Department Council Committee Commission University
    Institute Association Federation Union Party Board Agency Authority Bank Group Fund Corporation
    College Hospital Foundation Society Service Bureau Alliance Network Academy Cooperation
    Organization Organisation Partnership Observatory Laboratory Museum Orchestra Company Airlines
    Cooperative Collective Guild Directorate Secretariat Inspectorate Assembly Parliament Congress
    """.split()
)
"""Nouns that head the name of an organization, used where taggers cut such a name into pieces."""

PLACE_NOUNS = frozenset(
    """
    Area Region Zone Corridor Belt Strait Straits Canal Bridge Tunnel Highway Railway Expressway
    Peninsula Border Basin Delta Loop Plateau Triangle Gap Sea Ocean Bay Gulf
    """.split()
)
"""Nouns that make one place of several places joined by hyphens."""

_NOUNS = EVENT_NOUNS | LAW_NOUNS | ORGANIZATION_NOUNS | PLACE_NOUNS
_VERBS_TOO = frozenset(
    {"Open", "Show", "Debate", "Lecture", "Shield", "Tour", "Classic", "Masters"}
)
"""Nouns of events that capitals make of other words as well: the tagger must see a name there."""

_NEEDS_MODIFIER = frozenset({"Congress", "Convention", "Bill", "Law", "Code", "War", "Cup", "Fair"})
_ORDINARY = frozenset(
    """
    The A An This That These Those His Her Its Their Our My In On At By For From With Under After
    Before During Since And But Or If When While As Of To Last Next Every Each Another Many Some
    Both
    """.split()
)
_INSIDE = frozenset(
    {
        "of",
        "the",
        "for",
        "on",
        "in",
        "de",
        "du",
        "des",
        "da",
        "do",
        "del",
        "la",
        "le",
        "al",
        "and",
        "&",
        "against",
        "to",
    }
)
_TAKES_ON = frozenset(
    """
    Convention Treaty Declaration Agreement Law Protocol Act Forum Conference Summit Symposium
    Workshop Dialogue Congress
    """.split()
)
"""Nouns whose name goes on behind “on”: “Treaty on Clouds”, “Forum on Climate”."""

_COMPLETE = frozenset({"Act", "Bill", "Law", "Code", "Constitution", "War", "Games"})
_NUMBERED = frozenset({"Bill", "Act", "Ordinance", "Decree", "Directive", "Regulation"})
_CALENDAR = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec
    """.split()
)
_GLUE = frozenset({"-", "–", "’s", "'s", "’", "'"})
_AFTER = frozenset({"on", "of", "for", "against"})
_LONGEST = 30  # tokens of a chain on each side of its noun


def chains(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """The tags with events (EVENT), laws (LAW) and hyphenated places in place of their parts.

    A tag that a chain covers in part is dropped: the chain is the name.
    """
    placed = Placed(tags)
    found = [chain for sentence in reading.sentences for chain in _chains_of(sentence, placed)]
    found = [chain for chain in found if _printed_so(reading, chain, found)]
    covered = Places(chain.span for chain in found)
    kept = [each for each in tags if not covered.overlap(each.span)]
    return sorted([*kept, *found], key=BY_PLACE)


def _printed_so(reading: Reading, chain: Tag, found: Sequence[Tag]) -> bool:
    """Whether the capitals of a chain tell anything: in a headline where all words have them, they
    don't, unless the same words are a name elsewhere too.
    """
    sentence = reading.sentence_at(chain.span.start)
    if sentence is None or sentence.paragraph.kind is not ParagraphKind.HEADLINE:
        return True
    words = [token for token in sentence.tokens if token.text[0].isalpha() and len(token.text) > 3]
    if any(not word.capitalised for word in words):
        return True
    printed = chain.span.of(reading.text)
    return any(
        each is not chain and each.span.of(reading.text).casefold() == printed.casefold()
        for each in found
    )


_RULES = {
    "EVENT": "event-noun",
    "LAW": "law-noun",
    "LOC": "place-noun",
    "ORG": "organization-noun",
}


def _chains_of(sentence: Sentence, placed: Placed[Tag]) -> Iterator[Tag]:
    tokens = sentence.tokens
    nouns = [index for index, token in enumerate(tokens) if token.text in _NOUNS]
    if not nouns:
        return
    tags = Placed(placed.within(sentence.span))
    last_end = -1
    for index in nouns:
        if tokens[index].start < last_end:
            continue
        label = _label(tokens, index)
        if label is None:
            continue
        first, last = max(0, index - _LONGEST), min(len(tokens) - 1, index + _LONGEST)
        here = tags.overlapping(Span(tokens[first].start, tokens[last].end))
        start = _start(tokens, index, label, here)
        end = _end(tokens, index, label)
        span = Span(tokens[start].start, tokens[end].end)
        if label == "ORG" and not _in_pieces(span, here):
            continue
        if label == "LOC" and not (
            _hyphenated(tokens[start : index + 1], here)
            or _untagged(span, tokens[start].text, here)
        ):
            continue
        if not _is_name(tokens, start, index, end, label, here):
            continue
        last_end = span.end
        yield Tag(span, label, _RULES[label])


def _label(tokens: Sequence[Token], index: int) -> str | None:
    """What a chain ending here would be: its next word is not capitalised too."""
    word = tokens[index].text
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following and following.capitalised and following.start - tokens[index].end == 1:
        return None
    if following and following.text == "-" and following.start == tokens[index].end:
        return None
    if word == "Convention":
        return "LAW" if following and following.text in ("on", "against", "for") else "EVENT"
    if word in LAW_NOUNS:
        return "LAW"
    if word in EVENT_NOUNS:
        return "EVENT"
    if word in PLACE_NOUNS:
        return "LOC"
    return "ORG" if word in ORGANIZATION_NOUNS else None


def _in_pieces(span: Span, tags: Sequence[Tag]) -> bool:
    """Whether the tagger saw several names, or a part of one, where the noun makes it one name."""
    inside = [each for each in tags if each.span.overlaps(span)]
    return (
        bool(inside)
        and all(each.label != "PER" and span.contains(each.span) for each in inside)
        and any(each.label in ("ORG", "MISC") for each in inside)
        and (len(inside) > 1 or inside[0].span != span)
    )


def _start(tokens: Sequence[Token], index: int, label: str, tags: Sequence[Tag]) -> int:
    """The first token of the chain that ends at `index`."""
    start = index
    while start > 0 and index - start < _LONGEST:
        before = _before(tokens, start, label, tags)
        if before is None:
            break
        start = before
        if tokens[start].text == ",":
            break
    while start < index and (
        tokens[start].text in _INSIDE
        or not (tokens[start].capitalised or tokens[start].text[0].isdigit())
    ):
        start += 1
    return start


def _before(tokens: Sequence[Token], start: int, label: str, tags: Sequence[Tag]) -> int | None:
    """Where a chain that begins at `start` may begin as well, one step further to the left."""
    previous = tokens[start - 1]
    if previous.text in _ORDINARY and not _hangs(tokens, start - 1):
        return None
    if previous.text == ")" and label == "LAW" and (opener := _opener(tokens, start - 1)):
        return opener
    if previous.capitalised or _is_year(previous.text) or _is_ordinal(previous.text):
        return start - 1
    if previous.text in _GLUE and start > 1 and tokens[start - 2].capitalised:
        if previous.text in ("’s", "'s"):
            owner = _ends_tag(tokens[start - 2], tags, ("PER", "LOC", "ORG"))
            return None if owner else start - 2
        apart = previous.text in ("-", "–") and previous.start != tokens[start - 2].end
        return None if apart else start - 2
    if previous.text in _INSIDE and start > 1 and _joins(tokens, start - 1, label, tags):
        return start - 2 if tokens[start - 2].capitalised else start - 3
    return None


def _hangs(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word that is small elsewhere is the second half of a hyphenated one: “Phu-An”."""
    return (
        place > 0 and tokens[place - 1].text == "-" and tokens[place - 1].end == tokens[place].start
    )


def _opener(tokens: Sequence[Token], closer: int) -> int | None:
    """Where a bracket inside a law's name opens: “Local Rates (Exemption) Act”."""
    for place in range(closer - 1, max(0, closer - 6), -1):
        if tokens[place].text == "(":
            return place if tokens[place - 1].capitalised else None
        if not tokens[place].capitalised and tokens[place].text not in _INSIDE:
            return None
    return None


def _joins(tokens: Sequence[Token], place: int, label: str, tags: Sequence[Tag]) -> bool:
    """Whether the small word at `place` is inside a name: “the Land and Water Act”."""
    word = tokens[place].text
    before = tokens[place - 1]
    if word == "the":
        return False
    if not before.capitalised or before.text in _ORDINARY:
        return False
    following = tokens[place + 1]
    if not following.capitalised:
        return False
    if word in ("on", "to", "against", "at") or (word == "in" and label != "LAW"):
        return False
    if word not in ("and", "&", "in"):
        return not _ends_tag(before, tags, ("PER",))
    # Two names side by side are two names, unless an article before the first holds them together.
    first = place - 1
    while first > 0 and tokens[first - 1].capitalised and tokens[first - 1].text not in _ORDINARY:
        first -= 1
    held = first > 0 and tokens[first - 1].text.lower() == "the"
    return held and not _ends_tag(before, tags, ("PER", "LOC"))


def _end(tokens: Sequence[Token], index: int, label: str) -> int:
    """The last token: a name may go on, as in “Treaty of Rome”, “Act 2010”, “Act of 1964”."""
    if label == "LOC":
        return index
    noun = tokens[index].text
    following = [token.text for token in tokens[index + 1 : index + 4]]
    if following[:1] and label == "LAW":
        number = following[0].isdigit() and noun in _NUMBERED
        if number or _is_year(following[0]):
            return index + 1
    if len(following) < 2 or following[0] not in _AFTER or following[1] in _CALENDAR:
        return index
    if following[0] == "of" and _is_year(following[1]):
        return index + 2
    if noun in _COMPLETE or (following[0] == "on" and noun not in _TAKES_ON):
        return index
    article = following[1] == "the" and len(following) > 2
    joined = following[0] in ("on", "against")
    return _capitals(tokens, index, index + (3 if article else 2), joined=joined)


def _capitals(tokens: Sequence[Token], end: int, place: int, *, joined: bool) -> int:
    """The last of the capitalised words from `place` on, `joined` by “and” or “of”; else `end`."""
    while place < len(tokens) and tokens[place].capitalised and tokens[place].text not in _CALENDAR:
        end = place
        place += 1
        if (
            joined
            and place + 1 < len(tokens)
            and tokens[place].text in ("and", "of", "&")
            and tokens[place + 1].capitalised
        ):
            place += 1
    return end


def _is_name(
    tokens: Sequence[Token], start: int, index: int, end: int, label: str, tags: Sequence[Tag]
) -> bool:
    """Whether the chain is a name and not a common noun that happens to be capitalised."""
    words = [token for token in tokens[start:index] if token.capitalised and len(token.text) > 1]
    if label == "LOC":
        return len(words) > 1 or any(token.text in ("-", "–") for token in tokens[start:index])
    if any(each.label == "PER" and _covers(each, tokens[index]) for each in tags):
        return False
    if not words and end == index:
        return False
    if tokens[index].text in _VERBS_TOO and not any(
        each.label in ("MISC", "ORG") and each.span.overlaps(token.span)
        for token in tokens[start : index + 1]
        for each in tags
    ):
        return False
    if tokens[index].text in _NEEDS_MODIFIER:
        covering = [each for each in tags if _covers(each, tokens[index])]
        if any(each.label in ("PER", "LOC") for each in covering):
            return False
        if tokens[index].text in ("Congress", "Convention", "Fair", "Cup") and any(
            each.label == "ORG" for each in covering
        ):
            return False
    return True


def _hyphenated(tokens: Sequence[Token], tags: Sequence[Tag]) -> bool:
    hyphen = any(token.text in ("-", "–") for token in tokens)
    return hyphen and any(
        each.label == "LOC" and each.span.overlaps(token.span) for each in tags for token in tokens
    )


def _untagged(span: Span, first: str, tags: Sequence[Tag]) -> bool:
    """A name of three words or more that the tagger holds no person and no organization."""
    return first not in _ORDINARY and all(
        each.label == "MISC" for each in tags if each.span.overlaps(span)
    )


def _covers(tag: Tag, token: Token) -> bool:
    return tag.span.contains(token.span)


def _ends_tag(token: Token, tags: Sequence[Tag], labels: Sequence[str]) -> bool:
    return any(each.span.end == token.end and each.label in labels for each in tags)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20", "21")


def _is_ordinal(word: str) -> bool:
    return word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th")
