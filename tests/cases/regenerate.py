"""`python tests/cases/regenerate.py NAME …`: write a case's expected facts again, print what changed.

Without a name, all cases.  Read every line of the difference: only what the article says may stay.
"""

from __future__ import annotations

import difflib
import sys


def main(names):
    """Write `expected.ttl` of these cases, or of all."""
    from test_cases import CASES, as_turtle

    unknown = set(names) - {folder.name for folder in CASES}
    if unknown:
        sys.exit(f"there is no case {', '.join(sorted(unknown))}")
    for folder in CASES:
        if names and folder.name not in names:
            continue
        path = folder / "expected.ttl"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = as_turtle(folder)
        path.write_text(after, encoding="utf-8", newline="")
        name = f"{folder.name}/expected.ttl"
        sys.stdout.writelines(
            difflib.unified_diff(before.splitlines(True), after.splitlines(True), name, name)
        )


if __name__ == "__main__":
    main(sys.argv[1:])
