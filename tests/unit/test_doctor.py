"""A dataset that is not what its manifest says is told, file by file."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from nutgraf.cli import app
from nutgraf.config import Config
from nutgraf.profile import context
from nutgraf.stores.files import FilesStore


@pytest.fixture
def dataset(tmp_path):
    store = FilesStore(tmp_path / "news", Config(), context=context(), versions={"nutgraf": "1"})
    list(store.write([]))
    return tmp_path / "news"


def run(*args):
    done = CliRunner().invoke(app, ["doctor", *map(str, args)], catch_exceptions=False)
    return done.exit_code, done.stdout


def test_a_whole_dataset(dataset):
    assert run(dataset, "--verify") == (0, "4 files, all as the manifest has them\n")
    assert run(dataset) == (0, "4 files, all there; --verify compares their bytes too\n")


def test_which_files_are_not_as_the_manifest_has_them(dataset):
    (dataset / "void.ttl").write_text("mine")
    (dataset / "report.ttl").unlink()
    (dataset / "notes.txt").write_text("mine")
    code, told = run(dataset, "--verify")
    assert code == 1
    assert told.splitlines() == [
        "missing: report.ttl",
        "changed: void.ttl",
        "not in the manifest: notes.txt",
        "3 of 5 files are not as the manifest has it; publish to this folder again",
    ]
    assert "changed" not in run(dataset)[1]


@pytest.mark.parametrize("manifest", [None, "", "[]", "{}", '{"files": []}', '{"files": {"a": 1}}'])
def test_without_a_manifest_there_is_nothing_to_hold_it_against(dataset, manifest):
    if manifest is None:
        (dataset / "manifest.json").unlink()
    else:
        (dataset / "manifest.json").write_text(manifest)
    done = CliRunner().invoke(app, ["doctor", str(dataset)])
    assert done.exit_code == 3
    assert "manifest" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupted_run_is_told(dataset):
    dataset.with_name(".news.lines").write_text("")
    assert "the same command goes on" in run(dataset)[1]
