"""The proxies' configurations that the documentation shows: their syntax, and a request through."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from whence.ledger import SqlLedger

pytestmark = pytest.mark.nightly

SHOWN = Path(__file__).parents[2] / "docs" / "proxies"
NAME = "news.example.org"


def free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed (apt install {name})")
    return found


@pytest.fixture
def held() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def started(held: ExitStack, command: list[str], log: Path, **env: str) -> None:
    stream = held.enter_context(log.open("w"))
    process = subprocess.Popen(command, stdout=stream, stderr=stream, env={**os.environ, **env})
    held.callback(process.wait)
    held.callback(process.terminate)


def whence(held: ExitStack, folder: Path) -> int:
    """A server with an account, as the page says to start it."""
    place, port = str(folder / "l.db"), free()
    with SqlLedger(place, create=True) as ledger:
        ledger.accounts().add("ada", "correct horse battery", "admin")
    asked = [
        "serve",
        "--ledger",
        place,
        "--port",
        str(port),
        "--name",
        NAME,
        "--proxy",
        "127.0.0.1",
    ]
    started(held, [sys.executable, "-m", "whence", *asked], folder / "whence.log")
    answered(f"http://127.0.0.1:{port}/health", folder)
    return port


def answered(address: str, folder: Path) -> httpx.Response:
    for _ in range(600):
        try:
            return httpx.get(address, headers={"Host": NAME}, verify=False)
        except httpx.TransportError:
            threading.Event().wait(0.1)
    raise AssertionError("\n".join(f.read_text(errors="replace") for f in folder.glob("*.log")))


def looked_at(address: str, folder: Path) -> None:
    """What goes through: who asks, by what, and what others claim of themselves."""
    assert answered(f"{address}/health", folder).json() == {"status": "ok"}
    scheme = address.partition(":")[0]
    headers = {"Host": NAME, "Accept": "text/html", "X-Forwarded-For": "203.0.113.9"}
    with httpx.Client(headers=headers, verify=False) as browser:
        form = browser.get(f"{address}/login").text
        csrf = form.partition('name="csrf" value="')[2].partition('"')[0]
        sent = {"name": "ada", "password": "wrong password", "csrf": csrf}
        answer = browser.post(
            f"{address}/login", data=sent, headers={"Origin": f"{scheme}://{NAME}"}
        )
        assert answer.status_code == 401, (
            answer.text
        )  # and no forged form: the scheme was handed on
    with SqlLedger(str(folder / "l.db")) as ledger:
        (deed,) = ledger.accounts().audited()
    # The visitor's own, as the proxy saw it; not what the visitor claims.
    assert (deed.what, deed.address) == ("login-refused", "127.0.0.1")


def test_nginx(held: ExitStack, tmp_path: Path) -> None:
    nginx, openssl = program("nginx"), program("openssl")
    port, at = whence(held, tmp_path), free()
    pem = [str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")]
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={NAME}", "-days", "2"]
    subprocess.run(
        [openssl, *asked, "-out", pem[0], "-keyout", pem[1]], check=True, capture_output=True
    )
    shown = (SHOWN / "nginx.conf").read_text(encoding="utf-8")
    for was, now in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{at} ssl;"),
        ("127.0.0.1:8390", f"127.0.0.1:{port}"),
        ("/etc/ssl/whence/cert.pem", pem[0]),
        ("/etc/ssl/whence/key.pem", pem[1]),
    ):
        assert shown.count(was) == 1, was
        shown = shown.replace(was, now)
    (tmp_path / "whence.conf").write_text(shown, encoding="utf-8")
    paths = "".join(
        f"{one}_temp_path {tmp_path}/{one};" for one in
        ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )  # fmt: skip
    whole = (
        f"pid {tmp_path}/nginx.pid; error_log stderr; daemon off; events {{}}"
        f"http {{ access_log off; {paths} include {tmp_path}/whence.conf; }}"
    )
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [nginx, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    started(held, command, tmp_path / "nginx.log")
    looked_at(f"https://127.0.0.1:{at}", tmp_path)


def test_caddy(held: ExitStack, tmp_path: Path) -> None:
    caddy = program("caddy")
    port, at = whence(held, tmp_path), free()
    shown = (SHOWN / "Caddyfile").read_text(encoding="utf-8")
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    adapted = subprocess.run(
        [caddy, "validate", "--adapter", "caddyfile", "--config", str(SHOWN / "Caddyfile")],
        check=False, capture_output=True, text=True, env={**os.environ, **home},
    )  # fmt: skip
    assert "Valid configuration" in adapted.stdout + adapted.stderr, adapted.stderr
    for was, now in (
        (r"(?m)^\{$", "{\n\tadmin off\n\tauto_https off"),
        (rf"(?m)^{re.escape(NAME)} \{{$", f"http://{NAME}:{at} {{\n\tbind 127.0.0.1"),
        (r"127\.0\.0\.1:8390", f"127.0.0.1:{port}"),
    ):
        assert len(re.findall(was, shown)) == 1, was
        shown = re.sub(was, now, shown)
    (tmp_path / "Caddyfile").write_text(shown, encoding="utf-8")
    command = [caddy, "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    started(held, command, tmp_path / "caddy.log", **home)
    looked_at(f"http://127.0.0.1:{at}", tmp_path)
