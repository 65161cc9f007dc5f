"""The place, and often the agency and the day, that a wire story opens with."""

from __future__ import annotations

import re

DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.’'/-]+(?:\s[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+){0,3}(?:,\s(?!\w{3,9}\.?\s\d)[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)?)"
    r"(?:,?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?))?(?:,?\s+\d{4})?(?:\s*\((?P<agency>[^()\n]{2,40})\))?\s*(?:[—–]|--?|:)\s+(?=[\"“‘A-ZÀ-Þ])"
)
"""“OSLO, May 3 (Agency) — ” or “OSLO, 3 May 2031 — ”, at the beginning of a lead; `place` and `agency` are as printed."""
