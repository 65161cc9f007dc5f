"""Who a stretch of words beside a quotation names as its speaker.

Three constructions carry nearly all attribution in news: “…,” said X; “…,” X said; X said: “…”.
Each function looks at one stretch and gives the words that name the speaker and the cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.annotators.subjects import (
    PRONOUN,
    behind_preposition,
    clause_subject,
    describes,
    following,
    possessive,
    preceding,
    reaches,
    subject_before,
)
from nutgraf.language.verbs import AUXILIARY, SPEECH_VERB
from nutgraf.model import Basis, EntityKind, Evidence, MentionForm, Span, Speaker

if TYPE_CHECKING:
    from nutgraf.annotators.known import Names

_CLAUSE_END = re.compile(r"[.!?](?=[\s\"”’]|$)|;|\n|,?\s(?:while|whereas|although)\s")
_VERB_FIRST = re.compile(rf"[\s,—–-]*{AUXILIARY}({SPEECH_VERB})\b\s*")
_VERB = re.compile(rf"(?<![\w’'-])({SPEECH_VERB})\b(?!-)")
_PARTICIPLE = re.compile(
    r"\b(saying|asking|telling|tweeting|writing|adding|arguing|explaining|insisting|warning|chanting|shouting"
    r"|noting|declaring|claiming)\b[^“”\".;:]{0,60}[,:]?\s*$"
)
_ASKING = re.compile(r"\s(saying|asking|shouting|chanting|singing|telling\s[^“”\"]{3,40}),?\s*$")
_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of)\s+")
_CITED = re.compile(
    r"\b(?:quoted|cited|quotes|cites)\s++(?P<whom>[^“”\"]{2,160}?),?\s+(?P<cue>as saying)\b[^“”\".;]{0,40}$"
)
_INVERTED = re.compile(
    r"(Said|Says|Added|Adds|Asked)\s+"
    r"(?=\w)(?!(?:about|how|what|why|if|whether|when|where|which|who|for|by|to|in|on|at|after|during|later|again)\b)"
)
"""“Said X: …”; but “Asked about it, X replied: …” says no more than that somebody was asked."""
_ANY_VERB = re.compile(
    rf"\s+(?P<pronoun>he|she|they)\s+{AUXILIARY}(?P<cue>(?!(?:was|is|has|does)\b)[a-z]+(?:ed|s|t))\b"
    r"|\s+(?P<first>[a-z]{3,}ed|[a-z]{3,}s)\s+(?=(?:the|an?|his|her|its|their)\s|[A-Z])"
)
"""Behind a comma inside the marks, any verb is one of speech: “Two oxen,” corrected the driver."""
_NAME_VERB = re.compile(
    r"\s+(?P<cue>[a-z]{2,}(?:ed|s))\b(?=[.,:;]|\s+(?:that|to|with|in|on|at|from|after|when|as|while|before"
    r"|himself|herself|themselves)\b)"
)
_WAS_CITED = re.compile(r"\s+(?P<who>he|she|they)\s+(?:was|were|is|has been)\s+(?P<cue>quoted)\b")
_FAR = 1000  # code points beside a quotation in which its speaker can stand


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that name a speaker, how they do, and the cue that says that there was speech."""

    speaker: Span
    form: MentionForm
    cue: Span
    inferred: bool = False


