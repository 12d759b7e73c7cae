"""Results to the Parquet tables of a batch, as rows of `export.tables.rows`, and back.

A batch has the tables reports, attributions, claims, figures and rejected: the others are in
`reports.result`, which has the whole reading of a report, for whence. Each row is filed under the
day that its report came out, null where that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from whence.batch.manifest import NO_DAY, TABLES
from whence.errors import BatchError
from whence.export.tables import arrow as columns
from whence.export.tables.arrow import arrow
from whence.export.tables.rows import COLUMNS, Row, row_of_rejected, rows_of
from whence.ledger import rows
from whence.ports import Result
from whence.records import Block, Reading, Rejected, Report, Resolution

if TYPE_CHECKING:
    import pyarrow as pa

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Reports whose rows are held as Python objects, which takes ten times as much memory as a table.
_HELD = 128
#: Rows of a group in a file: what is read at a time.
_GROUP = 1_000


class _Body(msgspec.Struct, frozen=True):
    """The fields of a result that have no column."""

    blocks: tuple[Block, ...]
    reading: Reading
    resolution: Resolution
    words: bytes = b""  #: with their syntax, packed


def schema(table: str) -> pa.Schema:
    """The columns of a table, `day` last."""
    found = columns.schema(COLUMNS[table])
    if table == "reports":
        found = found.append(arrow().field("result", arrow().binary()))
    return found.append(arrow().field("day", arrow().string()))


def day_of(report: Report) -> str | None:
    """The day that a report is filed under: its publisher's date."""
    match = _DAY.match(report.published.value) if report.published else None
    return match.group() if match else None


class Tables:
    """The rows of one shard, as they are added."""

    def __init__(self) -> None:
        self._pa = arrow()
        self._schemas = {table: schema(table) for table in TABLES}
        self._rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._made: dict[str, list[pa.Table]] = {table: [] for table in TABLES}
        self._held = 0

    def add(self, result: Result) -> None:
        """Adds a report that was read."""
        day = day_of(result[0])
        for table, found in rows_of(result):
            if table == "reports":
                found["result"] = _packed(result)
            if table in self._rows:
                self._rows[table].append({**found, "day": day})
        self._held += 1
        if self._held >= _HELD:
            self._settle()

    def reject(self, one: Rejected) -> None:
        """Adds a document that gave no report."""
        self._rows["rejected"].append({**row_of_rejected(one), "day": None})

    def write(self, folder: Path, name: str) -> tuple[dict[str, int], tuple[str, ...]]:
        """Writes a file for each table and day; returns the rows of each table, and the files."""
        from pyarrow import compute as pc
        from pyarrow import parquet as pq

        self._settle()
        counts, files = {}, []
        for table in TABLES:
            parts = self._made.pop(table)
            whole = self._pa.concat_tables(parts) if parts else self._schemas[table].empty_table()
            counts[table] = whole.num_rows
            days = pc.unique(whole["day"]).to_pylist()
            for day in sorted(days, key=lambda one: one or ""):
                wanted = pc.is_null(whole["day"]) if day is None else pc.equal(whole["day"], day)
                file = f"{table}/day={day or NO_DAY}/{name}.parquet"
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                pq.write_table(
                    whole.filter(wanted).drop_columns("day"),
                    folder / file,
                    compression="zstd",
                    row_group_size=_GROUP,
                    # A shard's files are small: these would be larger than the rows themselves.
                    write_statistics=False,
                    store_schema=False,
                )
                files.append(file)
        return counts, tuple(files)

    def _settle(self) -> None:
        for table, found in self._rows.items():
            if found:
                made = self._pa.Table.from_pylist(found, schema=self._schemas[table])
                self._made[table].append(made)
                found.clear()
        self._held = 0


def results(files: Iterable[str]) -> Iterator[Result]:
    """The reports in some files of the table `reports`, with their results."""
    arrow()
    from pyarrow import parquet as pq

    for file in files:
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(_HELD):
                yield from map(result_of, batch.to_pylist())


def result_of(row: Row) -> Result:
    """The result in a row of `reports`; raises `BatchError` where it is damaged."""
    try:
        body = msgspec.msgpack.decode(row["result"], type=_Body)
        reading = rows.whole(body.reading, body.words)
    except msgspec.DecodeError as error:
        raise BatchError(f"the reading of {row['source']} is damaged: {error}") from error
    report = rows.report_of({**row, "id": row["report"]}, body.blocks)
    return report, reading, body.resolution


def _packed(result: Result) -> bytes:
    report, reading, resolution = result
    packed = rows.split(reading, resolution)
    return msgspec.msgpack.encode(
        _Body(report.blocks, packed.reading, packed.resolution, packed.words)
    )
