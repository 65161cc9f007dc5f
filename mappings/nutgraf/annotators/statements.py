"""Indirect speech: what somebody is reported to have said, outside quotation marks.

Four constructions: “X said that …”; “…, X said”; “…, X said, …”; “According to X, …”.  The content is
the clause as printed; it is the speaker's claim, never a fact of the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nutgraf.annotators.attribution import (
    following_subject,
    opening_subject,
    sentence_subject,
    trailing_subject,
)
from nutgraf.annotators.quotations import FRAMED
from nutgraf.language.dateline import DATELINE
from nutgraf.language.places import Places
from nutgraf.language.verbs import AUXILIARY, CLAUSE_VERB, OBJECT_VERB
from nutgraf.model import PROSE, Evidence, MentionForm, Span, Speaker, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nutgraf.annotators.known import Names
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Quotation

_DAY = r"(?:\s+(?:on|late|early|earlier|last|this)?\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s+(?:yesterday|today))?"
_TRAILING = re.compile(
    rf"(?:,|[”\"],?)\s+(?P<subject>[^,“”\"]{{1,90}}?(?:,[^“”\"]{{3,110}}?,)?)\s+{AUXILIARY}(?P<cue>{CLAUSE_VERB})"
    rf"(?P<rest>(?:{_DAY}|\s+(?:in|at|on|to|during|via|by|after)\s[^,.;“”\"]{{2,80}}))\s*[.!]?$"
)
_INSERTED = re.compile(
    rf",\s+(?P<subject>[^,“”\"]{{1,60}}?)\s+{AUXILIARY}(?P<cue>{CLAUSE_VERB}){_DAY},\s+(?=\S)"
)
_INVERTED = re.compile(
    r",\s+(?P<cue>said|says|added|adds|explained|according to)\s+(?=[A-Z]|the\b|an?\b)"
)
_LEADING = re.compile(rf"\s+(?P<words>{AUXILIARY})(?P<cue>{CLAUSE_VERB}|{OBJECT_VERB})\b")
_EXAMPLE = re.compile(
    r"\s(?P<cue>used|uses|cited|cites|took|takes|gave|gives)\s+(?P<what>[^“”\"]{3,400}?),?\s+as (?:an|one) example\b"
)
_SECOND = re.compile(
    rf"(?:\s(?:and|but)\s+{AUXILIARY}(?P<cue>{CLAUSE_VERB}|saying|adding|arguing|noting|warning|insisting|claiming)"
    r"|,\s+(?:but\s+|while\s+)?(?P<participle>saying|adding|arguing|noting|insisting|claiming|warning|explaining|suggesting))"
    r"\s+(?=that\b|[a-zA-Z])"
)
_OPENER = re.compile(
    r"(?:Meanwhile|However|But|And|Still|Later|Earlier|Also|Yet|Instead|Separately|Nevertheless),?\s+"
)
_INTRODUCTION = re.compile(
    r"(?:In|On|At|After|Before|During|Last|This|Earlier|Speaking|Asked|Addressing|For|Over|With|Despite|From|By"
    r"|Since|Under|As|When|While|Although|Though|If|Responding|Reacting|Citing|Yesterday|Within|Until|Of|To)\b"
)
_COMMA = re.compile(r",\s+")
_JOINT = re.compile(r"[,;—–]\s+(?:but|and|though|although|while|yet)\s+|;\s+")
_INTRODUCED = 180  # code points that an introduction may take
_ADDED = re.compile(
    r",\s+(?:adding|noting|citing|saying|which|who|where)\b"
    rf"|,?\s+(?:and|but)\s+{AUXILIARY}(?:{CLAUSE_VERB}|urged|called|vowed)\s"
)
_TO_WHOM = re.compile(
    r"\s+(?:(?:on|late|early|earlier|last)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
    r"(?:\s+(?:morning|afternoon|evening|night))?(?=\s+that\b|\s*,?\s+[a-z])"
    r"|\s+(?:(?:earlier|later)\s+)?(?:last|this)\s+(?:week|month|year)(?=\s+that\b)"
)
_ADDRESSEE = re.compile(
    r"(?<=told)\s+(?:(?!that\b)[\w’'.,-]+\s+){1,9}?(?=that\b)"
    r"|\s+(?:to|in|at|on|outside|after|before|during|via|through|last|this|earlier)\s+(?:(?!that\b)[\w’'.-]+\s+){1,6}?(?=that\b)"
)
_ACCORDING_FIRST = re.compile(r"According to\s+")
_ACCORDING_LAST = re.compile(r",\s+according to\s+(?P<subject>[^“”\"]{2,140}?)\s*[.!]?$")
_SUBORDINATE = re.compile(
    r"(?:If|When|While|Although|Though|Because|Since|Unless|Whether|After|Before|Once|Until|As|That)\b"
)
_FEWEST_WORDS = 3
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|could|should|can|may|might|must|had|has|have|does|did|do)\b"
)
_TAKES_OBJECT = frozenset(
    """
    states observed observes indicates maintains added adds announced announces promised promises reported reports revealed reveals proposed denied
    denies admitted admits confirmed confirms observed observes recalled recalls claimed claims
    predicted predicts disclosed pledged tweeted advised explained
    """.split()
)
"""Verbs that as often have a thing for object as a clause: “added a third goal”."""
_NOBODY = frozenset({"i", "we", "you", "this", "that", "there"})


def statements(
    reading: Reading, names: Names, quotations: Sequence[Quotation]
) -> tuple[Statement, ...]:
    """The indirect statements of the article's prose, in order, outside its quotations."""
    spoken = Places(quotation.span for quotation in quotations)
    framed = {quotation.span for quotation in quotations if quotation.evidence.rule == FRAMED}
    whole = Places(quotation.span for quotation in quotations if quotation.span not in framed)
    cues = {each.speaker.span for each in quotations if each.speaker and each.span not in framed}
    found: list[Statement] = []
    for sentence in _clauses(reading, spoken):
        first = _statement(reading.text, names, sentence)
        found.extend(
            statement
            for statement in _with_further(reading.text, names, sentence, first)
            if statement.speaker
            and statement.speaker.span
            and statement.speaker.span.of(reading.text).casefold() not in _NOBODY
            and not whole.overlap(_said(statement))
            and (statement is not first or statement.speaker.span not in cues)
        )
    return tuple(found)


