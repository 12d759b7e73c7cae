"""What most needs review, the latest decisions, and those to recheck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from whence.bootstrap import figure_reasons
from whence.compare.counting_policy import words_of_value
from whence.ledger import events
from whence.ledger.query_types import Assignment, Waiting
from whence.ledger.review_queue import Sought
from whence.records import Decision
from whence.records.decision import in_force
from whence.serve.web.endpoint import Endpoint, Limit, Name, Query, Shown
from whence.serve.web.state import ServerState


class QueueAsked(Query, frozen=True, kw_only=True):
    """How many items, of which kind, outlet and event, and in whose reports ("-": nobody's)."""

    target: Literal["attribution", "figure"] | None = None
    publisher: Name | None = None
    event: Name | None = None
    assigned: Name | None = None
    limit: Limit = 20


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """What most needs review, the latest decisions, and those to recheck.

    `left` is how many wait in the latest reports; `rivals` gives other values of a figure's total
    in its event, with their sources, by the figure's report and key.
    """

    waiting: tuple[Waiting, ...]
    left: int
    assigned: tuple[Assignment, ...]  #: who is reviewing which report
    rivals: dict[str, tuple[str, ...]]
    log: tuple[Decision, ...]
    orphans: tuple[tuple[str, Decision], ...]  #: with the report's id


def _queue(state: ServerState, asked: QueueAsked, _: Mapping[str, str]) -> Shown:
    reviews = state.store.reviews()
    log = reviews.latest(asked.limit)
    # Undoing comes after what it undoes, so the latest decisions are enough.
    undone = {one.id for one in log} - {one.id for one in in_force(log)}
    chosen = Sought(asked.target, asked.publisher, asked.event, asked.assigned)
    waiting = reviews.queue(None, chosen=chosen)
    shown = tuple(waiting[: asked.limit])
    view = Queue(
        waiting=shown,
        left=len(waiting),
        assigned=tuple(reviews.assigned()),
        rivals=_rivals(state, shown),
        log=tuple(log),
        orphans=tuple(reviews.orphans()),
    )
    people = dict.fromkeys(one.who for one in view.assigned)
    return Shown(view, {"undone": undone, "people": list(people)})


def _rivals(state: ServerState, shown: Sequence[Waiting]) -> dict[str, tuple[str, ...]]:
    """Other current values of the same total, by report and key."""
    figures = [one for one in shown if one.figure]
    with state.reading() as connection:
        summaries = events.of_reports(connection, sorted({one.report for one in figures}))
    by_id = {summary.event.id: summary.event for summary in summaries}
    found: dict[str, tuple[str, ...]] = {}
    for one in figures:
        event = by_id.get(one.event or "")
        if event is None or one.figure is None:
            continue
        totals = [f for f in event.figures if f.role == one.figure.role and f.of is None]
        found[f"{one.report} {one.key}"] = tuple(
            f"{words_of_value(version)} ({', '.join(version.speakers[:2]) or 'unattributed'})"
            for figure in totals
            for version in (figure.versions[n] for n in figure_reasons.current(figure.versions))
            if version.value != one.figure.value
        )
    return found


ENDPOINTS = (
    Endpoint(
        path="/review",
        name="review",
        says="What most needs review, the latest decisions, and decisions whose words are gone.",
        query=QueueAsked,
        view=Queue,
        answer=_queue,
        template="review.html",
    ),
)
