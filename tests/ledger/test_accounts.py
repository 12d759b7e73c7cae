"""Accounts, tokens, sessions and the audit, over both databases; and that no secret is stored."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from tests.ledger.factories import opened
from whence.errors import LedgerError, SettingsError
from whence.ledger import accounts, schema
from whence.ledger.accounts import SqlAccounts
from whence.records import User

PASSWORD = "correct horse battery"
NOON = dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> PasswordHasher:
    """A hasher that takes no time: how much it takes is its library's matter."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    accounts._decoy.cache_clear()
    return hasher


@pytest.fixture
def sql_accounts(place: str) -> Iterator[SqlAccounts]:
    with opened(place) as ledger:
        yield ledger.accounts()


def hash_of(found: SqlAccounts, name: str) -> str:
    with found._engine.connect() as connection:
        wanted = select(schema.accounts.c.password).where(schema.accounts.c.name == name)
        return str(connection.execute(wanted).scalar_one())


def sessions_of(found: SqlAccounts) -> int:
    with found._engine.connect() as connection:
        return len(connection.execute(select(schema.sessions)).all())


def test_an_account(sql_accounts: SqlAccounts) -> None:
    assert not sql_accounts.has_any()
    made = sql_accounts.add("ana", PASSWORD, "review")
    assert sql_accounts.has_any()
    assert sql_accounts.listed() == (made,)
    assert sql_accounts.verify("ana", PASSWORD) == made
    assert (made.name, made.role) == ("ana", "review")
    assert made.may("read")
    assert made.may("review")
    assert not made.may("admin")
    sql_accounts.set_role("ana", "admin")
    (changed,) = sql_accounts.listed()
    assert changed.may("admin")


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    sql_accounts: SqlAccounts, monkeypatch: pytest.MonkeyPatch, cheap: PasswordHasher
) -> None:
    sql_accounts.add("ana", PASSWORD, "read")
    held: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Any:  # noqa: A002  the library calls it so
            held.append(str(hash))
            return super().verify(hash, password)

    counting = Counting(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: counting)
    for name in ("ana", "nobody-at-all", "", "x\x00y", "'; drop table accounts", "ana\n"):
        assert sql_accounts.verify(name, "wrong " + PASSWORD) is None
    # As many digests are worked out for each, of the same cost.
    assert len(held) == 6
    assert len({one.rsplit("$", 2)[0] for one in held}) == 1
    assert sql_accounts.verify("ana", "x" * 2_000) is None
    assert sql_accounts.verify("ana", "\ud800" * 12) is None


def test_names(sql_accounts: SqlAccounts) -> None:
    for good in ("a", "Ana.B_c-9", "x" * 64, "ana.b+news@example.org", "a@b"):
        sql_accounts.add(good, PASSWORD, "read")
    for bad in (
        "", "x" * 65, "an a", "ana\n", "a@b@c", "@b", "a@", "ána", "a/b", "<b>", "a@b..c",
        f"a@{'b.' * 150}c", "local", "Nobody",
    ):  # fmt: skip
        with pytest.raises(SettingsError, match="account"):
            sql_accounts.add(bad, PASSWORD, "read")
    with pytest.raises(LedgerError, match=r"there is already an account 'Ana\.B_c-9'"):
        sql_accounts.add("ana.b_C-9", PASSWORD, "read")
    assert sql_accounts.verify("ANA.b_c-9", PASSWORD)  # capitals are no matter
    found = sql_accounts.find("A")
    assert found
    assert found.name == "a"
    assert sql_accounts.find("none") is None


def test_passwords(sql_accounts: SqlAccounts) -> None:
    for bad in ("", "nine char", "x" * 1_001, "\ud800" * 12):
        with pytest.raises(SettingsError, match="10 to 1,000 letters"):
            sql_accounts.add("ana", bad, "read")
    sql_accounts.add("ana", "caf\u00e9 au lait", "read")
    assert sql_accounts.verify("ana", "cafe\u0301 au lait")  # from another keyboard
    assert sql_accounts.verify("ana", "cafe au lait") is None
    with pytest.raises(SettingsError, match="no role 'owner'"):
        sql_accounts.add("bob", PASSWORD, "owner")  # type: ignore[arg-type]  # no role, that is the test
    with pytest.raises(SettingsError, match="no role 'owner'"):
        sql_accounts.set_role("ana", "owner")  # type: ignore[arg-type]  # likewise


