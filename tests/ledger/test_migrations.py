"""A ledger of every older schema opens, is brought up, and is then like a new one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.ledger.told import MINISTRY, made, opened
from whence.ledger import schema
from whence.records import Watched

SCHEMAS = Path(__file__).parent / "schemas"


def shape(place: Path) -> set[str]:
    """The statements that a ledger's tables, views and indexes are made by, without spacing."""
    ledger = sqlite3.connect(place)
    rows = ledger.execute("select sql from sqlite_master where sql is not null").fetchall()
    ledger.close()
    return {"".join(sql.split()).replace('"', "").lower() for (sql,) in rows}


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_an_older_ledger(version: int, tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.db")
    old.executescript((SCHEMAS / f"{version}.sql").read_text(encoding="utf-8"))
    old.close()
    with opened(tmp_path / "old.db") as ledger:
        assert ledger.version == schema.VERSION
        assert ledger.add(made(MINISTRY)).state == "added"
        assert ledger.add(made(MINISTRY)).state == "known"
        ledger.watch("http://x.org/f", Watched(etag="e", pages={"http://x.org/a": "2025"}))
        assert ledger.watched("http://x.org/f").pages == {"http://x.org/a": "2025"}
    opened(tmp_path / "new.db").close()
    assert shape(tmp_path / "old.db") == shape(tmp_path / "new.db")
