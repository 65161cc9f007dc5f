"""Job titles: what heads one, what is part of one, and how it hangs on an employer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from nutgraf.language.lists import adjectives
from nutgraf.language.occupations import HEADS, MEMBERS, is_head
from nutgraf.language.verbs import CLAUSE_VERBS

_MEMBERSHIP = frozenset(word.casefold() for word in MEMBERS)
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
_COUNSEL = frozenset("lawyer attorney counsel solicitor barrister".split())
_OFFICES = frozenset(
    """
    president vice-president premier chancellor minister secretary king queen prince princess sultan
    emir regent ambassador envoy governor governor-general leader mayor councillor commissioner
    administrator prefect senator representative rep sen gov mp mep msp td member deputy negotiator
    delegate prosecutor sheriff chief consul bishop archbishop
    """.split()
)
"""What somebody can be of a place, so that “Boston mayor” tells where."""


@lru_cache(maxsize=4096)
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


_SHORT_TITLES = frozenset(("gov.", "sen.", "rep.", "pres."))


def is_title_word(word: str) -> bool:
    """Whether the word before a name can be the title of who bears it.

    >>> is_title_word("Minister"), is_title_word("Gov."), is_title_word("Health")
    (True, True, False)
    """
    return is_head(word) or word.casefold() in _SHORT_TITLES


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


def is_counsel(title: str) -> bool:
    """Whether somebody of this title speaks for an organization without working for it.

    >>> is_counsel("senior counsel"), is_counsel("critic")
    (True, False)
    """
    return head_of(title) in _COUNSEL


def is_office(title: str) -> bool:
    """Whether a place can have this office.

    >>> is_office("deputy mayor"), is_office("teacher")
    (True, False)
    """
    return (head_of(title) or title.casefold().strip(".")) in _OFFICES


def is_clean(title: str) -> bool:
    """Whether nothing but a title was caught: no clause, no punctuation, no small word first."""
    words = title.split()
    return (
        bool(words)
        and words[0][0].isalpha()
        and words[0].casefold() not in _SMALL
        # “photographers X, Y and Z” is no title of X.
        and not ((head := head_of(title) or "").endswith("s") and head[:-1] in HEADS)
        and not any(c in title for c in ';:()“”"—–')
        and ("," not in title or bool(_LIST.search(title)))
        and not any(word in CLAUSE_VERBS for word in words)
    )


_LIST = re.compile(r" (?:for|of) [^,]{2,40},[^,]{2,40}(?:,[^,]{2,40})*,? and ")
"""“minister for trade, industry and housing” is one title."""


def is_boundary(word: str) -> bool:
    """Whether a word is never part of a title: small words, verbs, days.

    >>> is_boundary("whose"), is_boundary("finance")
    (True, False)
    """
    return word.casefold() in _BOUNDARIES


def modifies(word: str) -> bool:
    """Whether a word is known to stand inside titles, as “deputy” does."""
    folded = word.casefold()
    return folded in _MODIFIERS or is_head(folded) or is_head(folded.rsplit("-", 1)[-1])


def may_modify(word: str) -> bool:
    """Whether a word before a title may belong to it, and is no verb.

    >>> may_modify("planning"), may_modify("marine"), may_modify("sacked"), may_modify("demanding")
    (True, True, False, False)
    """
    folded = word.casefold()
    if modifies(word):
        return True
    if is_boundary(word):
        return False
    return not folded.endswith(("ed", "ing", "ly"))


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
        which who whom whose if because now also so met meet meets joined named called are be been
        elected appointed become became becomes unlike despite since until among amid around across
        through toward towards within without behind beside beyond past per via near inside outside
        have has had having do does did can could will would shall should might must not never
        let lets put puts get gets got give gives gave go goes went come comes came take takes took
        make makes made see sees saw seen know knows knew keep keeps kept hold holds held leave
        leaves left lost lose loses win wins won beat beats led run runs ran send sends sent
        sit sits sat speak speaks spoke stand stands stood bring brings brought buy buys bought
        find finds found pay pays paid sell sells sold tell tells think thinks thought hit hits
        fell rose began begin begins work worked play plays played live lives lived serve
        serves served help helps helped use uses used want wants wanted ask asks call calls
        she he it they we you your next i him them us me these those there here what how why once whether
        both all each every some any many few most more other others another such same only even
        yes no nor yet though although unless because however meanwhile instead perhaps
        praised welcomed accused blamed replaced succeeded thanked criticised criticized sacked
        fired hired urged
        """.split()
    )
)
_MODIFIERS = frozenset(
    """
    prime vice deputy foreign finance defence defense interior health education justice trade labour
    labor environment energy agriculture transport home chief senior junior executive general
    managing former acting interim assistant associate co first second national state federal
    regional local city provincial county district police fire army navy air marine military
    security press policy research data political economic legal medical public communications
    opposition party parliamentary house majority minority founding leading outgoing attorney lead
    head principal main top veteran longtime crown grand high supreme presiding planning marketing
    engineering shipping mining housing training banking farming manufacturing sporting operating
    investing accounting nursing fishing welding building incoming elected certified registered
    chartered licensed retired appointed climbing running swimming boxing racing cycling rowing
    sailing skating skiing testing publishing lighting casting editing commanding visiting
    """.split()
)
