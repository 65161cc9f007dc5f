"""An article that breaks what reads it is named and set aside; the others are published."""

from __future__ import annotations

import json
import os
import sys

import pytest

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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux")
def test_one_poison_article_does_not_spoil_the_others(nutgraf, poisoned):
    path = os.pathsep.join([str(poisoned / "lib"), *filter(None, [os.environ.get("PYTHONPATH")])])
    arguments = ("publish", "in", "--to", "out", "--tagger", "poison")
    done = nutgraf(*arguments, cwd=poisoned, PYTHONPATH=path)

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
