"""Pages fetched from a server on loopback that behaves as badly as servers can."""

from __future__ import annotations

import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler

import pytest

from tests.ingest.site import Site, answer
from whence.ingest import Limits, http_client, ingest, network_guard
from whence.ingest.response import Answer
from whence.ingest.sniff import Unfit
from whence.records import Rejected, Report

PAGE = b"<html><body><p>The port reopened on Monday, the mayor said.</p></body></html>"


def fetch(address: str, most: int = 100_000, **options: bool | float) -> Answer | Unfit:
    fetcher = http_client.Web(most, private=True, **options)  # type: ignore[arg-type]  # options of several types
    try:
        return fetcher.fetch(address)
    finally:
        fetcher.close()


def refusal(address: str, most: int = 100_000, **options: bool | float) -> str:
    found = fetch(address, most, **options)
    assert isinstance(found, Unfit), found
    assert "\n" not in found.detail
    return found.code


def test_a_page(site: Site) -> None:
    site.scripts["/a"] = answer(200, PAGE)
    found = fetch(site.root + "/a")
    assert isinstance(found, Answer)
    assert (found.body, found.media_type, found.charset) == (PAGE, "text/html", "utf-8")
    assert found.fetched_at
    assert site.agents == {http_client.AGENT}


def test_redirects_are_followed(site: Site) -> None:
    site.scripts["/a"] = answer(301, Location="/b")
    site.scripts["/b"] = answer(302, Location=site.root + "/c")
    site.scripts["/c"] = answer(200, PAGE)
    found = fetch(site.root + "/a")
    assert isinstance(found, Answer)
    assert found.address == site.root + "/c"


def test_redirects_are_bounded_and_stay_with_http(site: Site) -> None:
    site.scripts["/a"] = answer(302, Location="/a")
    assert refusal(site.root + "/a") == "redirects"
    site.scripts["/b"] = answer(302, Location="file:///etc/passwd")
    assert refusal(site.root + "/b") == "address"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x.org/a", "http://", "http://u:p@x.org/", "http://[x"]
)
def test_addresses_that_are_not_fetched(address: str) -> None:
    assert refusal(address) == "address"


def test_robots_txt_is_obeyed(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /private\n"
    site.scripts["/robots.txt"] = answer(200, rules, Content_Type="text/plain")
    site.scripts["/private/a"] = site.scripts["/public"] = answer(200, PAGE)
    assert refusal(site.root + "/private/a") == "robots"
    assert "/private/a" not in site.asked
    assert isinstance(fetch(site.root + "/public"), Answer)
    assert isinstance(fetch(site.root + "/private/a", robots=False), Answer)
    site.scripts["/robots.txt"] = answer(503)
    assert refusal(site.root + "/public") == "busy"


def test_a_busy_server_is_tried_again(site: Site) -> None:
    turns: list[int] = []

    def busy(handler: BaseHTTPRequestHandler) -> None:
        turns.append(1)
        answer(503 if len(turns) < 3 else 200, PAGE, Retry_After="0")(handler)

    site.scripts["/a"] = busy
    assert isinstance(fetch(site.root + "/a"), Answer)
    site.scripts["/b"] = answer(500)
    assert refusal(site.root + "/b") == "busy"
    assert site.asked.count("/b") == 3
    assert refusal(site.root + "/none") == "status"
    assert site.asked.count("/none") == 1


def test_packed_pages_and_bombs(site: Site) -> None:
    site.scripts["/a"] = answer(200, gzip.compress(PAGE), Content_Encoding="gzip")
    found = fetch(site.root + "/a")
    assert isinstance(found, Answer)
    assert found.body == PAGE
    bomb = gzip.compress(b"a" * 30_000_000)
    site.scripts["/b"] = answer(200, bomb, Content_Encoding="gzip")
    assert refusal(site.root + "/b") == "too_large"
    site.scripts["/c"] = answer(200, b"not packed", Content_Encoding="gzip")
    assert refusal(site.root + "/c") == "encoding"
    site.scripts["/d"] = answer(200, PAGE, Content_Encoding="br")
    assert refusal(site.root + "/d") == "unsupported"


def test_too_large_by_header_and_in_fact(site: Site) -> None:
    site.scripts["/a"] = answer(200, b"a" * 5000)
    assert refusal(site.root + "/a", most=1000) == "too_large"

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"a" * 10_000)
        except OSError:
            handler.close_connection = True

    site.scripts["/b"] = endless
    assert refusal(site.root + "/b") == "too_large"


