"""A person's decision about something that was read: which words, what, why, who and when.

A decision is about the words, not about a reading: it quotes them as the Web Annotation Data Model
does (W3C, 2017; text quote and text position selectors), so that it holds when a better model reads
the report again, or its page is edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from whence.records.claim import Modality, Place, Polarity, Role, Standing
from whence.records.reading import Act, EntityType, Kind, Stance, TimeMod
from whence.records.span import Span

Target = Literal["attribution", "figure", "entity", "time", "place", "claim", "event", "person"]
Verb = Literal[
    "accept", "correct", "reject", "add", "merge", "split", "undo", "same-event", "other-event"
]
#: How far a recorder is with an event, and how well it is supported; "" removes either.
EventStatus = Literal["", "open", "checked", "closed"]
EventGrade = Literal["", "confirmed", "fair", "weak", "contested", "discounted"]
#: Characters of context before and after the words that are stored with them.
CONTEXT = 32


class Selector(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a text with their context, and where they were.

    `start` and `end` are code points in the version that the decision was made on.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int
    end: int

    @classmethod
    def of(cls, text: str, span: Span) -> Selector:
        """The selector of a span of a text."""
        return cls(
            exact=text[span.start : span.end],
            prefix=text[max(0, span.start - CONTEXT) : span.start],
            suffix=text[span.end : span.end + CONTEXT],
            start=span.start,
            end=span.end,
        )


def selectors_of(text: str, spans: Sequence[Span]) -> tuple[Selector, ...]:
    """A selector for each span."""
    return tuple(Selector.of(text, span) for span in spans)


class Parts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words that a decision is about.

    An attribution's are `source`, `cue` and `content`; a claim, a figure, a time, a place and an
    entity have one `span`, for an entity or a place one of its mentions. A merge has a mention of
    `one` and of the `other`.
    """

    source: tuple[Selector, ...] = ()
    cue: tuple[Selector, ...] = ()
    content: tuple[Selector, ...] = ()
    span: tuple[Selector, ...] = ()
    one: tuple[Selector, ...] = ()
    other: tuple[Selector, ...] = ()

    def all(self) -> tuple[Selector, ...]:
        """Every selector of it."""
        return self.source + self.cue + self.content + self.span + self.one + self.other


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a correction sets; an unset field stays as it is, and None removes a value.

    `speaker` is the name of an attribution's speaker, "" for no known one; `speakers` are the names
    of all who speak in it together, where they are several, and `via` of those who pass the words
    on.
    """

    speaker: str | UnsetType = UNSET
    speaker_type: EntityType | UnsetType = UNSET
    speakers: tuple[str, ...] | UnsetType = UNSET
    via: tuple[str, ...] | UnsetType = UNSET
    act: Act | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    stance: Stance | UnsetType = UNSET
    asserted: bool | UnsetType = UNSET
    source: tuple[Selector, ...] | UnsetType = UNSET
    cue: tuple[Selector, ...] | UnsetType = UNSET
    content: tuple[Selector, ...] | UnsetType = UNSET
    value: float | UnsetType | None = UNSET  #: of a figure, as are the bounds and the role
    low: float | UnsetType | None = UNSET
    high: float | UnsetType | None = UNSET
    role: Role | UnsetType = UNSET
    #: the words for what a report's figure counts
    counted: tuple[Selector, ...] | UnsetType = UNSET
    main: bool | UnsetType = UNSET  #: that a figure is its report's own total for that role
    place: Place | UnsetType | None = UNSET
    time: str | UnsetType | None = UNSET  #: a TIMEX3 value
    mod: TimeMod | UnsetType | None = UNSET  #: of a time
    begin: str | UnsetType | None = UNSET  #: the value that a range of time runs from
    until: str | UnsetType | None = UNSET  #: and the one that it runs to
    standing: Standing | UnsetType = UNSET
    polarity: Polarity | UnsetType = UNSET
    modality: Modality | UnsetType = UNSET
    name: str | UnsetType = UNSET  #: of an entity
    type: EntityType | UnsetType = UNSET  #: of an entity
    metonym: bool | UnsetType = UNSET  #: of the mention of an entity that is decided on
    of: str | UnsetType | None = UNSET  #: of an event's figure: whom it counts, None for the total
    note: str | UnsetType = UNSET  #: of an event, as are status and grade; "" takes it away
    status: EventStatus | UnsetType = UNSET
    grade: EventGrade | UnsetType = UNSET


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision of a person; never changed, only undone by another.

    `identity` is that of the report, whatever its version, and `report` the version that the person
    saw. For an event both are None, and `reports` has the identities of the two reports that are,
    or are not, about the same one; a correction of an event applies to the one with most of its
    `reports`. For a person, too, both are None: `names` has the two that are, or are not, one
    person's or body's, in every report.
    """

    id: int | None = None  #: in the order of keeping, given by the ledger
    identity: str | None = None
    report: str | None = None
    reports: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    target: Target
    verb: Verb
    selectors: Parts = Parts()
    change: Change = Change()
    why: str = ""
    who: str
    at: str = ""  #: ISO 8601 in UTC; given by the ledger where it is empty
    undoes: int | None = None


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that were not undone, in the order of their ids, with the undoings in effect."""
    undone: set[int] = set()
    found = []
    for one in sorted(decisions, key=lambda one: one.id or 0, reverse=True):
        if one.id is not None and one.id in undone:
            continue
        if one.verb == "undo" and one.undoes is not None:
            undone.add(one.undoes)
        found.append(one)
    return found[::-1]


def in_effect(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that were not undone, in the order of their ids; undoing can be undone too."""
    return [one for one in in_force(decisions) if one.verb != "undo"]
