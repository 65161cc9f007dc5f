"""The context as the JSON-LD writer asks it: what it remembers does not grow with the articles."""

import tracemalloc

from nutgraf.profile import context
from nutgraf.writers.context import Context


def test_names_of_very_many_articles_are_not_all_remembered():
    asked = Context(context())

    def ask(start):
        for number in range(start, start + 20_000):
            asked.name(f"https://news.example/articles/story-{number}")
            asked.kind(f"https://news.example/kinds#{number}")
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        first = ask(0)
        assert ask(20_000) < first + 100_000
    finally:
        tracemalloc.stop()
