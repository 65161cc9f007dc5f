"""Who a stretch of words beside a quotation names as its speaker.

Three constructions carry nearly all attribution in news: “…,” said X; “…,” X said; X said: “…”.
Each function looks at one stretch and gives the words that name the speaker and the cue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nutgraf.language.titles import is_head, is_title, normalised
from nutgraf.language.verbs import AUXILIARY, SPEECH_VERB
from nutgraf.model import EntityKind, Evidence, MentionForm, Span, Speaker

if TYPE_CHECKING:
    from nutgraf.annotators.known import Names

_PRONOUN = r"(?:he|she|they|we|I|it|He|She|They|We|It)"
_CLAUSE_END = re.compile(r"[.!?](?=[\s\"”’]|$)|;|\n|,?\s(?:while|whereas|although)\s")
_NOMINAL = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Ss]ome|[Mm]any|[Ss]everal|[Tt]wo|[Bb]oth|[Oo]ther)\s+)?"
    r"(?:[\w’'-]+\s+){0,5}?[a-z][\w-]*"
)
_NOT_SPEAKERS = frozenset(
    """
    that when where which who whom what as if while there this these those it not so and but or then
    now later also earlier on in at to of for with from by monday tuesday wednesday thursday friday
    saturday sunday yesterday today after before although though because since until unless whether
    despite never not hardly rarely nobody none ever neither nor
    """.split()
)

_VERB_FIRST = re.compile(rf"[\s,—–-]*(?:and\s+)?{AUXILIARY}({SPEECH_VERB})\b\s*")
_VERB = re.compile(rf"(?<![\w’'-])({SPEECH_VERB})\b(?!-)")
_PARTICIPLE = re.compile(
    r"\b(saying|asking|telling|tweeting|writing|adding|arguing|explaining|insisting|warning|chanting|shouting"
    r"|noting|declaring|claiming)\b[^“”\".;:]{0,60}[,:]?\s*$"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
_FAR = 1000  # code points beside a quotation in which its speaker can stand


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that name a speaker, how they do, and the cue that says that there was speech."""

    speaker: Span
    form: MentionForm
    cue: Span


