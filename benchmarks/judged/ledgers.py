"""The ledgers of the reports that the golds are of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.facts import ROOT
from benchmarks.judged.scores import gold
from benchmarks.quality.gold import Missing
from benchmarks.samples import SHARED
from whence import bootstrap
from whence.bootstrap import comparing

#: set -> its file, and what it calls a report's id and date
SETS = {
    "outlets": ("stories/outlets.jsonl", "doc_id", "date"),
    "attacks": ("attacks/dev.jsonl", "id", "published"),
    "muc": ("muc/dev.jsonl", "id", "published"),
    "incidents": ("incidents/reports.jsonl", "doc_id", "dct"),
}
#: Of these only some reports are read: those of `golds/reports.jsonl`.
_SOME = frozenset({"muc", "incidents"})


def ledger(folder: Path, name: str) -> Path:
    """The ledger of one set's reports in a folder; one that is there is compared anew.

    Raises `Missing` where the set is not on this machine.
    """
    place = folder / f"{name}.db"
    if place.exists():
        with bootstrap.ledger(str(place)) as store:
            for _ in comparing.compared(store, again=True):
                pass
        return place
    texts = folder / f"{name}.jsonl"
    texts.write_text("".join(json.dumps(row) + "\n" for row in _reports(name)), encoding="utf-8")
    command = [sys.executable, "-m", "whence", "add", str(texts), "--ledger", str(place), "-q"]
    here = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, check=True, capture_output=True, env=here)
    return place


def _reports(name: str) -> list[dict[str, Any]]:
    file, identity, date = SETS[name]
    whole = SHARED / "data" / file
    if not whole.is_file():
        raise Missing(f"{file} is not here")
    some = {row["report"] for row in gold("reports") if row["set"] == name}
    found: dict[str, dict[str, Any]] = {}
    for line in whole.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if name in _SOME and row[identity] not in some:
            continue
        report = {"id": row[identity], "text": row["text"], "published": row.get(date)}
        report |= {key: row.get(key) for key in ("title", "publisher")}
        found.setdefault(row[identity], {key: value for key, value in report.items() if value})
    return list(found.values())
