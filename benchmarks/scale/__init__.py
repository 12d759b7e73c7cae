"""Archives: reading on one worker and two, memory over 20,000 reports, comparing up to 100,000.

    python -m benchmarks scale            reading 1,000 reports, comparing 1,000, 10,000, 100,000
    python -m benchmarks.scale.memory     20,000 reports through `whence batch`: half an hour

Comparing is measured on recorded readings (archive.py), which need no model to make.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import msgspec

from benchmarks.measure import Part
from benchmarks.samples import SHARED, WHENCE
from benchmarks.scale import archive

#: What recorded readings are of: all of `outlets`, and incidents.
_SETS = {"stories/outlets.jsonl": 1_000, "incidents/reports.jsonl": 1_077}
_SIZES = (1_000, 10_000, 100_000)
_WORKERS = (1, 2)
_READ = 1_000
_SCALING = 1.8  #: of two workers over one
_HALF_AN_HOUR = 1_800.0
_RECALL = 95.0


def measure() -> Part:
    """Takes an hour, most of it to write the archive of 100,000 and to compare it."""
    part = Part("scale")
    if not SHARED.is_dir():
        part.remarks.append("the sets (../shared/data) are not here: nothing measured")
        return part
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        texts(root / "base.jsonl")
        _reading(part, root)
        for size in _SIZES:
            _comparing(part, root, size)
    part.remarks.append("workers are processes of one thread each; the commands' whole wall time")
    part.remarks.append("comparing: recorded readings in other words, one in twenty copied")
    return part


def texts(file: Path) -> int:
    """Writes the reports that recorded readings are made of; gives how many."""
    count = 0
    with file.open("w", encoding="utf-8") as out:
        for name, most in _SETS.items():
            lines = (SHARED / "data" / name).read_text(encoding="utf-8").splitlines()
            rows = [row for row in map(json.loads, lines) if row.get("text")]
            for row in rows[:most]:
                facts = {
                    "id": row.get("doc_id"),
                    "text": row["text"],
                    "title": row.get("title"),
                    "published": row.get("dct") or row.get("date"),
                    "publisher": row.get("publisher"),
                }
                out.write(json.dumps(facts, ensure_ascii=False) + "\n")
                count += 1
    return count


def _reading(part: Part, root: Path) -> None:
    """Words a second by the number of workers, on the first reports; the last reads all."""
    lines = (root / "base.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (root / "some.jsonl").write_text("".join(lines[:_READ]), encoding="utf-8")
    paces = {}
    for workers in _WORKERS:
        out = root / f"read-{workers}"
        command = ["batch", root / "some.jsonl", "--out", out, "--workers", str(workers)]
        seconds = _whence(*command)
        words = sum(len(json.loads(line)["text"].split()) for line in lines[:_READ])
        paces[workers] = words / seconds
        note = f"{seconds:,.0f} s"
        name = f"reading {_READ:,} reports, {workers} worker{'s' * (workers > 1)}"
        part.add(name, round(paces[workers]), "words/s", note=note)
    ratio = paces[_WORKERS[-1]] / paces[_WORKERS[0]]
    part.add("two workers / one", ratio, "times", bar=_SCALING, higher=True)
    _whence("batch", root / "base.jsonl", "--out", root / "base")


def _comparing(part: Part, root: Path, size: int) -> None:
    folder = root / f"archive-{size}"
    planted = archive.write(root / "base", folder, size, _WORKERS[-1])
    bar = _HALF_AN_HOUR if size == _SIZES[-1] else None
    for workers in _WORKERS if size < _SIZES[-1] else _WORKERS[-1:]:
        shutil.rmtree(folder / "compare", ignore_errors=True)
        seconds = _whence("batch-compare", folder, "--workers", str(workers))
        name = f"comparing {size:,} reports, {workers} worker{'s' * (workers > 1)}"
        note = f"{1000 * seconds / size:.1f} ms a report"
        part.add(name, seconds, "s", bar=bar, note=note)
    found = _copies(folder)
    right = sum((min(pair), max(pair)) in found for pair in planted)
    recall = 100 * right / max(1, len(planted))
    note = f"of {len(planted):,} planted"
    higher = {"bar": _RECALL, "higher": True} if size == _SIZES[-1] else {"higher": True}
    part.add(f"copies found among {size:,}", recall, "%", note=note, **higher)
    manifest = msgspec.json.decode((folder / "compare" / "manifest.json").read_bytes())
    part.details[f"{size}"] = {
        name: manifest[name] for name in ("reports", "pairs", "rows", "seconds")
    }
    shutil.rmtree(folder)


def _copies(folder: Path) -> set[tuple[str, str]]:
    import duckdb

    file = str(folder / "compare" / "copies.parquet").replace("'", "''")
    rows = duckdb.sql(f"select one, other from '{file}'").fetchall()
    return {(min(row), max(row)) for row in rows}


def _whence(*arguments: str | Path) -> float:
    """Runs a command; gives its wall time in seconds."""
    began = time.perf_counter()
    subprocess.run([WHENCE, *arguments, "--quiet"], check=True, capture_output=True)
    return time.perf_counter() - began
