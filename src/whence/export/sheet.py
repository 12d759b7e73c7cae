"""Rows as CSV: plain for programs, or safe for spreadsheets, where no cell may start a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

#: Spreadsheets read UTF-8 as such only after this.
BOM = "\ufeff"
#: Characters that make a formula in spreadsheets, the wide forms too (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def lines(
    columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, spreadsheet: bool = False
) -> Iterator[str]:
    """The line of names, then one line a row; a missing value is an empty cell."""
    line = io.StringIO()
    writer = csv.writer(line)  # RFC 4180: lines end with CR LF, and cells with either are quoted
    yield (BOM if spreadsheet else "") + _written(writer, line, columns)
    for row in rows:
        cells = [row.get(name) for name in columns]
        yield _written(writer, line, [_safe(one) for one in cells] if spreadsheet else
                       [flat(one) for one in cells])  # fmt: skip


def _written(writer: Any, line: io.StringIO, cells: Sequence[str]) -> str:
    line.seek(0)
    line.truncate()
    writer.writerow(cells)
    # A report's text may contain what UTF-8 cannot carry.
    return line.getvalue().encode("utf-8", errors="replace").decode("utf-8")


def flat(value: object) -> str:
    """A value on one line of text: lists separated by semicolons, whole numbers without a point."""
    if isinstance(value, (list, tuple)):
        return "; ".join(map(flat, value))
    if isinstance(value, Mapping):  # a place, a figure
        return " ".join(flat(one) for one in value.values() if one is not None)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _safe(value: object) -> str:
    """The same, with an apostrophe before words that would be a formula; numbers stay numbers."""
    cell = flat(value)
    if isinstance(value, (int, float)):
        return cell
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell
