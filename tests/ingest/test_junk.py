"""No junk without end keeps a run, and no answer of a server ends one."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.ingest.site import Site, answer, serving
from whence.ingest import Limits, compression, discover, feed, handed, json_reader, online, warc
from whence.ingest.assemble import Context
from whence.ingest.http_client import Web, _asked, counted
from whence.ingest.network_guard import is_public
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report, Watched

TEXT = "The port of Sulla reopened on Monday, the mayor said, and ships left it before noon."
GOOD = json.dumps({"text": TEXT}).encode()


class Counting(io.BytesIO):
    """Counts what was read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        self.taken += len(piece)
        return piece

    def readline(self, size: int | None = -1) -> bytes:
        piece = super().readline(size)
        self.taken += len(piece)
        return piece


def test_endless_white_space_is_not_read_completely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "MOST_BLANK", 100_000)
    for blank in (b"\n" * 10**6, (b" " * 900 + b"\n") * 1_000, b" \r\n" * 10**6):
        for find, head in (
            (json_reader.lines, b""),
            (json_reader.objects, b""),
            (json_reader.objects, b"["),
        ):
            stream = Counting(head + blank + GOOD)
            found = list(find(stream, 1_000))
            assert isinstance(found[-1].raw, Unfit)
            assert stream.taken < 400_000
    some = b"\n" * 50_000
    for find in (json_reader.lines, json_reader.objects):
        assert [one.raw for one in find(io.BytesIO(some + GOOD + some + GOOD), 1_000)] == [GOOD] * 2


@pytest.mark.parametrize("one", [b"\n", b" ", b"{}\n", b"[", b"a"])
def test_a_gzip_bomb_is_not_unpacked(one: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "PLENTY", 1 << 18)
    many = gzip.compress(one * (6_000_000 // len(one)))
    stream = compression.unpacked(io.BytesIO(many))
    with pytest.raises(OSError, match="more than 100 times as long unpacked"):
        _ = [*iter(lambda: stream.read(1 << 16), b"")]
    found = list(handed([("a.jsonl.gz", many)], limits=Limits(max_bytes=2**17)))
    assert isinstance(found[-1], Rejected)
    assert found[-1].code in ("broken", "junk", "too_large")


def test_ordinary_gzip_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compression, "PLENTY", 1 << 14)
    rows = b"".join(
        json.dumps({"id": n, "text": f"{TEXT} {n * n}"}).encode() + b"\n" for n in range(3_000)
    )
    assert compression.unpacked(io.BytesIO(gzip.compress(rows))).read() == rows  # fmt: skip


@pytest.mark.parametrize("one", [b"{}\n", b"x\n", b'{"text":3}\n', b'{"a":[]}\n', b"null\n"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_a_file_of_junk_is_given_up(one: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discover, "MOST_JUNK", 50)
    found = list(handed([(name, one * 5_000)]))
    assert len(found) <= 51
    assert [type(x) for x in found] == [Rejected] * len(found)
    if len(found) > 1:
        assert isinstance(found[-1], Rejected)
        assert found[-1].code == "junk"
    # What is between reports is passed over, however much it is in all.
    mixed = list(handed([("b.jsonl", (one * 40 + GOOD + b"\n") * 4)]))
    assert sum(isinstance(x, Report) for x in mixed) == 4
    # Reports that are of no language we read are no junk.
    foreign = (
        "Der Hafen von Sulla wurde am Montag wieder geöffnet, sagte der Bürgermeister gestern."
    )
    row = json.dumps({"text": foreign}).encode() + b"\n"
    assert len(list(handed([("c.jsonl", row * 200 + GOOD)]))) == 201


@pytest.mark.parametrize(
    "junk",
    [
        b"\x1f\x8b\x08",
        b"\x1f\x8b\x08\x00" + b"\x00" * 6 + b"\xff",
        gzip.compress(b"", mtime=0)[:12],
    ],
)
def test_an_archive_of_record_starts_alone_is_given_up(
    junk: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc, "MOST_MISSES", 20)
    stream = Counting(junk * 40_000)
    found = list(warc.read(stream, "a.warc.gz", Context()))
    assert len(found) <= 25
    assert stream.taken < 25 * 3 * (1 << 16)


@given(st.binary(max_size=400))
@settings(max_examples=tried(200), deadline=None)
def test_unpacking_any_bytes_fails_as_reading_a_file_does(raw: bytes) -> None:
    try:
        compression.unpacked(io.BytesIO(compression.MARK + raw)).read()
    except OSError:
        pass
    except zlib.error:
        pytest.fail("not the system's error")


#: What `isdigit` takes and no number is, and numbers that are none of a header's.
ODD = ["²", "①", "٣", "１", "9" * 5_000, "-1", "1e9", "+5", "0x10", "", " ", "nan", "inf", "1.5", "1_0",
       "Thu, 99 Foo 2099", "Thu, 01 Jan 99999 00:00:00 GMT", "Thu, 01 Jan 2030 00:00:00 -0000",
       "Thu, 01 Jan 2030 00:00:00 +9999", ",,,,", "0", "3", "999999999999999999"]  # fmt: skip


@pytest.mark.parametrize("header", ODD)
def test_any_retry_after_gives_a_reasonable_wait(header: str) -> None:
    assert 0 <= _asked(header, 1.0) <= 20
    number = counted(header)
    assert number is None or (header.strip().isascii() and number == int(header))


@given(st.text(max_size=40))
@settings(max_examples=tried(300), deadline=None)
def test_any_words_in_retry_after_give_a_reasonable_wait(header: str) -> None:
    assert 0 <= _asked(header, 1.0) <= 20


@pytest.fixture
def site() -> Iterator[Site]:
    yield from serving()


@pytest.mark.parametrize("header", ["Retry_After", "Content_Length", "Content_Type", "Location",
                                    "Content_Encoding", "ETag", "Last_Modified"])  # fmt: skip
def test_no_header_ends_a_run(site: Site, header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    web = Web(100_000, private=True, robots=False, whole=30)
    page = f"<html><body><p>{TEXT}</p></body></html>".encode()
    for number, address in enumerate([*ODD[:10], "\xb2", "a;b=\xff", "http://[", "//\x7f"]):
        for status in (200, 302, 429, 503):
            words = address.encode("utf-8", "replace").decode("latin-1")[:200]
            site.scripts[f"/{number}"] = answer(
                status, page, **{header: words, "Connection": "close"}
            )
            try:
                found = web.fetch(f"{site.root}/{number}")
            except Exception as error:  # noqa: BLE001
                pytest.fail(f"{header}: {address!r} raised {error!r}")
            assert type(found).__name__ in ("Answer", "Unfit")
    web.close()


@pytest.mark.parametrize("fault", [RecursionError, KeyError, ValueError, MemoryError, LookupError])
def test_no_feed_and_no_page_ends_a_watch(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        raise fault("oh")

    monkeypatch.setattr(online, "web_of", fails)
    entry = feed.Entry("http://a.example/1", None)
    for found in (
        online.poll("http://a.example/f", Limits(), Watched()),
        online.page_of(entry, Context()),
    ):
        assert isinstance(found, Rejected)
        assert found.code == "broken"


INSIDE = [
    "127.0.0.1", "10.0.0.1", "0.0.0.0", "169.254.1.1", "100.64.0.1", "192.0.2.1", "224.0.0.1", "::", "::1",
    "::127.0.0.1", "::10.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8",
    "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::7f00:1", "64:ff9b:1::808:808", "fec0::1",
    "feff::1", "fe80::1", "fc00::1", "fd00::1", "ff02::1", "2001:db8::1", "2002:7f00:1::",
    "2002:a00:1::1", "100::1", "5f00::1", "4000::1", "3fff::1", "2001:0:7f00:1::1", "fe80::1%eth0", "x", "",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8",
    "2606:4700::1111",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@given(st.integers(0, 2**128 - 1))
@settings(max_examples=tried(500), deadline=None)
def test_only_assigned_ipv6_addresses_are_public(number: int) -> None:
    import ipaddress

    ip = ipaddress.IPv6Address(number)
    if is_public(str(ip)):
        assert (
            ip in ipaddress.ip_network("2000::/3")
            or ip.ipv4_mapped
            or str(ip).startswith("64:ff9b::")
        )
