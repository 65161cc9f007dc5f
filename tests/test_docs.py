"""The documents are run, not trusted.

In every Markdown file of the checkout's root, and in `ontology/README.md`: a `console` block is a session, its `$` lines are run in
order and what they print is compared (a line `…` stands for any lines); a block after a comment
`<!-- from FILE -->` is an excerpt of that file; a relative link leads somewhere; a test that is
named exists.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [*sorted(path.name for path in ROOT.glob("*.md")), "ontology/README.md"]
BLOCK = re.compile(
    r"(?:<!-- from (?P<file>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


def blocks(name: str) -> list[re.Match[str]]:
    return list(BLOCK.finditer((ROOT / name).read_text(encoding="utf-8")))


def sessions(name: str) -> list[tuple[str, str]]:
    """The commands of a document, each with the output that it shows."""
    found = []
    for block in blocks(name):
        if block["kind"] == "console":
            for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((command, output))
    return found


def matches(shown: str, printed: str) -> bool:
    """Whether a shown output is what was printed; a line `…` stands for any lines, or none."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(f"{line}\n") for line in shown.splitlines()
    ]
    return bool(re.fullmatch("".join(lines), printed))


@pytest.fixture(scope="module")
def workplace(tmp_path_factory):
    """A copy of what the documents' commands work on, so that running them changes nothing."""
    folder = tmp_path_factory.mktemp("docs")
    for name in ("seeds", "ontology", "out/demo"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if sessions(name)])
def test_every_command_prints_what_the_document_shows(name, workplace):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for command, shown in sessions(name):
        done = subprocess.run(
            ["bash", "-c", f"{command}"],
            cwd=workplace,
            env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

        assert matches(shown, done.stdout), f"$ {command}\n{done.stdout}"
        assert done.returncode == 0, f"$ {command} exits {done.returncode}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_an_excerpt_is_what_the_file_says(name):
    for block in blocks(name):
        if block["file"]:
            text = (ROOT / block["file"]).read_text(encoding="utf-8")
            parts = re.split(r"^\s*…\n", block["text"], flags=re.MULTILINE)
            places = [text.find(part) for part in parts]

            assert -1 not in places, f"{block['file']} has not: {parts[places.index(-1)]}"
            assert places == sorted(places)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_named_tests_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")

    folder = (ROOT / name).parent
    assert not [link for link in LINK.findall(text) if not (folder / link).exists()]
    for path, function in TEST.findall(text):
        code = (ROOT / path).read_text(encoding="utf-8")
        assert not function or f"def {function}(" in code, f"{path} has no {function}"


def test_the_two_commands_of_the_readme_are_targets():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = re.findall(r"`?\bmake ([a-z]+)", text)

    assert {"demo", "test"} <= set(commands)
    assert all(re.search(rf"^{command}:", makefile, re.MULTILINE) for command in commands)


def test_every_command_and_option_is_documented():
    from typer.main import get_command

    from nutgraf.cli import app

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, command in get_command(app).commands.items():
        assert f"nutgraf {name}" in text, f"README.md does not mention `nutgraf {name}`"
        assert command.help
        for parameter in command.params:
            assert parameter.name == "help" or getattr(parameter, "help", None), parameter.name


def test_the_lock_file_names_no_place():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if not line.startswith("#")]

    assert not re.search(r"://|@ |--(index|extra|find|hash)", "\n".join(pins))
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9.]+( ; .+)?", pin) for pin in pins)
