"""Who is said to have done it, from sentences that were read."""

from __future__ import annotations

import pytest

from tests.compare.factories import report
from whence.bootstrap import comparing
from whence.compare.events import account_of
from whence.records.fingerprint import Accused, BlameStatus, Fingerprint


def _accused(who: str, status: BlameStatus) -> Accused:
    return Accused(who=who, by=None, claim=f"{who} {status}", status=status)


def _blamed_in(*reports: Fingerprint) -> list[tuple[str, str]]:
    account = account_of("e", dict(enumerate(reports)), {}, comparing.policy("range"))
    return [(one.who, one.status) for one in account.event.blamed]


def test_who_was_cleared_is_blamed_no_more() -> None:
    charge = report("a", "2025-03-01T10:00:00", accused=(_accused("Karl Dorn", "charged"),))
    verdict = report("b", "2025-06-01T10:00:00", accused=(_accused("Karl Dorn", "cleared"),))
    assert _blamed_in(charge) == [("Karl Dorn", "charged")]
    assert _blamed_in(charge, verdict) == [("Karl Dorn", "cleared")]


def test_only_the_accused_can_be_cleared() -> None:
    verdict = report("b", "2025-06-01T10:00:00", accused=(_accused("Karl Dorn", "cleared"),))
    assert _blamed_in(verdict) == []


@pytest.mark.parametrize("later", ["charged", "convicted"])
def test_who_is_charged_again_is_blamed_again(later: BlameStatus) -> None:
    first = report("a", "2025-03-01T10:00:00", accused=(_accused("Karl Dorn", "charged"),))
    verdict = report("b", "2025-06-01T10:00:00", accused=(_accused("Karl Dorn", "cleared"),))
    again = report("c", "2025-09-01T10:00:00", accused=(_accused("Karl Dorn", later),))
    result = _blamed_in(first, verdict, again)
    assert ("Karl Dorn", later) in result
    assert ("Karl Dorn", "cleared") not in result
