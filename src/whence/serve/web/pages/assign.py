"""Who is reviewing which report: taking one, and giving it back."""

from __future__ import annotations

from typing import Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.errors import LedgerBusy, LedgerError
from whence.ledger import reports
from whence.ledger.query_types import Assignment
from whence.serve.web.endpoint import wants_json
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import sent_as
from whence.serve.web.middleware import audit, require, safe_next
from whence.serve.web.openapi import Action
from whence.serve.web.pages.review import decider
from whence.serve.web.state import ServerState

_MOST = 10_000  #: bytes of one request


class Assigning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To take a report for review, or to give it back.

    A report that somebody else is reviewing is taken only with `over`.
    """

    report: str
    verb: Literal["take", "release"]
    over: bool = False
    who: str = ""  #: who takes it, where the server has no accounts
    next: str = ""
    csrf: str = ""


class Assigned(msgspec.Struct, frozen=True, kw_only=True):
    """Who is reviewing the report now; None for nobody."""

    assigned: Assignment | None


async def assign(request: Request) -> Response:
    """Takes a report for somebody, or gives it back."""
    principal = require(request, "review")
    sent = await sent_as(request, Assigning, _MOST)
    who = decider(principal, sent.who)
    made = await run_in_threadpool(_assigned, request.app.state.site, sent, who)
    await audit(request, f"review: {sent.verb}", sent.report)
    if wants_json(request):
        return Response(msgspec.json.encode(made), media_type="application/json")
    return RedirectResponse(safe_next(sent.next) if sent.next else "/review", 303)


def _assigned(state: ServerState, sent: Assigning, who: str) -> Assigned:
    reviews = state.store.reviews()
    with state.reading() as connection:
        try:
            identity = reports.identity_of(connection, sent.report)
        except LedgerError as error:
            raise RequestError(404, "no-report", str(error)) from error
    with state.writing:
        try:
            if sent.verb == "take":
                reviews.assign(identity, who, over=sent.over)
            else:
                reviews.release(identity)
        except LedgerBusy:
            raise
        except LedgerError as error:
            raise RequestError(409, "taken", str(error), target="report") from error
    return Assigned(assigned=reviews.assigned_to(identity))


ACTIONS = (
    Action(
        path="/review/assign",
        name="assign",
        says="Take a report for review, so that others see it, or give it back.",
        takes=Assigning,
        view=Assigned,
        status=200,
        role="review",
        handle=assign,
    ),
)