def after(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """The speaker in the words right after a closing mark: “said X” or “X said”."""
    end = min(end, start + _FAR)
    stop = _CLAUSE_END.search(text, start, end)
    limit = _clause_limit(text, start, end) if stop else end
    verb = _VERB_FIRST.match(text, start, limit)
    if verb:
        speaker = _first(text, names, verb.end(), limit)
        if speaker:
            return Attribution(*speaker, Span(*verb.span(1)))
    according = re.compile(r"[\s,—–-]*according to\s+").match(text, start, limit)
    if according:
        speaker = _first(text, names, according.end(), limit)
        if speaker:
            cue = text.index("according", start)
            return Attribution(*speaker, Span(cue, according.end() - 1))
    dash = re.compile(r"\s*[-–—―]+\s*").match(text, start, end)
    if dash:
        signed = [m for m in names.within(dash.end(), end) if m.span.start == dash.end()]
        if signed and not text[signed[0].span.end : end].strip(" .,\u00a0"):
            return Attribution(signed[0].span, MentionForm.NAME, Span(dash.start(), dash.end()))
    for verb in _VERB.finditer(text, start, min(limit, start + 220)):
        subject = _lead(text, start, verb.start())
        speaker = _subject(text, names, subject, verb.start())
        if speaker and _reaches(text, speaker[0].end, verb.start()):
            return Attribution(*speaker, Span(*verb.span(1)))
    return None


def before(text: str, names: Names, start: int, end: int) -> Attribution | None:
    """The speaker in the words right before an opening mark: “X said: …”."""
    begin = _sentence_start(text, max(start, end - _FAR), end)
    verbs = [match for match in _VERB.finditer(text, begin, end) if end - match.end() < 140]
    for verb in reversed(verbs):
        speaker = _last(text, names, begin, verb.start())
        if speaker:
            return Attribution(*speaker, Span(*verb.span(1)))
    said = _PARTICIPLE.search(text, max(begin, end - 90), end)
    if said:
        speaker = sentence_subject(text, names, begin, said.start())
        if speaker:
            return Attribution(*speaker, Span(*said.span(1)))
    for according in reversed(list(_ACCORDING.finditer(text, begin, end))):
        speaker = _first(text, names, according.end(), end)
        if speaker:
            return Attribution(*speaker, Span(according.start(), according.end() - 1))
    return None


def speaker_of(names: Names, found: Attribution) -> Speaker:
    """Who an attribution names, with the entity if it is by name."""
    named = found.form is MentionForm.NAME
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
    pronoun = re.compile(rf"(?:[A-Z]\w+,?\s+)?({_PRONOUN})\b").match(text, start, end)
    if pronoun:
        return Span(*pronoun.span(1)), MentionForm.PRONOUN
    for kind in (EntityKind.PERSON, EntityKind.ORGANIZATION):
        for mention in names.within(start, end):
            if (
                mention.kind is kind
                and not _possessive(text, mention.span)
                and not _OF.search(text, start, mention.span.start)
            ):
                return mention.span, MentionForm.NAME
    return None


def trailing_subject(
    text: str, names: Names, start: int, end: int
) -> tuple[Span, MentionForm] | None:
    """The subject between a comma and the verb of speech that follows it: “…, X of Y | said”."""
    return _subject(text, names, _lead(text, start, end), end)


def opening_subject(
    text: str, names: Names, start: int, end: int
) -> tuple[Span, MentionForm] | None:
    """The subject that a clause begins with and that reaches to its verb: “X, chief of Y, | said”."""
    found = _subject(text, names, start, end)
    if found is None:
        return None
    speaker, form = found
    lead = text[start : speaker.start].strip(" ,")
    if form is MentionForm.NAME:
        return found if not lead or _describes(lead) else None
    return found if not lead else None


def following_subject(
    text: str, names: Names, start: int, end: int
) -> tuple[Span, MentionForm] | None:
    """The subject behind its verb: “said | X, the chief of Y”."""
    return _first(text, names, start, end)


def _describes(lead: str) -> bool:
    """Whether the words before a name are its title: “the minister for transport, X”."""
    return len(lead.split()) <= 14 and (
        is_title(normalised(lead)[0])
        or is_head(re.split(r"[\s]", lead)[-1].strip(",’'s"))
        or lead.casefold() in ("the", "a", "an", "both", "mr", "mrs", "ms", "dr")
        or bool(
            re.fullmatch(r"(?:[A-Z][\w.]*\s*){1,3}", lead) and lead.casefold() not in _NOT_SPEAKERS
        )
    )


def _clause_limit(text: str, start: int, end: int) -> int:
    """The end of the clause: a full stop that no title or initial owns."""
    for stop in _CLAUSE_END.finditer(text, start, end):
        word = re.search(r"([A-Za-z]+)\.?$", text[max(start, stop.start() - 12) : stop.start()])
        if stop.group() == "." and word and (len(word.group(1)) == 1 or word.group(1) in _TITLES):
            continue
        return stop.start()
    return end


_TITLES = frozenset(
    """
    Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Maj Capt Sgt Rev Hon St Jr Sr U.S Del
    """.split()
)


def _sentence_start(text: str, start: int, end: int) -> int:
    begin = start
    for stop in re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])").finditer(text, start, end):
        word = re.search(r"([A-Za-z]+)\.$", text[max(start, stop.start() - 12) : stop.start()])
        if word and (len(word.group(1)) == 1 or word.group(1) in _TITLES):
            continue
        if stop.end() < end:
            begin = stop.end()
    return begin


def _lead(text: str, start: int, end: int) -> int:
    match = re.compile(r"[\s,—–-]*(?:(?:and|but)\s+)?").match(text, start, end)
    return match.end() if match else start


def _reaches(text: str, start: int, end: int) -> bool:
    """Whether only small words or an apposition stand between a subject and its verb."""
    between = text[start:end]
    if re.fullmatch(rf"\s*{AUXILIARY}", between):
        return True
    # “the chief of Y, X, said”; “X, the chief of Y, said”; “X of Y said”; “X (Z) said”.
    return bool(
        re.fullmatch(
            rf"(?:\s+\([^()]{{1,40}}\))?(?:,|,.*,|\s+(?:of|from|at|for|with|in)\s.*)?\s*{AUXILIARY}",
            between,
            re.DOTALL,
        )
    )


def _first(text: str, names: Names, start: int, end: int) -> tuple[Span, MentionForm] | None:
    """The speaker that follows a verb: the person named up to the first comma, or just behind it."""
    pronoun = re.compile(rf"{_PRONOUN}\b").match(text, start, end)
    if pronoun:
        return Span(*pronoun.span()), MentionForm.PRONOUN
    comma = _top_comma(text, start, end)
    found = names.within(start, comma)
    for mention in found:
        if mention.kind is EntityKind.PERSON and not _possessive(text, mention.span):
            return mention.span, MentionForm.NAME
    nominal = _NOMINAL.match(text, start, comma)
    behind = [
        m
        for m in names.within(comma, min(end, comma + 80))
        if m.kind is EntityKind.PERSON and not text[comma : m.span.start].strip(", ")
    ]
    if behind:
        return behind[0].span, MentionForm.NAME
    head = [
        m
        for m in found
        if m.kind is EntityKind.ORGANIZATION and _is_head(text, m.span, start, comma)
    ]
    if head:
        return head[0].span, MentionForm.NAME
    place = [m for m in found if m.kind is EntityKind.PLACE and m.span.start == start]
    phrase = _phrase(text, start, comma)
    if phrase and nominal and not place:
        return phrase, MentionForm.NOMINAL
    return None


