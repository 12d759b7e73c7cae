"""No link on any page is dead, nor leads to a place that is not on its page: over two ledgers."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from whence import bootstrap
from whence.bootstrap import comparing
from whence.records import Rejected
from whence.serve.web import addresses
from whence.serve.web.app import application
from whence.serve.web.middleware import Rules
from whence.serve.web.state import ServerState
from whence.settings import Settings

#: Addresses with a query, for each path: filters combine without end.
_FILTERED = 25
#: By day, pages of a kind: of a claim, a speaker, a report.
_FEW = 40
_LINK = re.compile(r'(?:href|src)="(/[^"]*|#[^"]*)"')
_NAMED = re.compile(r"/[0-9a-f]{16,}|(?<=/speakers)/[^/]+$")
_ID = re.compile(r'\sid="([^"]+)"')


class Crawl:
    """The pages that can be reached from the front page, each once, at most so many of a kind."""

    def __init__(self, client: TestClient, most: int | None) -> None:
        self.dead: list[tuple[str, str]] = []  #: a page, and a link on it that leads nowhere
        self.pages: dict[str, frozenset[str]] = {}  #: address -> the places on it
        self._client = client
        self._most = most
        self._kinds = Counter[str]()
        self._filtered = Counter[str]()
        self._seen = {"/"}
        self._waiting = [("", "/")]
        self._places: list[tuple[str, str, str]] = []

    def run(self) -> None:
        while self._waiting:
            self._visit(*self._waiting.pop())
        self.dead += [
            (page, f"{address}#{place}")
            for page, address, place in self._places
            if address in self.pages and place not in self.pages[address]
        ]

    def _visit(self, before: str, address: str) -> None:
        answer = self._client.get(address, headers=PAGE)
        if answer.status_code not in (200, 303):
            self.dead.append((before, f"{address}: {answer.status_code}"))
        if "text/html" not in answer.headers.get("content-type", ""):
            return
        self.pages[address] = frozenset(_ID.findall(answer.text))
        for link in set(_LINK.findall(answer.text)):
            target, place = urldefrag(unescape(link))
            target = target or address
            if place:
                self._places.append((address, target, place))
            if target not in self._seen and self._is_new(target):
                self._seen.add(target)
                self._waiting.append((address, target))

    def _is_new(self, target: str) -> bool:
        parts = urlsplit(target)
        kind = _NAMED.sub("/*", parts.path)
        self._kinds[kind] += 1
        if self._most is not None and self._kinds[kind] > self._most:
            return False
        if not parts.query:
            return True
        self._filtered[parts.path] += 1
        return self._filtered[parts.path] <= _FILTERED


def crawled(place: Path, most: int | None = None) -> Crawl:
    state = ServerState(str(place), Settings())
    client = TestClient(
        application(state, Rules(loopback=True)),
        base_url="http://localhost",
        raise_server_exceptions=False,
        follow_redirects=False,
    )
    found = Crawl(client, most)
    found.run()
    state.close()
    return found


def test_some_of_each_kind(place: Path) -> None:
    found = crawled(place, _FEW)
    assert found.dead == []
    kinds = Counter(_NAMED.sub("/*", urlsplit(page).path) for page in found.pages)
    assert len(kinds) > 15
    assert kinds["/reports/*"] > 20


def test_a_dead_link_is_found(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "speaker", lambda name: f"/speakers/{name}-nobody")
    monkeypatch.setattr(addresses, "claim", lambda report, _: f"/reports/{report[:16]}#nothing-")
    found = crawled(place, 3)
    assert any("/speakers/" in link and link.endswith(": 404") for _, link in found.dead)
    assert any("#nothing-" in link for _, link in found.dead)


@pytest.mark.nightly
def test_every_page_of_the_examples(place: Path) -> None:
    found = crawled(place)
    assert found.dead == []
    assert len(found.pages) > 500


@pytest.fixture
def outlets(shared: Path, tmp_path: Path) -> Path:
    """A ledger of 170 reports of real outlets, which are not part of the repository."""
    stories = shared / "data" / "stories" / "outlets.jsonl"
    if not stories.is_file():
        pytest.skip("needs ../shared/data/stories/outlets.jsonl")
    wanted = ("title", "text", "publisher", "date")
    lines = [json.loads(line) for line in stories.read_text(encoding="utf-8").splitlines()]
    file = tmp_path / "stories.jsonl"
    file.write_text("\n".join(json.dumps({n: one[n] for n in wanted}) for one in lines), "utf-8")
    with bootstrap.ledger(str(tmp_path / "outlets.db"), create=True) as ledger:
        _, found = bootstrap.added([str(file)], Settings(), ledger, bootstrap.given())
        assert sum(not isinstance(one, Rejected) for one in found) > 150
        for _ in comparing.compared(ledger):
            pass
    return tmp_path / "outlets.db"


@pytest.mark.nightly
def test_real_reports(outlets: Path) -> None:
    found = crawled(outlets)
    assert found.dead == []
    assert sum(bool(re.fullmatch("/reports/[0-9a-f]{16}", page)) for page in found.pages) > 150
