"""How two counts relate: a conflict is what nothing explains."""

from __future__ import annotations

import pytest

from tests.compare.factories import body, count, report
from whence.compare.count_relations import Beside, Bounds, at_once, reconciled
from whence.compare.histories import History, histories
from whence.records import Fingerprint
from whence.records.claim import Role
from whence.records.finding import RelationKind

NINE, FOURTEEN = Bounds(9, 9, 9), Bounds(14, 14, 14)


@pytest.mark.parametrize(
    ("role", "one", "other", "beside", "kind"),
    [
        ("killed", NINE, NINE, Beside(), "same"),
        ("killed", Bounds(9, 9, None), FOURTEEN, Beside(), "admitted"),
        ("killed", Bounds(None, 24, 99), Bounds(64, 64, 64), Beside(), "admitted"),
        ("killed", Bounds(300, None, None), Bounds(296, 296, 296), Beside(), "admitted"),
        ("killed", Bounds(10, 10, 10), Bounds(12, 12, 12), Beside(parts=(10, 2)), "sum"),
        ("injured", Bounds(5, 5, 5), Bounds(4, 4, 4), Beside(dead=(1,)), "contains"),
        ("killed", Bounds(4, 4, 4), Bounds(3, 3, 3), Beside(doer=True), "contains"),
        ("killed", NINE, FOURTEEN, Beside(), None),
        ("killed", NINE, FOURTEEN, Beside(dead=(5,)), None),
        ("killed", Bounds(4, 4, 4), Bounds(2, 2, 2), Beside(doer=True), None),
    ],
)
def test_what_explains_two_counts(
    role: Role, one: Bounds, other: Bounds, beside: Beside, kind: RelationKind | None
) -> None:
    for first, second in ((one, other), (other, one)):
        found = reconciled(role, first, second, beside)
        assert (found.kind if found else None) == kind
        assert found is None or found.reason


def test_only_known_hours_make_two_counts_simultaneous() -> None:
    assert at_once("2025-03-03T10:00:00", "2025-03-03T12:30:00")
    assert not at_once("2025-03-03T10:00:00", "2025-03-03T18:00:00")
    assert not at_once("2025-03-03", "2025-03-03")
    assert not at_once("2025-03-03T00:00:00", "2025-03-03T00:00:00")


def killed(*reports: Fingerprint) -> History:
    (history,) = (h for h in histories(reports, {}) if h.role == "killed" and not h.of)
    return history


def test_a_subgroup_is_a_part_in_every_source() -> None:
    whole = report("a", "2025-03-03T10:00:00", count(26, body("the commission")))
    some = report("b", "2025-03-03T11:00:00", count(8, body("the clinic"), scope="children"))
    assert not killed(whole, some).conflicts
    assert [v.value for v in killed(whole, some).versions] == [26]
    (part,) = (h for h in histories([whole, some], {}) if h.of == "children")
    assert part.versions[0].value == 8


def test_counts_of_progress_within_hours_are_no_conflict() -> None:
    history = killed(
        report("a", "2025-03-03T10:00:00", count(80, body("the clinic"))),
        report("b", "2025-03-03T10:10:00", count(77, body("the commission"))),
    )
    assert not history.conflicts
    assert [r.related.kind for r in history.relations if r.related] == ["later"]
