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
        case ("pid", _):
            return os.getpid()
    return given


def failed(name, error):
    return f"{name}: {type(error).__name__}: {error}"


def mapped(*given, jobs=1, seconds=LONG, memory=1 << 29):
    workers = Workers(work, failed, seconds=lambda _: seconds, jobs=jobs, memory=memory)
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


def test_who_stops_listening_leaves_no_process():
    workers = Workers(work, failed, seconds=lambda _: LONG, jobs=2)
    answers = workers.mapped(Task("pid", ("pid", number)) for number in range(100))
    pids = {next(answers) for _ in range(10)}
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


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_workers_die_with_their_parent():
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_workers import LONG, Task, Workers, failed, work
if __name__ == "__main__":
    workers = Workers(work, failed, seconds=lambda _: LONG, jobs=1)
    for pid in workers.mapped([Task("pid", ("pid", 1)), Task("hang", "hang")]):
        print(pid, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        os.kill(pid, 0)
        time.sleep(0.2)  # until it hangs
        parent.kill()
        parent.wait()
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and " Z " in Path(f"/proc/{pid}/stat").read_text():
            return  # dead, and nobody has looked yet
        time.sleep(0.05)
    raise AssertionError("it lives")
