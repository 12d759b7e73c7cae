"""dateparser's search for dates in running text, and how its dates and whence's are scored.

Asked are the gold's DATE and TIME expressions. dateparser gives a moment and no word for a whole
month or year, so values are compared where the gold has a day, and only there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from inspect import signature
from typing import Any, NamedTuple

from benchmarks.quality.gold import Missing

Search = Callable[[str, dt.datetime], Sequence[tuple[str, dt.datetime]]]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = ("DATE", "TIME")
#: dateparser's two ways to look, its usual one and one of more attempts, and what they are called.
STRATEGIES = {"split": "dateparser", "ngram": "dateparser ngram"}


class Dated(NamedTuple):
    """A date that was found in a text."""

    start: int
    end: int
    day: str | None  #: YYYY-MM-DD, None where the value is no day


def open_search(strategy: str) -> Search:
    """The search of dateparser, in English; raises `Missing` where it or the strategy is not here.

    Settings are its own: on the three quarters of TimeBank and AQUAINT that rules may see, to
    prefer dates of the past loses a third of the right days.
    """
    if not find_spec("dateparser"):
        raise Missing("dateparser is not installed: `make bench-peers` brings it")
    from dateparser.search import search_dates

    if "strategy" not in signature(search_dates).parameters:
        raise Missing(f"this dateparser is older than its strategy {strategy!r}")

    def search(text: str, base: dt.datetime) -> Sequence[tuple[str, dt.datetime]]:
        settings = {"RELATIVE_BASE": base}
        found: Any = search_dates(text, languages=["en"], settings=settings, strategy=strategy)
        return found or []

    return search


def base_of(published: str) -> dt.datetime:
    """The moment that "today" is given from; without its zone, since dateparser wants none."""
    return dt.datetime.fromisoformat(published).replace(tzinfo=None)


def located(text: str, found: Iterable[tuple[str, dt.datetime]]) -> list[Dated]:
    """What dateparser says, with offsets that it does not say: each after the one before.

    It joins the words that it says with single spaces, so any white space fits; what is not in
    the text, since it was put together from its pieces, is left out.
    """
    dates, cursor = [], 0
    for words, moment in found:
        pattern = r"\s+".join(map(re.escape, words.split()))
        match = re.compile(pattern).search(text, cursor) if pattern else None
        if match:
            dates.append(Dated(match.start(), match.end(), moment.date().isoformat()))
            cursor = match.end()
    return dates


def of_document(document: dict[str, Any]) -> list[Dated]:
    """The dates of a document as `whence read --format jsonl` prints it; no durations, no sets."""
    return [
        Dated(time["start"], time["end"], day_of(time["value"]))
        for time in document["times"]
        if time["type"] in _KINDS
    ]


def day_of(value: str | None) -> str | None:
    """The day of a TIMEX3 value, or None for a month, a year, a week or no date at all."""
    match = _DAY.match(value or "")
    return match.group() if match else None


def score(pairs: Iterable[tuple[Sequence[dict[str, Any]], Sequence[Dated]]]) -> dict[str, float]:
    """Percentages over documents, each the gold's timexes and what was found.

    found: of the gold's dates, those that a date found overlaps. right day: of those that have a
    day, the ones found with that day. borne out: of the dates found, those that overlap any
    expression of the gold's, a duration too. Each date found stands for one of the gold's, as
    `score.py dates` has it.
    """
    asked = found = days = right = given = borne_out = 0
    for timexes, dates in pairs:
        gold = [t for t in timexes if t["end"] > t["start"]]
        given += len(dates)
        borne_out += sum(any(_overlap(t, d) for t in gold) for d in dates)
        left = list(dates)
        for timex in gold:
            if timex["type"] not in _KINDS:
                continue
            hit = _hit(timex, left)
            day = day_of(timex["value"])
            asked += 1
            found += hit is not None
            days += day is not None
            right += hit is not None and day is not None and hit.day == day
    return {
        "found": _percent(found, asked),
        "right day": _percent(right, days),
        "borne out": _percent(borne_out, given),
        "asked": asked,
        "with a day": days,
        "given": given,
    }


def _hit(timex: dict[str, Any], left: list[Dated]) -> Dated | None:
    """Takes the date of the same span, else the first that overlaps, out of those left."""
    over = [date for date in left if _overlap(timex, date)]
    same = [date for date in over if (date.start, date.end) == (timex["start"], timex["end"])]
    if not over:
        return None
    hit = (same or over)[0]
    left.remove(hit)
    return hit


def _overlap(timex: dict[str, Any], date: Dated) -> bool:
    return bool(date.start < timex["end"] and timex["start"] < date.end)


def _percent(part: int, of: int) -> float:
    return round(100 * part / of, 1) if of else 0.0
