"""The reports of one event to its summary: what, when, where, how many, on whose word."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import msgspec

from whence.compare import copies as copying
from whence.compare.counting_policy import Policy, decide
from whence.compare.drift import drifts
from whence.compare.event_kinds import main_kind
from whence.compare.frequencies import folded, words_of
from whence.compare.histories import History, histories, relations
from whence.compare.match import match, score
from whence.records import Place
from whence.records.claim import Role
from whence.records.finding import Blame, Drift, Event, EventFigure, Named, When
from whence.records.fingerprint import Fingerprint, Observation
from whence.records.roles import HARMED, VICTIMS

#: Reports: the latest, from which the title is taken, by likeness to so many others. They
#: bound what the title of a large event costs.
_LATEST, _OTHERS = 8, 20
#: Days before the first report: an earlier day is not the event's. A year: a guess.
_RECENT = 366


class Account(NamedTuple):
    """An event with its counts worked out."""

    event: Event
    histories: list[History]
    drifts: list[Drift]
    reports: dict[str, Fingerprint]  #: by the reports' ids, in the order in which they came out
    copies: dict[str, str]  #: a report that reprints another -> the report of the text's first
    besides: tuple[
        tuple[Fingerprint, Observation], ...
    ]  #: counts of this event in reports on others


def account_of(
    name: str,
    members: Mapping[int, Fingerprint],
    shares: Mapping[tuple[int, int], int],
    policy: Policy,
    besides: Sequence[tuple[Fingerprint, Observation]] = (),
) -> Account:
    """The account of an event by its reports.

    `members` are its reports' fingerprints, `shares` the share of one text in another, in
    thousandths, `besides` the counts of this event in reports on others.
    """
    reports = sorted(members.values(), key=in_time)
    groups, why = _copies(members, shares)
    first = {copy.report: group[0].report for group in groups for copy in group}
    found = histories(reports, first, besides)
    evidence, likeness = _evidence(reports)
    event = Event(
        id=name,
        type=type_of(reports),
        title=_title(reports),
        when=_when(reports),
        where=_where(reports),
        reports=tuple(r.source for r in reports),
        titles=tuple(r.title for r in reports if r.title),
        looked_back_on=tuple(dict.fromkeys(fingerprint.source for fingerprint, _ in besides)),
        copies=tuple(tuple(r.source for r in group) for group in groups),
        originals=why,
        figures=tuple(_figure(history, policy) for history in found),
        people=_people(reports),
        blamed=_blamed(reports),
        score=likeness,
        evidence=evidence,
    )
    by_report = {r.report: r for r in reports}
    lost = drifts(name, reports, first)
    return Account(event, found, lost, by_report, first, tuple(besides))


def in_time(fingerprint: Fingerprint) -> tuple[bool, str, str, str]:
    """The sort key of reports: when they came out, those without a date last."""
    return (
        not fingerprint.published,
        fingerprint.published,
        fingerprint.source,
        fingerprint.report,
    )


def _copies(
    members: Mapping[int, Fingerprint], shares: Mapping[tuple[int, int], int]
) -> tuple[list[list[Fingerprint]], tuple[str, ...]]:
    """The groups of copies, each with the original first and the reason for taking it as that."""
    by_report = {fingerprint.report: fingerprint for fingerprint in members.values()}
    pairs = {
        (members[one].report, members[other].report): copying.Copy(share=share / 1000, shingles=0)
        for (one, other), share in shares.items()
        if one in members and other in members
    }
    groups, reasons = [], []
    for group in copying.groups(pairs, 0.0):  # `shares` has copies alone
        fingerprints = [by_report[report] for report in group]
        original, why = copying.original(fingerprints)
        rest = sorted((s for s in fingerprints if s is not original), key=in_time)
        groups.append([original, *rest])
        reasons.append(f"{original.source}: {why}")
    return groups, tuple(reasons)


def type_of(reports: Sequence[Fingerprint]) -> str:
    """The kind of event that the reports begin with; "other" where there is none."""
    return main_kind([report.kinds for report in reports])


def _title(reports: Sequence[Fingerprint]) -> str:
    """Of the latest third of the reports, the title of the one that is most like all the others."""
    titled = [r for r in reports if r.title and not r.title.startswith("Correct")]
    if not titled:
        return reports[0].source
    latest = titled[-max(1, len(titled) // 3) :][-_LATEST:]
    others = reports[:: max(1, len(reports) // _OTHERS)]

    def central(report: Fingerprint) -> int:
        return sum(score(report, other) for other in others if other is not report)

    return max(latest, key=lambda r: (central(r), r.source)).title or ""


def _when(reports: Sequence[Fingerprint]) -> When:
    """The day that most reports begin with, of those that lie before the first came out.

    Of two days that as many begin with, the one that more of them mention.
    """
    dated = [r.published[:10] for r in reports if r.published]
    first = min(dated, default="")
    counted: Counter[str] = Counter()
    leading: Counter[str] = Counter()
    for report in reports:
        days = [day for day in report.days if not first or _is_recent(day, first)]
        counted.update(days)
        leading.update(days[:1])
    fresh = Counter(r.fresh for r in reports if r.fresh)
    if leading:
        day = min(leading, key=lambda d: (-leading[d], -fresh[d], -counted[d], d))
        return When(start=day, end=None)
    return When(start=first or None, end=None)


def _is_recent(day: str, first: str) -> bool:
    try:
        apart = (dt.date.fromisoformat(first) - dt.date.fromisoformat(day)).days
    except ValueError:
        return False
    return 0 <= apart <= _RECENT


def _where(reports: Sequence[Fingerprint]) -> Place | None:
    """The place that most reports have, in the country that most have; None where most have none.

    San Salvador, Soyapango and El Salvador are three names for where something was, and the United
    States, named by two of five reports, are not its place.
    """
    placed = [r.where for r in reports if r.where is not None]
    areas = Counter(place.country or place.name for place in placed)
    unknown = len(reports) - len(placed)
    area = min(areas, key=lambda one: (-areas[one], one), default=None)
    if area is None or areas[area] < unknown:
        return None
    inside = [place for place in placed if (place.country or place.name) == area]
    times = Counter(place.name for place in inside)

    def named(name: str) -> int:
        """The number of reports that name it: Tea, which is handed out, is in one alone."""
        parts = [word for word in words_of(name) if len(word) > 1]
        return sum(any(word in r.places for word in parts) for r in reports)

    name = min(times, key=lambda n: (-times[n], -named(n), n))
    return next(place for place in inside if place.name == name)


def _figure(history: History, policy: Policy) -> EventFigure:
    decided = decide(history.versions, policy, contested=history.contested)
    return EventFigure(
        role=history.role,
        of=history.of,
        best=decided.best,
        low=decided.low,
        high=decided.high,
        versions=history.versions,
        excluded=decided.excluded,
        relations=relations(history),
    )


def _people(reports: Sequence[Fingerprint]) -> tuple[Named, ...]:
    """The victims whom reports name, by what happened to them."""
    found: dict[tuple[str, Role], list[str]] = {}
    naming: dict[tuple[str, Role], list[Fingerprint]] = {}
    for report in reports:
        named = [
            (name, count.role, count.claim)
            for count in report.observations
            if count.role in VICTIMS and not count.background
            for name in count.people
        ]
        for name, role, claim in (*named, *((x.name, x.role, x.claim) for x in report.harmed)):
            found.setdefault((name, role), []).append(claim)
            naming.setdefault((name, role), []).append(report)
    # Who was arrested for it is no victim.
    charged = {_plain(one.who) for report in reports for one in report.accused}
    found = {
        key: count
        for key, count in found.items()
        if key[1] != "detained" or _plain(key[0]) not in charged
    }
    # The dead make no statements: a speaker was mistaken for the father who died, unless a report
    # that quotes nobody of the name has the same one.
    found = {
        key: count
        for key, count in found.items()
        if key[1] != "killed" or any(key[0] not in r.speaking for r in naming[key])
    }
    # Who died of it is no longer one of the hurt.
    found = {
        key: count
        for key, count in found.items()
        if key[1] != "injured" or (key[0], "killed") not in found
    }
    joined: dict[tuple[str, Role], list[str]] = {}
    fuller = _fuller(found)
    for (name, role), claims in found.items():
        joined.setdefault((fuller[name, role], role), []).extend(claims)
    return tuple(
        Named(name=name, role=role, claims=tuple(dict.fromkeys(claims)))
        for (name, role), claims in sorted(joined.items())
    )


def _fuller(names: Collection[tuple[str, Role]]) -> dict[tuple[str, Role], str]:
    """For each name the one longer name of its role that has all its words, else itself."""
    words = {key: frozenset(folded(key[0]).split()) for key in names}
    by_word: dict[tuple[str, Role], list[tuple[str, Role]]] = {}
    for (name, role), phrases in words.items():
        for word in phrases:
            by_word.setdefault((word, role), []).append((name, role))
    found = {}
    for key, phrases in words.items():
        # A name with all the words has the rarest: few names need be looked at.
        beside = min((by_word[word, key[1]] for word in phrases), key=len, default=[])
        longer = [other for other in beside if phrases < words[other]]
        found[key] = longer[0][0] if len(longer) == 1 else key[0]
    return found


def _blamed(reports: Sequence[Fingerprint]) -> tuple[Blame, ...]:
    """Who is blamed, and by whom; nobody whom a report has among the victims."""
    harmed = {
        _plain(name)
        for report in reports
        for count in report.observations
        if count.role in HARMED and not count.background
        for name in count.people
    } | {_plain(one.name) for report in reports for one in report.harmed if one.role in HARMED}
    found: dict[tuple[str, str, str], Blame] = {}
    for report in reports:
        for one in report.accused:
            if _plain(one.who) in harmed:
                continue
            # Outlets write straight and curled apostrophes: that makes no other name.
            key = (_plain(one.who), _plain(one.by or ""), one.status)
            known = found.setdefault(
                key, Blame(who=one.who, by=one.by, claims=(), status=one.status)
            )
            claims = tuple(dict.fromkeys((*known.claims, one.claim)))
            found[key] = msgspec.structs.replace(known, claims=claims)
    current = [one for key, one in found.items() if _is_current(one, key[0], found, _last(reports))]
    return tuple(sorted(current, key=lambda b: (b.who, b.by or "", b.status)))


def _last(reports: Sequence[Fingerprint]) -> dict[str, str]:
    """The last state of each accusation, by the latest report on it.

    A report of a charge and of an acquittal gives them in that order.
    """
    found: dict[str, str] = {}
    for report in reports:
        for one in sorted(report.accused, key=lambda a: a.status == "cleared"):
            if one.status != "claimed":
                found[_plain(one.who)] = one.status
    return found


def _is_current(
    one: Blame, who: str, found: Collection[tuple[str, str, str]], last: Mapping[str, str]
) -> bool:
    """Whether it is still current: a person who was cleared is no longer blamed."""
    if one.status == "claimed":
        return True
    if one.status != "cleared":
        return last[who] != "cleared"
    blamed = any(key[0] == who and key[2] not in ("cleared", "claimed") for key in found)
    return blamed and last[who] == "cleared"


def _plain(name: str) -> str:
    """A name as it is compared with others."""
    return folded(name.replace("’", "'"))


def _evidence(reports: Sequence[Fingerprint]) -> tuple[tuple[str, ...], float]:
    """Why the reports are one event: how each is like the first, and how alike all are."""
    if len(reports) == 1:
        return ("one report",), 1.0
    found: list[str] = []
    scores: list[int] = []
    for report in reports[1:]:
        matched = match(reports[0], report)
        scores.append(matched.score)
        if len(found) < _SHOWN:
            found.append(f"{report.source}: {'; '.join(matched.evidence)}")
    return tuple(found), round(min(1.0, sum(scores) / len(scores) / 1000), 3)


#: Reports whose match with the first is given as evidence: enough to check a few.
_SHOWN = 5
