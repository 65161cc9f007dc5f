"""The same articles are the same bytes: in any order, process, place, zone, locale, hash seed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

ARTICLES = {
    "tides.txt": """Tides Run High In Ostrand

By Mina Vossberg and Jonas Tarn

OSTRAND — The Tides Authority of Ostrand closed the harbour on Friday, its director said.

“Nobody sails tonight,” said Ines Calder, director of the Tides Authority. “The gates stay shut.”

According to Calder, the sea wall held. She said that repairs would cost $1,200.50.

Ships are seen in the harbour of Ostrand on May 3, 2021. (ANN LEE / TARN PRESS)

READ MORE: Ferry guild ends its strike
""",
    "ferry.txt": """The Ferry Guild of Velmora ended its strike on 3 May 2021, the guild said.

“We sail again,” said Tomas Reyk, president of the Ferry Guild. “The boats are painted.”

“We were never asked,” Reyk added at the Velmora Bridge Forum, co-organized by the Ferry Guild and \
Quill University.

Contact desk@velmora.example
""",
    "Üben & Öl.text": "„Wir üben“, sagte Jürgen Groß. \u202eRTL\u202c 香港電台 \U0001f30a\r\n\r\nIt rained in Kenya.\r\n",
    "quay.json": json.dumps(
        {
            "@type": "NewsArticle",
            "headline": "Quay of Ostrand to be paved",
            "articleBody": "OSTRAND will have a quay.\n\n“We pave,” said Mara Lind in Ostrand.",
            "datePublished": "2031-03-04T09:30:00.50+0800",
            "author": {"@type": "Person", "name": "Ada Brook"},
            "mentions": [
                {"@type": "Person", "name": "Mara Lind", "jobTitle": ["mason", "chair"]},
                {"@type": "City", "name": "Ostrand"},
            ],
            "hasPart": {"@type": "Quotation", "text": "We pave", "creator": "Mara Lind"},
        }
    ),
    "contact.txt": "desk@ostrand.example\n",
    "empty.txt": "\n",
}
PLAIN = {
    "PYTHONHASHSEED": "0",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("in") / "desk"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_bytes(text.encode())
    return folder


@pytest.fixture(scope="module")
def publish(nutgraf, tmp_path_factory):
    """Publish to a new folder and give its bytes, which two engines have read alike."""

    def run(*args, cwd=None, **env):
        target = tmp_path_factory.mktemp("out") / "dataset"
        done = nutgraf("publish", *args, "--to", target, cwd=cwd, **{**PLAIN, **env})
        assert done.returncode == 3, done.stderr.decode()  # the empty one could not be read
        found = files(target)
        says_one_thing(found)
        return found

    return run


@pytest.fixture(scope="module")
def expected(publish, articles):
    found = publish(articles)
    assert [name for name in found if name.startswith("rejected/")] == [
        "rejected/contact.report.ttl"
    ]
    assert len([name for name in found if name.startswith("articles/")]) == 12
    return found


def files(folder):
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return dict(sorted(found.items()))


FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".nq": ox.RdfFormat.N_QUADS,
}


def rdfc10(quads):
    """The SHA-256 of the canonical form of these statements, https://www.w3.org/TR/rdf-canon/."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS).splitlines(keepends=True)
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def hashes(found):
    """What each file of RDF says, whatever its format; of the file of all graphs, what each says."""
    said = {}
    for name, data in found.items():
        if Path(name).suffix in FORMATS:
            said[name] = rdfc10(ox.parse(data, FORMATS[Path(name).suffix]))
    graphs = {}
    for quad in ox.parse(found["dataset.nq"], ox.RdfFormat.N_QUADS):
        graphs.setdefault(quad.graph_name.value, []).append(ox.Quad(*quad.triple))
    return said | {name: rdfc10(quads) for name, quads in graphs.items()}


def says_one_thing(found):
    """The files of an article say what its graphs in the file of all graphs say."""
    said = hashes(found)
    graphs = "https://news.example/graphs/"
    keys = [name[len("articles/") : -len(".jsonld")] for name in found if name.endswith(".jsonld")]
    for key in keys:
        facts = {said[f"articles/{key}.ttl"], said[f"articles/{key}.jsonld"], said[graphs + key]}
        evidence = {said[f"articles/{key}.evidence.ttl"], said[f"{graphs}{key}/evidence"]}
        assert (len(facts), len(evidence)) == (1, 1), key
    assert said["void.ttl"] == said["https://news.example/dataset/description"]
    assert len([name for name in said if name.startswith(graphs)]) == 2 * len(keys)


