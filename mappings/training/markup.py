"""The markup in which the training articles are written, and the gold that it stands for.

`corpus/README.md` describes it.  Everything that is marked becomes a row with code-point offsets
into the text without the marks, in the form that `nutgraf annotate` writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

KEYS = {
    "p": "persons",
    "o": "organizations",
    "l": "places",
    "e": "events",
    "w": "legislation",
}
"""The letter of each kind of name, and the key of its rows."""

PRONOUNS = frozenset("he she they it we i you who".split())

_MARK = re.compile(
    r"\{(?P<kind>\w+)(?:=(?P<name>[^:{}]+))?:(?P<words>[^{}]+)\}"
    r"|<(?P<tag>[qi])(?P<attributes>(?:\s+\w+=\"[^\"]*\")*)\s*>"
    r"|</(?P<end>[qi])>"
)
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
_ATTRIBUTES = frozenset({"by", "who", "n"})
_STRAY = re.compile(r"[{}]|</?[a-z]\b")
_CONTENT = re.compile(r"[\s“”\"]*+(?P<words>.*?)[\s,“”\"]*+", re.DOTALL)

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A marked name: its place, its kind, and whom or what it means."""

    kind: str
    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Marked speech, `q` direct or `i` indirect: the places of its parts and who said it.

    `by` are the words for the speaker as printed, `who` the name of the one they mean.
    """

    kind: str
    parts: tuple[tuple[int, int], ...]
    by: str | None
    who: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A line `role:` or `former:`."""

    person: str
    title: str
    organization: str
    former: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An article and all that is marked in it."""

    text: str
    names: tuple[Name, ...]
    speech: tuple[Speech, ...]
    offices: tuple[Office, ...]
    about: dict[str, str]

    def gold(self, id: str) -> Row:
        r"""The gold of the article, as `nutgraf eval` reads it.

        >>> marked = parse("{l:Oslo} sleeps.\n---\nstyle: local\n")
        >>> marked.gold("a")["places"]
        [{'name': 'Oslo', 'start': 0, 'end': 4}]
        """
        return {
            "id": id,
            "text": self.text,
            **{
                key: [
                    {"name": each.name, "start": each.start, "end": each.end}
                    for each in self.names
                    if each.kind == kind
                ]
                for kind, key in KEYS.items()
            },
            "quotations": [self._said(each) for each in self.speech if each.kind == "q"],
            "statements": [self._said(each) for each in self.speech if each.kind == "i"],
            "roles": [
                {
                    "person": each.person,
                    "role": each.title or None,
                    "organization": each.organization or None,
                    "former": each.former,
                }
                for each in self.offices
            ],
        }

    def _said(self, speech: Speech) -> Row:
        start, end = speech.parts[0][0], speech.parts[-1][1]
        row: Row = {"start": start, "end": end}
        if speech.kind == "i":
            row["parts"] = [{"start": a, "end": b} for a, b in map(self._content, speech.parts)]
        if speech.by is not None:
            row |= {"speaker": speech.by, "speaker_kind": self._kind(speech)}
        elif speech.who is not None:
            row |= {"speaker": speech.who}
        if speech.who is not None:
            row["speaker_entity"] = speech.who
        return row

    def _content(self, part: tuple[int, int]) -> tuple[int, int]:
        match = _CONTENT.fullmatch(self.text, *part)
        return match.span("words") if match else part

    def _kind(self, speech: Speech) -> str:
        words = speech.by or ""
        if words.casefold() in PRONOUNS:
            return "pron"
        named = any(
            re.search(rf"(?<!\w){re.escape(self.text[each.start : each.end])}(?!\w)", words)
            for each in self.names
            if each.kind in "po" and (speech.who is None or each.name == speech.who)
        )
        return "named" if named else "nominal"


def parse(source: str) -> Marked:
    r"""An article in the markup; raises ValueError with the line of the first fault.

    >>> marked = parse('<q by="Ito">“Rain”</q>, said {p:Ito}.\n---\nrole: Ito | farmer |\n')
    >>> marked.text
    '“Rain”, said Ito.'
    >>> marked.speech[0].parts, marked.names[0].start
    (((0, 6),), 13)
    """
    body, _, foot = source.partition("\n---\n")
    body = body.rstrip("\n")
    reader = _Reader(body)
    reader.read()
    offices, about = _foot(foot, first_line=body.count("\n") + 3)
    return Marked(
        text="".join(reader.text),
        names=tuple(reader.names),
        speech=reader.said(),
        offices=offices,
        about=about,
    )


@dataclass
class _Reader:
    """What has been read of the body."""

    body: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    names: list[Name] = field(default_factory=list)
    open: list[tuple[str, dict[str, str], int]] = field(default_factory=list)
    parts: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def read(self) -> None:
        at = 0
        for match in _MARK.finditer(self.body):
            self._plain(at, match.start())
            at = match.end()
            if match["kind"]:
                self._name(match)
            elif match["tag"]:
                self._begin(match)
            else:
                self._end(match)
        self._plain(at, len(self.body))
        if self.open:
            raise ValueError(f"<{self.open[-1][0]}> is never closed")

    def said(self) -> tuple[Speech, ...]:
        speech = [
            Speech(
                kind=key[0],
                parts=tuple(parts),
                by=self.attributes[key].get("by") or None,
                who=self.attributes[key].get("who") or None,
            )
            for key, parts in self.parts.items()
        ]
        return tuple(sorted(speech, key=lambda each: each.parts))

    def _plain(self, start: int, end: int) -> None:
        words = self.body[start:end]
        if stray := _STRAY.search(words):
            raise self._fault(
                start + stray.start(), f"a mark that is none: {words[stray.start() :][:30]!r}"
            )
        self._add(words)

    def _add(self, words: str) -> None:
        self.text.append(words)
        self.length += len(words)

    def _name(self, match: re.Match[str]) -> None:
        kind, words = match["kind"], match["words"]
        if kind not in KEYS:
            raise self._fault(match.start(), f"no kind of name: {kind!r}")
        if words != words.strip():
            raise self._fault(match.start(), f"white space around {words!r}")
        start = self.length
        self._add(words)
        name = match["name"] or words
        self.names.append(Name(kind=kind, start=start, end=self.length, name=name))

    def _begin(self, match: re.Match[str]) -> None:
        attributes = dict(_ATTRIBUTE.findall(match["attributes"]))
        if unknown := attributes.keys() - _ATTRIBUTES:
            raise self._fault(match.start(), f"no attribute: {', '.join(sorted(unknown))}")
        self.open.append((match["tag"], attributes, self.length))

    def _end(self, match: re.Match[str]) -> None:
        if not self.open or self.open[-1][0] != match["end"]:
            raise self._fault(match.start(), f"</{match['end']}> closes nothing")
        tag, attributes, start = self.open.pop()
        key = (tag, attributes.get("n") or f"at {start}")
        self.parts.setdefault(key, []).append((start, self.length))
        known = self.attributes.setdefault(key, {})
        known |= {name: value for name, value in attributes.items() if name not in known}

    def _fault(self, at: int, what: str) -> ValueError:
        return ValueError(f"line {self.body.count(chr(10), 0, at) + 1}: {what}")


def _foot(foot: str, *, first_line: int) -> tuple[tuple[Office, ...], dict[str, str]]:
    offices: list[Office] = []
    about: dict[str, str] = {}
    for number, line in enumerate(foot.splitlines(), start=first_line):
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"line {number}: no key: {line!r}")
        if key in ("role", "former"):
            cells = [cell.strip() for cell in value.split("|")]
            if len(cells) != 3 or not cells[0] or not (cells[1] or cells[2]):
                raise ValueError(f"line {number}: not “{key}: person | title | organization”")
            offices.append(
                Office(
                    person=cells[0], title=cells[1], organization=cells[2], former=key == "former"
                )
            )
        else:
            about[key.strip()] = value.strip()
    return tuple(offices), about
