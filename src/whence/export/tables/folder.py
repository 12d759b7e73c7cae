r"""Tables as a folder of files that are written line by line: CSV (RFC 4180), JSON Lines.

Both are UTF-8; a line of CSV ends with "\r\n", as its RFC has it, one of JSON with "\n". A table
without rows is a file, too; in CSV it has the columns' names. In CSV a list is a JSON array, true
and false are `true` and `false`, and an empty cell is null or a text of no characters. The report's
words are unchanged, so one may begin with "=": a spreadsheet takes such a cell for a formula unless
the columns are imported as text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from whence.export.exporters import whole
from whence.export.tables.exporter import TableExporter
from whence.export.tables.rows import COLUMNS, Kind, Row, plain

#: Media types of one table's file.
MEDIA_TYPES = {"csv": "text/csv; header=present; charset=utf-8", "jsonl": "application/jsonl"}
_LONGEST = 100_000_000  #: characters
_encoder = msgspec.json.Encoder()


class CsvTables(TableExporter):
    """Writes a folder with a `.csv` file a table."""

    def write_to(
        self, rows: Iterable[tuple[str, Row]], place: Path, tables: Iterable[str]
    ) -> dict[str, int]:
        """Implements `TableExporter.write_to`."""
        return _write(rows, place, tables, "csv", _csv_line, head=True)


class JsonLinesTables(TableExporter):
    """Writes a folder with a `.jsonl` file a table, one object a line."""

    def write_to(
        self, rows: Iterable[tuple[str, Row]], place: Path, tables: Iterable[str]
    ) -> dict[str, int]:
        """Implements `TableExporter.write_to`."""
        return _write(rows, place, tables, "jsonl", _json_line, head=False)


def read_csv(file: Path) -> list[Row]:
    """The rows of a table that `CsvTables` wrote, as it was given them."""
    kinds = COLUMNS[file.stem]
    # Python's own limit for a cell is below the length of a long report.
    csv.field_size_limit(_LONGEST)
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            {name: _read(cell, kinds[name]) for name, cell in row.items()}
            for row in csv.DictReader(lines, strict=True)
        ]


def _write(
    rows: Iterable[tuple[str, Row]],
    place: Path,
    tables: Iterable[str],
    ending: str,
    line: Callable[[Iterable[Any], Row], str],
    *,
    head: bool,
) -> dict[str, int]:
    place.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(tables, 0)
    with ExitStack() as stack:
        files = {}
        for table in counts:
            files[table] = stack.enter_context(whole(place / f"{table}.{ending}"))
            if head:
                files[table].write(",".join(COLUMNS[table]) + "\r\n")
        for table, row in rows:
            files[table].write(line(COLUMNS[table], plain(row)))
            counts[table] += 1
    return counts


def _json_line(columns: Iterable[str], row: Row) -> str:
    return _encoder.encode({name: row[name] for name in columns}).decode() + "\n"


def _csv_line(columns: Iterable[str], row: Row) -> str:
    out = io.StringIO()
    # With "\n" alone Python before 3.13 leaves a bare "\r" in a cell without its quotation marks.
    csv.writer(out, lineterminator="\r\n").writerow([_cell(row[name]) for name in columns])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else value


def _read(cell: str, kind: Kind) -> Any:
    if not cell:
        return None
    if kind == "text":
        return cell
    return json.loads(cell)
