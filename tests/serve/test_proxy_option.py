"""Whom `whence serve` believes about where a request comes from: a proxy that was named, nobody else."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.ledger.factories import opened

PASSWORD = "correct horse battery"
SAID = "203.0.113.7"


@contextmanager
def serving(place: str, *options: str) -> Iterator[str]:
    asked = ["serve", "--ledger", place, "--port", "0", *options]
    code = f"from whence.serve.cli import main\nmain({asked!r})"
    server = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert server.stderr
    try:
        said = server.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address, said
        yield address[0]
    finally:
        server.kill()
        server.communicate()


@pytest.mark.parametrize(
    ("options", "seen"),
    [((), "127.0.0.1"), (("--proxy", "192.0.2.9"), "127.0.0.1"), (("--proxy", "127.0.0.1"), SAID)],
    ids=["none", "another", "this"],
)
def test_who_is_believed(
    options: tuple[str, ...], seen: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What uvicorn itself would take its list from.
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    place = str(tmp_path / "l.db")
    with opened(place) as ledger:
        ledger.accounts().add("ana", PASSWORD, "read")
    claimed = {"X-Forwarded-For": SAID, "Accept": "text/html"}
    with serving(place, *options) as address, httpx.Client(base_url=address) as browser:
        form = browser.get("/login", headers=claimed, timeout=300).text
        csrf = re.search('name="csrf" value="([^"]+)"', form)
        assert csrf
        fields = {"name": "ana", "password": PASSWORD, "csrf": csrf[1]}
        answer = browser.post("/login", data=fields, headers=claimed, timeout=300)
        assert answer.status_code == 303
    with opened(place) as ledger:
        assert [one.address for one in ledger.accounts().audited()] == [seen]
