"""Whether a dataset folder is whole: its files are those of its manifest, with the same bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from nutgraf.errors import DataError
from nutgraf.stores import manifest
from nutgraf.stores.manifest import MANIFEST
from nutgraf.stores.memory import sibling
from nutgraf.writers.results import safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HINT = "publish to this folder again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The names of the files that are missing, changed or not the manifest's; the number of all.

    `interrupted` says that a run was cut short, whose work the next one takes up.
    """

    files: int
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    interrupted: bool = False

    @property
    def whole(self) -> bool:
        """Whether there is nothing to be told."""
        return not (self.missing or self.changed or self.foreign)

    def told(self, *, verified: bool) -> str:
        """What was found, a line a file.

        >>> print(Findings(files=2, changed=("void.ttl",)).told(verified=True))
        changed: void.ttl
        1 of 2 files is not as the manifest has it; publish to this folder again
        """
        lines = [
            f"{what}: {safe(name)}"
            for what, names in (
                ("missing", self.missing),
                ("changed", self.changed),
                ("not in the manifest", self.foreign),
            )
            for name in names
        ]
        number = len(lines)
        if lines:
            verb = "is" if number == 1 else "are"
            lines.append(
                f"{number} of {self.files} files {verb} not as the manifest has it; {_HINT}"
            )
        elif verified:
            lines.append(f"{self.files} files, all as the manifest has them")
        else:
            lines.append(f"{self.files} files, all there; --verify compares their bytes too")
        if self.interrupted:
            lines.append("A run was interrupted here; the same command goes on where it stopped.")
        return "\n".join(lines)


def examine(folder: Path, *, verify: bool = False) -> Findings:
    """Hold a dataset folder against its manifest; with `verify`, the bytes of every file too.

    Raises a DataError if there is no manifest to hold it against.
    """
    missing, changed, number = [], [], 0
    for name, digest in _manifest(folder):
        number += 1
        path = folder / name
        if not path.is_file():
            missing.append(name)
        elif verify and _digest(path) != digest:
            changed.append(name)
    known = chain([MANIFEST], (name for name, _ in _manifest(folder)))
    foreign = manifest.only(lambda: manifest.present(folder), known)
    return Findings(
        files=number + len(foreign),
        missing=tuple(missing),
        changed=tuple(changed),
        foreign=foreign,
        interrupted=sibling(folder.resolve(), "lines").exists(),
    )


def _manifest(folder: Path) -> Iterator[tuple[str, str]]:
    try:
        yield from manifest.files(folder)
    except OSError as error:
        what = f"its manifest cannot be read ({error.strerror})"
        hint = "name a folder that `nutgraf publish` wrote"
        raise DataError(what, source=str(folder), hint=hint) from None
    except ValueError:
        what = "this is no manifest of a dataset"
        raise DataError(what, source=str(folder / MANIFEST), hint=_HINT) from None


def _digest(path: Path) -> str:
    """The SHA-256 of a file, in hex; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
