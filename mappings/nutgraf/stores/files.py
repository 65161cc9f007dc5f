"""The dataset as a folder of files, replaced as a whole or not at all.

```
<target>/
  articles/<key>.ttl .jsonld .evidence.ttl
  dataset.nq void.ttl report.ttl report.json
  rejected/<key>.report.ttl
  manifest.json
```
It is built beside its target and takes its place when all of it is there.  What has not changed since
is taken over; what a run that was cut short got done is there for the next.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nutgraf.errors import DataError, LimitError, OutputError
from nutgraf.stores import exchange, manifest
from nutgraf.stores.folder import Folder
from nutgraf.stores.lock import locked
from nutgraf.stores.manifest import MANIFEST
from nutgraf.stores.memory import Memory
from nutgraf.stores.written import Writer, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nutgraf.config import Config
    from nutgraf.graph import Outcome
    from nutgraf.model import Source
    from nutgraf.stores import Kept


class FilesStore:
    """A dataset folder; see `nutgraf.stores.Store` for what `write` promises.

    `context` is the JSON-LD context, `versions` what the manifest says about who made the dataset.
    `maker` is the digest of all that could make other bytes of the same article (`versions.maker`);
    without it nothing is taken over from the dataset that is there.

    ```python
    store = FilesStore(Path("out/news"), Config(), context=profile.context(), versions={})
    for outcome in store.write(outcomes): ...
    ```
    """

    def __init__(
        self,
        target: Path,
        config: Config,
        *,
        context: Mapping[str, Any],
        versions: Mapping[str, str],
        maker: str = "",
    ) -> None:
        self.target = target
        self._real = Path(os.path.realpath(target))
        self._config = config
        self.writer = Writer(config, context)
        self._versions = versions
        self._maker = maker
        self._folder: Folder | None = None
        self.retracted: tuple[str, ...] = ()
        """The keys of the articles that the last run found in the dataset and that are there no more."""

    def unchanged(self, source: Source) -> Kept | None:
        """What became of this very source before, while outcomes are being written."""
        if not self._maker or self._folder is None:
            return None
        with self._told():
            return self._folder.unchanged(source)

    def write(self, outcomes: Iterable[Outcome | Written | Kept]) -> Iterator[Outcome | Kept]:
        """Keep these outcomes; the folder is replaced after the last one."""
        with self._alone():
            with self._told():
                exchange.recover(self._real, MANIFEST)
                self._check()
            memory = Memory(self._real, self._maker)
            folder = Folder(self._real, self._config, self.writer, memory)
            done = False
            try:
                with self._told():
                    folder.begin()
                self._folder = folder
                for outcome in outcomes:
                    with self._told():
                        kept = folder.keep(outcome)
                    yield kept
                with self._told():
                    self.retracted = folder.finish(self._versions)
                    exchange.exchange(self._real)
                    done = True
                    memory.adopt()
            except OutputError:
                done = True  # perhaps the disk is full: nothing is kept for the next run
                raise
            finally:
                self._folder = None
                memory.close(finished=done)
                if done or not self._maker:
                    with suppress(OSError):
                        exchange.removed(folder.folder)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other run writes to this target meanwhile."""
        if not self._real.name:
            raise OutputError("not a folder to publish to", source=str(self.target))
        with self._told():
            self._real.parent.mkdir(parents=True, exist_ok=True)
            lock = locked(self._real.with_name(f".{self._real.name}.lock"), str(self.target))
            lock.__enter__()
        try:
            yield
        finally:
            lock.__exit__(None, None, None)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the operating system refuses is told: as an OutputError, if it is not memory."""
        try:
            yield
        except OSError as error:
            what = f"cannot be written ({error.strerror or error})"
            hint = "what was there before is intact"
            raise OutputError(what, source=str(self.target), hint=hint) from error
        except sqlite3.Error as error:
            what = f"cannot be written ({error})"
            hint = "what was there before is intact"
            raise OutputError(what, source=str(self.target), hint=hint) from error
        except DataError as error:
            hint = "what was there before is intact"
            raise OutputError(str(error), source=str(self.target), hint=hint) from None
        except MemoryError:
            hint = "what was there before is intact; with more, the same command goes on from here"
            what = "needs more memory than there is"
            raise LimitError(what, source=str(self.target), hint=hint) from None

    def _check(self) -> None:
        """Refuse to replace what is no dataset of ours, or holds files of others."""
        source = str(self.target)
        if not os.path.lexists(self._real):
            return
        if not self._real.is_dir():
            raise OutputError("is a file", source=source, hint="choose a folder for the dataset")
        if next(manifest.present(self._real), None) is None:
            return
        try:
            known = chain([MANIFEST], (name for name, _ in manifest.files(self._real)))
            foreign = manifest.only(lambda: manifest.present(self._real), known)
        except (OSError, ValueError):
            hint = "choose another folder, or empty this one"
            what = "holds files but no dataset of nutgraf"
            raise OutputError(what, source=source, hint=hint) from None
        if foreign:
            more = f" and {len(foreign) - 3} more" if len(foreign) > 3 else ""
            what = f"holds files that nutgraf did not write ({', '.join(foreign[:3])}{more})"
            raise OutputError(what, source=source, hint="move them elsewhere first")