def after(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """The speaker in the words right after a closing mark: “said X” or “X said”."""
    end = min(end, start + _FAR)
    limit = _clause_limit(text, start, end)
    return (
        _said_by(text, names, start, limit)
        or _was_quoted(text, start, limit)
        or _signed(text, names, start, end)
        or _says(text, names, start, limit)
    )


def _said_by(text: str, names: Names, start: int, limit: int) -> Attribution | None:
    """“…,” said X; “…,” according to X."""
    for pattern in (_VERB_FIRST, _ACCORDING_BEHIND):
        cue = pattern.match(text, start, limit)
        speaker = following(text, names, cue.end(), limit) if cue else None
        if cue and speaker:
            return Attribution(*speaker, Span(*cue.span(1)))
    return None


_ACCORDING_BEHIND = re.compile(r"[\s,—–-]*(according to|per)\s+")


def _was_quoted(text: str, start: int, limit: int) -> Attribution | None:
    """“…,” he was quoted as saying."""
    quoted = _WAS_CITED.match(text, start, limit)
    if quoted is None:
        return None
    return Attribution(Span(*quoted.span("who")), MentionForm.PRONOUN, Span(*quoted.span("cue")))


def _signed(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """“…” — X"""
    dash = re.compile(r"\s*[-–—―]+\s*").match(text, start, end)
    if dash is None:
        return None
    signed = [each for each in names.within(dash.end(), end) if each.span.start == dash.end()]
    if not signed or text[signed[0].span.end : end].strip(" .,\u00a0"):
        return None
    return Attribution(signed[0].span, MentionForm.NAME, Span(dash.start(), dash.end()))


def _says(text: str, names: Names, start: int, limit: int) -> Attribution | None:
    """“…,” X said."""
    for verb in _VERB.finditer(text, start, min(limit, start + 220)):
        subject = _lead(text, start, verb.start())
        speaker = subject_before(text, names, subject, verb.start())
        if speaker is None or not reaches(text, speaker[0].end, verb.start()):
            continue
        if _NEW_CLAUSE.match(text, start, limit) and text.startswith(" that ", verb.end()):
            continue
        return Attribution(*speaker, Span(*verb.span(1)))
    return None


_NEW_CLAUSE = re.compile(r"\s*+,?\s*+(?:and|but)\s")
"""“…,” but she said that …: what she said is something else."""


def behind_comma(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """The speaker behind words that end in a comma, whatever the verb: “…,” she corrected."""
    limit = _clause_limit(text, start, min(end, start + _FAR))
    match = _ANY_VERB.match(text, start, limit)
    if match and match.group("pronoun"):
        pronoun = Span(*match.span("pronoun"))
        return Attribution(pronoun, MentionForm.PRONOUN, Span(*match.span("cue")))
    if match:
        speaker = following(text, names, match.end(), limit)
        return Attribution(*speaker, Span(*match.span("first"))) if speaker else None
    for mention in names.within(start, min(limit, start + _NEAR)):
        verb = _NAME_VERB.match(text, mention.span.end, min(end, limit + 1))
        ahead = text[start : mention.span.start].strip()
        if verb and mention.kind is EntityKind.PERSON and (not ahead or describes(ahead)):
            return Attribution(mention.span, MentionForm.NAME, Span(*verb.span("cue")))
    return None


_NEAR = 80  # code points behind a mark in which a name can stand before any verb


def introducing(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """The speaker whom a sentence without a verb of speech puts before a quotation.

    “X was less hopeful: “…””, “X shook her head. “…””: the sentence ends at `end`.
    """
    begin = _sentence_start(text, max(start, end - _FAR), end)
    if _VERB.search(text, begin, end):
        return None
    colon = text[begin:end].rstrip().endswith(":")
    speaker = clause_subject(text, names, begin, end, anybody=colon)
    if speaker is None:
        return None
    return Attribution(*speaker, Span(begin, begin + len(text[begin:end].rstrip())), inferred=True)


def before(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """The speaker in the words right before an opening mark: “X said: …”."""
    begin = _sentence_start(text, max(start, end - _FAR), end)
    own = _own_words(text, begin, end)
    if own:
        return own
    for construction in (_inverted, _cited, _said, _participle, _according, _asking):
        found = construction(text, names, begin, end)
        if found:
            return found
    return None


def _own_words(text: str, begin: int, end: int) -> Attribution | None:
    """In her words, “…”; his answer? “…”; to him, “…”"""
    own = _OWN_WORDS.search(text, max(begin, end - _NEAR), end)
    if own is None and text[end + 1 : end + 2].islower():  # “To her, “Title” is …”
        own = _IN_HER_VIEW.search(text, max(begin, end - _NEAR), end)
    if own is None:
        return None
    return Attribution(Span(*own.span("who")), MentionForm.PRONOUN, Span(*own.span("cue")))


_OWN_WORDS = re.compile(
    r"\b(?P<who>[Hh]is|[Hh]er|[Tt]heir)\s(?:own\s)?(?P<cue>words|answer|reply|response|verdict|advice|comment)"
    r"(?:[,?:]|\s(?:is|was|that|is that|was that):?)?\s*$"
)

_IN_HER_VIEW = re.compile(
    r"(?:^|(?<=[.!?]\s)|\b(?:because|but|and|that)\s)(?P<cue>[Tt]o|[Ff]or)\s(?P<who>him|her|them),\s*$"
)


def _inverted(text: str, names: Names, begin: int, end: int) -> Attribution | None:
    """Said X: “…”"""
    cue = _INVERTED.match(text, begin, end)
    speaker = following(text, names, cue.end(), end) if cue else None
    return Attribution(*speaker, Span(*cue.span(1))) if cue and speaker else None


def _cited(text: str, names: Names, begin: int, end: int) -> Attribution | None:
    """The paper quoted X as saying: “…”"""
    cited = _CITED.search(text, begin, end)
    speaker = following(text, names, *cited.span("whom")) if cited else None
    return Attribution(*speaker, Span(*cited.span("cue"))) if cited and speaker else None


def _said(text: str, names: Names, begin: int, end: int) -> Attribution | None:
    """X said: “…”"""
    verbs = [match for match in _VERB.finditer(text, begin, end) if end - match.end() < _CUE_NEAR]
    for verb in reversed(verbs):
        if _TERM.search(text, begin, verb.start()) or _is_passive(text, begin, verb.start()):
            continue
        speaker = preceding(text, names, begin, verb.start())
        if speaker and not _reported(text, begin, speaker[0].start):
            return Attribution(*speaker, Span(*verb.span(1)))
    return None


def _participle(text: str, names: Names, begin: int, end: int) -> Attribution | None:
    """X attacked the plan, saying: “…”"""
    said = _PARTICIPLE.search(text, max(begin, end - 90), end)
    speaker = sentence_subject(text, names, begin, said.start()) if said else None
    return Attribution(*speaker, Span(*said.span(1))) if said and speaker else None


def _according(text: str, names: Names, begin: int, end: int) -> Attribution | None:
    """According to X, “…”"""
    for according in reversed(list(_ACCORDING.finditer(text, begin, end))):
        speaker = following(text, names, according.end(), end)
        if speaker:
            return Attribution(*speaker, Span(according.start(), according.end() - 1))
    return None


def _asking(text: str, names: Names, begin: int, end: int) -> Attribution | None:
    """The film shows X asking, “…”"""
    asking = _ASKING.search(text, max(begin, end - 90), end)
    if asking is None:
        return None
    for mention in reversed(names.within(begin, asking.start())):
        beside = not text[mention.span.end : asking.start()].strip()
        if mention.kind is EntityKind.PERSON and beside:
            return Attribution(mention.span, MentionForm.NAME, Span(*asking.span(1)))
    return None


_CUE_NEAR = 140  # code points between a verb of speech and the mark that it introduces


def framing(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """The speaker whose judgement in the reporter's sentence is in his own words.

    “X accused the council of “…””, “X praised it as “…””, “what X calls “…””.
    """
    begin = _sentence_start(text, max(start, end - _FAR), end)
    for verb in reversed(list(_JUDGES.finditer(text, begin, end))):
        if end - verb.end() > _JUDGED or _is_passive(text, begin, verb.start()):
            return None
        speaker = subject_before(text, names, begin, verb.start())
        speaker = speaker or preceding(text, names, begin, verb.start())
        if speaker:
            return Attribution(*speaker, Span(*verb.span()))
    return None


def judges(text: str, cue: Span) -> bool:
    """Whether a cue is a verb of judging, whose object the marks hold wherever the sentence ends."""
    verb = _JUDGES.match(text, cue.start)
    if verb is None or _is_passive(text, 0, cue.start):
        return False
    return not _TERM.search(text, max(0, cue.start - _NEAR), cue.start)


def _is_passive(text: str, begin: int, verb: int) -> bool:
    return bool(_PASSIVE.search(text, max(begin, verb - _NEAR), verb))


_JUDGES = re.compile(
    r"\b(?:accused|accuses|praised|praises|described|describes|dismissed|dismisses|denounced|denounces|hailed"
    r"|hails|likened|branded|brands|slammed|slams|condemned|condemns|criticised|criticized|attacked|attacks"
    r"|labelled|labeled|characterized|characterised|blamed|mocked|derided|welcomed|rejected|blasted|ripped|assailed"
    r"|lambasted|decried|lauded|ridiculed|rebuked|portrayed|(?:goes|going|gone|went)\safter|urged|called|calls)\b"
    r"(?!,|-|\s(?:on|for|off)\b)"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?$")
_TERM = re.compile(r"\bwhat\s(?:[\w’'.-]+\s){0,4}$")
"""“what he called “…””: a name for a thing."""
_JUDGED = 120  # code points between such a verb and the marks


def _reported(text: str, begin: int, start: int) -> bool:
    """Whether a subject is the one of a clause that somebody else says: “she said | X hoped”."""
    return bool(_REPORTING.search(text, max(begin, start - _NEAR), start))


_REPORTING = re.compile(
    rf"(?<![\w’'-]){SPEECH_VERB}\s+(?:that\s+)?(?:(?:the|an?|its|his|her|their)\s+)?$"
)


def speaker_of(names: Names, found: Attribution) -> Speaker:
    """Who an attribution names, with the entity if it is by name."""
    named = found.form is MentionForm.NAME
    if found.inferred:
        return Speaker(
            span=found.speaker,
            form=found.form,
            entity=names.entity_at(found.speaker) if named else None,
            evidence=Evidence(
                rule="subject-of-sentence-before",
                spans=(found.cue,),
                confidence=0.75,
                basis=Basis.INFERRED,
            ),
        )
    return Speaker(
        span=found.speaker,
        form=found.form,
        entity=names.entity_at(found.speaker) if named else None,
        evidence=Evidence(
            rule=f"attribution-{found.form}",
            spans=tuple(sorted((found.speaker, found.cue))),
            confidence=0.9 if named else 0.8,
        ),
    )


def sentence_subject(
    text: str, names: Names, start: int, end: int
) -> tuple[Span, MentionForm] | None:
    """Who a participle of speech goes back to: “X attacked the plan, saying …”."""
    pronoun = re.compile(rf"(?:[A-Z]\w+,?\s+)?({PRONOUN})\b").match(text, start, end)
    if pronoun:
        return Span(*pronoun.span(1)), MentionForm.PRONOUN
    for kind in (EntityKind.PERSON, EntityKind.ORGANIZATION):
        for mention in names.within(start, end):
            if (
                mention.kind is kind
                and not possessive(text, mention.span)
                and not behind_preposition(text, start, mention.span.start)
            ):
                return mention.span, MentionForm.NAME
    return None


def following_subject(
    text: str, names: Names, start: int, end: int
) -> tuple[Span, MentionForm] | None:
    """The subject behind its verb: “said | X, the chief of Y”."""
    return following(text, names, start, end)


def _clause_limit(text: str, start: int, end: int) -> int:
    """The end of the clause: a full stop that no title or initial owns."""
    for stop in _CLAUSE_END.finditer(text, start, end):
        word = re.search(r"([A-Za-z]+)\.?$", text[max(start, stop.start() - 12) : stop.start()])
        if stop.group() == "." and word and (_keeps_its_stop(word.group(1))):
            continue
        return stop.start()
    return end


_TITLES = frozenset(
    """
    Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Maj Capt Sgt Rev Hon St Jr Sr U.S Del
    """.split()
)


def _keeps_its_stop(word: str) -> bool:
    """Whether a full stop belongs to the word: an initial, a title, “Smt.” or “Ts.”."""
    return (
        len(word) == 1
        or word in _TITLES
        or (len(word) <= 4 and word.istitle() and not re.search(r"[aeiouy]", word, re.IGNORECASE))
    )


def _sentence_start(text: str, start: int, end: int) -> int:
    begin = start
    for stop in re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])").finditer(text, start, end):
        word = re.search(r"([A-Za-z]+)\.$", text[max(start, stop.start() - 12) : stop.start()])
        if word and _keeps_its_stop(word.group(1)):
            continue
        if stop.end() < end:
            begin = stop.end()
    return begin


def _lead(text: str, start: int, end: int) -> int:
    match = re.compile(r"[\s,—–-]*(?:(?:and|but)\s+)?").match(text, start, end)
    return match.end() if match else start
