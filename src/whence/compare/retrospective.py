"""Counts of another event than a report's own: an old event in a new report.

"The explosion in September in Port Selvane, which killed at least 22 people" occurs in a report on
an election. The count joins the event of the explosion, and leaves the election alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from whence.compare.events import type_of
from whence.records.fingerprint import Fingerprint, Observation

#: Distinctive words that the count's sentence shares with the other report's beginning.
#: A guess.
_WORDS = 3
#: People: counts of one or two occur in too many events to identify one. A guess.
_LEAST = 3.0
#: A title that begins with one accident is about that: "couple hurt in flat fire blamed on recalled
#: heater", but "heaters recalled after a fire" and "recall after fires" are about all of them.
_ACCIDENTS = frozenset("fire blaze explosion blast crash collision".split())
_RECALLS = frozenset("recall recalls recalled recalling".split())


def of_another(report: Fingerprint, count: Observation, other: Fingerprint) -> bool:
    """Whether a count in `report` belongs to the event that `other` is about."""
    value = count.value
    if value is None or value < _LEAST or count.part_of is not None:
        return False
    if not any(
        t.role == count.role and t.value == value and not t.background for t in other.observations
    ):
        return False
    context = set(count.context)
    known = sum(
        word in other.lead or word in other.places or word in other.people for word in context
    )
    # The slowest check comes last: few get as far.
    return known >= _WORDS and (count.background or type_of([report]) != type_of([other]))


def taken_out(report: Fingerprint, others: Sequence[Fingerprint]) -> Fingerprint:
    """The report with its counts of other events marked as background."""
    counts = tuple(
        msgspec.structs.replace(one, background=True)
        if not one.background and any(of_another(report, one, other) for other in others)
        else one
        for one in report.observations
    )
    return (
        report
        if counts == report.observations
        else msgspec.structs.replace(report, observations=counts)
    )


def of_its_own(report: Fingerprint, event: str) -> Fingerprint:
    """The report with the totals of its own accident marked as background in another event.

    `event` is the event's type, "recall" the one that hurts nobody itself. A report on a flat fire
    that is blamed on a recalled heater belongs to the recall, but the people hurt in that fire are
    not all whom the heaters hurt.
    """
    words = re.findall(r"\w+", (report.title or "").casefold())
    accident = next((n for n, word in enumerate(words) if word in _ACCIDENTS), None)
    if event != "recall" or accident is None or not _RECALLS.isdisjoint(words[:accident]):
        return report
    counts = tuple(
        msgspec.structs.replace(one, background=True) if one.main else one
        for one in report.observations
    )
    return msgspec.structs.replace(report, observations=counts)


def looking_back(
    members: Sequence[Fingerprint], others: Sequence[Fingerprint]
) -> list[tuple[Fingerprint, Observation]]:
    """Mentions of an event in reports outside it, each with the count."""
    return [
        (other, count)
        for other in others
        for count in other.observations
        if any(of_another(other, count, member) for member in members)
    ]
