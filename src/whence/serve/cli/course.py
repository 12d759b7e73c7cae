"""A figure's versions for people: by source and day, and one by one with who stands behind them."""

from __future__ import annotations

from collections.abc import Sequence

from whence.compare.policy import words_of_value
from whence.records.finding import Finding, Version
from whence.serve.cli.kept import clean

#: More days than this do not go beside each other; the first and the last are shown.
_DAYS = 7
_SOURCE = 40


def course(finding: Finding) -> None:
    """A table with a row for each source and a column for each day that a version was new on."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

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
    Console(soft_wrap=False).print(table)
    if any("withdrawn" in finding.versions[point.version].state for point in finding.course):
        Console().print("  * withdrawn", style="dim")


def versions(finding: Finding) -> None:
    """A line for each version: value, how many reports and sources, what is to be said of it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("  version", "since", "reports", "independent", "behind it"):
        table.add_column(name, justify="right" if name == "reports" else "left", overflow="fold")
    for version in finding.versions:
        sources = version.independent_sources
        least, most = sources.least, sources.most
        table.add_row(
            Text(f"  {words_of_value(version)}"),
            (version.first_published or "")[:16].replace("T", " "),
            str(version.reports),
            str(least) if least == most else f"{least} to {most}",
            Text(clean("; ".join((*sources.reasons[1:], *version.state)))),
        )
    Console(soft_wrap=False).print(table)


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
