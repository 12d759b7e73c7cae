"""A folder of Parquet files never holds half a file under a whole one's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.export.tables.parquet import ParquetTables
from whence.export.tables.rows import COLUMNS, Row

pytest.importorskip("pyarrow")


def rows(table: str, stop: int | None) -> Iterator[tuple[str, Row]]:
    for n in range(3_000):
        if n == stop:
            raise KeyboardInterrupt
        yield table, dict.fromkeys(COLUMNS[table])


@pytest.mark.parametrize("stop", [0, 1, 1_500, 2_999])
def test_what_is_stopped_leaves_no_whole_names_and_nothing_old_is_lost(
    stop: int, tmp_path: Path
) -> None:
    table = next(iter(COLUMNS))
    with pytest.raises(KeyboardInterrupt):
        ParquetTables().write_to(rows(table, stop), tmp_path, [table])
    assert [one.name for one in tmp_path.glob("*.parquet")] == []
    assert ParquetTables().write_to(rows(table, None), tmp_path, [table]) == {table: 3_000}
    before = (tmp_path / f"{table}.parquet").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        ParquetTables().write_to(rows(table, stop), tmp_path, [table])
    assert (tmp_path / f"{table}.parquet").read_bytes() == before
    ParquetTables().write_to(rows(table, None), tmp_path, [table])
    assert [one.name for one in tmp_path.iterdir()] == [f"{table}.parquet"]
