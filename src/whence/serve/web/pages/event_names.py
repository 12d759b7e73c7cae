"""Neutral names of events: what happened, where and on which day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from whence.export.dates import readable
from whence.ledger import event_annotations, queries
from whence.records.finding import Event, EventSummary

#: The name of an event of unknown kind.
_NO_TYPE = frozenset({"other", "event"})
#: Titles, and their share, that must name a place for it to be where it happened.
_LEAST, _SHARE = 2, 1 / 3


def named(connection: Any, summaries: Sequence[EventSummary]) -> dict[str, str]:
    """The names of some events, by their ids: as people changed them, else neutral ones."""
    by_people = event_annotations.names(connection)
    lost = [d for d in summaries if d.event.where is None]
    members = [member.report for summary in lost for member in summary.members]
    places = queries.places_in(connection, members) if members else {}
    found = {}
    for summary in summaries:
        where = summary.event.where
        place = where.name if where else _place(summary, places)
        neutral = name_of(summary.event, place)
        found[summary.event.id] = by_people.get(summary.event.id, neutral)
    return found


def name_of(event: Event, place: str = "") -> str:
    """A neutral name: "Explosion, Port Selvane, 3 Sep 2025".

    Where neither the kind nor the place is known, it is the reports' own title.
    """
    place = place or (event.where.name if event.where else "")
    kind = "" if event.type in _NO_TYPE else event.type
    if not kind and not place:
        return event.title
    day = readable(event.when.start[:10]) if event.when.start else ""
    name = ", ".join(filter(None, (kind, place, day)))
    return name[:1].upper() + name[1:]


def _place(summary: EventSummary, places: dict[str, Counter[str]]) -> str:
    """The place outside the gazetteer that most titles name, or "" in doubt."""
    counted: Counter[str] = Counter()
    for member in summary.members:
        counted.update(places.get(member.report, Counter()).keys())
    titles = [member.title or "" for member in summary.members]
    # A title with "Port Selvane" names only that, not "Port".
    longest = sorted(counted, key=len, reverse=True)
    either = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b") if counted else None
    found = (set(either.findall(title)) for title in titles if either)
    in_titles = Counter(name for names in found for name in names)
    best = max(in_titles, key=lambda name: (in_titles[name], counted[name], name), default="")
    enough = best and in_titles[best] >= max(_LEAST, _SHARE * len(titles))
    return best if enough else ""
