"""A ledger of every older schema opens, is brought up, and is then like a new one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.ledger.factories import MINISTRY, made, opened
from tests.unsaid import unsaid
from whence.ledger import Filters, queries, schema
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


#: What makes a ledger of this schema one of schema 4 again.
_BACK_TO_4 = """
drop table assignments;
drop table name_words;
drop index reports_listed;
drop index claims_told_of;
drop table alert_items;
drop table alerts;
drop table claim_voices;
drop table claim_speakers;
create table before as select claim, folded, country, admin1 from claim_places;
drop table claim_places;
create table claim_places (claim integer not null, folded varchar not null, country varchar,
    admin1 varchar, foreign key(claim) references claims (id));
insert into claim_places select * from before;
drop table before;
update schema_version set version = 4;
"""


def test_who_says_the_claims_of_an_older_ledger(tmp_path: Path) -> None:
    place = tmp_path / "old.db"
    with opened(place) as ledger:
        ledger.add(unsaid())
        with ledger.reading() as connection:
            new = queries.find_claims(connection, Filters()).found
    old = sqlite3.connect(place)
    old.executescript(_BACK_TO_4)
    old.close()
    with opened(place) as ledger, ledger.reading() as connection:
        assert ledger.version == schema.VERSION
        assert queries.find_claims(connection, Filters()).found == new
    assert any(claim.said == "Dorvan Pell denied (via the Herald)" for claim in new)


def test_a_ledger_with_a_damaged_reading_still_opens(tmp_path: Path) -> None:
    place = tmp_path / "old.db"
    with opened(place) as ledger:
        ledger.add(unsaid())
    old = sqlite3.connect(place)
    old.executescript(_BACK_TO_4)
    old.execute("update readings set body = x'00'")
    old.commit()
    old.close()
    with opened(place) as ledger, ledger.reading() as connection:
        assert len(queries.find_claims(connection, Filters()).found) == len(unsaid()[2].claims)
