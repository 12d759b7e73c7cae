"""The whole server with accounts: who may see, decide, erase; what is written down of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from whence.ledger import accounts
from whence.serve.web.app import application
from whence.serve.web.middleware import Rules
from whence.serve.web.state import ServerState

PASSWORD = "correct horse battery"


@pytest.fixture
def client(site: ServerState, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A visitor of a server with accounts, not signed in."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    accounts._decoy.cache_clear()
    for name in ("read", "review", "admin"):
        site.store.accounts().add(f"{name}er", PASSWORD, name)
    yield TestClient(
        application(site, Rules(loopback=False)),
        base_url="http://localhost",
        follow_redirects=False,
    )
    accounts._decoy.cache_clear()


def csrf(page: str) -> str:
    found = re.search(r'name="csrf"[^>]*(?:content|value)="([^"]+)"', page)
    assert found
    return found[1]


def enter(client: TestClient, name: str) -> None:
    page = client.get("/login?next=/events", headers=PAGE)
    assert page.status_code == 200
    assert "<nav" not in page.text  # nothing of the ledger before one is in
    form = {"name": name, "password": PASSWORD, "csrf": csrf(page.text), "next": "/events"}
    answer = client.post("/login", data=form, headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/events")


def test_nobody_sees_anything(client: TestClient) -> None:
    assert client.get("/events", headers=PAGE).headers["location"] == "/login?next=%2Fevents"
    assert client.get("/events.json").status_code == 401
    assert client.get("/openapi.json").status_code == 401
    assert client.get("/static/page.css").status_code == 200
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize(("name", "status"), [("reader", 403), ("reviewer", 404), ("adminer", 404)])
def test_who_may_decide(client: TestClient, site: ServerState, name: str, status: int) -> None:
    enter(client, name)
    page = client.get("/events", headers=PAGE)
    assert page.status_code == 200
    assert f"<span>{name}</span>" in page.text
    headers = {"X-CSRF-Token": csrf(page.text), "Accept": "application/json"}
    form = {"verb": "accept", "report": "abcdef", "key": "x", "who": "Somebody Else"}
    assert client.post("/review.json", json=form, headers=headers).status_code == status
    erase = {"report": "abcdef", "reason": "x", "sure": True}
    expected = 404 if name == "adminer" else 403
    assert client.post("/forget.json", json=erase, headers=headers).status_code == expected


@pytest.mark.parametrize(("name", "offered"), [("reader", False), ("reviewer", True)])
def test_nobody_is_offered_what_is_not_theirs(client: TestClient, name: str, offered: bool) -> None:
    enter(client, name)
    report = client.get("/reports.json").json()["reports"][0]["id"]
    event = client.get("/events.json").json()["events"][0]["id"]
    for address, action in (
        ("/review", "/review"),
        (f"/reports/{report}/review", "/review"),
        (f"/reports/{report}/review?of=entity", "/review"),
        (f"/events/{event}", "/review"),
        ("/add", "/add"),
    ):
        page = client.get(address, headers=PAGE).text
        assert (f'method="post" action="{action}"' in page) == offered, address
        assert ("Correct</summary>" in page) == (offered and report in address), address
    refusal = "Adding reports needs the role “review”; reader has “read”." in page
    assert refusal != offered


def test_a_decision_records_the_account_that_made_it(client: TestClient, site: ServerState) -> None:
    token = site.store.accounts().make_token("reviewer", "a script")
    headers = {"Authorization": f"Bearer {token}"}
    report = client.get("/reports.json", headers=headers).json()["reports"][0]["id"]
    found = client.get(f"/reports/{report}/review.json", headers=headers).json()["findings"]
    one = next(f for f in found if f["target"] == "attribution")
    form = {"verb": "accept", "report": report, "key": one["key"], "who": "Somebody Else"}
    assert client.post("/review.json", json=form, headers=headers).status_code == 201
    log = client.get("/review.json", headers=headers).json()["log"]
    assert log[0]["who"] == "reviewer"
    deeds = site.store.accounts().audited()
    assert (deeds[0].who, deeds[0].what) == ("reviewer", "review: accept")


def test_signing_out(client: TestClient) -> None:
    enter(client, "reader")
    page = client.get("/", headers=PAGE)
    out = client.post("/logout", data={"csrf": csrf(page.text)}, headers=PAGE)
    assert out.headers["location"] == "/login"
    assert client.get("/", headers=PAGE).status_code == 303
