"""A ledger's schema brought to this version, step by step, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, insert, inspect, select, text, update

from whence.errors import LedgerError, SchemaTooNew
from whence.ledger import schema, search

Step = Callable[[Connection], None]


def _feeds(connection: Connection) -> None:
    """1 to 2: what `watch` goes on from."""
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


#: Version that a step starts from -> the step to the next. Released schemas are never edited:
#: what changes is a new step here and a new `schema.VERSION`.
_STEPS: dict[int, Step] = {1: _feeds}


def version_of(connection: Connection) -> int | None:
    """The schema's version, and None where the database holds no ledger yet.

    Raises `SchemaTooNew` for a ledger of a newer whence, `LedgerError` for a database that holds
    other tables.
    """
    found = set(inspect(connection).get_table_names())
    if schema.versions.name not in found:
        if found & {table.name for table in schema.metadata.sorted_tables}:
            raise LedgerError("the database holds tables of these names that are no ledger's")
        return None
    version: int = connection.execute(select(schema.versions.c.version)).scalar_one()
    if version > schema.VERSION:
        raise SchemaTooNew(
            f"the ledger has schema {version}, this whence knows {schema.VERSION}: use a newer one"
        )
    return version


def bring_up(connection: Connection) -> None:
    """Creates or migrates the schema inside the connection's transaction; raises as above."""
    version = version_of(connection)
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
