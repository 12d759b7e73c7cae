"""Findings across reports that were judged by hand: blame, sources, drift, conflicts, victims.

`python -m benchmarks judged` reads the reports that the golds are of, a few minutes' work;
`python -m benchmarks.judged FOLDER` keeps their ledgers there and compares those anew when it runs
again, which is enough while reading stays as it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.judged import scores
from benchmarks.judged.ledger_findings import LedgerFindings, findings_of
from benchmarks.judged.ledgers import SETS, ledger
from benchmarks.measure import Part
from benchmarks.quality.gold import Missing
from benchmarks.samples import SHARED


def measure(folder: Path | None = None) -> Part:
    """Scores what is found in the golds' reports; their ledgers stay in a folder that is given."""
    part = Part("judged")
    if not SHARED.is_dir():
        part.remarks.append("the gold sets (../shared/data) are not here: nothing measured")
        return part
    with tempfile.TemporaryDirectory() as passing:
        try:
            found = {name: findings_of(ledger(folder or Path(passing), name)) for name in SETS}
        except Missing as missing:
            part.remarks.append(str(missing))
            return part
    _blame(part, found)
    _sources(part, found)
    _changes(part, found)
    _victims(part, found)
    part.remarks.append("unjudged: what the gold does not know is neither right nor wrong")
    return part


def _blame(part: Part, found: Mapping[str, LedgerFindings]) -> None:
    counts = scores.blame(found)
    _right(part, "blame: right", counts, 90.0)
    share = scores.share(counts, "found", "missed")
    part.add("blame: who is there found", share, "%", higher=True, note=_of(counts, "found"))
    part.details["blame"] = dict(counts)


def _sources(part: Part, found: Mapping[str, LedgerFindings]) -> None:
    for kind, called in (("figure", "sources of counts"), ("same", "sources of same claims")):
        counts = scores.sources(found, kind)
        _right(part, f"{called}: right", counts, 85.0)
        many = scores.share(counts, "many right", "many wrong")
        note = f"of {counts['many right'] + counts['many wrong']}"
        part.add(f"{called}: two or more right", many, "%", bar=85.0, higher=True, note=note)
        one = scores.share(counts, "one", "not one")
        joined = "versions of one count" if kind == "figure" else "claims told the same that are"
        part.add(joined, one, "%", higher=True)
        part.details[kind] = dict(counts)


def _changes(part: Part, found: Mapping[str, LedgerFindings]) -> None:
    counts = scores.drift(found)
    _right(part, "drift: literally so", counts, None)
    worth = 100 * counts["worth"] / max(1, counts["right"] + counts["wrong"])
    part.add("drift: worth telling", worth, "%", bar=75.0, higher=True)
    part.details["drift"] = dict(counts)
    for called, kinds, bar in (
        ("conflicts of counts", ("conflict",), 85.0),
        ("denials", ("denial",), None),
        ("revisions", ("revision", "correction"), 80.0),
    ):
        counts = scores.changes(found, *kinds)
        _right(part, f"{called}: right", counts, bar)
        part.details[called] = dict(counts)


def _victims(part: Part, found: Mapping[str, LedgerFindings]) -> None:
    counts = scores.victims(found)
    _right(part, "victims named: right", counts, 92.0)
    share = scores.share(counts, "found", "missed")
    note = f"{_of(counts, 'found')}, {counts['found with role']} with the role"
    part.add("victims named: found", share, "%", bar=75.0, higher=True, note=note)
    part.details["victims"] = dict(counts)


def _right(part: Part, name: str, counts: scores.Counts, bar: float | None) -> None:
    note = f"{counts['right']} of {counts['right'] + counts['wrong']}"
    if counts["unjudged"]:
        note += f", {counts['unjudged']} unjudged"
    share = scores.share(counts, "right", "wrong")
    part.add(name, share, "%", bar=bar, higher=True, note=note)


def _of(counts: scores.Counts, found: str) -> str:
    return f"{counts[found]} of {counts[found] + counts['missed']}"
