"""Erases a report for good."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.bootstrap import comparing
from whence.errors import LedgerBusy, LedgerError
from whence.serve.web.endpoint import wants_json
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import sent_as
from whence.serve.web.middleware import audit, require
from whence.serve.web.openapi import Action
from whence.serve.web.state import ServerState

_MOST = 100_000  #: bytes of what is sent


class Forgetting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request to erase a report for good, and why."""

    report: str
    reason: str
    sure: bool = False
    csrf: str = ""


class WasForgotten(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of a report's versions, which are gone."""

    forgotten: tuple[str, ...]


async def forget(request: Request) -> Response:
    """Erases a report for good, with all readings and decisions."""
    require(request, "admin")
    sent = await sent_as(request, Forgetting, _MOST)
    if not sent.sure:
        raise RequestError(
            400, "not-sure", "it cannot be undone: say that you are sure", target="sure"
        )
    state: ServerState = request.app.state.site
    gone = await run_in_threadpool(_forgotten, state, sent)
    await audit(request, "forget", ", ".join(gone))
    if wants_json(request):
        body = msgspec.json.encode(WasForgotten(forgotten=tuple(gone)))
        return Response(body, media_type="application/json")
    return RedirectResponse("/reports", 303)


def _forgotten(state: ServerState, sent: Forgetting) -> Sequence[str]:
    with state.writing:
        try:
            gone = state.store.forget(sent.report, sent.reason)
        except LedgerBusy:
            raise
        except LedgerError as error:
            raise RequestError(404, "no-report", str(error)) from error
        for _ in comparing.compared(state.store):
            pass
    return gone


ACTIONS = (
    Action(
        path="/forget",
        name="forget",
        says="Erase a report for good.",
        takes=Forgetting,
        view=WasForgotten,
        status=200,
        role="admin",
        handle=forget,
    ),
)
