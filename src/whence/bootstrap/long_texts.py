"""Reads long texts in a process of their own, which is ended when it takes too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.records import Rejected, Report
from whence.scale import isolated
from whence.settings import Settings

if TYPE_CHECKING:
    from whence.pipeline import Outcome

#: Characters for which it gets a second more: twenty times as long as reading takes.
_A_SECOND = 500
_READ = "whence.bootstrap:read_here"


def outcome(report: Report, settings: Settings) -> Outcome:
    """Reads a report in another process, for at most its seconds of processor time.

    They are `max_seconds`, and more for a long text. Gives `Rejected` where they were not enough.
    """
    seconds = settings.max_seconds + len(report.text) / _A_SECOND
    try:
        found: Outcome = isolated.call(_READ, seconds, report, settings)
    except isolated.Failed as error:
        return _rejected(report, "reader", f"the reader failed on it: {error}")
    except isolated.Ended as error:
        why = f"it takes more than {seconds:,.0f} s of a processor to read (setting max_seconds)"
        slow = ("slow", why) if error.slow else ("reader", f"{error} of it")
        return _rejected(report, *slow)
    return found


def _rejected(report: Report, code: str, detail: str) -> Rejected:
    return Rejected(
        source=report.origin.source,
        stage="read",
        code=code,
        detail=detail,
        origin=report.origin,
    )
