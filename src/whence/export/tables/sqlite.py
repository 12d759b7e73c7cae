"""All tables in one SQLite file, with keys, views and full-text search, for Datasette and for SQL.

Beside `NAME.db` it writes `NAME.metadata.json`, which describes everything to Datasette:

    datasette NAME.db --metadata NAME.metadata.json

A list is a JSON array, true is 1. The views combine what is asked for most; the tables ending in
`_fts` are the index of words. It is not a ledger: `whence` does not read it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from whence.errors import SettingsError
from whence.export.tables.datasette import metadata
from whence.export.tables.exporter import TableExporter
from whence.export.tables.rows import COLUMNS, Row, plain

MEDIA_TYPE = "application/vnd.sqlite3"
#: "whnX": distinguishes a file of this kind from any other, above all a ledger.
APPLICATION = 0x77686E58
#: Rows of a table that are inserted at once.
_HELD = 500
_TYPES = {"whole": "INTEGER", "number": "REAL", "flag": "INTEGER"}
#: Tables whose first column is the id of their rows; a column elsewhere of that name points there.
_NAMED = {
    table: next(iter(COLUMNS[table]))
    for table in (
        "reports", "entities", "times", "attributions", "claims", "figures", "events", "findings"
    )
}  # fmt: skip
_POINTS = {name: table for table, name in _NAMED.items()}
#: Columns that point to a row under another name.
_ALSO = {
    ("attributions", "parent"): "attributions",
    ("attributions", "speaker_entity"): "entities",
    ("claims", "speaker_entity"): "entities",
    ("figures", "part_of"): "figures",
    ("event_reports", "original"): "reports",
}
_SEARCHED = {
    "reports": ("title", "text"),
    "attributions": ("content", "source", "speaker"),
    "claims": ("text", "speaker"),
}
VIEWS = {
    "quotations": """
        select r.published, r.publisher, a.speaker, a.act, a.kind, a.content, a.source, a.cue,
            a.score, r.title, a.attribution, a.report
        from attributions a join reports r on r.report = a.report
        where a.parent is null and a.asserted and a.stance = 'statement'
        order by r.published desc, a.rowid""",
    "unattributed": """
        select r.published, r.publisher, c.standing, c.text, c.hedges, r.title, c.claim, c.report
        from claims c join reports r on r.report = c.report
        where c.attribution is null order by r.published desc, c.rowid""",
    "speakers": """
        select a.speaker, a.speaker_type as type, count(*) as quotations,
            count(distinct a.report) as reports, count(distinct r.publisher) as publishers,
            min(r.published) as first_published, max(r.published) as last_published
        from attributions a join reports r on r.report = a.report
        where a.speaker_named and a.asserted and a.stance = 'statement'
        group by a.speaker, a.speaker_type order by quotations desc""",
    "counts": """
        select r.published, r.publisher, f.role, f.value, f.low, f.high, f."of", f.main,
            f.background, c.speaker, c.act, c.cue, c.asserted, c.said, c.text as claim_text,
            r.title, f.figure, f.report
        from figures f join reports r on r.report = f.report
            left join claims c on c.claim = f.claim
        order by r.published desc, f.rowid""",
    "disputes": """
        select e.title, v.role, v."of", v.value, v.low, v.high, v.first_published,
            v.last_published, v.reports, v.copies, v.sources_least, v.sources_most, v.speakers,
            v.outlets, v.state, v.event
        from versions v join events e on e.event = v.event
        where e.disputed and exists (
            select 1 from findings f where f.event = v.event and f.kind = 'conflict'
                and f.role is v.role)
        order by e.start desc, v.event, v.role, v.first_published""",
}


class SqliteTables(TableExporter):
    """Writes the file anew; an existing one is replaced when all of it is written."""

    def write_to(
        self, rows: Iterable[tuple[str, Row]], place: Path, tables: Iterable[str]
    ) -> dict[str, int]:
        """Implements `TableExporter.write_to`; raises `SettingsError` for another kind of file."""
        if place.exists() and not _ours(place):
            raise SettingsError(f"{place} exists and is not an export of whence; name another file")
        counts = dict.fromkeys(tables, 0)
        partial = place.with_name(place.name + ".partial")
        partial.unlink(missing_ok=True)
        try:
            self._fill(partial, rows, counts)
        except sqlite3.Error as error:
            partial.unlink(missing_ok=True)
            raise SettingsError(f"cannot write {place}: {error}") from error
        partial.replace(place)
        described = msgspec.json.format(
            msgspec.json.encode(metadata(place.stem, set(counts))), indent=2
        )
        place.with_suffix(".metadata.json").write_bytes(described + b"\n")
        return counts

    @staticmethod
    def _fill(partial: Path, rows: Iterable[tuple[str, Row]], counts: dict[str, int]) -> None:
        """Makes the file, and counts the rows of each table."""
        with closing(sqlite3.connect(partial, isolation_level=None)) as database:
            # Nobody sees the file before it is complete.
            database.execute("pragma journal_mode = off")
            database.execute("pragma synchronous = off")
            database.execute(f"pragma application_id = {APPLICATION}")
            database.execute("begin")
            for table in counts:
                database.execute(_table(table, set(counts)))
            for table in _inserted(database, rows):
                counts[table] += 1
            for statement in _indexes_and_views(set(counts)):
                database.execute(statement)
            database.execute("commit")
            database.execute("analyze")


def _ours(place: Path) -> bool:
    try:
        with place.open("rb") as file:
            head = file.read(72)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION.to_bytes(4, "big")


def _inserted(database: sqlite3.Connection, rows: Iterable[tuple[str, Row]]) -> Iterator[str]:
    """The table of each row as it is inserted; a few hundred of a table at a time."""
    held: dict[str, list[list[Any]]] = {}

    def settle(table: str) -> None:
        marks = ", ".join("?" for _ in COLUMNS[table])
        database.executemany(f'insert into "{table}" values ({marks})', held[table])  # noqa: S608
        held[table].clear()

    for table, row in rows:
        found = plain(row)
        waiting = held.setdefault(table, [])
        waiting.append([_value(found[name]) for name in COLUMNS[table]])
        if len(waiting) >= _HELD:
            settle(table)
        yield table
    for table in held:
        settle(table)


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _table(table: str, there: set[str]) -> str:
    lines = []
    for name, kind in COLUMNS[table].items():
        key = " primary key" if _NAMED.get(table) == name else ""
        points = _ALSO.get((table, name)) or _POINTS.get(name)
        to = ""
        if points in there and not key:
            to = f' references "{points}" ("{_NAMED[points]}")'
        lines.append(f'"{name}" {_TYPES.get(kind, "TEXT")}{key}{to}')
    return f'create table "{table}" ({", ".join(lines)})'


def _indexes_and_views(there: set[str]) -> Iterator[str]:
    """Indexes, views and full-text search: they make the tables quick to query and easy to read."""
    for table in sorted(there):
        for name in COLUMNS[table]:
            pointing = (table, name) in _ALSO or name in _POINTS
            if (pointing and _NAMED.get(table) != name) or name in ("speaker", "published", "role"):
                yield f'create index "{table}_{name}" on "{table}" ("{name}")'
    for table, columns in _SEARCHED.items():
        if table in there:
            names = ", ".join(f'"{name}"' for name in columns)
            # Datasette recognises an index by exactly these words, double quotes and all.
            yield (
                f'create virtual table "{table}_fts" using fts5 '
                f"""({names}, content="{table}", tokenize='unicode61 remove_diacritics 2')"""
            )
            yield f'insert into "{table}_fts" ("{table}_fts") values (\'rebuild\')'  # noqa: S608
    for name, query in VIEWS.items():
        if name != "disputes" or "versions" in there:
            yield f'create view "{name}" as {query}'
