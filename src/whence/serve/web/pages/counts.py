"""A figure for people: its current versions, its heading, and why the best one is the best."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.compare.policy import Policy, words_of_value
from whence.export.dates import readable
from whence.export.figures import number
from whence.records.finding import Event, EventFigure, Version
from whence.serve.web.page import many

#: States of a version that nobody holds to any more.
GONE = frozenset({"superseded", "withdrawn", "denied"})
#: Roles that are no word after a number.
ROLES = {"attendance": "in attendance", "money": "in money", "percentage": "per cent"}


def current(versions: Sequence[Version]) -> list[int]:
    """Which versions are current, the latest first.

    "Nobody" is replaced by a later count from whomever: it was of its hour.
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


def is_name(of: str, event: Event) -> bool:
    """Whether what is said to be counted is somebody's name: no heading for a count."""
    if " " in of or not of.isalpha():
        return False
    named = [one.name for one in event.people] + [one.who for one in event.blamed]
    if any(of.casefold() in name.casefold().split() for name in named):
        return True
    # In a title, what is no name is small, unless it begins it.
    return any(re.search(rf"(?<=\w )(?i:{re.escape(of)})\b", t) for t in event.titles) and not any(
        re.search(rf"\b{re.escape(of.lower())}\b", t) for t in event.titles
    )


def heading(figure: EventFigure) -> str:
    """What a section on a figure is called: "22 to 27 killed", "Killed, children: 4 to 5"."""
    role = ROLES.get(figure.role, figure.role)
    ends = [
        end
        for n in current(figure.versions)
        for end in (figure.versions[n].value, figure.versions[n].low, figure.versions[n].high)
        if end is not None
    ]
    if not ends and figure.best is not None:
        ends = [figure.best]
    spread = " to ".join(dict.fromkeys(number(end(ends)) for end in (min, max))) if ends else ""
    if figure.of is None:
        return f"{spread} {role}" if spread else role.capitalize()
    return f"{role.capitalize()}, {figure.of}{f': {spread}' if spread else ''}"


def sources(figure: EventFigure) -> str:
    """How many independent sources give its current versions: "2 to 3 independent sources"."""
    shown = [figure.versions[n].independent_sources for n in current(figure.versions)]
    least, most = sum(one.least for one in shown), sum(one.most for one in shown)
    if not most:
        return ""
    if least == most:
        return many(most, "independent source")
    return f"{least:,} to {most:,} independent sources"


def why_best(figure: EventFigure, policy: Policy) -> str:
    """Why the best figure is the best, in a sentence."""
    if figure.best is None:
        return "No figure counts under this rule."
    best = number(figure.best)
    given = [one for one in figure.versions if figure.best in {one.value, one.low, one.high}]
    if not given:
        return f"{best} stands for words that give no number, as this rule has it."
    one = max(given, key=lambda v: v.independent_sources.most)
    now = [figure.versions[n] for n in current(figure.versions)]
    if len(figure.versions) == 1:
        return f"{best} is the only figure given."
    if policy.best.of != "supported":
        return f"{best} is the {policy.best.of} figure that this rule counts."
    behind = many(one.independent_sources.most, "independent source")
    texts = many(one.reports - one.copies, "report")
    last = f", last on {readable(one.last_published[:10])}" if one.last_published else ""
    support = f"{behind} in {texts}{last}"
    if now and one not in now:
        return f"{words_of_value(now[0])} is the latest. {best} had more support: {support}."
    tied = [
        words_of_value(v)
        for v in now
        if v is not one and v.independent_sources.most == one.independent_sources.most
    ]
    if tied:
        others = " and ".join(tied)
        return f"{best}, with {support}. As many give {others}, in fewer or older reports."
    return f"{best} has the most support: {support}."
