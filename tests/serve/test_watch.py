"""`whence watch` over a server on loopback: what is new, what has not changed, and going on."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.ingest.site import Site, answer, serving
from whence.ingest import http_client
from whence.serve.cli.dispatch import run

STORY = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The port of Sulla reopened "
    "before noon, Mayor Ada Venn said, and the first ships left it with the tide.</p>"
    "<p>Nobody was hurt in the storm that had closed it for three days.</p></article></body></html>"
)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WHENCE_PRIVATE_ADDRESSES", "true")
    monkeypatch.setattr(http_client, "_PAUSE", 0.01)
    monkeypatch.setattr(http_client, "_POLITE", 0.0)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site() -> Iterator[Site]:
    yield from serving()
    http_client.web_of.cache_clear()


def feed(site: Site, **pages: str) -> None:
    """Serves a feed of these pages, each with the date it was touched on, by its ETag."""
    entries = "".join(
        f'<entry><link href="/{name}"/><updated>{touched}</updated></entry>'
        for name, touched in pages.items()
    )
    body = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()
    tag = f'"{hash(body)}"'

    def conditional(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            answer(304)(handler)
        else:
            answer(200, body, Content_Type="application/atom+xml", ETag=tag)(handler)

    site.scripts["/feed"] = conditional


def watch(site: Site, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    assert run(["watch", site.root + "/feed", "--once"]) == code
    out, err = capsys.readouterr()
    return out + err


def test_new_pages_are_stored_and_the_rest_not_requested(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.scripts["/a"] = answer(200, STORY.format("Port reopens").encode())
    site.scripts["/b"] = answer(200, STORY.format("Ships leave").encode())
    feed(site, a="2025-03-03")
    assert "1 added, 0 changed, 0 rejected" in watch(site, capsys)
    assert "0 added, 0 changed, 0 rejected" in watch(site, capsys)
    assert site.asked.count("/a") == 1
    feed(site, a="2025-03-03", b="2025-03-04")
    assert "1 added, 0 changed, 0 rejected" in watch(site, capsys)
    assert (site.asked.count("/a"), site.asked.count("/b")) == (1, 1)


def test_a_page_that_was_touched_is_a_new_version(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.scripts["/a"] = answer(200, STORY.format("Port reopens").encode())
    feed(site, a="2025-03-03")
    watch(site, capsys)
    edited = STORY.format("Port reopens").replace("three days", "four days")
    site.scripts["/a"] = answer(200, edited.encode())
    feed(site, a="2025-03-05")
    assert "0 added, 1 changed, 0 rejected" in watch(site, capsys)


def test_temporary_failures_are_retried_and_missing_pages_are_not(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.scripts["/a"] = answer(503)
    feed(site, a="2025-03-03", gone="2025-03-03")
    output = watch(site, capsys, code=1)
    assert f"{site.root}/a: the server answered 503" in output
    assert f"{site.root}/gone: the server answered 404" in output
    site.scripts["/a"] = answer(200, STORY.format("Port reopens").encode())
    assert "1 added, 0 changed, 0 rejected" in watch(site, capsys)
    assert site.asked.count("/gone") == 1


def test_an_invalid_feed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.scripts["/feed"] = answer(200, b"<html><body><p>Sorry</p></body></html>")
    assert "/feed: it is not RSS, Atom or a sitemap [feed]" in watch(site, capsys, code=1)
    site.scripts["/feed"] = answer(404)
    assert "/feed: the server answered 404" in watch(site, capsys, code=1)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["feed.xml"], "not an http(s) address"),
        (["http://x.org/f", "--every", "5s"], "once a minute"),
        (["http://x.org/f", "--every", "often"], "not a pause"),
    ],
)
def test_wrong_use(capsys: pytest.CaptureFixture[str], arguments: list[str], why: str) -> None:
    assert run(["watch", *arguments]) == 2
    assert why in capsys.readouterr().err


def test_polling_continues_and_reports_an_error_once(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        if seconds < 60:
            return
        pauses.append(seconds)
        if len(pauses) == 3:
            feed(site, a="2025-03-03")
        if len(pauses) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    site.scripts["/feed"] = answer(404)
    site.scripts["/a"] = answer(200, STORY.format("Port reopens").encode())
    assert run(["watch", site.root + "/feed", "--every", "2m"]) == 130
    out, err = capsys.readouterr()
    assert pauses == [120] * 4
    assert err.count("the server answered 404") == 1
    assert "1 added" in out


def test_killed_between_pages_it_goes_on_from_there(
    site: Site, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forty pages, whose thirty-first never comes: killed while it waits for it."""
    pages = {f"p{n}": "2025-03-03" for n in range(40)}
    for n in range(40):
        site.scripts[f"/p{n}"] = answer(200, STORY.format(f"Ship {n} leaves").encode())

    killed = threading.Event()

    def stuck(_: BaseHTTPRequestHandler) -> None:
        killed.wait(300)

    going = site.scripts["/p30"]
    site.scripts["/p30"] = stuck
    feed(site, **pages)
    command = (
        "import sys\nfrom whence.ingest import http_client\nhttp_client._POLITE = 0.0\n"
        "from whence.serve.cli import main\nmain(sys.argv[1:])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", command, "watch", site.root + "/feed"],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    while "/p30" not in site.asked:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    killed.set()
    site.scripts["/p30"] = going
    assert "rejected" in watch(site, capsys)
    with sqlite3.connect(here / "whence.db") as ledger:
        (count,) = ledger.execute("select count(distinct identity) from reports").fetchone()
    ledger.close()
    assert count == 40
    # The first twenty were written down before it was killed.
    assert [site.asked.count(f"/p{n}") for n in range(20)] == [1] * 20