def test_a_changed_password_ends_the_sessions(sql_accounts: SqlAccounts) -> None:
    sql_accounts.add("ana", PASSWORD, "read")
    secret, token = sql_accounts.open_session("ana", 1), sql_accounts.make_token("ana", "export")
    sql_accounts.set_password("ana", "another " + PASSWORD)
    assert sql_accounts.verify("ana", PASSWORD) is None
    assert sql_accounts.verify("ana", "another " + PASSWORD)
    assert sql_accounts.account_of_session(secret) is None
    assert sql_accounts.account_of_token(token)


def test_a_costlier_password_hash_replaces_the_old_one(
    sql_accounts: SqlAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql_accounts.add("ana", PASSWORD, "read")
    before = hash_of(sql_accounts, "ana")
    assert sql_accounts.verify("ana", PASSWORD)
    assert hash_of(sql_accounts, "ana") == before
    costlier = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: costlier)
    assert sql_accounts.verify("ana", "wrong " + PASSWORD) is None
    assert hash_of(sql_accounts, "ana") == before
    assert sql_accounts.verify("ana", PASSWORD)
    assert "t=2" in hash_of(sql_accounts, "ana")
    assert sql_accounts.verify("ana", PASSWORD)


def test_a_removed_account_takes_all_with_it(sql_accounts: SqlAccounts) -> None:
    sql_accounts.add("ana", PASSWORD, "read")
    sql_accounts.add("bob", PASSWORD, "admin")
    secret, token = sql_accounts.open_session("ana", 1), sql_accounts.make_token("ana", "export")
    others = sql_accounts.open_session("bob", 1), sql_accounts.make_token("bob", "export")
    sql_accounts.remove("ana")
    assert sql_accounts.verify("ana", PASSWORD) is None
    assert sql_accounts.account_of_session(secret) is None
    assert sql_accounts.account_of_token(token) is None
    assert sql_accounts.account_of_session(others[0])
    assert sql_accounts.account_of_token(others[1])
    assert [user.name for user in sql_accounts.listed()] == ["bob"]
    for missing in (
        lambda: sql_accounts.remove("ana"),
        lambda: sql_accounts.set_password("ana", PASSWORD),
        lambda: sql_accounts.set_role("ana", "read"),
        lambda: sql_accounts.make_token("ana", "x"),
        lambda: sql_accounts.open_session("ana", 1),
        lambda: sql_accounts.tokens("ana"),
    ):
        with pytest.raises(LedgerError, match="no account 'ana'; `whence account list`"):
            missing()


def test_tokens(sql_accounts: SqlAccounts) -> None:
    sql_accounts.add("ana", PASSWORD, "review")
    secret, other = (
        sql_accounts.make_token("ana", "nightly\n export"),
        sql_accounts.make_token("ana", "other"),
    )
    assert secret.startswith("whence_")
    assert secret != other
    found = sql_accounts.account_of_token(secret)
    assert isinstance(found, User)
    assert (found.name, found.role) == ("ana", "review")
    for wrong in ("", secret[:-1], secret + "x", "whence_", "\ud800", "x\x00"):
        assert sql_accounts.account_of_token(wrong) is None
    first, _ = sorted(sql_accounts.tokens("ANA"), key=lambda token: token.label != "nightly export")
    assert (first.account, first.label) == ("ana", "nightly export")
    assert sql_accounts.revoke(first.id) == first
    assert sql_accounts.account_of_token(secret) is None
    assert sql_accounts.account_of_token(other)
    with pytest.raises(LedgerError, match="no token"):
        sql_accounts.revoke(first.id)
    with pytest.raises(LedgerError, match=r"no token whence_\.\.\."):
        sql_accounts.revoke(secret)
    for bad in ("", "abc", "xyz%", "____"):
        with pytest.raises(SettingsError, match="four letters"):
            sql_accounts.revoke(bad)
    assert sql_accounts.revoke(other).label == "other"
    for bad in ("", " ", "x" * 101):
        with pytest.raises(SettingsError, match="label"):
            sql_accounts.make_token("ana", bad)


