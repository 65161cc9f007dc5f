"""The seam for other name taggers: none is needed, none is loaded unless the config names it.

A config names a tagger as `kind:argument` (`spacy:en_core_web_sm`).  Each kind has a maker, a
function that takes the argument and the config and gives an `Annotator`.  Ours are a literal table;
others come as [entry points](https://packaging.python.org/en/latest/specifications/entry-points/)
of the group `nutgraf.annotators`:

```toml
[project.entry-points."nutgraf.annotators"]
mine = "my_package.names:annotator"    # def annotator(argument: str, config: Config) -> Annotator
```

What the taggers find joins our own by `votes`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, cast

from nutgraf.annotators.taggers.found import Found, checked
from nutgraf.annotators.taggers.votes import Ballot
from nutgraf.errors import ModelError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nutgraf.config import Config
    from nutgraf.language.tokens import Reading
    from nutgraf.model import Dropped

    Maker = Callable[[str, Config], "Annotator"]

GROUP = "nutgraf.annotators"
"""The group of entry points by which other packages bring their taggers."""

ANNOTATORS = {
    "gliner": "nutgraf.annotators.taggers.gliner:annotator",
    "llm": "nutgraf.annotators.taggers.llm:annotator",
    "spacy": "nutgraf.annotators.taggers.spacy:annotator",
}
"""The maker of each kind of ours, as an import string that is loaded on first use."""

WEIGHTS = {"gliner": 1.0, "llm": 1.2, "spacy": 0.8}
"""How much the word of a tagger counts in the vote; 1 for kinds that are not ours."""


class Annotator(Protocol):
    """One method: the names that a tagger finds in an article, and what it found but can't show.

    The result depends on the reading and on nothing else.  A tagger that gives no scores leaves
    them at 1; one whose model answers in words, not in places, counts what the text does not hold.
    """

    def __call__(self, reading: Reading, /) -> Iterable[Found | Dropped]:
        """The names in this article, in any order."""
        ...


def annotators(config: Config) -> tuple[tuple[str, Annotator], ...]:
    """The taggers that this config names, each with its kind; loaded once in a process.

    Raises a `UsageError` for a kind that nobody has, a `ModelError` for what is not installed.

    >>> from nutgraf.config import Config
    >>> annotators(Config())
    ()
    >>> annotators(Config(taggers=("spcy:en_core_web_sm",)))
    Traceback (most recent call last):
      ...
    nutgraf.errors.UsageError: taggers: there is no tagger 'spcy'; known are gliner, llm, spacy
    """
    return tuple((name.partition(":")[0], _loaded(name, config)) for name in config.taggers)


def ballots(
    reading: Reading, annotators: Sequence[tuple[str, Annotator]]
) -> tuple[tuple[Ballot, ...], tuple[Dropped, ...]]:
    """What each tagger says of this article, and what of it is not taken."""
    given: list[Ballot] = []
    dropped: list[Dropped] = []
    for kind, annotator in annotators:
        found, lost = checked(reading, kind, annotator(reading))
        given.append(Ballot(source=f"{kind}-vote", weight=WEIGHTS.get(kind, 1.0), found=found))
        dropped += lost
    return tuple(given), tuple(dropped)


@cache
def _loaded(name: str, config: Config) -> Annotator:
    kind, _, argument = name.partition(":")
    return _maker(kind)(argument, config)


def _maker(kind: str) -> Maker:
    if kind in ANNOTATORS:
        module, name = ANNOTATORS[kind].split(":")
        return cast("Maker", getattr(import_module(module), name))
    others = {each.name: each for each in entry_points(group=GROUP)}
    if kind not in others:
        known = ", ".join(sorted({*ANNOTATORS, *others}))
        raise UsageError(f"there is no tagger {kind!r}", place="taggers", hint=f"known are {known}")
    try:
        return cast("Maker", others[kind].load())
    except (ImportError, AttributeError) as error:
        raise ModelError(
            f"the tagger does not load ({error})",
            source=others[kind].value,
            hint="install its package again",
        ) from None
