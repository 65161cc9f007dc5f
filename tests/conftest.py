"""What all tests share: no network, an article of our own, and the command line to run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
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
