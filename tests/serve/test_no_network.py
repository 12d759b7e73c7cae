"""No command reaches the network but those that are asked to: `add URL`, `read URL`, `watch`."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.factories import HOSPITAL, MINISTRY, made, opened
from whence.serve.cli.dispatch import run, whence


class Reached(BaseException):
    """Not to be caught by anybody on the way."""


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*asked: Any, **_: Any) -> Any:
        raise Reached(repr(asked[-2:]))

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, fails)
    for name in ("create_connection", "getaddrinfo", "gethostbyname", "gethostbyaddr"):
        monkeypatch.setattr(socket, name, fails)


TEXT = "The port of Sulla reopened on Monday, the mayor said, and ships left it before noon."

#: Every command, but those that serve or fetch; each with what it can be asked here.
COMMANDS: dict[str, list[list[str]]] = {
    "add": [["add", "in", "--ledger", "new.db", "--fast"]],
    "read": [["read", "in/a.txt", "--fast"], ["read", "in", "--fast", "--format", "html"]],
    "account": [["account", "list"]],
    "alert": [["alert", "list"]],
    "batch": [["batch", "in/a.html", "--out", "batch", "--fast", "--workers", "1"]],
    "batch-compare": [["batch-compare", "batch"]],
    "claims": [["claims", "killed"]],
    "compare": [["compare"]],
    "completion": [["completion", "bash"]],
    "disputes": [["disputes"], ["disputes", "--drift"]],
    "doctor": [["doctor"]],
    "events": [["events"]],
    "export": [["export", "--format", "jsonl", "out.jsonl"], ["export", "--format", "sqlite", "out.db"],
               ["export", "--format", "jsonld", "out.jsonld"], ["export", "--format", "html", "out"]],
    "forget": [["forget", "b.txt", "--reason", "x", "--yes"], ["forget", "--finish"]],
    "import": [["import", "in", "--who", "Ada Venn"]],
    "reread": [["reread", "--fast"]],
    "review": [["review"], ["review", "--log"], ["review", "--orphans"]],
    "show": [["show", "a.txt"]],
    "timeline": [["timeline"]],
    "token": [["token", "list"]],
    "who": [["who"]],
}  # fmt: skip
ASKED_TO = {"serve", "watch"}


def test_every_command_is_here() -> None:
    assert set(whence.commands) | set(whence.list_commands(None)) == set(COMMANDS) | ASKED_TO  # type: ignore[arg-type]


@pytest.mark.usefixtures("closed")
def test_no_command_opens_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    page = f"<html><head><link rel=canonical href=http://a.example/x></head><body><p>{TEXT}</p>"
    (tmp_path / "in" / "a.html").write_text(page, encoding="utf-8")
    with opened("whence.db") as ledger:
        ledger.add(made(MINISTRY), MINISTRY.encode())
        ledger.add(made(HOSPITAL, source="b.txt"), HOSPITAL.encode())
    monkeypatch.setenv("WHENCE_LEDGER", "whence.db")
    for asked in COMMANDS.values():
        for one in asked:
            try:
                code = run(one)
            except Reached as reached:
                pytest.fail(f"whence {' '.join(one)} reached for {reached}")
            said = capsys.readouterr().err
            # Nothing to show is 1, and wrong use would be 2: then it has tried nothing.
            assert code in (0, 1), (one, said)
            assert "This is a bug in whence" not in said, (one, said)


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("asked", [["read", "http://a.example/"], ["add", "http://a.example/"]])
def test_commands_given_an_address_do(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Reached):
        run(asked)
