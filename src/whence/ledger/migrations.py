"""A ledger's schema brought to this version, step by step, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, column, insert, inspect, select, text, update
from sqlalchemy import table as table_

from whence.errors import LedgerError, SchemaTooNew
from whence.ledger import reports, rows, schema, search

Step = Callable[[Connection], None]


def _feeds(connection: Connection) -> None:
    """1 to 2: what `watch` resumes from."""
    connection.execute(
        text(
            "create table feeds (address varchar not null, etag varchar, modified varchar,"
            " polled_at varchar not null, primary key (address))"
        )
    )
    connection.execute(
        text(
            "create table feed_pages (feed varchar not null, address varchar not null,"
            " dated varchar not null, primary key (feed, address),"
            " foreign key(feed) references feeds (address))"
        )
    )


def _sketches(connection: Connection) -> None:
    """2 to 3: fingerprints and their index. `compare` fills the tables."""
    blob = "blob" if connection.dialect.name == "sqlite" else "bytea"
    serial = "integer" if connection.dialect.name == "sqlite" else "serial"
    tail = " without rowid" if connection.dialect.name == "sqlite" else ""
    keys = "key bigint not null, sketch integer not null,"
    primary = f"primary key (key, sketch)){tail}"
    fingerprints = (
        f"id {serial} not null, report varchar not null, method varchar not null,"
        " published varchar not null, event varchar,"
        f" body {blob} not null, primary key (id), unique (report),"
        " foreign key(report) references reports (id)"
    )
    matches = (
        "one integer not null, other integer not null, score integer not null,"
        " share integer not null, primary key (one, other)"
    )
    for statement in (
        f"create table sketches ({fingerprints})",
        f"create table sketch_terms ({keys} weight integer not null, {primary}",
        f"create table sketch_bands ({keys} {primary}",
        f"create table matches ({matches}){tail}",
        "create index sketches_by_event on sketches (event)",
    ):
        connection.execute(text(statement))


def _people(connection: Connection) -> None:
    """3 to 4: summaries of events, people's decisions, and accounts of a server."""
    blob = "blob" if connection.dialect.name == "sqlite" else "bytea"
    serial = "integer" if connection.dialect.name == "sqlite" else "serial"
    plain = "varchar" if connection.dialect.name == "sqlite" else 'varchar collate "C"'
    events = (
        "id varchar not null, disputed boolean not null, reports integer not null,"
        f" latest {plain} not null, started {plain} not null, folded text not null,"
        f" body {blob} not null, primary key (id)"
    )
    decisions = (
        f"id {serial} not null, identity varchar, target varchar not null, verb varchar not null,"
        " who varchar not null, at varchar not null, undoes integer, body text not null,"
        " primary key (id)"
    )
    owned = "account varchar not null,"
    by_account = "primary key (digest), foreign key(account) references accounts (name)"
    audit = (
        f"id {serial} not null, at varchar not null, who varchar not null, what varchar not null,"
        " target text not null, address varchar not null, primary key (id)"
    )
    for statement in (
        f"create table events ({events})",
        f"create table decisions ({decisions})",
        (
            "create table reviewed (reading integer not null, primary key (reading),"
            " foreign key(reading) references readings (id))"
        ),
        (
            "create table accounts (name varchar not null, role varchar not null,"
            " password varchar not null, made_at varchar not null, primary key (name))"
        ),
        (
            f"create table tokens (digest varchar not null, {owned} label varchar not null,"
            f" made_at varchar not null, {by_account})"
        ),
        (
            f"create table sessions (digest varchar not null, {owned} ends_at varchar not null,"
            f" {by_account})"
        ),
        f"create table audit ({audit})",
        "create index events_latest on events (disputed, latest)",
        "create index decisions_by_report on decisions (identity)",
        "create index ix_tokens_account on tokens (account)",
        "create index ix_sessions_account on sessions (account)",
    ):
        connection.execute(text(statement))


def _claim_voices(connection: Connection) -> None:
    """4 to 5: who says each claim and how, out of the readings; places by their names."""
    plain = "varchar" if connection.dialect.name == "sqlite" else 'varchar collate "C"'
    row = "integer" if connection.dialect.name == "sqlite" else "bigint"
    tail = " without rowid" if connection.dialect.name == "sqlite" else ""
    to_claim = "foreign key(claim) references claims (id)"
    for statement in (
        (
            f"create table claim_voices (claim {row} not null, act varchar not null,"
            f" asserted boolean not null, voices text not null, primary key (claim), {to_claim})"
        ),
        (
            f"create table claim_speakers (claim {row} not null, speaker {row} not null,"
            f" primary key (speaker, claim), {to_claim},"
            f" foreign key(speaker) references speakers (id)){tail}"
        ),
        "drop table claim_places",
        (
            f"create table claim_places (claim {row} not null, name varchar not null,"
            f" folded {plain} not null, country varchar, admin1 varchar, {to_claim})"
        ),
        "create index claim_voices_by_act on claim_voices (act)",
        "create index claim_speakers_by_claim on claim_speakers (claim)",
        "create index ix_claim_places_claim on claim_places (claim)",
        "create index ix_claim_places_folded on claim_places (folded)",
    ):
        connection.execute(text(statement))
    numbers = connection.execute(text("select id from readings order by id")).scalars().all()
    for number in numbers:
        _fill_voices(connection, number)


