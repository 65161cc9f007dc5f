"""nutgraf turns news articles into a knowledge graph that can be published as it stands.

`Source ─read→ Article ─annotate→ Analysis ─map→ Fact ─prepare→ Publication ─publish→ Outcome`

>>> import nutgraf
>>> text = "“Rain will come,” said Ada Moreau, chief forecaster of the Met Office."
>>> source = nutgraf.Source(name="rain.txt", key="rain", data=text.encode())
>>> [article] = nutgraf.read(source)
>>> analysis = nutgraf.annotate(article)
>>> [quotation] = analysis.quotations
>>> quotation.parts[0].of(article.text), quotation.speaker.entity
('Rain will come', 'people/ada-moreau')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from nutgraf.config import Config
from nutgraf.errors import NutgrafError, ReadError
from nutgraf.graph import Fact, Failed, Outcome, Publication, Published, Rejected, Triple, to_rdflib
from nutgraf.model import Analysis, Article, Source, Span

if TYPE_CHECKING:
    from nutgraf.pipeline import annotate, map, prepare, publish, read
    from nutgraf.stores.files import FilesStore

__all__ = [
    "Analysis",
    "Article",
    "Config",
    "Fact",
    "Failed",
    "FilesStore",
    "NutgrafError",
    "Outcome",
    "Publication",
    "Published",
    "ReadError",
    "Rejected",
    "Source",
    "Span",
    "Triple",
    "annotate",
    "map",
    "prepare",
    "publish",
    "read",
    "to_rdflib",
]

_STEPS = {
    **dict.fromkeys(("annotate", "map", "prepare", "publish", "read"), "nutgraf.pipeline"),
    "FilesStore": "nutgraf.stores.files",
}
"""Where the steps are; loaded on first use, since they load the tagger and the RDF engines."""


def __getattr__(name: str) -> Any:
    if name in _STEPS:
        return getattr(import_module(_STEPS[name]), name)
    raise AttributeError(f"module 'nutgraf' has no attribute {name!r}")
