"""A report's fingerprint: what it is compared by, without its text."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.claim import HedgeKind, Place, Role, Standing, Status
from whence.records.reading import Act, EntityType
from whence.records.span import Span

#: How far the blame has gone; "claimed" says so himself, "cleared" is no longer blamed.
BlameStatus = Literal["suspected", "accused", "charged", "convicted", "cleared", "claimed"]
#: A unit vector in thousandths: whole numbers, so that no sum depends on the order of its parts.
Weights = dict[str, int]


class CountSource(msgspec.Struct, frozen=True, kw_only=True):
    """The source of a count: the entity that a claim's innermost attribution resolves to."""

    type: EntityType
    name: str
    named: bool
    descriptions: tuple[str, ...] = ()


class Observation(msgspec.Struct, frozen=True, kw_only=True, rename={"source": "voice"}):
    """One count in a report, with everything needed to choose between counts.

    `claim` is the key of its claim. `part_of` is the index, in the same fingerprint, of the count
    that includes this one.
    """

    claim: str
    span: Span
    role: Role
    value: float | None
    low: float | None
    high: float | None
    of: str | None
    status: Status
    main: bool
    background: bool
    implied: bool
    part_of: int | None
    standing: Standing
    hedges: tuple[HedgeKind, ...]
    act: Act | None  #: of the innermost attribution
    source: CountSource | None
    withdrawn: bool  #: whether the claim says that the count was wrong
    people: tuple[str, ...] = ()
    context: tuple[str, ...] = ()  #: the salient words of its sentence
    said: str = ""  #: who says it and how, as words: "Pell denied"
    #: whom its clause limits it to: "seriously", "in hospital", "children"; empty for all
    scope: str = ""
    #: words for whose number its source says is wrong; empty where it rejects none
    rejects: tuple[str, ...] = ()
    doer: bool = False  #: whether its sentence says that the attacker died or was hurt, too
    moved: str = ""  #: "up" or "down" where its clause says that the count rose or fell to it
    via: tuple[str, ...] = ()  #: the bodies that pass on what its source says


class Accused(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a claim accuses; `by` is None where the text names no accuser."""

    who: str
    by: str | None
    claim: str
    status: BlameStatus = "accused"


class Harmed(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody harmed whom a report names; `claim` is the key of the claim that says so."""

    name: str
    role: Role
    claim: str


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a fingerprint that decides whether two reports are alike.

    Names, words and numbers are weighed by how rare they are.
    """

    report: str  #: the report's id
    published: str  #: as `rows.utc` compares it; empty where unknown
    words: Weights
    lead: Weights  #: of the beginning alone, with the title
    people: Weights  #: by their surnames
    first_people: Weights  #: those whom it names first
    places: Weights
    groups: Weights  #: organizations and all else that has a name
    numbers: Weights
    days: tuple[str, ...]  #: mentioned in the text, ISO 8601; its own event's first
    years: tuple[str, ...]
    ages: tuple[str, ...]
    regions: tuple[str, ...]  #: ISO 3166-2
    kinds: Weights = {}  #: of event, each with its weight
    fresh: str = ""  #: the day of which it counts the harmed, where that is a day or two before
    tolls: dict[str, float] = {}  #: its own total of each role
    title: str | None = None
    outlet: str | None = None
    speaking: tuple[str, ...] = ()  #: the persons by name who say something
    countries: tuple[str, ...] = ()  #: of the places named first, ISO 3166-1
    states: tuple[str, ...] = ()  #: those of them that are named themselves
    spots: tuple[str, ...] = ()  #: where it was to the house: see `compare.spots`
    happened: tuple[str, ...] = ()  #: days on which it says that something of its kind was done
    protests: tuple[str, ...] = ()  #: whose protests, and for what: "farmer", "opposition"
    #: by day and role, the counts of those harmed on a day: (day, role, value)
    dated: tuple[tuple[str, Role, float], ...] = ()


class Fingerprint(Outline, frozen=True, kw_only=True, rename={"observations": "told"}):
    """The whole of what a report is compared by, with the parts for an event's summary."""

    source: str
    credits: tuple[str, ...]  #: agencies that the report credits
    where: Place | None
    length: int  #: of the text, in code points
    observations: tuple[Observation, ...]
    accused: tuple[Accused, ...]
    harmed: tuple[Harmed, ...] = ()
    #: sums of money and shares, each with its subject, its unit as `scope` and, as `context`, the
    #: words that identify the subject
    amounts: tuple[Observation, ...] = ()
