"""What formats of tables have in common: the rows of what is exported, and who writes them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from whence.export.tables.event_rows import rows_of_event
from whence.export.tables.rows import OF_EVENTS, OF_REPORTS, Row, row_of_rejected, rows_of
from whence.ports import Holdings, Target


class TableExporter(ABC):
    """Exports rows to a file or folder."""

    def export(self, held: Holdings, target: Target) -> dict[str, int]:
        """Implements `ports.LedgerExporter`."""
        return self.write_to(rows_held(held, held.tables), target.path, held.tables)

    @abstractmethod
    def write_to(
        self, rows: Iterable[tuple[str, Row]], place: Path, tables: Iterable[str]
    ) -> dict[str, int]:
        """Writes rows to a file or folder; gives the number of rows of each table.

        `rows` are pairs of a table's name and a row by column; `tables` names all tables, since one
        may have no rows. Raises OSError where it cannot write, and `MissingExtra`.
        """


def rows_held(held: Holdings, tables: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """The rows of these tables; what only others would need is not looked up."""
    found = _rows(held, frozenset(tables))
    return ((table, row) for table, row in found if table in tables)


def _rows(held: Holdings, wanted: frozenset[str]) -> Iterator[tuple[str, Row]]:
    if not wanted.isdisjoint(OF_REPORTS):
        for result in held.results():
            yield from rows_of(result)
    if not wanted.isdisjoint(OF_EVENTS):
        for summary in held.summaries():
            same = held.same(summary) if "findings" in wanted else ()
            yield from rows_of_event(summary, same)
    if "rejected" in wanted:
        for one in held.rejected():
            yield "rejected", row_of_rejected(one)
