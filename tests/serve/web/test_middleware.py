"""The doors of a server: who comes in, and what no other site may do for them."""

from __future__ import annotations

import html
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from tests.ledger.factories import laid
from whence.errors import LedgerError, SettingsError, WhenceError
from whence.ledger import SqlLedger, accounts
from whence.ledger.accounts import SqlAccounts
from whence.serve.web import middleware
from whence.serve.web.middleware import RequestError, Rules, audit, check_csrf, require
from whence.serve.web.principal import household
from whence.serve.web.rate_limit import Buckets, Rate

PASSWORD = "correct horse battery"
PAGE = {"Accept": "text/html,*/*;q=0.8"}
EVIL = "https://evil.example"
URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    accounts._decoy.cache_clear()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqlLedger]:
    """With nobody in it."""
    with SqlLedger(laid(tmp_path / "l.db"), create=True) as found:
        yield found


@pytest.fixture
def sql_accounts(ledger: SqlLedger) -> SqlAccounts:
    """Ana, who reviews."""
    found = ledger.accounts()
    found.add("ana", PASSWORD, "review")
    return found


class Clock:
    """Waits until it is asked to continue."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


async def page(request: Request) -> Response:
    principal = request.state.principal
    threads = threading.current_thread().name
    return JSONResponse([principal.name, principal.role, principal.by, principal.csrf, threads])


async def decide(request: Request) -> Response:
    """As a page's handler is written."""
    form = await request.form()
    check_csrf(request, form)
    require(request, "review")
    await audit(request, "verdict", str(form.get("claim")))
    return JSONResponse(str(form.get("claim")))


async def put(request: Request) -> Response:
    """As the API's handler is written."""
    require(request, "review")
    return JSONResponse(await request.json())


async def upload(request: Request) -> Response:
    """Looks where it must, or forgets to."""
    async with request.form() as form:
        if "forgets" not in request.query_params:
            check_csrf(request, form)
    require(request, "review")
    return Response("taken")


async def boom(request: Request) -> Response:
    raise ZeroDivisionError("a fault")


async def broken(request: Request) -> Response:
    raise LedgerError("cannot be reached (10.0.0.7)")