def _said(statement: Statement) -> Span:
    """From the first to the last word that was said."""
    return Span(statement.parts[0].start, statement.parts[-1].end)


def _clauses(reading: Reading, spoken: Places) -> list[Span]:
    """The sentences of the prose that no quotation holds."""
    return [
        _without_dateline(reading.text, sentence.span)
        for sentence in reading.sentences
        if sentence.paragraph.kind in PROSE and not spoken.hold(sentence.span)
    ]


def _without_dateline(text: str, span: Span) -> Span:
    match = DATELINE.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match else span


def _statement(text: str, names: Names, span: Span) -> Statement | None:
    first = None
    for construction in (
        _according_first,
        _trailing,
        _leading,
        _inverted,
        _inserted,
        _example,
    ):
        found = construction(text, names, span)
        if found and found.speaker and found.speaker.form is not MentionForm.NOMINAL:
            return found
        first = first or found
    return first


def _with_further(
    text: str, names: Names, span: Span, first: Statement | None
) -> Iterator[Statement]:
    """The statement of a sentence, and what its second verbs add: “… and warned that”, “…, saying”."""
    if first:
        yield first
    place = _said(first).end if first else span.start
    subject = _speaker_of(first) if first else sentence_subject(text, names, span.start, span.end)
    for match in _SECOND.finditer(text, place, span.end):
        if subject is None or match.start() <= subject[0].end:
            continue
        if first is None and subject[0].start > span.start + len("The "):
            return  # the verb may be somebody else's
        content = match.end()
        part = _stripped(text, Span(content, _content_end(text, content, span.end)))
        cue = Span(*match.span("cue" if match.group("cue") else "participle"))
        if (
            _long_enough(text, part)
            and _is_clause(text, part, cue)
            and _FINITE.search(part.of(text))
        ):
            yield _made(names, (part,), subject, cue, "second-verb")
            return


def _speaker_of(statement: Statement) -> tuple[Span, MentionForm] | None:
    speaker = statement.speaker
    return (speaker.span, speaker.form) if speaker and speaker.span and speaker.form else None


def _trailing(text: str, names: Names, span: Span) -> Statement | None:
    """“…, X said.”"""
    match = _TRAILING.search(text, span.start, span.end)
    if match:
        subject = trailing_subject(text, names, match.start("subject"), match.end("subject"))
        content = Span(span.start, match.start())
        if subject and _long_enough(text, content):
            return _made(names, (content,), subject, Span(*match.span("cue")), "after")
    match = _ACCORDING_LAST.search(text, span.start, span.end)
    if match:
        subject = following_subject(text, names, match.start("subject"), match.end("subject"))
        content = Span(span.start, match.start())
        if subject and _long_enough(text, content):
            cue = Span(match.start() + 2, match.start("subject") - 1)
            return _made(names, (content,), subject, cue, "according-to")
    return None


def _inverted(text: str, names: Names, span: Span) -> Statement | None:
    """“…, said X, the chief of Y.”"""
    match = _INVERTED.search(text, span.start, span.end)
    if not match:
        return None
    behind = text[match.end() : span.end]
    if _FINITE.search(re.sub(r",\s+(?:who|which)\b[^,]*", "", behind)):
        # “The minister, X, said the road would open”: what follows is what was said.
        return None
    subject = following_subject(text, names, match.end(), span.end)
    content = Span(span.start, match.start())
    if not subject or not _long_enough(text, content):
        return None
    return _made(names, (content,), subject, Span(*match.span("cue")), "inverted")


def _example(text: str, names: Names, span: Span) -> Statement | None:
    """“X used the port strike as an example.”"""
    match = _EXAMPLE.search(text, span.start, span.end)
    if not match:
        return None
    subject = opening_subject(text, names, span.start, match.start())
    content = Span(*match.span("what"))
    if not subject or not _long_enough(text, content):
        return None
    return _made(names, (content,), subject, Span(*match.span("cue")), "example")


def _inserted(text: str, names: Names, span: Span) -> Statement | None:
    """“…, X said, …”"""
    match = _INSERTED.search(text, span.start, span.end)
    if not match:
        return None
    subject = trailing_subject(text, names, match.start("subject"), match.end("subject"))
    parts = (Span(span.start, match.start()), _stripped(text, Span(match.end(), span.end)))
    if not subject or not _long_enough(text, Span(parts[0].start, parts[-1].end)):
        return None
    return _made(names, parts, subject, Span(*match.span("cue")), "inserted")


def _leading(text: str, names: Names, span: Span) -> Statement | None:
    """“X said that …”, “Last month, X said …”, “…, but X said …”: the first clause that fits."""
    for begin in _clause_starts(text, span):
        found = _clause(text, names, begin, span.end)
        if found:
            return found
    return None


def _clause_starts(text: str, span: Span) -> Iterator[int]:
    """Where in a sentence a clause with a subject of its own can begin."""
    opener = _OPENER.match(text, span.start, span.end)
    begin = opener.end() if opener else span.start
    if not _SUBORDINATE.match(text, begin, span.end):
        yield begin
    if _INTRODUCTION.match(text, begin, span.end):
        for comma in _COMMA.finditer(text, begin, min(span.end, begin + _INTRODUCED)):
            yield comma.end()
    for joint in _JOINT.finditer(text, begin, span.end):
        yield joint.end()


def _clause(text: str, names: Names, begin: int, end: int) -> Statement | None:
    for match in _LEADING.finditer(text, begin, min(end, begin + 260)):
        if match.start() == begin:
            continue
        subject = opening_subject(text, names, begin, match.start())
        if subject is None:
            continue
        content = match.end()
        cue = Span(*match.span("cue"))
        for skip in (_TO_WHOM, _ADDRESSEE):
            skipped = skip.match(text, content, end)
            content = skipped.end() if skipped else content
        while content < end and text[content] in " ,:\u00a0\n\r":
            content += 1
        part = _stripped(text, Span(content, _content_end(text, content, end)))
        if not _long_enough(text, part) or not _is_clause(text, part, cue):
            return None
        return _made(names, (part,), subject, cue, "before")
    return None


def _content_end(text: str, start: int, end: int) -> int:
    """Where the content ends: before the source, or before what the reporter adds to it."""
    for pattern in (_ACCORDING_LAST, _ADDED):
        match = pattern.search(text, start, end)
        if match:
            end = match.start()
    return end


def _according_first(text: str, names: Names, span: Span) -> Statement | None:
    match = _ACCORDING_FIRST.match(text, span.start, span.end)
    if not match:
        return None
    comma = text.find(", ", match.end(), span.end)
    if comma < 0:
        return None
    subject = following_subject(text, names, match.end(), comma)
    part = _stripped(text, Span(comma + 2, span.end))
    if not subject or not _long_enough(text, part):
        return None
    return _made(names, (part,), subject, Span(span.start, match.end() - 1), "according-to")


def _is_clause(text: str, part: Span, cue: Span) -> bool:
    """Whether what follows the verb can be what was said, not an object or a question."""
    words = part.of(text)
    if re.match(rf"{OBJECT_VERB}$", cue.of(text)):
        return True
    if cue.of(text) in ("told", "tells"):
        return bool(re.match(r"that\b", words)) or len(words.split()) > 6
    if cue.of(text) in ("denied", "denies"):
        return False  # what is denied is not what was said
    if cue.of(text) in _TAKES_OBJECT and not re.match(r"that\b", words):
        return bool(_FINITE.search(words)) and not re.match(r"(?:a|an|the|its|his|her)\s", words)
    return not re.match(r"(?:to|of|about|with|for|by|on|in|at|as|yes|no|so|goodbye)\b", words)


def _long_enough(text: str, span: Span) -> bool:
    return len(span.of(text).split()) >= _FEWEST_WORDS


def _stripped(text: str, span: Span) -> Span:
    """Without the white space around it and without the sentence's full stop."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip(" .\n\r\u00a0"))))


def _made(
    names: Names,
    parts: tuple[Span, ...],
    subject: tuple[Span, MentionForm],
    cue: Span,
    construction: str,
) -> Statement:
    speaker, form = subject
    entity = names.entity_at(speaker) if form is MentionForm.NAME else None
    return Statement(
        span=Span(min(parts[0].start, speaker.start), max(parts[-1].end, cue.end, speaker.end)),
        parts=parts,
        cue=cue,
        evidence=Evidence(rule=f"reported-speech-{construction}", spans=parts, confidence=0.85),
        speaker=Speaker(
            span=speaker,
            form=form,
            entity=entity,
            evidence=Evidence(
                rule=f"attribution-{form}",
                spans=tuple(sorted((speaker, cue))),
                confidence=0.9 if form is MentionForm.NAME else 0.8,
            ),
        ),
    )