def differing(one, other):
    """The files that have other bytes, and those that say something else."""
    found = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    said, again = hashes(one), hashes(other)
    return found + [
        name for name in said.keys() | again.keys() if said.get(name) != again.get(name)
    ]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati"}, id="seed and zone"),
        pytest.param({"LC_ALL": "C", "LANG": "C", "OMP_NUM_THREADS": "2"}, id="locale, threads"),
        pytest.param({"PYTHONOPTIMIZE": "2"}, id="without assertions"),
    ],
)
def test_the_environment_changes_no_byte(publish, articles, expected, change):
    assert differing(publish(articles, **change), expected) == []


def test_the_number_of_processes_changes_no_byte(publish, articles, expected):
    assert differing(publish(articles, "--jobs", "2"), expected) == []


@pytest.mark.parametrize("more", [(), ("--strict",)], ids=["", "strict"])
def test_the_validator_changes_no_byte(publish, articles, expected, more):
    alone = publish(articles, *more, "--validator", "pyshacl")

    assert differing(alone, publish(articles, *more) if more else expected) == []
    assert any(name.startswith("rejected/tides.") for name in alone) == bool(more)


def test_the_order_of_arguments_changes_no_byte(publish, articles, expected):
    names = sorted(ARTICLES, reverse=True)
    backwards = publish(*(articles / name for name in names), PYTHONHASHSEED="12")

    assert differing(backwards, expected) == []


def test_the_place_changes_no_byte(publish, articles, expected, tmp_path):
    moved = tmp_path / "a place elsewhere" / "desk"
    shutil.copytree(articles, moved)
    for number, path in enumerate(sorted(moved.iterdir(), reverse=True)):
        os.utime(path, (number, number))

    assert differing(publish(Path("desk"), cwd=moved.parent), expected) == []


def test_all_of_it_together_changes_no_byte(publish, articles, expected, tmp_path):
    shutil.copytree(articles, tmp_path / "deep" / "er" / "desk")
    names = [Path("desk", name) for name in sorted(ARTICLES, reverse=True)]
    other = {"PYTHONHASHSEED": "99", "TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "tr_TR.UTF-8"}

    again = publish(*names, "--jobs", "2", cwd=tmp_path / "deep" / "er", **other)
    assert differing(again, expected) == []


def test_a_statement_that_is_other_is_seen_whatever_its_format(expected):
    for name in ("articles/quay.ttl", "articles/quay.jsonld", "articles/quay.evidence.ttl"):
        changed = {**expected, name: expected[name].replace(b"Mara Lind", b"Mara Lund")}
        assert differing(changed, expected) == [name, name]
        with pytest.raises(AssertionError, match="quay"):
            says_one_thing(changed)


def test_publishing_again_over_the_old_dataset_changes_no_byte(
    nutgraf, articles, expected, tmp_path
):
    for _ in range(2):
        nutgraf("publish", articles, "--to", tmp_path / "again")

    assert differing(files(tmp_path / "again"), expected) == []


def test_an_article_says_the_same_whoever_is_beside_it(publish, articles, expected):
    alone = publish(articles / "ferry.txt", articles / "empty.txt")
    own = [name for name in expected if name.startswith("articles/ferry.")]

    assert len(own) == 3
    assert all(alone[name] == expected[name] for name in own)


def test_nothing_in_it_says_when_or_where_it_was_made(articles, expected):
    from datetime import UTC, datetime

    for name, data in expected.items():
        assert str(articles).encode() not in data, name
        assert datetime.now(UTC).strftime("%Y-%m-%d").encode() not in data, name


def test_the_stages_one_by_one_give_the_lines_of_the_whole(nutgraf, articles, expected):
    names = [articles / name for name in ("tides.txt", "ferry.txt", "Üben & Öl.text", "quay.json")]
    read = nutgraf("read", *names, PYTHONHASHSEED="1")
    annotated = nutgraf("annotate", stdin=read.stdout, PYTHONHASHSEED="2")
    mapped = nutgraf("map", stdin=annotated.stdout, PYTHONHASHSEED="3")
    backwards = nutgraf("map", stdin=b"".join(reversed(annotated.stdout.splitlines(keepends=True))))

    described = b" <https://news.example/dataset/description> .\n"
    lines = expected["dataset.nq"].splitlines(keepends=True)
    assert len(annotated.stdout.splitlines()) == len(names)
    assert mapped.stdout == b"".join(line for line in lines if not line.endswith(described))
    assert backwards.stdout == mapped.stdout
    assert nutgraf("map", *names).stdout == mapped.stdout


def test_the_manifest_lists_every_other_file_and_no_machine(expected):
    import json
    import platform

    manifest = json.loads(expected["manifest.json"])

    assert sorted(manifest["files"]) == sorted(set(expected) - {"manifest.json"})
    assert platform.python_version() not in expected["manifest.json"].decode()
