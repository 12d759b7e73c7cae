"""The review queue: doubtful attributions, speakers, and figures that are disputed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select

from whence.ledger import assignments, decisions
from whence.ledger import events as ledger_events
from whence.ledger import reports as ledger_reports
from whence.ledger.query_types import Counted, Doubt, Waiting
from whence.ledger.schema import assignments as assigned
from whence.ledger.schema import events, reports, sketches
from whence.ports import Result
from whence.records import Attributions, Span
from whence.records.attribution_chain import lead
from whence.records.keys import attribution_key

#: Reports: so many of the latest are searched.
RECENT = 200
#: Probability: less is doubtful.
_SURE = 0.7
#: Characters of context shown on either side.
_AROUND = 70
#: The end of a word that began before, and the beginning of one that goes on.
_PIECE, _PIECE_LAST = re.compile(r"^\S*\s*"), re.compile(r"\s*\S*$")
#: The weight of each reason, before its strength.
_DISPUTED, _NOBODY = 0.6, 0.3


class Sought(NamedTuple):
    """Items of which kind, outlet and event, and in whose reports: `NOBODY` for nobody's."""

    target: str | None = None
    publisher: str | None = None
    event: str | None = None
    assigned: str | None = None


#: In place of a name: reports that nobody is reviewing.
NOBODY = "-"
ANYTHING = Sought()


def _fitting(chosen: Sought) -> Iterator[ColumnElement[bool]]:
    if chosen.publisher:
        yield func.lower(reports.c.publisher).contains(chosen.publisher.lower(), autoescape=True)
    if chosen.event:
        yield reports.c.id.in_(select(sketches.c.report).where(sketches.c.event == chosen.event))
    if chosen.assigned == NOBODY:
        yield reports.c.identity.not_in(select(assigned.c.identity))
    elif chosen.assigned:
        theirs = select(assigned.c.identity).where(assigned.c.who == chosen.assigned)
        yield reports.c.identity.in_(theirs)


def waiting(
    connection: Connection,
    decided: Callable[[str], frozenset[str]],
    limit: int | None,
    recent: int = RECENT,
    chosen: Sought = ANYTHING,
) -> list[Waiting]:
    """What needs review in the latest reports that are chosen, the most doubtful first.

    `decided` returns the keys of the decisions on a report.
    """
    wanted = (
        select(reports.c.id, reports.c.identity)
        .where(ledger_reports.last_version(), *_fitting(chosen))
        .order_by(reports.c.published_utc.desc(), reports.c.id)
        .limit(recent)
    )
    found = connection.execute(wanted).all()
    seen = set(decisions.identities(connection, [identity for _, identity in found]))
    joined = sketches.join(events, events.c.id == sketches.c.event)
    in_conflict = connection.execute(
        select(sketches.c.report)
        .select_from(joined)
        .where(events.c.disputed, sketches.c.report.in_([report for report, _ in found]))
    ).scalars()
    disputed = _disputed_roles(connection, list(in_conflict))
    reports_of_events = select(sketches.c.report, sketches.c.event).where(
        sketches.c.report.in_([report for report, _ in found])
    )
    event_of = {row.report: row.event for row in connection.execute(reports_of_events)}
    with_whom = assignments.by_identity(connection)
    items: list[tuple[float, int, Waiting]] = []
    for report, identity in found:
        done = decided(report) if identity in seen else frozenset()
        result = ledger_reports.result(connection, report)
        for one in _of_report(result, disputed.get(report, frozenset())):
            if one.key not in done and chosen.target in (None, one.target):
                whole = msgspec.structs.replace(
                    one, event=event_of.get(report), assigned=with_whom.get(identity)
                )
                items.append((-one.weight, len(items), whole))
    return [one for _, _, one in sorted(items)[:limit]]


def beside(text: str, span: Span, most: int) -> tuple[str, str]:
    """The text before and after a span in its line, of at most so many characters each.

    Words stay whole, and an ellipsis marks where the line goes on.
    """
    # One character more than is shown, to see whether a word or the line ends just there.
    before = text[max(0, span.start - most - 1) : span.start].rpartition("\n")[2]
    if len(before) > most:
        before = "…" + _PIECE.sub("", before, count=1)
    after = text[span.end : span.end + most + 1].partition("\n")[0]
    if len(after) > most:
        after = _PIECE_LAST.sub("", after, count=1) + "…"
    return before, after


def _disputed_roles(connection: Connection, some: Sequence[str]) -> dict[str, frozenset[str]]:
    """What is counted in dispute in the event of each report: "killed", "detained"."""
    found: dict[str, frozenset[str]] = {}
    for summary in ledger_events.of_reports(connection, some) if some else ():
        at_odds = (f.topic.role for f in summary.findings if f.kind == "conflict")
        roles = frozenset(filter(None, at_odds))
        found |= {member.report: roles for member in summary.members}
    return found


def _of_report(result: Result, disputed: frozenset[str]) -> Iterator[Waiting]:
    report, reading, resolution = result

    spoken = Attributions(report, reading, resolution)

    def item(
        target: str, key: str, span: Span, doubt: Doubt, weight: float, **more: Any
    ) -> Waiting:
        before, after = beside(report.text, span, _AROUND)
        return Waiting(
            report=report.id,
            title=report.title or report.origin.source,
            target=target,
            key=key,
            start=span.start,
            end=span.end,
            words=" ".join(span.of(report.text).split()),
            before=before,
            after=after,
            reason=doubt,
            weight=round(weight, 3),
            publisher=report.publisher,
            **more,
        )

    for index, one in enumerate(reading.attributions):
        speaker = resolution.speaker(index)
        where = one.content or one.cue or one.source
        if not where:
            continue
        doubts: list[tuple[float, Doubt]] = [(1 - one.score / _SURE, "attribution")]
        if speaker is not None:
            doubts.append((1 - speaker.score / _SURE, "speaker"))
        elif one.source:
            doubts.append((_NOBODY, "nobody"))
        weight, doubt = max(doubts)
        if weight > 0:
            said = lead(spoken.of_attribution(index))
            key = attribution_key(report, one)
            yield item("attribution", key, where[0], doubt, weight, said=said)
    if not disputed:
        return
    asserted = {n for claim in resolution.claims for n in claim.figures}
    for n, figure in enumerate(resolution.figures):
        if n in asserted and figure.role in disputed and not figure.background:
            key = f"figure:{figure.span.start}-{figure.span.end}"
            weight = _DISPUTED + (0.3 if figure.main else 0.0)
            counted = Counted(
                role=figure.role, value=figure.value, low=figure.low, high=figure.high
            )
            yield item("figure", key, figure.span, "disputed", weight, figure=counted)
