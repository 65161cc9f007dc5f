"""A cluster of Dask makes the bytes of a run at home, whoever dies meanwhile.

The cluster is real: a scheduler and two worker processes, in a process of their own that can be killed.
`make soak` sets NUTGRAF_DASK_KILLS to 20; every test run kills workers of one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from importlib.util import find_spec

import pytest

from nutgraf import partitions, pipeline
from nutgraf.config import Config
from nutgraf.engines import dask
from nutgraf.errors import DataError, OutputError, ReadError, UsageError
from nutgraf.graph import Failed
from nutgraf.model import Source
from nutgraf.partitions import Making, bucket_of, bucketed, reduced, shard, shard_name
from nutgraf.profile import context
from nutgraf.stores import Kept, shards
from nutgraf.stores.files import FilesStore
from nutgraf.stores.written import Written
from nutgraf.versions import maker
from nutgraf.writers import void
from nutgraf.writers.turtle import turtle

KILLS = int(os.environ.get("NUTGRAF_DASK_KILLS", "1"))
TOWNS = ("Ostrand", "Velmora", "Tarnby", "Quayford")
CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=1, processes=True, host="127.0.0.1",
        dashboard_address=None, local_directory=sys.argv[2],
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does"),
    pytest.mark.skipif(not find_spec("distributed"), reason="Dask is not here: nutgraf[dask]"),
]


def line(number: int, word: str = "late") -> Source:
    """An article that names a person and a town, whom others name as well."""
    town, name = TOWNS[number % 4], f"Ines Calder{'abcdefgh'[number % 8]}"
    story = {
        "@type": "NewsArticle",
        "headline": f"Tide {number} {word} in {town}",
        "articleBody": f"The tide was {word} in {town}, said {name}.",
        "mentions": [{"@type": "Person", "name": name}, {"@type": "Place", "name": town}],
    }
    data = json.dumps(story).encode()
    return Source(name="tides.jsonl", key=f"tide-{number}", data=data, line=number + 1)


LOST = Failed("lost.txt", ReadError("cannot be opened", source="lost.txt"))
EMPTY = Source(name="empty.txt", key="empty", data=b"")
SOURCES = (LOST, *(line(number) for number in range(24)), EMPTY)


def store(target):
    digest = maker(Config().digest())
    return FilesStore(target, Config(), context=context(), versions={"nutgraf": "1"}, maker=digest)


def at_home(target, sources=SOURCES):
    return list(pipeline.publish(sources, Config(), store(target)))


def on_cluster(address, target, sources=SOURCES, *, lines=4, seconds=20.0):
    """The outcomes of a run on the cluster, one by one."""
    return dask.publish(
        sources,
        Config(),
        store(target),
        context=context(),
        folder=dask.beside(target),
        cluster=dask.Cluster(address=address, lines=lines, seconds=seconds),
    )


def contents(folder):
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@contextmanager
def started(folder, workers=2, **env):
    """A scheduler with its workers: its address, and the process that ends with it."""
    program = folder / "cluster.py"
    program.write_text(CLUSTER)
    process = subprocess.Popen(
        [sys.executable, program, str(workers), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **env},
    )
    try:
        yield process.stdout.readline().decode().strip(), process
    finally:
        process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    with started(tmp_path_factory.mktemp("cluster")) as (address, _):
        yield address


@pytest.fixture
def own_cluster(tmp_path_factory):
    """A cluster for one test: a worker that is killed too often is not started again."""
    with started(tmp_path_factory.mktemp("own")) as (address, _):
        yield address


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The dataset as it is made at home."""
    target = tmp_path_factory.mktemp("home") / "news"
    at_home(target)
    return target


def client(address):
    from distributed import Client

    return Client(address, set_as_default=False)


def test_the_bytes_are_those_of_a_run_at_home_and_what_is_known_is_not_sent(
    tmp_path, cluster, expected, monkeypatch
):
    target = tmp_path / "news"
    became = [type(outcome) for outcome in on_cluster(cluster, target)]
    assert became == [Failed, *[Kept] * 24, Failed]
    assert contents(target) == contents(expected)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".news.state", "news"]

    sent = []
    submit = dask._Run._sent
    monkeypatch.setattr(
        dask._Run,
        "_sent",
        lambda run, given, *more: sent.append(given) or submit(run, given, *more),
    )
    changed = (*SOURCES[:5], line(4, "early"), *SOURCES[6:])
    became = list(on_cluster(cluster, target, changed))
    assert [len(given) for given in sent] == [2]  # the changed one, and the one that has failed
    assert sum(isinstance(outcome, Kept) and outcome.unchanged for outcome in became) == 23
    at_home(tmp_path / "fresh", changed)
    assert contents(target) == contents(tmp_path / "fresh")


