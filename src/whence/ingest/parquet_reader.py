"""Parquet tables: one report a row, in columns with the names of JSON Lines' keys.

pyarrow is an extra, `whence[parquet]`; without it a table is rejected with a hint how to get it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import msgspec

from whence.ingest import json_reader
from whence.ingest.assemble import Context, Place, reject
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report

#: Rows in memory at a time.
_ROWS = 64
_LACKING = Unfit("unsupported", "Parquet needs pyarrow: pip install 'whence[parquet]'")


def read(
    path: str,
    source: str,
    context: Context,
    within: range | None = None,
) -> Iterator[Report | Rejected]:
    """The reports of a table, in its order; `within` are the numbers of the rows that are wanted.

    Each row is saved as a JSON object.
    """
    place = Place(source=source, path=source, type="parquet", raw_digest="")
    try:
        import pyarrow as pa
    except ImportError:
        yield reject(place, _LACKING)
        return
    any_row = False
    try:
        items = _rows(path, within)
        for result in json_reader.reports_of(items, source, "parquet", context):
            any_row = True
            yield result
    except pa.ArrowException as error:
        yield reject(
            place, Unfit("parquet", f"the table is broken: {' '.join(str(error).split())}")
        )
        return
    if not any_row and within is None:
        yield reject(place, Unfit("empty", "it has no report"))


def row_counts(path: str) -> list[tuple[int, int]]:
    """The number of rows of each group, and its packed bytes.

    Raises OSError and ValueError where the table cannot be opened, ImportError without pyarrow.
    """
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        meta = file.metadata
        groups = [meta.row_group(n) for n in range(meta.num_row_groups)]
        return [(g.num_rows, _size(g)) for g in groups]


def _size(group: Any) -> int:
    return sum(group.column(n).total_compressed_size for n in range(group.num_columns))


def _rows(path: str, within: range | None) -> Iterator[json_reader.Item]:
    """The rows as JSON objects, counted from 1 as lines are."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        first = 0
        for group in range(file.metadata.num_row_groups):
            count = file.metadata.row_group(group).num_rows
            if within is None or (first < within.stop and within.start < first + count):
                number = first
                for batch in file.iter_batches(_ROWS, row_groups=[group]):
                    for row in batch.to_pylist():
                        if within is None or number in within:
                            record = {k: _plain(v) for k, v in row.items() if v is not None}
                            yield json_reader.Item(number + 1, msgspec.json.encode(record))
                        number += 1
            first += count


def _plain(value: Any) -> Any:
    """A cell as JSON: a moment in ISO 8601, bytes as letters."""
    if isinstance(value, dt.datetime) and not any(
        (value.hour, value.minute, value.second, value.microsecond)
    ):
        return value.date().isoformat()  # a column of moments with days in it
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value
