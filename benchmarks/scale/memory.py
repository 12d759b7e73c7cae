"""20,000 reports through `whence batch`, and the memory of each worker as it goes.

    python -m benchmarks.scale.memory [COUNT]

Half an hour on two cores. Reports are the examples with other years, no two alike; a worker's
memory is the most that it has held when a shard is done, as the system counts it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.facts import facts
from benchmarks.measure import Part, table
from benchmarks.samples import EXAMPLES, WHENCE, taken_in
from whence.batch.manifest import Entry, entries

_COUNT = 20_000
_BAR = 800.0  #: MiB a worker
#: From the first thousand reports on it grows by no more: a hundredth of what the rest's texts and
#: readings would take.
_LEVEL = 40.0
_MIB = 2**20


def measure(count: int) -> Part:
    """Reads so many reports."""
    part = Part("scale-memory")
    with tempfile.TemporaryDirectory() as name:
        file, out = Path(name) / "archive.jsonl", Path(name) / "out"
        _write(file, count)
        began = time.perf_counter()
        subprocess.run(
            [WHENCE, "batch", file, "--out", out, "--workers", "2", "--quiet"],
            check=True,
            capture_output=True,
        )
        seconds = time.perf_counter() - began
        done = sorted(entries(out), key=_when(out))
    reports = sum(entry.rows["reports"] for entry in done)
    part.add("reports", reports, "", note=f"{seconds:,.0f} s, {reports / seconds:,.1f} a second")
    part.add("most memory of a worker", max(e.peak for e in done) / _MIB, "MiB", bar=_BAR)
    read, first = 0, 0
    course = []
    for entry in done:
        read += entry.rows["reports"]
        course.append((read, round(entry.peak / _MIB, 1)))
        if read <= count // 20 or not first:
            first = max(first, entry.peak)
    # Of both workers: each has by then done some shards.
    growth = (max(e.peak for e in done) - first) / _MIB
    part.add("growth after the first thousand", growth, "MiB", bar=_LEVEL)
    part.details["course"] = course
    return part


def _write(file: Path, count: int) -> None:
    reports = taken_in(EXAMPLES)
    with file.open("w", encoding="utf-8") as out:
        for number in range(count):
            one = reports[number % len(reports)]
            year = str(1000 + number // len(reports) % 9000)
            row = {
                "id": str(number),
                "text": one.text.replace("2025", year),
                "published": f"2025-01-{1 + number % 28:02}",
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _when(out: Path) -> Callable[[Entry], float]:
    """What shards are sorted by: when each was done."""

    def moment(entry: Entry) -> float:
        return (out / "manifest" / f"{entry.shard}.json").stat().st_mtime

    return moment


def main() -> None:
    """The command line."""
    began = facts()
    part = measure(int(sys.argv[1]) if sys.argv[1:] else _COUNT)
    if not sys.argv[1:]:
        part.save(began)
    print(table(part))


if __name__ == "__main__":
    main()
