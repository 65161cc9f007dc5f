"""The command on the profile: `ontology`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nutgraf.cli.options import known
from nutgraf.cli.streams import say


def ontology(
    action: Annotated[
        str,
        typer.Argument(
            metavar="build|check", help="Write what follows from the shapes, or compare it."
        ),
    ],
    to: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="The folder; the profile's own if not given."),
    ] = None,
) -> int:
    """The profile's derived files: context, frame, terms and vocabulary, from its shapes."""
    known(action, "build", "check", option="nutgraf ontology")
    from nutgraf import derived
    from nutgraf.profile import profile_path
    from nutgraf.shacl import load_shapes

    folder = to or profile_path()
    files = derived.derived(load_shapes())
    changed = derived.changed(files, folder)
    if action == "build":
        derived.write({path: files[path] for path in changed}, folder)
    for path in changed:
        say(f"{folder / path}: {'written' if action == 'build' else 'is not what the shapes say'}")
    return 1 if changed and action == "check" else 0
