"""Alerts: finds what is new at addresses of the page, and sends it.

An alert follows an address as its Atom feed does: the same items under the same ids. What was there
when the alert was made is not news.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import msgspec
from starlette.routing import compile_path

from whence.errors import LedgerError, SettingsError
from whence.records import Alert
from whence.serve import deliver
from whence.serve.deliver import Item, News, NotSent
from whence.serve.web import atom
from whence.serve.web.app import ENDPOINTS
from whence.serve.web.endpoint import Endpoint
from whence.serve.web.errors import RequestError
from whence.serve.web.state import ServerState
from whence.settings import Settings

#: Rows of a list that are checked; an alert shows what is new, not all there is.
_LOOKED = 10_000


class Outcome(NamedTuple):
    """The outcome of one alert: how many items were sent, or why none was."""

    alert: int
    target: str
    sent: int
    failed: str = ""


class _Followed(NamedTuple):
    endpoint: Endpoint
    asked: Any
    parts: Mapping[str, Any]


def canonical(address: str) -> str:
    """An address as an alert stores it: "/claims?act=deny"; raises `SettingsError`."""
    parts = urlsplit(address)
    path = parts.path.removesuffix(".atom").removesuffix(".json")
    address_asked = path + (f"?{parts.query}" if parts.query else "")
    _followed(address_asked)
    return address_asked


def _followed(address: str) -> _Followed:
    """The list at an address; raises `SettingsError`."""
    parts = urlsplit(address)
    given = {name: value for name, value in parse_qsl(parts.query) if value}
    for name in ("limit", "cursor"):
        given.pop(name, None)
    for endpoint in ENDPOINTS:
        pattern, _, convertors = compile_path(endpoint.path)
        match = pattern.match(parts.path)
        if match is None:
            continue
        if endpoint.rows is None or not endpoint.rows.news:
            break
        try:
            asked = msgspec.convert(given, endpoint.query, strict=False)
        except msgspec.ValidationError as error:
            raise SettingsError(f"{address}: {error}") from error
        named = {n: convertors[n].convert(v) for n, v in match.groupdict().items()}
        return _Followed(endpoint, asked, named)
    raise SettingsError(
        f"{address!r} is not a list or event of the page that can be followed, such as"
        " /claims?act=deny, /disputes, /speakers/NAME or /events/ID"
    )


def items(state: ServerState, address: str) -> list[Item]:
    """The items there now, as a feed has them."""
    endpoint, asked, parts = _followed(address)
    if endpoint.rows is None:
        return []
    base = state.settings.alert_page.rstrip("/")
    try:
        rows = list(islice(endpoint.rows.each(state, asked, parts), _LOOKED))
    except RequestError as error:
        raise LedgerError(f"{address}: {error.detail}") from error
    found = {}
    for row in rows:
        for one in atom.of_item(row.item, base + row.link):
            found[atom.urn(one.key)] = one
    return [
        Item(id=urn, title=one.title, link=one.link, updated=one.updated, summary=one.summary)
        for urn, one in found.items()
    ]


def add(place: str, settings: Settings, address: str, target: str) -> int:
    """Makes an alert; the items there now count as sent. Returns its number.

    Raises `SettingsError` for an address that cannot be followed, or an invalid target, and
    `LedgerError`.
    """
    deliver.check(target, settings)
    address = canonical(address)
    state = ServerState(place, settings)
    try:
        seen = [item.id for item in items(state, address)]
        return state.store.alerts().add(address, target, seen)
    finally:
        state.close()


def send_all(
    place: str, settings: Settings, pause: Callable[[float], object] = time.sleep
) -> Iterator[Outcome]:
    """Sends what is new of each alert; a failure of one does not stop the others."""
    state = ServerState(place, settings)
    try:
        for alert in state.store.alerts().listed():
            yield _send(state, alert, pause)
    finally:
        state.close()


def _send(state: ServerState, alert: Alert, pause: Callable[[float], object]) -> Outcome:
    stored_alerts = state.store.alerts()
    try:
        now = items(state, alert.address)
    except (LedgerError, SettingsError) as error:
        return Outcome(alert.id, alert.target, 0, str(error))
    new = stored_alerts.claim(alert.id, [item.id for item in now])
    if not new:
        return Outcome(alert.id, alert.target, 0)
    new_items = tuple(item for item in now if item.id in new)
    page = state.settings.alert_page.rstrip("/") + alert.address
    try:
        deliver.deliver(
            alert.target, News(alert=alert.id, address=page, items=new_items), state.settings, pause
        )
    except NotSent as error:
        if not error.perhaps:
            stored_alerts.release(alert.id, new)
        return Outcome(alert.id, alert.target, 0, str(error))
    # Stopped before this, it stays claimed: it may have arrived.
    stored_alerts.sent(alert.id, new)
    return Outcome(alert.id, alert.target, len(new_items))
