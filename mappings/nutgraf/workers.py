"""A function over many values, in processes that may crash, hang or be eaten by their work.

A worker has a task in work, and the next one in hand so that it need not wait for it.  If it dies,
the task in work is tried once more in a new one, since its death may not have been its own doing; if
it takes too long, it is stopped.  Either way the answer is an error for that task alone, and the rest
goes on.
"""

from __future__ import annotations

import gc
from collections import deque
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, TypeVar

from nutgraf.errors import LimitError, NutgrafError, ReadError
from nutgraf.process import DiedError, LateError, Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


MEMORY = 4 << 30
"""Bytes that a worker may have; with more it would take the machine with it."""

_TRIES = 2
_IN_HAND = 2

Given = TypeVar("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Task(Generic[Given, Found]):
    """What is to be done for `name` at this `place`, or the answer where there is nothing to do."""

    name: str
    given: Given | None
    answer: Found | None = None
    place: str = ""


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
        self._start = partial(Process[Given, Found], partial(_ready, function), memory=memory)
        self._failed = failed
        self._seconds = seconds
        self._jobs = jobs

    def mapped(self, tasks: Iterable[Task[Given, Found]]) -> Iterator[Found]:
        """The answers, in the order of the tasks, of which few are taken ahead."""
        ahead = 4 * self._jobs
        coming = iter(tasks)
        waiting: deque[_Slot[Given, Found]] = deque()
        workers = [_Worker(self._start, self._seconds, self._failed) for _ in range(self._jobs)]
        try:
            while True:
                while len(waiting) < ahead and (task := next(coming, None)) is not None:
                    waiting.append(_Slot(task))
                _hand_out(waiting, workers)
                if not waiting:
                    return
                if not waiting[0].answered:
                    _look(workers, patient=True)
                    continue
                slot = waiting.popleft()
                yield slot.answer
                if slot.task.answer is None:  # else there was nothing to do meanwhile
                    _look(workers, patient=False)
        finally:
            for worker in workers:
                worker.stop()


def _hand_out(
    waiting: Iterable[_Slot[Given, Found]], workers: Sequence[_Worker[Given, Found]]
) -> None:
    """Give what nobody has in hand to who has the least, the first first."""
    for slot in waiting:
        if not slot.taken:
            slot.taken = min(workers, key=lambda worker: len(worker.hand)).take(slot)
            if not slot.taken:
                return


def _look(workers: Iterable[_Worker[Given, Found]], *, patient: bool) -> None:
    """Take the answers that are there, and see to who died or is late."""
    busy = {worker.process.answers: worker for worker in workers if worker.hand}
    ready = wait(busy, min(worker.process.left for worker in busy.values()) if patient else 0)
    for answers, worker in busy.items():
        if answers in ready or not worker.process.left:
            worker.settle()


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
    """One place to work, the process that is in it, if any, and what it has in hand, in order."""

    def __init__(
        self,
        start: Callable[[], Process[Given, Found]],
        seconds: Callable[[Given], float],
        failed: Callable[[str, NutgrafError], Found],
    ) -> None:
        self._start = start
        self._seconds = seconds
        self._failed = failed
        self._process: Process[Given, Found] | None = None
        self.hand: deque[_Slot[Given, Found]] = deque()

    @property
    def process(self) -> Process[Given, Found]:
        if self._process is None:
            self._process = self._start()
        return self._process

    def take(self, slot: _Slot[Given, Found]) -> bool:
        """Take a task in hand, if there is room for it."""
        given = slot.task.given
        assert given is not None
        if len(self.hand) == _IN_HAND:
            return False
        if not self.process.give(given, slot.task.name, self._seconds(given)):
            return False
        self.hand.append(slot)
        return True

    def settle(self) -> None:
        """Answer the task in work by what the process says, or by why it does not."""
        slot, process = self.hand[0], self.process
        name, place = slot.task.name, slot.task.place
        try:
            answer = process.answer()
        except DiedError:
            slot.tries += 1
            if slot.tries < _TRIES:
                self.stop()
                return
            told = f"the process that read it died ({process.why})"
            hint = "please report it with the file"
            answer = self._failed(name, ReadError(told, source=name, place=place, hint=hint))
        except LateError as error:
            hint = "split the article, or set article_seconds higher"
            answer = self._failed(name, LimitError(error.what, source=name, place=place, hint=hint))
        except NutgrafError as error:
            named = {
                "source": error.source or name,
                "place": error.place or place,
                "hint": error.hint,
            }
            answer = self._failed(name, type(error)(error.what, **named))
        self.hand.popleft().settle(answer)
        if process.tired or not process.running:
            self.stop()

    def stop(self) -> None:
        """End the process; what it had in hand is anybody's again."""
        if self._process is not None:
            self._process.stop()
            self._process = None
        for slot in self.hand:
            slot.taken = False
        self.hand.clear()


def collect_seldom() -> None:
    """Let this process look for cycles seldom: what becomes of an article has hardly any.

    With Python's own setting the search costs a seventh of a worker's time and a twelfth of that of
    who writes what workers make, and the memory of both is the same without it.  What is in no cycle
    is freed at once all the same.  It is for processes that are ours, those of workers and of the
    command line; the API leaves its caller's as it is.
    """
    gc.set_threshold(50_000, 20, 100)


def _ready(function: Callable[[Given], Found]) -> Callable[[Given], Found]:
    collect_seldom()
    return function
