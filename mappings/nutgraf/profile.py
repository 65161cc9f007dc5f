"""Where the profile lies: shapes, questions and the JSON-LD context that nutgraf publishes by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["context", "profile_path"]


def profile_path() -> Path:
    """The folder of the profile: `nutgraf/ontology` in a wheel, `ontology/` in a checkout.

    >>> profile_path().name
    'ontology'
    """
    package = Path(__file__).resolve().parent
    installed = package / "ontology"
    return installed if installed.is_dir() else package.parent.parent / "ontology"


def context() -> dict[str, Any]:
    """The JSON-LD context of the profile, as its file `context.jsonld` gives it."""
    document = json.loads((profile_path() / "context.jsonld").read_text("utf-8"))
    inner: dict[str, Any] = document["@context"]
    return inner
