"""A server that others may reach stays reachable, no matter who holds its connections open."""

from __future__ import annotations

import asyncio
import logging
import re
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from whence.serve.web import connection_limits
from whence.serve.web.connection_limits import (
    HEAD,
    MOST,
    SILENT,
    WHOLE,
    Connection,
    Seldom,
    drop_for,
    free_places,
)

resource = pytest.importorskip("resource")

#: Ways to hold a connection without asking for anything.
HALF = (
    b"",
    b"GET /health HTTP/1.1\r\n",
    b"GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: ",
    b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length",
    b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET",  # one that was answered, and half of one
    b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nname=",
    b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n" * 9,  # whole, and again and again
)


def test_half_open_connections_block_nobody_and_fill_no_log(tmp_path: Path) -> None:
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
            for _ in range(descriptors + 24):
                one = held.enter_context(socket.create_connection(("127.0.0.1", port), 30))
                with suppress(OSError):  # it was dropped for another already
                    one.sendall(half)
            for _ in range(3):
                answer = httpx.get(f"http://127.0.0.1:{port}/health", timeout=300)
                assert answer.json() == {"status": "ok"}, half
        said = Path(log.name).read_text(encoding="utf-8")
        assert len(said.splitlines()) == 1, said  # the address that it serves at


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

    keep_alive = True

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


def made(since: float = 0.0, cycle: Cycle | None = None, unsent: int = 0) -> Connection:
    found = Connection.__new__(Connection)
    found.since = found._heard = since
    found._unsent = (0, 0.0)
    found.cycle = cast("Any", cycle)
    found.transport = cast("Any", Transport())
    cast("Any", found.transport).unsent = unsent
    found.connections = cast("Any", set())
    return found


@pytest.fixture
def one() -> Connection:
    return made()


def test_the_request_head_has_a_time_limit(one: Connection) -> None:
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


def test_a_complete_answer_that_is_taken_slowly_is_not_cut_off(one: Connection) -> None:
    one.cycle = cast("Any", Cycle(complete=True, more_body=False))
    transport = cast("Any", one.transport)
    for n in range(1, 100):
        transport.unsent = 1_000 - n
        assert not one._is_over(n * HEAD * 0.9)
    transport.unsent = 0
    assert not one._is_over(99 * HEAD * 0.9 + HEAD * 0.9)  # its next request has its time
    assert one._is_over(99 * HEAD * 0.9 + HEAD * 1.1)


def test_who_is_let_go_for_another_and_who_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 100.0)
    answered = made(1, Cycle(complete=False, more_body=False))
    sends = made(2, Cycle(complete=False, more_body=True))
    takes = made(3, Cycle(complete=True, more_body=False), unsent=9)
    had_its_answer = made(4, Cycle(complete=True, more_body=False))
    silent, came = made(5), made(99.9)
    order = [had_its_answer, silent, sends, takes, came]
    for gone in range(7):
        there = [answered, *order]
        drop_for(there, 6, gone)
        dropped = [one for one in there if cast("Any", one.transport).aborted]
        assert dropped == [one for one in there if one in order[:gone]]
        for one in there:
            cast("Any", one.transport).aborted = False


def test_where_all_are_being_answered_others_wait_and_the_first_leave_after_their_answer() -> None:
    held = [made(n, Cycle(complete=False, more_body=False)) for n in range(8)]
    assert free_places(held, 9, 4) == 1
    assert all(one.cycle.keep_alive for one in held)
    assert free_places(held, 8, 3) == 0
    assert [one.cycle.keep_alive for one in held] == [False] * 3 + [True] * 5
    assert free_places([*held[1:], made()], 8, 3) == 1


@pytest.mark.parametrize(
    ("descriptors", "most"),
    [(16, 12), (96, 8), (256, 8), (400, 144), (1_024, 768), (20_000, MOST)],
)
def test_file_descriptors_are_reserved_for_the_ledger(
    descriptors: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (descriptors, descriptors))
    assert connection_limits.most_connections() == (most if descriptors > 16 else 8)
    assert connection_limits.most_connections() < descriptors


def test_a_repeated_log_line_is_written_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    seldom = Seldom(times=3, seconds=60)

    def say(words: str) -> logging.LogRecord | None:
        record = logging.LogRecord("asyncio", logging.ERROR, "", 0, words, None, None)
        return record if seldom.filter(record) else None

    assert [bool(say("out of descriptors")) for _ in range(1_000)] == [True] * 3 + [False] * 997
    assert say("another")
    now[0] = 61.0
    answer = say("out of descriptors")
    assert answer
    assert answer.msg == "out of descriptors (and 997 times more in the minute before)"
    for n in range(1_000):
        say(f"line {n}")
    assert len(seldom._said) <= 200
