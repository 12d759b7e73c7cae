"""Batches made in this process, from results that are at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tests.readings import FakeReader, FakeResolver
from whence.batch.manifest import Entry, Made, Manifest, commit, staging
from whence.batch.shards import Shard
from whence.batch.tables import Tables
from whence.batch.worker import Work
from whence.errors import fault_of
from whence.ingest import Limits
from whence.ports import Result
from whence.scale.result import Done

Task = TypeVar("Task")
Value = TypeVar("Value")

MADE = Made(
    bundle="test", max_bytes=1_000_000, max_chars=100_000, languages=("en",), part_size=2_000
)


class Here:
    """Keeps `ports.Mapper` in this process; stops after so many tasks, as if it were killed."""

    def __init__(self, stop: int | None = None) -> None:
        self.stop = stop
        self.tasks: list[object] = []

    def map(
        self, build: Callable[[], Callable[[Task], Value]], tasks: Sequence[Task]
    ) -> Iterator[Done[Value]]:
        function = build()
        for number, task in enumerate(tasks):
            if self.stop is not None and len(self.tasks) >= self.stop:
                raise KeyboardInterrupt
            self.tasks.append(task)
            try:
                yield Done(number, function(task), None)
            except Exception as error:  # noqa: BLE001  as the engines do
                yield Done(number, None, fault_of(error))


def work(folder: Path) -> Work:
    """What does a shard with a reader that finds nothing."""
    return Work(folder, FakeReader(), FakeResolver(), Limits())


def written(folder: Path, results: Sequence[Result], shards: int = 3) -> None:
    """A batch of results, in so many shards."""
    Manifest.begin(folder, MADE)
    for number in range(shards):
        shard = Shard(name=f"shard-{number}", parts=())
        tables = Tables()
        for result in results[number::shards]:
            tables.add(result)
        staged = staging(folder, shard)
        rows, files = tables.write(staged, shard.name)
        commit(folder, Entry(shard=shard.name, parts=(), rows=rows, files=files), staged)


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every table's file, by its name in the folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.glob("*/day=*/*.parquet"))
    }


def asked(query: str) -> list[tuple[Any, ...]]:
    """The rows that DuckDB answers with."""
    import duckdb

    found = duckdb.sql(query)
    assert found is not None
    return list(found.fetchall())
