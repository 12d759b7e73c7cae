"""Ledgers filled with results that were read before, and what is found in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from tests.ledger.factories import opened
from whence.bootstrap import comparing
from whence.ledger import SqlLedger
from whence.ports import Result


def filled(place: Path | str, batches: Iterable[Sequence[Result]]) -> SqlLedger:
    """A ledger that each batch was added to and compared in."""
    ledger = opened(place)
    for batch in batches:
        for result in batch:
            ledger.add(result)
        compare(ledger)
    return ledger


def compare(ledger: SqlLedger) -> int:
    """Compares what waits; gives how many reports that were."""
    return sum(1 for _ in comparing.compared(ledger))


def found_in(ledger: SqlLedger, policy: str = "range") -> bytes:
    """Every event, as JSON."""
    return msgspec.json.encode([d.event for d in comparing.summaries(ledger, policy)])
