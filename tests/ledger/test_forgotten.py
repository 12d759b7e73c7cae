"""What is forgotten is gone, or it is said what remains; and damage is reported as damage."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.ledger.factories import HOSPITAL, MINISTRY, made, opened
from tests.ledger.test_damaged import COMMANDS
from whence.errors import LedgerBusy, LedgerError
from whence.ledger import SqlLedger, database, reports, schema
from whence.records import Rejected
from whence.serve.cli.dispatch import run


def words_in(folder: Path) -> bool:
    words = MINISTRY.encode()[:60]
    return any(words in file.read_bytes() for file in folder.iterdir() if file.is_file())


def test_words_that_a_reader_holds_are_reported_and_gone_when_it_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.2)
    place = str(tmp_path / "l.db")
    with opened(place) as ledger:
        ledger.add(made(MINISTRY), MINISTRY.encode())
        reader = sqlite3.connect(place)
        reader.execute("begin")
        reader.execute("select count(*) from reports").fetchone()
        with pytest.raises(LedgerBusy, match=r"it is forgotten, but another process .* --finish"):
            ledger.forget(made(MINISTRY)[0].id, "court order")
        assert words_in(tmp_path)
        with ledger.reading() as connection:
            assert reports.counts(connection)["forgotten"] == 1
        with pytest.raises(LedgerBusy):
            ledger.finish_forgetting()
        assert run(["forget", "--finish", "--ledger", place]) == 3
        reader.rollback()
        reader.close()
    assert run(["forget", "--finish", "--ledger", place]) == 0
    assert "nothing that was forgotten is left" in capsys.readouterr().out
    assert not words_in(tmp_path)


def test_how_forget_is_called(tmp_path: Path) -> None:
    place = str(tmp_path / "l.db")
    opened(place).close()
    assert run(["forget", "a", "--finish", "--ledger", place]) == 2
    assert run(["forget", "--reason", "x", "--ledger", place]) == 2
    assert run(["forget", "a", "--ledger", place]) == 2


def test_a_forgotten_name_is_stored_nowhere(place: str) -> None:
    (report, *rest), other = made(MINISTRY), made(HOSPITAL)
    named = report.origin.source
    again = Rejected(
        source=named, stage="ledger", code="forgotten", detail="", origin=report.origin
    )
    before = [
        Rejected(source=named, stage="ingest", code="encoding", detail=""),
        Rejected(source="elsewhere.txt", stage="read", code="reader", detail="", origin=report.origin),
        Rejected(source=f"{named}.bak", stage="ingest", code="empty", detail=""),
    ]  # fmt: skip
    with opened(place) as ledger:
        for one in before:
            ledger.reject(one)
        ledger.add((report, *rest))  # type: ignore[arg-type]  # the same three
        ledger.add(other)
        ledger.forget(report.id, "court order")
        ledger.reject(again)
        with ledger.reading() as connection:
            assert [one.source for one in reports.every_rejected(connection)] == [f"{named}.bak"]


def columns() -> list[tuple[str, str]]:
    return [
        (table.name, column.name)
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if not column.primary_key and table is not schema.versions
    ]


@pytest.mark.parametrize(("table", "column"), columns())
def test_a_ledger_that_lacks_a_column_is_refused(table: str, column: str, tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    opened(str(place)).close()
    connection = sqlite3.connect(place)
    for kind, name in connection.execute(
        "select type, name from sqlite_master where type in ('view', 'index', 'trigger')"
        " and name not like 'sqlite_%' and sql is not null"
    ).fetchall():
        connection.execute(f'drop {kind} "{name}"')
    connection.execute(f'alter table "{table}" rename column "{column}" to "was_{column}"')
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match=f"its table '{table}' has no {column};"):
        SqlLedger(str(place))


def test_an_older_ledger_that_lacks_a_column_is_unchanged(tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    opened(str(place)).close()
    connection = sqlite3.connect(place)
    connection.execute("drop view claim_words")
    connection.execute("alter table reports rename column byline to writer")
    connection.execute(f"update schema_version set version = {schema.VERSION - 1}")
    connection.commit()
    with pytest.raises(LedgerError):
        SqlLedger(str(place))
    assert connection.execute("select version from schema_version").fetchone() == (
        schema.VERSION - 1,
    )
    connection.close()


DAMAGE = [
    "update readings set body = x'00ff'", "update readings set body = zeroblob(40)",
    "update reports set blocks = x'789c00'", "update reports set blocks = 'text'",
    "update raws set bytes = x'00'", "update reports set text = cast(x'ff00fe' as text)",
    "update sketches set body = x'00'", "update events set body = x'00'",
    "update decisions set body = '{'",
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_reported_as_damage(
    damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(tmp_path / "l.db")
    with opened(place) as ledger:
        ledger.add(made(MINISTRY), MINISTRY.encode())
        ledger.add(made(HOSPITAL), HOSPITAL.encode())
    connection = sqlite3.connect(place)
    connection.execute(damage)
    connection.commit()
    connection.close()
    for command in COMMANDS:
        out = [one.replace("OUT", str(tmp_path / "out")) for one in command]
        assert run([*out, "--ledger", place]) != 2, command
        said = capsys.readouterr()
        assert "This is a bug in whence" not in said.err, (command, said.err)
