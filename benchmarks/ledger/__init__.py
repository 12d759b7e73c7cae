"""A ledger of 10,000 reports: what storing costs beside reading, how soon claims are found."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from benchmarks.measure import Part
from benchmarks.samples import EXAMPLES, taken_in
from whence import bootstrap
from whence.ledger import Filters, SqlLedger, queries
from whence.ledger.rows import folded
from whence.ports import Result
from whence.records import Run, digest

_REPORTS = 10_000
_TURNS = 15
_RUN = Run(began="2025-01-01T00:00:00+00:00", command="add", version="0", settings="", bundle="")
_QUERIES = (
    ("words", Filters(words="explosion killed")),
    ("words of nearly every report", Filters(words="said")),
    ("words, a speaker and a day", Filters(words="ministry", speaker="pell", since="2025-09-04")),
    ("a role and a place", Filters(role="killed", place="Saldovia")),
    ("no filter at all", Filters()),
)


def measure() -> Part:
    """Fills a ledger with varied examples, read once; takes some minutes."""
    part = Part("ledger")
    reports = taken_in(EXAMPLES)
    reader, resolver = bootstrap.reader(bootstrap.settings()), bootstrap.resolver()
    began = time.perf_counter()
    readings = reader.read(reports)
    results = [(r, g, resolver.resolve(r, g)) for r, g in zip(reports, readings, strict=True)]
    reading = (time.perf_counter() - began) / len(results)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with SqlLedger(str(path), create=True) as ledger:
            ledger.begin(_RUN)
            began = time.perf_counter()
            texts = 0
            for result in islice(_varied(results), _REPORTS):
                raw = result[0].text.encode()
                texts += len(raw)
                ledger.add(result, raw)
            storing = (time.perf_counter() - began) / _REPORTS
            share = 100 * storing / (reading + storing)
            part.add("storing, of adding", share, "%", bar=10.0, note=f"{1000 * storing:.1f} ms")
            for name, filters in _QUERIES:
                took = _median(lambda f=filters: _claims(ledger, f))  # type: ignore[misc]
                part.add(f"claims by {name}", took, "ms", bar=50.0)
            took = _median(lambda: _who(ledger, "Dorvan Pell"))
            part.add("who NAME", took, "ms", bar=100.0)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        part.add("file / texts", size / texts, "", bar=6.0, note=f"{size / 2**20:.0f} MiB")
    part.remarks.append(f"{_REPORTS:,} reports, the examples with their years changed")
    return part


def _varied(results: list[Result]) -> Iterator[Result]:
    """The results again and again, no two texts alike; a changed year leaves every offset."""
    number = 0
    while True:
        for report, reading, resolution in results:
            year = str(1000 + number // len(results)) if number >= len(results) else "2025"
            text = report.text.replace("2025", year)
            name = digest(report.id, str(number))
            yield (
                msgspec.structs.replace(
                    report,
                    id=name,
                    identity=name,
                    text=text,
                    origin=msgspec.structs.replace(
                        report.origin, source=f"{number}.txt", raw_digest=digest(text.encode())
                    ),
                ),
                msgspec.structs.replace(reading, report_id=name),
                msgspec.structs.replace(resolution, report_id=name),
            )
            number += 1


def _claims(ledger: SqlLedger, filters: Filters) -> None:
    with ledger.reading() as connection:
        if not queries.find_claims(connection, filters).found:
            raise RuntimeError(f"{filters} finds nothing in the ledger")


def _who(ledger: SqlLedger, name: str) -> None:
    with ledger.reading() as connection:
        (person,) = queries.people(connection, name)
        names = tuple(folded(one) for one in person.names)
        if not queries.find_claims(connection, Filters(names=names), oldest_first=True).found:
            raise RuntimeError(f"{name} says nothing in the ledger")


def _median(call: Callable[[], None]) -> float:
    """Milliseconds of a call, the median of several."""
    took = []
    for _ in range(_TURNS):
        began = time.perf_counter()
        call()
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took)
