"""The order of the stages, by their ports, whatever the format, model or store."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import NamedTuple

from whence.errors import WhenceError
from whence.ports import Reader, Resolver, Result, Store
from whence.records import Kept, Reading, Rejected, Report
from whence.records.rejected import Stage
from whence.scale import in_time

Outcome = Result | Rejected

#: A batch holds at most so much, so memory does not grow with the number of reports. A report that
#: is longer than a batch is a batch by itself.
CHARACTERS = 60_000
#: Reports of a batch.
REPORTS = 32

#: Characters: a longer text may take its reader much more time than its length suggests.
LONG = 100_000

#: Characters for which reading gets a second more: twenty times as long as it takes.
A_SECOND = 500

#: The first batch is small, so that the first reading is soon on the screen; each next is doubled.
_FIRST = 4_000


class Apart(NamedTuple):
    """Reads a report in a process that can be ended: what is long, and what takes too long here."""

    read: Callable[[Report], Outcome]
    #: Seconds of a processor that a batch may take here; its length adds to them.
    max_seconds: float


def read_all(
    inputs: Iterable[Report | Rejected],
    reader: Reader,
    resolver: Resolver,
    *,
    characters: int = CHARACTERS,
    reports: int = REPORTS,
    apart: Apart | None = None,
) -> Iterator[Outcome]:
    """Reads the reports in batches and gives back each with what it means, in the order given.

    What ingest rejected is passed on in its place. `characters` (code points) and `reports` bound a
    batch; how it is cut changes no reading. `apart` reads what is longer than `LONG`, and each
    report of a batch that takes too long. A `WhenceError` from reader or resolver is the operator's
    to mend and is raised; any other failure on a report rejects that report alone.
    """
    pending: list[Report | Rejected] = []
    size = 0
    limit = min(_FIRST, characters)

    def read() -> Iterator[Outcome]:
        nonlocal pending, size
        batch, length = pending, size
        pending, size = [], 0
        if apart is None:
            return _read(batch, reader, resolver)
        seconds = apart.max_seconds + length / A_SECOND
        try:
            return iter(in_time.call(seconds, list, _read(batch, reader, resolver)))
        except in_time.TooSlow:
            return (one if isinstance(one, Rejected) else apart.read(one) for one in batch)

    for item in inputs:
        length = len(item.text) if isinstance(item, Report) else 0
        if apart and length > LONG and isinstance(item, Report):
            yield from read()
            yield apart.read(item)
            continue
        if pending and (size + length > limit or len(pending) >= reports):
            yield from read()
            limit = min(limit * 2, characters)
        pending.append(item)
        size += length
    yield from read()


def store_all(
    inputs: Iterable[Report | Rejected],
    read: Callable[[Iterator[Report | Rejected]], Iterator[Outcome]],
    store: Store,
    raws: MutableMapping[str, bytes] | None = None,
) -> Iterator[Kept | Rejected]:
    """Stores the results of `read`, each as soon as it comes; yields the outcome of each.

    A known report is not read again, and a forgotten one is rejected. `raws` has the original bytes
    of reports, by digest, and is emptied as they are stored.
    """
    known: deque[Kept] = deque()
    held = {} if raws is None else raws

    def fresh() -> Iterator[Report | Rejected]:
        for item in inputs:
            if isinstance(item, Report) and store.is_forgotten(item):
                yield _forgotten(item)
            elif isinstance(item, Report) and store.has(item):
                held.pop(item.origin.raw_digest, None)
                known.append(Kept.known(item))
            else:
                yield item

    for outcome in read(fresh()):
        while known:
            yield known.popleft()
        if isinstance(outcome, Rejected):
            if outcome.origin:
                held.pop(outcome.origin.raw_digest, None)
            store.reject(outcome)
            yield outcome
        else:
            yield store.add(outcome, held.pop(outcome[0].origin.raw_digest, None))
    yield from known


def _forgotten(report: Report) -> Rejected:
    return Rejected(
        source=report.origin.source,
        stage="ledger",
        code="forgotten",
        detail="it was forgotten and may not come back",
        origin=report.origin,
    )


def _read(
    items: Sequence[Report | Rejected], reader: Reader, resolver: Resolver
) -> Iterator[Outcome]:
    found = iter(_outcomes([item for item in items if isinstance(item, Report)], reader, resolver))
    for item in items:
        yield item if isinstance(item, Rejected) else next(found)


def _outcomes(reports: Sequence[Report], reader: Reader, resolver: Resolver) -> list[Outcome]:
    if not reports:
        return []
    try:
        readings = reader.read(reports)
        if len(readings) != len(reports):
            raise RuntimeError(f"{len(readings)} readings of {len(reports)} reports")  # noqa: TRY301
    except WhenceError:
        raise
    except Exception as error:  # noqa: BLE001  a reader may be anyone's; one report must not end the run
        if len(reports) > 1:
            return [
                outcome for report in reports for outcome in _outcomes([report], reader, resolver)
            ]
        return [_rejected(reports[0], "read", error)]
    return [
        _resolved(report, reading, resolver)
        for report, reading in zip(reports, readings, strict=True)
    ]


def _resolved(report: Report, reading: Reading, resolver: Resolver) -> Outcome:
    try:
        return report, reading, resolver.resolve(report, reading)
    except WhenceError:
        raise
    except Exception as error:  # noqa: BLE001  as with the reader
        return _rejected(report, "resolve", error)


def _rejected(report: Report, stage: Stage, error: Exception) -> Rejected:
    failed = "reader" if stage == "read" else "resolver"
    words = " ".join(str(error).split())
    detail = type(error).__name__ + (f": {words}" if words else "")
    return Rejected(
        source=report.origin.source,
        stage=stage,
        code=failed,
        detail=f"the {failed} failed on it: {detail}",
        origin=report.origin,
    )
