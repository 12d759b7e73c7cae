"""Tables as a folder of Parquet files, which pandas, polars, DuckDB, R and Spark read.

pyarrow is an extra, `whence[parquet]`. Lists are lists, and nothing is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from whence.export.tables.arrow import arrow, schema
from whence.export.tables.exporter import TableExporter
from whence.export.tables.rows import COLUMNS, Row, plain

MEDIA_TYPE = "application/vnd.apache.parquet"
#: Rows of a group in a file: what is in memory of each table.
_GROUP = 1_000
#: Suffix of a file that is being written; no reader takes it for a table.
_PARTIAL = ".parquet.partial"


class ParquetTables(TableExporter):
    """Writes a folder with a `.parquet` file a table."""

    def write_to(
        self, rows: Iterable[tuple[str, Row]], place: Path, tables: Iterable[str]
    ) -> dict[str, int]:
        """Implements `TableExporter.write_to`; raises `MissingExtra` without pyarrow.

        No file has its name before it is complete, whatever interrupts this.
        """
        pa = arrow()
        place.mkdir(parents=True, exist_ok=True)
        counts = dict.fromkeys(tables, 0)
        held: dict[str, list[Row]] = {table: [] for table in counts}
        with ExitStack() as stack:
            files = {
                table: stack.enter_context(
                    pa.parquet.ParquetWriter(
                        place / f"{table}{_PARTIAL}", schema(COLUMNS[table]), compression="zstd"
                    )
                )
                for table in counts
            }

            def settle(table: str) -> None:
                made = pa.Table.from_pylist(held[table], schema=schema(COLUMNS[table]))
                files[table].write_table(made)
                held[table].clear()

            for table, row in rows:
                held[table].append(plain(row))
                counts[table] += 1
                if len(held[table]) >= _GROUP:
                    settle(table)
            for table in counts:
                settle(table)
        for table in counts:
            (place / f"{table}{_PARTIAL}").replace(place / f"{table}.parquet")
        return counts
