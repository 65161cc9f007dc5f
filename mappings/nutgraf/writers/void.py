"""What the dataset is and how much it holds, in [VoID](https://www.w3.org/TR/void/) and
[DCAT](https://www.w3.org/TR/vocab-dcat-3/).

Every number is what a query over the facts graphs, merged into one, would count.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from nutgraf.graph import (
    DCAT,
    DCTERMS,
    IRI,
    PREFIXES,
    RDF_TYPE,
    SCHEMA,
    VOID,
    XSD,
    Literal,
    Triple,
)
from nutgraf.iris import entity_id
from nutgraf.model import EntityKind
from nutgraf.writers import nquads

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SPECIAL, _ESCAPED = r"([\\.?*+{}()|^$\[\]])", r"\\\1"  # in regular expressions of SPARQL
_TYPE = nquads.iri(RDF_TYPE).encode()
_N_QUADS = IRI("https://www.iana.org/assignments/media-types/application/n-quads")
_GZIP = IRI("https://www.iana.org/assignments/media-types/application/gzip")
WHOLE = "dataset.nq"
"""The file of all statements, where they are not too many for one."""


class Counts:
    """The numbers of a dataset: sums over its subjects.

    >>> counts = Counts.of([Triple(IRI("urn:a"), RDF_TYPE, SCHEMA["Person"])], articles=1)
    >>> counts.articles, counts.triples, counts.members
    (1, 1, {'<https://schema.org/Person>': 1})
    """

    def __init__(self) -> None:
        self.articles = 0
        self.triples = 0
        self.subjects = 0
        self.members: dict[str, int] = {}
        self.uses: dict[str, int] = {}

    @classmethod
    def of(cls, facts: Iterable[Triple], *, articles: int) -> Counts:
        """The counts of so many articles that say this together."""
        counts = cls()
        counts.articles = articles
        said = {
            (subject, nquads.iri(predicate).encode(), nquads.term(value).encode())
            for subject, predicate, value in facts
        }
        counts.add_statements(
            [(predicate, value) for _, predicate, value in said],
            subjects=len({subject for subject, _, _ in said}),
        )
        return counts

    def add_statements(self, said: Sequence[tuple[bytes, bytes]], *, subjects: int) -> None:
        """Count what facts graphs say of so many other subjects: predicates and objects, as N-Triples has them."""
        self.subjects += subjects
        self.triples += len(said)
        uses = Counter([predicate for predicate, _ in said])
        members = [
            value for predicate, value in said if predicate == _TYPE and value.startswith(b"<")
        ]
        _add(self.uses, {name.decode(): number for name, number in uses.items()})
        _add(self.members, {name.decode(): number for name, number in Counter(members).items()})

    def add(self, other: Counts) -> None:
        """Count what is said of other subjects, too."""
        self.articles += other.articles
        self.triples += other.triples
        self.subjects += other.subjects
        _add(self.members, other.members)
        _add(self.uses, other.uses)

    def as_json(self) -> list[Any]:
        """These numbers in JSON; `counts_of` reads it."""
        return [self.articles, self.triples, self.subjects, self.members, self.uses]


def counts_of(value: list[Any]) -> Counts:
    """The counts in JSON.

    >>> counts_of(Counts().as_json()).articles
    0
    """
    counts = Counts()
    counts.articles, counts.triples, counts.subjects, counts.members, counts.uses = value
    return counts


def _add(numbers: dict[str, int], more: Mapping[str, int]) -> None:
    for name, number in more.items():
        numbers[name] = numbers.get(name, 0) + number


def dataset_iri(base: str) -> IRI:
    """The dataset under this base."""
    return IRI(f"{base}dataset")


def description_graph(base: str) -> IRI:
    """The named graph that holds the description.

    >>> description_graph("https://news.example/")
    IRI('https://news.example/dataset/description')
    """
    return IRI(f"{base}dataset/description")


def description(  # noqa: PLR0913  (each is a line of it)
    base: str,
    counts: Counts,
    *,
    title: str = "",
    license: str | None = None,
    publisher: str | None = None,
    issued: str | None = None,
    files: Sequence[str] = (WHOLE,),
) -> tuple[Triple, ...]:
    """The description of the dataset with these counts; what isn't given is not said.

    `files` are those that hold its statements: one, or several that are compressed.
    """
    said = tuple(_description(base, counts, title, license, publisher, issued))
    return (*said, *_distributions(base, dataset_iri(base), files))


def _description(
    base: str,
    counts: Counts,
    title: str,
    license: str | None,
    publisher: str | None,
    issued: str | None,
) -> Iterator[Triple]:
    dataset = dataset_iri(base)
    yield Triple(dataset, RDF_TYPE, VOID["Dataset"])
    yield Triple(dataset, RDF_TYPE, DCAT["Dataset"])
    yield Triple(dataset, DCTERMS["title"], Literal(title or f"News articles of {base}"))
    if license is not None:
        yield Triple(dataset, DCTERMS["license"], IRI(license))
    if issued is not None:
        datatype = XSD["dateTime" if "T" in issued else "date"]
        yield Triple(dataset, DCTERMS["issued"], Literal(issued, datatype))
    if publisher is not None:
        agent = IRI(base + entity_id(EntityKind.ORGANIZATION, publisher))
        yield Triple(dataset, DCTERMS["publisher"], agent)
        yield Triple(agent, RDF_TYPE, SCHEMA["Organization"])
        yield Triple(agent, SCHEMA["name"], Literal(publisher))
    yield from _statistics(base, dataset, counts)


def _statistics(base: str, dataset: IRI, counts: Counts) -> Iterator[Triple]:
    members = {IRI(name[1:-1]): count for name, count in counts.members.items()}
    uses = {IRI(name[1:-1]): count for name, count in counts.uses.items()}
    terms = {*members, *uses} - {RDF_TYPE}
    vocabularies = [n for n in PREFIXES.values() if any(term.startswith(n) for term in terms)]

    yield Triple(dataset, VOID["uriSpace"], Literal(base))
    articles = f"^{re.sub(_SPECIAL, _ESCAPED, base)}articles/[^/#]+$"
    yield Triple(dataset, VOID["uriRegexPattern"], Literal(articles))
    yield Triple(dataset, VOID["entities"], _number(counts.articles))
    yield Triple(dataset, VOID["triples"], _number(counts.triples))
    yield Triple(dataset, VOID["distinctSubjects"], _number(counts.subjects))
    yield Triple(dataset, VOID["classes"], _number(len(members)))
    yield Triple(dataset, VOID["properties"], _number(len(uses)))
    for vocabulary in vocabularies or [SCHEMA]:
        yield Triple(dataset, VOID["vocabulary"], IRI(vocabulary))
    for kind in sorted(members):
        part = IRI(f"{dataset}#class-{_local(kind)}")
        yield Triple(dataset, VOID["classPartition"], part)
        yield Triple(part, VOID["class"], kind)
        yield Triple(part, VOID["entities"], _number(members[kind]))
    for name in sorted(uses):
        part = IRI(f"{dataset}#property-{_local(name)}")
        yield Triple(dataset, VOID["propertyPartition"], part)
        yield Triple(part, VOID["property"], name)
        yield Triple(part, VOID["triples"], _number(uses[name]))


def _distributions(base: str, dataset: IRI, files: Sequence[str]) -> Iterator[Triple]:
    for number, name in enumerate(files, start=1):
        file = IRI(f"{base}{name}")
        part = "" if name == WHOLE else f"-{number}"
        distribution = IRI(f"{dataset}#distribution-nquads{part}")
        title = f"All named graphs, as N-Quads{part and f', part {number} of {len(files)}'}"
        yield Triple(dataset, VOID["dataDump"], file)
        yield Triple(dataset, DCAT["distribution"], distribution)
        yield Triple(distribution, RDF_TYPE, DCAT["Distribution"])
        yield Triple(distribution, DCTERMS["title"], Literal(title))
        yield Triple(distribution, DCAT["downloadURL"], file)
        yield Triple(distribution, DCAT["mediaType"], _N_QUADS)
        if part:
            yield Triple(distribution, DCAT["compressFormat"], _GZIP)


def _number(count: int) -> Literal:
    return Literal(str(count), XSD["integer"])


def _local(name: IRI) -> str:
    """A term's own name: bare for schema.org, with its prefix or a digest for others."""
    for prefix, namespace in PREFIXES.items():
        local = name.removeprefix(namespace)
        if local != name and local.isalnum():
            return local if namespace == SCHEMA else f"{prefix}-{local}"
    return hashlib.sha256(name.encode()).hexdigest()[:12]
