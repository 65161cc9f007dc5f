"""Which words are asked about: with too few names are lost, with too many time."""

import pytest

from nutgraf.annotators.nameable import nameable


def asked(text):
    words = text.split()
    return " ".join(word for word, may in zip(words, nameable(words), strict=True) if may)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rain fell on Velmora for days .", "Velmora"),
        ("It was late , and nobody came .", ""),
        ("In The Hague a court sat", "The Hague"),
        ("the Bank of the West paid", "Bank of the West"),
        (
            "Trade and Industry of the North , said Ona",
            "Trade and Industry of the North , said Ona",
        ),
        ("said de la Rua", "de la Rua"),
        ("told al - Khatib to wait", "al - Khatib"),
        ("Kim Min - jae ran", "Kim Min - jae"),
        ("the 14th Book Fair and Stage 2 of it", "14th Book Fair and Stage 2"),
        ("On Monday we saw no one", ""),
        ("on Monday Okello left", "Monday Okello"),
        ("WHO warned that WE must act", "WHO warned that WE"),
        ("E . Ruiz met A . Bo", "E . Ruiz met A . Bo"),
        ("iPhones and McCoy", "iPhones and McCoy"),
        ("", ""),
    ],
)
def test_words_that_may_be_part_of_a_name(text, expected):
    assert asked(text) == expected
