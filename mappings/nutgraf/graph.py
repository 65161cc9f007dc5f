"""RDF terms and triples, light enough to be made by the million.

The mapping makes these; writers, stores and the validator read them.  An `rdflib.Graph` is built
from them only when somebody asks for one (`to_rdflib`).  Terms are those of
[RDF 1.1](https://www.w3.org/TR/rdf11-concepts/); there are no blank nodes in nutgraf.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import rdflib

    from nutgraf.errors import NutgrafError
    from nutgraf.model import Dropped, Evidence


class IRI(str):
    """An absolute IRI.

    >>> IRI("https://schema.org/name")
    IRI('https://schema.org/name')
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"IRI({str.__repr__(self)})"


class Namespace(str):
    """A namespace that makes IRIs by indexing.

    >>> Namespace("https://schema.org/")["name"]
    IRI('https://schema.org/name')
    """

    __slots__ = ()

    def __getitem__(self, name: object) -> IRI:
        return _named(self, name)


@lru_cache(maxsize=1 << 12)
def _named(namespace: str, name: object) -> IRI:
    """One IRI for all who ask for it, so that comparing two is comparing where they are."""
    return IRI(f"{namespace}{name}")


SCHEMA = Namespace("https://schema.org/")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
PROV = Namespace("http://www.w3.org/ns/prov#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#")
SH = Namespace("http://www.w3.org/ns/shacl#")
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
NG = Namespace("https://w3id.org/nutgraf#")

PREFIXES: dict[str, Namespace] = {
    "schema": SCHEMA,
    "rdf": RDF,
    "xsd": XSD,
    "prov": PROV,
    "nif": NIF,
    "itsrdf": ITSRDF,
    "sh": SH,
    "void": VOID,
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "ng": NG,
}
"""The prefixes of everything we write; `ontology/prefixes.ttl` says the same (a test)."""

RDF_TYPE = RDF["type"]
XSD_STRING = XSD["string"]


class Literal(NamedTuple):
    """A literal: lexical form (already canonical), datatype, language tag or empty.

    >>> Literal("499", XSD["integer"]).value
    '499'
    """

    value: str
    datatype: IRI = XSD_STRING
    language: str = ""


class Triple(NamedTuple):
    """Subject, predicate, object."""

    subject: IRI
    predicate: IRI
    object: IRI | Literal


class Quad(NamedTuple):
    """A triple in the graph with this name."""

    subject: IRI
    predicate: IRI
    object: IRI | Literal
    graph: IRI


class Fact(NamedTuple):
    """A triple of the facts graph and why it is there; the mapping yields these."""

    triple: Triple
    evidence: Evidence


class Withheld(StrEnum):
    """Why a fact that was found is not published."""

    UNSURE = "unsure"
    """It is less sure than `min_confidence`."""
    DEPENDENT = "dependent"
    """It is about something that is withheld, or that nothing published leads to."""


class Severity(StrEnum):
    """[How serious](https://www.w3.org/TR/shacl/#severity) a validation result is."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ValidationResult:
    """One [SHACL validation result](https://www.w3.org/TR/shacl/#results-validation-result).

    The fields are SHACL's own; `value` is an N-Triples term, `result_path` an IRI or a SPARQL
    property path, either empty where SHACL gives none.
    """

    focus_node: str
    source_shape: str
    source_constraint_component: str
    result_path: str = ""
    value: str = ""
    severity: Severity = Severity.VIOLATION
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """A [SHACL validation report](https://www.w3.org/TR/shacl/#validation-report), sorted.

    `focus_nodes` counts the focus nodes of each node shape, every shape of the profile included.
    """

    results: tuple[ValidationResult, ...] = ()
    focus_nodes: tuple[tuple[str, int], ...] = ()

    def of(self, severity: Severity) -> tuple[ValidationResult, ...]:
        """The results of this severity."""
        return tuple(result for result in self.results if result.severity is severity)

    def conforms(self, *, strict: bool = False) -> bool:
        """Whether there is no Violation; with `strict`, no Warning either."""
        blocking = {Severity.VIOLATION, Severity.WARNING} if strict else {Severity.VIOLATION}
        return not any(result.severity in blocking for result in self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One article, mapped and validated: all that its files are written from.

    `withheld` is how many facts are in its evidence alone, for want of confidence; `input` is the
    digest of all that its source gives, empty if it gives other articles too.
    """

    source: str
    key: str
    digest: str
    article: IRI
    graph: IRI
    evidence_graph: IRI
    facts: tuple[Triple, ...]
    evidence: Sequence[Triple]
    report: ValidationReport
    withheld: int = 0
    dropped: tuple[Dropped, ...] = ()
    input: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """The article is in the dataset."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class Rejected:
    """The article broke a rule of the profile and was set aside with its report."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class Failed:
    """The source could not be read or processed; the error says why."""

    source: str
    error: NutgrafError


Outcome = Published | Rejected | Failed
"""What became of one source: in = published + rejected + failed, always."""


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """These triples as an `rdflib.Graph`.

    >>> len(to_rdflib([Triple(IRI("urn:a"), RDF_TYPE, SCHEMA["Person"])]))
    1
    """
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, rdflib.Namespace(namespace), replace=True)
    for subject, predicate, term in triples:
        graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), _rdflib_term(term)))
    return graph


def _rdflib_term(term: IRI | Literal) -> rdflib.URIRef | rdflib.Literal:
    import rdflib

    if isinstance(term, IRI):
        return rdflib.URIRef(term)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if term.datatype == XSD_STRING:
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype), normalize=False)
