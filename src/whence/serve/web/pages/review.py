"""Reviewing: a queue, a report's findings one by one, a log, undoing.

A decision is sent flat, as a form or as JSON, with places as offsets into its version of the
report; the words are quoted from there, so that it holds when the report is read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence import bootstrap
from whence.bootstrap import comparing
from whence.errors import DecisionError, LedgerBusy, LedgerError
from whence.ledger import reports
from whence.ledger.query_types import Assignment
from whence.ports import Result
from whence.records import Change, Decision
from whence.records.decision import Parts, selectors_of
from whence.records.keys import attribution_key
from whence.review import service
from whence.serve.web.endpoint import Endpoint, Query, Shown, wants_json
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import misread, sent_as
from whence.serve.web.middleware import Principal, audit, require, safe_next
from whence.serve.web.openapi import Action
from whence.serve.web.pages import cross_report_decisions, review_items
from whence.serve.web.pages.decision_form import Deciding
from whence.serve.web.pages.text_selection import selected
from whence.serve.web.state import ServerState

_MOST = 100_000  #: bytes of one request
_REMOVABLE = ("time", "mod", "begin", "until")


class FindingsAsked(Query, frozen=True, kw_only=True):
    """Findings of which kind; the page shows one at a time, attributions first."""

    of: review_items.Target | None = None


class UnderReview(msgspec.Struct, frozen=True, kw_only=True):
    """A report's findings, each with the decision on it."""

    report: str
    title: str
    findings: tuple[review_items.Found, ...]
    rejected: tuple[Decision, ...]
    orphans: tuple[Decision, ...]
    assigned: Assignment | None  #: who is reviewing it


def _under_review(state: ServerState, asked: FindingsAsked, parts: Mapping[str, str]) -> Shown:
    with state.reading() as connection:
        try:
            name = reports.version_named(connection, parts["id"])
        except LedgerError as error:
            raise RequestError(404, "no-report", str(error)) from error
    overlay = service.reviewed(state.store.reviews(), name)
    report = overlay.result[0]
    found = list(review_items.of_report(overlay.result, overlay.decided))
    view = UnderReview(
        report=name,
        title=report.title or report.origin.source,
        findings=tuple(one for one in found if asked.of in (None, one.target)),
        rejected=tuple(one for one in overlay.decided.values() if one.verb == "reject"),
        orphans=overlay.orphans,
        assigned=state.store.reviews().assigned_to(report.identity or report.id),
    )
    counts = Counter(one.target for one in found)
    rows = review_items.in_order(found, overlay.decided, asked.of or "attribution")
    return Shown(view, {**review_items.page_facts(overlay.result), "counts": counts, "rows": rows})


class WasDecided(msgspec.Struct, frozen=True, kw_only=True):
    """The number of a stored decision, to undo it by."""

    id: int
    report: str | None


def decider(principal: Principal, named: str) -> str:
    """The name of who decides: the account's, else the one that was sent.

    Raises `RequestError` where there is none.
    """
    who = principal.name if principal.by != "loopback" else named.strip()
    if not who:
        raise RequestError(400, "nameless", "say who decides", target="who")
    return who


async def decide(request: Request) -> Response:
    """Stores a decision, applies it, and compares the report again."""
    principal = require(request, "review")
    sent = await sent_as(request, Deciding, _MOST)
    who = decider(principal, sent.who)
    state: ServerState = request.app.state.site
    made = await run_in_threadpool(_decided, state, sent, who)
    await audit(request, f"review: {sent.verb}", made.report or sent.report)
    if wants_json(request):
        return Response(msgspec.json.encode(made), 201, media_type="application/json")
    back = safe_next(sent.next) if sent.next else "/review"
    return RedirectResponse(back, 303)


def _decided(state: ServerState, sent: Deciding, who: str) -> WasDecided:
    with state.writing:
        try:
            if sent.verb == "undo":
                if sent.undoes is None:
                    raise RequestError(400, "not-understood", "say what to undo", target="undoes")
                made = service.undone(state.store.reviews(), sent.undoes, who, sent.why)
            else:
                made = service.decided(state.store.reviews(), decision_of(state, sent, who))
        except DecisionError as error:
            raise RequestError(409, "does-not-fit", str(error)) from error
        except LedgerBusy:
            raise
        except LedgerError as error:
            raise RequestError(404, "no-such", str(error)) from error
        for _ in comparing.compared(state.store):
            pass
    report = made.overlay.result[0].id if made.overlay else None
    return WasDecided(id=made.number, report=report)


def decision_of(state: ServerState, sent: Deciding, who: str) -> Decision:
    """The decision that was sent; raises `RequestError`, `LedgerError`."""
    if sent.target == "person" or (sent.target == "event" and sent.verb == "correct"):
        return cross_report_decisions.decision(state, sent, who)
    if sent.target == "event":
        with state.reading() as connection:
            both = tuple(
                reports.identity_of(connection, _named(one))
                for one in (sent.report, sent.other)
                if one
            )
        return Decision(target="event", verb=sent.verb, reports=both, who=who, why=sent.why)
    with state.reading() as connection:
        name = reports.version_named(connection, sent.report)
        result = reports.result(connection, name)
    return Decision(
        report=name,
        target=sent.target,
        verb=sent.verb,
        selectors=_parts(result, sent),
        change=_change(result, sent),
        who=who,
        why=sent.why,
    )


