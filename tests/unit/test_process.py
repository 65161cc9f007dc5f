"""A process gives back what its function gives, and is gone when it should be."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
import warnings
from functools import partial
from pathlib import Path

import pytest

from nutgraf.errors import LimitError, NutgrafError
from nutgraf.process import LateError, Process
from nutgraf.query import check

SECONDS = 60


def alive(pid):
    """Whether it is there; who is dead, and nobody has looked yet, is not."""
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "zombie" not in status.read_text()


def gone(pid):
    end = time.monotonic() + 30
    while alive(pid):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_is_made_is_made_once():
    with Process(partial(partial, os.path.join, "a")) as joined:
        assert [joined(name, "x", seconds=SECONDS) for name in ("b", "c")] == ["a/b", "a/c"]


def test_an_error_of_ours_comes_back_whole_and_the_process_goes_on():
    with Process(partial(partial, check)) as checking:
        with pytest.raises(NutgrafError, match="the query, line 2: SERVICE") as error:
            checking("ASK {\nSERVICE <urn:a> {} }", "x", seconds=SECONDS)
        assert error.value.place == "line 2"
        assert checking("ASK {}", "x", seconds=SECONDS) is None


def test_any_other_error_is_one_line():
    with (
        Process(partial(partial, int)) as number,
        pytest.raises(NutgrafError, match=r"^unexpected ValueError: invalid literal .*report"),
    ):
        number("one\ntwo", "x", seconds=SECONDS)


def test_the_deadline_stops_what_is_still_at_work():
    start = time.monotonic()
    with Process(partial(partial, time.sleep)) as sleeping:
        pid = sleeping._process.pid
        assert alive(pid)
        with pytest.raises(LimitError, match=r"^the nap: took longer than 2 seconds") as error:
            sleeping(1000, "the nap", seconds=2)
        assert not alive(pid)
    assert error.value.exit_code == 6
    assert time.monotonic() - start < 30


def test_a_process_that_dies_is_told():
    with Process(partial(partial, os._exit)) as leaving:
        pid = leaving._process.pid
        with pytest.raises(NutgrafError, match=r"x: what was working on it died \(exit code 7\)"):
            leaving(7, "x", seconds=SECONDS)
        assert not alive(pid)

    with (
        Process(partial(partial, signal.raise_signal)) as killed,
        pytest.raises(NutgrafError, match=r"died \(SIGKILL\)"),
    ):
        killed(signal.SIGKILL, "x", seconds=SECONDS)


def test_nothing_is_left_behind_when_we_fail():
    sleeping = Process(partial(partial, time.sleep))
    pid = sleeping._process.pid
    with pytest.raises(KeyError), sleeping:
        raise KeyError
    assert not alive(pid)


def chatter():
    """A function that talks by every way that libraries have."""
    library = logging.getLogger("library")
    return lambda text: (warnings.warn(text, stacklevel=1), library.warning(text), text)[2]


@pytest.mark.parametrize("silent", [True, False])
def test_what_libraries_print_is_kept_in_if_asked(capfd, silent):
    with Process(chatter, silent=silent) as talking:
        assert talking("tell nobody", "x", seconds=SECONDS) == "tell nobody"
    assert capfd.readouterr().err.count("tell nobody") == (0 if silent else 2)


def test_values_are_answered_in_the_order_in_which_they_were_given():
    with Process(partial(partial, str)) as named:
        assert all(named.give(number, "x", SECONDS) for number in range(3))
        assert [named.answer() for _ in range(3)] == ["0", "1", "2"]


def test_a_value_has_its_time_from_when_the_one_before_it_is_done():
    with Process(partial(partial, time.sleep)) as sleeping:
        sleeping(0, "the start", seconds=SECONDS)
        for _ in range(3):
            sleeping.give(1, "a nap", 2)
        assert [sleeping.answer() for _ in range(3)] == [None, None, None]


@pytest.mark.skipif(sys.platform != "linux", reason="nothing waits where no pipe tells its size")
def test_a_value_that_a_pipe_may_not_hold_does_not_wait_in_it():
    with Process(partial(partial, len)) as length:
        value = b"x" * 5_000_000
        assert length.give(value, "x", SECONDS)
        assert not length.give(value, "x", SECONDS)
        assert not length.give(b"", "x", SECONDS)  # nobody knows how much of the first is read
        assert length.answer() == 5_000_000
        assert length.give(b"", "x", SECONDS)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm")
def test_a_process_that_nobody_looked_at_was_late_all_the_same():
    with Process(partial(partial, time.sleep)) as sleeping:
        sleeping.give(1000, "the nap", 0.5)
        time.sleep(4)  # the system has ended it meanwhile
        with pytest.raises(LateError, match=r"the nap: took longer than 0\.5 seconds"):
            sleeping.answer()


def forgetful():
    """A function that sleeps in a process that the system no more ends with its parent."""
    ctypes.CDLL(None).prctl(1, 0)  # PR_SET_PDEATHSIG
    return time.sleep


ORPHAN = """
import os, sys, time
from functools import partial
sys.path.insert(0, {here!r})
from nutgraf.process import Process
from test_process import forgetful

if __name__ == "__main__":
    process = Process({make})
    process(0, "the start", seconds=60)
    process.give(1000, "the nap", {seconds})
    print(process._process.pid, flush=True)
    time.sleep(0.3)  # until it sleeps
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no /proc to look into")
@pytest.mark.parametrize(
    ("make", "seconds"),
    [
        pytest.param("partial(partial, time.sleep)", 1000, id="at-once"),
        pytest.param("forgetful", 1, id="or-at-its-deadline"),
    ],
)
def test_a_process_without_a_parent_ends(make, seconds):
    program = ORPHAN.format(here=str(Path(__file__).parent), make=make, seconds=seconds)
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, timeout=60, check=True
    )
    gone(int(done.stdout))
