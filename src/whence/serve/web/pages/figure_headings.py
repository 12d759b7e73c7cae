"""A figure for people: its heading, and how many sources its current versions have."""

from __future__ import annotations

import re

from whence.bootstrap.figure_reasons import current
from whence.export.figures import number
from whence.records.finding import Event, EventFigure
from whence.serve.web.rendering import many

#: Roles that cannot follow a number.
ROLES = {"attendance": "in attendance", "money": "in money", "percentage": "per cent"}


def is_name(of: str, event: Event) -> bool:
    """Whether what is counted is a name: no heading for a count."""
    if " " in of or not of.isalpha():
        return False
    named = [one.name for one in event.people] + [one.who for one in event.blamed]
    if any(of.casefold() in name.casefold().split() for name in named):
        return True
    # In a title, a word that is no name is in lower case, unless it comes first.
    return any(re.search(rf"(?<=\w )(?i:{re.escape(of)})\b", t) for t in event.titles) and not any(
        re.search(rf"\b{re.escape(of.lower())}\b", t) for t in event.titles
    )


def heading(figure: EventFigure) -> str:
    """The heading of a figure's section: "22 to 27 killed", "Killed, children: 4 to 5"."""
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
    """How many independent sources give its current versions: "2 to 3 independent sources".

    How many versions without a named source add is unknown, and not counted.
    """
    shown = [figure.versions[n].independent_sources for n in current(figure.versions)]
    known = [one for one in shown if one.known]
    if not known:
        return "independent sources unknown" if shown else ""
    least, most = sum(one.least for one in known), sum(one.most for one in known)
    if len(known) < len(shown):
        return f"at least {many(least, 'independent source')}"
    if least == most:
        return many(most, "independent source")
    return f"{least:,} to {most:,} independent sources"
