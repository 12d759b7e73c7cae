"""A ledger's exports are the same whatever database it is in."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tests.compare.stores import filled
from tests.readings import port, resolved
from whence import bootstrap
from whence.bootstrap import exports, registry
from whence.export.tables.rows import COLUMNS
from whence.ledger import Filters
from whence.records import Rejected


def test_every_format_and_a_query(place: str, tmp_path: Path) -> None:
    results = [resolved(port(f"{n}.txt")) for n in range(3)]
    other = msgspec.structs.replace(results[2][0], publisher="Elsewhere")
    results[2] = (other, *results[2][1:])
    filled(place, [results]).close()
    with bootstrap.ledger(place) as ledger:
        ledger.begin(bootstrap.run_of("add", bootstrap.settings()))
        ledger.reject(Rejected(source="x.txt", stage="ingest", code="empty", detail="it is empty"))
        held = exports.Holdings(ledger)
        for form in registry.ledger_formats():
            counts = exports.export(held, form, tmp_path / form)
            if form != "training":
                assert counts.get("reports", 3) == 3
        rows = list(held.rows())
        assert {table for table, _ in rows} >= {"reports", "claims", "events", "rejected"}
        assert all(list(row) == list(COLUMNS[table]) for table, row in rows)
        chosen = exports.Holdings(ledger, Filters(publisher="elsewhere"))
        assert [report.id for report, _, _ in chosen.results()] == [other.id]
        assert not list(chosen.rejected())
        assert {run.command for _, run in held.runs()} >= {"add"}
