"""A run that is killed at any moment leaves the old dataset or the new, and the next run goes on.

`make soak` sets NUTGRAF_KILLS to 200; every test run kills a handful.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

KILLS = int(os.environ.get("NUTGRAF_KILLS", "8"))
HERE = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")

PROGRAM = """
import os, signal, sys
sys.path.insert(0, {unit!r})
from pathlib import Path
from test_incremental import publish

left = {after}
CALLS = {{"open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "ctypes.dlsym"}}

def kill(event, _):
    global left
    if event in CALLS:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(kill)
publish(Path({target!r}), {texts!r})
"""


def texts(chance: random.Random) -> dict[str, str]:
    words = ["ostrand", "velmora", "tarn", "city", "fog", "broken"]
    keys = chance.sample([f"key-{number}" for number in range(12)], 8)
    return {key: " ".join(chance.sample(words, 2)) for key in keys}


@pytest.fixture(scope="module")
def incremental():
    sys.path.insert(0, str(HERE / "unit"))
    try:
        import test_incremental
    finally:
        sys.path.pop(0)
    return test_incremental


def run(target: Path, given: dict[str, str], after: int) -> int:
    program = PROGRAM.format(unit=str(HERE / "unit"), after=after, target=str(target), texts=given)
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode


@pytest.mark.parametrize("seed", range(KILLS))
def test_it_is_the_old_dataset_or_the_new_and_the_same_bytes_after_going_on(
    tmp_path, incremental, seed
):
    """The child kills itself as it is about to open, link, rename or remove the n-th time."""
    chance = random.Random(seed)
    old, new = texts(chance), texts(chance)
    target = tmp_path / "news"
    incremental.publish(target, old)
    before = incremental.contents(target)
    incremental.publish(tmp_path / "fresh", new)
    after = incremental.contents(tmp_path / "fresh")

    for _ in range(3):  # killed again and again, of some 160 such calls
        code = run(target, new, chance.randint(1, 170))
        now = incremental.contents(target)
        assert now in (before, after)
        assert code or now == after
    desk = incremental.publish(target, new)
    assert incremental.contents(target) == after
    assert desk.made == [] or before != after
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [".fresh.state", ".news.state", "fresh", "news"]
    incremental.publish(target, old)
    assert incremental.contents(target) == before
