"""The wheel: built, looked into, and run in an environment of its own from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def version(root):
    """The version that pyproject.toml gives."""
    return tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]


@pytest.fixture(scope="module")
def built(root, tmp_path_factory):
    """A folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, root],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def python(built, tmp_path_factory):
    """The interpreter of a fresh environment with the wheel; dependencies are those of the tests.

    They come by a path file, so that nothing is downloaded; nutgraf itself can't come that way,
    since an editable install is a path file too, and path files are not read through one.
    """
    home = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    [wheel] = built.glob("*.whl")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--python", python, "install", "--quiet"),
            *("--no-deps", "--no-index", "--disable-pip-version-check", wheel),
        ],
        check=True,
    )
    where = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    Path(where, "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def test_the_wheel_holds_the_package_the_profile_and_the_model(built, root, version):
    [wheel] = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    for folder, inside in (("mappings/nutgraf", "nutgraf"), ("ontology", "nutgraf/ontology")):
        tracked = subprocess.run(
            ["git", "ls-files", folder], cwd=root, check=True, capture_output=True, text=True
        ).stdout.split()
        assert {inside + path.removeprefix(folder) for path in tracked} <= names
    assert "nutgraf/models/names-minilm-int8.onnx" in names
    assert "nutgraf/py.typed" in names
    assert {name.split("/")[0] for name in names} == {"nutgraf", f"nutgraf-{version}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or "seeds/articles" in name]
    licences = {name.rpartition("licenses/")[2] for name in names if "dist-info/licenses" in name}
    assert licences == {"LICENSE", "NOTICE", "mappings/nutgraf/models/MODEL.md"}


def test_the_source_distribution_holds_what_the_tests_need(built):
    [sdist] = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"pyproject.toml", "Makefile", "requirements.lock", "README.md", "LICENSE"} <= names
    assert {
        "tests/conftest.py",
        "ontology/shapes/person.ttl",
        "mappings/nutgraf/cli/publishing.py",
    } <= names
    assert not [name for name in names if name.startswith((".venv", ".git/", "dist"))]


def test_the_wheel_publishes_from_an_empty_folder(python, tmp_path, story, version):
    def run(*args):
        return subprocess.run(
            [python.parent / "nutgraf", *args],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
            check=False,
        )

    assert run("--version").stdout == f"nutgraf {version}\n"
    (tmp_path / "bridge.txt").write_text(story, encoding="utf-8")
    done = run("publish", "bridge.txt")
    assert done.returncode == 0, done.stderr
    assert "1 in = 1 published + 0 rejected + 0 failed" in done.stderr
    assert (tmp_path / "out" / "bridge" / "articles" / "bridge.ttl").is_file()
    where = subprocess.run(
        [python, "-c", "import nutgraf; print(nutgraf.__file__)"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(python.parent.parent) in where
