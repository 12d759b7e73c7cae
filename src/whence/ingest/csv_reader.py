"""Tables as text (.csv, .tsv): one report a row, in columns with the names of JSON Lines' keys."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from whence.ingest import json_reader, json_shapes
from whence.ingest.assemble import Context, Place, reject
from whence.ingest.formats import ending_of
from whence.ingest.json_reader import Item
from whence.ingest.sniff import HEAD, Unfit
from whence.records import Rejected, Report

#: Separators of columns that are looked for in the first line.
_SEPARATORS = ",;\t|"
#: Columns that a rejection names.
_SHOWN = 8


def read(stream: BinaryIO, source: str, context: Context) -> Iterator[Report | Rejected]:
    """The reports of a table whose first line names its columns; each row is saved as JSON.

    Args:
        stream: the table's bytes, in UTF-8, or in UTF-16 with its mark.
        source: its name.
        context: the intake's limits and what the caller knows.
    """
    place = Place(source=source, path=source, type="jsonl", raw_digest="")
    # BufferedReader's stub asks for a raw stream, and only needs what every binary stream has
    buffered = io.BufferedReader(stream, HEAD) if not hasattr(stream, "peek") else stream  # type: ignore[type-var]
    marked = buffered.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    text = io.TextIOWrapper(buffered, "utf-16" if marked else "utf-8-sig", newline="")
    before = csv.field_size_limit(context.limits.max_bytes)
    try:
        first = text.readline(HEAD)
        columns = next(csv.reader([first], delimiter=_separator(first, source)), [])
        if not any(json_shapes.is_text(column) for column in columns):
            yield reject(place, _without_text(columns))
            return
        rows = csv.DictReader(text, columns, delimiter=_separator(first, source))
        yield from json_reader.reports_of(_items(rows), source, "jsonl", context)
    except UnicodeError:
        yield reject(place, Unfit("encoding", "the table is not in UTF-8"))
    except csv.Error as error:
        yield reject(place, Unfit("broken", f"the table cannot be read further: {error}"))
    finally:
        csv.field_size_limit(before)
        text.detach()  # the stream is the caller's


def _items(rows: csv.DictReader[str]) -> Iterator[Item]:
    for row in rows:
        known = {key: value for key, value in row.items() if isinstance(key, str) and value}
        yield Item(rows.line_num + 1, json.dumps(known, ensure_ascii=False).encode())


def _separator(line: str, source: str) -> str:
    """What separates the columns: as the name says, else what is most in the first line."""
    return "\t" if ending_of(source) == ".tsv" else max(_SEPARATORS, key=line.count)


def _without_text(columns: list[str]) -> Unfit:
    named = ", ".join(columns[:_SHOWN]) + (" ..." if len(columns) > _SHOWN else "")
    where = any(json_shapes.is_address(column) for column in columns)
    hint = "; it only has addresses" if where else ""
    return Unfit("no_text", f"its columns ({named}) have no reports' text{hint}")
