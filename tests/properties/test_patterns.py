"""Many words as one pattern: it finds what a pattern that lists them finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from nutgraf.language.patterns import either

LETTERS = st.text("ab -.", min_size=1, max_size=5)


@given(st.sets(LETTERS, min_size=1, max_size=8), st.text("ab -.", max_size=20))
def test_the_words_are_found_as_if_they_were_listed_the_longest_first(words, text):
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))

    for behind in ("", r"\b", r"(?!-)", " "):
        found, expected = (
            [match.span() for match in re.finditer(f"(?:{pattern}){behind}", text)]
            for pattern in (either(words), listed)
        )
        assert found == expected
