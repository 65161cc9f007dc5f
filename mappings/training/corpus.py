"""Writes the gold of nutgraf's own articles, for `nutgraf eval`.

python -m training.corpus [--held-back] > gold.jsonl
"""

from __future__ import annotations

import argparse
import json

from training.material import own_articles


def lines(*, held_back: bool) -> list[str]:
    """One line of gold an article: of those to learn from, or of those held back."""
    articles = own_articles(held_back=held_back)
    return [json.dumps(marked.gold(name), ensure_ascii=False) for name, marked in articles]


def main() -> None:
    """Print the gold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--held-back", action="store_true", help="the third that nobody learns from"
    )
    for line in lines(held_back=parser.parse_args().held_back):
        print(line)


if __name__ == "__main__":
    main()