def _fill_voices(connection: Connection, number: int) -> None:
    """The rows of one reading. They are as schema 5 has them, whatever later ones add."""
    body, report = connection.execute(
        text("select body, report from readings where id = :id"), {"id": number}
    ).one()
    first = connection.execute(
        text("select min(id) from claims where reading = :id"), {"id": number}
    ).scalar()
    if first is None:
        return
    try:
        reading, resolution = rows.unpacked_body(body)
    except LedgerError:
        return  # `reread` replaces a damaged one
    result = reports.report(connection, report), reading, resolution
    for table, names, found in (
        ("claim_voices", "claim act asserted voices", rows.attributed_rows(result, first)),
        ("claim_places", "claim name folded country admin1", rows.place_rows(resolution, first)),
    ):
        columns = names.split()
        made = [{name: row[name] for name in columns} for row in found]
        if made:
            into = table_(table, *map(column, columns))
            connection.execute(insert(into), made)


def _alerts(connection: Connection) -> None:
    """5 to 6: alerts and what they sent; decisions may be of people and events across reports."""
    serial = "integer" if connection.dialect.name == "sqlite" else "serial"
    for statement in (
        (
            f"create table alerts (id {serial} not null, address text not null,"
            " target varchar not null, made_at varchar not null, primary key (id),"
            " unique (address, target))"
        ),
        (
            "create table alert_items (alert integer not null, key varchar not null,"
            " sent_at varchar, primary key (alert, key),"
            " foreign key(alert) references alerts (id))"
        ),
    ):
        connection.execute(text(statement))


def _teamwork(connection: Connection) -> None:
    """6 to 7: who is reviewing which report; indexes for reports, timelines, words of names."""
    plain = "varchar" if connection.dialect.name == "sqlite" else 'varchar collate "C"'
    tail = " without rowid" if connection.dialect.name == "sqlite" else ""
    connection.execute(
        text(
            "create table assignments (identity varchar not null, who varchar not null,"
            " at varchar not null, primary key (identity))"
        )
    )
    connection.execute(
        text(
            "create index reports_listed on reports"
            " (published_utc, id, identity, number, title, publisher)"
        )
    )
    connection.execute(text("create index claims_told_of on claims (told_of)"))
    connection.execute(
        text(
            f"create table name_words (word {plain} not null, name integer not null,"
            " last boolean not null, primary key (word, name),"
            f" foreign key(name) references names (id)){tail}"
        )
    )
    connection.execute(text("create index ix_name_words_name on name_words (name)"))
    found = connection.execute(text("select id, folded from names")).all()
    words = [row for number, folded in found for row in rows.name_word_rows(number, folded)]
    if words:
        into = table_("name_words", *map(column, ("word", "name", "last")))
        connection.execute(insert(into), words)


#: Version that a step starts from -> the step to the next. Released schemas are never edited: a
#: change is a new step here and a new `schema.VERSION`.
_STEPS: dict[int, Step] = {
    1: _feeds,
    2: _sketches,
    3: _people,
    4: _claim_voices,
    5: _alerts,
    6: _teamwork,
}


def version_of(connection: Connection, place: str) -> int | None:
    """The schema's version, and None where the database at the place holds no ledger yet.

    Raises `SchemaTooNew` for a ledger of a newer whence, `LedgerError` for a database with other
    tables.
    """
    found = set(inspect(connection).get_table_names())
    if schema.versions.name not in found:
        ours = {table.name for table in schema.metadata.sorted_tables}
        # A server's database may be shared with other programs; a file belongs to one.
        strange = found if connection.dialect.name == "sqlite" else found & ours
        if strange:
            raise LedgerError(f"{place}: the database has tables of another program")
        return None
    version: int = connection.execute(select(schema.versions.c.version)).scalar_one()
    if version > schema.VERSION:
        raise SchemaTooNew(
            f"{place}: the ledger has schema {version}, this whence knows {schema.VERSION}:"
            " use a newer one"
        )
    return version


def check_columns(connection: Connection, place: str) -> None:
    """Raises `LedgerError` where tables lack what their version has: an unreleased whence made it.

    Other columns do not matter.
    """
    found = inspect(connection).get_multi_columns()
    there = {name: {column["name"] for column in columns} for (_, name), columns in found.items()}
    for table in schema.metadata.sorted_tables:
        lacking = [one.name for one in table.columns if one.name not in there.get(table.name, ())]
        if lacking:
            raise LedgerError(
                f"{place}: the ledger is damaged, or an unreleased whence made it: its table"
                f" {table.name!r} has no {', '.join(lacking)}; add the reports to a new ledger"
            )


def migrate(connection: Connection, place: str) -> None:
    """Creates or migrates the schema inside the connection's transaction; raises as above."""
    version = version_of(connection, place)
    if version is None:
        schema.metadata.create_all(connection)
        connection.execute(text(_CLAIM_WORDS))
        search.index_of(connection).create(connection)
        connection.execute(insert(schema.versions).values(version=schema.VERSION))
        return
    while version < schema.VERSION:
        _STEPS[version](connection)
        version += 1
        connection.execute(update(schema.versions).values(version=version))


_CLAIM_WORDS = """
create view claim_words as
select claims.id as id, substr(reports.text, claims.start + 1, claims.stop - claims.start) as words
from claims
join readings on readings.id = claims.reading
join reports on reports.id = readings.report
"""
