"""Verbs of speech, as news uses them to attribute words to somebody."""

from __future__ import annotations

from nutgraf.language.patterns import either

CLAUSE_VERBS = frozenset(
    """
    said says say told tells added adds noted notes explained explains argued argues wrote writes
    declared declares stated states announced announces warned warns insisted insists acknowledged
    acknowledges admitted admits claimed claims recalled recalls suggested suggests concluded
    concludes testified observed observes predicted predicts promised promises vowed vows complained
    contended contends cautioned cautions stressed stresses emphasized emphasised emphasizes
    emphasises commented reported reports conceded denied denies pledged reiterated reiterates
    confirmed confirms revealed reveals believes believed thinks alleged alleges asserted asserts
    maintained maintains affirmed proposed indicated indicates disclosed estimated estimates tweeted
    remarked reckons reckoned advised argue believe think warn
    """.split()
)
"""Verbs whose clause is what somebody said: “she said that …”, “…, she said”."""

OBJECT_VERBS = frozenset(
    ["highlighted", "highlights", "underlined", "underlines", "underscored", "underscores"]
)
"""Verbs whose object is what somebody said: “she highlighted the need for …”."""

_QUOTING_VERBS = frozenset(
    """
    asked asks continued replied responded urged urges joked countered quipped lamented boasted
    pledges called shouted exclaimed whispered posted read reads began offered recounted hopes hoped
    expected opined mused charged thundered laughed sighed shrugged announced tells repeated echoed
    summarized remembers remembered demanded demands corrected yelled yells screamed screams cried cries
    muttered snapped quips answered answers continues replies responds asks jokes jokes submitted
    murmured sings sang explains adds laughs shouts
    """.split()
)

_PHRASES = frozenset(
    (
        *("pointed out", "points out", "went on"),
        *("was heard to say", "was heard saying", "were heard to say", "were heard saying"),
    )
)

SPEECH_VERB = either(CLAUSE_VERBS | OBJECT_VERBS | _QUOTING_VERBS | _PHRASES)
"""A pattern of one finite verb of speech."""

AUXILIARY = r"(?:(?:also|now|later|then|has|had|have|further|again|once|repeatedly|\w+ly)\s+){0,3}"
"""Small words between a subject and its verb of speech."""
