"""The command line: exit codes, what goes where, and what bad input is told."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from nutgraf.cli import app
from nutgraf.cli.running import PRECEDENCE, worst

HEAVY = ("rdflib", "pyshacl", "onnxruntime", "numpy", "pyoxigraph", "rich")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*args, stdin=b""):
        return CliRunner().invoke(app, [*map(str, args)], input=stdin, catch_exceptions=False)

    return invoke


def test_help_imports_nothing_heavy():
    code = f"""
import sys
from nutgraf.cli import app
try:
    app(["--help"])
except SystemExit as done:
    assert done.code == 0
print(sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "publish" in done.stdout
    assert done.stderr == "[]\n"


def test_help_is_quick(nutgraf):
    def seconds():
        start = time.perf_counter()
        assert nutgraf("--help").returncode == 0
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.4


def test_without_arguments_the_help_is_shown(nutgraf):
    done = nutgraf()

    assert done.returncode == 2
    assert b"Usage:" in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr
    assert nutgraf("--help").returncode == 0


def test_the_version_is_the_packages(run):
    from importlib.metadata import version

    assert run("--version").stdout == f"nutgraf {version('nutgraf')}\n"


def test_of_several_exit_codes_one_wins():
    assert [worst(PRECEDENCE[place:]) for place in range(6)] == list(PRECEDENCE)
    assert [worst(reversed(PRECEDENCE[place:])) for place in range(6)] == list(PRECEDENCE)
    assert worst([]) == 0


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["publish"], "Missing argument"),
        (["publish", "a.txt", "b.txt"], "several sources have no common name; name a folder"),
        (["publish", "a.txt", "--base", "news"], "base: 'news' is not an absolute http(s) IRI"),
        (["publish", "a.txt", "--jobs", "0"], "jobs: 0 is less than 1"),
        (["map", "a.txt", "--min-confidence", "2"], "min_confidence: 2.0 is not between 0 and 1"),
        (["publish", "a.txt", "--published", "May"], "--published: 'May' is not an ISO 8601 date"),
        (["publish", "a.txt", "--config", "no.toml"], "no.toml: cannot read the config file"),
        (["read", "-"], "-: articles are read from files and folders"),
        (["annotate", "-", "a.txt"], "-: stands for standard input, alone"),
        (["annotate", "--published", "2024-05-06"], "--published: goes with SOURCES"),
        (["annotate", "--nonsense"], "No such option"),
        (["nonsense"], "No such command"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_why(run, args, told):
    done = run(*args)

    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""


def test_a_config_file_in_the_folder_is_taken(run, tmp_path):
    (tmp_path / "nutgraf.toml").write_text("bsae = 'https://a.example/'", encoding="utf-8")

    assert run("publish", "a.txt").exit_code == 2
    assert "nutgraf.toml, line 1: there is no key 'bsae'" in run("publish", "a.txt").stderr


def test_read_writes_an_article_a_line(run, story_file, story):
    done = run("read", story_file, "--published", "2024-05-06")

    assert done.exit_code == 0
    [line] = done.stdout.splitlines()
    article = json.loads(line)
    assert (article["id"], article["text"]) == ("bridge", story)
    assert article["published"] == "2024-05-06"


def test_the_stages_give_what_publish_gives(nutgraf, story_file, tmp_path):
    published = nutgraf("publish", story_file, "--to", tmp_path / "whole")
    read = nutgraf("read", story_file)
    annotated = nutgraf("annotate", stdin=read.stdout)
    mapped = nutgraf("map", "-", stdin=annotated.stdout)

    assert published.returncode == 0, published.stderr.decode()
    assert published.stdout == b""
    lines = (tmp_path / "whole" / "dataset.nq").read_bytes().splitlines(keepends=True)
    described = b" <https://news.example/dataset/description> .\n"
    assert mapped.stdout == b"".join(line for line in lines if not line.endswith(described))
    assert nutgraf("map", story_file).stdout == mapped.stdout
    assert read.stderr + annotated.stderr + mapped.stderr == b""


def test_a_bad_line_fails_and_the_others_go_on(run, story_file):
    good = run("read", story_file).stdout.encode()
    done = run("annotate", stdin=b"nonsense\n" + good + b"\xff\n")

    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 1
    assert "standard input, line 1: not JSON" in done.stderr
    assert "standard input, line 3: not UTF-8" in done.stderr


def test_what_is_not_sure_enough_is_in_the_evidence_alone(nutgraf, story_file, tmp_path):
    sure = ("--min-confidence", "0.9")
    published = nutgraf("publish", story_file, "--to", tmp_path / "sure", *sure)
    mapped = nutgraf("map", story_file, *sure)

    assert published.returncode == 0, published.stderr.decode()
    account = json.loads((tmp_path / "sure" / "report.json").read_text("utf-8"))
    withheld = mapped.stdout.count(b"<https://w3id.org/nutgraf#withheld>")
    assert account["factsWithheld"] == account["articles"][0]["factsWithheld"] == withheld > 0
    assert f"{withheld} facts withheld for want of confidence" in published.stderr.decode()
    for line in mapped.stdout.splitlines(keepends=True):
        assert line in (tmp_path / "sure" / "dataset.nq").read_bytes()


def test_strict_lets_warnings_block(run, story_file):
    assert run("publish", story_file, "--to", "free").exit_code == 0
    done = run("publish", story_file, "--to", "strict", "--strict")

    assert done.exit_code == 1
    assert "1 in = 0 published + 1 rejected + 0 failed" in done.stderr
    assert "does not conform: 0 violations" in done.stderr


def test_a_run_of_many_articles_is_a_table(run, tmp_path, story):
    (tmp_path / "in").mkdir()
    for number in range(4):
        (tmp_path / "in" / f"story-{number}.txt").write_text(story, encoding="utf-8")
    (tmp_path / "in" / "contact.txt").write_bytes(BAD["contact.txt"][0])
    done = run("publish", "in", "--to", "out")
    lines = done.stderr.splitlines()

    assert done.exit_code == 1
    assert lines[0].split()[:2] == ["article", "people"]
    assert lines[1].startswith("  Harbour Bridge To Reopen In Spring  ")
    assert len({line.rpartition("  ")[2] for line in lines[1:5]}) == 1
    assert lines[5] == ""
    assert "  4 articles: Give the author, if you know who it is; the source states none." in lines
    assert [line for line in lines if line.startswith("rejected: contact.txt: ")]
    assert "5 in = 4 published + 1 rejected + 0 failed" in lines


@pytest.mark.parametrize("name", ["in", "gone"])
def test_nothing_to_read_is_told_and_leaves_what_was_there(run, tmp_path, story_file, name):
    (tmp_path / "in").mkdir()
    assert run("publish", story_file, "--to", "out").exit_code == 0
    before = files(tmp_path / "out")
    done = run("publish", name, "--to", "out")
    told = {"in": "no article in this folder", "gone": "there is no such file or folder"}[name]

    assert done.exit_code == 3
    assert done.stderr.startswith(f"failed: {name}: {told}; ")
    assert done.stderr.endswith("There was nothing to read, so no dataset was written.\n")
    assert files(tmp_path / "out") == before
    run("publish", name)
    assert not (tmp_path / "out" / name).exists()


def test_jobs_change_no_byte(nutgraf, tmp_path, story):
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"story-{number}.txt").write_text(story, encoding="utf-8")
    (tmp_path / "in" / "empty.txt").touch()
    one = nutgraf("publish", tmp_path / "in", "--to", tmp_path / "one")
    two = nutgraf("publish", tmp_path / "in", "--to", tmp_path / "two", "--jobs", "2")

    assert one.returncode == two.returncode == 3
    assert files(tmp_path / "one") == files(tmp_path / "two")


