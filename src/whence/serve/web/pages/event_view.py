"""An event in words: its headline figure as a sentence, who says what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from whence.bootstrap import figure_reasons
from whence.compare.counting_policy import words_of_value
from whence.export.figures import number
from whence.export.speakers import HUES
from whence.records.finding import EventFigure, EventSummary, Finding, Member, Point, Version
from whence.serve.web.pages import figure_headings
from whence.serve.web.rendering import many

#: The name under which a figure's course has an outlet's own words.
NOBODY = "(no source)"
#: Pixels of a phone's page between its margins.
_PHONE = 354
#: Different values that one sentence gives.
_NAMED = 3
_ARTICLE = re.compile(r"^(?:The|An?) ")


class Line(NamedTuple):
    """An event in a list."""

    id: str
    name: str
    title: str
    type: str
    when: str | None
    where: str | None
    says: str  #: its headline figure as a sentence; empty where it has none
    counted: str
    disputed: bool
    latest: str


class FigureShown(NamedTuple):
    """A figure on an event's page."""

    name: str
    anchor: str
    figure: EventFigure
    course: tuple[Point, ...]
    finding: Finding | None
    plot: Markup | None
    narrow: Markup | None  #: the same for a phone
    hues: Mapping[str, int]
    heading: str
    now: tuple[int, ...]  #: the versions that are current, the latest first
    before: tuple[int, ...]  #: those that were replaced
    explained: list[str]  #: what explains versions that differ, in sentences


def line(summary: EventSummary, name: str) -> Line:
    """An event in a list."""
    event = summary.event
    return Line(
        id=event.id,
        name=name,
        title=event.title,
        type=event.type,
        when=event.when.start,
        where=event.where.name if event.where else None,
        says=headline(summary),
        counted=counted(summary),
        disputed=summary.disputed,
        latest=max((m.published for m in summary.members), default=""),
    )


def facts(summary: EventSummary) -> dict[str, Any]:
    """What an event's page needs besides the event."""
    from whence.serve.web.pictures.map import event_map
    from whence.serve.web.pictures.plot import figure_plot

    shown = []
    hues = hues_of(summary)
    findings = {(f.topic.role, f.topic.of): f for f in summary.findings if f.topic.role}
    for n, (figure, course) in enumerate(
        zip(summary.event.figures, summary.courses, strict=True), 1
    ):
        anchor = f"F{n}"
        links = {v: f"#{anchor}v{v + 1}" for v in range(len(figure.versions))}
        several = len(figure.versions) > 1
        now = figure_reasons.current(figure.versions)
        shown.append(
            FigureShown(
                name=called(figure),
                anchor=anchor,
                figure=figure,
                course=course,
                finding=findings.get((figure.role, figure.of)),
                plot=figure_plot(figure, course, hues, links) if several else None,
                narrow=figure_plot(figure, course, hues, links, width=_PHONE) if several else None,
                hues=hues,
                heading=figure_headings.heading(figure),
                now=tuple(now),
                before=tuple(v for v in range(len(figure.versions)) if v not in now),
                explained=figure_reasons.explanations(figure.relations),
            )
        )
    where = summary.event.where
    aside = [
        s for s in shown if s.figure.of and figure_headings.is_name(s.figure.of, summary.event)
    ]
    shown = [s for s in shown if s not in aside]
    return {
        "aside": aside,
        "figures": shown,
        "reports": of_reports([summary]),
        "says": headline(summary),
        "counted": counted(summary),
        "disputed": summary.disputed,
        "map": event_map([where]) if where else None,
        "copies": {
            m.report: [c for c in summary.members if c.original == m.report]
            for m in summary.members
            if m.original is None
        },
    }


def called(figure: EventFigure) -> str:
    """What a figure counts: "killed", "killed: children"."""
    return figure.role if figure.of is None else f"{figure.role}: {figure.of}"


def hues_of(summary: EventSummary) -> dict[str, int]:
    """A hue for each source by name, those with most versions first."""
    by_source: dict[str, int] = {}
    for course in summary.courses:
        for point in course:
            if point.source != NOBODY:
                by_source[point.source] = by_source.get(point.source, 0) + 1
    order = sorted(by_source, key=lambda name: (-by_source[name], name))
    return {name: n if n <= HUES else 0 for n, name in enumerate(order, 1)}


