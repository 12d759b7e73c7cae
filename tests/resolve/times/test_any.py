"""What holds for any text, any spans and any dateline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import readings
from tests.resolve.times.factories import marked
from tests.steps import grows_with
from whence.records import Mention, Published, Reading, Report, Span, Time
from whence.resolve.sentences import Sentences
from whence.resolve.times import resolve_times

#: A value of TIMEX3: a date of any precision, a stretch of time, a reference.
_VALUE = re.compile(
    r"(?:BC)?\d{2,4}"
    r"|(?:\d{4}|XXXX)-(?:\d\d(?:-\d\d)?|Q[1-4]|H[12]|SP|SU|FA|WI|W(?:\d\d|XX)(?:-(?:WE|[1-7]))?)"
    r"(?:T(?:MO|AF|EV|NI|\d\d:\d\d))?"
    r"|XXXX-XX-XXT(?:MO|AF|EV|NI|\d\d:\d\d)"
    r"|P(?:[\dX]+(?:\.\d+)?[YMWDEC])+(?:6M)?|PT[\dX]+(?:\.\d+)?[HMS]"
    r"|(?:PAST|PRESENT|FUTURE)_REF"
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WORDS = st.lists(
    st.sampled_from(
        """Monday Friday, January May 31 30 29 2 2024 1999, 9999 next last this the past of early
        late two three five-day weeks week year years ago later before after day days every each
        quarter second half century 1990s summer weekend 10 p.m. noon midnight at on until since
        will was said had yesterday tomorrow now recently daily Christmas Easter 494 BC 's . ; 👩
        twenty hundred thousand and a couple 400,000 99999999999999999999 GMT morning night""".split()
    ),
    max_size=25,
).map(" ".join)
_DATELINES = st.none() | st.one_of(
    st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)).map(dt.date.isoformat),
    st.sampled_from(
        [
            "9999-12-31",
            "0001-01-01",
            "2024-02-29T23:59:59+14:00",
            "2024",
            "2024-11",
            "",
            "0000-00-00",
        ]
    ),
)


def _resolved(report: Report, reading: Reading, published: str | None) -> tuple[Time, ...]:
    if published is not None:
        found = Published(value=published, found_in="caller")
        report = msgspec.structs.replace(report, published=found)
    return resolve_times(report, reading, Sentences(report, reading.words))


def _holds(text: str, times: tuple[Time, ...]) -> None:
    at = 0
    for one in times:
        assert at <= one.span.start < one.span.end <= len(text)
        assert one.span.of(text).strip()
        at = one.span.end
        if one.value is not None:
            assert _VALUE.fullmatch(one.value), one
            for year, month, day in _DAY.findall(one.value):
                dt.date(int(year), int(month), int(day))


@given(readings.documents(), _DATELINES)
def test_any_document(document: tuple[Report, Reading], published: str | None) -> None:
    report, reading = document
    _holds(report.text, _resolved(report, reading, published))


@given(_WORDS, _DATELINES, st.data())
def test_any_words_of_the_calendar(words: str, published: str | None, data: st.DataObject) -> None:
    report = readings.report(words)
    place = st.integers(0, len(words))
    kinds = st.sampled_from(("DATE", "TIME", "DURATION", "SET"))
    times = data.draw(
        st.lists(st.tuples(place, place, kinds).map(lambda x: (min(x[:2]), max(x[:2]), x[2])))
    )
    found = tuple(Mention(span=Span(a, b), type=kind, score=0.5) for a, b, kind in times)
    reading = msgspec.structs.replace(readings.empty(report), times=found)
    _holds(words, _resolved(report, reading, published))


@given(_WORDS, st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_the_same_report_means_the_same(words: str, day: dt.date) -> None:
    report = readings.report(words)
    reading = readings.empty(report)
    first = _resolved(report, reading, day.isoformat())
    assert first == _resolved(report, reading, day.isoformat())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👩🎉",
        "Ada Venn, Bo Lind, Cy Marr. " * 50,
        "It cost " + "9" * 400 + " days ago.",
        "May May May March March.",
        "[" + "9" * 400 + " years]:DURATION",
    ],
)
def test_odd_texts(text: str) -> None:
    report, reading = marked(text)
    times = _resolved(report, reading, "2024-11-22")
    assert all(one.value is None or len(one.value) < 20 for one in times)


@pytest.mark.parametrize(
    "words", ["now ", "1990, 1991, ", "Monday Tuesday ", "12:", "the the ", "9"]
)
def test_steps_grow_with_the_text(words: str) -> None:
    def work(size: int) -> Callable[[], object]:
        report = readings.report(words * (size // len(words)))
        return partial(resolve_times, report, readings.empty(report), Sentences(report))

    grows_with(1_500, work)
