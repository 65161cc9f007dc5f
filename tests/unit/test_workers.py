"""Work that crashes, hangs or eats memory is told by name, and the rest is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nutgraf.workers import Task, Workers

LONG = 60


def work(given):
    """Do as this says."""
    match given:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            os._exit(3)
        case "hang":
            while True:
                time.sleep(1)
        case "eat":
            try:
                return len(bytearray(1 << 30))
            except MemoryError:
                return "refused"
        case ("once", path) if not Path(path).exists():
            Path(path).touch()
            os._exit(1)
        case "raise":
            raise ValueError("no\nnumber")
    return given


def told(given):
    """When it was done and by whom; its memory is as torn as it is asked for."""
    assert len(b"x" * given) == given
    return time.monotonic(), os.getpid()


def failed(name, error):
    return f"{name}: {type(error).__name__}: {error}"


def mapped(*given, function=work, jobs=1, seconds=LONG, memory=1 << 29):
    workers = Workers(function, failed, seconds=lambda _: seconds, jobs=jobs, memory=memory)
    tasks = [Task(str(each), each) for each in given]
    return list(workers.mapped(tasks))


@pytest.mark.parametrize("jobs", [1, 3])
def test_answers_come_in_the_order_of_the_tasks(jobs):
    given = [f"task {number}" for number in range(40)]
    assert mapped(*given, jobs=jobs) == given


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_crashes_is_named_and_the_rest_goes_on(jobs):
    found = mapped("one", "crash", "two", "leave", "three", jobs=jobs)
    assert [found[place] for place in (0, 2, 4)] == ["one", "two", "three"]
    assert found[1] == (
        "crash: ReadError: crash: the process that read it died (SIGSEGV); "
        "please report it with the file"
    )
    assert "exit code 3" in found[3]


def test_a_death_that_was_not_its_own_doing_is_no_failure(tmp_path):
    given = ("once", str(tmp_path / "here"))
    assert mapped("one", given, "two") == ["one", given, "two"]


def test_what_hangs_is_stopped_at_its_time():
    found = mapped("one", "hang", "two", seconds=3)
    assert (found[0], found[2]) == ("one", "two")
    assert "LimitError: hang: took longer than 3 seconds and was stopped" in found[1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems set no such limit")
def test_what_wants_too_much_memory_is_refused_it():
    assert mapped("one", "eat", "two") == ["one", "refused", "two"]


def test_what_fails_is_named_and_nothing_else_is_wrong():
    found = mapped("one", "raise", "two")
    assert (found[0], found[2]) == ("one", "two")
    assert found[1].startswith("raise: NutgrafError: raise: unexpected ValueError: no number;")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells memory in kilobytes")
def test_who_has_torn_much_memory_open_is_replaced():
    # A process's peak begins at that of its parent, which is large where tests run.
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_workers import mapped, told
if __name__ == "__main__":
    print(*(pid for _, pid in mapped(100 << 20, 0, 0, function=told, memory=1 << 28)))
"""
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    first, second, third = done.stdout.split()
    assert first != second == third


def test_no_size_makes_anybody_wait_for_ever():
    given = [bytes([number]) * 3_000_000 for number in range(12)]
    assert mapped(*given, jobs=2) == given


@pytest.mark.skipif(sys.platform != "linux", reason="nothing waits where no pipe tells its size")
def test_a_worker_goes_on_while_nobody_looks():
    workers = Workers(told, failed, seconds=lambda _: LONG, jobs=1)
    answers = workers.mapped(Task("", 0) for _ in range(9))
    next(answers)
    time.sleep(1)
    looked = time.monotonic()
    when = [when for when, _ in answers]
    assert when[0] < looked < when[-1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_is_next_in_hand_is_not_late_and_has_its_two_tries(jobs, tmp_path):
    """It is begun with only after its neighbour, with which its process may end."""
    given = ["one", "hang", "two", "leave", ("once", str(tmp_path / "here")), "leave", "three"]
    found = mapped(*given, jobs=jobs, seconds=3)
    assert [found[place] for place in (0, 2, 4, 6)] == [given[place] for place in (0, 2, 4, 6)]
    assert "took longer" in found[1]
    assert "exit code 3" in found[3]
    assert "exit code 3" in found[5]


def test_who_stops_listening_leaves_no_process():
    workers = Workers(told, failed, seconds=lambda _: LONG, jobs=2)
    answers = workers.mapped(Task("", 0) for _ in range(100))
    pids = {next(answers)[1] for _ in range(10)}
    answers.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_few_tasks_are_taken_ahead():
    taken = []

    def tasks():
        for number in range(100):
            taken.append(number)
            yield Task("", f"{number}")

    answers = Workers(work, failed, seconds=lambda _: LONG, jobs=2).mapped(tasks())
    next(answers)
    assert len(taken) <= 10
    answers.close()
