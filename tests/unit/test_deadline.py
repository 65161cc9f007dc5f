"""A worker gives back what its function gives, and is gone when it should be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from nutgraf.deadline import Worker
from nutgraf.errors import LimitError, NutgrafError
from nutgraf.query import check

SECONDS = 60


def alive(process):
    return Path(f"/proc/{process.pid}").exists() if process.pid else False


def test_what_is_made_is_made_once():
    with Worker(partial(partial, os.path.join, "a"), seconds=SECONDS) as joined:
        assert [joined(name, "x") for name in ("b", "c")] == ["a/b", "a/c"]


def test_an_error_of_ours_comes_back_whole_and_the_worker_goes_on():
    with Worker(partial(partial, check), seconds=SECONDS) as checking:
        with pytest.raises(NutgrafError, match="the query, line 2: SERVICE") as error:
            checking("ASK {\nSERVICE <urn:a> {} }", "x")
        assert error.value.place == "line 2"
        assert checking("ASK {}", "x") is None


def test_any_other_error_is_one_line():
    with (
        Worker(partial(partial, int), seconds=SECONDS) as number,
        pytest.raises(NutgrafError, match=r"^unexpected ValueError: invalid literal .*report"),
    ):
        number("one\ntwo", "x")


def test_the_deadline_stops_what_is_still_at_work():
    start = time.monotonic()
    with Worker(partial(partial, time.sleep), seconds=2) as sleeping:
        assert alive(sleeping._process)
        with pytest.raises(LimitError, match=r"^the nap: took longer than 2 seconds") as error:
            sleeping(1000, "the nap")
        assert not alive(sleeping._process)
    assert error.value.exit_code == 6
    assert time.monotonic() - start < 30


def test_a_worker_that_dies_is_told():
    with Worker(partial(partial, os._exit), seconds=SECONDS) as leaving:
        with pytest.raises(NutgrafError, match=r"x: what was working on it died \(exit code 7\)"):
            leaving(7, "x")
        assert not alive(leaving._process)

    with (
        Worker(partial(partial, signal.raise_signal), seconds=SECONDS) as killed,
        pytest.raises(NutgrafError, match=r"died \(SIGKILL\)"),
    ):
        killed(signal.SIGKILL, "x")


def test_nothing_is_left_behind_when_we_fail():
    with pytest.raises(KeyError), Worker(partial(partial, time.sleep), seconds=SECONDS) as sleeping:
        raise KeyError
    assert not alive(sleeping._process)


ORPHAN = """
import os, sys, time
from functools import partial
from threading import Timer
from nutgraf.deadline import Worker

if __name__ == "__main__":
    worker = Worker(partial(partial, time.sleep), seconds=1)
    print(worker._process.pid, flush=True)
    worker._end.send(1000)
    Timer(0.2, os._exit, (0,)).start()
"""


def test_a_worker_without_a_parent_meets_its_deadline_too(tmp_path):
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, timeout=60, check=True)
    child = Path("/proc", done.stdout.decode().strip())
    end = time.monotonic() + 30
    while child.exists() and "zombie" not in (child / "status").read_text():
        assert time.monotonic() < end
        time.sleep(0.1)
