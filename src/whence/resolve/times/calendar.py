"""Arithmetic on dates of any precision, as TIMEX3 values, within the years 1 to 9999.

Every function that may fall out of the calendar gives None then.
"""

from __future__ import annotations

import calendar as standard
import datetime as dt

#: The years that Python's dates have, and ISO 8601 writes in four digits.
FIRST_YEAR, LAST_YEAR = 1, 9999


def day(year: int, month: int, number: int) -> dt.date | None:
    """The date, None where the calendar has none (February 30)."""
    try:
        return dt.date(year, month, number)
    except (ValueError, OverflowError):
        return None


def moved(date: dt.date, days: int) -> dt.date | None:
    """The date so many days later."""
    try:
        return date + dt.timedelta(days=days)
    except OverflowError:
        return None


def month_moved(year: int, month: int, months: int) -> tuple[int, int] | None:
    """The month so many months later."""
    index = year * 12 + month - 1 + months
    found = index // 12, index % 12 + 1
    return found if FIRST_YEAR <= found[0] <= LAST_YEAR else None


def of_year(year: int) -> str | None:
    """A year's value."""
    return f"{year:04}" if FIRST_YEAR <= year <= LAST_YEAR else None


def of_month(year: int, month: int) -> str | None:
    """A month's value."""
    return f"{year:04}-{month:02}" if FIRST_YEAR <= year <= LAST_YEAR else None


def of_week(date: dt.date | None) -> str | None:
    """The value of the ISO week that holds the date."""
    if date is None:
        return None
    year, week, _ = date.isocalendar()
    return f"{year:04}-W{week:02}"


def quarter(month: int) -> int:
    """The quarter of a month, 1 to 4."""
    return (month - 1) // 3 + 1


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    """The nth (1 to 5, -1 the last) such weekday of a month; Monday is 0."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    length = standard.monthrange(year, month)[1]
    first = (weekday - standard.weekday(year, month, 1)) % 7 + 1
    days = list(range(first, length + 1, 7))
    return day(year, month, days[nth if nth < 0 else nth - 1]) if nth <= len(days) else None


def easter(year: int) -> dt.date | None:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, number = divmod(h + el - 7 * m + 114, 31)
    return day(year, month, number + 1)