def test_answers_that_are_no_page(site: Site) -> None:
    site.scripts["/a"] = answer(200, b"%PDF", Content_Type="application/pdf")
    assert refusal(site.root + "/a") == "unsupported"


@pytest.mark.parametrize("in_headers", [True, False])
def test_a_slow_drip_ends_at_the_deadline(site: Site, in_headers: bool) -> None:
    disconnected = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        if not in_headers:
            handler.wfile.write(b"Content-Length: 100000\r\n\r\n")
        handler.close_connection = True
        try:
            for _ in range(6000):  # five minutes
                handler.wfile.write(b"a")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            disconnected.set()

    site.scripts["/a"] = drip
    assert refusal(site.root + "/a", whole=0.6, robots=False) in {"slow", "unreachable"}
    # The client went long before the last drop, however busy the machine.
    assert disconnected.wait(120)


class TestInsideTheNetwork:
    def test_is_not_fetched_from(self, site: Site) -> None:
        site.scripts["/a"] = answer(200, PAGE)
        fetcher = http_client.Web(100_000)
        for host in ("127.0.0.1", "localhost"):
            found = fetcher.fetch(site.root.replace("127.0.0.1", host) + "/a")
            assert isinstance(found, Unfit)
            assert "inside the network" in found.detail
        fetcher.close()
        assert site.asked == []

    def test_not_through_a_name_or_a_redirect_either(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The first name is a public one whose server is this one; what it leads to is not public.
        port = site.server.server_address[1]
        public = {"public.example": "127.0.0.1", "inside.example": "10.0.0.1"}
        monkeypatch.setattr(network_guard, "addresses", lambda host, _: [public.get(host, host)])
        really = network_guard.is_public
        monkeypatch.setattr(network_guard, "is_public", lambda a: a == "127.0.0.1" or really(a))
        site.scripts["/a"] = answer(302, Location=f"http://inside.example:{port}/b")
        fetcher = http_client.Web(100_000, robots=False)
        found = fetcher.fetch(f"http://public.example:{port}/a")
        fetcher.close()
        assert isinstance(found, Unfit)
        assert "inside.example is an address inside the network" in found.detail

    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
            "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
            "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "nonsense",
        ],
    )  # fmt: skip
    def test_addresses_that_are_not_public(self, address: str) -> None:
        assert not network_guard.is_public(address)

    @pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
    def test_addresses_that_are(self, address: str) -> None:
        assert network_guard.is_public(address)


def test_an_unknown_name() -> None:
    found = fetch("http://nothing.invalid/")
    assert isinstance(found, Unfit)
    assert found.code == "unreachable"


def test_an_address_is_a_source(site: Site) -> None:
    body = (
        b"<html><head><title>Port reopens</title>"
        b"<link rel=canonical href='https://news.example.org/port'></head><body><article>"
        b"<h1>Port reopens</h1><p>The port of Sulla reopened on Monday, the mayor said, and the "
        b"first ships left it before noon.</p><p>Nobody was hurt in the storm that had closed it "
        b"for three days.</p></article></body></html>"
    )
    site.scripts["/a"] = answer(200, body)
    kept: dict[str, bytes] = {}
    limits = Limits(private_addresses=True)
    found, none = ingest([site.root + "/a", site.root + "/b"], None, limits, kept.__setitem__)
    assert isinstance(found, Report)
    assert found.url == "https://news.example.org/port"
    assert found.origin.source == site.root + "/a"
    assert found.origin.fetched_at
    assert kept == {found.origin.raw_digest: body}
    assert isinstance(none, Rejected)
    assert (none.code, none.source) == ("status", site.root + "/b")


def test_inside_the_network_only_by_setting(site: Site) -> None:
    (found,) = ingest([site.root + "/a"])
    assert isinstance(found, Rejected)
    assert "inside the network" in found.detail