@pytest.mark.parametrize("seed", range(KILLS))
def test_workers_that_are_killed_cost_nothing_but_time(tmp_path, own_cluster, expected, seed):
    """One to three times, at any moment of the run, any of the workers is killed."""
    cluster = own_cluster
    chance = random.Random(seed)
    pids = []
    over = threading.Event()

    def kill():
        with client(cluster) as own:
            for _ in range(chance.randint(1, 3)):
                if over.wait(chance.uniform(0.1, 1.5)):
                    return
                alive = sorted(own.run(os.getpid, on_error="ignore").values())
                if alive:
                    pids.append(chance.choice(alive))
                    with suppress(ProcessLookupError):
                        os.kill(pids[-1], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        outcomes = list(on_cluster(cluster, tmp_path / "news", lines=3))
    finally:
        over.set()
        killer.join()
    assert pids, "nobody was killed: the run was too short"
    assert len(outcomes) == len(SOURCES)
    assert contents(tmp_path / "news") == contents(expected)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".news.state", "news"]


def test_a_scheduler_that_goes_away_is_named_and_the_next_run_goes_on(tmp_path, cluster, expected):
    target = tmp_path / "news"
    at_home(target, SOURCES[:3])
    before = contents(target)
    (tmp_path / "cluster").mkdir()
    with started(tmp_path / "cluster") as (address, process):
        outcomes = on_cluster(address, target, seconds=3.0)
        taken = [next(outcomes) for _ in range(8)]
        process.kill()
        with pytest.raises(OutputError, match=f"the scheduler at {address} is gone; nothing is"):
            taken += outcomes
    assert contents(target) == before
    assert len(taken) < len(SOURCES)

    outcomes = list(on_cluster(cluster, target))
    kept = sum(isinstance(outcome, Kept) and outcome.unchanged for outcome in outcomes)
    assert kept >= sum(isinstance(outcome, Kept) for outcome in taken)
    assert contents(target) == contents(expected)
    assert not dask.beside(target).exists()


def test_no_scheduler_and_no_workers_are_told_before_anything_is_touched(tmp_path):
    target = tmp_path / "news"
    with pytest.raises(OutputError, match=r"no scheduler at tcp://127.0.0.1:1 .*dask scheduler"):
        list(on_cluster("tcp://127.0.0.1:1", target, seconds=1.0))
    with pytest.raises(OutputError, match=r"no scheduler at nowhere://x"):
        list(on_cluster("nowhere://x", target, seconds=1.0))
    assert list(tmp_path.iterdir()) == []
    with (
        started(tmp_path, workers=0) as (address, _),
        pytest.raises(OutputError, match="has no workers; start some"),
    ):
        list(on_cluster(address, target, seconds=1.0))
    assert not target.exists()


def damaged(monkeypatch, damage, times):
    """Let a shard be damaged just before it is taken, so many times."""
    read = shards.read
    left = [times]

    def reading(path):
        if left[0] and path.exists():
            left[0] -= 1
            damage(path)
        return read(path)

    monkeypatch.setattr(dask.shards, "read", reading)


def cut(path):
    path.write_bytes(path.read_bytes()[:-20])


def lose(path):
    path.unlink()


@pytest.mark.parametrize("damage", [cut, lose])
def test_a_damaged_shard_is_made_again(tmp_path, cluster, expected, monkeypatch, damage):
    damaged(monkeypatch, damage, 1)
    list(on_cluster(cluster, tmp_path / "news", lines=12))
    assert contents(tmp_path / "news") == contents(expected)


@pytest.mark.parametrize(
    ("damage", "error", "told"),
    [
        (cut, DataError, r"\.shard: is no whole shard .*; remove it"),
        (lose, OutputError, "see this"),
    ],
)
def test_a_shard_that_is_damaged_again_is_named(
    tmp_path, cluster, monkeypatch, damage, error, told
):
    target = tmp_path / "news"
    at_home(target, SOURCES[:4])
    before = contents(target)
    damaged(monkeypatch, damage, -1)
    with pytest.raises(error, match=told):
        list(on_cluster(cluster, target, lines=12))
    assert contents(target) == before


def test_shards_that_are_there_are_taken_and_broken_ones_are_not(tmp_path, cluster, expected):
    target = tmp_path / "news"
    folder = dask.beside(target)
    folder.mkdir()
    making = Making.here(Config(), context())
    whole, broken = (folder / shard_name(SOURCES[1 + i : 13 + i], making) for i in (0, 12))
    shard(SOURCES[1:13], making, str(folder))
    broken.write_bytes(b"nutgraf shard 1 of somebody else\n")
    os.utime(whole, ns=(1, 1))
    run = on_cluster(cluster, target, lines=12)
    times = {whole.stat().st_mtime_ns for _ in run if whole.exists()}
    assert times == {1}
    assert contents(target) == contents(expected)


