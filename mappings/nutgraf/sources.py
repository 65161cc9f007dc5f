"""From the paths of a command line to sources: here, and nowhere else, are articles opened.

A folder is searched in sorted order for files of the supported endings.  Whatever cannot be opened
becomes a `Failed`, so that every file asked for is accounted for.
"""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.errors import LimitError, ReadError
from nutgraf.graph import Failed
from nutgraf.iris import slug
from nutgraf.model import Source
from nutgraf.readers.text import ENDINGS, LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to be opened; `name` is its path relative to the argument that led to it."""

    name: str
    path: Path

    @property
    def key(self) -> str:
        # The bytes of the name, whatever the locale makes of them.
        return slug(os.fsencode(self.path.stem).decode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that some paths lead to, not yet opened: iterating opens one at a time."""

    found: tuple[_Found | Failed, ...]
    published: str | None = None
    largest: int = LARGEST

    def __len__(self) -> int:
        return len(self.found)

    def __iter__(self) -> Iterator[Source | Failed]:
        for item in self.found:
            if isinstance(item, Failed):
                yield item
            else:
                yield _opened(item, self.published, self.largest)


def discover(
    paths: Iterable[Path],
    *,
    published: str | None = None,
    largest: int = LARGEST,
    notice: Callable[[str], None] = lambda _: None,
) -> Sources:
    """The sources that these files and folders hold.

    `published` is the publication date that the caller gives to all of them; `notice` is told what
    is passed over in a folder.

    >>> [failed] = discover([Path("no-such-folder/a.txt")])
    >>> str(failed.error)
    'a.txt: there is no such file or folder; check the path'
    """
    files: dict[str, _Found] = {}
    failed: list[Failed] = []
    for path in paths:
        for item in _find(path, notice):
            if isinstance(item, Failed):
                failed.append(item)
                continue
            real = os.path.realpath(item.path)
            # Reached twice, a file is one source, and its name must not hang on the order.
            if real not in files or item.name < files[real].name:
                files[real] = item
    same: dict[str, list[_Found]] = defaultdict(list)
    for found in files.values():
        same[found.key].append(found)
    settled = [_settled(found, same[found.key]) for found in files.values()]
    return Sources((*failed, *settled), published, largest)


def _find(path: Path, notice: Callable[[str], None]) -> Iterator[_Found | Failed]:
    """The files that one argument stands for."""
    name = _printable(path.name or str(path))
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        yield Failed(name, _unreadable(name, error))
        return
    if stat.S_ISDIR(mode):
        yield from _in_folder(path, name, notice)
    elif not stat.S_ISREG(mode):
        yield Failed(name, ReadError("not a regular file", source=name, hint="save it as a file"))
    elif path.suffix.lower() not in ENDINGS:
        known = ", ".join(ENDINGS)
        ending = f"the ending {path.suffix!r}" if path.suffix else "a file without ending"
        yield Failed(
            name,
            ReadError(f"no reader for {_printable(ending)}", source=name, hint=f"known: {known}"),
        )
    else:
        yield _Found(name, path)


def _in_folder(folder: Path, name: str, notice: Callable[[str], None]) -> Iterator[_Found | Failed]:
    """The articles in a folder and the folders below, sorted by their relative path."""
    files, refused = _walk(folder)
    for error in refused:
        below = _printable(Path(error.filename).relative_to(folder).as_posix())
        inner = name if below == "." else below
        yield Failed(inner, _unreadable(inner, error))
    articles = 0
    for path in files:
        relative = _printable(path.relative_to(folder).as_posix())
        reason = _passed_over(path, folder)
        if reason:
            notice(f"{relative}: passed over, {reason}")
        else:
            articles += 1
            yield _Found(relative, path)
    if not articles and not refused:
        hint = f"put files with the ending {', '.join(ENDINGS)} into it"
        yield Failed(name, ReadError("no article in this folder", source=name, hint=hint))


def _walk(folder: Path) -> tuple[list[Path], list[OSError]]:
    """All files that are not hidden, sorted, and the folders that can't be looked into."""
    files: list[Path] = []
    refused: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=refused.append, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(root, name) for name in names if not name.startswith(".")]
    files.sort(key=lambda path: os.fsencode(path.relative_to(folder).as_posix()))
    refused.sort(key=lambda error: os.fsencode(error.filename))
    return files, refused


def _passed_over(path: Path, folder: Path) -> str:
    """Why a file in a folder is no source, or nothing."""
    if path.suffix.lower() not in ENDINGS:
        return f"there is no reader for {_printable(path.suffix or 'a file without ending')}"
    if path.is_symlink():
        real, top = os.path.realpath(path), os.path.realpath(folder)
        if os.path.commonpath([real, top]) != top:
            return "it is a link that leads out of the folder"
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return "it is a link that leads nowhere"
    return "" if regular else "it is not a regular file"


def _opened(item: _Found, published: str | None, largest: int) -> Source | Failed:
    """A file's bytes; its size is looked at before it is read, and while it is."""
    try:
        size = item.path.stat().st_size
        data = b""
        if size <= largest:
            with item.path.open("rb") as file:
                data = file.read(largest + 1)
            size = len(data)
    except OSError as error:
        return Failed(item.name, _unreadable(item.name, error))
    if size > largest:
        limit = LimitError(
            f"the file is over the limit of {largest:,} bytes",
            source=item.name,
            hint="an article is smaller: split the file",
        )
        return Failed(item.name, limit)
    return Source(name=item.name, key=item.key, data=data, published=published)


def _settled(item: _Found, same: list[_Found]) -> _Found | Failed:
    """The file itself, unless others would get the same key."""
    rivals = sorted(other.name for other in same if other is not item)
    if not rivals:
        return item
    error = ReadError(
        f"would get the same key, {item.key!r}, as {', '.join(rivals)}",
        source=item.name,
        hint="rename one of them",
    )
    return Failed(item.name, error)


def _unreadable(name: str, error: OSError | ValueError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError("there is no such file or folder", source=name, hint="check the path")
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadError(f"cannot be opened ({why})", source=name, hint="check its permissions")


def _printable(name: str) -> str:
    """A name that can be written as UTF-8, whatever bytes the file system holds."""
    return os.fsencode(name).decode(errors="backslashreplace")
