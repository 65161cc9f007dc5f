"""What can go wrong, as one small tree.

```
NutgrafError                 anything nutgraf reports on purpose; has .exit_code
├── UsageError         (2)   a wrong argument, option or config value
├── ReadError          (3)   one source could not be read
│   └── LimitError     (6)   … because it exceeds a limit
├── DataError          (3)   a dataset or RDF file could not be read
├── ModelError         (2)   a name tagger is missing or not the one expected
├── ServiceError       (3)   an address that the config names gave no answer
└── OutputError        (5)   the output was not written; the old one is intact
```

Every message says what is wrong, where, and what to do next; the reason is on its first line.  A SHACL violation is no
error: it is a value, see `nutgraf.shacl.ValidationReport`.
"""

from __future__ import annotations

from typing import ClassVar


class NutgrafError(Exception):
    """Anything that nutgraf reports on purpose.

    >>> raise ReadError("the file is empty", source="a.txt", hint="remove it")
    Traceback (most recent call last):
      ...
    nutgraf.errors.ReadError: a.txt: the file is empty; remove it
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, *, source: str = "", place: str = "", hint: str = "") -> None:
        where = ", ".join(part for part in (source, place) if part)
        message = f"{where}: {what}" if where else what
        super().__init__(f"{message}; {hint}" if hint else message)
        self.what = what
        self.source = source
        self.place = place
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """So that an error crosses from one process to another whole."""
        return _again, (type(self), self.what, self.source, self.place, self.hint)


class UsageError(NutgrafError):
    """A wrong argument, option or config value."""

    exit_code = 2


class ReadError(NutgrafError):
    """One source could not be read as an article."""

    exit_code = 3


class LimitError(ReadError):
    """One source exceeds a limit and was not read."""

    exit_code = 6


class DataError(NutgrafError):
    """A dataset folder or an RDF file could not be read."""

    exit_code = 3


class ModelError(NutgrafError):
    """A name tagger is missing or is not the one this version expects."""

    exit_code = 2


class ServiceError(NutgrafError):
    """An address that the config names gave no answer."""

    exit_code = 3


class OutputError(NutgrafError):
    """The output could not be written; what was there before is intact."""

    exit_code = 5


def _again(kind: type[NutgrafError], what: str, source: str, place: str, hint: str) -> NutgrafError:
    return kind(what, source=source, place=place, hint=hint)
