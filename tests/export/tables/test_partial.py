"""A folder that is exported never holds half a file under a whole one's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.readings import port, resolved
from whence.export.brat import BratExporter
from whence.export.citron import CitronExporter
from whence.export.exporters import FolderOfReports
from whence.export.tables.exporter import TableExporter
from whence.export.tables.folder import CsvTables, JsonLinesTables
from whence.export.tables.parquet import ParquetTables
from whence.export.tables.rows import COLUMNS, Row
from whence.ports import Result

pytest.importorskip("pyarrow")


def rows(table: str, stop: int | None) -> Iterator[tuple[str, Row]]:
    for n in range(3_000):
        if n == stop:
            raise KeyboardInterrupt
        yield table, dict.fromkeys(COLUMNS[table])


@pytest.mark.parametrize(
    ("exporter", "ending"),
    [(ParquetTables(), "parquet"), (CsvTables(), "csv"), (JsonLinesTables(), "jsonl")],
    ids=["parquet", "csv", "tables"],
)
@pytest.mark.parametrize("stop", [0, 1, 1_500, 2_999])
def test_interrupted_tables_have_no_final_names_and_old_ones_survive(
    stop: int, exporter: TableExporter, ending: str, tmp_path: Path
) -> None:
    table = next(iter(COLUMNS))
    with pytest.raises(KeyboardInterrupt):
        exporter.write_to(rows(table, stop), tmp_path, [table])
    assert [one.name for one in tmp_path.glob(f"*.{ending}")] == []
    assert exporter.write_to(rows(table, None), tmp_path, [table]) == {table: 3_000}
    before = (tmp_path / f"{table}.{ending}").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        exporter.write_to(rows(table, stop), tmp_path, [table])
    assert (tmp_path / f"{table}.{ending}").read_bytes() == before
    exporter.write_to(rows(table, None), tmp_path, [table])
    assert [one.name for one in tmp_path.iterdir()] == [f"{table}.{ending}"]


@pytest.mark.parametrize("build", [BratExporter, CitronExporter])
def test_interrupted_files_of_a_report_are_as_they_were(
    build: Callable[[], FolderOfReports], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def results() -> Iterator[Result]:
        yield resolved(port())

    build().write_folder(results(), tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    # In the middle of a file: it is open, and the rename has not come.
    monkeypatch.setattr("whence.export.brat.lines", stops)
    monkeypatch.setattr("whence.export.citron.line", stops)
    with pytest.raises(KeyboardInterrupt):
        build().write_folder(results(), tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
