"""Where a name begins and ends: rules that correct the tagger's spans, one at a time."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from nutgraf.annotators.tagger import Tag
from nutgraf.language.lists import adjectives, countries
from nutgraf.language.passages import holds_any
from nutgraf.language.places import Places
from nutgraf.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nutgraf.language.tokens import Reading

COMPANY_NOUN = re.compile(
    r"\b(?:Banks?|Banking|Insurance|Securities|Ltd|Limited|Inc|Corp|Corporation|Co|Company|Group|Holdings?"
    r"|University|College|Airlines|Airways|Motors?|Capital|Partners|Foundation|Institute|Society|Association"
    r"|Chamber|Trust|Fund|PLC|plc|LLC|LLP|GmbH|AG|SA|NV)\b\.?"
)


_TITLES = r"(?:(?:Tan|Toh|Puan) Sri|Dat(?:o|uk|in)[’']?(?: Seri| Sri)?|Ato|Engr|PC|SP|CP|DCP|ACP|Supt|Insp|Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|Sir|Dame|Lord|Lady|Madam|Cllr|Alhaji|Hajia|Comrade|Mama|Miss|Fr|Dato|Sheikha?|Emperor|Empress|DIG|DSP|ASP|CM)\.?"


_TITLE = re.compile(rf"(?:{_TITLES}\s+)+(?=\S)")

_ADDRESSES = tuple("Dato Datuk Datin Sri Cllr Dr Prof Mr Mrs Ms Alhaji Hajia".split())
_ADDRESS = re.compile(r"\b(?:Dat(?:o|uk|in)|Tan Sri|Cllr|Dr|Prof|Mr|Mrs|Ms|Alhaji|Hajia)$")

_EMOJI_STYLE = "\ufe0f"


_SMALL = re.compile(r"(?:(?:of|for|and|the|in|at|on|by|to|with|from|s|t)\s+)+(?=[A-Z])")
"""Small words that a tagger catches before a name."""
_SLASH = re.compile(r"\s*/\s*")


_LINE_END = re.compile(r"[\r\n]")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?)\s+(?=\S)")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])?[\s,;:“”\"'’-]*$")


def trim(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Cut articles, titles, possessives and line ends off; drop what is no word."""
    kept = []
    for each in tags:
        start, end = each.span.start, each.span.end
        words = each.span.of(reading.text)
        line_end = _LINE_END.search(words)
        if line_end:
            end = start + line_end.start()
            words = reading.text[start:end]
        label = each.label
        if label != "PER" and (article := _ARTICLE.match(words)):
            start += article.end()
        small = _SMALL.match(reading.text, start, end)
        start = small.end() if small else start
        words = reading.text[start:end]
        title = _TITLE.match(words)
        # “CP Ana Roca” is a commissioner, “CP Group” is none.
        if label != "PER" and title and not title.group().isupper():
            label = "PER"
        if label == "PER":
            start += title.end() if title else 0
            words = reading.text[start:end]
            if words.endswith(_ADDRESSES) and _ADDRESS.search(reading.text, start, end):
                continue  # the words before a name, which the tagger has apart
        if words[-1:] == "s" or not words[-1:].isalnum():
            end -= len(words) - len(_POSSESSIVE.sub("", words))
        words = reading.text[start:end]
        start += len(words) - len(words.lstrip("“”\"'‘’-–—& \u00a0(["))
        start, end = _without_symbols(reading.text, start, end)
        if start < end and any(c.isalnum() for c in reading.text[start:end]):
            kept.append(Tag(Span(start, end), label, each.rule))
    return kept


