"""The front page: what is disputed, what is new, where to search."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from whence.ledger import events, reports
from whence.ledger.query_types import Stored
from whence.records.finding import Event
from whence.serve.web.endpoint import Endpoint, Query, Shown
from whence.serve.web.pages import add, event_names, event_view
from whence.serve.web.state import ServerState

#: Rows of each list, so that the front page needs little scrolling.
_DISPUTED, _NEW = 6, 8


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """The front page's content."""

    counts: dict[str, int]
    waiting: int  #: reports that were not compared yet
    untold: int  #: events without a summary, as in an older ledger
    disputed: tuple[Event, ...]
    reports: tuple[Stored, ...]


def _front(state: ServerState, _: Query, __: Mapping[str, str]) -> Shown:
    with state.reading() as connection:
        disputed = events.listed(
            connection, events.Wanted(disputed=True, several=True), limit=_DISPUTED
        )
        others = events.listed(
            connection, events.Wanted(disputed=False, several=True), limit=_DISPUTED
        )
        called = event_names.named(connection, (*disputed.summaries, *others.summaries))
        new = reports.newest(connection, limit=_NEW)
        spread = state.remembered("spread", connection, reports.spread)
        comparisons = state.store.comparisons()
        waiting = state.remembered("waiting", connection, lambda _: comparisons.count_waiting())
        counts = {
            "reports": reports.count_reports(connection),
            "outlets": spread[0],
            "days": spread[1],
            "events": events.count(connection, several=True),
            "disputed": events.count(connection, disputed=True, several=True),
        }
    view = Front(
        counts=counts,
        waiting=waiting,
        untold=len(comparisons.without_summary()),
        disputed=tuple(d.event for d in disputed.summaries),
        reports=tuple(new),
    )
    recent = [event_view.line(d, called[d.event.id]) for d in others.summaries]
    facts = {
        "lines": [event_view.line(d, called[d.event.id]) for d in disputed.summaries],
        "samples": add.samples_there(),
        "recent": recent,
    }
    return Shown(view, facts)


ENDPOINTS = (
    Endpoint(
        path="/",
        name="front",
        says="What is disputed, what is new, how much there is.",
        view=Front,
        answer=_front,
        template="front.html",
    ),
)
