"""What strangers may do to a server: lock nobody out, fill no disk, be believed nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.ledger.factories import opened
from whence.serve.web.app import application
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import within
from whence.serve.web.middleware import Rules
from whence.serve.web.rate_limit import Rate
from whence.serve.web.state import ServerState
from whence.settings import Settings

RIGHT = "correct horse battery"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ServerState]:
    opened(str(tmp_path / "l.db")).close()
    found = ServerState(str(tmp_path / "l.db"), Settings(max_bytes=10_000))
    found.store.accounts().add("ada", RIGHT, "review")
    yield found
    found.close()


def client(site: ServerState, address: str, rules: Rules | None = None) -> TestClient:
    app = application(site, rules or Rules(loopback=False))
    return at(app, address)


def at(app: Any, address: str) -> TestClient:
    return TestClient(
        app, base_url="http://localhost", client=(address, 5_000), follow_redirects=False,
        raise_server_exceptions=False,
    )  # fmt: skip


def tried(browser: TestClient, password: str, name: str = "ada") -> int:
    form = browser.get("/login", headers={"Accept": "text/html"}).text
    csrf = form.partition('name="csrf" value="')[2].partition('"')[0]
    sent = {"name": name, "password": password, "csrf": csrf}
    code = browser.post("/login", data=sent).status_code
    browser.cookies.clear()
    return code


def few(most: int, known: int) -> Rules:
    """Fewer tries than there are, since each takes a processor its time."""
    return Rules(
        loopback=False,
        logins=Rate(count=1, seconds=1e9, burst=most),
        known_logins=Rate(count=1, seconds=1e9, burst=known),
    )


def test_wrong_passwords_from_elsewhere_lock_nobody_out(site: ServerState) -> None:
    app = application(site, few(2, 4))
    home = at(app, "192.0.2.1")
    assert tried(home, RIGHT) == 303
    codes = [tried(at(app, f"198.51.100.{n // 3}"), "wrong password") for n in range(9)]
    assert codes == [401, 401, 429, 401, 429, 429, 429, 429, 429]
    assert tried(at(app, "203.0.113.9"), RIGHT) == 429  # guessing goes on: strangers wait
    assert tried(home, RIGHT) == 303
    # And after a start, by what the audit has of it.
    assert tried(client(site, "192.0.2.1"), RIGHT) == 303


def test_local_mistakes_are_forgiven_but_guessing_is_not(site: ServerState) -> None:
    app = application(site, few(2, 6))
    home = at(app, "192.0.2.1")
    assert tried(home, RIGHT) == 303
    assert [tried(home, "wrong password") for _ in range(5)] == [401] * 5
    assert tried(home, RIGHT) == 303
    assert tried(home, "wrong password") == 429


def test_the_usual_rates_forgive_more_at_home_than_elsewhere() -> None:
    rules = Rules(loopback=False)
    assert rules.known_logins.burst >= 10 * rules.logins.burst


def test_a_repeated_content_length_is_refused(site: ServerState) -> None:
    headers = {"Transfer-Encoding": "chunked", "Content-Length": "3"}
    for path in ("/login", "/health", "/claims.json"):
        answer = client(site, "192.0.2.1").get(path, headers=headers)
        assert (answer.status_code, answer.headers["connection"]) == (400, "close")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_nobody_is_redirected_to_an_invented_name(site: ServerState, host: str) -> None:
    for rules in (Rules(loopback=True), Rules(loopback=False, names=("news.example",))):
        for path in ("/", "/claims/", "/login", "/reports/abcd/"):
            answer = client(site, "192.0.2.1", rules).get(path, headers={"Host": host})
            assert answer.status_code == 421
            assert host not in answer.headers.get("location", "")
    for path in ("/claims/", "/login/", "//x", "/reports/"):
        answer = client(site, "192.0.2.1").get(path, headers={"Host": host})
        assert host not in answer.headers.get("location", "")
    named = Rules(loopback=False, names=("news.example",))
    answer = client(site, "192.0.2.1", named).get("/login", headers={"Host": "news.example"})
    assert answer.status_code == 200


def sending(pieces: int, size: int) -> tuple[Callable[[], Any], list[int]]:
    taken: list[int] = []

    async def receive() -> dict[str, Any]:
        taken.append(size)
        more = len(taken) < pieces
        return {"type": "http.request", "body": b"x" * size, "more_body": more}

    return receive, taken


async def _body(length: str | None) -> None:
    receive, taken = sending(1_000, 1_000)
    headers = [] if length is None else [(b"content-length", length.encode("latin-1", "replace"))]
    scope = {"type": "http", "method": "POST", "path": "/", "headers": headers, "query_string": b""}
    with pytest.raises(RequestError, match="at most 5,000 bytes"):
        await within(Request(scope, receive), 5_000).body()
    assert len(taken) <= 6


@pytest.mark.parametrize("length", [None, "10", "²", "9" * 40, "100000000"])
def test_requests_are_bounded_before_they_are_stored(length: str | None) -> None:
    import asyncio

    asyncio.run(_body(length))


def test_files_of_more_than_is_taken_at_once_are_refused(site: ServerState) -> None:
    site.store.accounts().remove("ada")
    local = client(site, "127.0.0.1", Rules(loopback=True))
    page = local.get("/add", headers={"Accept": "text/html"}).text
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    many = [("files", (f"{n}.txt", b"x" * 9_000)) for n in range(8)]
    answer = local.post("/add", data={"csrf": csrf}, files=many)
    assert answer.status_code == 413
    assert "at most 50,000 bytes" in answer.text


def test_who_goes_in_the_middle_leaves_no_trace_in_the_log(
    site: ServerState, caplog: pytest.LogCaptureFixture
) -> None:
    from whence.serve.web import app as served

    async def goes(_: Request) -> PlainTextResponse:
        raise ClientDisconnect

    app = Starlette(
        routes=[Route("/", goes)],
        exception_handlers={ClientDisconnect: served._gone, Exception: served._fault},
    )
    assert at(app, "192.0.2.1").get("/").status_code == 400
    assert caplog.records == []
