"""Nutgraf's own articles: every one can be read, and holds no contradiction."""

from collections import Counter

import pytest
from training.check import faults
from training.markup import parse
from training.material import CORPUS, FOR_CALIBRATION, own, own_articles, to_learn

ARTICLES = sorted(CORPUS.glob("[0-9]*.txt"))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_holds_no_contradiction(path):
    assert list(faults(parse(path.read_text(encoding="utf-8")))) == []


def test_there_are_many_of_every_style_and_continent():
    styles = Counter(marked.about["style"] for _, marked in own_articles())

    assert len(ARTICLES) >= 200
    assert len({path.name[:3] for path in ARTICLES}) == len(ARTICLES)
    assert all(
        styles[style] >= 5 for style in ("wire", "local", "financial", "political", "sports")
    )


def test_a_third_is_held_back():
    learned, held_back = own_articles(), own_articles(held_back=True)

    assert len(held_back) * 3 == len(ARTICLES)
    assert not {name for name, _ in learned} & {name for name, _ in held_back}


def test_the_tagger_learns_from_none_that_is_held_back_or_that_it_is_measured_on():
    learned = {name for name, _ in to_learn()}

    assert learned < {name for name, _ in own_articles()}
    assert not learned & {name for name, _ in own_articles(held_back=True)}
    assert not {int(name[:3]) for name in learned} & FOR_CALIBRATION


def test_the_labels_of_a_name_are_its_words():
    [document] = own([("a", parse("{p:Ines Calder} met {o:Calder & Sons} in {l:Velmora}.\n---\n"))])

    assert document.sentences == (
        (
            ("Ines", "B-PER"),
            ("Calder", "I-PER"),
            ("met", "O"),
            ("Calder", "B-ORG"),
            ("&", "I-ORG"),
            ("Sons", "I-ORG"),
            ("in", "O"),
            ("Velmora", "B-LOC"),
            (".", "O"),
        ),
    )
    assert not document.complete
