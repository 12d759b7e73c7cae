"""`make screenshots`: the pictures of the page in docs/images, of the example reports.

Reads the examples into a ledger, serves it, and looks at it in the system's Chromium.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
#: name -> which page, how wide and high, light or dark
_SHOTS: dict[str, tuple[str, int, int, Any]] = {
    "front": ("/", 1100, 620, "light"),
    "event": ("event", 1100, 1000, "light"),
    "event-dark": ("event", 1100, 720, "dark"),
    "page-report": ("report", 1100, 900, "light"),
    "review": ("review", 1100, 760, "light"),
    "phone": ("report", 390, 760, "light"),
}


def main() -> None:
    """Makes them all again."""
    whence = [sys.executable, "-m", "whence"]
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "whence.db")
        add = [*whence, "add", "examples/reports", "--ledger", ledger, "-q"]
        subprocess.run(add, check=True, cwd=ROOT)
        serve = [*whence, "serve", "--ledger", ledger, "--port", "0"]
        server = subprocess.Popen(serve, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            said = server.stderr.readline() if server.stderr else ""
            address = re.search(r"http://\S+", said)
            if address is None:
                raise RuntimeError(f"the server did not start: {said}")
            _shoot(address[0])
        finally:
            server.terminate()
            server.wait()


def _shoot(address: str) -> None:
    browser_path = next(p for n in ("chromium", "google-chrome") if (p := shutil.which(n)))
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=_FLAGS)
        page = browser.new_page(base_url=address)
        page.goto("/events?q=explosion")
        event = page.locator("li.event-line a").first.get_attribute("href")
        page.goto("/reports")
        report = page.get_by_role("link", name=re.compile("UPDATE 2-Ministry"))
        named = {"event": event, "report": report.get_attribute("href")}
        named["review"] = f"{named['report']}/review"
        for name, (path, width, height, scheme) in _SHOTS.items():
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
            )
            one = context.new_page()
            one.goto(named.get(path, path) or path)
            one.screenshot(path=IMAGES / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
