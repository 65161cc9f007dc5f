"""What people are called in the news: nouns that head a job title, and how they hang on an employer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from nutgraf.language.lists import adjectives
from nutgraf.language.verbs import CLAUSE_VERBS

if TYPE_CHECKING:
    from collections.abc import Collection

_MEMBERS = """
    member members senator senators lawmaker lawmakers councillor councilor councilman councilwoman
    congressman congresswoman representative MP MEP legislator deputy delegate commissioner fellow
    associate assemblyman assemblywoman alderman peer
    """.split()

_OTHERS = """
    president vice-president premier chancellor minister secretary ministers governor mayor
    ambassador envoy chair chairman chairwoman chairperson chief head leader director manager
    executive officer official economist analyst strategist researcher scientist professor lecturer
    scholar expert historian engineer architect doctor physician surgeon nurse epidemiologist
    virologist psychologist spokesman spokeswoman spokesperson adviser advisor aide assistant
    consultant counsel attorney lawyer prosecutor judge justice magistrate solicitor barrister
    sheriff general colonel captain commander lieutenant major sergeant admiral inspector
    superintendent coach striker midfielder defender goalkeeper forward player manager trainer
    editor journalist reporter correspondent columnist photographer anchor presenter host publisher
    author writer poet novelist playwright artist painter actor actress singer musician composer
    conductor filmmaker producer designer founder co-founder cofounder owner co-owner entrepreneur
    partner CEO CFO COO CTO trader investor banker broker accountant teacher principal dean provost
    rector headteacher student graduate alumnus bishop archbishop cardinal pope imam rabbi priest
    pastor reverend vicar king queen prince princess duke duchess sultan emir farmer fisherman
    activist campaigner organizer organiser coordinator co-ordinator treasurer convener convenor
    whip speaker candidate nominee pollster registrar curator librarian trustee administrator
    supervisor planner specialist technician pilot astronaut geologist biologist ecologist chemist
    physicist meteorologist forecaster seismologist archaeologist anthropologist sociologist
    critic climber guide mountaineer cyclist swimmer runner sprinter boxer golfer councilmember alderman
    jeweller referee umpire deputy boss skipper negotiator ombudsman auditor clerk treasurer chef baker
    """.split()

HEADS = frozenset(_MEMBERS) | frozenset(_OTHERS)
"""Nouns that head the description of what a person does."""

_MEMBERSHIP = frozenset(_MEMBERS)
_LOOSE = frozenset(
    """
    founder co-founder cofounder owner co-owner student graduate alumnus candidate nominee activist
    volunteer fan supporter
    """.split()
)
_FORMER = re.compile(
    r"\b(?:former|ex|late|then|one-time|onetime|retired|outgoing|past)\b-?\s*", re.IGNORECASE
)
_DETERMINER = re.compile(
    r"^(?:(?:the|a|an|its|his|her|their|our|both|one of the|another)\s+)+", re.IGNORECASE
)
_OWNER = re.compile(r"^(?:[a-z-]+\s+){0,2}[a-z-]+[’']s?\s+")
"""“the bank’s” before “chief economist”."""

_OUTSIDERS = frozenset(
    """
    critic opponent supporter fan lawyer attorney counsel solicitor barrister expert customer client
    resident survivor trader candidate nominee
    """.split()
)
_OFFICES = frozenset(
    """
    president premier chancellor minister secretary king queen prince princess sultan emir
    ambassador envoy governor leader
    """.split()
)


_TRADE = re.compile(r"\w{2,}(?:ologist|ographer|iatrist|ician|nomist|metrist|anist)s?$")
"""Nouns of learned trades, by their ending."""


def is_head(word: str) -> bool:
    """Whether a word can head a title."""
    return word in HEADS or word.casefold() in HEADS or bool(_TRADE.match(word.casefold()))


def head_of(title: str) -> str | None:
    """The noun that heads a title, or None if it has none.

    >>> head_of("senior research analyst"), head_of("chief executive of the fund"), head_of("wind")
    ('analyst', 'executive', None)
    """
    words = re.split(r"\s+(?:of|for|at|in|on|to|with|from|and)\s", title)[0].split()
    for word in reversed(words[-3:]):
        bare = word.strip(",.;").casefold()
        if is_head(word.strip(",.;")):
            return bare
        hyphened = bare.rsplit("-", 1)[-1]
        if is_head(hyphened):
            return hyphened
    return None


_VERB_INSIDE = re.compile(
    r"\b(?:who|which|that|is|was|were|are|has|had|works?|worked|trained|serves?|served|said|says)\b"
)


def is_title(words: str) -> bool:
    """Whether words can be a job title: a few words, headed by such a noun."""
    head = head_of(words)
    if head is None or len(words.split()) > 9 or _VERB_INSIDE.search(words):
        return False
    first = re.split(r"\s+(?:of|for|at|in|on|to|with|from)\s", words)[0]
    last = first.split()[-1].strip(",.;").casefold()
    return last == head or last.rsplit("-", 1)[-1] == head


def normalised(title: str) -> tuple[str, bool]:
    """A title without its determiner and without “former”, and whether it was former.

    >>> normalised("the former finance minister")
    ('finance minister', True)
    """
    bare = _DETERMINER.sub("", title.strip(" ,"))
    bare = re.sub(r"^(?:now|currently)\s+", "", _OWNER.sub("", bare))
    former = _FORMER.match(bare)
    if former:
        bare = bare[former.end() :]
    first, _, rest = bare.partition(" ")
    if rest and first in adjectives():
        bare = rest
    return bare, former is not None


def property_of(title: str) -> Literal["worksFor", "memberOf", "affiliation"]:
    """How a person of this title hangs on an organization.

    >>> property_of("member"), property_of("chief economist"), property_of("co-founder")
    ('memberOf', 'worksFor', 'affiliation')
    """
    head = head_of(title) or ""
    if head in _MEMBERSHIP:
        return "memberOf"
    return "affiliation" if head in _LOOSE else "worksFor"


def is_outsider(title: str) -> bool:
    """Whether “X, a … of Y” says nothing of an employer: a critic of Y, a lawyer for Y."""
    return head_of(title) in _OUTSIDERS


def is_office(title: str) -> bool:
    """Whether a country can have this office."""
    return head_of(title) in _OFFICES


HONORIFICS = re.compile(
    r"(?<!\w)(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Madam|Miss|Alhaji|Hajia|Comrade|Mama|Sheikh|Hon)\.?\s+)+$"
)
"""Forms of address that stand between a title and a name."""


def is_clean(title: str) -> bool:
    """Whether nothing but a title was caught: no clause, no punctuation, no small word first."""
    words = title.split()
    return (
        bool(words)
        and words[0][0].isalpha()
        and words[0].casefold() not in _SMALL
        # “photographers X, Y and Z” is no title of X.
        and not ((head := head_of(title) or "").endswith("s") and head[:-1] in HEADS)
        and not any(c in title for c in ',;:()“”"—–')
        and not any(word in CLAUSE_VERBS for word in words)
    )


def title_at_end(stretch: str, taken: Collection[str]) -> str | None:
    """The noun phrase at the end of a stretch, if a title heads it: back to the word that opens it.

    `taken` are words that belong to names.

    >>> title_at_end("Later the acting deputy finance minister", ())
    'acting deputy finance minister'
    >>> title_at_end("after slamming President", ())
    'President'
    """
    words = re.findall(r"\S+", stretch)[-_LONGEST:]
    if not words or not _heads(words[-1]):
        return None
    count = 1
    while count < len(words) and _extends(words[-count - 1], words[-count], taken):
        count += 1
    title = " ".join(words[-count:])
    return title if stretch.endswith(title) else None


def _extends(word: str, following: str, taken: Collection[str]) -> bool:
    """Whether a title goes on to the left with this word."""
    if not re.fullmatch(r"[\w-]+", word) or word.casefold() in _BOUNDARIES or word in taken:
        return False
    if _modifies(word) or word in _CREEDS:
        return True
    if word[0].isupper():
        return following[0].isupper() and word not in adjectives()
    # “demanding President X” is a verb before a title, “slamming nominee X” another one.
    return not following[0].isupper() and not word.endswith("ing")


def title_before_preposition(stretch: str) -> tuple[int, int] | None:
    """Where in a stretch that ends in “of the” the title before it stands.

    >>> words = "Later the president of the "
    >>> start, end = title_before_preposition(words)
    >>> words[start:end]
    'the president'
    """
    preposition = re.search(r"\s+(?:of|at|for|with|from|in|on)\s+(?:the\s+)?$", stretch)
    if not preposition:
        return None
    end = preposition.start()
    words = list(re.finditer(r"\S+", stretch[:end]))[-_LONGEST:]
    for first in words:
        title = normalised(stretch[first.start() : end])[0]
        if "," in title or not title or title.split()[0].casefold() in _SMALL - {"the", "a", "an"}:
            continue
        if is_title(title) and all(
            _modifies(word) or word[:1].isupper() or word in ("of", "and", "for")
            for word in title.split()
        ):
            return first.start(), end
    return None


def _heads(word: str) -> bool:
    return is_head(word) or is_head(word.rsplit("-", 1)[-1])


def _modifies(word: str) -> bool:
    return word.casefold() in _MODIFIERS or _heads(word.casefold())


_LONGEST = 6  # words of a title

_SMALL = frozenset(
    """
    the a an and or by to of for from with in on at as that said says told but when while is was
    were his her their its our my this new
    """.split()
)
_BOUNDARIES = (
    _SMALL
    | CLAUSE_VERBS
    | frozenset(
        """
        monday tuesday wednesday thursday friday saturday sunday yesterday today later still january
        february march april may june july august september october november december
        asked including between against about after before during under over like than then where
        which who whom if because now also so met meet meets joined named called are be been elected
        appointed became become becomes unlike despite since until among via per
        """.split()
    )
)
_CREEDS = frozenset(
    [
        "Democratic",
        "Republican",
        "Conservative",
        "Labour",
        "Liberal",
        "Socialist",
        "Communist",
        "Catholic",
        "Anglican",
    ]
)
_MODIFIERS = frozenset(
    """
    prime vice deputy foreign finance defence defense interior health education justice trade labour
    labor environment energy agriculture transport home chief senior junior executive general
    managing former acting interim assistant associate co first second national state federal
    regional local city provincial county district police fire army navy air marine military
    security press policy research data political economic legal medical public communications
    opposition party parliamentary house majority minority founding leading outgoing attorney lead
    head principal main top veteran longtime crown grand high supreme
    """.split()
)
