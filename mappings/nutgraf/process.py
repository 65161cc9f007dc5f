"""A function in a process of its own, where it may hang, crash or be eaten by its work.

What strangers wrote can take for ever: a regular expression, a query, a graph of any size.  No
thread can be stopped in the midst of it, and a library may crash: a process can do both.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
import warnings
from collections import deque
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from nutgraf.errors import LimitError, NutgrafError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from types import TracebackType

_GRACE = 2.0  # seconds
_TO_EXIT = 0.2  # seconds
_WIDTH = 1 << 20  # bytes
_PAGES = 2 * 4096  # bytes; a pipe is filled by the page, and what is sent begins one, or two
_PR_SET_PDEATHSIG = 1

Given = TypeVar("Given")
Found = TypeVar("Found")


class DiedError(NutgrafError):
    """The process ended by itself; its `why` says how."""


class LateError(LimitError):
    """The process was at its deadline, and was stopped."""


class _Call(NamedTuple):
    """What was given, without its value: its name, when, how long it may take and how long it is."""

    what: str
    since: float
    seconds: float
    size: int


class Process(Generic[Given, Found]):
    """A process that makes a function once and then calls it for each value that it is given.

    `make` has to be importable by name, or a `functools.partial` of what is; what it makes need not
    be.  A NutgrafError of the function is raised here as it is.  Python's part of a start, some
    tenths of a second, is within the time of the first value, and so is `make`.

    `memory` is how many bytes it may have, on systems that can refuse it more; it is `tired` once a
    value has torn a quarter of them open, and takes no more.  A `silent` one keeps what libraries
    print to itself.  It ends with its parent, however that ends.

    >>> from functools import partial
    >>> with Process(partial(partial, pow, 2)) as power:
    ...     power(10, "ten", seconds=60), power(4, "four", seconds=60)
    (1024, 16)
    """

    def __init__(
        self,
        make: Callable[[], Callable[[Given], Found]],
        *,
        memory: int | None = None,
        silent: bool = False,
    ) -> None:
        context = get_context("spawn")  # a fork would share locks and threads of what is loaded
        taken, self._given = context.Pipe(duplex=False)
        self.answers, made = context.Pipe(duplex=False)
        self._room = _widened(self._given)
        _widened(made)
        self._calls: deque[_Call] = deque()
        self.running, self.tired, self.why = True, False, ""
        life = (taken, made, make, memory, silent, os.getpid())
        self._process = context.Process(target=_serve, args=life, daemon=True)
        self._process.start()
        taken.close()
        made.close()

    def __enter__(self) -> Process[Given, Found]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def __call__(self, given: Given, what: str, *, seconds: float) -> Found:
        """What the function gives; `what` names the call in errors.

        Raises a LateError after so many seconds and a DiedError if the process dies; it is of no
        more use then.
        """
        self.give(given, what, seconds)
        return self.answer()

    def give(self, given: Given, what: str, seconds: float) -> bool:
        """Begin with a value, or have it begun with after the one in work; False if it cannot wait.

        It can if the pipe is sure to hold it: who waited for room would wait for the one in work.
        """
        since = time.monotonic()
        data = ForkingPickler.dumps((seconds, given))
        size = len(data) + _PAGES
        if self._calls and size + sum(call.size for call in self._calls) > self._room:
            return False
        if not self._calls:
            self._deadline = since + seconds
        self._calls.append(_Call(what, since, seconds, size))
        with suppress(OSError):  # it has died meanwhile, which its answer will tell
            self._given.send_bytes(data)
        return True

    @property
    def left(self) -> float:
        """Seconds that the value in work still has."""
        return max(0.0, self._deadline - time.monotonic())

    def answer(self) -> Found:
        """What the function gives for the value in work, waited for as long as that may take.

        Raises a LateError at its deadline and a DiedError if the process dies.
        """
        call = self._calls[0]
        try:
            if not self.answers.poll(self.left):
                self._end(0)
                raise _late(call)
            good, found, self.tired, then = self.answers.recv()
        except (EOFError, OSError):
            alarmed = not self.left
            self._end(_TO_EXIT)
            if alarmed and self.why == "SIGALRM":
                raise _late(call) from None
            raise DiedError(f"what was working on it died ({self.why})", source=call.what) from None
        self._calls.popleft()
        if self._calls:
            self._deadline = max(then, self._calls[0].since) + self._calls[0].seconds
        if not good:
            raise found
        made: Found = found
        return made

    def stop(self) -> None:
        """End the process, in the midst of what is in work; where nothing is, it has nothing to lose."""
        self._end(0)

    def _end(self, patience: float) -> None:
        """Wait so many seconds for the process to end by itself, and then make it."""
        if not self.running:
            return
        self.running = False
        self._given.close()
        self.answers.close()
        self._process.join(patience)
        self._process.kill()
        self._process.join()
        code = self._process.exitcode or 0
        self.why = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        self._process.close()


def _late(call: _Call) -> LateError:
    exact = f"{call.seconds:,.0f}" if call.seconds >= 10 else f"{call.seconds:g}"
    told = f"{exact} second{'' if call.seconds == 1 else 's'}"
    return LateError(f"took longer than {told} and was stopped", source=call.what)


def _widened(end: Connection) -> int:
    """Make a pipe wide, and say how many bytes it holds that nobody has read; 0 where none tells."""
    if sys.platform == "linux":
        from fcntl import F_GETPIPE_SZ, F_SETPIPE_SZ, fcntl

        with suppress(OSError):  # who has many pipes may have no wide ones
            fcntl(end.fileno(), F_SETPIPE_SZ, _WIDTH)
        with suppress(OSError):
            return fcntl(end.fileno(), F_GETPIPE_SZ)
    return 0


def _serve(
    taken: Connection,
    made: Connection,
    make: Callable[[], Callable[[Given], Found]],
    memory: int | None,
    silent: bool,
    parent: int,
) -> None:
    """The life of the process: it ends when the other end of a pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the parent, which stops us
    _die_with(parent)
    if memory:
        _limit(memory)
    if silent:
        logging.disable()  # what libraries print, the answer says
        warnings.simplefilter("ignore")
    function: Callable[[Given], Found] | None = None
    tired = False
    with suppress(EOFError, OSError):
        while not tired:
            seconds, given = taken.recv()
            _alarm(seconds + _GRACE)
            before = _peak()
            try:
                function = function or make()
                answer: tuple[bool, object] = (True, function(given))
            except NutgrafError as error:
                answer = (False, error)
            except Exception as error:  # noqa: BLE001  (it is told in a line)
                what = f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"
                answer = (False, NutgrafError(what, hint="please report it with the file"))
            tired = bool(memory) and _peak() - before > (memory or 0) // 4  # the torn is not mended
            _alarm(0)
            made.send((*answer, tired, time.monotonic()))


def _alarm(seconds: float) -> None:
    """Let the system end this process after so long, if the parent is no more to do it; 0: don't."""
    if hasattr(signal, "setitimer"):  # Windows has none
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _die_with(parent: int) -> None:
    """End when the parent does, in the midst of whatever it is."""
    if sys.platform.startswith("linux"):
        import ctypes

        if ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) == 0:
            if os.getppid() != parent:  # it was quicker
                os._exit(1)
            return
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    if (above := parent_process()) is not None:
        above.join()
    os._exit(1)


def _limit(memory: int) -> None:
    """Let what asks for more memory than this be refused it, or than whoever started us allows.

    Not every system can.
    """
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if soft == resource.RLIM_INFINITY or soft > memory:
            resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))


def _peak() -> int:
    """The most memory that this process has had, in bytes; 0 where that is not told.

    Linux has it begin with what the process that started this one had.
    """
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