def _without_symbols(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the emoji around it, and what joins them."""
    while start < end and _is_symbol(text[end - 1]):
        end -= 1
    while start < end and _is_symbol(text[start]):
        start += 1
    return start, end


def _is_symbol(c: str) -> bool:
    return c == _EMOJI_STYLE or unicodedata.category(c) in ("So", "Sk", "Cf", "Zs")


def plausible(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """No name is all lower case, a single letter, a title, a sum, the adjective of a country, or a
    disease.
    """
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        letters = [c for c in words if c.isalpha()]
        if not letters or all(c.islower() for c in letters) or words in _NO_NAMES:
            continue
        if each.label in ("LOC", "PER", "ORG") and (
            len(letters) == 1
            or _CODE.fullmatch(words)
            or _DISEASE.match(words)
            or (words.isupper() and _AMOUNT.match(reading.text, each.span.end))
            or (words in adjectives() and words not in countries())
            or (each.label == "PER" and _JOBS.search(words))
        ):
            continue
        kept.append(each)
    return kept


_JOBS = re.compile(r"\b(?:Reporter|Correspondent|Editor|Writer|Staff)$")
"""What stands behind the name in a byline is none."""

_NO_NAMES = frozenset(
    """
    The A An He She It They We I This That These Those His Her Their Mr Mrs Ms Dr North South East West
    M.D. Ph.D. Ed.D. Ph B.A. M.A. Esq Jr Sr Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass
    Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Vt Va Wash Wis Wyo Ont Sask Alta Que County State
    """.split()
)
"""Words that taggers take for names: pronouns, degrees, abbreviated states and provinces."""

_CODE = re.compile(
    r"(?:(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\. \d+|[A-Za-z]{1,3}\d+|\d[\w.,-]*|[IVX]{3,})"
)
"""“Dh2”, “A4”, “VIII”: a sum, a code or a number."""

_DISEASE = re.compile(r"(?i:covid|hiv|aids|sars|mers|mpox|ebola|h\dn\d)(?![\w’'])")
_AMOUNT = re.compile(r" ?\d[\d.,]*(?: ?[-–]?(?:[mb]illion|thousand|crore|lakh|bn)\b|,\d{3}\b)")
"""Behind the code of a currency: “XD 243 million”."""


def trailing_nouns(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Madrid company” is Madrid: a name does not end in a common noun."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        tail = None if _ROMANCE.search(words) else _LOWER_TAIL.search(words)
        if tail and tail.start() > 0 and each.label != "MISC":
            span = Span(each.span.start, each.span.start + tail.start())
            # “Madrid company” is no company called Madrid: the tagger meant the whole.
            first = span.of(reading.text)
            place = each.label == "ORG" and " " not in first and not _is_acronym(first)
            label = "MISC" if place else each.label
            kept.append(Tag(span, label, each.rule))
        else:
            kept.append(each)
    return kept


_LOWER_TAIL = re.compile(
    r"(?:[’']s)?(?: (?!(?:government|mainland|peninsula|valley|island|river|al|bin|de|da)\b|(?:[a-z]+ )?council$)"
    r"[a-z](?![\w-]*[A-Z])[\w-]*)+$"
)


_ROMANCE = re.compile(r" (?:de|des|du|del|della|dell[’']|do|da|d[’']|la|le) ?[a-z]")
"""“Autorité de contrôle” is no English: its nouns are small."""


def based_places(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“X-based” says that X is a place."""
    return [
        Tag(each.span, "LOC", "place-based")
        if each.label in ("ORG", "PER", "MISC") and _BASED.match(reading.text, each.span.end)
        else each
        for each in tags
    ]


_BASED = re.compile(r"-(?:based|born|listed|headquartered)\b")


def glued(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """A person's name goes on over hyphens, initials and particles: “Jean-Luc”, “K. Nair”, “bin”."""
    text = reading.text
    kept: list[Tag] = []
    hyphened = _HYPHENED if _ATTACHED.search(text) else _DETACHED
    for each in tags:
        if each.label != "PER":
            kept.append(each)
            continue
        start, end = each.span.start, each.span.end
        behind = hyphened.match(text, end)
        end = behind.end() if behind else end
        before = _HYPHENED_BEFORE.search(text, max(0, start - 30), start)
        start = before.start() if before else start
        initials = _INITIALS.search(text, max(0, start - 12), start)
        start = initials.start() if initials else start
        # An initial that the tagger took for a name is part of this one.
        while kept and start <= kept[-1].span.start < each.span.start:
            kept.pop()
        previous = kept[-1] if kept else None
        if (
            previous
            and previous.label in ("PER", "LOC")
            and (gap := _PARTICLES.fullmatch(text, previous.span.end, start)) is not None
            and _one_name(reading, previous, each, particle=bool(gap.group(1)))
        ) or (previous and previous.span.overlaps(Span(start, end)) and previous.label == "PER"):
            start = min(start, previous.span.start)
            kept.pop()
        kept.append(Tag(Span(start, end), "PER", each.rule))
    return kept


_SECOND_HALF = r"(?!(?:based|led|born|backed|era|style|run|owned|like|turned)\b)[^\W\d_]+"
_HYPHENED = re.compile(rf"(?:-{_SECOND_HALF})+")
_ATTACHED = re.compile(r"\w-\w")
_DETACHED = re.compile(
    rf"(?: - (?!(?:who|which|that|and|but|the|an?|is|was|in|of|to|for|with|at|by|from)\b){_SECOND_HALF})+"
)
"""In a text that some tool cut into tokens no hyphen touches a word: “Wu Li - fen”."""

_HYPHENED_BEFORE = re.compile(r"(?<![\w-])[A-Z][^\W\d_]*-$")
_INITIALS = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]|Y[aeou]|[CKSZ]h|Ts)\.\s?){1,3}$|(?<!\w)(?:Ó|Ní|Uí|Nic|Mac)\s$"
)
"""“Zh.” and “Yu.” are initials too, where names are put from Cyrillic into Latin letters."""
_PARTICLES = re.compile(
    r"-|\s+((?:bin|bint|ibn|al|de|da|do|dos|del|di|van|von|der|den|la|el|ben)\s+)*", re.IGNORECASE
)


