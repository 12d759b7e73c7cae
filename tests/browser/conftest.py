"""The system's Chromium before a server of this test's own."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from whence.serve.web.app import application
from whence.serve.web.middleware import Rules
from whence.serve.web.server import listening
from whence.serve.web.state import ServerState
from whence.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
#: What the system's Chromium is called.
_NAMES = ("chromium", "chromium-browser", "google-chrome")
#: It is to start anywhere, and to call nobody.
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Milliseconds that only what hangs takes, however busy the machine.
_PATIENCE = 300_000


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this folder.

    No longer: while it is open, its loop is running in this thread, and no test can run another.
    """
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("there is no Chromium: make test installs it where apt is at hand")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=_FLAGS)
        yield started
        started.close()


class Served:
    """A server under way."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.site = ServerState(str(place), Settings())
        taken = listening("127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        app = application(self.site, Rules(loopback=True))
        config = uvicorn.Config(app, log_level="warning", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [taken]})
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def close(self) -> None:
        """Ends it."""
        self._server.should_exit = True
        self._thread.join()
        self.site.close()


@pytest.fixture
def served(newsroom: Path, tmp_path: Path) -> Iterator[Served]:
    """A server over a copy of the newsroom's ledger."""
    found = Served(Path(shutil.copy(newsroom, tmp_path / "whence.db")))
    yield found
    found.close()


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of a desk's width; any error of a script, or refusal of the policy, fails the test."""
    found = opened(browser, base_url=served.address, viewport={"width": 1100, "height": 900})
    faults: list[str] = []
    watch(found, faults)
    yield found
    found.context.close()
    assert not faults


def opened(browser: Browser, **options: Any) -> Page:
    """A page in a context of its own; it waits as long as a busy machine needs."""
    context = browser.new_context(**options)
    context.set_default_timeout(_PATIENCE)
    return context.new_page()


def watch(page: Page, faults: list[str]) -> None:
    """Notes what a page complains of, and every request that would leave this machine."""
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "console",
        lambda settings: (
            faults.append(f"console: {settings.text}")
            if settings.type == "error" and "status of 4" not in settings.text
            else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("http://127.0.0.1:", "data:"))
            else faults.append(f"leaves: {asked.url}")
        ),
    )
