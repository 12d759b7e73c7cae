"""Comparing: events and copies against people's, against a baseline; and what it costs."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.compare import baseline
from benchmarks.compare.worlds import archive
from benchmarks.measure import Part
from benchmarks.quality.gold import Missing
from benchmarks.quality.scoring import scorer
from benchmarks.samples import SHARED
from whence import bootstrap
from whence.bootstrap import comparing
from whence.compare import copies
from whence.compare.same_claims import relation
from whence.compare.statements import Statement, statements
from whence.ledger import SqlLedger, reports
from whence.ports import Result
from whence.records import Run

_LABELS = Path(__file__).parent / "copies.jsonl"
_CLAIMS = Path(__file__).parent / "claims.jsonl"
#: set -> how the scorer calls it, its file, the bar and how far above the baseline it must be
_SETS = {
    "outlets": ("stories", "stories/outlets.jsonl", 95.0),
    "ECB+": ("stories", "stories/ecbplus.jsonl", 91.0),
    "incidents": ("events", "incidents/reports.jsonl", 92.0),
}
_ABOVE = 2.0
_SIZES = (1_000, 3_000, 10_000)
_BASE = 1_250  #: reports that an archive is made of
_MORE = 20
_RUN = Run(began="2025-01-01T00:00:00+00:00", command="add", version="0", settings="", bundle="")


def measure() -> Part:
    """Reads three sets and compares them, then compares archives; takes a quarter of an hour."""
    part = Part("compare")
    if not SHARED.is_dir():
        part.remarks.append("the gold sets (../shared/data) are not here: nothing measured")
        return part
    with tempfile.TemporaryDirectory() as folder:
        ledgers = {}
        for name, (kind, file, bar) in _SETS.items():
            try:
                ledgers[name] = _set(part, Path(folder), name, kind, SHARED / "data" / file, bar)
            except Missing as missing:
                part.remarks.append(str(missing))
                return part
        _copies(part, ledgers)
        _claims(part, Path(folder), ledgers)
        _cost(part, Path(folder), ledgers["incidents"])
    part.remarks.append("one setting for all sets; the baseline has the best threshold for each")
    part.remarks.append("cost: archives made of incidents' reports with other names (worlds.py)")
    return part


def _set(part: Part, folder: Path, name: str, kind: str, gold: Path, bar: float) -> Path:
    """Scores one set's events; gives its ledger."""
    texts = folder / f"{name}.jsonl"
    texts.write_text(scorer("inputs", kind, gold), encoding="utf-8")
    place = folder / f"{name}.db"
    _whence("add", str(texts), "--ledger", str(place), "-q")
    events = folder / f"{name}.events.jsonl"
    events.write_text(
        _whence("events", "--all", "--format", "jsonl", "--ledger", str(place)), encoding="utf-8"
    )
    scores = json.loads(scorer(kind, gold, events))
    part.details[name] = scores
    plain = _baseline(folder, name, kind, gold, texts)
    found = scores["b_cubed"]["f1"]
    part.add(f"{name}: events, B-cubed F1", found, bar=bar, higher=True)
    part.add(f"{name}: above the baseline's {plain}", found - plain, bar=_ABOVE, higher=True)
    if "fused_killed" in scores:
        part.add("best figure: killed", scores["fused_killed"], "%", bar=72.0, higher=True)
        part.add("best figure: injured", scores["fused_injured"], "%", bar=67.0, higher=True)
    return place