def _named(typed: str) -> str:
    """A report's id, from one of our own addresses or as it is."""
    _, found, rest = typed.rpartition("/reports/")
    return rest.partition("/")[0].partition("#")[0] if found else typed


def _parts(result: Result, sent: Deciding) -> Parts:
    report, reading, _ = result
    text = report.text
    if sent.target == "attribution" and sent.verb != "add":
        for one in reading.attributions:
            if attribution_key(report, one) == sent.key:
                return Parts(
                    source=selectors_of(text, one.source),
                    cue=selectors_of(text, one.cue),
                    content=selectors_of(text, one.content),
                )
        raise RequestError(
            404, "no-such", "no attribution of that key is in this version", target="key"
        )
    if sent.target == "attribution":
        return Parts(
            source=selected(text, sent.source, "source"),
            cue=selected(text, sent.cue, "cue"),
            content=selected(text, sent.content, "content"),
        )
    if sent.verb == "merge":
        return Parts(one=selected(text, sent.at, "at"), other=selected(text, sent.other, "other"))
    return Parts(span=selected(text, sent.at, "at"))


def _change(result: Result, sent: Deciding) -> Change:
    """The fields that a correction sets."""
    if sent.verb not in ("correct", "add", "split"):
        return Change()
    text = result[0].text
    plain = (
        "act", "kind", "stance", "asserted", "role", "time", "mod", "begin", "until", "standing",
        "polarity", "modality", "name", "type", "metonym", "main",
    )  # fmt: skip
    given: dict[str, Any] = {n: v for n in plain if (v := getattr(sent, n)) is not None}
    # A form cannot send that there is nothing.
    given |= {n: None for n in _REMOVABLE if given.get(n) == "-"}
    given |= _who(sent)
    if sent.target == "figure":
        given |= _number(sent)
        if sent.counted:
            at = selected(text, sent.at, "at")
            none = sent.counted.strip() == "-"
            given["counted"] = () if none else selected(text, sent.counted, "counted", near=at)
    if sent.target == "attribution" and sent.verb == "correct":
        for name in ("source", "cue", "content"):
            if typed := getattr(sent, name):
                given[name] = selected(text, typed, name)
    try:
        change = msgspec.convert(given, Change, strict=False)
    except msgspec.ValidationError as error:
        raise misread(error) from error
    if sent.place is None:
        return change
    return msgspec.structs.replace(change, place=_place(sent.place))


def _number(sent: Deciding) -> dict[str, float | None]:
    """A figure's value and bounds, as they were sent."""
    value, high = sent.value, sent.high
    if sent.precision is None:
        plain = {"value": value, "low": sent.low, "high": high}
        return {} if set(plain.values()) == {None} else plain
    if value is None and high is None and sent.verb == "correct":
        return {}
    if value is None:
        raise RequestError(400, "not-understood", "give the number", target="value")
    if sent.precision != "between":
        return {
            "value": value,
            "low": value if sent.precision in ("exactly", "at least") else None,
            "high": value if sent.precision in ("exactly", "at most") else None,
        }
    if high is None or high < value:
        detail = "between two numbers: give the higher one second"
        raise RequestError(400, "not-understood", detail, target="high")
    return {"value": None, "low": value, "high": high}


def _who(sent: Deciding) -> dict[str, Any]:
    """Who speaks, and who passes the words on, as they were sent."""
    found: dict[str, Any] = {}
    if sent.nobody:
        found["speaker"] = ""
    elif sent.speaker is not None and ";" in sent.speaker:
        found["speakers"] = _names(sent.speaker)
    elif sent.speaker is not None:
        found["speaker"] = sent.speaker
        if sent.speaker_type is not None:
            found["speaker_type"] = sent.speaker_type
    if sent.via is not None:
        found["via"] = [] if sent.via.strip() == "-" else _names(sent.via)
    return found


def _names(typed: str) -> list[str]:
    """Names separated by semicolons."""
    return [name.strip() for name in typed.split(";") if name.strip()]


def _place(typed: str) -> Any:
    """A place by its name, and its country's code where that is given."""
    name, comma, country = typed.rpartition(",")
    if not comma:
        name, country = typed, ""
    found = bootstrap.place_called(name.strip(), country.strip().upper())
    if found is None:
        detail = f"no place {name.strip()!r} is known there; add its country: 'Paris, FR'"
        raise RequestError(400, "no-place", detail, target="place")
    return found


ENDPOINTS = (
    Endpoint(
        path="/reports/{id}/review",
        name="under-review",
        says="A report's findings one by one, each with the decision on it.",
        query=FindingsAsked,
        view=UnderReview,
        answer=_under_review,
        template="under_review.html",
    ),
)
ACTIONS = (
    Action(
        path="/review",
        name="decide",
        says="Accept, correct, reject, add, merge, split or undo, by a named person.",
        takes=Deciding,
        view=WasDecided,
        status=201,
        role="review",
        handle=decide,
    ),
)
