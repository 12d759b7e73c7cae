"""The texts that speed and memory are measured on, and the command that reads them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.facts import ROOT
from whence.ingest import ingest
from whence.records import Report

#: Gold sets and the scorer, which a clone of the repository does not have.
SHARED = ROOT.parent / "shared"
EXAMPLES = ROOT / "examples" / "reports"
WHENCE = Path(sys.executable).parent / "whence"


def news(count: int) -> tuple[list[Report], str]:
    """About `count` reports and where they come from: PolNeAR dev, else the examples again."""
    file = SHARED / "data" / "polnear" / "dev.jsonl"
    if not file.is_file():
        here = taken_in(EXAMPLES)
        return [here[i % len(here)] for i in range(count)], "examples/reports"
    # A report that several people annotated occurs there several times; ingest keeps the first.
    found = taken_in(file)
    # Every n-th, since the file is sorted by publisher.
    step = max(1, len(found) // count)
    return found[::step][:count], "PolNeAR dev"


def taken_in(source: Path) -> list[Report]:
    """The reports of a file or folder, as `whence read` takes them in."""
    return [item for item in ingest([str(source)]) if isinstance(item, Report)]


def as_jsonl(reports: list[Report], file: Path) -> None:
    """Writes the reports' texts as one JSON Lines file, each with an id of its own."""
    rows = ({"id": str(n), "text": report.text} for n, report in enumerate(reports))
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text("".join(lines), encoding="utf-8")
