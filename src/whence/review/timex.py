"""Which values TIMEX3 has, as far as a slip in typing one shows."""

from __future__ import annotations

import datetime as dt
import re

_REFERENCE = re.compile(r"(?:PRESENT|PAST|FUTURE)_REF")
_DURATION = re.compile(
    r"P(?=.)(?:(?:\d+(?:\.\d+)?|X)(?:[YMWDEC]|DE|CE|ML|Q|QX|SP|SU|FA|WI|WE))*"
    r"(?:T(?:(?:\d+(?:\.\d+)?|X)[HMS]|(?:\d+|X)?(?:MO|AF|EV|NI|DT|MI))+)?"
)
#: A century or a decade by its first digits; a year with its part; a day with its time.
_CALENDAR = re.compile(
    r"(?:BC)?[\dX]{2,4}"
    r"(?:-(?:Q[1-4X]|H[12X]|SP|SU|FA|WI|W(?:[0-5]\d|XX)(?:-(?:[1-7X]|WE))?"
    r"|(?:0[1-9]|1[0-2]|XX)(?:-(?:0[1-9]|[12]\d|3[01]|XX))?))?"
    r"(?P<clock>T(?:(?:[01]\d|2[0-4]|XX)(?::[0-5]\d){0,2}(?:Z|[+-]\d\d(?::?\d\d)?)?"
    r"|MO|AF|EV|NI|DT|MI))?"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def is_timex(value: str) -> bool:
    """Whether a value is one of TIMEX3's: a day there is, a month, a week, a length of time."""
    if _REFERENCE.fullmatch(value) or _DURATION.fullmatch(value):
        return True
    if not _CALENDAR.fullmatch(value):
        return False
    if day := _DAY.match(value):
        try:
            dt.date.fromisoformat(day[0])
        except ValueError:
            return False
    return True