async def looser(request: Request) -> Response:
    return HTMLResponse(
        "x", headers={"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "no"}
    )


async def for_admins(request: Request) -> Response:
    require(request, "admin")
    return Response("yes")


def app_over(tmp_path: Path) -> Starlette:
    (tmp_path / "static").mkdir(exist_ok=True)
    (tmp_path / "static" / "s.css").write_text("p { color: red }")
    (tmp_path / "secret.txt").write_text("secret")
    routes = [
        Route("/", page),
        Route("/page", page),
        Route("/data.json", page),
        Route("/api/claims", page),
        Route("/decide", decide, methods=["POST"]),
        Route("/api/put", put, methods=["POST", "PUT", "DELETE"]),
        Route("/upload", upload, methods=["POST"]),
        Route("/boom", boom),
        Route("/broken", broken),
        Route("/looser", looser),
        Route("/admins", for_admins),
        Route("/health", page),
        Route("/login", middleware.login_page, methods=["GET"]),
        Route("/login", middleware.login, methods=["POST"]),
        Route("/logout", middleware.logout, methods=["POST"]),
        Mount("/static", StaticFiles(directory=tmp_path / "static")),
    ]
    handlers: dict[Any, Any] = {
        RequestError: middleware.answer_refused,
        WhenceError: middleware.answer_refused,
    }
    return Starlette(routes=routes, exception_handlers=handlers)


class Site:
    """A server with its doors, to be visited from several browsers."""

    def __init__(self, folder: Path, sql_accounts: SqlAccounts, clock: Clock) -> None:
        self.folder = folder
        self.sql_accounts = sql_accounts
        self.clock = clock
        self.app: Any = None
        self.open()

    def open(self, **rules: Any) -> Site:
        rules = {"loopback": True, **rules}
        self.app = middleware.guarded(
            app_over(self.folder), self.sql_accounts, Rules(**rules), clock=self.clock
        )
        return self

    def browser(
        self, base: str = "http://localhost:8000", address: str = "127.0.0.1"
    ) -> TestClient:
        return TestClient(
            self.app,
            base_url=base,
            follow_redirects=False,
            raise_server_exceptions=False,
            client=(address, 5000),
        )

    def signed_in(self, base: str = "http://localhost:8000", name: str = "ana") -> TestClient:
        browser = self.browser(base)
        answer = sign_in(browser, name)
        assert answer.status_code == 303, answer.text
        return browser


@pytest.fixture
def site(tmp_path: Path, ledger: SqlLedger, clock: Clock) -> Site:
    """Without accounts."""
    return Site(tmp_path, ledger.accounts(), clock)


@pytest.fixture
def team(tmp_path: Path, sql_accounts: SqlAccounts, clock: Clock) -> Site:
    """With one."""
    return Site(tmp_path, sql_accounts, clock)


def field(text: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', text)
    assert found
    return html.unescape(found[1])


def sign_in(
    browser: TestClient,
    name: str = "ana",
    password: str = PASSWORD,
    at: str = "/login",
    **headers: str,
) -> Any:
    form = browser.get(at).text
    data = {"csrf": field(form, "csrf"), "next": field(form, "next"), "name": name}
    return browser.post("/login", data={**data, "password": password}, headers={**PAGE, **headers})


def csrf_of(browser: TestClient) -> str:
    return str(browser.get("/page").json()[3])


def error_of(answer: Any) -> tuple[int, str]:
    """Of an answer in the error's one shape."""
    (error,) = answer.json().values()
    assert sorted(error) == ["code", "detail", "status", "target"]
    assert error["status"] == answer.status_code
    assert error["detail"]
    return error["status"], error["code"]


class TestOneLocalUser:
    def test_may_do_all(self, site: Site) -> None:
        browser = site.browser()
        name, role, by, csrf, _ = browser.get("/page").json()
        assert (name, role, by) == ("local", "admin", "loopback")
        assert browser.get("/admins").text == "yes"
        answer = browser.post("/decide", data={"csrf": csrf, "claim": "c1"})
        assert answer.json() == "c1"
        (deed,) = site.sql_accounts.audited()
        assert (deed.who, deed.what, deed.target, deed.address) == (
            "local", "verdict", "c1", "127.0.0.1",
        )  # fmt: skip

    def test_is_not_counted(self, site: Site) -> None:
        browser = site.browser()
        assert {browser.get("/page").status_code for _ in range(300)} == {200}

    @pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000"])
    def test_calls_it_by_its_names(self, site: Site, host: str) -> None:
        assert site.browser().get("/page", headers={"Host": host}).status_code == 200

    @pytest.mark.parametrize(
        "host",
        ["evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example",
         "", "localhost:8000@evil.example", "evil.example#localhost", "localhost, evil.example",
         "0.0.0.0", "10.0.0.7", "[::2]", "[bad", "localhost:x"],
    )  # fmt: skip
    def test_is_not_redirected_there_under_anothers_name(self, site: Site, host: str) -> None:
        for path in ("/page", "/login", "/data.json"):
            answer = site.browser().get(path, headers={"Host": host})
            assert error_of(answer) == (421, "host")
        csrf = csrf_of(site.browser())
        answer = site.browser().post("/decide", data={"csrf": csrf}, headers={"Host": host})
        assert error_of(answer) == (421, "host")

    def test_two_names_are_none(self, site: Site) -> None:
        hosts = [("Host", "localhost"), ("Host", "evil.example")]
        assert error_of(site.browser().get("/page", headers=hosts)) == (421, "host")

    def test_a_name_that_was_given(self, site: Site) -> None:
        browser = site.open(names=("Whence.test",)).browser("http://whence.test")
        assert browser.get("/page").status_code == 200

    def test_another_process_has_another_csrf_token(self, site: Site) -> None:
        before = csrf_of(site.browser())
        assert csrf_of(site.browser()) == before
        assert csrf_of(site.open().browser()) != before

    def test_needs_no_signing_in(self, site: Site) -> None:
        browser = site.browser()
        assert browser.get("/login?next=/page").headers["location"] == "/page"
        data = {"csrf": csrf_of(browser), "next": EVIL}
        assert browser.post("/login", data=data).headers["location"] == "/"
        assert browser.post("/logout", data=data).headers["location"] == "/"

    def test_is_anonymous_once_there_is_an_account(self, site: Site) -> None:
        browser = site.browser()
        assert browser.get("/page").status_code == 200
        site.sql_accounts.add("ana", PASSWORD, "read")
        site.clock.now += 5
        assert error_of(browser.get("/page")) == (401, "unauthorized")

    def test_is_anonymous_where_others_could_reach_it(self, site: Site) -> None:
        browser = site.open(loopback=False).browser()
        assert error_of(browser.get("/page")) == (401, "unauthorized")


class TestForgery:
    """What another site's page sends, with the cookies that it does not see."""

    @pytest.fixture(params=["loopback", "session"])
    def browser(self, request: pytest.FixtureRequest, site: Site) -> TestClient:
        if request.param == "loopback":
            return site.browser()
        site.sql_accounts.add("ana", PASSWORD, "review")
        return site.signed_in()

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
    def test_without_the_token(self, browser: TestClient, method: str) -> None:
        for path in ("/api/put", "/decide", "/login-x", "/static/s.css", "/health"):
            answer = browser.request(method, path, data={"a": "1"})
            assert error_of(answer) == (403, "csrf")

    @pytest.mark.parametrize(
        "kind",
        ["text/plain", "", URLENCODED, "multipart/form-data; boundary=x", "text/json"],
    )
    def test_whatever_kind_it_is_of(self, browser: TestClient, kind: str) -> None:
        answer = browser.post("/api/put", content=b'{"a": 1}', headers={"Content-Type": kind})
        assert error_of(answer) == (403, "csrf")

    def test_with_a_wrong_token(self, browser: TestClient) -> None:
        for wrong in ("", "x", csrf_of(browser) + "x", "\u2713"):
            assert error_of(browser.post("/decide", data={"csrf": wrong})) == (403, "csrf")
            headers = {"X-CSRF-Token": wrong.encode()}
            answer = browser.post("/api/put", content=b"{}", headers=headers)  # type: ignore[arg-type]  # bytes are what a client may send
            assert error_of(answer) == (403, "csrf")

    def test_json_of_a_program_needs_none_on_this_machine_alone(self, browser: TestClient) -> None:
        local = browser.get("/page").json()[2] == "loopback"
        answer = browser.post("/api/put", json={"a": 1})
        if local:
            assert answer.json() == {"a": 1}
        else:
            assert error_of(answer) == (403, "csrf")
        for headers in ({"Origin": EVIL}, {"Sec-Fetch-Site": "cross-site"}):
            answer = browser.post("/api/put", json={"a": 1}, headers=headers)
            assert error_of(answer) == (403, "csrf")

    def test_with_the_token(self, browser: TestClient) -> None:
        csrf = csrf_of(browser)
        assert browser.post("/decide", data={"csrf": csrf, "claim": "é"}).json() == "é"
        headers = {
            "X-CSRF-Token": csrf,
            "Origin": "http://localhost:8000",
            "Sec-Fetch-Site": "same-origin",
        }
        assert browser.post("/api/put", json={"a": 1}, headers=headers).json() == {"a": 1}

    @pytest.mark.parametrize(
        "headers",
        [{"Origin": EVIL}, {"Origin": "null"}, {"Origin": "http://localhost:3000"}, {"Origin": ""},
         {"Origin": "https://localhost:8000"}, {"Origin": "http://localhost:8000.evil.example"},
         {"Origin": "http://[bad"}, {"Sec-Fetch-Site": "cross-site"},
         {"Sec-Fetch-Site": "same-site"},
         {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"}],
    )  # fmt: skip
    def test_from_another_site_even_with_the_token(
        self, browser: TestClient, headers: dict[str, str]
    ) -> None:
        csrf = csrf_of(browser)
        sent = {**headers, "X-CSRF-Token": csrf}
        assert error_of(browser.post("/api/put", json={}, headers=sent)) == (403, "csrf")
        answer = browser.post("/decide", data={"csrf": csrf}, headers=headers)
        assert error_of(answer) == (403, "csrf")

    def test_a_named_origin_may_still_not_write(self, site: Site) -> None:
        browser = site.open(origins=(EVIL,)).browser()
        headers = {"X-CSRF-Token": csrf_of(browser), "Origin": EVIL}
        assert error_of(browser.post("/api/put", json={}, headers=headers)) == (403, "csrf")

    def test_a_file_is_looked_at_by_its_handler(self, browser: TestClient) -> None:
        files = {"file": ("a.txt", b"x")}
        csrf = csrf_of(browser)
        assert browser.post("/upload", data={"csrf": csrf}, files=files).text == "taken"
        assert error_of(browser.post("/upload", files=files)) == (403, "csrf")
        answer = browser.post("/upload?forgets", data={"csrf": csrf}, files=files)
        assert error_of(answer) == (403, "csrf")
        answer = browser.post("/upload?forgets", files=files, headers={"X-CSRF-Token": csrf})
        assert answer.text == "taken"

    def test_a_form_too_large(self, browser: TestClient) -> None:
        answer = browser.post("/decide", data={"csrf": "x", "claim": "x" * 2**20})
        assert error_of(answer) == (413, "too-large")
        many = "&".join(["a=b"] * 1_001)
        answer = browser.post("/decide", content=many, headers={"Content-Type": URLENCODED})
        assert error_of(answer) == (400, "form")


class TestSigningIn:
    def test_and_out(self, team: Site) -> None:
        browser = team.browser()
        form = browser.get("/login?next=/page")
        assert form.status_code == 200
        assert form.headers["cache-control"] == "no-store"
        answer = sign_in(browser, at="/login?next=/page%3Fa%3Db%26c")
        assert (answer.status_code, answer.headers["location"]) == (303, "/page?a=b&c")
        name, role, by, csrf, _ = browser.get("/page").json()
        assert (name, role, by) == ("ana", "review", "session")
        assert browser.get("/login").headers["location"] == "/"
        secret = browser.cookies["whence"]
        assert csrf not in secret
        answer = browser.post("/logout", data={"csrf": csrf}, headers=PAGE)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")
        assert "whence" not in browser.cookies
        # At once, and the cookie is of no use to anyone who has it.
        assert browser.get("/page", headers={"Cookie": f"whence={secret}"}).status_code == 401
        assert [deed.what for deed in team.sql_accounts.audited()] == ["logout", "login"]
        assert team.sql_accounts.audited()[0].who == "ana"

    def test_its_cookie(self, team: Site) -> None:
        (session, *_) = sign_in(team.browser()).headers.get_list("set-cookie")
        attributes = {part.strip().lower() for part in session.split(";")}
        assert session.startswith("whence=")
        assert {"httponly", "samesite=lax", "path=/", "max-age=43200"} <= attributes
        assert "secure" not in attributes
        assert not any(part.startswith("domain") for part in attributes)

    def test_its_cookie_over_https(self, team: Site) -> None:
        base = "https://whence.example"
        browser = team.open(loopback=False).browser(base)
        (session, *_) = sign_in(browser, Origin=base).headers.get_list("set-cookie")
        assert session.startswith("__Host-whence=")
        attributes = {part.strip().lower() for part in session.split(";")}
        assert {"httponly", "secure", "samesite=lax", "path=/"} <= attributes
        assert browser.get("/page").json()[0] == "ana"
        # One that was set over http, by somebody who is on the line, is none.
        secret = browser.cookies["__Host-whence"]
        other = team.browser(base)
        assert other.get("/page", headers={"Cookie": f"whence={secret}"}).status_code == 401

    def test_a_wrong_password_and_an_unknown_name_are_answered_alike(self, team: Site) -> None:
        team.open(logins=Rate(count=100, seconds=1, burst=100))
        said = []
        for name, password in (
            ("ana", "wrong " + PASSWORD),
            ("bob", PASSWORD),
            ("", ""),
            ("a\x00", "x" * 2_000),
        ):
            browser = team.browser()
            answer = sign_in(browser, name, password)
            assert answer.status_code == 401
            assert "whence" not in browser.cookies
            said.append(re.sub('value="[^"]*"', "", answer.text))
            form = browser.get("/login").text
            data = {"csrf": field(form, "csrf"), "name": name, "password": password}
            answer = browser.post("/login", data=data)
            assert error_of(answer) == (401, "unauthorized")
        assert len(set(said)) == 1
        assert "The name or the password is wrong." in said[0]
        assert 'role="alert"' in said[0]
        deeds = team.sql_accounts.audited()
        assert {deed.what for deed in deeds} == {"login-refused"}
        assert {deed.who for deed in deeds} == {"ana", "nobody"}

    def test_what_was_typed_is_escaped(self, team: Site) -> None:
        answer = sign_in(team.browser(), '"><script>alert(1)</script>', "x")
        assert "<script>" not in answer.text
        answer = team.browser().get('/login?next=/"><script>alert(1)</script>')
        assert "<script>" not in answer.text

    def test_no_other_site_signs_anybody_in(self, team: Site) -> None:
        stranger = team.browser()
        csrf = field(stranger.get("/login").text, "csrf")  # theirs, not the victim's
        victim = team.browser()
        victim.get("/login")
        data = {"csrf": csrf, "name": "ana", "password": PASSWORD}
        for headers in ({}, PAGE):
            answer = victim.post("/login", data=data, headers=headers)
            assert answer.status_code == 403
            assert "whence" not in victim.cookies
        assert "load the page again" in answer.text
        assert sign_in(victim, Origin=EVIL).status_code == 403
        kind = {"Content-Type": "text/plain"}
        assert victim.post("/login", content=b"a=b", headers=kind).status_code == 403
        answer = victim.post("/login", data=data, files={"f": b"x"})
        assert answer.status_code == 403
        answer = victim.post("/login", data={**data, "x": "x" * 2**20})
        assert error_of(answer) == (413, "too-large")

    def test_the_same_form_in_two_tabs(self, team: Site) -> None:
        browser = team.browser()
        csrf = field(browser.get("/login").text, "csrf")
        assert sign_in(browser).status_code == 303
        data = {"csrf": csrf, "name": "ana", "password": PASSWORD, "next": "/page"}
        # It is old, which the page that it leads to anyway need not be told.
        assert browser.post("/login", data=data).headers["location"] == "/page"

    def test_a_session_that_was_known_before_is_not_given_on(self, team: Site) -> None:
        browser = team.browser()
        browser.cookies.set("whence", "chosen-by-somebody-else")
        sign_in(browser)
        assert browser.cookies.get("whence", domain="localhost.local") != "chosen-by-somebody-else"

    @pytest.mark.parametrize(
        "asked",
        [EVIL, "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
         "/\n/evil.example", "javascript:alert(1)", "///evil.example", "evil.example", "",
         "http:/evil.example", " //evil.example", "/login", "/logout", "/" + "x" * 3_000,
         "/x\r\nSet-Cookie: a=b", "https:evil.example", "/%5C\\evil.example", "@evil.example"],
    )  # fmt: skip
    def test_leads_to_no_other_site(self, team: Site, asked: str) -> None:
        answer = sign_in(team.browser(), at=f"/login?next={quote(asked)}")
        assert (answer.status_code, answer.headers["location"]) == (303, "/")

    def test_next_as_it_is_sent_is_looked_at_too(self, team: Site) -> None:
        browser = team.browser()
        csrf = field(browser.get("/login").text, "csrf")
        data = {"csrf": csrf, "name": "ana", "password": PASSWORD, "next": "//evil.example"}
        assert browser.post("/login", data=data).headers["location"] == "/"


@given(st.text(max_size=40))
def test_where_to_go_on_is_here(asked: str) -> None:
    from urllib.parse import urljoin, urlsplit

    for one in (asked, "/" + asked):
        found = middleware.safe_next(one)
        assert found.startswith("/")
        assert urlsplit(urljoin("http://here.example/login", found)).netloc == "here.example"


class TestNobody:
    def test_is_redirected_from_pages_to_the_form(self, team: Site) -> None:
        browser = team.browser()
        for path, query in (("/page", ""), ("/page", "?q=a b&r=%2F"), ("/no such/é", "")):
            answer = browser.get(path + query, headers=PAGE)
            assert answer.status_code == 303
            where = answer.headers["location"]
            assert where.startswith("/login?next=%2F")
            back = sign_in(team.browser(), at=where).headers["location"]
            asked = answer.request.url
            assert back == asked.raw_path.decode()
            team.clock.now += 60
        assert browser.get("/", headers=PAGE).headers["location"] == "/login"
        answer = browser.get("http://localhost:8000//evil.example/x", headers=PAGE)
        assert answer.headers["location"] == "/login"

    def test_is_redirected_to_the_page_whose_form_was_sent(self, team: Site) -> None:
        headers = {**PAGE, "Referer": "http://localhost:8000/page?a=b"}
        answer = team.browser().post("/decide", data={}, headers=headers)
        assert answer.headers["location"] == "/login?next=%2Fpage%3Fa%3Db"
        headers = {**PAGE, "Referer": f"{EVIL}/page"}
        answer = team.browser().post("/decide", data={}, headers=headers)
        assert answer.headers["location"] == "/login"
        headers = {**PAGE, "Referer": "http://[bad"}
        answer = team.browser().post("/decide", data={}, headers=headers)
        assert answer.headers["location"] == "/login"

    @pytest.mark.parametrize("path", ["/data.json", "/api/claims", "/api/none", "/boom"])
    def test_gets_an_error_elsewhere(self, team: Site, path: str) -> None:
        for accept in ({}, {"Accept": "application/json"}, *([PAGE] if path != "/boom" else [])):
            answer = team.browser().get(path, headers=accept)
            assert error_of(answer) == (401, "unauthorized")
            assert answer.headers["www-authenticate"].startswith("Bearer")
        assert error_of(team.browser().post(path)) == (401, "unauthorized")

    def test_sees_what_is_the_same_for_all(self, team: Site) -> None:
        browser = team.browser()
        assert browser.get("/health").json()[2] == "nobody"
        assert browser.get("/static/s.css").text.startswith("p {")
        for path in ("/static/../secret.txt", "/static/%2e%2e/secret.txt", "/static/..%2fsecret.txt",
                     "/healthy", "/health/x", "/statics", "/LOGIN", "/login/x"):  # fmt: skip
            assert "secret" not in browser.get(path).text
            assert browser.get(path).status_code in (401, 404)

    def test_no_socket_is_opened(self, team: Site) -> None:
        from starlette.websockets import WebSocketDisconnect

        with pytest.raises(WebSocketDisconnect), team.browser().websocket_connect("/page"):
            pass


class TestTokens:
    def test_api_tokens(self, team: Site) -> None:
        secret = team.sql_accounts.make_token("ana", "x")
        browser = team.browser()
        headers = {"Authorization": f"Bearer {secret}"}
        assert browser.get("/page", headers=headers).json()[:4] == ["ana", "review", "token", ""]
        headers["Authorization"] = f"bearer  {secret}"
        # No browser sends it of its own accord: there is nothing to forge.
        assert browser.post("/api/put", json={"a": 1}, headers=headers).json() == {"a": 1}
        assert browser.post("/decide", data={"claim": "c"}, headers=headers).json() == "c"
        assert browser.post("/upload", files={"f": b"x"}, headers=headers).text == "taken"
        assert error_of(browser.get("/admins", headers=headers)) == (403, "forbidden")

    @pytest.mark.parametrize(
        "header", ["Bearer whence_wrong", "Bearer", "Bearer ", "Basic YW5hOng=", "whence_x", ""]
    )
    def test_that_are_invalid(self, team: Site, header: str) -> None:
        answer = team.browser().get("/page", headers={**PAGE, "Authorization": header})
        if header:
            assert error_of(answer) == (401, "unauthorized")
        else:
            assert answer.status_code in (303, 401)
        # Nor does a cookie make them good.
        browser = team.signed_in()
        if header:
            answer = browser.get("/page", headers={"Authorization": header})
            assert error_of(answer) == (401, "unauthorized")

    def test_ends_within_seconds(self, team: Site) -> None:
        secret = team.sql_accounts.make_token("ana", "x")
        browser, headers = team.browser(), {"Authorization": f"Bearer {secret}"}
        session = team.signed_in()
        assert browser.get("/page", headers=headers).status_code == 200
        assert session.get("/page").status_code == 200
        team.sql_accounts.remove("ana")
        team.sql_accounts.add("bob", PASSWORD, "read")
        team.clock.now += 3.1
        assert browser.get("/page", headers=headers).status_code == 401
        assert session.get("/page").status_code == 401

    def test_a_new_one_is_good_at_once(self, team: Site) -> None:
        browser = team.browser()
        assert browser.get("/page").status_code == 401
        headers = {"Authorization": f"Bearer {team.sql_accounts.make_token('ana', 'x')}"}
        assert browser.get("/page", headers=headers).status_code == 200

    def test_are_looked_up_beside_the_loop(
        self, team: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        threads: list[str] = []
        looked = SqlAccounts.account_of_token

        def look(self: SqlAccounts, secret: str) -> Any:
            threads.append(threading.current_thread().name)
            return looked(self, secret)

        monkeypatch.setattr(SqlAccounts, "account_of_token", look)
        headers = {"Authorization": f"Bearer {team.sql_accounts.make_token('ana', 'x')}"}
        browser = team.open().browser()
        loops = {browser.get("/page", headers=headers).json()[4] for _ in range(3)}
        assert len(threads) == 1  # and remembered
        assert not set(threads) & loops


def test_roles(team: Site) -> None:
    for name, role in (("rea", "read"), ("root", "admin")):
        team.sql_accounts.add(name, PASSWORD, role)  # type: ignore[arg-type]  # a parameter is a str
    reader, admin = team.signed_in(name="rea"), team.signed_in(name="root")
    assert error_of(reader.post("/decide", data={"csrf": csrf_of(reader)})) == (403, "forbidden")
    assert error_of(reader.get("/admins")) == (403, "forbidden")
    assert admin.post("/decide", data={"csrf": csrf_of(admin), "claim": "c"}).json() == "c"
    assert admin.get("/admins").text == "yes"
    # One's csrf token is not another's.
    assert error_of(admin.post("/decide", data={"csrf": csrf_of(reader)})) == (403, "csrf")


class TestLimits:
    def test_of_reading_and_writing(self, team: Site) -> None:
        team.open(
            reads=Rate(count=60, seconds=60, burst=5), writes=Rate(count=6, seconds=60, burst=2)
        )
        headers = {"Authorization": f"Bearer {team.sql_accounts.make_token('ana', 'x')}"}
        browser = team.browser()
        for _ in range(5):
            assert browser.get("/page", headers=headers).status_code == 200
        answer = browser.get("/page", headers=headers)
        assert error_of(answer) == (429, "too-many-requests")
        assert answer.headers["retry-after"] == "1"
        # From another address, it is the same account; another visitor is not concerned.
        assert team.browser(address="10.0.0.9").get("/page", headers=headers).status_code == 429
        assert browser.get("/page").status_code == 401
        team.clock.now += 1
        assert browser.get("/page", headers=headers).status_code == 200
        assert browser.get("/page", headers=headers).status_code == 429
        for _ in range(2):
            assert browser.post("/api/put", json={}, headers=headers).status_code == 200
        answer = browser.post("/api/put", json={}, headers=headers)
        assert error_of(answer) == (429, "too-many-requests")
        assert answer.headers["retry-after"] == "10"

    def test_of_who_guesses_tokens(self, team: Site) -> None:
        team.open(reads=Rate(count=60, seconds=60, burst=5))
        said = [
            team.browser(address="10.0.0.9")
            .get("/page", headers={"Authorization": f"Bearer whence_{n}"})
            .status_code
            for n in range(7)
        ]
        assert said == [401] * 5 + [429] * 2
        assert team.browser(address="10.0.0.8").get("/page").status_code == 401

    def test_of_signing_in_from_an_address(self, team: Site) -> None:
        browser = team.browser()
        for number in range(10):
            assert sign_in(browser, f"u{number}", "x").status_code == 401
        answer = sign_in(browser)
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "30"
        assert "Too many tries to sign in; try again in 30 s." in answer.text
        form = browser.get("/login").text
        data = {"csrf": field(form, "csrf"), "name": "ana", "password": PASSWORD}
        assert error_of(browser.post("/login", data=data)) == (429, "too-many-requests")
        assert sign_in(team.browser(address="10.0.0.9")).status_code == 303
        team.clock.now += 31
        assert sign_in(browser).status_code == 303

    def test_of_signing_in_by_a_name(self, team: Site) -> None:
        team.open(known_logins=Rate(count=10, seconds=300, burst=10))
        for number in range(10):
            browser = team.browser(address=f"10.0.0.{number}")
            assert sign_in(browser, "ANA" if number % 2 else "ana", "x").status_code == 401
        assert sign_in(team.browser(address="10.0.1.1")).status_code == 429
        assert sign_in(team.browser(address="10.0.1.1"), "bob").status_code == 401

    def test_are_not_for_what_is_the_same_for_all(self, team: Site) -> None:
        team.open(reads=Rate(count=1, seconds=60, burst=1))
        assert {team.browser().get("/health").status_code for _ in range(5)} == {200}

    def test_remember_so_many_visitors(self) -> None:
        clock = Clock()
        buckets = Buckets(Rate(count=1, seconds=10, burst=2), clock, most=100)
        for number in range(1_000):
            assert buckets.take(str(number)) == 0
        assert len(buckets) == 100
        assert buckets.take("999") == 0
        assert buckets.take("999") == 10
        clock.now += 1_000_000
        assert [buckets.take("999") > 0 for _ in range(3)] == [False, False, True]

    def test_count_a_line_as_one(self) -> None:
        assert household("2001:db8:1:2:3::1") == household("2001:db8:1:2:ffff::9")
        assert household("2001:db8:1:2::1") != household("2001:db8:1:3::1")
        assert household("::ffff:10.0.0.1") == household("10.0.0.1") == "10.0.0.1"
        assert household("fe80::1%eth0") == household("fe80::2")
        assert household("") == ""

    def test_of_passwords_looked_at_at_once(
        self, team: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("whence.serve.web.auth._AT_ONCE", 0)
        monkeypatch.setattr("whence.serve.web.auth._WAITING", 0)
        assert sign_in(team.browser()).status_code == 503


class TestHeaders:
    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [("GET", "/page", 200), ("GET", "/none", 404), ("GET", "/boom", 500),
         ("GET", "/broken", 500), ("POST", "/page", 403), ("DELETE", "/static/s.css", 403),
         ("GET", "/static/s.css", 200), ("GET", "/static/none", 404), ("GET", "/login", 303),
         ("PUT", "/none", 403), ("GET", "/looser", 200), ("OPTIONS", "/page", 405)],
    )  # fmt: skip
    def test_are_on_every_answer(self, site: Site, method: str, path: str, status: int) -> None:
        answer = site.browser().request(method, path, headers={"Origin": EVIL})
        assert answer.status_code == status
        self.check(answer)

    def test_are_on_what_the_middleware_answers(self, team: Site) -> None:
        browser = team.open(reads=Rate(count=1, seconds=60, burst=3)).browser()
        answers = [browser.get("/login"), browser.get("/page"), browser.get("/page", headers=PAGE)]
        answers.append(browser.get("/page"))
        assert [answer.status_code for answer in answers] == [200, 401, 303, 429]
        for answer in answers:
            self.check(answer)

    def check(self, answer: Any) -> None:
        assert answer.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
            " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            " frame-ancestors 'none'"
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in answer.headers["permissions-policy"]
        assert answer.headers["cache-control"]
        assert not [name for name in answer.headers if name.startswith("access-control")]


class TestOtherOrigins:
    NAMED = "https://desk.example"

    def test_read_where_they_are_named(self, team: Site) -> None:
        browser = team.open(origins=("https://Desk.example/",)).browser()
        secret = team.sql_accounts.make_token("ana", "x")
        headers = {"Origin": self.NAMED, "Access-Control-Request-Method": "GET",
                   "Access-Control-Request-Headers": "authorization"}  # fmt: skip
        answer = browser.options("/data.json", headers=headers)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["access-control-allow-origin"] == self.NAMED
        assert answer.headers["access-control-allow-methods"] == "GET"
        assert answer.headers["access-control-allow-headers"] == "Authorization"
        headers = {"Origin": self.NAMED, "Authorization": f"Bearer {secret}"}
        answer = browser.get("/data.json", headers=headers)
        assert answer.json()[0] == "ana"
        assert answer.headers["access-control-allow-origin"] == self.NAMED
        assert "origin" in answer.headers["vary"].lower()
        assert "access-control-allow-credentials" not in answer.headers
        # They may read what went wrong, too.
        answer = browser.get("/data.json", headers={"Origin": self.NAMED})
        assert answer.status_code == 401
        assert answer.headers["access-control-allow-origin"] == self.NAMED

    def test_do_not_write(self, team: Site) -> None:
        browser = team.open(origins=(self.NAMED,)).browser()
        for method in ("POST", "PUT", "DELETE"):
            headers = {"Origin": self.NAMED, "Access-Control-Request-Method": method}
            answer = browser.options("/api/put", headers=headers)
            assert "access-control-allow-origin" not in answer.headers
            answer = browser.request(method, "/api/put", json={}, headers={"Origin": self.NAMED})
            assert "access-control-allow-origin" not in answer.headers

    def test_are_refused_otherwise(self, team: Site) -> None:
        team.open(origins=(self.NAMED,))
        browser = team.signed_in()
        for origin in (EVIL, "null", "https://desk.example.evil.example", "http://desk.example"):
            answer = browser.get("/looser", headers={"Origin": origin})
            assert "access-control-allow-origin" not in answer.headers
            assert "origin" in answer.headers["vary"].lower()


def test_a_ledger_that_fails(
    team: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    admin = {"Authorization": f"Bearer {team.sql_accounts.make_token('ana', 'x')}"}
    answer = team.browser().get("/broken", headers=admin)
    assert error_of(answer) == (500, "ledger")
    assert "10.0.0.7" not in answer.text  # of no concern to who reviews
    team.sql_accounts.set_role("ana", "admin")
    team.clock.now += 5
    assert "10.0.0.7" in team.browser().get("/broken", headers=admin).text

    def fails(self: SqlAccounts, secret: str) -> Any:
        raise LedgerError("cannot be reached (10.0.0.7)")

    monkeypatch.setattr(SqlAccounts, "account_of_token", fails)
    team.clock.now += 5
    with caplog.at_level(logging.ERROR, "whence.serve"):
        answer = team.browser().get("/page", headers=admin)
    assert error_of(answer) == (500, "ledger")
    assert "10.0.0.7" not in answer.text
    assert "10.0.0.7" in caplog.text


def test_may_open(ledger: SqlLedger) -> None:
    for host in ("localhost", "127.0.0.1", "127.0.0.2", "::1", "[::1]"):
        middleware.may_open(host, ledger)
    for host in ("0.0.0.0", "::", "", "10.0.0.7", "whence.example", "localhost.example"):
        with pytest.raises(SettingsError, match="make one first: whence account add NAME --role"):
            middleware.may_open(host, ledger)
    ledger.accounts().add("ana", PASSWORD, "read")
    middleware.may_open("0.0.0.0", ledger)


def test_what_is_not_behind_doors() -> None:
    app = Starlette(
        routes=[Route("/admins", for_admins), Route("/login", middleware.login_page)],
        exception_handlers={RequestError: middleware.answer_refused},
    )
    browser = TestClient(app)
    assert error_of(browser.get("/admins")) == (401, "unauthorized")
    with pytest.raises(AttributeError, match="authenticator"):
        browser.get("/login")
