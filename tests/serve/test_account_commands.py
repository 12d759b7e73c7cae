"""`whence account` and `whence token`: what they print, ask, keep and refuse."""

from __future__ import annotations

import getpass
import io
import json
import os
import warnings
from pathlib import Path

import click
import pytest
from argon2 import PasswordHasher

from whence.ledger import SqlLedger, accounts
from whence.serve.cli.dispatch import run

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    accounts._decoy.cache_clear()
    SqlLedger("whence.db", create=True).close()
    return tmp_path


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed where a password is asked for, in order."""
    answers: list[str] = []

    def ask(words: str) -> str:
        click.echo(words, err=True)
        return answers.pop(0)

    monkeypatch.setattr("click.termui.hidden_prompt_func", ask)
    return answers


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(list(arguments)) == code
    out, err = capsys.readouterr()
    return out, err


def verified(name: str, password: str) -> bool:
    with SqlLedger("whence.db") as ledger:
        return ledger.accounts().verify(name, password) is not None


def piped(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words))


def test_add_asks_twice_and_shows_nothing(
    capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    typed += [PASSWORD, PASSWORD]
    out, err = said(capsys, "account", "add", "ana", "--role", "admin")
    assert out == "added: ana (admin)\n"
    assert PASSWORD not in out + err
    assert "Again" in err
    assert not typed
    assert verified("ana", PASSWORD)


def test_without_a_terminal_it_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    def prompt(*_: object, **__: object) -> str:
        warnings.warn("Can not control echo", getpass.GetPassWarning, stacklevel=1)
        return PASSWORD

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.prompt", prompt)
        _, err = said(capsys, "account", "add", "ana", "--role", "admin", code=2)
    assert "no terminal to ask for the password; use --password-stdin" in err


def test_two_that_differ_are_asked_for_again(
    capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    typed += [PASSWORD, "another", PASSWORD, PASSWORD]
    said(capsys, "account", "add", "ana", "--role", "read")
    assert not typed
    assert verified("ana", PASSWORD)


def test_a_password_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, f"{PASSWORD}\nand more\n")
    said(capsys, "account", "add", "ana", "--role", "read", "--password-stdin")
    assert verified("ana", PASSWORD)
    piped(monkeypatch, "another password")
    out, _ = said(capsys, "account", "password", "ana", "--password-stdin")
    assert out == "changed: ana\n"
    assert verified("ana", "another password")
    assert not verified("ana", PASSWORD)


def test_wrong_use(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    _, err = said(capsys, "account", "add", "a b", "--role", "read", code=2)
    assert "no account's name" in err
    _, err = said(capsys, "account", "add", "ana", code=2)
    assert "--role" in err
    said(capsys, "account", "add", "ana", "--role", "owner", code=2)
    piped(monkeypatch, "short\n")
    _, err = said(capsys, "account", "add", "ana", "--role", "read", "--password-stdin", code=2)
    assert "10 to 1,000 letters" in err
    _, err = said(capsys, "account", code=2)
    assert "add" in err
    _, err = said(capsys, "account", "password", "ana", code=3)
    assert "no account 'ana'" in err
    _, err = said(capsys, "account", "remove", "ana", code=3)
    assert "no account 'ana'" in err
    _, err = said(capsys, "account", "list", "--ledger", "none.db", code=3)
    assert "no ledger at none.db" in err
    piped(monkeypatch, PASSWORD)
    said(capsys, "account", "add", "ana", "--role", "read", "--password-stdin")
    piped(monkeypatch, PASSWORD)
    _, err = said(capsys, "account", "add", "Ana", "--role", "read", "--password-stdin", code=3)
    assert "already" in err
    piped(monkeypatch, "short")
    said(capsys, "account", "password", "ana", "--password-stdin", code=2)


def test_list_and_remove(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = said(capsys, "account", "list")
    assert (out, err) == ("", "whence: no accounts; `whence account add` makes one\n")
    for name, role in (("bob@example.org", "read"), ("ana", "admin")):
        piped(monkeypatch, PASSWORD)
        said(capsys, "account", "add", name, "--role", role, "--password-stdin")
    out, _ = said(capsys, "account", "list")
    first, second = out.splitlines()
    assert first.split()[:2] == ["ana", "admin"]
    assert second.split()[:2] == ["bob@example.org", "read"]
    out, _ = said(capsys, "account", "list", "--format", "json")
    assert [one["name"] for one in json.loads(out)] == ["ana", "bob@example.org"]
    assert "argon2" not in out
    out, err = said(capsys, "account", "remove", "ana")
    assert (out, err) == ("removed: ana\n", "")
    _, err = said(capsys, "account", "remove", "bob@example.org")
    assert "no accounts are left" in err


def test_the_audit(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = said(capsys, "account", "audit")
    assert "empty" in err
    with SqlLedger("whence.db") as ledger:
        ledger.accounts().note("ana", "forget", "abc", "10.0.0.1")
    out, _ = said(capsys, "account", "audit")
    assert "ana  forget  abc  10.0.0.1" in out
    out, _ = said(capsys, "account", "audit", "--format", "jsonl")
    assert json.loads(out)["who"] == "ana"


def test_tokens(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _, err = said(capsys, "token", "add", "ana", "--label", "x", code=3)
    assert "no account 'ana'" in err
    piped(monkeypatch, PASSWORD)
    said(capsys, "account", "add", "ana", "--role", "read", "--password-stdin")
    _, err = said(capsys, "token", "add", "ana", "--label", " ", code=2)
    assert "what it is for" in err
    out, err = said(capsys, "token", "add", "ana", "--label", "nightly export")
    secret = out.strip()
    assert out.startswith("whence_")
    assert secret not in err
    with SqlLedger("whence.db") as ledger:
        assert ledger.accounts().account_of_token(secret)
    out, _ = said(capsys, "token", "list")
    assert "nightly export" in out
    assert secret not in out
    out, _ = said(capsys, "token", "list", "ana", "--format", "jsonl")
    token = json.loads(out)
    assert sorted(token) == ["account", "id", "label", "made_at"]
    said(capsys, "token", "revoke", "ab", code=2)
    out, _ = said(capsys, "token", "revoke", token["id"][:6])
    assert out == f"revoked: {token['id']} of ana (nightly export)\n"
    said(capsys, "token", "revoke", token["id"], code=3)
    _, err = said(capsys, "token", "list")
    assert "no tokens" in err
    with SqlLedger("whence.db") as ledger:
        assert ledger.accounts().account_of_token(secret) is None


@pytest.mark.parametrize("command", ["account", "token"])
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    from whence.serve.cli import account, token

    for name in {"account": account, "token": token}[command].command.commands:
        out, _ = said(capsys, command, name, "--help")
        assert "Example" in out
        assert "Exit codes" in out