def _one_name(reading: Reading, first: Tag, second: Tag, *, particle: bool) -> bool:
    """Whether two neighbouring tags are one person's name."""
    words = first.span.of(reading.text)
    if first.label == "PER":
        return particle or (" " not in words) or (" " not in second.span.of(reading.text))
    # The tagger may take a given name for a place, not a country or its adjective.
    return (
        " " not in words
        and " " not in second.span.of(reading.text)
        and words not in countries()
        and words not in adjectives()
        and not particle
    )


def slashes(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """One span over “A / B” is two names."""
    kept = []
    for each in tags:
        words = each.span.of(reading.text)
        match = _SLASH.search(words)
        if match and each.label == "PER" and len(words.split()) > 2:
            kept.append(Tag(Span(each.span.start, each.span.start + match.start()), "PER", "slash"))
            kept.append(Tag(Span(each.span.start + match.end(), each.span.end), "ORG", "slash"))
        else:
            kept.append(each)
    return kept


def rejoin(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """Neighbouring parts of a name that stands whole elsewhere are that name."""
    whole = Counter(
        (each.span.of(reading.text), each.label)
        for each in tags
        if " " in each.span.of(reading.text)
    )
    labels_of: defaultdict[str, list[str]] = defaultdict(list)
    for words, label in whole:
        labels_of[words].append(label)
    kept: list[Tag] = []
    for each in tags:
        if kept and each.span.start - kept[-1].span.end == 1:
            joined = Span(kept[-1].span.start, each.span.end)
            labels = labels_of.get(joined.of(reading.text), [])
            if labels:
                kept[-1] = Tag(
                    joined, max(labels, key=lambda label: whole[(joined.of(reading.text), label)])
                )
                continue
        kept.append(each)
    return kept


def ampersands(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Birch & Lowe” is one firm, whatever the tagger makes of its partners."""
    kept: list[Tag] = []
    for each in tags:
        previous = kept[-1] if kept else None
        if (
            previous
            and previous.label in ("PER", "ORG", "LOC", "MISC")
            and each.label in ("PER", "ORG", "LOC", "MISC")
            and not previous.label == each.label == "LOC"
            and _AMPERSAND.fullmatch(reading.text, previous.span.end, each.span.start)
        ):
            kept[-1] = Tag(Span(previous.span.start, each.span.end), "ORG", "ampersand")
        else:
            kept.append(each)
    return kept


_AMPERSAND = re.compile(r" ?& ?")


def bracketed_branch(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """“Bank of X (Place)”: the bracket belongs to the name of a company."""
    kept: list[Tag] = []
    for each in tags:
        previous = kept[-1] if kept else None
        if (
            previous
            and each.label in ("LOC", "ORG")
            and previous.label == "ORG"
            and reading.text[previous.span.end : each.span.start] in (" (", "(")
            and reading.text[each.span.end : each.span.end + 1] == ")"
            and COMPANY_NOUN.search(previous.span.of(reading.text))
            and not _is_acronym(each.span.of(reading.text))
        ):
            kept[-1] = Tag(Span(previous.span.start, each.span.end + 1), "ORG", "bracketed-branch")
        else:
            kept.append(each)
    return kept


def _is_acronym(words: str) -> bool:
    return words.isupper() and " " not in words


def mainlands(reading: Reading, tags: Sequence[Tag]) -> list[Tag]:
    """An adjective of a country and “mainland” name a place, whether the tagger saw it or not."""
    if not holds_any(reading.text, _LANDS):
        return list(tags)
    found = [
        Span(*match.span())
        for match in _MAINLAND.finditer(reading.text)
        if match["whose"] in adjectives()
        and (sentence := reading.sentence_at(match.start())) is not None
        and sentence.span.contains(Span(*match.span()))
    ]
    if not found:
        return list(tags)
    covered = Places(found)
    kept = [each for each in tags if not covered.overlap(each.span)]
    return [*kept, *(Tag(span, "LOC", "mainland") for span in found)]


_LANDS = (" mainland", " peninsula")
_MAINLAND = re.compile(rf"(?<!\w)(?P<whose>[A-Z]\w+)(?:{'|'.join(_LANDS)})\b")
