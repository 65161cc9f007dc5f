"""What a model answered once is its answer from then on: a folder, a file a question.

So a rerun gives the same bytes, whatever the model would say today, and asks nobody.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

from nutgraf.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def remembered(folder: Path, request: Mapping[str, object], ask: Callable[[], str]) -> str:
    """The answer that the folder has for this request; if it has none, what `ask` gives is kept."""
    form = json.dumps(request, sort_keys=True).encode()
    path = folder / f"{hashlib.sha256(form).hexdigest()}.json"
    try:
        if not path.exists():
            _keep(path, json.dumps({"model": request["model"], "answer": ask()}).encode())
        answer = json.loads(path.read_bytes())["answer"]
    except OSError as error:
        raise ModelError(
            f"the answer cannot be kept ({error.strerror})",
            source=str(path),
            hint="name a folder that can be written as llm_answers",
        ) from None
    except (ValueError, LookupError, TypeError, RecursionError):
        answer = None
    if not isinstance(answer, str):
        raise ModelError("the file is damaged", source=str(path), hint="remove it")
    return answer


def _keep(path: Path, data: bytes) -> None:
    """The file, as a whole or not at all; of two processes that have an answer the first is heard."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(data)
        try:
            path.hardlink_to(new)
        except FileExistsError:
            return
    finally:
        new.unlink(missing_ok=True)