def test_a_worker_with_another_installation_refuses(tmp_path, cluster, monkeypatch):
    monkeypatch.setattr(partitions, "_maker", lambda _: "0" * 64)
    with pytest.raises(OutputError, match="would make other bytes; install the same"):
        list(on_cluster(cluster, tmp_path / "news"))
    assert not (tmp_path / "news").exists()


def test_buckets_of_a_cluster_are_the_numbers_of_the_dataset(tmp_path, cluster, expected):
    making = Making.here(Config(), context())
    parts = [SOURCES[start : start + 8] for start in (1, 9, 17)]
    with client(cluster) as own:
        futures = [own.submit(dask._shard, part, making, str(tmp_path)) for part in parts]
        names = own.gather(futures)
        made = own.gather([own.submit(bucketed, str(tmp_path / name), 7) for name in names])
        buckets: dict[int, list[str]] = {}
        for name in sum(made, ()):
            buckets.setdefault(bucket_of(name), []).append(str(tmp_path / name))
        found = [own.submit(reduced, paths, Config().base) for paths in buckets.values()]
        counts = void.Counts()
        for each in own.gather(found):
            counts.add(each)
    for name in names:
        for _, outcome in shards.read(tmp_path / name):
            assert isinstance(outcome, Written) or outcome.source == EMPTY.name
            if isinstance(outcome, Written):
                counts.add(outcome.record.counts)
    described = turtle(void.description(Config().base, counts), Config().base)
    assert described.encode() == (expected / "void.ttl").read_bytes()


PLUGIN = """
import os
import signal

def make(argument, config):
    def annotate(reading):
        if "CRASH" in reading.article.text:
            os.abort()
        if "KILL" in reading.article.text:
            os.kill(os.getppid(), signal.SIGKILL)
        return ()
    return annotate
"""


@pytest.fixture
def poison(tmp_path):
    """What makes a tagger importable of which a process dies, or the one above it."""
    information = tmp_path / "lib" / "poison-1.dist-info"
    information.mkdir(parents=True)
    (tmp_path / "lib" / "poison.py").write_text(PLUGIN)
    (information / "METADATA").write_text("Name: poison\nVersion: 1\n")
    (information / "entry_points.txt").write_text("[nutgraf.annotators]\npoison = poison:make\n")
    others = filter(None, [os.environ.get("PYTHONPATH")])
    return os.pathsep.join([str(tmp_path / "lib"), *others])


def test_what_workers_die_of_is_found_and_the_rest_is_published(tmp_path, nutgraf, poison):
    """By the command line: what crashes is stopped by its own process, what kills the worker is halved."""
    (tmp_path / "in").mkdir()
    for name in ("ferry", "fog", "harbour", "tide"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"The {name} was late at dawn.\n")
    (tmp_path / "in" / "crash.txt").write_text("CRASH in the harbour of Velmora.\n")
    arguments = ("publish", "in", "--tagger", "poison", "--to")
    env = {"PYTHONPATH": poison, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    with started(tmp_path, **env) as (address, _):
        on = ("--engine", "dask", "--scheduler", address)
        at_home = nutgraf(*arguments, "home", cwd=tmp_path, PYTHONPATH=poison)
        done = nutgraf(*arguments, "out", *on, cwd=tmp_path, PYTHONPATH=poison)
        assert done.stderr.replace(b"out:", b"home:") == at_home.stderr
        assert b"crash.txt: the process that read it died (SIGABRT)" in done.stderr
        assert done.returncode == at_home.returncode == 3
        assert contents(tmp_path / "out") == contents(tmp_path / "home")

        for name in ("crash", "ferry", "fog", "harbour"):
            (tmp_path / "in" / f"{name}.txt").unlink()
        (tmp_path / "in" / "kill.txt").write_text("KILL the lanterns over the quay.\n")
        done = nutgraf(*arguments, "out", *on, cwd=tmp_path, PYTHONPATH=poison)
    told = done.stderr.decode()
    assert "2 in = 1 published + 0 rejected + 1 failed" in told
    assert "kill.txt: the workers that read it died; please report it with the file" in told
    assert "Traceback" not in told


def test_without_dask_the_command_that_installs_it_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(dask, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"Dask is not installed; pip install 'nutgraf\[dask\]'"):
        list(on_cluster("tcp://127.0.0.1:1", tmp_path / "news"))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--engine", "dask"], "--engine dask: needs an address; add --scheduler ADDRESS"),
        (["--scheduler", "tcp://127.0.0.1:1"], "--scheduler: is for --engine dask"),
        (["--engine", "ray"], "--engine: there is no 'ray'; use local, dask"),
    ],
)
def test_the_engine_and_its_address_go_together(tmp_path, nutgraf, story_file, options, told):
    done = nutgraf("publish", story_file, "--to", tmp_path / "out", *options)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert not (tmp_path / "out").exists()
