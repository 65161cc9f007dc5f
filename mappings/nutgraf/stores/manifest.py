"""The manifest of a dataset: who made it, and the SHA-256 of each of its files, a file a line.

It is written and read as a stream, since a dataset may have millions of files.
"""

from __future__ import annotations

import json
import os
import re
from array import array
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

MANIFEST = "manifest.json"
HARMLESS = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""Files that systems leave in folders that somebody has looked at."""

_FILES = '  "files": {\n'
_PLAIN = re.compile(r'    "([^"\\\x00-\x1f]+)": "([0-9a-f]{64})",?\n')
"""The line of a file whose name needs no escapes."""
_BUCKETS = 256
_BEGIN, _END = "articles/", ".jsonld"


def pieces(head: Mapping[str, str], files: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """A manifest of these files, of which each has its SHA-256 in hex, in the order of their names.

    >>> print(b"".join(pieces({"nutgraf": "1"}, [("a.ttl", "1f"), ("b.ttl", "2e")])).decode(), end="")
    {
      "nutgraf": "1",
      "files": {
        "a.ttl": "1f",
        "b.ttl": "2e"
      }
    }
    """
    before = json.dumps(head, ensure_ascii=False, indent=2).rstrip("\n}") + f",\n{_FILES}"
    for name, digest in files:
        yield f'{before}    {json.dumps(name, ensure_ascii=False)}: "{digest}"'.encode()
        before = ",\n"
    yield b"\n  }\n}\n"


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """The files that the manifest of a dataset lists, with their SHA-256.

    Raises an OSError if it cannot be read and a ValueError, perhaps not at once, if it is none.
    """
    with (folder / MANIFEST).open(encoding="utf-8") as file:
        start = ""
        for line in file:
            start += line
            if line == _FILES:
                _checked(json.loads(f"{start}}}}}"))
                yield from _listed(file)
                return
    yield from _checked(json.loads(start)).items()  # somebody has laid it out anew


def _checked(manifest: Any) -> dict[str, str]:
    listed = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(listed, dict) or "nutgraf" not in manifest:
        raise ValueError("this is no manifest of a dataset")
    if not all(isinstance(digest, str) for digest in listed.values()):
        raise ValueError("a digest is no text")
    return listed


def _listed(file: TextIO) -> Iterator[tuple[str, str]]:
    for line in file:
        if plain := _PLAIN.fullmatch(line):
            yield plain[1], plain[2]
            continue
        if line == "  }\n":
            if file.read() != "}\n":
                break
            return
        [[name, digest]] = json.loads("{" + line.rstrip(",\n") + "}").items()
        if not isinstance(digest, str):
            break
        yield name, digest
    raise ValueError("it is cut off, or not as it was written")


def published(folder: Path) -> Iterator[str]:
    """The keys of the articles that a dataset publishes, in the order of their files."""
    for name, _ in files(folder):
        if name.startswith(_BEGIN) and name.endswith(_END):
            yield name[len(_BEGIN) : -len(_END)]


def present(folder: Path, above: str = "") -> Iterator[str]:
    """The files that are there, by the names that a manifest has for them; no folder is held whole."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from present(folder / entry.name, f"{above}{entry.name}/")
            elif entry.name not in HARMLESS:
                yield f"{above}{entry.name}"


def only(names: Callable[[], Iterable[str]], others: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that are not among the others, in order; of the rest 8 bytes each are held.

    >>> only(lambda: ["b", "a", "c"], ["c", "d"])
    ('a', 'b')
    """
    ours, theirs = _hashes(names()), _hashes(others)
    alone = {one for mine, other in zip(ours, theirs, strict=True) for one in {*mine} - {*other}}
    return tuple(sorted(name for name in names() if hash(name) in alone)) if alone else ()


def _hashes(names: Iterable[str]) -> list[array[int]]:
    """The hashes of texts, which Python salts anew in every process, so that nobody can choose them."""
    buckets = [array("q") for _ in range(_BUCKETS)]
    for name in names:
        number = hash(name)
        buckets[number % _BUCKETS].append(number)
    return buckets
