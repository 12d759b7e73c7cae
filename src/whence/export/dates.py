"""Dates for people: "24 Nov 2024, 17:00", never more exact than the report is."""

from __future__ import annotations

import re

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ISO = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?\Z"
)


def readable(value: str) -> str:
    """An ISO 8601 date or time as a person writes it; other text is returned as it is."""
    match = _ISO.match(value)
    if match is None or not 1 <= int(match[2]) <= 12:
        return value
    year, month, day, hour, minute, zone = match.groups()
    date = f"{_MONTHS[int(month) - 1]} {year}"
    if day:
        date = f"{int(day)} {date}"
    if hour:
        date += f", {hour}:{minute}"
    if zone:
        date += " UTC" if zone == "Z" else f" {zone.replace('-', '−')}"
    return date
