"""Opens a ledger's database: SQLite by path, another by its URL."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from sqlalchemy import (
    Connection,
    Engine,
    LargeBinary,
    String,
    Table,
    create_engine,
    event,
    insert,
)
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool

from whence.errors import LedgerBusy, LedgerError
from whence.ledger import schema

_PRAGMAS = (
    "page_size=2048",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
#: 64 MiB of pages for a connection, the file as the system has it in memory, and a log of 32 MiB
#: before its pages go into the file: keys in no order touch the same pages again and again.
_ROOMY = ("cache_size=-65536", "mmap_size=1073741824", "wal_autocheckpoint=16384")
#: Seconds for which a writer waits for another to finish a report.
WAIT = 10.0
#: Errors from rows that hold something other than was written.
DAMAGE = (SQLAlchemyError, sqlite3.Error, zlib.error, msgspec.DecodeError, UnicodeDecodeError)
#: Errors that a value of another type than was written raises anywhere, as a mistake in code does.
FAULTS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
#: Words in a database's error where another writer holds it.
_BUSY = ("locked", "busy", "lock timeout")
#: PostgreSQL's full-text index, which is no table of the schema.
_INDEX = "claims_found"
#: The number of the writers' lock in a PostgreSQL database: "whence", as bytes.
_WRITER = 0x7768656E6365


def engine_of(place: str, *, create: bool) -> Engine:
    """The SQLAlchemy engine for a ledger's file or URL.

    Raises `LedgerError` where a file is missing and `create` is off, where a URL is of an unknown
    database, or where its driver is not installed.
    """
    if "://" in place and not place.startswith("sqlite:///"):
        engine = _server(place)
    else:
        engine = _file(Path(place.removeprefix("sqlite:///")), create=create)

    def name(context: ExceptionContext) -> None:
        if isinstance(context.sqlalchemy_exception, DBAPIError):
            context.sqlalchemy_exception.add_detail(shown(place))

    event.listen(engine, "handle_error", name)
    return engine


def shown(place: str) -> str:
    """The place as it may be shown: without the password of a URL."""
    if "://" not in place:
        return place
    try:
        return make_url(place).render_as_string(hide_password=True)
    except ArgumentError:
        return place.split("://", maxsplit=1)[0] + "://..."


def _file(path: Path, *, create: bool) -> Engine:
    """SQLite with a write-ahead log, so that readers and the one writer do not wait for each other.

    It runs with full synchronisation: what was stored survives any stop.
    """
    if not path.exists() and not create:
        raise LedgerError(f"there is no ledger at {path}; `whence add` makes one")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, and a ledger is a file")
    if create and not path.parent.is_dir():
        raise LedgerError(f"there is no folder {path.parent} to make a ledger in")
    # Not pooled: a command opens it once, and a closed file can be moved on any system.
    engine = create_engine(
        _frozen(path) if _is_frozen(path) else URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": WAIT, "autocommit": sqlite3.LEGACY_TRANSACTION_CONTROL}
        if hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL")
        else {"timeout": WAIT},
    )
    event.listen(engine, "do_connect", _StillThere(path))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


class _StillThere:
    """Lets a file be made once: where it is gone later, SQLite would put an empty one there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = False

    def __call__(self, *_: object) -> None:
        if self._opened and not self._path.exists():
            raise LedgerError(f"the ledger {self._path} was removed while it was open")
        self._opened = True


def _is_frozen(path: Path) -> bool:
    """Whether nothing can be written at all: a read-only medium, another's folder."""
    log = path.with_name(path.name + "-wal")
    writable = any(os.access(one, os.W_OK) for one in (path, path.absolute().parent))
    return path.exists() and not writable and not log.exists()


def _frozen(path: Path) -> URL:
    """Read as it is: a write-ahead log's own files could not be made beside it."""
    return URL.create(
        "sqlite",
        database=path.absolute().as_uri().replace("file://", "file:", 1),
        query={"mode": "ro", "immutable": "1", "uri": "true"},
    )


def _server(place: str) -> Engine:
    """PostgreSQL, by the one driver that is supported."""
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise LedgerError("the ledger's URL cannot be read") from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise LedgerError(f"{url.get_backend_name()}: a ledger is SQLite's or PostgreSQL's")
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": int(WAIT)},
            pool_pre_ping=True,  # a restarted server is no error
        )
    except ModuleNotFoundError as error:
        raise LedgerError(
            "PostgreSQL needs its driver: pip install 'whence[postgresql]'"
        ) from error
    event.listen(engine, "begin", _lock)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: `_begin` says which kind.
    connection.isolation_level = None
    cursor = connection.cursor()
    # Small pages, since a report's text and reading each leave the rest of their last one empty;
    # only a new file takes the setting.
    for pragma in _PRAGMAS:
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: two that read first and wrote then could never both end.
    options = connection.get_execution_options()
    if options.get("repeatable", False):
        connection.exec_driver_sql("pragma synchronous=NORMAL")
    connection.exec_driver_sql("begin immediate" if options.get("writing", False) else "begin")


