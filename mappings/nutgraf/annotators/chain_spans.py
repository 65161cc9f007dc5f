"""How far a chain of capitalised words goes to the left and to the right of the noun that heads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nutgraf.language.lists import adjectives
from nutgraf.language.name_nouns import BODIES, LAW_NOUNS, ORDINARY, ORGANIZATION_NOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.annotators.tagger import Tag
    from nutgraf.language.tokens import Token

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
    Convention Treaty Declaration Agreement Law Protocol Act Code Forum Conference Summit Symposium
    Workshop Dialogue Congress Regulation Regulations Covenant Ordinance Compact
    """.split()
)
"""Nouns whose name goes on behind “on”: “Treaty on Clouds”, “Forum on Climate”."""

_COMPLETE = frozenset(
    {"Act", "Bill", "Law", "Code", "Constitution", "War", "Games", "Day", "Days", "Week", "Weekend"}
)
ROMAN = frozenset({"II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "One", "Two"})
_CALENDAR = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July
    August September October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec
    """.split()
)
_GLUE = frozenset({"-", "–", "’s", "'s", "’", "'"})
_DATED = frozenset({"Act", "Bill", "Ordinance", "Code", "Regulations", "Decree", "Law"})
"""Nouns that a year follows behind a comma in the statutes of many countries: “Seeds Act, 2031”."""
_AFTER = frozenset({"on", "of", "for", "against"})
LONGEST = 30
"""Tokens of a chain on each side of its noun."""


def start_of(tokens: Sequence[Token], index: int, label: str, tags: Sequence[Tag]) -> int:
    """The first token of the chain that ends at `index`."""
    start = index
    while start > 0 and index - start < LONGEST:
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
    if previous.text in ORDINARY and not _hangs(tokens, start - 1):
        return None
    if previous.text == ")" and label == "LAW" and (opener := _opener(tokens, start - 1)):
        return opener
    if previous.capitalised or is_year(previous.text) or is_ordinal(previous.text):
        return start - 1
    if previous.text == "," and label == "LAW" and _listed(tokens, start):
        return start - 2
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
            before = tokens[place - 1]
            return place if before.capitalised or before.text == ")" else None
        if not tokens[place].capitalised and tokens[place].text not in _INSIDE:
            return None
    return None


def _joins(tokens: Sequence[Token], place: int, label: str, tags: Sequence[Tag]) -> bool:
    """Whether the small word at `place` is inside a name: “the Land and Water Act”."""
    word = tokens[place].text
    before = tokens[place - 1]
    if word == "the":
        return False
    if not before.capitalised or before.text in ORDINARY:
        return False
    following = tokens[place + 1]
    if not following.capitalised:
        return False
    if word in ("on", "to", "against", "at") or (word == "in" and label != "LAW"):
        return False
    if word not in ("and", "&", "in"):
        return not _ends_tag(before, tags, ("PER",))
    # Two names side by side are two names, unless an article before the first holds them together.
    whole = (
        label == "ORG" and before.text in ORGANIZATION_NOUNS and _ends_tag(before, tags, ("ORG",))
    )
    return (
        not whole
        and _held(tokens, place - 1, label)
        and not _ends_tag(before, tags, ("PER", "LOC"))
    )


def _held(tokens: Sequence[Token], first: int, label: str) -> bool:
    """Whether “the” stands before the capitalised words that end at `first`."""
    while first > 0:
        previous = tokens[first - 1]
        if previous.text.lower() == "the":
            return True
        numbered = is_year(previous.text) or is_ordinal(previous.text)
        listed = label == "LAW" and previous.text == "," and first > 1
        if previous.text in ORDINARY or not (previous.capitalised or numbered or listed):
            return False
        first -= 1
    return False


def _listed(tokens: Sequence[Token], start: int) -> bool:
    """Whether the word at `start` is the second of a list inside one name: “Plants, Soils and Seeds Act”."""
    before = tokens[start - 2]
    if start < 2 or not before.capitalised or before.text in LAW_NOUNS:
        return False
    place = start
    while place + 1 < len(tokens) and tokens[place].capitalised:
        place += 1
    return tokens[place].text in ("and", "&", ",") and _held(tokens, start - 2, "LAW")


def end_of(tokens: Sequence[Token], index: int, label: str, tags: Sequence[Tag]) -> int:
    """The last token: a name may go on, as in “Treaty of Rome”, “Act 2010”, “Act of 1964”."""
    if label == "LOC":
        return index
    noun = tokens[index].text
    following = [token.text for token in tokens[index + 1 : index + 4]]
    if following and label in ("LAW", "EVENT") and is_year(following[0]):
        return index + 1
    if following and label == "EVENT" and following[0] in ROMAN:
        return index + 1
    if (
        label == "LAW"
        and noun in _DATED
        and following[:1] == [","]
        and is_year("".join(following[1:2]))
    ):
        return index + 2
    if len(following) < 2 or following[0] not in _AFTER or following[1] in _CALENDAR:
        return index
    if following[0] == "of" and is_year(following[1]):
        return index + 2
    # “Wildlife Act on Lake X” is complete, “Law on Forests” is not.
    short = (
        index == 0 or not tokens[index - 1].capitalised or tokens[index - 1].text in adjectives()
    )
    if noun in _COMPLETE and not (following[0] == "on" and short and label == "LAW"):
        return index
    if following[0] == "on" and noun not in _TAKES_ON:
        return index
    article = following[1] in ("the", "a", "an") and len(following) > 2
    joined = following[0] in ("on", "against") or noun in BODIES
    return _capitals(tokens, index, index + (3 if article else 2), label, tags, joined=joined)


def _capitals(
    tokens: Sequence[Token],
    end: int,
    place: int,
    label: str,
    tags: Sequence[Tag],
    *,
    joined: bool,
) -> int:
    """The last of the capitalised words from `place` on, `joined` by small words; else `end`."""
    while place < len(tokens) and tokens[place].capitalised and tokens[place].text not in _CALENDAR:
        end = place
        place += 1
        if not joined or place + 1 >= len(tokens):
            continue
        word, following = tokens[place].text, tokens[place + 1]
        if word in ("and", "of", "&", "-", "–") and following.capitalised:
            place += 1
        elif word == "of" and following.text == "the":
            place += 2
        elif word in ("to", "in", "for") and label == "LAW" and not _begins_tag(following, tags):
            place += following.capitalised
    return end


def _begins_tag(token: Token, tags: Sequence[Tag]) -> bool:
    return any(
        each.span.start == token.start and each.label in ("PER", "LOC", "ORG") for each in tags
    )


def _ends_tag(token: Token, tags: Sequence[Tag], labels: Sequence[str]) -> bool:
    return any(each.span.end == token.end and each.label in labels for each in tags)


def is_year(word: str) -> bool:
    """Whether a word is a year of news and of laws.

    >>> [is_year(word) for word in ("1987", "2031", "1340", "87")]
    [True, True, False, False]
    """
    return len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20", "21")


def is_ordinal(word: str) -> bool:
    """Whether a word counts in figures.

    >>> [is_ordinal(word) for word in ("14th", "22nd", "14", "north")]
    [True, True, False, False]
    """
    return word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th")
