"""From the paths of a command line to sources: here, and nowhere else, are articles opened.

A folder is searched in sorted order for files of the supported endings.  Whatever cannot be opened
becomes a `Failed`, so that every file asked for is accounted for.

A file of one article a line is read twice and never held: once to count its lines and to see which
of them would get the same key, and once, line by line, for its articles.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from nutgraf.errors import LimitError, ReadError
from nutgraf.graph import Failed
from nutgraf.iris import slug
from nutgraf.keys import Keys
from nutgraf.model import Source
from nutgraf.readers import MANY, READERS, jsonl
from nutgraf.readers.json_object import json_object
from nutgraf.readers.news_article import is_article
from nutgraf.readers.text import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from nutgraf.keys import Clash

ENDINGS = tuple(READERS)


_LINES = 1 << 40
"""Places are numbers: that of the file times this, and the number of the line."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to be opened; `name` is its path relative to the argument that led to it.

    `number` is its place among the files of the run, `articles` how many lines it has of them.
    """

    name: str
    path: Path
    number: int = 0
    articles: int = 1

    @property
    def key(self) -> str:
        # The bytes of the name, whatever the locale makes of them.
        return slug(os.fsencode(self.path.stem).decode("utf-8", "replace"))

    @property
    def ending(self) -> str:
        return self.path.suffix.lower()

    def source(self, data: bytes = b"", published: str | None = None) -> Source:
        """The source that this file is, with these bytes of it."""
        return Source(name=self.name, key=self.key, data=data, published=published)


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that some paths lead to, not yet opened: iterating opens one at a time.

    `clashes` are the places of articles that share their key with another, `names` those of the
    files by their numbers.
    """

    found: tuple[_Found | Failed, ...]
    published: str | None = None
    largest: int = LARGEST
    clashes: Mapping[int, Clash] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def __len__(self) -> int:
        return sum(1 if isinstance(item, Failed) else item.articles for item in self.found)

    def __iter__(self) -> Iterator[Source | Failed]:
        for item in self.found:
            if isinstance(item, Failed):
                yield item
            elif item.ending in MANY:
                yield from self._lines(item)
            else:
                yield _opened(item, self.published, self.largest)

    def _lines(self, item: _Found) -> Iterator[Source | Failed]:
        """The lines of a file, each a source, unless another article would get the same key."""
        try:
            with item.path.open("rb") as file:
                for part in jsonl.lines(file, item.source(published=self.published)):
                    clash = self.clashes.get(_place(item, part))
                    yield _clashing(part, clash, self.names) if clash else part
        except OSError as error:
            yield Failed(item.name, _unreadable(item.name, error))


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
    ordered = sorted(files.values(), key=lambda item: (item.name, os.fsencode(item.path)))
    keys = Keys()
    for number, item in enumerate(ordered):
        files[os.path.realpath(item.path)] = replace(item, number=number)
    settled = [_counted(item, keys, largest) for item in files.values()]
    clashes, names = keys.clashes(), tuple(item.name for item in ordered)
    return Sources(
        (*failed, *(_settled(item, clashes, names) for item in settled)),
        published,
        largest,
        clashes,
        names,
    )


def _counted(item: _Found, keys: Keys, largest: int) -> _Found | Failed:
    """The file with the number of its articles, their keys remembered as far as they have any."""
    if item.ending not in MANY:
        key = _key(_opened(item, None, largest)) if item.ending == jsonl.ENDING_OF_ONE else item.key
        if key:
            keys.add(key, _place(item))
        return item
    count = 0
    try:
        with item.path.open("rb") as file:
            for part in jsonl.lines(file, item.source()):
                count += 1
                if key := _key(part):
                    keys.add(key, _place(item, part))
    except OSError as error:
        return Failed(item.name, _unreadable(item.name, error))
    if not count:
        hint = "write one article a line"
        return Failed(item.name, ReadError("the file is empty", source=item.name, hint=hint))
    return replace(item, articles=count)


def _key(part: Source | Failed) -> str:
    """The key that an article names itself by; empty for what is none, and will fail by itself."""
    if isinstance(part, Failed):
        return ""
    try:
        return jsonl.key_of(json_object(part), part)
    except ReadError:
        return ""


def _place(item: _Found, part: Source | None = None) -> int:
    """The place of a file, or of a line in it, as a number."""
    return item.number * _LINES + (part.line or 0 if part else 0)


def _settled(
    item: _Found | Failed, clashes: Mapping[int, Clash], names: Sequence[str]
) -> _Found | Failed:
    """The file itself, unless another article would get the key of its one article."""
    clash = None if isinstance(item, Failed) else clashes.get(_place(item))
    if isinstance(item, Failed) or clash is None:
        return item
    return _clashing(item.source(), clash, names)


def _clashing(part: Source, clash: Clash, names: Sequence[str]) -> Failed:
    """The failure of an article that has the key of another one, which it names."""
    number, line = divmod(clash.rival, _LINES)
    other = f"{names[number]}, line {line}" if line else names[number]
    more = f" and {clash.more} more" if clash.more else ""
    key = _key(part) or part.key
    error = ReadError(
        f"would get the same key, {key!r}, as {other}{more}",
        source=part.name,
        place=part.place,
        hint="give one of them another identifier" if line or part.line else "rename one of them",
    )
    return Failed(part.name, error)


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
        reason = _passed_over(path, folder) or _other_json(_Found(relative, path))
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


def _other_json(item: _Found) -> str:
    """Why a `.json` file in a folder is no source: JSON is for much else, too."""
    if item.ending != jsonl.ENDING_OF_ONE:
        return ""
    opened = _opened(item, None, LARGEST)
    try:
        other = isinstance(opened, Source) and not is_article(json_object(opened))
    except ReadError:
        return ""  # it will fail by itself, and say where it is broken
    return "it is no article of schema.org" if other else ""


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
    return item.source(data, published)


def _unreadable(name: str, error: OSError | ValueError) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError("there is no such file or folder", source=name, hint="check the path")
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadError(f"cannot be opened ({why})", source=name, hint="check its permissions")


def _printable(name: str) -> str:
    """A name that can be written as UTF-8, whatever bytes the file system holds."""
    return os.fsencode(name).decode(errors="backslashreplace")