def _lock(connection: Connection) -> None:
    # One writer at a time, as with SQLite: new row numbers and identities depend on the rows that
    # exist. The lock belongs to the transaction and ends with it whatever happens.
    options = connection.get_execution_options()
    if not options.get("writing", False):
        # As with SQLite: one state of the ledger for all queries of the transaction.
        connection.exec_driver_sql("set transaction isolation level repeatable read")
        return
    if options.get("repeatable", False):
        connection.exec_driver_sql("set local synchronous_commit = off")
    connection.exec_driver_sql(f"set local lock_timeout = {int(WAIT * 1000)}")
    connection.exec_driver_sql(f"select pg_advisory_xact_lock({_WRITER})")


def overwrite(engine: Engine) -> None:
    """Removes what was erased from the database's files, too.

    SQLite's log is truncated, once its readers are done. PostgreSQL's tables are rewritten without
    their dead rows; its write-ahead log is recycled in time, and backups are their owner's affair.
    Raises `LedgerBusy` while others hold the log: the words are in it until they close and this is
    done again.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("commit")
            answer = connection.exec_driver_sql("pragma wal_checkpoint(truncate)").one()
            held, left_in_log = answer[0], answer[1]
        if held or left_in_log > 0:
            raise LedgerBusy(
                "it is forgotten, but another process reads the ledger, and what was erased lies in"
                " its log still: end that process (`whence serve` or another), then run"
                " `whence forget --finish`"
            )
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in _with_words():
            connection.exec_driver_sql(f"vacuum full {table}")


def _with_words() -> list[str]:
    """The tables that may hold words of reports: all but those of numbers alone, and the index."""
    worded = (String, LargeBinary)
    tables = [
        table.name
        for table in schema.metadata.sorted_tables
        if any(isinstance(column.type, worded) for column in table.columns)
    ]
    return [*tables, _INDEX]


@contextmanager
def as_ledger_errors() -> Iterator[None]:
    """Turns a database's errors into the ledger's own, in words for people, with its place."""
    try:
        yield
    except DBAPIError as error:
        detail = str(error.orig)
        place = error.detail[0] if error.detail else "the ledger"
        if isinstance(error, OperationalError) and any(one in detail for one in _BUSY):
            raise LedgerBusy(
                f"{place}: another process is writing to it, and was still after {WAIT:g} s"
            ) from error
        raise LedgerError(f"{place}: {_plain(detail)}") from error
    except PoolTimeout as error:
        raise LedgerBusy("too many are asking the ledger at once; try again later") from error
    except SQLAlchemyError as error:
        raise LedgerError(str(error)) from error
    except DAMAGE as error:
        raise LedgerError(f"the ledger is damaged: {' '.join(str(error).split())}") from error


def damage(engine: Engine) -> str | None:
    """What is wrong with a ledger's file, in a database's own words; None where it is whole.

    It reads all of the file. None for a database on a server, which looks after itself.
    """
    if engine.dialect.name != "sqlite":
        return None
    try:
        with engine.connect() as connection:
            found = str(connection.exec_driver_sql("pragma integrity_check(1)").scalar())
    except DBAPIError as error:
        return " ".join(str(error.orig).split())
    return None if found == "ok" else " ".join(found.split())


def _plain(detail: str) -> str:
    known = {
        "readonly": "the file, or its folder, cannot be written",
        "full": "the disk is full; what was stored before is safe",
        "unable to open": "the file cannot be opened",
        "not a database": "the file is no ledger",
        "malformed": "the file is damaged",
        "connection failed": "the database cannot be reached",
        "No space left": "the disk is full; what was stored before is safe",
        "permission denied": "the database lets this user do less than that",
    }
    detail = " ".join(detail.split())
    for words, plain in known.items():
        if words in detail:
            return f"{plain} ({detail})"
    return detail


def writing(engine: Engine) -> Writing:
    """A transaction of the one writer, for a `with`."""
    return Writing(engine.execution_options(writing=True).connect())


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Inserts one row; returns its number."""
    key = connection.execute(insert(table), dict(row)).inserted_primary_key
    if key is None:
        raise LedgerError(f"the database does not return the row it made in {table.name}")
    return int(key[0])


def repeatable(engine: Engine) -> Connection:
    """A connection of the one writer for work that can be repeated: a transaction at a time.

    It does not wait for the disk: if the machine fails, the last of it may be gone, but the rest is
    intact.
    """
    return engine.execution_options(writing=True, repeatable=True).connect()


def with_large_cache(connection: Connection) -> Connection:
    """The same with much of the file in memory: for looking up many keys in no order."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        if raw is not None:
            for pragma in _ROOMY:
                raw.execute(f"pragma {pragma}")
    return connection


class Writing:
    """A connection in a transaction that is committed whole, or rolled back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Connection:
        try:
            self._connection.begin()
        except BaseException:
            self._connection.close()
            raise
        return self._connection

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._connection.commit()
            else:
                self._connection.rollback()
        finally:
            self._connection.close()
