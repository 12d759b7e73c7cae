"""What people decided in ledgers: the files that `whence export --format training` writes.

A report is seldom looked at as a whole. What is taught are its paragraphs in which people decided
of all that was read, so that nothing unseen passes for "no attribution here".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.corpora import Example
from training.corpora.polnear import example

Stretch = tuple[int, int]


def load(files: Iterable[Path]) -> list[Example]:
    """The looked-at parts of the reports in these files."""
    found = []
    for file in files:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                found += examples(json.loads(line))
    return found


def examples(row: dict[str, Any]) -> list[Example]:
    """One example for each run of paragraphs that people looked through."""
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", row["text"])]
    seen = {n for n, one in enumerate(paragraphs) if _touches(one, row["looked_at"])}
    seen -= {n for n, one in enumerate(paragraphs) if _touches(one, row["left"])}
    # An attribution is taught whole or not at all.
    while cut := [
        inside
        for stretch in row["looked_at"]
        if (inside := {n for n, one in enumerate(paragraphs) if _touches(one, [stretch])}) & seen
        and not inside <= seen
    ]:
        seen -= set().union(*cut)
    return [_part(row, start, end) for start, end in _runs(paragraphs, seen)]


def _touches(one: Stretch, stretches: Iterable[Iterable[int]]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in stretches)


def _runs(paragraphs: list[Stretch], seen: set[int]) -> Iterable[Stretch]:
    for n in sorted(seen):
        if n - 1 not in seen:
            last = n
            while last + 1 in seen:
                last += 1
            yield paragraphs[n][0], paragraphs[last][1]


def _part(row: dict[str, Any], start: int, end: int) -> Example:
    def moved(spans: Iterable[list[Any]]) -> list[list[Any]]:
        return [
            [s[0] - start, s[1] - start, *s[2:]] for s in spans if start <= s[0] and s[1] <= end
        ]

    roles = ("source", "cue", "content")
    attributions = [{role: moved(one[role]) for role in roles} for one in row["attributions"]]
    return example(
        {
            "text": row["text"][start:end],
            "attributions": [one for one in attributions if any(one.values())],
            "silver_entities": moved(row["silver_entities"]),
        }
    )