def test_sessions_end(sql_accounts: SqlAccounts) -> None:
    sql_accounts.add("ana", PASSWORD, "read")
    secret = sql_accounts.open_session("ana", 2, NOON)
    almost, over = NOON + dt.timedelta(minutes=119), NOON + dt.timedelta(hours=2)
    assert sql_accounts.account_of_session(secret, NOON)
    assert sql_accounts.account_of_session(secret, almost)
    assert sql_accounts.account_of_session(secret, over) is None
    # A time means the same in any zone.
    east = dt.timezone(dt.timedelta(hours=9))
    assert sql_accounts.account_of_session(secret, almost.astimezone(east))
    assert sql_accounts.account_of_session(secret) is None  # by today's clock
    assert sql_accounts.account_of_session("") is None
    other = sql_accounts.open_session("ana", 5, NOON)
    sql_accounts.close_session(other)
    sql_accounts.close_session("no such one")
    assert sql_accounts.account_of_session(other, NOON) is None
    assert sessions_of(sql_accounts) == 1
    sql_accounts.open_session("ana", 1, over)  # which deletes those that have ended
    assert sessions_of(sql_accounts) == 1


def test_a_session_has_its_accounts_role_of_now(sql_accounts: SqlAccounts) -> None:
    sql_accounts.add("ana", PASSWORD, "admin")
    secret = sql_accounts.open_session("ana", 2, NOON)
    sql_accounts.set_role("ana", "read")
    found = sql_accounts.account_of_session(secret, NOON)
    assert found
    assert found.role == "read"


def test_the_audit(sql_accounts: SqlAccounts) -> None:
    for number in range(5):
        sql_accounts.note("ana", "verdict", f"claim {number}\x00\n\x1b", "127.0.0.1")
    sql_accounts.note("ana", "verdict", "x" * 5_000, "127.0.0.1")
    last, *rest = sql_accounts.audited(3)
    assert len(last.target) == 1_000
    assert [deed.target for deed in rest] == ["claim 4\ufffd \ufffd", "claim 3\ufffd \ufffd"]
    assert last.id > rest[0].id > rest[1].id
    older = sql_accounts.audited(10, before=rest[-1].id)
    assert [deed.target[:7] for deed in older] == ["claim 2", "claim 1", "claim 0"]
    assert (older[0].who, older[0].what, older[0].address) == ("ana", "verdict", "127.0.0.1")
    assert dt.datetime.fromisoformat(older[0].at).tzinfo


def test_threads_share_it(sql_accounts: SqlAccounts) -> None:
    sql_accounts.add("ana", PASSWORD, "read")
    with ThreadPoolExecutor(8) as pool:
        secrets = list(pool.map(lambda _: sql_accounts.open_session("ana", 1), range(24)))
        assert all(pool.map(sql_accounts.account_of_session, secrets))
    assert len(set(secrets)) == 24


def test_no_secret_is_in_the_file(tmp_path: Path) -> None:
    with opened(tmp_path / "l.db") as ledger:
        sql_accounts = ledger.accounts()
        sql_accounts.add("ana", PASSWORD, "read")
        secrets = [
            PASSWORD,
            sql_accounts.make_token("ana", "x"),
            sql_accounts.open_session("ana", 1),
        ]
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"argon2id" in content
    for secret in secrets:
        assert secret.encode() not in content
        assert secret.removeprefix("whence_").encode() not in content


def test_a_damaged_password_lets_nobody_in(tmp_path: Path) -> None:
    with opened(tmp_path / "l.db") as ledger:
        ledger.accounts().add("ana", PASSWORD, "read")
        with sqlite3.connect(tmp_path / "l.db") as connection:
            connection.execute("update accounts set password = ''")
        connection.close()
        assert ledger.accounts().verify("ana", PASSWORD) is None
