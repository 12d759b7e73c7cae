import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest import dates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sunday, November 24, 2024 5:00:20 PM", "2024-11-24T17:00:20"),
        ("Oct 13, 2025 5:30 AM GMT", "2025-10-13T05:30+00:00"),
        ("Tue 14 Oct 2025 18.30 BST", "2025-10-14T18:30"),
        ("2025-10-14T18:30:00+01:00", "2025-10-14T18:30:00+01:00"),
        ("2025-10-14T18:30:00.123Z", "2025-10-14T18:30:00+00:00"),
        ("2025-10-14T18:30:00+0100", "2025-10-14T18:30:00+01:00"),
        ("2017-09-15 17:52", "2017-09-15T17:52"),
        ("2017-09-15 17:52:00", "2017-09-15T17:52:00"),
        ("20170915", "2017-09-15"),
        ("Sept. 3rd, 2025", "2025-09-03"),
        ("3 September 2025, 6.30 am", "2025-09-03T06:30"),
        ("Tue, 05 Sep 2017 10:00:00 GMT", "2017-09-05T10:00:00+00:00"),
        ("12 a.m. EST, May 1, 2020", "2020-05-01T00:00-05:00"),
        ("12:15 p.m. May 1, 2020", "2020-05-01T12:15"),
        ("Nov 24, 2024 | 5:00 PM ET", "2024-11-24T17:00"),
        ("24.11.2024", "2024-11-24"),
        ("2024/11/24", "2024-11-24"),
    ],
)
def test_dates_as_news_writes_them(text: str, value: str) -> None:
    assert dates.parse(text) == value


@pytest.mark.parametrize(
    "text", ["", "Monday", "May 2020", "Sept 3", "11/12/2024", "2025-02-30", "yesterday", "18 dead"]
)
def test_a_doubtful_date_is_no_date(text: str) -> None:
    assert dates.parse(text) is None


def test_a_number_after_a_date_is_no_time() -> None:
    text = "November 24, 2024 18 dead"
    moment = dates.find(text)
    assert moment is not None
    assert (text[moment.start : moment.end], moment.value) == ("November 24, 2024", "2024-11-24")


@given(st.text(max_size=200))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    moment = dates.find(text)
    assert moment is None or 0 <= moment.start < moment.end <= len(text)
    dates.parse(text)


@given(st.datetimes(), st.sampled_from(["%Y-%m-%dT%H:%M:%S", "%B %d, %Y %I:%M:%S %p"]))
def test_every_moment_is_read_back(moment: object, form: str) -> None:
    import datetime as dt

    assert isinstance(moment, dt.datetime)
    if 1600 <= moment.year <= 2200:
        value = moment.replace(microsecond=0).isoformat()
        assert dates.parse(moment.strftime(form)) == value
