"""TIMEX3 spans: TimeBank and AQUAINT (TempEval-3's training part), and WikiWars."""

from __future__ import annotations

from typing import Any

from training.corpora import Example, held_back, rows

#: The part of TimeBank and AQUAINT that dates are scored on.
TEST_SHARE = 0.25


def news(part: str) -> list[Example]:
    """TimeBank and AQUAINT, the "train" or the "test" part."""
    return [
        example(row)
        for name in ("timebank", "aquaint")
        for row in rows(f"dates/{name}.jsonl")
        if held_back(row["doc_id"], TEST_SHARE) == (part == "test")
    ]


def history() -> list[Example]:
    """WikiWars: encyclopaedic, and every timex of it is a DATE."""
    return [example(row) for row in rows("dates/wikiwars.jsonl")]


def example(row: dict[str, Any]) -> Example:
    """One annotated document; the dateline that is outside the text is left out."""
    spans = [(t["start"], t["end"], t["type"]) for t in row["timexes"] if t["end"] > t["start"]]
    return Example(row["text"], {"time": spans})