def files(folder):
    """Every file of a dataset, by its path in it."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_base_and_the_date_that_the_caller_gives(run, tmp_path, story_file):
    base = "https://data.velmora.net/news/"
    done = run("publish", story_file, "--to", "out", "--base", base, "--published", "2024-05-06")
    turtle = (tmp_path / "out" / "articles" / "bridge.ttl").read_text(encoding="utf-8")

    assert done.exit_code == 0
    assert f"@base <{base}> ." in turtle
    assert 'datePublished "2024-05-06"^^xsd:date' in turtle
    assert "news.example" not in "".join(map(str, files(tmp_path / "out").values()))


BAD = {
    "empty.txt": (b"", 3, "empty.txt: the file is empty"),
    "blank.txt": (b" \n\n\t\n", 3, "blank.txt: the file is empty"),
    "bom.txt": (b"\xef\xbb\xbf", 3, "bom.txt: the file is empty"),
    "nul.txt": (b"One line.\nAnother\0 line.", 3, "nul.txt, line 2, byte 17: "),
    "latin.txt": (
        b"Caf\xe9 society.",
        3,
        "latin.txt, line 1, byte 3: byte 0xe9 is not valid UTF-8",
    ),
    "binary.txt": (bytes(range(1, 32)) * 9, 3, "binary.txt: "),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 3, "picture.txt, line"),
    "big.txt": (b"x" * 10_000_001, 6, "big.txt: the file is over the limit of 10,000,000 bytes"),
    "contact.txt": (b"desk@velmora.example\n", 1, "contact.txt"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_a_line_and_leaves_nothing_half_written(run, tmp_path, name):
    data, code, told = BAD[name]
    (tmp_path / name).write_bytes(data)
    done = run("publish", name, "--to", "out")

    assert done.exit_code == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert "1 in = 0 published" in done.stderr
    assert not list(tmp_path.glob("out/articles/*"))


def test_one_bad_input_never_stops_the_others(run, tmp_path, story):
    for name, (data, _, _) in BAD.items():
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "bridge.txt").write_text(story, encoding="utf-8")
    done = run("publish", "in", "gone.txt", "--to", "out")

    assert done.exit_code == 6
    assert "11 in = 1 published + 1 rejected + 9 failed" in done.stderr
    assert [path.name for path in sorted((tmp_path / "out" / "articles").iterdir())] == [
        "bridge.evidence.ttl",
        "bridge.jsonld",
        "bridge.ttl",
    ]
    assert [path.name for path in (tmp_path / "out" / "rejected").iterdir()] == [
        "contact.report.ttl"
    ]


def without_source(path):
    """The facts without what hangs on offsets and bytes of the source."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if "ni:///" not in line]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="BOM"),
        pytest.param(lambda data: data.replace(b"\n", b"\r\n"), id="CRLF"),
    ],
)
def test_line_ends_and_a_byte_order_mark_change_no_fact(run, tmp_path, story, change):
    for folder, data in (("plain", story.encode()), ("other", change(story.encode()))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bridge.txt").write_bytes(data)
        assert run("publish", f"{folder}/bridge.txt", "--to", f"out-{folder}").exit_code == 0

    plain, other = (
        tmp_path / f"out-{folder}" / "articles/bridge.ttl" for folder in ("plain", "other")
    )
    assert without_source(plain) == without_source(other)


def test_control_characters_are_escaped_not_dropped(run, tmp_path, story):
    (tmp_path / "bell.txt").write_text(story.replace("less than", "less\a than"), encoding="utf-8")
    done = run("publish", "bell.txt", "--to", "out")

    assert done.exit_code == 0
    assert "\a" not in done.stderr
    data = (tmp_path / "out" / "dataset.nq").read_bytes()
    assert b"\a" not in data
    assert b"less\\u0007 than" in data


def test_an_unwritable_target_exits_with_5_and_keeps_what_was_there(run, tmp_path, story_file):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    done = run("publish", story_file, "--to", "taken")

    assert done.exit_code == 5
    assert "taken" in done.stderr
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name != "posix", reason="pipes as on POSIX")
def test_a_reader_that_has_enough_is_no_error(story_file):
    command = f"{sys.executable} -m nutgraf map {story_file} | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)

    assert done.stdout.endswith("0\n")
    assert done.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
