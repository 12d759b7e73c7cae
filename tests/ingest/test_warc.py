"""Web archives: every page in them, whatever lies broken between."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.chance import tried
from whence.ingest import Limits, ingest
from whence.records import Rejected, Report, digest

PAGE = (
    "<html><head><title>Port reopens</title></head><body><article><h1>Port reopens</h1>"
    "<p>The port of Sulla reopened on Monday, the mayor said, and ships left it before noon.</p>"
    "<p>Nobody was hurt in the storm that had closed it, number {n}, for three days.</p>"
    "</article></body></html>"
)


def record(
    body: bytes,
    *,
    address: str = "https://news.example.org/a",
    kind: str = "response",
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8\r\n",
) -> bytes:
    http = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body if kind == "response" else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2025-03-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    return [
        record(PAGE.format(n=n).encode(), address=f"https://news.example.org/{n}")
        for n in range(count)
    ]


def take(path: Path, raw: bytes, max_bytes: int = 1_000_000) -> list[Report | Rejected]:
    path.write_bytes(raw)
    return list(ingest([str(path)], limits=Limits(max_bytes=max_bytes)))


def packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(one) for one in records)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_page_with_where_and_when_it_was_fetched(tmp_path: Path, name: str) -> None:
    records = [record(b"software: x\r\n", kind="warcinfo"), *pages(2), record(b"x", kind="request")]
    raw = packed(records) if name.endswith("gz") else b"".join(records)
    one, two = take(tmp_path / name, raw)
    assert isinstance(one, Report)
    assert isinstance(two, Report)
    assert (one.title, one.url) == ("Port reopens", "https://news.example.org/0")
    assert one.origin.source == "https://news.example.org/0"
    assert one.origin.fetched_at == "2025-03-03T10:00:00Z"
    assert one.origin.raw_digest == digest(PAGE.format(n=0).encode())
    assert one.identity != two.identity


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_damaged_record_loses_no_other(tmp_path: Path, name: str) -> None:
    records = pages(200)
    chance = random.Random(5)
    spoiled = sorted(chance.sample(range(1, 200, 2), 20))
    if name.endswith("gz"):
        records = [gzip.compress(one) for one in records]
        for n in spoiled:
            half = len(records[n]) // 2
            records[n] = records[n][:half] + b"\xff" * 8 + records[n][half + 8 :]
    else:
        for n in spoiled:
            records[n] = records[n].replace(b"HTTP/1.1 200", b"\x00\x01\x02/1.1 2zz")
    found = take(tmp_path / name, b"".join(records))
    kept = [one.url for one in found if isinstance(one, Report)]
    named = [one for one in found if isinstance(one, Rejected)]
    assert kept == [f"https://news.example.org/{n}" for n in range(200) if n not in spoiled]
    assert len(named) == len(spoiled)
    assert all(one.code == "warc" and f"{name}@" in one.source for one in named)


def test_a_record_with_a_false_length(tmp_path: Path) -> None:
    one, two, three = pages(3)
    two = two.replace(b"Content-Length: ", b"Content-Length: 1")
    found = take(tmp_path / "a.warc", one + two + three)
    assert [isinstance(x, Report) for x in found] == [True, False, True]


def test_an_archive_that_was_packed_as_a_whole(tmp_path: Path) -> None:
    found = take(tmp_path / "a.warc.gz", gzip.compress(b"".join(pages(3))))
    assert [isinstance(x, Report) for x in found] == [True] * 3


def test_what_is_not_a_page_is_skipped(tmp_path: Path) -> None:
    records = [
        record(b"moved", status="301 Moved"),
        record(b"gone", status="404 Not Found"),
        record(b"\x89PNG", headers="Content-Type: image/png\r\n"),
        record(PAGE.encode(), address="dns:example.org"),
        *pages(1),
    ]
    found = take(tmp_path / "a.warc", b"".join(records))
    assert [isinstance(x, Report) for x in found] == [True]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode(), mtime=0)),
        # A crawler that unpacked the page and left the header.
        ("Content-Encoding: gzip\r\n", PAGE.encode()),
        ("Content-Encoding: br\r\n", PAGE.encode()),
        (
            "Transfer-Encoding: chunked\r\n",
            b"10\r\n" + PAGE.encode()[:16] + b"\r\n" + f"{len(PAGE) - 16:x}".encode() + b"\r\n"
            + PAGE.encode()[16:] + b"\r\n0\r\n\r\n",
        ),
        ("Transfer-Encoding: chunked\r\n", PAGE.encode()),
    ],
)  # fmt: skip
def test_ways_a_page_is_sent(tmp_path: Path, headers: str, body: bytes) -> None:
    raw = record(body, headers="Content-Type: text/html\r\n" + headers)
    (found,) = take(tmp_path / "a.warc", raw)
    assert isinstance(found, Report)
    assert "ships left it before noon" in found.text


def test_what_crawlers_write_beside_the_standard(tmp_path: Path) -> None:
    (page,) = pages(1)
    newer = page.replace(b"HTTP/1.1 200 OK", b"HTTP/2 200     ")
    bracketed = page.replace(b"https://news.example.org/0", b"<https://news.example.org/0>")
    bracketed = bracketed.replace(b"text/html; charset=utf-8", b'Text/HTML;charset="utf8"')
    for raw in (newer, bracketed):
        (found,) = take(tmp_path / "a.warc", raw)
        assert isinstance(found, Report)
        assert found.url == "https://news.example.org/0"


@pytest.mark.parametrize(
    "described",
    [
        "text/html; charset=*''%ff",
        "text/html; charset*=utf-16''%e2%28",
        "text/html; charset=\u0000",
        "text/html; charset==?utf-8?q?=ff?=",
        "text/html; charset=no-such-charset",
        "text/html;;;",
    ],
)
def test_a_content_type_beyond_reason(tmp_path: Path, described: str) -> None:
    raw = record(PAGE.encode(), headers=f"Content-Type: {described}\r\n")
    (found,) = take(tmp_path / "a.warc", raw)
    assert isinstance(found, Report)


@pytest.mark.parametrize("status", ["", "OK", "2zz", "²⁰⁰", "9" * 5000])
def test_an_unknown_status(tmp_path: Path, status: str) -> None:
    bad, (good,) = record(PAGE.encode(), status=status), pages(1)
    found = take(tmp_path / "a.warc", bad + good)
    assert isinstance(found[-1], Report)
    assert all(isinstance(one, Rejected) for one in found[:-1])


def test_the_servers_charset_counts(tmp_path: Path) -> None:
    body = PAGE.replace("Sulla", "Süllä").encode("iso-8859-2")
    raw = record(body, headers="Content-Type: text/html; charset=iso-8859-2\r\n")
    (found,) = take(tmp_path / "a.warc", raw)
    assert isinstance(found, Report)
    assert "Süllä" in found.text


def test_a_decompression_bomb_is_too_large(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 5_000_000)
    inside = record(bomb, headers="Content-Type: text/html\r\nContent-Encoding: gzip\r\n")
    (found,) = take(tmp_path / "a.warc", inside, max_bytes=100_000)
    assert isinstance(found, Rejected)
    assert found.code == "too_large"
    (found,) = take(
        tmp_path / "b.warc.gz", gzip.compress(record(b"a" * 5_000_000)), max_bytes=9_999
    )
    assert isinstance(found, Rejected)
    assert found.code == "too_large"


@pytest.mark.parametrize("raw", [b"", b"\x1f\x8b", b"\x1f\x8b\x08", b"no archive", b"WARC/1.0\r\n"])
def test_what_is_no_archive(tmp_path: Path, raw: bytes) -> None:
    found = take(tmp_path / "a.warc.gz", raw)
    assert found
    assert all(isinstance(one, Rejected) for one in found)


@given(st.lists(st.tuples(st.integers(0, 3_000), st.binary(max_size=6)), max_size=6), st.booleans())
@settings(
    max_examples=tried(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
def test_any_damage_is_survived(
    tmp_path: Path, damage: list[tuple[int, bytes]], gzipped: bool
) -> None:
    raw = bytearray(packed(pages(3)) if gzipped else b"".join(pages(3)))
    for at, piece in damage:
        raw[at : at + len(piece)] = piece
    for found in take(tmp_path / ("a.warc.gz" if gzipped else "a.warc"), bytes(raw)):
        assert isinstance(found, Report | Rejected)
