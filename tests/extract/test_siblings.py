"""Each rule on its siblings: sentences of one form with other verbs, names, voices and lengths."""

from __future__ import annotations

import pytest

from tests.extract.siblings import KINDS, Row
from tests.readings import report as _report
from whence import bootstrap
from whence.ports import Reader
from whence.records import Attribution, Reading, Report

#: The least share of a kind that must be read right, and of those that the bundle reads less well.
FLOOR = 0.8
FLOORS = {"nobody is named": 0.65, "quoted by another": 0.7}


def wrong_with(report: Report, reading: Reading, row: Row) -> str:
    """What the reading of a row's sentence lacks, "" for nothing."""
    said = [a for a in reading.attributions if a.is_said]
    if row.source is None:
        return "" if not said else f"nothing is said, got {[_words(report, a) for a in said]}"
    held = [
        a
        for a in reading.attributions
        if any(row.content in span.of(report.text) for span in a.content)
    ]
    held.sort(key=lambda a: sum(s.end - s.start for s in a.content))
    for one in held:
        if _is_it(report, reading, one, row):
            return ""
    return f"got {[_words(report, a) for a in held or reading.attributions]}"


def _is_it(report: Report, reading: Reading, one: Attribution, row: Row) -> bool:
    source = " ".join(span.of(report.text) for span in one.source)
    content = " … ".join(span.of(report.text) for span in one.content)
    if (row.source or "") not in source or (not row.source and source):
        return False
    more = row.more
    if "lacks" in more and more["lacks"] in content:
        return False
    if "act" in more and one.act != more["act"]:
        return False
    if "asserted" in more and one.asserted != more["asserted"]:
        return False
    if "told_by" in more:
        parent = None if one.parent is None else reading.attributions[one.parent]
        outer = "" if parent is None else " ".join(s.of(report.text) for s in parent.source)
        return more["told_by"] in outer
    return True


def _words(report: Report, one: Attribution) -> str:
    parts = (
        " … ".join(s.of(report.text) for s in part) for part in (one.source, one.cue, one.content)
    )
    return " | ".join((*parts, one.act, one.stance, str(one.asserted)))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return bootstrap.own_reader(bootstrap.settings())


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_holds_for_its_siblings(kind: str, reader: Reader) -> None:
    rows = KINDS[kind]
    reports = [_report(row.text) for row in rows]
    faults = [
        f"{row.text!r}: {wrong}"
        for row, report, reading in zip(rows, reports, reader.read(reports), strict=True)
        if (wrong := wrong_with(report, reading, row))
    ]
    right = 1 - len(faults) / len(rows)
    assert right >= FLOORS.get(kind, FLOOR), "\n".join(faults)
