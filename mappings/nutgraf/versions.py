"""Who made a dataset: the versions that its manifest names, and no others.

What a rebuild may change without changing a byte, such as the interpreter, is not among them.
"""

from __future__ import annotations

import hashlib
import platform
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

from nutgraf.annotators.tagger import MODEL_SHA256
from nutgraf.profile import profile_path
from nutgraf.vocabulary import RELEASE


def versions() -> dict[str, str]:
    """The versions of nutgraf, its profile, its name tagger and schema.org.

    >>> list(versions())
    ['nutgraf', 'profile', 'model', 'schema.org']
    """
    return {
        "nutgraf": version("nutgraf"),
        "profile": profile_digest(),
        "model": MODEL_SHA256,
        "schema.org": RELEASE,
    }


def profile_digest() -> str:
    """The SHA-256 of the shapes and the context by which articles are published, in hex."""
    folder = profile_path()
    digest = hashlib.sha256()
    for path in [folder / "context.jsonld", *sorted((folder / "shapes").glob("*.ttl"))]:
        digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


_ENGINES = ("numpy", "onnxruntime", "pyoxigraph", "pyshacl", "rdflib")


def maker(config_digest: str) -> str:
    """The SHA-256 of all that could make other bytes of the same article, in hex.

    Unlike `versions` it is of this very code, its libraries and the machine's kind: what one maker
    has made another makes anew.

    >>> maker("") == maker("") != maker("other")
    True
    """
    package = Path(__file__).resolve().parent
    made_by = [config_digest, *versions().values(), sys.version, platform.machine()]
    made_by += [zlib.ZLIB_RUNTIME_VERSION]  # of which the bytes of a member are
    made_by += [version(name) for name in _ENGINES]
    digest = hashlib.sha256("\n".join(made_by).encode())
    for path in sorted(p for p in package.rglob("*") if p.suffix in {".py", ".tsv", ".txt"}):
        digest.update(f"\n{path.relative_to(package).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
