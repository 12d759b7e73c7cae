import io
import json
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest import Context, Limits, json_draft, json_reader, read
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report

TEXT = "The minister said that it was over, and that the people of the port would be safe."


def take(
    raw: bytes, name: str = "in.jsonl", limits: Limits | None = None
) -> list[Report | Rejected]:
    return list(read(io.BytesIO(raw), name, Context(limits=limits or Limits())))


def one(record: Any, name: str = "in.jsonl") -> Report | Rejected:
    (result,) = take(json.dumps(record).encode(), name)
    return result


def report(record: Any) -> Report:
    result = one(record)
    assert isinstance(result, Report), result
    return result


def rejected(record: Any) -> Rejected:
    result = one(record)
    assert isinstance(result, Rejected), result
    return result


def test_the_contracts_keys() -> None:
    found = report(
        {
            "id": "x1",
            "text": TEXT,
            "title": "It is over",
            "published": "2024-11-24T17:00:20",
            "publisher": "Port News",
            "url": "https://port.example/1",
            "language": "en",
        }
    )
    assert found.origin.source == "x1"
    assert (found.text, found.title, found.publisher) == (TEXT, "It is over", "Port News")
    assert found.published is not None
    assert (found.published.value, found.published.found_in) == ("2024-11-24T17:00:20", "metadata")
    assert (found.url, found.language) == ("https://port.example/1", "en")


def test_news_pleases_keys() -> None:
    found = report(
        {
            "maintext": TEXT,
            "text": None,
            "date_publish": "2017-07-17 17:03:00",
            "source_domain": "port.example",
            "authors": ["A B", "C D"],
            "image_url": None,
        }
    )
    assert found.origin.source == "in.jsonl:1"
    assert (found.byline, found.publisher) == ("A B, C D", "port.example")
    assert found.published is not None
    assert found.published.value == "2017-07-17T17:03:00"


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ({"date": "29/06/2016"}, "2016-06-29"),
        ({"date": "06/29/2016 10:15"}, "2016-06-29T10:15"),
        ({"created": "2016-06-29"}, "2016-06-29"),
        ({"created_at": "Wed Jun 29 12:00:00 +0000 2016"}, "2016-06-29T12:00:00+00:00"),
        ({"pubDate": "Wed, 29 Jun 2016 10:00:00 GMT"}, "2016-06-29T10:00:00+00:00"),
        ({"datePublished": "2016-06-29T10:00:00+02:00"}, "2016-06-29T10:00:00+02:00"),
        ({"publishedAt": "2016-06-29T10:00:00Z"}, "2016-06-29T10:00:00+00:00"),
        ({"publish-date": "June 29, 2016"}, "2016-06-29"),
        ({"webPublicationDate": "2016-06-29T10:00:00Z"}, "2016-06-29T10:00:00+00:00"),
        ({"published": 1467194400}, "2016-06-29T10:00:00+00:00"),
        ({"timestamp": 1467194400000}, "2016-06-29T10:00:00+00:00"),
        ({"timestamp": "1467194400"}, "2016-06-29T10:00:00+00:00"),
        ({"date": "/Date(1467194400000)/"}, "2016-06-29T10:00:00+00:00"),
        ({"date": "Published: 29 June 2016"}, "2016-06-29"),
        ({"date": "Mi, 29. Jun 2016"}, "2016-06-29"),
        ({"date": 20160629}, "2016-06-29"),
        # The surest key decides, a key that cannot be read does not hide another.
        ({"created": "2016-07-01", "published": "2016-06-29"}, "2016-06-29"),
        ({"published": "December 1", "date": "2016-06-29"}, "2016-06-29"),
    ],
)
def test_days_as_others_write_them(data: dict[str, Any], value: str) -> None:
    found = report({"text": TEXT} | data)
    assert found.published is not None
    assert (found.published.value, found.published.found_in) == (value, "metadata")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"published": "December 1"}, 'unreadable date in published: "December 1"'),
        ({"published": "Dec 17, 20"}, "unreadable date in "),
        ({"date": "7:58 AM ET"}, 'date: "7:58 AM ET"'),
        ({"pubDate": "Mo, 25 Jun"}, "unreadable date in "),
        ({"date": "05/06/2016"}, "unreadable date in "),  # of May or of June
        ({"published": 2024}, "published: 2024"),
        ({"published": ["x"]}, "unreadable date in "),
        ({"published": True}, "unreadable date in "),
        ({"published": 10**400}, "unreadable date in "),
        ({"publishing_day_time": "2016-06-29"}, "its publishing_day_time looks like a date"),
    ],
)
def test_a_day_that_cannot_be_read_is_a_warning(
    data: dict[str, Any], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = report({"text": TEXT} | data)
    assert found.published is None
    assert words in caplog.text
    assert "in.jsonl:1" in caplog.text


@pytest.mark.parametrize("key", ["modified", "date_modify", "date_download", "event_date"])
def test_other_days_are_ignored(key: str, caplog: pytest.LogCaptureFixture) -> None:
    assert report({"text": TEXT, key: "2016-06-29"}).published is None
    assert not caplog.text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_text_is_unchanged(text: str) -> None:
    ((_, draft),) = json_draft.drafts_of(json.dumps({"text": text}).encode())
    assert not isinstance(draft, Unfit)
    assert draft.text == text


@pytest.mark.parametrize(
    ("record", "code", "words"),
    [
        ({"text": 5}, "type", "text is a number"),
        ({"text": None}, "no_text", "no text"),
        ({"title": "x"}, "no_text", "no text"),
        ({"text": ""}, "empty", "no text"),
        ({"text": " \n "}, "empty", "white space"),
        ({"text": TEXT, "title": ["x"]}, "type", "title is an array"),
        ({"text": TEXT, "id": 1.5}, "type", "id is a number"),
        ({"text": TEXT, "id": True}, "type", "id is a boolean"),
        ({"text": TEXT, "language": "fr"}, "language", "French"),
        ({"text": TEXT + "\ud83d"}, "encoding", "surrogate"),
        ({"text": TEXT, "title": "\udc00"}, "encoding", "title has half"),
        ({"text": TEXT + "\0"}, "binary", "NUL"),
        ({"text": TEXT, "title": "a\0b"}, "binary", "title has a NUL"),
        ([1], "json", "an array, not an object"),
        ("x", "json", "a string, not an object"),
    ],
)
def test_what_a_record_may_not_be(record: Any, code: str, words: str) -> None:
    found = rejected(record)
    assert (found.source, found.code) == ("in.jsonl:1", code)
    assert words in found.detail
    assert found.detail.isprintable()


def test_a_number_may_be_an_id() -> None:
    assert report({"text": TEXT, "id": 7}).origin.source == "7"


def test_a_broken_line_loses_one_report() -> None:
    good = json.dumps({"text": TEXT}).encode()
    found = take(b"\n".join([good] * 6 + [good[:30]] + [b"", good]))
    assert [isinstance(x, Report) for x in found] == [True] * 6 + [False, True]
    broken = found[6]
    assert isinstance(broken, Rejected)
    assert (broken.source, broken.code) == ("in.jsonl:7", "json")
    assert "column" in broken.detail
    last = found[7]
    assert isinstance(last, Report)
    assert last.origin.source == "in.jsonl:9"


def test_an_id_that_occurs_twice() -> None:
    rows = [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}, {"id": "a", "text": TEXT}]
    found = take("\n".join(map(json.dumps, rows)).encode())
    assert isinstance(found[2], Rejected)
    assert (found[2].source, found[2].code) == ("in.jsonl:3", "duplicate")
    assert "line 1" in found[2].detail


