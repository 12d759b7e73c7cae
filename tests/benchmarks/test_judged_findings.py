"""The scores of findings that were judged by hand: what counts as the same finding, and as right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.judged import scores
from benchmarks.judged.ledger_findings import Backed, Blamed, Change, LedgerFindings, Place, Victim
from benchmarks.judged.names import same_name

TEXT = "Prosecutors in Brennick accused Ilya Marden of arson. A fire killed Vera Holt."
AT = Place("r1", 0, 53)
ROWS: dict[str, list[dict[str, Any]]] = {
    "blame": [
        {"who": [32, 43], "by": [0, 11], "status": "accused", "label": "right", "read": True},
        {"who": [32, 43], "by": None, "status": "accused", "label": "wrong", "claim": [0, 53]},
    ],
    "victims": [{"victims": [{"name": [68, 77], "roles": ["killed"], "of": "event"}]}],
    "sources": [{"kind": "same", "claims": [["r1", 0, 53]], "one": True, "least": 1, "most": 2}],
    "changes": [
        {"kind": "revision", "role": "killed", "values": [1, 2], "label": "right"}
        | {"claims": [["r1", 54, 78]]}
    ],
}


@pytest.fixture
def ledgers_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, LedgerFindings]]:
    """Findings of one report, scored against invented rows."""

    def rows(name: str) -> list[dict[str, Any]]:
        return [{"set": "s", "report": "r1"} | row for row in ROWS[name]]

    monkeypatch.setattr(scores, "gold", rows)
    return lambda **found: {"s": LedgerFindings(texts={"r1": TEXT}, **found)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ilya Marden", "Marden", True),
        ("the prosecutors", "Prosecutors", True),
        ("José Arce", "Jose Arce", True),
        ("Ilya Marden", "Ilya Holt", False),
        ("Marden", None, False),
        (None, None, True),
        ("the", "the", False),
    ],
)
def test_names(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same


def test_who_is_blamed_by_whom(ledgers_with: Callable[..., dict[str, LedgerFindings]]) -> None:
    right = Blamed(AT, "Marden", "prosecutors", "accused")
    wrong = Blamed(AT, "Ilya Marden", None, "accused")
    unjudged = Blamed(AT, "Vera Holt", None, "accused")
    counts = scores.blame(ledgers_with(blamed=[right, wrong, unjudged]))
    assert counts == {"right": 1, "wrong": 1, "unjudged": 1, "found": 1}


def test_no_findings_count_as_missed(
    ledgers_with: Callable[..., dict[str, LedgerFindings]],
) -> None:
    assert scores.blame(ledgers_with()) == {"missed": 1}
    assert scores.victims(ledgers_with())["missed"] == 1


def test_a_victim_counts_once(ledgers_with: Callable[..., dict[str, LedgerFindings]]) -> None:
    found = [Victim(AT, "Vera Holt", "killed"), Victim(AT, "Vera Holt", "injured")]
    counts = scores.victims(ledgers_with(victims=found))
    assert (counts["right"], counts["wrong"], counts["found with role"]) == (1, 0, 1)


@pytest.mark.parametrize(
    ("least", "most", "known", "label"),
    [(1, 2, True, "right"), (2, 2, True, "wrong"), (1, 3, True, "wrong"), (1, 2, False, "unknown")],
)
def test_sources(
    ledgers_with: Callable[..., dict[str, LedgerFindings]],
    least: int,
    most: int,
    known: bool,
    label: str,
) -> None:
    # Claims that two reports make are looked at alone.
    two = (AT, Place("r2", 0, 9))
    one = Backed("same", None, None, (None, None, None), two, least, most, known)
    ROWS["sources"][0]["claims"] = [["r1", 0, 53], ["r2", 0, 9]]
    counts = scores.sources(ledgers_with(backed=[one]), "same")
    assert counts[label] == 1
    assert counts["one"] == 1


def test_changes_by_values_and_place(
    ledgers_with: Callable[..., dict[str, LedgerFindings]],
) -> None:
    right = Change("revision", "killed", None, (1.0, 2.0), (Place("r1", 60, 70),))
    other = Change("revision", "killed", None, (1.0, 4.0), (Place("r1", 60, 70),))
    counts = scores.changes(ledgers_with(changes=[right, other]), "revision")
    assert counts == {"right": 1, "unjudged": 1, "found": 1}


def test_the_golds_hold_no_text() -> None:
    for name in ("blame", "sources", "drift", "changes", "victims", "reports"):
        for row in scores.gold(name):
            assert not any(" " in word for word in _strings(row) if len(word) > 40)


def _strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for one in value.values() for word in _strings(one)]
    if isinstance(value, list):
        return [word for one in value for word in _strings(one)]
    return [value] if isinstance(value, str) else []