def _whence(*arguments: str) -> str:
    command = [str(Path(sys.executable).parent / "whence"), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout


def _baseline(folder: Path, name: str, kind: str, gold: Path, texts: Path) -> float:
    """The best F1 of the baseline over its thresholds, with dates and without."""
    rows = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    cosines = baseline.likeness([row["text"] for row in rows])
    variants = [cosines]
    if all(row.get("published") for row in rows):
        variants.append(baseline.within_days(cosines, [row["published"] for row in rows]))
    best = 0.0
    for variant in variants:
        for threshold in baseline.THRESHOLDS:
            labels = baseline.clusters(variant, threshold)
            events: dict[int, list[str]] = {}
            for row, label in zip(rows, labels, strict=True):
                events.setdefault(label, []).append(row["id"])
            baseline_file = folder / f"{name}.baseline.jsonl"
            lines = [
                json.dumps({"id": str(label), "reports": reports, "figures": []}) + "\n"
                for label, reports in events.items()
            ]
            baseline_file.write_text("".join(lines), encoding="utf-8")
            best = max(best, json.loads(scorer(kind, gold, baseline_file))["b_cubed"]["f1"])
    return best


def _copies(part: Part, ledgers: dict[str, Path]) -> None:
    """Precision and recall on pairs that were labelled by hand."""
    frequencies = comparing.frequencies()
    shingles: dict[str, copies.Shingles] = {}
    for name in ("outlets", "incidents"):
        with bootstrap.ledger(str(ledgers[name])) as ledger, ledger.reading() as connection:
            for report in reports.every_version(connection):
                one = reports.report(connection, report)
                shingles[one.origin.source] = copies.shingles_of(one, frequencies)
    counts: Counter[tuple[bool, bool]] = Counter()
    for line in _LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        share = copies.compared(shingles[row["a"]], shingles[row["b"]]).share
        counts[share >= copies.SHARE, bool(row["copy"])] += 1
    right = counts[True, True]
    found, there = right + counts[True, False], right + counts[False, True]
    part.add("copies: precision", 100 * right / found, "%", bar=95.0, higher=True)
    part.add("copies: recall", 100 * right / there, "%", bar=95.0, higher=True)


def _claims(part: Part, folder: Path, ledgers: dict[str, Path]) -> None:
    """Claims that say the same, on pairs that were labelled by hand; the examples among them."""
    examples = folder / "examples.db"
    _whence("add", "examples/reports", "--ledger", str(examples), "-q", "--no-compare")
    frequencies, vectors = comparing.frequencies(), comparing.vectors()
    known: dict[tuple[str, int, int], Statement] = {}
    for place in (ledgers["outlets"], ledgers["ECB+"], examples):
        with bootstrap.ledger(str(place)) as ledger, ledger.reading() as connection:
            for report in reports.every_version(connection):
                result = reports.result(connection, report)
                source = result[0].origin.source
                for one in statements(result, frequencies):
                    known[source, one.span.start, one.span.end] = one
    counts: Counter[tuple[str, str]] = Counter()
    for line in _CLAIMS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pair = [known.get((row[name], *row[f"{name}_span"])) for name in "ab"]
        there_both = [statement for statement in pair if statement is not None]
        relation_found = None
        if len(there_both) == len(pair):
            a, b = vectors.encode([statement.text for statement in there_both])
            relation_found, _ = relation(there_both[0], there_both[1], float(a @ b))
        counts[relation_found or "other", row["label"]] += 1
    right = counts["same", "same"]
    found = sum(n for (relation_found, _), n in counts.items() if relation_found == "same")
    there = sum(n for (_, label), n in counts.items() if label == "same")
    part.add("claims that say the same: precision", 100 * right / found, "%", higher=True)
    part.add("claims that say the same: recall", 100 * right / there, "%", higher=True)
    part.details["claims"] = {
        f"{relation_found} for {label}": n for (relation_found, label), n in counts.items()
    }


def _cost(part: Part, folder: Path, ledger: Path) -> None:
    """Seconds for archives of three sizes, and for one more report."""
    results = _some_of(ledger)
    frequencies = comparing.frequencies()
    seconds: dict[int, float] = {}
    for size in _SIZES:
        (*most,) = archive(results, size + _MORE, frequencies)
        with _filled(folder / f"{size}.db", most[:size]) as store:
            began = time.perf_counter()
            for _ in comparing.compared(store):
                pass
            seconds[size] = time.perf_counter() - began
            note = f"{1000 * seconds[size] / size:.1f} ms a report"
            bar = 600.0 if size == _SIZES[-1] else None
            part.add(f"comparing {size:,} reports", seconds[size], "s", bar=bar, note=note)
            if size == _SIZES[-1]:
                took = [_one_more(store, result) for result in most[size:]]
                note = f"median of {_MORE}, the longest {max(took):.0f} ms"
                part.add("one more report", statistics.median(took), "ms", bar=200.0, note=note)
    _growth(part, seconds)


def _growth(part: Part, seconds: dict[int, float]) -> None:
    """How much slower a report is in the largest archive than in the least, against log n."""
    import math

    least, largest = _SIZES[0], _SIZES[-1]
    each = (seconds[largest] / largest) / (seconds[least] / least)
    allowed = math.log(largest) / math.log(least)
    part.add(
        "time a report, 10,000 over 1,000", each, "", bar=allowed, note="n log n: log over log"
    )


def _one_more(store: SqlLedger, result: Result) -> float:
    store.add(result)
    began = time.perf_counter()
    for _ in comparing.compared(store):
        pass
    return 1000 * (time.perf_counter() - began)


def _some_of(place: Path) -> list[Result]:
    with bootstrap.ledger(str(place)) as ledger, ledger.reading() as connection:
        names = reports.every_version(connection)[:_BASE]
        return [reports.result(connection, name) for name in names]


@contextmanager
def _filled(place: Path, results: list[Result]) -> Iterator[SqlLedger]:
    with SqlLedger(str(place), create=True) as store:
        store.begin(_RUN)
        for result in results:
            store.add(result)
        yield store