def test_an_interrupt_exits_with_130(nutgraf, story_file):
    article = nutgraf("read", story_file).stdout
    # A shell's background job ignores the signal, and its children with it: put that right first.
    with subprocess.Popen(
        [sys.executable, "-m", "nutgraf", "annotate"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        # An interrupt before Python is up is not ours to answer.
        process.stdin.write(article)
        process.stdin.flush()
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)

    assert process.returncode == 130
    assert b"Traceback" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX does")
def test_a_disk_that_takes_no_more_leaves_the_old_dataset(nutgraf, story_file, tmp_path):
    def contents():
        files = (path for path in (tmp_path / "out").rglob("*") if path.is_file())
        return {path.relative_to(tmp_path): path.read_bytes() for path in files}

    assert nutgraf("publish", story_file, "--to", "out", cwd=tmp_path).returncode == 0
    before = contents()
    story_file.write_text(f"{story_file.read_text('utf-8')}\nIt rained all day.\n", "utf-8")
    command = f"ulimit -f 20; exec {sys.executable} -m nutgraf publish {story_file} --to out"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)

    assert done.returncode == 5
    told = (
        rb"cannot be written \((File too large|disk I/O error)\); what was there before is intact"
    )
    assert re.search(told, done.stderr)
    assert contents() == before
    left = {path.name for path in tmp_path.iterdir()} - {".out.state-wal"}  # as large as it may be
    assert left == {"bridge.txt", "out", ".out.state"}
