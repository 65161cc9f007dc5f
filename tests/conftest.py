"""What all tests share: no network, an article of our own, and the command line to run."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

STORY = """Harbour Bridge To Reopen In Spring

The bridge over the harbour of Velmora will reopen in April, the Velmora Port Authority said on \
Tuesday.

“We have replaced every cable,” said Ines Calder, chief engineer of the Velmora Port Authority. “The \
bridge is safer than it ever was.”

Calder said the work had cost less than planned.

“Our members can hardly wait,” said Tomas Reyk, president of the Harbour Traders Guild, at the \
Velmora Bridge Forum on Tuesday.
"""


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    """Nothing in this project may leave the machine: a connection that would is an error."""

    def guarded(method):
        def connect(self, address):
            host = address[0] if isinstance(address, tuple) else "localhost"
            if host not in {"127.0.0.1", "::1", "localhost"}:
                raise AssertionError(f"a test wants to connect to {address!r}")
            return method(self, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


class Engines:
    """Three engines that read RDF, each to a set of the same plain tuples."""

    def by_pyoxigraph(self, data: str | bytes, format) -> set[tuple[str, ...]]:
        """What Oxigraph reads; blank nodes are none of ours."""
        import pyoxigraph as ox

        found = set()
        for quad in ox.parse(data if isinstance(data, bytes) else data.encode(), format):
            term = quad.object
            assert not isinstance(term, ox.BlankNode)
            end = (
                (term.value,)
                if isinstance(term, ox.NamedNode)
                else (term.value, "" if term.language else term.datatype.value, term.language or "")
            )
            found.add((quad.subject.value, quad.predicate.value, *end))
        return found

    def by_rdflib(self, data: str, format: str) -> set[tuple[str, ...]]:
        """What rdflib reads, literals as they are written."""
        import rdflib

        normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        try:
            with warnings.catch_warnings():  # rdflib's JSON-LD reader uses a class it deprecates
                warnings.filterwarnings("ignore", "ConjunctiveGraph", DeprecationWarning)
                graph = rdflib.Graph().parse(data=data, format=format)
        finally:
            rdflib.NORMALIZE_LITERALS = normalize
        found = set()
        for subject, predicate, term in graph:
            end: tuple[str, ...] = (str(term),)
            if not isinstance(term, rdflib.URIRef):
                assert isinstance(term, rdflib.Literal)
                datatype = "" if term.language else str(term.datatype or rdflib.XSD.string)
                end = (str(term), datatype, term.language or "")
            found.add((str(subject), str(predicate), *end))
        return found

    def by_pyld(self, data: str, contexts: dict[str, Path] | None = None) -> set[tuple[str, ...]]:
        """What PyLD reads in JSON-LD, given the contexts that may be named."""
        import pyoxigraph as ox
        from pyld import jsonld

        def given(url, _options):
            assert url in (contexts or {}), f"a context was fetched: {url}"
            document = json.loads(contexts[url].read_text("utf-8"))
            return {"documentUrl": url, "document": document, "contextUrl": None}

        options = {"format": "application/n-quads", "documentLoader": given}
        return self.by_pyoxigraph(jsonld.to_rdf(json.loads(data), options), ox.RdfFormat.N_QUADS)

    def agreed(self, turtle: str, jsonld: str) -> set[tuple[str, ...]]:
        """What all of them read in both: the same."""
        import pyoxigraph as ox

        said = self.by_pyoxigraph(turtle, ox.RdfFormat.TURTLE)
        assert self.by_rdflib(turtle, "turtle") == said
        assert self.by_pyoxigraph(jsonld, ox.RdfFormat.JSON_LD) == said
        assert self.by_rdflib(jsonld, "json-ld") == said
        assert self.by_pyld(jsonld) == said
        return said


@pytest.fixture(scope="session")
def engines() -> Engines:
    """rdflib, Oxigraph and PyLD."""
    return Engines()


@pytest.fixture(scope="session")
def schema_context() -> dict[str, Path]:
    """schema.org's own JSON-LD context, as it publishes it."""
    suites = Path(os.environ.get("NUTGRAF_SUITES", ROOT.parent / "shared" / "suites"))
    path = suites / "schemaorg/data/releases/30.0/schemaorgcontext.jsonld"
    if not path.exists():
        pytest.skip("schema.org 30.0 is not there: set NUTGRAF_SUITES")
    return {"https://schema.org": path}


@pytest.fixture
def story() -> str:
    """An article of our own, in which nothing is real."""
    return STORY


@pytest.fixture
def story_file(tmp_path, story) -> Path:
    """The same, as a file."""
    path = tmp_path / "bridge.txt"
    path.write_text(story, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def hundred(tmp_path_factory) -> Path:
    """The N-Quads of a hundred of our own articles, facts and evidence, as `nutgraf map` has them."""
    from training.material import own_articles

    from nutgraf import pipeline, readers
    from nutgraf.config import Config
    from nutgraf.iris import slug
    from nutgraf.model import Source
    from nutgraf.writers.nquads import merged

    lines: set[str] = set()
    for name, marked in own_articles(held_back=False)[-100:]:
        source = Source(name=f"{name}.txt", key=slug(name), data=marked.text.encode())
        [article] = readers.read(source)
        lines.update(pipeline.nquads(pipeline.annotate(article), Config()))
    path = tmp_path_factory.mktemp("hundred") / "dataset.nq"
    path.write_bytes(merged(lines))
    return path


@pytest.fixture(scope="session")
def nutgraf():
    """Run the command line in a process of its own: `nutgraf("publish", path, cwd=…)`."""

    def run(*args, cwd=None, stdin=None, **env) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "nutgraf", *map(str, args)],
            cwd=cwd,
            input=b"" if stdin is None else stdin,
            capture_output=True,
            env={**os.environ, **env},
            timeout=120,
            check=False,
        )

    return run
