"""Verbs and nouns with which news reports what somebody says, and what can follow each of them.

A verb is listed by its base form under every construction it takes; its other forms are made here.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache


class Shape(StrEnum):
    """The form of a verb."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    ING = "ing"


CLAUSE = frozenset(
    """
    say argue insist contend believe think testify joke quip stress emphasize emphasise caution vow
    lament complain swear boast assert affirm allege conclude remark reckon opine speculate theorize
    theorise hypothesize suggest tweet imply claim warn concede acknowledge admit hope
    maintain fear worry agree answer shout assume suspect guess figure hint confide
    """.split()
)
"""Verbs whose clause needs no “that”: “X said the dam would hold”."""

LOOSE_CLAUSE = frozenset(
    """
    explain feel accept submit charge
    find hold rule show learn understand determine discover demonstrate recognize recognise
    report announce note state add reveal promise propose indicate disclose recall confirm predict
    doubt expect recommend request estimate forecast project foresee document observe repeat threaten
    realize realise proclaim profess posit attest insinuate intimate grumble gripe divulge recount deduce
    infer surmise marvel retort exclaim yell scream whisper mutter concur specify clarify stipulate verify
    judge calculate protest write post counter object guarantee respond reply declare comment
    reiterate pledge know mention certify signal decide demand point_out underline underscore highlight urge
    """.split()
)
"""Verbs that as often have a thing for object as a clause: “added a third goal”."""

TELLING = frozenset("tell inform assure remind notify warn advise promise ask".split())
"""Verbs whose object is who was told, before what they were told."""

ASKING = frozenset(
    """
    ask wonder question explain describe discuss know outline emphasize emphasise stress document detail
    illustrate clarify specify
    """.split()
)
"""Verbs with a question for what is said: “asked whether …”, “explained how …”."""

INFINITIVE = frozenset(
    """
    promise vow pledge threaten offer agree ask propose swear demand commit guarantee request
    """.split()
)
"""“X promised to …”."""

ADDRESSEE = frozenset(
    """
    urge ask tell order encourage advise beg implore instruct warn request press command direct
    challenge exhort call_on appeal_to lobby petition remind counsel
    """.split()
)
"""“X urged Y to …”."""

JUDGING = {
    "describe": ("as",),
    "portray": ("as",),
    "characterize": ("as",),
    "characterise": ("as",),
    "depict": ("as",),
    "dismiss": ("as",),
    "paint": ("as",),
    "view": ("as",),
    "see": ("as",),
    "attack": ("as", "for"),
    "liken": ("to",),
    "link": ("to",),
}
"""Verbs that say what somebody thinks only together with a preposition: “X dismissed it as …”."""

SHOWING = frozenset("show find reveal indicate suggest".split())
"""Verbs of what polls and documents have for their object: “the poll shows a narrow lead”."""

DOCUMENTS = frozenset(
    """
    poll polls survey surveys study studies report reports data figures statistics analysis analyses
    research average averages record records document documents email emails results census memo
    investigation inquiry audit review findings
    """.split()
)
"""What is a source without being anybody."""

CALLING = frozenset("call label brand deem dub pronounce".split())
"""Verbs that say what somebody thinks together with a second object: “X branded it a trick”."""

DOING = frozenset(["see", "view", "paint", "link", "attack"])
"""Those that mostly tell of something else than speech."""

OBJECT = (
    frozenset(
        """
    criticize criticise praise condemn denounce endorse describe call liken slam blast mock decry
    oppose hail laud dispute cite mention highlight underline underscore advocate express voice outline
    deplore demand propose announce predict recommend tout rule_out blame reiterate report emphasize
    emphasise stress acknowledge promise pledge question reference note signal recall repeat defend
    downplay scold rebuke chastise chide berate deride ridicule disparage bemoan lambast lambaste assail
    applaud commend decry document detail chronicle deny urge
    """.split()
    )
    | frozenset(JUDGING)
    | SHOWING
    | CALLING
)
"""Verbs whose object is what they say: “X criticised the deal”."""

