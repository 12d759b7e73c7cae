"""Ledgers with invented reports in them, read by the reader that ships."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import msgspec

from tests.resolve.readings import resolved
from whence.ledger import SqlLedger
from whence.ports import Result
from whence.records import Published, Run, digest
from whence.review import with_decisions

RUN = Run(began="2025-03-03T10:00:00+00:00", command="add", version="0", settings="s", bundle="b")

MINISTRY = (
    "PORT SULLA (Wire) - A blast tore through the harbour on Monday.\n\n"
    "The ministry said that 18 people had been killed. “We heard nothing,” Mayor Ada Venn said.\n\n"
    "The shed reportedly held fertiliser.\n"
)
HOSPITAL = (
    "KIRAVEL - Harbour doctors counted 23 dead on Tuesday.\n\n"
    "“There are more in the water,” Dr. Tomas Resk told reporters in Kiravel, Norway.\n"
)


def made(text: str, *, source: str = "a.txt", published: str | None = "2025-03-03") -> Result:
    """What a report made of the text is read as."""
    one, reading, resolution = resolved(text)
    report = msgspec.structs.replace(
        one,
        id=digest(source, text),
        identity=digest(source),
        origin=msgspec.structs.replace(one.origin, source=source, raw_digest=digest(text)),
        publisher="The Sulla Courier",
        published=Published(value=published, found_in="metadata") if published else None,
    )
    return (
        report,
        msgspec.structs.replace(reading, report_id=report.id),
        msgspec.structs.replace(resolution, report_id=report.id),
    )


@cache
def _empty() -> bytes:
    """The file of a ledger with nothing in it: to make its tables takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "empty.db"
        SqlLedger(str(place), create=True).close()
        return place.read_bytes()


def laid(path: Path | str) -> str:
    """A place where an empty ledger is, if it is to be a file and there is none; as it was else."""
    if "://" not in str(path) and not Path(path).exists():
        Path(path).write_bytes(_empty())
    return str(path)


def opened(path: Path | str) -> SqlLedger:
    """A new ledger, with a run begun."""
    ledger = SqlLedger(laid(path), create=True, apply_decisions=with_decisions)
    ledger.begin(RUN)
    return ledger
