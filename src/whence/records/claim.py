"""What a reading means: who spoke, when, where, how many, and who stands behind each assertion."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from whence.records.reading import EntityType, TimeType
from whence.records.span import Span

Form = Literal["name", "nominal", "pronoun"]
Precision = Literal["point", "admin1", "country", "region"]
Role = Literal[
    "killed", "injured", "missing", "captured", "detained", "displaced", "evacuated", "rescued",
    "affected", "attendance", "money", "percentage", "count", "measure",
]  # fmt: skip
Status = Literal["civilian", "combatant", "unknown"]
Standing = Literal["attributed", "hearsay", "own-voice"]
Polarity = Literal["positive", "negative"]
Modality = Literal["actual", "possible", "future", "conditional"]
HedgeKind = Literal["hearsay", "doubt", "distance", "approximation"]
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WEEK = re.compile(r"([1-9]\d{3})-W(0[1-9]|[1-4]\d|5[0-2])")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where on earth a place is.

    `country` is ISO 3166-1 alpha-2, `admin1` ISO 3166-2, `geonames` a GeoNames id; `lat` and `lon`
    are degrees (WGS 84). `precision` tells how much of the earth the point stands for.
    """

    name: str
    country: str | None
    admin1: str | None
    geonames: int | None
    lat: float
    lon: float
    precision: Precision


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text where an entity is named, described or referred to."""

    span: Span
    form: Form
    score: float  #: 0 to 1: how sure it is that this entity is meant


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something in the report, with every mention of it, in text order.

    `name` is the fullest one in the report, or, of one that is never named ("officials"), the
    words by which it is first called. `named` tells which.
    """

    type: EntityType
    name: str
    named: bool
    descriptions: tuple[str, ...]
    mentions: tuple[Reference, ...]
    place: Place | None = None


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A TIMEX3: `value` as ISO-TimeML writes it, None where the report does not tell."""

    span: Span
    type: TimeType
    value: str | None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that counts or measures something.

    `value` is None for a range or a vague word, which have bounds alone; a bound is None where
    there is none. `of` is who or what is counted. `part_of` is the index of the figure that this
    one is included in. `main` marks at most one figure a role.
    """

    span: Span
    value: float | None
    low: float | None
    high: float | None
    role: Role
    unit: str | None = None
    of: Span | None = None
    main: bool = False
    background: bool = False
    part_of: int | None = None
    implied: bool = False
    status: Status = "unknown"
    people: tuple[str, ...] = ()


class Hedge(msgspec.Struct, frozen=True, kw_only=True):
    """Words by which a text holds back from its own assertion."""

    span: Span
    kind: HedgeKind


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an attribution's source is: the index of an entity, and how sure that is, 0 to 1."""

    entity: int
    score: float


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, or part of one, that asserts something.

    The tuples of numbers are indices into the resolution's entities, times and figures, and
    `voices` into the reading's attributions, the outermost first.
    """

    span: Span
    standing: Standing
    polarity: Polarity
    modality: Modality
    voices: tuple[int, ...]
    hedges: tuple[Hedge, ...]
    entities: tuple[int, ...]
    times: tuple[int, ...]
    places: tuple[int, ...]
    figures: tuple[int, ...]


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """All that a report's reading means. `speakers` has one item for each attribution, in order."""

    report_id: str
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    speakers: tuple[Speaker | None, ...]
    claims: tuple[Claim, ...]

    def told_of(self, times: tuple[int, ...]) -> str | None:
        """The first date that a claim tells of, as precise as it is told; of a week its Monday."""
        for index in times:
            time = self.times[index]
            if time.type not in ("DATE", "TIME") or not time.value:
                continue
            week = _WEEK.match(time.value)
            if week:
                return dt.date.fromisocalendar(int(week[1]), int(week[2]), 1).isoformat()
            match = _DATE.match(time.value)
            if match:
                return match.group()
        return None