DENYING = frozenset(["deny"])
"""Verbs that turn round what stands behind them: only with them is it what somebody said."""

STRESSING = frozenset("highlight underline underscore stress emphasize emphasise reiterate".split())
"""Those of them whose object is just what they say: “X stressed the need for …”."""

FIGURE = frozenset(["put", "estimate"])
"""“X put the damage at 18 million”."""

EXAMPLE = frozenset(["use", "cite", "take", "give"])
"""“X used the strike as an example”."""

PREPOSITIONS = {
    "accuse": ("of",),
    "fault": ("for",),
    "attribute": ("to",),
    "blame": ("on",),
    "warn": ("of", "against"),
    "call": ("for",),
    "complain": ("of",),
    "apologize": ("for",),
    "apologise": ("for",),
    "appeal": ("for",),
    "ask": ("for",),
    "plead": ("for",),
    "argue": ("for", "against"),
    "boast": ("of",),
    "confess": ("to",),
    "admit": ("to",),
    "point": ("to",),
    "allude": ("to",),
    "hint": ("at",),
    "object": ("to",),
    "insist": ("on",),
    "press": ("for",),
    "rail": ("against",),
    "disagree": ("with",),
    "agree": ("with",),
    "protest": ("against",),
    "speak_out": ("against",),
    "advocate": ("for",),
}
"""Verbs whose preposition brings what is said: “called for …”, “accused Y of …”."""

TOPIC = {
    "speak": ("of", "about"),
    "talk": ("about",),
    "speak_out": ("about",),
    "complain": ("about",),
    "warn": ("about",),
    "argue": ("about",),
    "boast": ("about",),
    "brag": ("about",),
    "joke": ("about",),
    "wonder": ("about",),
    "testify": ("about",),
    "comment": ("on",),
    "remark": ("on",),
}
"""Verbs whose preposition brings what it was about: “spoke about …”."""

BLAMING = frozenset(["accuse", "fault", "attribute", "blame"])
"""Verbs with somebody before their preposition: “accused Y of …”."""

TRAILING = frozenset(
    """
    say tell add note argue write explain warn announce report believe think acknowledge confirm
    insist suggest claim conclude estimate predict recall reply complain state joke allege contend
    maintain reveal disclose indicate admit observe declare promise testify concede caution stress
    assert lament remark reckon vow point_out answer submit counter assure remind inform confide
    remember signal
    """.split()
)
"""Verbs that stand behind what was said: “the dam will hold, X said”."""

FINDING = frozenset("find show rule learn hear".split())
"""The same, but only where nothing follows: “…, the study found”."""

INVERTED = frozenset("say add explain note write argue warn recall".split())
"""Verbs that stand before their subject: “…, said X”."""

NOUN_LIKE = frozenset(
    """
    state states report reports rule rules project projects protest protests worry worries judge
    judges figure figures document documents forecast forecasts post posts tweet tweets claim claims
    counter counters object objects show shows promise promises hope hopes fear fears doubt doubts
    estimate estimates demand demands request requests offer offers question questions call calls
    mention mentions guarantee guarantees note notes order orders challenge challenges press highlight
    highlights blame comment comments vow vows point points reply joke jokes remark remarks boast
    boasts pledge pledges praise slam blast swear voice appeal appeals direct lobby detail details
    reference references signal signals attack attacks view views link links chronicle chronicles paint
    rebuke ridicule recall label labels brand brands scream screams yell
    """.split()
)
"""Forms that are as often nouns."""

UNMISTAKABLE = frozenset(
    """
    said says say told tells argued argues warned accused urged noted added adds insisted insists
    claimed believes believed acknowledged announced admitted conceded complained predicted suggested
    contends contended maintains criticized criticised called denied described
    """.split()
)
"""Forms of verbs of speech that are hardly ever anything else."""

ATTACHED = frozenset(
    "urging calling saying announcing claiming arguing alleging suggesting warning declaring".split()
)
"""Participles that need no comma before them: “footage of X saying that …”."""

