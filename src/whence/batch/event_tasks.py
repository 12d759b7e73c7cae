"""Tasks on the parts that the joins write: pairs scored, events summarized."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from whence.batch.fingerprint_tasks import shingles_from
from whence.compare import cluster, copies, pair_scores
from whence.compare.counting_policy import Policy
from whence.compare.summaries import FAINT, account, summary_of
from whence.compare.update import event_id
from whence.export.tables.arrow import arrow, schema
from whence.export.tables.event_rows import rows_of_event
from whence.export.tables.rows import COLUMNS, Row
from whence.records import Fingerprint, Outline
from whence.records.finding import EventSummary

#: The tables of summaries, with the columns that their rows are sorted by.
EVENT_TABLES = {
    "events": "event",
    "event_reports": "event, published, report",
    "event_figures": 'event, role, "of" nulls first',
    "versions": 'event, role, "of" nulls first, first_published nulls last, value, low, high',
    "findings": "event, finding",
    "relations": 'event, role, "of" nulls first, one, other, kind',
    "event_people": "event, name, role",
    "blamed": 'event, who, "by" nulls first, status',
    "drifts": "event, role, value, lost, before, after",
}


class Judging:
    """A task is the number of a part; it writes the matches among its pairs."""

    def __init__(self, work: Path) -> None:
        """`work` is the folder of the joins' parts."""
        self._work = work

    def __call__(self, part: int) -> int:
        """Scores the pairs of a part; returns how many are matches."""
        outlines, shingles = {}, {}
        for row in _rows(self._work / "outlines" / f"part={part}"):
            outlines[row["n"]] = msgspec.msgpack.decode(row["outline"], type=Outline)
            shingles[row["n"]] = shingles_from(row["shingles"])
        found = []
        for row in _rows(self._work / "pairs" / f"part={part}"):
            a, b = row["a"], row["b"]
            copy = partial(copies.compared, shingles[a], shingles[b])
            judged = pair_scores.judged(outlines[a], outlines[b], copy)
            if judged is not None:
                found.append({"a": a, "b": b, "score": judged[0], "share": judged[1]})
        write_matches(self._work, str(part), found)
        return len(found)


def write_matches(work: Path, name: str, found: Sequence[Row]) -> None:
    """Writes some matches, or none: there must be a table to read."""
    pa = arrow()
    fields = pa.schema([(n, pa.int64()) for n in ("a", "b", "score", "share")])
    _write(work / "matches" / f"{name}.parquet", found, fields)


class Summarizing:
    """A task is the number of a part; it writes the summaries of its events."""

    def __init__(
        self, work: Path, policy: Policy, explain: Callable[[EventSummary, Policy], EventSummary]
    ) -> None:
        """`work` is the folder of the joins' parts; `explain` adds why a figure is the best."""
        self._work = work
        self._policy = policy
        self._explain = explain

    def __call__(self, part: int) -> int:
        """Summarizes the events of a part; returns how many there are."""
        known = _Known(self._work, part)
        rows: dict[str, list[Row]] = {table: [] for table in EVENT_TABLES}
        count = 0
        for name, members in known.events():
            found = summary_of(account(known, name, members, self._policy))
            summary = self._explain(found, self._policy)
            count += 1
            for table, row in rows_of_event(summary):
                if table == "events":
                    row["dossier"] = msgspec.json.encode(summary).decode()
                rows[table].append(row)
        for table, fields in _schemas().items():
            _write(self._work / table / f"{part}.parquet", rows[table], fields)
        return count


class _Known:
    """Implements `ports.Matches` for the events of a part."""

    def __init__(self, work: Path, part: int) -> None:
        self._groups: dict[int, list[int]] = {}
        self._published: dict[int, str] = {}
        self._fingerprints: dict[int, Fingerprint] = {}
        for row in _rows(work / "members" / f"part={part}"):
            self._groups.setdefault(row["label"], []).append(row["n"])
            self._published[row["n"]] = row["published"]
            self._fingerprints[row["n"]] = msgspec.msgpack.decode(row["sketch"], type=Fingerprint)
        for row in _rows(work / "neighbours" / f"part={part}"):
            self._fingerprints[row["n"]] = msgspec.msgpack.decode(row["sketch"], type=Fingerprint)
        self._near: dict[int, dict[int, tuple[int, int]]] = {}
        for row in _rows(work / "around" / f"part={part}"):
            a, b, judged = row["a"], row["b"], (row["score"], row["share"])
            self._near.setdefault(a, {})[b] = judged
            self._near.setdefault(b, {})[a] = judged

    def events(self) -> Iterator[tuple[str, dict[int, Fingerprint]]]:
        """The events with their reports' fingerprints, by number."""
        for group in sorted(self._groups.values(), key=min):
            numbers = {self._fingerprints[n].report: n for n in group}
            inside = {}
            for (one, other), score in self.matches_of(group, FAINT).items():
                ours, theirs = self._fingerprints[one].report, self._fingerprints[other].report
                if ours in numbers and theirs in numbers:
                    inside[min(ours, theirs), max(ours, theirs)] = score
            for event in cluster.events(sorted(numbers), inside):
                found = {numbers[report]: self._fingerprints[numbers[report]] for report in event}
                name = event_id([(report, self._published[numbers[report]]) for report in event])
                yield name, found

    def matches_of(self, numbers: Sequence[int], score: int) -> dict[tuple[int, int], int]:
        """Implements `ports.Matches.matches_of`."""
        return {
            (min(one, other), max(one, other)): found
            for one in numbers
            for other, (found, _) in self._near.get(one, {}).items()
            if found >= score
        }

    def copies_among(self, numbers: Sequence[int], share: int) -> dict[tuple[int, int], int]:
        """Implements `ports.Matches.copies_among`."""
        among = set(numbers)
        return {
            (one, other): found
            for one in sorted(among)
            for other, (_, found) in self._near.get(one, {}).items()
            if one < other and other in among and found >= share
        }

    def fingerprints(self, numbers: Iterable[int]) -> dict[int, Fingerprint]:
        """Implements `ports.Matches.fingerprints`."""
        return {n: self._fingerprints[n] for n in numbers}


def _rows(folder: Path) -> Iterator[Row]:
    from pyarrow import parquet as pq

    for file in sorted(folder.glob("*.parquet")):
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches():
                yield from batch.to_pylist()


def _write(file: Path, rows: Sequence[Mapping[str, Any]], fields: Any) -> None:
    from pyarrow import parquet as pq

    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    made = arrow().Table.from_pylist(list(rows), schema=fields)
    pq.write_table(made, partial, compression="zstd")
    partial.replace(file)


def _schemas() -> dict[str, Any]:
    found = {table: schema(COLUMNS[table]) for table in EVENT_TABLES}
    # The whole summary of an event, for whence.
    found["events"] = found["events"].append(arrow().field("dossier", arrow().string()))
    return found
