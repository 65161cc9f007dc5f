"""The product on one screen: what `from nutgraf import …` gives, and what it does not load."""

import subprocess
import sys

import nutgraf

HEAVY = {"rdflib", "pyshacl", "pyoxigraph", "onnxruntime", "numpy"}


def test_all_names_the_public_names_and_no_others():
    """A change of the public names is a change of this list."""
    expected = [
        "Analysis", "Article", "Config", "Fact", "Failed", "FilesStore", "NutgrafError", "Outcome",
        "Publication", "Published", "ReadError", "Rejected", "Source", "Span", "Triple", "annotate",
        "map", "prepare", "publish", "read", "to_rdflib",
    ]  # fmt: skip

    assert expected == nutgraf.__all__
    assert all(hasattr(nutgraf, name) for name in expected)


def test_importing_the_package_loads_nothing_heavy():
    """Naming a step is what loads the tagger and the RDF engines."""
    code = "import sys, nutgraf; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert HEAVY.isdisjoint(loaded)
