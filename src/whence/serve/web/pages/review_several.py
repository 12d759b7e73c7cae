"""One decision on several items at once: each is stored as a decision of its own."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.bootstrap import comparing
from whence.errors import DecisionError, LedgerBusy, LedgerError
from whence.review import service
from whence.serve.web.endpoint import wants_json
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import sent_as
from whence.serve.web.middleware import audit, require, safe_next
from whence.serve.web.openapi import Action
from whence.serve.web.pages.decision_form import Deciding
from whence.serve.web.pages.review import decider, decision_of
from whence.serve.web.pages.review_items import Target
from whence.serve.web.state import ServerState

_MOST = 100_000  #: bytes of one request
_ITEMS = 200  #: as many as a list shows at once
_SHOWN = 3  #: refused items that a message names


class DecidingSeveral(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same decision on several items.

    An item is "REPORT TARGET KEY", as the review queue lists it: a report's id, "attribution",
    "figure" or another target, and an attribution's key or the offsets of anything else
    ("120-122").
    """

    verb: Literal["accept", "reject"]
    items: tuple[str, ...]
    why: str = ""
    who: str = ""  #: who decides, where the server has no accounts
    next: str = ""
    csrf: str = ""


class NotDecided(msgspec.Struct, frozen=True, kw_only=True):
    """An item whose decision was not stored, and why."""

    item: str
    why: str


class WereDecided(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of the stored decisions, and the items that have none."""

    ids: tuple[int, ...]
    refused: tuple[NotDecided, ...]


async def decide_several(request: Request) -> Response:
    """Stores a decision for each item, and compares the reports again once."""
    principal = require(request, "review")
    sent = await sent_as(request, DecidingSeveral, _MOST, fields=_ITEMS + 10)
    who = decider(principal, sent.who)
    if not sent.items:
        raise RequestError(400, "not-understood", "select something first", target="items")
    if len(sent.items) > _ITEMS:
        raise RequestError(400, "not-understood", f"at most {_ITEMS} at once", target="items")
    made = await run_in_threadpool(_decided, request.app.state.site, sent, who)
    await audit(request, f"review: {sent.verb} several", str(len(made.ids)))
    if not made.ids or (made.refused and not wants_json(request)):
        raise RequestError(409, "does-not-fit", _refusal(made), target="items")
    if wants_json(request):
        return Response(msgspec.json.encode(made), 201, media_type="application/json")
    return RedirectResponse(safe_next(sent.next) if sent.next else "/review", 303)


def _decided(state: ServerState, sent: DecidingSeveral, who: str) -> WereDecided:
    ids, refused = [], []
    decisions = [(item, _one(item, sent)) for item in dict.fromkeys(sent.items)]
    with state.writing:
        for item, one in decisions:
            try:
                decision = decision_of(state, one, who)
                ids.append(service.decided(state.store.reviews(), decision).number)
            except LedgerBusy:
                raise
            except (DecisionError, LedgerError, RequestError) as error:
                refused.append(NotDecided(item=item, why=str(error)))
        for _ in comparing.compared(state.store):
            pass
    return WereDecided(ids=tuple(ids), refused=tuple(refused))


def _one(item: str, sent: DecidingSeveral) -> Deciding:
    """The decision on one item; raises `RequestError` where it does not name one."""
    report, _, rest = item.partition(" ")
    target, _, key = rest.partition(" ")
    if target not in get_args(Target) or not key:
        detail = f"{item!r} is no item: write a report's id, what it is, and its key"
        raise RequestError(400, "not-understood", detail, target="items")
    where = {"key": key} if target == "attribution" else {"at": key}
    fields = {"report": report, "target": target, "verb": sent.verb, "why": sent.why, **where}
    return msgspec.convert(fields, Deciding)


def _refusal(made: WereDecided) -> str:
    every = len(made.ids) + len(made.refused)
    why = "; ".join(dict.fromkeys(one.why for one in made.refused[:_SHOWN]))
    return f"{len(made.ids)} of {every} decisions are stored; not the others: {why}"


ACTIONS = (
    Action(
        path="/review/several",
        name="decide-several",
        says="Accept or reject several items at once, each as a decision of its own.",
        takes=DecidingSeveral,
        view=WereDecided,
        status=201,
        role="review",
        handle=decide_several,
    ),
)
