"""`make test-nightly`: what the documentation says to do with a server, and with many processes."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

import httpx
import pytest

from tests.conftest import ROOT
from tests.docs.blocks import blocks, commands
from tests.docs.sandbox import Desk
from tests.docs.test_pages import PAGES

pytestmark = pytest.mark.nightly


class _Server(NamedTuple):
    address: str
    desk: Desk


def _curls() -> list[str]:
    lines = [c.line for page in PAGES for b in blocks(page) if b.is_commands for c in commands(b)]
    return sorted({line for line in lines if line.startswith("curl ")})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Server]:
    desk = Desk(tmp_path_factory.mktemp("served"), ROOT)
    desk.shell("whence add examples/reports --quiet")
    desk.shell("whence account add desk --role review --password-stdin < password.txt")
    desk.shell('whence token add desk --label "nightly import" > token.txt')
    process = subprocess.Popen(
        [sys.executable, "-m", "whence", "serve", "--port", "0"],
        cwd=desk.folder, env=desk.environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = process.stderr.readline() if process.stderr else ""
    found = re.search(r"http://[\d.:]+", said)
    assert found, said
    yield _Server(found[0], desk)
    process.terminate()
    process.wait()
    if process.stderr:
        process.stderr.close()


@pytest.mark.parametrize("line", _curls())
def test_what_curl_is_told_to_request(server: _Server, line: str) -> None:
    token = (server.desk.folder / "token.txt").read_text(encoding="utf-8").strip()
    words = shlex.split(line.replace("$(cat token.txt)", token).replace("$TOKEN", token))
    address = next(word for word in words if word.startswith("http://127.0.0.1:8390"))
    path = address.removeprefix("http://127.0.0.1:8390")
    headers = {"Authorization": f"Bearer {token}"}
    body = words[words.index("-d") + 1] if "-d" in words else None
    if body is None:
        answer = httpx.get(server.address + path, headers=headers, timeout=300)
        assert answer.status_code == 200, answer.text
        return
    headers["Content-Type"] = "application/json"
    answer = httpx.post(server.address + path, headers=headers, content=body, timeout=300)
    # The decision's report is an invented one, so it is understood and not found.
    assert answer.status_code == (202 if path == "/add.json" else 404), answer.text


def test_archives(server: _Server) -> None:
    for line in ("whence batch archive/ --out claims", "whence batch-compare claims"):
        printed, code = server.desk.shell(line)
        assert code == 0, printed
    assert (server.desk.folder / "claims" / "compare" / "events.parquet").is_file()