def test_a_line_over_the_limit_is_skipped() -> None:
    good = json.dumps({"text": TEXT}).encode()
    found = take(good + b"\n" + b"x" * 5000 + b"\n" + good, limits=Limits(max_bytes=1000))
    assert [isinstance(x, Report) for x in found] == [True, False, True]
    assert isinstance(found[1], Rejected)
    assert (found[1].source, found[1].code) == ("in.jsonl:2", "too_large")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["in.jsonl", "in.json"])
def test_marked_encodings(encoding: str, name: str) -> None:
    rows = "\n".join(json.dumps({"text": f"“{TEXT}” é {n}"}, ensure_ascii=False) for n in range(3))
    found = take(rows.encode(encoding), name)
    assert [x.text[-1] for x in found if isinstance(x, Report)] == ["0", "1", "2"]


def test_objects_and_arrays() -> None:
    rows = [{"text": f"{TEXT} {n}", "more": {"a": [1, {"b": '"}]{['}]}} for n in range(3)]
    for raw in (json.dumps(rows), json.dumps(rows, indent=2), "\n".join(map(json.dumps, rows))):
        found = take(raw.encode(), "in.json")
        assert [x.text for x in found if isinstance(x, Report)] == [row["text"] for row in rows]
    lines = [
        x.origin.source
        for x in take(json.dumps(rows, indent=0).encode(), "in.json")
        if isinstance(x, Report)
    ]
    assert lines[0] == "in.json:2"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{"text": "x', "ends inside the object that begins at line 1"),
        (b'[{"text": "The end of it all."}', "before its array is closed"),
        (b"\n\n[\n7]", "'7', not an object"),
        (b'["x"]', "a string, not an object"),
        (b'{"text": "x"]', "do not match"),
        (b'{"text": "x",}', "broken JSON"),
        (b"[" * 100_000, "before its array is closed"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "cannot be read"),
        (b"[]", "it has no report"),
    ],
)
def test_broken_json_files(raw: bytes, words: str) -> None:
    found = [x for x in take(raw, "in.json") if isinstance(x, Rejected)]
    assert any(words in x.detail for x in found), found


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


class Trickle(io.BytesIO):
    """A stream that gives one byte at a time, as a slow pipe may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 1, 1))


@given(
    st.lists(st.dictionaries(st.text(), json_values, max_size=3), max_size=4),
    st.sampled_from([None, 1]),
)
def test_every_object_is_cut_out_whole(rows: list[dict[str, Any]], indent: int | None) -> None:
    for ascii_only in (True, False):
        raw = json.dumps(rows, indent=indent, ensure_ascii=ascii_only).encode(
            "utf-8", "surrogatepass"
        )
        for stream in (io.BytesIO(raw), Trickle(raw)):
            items = list(json_reader.objects(cast("BinaryIO", stream), 10**6))
            assert [json.loads(x.raw) for x in items if isinstance(x.raw, bytes)] == rows


@given(st.binary() | st.text(st.sampled_from('{}[]",\\: \n1a')).map(str.encode))
def test_any_bytes_are_reports_or_reasons(raw: bytes) -> None:
    for name in ("in.json", "in.jsonl"):
        for found in take(raw, name):
            assert isinstance(found, Report) or found.detail
