"""`whence serve` as a process: what it says, whom it lets in, how it ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from whence.serve.cli.dispatch import run


def test_it_says_where_it_is_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    place = str(tmp_path / "l.db")
    # Where the suite itself runs behind the scenes, interrupts are ignored from the start.
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    asked = ["serve", "--ledger", place, "--port", "0"]
    code = f"{heard}\nfrom whence.serve.cli import main\nmain({asked!r})"
    server = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert server.stderr
    said = server.stderr.readline()
    address = re.search(r"http://127\.0\.0\.1:\d+", said)
    assert address, said
    assert place in said
    assert httpx.get(f"{address[0]}/health", timeout=300).json() == {"status": "ok"}
    assert "This ledger is empty" in httpx.get(address[0], timeout=300).text
    server.send_signal(signal.SIGINT)
    _, err = server.communicate(timeout=600)
    assert err.strip() == "whence: interrupted"
    assert server.returncode == 130


def test_what_it_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "l.db")
    assert run(["serve", "--ledger", place, "--host", "0.0.0.0"]) == 3
    assert "whence account add" in capsys.readouterr().err
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run(["serve", "--ledger", place, "--port", str(port)]) == 3
    assert f"127.0.0.1:{port} cannot be listened on" in capsys.readouterr().err
    assert run(["serve", "--ledger", str(tmp_path / "no" / "l.db")]) == 3
    assert "there is no folder" in capsys.readouterr().err
