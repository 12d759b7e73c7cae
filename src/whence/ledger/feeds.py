"""Watched feeds and the pages already taken from them, so that `watch` can resume."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, delete, insert, select

from whence.ledger import schema
from whence.records import Watched


def watched(connection: Connection, address: str) -> Watched:
    """The state of a feed when it was last polled; an empty state for a new one."""
    feeds, pages = schema.feeds, schema.feed_pages
    row = connection.execute(
        select(feeds.c.etag, feeds.c.modified).where(feeds.c.address == address)
    ).first()
    if row is None:
        return Watched()
    listed = connection.execute(
        select(pages.c.address, pages.c.dated).where(pages.c.feed == address)
    )
    return Watched(
        etag=row.etag, modified=row.modified, pages={row.address: row.dated for row in listed}
    )


def watch(connection: Connection, address: str, state: Watched) -> None:
    """Stores the state of a feed, in place of its last one."""
    feeds, pages = schema.feeds, schema.feed_pages
    connection.execute(delete(pages).where(pages.c.feed == address))
    connection.execute(delete(feeds).where(feeds.c.address == address))
    connection.execute(
        insert(feeds).values(
            address=address,
            etag=state.etag,
            modified=state.modified,
            polled_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        )
    )
    rows = [{"feed": address, "address": page, "dated": d} for page, d in state.pages.items()]
    if rows:
        connection.execute(insert(pages), rows)
