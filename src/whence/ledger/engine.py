"""A ledger's database opened: SQLite by path, another by its URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from whence.errors import LedgerBusy, LedgerError

_PRAGMAS = (
    "page_size=2048",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
#: How long a writer waits for another to finish a report, in seconds.
WAIT = 10.0


def engine_of(place: str, *, create: bool) -> Engine:
    """The engine of a ledger's file; raises `LedgerError` where it is missing and not to be made.

    SQLite runs with a write-ahead log, so that readers and the one writer do not wait for each
    other, and with full synchronisation: what was kept is kept, whatever stops.
    """
    if "://" in place and not place.startswith("sqlite:///"):
        raise LedgerError(
            f"{place.split('://', maxsplit=1)[0]}: only SQLite ledgers can be opened yet"
        )
    path = Path(place.removeprefix("sqlite:///"))
    if not path.exists() and not create:
        raise LedgerError(f"there is no ledger at {path}; `whence add` makes one")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, and a ledger is a file")
    if create and not path.parent.is_dir():
        raise LedgerError(f"there is no folder {path.parent} to make a ledger in")
    # Not pooled: a command opens it once, and a closed file can be moved on any system.
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": WAIT, "autocommit": sqlite3.LEGACY_TRANSACTION_CONTROL}
        if hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL")
        else {"timeout": WAIT},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver opens no transaction of its own accord: `_begin` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Small pages, since a report's text and reading each leave the rest of their last one empty; it
    # holds for a new file alone.
    for pragma in _PRAGMAS:
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: two that read first and wrote then could never both end.
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("begin immediate" if writing else "begin")


@contextmanager
def told() -> Iterator[None]:
    """Turns a database's errors into the ledger's own, in words for people."""
    try:
        yield
    except OperationalError as error:
        detail = str(error.orig)
        if "locked" in detail or "busy" in detail:
            raise LedgerBusy(
                f"another process is writing to the ledger, and was still after {WAIT:g} s"
            ) from error
        raise LedgerError(_plain(detail)) from error
    except DBAPIError as error:
        raise LedgerError(_plain(str(error.orig))) from error
    except SQLAlchemyError as error:
        raise LedgerError(str(error)) from error


def _plain(detail: str) -> str:
    known = {
        "readonly": "the ledger's file, or its folder, cannot be written",
        "full": "the disk is full; what was kept before is kept",
        "unable to open": "the ledger's file cannot be opened",
        "not a database": "the file is no ledger",
        "malformed": "the ledger's file is damaged",
    }
    for words, plain in known.items():
        if words in detail:
            return f"{plain} ({detail})"
    return detail
