"""What was found, for the people who asked: an article's graph told in a screenful of text.

Everything is read from the published triples, so that it shows what the files say and nothing
else.  Text from articles is made safe for a terminal.
"""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from nutgraf.graph import IRI, RDF_TYPE, SCHEMA, Severity
from nutgraf.writers.results import columns, cut, safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nutgraf.graph import Literal, Publication, Triple, ValidationReport

WIDTH = 100
_LONGEST_LEFT = 36  # columns


Row = tuple[str, str]
"""A name, and what is told of it."""


class Facts:
    """The triples of one article, to be asked by subject and property.

    >>> from nutgraf.graph import Literal, Triple
    >>> jane = IRI("https://news.example/people/jane-doe")
    >>> facts = Facts([Triple(jane, SCHEMA["name"], Literal("Jane Doe"))])
    >>> facts.texts(jane, "name")
    ['Jane Doe']
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[tuple[str, str], list[IRI | Literal]] = defaultdict(list)
        self._members: dict[str, list[IRI]] = defaultdict(list)
        for subject, predicate, term in triples:
            self._objects[subject, predicate].append(term)
            if predicate == RDF_TYPE and isinstance(term, IRI):
                self._members[term].append(subject)

    def of_type(self, name: str) -> list[IRI]:
        """The nodes of this class, in the order of the graph."""
        return self._members[SCHEMA[name]]

    def types(self, subject: IRI) -> list[str]:
        """The classes of a node, by their local names."""
        return [str(term).removeprefix(SCHEMA) for term in self._objects[subject, RDF_TYPE]]

    def nodes(self, subject: IRI, name: str) -> list[IRI]:
        """The nodes that this property leads to."""
        return [term for term in self._objects[subject, SCHEMA[name]] if isinstance(term, IRI)]

    def texts(self, subject: IRI, name: str) -> list[str]:
        """The texts that this property gives."""
        found = self._objects[subject, SCHEMA[name]]
        return [term.value for term in found if not isinstance(term, IRI)]

    def text(self, subject: IRI, name: str) -> str:
        """The first of these texts, or nothing."""
        return next(iter(self.texts(subject, name)), "")

    def names(self, subject: IRI, *properties: str) -> list[str]:
        """The names of the nodes that these properties lead to, each once."""
        nodes = [node for name in properties for node in self.nodes(subject, name)]
        return list(dict.fromkeys(filter(None, (self.text(node, "name") for node in nodes))))


def summary(publication: Publication, *, strict: bool = False) -> str:
    """The article, who and what is in it, who says what, and whether it is valid."""
    facts = Facts(publication.facts)
    sections = {
        "People": _listed(facts, "Person", _person),
        "Organizations": _listed(facts, "Organization", _organization),
        "Events": _listed(facts, "Event", _event),
        "Laws and agreements": _listed(facts, "Legislation", _legislation),
        "Quotations": _said(facts, "Quotation", "“{}”"),
        "Statements": _said(facts, "Statement", "{}"),
    }
    named = {
        title: [facts.text(node, "name") for node in facts.of_type(kind)]
        for title, kind in (("Places", "Place"), ("Terms", "DefinedTerm"))
    }
    lines = [safe(f"{publication.source} → {publication.article}")]
    lines += [f"  {line}" for line in _article(facts, publication.article)]
    for title, rows in sections.items():
        if rows:
            lines += ["", f"  {title} ({len(rows)})", *_table(rows)]
    for title, things in named.items():
        if things:
            lines += ["", f"  {title} ({len(things)})", *_filled(" · ".join(things), indent=4)]
    told = verdict(publication.report, strict=strict)
    lines += ["", "  Validation", *(f"    {line}" for line in told)]
    return "\n".join(line.rstrip() for line in lines)


def brief(publication: Publication) -> tuple[str, tuple[int, int, int, int]]:
    """An article in a line: its headline or key; how many people, organizations and words said.

    The last two numbers are those of the quotations and of the statements.
    """
    facts = Facts(publication.facts)
    kinds = ("Person", "Organization", "Quotation", "Statement")
    people, organizations, quotations, statements = (len(facts.of_type(kind)) for kind in kinds)
    name = facts.text(publication.article, "headline") or publication.key
    return name, (people, organizations, quotations, statements)


def _article(facts: Facts, article: IRI) -> Iterator[str]:
    """The article in a few lines; what it does not state is said to be missing, not left out."""
    yield cut(facts.text(article, "headline") or "(no headline)", WIDTH)
    stated = {
        "": facts.text(article, "datePublished"),
        "by ": ", ".join(facts.names(article, "author")),
        "in ": facts.text(article, "dateline"),
    }
    missing = {"": "no date", "by ": "no author", "in ": ""}
    words = [label + value if value else missing[label] for label, value in stated.items()]
    count = facts.text(article, "wordCount")
    words += [f"{count} words"] if count else []
    words += facts.texts(article, "inLanguage")
    yield safe(" · ".join(word for word in words if word))
    yield from _filled(facts.text(article, "description"), indent=0)


def _listed(facts: Facts, kind: str, told: Callable[[Facts, IRI], str]) -> list[Row]:
    """One row a node of this class: its name, and what is told of it."""
    nodes = facts.of_type(kind)
    return [(facts.text(node, "name") or node, told(facts, node)) for node in nodes]


def _person(facts: Facts, node: IRI) -> str:
    titles = facts.texts(node, "jobTitle")
    places = facts.names(node, "worksFor", "memberOf", "affiliation")
    for occupation in facts.nodes(node, "hasOccupation"):
        places += facts.names(occupation, "occupationLocation")
    return ", ".join([*titles, *places])


def _organization(facts: Facts, node: IRI) -> str:
    kinds = [kind for kind in facts.types(node) if kind != "Organization"]
    return ", ".join([*kinds, *facts.names(node, "location", "areaServed", "parentOrganization")])


def _event(facts: Facts, node: IRI) -> str:
    organizers = facts.names(node, "organizer")
    parts = [*facts.texts(node, "startDate"), *facts.names(node, "location")]
    return ", ".join(parts + ([f"organized by {', '.join(organizers)}"] if organizers else []))


def _legislation(facts: Facts, node: IRI) -> str:
    also = facts.texts(node, "alternateName")
    return ", ".join([*also, *facts.names(node, "legislationJurisdiction")])


def _said(facts: Facts, kind: str, form: str) -> list[Row]:
    """Who said what, in the order of the text; a question mark where nobody is known to have."""
    nodes = sorted(facts.of_type(kind), key=lambda node: int(facts.text(node, "position") or 0))
    rows = []
    for node in nodes:
        speakers = facts.names(node, "creator") or facts.texts(node, "creditText") or ["?"]
        rows.append((", ".join(speakers), form.format(facts.text(node, "text"))))
    return rows


def _table(rows: list[Row]) -> Iterator[str]:
    """Two columns; a left side too long for its column has a line of its own."""
    sizes = [columns(cut(left, 0)) for left, _ in rows]
    width = max((size for size in sizes if size <= _LONGEST_LEFT), default=0)
    for left, right in rows:
        name = cut(left, WIDTH - 4)
        told = list(_filled(right, indent=4 + width + 2)) if right else []
        if columns(name) <= width and told:
            gap = " " * (width - columns(name) + 2)
            told[0] = f"    {name}{gap}{told[0].lstrip()}"
            yield from told
        else:
            yield from [f"    {name}", *told]


def _filled(text: str, *, indent: int) -> list[str]:
    """A text on as many lines as it takes, all of them indented."""
    margin = " " * indent
    return textwrap.wrap(
        cut(text, 0), WIDTH, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False
    )


def verdict(report: ValidationReport, *, strict: bool = False) -> Iterator[str]:
    """Whether the article conforms, and every kind of result once with its number."""
    yield judged(report, strict=strict)
    for severity in Severity:
        for message, number in Counter(r.message for r in report.of(severity)).items():
            times = f" (×{number})" if number > 1 else ""
            yield cut(f"{severity}: {message}", WIDTH - 4 - len(times)) + times


def judged(report: ValidationReport, *, strict: bool = False) -> str:
    """The verdict in one line.

    >>> from nutgraf.graph import ValidationReport
    >>> judged(ValidationReport(focus_nodes=(("urn:shape", 2),)))
    'conforms: 0 violations, 0 warnings, 0 infos in 2 checks of a node against a shape'
    """
    checks = sum(number for _, number in report.focus_nodes)
    if not checks:
        return "not checked: no shape applies to anything here"
    counts = ", ".join(counted(len(report.of(s)), s.lower()) for s in Severity)
    conforms = "conforms" if report.conforms(strict=strict) else "does not conform"
    return f"{conforms}: {counts} in {counted(checks, 'check')} of a node against a shape"


def counted(number: int, name: str) -> str:
    """A number of things.

    >>> counted(1, "article"), counted(24, "article")
    ('1 article', '24 articles')
    """
    return f"{number} {name}{'' if number == 1 else 's'}"
