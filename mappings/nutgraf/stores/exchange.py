"""A folder takes the place of another as a whole: after any kill it is the old one or the new one.

Linux exchanges two names in one step
([renameat2](https://man7.org/linux/man-pages/man2/renameat2.2.html)); elsewhere it takes two
renames, and `recover` completes them if they were interrupted.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def new(target: Path) -> Path:
    """The sibling that the new folder is built in."""
    return target.with_name(f".{target.name}.new")


def old(target: Path) -> Path:
    """The sibling that the old folder goes to."""
    return target.with_name(f".{target.name}.old")


def exchange(target: Path) -> None:
    """Put the finished folder `new(target)` where `target` is, and remove what was there."""
    fresh, stale = new(target), old(target)
    if not os.path.lexists(target):
        fresh.rename(target)
    elif _swapped(fresh, target):
        stale = fresh
    else:
        target.rename(stale)
        try:
            fresh.rename(target)
        except OSError:
            stale.rename(target)
            raise
    synced(target.parent)
    with suppress(OSError):
        removed(stale)


def recover(target: Path, marker: str) -> None:
    """Bring an interrupted exchange to its end.

    A new folder is finished when it holds the file `marker`, which is written last.
    """
    fresh, stale = new(target), old(target)
    if stale.is_dir() and not os.path.lexists(target):
        (fresh if (fresh / marker).is_file() else stale).rename(target)
        synced(target.parent)
    if stale.is_dir():
        removed(stale)


def removed(folder: Path) -> None:
    """Remove a folder and all in it, name by name: a list of them would need more memory than the rest."""
    if os.scandir in os.supports_fd and os.unlink in os.supports_dir_fd:
        _remove(str(folder), None)
    else:
        shutil.rmtree(folder)


def _remove(name: str, above: int | None) -> None:
    """Remove a folder in another that is open: a path might lead elsewhere meanwhile."""
    folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=above)
    try:
        left = True
        while left:  # a system may pass over names while others vanish
            left = False
            with os.scandir(folder) as entries:
                for entry in entries:
                    left = True
                    if entry.is_dir(follow_symlinks=False):
                        _remove(entry.name, folder)
                    else:
                        os.unlink(entry.name, dir_fd=folder)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=above)


def synced(path: Path) -> None:
    """Have a file or folder on the disk before going on; not every system can for folders."""
    if path.is_dir() and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settled(path: Path) -> bool:
    """Have everything that was written to the file system of `path` on the disk, in one step.

    Only Linux can ([syncfs](https://man7.org/linux/man-pages/man2/syncfs.2.html)); False elsewhere.
    """
    if not sys.platform.startswith("linux"):
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if function is None:
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if function(descriptor) == 0:
            return True
        number = ctypes.get_errno()
    finally:
        os.close(descriptor)
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(path))


def _swapped(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return False
    result = function(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_RENAME_EXCHANGE)
    )
    if result == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
