"""Copies and events over a whole batch: fingerprints, joins, scores, summaries.

It finds what `whence compare` finds in a ledger of the same reports. Fingerprints are stored for
the next time; everything else is made anew, since a new report may change anything.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from whence.batch.event_tasks import EVENT_TABLES, write_matches
from whence.batch.joins import Joins
from whence.batch.manifest import Entry, Opened
from whence.compare import cluster, copies
from whence.compare.update import METHOD
from whence.errors import BatchError
from whence.ports import Mapper

Task = TypeVar("Task")
Value = TypeVar("Value")
#: The tables of a comparison in the batch's folder.
FOLDER = "compare"
_WORK = ".work"


class Builds(NamedTuple):
    """Builds the function of a process at each step, given the folder that the steps share."""

    sketching: Callable[[], Callable[[Entry], int]]
    judging: Callable[[], Callable[[int], int]]
    summarizing: Callable[[], Callable[[int], int]]


class Step(NamedTuple):
    """Progress: the step, how much of it is done, and how much there is."""

    doing: str
    done: int
    of: int


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What was found; `compare/manifest.json`."""

    method: str  #: of comparing: another one has other results
    shards: tuple[str, ...]  #: of the batch, at that time
    reports: int
    pairs: int  #: that were compared
    rows: dict[str, int]  #: table -> how many
    seconds: dict[str, float]  #: step -> how long it took


def work_of(batch: Path) -> Path:
    """The folder that the steps share."""
    return batch / FOLDER / _WORK


def compare(
    batch: Opened, mapper: Mapper, builds: Builds, memory: str, threads: int | None = None
) -> Iterator[Step | Compared]:
    """Compares a batch's reports; yields its progress and, last, the result.

    `memory` and `threads` are limits for the joins. Raises `BatchError` where a part cannot be
    done: the result would not be complete.
    """
    out, work = batch.folder / FOLDER, work_of(batch.folder)
    work.mkdir(parents=True, exist_ok=True)
    laps = _Laps()
    yield from _fingerprint(batch, work, mapper, builds)
    laps.end("sketching")
    _tidy(work)
    if not batch.rows["reports"]:
        raise BatchError(f"{batch.folder} has no report to compare")
    with Joins(work, memory, threads) as joins:
        reports = joins.choose()
        yield Step("looking for pairs", 0, reports)
        count = joins.pair()
        parts = _numbers(joins.deal_pairs())
        laps.end("pairing")
        write_matches(work, "none", ())
        yield from _steps("judging pairs", mapper, builds.judging, parts)
        laps.end("judging")
        _empty(work, "pairs", "outlines")
        joins.connect(cluster.BOND)
        parts = _numbers(joins.deal_reports())
        laps.end("grouping")
        yield from _steps("summarizing events", mapper, builds.summarizing, parts)
        laps.end("telling")
        rows = {"copies": joins.write_copies(out / "copies.parquet", round(1000 * copies.SHARE))}
        for table, by in EVENT_TABLES.items():
            rows[table] = joins.gather(table, out / f"{table}.parquet", by)
    _tidy(work)
    laps.end("writing")
    found = Compared(
        method=METHOD,
        shards=tuple(entry.shard for entry in batch.entries),
        reports=reports,
        pairs=count,
        rows=rows,
        seconds=laps.seconds,
    )
    (out / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(found)))
    yield found


class _Laps:
    """How long each step took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._began = time.perf_counter()

    def end(self, step: str) -> None:
        """Ends a step and begins the next."""
        now = time.perf_counter()
        self.seconds[step] = round(now - self._began, 2)
        self._began = now


#: Files that are stored for the next time: fingerprints, by shard, and their method.
_FINGERPRINTS = ("sketches", "own", "wanted", "bands")
_REUSED = frozenset({*_FINGERPRINTS, "method"})


def _fingerprint(batch: Opened, work: Path, mapper: Mapper, builds: Builds) -> Iterator[Step]:
    """Fingerprints the shards that have none yet, or by another method."""
    method = work / "method"
    if not method.exists() or method.read_text(encoding="utf-8") != METHOD:
        _empty(work, *_FINGERPRINTS)
        method.write_text(METHOD, encoding="utf-8")
    shards = {entry.shard for entry in batch.entries}
    for table in _FINGERPRINTS:
        for file in (work / table).glob("*"):
            if file.stem not in shards or file.suffix != ".parquet":
                file.unlink()  # of a shard that is gone, or half written
    # `bands` is written last.
    lacking = [e for e in batch.entries if not (work / "bands" / f"{e.shard}.parquet").exists()]
    yield from _steps("sketching", mapper, builds.sketching, lacking)


def _steps(
    doing: str,
    mapper: Mapper,
    build: Callable[[], Callable[[Task], Any]],
    tasks: Sequence[Task],
) -> Iterator[Step]:
    for done, (_, _, fault) in enumerate(mapper.map(build, tasks), 1):
        if fault is not None:
            raise BatchError(f"{doing} failed: {fault}")
        yield Step(doing, done, len(tasks))


def _numbers(folders: Sequence[Path]) -> list[int]:
    """The numbers of the parts in `part=7` folders."""
    return sorted(int(folder.name.partition("=")[2]) for folder in folders)


def _tidy(work: Path) -> None:
    """Removes everything that a comparison leaves but its fingerprints."""
    for left in work.iterdir():
        if left.name in _REUSED:
            continue
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def _empty(work: Path, *tables: str) -> None:
    for table in tables:
        shutil.rmtree(work / table, ignore_errors=True)
