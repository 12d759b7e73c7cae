"""People's decisions beyond one report as a file: exported, edited, and merged back.

The decisions on who is who, on which reports are about one event, and what is recorded for events.
A file says which decisions it contains, so that three states can be compared: what was exported,
what the file says now, and what the ledger says now. What others decided since is never reverted:
where the file and they changed the same thing differently, it is left for a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TextIO, TypeAlias

import msgspec

from whence.errors import DecisionError, LedgerError
from whence.records import Change, Decision, Rejected, digest, in_effect
from whence.records.claim import Role
from whence.records.decision import EventGrade, EventStatus, Verb
from whence.records.name_keys import folded

if TYPE_CHECKING:
    from whence.ledger import SqlLedger
    from whence.records.finding import Recorded

SCHEMA: Literal["whence.decisions/1"] = "whence.decisions/1"
_WORDS = ("name", "note", "status", "grade")


class PersonDecision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether two names are one person's or body's."""

    names: tuple[str, str]
    same: bool
    who: str = ""
    at: str = ""


class ReportsDecision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether two reports are about one event, by their identities."""

    reports: tuple[str, str]
    same_event: bool
    who: str = ""
    at: str = ""


class FigureDecision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure that a person recorded for an event; `of` is whom it counts, None for all."""

    role: Role
    of: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None


