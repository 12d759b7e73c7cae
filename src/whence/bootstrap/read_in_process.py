"""Reads a report in a process of its own, which is ended when it takes too long."""

from __future__ import annotations

from functools import partial

from whence.pipeline import A_SECOND, Apart, Outcome
from whence.records import Rejected, Report
from whence.scale import isolated
from whence.settings import Settings

_READ = "whence.bootstrap:read_here"


def apart(settings: Settings) -> Apart:
    """What reads apart with these settings."""
    return Apart(partial(outcome, settings=settings), settings.max_seconds)


def outcome(report: Report, settings: Settings) -> Outcome:
    """Reads a report in another process, for at most its seconds of processor time.

    They are `max_seconds`, and more for a long text. Gives `Rejected` where they were not enough.
    """
    seconds = settings.max_seconds + len(report.text) / A_SECOND
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
