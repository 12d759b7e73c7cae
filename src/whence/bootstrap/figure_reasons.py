"""Why a figure is what it is, in sentences: its best value, and how its versions relate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from whence.compare.counting_policy import Policy, words_of_value
from whence.export.dates import readable
from whence.export.figures import number
from whence.records.amounts import many
from whence.records.finding import (
    Blame,
    Event,
    EventFigure,
    EventSummary,
    Finding,
    IndependentSources,
    Recorded,
    Relation,
    Version,
)

#: States of a version that nobody maintains any more.
GONE = frozenset({"superseded", "withdrawn", "denied"})
#: Blame statuses as they are written before "by".
_BLAMED = {"claimed": "says it was behind this"}


def current(versions: Sequence[Version]) -> list[int]:
    """Which versions are current, the latest first.

    "Nobody" is replaced by a later count from anyone: it was true of its hour.
    """
    standing = [n for n, one in enumerate(versions) if GONE.isdisjoint(one.state)]
    counted = [versions[n] for n in standing if versions[n].value or versions[n].low]
    later = max((one.last_published or "" for one in counted), default="")
    standing = [
        n
        for n in standing
        if versions[n].value != 0 or not counted or (versions[n].last_published or "") > later
    ]
    return sorted(standing, key=lambda n: versions[n].last_published or "", reverse=True)


def disputed_versions(finding: Finding) -> list[int]:
    """The versions of a finding that are current, the latest first.

    Where a conflict has only one that is, it was between earlier ones, and those come with it.
    """
    now = current(finding.versions)
    if finding.kind != "conflict" or len(now) > 1:
        return now
    at_odds = {
        value
        for one in finding.relations
        if one.kind == "conflict"
        for value in (one.one, one.other)
    }
    earlier = [
        n
        for n, one in enumerate(finding.versions)
        if n not in now and words_of_value(one) in at_odds
    ]
    return now + sorted(
        earlier, key=lambda n: finding.versions[n].last_published or "", reverse=True
    )


def independent(sources: IndependentSources) -> str:
    """How many independent sources there are: "2", "1 to 3", "unknown" where none is named."""
    if not sources.known:
        return "unknown"
    if sources.least == sources.most:
        return f"{sources.most:,}"
    return f"{sources.least:,} to {sources.most:,}"


def why_best(figure: EventFigure, policy: Policy) -> str:
    """Why the best figure is the best, in a sentence."""
    if figure.best is None:
        return "No figure counts under this rule."
    best = number(figure.best)
    given = [one for one in figure.versions if figure.best in {one.value, one.low, one.high}]
    if not given:
        return f"{best} is what this rule takes for words without a number."
    one = max(given, key=lambda v: v.independent_sources.most)
    now = [figure.versions[n] for n in current(figure.versions)]
    if len(figure.versions) == 1:
        return f"{best} is the only figure given."
    if policy.best.of != "supported":
        return f"{best} is the {policy.best.of} figure that this rule counts."
    support = _support(one)
    if now and one not in now:
        return f"{words_of_value(now[0])} is the latest. {best} had more support: {support}."
    most = one.independent_sources.most
    rivals = [v for v in now if v is not one and v.independent_sources.most == most]
    if rivals:
        others = " and ".join(words_of_value(v) for v in rivals)
        return f"{best}, with {support}. As many give {others}, in fewer or older reports."
    return f"{best} has the most support: {support}."


def _support(one: Version) -> str:
    """The support of a version: its sources where known, its reports, its day."""
    last = f", last on {readable(one.last_published[:10])}" if one.last_published else ""
    reports = many(one.reports - one.copies, "report")
    sources = one.independent_sources
    if not sources.known:
        return f"{reports} without a named source{last}"
    noun = "independent source" if sources.most == 1 else "independent sources"
    return f"{independent(sources)} {noun} in {reports}{last}"


def related(relations: Iterable[Relation]) -> list[str]:
    """How the versions of a figure relate, in sentences; conflicts first, like ones together.

    Relations that are only of another time come last.
    """
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for one in map(_bound_first, relations):
        alone = "" if one.kind in _TOGETHER else one.other
        alike.setdefault((one.kind, one.one, one.reason, alone), []).append(one.other)
    return [
        _sentence(kind, first, list(dict.fromkeys(others)), reason)
        for (kind, first, reason, _), others in sorted(
            alike.items(), key=lambda item: _ORDER.index(item[0][0])
        )
    ]


#: Relations that explain two counts; the others are explained by evidence and days.
_EXPLAINED = frozenset({"sum", "part", "contains", "unasserted", "admitted"})


def explanations(relations: Iterable[Relation]) -> list[str]:
    """What explains counts that differ and are no conflict, in sentences."""
    return related(one for one in relations if one.kind in _EXPLAINED)


#: Relations of one version to several others that share one sentence.
_TOGETHER = frozenset({"admitted", "same", "later"})
_ORDER = ("conflict", "sum", "part", "contains", "unasserted", "admitted", "same", "later")
_NUMBER = re.compile(r"[\d,.]+")


def _bound_first(one: Relation) -> Relation:
    """The relation with the bound first, if the other value is a plain number."""
    if one.kind == "admitted" and _NUMBER.fullmatch(one.one) and not _NUMBER.fullmatch(one.other):
        return msgspec.structs.replace(one, one=one.other, other=one.one)
    return one


def _sentence(kind: str, first: str, others: Sequence[str], reason: str) -> str:
    first = first[:1].upper() + first[1:]
    every = _listed([first, *others])
    if kind == "conflict":
        return f"{every} cannot both hold: {reason}."
    if kind == "admitted":
        return f"{first} allows for {_listed(others)}."
    return f"{every} are no conflict: {reason}."


def blamed(one: Blame) -> str:
    """How somebody is blamed: "charged by the prosecutor", "suspected"."""
    status = _BLAMED.get(one.status, one.status)
    return f"{status} by {one.by}" if one.by else status


def recorded(one: Recorded) -> str:
    """What a person recorded for an event: "killed 27 (22 to 27), recorded by Ada Venn"."""
    if one.what != "figure":
        shown = f"{one.what}: {' '.join(one.words.split())}"
    else:
        what = one.role if one.of is None else f"{one.role}, {one.of}:"
        low, high = ("" if end is None else number(end) for end in (one.low, one.high))
        spread = (
            f"{low} to {high}" if low and high else f"at least {low}" if low else f"up to {high}"
        )
        if one.value is None:
            shown = f"{what} {spread}"
        else:
            bounds = (
                f" ({spread})" if (low or high) and not one.low == one.value == one.high else ""
            )
            shown = f"{what} {number(one.value)}{bounds}"
    return f"{shown}, recorded by {one.who}"


def explained(event: Event, policy: Policy) -> Event:
    """An event with the reasons for the best of its figures under a policy."""
    return msgspec.structs.replace(
        event,
        figures=tuple(
            msgspec.structs.replace(figure, why=why_best(figure, policy))
            for figure in event.figures
        ),
    )


def explained_summary(summary: EventSummary, policy: Policy) -> EventSummary:
    """The same for a stored summary."""
    return msgspec.structs.replace(summary, event=explained(summary.event, policy))


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
