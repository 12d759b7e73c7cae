"""Arguments and results of the ledger's queries, as values."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, NamedTuple, get_args

import msgspec

from whence.records import Attributed
from whence.records.attribution_chain import sentence
from whence.records.claim import HedgeKind, Role, Standing
from whence.records.reading import Act

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d(:\d\d(:\d\d)?)?)?)?)?")
_OF = {"role": Role, "standing": Standing, "hedge": HedgeKind, "act": Act}


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims are wanted; an empty or None field filters nothing.

    `speaker` and `publisher` are matched by words that they hold, in any case and without
    diacritics; `place` is a name, an ISO 3166-1 or 3166-2 code; `since` and `until` are dates of
    the reports, the last one included. Raises ValueError for an invalid date, role, standing, hedge
    or act: an empty result would look like an answer.
    """

    words: str = ""
    speaker: str | None = None
    publisher: str | None = None
    place: str | None = None
    role: str | None = None
    since: str | None = None
    until: str | None = None
    standing: str | None = None
    hedge: str | None = None
    act: str | None = None  #: of the innermost attribution: "deny"
    asserted: bool | None = None  #: False for what its source does not assert
    names: tuple[str, ...] = ()  #: speakers' whole names, folded; any of them: a person's names
    reports: tuple[str, ...] = ()  #: ids, any of them
    about_since: str | None = None  #: the first day that a claim may be about

    def __post_init__(self) -> None:
        """Rejects values that nothing can fit."""
        for field in ("since", "until"):
            day = getattr(self, field)
            if day and not _is_day(day):
                how = "write it as 2025-09-04, 2025-09 or 2025"
                raise ValueError(f"{field}: {day!r} is not a day; {how}")
        for field, kind in _OF.items():
            value = getattr(self, field)
            if value and value not in get_args(kind):
                raise ValueError(f"{field}: {value!r} is not one of {', '.join(get_args(kind))}")


def _is_day(words: str) -> bool:
    try:
        dt.datetime.fromisoformat(words + "0001-01-01T00:00:00"[len(words) :])
    except ValueError:
        return False
    return _DAY.fullmatch(words) is not None


class PlaceNamed(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a claim; `country` and `admin1` are ISO 3166 codes, where known."""

    name: str
    country: str | None
    admin1: str | None


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a claim."""

    role: str
    value: float | None
    low: float | None
    high: float | None


class FoundClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with what a person needs to judge it. `words` are the report's, unchanged.

    `marked` is the same with each hit between `HIT` and `END`. `said` puts who says it and how in
    words ("Pell denied"), empty for the outlet's own; before `words` it makes a sentence.
    `speakers` are all that say it together, `speaker` the first of them; `act`, `cue` and
    `attribution` are of the innermost attribution, `via` names who passes the words on. `asserted`
    is false where the source does not assert it, which is no denial. `voices` has all of that for
    each attribution around the claim, the outermost first.
    """

    key: str
    report: str
    start: int
    end: int
    words: str
    marked: str
    standing: str
    polarity: str
    modality: str
    hedges: tuple[str, ...]
    speaker: str | None
    speaker_named: bool
    told_of: str | None  #: the first date that it is about, as precise as the report gives it
    published: str | None
    publisher: str | None
    source: str
    title: str | None
    said: str = ""
    act: Act | None = None
    cue: str = ""
    asserted: bool = True
    speakers: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    attribution: str | None = None  #: its key
    url: str | None = None  #: of the report
    places: tuple[PlaceNamed, ...] = ()
    figures: tuple[Counted, ...] = ()
    voices: tuple[Attributed, ...] = ()
    before: str = ""  #: the rest of its sentence, where the words alone would be a fragment
    after: str = ""

    @property
    def sentence(self) -> str:
        """The claim as one that can be read alone: "Pell denied that anything was concealed"."""
        if self.before or self.after:
            return f"{self.before}{self.words}{self.after}"
        return sentence(self.voices, self.words)


class Page(NamedTuple):
    """Some of the results, and the cursor of the rest; None where there are no more."""

    found: tuple[FoundClaim, ...]
    next: str | None


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A person or a body that speaks in the ledger's reports.

    `names` are all that they speak under, as `people` joins them; `perhaps` lists the persons that
    a short name may be, where nothing decides.
    """

    name: str
    names: tuple[str, ...]
    type: str
    descriptions: tuple[str, ...]
    reports: int
    claims: int
    perhaps: tuple[str, ...] = ()


class Chosen(NamedTuple):
    """Which reports: with all the words in the title, of an outlet, of some days.

    `place` is one in its claims, as in `Filters`, and `role` that of its figures.
    """

    words: str = ""
    publisher: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    role: str | None = None


EVERY_REPORT = Chosen()


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a report in the ledger."""

    id: str
    number: int
    source: str
    title: str | None
    published: str | None
    publisher: str | None
    url: str | None


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What an edit did to a report's claims: words that came, went, or were changed."""

    before: Stored
    after: Stored
    appeared: tuple[str, ...]
    went: tuple[str, ...]
    changed: tuple[tuple[str, str], ...]


#: Why something needs review: a doubtful attribution; a doubtful speaker; a source without a known
#: speaker; a figure that reports of one event dispute.
Doubt = Literal["attribution", "speaker", "nobody", "disputed"]


class Assignment(msgspec.Struct, frozen=True, kw_only=True):
    """Who is reviewing a report, and since when."""

    report: str  #: the id of its last version
    title: str
    who: str
    at: str  #: ISO 8601 in UTC


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a person should review. `weight` is greater where that is more urgent."""

    report: str
    title: str
    target: str  #: attribution or figure
    key: str
    start: int
    end: int
    words: str
    before: str  #: a little of the text before and after it in its line
    after: str
    reason: Doubt
    weight: float
    said: str = ""  #: who says the words of an attribution and how: "Pell denied"
    figure: Counted | None = None  #: what a figure was read as
    publisher: str | None = None
    event: str | None = None  #: the id of its report's event
    assigned: str | None = None  #: who is reviewing its report
