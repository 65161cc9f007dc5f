"""Whatever words a sentence is made of, a statement is some of them, and somebody's."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.annotators.known import Names
from nutgraf.annotators.quotations import quotations
from nutgraf.annotators.statements import statements
from nutgraf.language import words
from nutgraf.language.speech import SPEECH_NOUNS, forms
from nutgraf.language.tokens import Reading
from nutgraf.model import Source
from nutgraf.readers.text import read

MARKS = [
    ",",
    ",",
    ";",
    ":",
    "(",
    ")",
    "—",
    "–",
    "--",
    "“",
    "”",
    '"',
    "''",
    "’s",
    "-",
    "£5",
    "18",
    ".",
]
WORDS = sorted(
    {
        *forms(),
        *SPEECH_NOUNS,
        *words.AUXILIARIES,
        *words.PREPOSITIONS,
        *words.DETERMINERS,
        *words.CONJUNCTIONS,
        *words.TIMES,
        *words.PERIODS,
        *"he she it they according to whose which not only Ann Oslo minister officials dam".split(),
    }
)
SENTENCE = st.lists(st.sampled_from(MARKS) | st.sampled_from(WORDS), min_size=1, max_size=25)


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(SENTENCE, st.booleans())
def test_a_statement_is_words_of_its_sentence(sentence, headline):
    text = "The dam. " + " ".join(sentence) + ("\n\nThe dam stood." if headline else "")
    [article] = read(Source(name="t.txt", key="t", data=text.encode()))
    reading, names = Reading(article), Names(())
    for found in statements(reading, names, quotations(reading, names)):
        assert all(part.of(text).split() for part in found.parts)
        assert found.speaker.span.of(text).strip()
        assert sum(len(part.of(text).split()) for part in found.parts) >= 3
