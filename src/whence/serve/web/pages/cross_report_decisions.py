"""Decisions beyond one report: who is who everywhere, and what is recorded for an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from whence.ledger import event_annotations, speakers
from whence.records import Change, Decision
from whence.records.name_keys import folded
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import misread
from whence.serve.web.pages.events import summary_of
from whence.serve.web.state import ServerState

if TYPE_CHECKING:
    from whence.ledger.query_types import Person
    from whence.serve.web.pages.decision_form import Deciding

#: What a person records for an event in words.
_WORDS = ("name", "note", "status", "grade")
#: Characters of a note; a name may have fewer.
_LONGEST = {"name": 200, "note": 10_000}


def decision(state: ServerState, sent: Deciding, who: str) -> Decision:
    """The decision that was sent, on a person or an event; raises `RequestError`."""
    if sent.target == "person":
        return _of_person(state, sent, who)
    return _of_event(state, sent, who)


def _of_person(state: ServerState, sent: Deciding, who: str) -> Decision:
    name, other = (" ".join((one or "").split()) for one in (sent.name, sent.other))
    if not (name and other):
        raise RequestError(400, "not-understood", "say which two names are meant", target="other")
    if sent.verb == "merge":
        with state.reading() as connection:
            found = _speaks(speakers.people(connection, other), other)
            ours = _speaks(speakers.people(connection, name), name)
        if found.names == ours.names:
            detail = f"{other!r} and {name!r} are already one"
            raise RequestError(409, "does-not-fit", detail, target="other")
        name, other = ours.name, found.name
    return Decision(target="person", verb=sent.verb, names=(name, other), who=who, why=sent.why)


def _speaks(people: list[Person], name: str) -> Person:
    """The speaker with exactly this name, else the one that the words can mean."""
    wanted = folded(name)
    exact = [one for one in people if wanted in {folded(known) for known in one.names}]
    found = exact or people
    if len(found) == 1 or exact:
        return found[0]
    if not found:
        raise RequestError(404, "no-speaker", f"nobody called {name!r} speaks here", target="other")
    named = ", ".join(one.name for one in found[:4])
    raise RequestError(400, "not-understood", f"{name!r} may be {named}", target="other")


def _of_event(state: ServerState, sent: Deciding, who: str) -> Decision:
    summary, _ = summary_of(state, sent.event)
    with state.reading() as connection:
        in_force = event_annotations.of_events(connection, [summary.event.id])
        reports = event_annotations.identities(connection, summary)
    now: dict[str, str] = {one.what: one.words for _, one in in_force}
    given: dict[str, Any] = {}
    for field in _WORDS:
        text = getattr(sent, field)
        if text is None:
            continue
        text = text.strip() if field == "note" else " ".join(text.split())
        if len(text) > _LONGEST.get(field, 20):
            raise RequestError(400, "not-understood", f"that {field} is too long", target=field)
        if text != now.get(field, ""):  # a form sends unchanged fields, too
            given[field] = text
    if sent.role:
        given |= {"role": sent.role, "of": (sent.of or "").strip() or None}
        given |= {"value": sent.value, "low": sent.low, "high": sent.high}
        if (sent.value, sent.low, sent.high) == (None, None, None):
            raise RequestError(400, "not-understood", "say how many", target="value")
    if not given:
        raise RequestError(409, "does-not-fit", "nothing of it was changed")
    try:
        change = msgspec.convert(given, Change, strict=False)
    except msgspec.ValidationError as error:
        raise misread(error) from error
    return Decision(
        target="event", verb="correct", reports=reports, change=change, who=who, why=sent.why
    )
