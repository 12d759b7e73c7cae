"""Prints a figure's versions: by source and day, and one by one with their sources."""

from __future__ import annotations

from collections.abc import Sequence

from whence.bootstrap.figure_reasons import independent
from whence.compare.counting_policy import words_of_value
from whence.records.finding import Finding, Version
from whence.serve.cli.output import NARROW, clean

#: Days that fit beside each other; of more, the first and the last are shown.
_DAYS = 7
#: Characters of a source: half of a usual terminal's eighty.
_SOURCE = 40
#: Sources of one version that are named.
_SAID = 4
#: The states of a version, where people have other words.
_STATES = {"superseded": "replaced", "unnamed": "unnamed source"}
_ENOUGH = 10_000  #: columns; no table is so wide


def print_versions(finding: Finding) -> None:
    """A table with a row for each source and a column for each day with a new version.

    Where it is wider than the terminal, each source's days are listed below it.
    """
    from rich.measure import Measurement
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from whence.export.terminal import Terminal

    console = Terminal(soft_wrap=False)
    days = sorted({(p.published or "")[:10] for p in finding.course})
    if len(days) > _DAYS:
        days = [*days[: _DAYS - 2], "...", days[-1]]
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("  said by", max_width=_SOURCE + 2, no_wrap=True, overflow="ellipsis")
    for day in days:
        table.add_column(_short(day), justify="right")
    rows: dict[str, dict[str, list[int]]] = {}
    for point in finding.course:
        day = (point.published or "")[:10]
        shown = day if day in days else "..."
        rows.setdefault(point.source, {}).setdefault(shown, []).append(point.version)
    for source, given in rows.items():
        cells = [_cell(finding.versions, given.get(day, ())) for day in days]
        table.add_row(Text("  " + clean(source)), *cells)
    whole = console.options.update(max_width=_ENOUGH)
    if Measurement.get(console, whole, table).maximum <= console.width:
        console.print(table)
    else:
        for source, given in rows.items():
            console.print(Padding(Text(clean(source)), (0, 0, 0, 2), expand=False))
            for day in sorted(given, key=days.index):
                line = f"{_short(day)}: {_cell(finding.versions, given[day])}"
                console.print(Padding(Text(line), (0, 0, 0, 4), expand=False))
    if any("withdrawn" in finding.versions[point.version].state for point in finding.course):
        console.print("  * withdrawn", style="dim")


def versions(finding: Finding) -> None:
    """A line for each version: value, how many reports and sources, its states."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from whence.export.terminal import Terminal

    console = Terminal(soft_wrap=False)
    names = ("  version", "since", "reports", "independent", "said", "sources")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, justify="right" if name == "reports" else "left", overflow="fold")
    for version in finding.versions:
        sources = version.independent_sources
        cells = (
            f"  {words_of_value(version)}",
            (version.first_published or "")[:16].replace("T", " "),
            str(version.reports),
            independent(sources),
            said(version),
            clean("; ".join((*sources.reasons[1:], *(_STATES.get(s, s) for s in version.state)))),
        )
        if console.width >= NARROW:
            table.add_row(*map(Text, cells))
            continue
        console.print(Text(cells[0]))
        for name, cell in zip(names[1:], cells[1:], strict=True):
            console.print(Padding(Text(f"{name}: {cell}"), (0, 0, 0, 4), expand=False))
    if table.row_count:
        console.print(table)


def said(version: Version) -> str:
    """Who gives a version and how, the first of them: "the ministry said; Pell denied"."""
    more = len(version.said) - _SAID
    shown = "; ".join(version.said[:_SAID]) + (f"; {more} more" if more > 0 else "")
    return clean(shown)


def _cell(versions: Sequence[Version], numbers: Sequence[int]) -> str:
    words = []
    for number in numbers:
        version = versions[number]
        mark = "*" if "withdrawn" in version.state else ""
        words.append(words_of_value(version).replace("at least ", ">= ") + mark)
    return ", ".join(words)


def _short(day: str) -> str:
    import datetime as dt

    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return day or "no date"
    return f"{date:%b} {date.day}"