MAKING = frozenset(
    """
    make makes made making issue issues issued issuing give gives gave giving raise raises raised raising
    repeat repeats repeated repeating express expresses expressed expressing voice voices voiced voicing
    """.split()
)
"""Verbs with a noun of speech for object: “made the case that …”."""

ATTITUDES = frozenset(
    """
    adamant afraid alarmed angry ashamed certain clear concerned confident convinced delighted
    disappointed doubtful frustrated glad grateful happy hopeful insistent optimistic pessimistic pleased
    proud sad satisfied sceptical skeptical sorry sure surprised thankful unhappy worried wary
    """.split()
)
"""Adjectives with what somebody thinks: “X is confident that …”."""

SPEECH_NOUNS = frozenset(
    """
    claim claims statement argument arguments assertion allegation allegations warning warnings promise
    pledge prediction suggestion suggestions contention belief view acknowledgment acknowledgement
    conclusion finding report announcement accusation insistence admission charge charges complaint
    complaints fear fears concern concerns hope hopes threat vow remark comment revelation declaration
    theory assurance assurances emphasis conviction demand proposal case point
    """.split()
)
"""Nouns of speech: “her claim that …”."""

_PAIRS = {
    ("point", "out"): "point_out",
    ("rule", "out"): "rule_out",
    ("speak", "out"): "speak_out",
    ("call", "on"): "call_on",
    ("call", "upon"): "call_on",
    ("appeal", "to"): "appeal_to",
}
PAIRED = frozenset(_PAIRS.values())
"""Verbs of two words."""

_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written",
    "think": "thought",
    "know": "knew known",
    "find": "found",
    "hear": "heard",
    "feel": "felt",
    "hold": "held",
    "swear": "swore sworn",
    "understand": "understood",
    "foresee": "foresaw foreseen",
    "show": "showed shown",
    "speak": "spoke spoken",
    "put": "put",
    "take": "took taken",
    "give": "gave given",
    "forecast": "forecast forecasted",
    "see": "saw seen",
    "learn": "learned learnt",
}
_DOUBLED = frozenset("admit beg commit quip brag put submit".split())


@cache
def forms() -> dict[str, tuple[tuple[str, Shape], ...]]:
    """The verbs that a word can be a form of.

    >>> forms()["argued"], forms()["denies"]
    ((('argue', <Shape.PAST: 'past'>),), (('deny', <Shape.THIRD: 'third'>),))
    """
    clauses = (CLAUSE, LOOSE_CLAUSE, TELLING, ASKING, FINDING)
    others = (INFINITIVE, ADDRESSEE, OBJECT, FIGURE, EXAMPLE, PREPOSITIONS, TOPIC)
    bases = {base.split("_")[0] for group in (*clauses, *others) for base in group}
    found: dict[str, list[tuple[str, Shape]]] = {}
    for base in sorted(bases):
        for word, shape in _inflected(base):
            found.setdefault(word, []).append((base, shape))
    return {word: tuple(each) for word, each in found.items()}


def _inflected(base: str) -> list[tuple[str, Shape]]:
    stem = base + base[-1] if base in _DOUBLED else base
    if base.endswith("y") and base[-2] not in "aeou":
        third, past, ing = base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    elif base.endswith("e"):
        ing = base + "ing" if base.endswith("ee") else base[:-1] + "ing"
        third, past = base + "s", base + "d"
    else:
        hissing = base.endswith(("s", "sh", "ch", "x", "z"))
        third, past, ing = base + ("es" if hissing else "s"), stem + "ed", stem + "ing"
    pasts = _IRREGULAR.get(base, past).split()
    return [
        (base, Shape.BASE),
        (third, Shape.THIRD),
        *((each, Shape.PAST) for each in pasts),
        (ing, Shape.ING),
    ]


def with_particle(base: str, following: str) -> str:
    """The verb that a base and the word behind it make.

    >>> with_particle("point", "out"), with_particle("point", "to")
    ('point_out', 'point')
    """
    return _PAIRS.get((base, following), base)
