"""One run at a time: an advisory lock that the operating system lets go when its holder dies."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from nutgraf.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(path: Path, target: str) -> Iterator[None]:
    """Hold the lock file `path` while the body runs; OutputError if another run holds it."""
    descriptor = _open(path, target)
    try:
        yield
    finally:
        # Unlinked while it is held: who opened it meanwhile sees that it is gone and starts over.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _open(path: Path, target: str) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        try:
            _acquire(descriptor)
            if _same(descriptor, path):
                os.truncate(descriptor, 0)
                os.write(descriptor, f"{os.getpid()}\n".encode())
                return descriptor
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode(errors="replace").strip()
            os.close(descriptor)
            who = f"another run (process {holder})" if holder.isdigit() else "another run"
            hint = "wait for it, or choose another folder"
            raise OutputError(f"{who} is writing it", source=target, hint=hint) from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _same(descriptor: int, path: Path) -> bool:
    """Whether the file that was locked still has this name."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _acquire(descriptor: int) -> None:
    """Lock or raise BlockingIOError."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            raise BlockingIOError from None
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
