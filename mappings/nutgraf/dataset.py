"""Published data, read back: a dataset folder or any RDF files, as graphs to validate, ask, export.

What was written is what is read: literals keep their lexical form.  Three things are brought into the
one form that the rest of nutgraf knows, and said so in `notices`: `http://schema.org/` becomes
`https://schema.org/`, dates of schema.org's own datatypes become dates of XML Schema, and blank nodes
get IRIs ([skolemization](https://www.w3.org/TR/rdf11-concepts/#section-skolemization)).
"""

from __future__ import annotations

import gzip
import re
import zlib
from array import array
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.errors import DataError, UsageError
from nutgraf.foreign import SYNTAXES, prepared, suffix_of
from nutgraf.graph import IRI, SCHEMA, XSD, Literal, Triple
from nutgraf.iris import DEFAULT_BASE, FOLDERS
from nutgraf.writers.void import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    import pyoxigraph as ox

SHARD = re.compile(r"dataset-\d{5,}\.nq\.gz")
"""The names of what a large dataset has instead, one after another."""
STDIN = Path("-")
_OLD_SCHEMA = "http://schema.org/"
_EVIDENCE = re.compile(r"(?:^|.*[/#])graphs/[^/]+/evidence")
_BEFORE = re.compile(r"(?:^|.*[/#])graphs/[^/]+/before")
_DESCRIPTION = "dataset/description"
_NAMED = re.compile(rf"(https?://.*/)(?:{_DESCRIPTION}|graphs/[^/#]+(?:/evidence)?)")
_DATES = frozenset((SCHEMA["Date"], SCHEMA["DateTime"]))
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TIME = re.compile(rf"{_DATE.pattern}T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_PLACED = re.compile(rf"(https?://[^#]*?/)(?:articles|{'|'.join(FOLDERS.values())})/[^/#]")

_LINE_BASED = ("application/n-quads", "application/n-triples")

Graph = tuple[IRI | None, tuple[Triple, ...]]
"""A graph and its name; None is the default graph of a file, which plain files have."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a graph was read: the file that it is first met in, and the line of each triple.

    Lines begin at 1; there are none where the format does not keep a statement to a line.
    """

    file: str = ""
    lines: Sequence[int] = ()


def is_evidence(name: IRI | None) -> bool:
    """Whether a graph of this name says why the facts of an article are known.

    >>> is_evidence(IRI("https://news.example/graphs/rates/evidence"))
    True
    >>> is_evidence(IRI("https://news.example/graphs/evidence"))  # facts of an article of that name
    False
    """
    return name is not None and _EVIDENCE.fullmatch(name) is not None


def is_facts(name: IRI | None) -> bool:
    """Whether a graph of this name holds facts that hold now.

    It holds none if it is evidence, the description of the dataset, or an earlier version.
    """
    if name is None:
        return True
    return not (is_evidence(name) or _BEFORE.fullmatch(name) or name.endswith(_DESCRIPTION))


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """The graphs that were read, in the order in which they were first met.

    Graphs of one name are one graph; the default graphs of two files are two.
    """

    graphs: tuple[Graph, ...]
    notices: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    """One a graph, in the same order; none for graphs that were not read."""

    @property
    def facts(self) -> tuple[Graph, ...]:
        """The facts graphs."""
        return tuple(graph for graph in self.graphs if is_facts(graph[0]))

    @property
    def evidence(self) -> tuple[Graph, ...]:
        """The evidence graphs; in plain files the default graph may hold evidence too."""
        return tuple(g for g in self.graphs if g[0] is None or is_evidence(g[0]))

    @cached_property
    def base(self) -> str:
        """What its IRIs begin with, known from the names of the graphs, or else of the things."""
        for name, _ in self.graphs:
            if match := _NAMED.fullmatch(name or ""):
                return match[1]
        subjects = (triple.subject for _, triples in self.graphs for triple in triples)
        return next((match[1] for match in map(_PLACED.match, subjects) if match), DEFAULT_BASE)

    @cached_property
    def store(self) -> ox.Store:
        """All named graphs, and the merge of the facts graphs as the default graph.

        An `ox.Store` rewrites literals to their canonical form; `graphs` has them as written.
        """
        import pyoxigraph as ox

        store = ox.Store()
        store.extend(self._quads())
        return store

    def _quads(self) -> Iterator[ox.Quad]:
        import pyoxigraph as ox

        nodes: dict[str, ox.NamedNode] = {}

        def node(name: str) -> ox.NamedNode:
            if name not in nodes:
                nodes[name] = ox.NamedNode(name)
            return nodes[name]

        def term(value: IRI | Literal) -> ox.NamedNode | ox.Literal:
            if isinstance(value, IRI):
                return node(value)
            if value.language:
                return ox.Literal(value.value, language=value.language)
            return ox.Literal(value.value, datatype=node(value.datatype))

        for name, triples in self.graphs:
            for subject, predicate, value in triples:
                terms = node(subject), node(predicate), term(value)
                if is_facts(name):
                    yield ox.Quad(*terms)
                if name is not None:
                    yield ox.Quad(*terms, node(name))


def open_data(paths: Iterable[Path], stdin: BinaryIO | None = None) -> Dataset:
    """The data under these paths: dataset folders, folders of RDF files, files, `-` for `stdin`.

    Raises a DataError that names the file and, where the parser knows it, the line.
    """
    given = [file for path in paths for file in _files(path, stdin)]
    if not given:
        raise UsageError("no data was named", hint="name a dataset folder or an RDF file")
    graphs: dict[tuple[IRI | None, str], dict[Triple, int]] = {}
    files: dict[tuple[IRI | None, str], set[str]] = {}
    notices: list[str] = []
    for number, file in enumerate(given, start=1):
        if stdin is not None and file == STDIN:
            data, name = stdin.read(), "standard input"
            reader = _Reader(name, number, suffix_of(data))
        else:
            data, name = _bytes(file), str(file)
            is_shard = SHARD.fullmatch(file.name) is not None
            reader = _Reader(name, number, Path(file.stem if is_shard else file).suffix.lower())
        for line, graph, triple in reader.quads(data):
            key = (graph, name if graph is None else "")
            graphs.setdefault(key, {}).setdefault(triple, line)
            files.setdefault(key, set()).add(name)
        notices += reader.notices()
    return Dataset(
        graphs=tuple((name, tuple(triples)) for (name, _), triples in graphs.items()),
        notices=tuple(notices),
        origins=tuple(_origin(files[key], triples.values()) for key, triples in graphs.items()),
    )


def with_before(dataset: Dataset, earlier: Dataset) -> Dataset:
    """A dataset, and beside it the facts of an earlier version of it, to be compared in SPARQL.

    The earlier version of the facts graph `…/graphs/rates` is the graph `…/graphs/rates/before`; it is
    no part of the default graph.  Raises a UsageError if the two have no graph in common.

    >>> graph = IRI("https://news.example/graphs/rates")
    >>> data = Dataset(graphs=((graph, ()),))
    >>> [name.rpartition("graphs/")[2] for name, _ in with_before(data, data).graphs]
    ['rates', 'rates/before']
    """
    names = {name for name, _ in dataset.facts} - {None}
    if not names.intersection(name for name, _ in earlier.facts):
        hint = "both are dataset folders or files with named graphs, such as .nq and .trig"
        raise UsageError("has no article in common with the data", place="--before", hint=hint)
    before = ((IRI(f"{name}/before"), triples) for name, triples in earlier.facts if name)
    return Dataset(graphs=(*dataset.graphs, *before), notices=(*dataset.notices, *earlier.notices))


def _origin(files: set[str], lines: Iterable[int]) -> Origin:
    """Lines are told only where they are of one file."""
    numbers = array("L", lines) if len(files) == 1 else array("L")
    return Origin(min(files), numbers if any(numbers) else ())


def _files(path: Path, stdin: BinaryIO | None) -> list[Path]:
    """The files to read for this path; a dataset folder is read from its N-Quads."""
    if (stdin is not None and path == STDIN) or not path.is_dir():
        return [path]
    whole = path / WHOLE
    if whole.is_file():
        return [whole]
    if shards := sorted(file for file in path.iterdir() if SHARD.fullmatch(file.name)):
        return shards
    top = path.resolve()
    files = [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in SYNTAXES
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
        and file.is_file()
        and file.resolve().is_relative_to(top)  # no link leads out of what was named
    ]
    if not files:
        hint = "name a folder that `nutgraf publish` wrote, or RDF files"
        what = f"there is no {WHOLE} in this folder, nor any RDF file"
        raise DataError(what, source=str(path), hint=hint)
    return files


def _bytes(file: Path) -> bytes:
    try:
        data = file.read_bytes()
        return gzip.decompress(data) if SHARD.fullmatch(file.name) else data
    except (EOFError, zlib.error) as error:
        raise DataError(f"is no gzip file ({error})", source=str(file)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise DataError(f"cannot be read ({why})", source=str(file)) from None


def _statements(data: bytes) -> Iterator[int]:
    """The numbers of the lines that hold a statement."""
    for number, line in enumerate(data.splitlines(), start=1):
        text = line.lstrip()
        if text and not text.startswith(b"#"):
            yield number
    yield from repeat(0)


class _Reader:
    """Reads one file; remembers what it brought into another form."""

    def __init__(self, name: str, number: int, suffix: str) -> None:
        self._name = name
        self._suffix = suffix
        self._genid = f"{DEFAULT_BASE}.well-known/genid/{number}-"
        self._base = f"{DEFAULT_BASE}.well-known/base/{number}/"
        self._renamed = self._relative = self._dated = False
        self._blank: dict[str, IRI] = {}
        self._iris: dict[str, IRI] = {}

    def notices(self) -> Iterator[str]:
        if self._renamed:
            yield f"{self._name}: {_OLD_SCHEMA} was read as {SCHEMA}"
        if self._dated:
            yield f"{self._name}: dates of {SCHEMA} were read as xsd:date and xsd:dateTime"
        if self._blank:
            yield f"{self._name}: its blank nodes were given IRIs, {self._genid}1 and on"
        if self._relative:
            yield f"{self._name}: its relative IRIs were read against {self._base}"

    def quads(self, data: bytes) -> Iterator[tuple[int, IRI | None, Triple]]:
        """The statements of this file with their line, 0 if not known, and their graph."""
        import pyoxigraph as ox

        if self._suffix not in SYNTAXES:
            known = ", ".join(SYNTAXES)
            raise DataError(
                f"not a format of RDF: {self._suffix or 'no ending'}",
                source=self._name,
                hint=f"known are {known}",
            )
        data, media_type, base = prepared(data, self._suffix, self._name)
        numbers = _statements(data) if media_type in _LINE_BASED else repeat(0)
        form = ox.RdfFormat.from_media_type(media_type)
        try:
            # Only JSON-LD drops a relative IRI that has no base, in silence; others refuse it.
            whole = self._resolved(base) if media_type == "application/ld+json" else None
            for number, quad in zip(numbers, ox.parse(data, form, base_iri=whole), strict=False):
                name = quad.graph_name
                graph = None if isinstance(name, ox.DefaultGraph) else self._node(name)
                subject, predicate = self._node(quad.subject), self._node(quad.predicate)
                yield number, graph, Triple(subject, predicate, self._term(quad.object))
        except SyntaxError as error:
            raise self._error(error) from None

    def _resolved(self, base: str) -> str:
        """The base that a page gives itself, which may be relative."""
        import pyoxigraph as ox

        link = f"<urn:s> <urn:p> <{base}> .".encode()
        [quad] = ox.parse(link, ox.RdfFormat.TURTLE, base_iri=self._base)
        return quad.object.value if isinstance(quad.object, ox.NamedNode) else self._base

    def _error(self, error: SyntaxError) -> DataError:
        place = f"line {error.lineno}" if error.lineno else ""
        if place and error.offset:
            place += f", column {error.offset}"
        what = re.sub(r"^Parser error at line.*?: ", "", error.msg)
        return DataError(what[:1].lower() + what[1:], source=self._name, place=place)

    def _node(self, node: ox.NamedNode | ox.BlankNode | ox.Triple) -> IRI:
        import pyoxigraph as ox

        if isinstance(node, ox.NamedNode):
            return self._iri(node.value)
        if isinstance(node, ox.BlankNode):
            number = len(self._blank) + 1
            return self._blank.setdefault(node.value, IRI(f"{self._genid}{number}"))
        hint = "nutgraf reads RDF 1.1"
        raise DataError("holds a triple term of RDF 1.2", source=self._name, hint=hint)

    def _iri(self, name: str) -> IRI:
        if name not in self._iris:
            renamed = name.startswith(_OLD_SCHEMA)
            self._renamed |= renamed
            self._relative |= name.startswith(self._base)
            self._iris[name] = IRI(SCHEMA + name[len(_OLD_SCHEMA) :] if renamed else name)
        return self._iris[name]

    def _term(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> IRI | Literal:
        import pyoxigraph as ox

        if isinstance(term, ox.Literal):
            datatype = self._datatype(term.value, self._iri(term.datatype.value))
            return Literal(term.value, datatype, term.language or "")
        return self._node(term)

    def _datatype(self, text: str, datatype: IRI) -> IRI:
        """The datatype, but XML Schema's for a date of schema.org's that is written as one."""
        if datatype not in _DATES:
            return datatype
        for name, form in (("date", _DATE), ("dateTime", _DATE_TIME)):
            if form.fullmatch(text):
                self._dated = True
                return XSD[name]
        return datatype