def _last(text: str, names: Names, start: int, end: int) -> tuple[Span, MentionForm] | None:
    """The speaker that comes before a verb: a pronoun beside it, or the last person before it."""
    pronoun = re.compile(rf"\b{_PRONOUN}\s+{AUXILIARY}$").search(text, max(start, end - 60), end)
    if pronoun:
        word = re.compile(_PRONOUN).match(text, pronoun.start(), end)
        assert word is not None
        return Span(*word.span()), MentionForm.PRONOUN
    found = [m for m in names.within(start, end) if not _possessive(text, m.span)]
    people = [m for m in found if m.kind is EntityKind.PERSON]
    reaching = [m for m in people if _reaches(text, m.span.end, end)]
    if reaching:
        return reaching[-1].span, MentionForm.NAME
    if people and not _nominal_before(text, people[-1].span.end, end):
        return people[-1].span, MentionForm.NAME
    organizations = [
        m for m in found if m.kind is EntityKind.ORGANIZATION and _reaches(text, m.span.end, end)
    ]
    if organizations:
        return organizations[-1].span, MentionForm.NAME
    nominal = _nominal_before(text, start, end)
    return (nominal, MentionForm.NOMINAL) if nominal else None


def _subject(text: str, names: Names, start: int, end: int) -> tuple[Span, MentionForm] | None:
    """The subject of a clause that begins at `start` and whose verb is at `end`."""
    pronoun = re.compile(rf"({_PRONOUN})(?:\s+{AUXILIARY})?").fullmatch(text, start, end)
    if pronoun:
        return Span(*pronoun.span(1)), MentionForm.PRONOUN
    inside = names.within(start, end)
    for kind in (EntityKind.PERSON, EntityKind.ORGANIZATION):
        for mention in inside:
            if (
                mention.kind is kind
                and not _possessive(text, mention.span)
                and _reaches(text, mention.span.end, end)
                and not _OF.search(text, start, mention.span.start)
            ):
                return mention.span, MentionForm.NAME
    nominal = _nominal_before(text, start, end)
    return (nominal, MentionForm.NOMINAL) if nominal else None


_OF = re.compile(r"(?<!\w)(?:for|of|with|to|from|at|by|in)\s+(?:(?:the|a|an)\s+)?(?:[a-z]+\s+)*$")
"""A preposition before a name: “a spokesman for X” is not X."""


_GROUP = re.compile(rf"([A-Z][a-z]{{3,}}s|Police)(?:\s+{AUXILIARY})?$")
"""A sentence that begins with a group: “Residents said …”."""


def _nominal_before(text: str, start: int, end: int) -> Span | None:
    """A noun phrase without a name that ends where the verb begins: “the two officials”."""
    group = _GROUP.match(text, start, end)
    if group:
        return Span(*group.span(1))
    match = re.compile(
        rf"(?:^|(?<=[\s,—–-]))((?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Ss]ome|[Mm]any"
        rf"|[Ss]everal|[Oo]ther)\s+)?(?:[\w’'.-]+\s+){{0,4}}?[a-z][\w-]+)\s*{AUXILIARY}$"
    ).search(text, start, end)
    if not match:
        return None
    words = match.group(1)
    if words.split()[-1].casefold() in _NOT_SPEAKERS or len(words) < 3:
        return None
    return _phrase(text, match.start(1), match.end(1))


def _phrase(text: str, start: int, end: int) -> Span | None:
    """A noun phrase, cut where a clause or a day begins."""
    words = text[start:end]
    cut = re.search(
        r"(?<!\s)\s++(?:who|that|which|when|while|as|after|before|during|in|on|at|to|by|late|early|earlier|yesterday|today"
        r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|published|released|issued|seen|obtained|posted|conducted)\b.*",
        words,
        re.DOTALL,
    )
    if cut:
        words = words[: cut.start()]
    words = words.rstrip(" ,:;—–-")
    if not words or len(words.split()) > 12 or words.split()[0].casefold() in _NOT_SPEAKERS:
        return None
    return Span(start, start + len(words))


def _is_head(text: str, span: Span, start: int, end: int) -> bool:
    """Whether an organization is the speaker itself, not the “Y” of “Y spokesman”."""
    before_it = text[start : span.start].strip().casefold()
    behind_it = text[span.end : end].strip()
    if _possessive(text, span):
        return False
    return before_it in ("", "the", "a", "an") and (
        not behind_it
        or not re.match(
            r"[a-z]+(?:man|woman|person|er|or|ist|ant|ent|chief|head|official)s?\b", behind_it
        )
    )


def _possessive(text: str, span: Span) -> bool:
    return text[span.end : span.end + 2] in ("’s", "'s") or text[span.end : span.end + 2] in (
        "’ ",
        "' ",
    )


def _top_comma(text: str, start: int, end: int) -> int:
    comma = text.find(",", start, end)
    return comma if comma >= 0 else end