def headline(summary: EventSummary) -> str:
    """The event's first figure as a sentence: "22 to 27 killed; A said 22, B 27."."""
    first = _first(summary)
    if first is None:
        return ""
    figure, course = first
    disputed = _disputed(summary)
    said = _said(figure.versions, course)
    by_value: dict[str, list[str]] = {}  # by value, the lowest first
    for name, version in said:
        by_value.setdefault(words_of_value(version), []).append(_within(name))
    role = figure_headings.ROLES.get(figure.role, figure.role)
    ends = [x for _, v in said for x in (v.value, v.low, v.high) if x is not None]
    if (figure.role, None) in disputed:  # with the values of unnamed sources
        ends += [x for x in (figure.low, figure.high) if x is not None]
    if len(by_value) > 1 or (len(set(ends)) > 1 and (figure.role, None) in disputed):
        spread = _spread(ends) or " or ".join(by_value)
        return f"{spread} {role}{'; ' if by_value else ''}{_source_clause(by_value)}."
    if not by_value:
        return "" if figure.best is None else f"{number(figure.best)} {role}."
    value, names = next(iter(by_value.items()))
    by = f", {names[0]} said" if len(names) == 1 else ""
    return f"{value} {role}{by}{_earlier(summary, figure, value)}."


def _earlier(summary: EventSummary, figure: EventFigure, value: str) -> str:
    """What conflicts with the only current value, or did before it: "; earlier reports gave 2"."""
    found = [f for f in summary.findings if (f.topic.role, f.topic.of) == (figure.role, None)]
    at_odds = {
        one
        for finding in found
        for relation in finding.relations
        if relation.kind == "conflict"
        for one in (relation.one, relation.other)
    }
    given = dict.fromkeys(words_of_value(v) for v in figure.versions)
    others = [one for one in given if one in at_odds and one != value][:_NAMED]
    if not others:
        return ""
    return (
        f"; earlier reports gave {' and '.join(filter(None, (', '.join(others[:-1]), others[-1])))}"
    )


def _disputed(summary: EventSummary) -> set[tuple[str | None, str | None]]:
    return {(f.topic.role, f.topic.of) for f in summary.findings if f.kind == "conflict"}


def _first(summary: EventSummary) -> tuple[EventFigure, tuple[Point, ...]] | None:
    """The total that heads an event: the first that is disputed, else the first."""
    disputed = _disputed(summary)
    totals = [
        (figure, course)
        for figure, course in zip(summary.event.figures, summary.courses, strict=True)
        if figure.of is None
    ]
    return next((t for t in totals if (t[0].role, None) in disputed), next(iter(totals), None))


def _spread(ends: Sequence[float]) -> str:
    """The lowest and the highest, or the only one."""
    return " to ".join(dict.fromkeys(number(end(ends)) for end in (min, max))) if ends else ""


def _source_clause(by_value: Mapping[str, Sequence[str]]) -> str:
    """Who said what: each value once, of many the lowest ones and the highest."""
    shown = list(by_value.items())
    if len(shown) > _NAMED:
        shown = [*shown[: _NAMED - 1], shown[-1]]
    return ", ".join(
        f"{_together(names)} {'said ' if n == 0 else ''}{value}"
        for n, (value, names) in enumerate(shown)
    )


def _together(names: Sequence[str]) -> str:
    """The sources of one value: the first, and how many more."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {many(len(names) - 1, 'other')}"


def _within(name: str) -> str:
    """A source inside a sentence: an article that began one is in lower case."""
    return _ARTICLE.sub(lambda article: article.group().lower(), name)


def _said(versions: Sequence[Version], course: Sequence[Point]) -> list[tuple[str, Version]]:
    """The last value of each source by name, the lowest first."""
    last: dict[str, Version] = {}
    for point in sorted(course, key=lambda p: p.published or ""):
        if point.source != NOBODY:
            last[point.source] = versions[point.version]
    standing = [(name, v) for name, v in last.items() if figure_reasons.GONE.isdisjoint(v.state)]
    standing = [(name, v) for name, v in standing if "unnamed" not in v.state] or standing
    return sorted(standing, key=lambda one: (one[1].value or one[1].low or 0.0, one[0]))


def counted(summary: EventSummary) -> str:
    """The extent of an event: "6 reports, 3 texts, 2 speakers, 2 independent sources"."""
    members = summary.members
    texts = sum(m.original is None for m in members)
    speakers = len({p.source for c in summary.courses for p in c if p.source != NOBODY})
    found = [many(len(members), "report")]
    if texts != len(members):
        found.append(many(texts, "text"))
    if speakers:
        found.append(many(speakers, "speaker"))
    first = _first(summary)
    if first and (behind := figure_headings.sources(first[0])):
        found.append(behind)
    return ", ".join(found)


def of_reports(summaries: Sequence[EventSummary]) -> dict[str, Member]:
    """The reports of some events, by the user's names for them."""
    return {m.source: m for d in summaries for m in (*d.besides, *d.members)}
