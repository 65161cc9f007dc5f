"""A function over many values, each in a process that may crash, hang or be eaten by its work.

A worker has one task at a time.  If it dies, the task is tried once more in a new one, since its
death may not have been its own doing; if it takes too long, it is stopped.  Either way the answer
is an error for that task alone, and the rest goes on.  Workers end when their parent does, however
it ends.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, Generic, TypeVar

from nutgraf.errors import LimitError, NutgrafError, ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

MEMORY = 4 << 30
"""Bytes that a worker may have; with more it would take the machine with it."""

_TRIES = 2
_PR_SET_PDEATHSIG = 1

Given = TypeVar("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Task(Generic[Given, Found]):
    """What is to be done for `name`, or the answer where there is nothing to do."""

    name: str
    given: Given | None
    answer: Found | None = None


class Workers(Generic[Given, Found]):
    """So many processes that each call `function` for what they are given.

    `function` has to be importable by name, or a `functools.partial` of what is.  `seconds` says how
    long a value may take; Python's part of the first start, some tenths of a second, is within it.
    `failed` makes an answer of an error about a task.

    >>> workers = Workers(abs, lambda name, error: 0, seconds=lambda number: 60, jobs=1)
    >>> list(workers.mapped([Task("minus one", -1), Task("known", None, 5), Task("two", 2)]))
    [1, 5, 2]
    """

    def __init__(
        self,
        function: Callable[[Given], Found],
        failed: Callable[[str, NutgrafError], Found],
        *,
        seconds: Callable[[Given], float],
        jobs: int,
        memory: int = MEMORY,
    ) -> None:
        self._function = function
        self._failed = failed
        self._seconds = seconds
        self._jobs = jobs
        self._memory = memory

    def mapped(self, tasks: Iterable[Task[Given, Found]]) -> Iterator[Found]:
        """The answers, in the order of the tasks, of which few are taken ahead."""
        ahead = 4 * self._jobs
        coming = iter(tasks)
        waiting: deque[_Slot[Given, Found]] = deque()
        workers = [_Worker(self._function, self._memory) for _ in range(self._jobs)]
        try:
            while True:
                while len(waiting) < ahead and (task := next(coming, None)) is not None:
                    waiting.append(_Slot(task))
                self._hand_out(waiting, workers)
                if not waiting:
                    return
                if waiting[0].answered:
                    yield waiting.popleft().answer
                    self._look(workers, 0)
                else:
                    self._look(workers, None)
        finally:
            for worker in workers:
                worker.stop()

    def _hand_out(
        self, waiting: Iterable[_Slot[Given, Found]], workers: list[_Worker[Given, Found]]
    ) -> None:
        """Give what nobody works on to who has nothing to do."""
        idle = [worker for worker in workers if worker.slot is None]
        for slot in waiting:
            if not idle:
                return
            if not slot.answered and not slot.taken:
                idle.pop().take(slot, self._seconds)

    def _look(self, workers: list[_Worker[Given, Found]], patience: float | None) -> None:
        """Take the answers that are there, and see to who died or is late."""
        busy = [worker for worker in workers if worker.slot is not None]
        if patience is None:
            patience = max(0.0, min(w.deadline for w in busy) - time.monotonic())
        ready = connection.wait([worker.end for worker in busy], patience)
        for worker in busy:
            slot = worker.slot
            assert slot is not None
            if worker.end in ready:
                if worker.answer(slot):
                    continue
                slot.tries += 1
                if slot.tries < _TRIES:
                    slot.taken = False
                    continue
                error: NutgrafError = ReadError(
                    f"the process that read it died ({worker.why})",
                    source=slot.task.name,
                    hint="please report it with the file",
                )
            elif time.monotonic() > worker.deadline:
                worker.stop()
                told = f"{worker.allowed:,.0f} second{'' if worker.allowed == 1 else 's'}"
                hint = "split the article, or set article_seconds higher"
                what = f"took longer than {told} and was stopped"
                error = LimitError(what, source=slot.task.name, hint=hint)
            else:
                continue
            slot.settle(self._failed(slot.task.name, error))


class _Slot(Generic[Given, Found]):
    """A task and, some time, its answer."""

    def __init__(self, task: Task[Given, Found]) -> None:
        self.task = task
        self.taken = self.answered = task.answer is not None
        self.tries = 0
        if task.answer is not None:
            self.answer = task.answer

    def settle(self, answer: Found) -> None:
        self.answer, self.answered = answer, True


class _Worker(Generic[Given, Found]):
    """One place to work, and the process that is in it, if any."""

    def __init__(self, function: Callable[[Given], Found], memory: int) -> None:
        self._function = function
        self._memory = memory
        self._running = False
        self.slot: _Slot[Given, Found] | None = None
        self.deadline = self.allowed = 0.0
        self.why = ""

    def take(self, slot: _Slot[Given, Found], seconds: Callable[[Given], float]) -> None:
        """Begin with a task."""
        if not self._running:
            self._start()
        assert slot.task.given is not None
        self.allowed = seconds(slot.task.given)
        self.deadline = time.monotonic() + self.allowed
        self.slot, slot.taken = slot, True
        with suppress(OSError):  # it has died meanwhile, which its end will tell
            self.end.send(slot.task.given)

    def answer(self, slot: _Slot[Given, Found]) -> bool:
        """Settle the task with what the process says; False if it says nothing any more."""
        try:
            answer, tired = self.end.recv()
        except (EOFError, OSError):
            self.stop()
            return False
        self.slot = None
        slot.settle(answer)
        if tired:
            self.stop()
        return True

    def stop(self) -> None:
        """End the process; `why` says how it had ended if it was dead already."""
        self.slot = None
        if not self._running:
            return
        self._running = False
        self.end.close()
        self._process.join(0.2)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            self._process.join()
        else:
            self.why = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        self._process.close()

    def _start(self) -> None:
        context = get_context("spawn")  # a fork would share locks and threads of what is loaded
        self.end, far = context.Pipe()
        given = (far, self._function, self._memory, os.getpid())
        self._process = context.Process(target=_serve, args=given, daemon=True)
        self._process.start()
        far.close()
        self._running = True


def collect_seldom() -> None:
    """Let this process look for cycles once in ten articles or so: triples have none to be found.

    What is in no cycle is freed at once all the same.
    """
    gc.set_threshold(50_000, 20, 100)


def _serve(end: Connection, function: Callable[[Given], Found], memory: int, parent: int) -> None:
    """The life of a worker: it ends when the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the parent, which stops us
    _die_with(parent)
    _limit(memory)
    collect_seldom()
    with suppress(EOFError, OSError):
        while True:
            given = end.recv()
            before = _peak()
            answer = function(given)
            end.send((answer, _peak() - before > memory // 4))  # what is torn is not mended


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
    """Let what asks for more memory than this be refused it; not every system can."""
    with suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.RLIM_INFINITY))


def _peak() -> int:
    """The most memory that this process has had, in bytes; 0 where that is not told."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
