"""What comparing reports finds: events, the versions of their figures, disagreements.

These are the shapes that `events` and `disputes` print and the API returns.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.claim import Place, Role

State = Literal["superseded", "withdrawn", "denied", "hearsay", "unnamed"]
FindingKind = Literal["copy", "same", "revision", "correction", "conflict", "misattribution"]
RecordedWhat = Literal["name", "note", "status", "grade", "figure"]
#: How two counts relate; only the last says that somebody must be wrong.
RelationKind = Literal[
    "same", "admitted", "part", "sum", "contains", "later", "unasserted", "conflict"
]


class IndependentSources(msgspec.Struct, frozen=True, kw_only=True):
    """The least and the most sources that do not draw on each other.

    Where none of them is named, the number is unknown: `known` is False, and `least` is 1 only
    because somebody said it.
    """

    least: int
    most: int
    reasons: tuple[str, ...]
    known: bool = True


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a figure, with everyone who gives it.

    `value` is None for a range or a vague word. `reports` counts reports, `copies` those of them
    that reprint another. `state` is empty while it is current; else: superseded by a later version
    of the same source, withdrawn by its own source, denied by somebody.
    """

    value: float | None
    low: float | None
    high: float | None
    claims: tuple[str, ...]  #: keys
    first_published: str | None
    last_published: str | None
    reports: int
    copies: int
    independent_sources: IndependentSources
    speakers: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    text: str | None = None  #: of a claim that is no figure, its words in the first report
    state: tuple[State, ...] = ()
    told_in: tuple[str, ...] = ()  #: the reports, as the user names them
    said: tuple[
        str, ...
    ] = ()  #: who gives it and how, as words: "the ministry said", "Pell denied"


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How two versions of a count relate, and why, in words."""

    kind: RelationKind
    one: str  #: the values as people write them, the earlier one first
    other: str
    reason: str


class EventFigure(msgspec.Struct, frozen=True, kw_only=True):
    """One count of an event. `of` is None for the total of its role, else the group counted."""

    role: Role
    of: str | None
    best: float | None
    low: float | None
    high: float | None
    versions: tuple[Version, ...]
    excluded: tuple[str, ...] = ()  #: what the policy left out, and why
    relations: tuple[Relation, ...] = ()  #: how its versions relate
    why: str = ""  #: why the best is the best, in a sentence


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A victim named by reports, with the claims about them (keys)."""

    name: str
    role: Role
    claims: tuple[str, ...]


class Blame(msgspec.Struct, frozen=True, kw_only=True):
    """Who is blamed, and by whom."""

    who: str
    by: str | None
    claims: tuple[str, ...]
    #: suspected, accused, charged, convicted, cleared (was blamed before), or claimed: says so
    #: himself
    status: str = "accused"


class When(msgspec.Struct, frozen=True, kw_only=True):
    """The first and last day of an event, ISO 8601."""

    start: str | None
    end: str | None


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What a person recorded for an event, shown beside what was found."""

    what: RecordedWhat
    words: str = ""  #: the name, the note, the status or the grade
    role: Role | None = None  #: of a figure, as are whom it counts and the numbers
    of: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    who: str
    at: str
    decision: int  #: its number, to undo it by


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One event and the reports about it."""

    id: str
    type: str
    title: str
    when: When
    where: Place | None
    reports: tuple[str, ...]
    titles: tuple[str, ...]  #: of the reports, where they have one
    looked_back_on: tuple[str, ...]  #: reports on other events that give a count of this one
    copies: tuple[tuple[str, ...], ...]  #: the original first
    originals: tuple[str, ...]  #: for each group, why its first is taken for the original
    figures: tuple[EventFigure, ...]
    people: tuple[Named, ...]
    blamed: tuple[Blame, ...]
    score: float
    evidence: tuple[str, ...] = ()
    recorded: tuple[Recorded, ...] = ()  #: what people recorded for it


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """When a source first gave a version."""

    source: str  #: by name; an outlet's own words are "(no source)"
    published: str | None
    version: int  #: index into the finding's versions


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """What a finding is about."""

    what: str
    event: str | None = None
    role: Role | None = None
    of: str | None = None
    where: Place | None = None
    when: When | None = None


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """What a count lost between two reports: its source, "about", "reportedly"."""

    lost: Literal["source", "approximation", "hearsay"]
    role: Role
    value: float
    before: str  #: the report that still had it, as the user names it
    after: str
    had: str  #: what it had
    claims: tuple[str, str]
    event: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A relation between claims or reports, always with evidence that a person can read."""

    id: str
    kind: FindingKind
    topic: Topic
    versions: tuple[Version, ...]
    evidence: tuple[str, ...]
    score: float
    course: tuple[Point, ...] = ()  #: who gave which version when, by source and then in time
    relations: tuple[Relation, ...] = ()  #: how its versions relate


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A report among those of an event."""

    report: str  #: its id
    source: str
    title: str | None
    outlet: str | None
    published: str  #: the moment in UTC where that is known; empty where there is no date
    original: str | None  #: the id of the report whose text it reprints


class EventSummary(msgspec.Struct, frozen=True, kw_only=True):
    """An event with everything stored about it, so that showing it needs no comparison."""

    event: Event
    findings: tuple[Finding, ...]  #: all but claims that say the same
    courses: tuple[tuple[Point, ...], ...]  #: of the event's figures, in their order
    drifts: tuple[Drift, ...]
    members: tuple[Member, ...]  #: in the order in which they came out
    besides: tuple[Member, ...]  #: reports on other events that give a count of this one
    #: where each claim's count is, by the claim's key: a report's id, start, end (code points)
    spans: dict[str, tuple[str, int, int]]

    @property
    def disputed(self) -> bool:
        """Whether some figure has versions that cannot both hold."""
        return any(finding.kind == "conflict" for finding in self.findings)
