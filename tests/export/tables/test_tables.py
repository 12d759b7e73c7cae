"""Tables as files: what was written is what others read, and every offset slices to its words."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest
from hypothesis import given, settings

from tests.chance import tried
from tests.readings import documents, resolved
from whence.bootstrap.exports import Holdings
from whence.errors import MissingExtra, SettingsError
from whence.export.tables.folder import CsvTables, JsonLinesTables, read_csv
from whence.export.tables.parquet import ParquetTables
from whence.export.tables.rows import COLUMNS, OF_REPORTS, plain, rows_of
from whence.export.tables.sqlite import SqliteTables
from whence.ledger import SqlLedger
from whence.ports import Result

duckdb = pytest.importorskip("duckdb")
Row = dict[str, Any]
Tables = dict[str, list[Row]]


@pytest.fixture(scope="module")
def holdings(newsroom: Path) -> Iterator[Holdings]:
    with SqlLedger(str(newsroom)) as ledger:
        yield Holdings(ledger)


@pytest.fixture(scope="module")
def tables(holdings: Holdings) -> Tables:
    found: Tables = {table: [] for table in COLUMNS}
    for table, row in holdings.rows():
        found[table].append(row)
    return found


def _empty_is_nothing(row: Row) -> Row:
    """As a format writes it that has no null."""
    return {name: None if value == "" else value for name, value in row.items()}


def test_rows_have_the_documented_columns_and_refer_to_each_other(tables: Tables) -> None:
    for table, rows in tables.items():
        assert all(list(row) == list(COLUMNS[table]) for row in rows), table
    names = {
        key: {row[key] for row in tables[table]}
        for key, table in (
            ("report", "reports"), ("entity", "entities"), ("attribution", "attributions"),
            ("claim", "claims"), ("figure", "figures"), ("event", "events"),
        )
    }  # fmt: skip
    for key, found in names.items():
        table = next(t for t, columns in COLUMNS.items() if next(iter(columns)) == key)
        assert len(found) == len(tables[table]) > 0, f"{table} are named once each"
    for rows in tables.values():
        for row in rows:
            for key, found in names.items():
                assert row.get(key) is None or row[key] in found
    for table, column, key in (
        ("attributions", "parent", "attribution"), ("attributions", "speaker_entity", "entity"),
        ("claims", "speaker_entity", "entity"), ("figures", "part_of", "figure"),
        ("event_reports", "original", "report"),
    ):  # fmt: skip
        pointed = {row[column] for row in tables[table]} - {None}
        assert pointed
        assert pointed <= names[key]
    claims = [key for row in tables["versions"] for key in row["claims"]]
    # A headline's count has a key, and is no claim of the outlet's.
    assert sum(key in names["claim"] for key in claims) > len(claims) / 2


def test_offsets_slice_to_the_words(tables: Tables) -> None:
    texts = {row["report"]: row["text"] for row in tables["reports"]}
    for table in ("mentions", "times", "claims", "figures"):
        assert all(
            texts[row["report"]][row["start"] : row["end"]] == row["text"] for row in tables[table]
        )
    for row in tables["attributions"]:
        spans = [texts[row["report"]][s["start"] : s["end"]] for s in row["content_spans"]]
        assert row["content"] == (" … ".join(spans) or None)


@settings(max_examples=tried(60))
@given(found=documents())
def test_any_reading_comes_back_from_csv_and_json_lines(
    tmp_path_factory: pytest.TempPathFactory, found: tuple[Any, Any]
) -> None:
    rows = list(rows_of(resolved(found)))
    folder = tmp_path_factory.mktemp("tables")
    counts = CsvTables().write_to(rows, folder, OF_REPORTS)
    JsonLinesTables().write_to(rows, folder, OF_REPORTS)
    for table in OF_REPORTS:
        wanted = [plain(row) for name, row in rows if name == table]
        assert counts[table] == len(wanted)
        assert read_csv(folder / f"{table}.csv") == [_empty_is_nothing(row) for row in wanted]
        # Not by splitlines, which also parts at what is no line's end to JSON.
        lines = (folder / f"{table}.jsonl").read_text("utf-8").split("\n")[:-1]
        assert [json.loads(line) for line in lines] == wanted


@settings(max_examples=tried(40))
@given(found=documents())
def test_any_reading_comes_back_from_parquet_and_sqlite(
    tmp_path_factory: pytest.TempPathFactory, found: tuple[Any, Any]
) -> None:
    rows = list(rows_of(resolved(found)))
    folder = tmp_path_factory.mktemp("tables")
    ParquetTables().write_to(rows, folder, OF_REPORTS)
    SqliteTables().write_to(rows, folder / "all.db", OF_REPORTS)
    from pyarrow import parquet

    database = sqlite3.connect(folder / "all.db")
    database.row_factory = sqlite3.Row
    for table in OF_REPORTS:
        wanted = [plain(row) for name, row in rows if name == table]
        assert parquet.read_table(folder / f"{table}.parquet").to_pylist() == wanted
        kinds = COLUMNS[table]
        back = [
            {n: _from_sql(value, kinds[n]) for n, value in dict(row).items()}
            for row in database.execute(f'select * from "{table}" order by rowid')
        ]
        assert back == wanted
    assert database.execute("pragma foreign_key_check").fetchall() == []
    database.close()


def _from_sql(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind in ("texts", "spans", "places"):
        return json.loads(value)
    return bool(value) if kind == "flag" else value


def test_what_others_read_of_csv(holdings: Holdings, tables: Tables, tmp_path: Path) -> None:
    counts = CsvTables().write_to(holdings.rows(), tmp_path, tuple(COLUMNS))
    assert counts == {table: len(rows) for table, rows in tables.items()}
    for table, rows in tables.items():
        file = tmp_path / f"{table}.csv"
        frame = pd.read_csv(file, keep_default_na=False, dtype=str)
        assert list(frame.columns) == list(COLUMNS[table])
        assert len(frame) == len(rows)
    texts = pd.read_csv(tmp_path / "reports.csv", keep_default_na=False)
    assert texts["text"].tolist() == [row["text"] for row in tables["reports"]]
    asked = duckdb.sql(
        f"""select count(*) from read_csv('{tmp_path}/claims.csv', all_varchar=true) c
            join read_csv('{tmp_path}/reports.csv', all_varchar=true) r using (report)
            where c.text = substring(r.text, c.start::int + 1, c."end"::int - c.start::int)"""
    ).fetchall()
    assert asked == [(len(tables["claims"]),)]


def test_what_others_read_of_parquet(holdings: Holdings, tables: Tables, tmp_path: Path) -> None:
    ParquetTables().write_to(holdings.rows(), tmp_path, tuple(COLUMNS))
    frame = pd.read_parquet(tmp_path / "figures.parquet")
    assert len(frame) == len(tables["figures"])
    killed = duckdb.sql(
        f"""select distinct value from '{tmp_path}/versions.parquet'
            where role = 'killed' and value is not null order by 1"""
    ).fetchall()
    wanted = {row["value"] for row in tables["versions"] if row["role"] == "killed"}
    assert [value for (value,) in killed] == sorted(wanted - {None})


def test_a_ledger_s_sqlite_file_is_whole_and_its_views_answer(
    holdings: Holdings, tables: Tables, tmp_path: Path
) -> None:
    SqliteTables().write_to(holdings.rows(), tmp_path / "news.db", tuple(COLUMNS))
    database = sqlite3.connect(tmp_path / "news.db")
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("pragma foreign_key_check").fetchall() == []
    outer = sum(
        row["parent"] is None and row["asserted"] and row["stance"] == "statement"
        for row in tables["attributions"]
    )
    assert database.execute("select count(*) from quotations").fetchone() == (outer,)
    nobody = sum(row["attribution"] is None for row in tables["claims"])
    assert database.execute("select count(*) from unattributed").fetchone() == (nobody,)
    counted = database.execute("select count(*) from counts").fetchone()
    assert counted == (len(tables["figures"]),)
    disputed = database.execute(
        "select value, speakers from disputes where role = 'killed' and value in (18, 23)"
    ).fetchall()
    assert {value for value, _ in disputed} == {18, 23}
    assert any("Pell" in speakers or "ministry" in speakers for _, speakers in disputed)
    spoke = dict(database.execute("select speaker, quotations from speakers"))
    assert spoke["Dorvan Pell"] > 1
    hits = database.execute(
        "select c.text from claims_fts f join claims c on c.rowid = f.rowid"
        " where claims_fts match 'silo'"
    ).fetchall()
    assert hits
    assert all("silo" in text.casefold() for (text,) in hits)
    database.close()


def test_no_other_file_is_written_over(holdings: Holdings, newsroom: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    ledger.write_bytes(newsroom.read_bytes())
    with pytest.raises(SettingsError, match="not an export of whence"):
        SqliteTables().write_to(holdings.rows(), ledger, tuple(COLUMNS))
    assert ledger.read_bytes() == newsroom.read_bytes()
    export = tmp_path / "export.db"
    for _ in range(2):  # its own it may
        SqliteTables().write_to(holdings.rows(("reports",)), export, ("reports",))
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "export.db", "export.metadata.json", "ledger.db",
    ]  # fmt: skip


def test_a_stop_half_way_leaves_the_last_export(holdings: Holdings, tmp_path: Path) -> None:
    place = tmp_path / "all.db"
    SqliteTables().write_to(holdings.rows(("reports",)), place, ("reports",))
    before = place.read_bytes()

    def broken() -> Iterator[tuple[str, Row]]:
        yield from holdings.rows(("reports",))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SqliteTables().write_to(broken(), place, ("reports",))
    assert place.read_bytes() == before


def test_parquet_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"whence\[parquet\]"):
        ParquetTables().write_to([], tmp_path, OF_REPORTS)


def test_a_cell_longer_than_python_s_csv_takes_by_itself(tmp_path: Path) -> None:
    from tests.readings import port

    before = csv.field_size_limit()
    report, reading, resolution = resolved(port())
    long = msgspec.structs.replace(report, text=report.text + "\nx" * 100_000)
    result: Result = (long, reading, resolution)
    CsvTables().write_to(rows_of(result), tmp_path, OF_REPORTS)
    assert read_csv(tmp_path / "reports.csv")[0]["text"] == long.text
    csv.field_size_limit(before)
