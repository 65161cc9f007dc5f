"""A function that may never return, in a process that is stopped at its deadline.

What strangers wrote can take for ever: a regular expression, a query, a graph of any size.  No
thread can be stopped in the midst of it, and a library may crash: a process of its own can do both.
"""

from __future__ import annotations

import logging
import signal
import time
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

from nutgraf.errors import LimitError, NutgrafError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from types import TracebackType

_GRACE = 2.0  # seconds

Given = TypeVar("Given")
Found = TypeVar("Found")


class Worker(Generic[Given, Found]):
    """A process that makes a function once and then calls it for each value that it is given.

    `make` has to be importable by name, or a `functools.partial` of what is; what it makes need not
    be.  A NutgrafError of the function is raised here as it is.  Python's part of a start, some
    tenths of a second, is within the deadline of the first call, and so is `make`.

    >>> from functools import partial
    >>> with Worker(partial(partial, pow, 2), seconds=60) as power:
    ...     power(10, "ten"), power(4, "four")
    (1024, 16)
    """

    def __init__(self, make: Callable[[], Callable[[Given], Found]], *, seconds: float) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")
        self._seconds = seconds
        self._end, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, make, seconds), daemon=True)
        self._process.start()
        far.close()

    def __enter__(self) -> Worker[Given, Found]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def __call__(self, given: Given, what: str) -> Found:
        """What the function gives; `what` names the call in errors.

        Raises a LimitError at the deadline, after which this worker is of no more use.
        """
        end = time.monotonic() + self._seconds
        try:
            self._end.send(given)
            if not self._end.poll(max(0.0, end - time.monotonic())):
                self._stop()
                told = f"{self._seconds:g} second{'' if self._seconds == 1 else 's'}"
                raise LimitError(f"took longer than {told} and was stopped", source=what)
            good, answer = self._end.recv()
        except (EOFError, OSError):
            self._stop()
            code = self._process.exitcode or 0
            why = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise NutgrafError(f"what was working on it died ({why})", source=what) from None
        if not good:
            raise answer
        found: Found = answer
        return found

    def _stop(self) -> None:
        self._end.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


def _serve(end: Connection, make: Callable[[], Callable[[Given], Found]], seconds: float) -> None:
    """The life of the process: it ends when the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the parent, which stops us
    logging.disable()  # what libraries print, the answer says
    warnings.simplefilter("ignore")
    function: Callable[[Given], Found] | None = None
    with suppress(EOFError, OSError):
        while True:
            given = end.recv()
            _alarm(seconds + _GRACE)
            try:
                function = function or make()
                answer: tuple[bool, object] = (True, function(given))
            except NutgrafError as error:
                answer = (False, error)
            except (Exception, RecursionError) as error:  # noqa: BLE001  (it is told in a line)
                what = f"unexpected {type(error).__name__}: {' '.join(str(error).split())}"
                answer = (False, NutgrafError(what, hint="please report it with the file"))
            _alarm(0)
            end.send(answer)


def _alarm(seconds: float) -> None:
    """Let the system end this process after so long, if the parent is no more to do it; 0: don't."""
    if hasattr(signal, "setitimer"):  # Windows has none
        signal.setitimer(signal.ITIMER_REAL, seconds)
