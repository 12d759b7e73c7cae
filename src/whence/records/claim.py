"""What a reading means: who spoke, when, where, how many, and the source of each assertion."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from whence.records.reading import EntityType, TimeMod, TimeType
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
Modality = Literal["actual", "possible", "future", "conditional", "unasserted"]
HedgeKind = Literal["hearsay", "doubt", "distance", "approximation"]
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WEEK = re.compile(r"([1-9]\d{3})-W(0[1-9]|[1-4]\d|5[0-2])")


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place with its coordinates.

    `country` is ISO 3166-1 alpha-2, `admin1` ISO 3166-2, `geonames` a GeoNames id; `lat` and `lon`
    are degrees (WGS 84). `precision` says what the point represents: a place of its own, a
    first-level region, a country, or another region.
    """

    name: str
    country: str | None
    admin1: str | None
    geonames: int | None
    lat: float
    lon: float
    precision: Precision


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the text where an entity is named, described or referred to.

    `metonym`: the place name is used for its government or body, as in "Moscow said".
    """

    span: Span
    form: Form
    score: float  #: 0 to 1: how sure it is that this entity is meant
    metonym: bool = False


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """Someone or something in the report, with every mention of it, in text order.

    `name` is the fullest one in the report, or, of one that is never named ("officials"), the
    words by which it is first called. `named` is true for a name.
    """

    type: EntityType
    name: str
    named: bool
    descriptions: tuple[str, ...]
    mentions: tuple[Reference, ...]
    place: Place | None = None


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A TIMEX3: `value` as ISO-TimeML writes it, None where the report does not give it.

    `mod` is TIMEX3's own ("early May" has START); `begin` and `end` are the values that a range
    runs from and to, both included.
    """

    span: Span
    type: TimeType
    value: str | None
    mod: TimeMod | None = None
    begin: str | None = None
    end: str | None = None


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
    """Words that qualify an assertion: "reportedly", "about", "so-called"."""

    span: Span
    kind: HedgeKind


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """The speaker of an attribution: an index into `Resolution.entities`, and a score, 0 to 1."""

    entity: int
    score: float


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, or part of one, that asserts something.

    `modality` is "unasserted" where no attribution around it asserts it.
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
    """Everything that a report's reading means.

    `speakers`, `joint` and `via` have one item for each attribution, in order; the last two may be
    empty. `speakers` has the first speaker, or None; `joint` all of them, in the order of the text;
    `via` those who pass the words on ("quoted by the Herald"), as indices into `entities`. Use
    `all_speakers` and `passed_on` to read them.
    """

    report_id: str
    entities: tuple[Entity, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    speakers: tuple[Speaker | None, ...]
    claims: tuple[Claim, ...]
    joint: tuple[tuple[Speaker, ...], ...] = ()
    via: tuple[tuple[int, ...], ...] = ()

    def __post_init__(self) -> None:
        """Raises `ValueError` where the three tuples do not match."""
        if any(many and len(many) != len(self.speakers) for many in (self.joint, self.via)):
            raise ValueError("joint and via have one item for each attribution, or none at all")
        together = zip(self.speakers, self.joint, strict=bool(self.joint))
        if any(all_ and all_[0] != one for one, all_ in together):
            raise ValueError("the speaker is the first of those that speak together")

    def speaker(self, attribution: int) -> Speaker | None:
        """The first speaker of an attribution, by its index in the reading; None if unknown."""
        return self.speakers[attribution] if self.speakers else None

    def all_speakers(self, attribution: int) -> tuple[Speaker, ...]:
        """All speakers of an attribution, by its index, in the order of the text."""
        if self.joint and self.joint[attribution]:
            return self.joint[attribution]
        one = self.speaker(attribution)
        return (one,) if one is not None else ()

    def passed_on(self, attribution: int) -> tuple[int, ...]:
        """Who passes an attribution's words on, as indices into `entities`."""
        return self.via[attribution] if self.via else ()

    def told_of(self, times: tuple[int, ...]) -> str | None:
        """The first date among a claim's times (indices), as precise as given; a week's Monday.

        ISO 8601: a year, a month or a day. None where no date is known.
        """
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
