"""Closed classes of English words, by which clauses and phrases are told apart without a parser."""

from __future__ import annotations

AUXILIARIES = frozenset(
    """
    is are was were am has had have does did do will would could should can may might must shall
    isn wasn weren aren didn doesn don won wouldn couldn shouldn cannot
    can’t don’t doesn’t didn’t isn’t wasn’t weren’t aren’t won’t wouldn’t couldn’t shouldn’t hasn’t
    haven’t hadn’t can't don't doesn't didn't isn't wasn't weren't aren't won't wouldn't couldn't
    shouldn't hasn't haven't hadn't
    """.split()
)
"""Finite auxiliaries: where one is, there is a clause."""

PASTS = frozenset(
    """
    began broke brought built bought came chose cut dealt drew drove ate fell felt fought found fled
    flew forgot froze gave went got grew heard held hit hurt kept knew led left lent let lost made meant met
    paid put ran rose said saw sent set shot shut sold spent split spread stood stole struck swore
    taught took tore told thought threw understood won wore wrote wept swept slept swam sang sank sat
    spoke rang sought lay crept flung clung swung slid bid bore bound rode woke
    """.split()
)
"""Common past tenses that do not end in “-ed”."""

NO_PASTS = frozenset(
    """
    speed seed need deed feed breed weed reed greed steed hundred indeed shed sled naked sacred wicked
    united limited embed kindred moped exceed proceed succeed
    """.split()
)
"""Words in “-ed” that are no past tenses."""

PREPOSITIONS = frozenset(
    """
    in on at by to for with of from after before during under over against about between among through
    into without within behind near inside outside across via like including despite amid throughout
    until since upon toward towards
    """.split()
)

DETERMINERS = frozenset(
    """
    the a an his her their its our my this these those some many several most all both one two three
    four five six seven eight nine ten another other no any each few every such local
    """.split()
)

RELATIVES = frozenset(["who", "which", "that"])

CONJUNCTIONS = frozenset(
    """
    who which that whom whose where when as after before because while although though if since but
    until than so whether what how why unless once nor
    """.split()
)
"""Words that begin a clause inside a sentence."""

ADVERBS = frozenset(
    """
    also now later then further again once often still earlier long ever first thus since even both
    all already just soon twice together instead yesterday today tonight however meanwhile therefore
    """.split()
)
"""Adverbs that stand between a subject and its verb, besides those in “-ly”."""

_NO_ADVERBS = frozenset(
    "family assembly ally italy july monopoly anomaly reply supply rally bully fly apply rely".split()
)

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())

MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    """.split()
)

PERIODS = frozenset("week month year morning afternoon evening night weekend summer spring".split())
"""Words behind “this” and “last”."""

TIMES = DAYS | frozenset(
    """
    yesterday today tonight earlier later recently again repeatedly publicly afterwards privately
    """.split()
)
"""Words of time that stand behind a verb of speech."""


def is_adverb(word: str) -> bool:
    """Whether a word ends as most adverbs do.

    >>> is_adverb("repeatedly"), is_adverb("family")
    (True, False)
    """
    return word.endswith("ly") and len(word) > 3 and word not in _NO_ADVERBS