class EventDecisions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is recorded for an event, which is the one that most of these reports are about."""

    reports: tuple[str, ...]  #: identities
    event: str = ""
    title: str = ""
    name: str = ""
    note: str = ""
    status: EventStatus = ""
    grade: EventGrade = ""
    figures: tuple[FigureDecision, ...] = ()


class DecisionsFile(msgspec.Struct, frozen=True, kw_only=True):
    """The decisions in force beyond one report. `decided` is the number of the last of all."""

    schema: Literal["whence.decisions/1"] = SCHEMA
    decided: int
    log: str  #: a digest of the decisions up to that one, by which their ledger is known
    people: tuple[PersonDecision, ...] = ()
    reports: tuple[ReportsDecision, ...] = ()
    events: tuple[EventDecisions, ...] = ()


class _Held(NamedTuple):
    """A value that is decided, and the decision."""

    value: Any
    by: Decision


class Merged(NamedTuple):
    """The decisions in a file, those that were refused, and those that clash with later ones."""

    decisions: tuple[Decision, ...]
    refused: tuple[str, ...]
    clashes: tuple[str, ...]


#: What is decided: about two names, two reports, or a field of an event.
_Key: TypeAlias = tuple[str, ...]


def export(store: SqlLedger, out: TextIO) -> int:
    """Writes the decisions in force; gives how many they are."""
    from whence.ledger import events

    with store.reading() as connection:
        held = _state(connection, None)
        summaries = {
            key[1]: events.summary(connection, key[1]) for key in held if key[0] == "event"
        }
        identities = {key: _reports_of(connection, one) for key, one in summaries.items() if one}
        last = _last(connection)
        file = DecisionsFile(
            decided=last,
            log=_log(connection, last),
            people=tuple(
                PersonDecision(
                    names=_two(one.by.names), same=one.value, who=one.by.who, at=one.by.at
                )
                for key, one in held.items()
                if key[0] == "person"
            ),
            reports=tuple(
                ReportsDecision(
                    reports=_two(one.by.reports), same_event=one.value, who=one.by.who, at=one.by.at
                )
                for key, one in held.items()
                if key[0] == "reports"
            ),
            events=tuple(
                _event(name, summary.event.title if summary else "", identities.get(name, ()), held)
                for name, summary in summaries.items()
            ),
        )
    out.write(msgspec.json.format(msgspec.json.encode(file), indent=2).decode() + "\n")
    return len(held)


def read(path: Path) -> DecisionsFile | Rejected | None:
    """The decisions in a file; None for a file of another kind."""
    if path.suffix != ".json" or not path.is_file():
        return None
    try:
        raw = path.read_bytes()
        if SCHEMA.encode() not in raw[:1_000]:
            return None
        return msgspec.json.decode(raw, type=DecisionsFile)
    except (OSError, msgspec.MsgspecError) as error:
        return Rejected(source=str(path), stage="ingest", code="annotations", detail=str(error))


def merged(file: DecisionsFile, store: SqlLedger, who: str, *, save: bool = True) -> Merged:
    """Stores what `who` changed in an exported file; lists what clashes with later decisions."""
    from whence.review import service

    refused: list[str] = []
    with store.reading() as connection:
        known = file.log == _log(connection, file.decided)
        base = _state(connection, file.decided) if known else {}
        now = _state(connection, None)
        theirs = dict(_of_file(connection, file, refused))
        names = {_pair("person", *map(folded, one.names)): one.names for one in file.people}
        wanted, clashes = [], []
        for key in dict.fromkeys((*theirs, *base)):
            mine, held = theirs.get(key), now.get(key)
            exported = base[key].value if key in base else None
            decided = held.value if held is not None else None
            if mine in (exported, decided):
                continue
            if decided != exported:
                clashes.append(_clash(key, mine, held))
            elif (made := _decision(connection, key, mine, held, names.get(key))) is not None:
                wanted.append(msgspec.structs.replace(made, who=who))
    made_now = []
    for decision in wanted if save else ():
        try:
            number = service.decided(store.reviews(), decision).number
        except (DecisionError, LedgerError) as error:
            refused.append(f"{decision.verb} of {decision.target}: {error}")
        else:
            made_now.append(store.reviews().by_number(number))
    return Merged(tuple(made_now if save else wanted), tuple(refused), tuple(clashes))


def _state(connection: Any, upto: int | None) -> dict[_Key, _Held]:
    """What is decided, by the decisions up to one, or by all."""
    from whence.ledger import decisions, event_annotations

    def made(found: list[Decision]) -> list[Decision]:
        return in_effect([one for one in found if upto is None or (one.id or 0) <= upto])

    held: dict[_Key, _Held] = {}
    for one in made(decisions.of_people(connection)):
        held[_pair("person", *map(folded, one.names))] = _Held(one.verb == "merge", one)
    of_events = decisions.of_events(connection)
    by_number = {one.id: one for one in of_events}
    for one in made(of_events):
        if one.verb != "correct" and len(one.reports) == 2:
            held[_pair("reports", *one.reports)] = _Held(one.verb == "same-event", one)
    for event, recorded in event_annotations.of_events(connection, upto=upto):
        key, value = _of_recorded(event, recorded)
        held[key] = _Held(value, by_number[recorded.decision])
    return held


def _of_recorded(event: str, one: Recorded) -> tuple[_Key, Any]:
    if one.what == "figure":
        return _figure_key(event, str(one.role), one.of), (one.value, one.low, one.high)
    return ("event", event, one.what), one.words


def _of_file(
    connection: Any, file: DecisionsFile, refused: list[str]
) -> Iterator[tuple[_Key, Any]]:
    """What the file says, by what it is about; events are found by their reports."""
    from whence.ledger import event_annotations

    for person in file.people:
        yield _pair("person", *map(folded, person.names)), person.same
    for pair in file.reports:
        yield _pair("reports", *pair.reports), pair.same_event
    for one in file.events:
        event = event_annotations.event_of(connection, one.reports)
        if event is None:
            refused.append(f"what is recorded for {one.title or one.event!r}: no report of it here")
            continue
        for what in _WORDS:
            if words := getattr(one, what):
                yield ("event", event, what), words
        for figure in one.figures:
            key = _figure_key(event, figure.role, figure.of)
            yield key, (figure.value, figure.low, figure.high)


def _decision(
    connection: Any, key: _Key, mine: Any, held: _Held | None, names: tuple[str, str] | None
) -> Decision | None:
    """The decision, by nobody yet, that makes a value what the file says; None for none."""
    if mine is None and key[0] == "event" and key[2] in _WORDS:
        mine = ""
    if mine is None:
        if held is None or held.by.id is None:
            return None
        return Decision(target=held.by.target, verb="undo", undoes=held.by.id, who="")
    if names is not None:
        return Decision(target="person", verb="merge" if mine else "split", names=names, who="")
    if key[0] == "reports":
        verb: Verb = "same-event" if mine else "other-event"
        return Decision(target="event", verb=verb, reports=_two(key[1:]), who="")
    change: dict[str, Any] = {key[2]: mine}
    if key[2] == "figure":
        value, low, high = mine
        change = {"role": key[3], "of": key[4] or None, "value": value, "low": low, "high": high}
    return Decision(
        target="event",
        verb="correct",
        reports=_identities(connection, key[1]),
        change=msgspec.convert(change, Change),
        who="",
    )


def _clash(key: _Key, mine: Any, held: _Held | None) -> str:
    said = "has it no more" if mine is None else f"says {_in_words(mine)}"
    if held is None:
        then = "it was undone after the export"
    else:
        then = (
            f"{held.by.who} decided {_in_words(held.value)} after the export"
            f" (decision {held.by.id})"
        )
    return f"{_about(key)}: the file {said}, and {then}; decide it on the page"


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "that they are one" if value else "that they are two"
    if isinstance(value, str):
        return f"“{value if len(value) <= 60 else value[:59] + '…'}”"
    return "/".join("-" if one is None else f"{one:g}" for one in value)


def _about(key: _Key) -> str:
    if key[0] == "person":
        return " and ".join(key[1:3])
    if key[0] == "reports":
        return f"reports {key[1][:8]} and {key[2][:8]}"
    return f"{' '.join(part for part in key[2:] if part)} of event {key[1]}"


def _event(
    name: str, title: str, identities: tuple[str, ...], held: Mapping[_Key, _Held]
) -> EventDecisions:
    of_it = {key: one.value for key, one in held.items() if key[:2] == ("event", name)}
    return EventDecisions(
        event=name,
        title=title,
        reports=identities,
        figures=tuple(
            FigureDecision(
                role=msgspec.convert(key[3], Role),
                of=key[4] or None,
                value=value[0],
                low=value[1],
                high=value[2],
            )
            for key, value in of_it.items()
            if key[2] == "figure"
        ),
        **{key[2]: value for key, value in of_it.items() if key[2] != "figure"},
    )


def _pair(kind: str, one: str, other: str) -> _Key:
    """The same whichever of the two is named first."""
    return (kind, min(one, other), max(one, other))


def _figure_key(event: str, role: str, of: str | None) -> _Key:
    return ("event", event, "figure", role, of or "")


def _two(names: tuple[str, ...]) -> tuple[str, str]:
    return names[0], names[1]


def _identities(connection: Any, event: str) -> tuple[str, ...]:
    from whence.ledger import events

    summary = events.summary(connection, event)
    return _reports_of(connection, summary) if summary else ()


def _reports_of(connection: Any, summary: Any) -> tuple[str, ...]:
    from whence.ledger import event_annotations

    return event_annotations.identities(connection, summary)


def _last(connection: Any) -> int:
    from whence.ledger import decisions

    return max((one.id or 0 for one in decisions.latest(connection, 1)), default=0)


def _log(connection: Any, upto: int) -> str:
    """A digest of the decisions beyond one report up to one, by their numbers, times and names."""
    from whence.ledger import decisions

    found = [*decisions.of_people(connection), *decisions.of_events(connection)]
    made = sorted((one for one in found if (one.id or 0) <= upto), key=lambda one: one.id or 0)
    return digest(*(f"{one.id} {one.at} {one.who} {one.verb}" for one in made))[:16]
