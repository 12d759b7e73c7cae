"""What whence finds across the reports of a ledger, with the place in a text that each rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from whence import bootstrap
from whence.bootstrap import comparing
from whence.ledger import reports
from whence.records.finding import EventSummary, Finding, Version
from whence.records.keys import claim_key

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Place:
    """A claim's place: the report as its user names it, and the code points of its text."""

    report: str
    start: int
    end: int


@dataclass(frozen=True)
class Blamed:
    """Who is blamed in one report, by whom and how far it has come."""

    at: Place
    who: str
    by: str | None
    status: str


@dataclass(frozen=True)
class Victim:
    """Who is named as harmed in one report."""

    at: Place
    name: str
    role: str


@dataclass(frozen=True)
class Backed:
    """A count's version, or claims that say the same, and how many sources it has."""

    kind: str  #: figure or same
    role: str | None
    of: str | None
    numbers: tuple[float | None, float | None, float | None]  #: value, low, high
    places: tuple[Place, ...]
    least: int
    most: int
    known: bool


@dataclass(frozen=True)
class Lost:
    """What a count lost between two reports."""

    lost: str
    role: str
    value: float
    before: Place
    after: Place


@dataclass(frozen=True)
class Change:
    """Two values said to be in conflict, or to follow one another; of a denial two claims."""

    kind: str  #: conflict, revision, correction, denial
    role: str | None
    of: str | None
    values: tuple[float, ...]  #: none of a denial
    places: tuple[Place, ...]


@dataclass
class LedgerFindings:
    """All findings of one ledger."""

    texts: dict[str, str] = field(default_factory=dict)
    blamed: list[Blamed] = field(default_factory=list)
    victims: list[Victim] = field(default_factory=list)
    backed: list[Backed] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def findings_of(place: Path) -> LedgerFindings:
    """What is found across the reports of the ledger in a file; raises `LedgerError`."""
    found = LedgerFindings()
    at: dict[str, Place] = {}
    with bootstrap.ledger(str(place)) as ledger:
        with ledger.reading() as connection:
            names: dict[str, str] = {}
            for report in reports.every_version(connection):
                one, _, resolution = reports.result(connection, report)
                names[report] = one.origin.source
                found.texts[one.origin.source] = one.text
                for claim in resolution.claims:
                    key = claim_key(one, claim)
                    at[key] = Place(one.origin.source, claim.span.start, claim.span.end)
        for summary in comparing.summaries(ledger):
            here = at | {k: Place(names[r], s, e) for k, (r, s, e) in summary.spans.items()}
            _of_event(found, summary, here)
            for finding in comparing.same_claims(ledger, summary):
                _of_finding(found, finding, here)
    return found


def _of_event(found: LedgerFindings, summary: EventSummary, at: dict[str, Place]) -> None:
    event = summary.event
    for blame in event.blamed:
        for place in _places(blame.claims, at):
            found.blamed.append(Blamed(place, blame.who, blame.by, blame.status))
    for person in event.people:
        for place in _places(person.claims, at):
            found.victims.append(Victim(place, person.name, person.role))
    for figure in event.figures:
        found.backed += [_backed("figure", figure.role, figure.of, v, at) for v in figure.versions]
    for drift in summary.drifts:
        before, after = (at[claim] for claim in drift.claims)
        found.lost.append(Lost(drift.lost, drift.role, drift.value, before, after))
    for finding in summary.findings:
        _of_finding(found, finding, at)


def _of_finding(found: LedgerFindings, finding: Finding, at: dict[str, Place]) -> None:
    topic = finding.topic
    if finding.kind == "same":
        found.backed += [_backed("same", None, None, v, at) for v in finding.versions]
    elif finding.kind == "conflict" and topic.role is None:
        claims = [claim for version in finding.versions for claim in version.claims]
        found.changes.append(Change("denial", None, None, (), tuple(_places(claims, at))))
    elif finding.kind in ("conflict", "correction", "revision"):
        claims = [claim for version in finding.versions for claim in version.claims]
        places = tuple(_places(claims, at))
        for kind, values in _pairs(finding):
            found.changes.append(Change(kind, topic.role, topic.of, values, places))


def _pairs(finding: Finding) -> Iterable[tuple[str, tuple[float, ...]]]:
    """What a finding's evidence says of two values, as its lines are worded."""
    for line in finding.evidence:
        head, both, _ = line.partition(" cannot both hold")
        if both:
            yield "conflict", _numbers(head)
        first, then, rest = line.partition(", then ")
        if then:
            yield "revision", _numbers(first) + _numbers(rest.partition(":")[0])
        taken, back, _ = line.partition(" was withdrawn")
        if back:
            yield "correction", _numbers(taken)


def _numbers(words: str) -> tuple[float, ...]:
    return tuple(float(n.replace(",", "")) for n in _NUMBER.findall(words))


def _backed(
    kind: str, role: str | None, of: str | None, version: Version, at: dict[str, Place]
) -> Backed:
    sources = version.independent_sources
    numbers = (version.value, version.low, version.high)
    places = tuple(_places(version.claims, at))
    return Backed(kind, role, of, numbers, places, sources.least, sources.most, sources.known)


def _places(claims: Iterable[str], at: dict[str, Place]) -> list[Place]:
    return [at[claim] for claim in claims if claim in at]
