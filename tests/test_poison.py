"""An article that breaks what reads it is named and set aside; the others are published.

`make soak` sets NUTGRAF_POISON to 10,000: so many articles are around the broken ones.
"""

from __future__ import annotations

import json
import os
import sys

import pytest

MANY = int(os.environ.get("NUTGRAF_POISON", "100"))
PLUGIN = """
import os
import time

def make(argument, config):
    def annotate(reading):
        text = reading.article.text
        if "CRASH" in text:
            os.abort()
        if "HANG" in text:
            while True:
                time.sleep(1)
        if "EAT" in text:
            bytearray(1 << 36)
        return ()
    return annotate
"""
ARTICLES = {
    "crash.txt": "CRASH in the harbour of Velmora.\n",
    "eat.txt": "EAT all that is there.\n",
    "ferry.txt": "The ferry sailed at dawn with nine crates of apples on board.\n",
    "hang.txt": "HANG the lanterns over the quay.\n",
    "tide.txt": "The tide was late, and so was the ferry that waited for it.\n",
}


@pytest.fixture
def poisoned(tmp_path):
    """A folder of articles, and one of a tagger that three of them break."""
    (tmp_path / "lib" / "poison-1.dist-info").mkdir(parents=True)
    (tmp_path / "lib" / "poison.py").write_text(PLUGIN)
    (tmp_path / "lib" / "poison-1.dist-info" / "METADATA").write_text("Name: poison\nVersion: 1\n")
    (tmp_path / "lib" / "poison-1.dist-info" / "entry_points.txt").write_text(
        "[nutgraf.annotators]\npoison = poison:make\n"
    )
    (tmp_path / "nutgraf.toml").write_text("article_seconds = 15\n")
    (tmp_path / "in").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "in" / name).write_text(text)
    return tmp_path


pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory is limited on Linux"
)


def publish(nutgraf, folder, what):
    path = os.pathsep.join([str(folder / "lib"), *filter(None, [os.environ.get("PYTHONPATH")])])
    arguments = ("publish", what, "--to", "out", "--tagger", "poison")
    return nutgraf(*arguments, cwd=folder, PYTHONPATH=path)


def test_one_poison_article_does_not_spoil_the_others(nutgraf, poisoned):
    done = publish(nutgraf, poisoned, "in")

    told = done.stderr.decode()
    assert "5 in = 2 published + 0 rejected + 3 failed" in told
    assert "crash.txt: the process that read it died (SIGABRT)" in told
    assert "hang.txt: took longer than 15 seconds and was stopped" in told
    assert "eat.txt: needs more memory than" in told
    assert "Traceback" not in told
    assert done.returncode == 6
    account = json.loads((poisoned / "out" / "report.json").read_text())
    published = [each["source"] for each in account["articles"] if each["outcome"] == "published"]
    assert published == ["ferry.txt", "tide.txt"]


def test_nor_does_poison_among_very_many(nutgraf, poisoned):
    poison = {MANY // 4: "CRASH", MANY // 2: "EAT", MANY - 3: "HANG"}
    with (poisoned / "many.jsonl").open("w") as file:
        for number in range(1, MANY + 1):
            body = f"{poison.get(number, 'The')} ferry waited for tide {number}."
            story = {"headline": f"Tide {number}", "articleBody": body}
            file.write(json.dumps({"@type": "NewsArticle", **story}) + "\n")
    done = publish(nutgraf, poisoned, "many.jsonl")

    told = done.stderr.decode()
    assert f"{MANY} in = {MANY - 3} published + 0 rejected + 3 failed" in told
    account = json.loads((poisoned / "out" / "report.json").read_text())
    failed = [each["error"] for each in account["articles"] if each["outcome"] == "failed"]
    assert len(failed) == 3
    for number, why in zip(poison, ("died", "memory", "15 seconds"), strict=True):
        assert [f"line {number}" in error and why in error for error in failed].count(True) == 1
    assert done.returncode == 6
