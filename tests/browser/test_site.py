"""The documentation in a browser: it asks nobody, and its search finds."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import opened, watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The site on a server of this test's own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_it_finds_without_asking_the_user(browser: Browser, address: str) -> None:
    page = opened(browser)
    faults: list[str] = []
    watch(page, faults)
    for place in ("reference/cli.html", "first-look.html", "index.html"):
        page.goto(address + place)
    page.get_by_role("textbox", name="Search").fill("conservative")
    page.locator(".md-search-result__item").first.wait_for()
    page.context.close()
    assert not [fault for fault in faults if "blob:" not in fault]
