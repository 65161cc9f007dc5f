"""The dataset folder: complete and read back, or as it was before."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from nutgraf.config import Config
from nutgraf.errors import OutputError, ReadError
from nutgraf.graph import (
    IRI,
    RDF_TYPE,
    SCHEMA,
    Failed,
    Literal,
    Outcome,
    Publication,
    Published,
    Rejected,
    Triple,
    ValidationReport,
    ValidationResult,
)
from nutgraf.profile import context
from nutgraf.stores import Store, exchange
from nutgraf.stores.files import FilesStore
from nutgraf.writers import nquads, void
from nutgraf.writers import turtle as turtle_writer

BASE = "https://news.example/"
BROKEN = ValidationResult(
    focus_node=f"{BASE}articles/b", source_shape="urn:shape", source_constraint_component="urn:c"
)


def publication(key: str, text: str = "It opens.", results: tuple[ValidationResult, ...] = ()):
    article = IRI(f"{BASE}articles/{key}")
    return Publication(
        source=f"{key}.txt",
        key=key,
        digest=hashlib.sha256(key.encode()).hexdigest(),
        article=article,
        graph=IRI(f"{BASE}graphs/{key}"),
        evidence_graph=IRI(f"{BASE}graphs/{key}/evidence"),
        facts=(
            Triple(article, RDF_TYPE, SCHEMA["NewsArticle"]),
            Triple(article, SCHEMA["articleBody"], Literal(text)),
        ),
        evidence=(Triple(IRI(f"{article}/source#char=0,2"), RDF_TYPE, IRI("urn:x:Phrase")),),
        report=ValidationReport(results=results, focus_nodes=(("urn:shape", 1),)),
    )


def outcomes(*keys: str) -> list[Outcome]:
    return [Published(publication(key)) for key in keys]


def store(target: Path, config: Config | None = None) -> FilesStore:
    return FilesStore(
        target,
        config or Config(),
        context=context(),
        versions={"nutgraf": "1.2.3", "schema.org": "30.0"},
    )


def publish(target: Path, *given: Outcome) -> list[Outcome]:
    return list(store(target).write(given))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def siblings(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "news"


def test_it_is_a_store(target):
    held: Store = store(target)
    assert list(held.write([])) == []


def test_a_dataset_has_these_files(target):
    failed = Failed("c.txt", ReadError("the file is empty"))
    rejected = Rejected(publication("b", results=(BROKEN,)))
    kept = publish(target, Published(publication("a")), rejected, failed)
    assert [type(outcome) for outcome in kept] == [Published, Rejected, Failed]
    files = contents(target)
    assert list(files) == [
        "articles/a.evidence.ttl",
        "articles/a.jsonld",
        "articles/a.ttl",
        "dataset.nq",
        "manifest.json",
        "rejected/b.report.ttl",
        "report.json",
        "report.ttl",
        "void.ttl",
    ]
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {n: hashlib.sha256(d).hexdigest() for n, d in files.items()}
    assert (manifest["nutgraf"], manifest["schema.org"]) == ("1.2.3", "30.0")
    assert manifest["config"] == Config().digest()
    account = json.loads(files["report.json"])
    assert (account["in"], account["published"], account["rejected"], account["failed"]) == (
        3, 1, 1, 1,
    )  # fmt: skip
    lines = files["dataset.nq"].split(b"\n")[:-1]
    assert lines == sorted(lines)
    graphs = {quad.graph_name.value for quad in ox.parse(files["dataset.nq"], ox.RdfFormat.N_QUADS)}
    assert graphs == {BASE + g for g in ("graphs/a", "graphs/a/evidence", "dataset/description")}
    assert b"articles/b" in files["rejected/b.report.ttl"]
    assert siblings(target) == ["news"]


def test_the_order_of_articles_does_not_matter(tmp_path):
    publish(tmp_path / "one", *outcomes("a", "b", "ü"))
    publish(tmp_path / "two", *outcomes("ü", "b", "a"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_new_dataset_takes_the_place_of_the_old_one(target):
    publish(target, *outcomes("a", "b"))
    publish(target, *outcomes("b", "c"))
    assert [n for n in contents(target) if n.endswith(".jsonld")] == [
        "articles/b.jsonld",
        "articles/c.jsonld",
    ]
    assert siblings(target) == ["news"]


def test_two_renames_where_names_cannot_be_exchanged(target, monkeypatch):
    monkeypatch.setattr(exchange, "_swapped", lambda *_: False)
    publish(target, *outcomes("a"))
    publish(target, *outcomes("b"))
    assert "articles/b.ttl" in contents(target)
    assert siblings(target) == ["news"]


def test_a_second_rename_that_fails_is_undone(target, monkeypatch):
    publish(target, *outcomes("a"))
    before = contents(target)
    rename = Path.rename

    def fail(self: Path, other: Path) -> Path:
        if self.name == ".news.new":
            raise OSError(errno.EIO, "input/output error")
        return rename(self, other)

    monkeypatch.setattr(exchange, "_swapped", lambda *_: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match="input/output error"):
        publish(target, *outcomes("b"))
    assert contents(target) == before
    assert siblings(target) == ["news"]


def test_the_next_run_completes_an_interrupted_exchange(target):
    publish(target, *outcomes("a"))
    publish(target.with_name(".news.new"), *outcomes("b"))
    target.rename(target.with_name(".news.old"))
    exchange.recover(target, "manifest.json")
    assert "articles/b.ttl" in contents(target)
    assert siblings(target) == ["news"]


def test_the_next_run_puts_back_the_old_dataset_when_the_new_one_is_not_finished(target):
    publish(target, *outcomes("a"))
    target.with_name(".news.new").mkdir()
    target.rename(target.with_name(".news.old"))
    publish(target.with_name("other"))  # touches nothing of its neighbours
    exchange.recover(target, "manifest.json")
    assert "articles/a.ttl" in contents(target)
    publish(target, *outcomes("a"))
    assert siblings(target) == ["news", "other"]


def test_an_exception_in_the_middle_leaves_the_old_dataset(target):
    publish(target, *outcomes("a"))
    before = contents(target)

    def failing():
        yield from outcomes("b")
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        list(store(target).write(failing()))
    assert contents(target) == before
    assert siblings(target) == ["news"]


def test_who_stops_listening_changes_nothing(target):
    publish(target, *outcomes("a"))
    before = contents(target)
    run = store(target).write(outcomes("b", "c"))
    next(run)
    run.close()
    assert contents(target) == before
    assert siblings(target) == ["news"]


@pytest.mark.parametrize("swap", [True, False])
def test_a_full_disk_leaves_the_old_dataset(target, monkeypatch, swap):
    publish(target, *outcomes("a"))
    before = contents(target)
    left = 5

    def full(_: Path) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(exchange, "settled", lambda _: False)
    monkeypatch.setattr(exchange, "synced", full)
    if not swap:
        monkeypatch.setattr(exchange, "_swapped", lambda *_: False)
    with pytest.raises(OutputError, match=r"No space left on device.*intact") as error:
        publish(target, *outcomes("b"))
    assert error.value.exit_code == 5
    assert contents(target) == before
    assert siblings(target) == ["news"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_may_not_be_written(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="Permission denied"):
            publish(tmp_path / "news", *outcomes("a"))
    finally:
        tmp_path.chmod(0o700)


def test_a_target_that_is_a_file(target):
    target.parent.mkdir()
    target.write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        publish(target, *outcomes("a"))
    with pytest.raises(OutputError, match=r"Not a directory|File exists"):
        publish(target / "below", *outcomes("a"))
    assert target.read_text() == "mine"
    assert siblings(target) == ["news"]


@pytest.mark.parametrize("manifest", [None, "{}", "not json", '{"files": {}}', "[]"])
def test_a_folder_of_somebody_else_is_not_replaced(target, manifest):
    target.mkdir(parents=True)
    (target / "thesis.txt").write_text("mine")
    if manifest is not None:
        (target / "manifest.json").write_text(manifest)
    with pytest.raises(OutputError, match="no dataset of nutgraf"):
        publish(target, *outcomes("a"))
    assert (target / "thesis.txt").read_text() == "mine"
    assert siblings(target) == ["news"]


def test_a_strange_file_in_a_dataset_is_not_lost(target):
    publish(target, *outcomes("a"))
    (target / ".git").mkdir()
    (target / ".git" / "HEAD").write_text("mine")
    with pytest.raises(OutputError, match=r"did not write \(\.git/HEAD\)"):
        publish(target, *outcomes("b"))
    assert (target / ".git" / "HEAD").read_text() == "mine"


def test_an_empty_folder_is_taken(target):
    target.mkdir(parents=True)
    (target / ".DS_Store").write_text("")
    publish(target, *outcomes("a"))
    assert "articles/a.ttl" in contents(target)


def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    publish(real, *outcomes("a"))
    link.symlink_to(real)
    publish(link, *outcomes("b"))
    assert link.is_symlink()
    assert "articles/b.ttl" in contents(real)


@pytest.mark.parametrize(
    "key", ["../evil", "a/b", "", ".", "..", ".hidden", "a\x00b", "a.b", "a\\b", "a" * 201, "a b"]
)
def test_no_key_leads_out_of_the_folder(target, key):
    article = replace(publication("a"), key=key)
    for outcome in (Published(article), Rejected(article)):
        [kept] = publish(target, outcome)
        assert isinstance(kept, Failed)
        assert "cannot name a file" in str(kept.error)
    assert siblings(target) == ["news"]
    assert not (target / "articles").exists()


def test_two_articles_of_one_key(target):
    second = replace(publication("a"), source="sub/a.txt")
    kept = publish(target, Published(publication("a")), Rejected(second))
    assert isinstance(kept[1], Failed)
    assert "a.txt has the same key" in str(kept[1].error)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (IRI("https://a.example/ x"), "not an IRI"),
        (IRI("https://a.example/%zz"), "would not be read back"),
        (IRI("relative"), "1 triple more than meant"),
        (Literal("\ud800"), "surrogate"),
        (Literal("x", language="no tag"), "language tag"),
    ],
)
def test_what_no_other_engine_would_read_is_not_published(target, value, reason):
    article = publication("a")
    bad = replace(article, facts=(*article.facts, Triple(article.article, SCHEMA["about"], value)))
    kept = publish(target, Published(bad), *outcomes("b"))
    assert isinstance(kept[0], Failed)
    assert reason in str(kept[0].error)
    assert str(kept[0].error).startswith("a.txt")
    files = contents(target)
    assert "articles/b.ttl" in files
    assert "articles/a.ttl" not in files
    assert b"articles/a" not in files["dataset.nq"]
    assert json.loads(files["report.json"])["failed"] == 1


def test_a_writer_that_loses_something_is_found_out(target, monkeypatch):
    quoted = turtle_writer.quoted
    monkeypatch.setattr(turtle_writer, "quoted", lambda text: quoted(text.replace(".", "")))
    monkeypatch.setattr(turtle_writer, "_terms", turtle_writer._Terms)  # remember nothing
    article = publication("a")
    described = replace(article, facts=article.facts[:1])
    monkeypatch.setattr(void, "description", lambda *_, **__: described.facts)
    [kept] = publish(target, *outcomes("a"))
    assert isinstance(kept, Failed)
    assert "1 triple more than meant and 1 less" in str(kept.error)


@pytest.mark.parametrize("name", ["void.ttl", "a.ttl"])
def test_a_file_that_another_hand_changes_meanwhile_is_found_out(target, monkeypatch, name):
    synced = exchange.synced

    def corrupt(path: Path) -> None:
        if path.name == name:
            path.write_bytes(path.read_bytes()[:-1] + b" ")
        synced(path)

    monkeypatch.setattr(exchange, "settled", lambda _: False)
    monkeypatch.setattr(exchange, "synced", corrupt)
    with pytest.raises(OutputError, match=rf"{name} on the disk"):
        publish(target, *outcomes("a"))
    assert not target.exists()


def test_a_dataset_file_that_reads_differently_is_found_out(target, monkeypatch):
    lines = nquads.in_graph
    monkeypatch.setattr(nquads, "in_graph", lambda *_: lines(*_).replace("> .", " ."))
    [kept] = publish(target, *outcomes("a"))
    assert isinstance(kept, Failed)
    assert "it would not be read back" in str(kept.error)


def test_one_run_at_a_time(target):
    first = store(target).write(outcomes("a"))
    next(first)
    with pytest.raises(OutputError, match=rf"another run \(process {os.getpid()}\) is writing it"):
        publish(target, *outcomes("b"))
    list(first)
    publish(target, *outcomes("c"))
    assert "articles/c.ttl" in contents(target)
    assert siblings(target) == ["news"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize("step", range(16))
def test_killed_at_any_point_it_is_the_old_dataset_or_the_new(target, step):
    """The child kills itself when it has the n-th file or folder on the disk."""
    publish(target, *outcomes("a"))
    old = contents(target)
    child = f"""
        import os, signal
        from importlib.util import module_from_spec, spec_from_file_location
        from pathlib import Path
        from nutgraf.stores import exchange
        spec = spec_from_file_location("tests", {str(Path(__file__))!r})
        tests = module_from_spec(spec)
        spec.loader.exec_module(tests)
        left, synced = {step}, exchange.synced
        def kill(path):
            global left
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            synced(path)
        exchange.synced, exchange.settled = kill, lambda path: False
        tests.publish(Path({str(target)!r}), *tests.outcomes("b", "c"))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(child)], check=False)
    assert done.returncode in (0, -signal.SIGKILL)
    now = contents(target)
    publish(target.with_name("fresh"), *outcomes("b", "c"))
    new = contents(target.with_name("fresh"))
    assert now in (old, new)
    assert done.returncode or now == new
    publish(target, *outcomes("b", "c"))
    assert contents(target) == new
    assert siblings(target) == ["fresh", "news"]
