"""News that nobody annotated for reading, for a student to see its teacher read.

Of the sets of incidents, shootings and places, and only what their scores leave out: a student
learns no gold from them, but the texts that it is scored on should be new to it.
"""

from __future__ import annotations

from typing import Any

from training.corpora import Example, held_back, rows

#: The parts that `benchmarks/quality` scores places and incidents on.
TEST_HALF = 0.5
#: Pages whose text is a list or a lone headline teach nothing of reading.
_LEAST = 400
_MOST = 8000


def load() -> list[Example]:
    """One example a report, without a label."""
    texts = [
        *(row["text"] for row in rows("incidents/reports.jsonl") if _is_seen(row)),
        *(row["text"] for row in rows("places/lgl.jsonl") if _is_seen(row)),
        *(row["text"] for row in rows("places/geovirus.jsonl") if _is_seen(row)),
        *(row["raw_text"] for row in rows("shootings/train.jsonl")),
    ]
    return [Example(text[:_MOST], {}) for text in texts if text and len(text) >= _LEAST]


def _is_seen(row: dict[str, Any]) -> bool:
    return not held_back(str(row["doc_id"]), TEST_HALF)
