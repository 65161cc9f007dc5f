"""The command line: the only package that prints or exits.

Data goes to standard output, everything else to standard error.  Heavy modules are imported inside
the commands, so that `--help` costs nothing.
"""

from __future__ import annotations

from nutgraf.cli.articles import annotate, map, read
from nutgraf.cli.data import doctor, explain, export, query, validate
from nutgraf.cli.profile import ontology
from nutgraf.cli.publishing import publish
from nutgraf.cli.running import new_app
from nutgraf.cli.scoring import evaluate

app = new_app(
    {
        "publish": publish,
        "read": read,
        "annotate": annotate,
        "map": map,
        "validate": validate,
        "ontology": ontology,
        "query": query,
        "export": export,
        "explain": explain,
        "doctor": doctor,
        "eval": evaluate,
    }
)


def main() -> None:
    """Run the command line."""
    app()
