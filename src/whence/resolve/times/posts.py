"""Posts from social networks that a page shows: each is signed with its own day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from whence.resolve.times import calendar as cal
from whence.resolve.times.reference_day import Reference
from whence.resolve.times.word_lists import MONTHS

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:(?P<month>{_NAMES})\.? (?P<day>\d{{1,2}}),? "
    rf"|(?P<day2>\d{{1,2}}) (?P<month2>{_NAMES})\.? )"
    r"(?P<year>\d{4})"
)
#: How the networks sign what other pages show of them: "— Ann Hale (@annhale) March 12, 2022",
#: "Posted by Ann Hale on Tuesday, March 8, 2022".
_SIGNED = re.compile(
    rf"(?:[—–-] ?[^\n@()]{{1,60}} \(@\w{{1,30}}\),? ?"
    rf"|\bPosted by [^\n]{{1,60}}? on (?:[A-Z][a-z]+day, )?){_DATE}",
    re.IGNORECASE,
)
#: Characters of a post before its signature. A bound for strange texts; posts are shorter.
_LONGEST = 1000
#: What comes before a post in its paragraph, or ends an earlier one.
_OPENS = re.compile(r"\n[ \t]*\n|: (?=[\"“])")


class Post(NamedTuple):
    """A post, from where it begins to where its signature ends, and its day."""

    start: int
    end: int
    day: Reference


def posts_of(text: str) -> list[Post]:
    """The signed posts of a text, in its order.

    "Police took a man away today. — Ann Hale (@annhale) March 12, 2022": its "today" is March 12,
    on whatever day the page came out.
    """
    return list(_posts(text))


def _posts(text: str) -> Iterator[Post]:
    if "(@" not in text and "osted by" not in text:
        return
    behind = 0
    for match in _SIGNED.finditer(text):
        month = MONTHS[(match["month"] or match["month2"]).lower()]
        day = cal.day(int(match["year"]), month, int(match["day"] or match["day2"]))
        first = max(behind, match.start() - _LONGEST)
        head = text[first : match.start()].rstrip()  # a signature may be a paragraph of its own
        opened = [m.end() for m in _OPENS.finditer(head)]
        behind = match.end()
        if day is not None:
            yield Post(first + (opened[-1] if opened else 0), behind, Reference(day, day))
