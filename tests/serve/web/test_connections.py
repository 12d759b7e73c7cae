"""A server that others may reach stays reachable, whoever holds its connections open."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from whence.serve.web import connections
from whence.serve.web.connections import HEAD, MOST, SILENT, WHOLE, Connection, Seldom, bound

resource = pytest.importorskip("resource")

#: Ways to hold a connection without asking for anything.
HALF = (
    b"",
    b"GET /health HTTP/1.1\r\n",
    b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: ",
    b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length",
    b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET",  # one that was answered, and half of one
)


def test_half_open_connections_keep_nobody_out_and_fill_no_log(tmp_path: Path) -> None:
    descriptors = 96
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, ({descriptors},) * 2)\n"
        "from whence.serve.cli import main\n"
        f"main(['serve', '--ledger', {str(tmp_path / 'l.db')!r}, '--port', '0'])"
    )
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    with ExitStack() as held, log:
        server = subprocess.Popen([sys.executable, "-c", code], stderr=log)
        held.callback(server.wait)
        held.callback(server.kill)
        port = _port(server, Path(log.name))
        for half in HALF:
            for _ in range(3 * descriptors):
                one = held.enter_context(socket.create_connection(("127.0.0.1", port), 30))
                with suppress(OSError):  # it was dropped for another already
                    one.sendall(half)
            for _ in range(3):
                assert _health(port) == {"status": "ok"}, half
        assert os.path.getsize(log.name) < 20_000  # noqa: PTH202


def _health(port: int) -> object:
    """The answer of /health. On a busy machine a connection may be dropped for a newer one before
    it is read; whoever asks again is let in."""
    for attempt in range(10):
        try:
            return httpx.get(f"http://127.0.0.1:{port}/health", timeout=60).json()
        except httpx.TransportError:
            if attempt == 9:
                raise
            asyncio.run(asyncio.sleep(0.2))
    raise AssertionError("never here")


def _port(server: subprocess.Popen[bytes], log: Path) -> int:
    for _ in range(6_000):
        if found := re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text(encoding="utf-8")):
            return int(found[1])
        if server.poll() is not None:
            break
        asyncio.run(asyncio.sleep(0.05))
    raise AssertionError(log.read_text(encoding="utf-8"))


class Cycle:
    """A request that is being answered."""

    def __init__(self, *, complete: bool, more_body: bool) -> None:
        self.response_complete = complete
        self.more_body = more_body


class Transport:
    unsent = 0
    aborted = False

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def abort(self) -> None:
        self.aborted = True


@pytest.fixture
def one() -> Connection:
    found = Connection.__new__(Connection)
    found._since = found._heard = 0.0
    found._unsent = (0, 0.0)
    found.cycle = cast("Any", None)
    found.transport = cast("Any", Transport())
    found.connections = cast("Any", set())
    return found


def test_a_head_has_its_seconds(one: Connection) -> None:
    assert not one._is_over(HEAD - 1)
    one._heard = HEAD  # dripping gains nothing
    assert one._is_over(HEAD + 1)
    one.cycle = cast("Any", Cycle(complete=True, more_body=False))
    assert one._is_over(HEAD + 1)


def test_what_is_sent_may_take_long_but_not_fall_silent(one: Connection) -> None:
    one.cycle = cast("Any", Cycle(complete=False, more_body=True))
    one._heard = 100.0
    assert not one._is_over(100 + SILENT - 1)
    assert one._is_over(100 + SILENT + 1)
    one._heard = WHOLE
    assert one._is_over(WHOLE + 1)


def test_an_answer_that_nobody_takes_is_dropped_and_one_that_takes_long_is_not(
    one: Connection,
) -> None:
    one.cycle = cast("Any", Cycle(complete=False, more_body=False))
    assert not one._is_over(10_000)  # nothing to be taken yet
    transport = cast("Any", one.transport)
    for n in range(1, 10):
        transport.unsent = 1_000 - n
        assert not one._is_over(10_000 + n * SILENT * 0.9)
    assert one._is_over(10_000 + 9 * SILENT * 0.9 + SILENT + 1)


@pytest.mark.parametrize(
    ("descriptors", "most"),
    [(16, 12), (96, 8), (256, 8), (400, 144), (1_024, 768), (20_000, MOST)],
)
def test_descriptors_are_kept_for_the_ledger(
    descriptors: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (descriptors, descriptors))
    assert connections.most_connections() == (most if descriptors > 16 else 8)
    assert connections.most_connections() < descriptors
    assert bound(3).most == 3


def test_a_line_that_repeats_itself_is_told_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    seldom = Seldom(times=3, seconds=60)

    def say(words: str) -> logging.LogRecord | None:
        record = logging.LogRecord("asyncio", logging.ERROR, "", 0, words, None, None)
        return record if seldom.filter(record) else None

    assert [bool(say("out of descriptors")) for _ in range(1_000)] == [True] * 3 + [False] * 997
    assert say("another")
    now[0] = 61.0
    told = say("out of descriptors")
    assert told
    assert told.msg == "out of descriptors (and 997 times more in the minute before)"
    for n in range(1_000):
        say(f"line {n}")
    assert len(seldom._said) <= 200
