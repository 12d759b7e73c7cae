"""Accounts on a server over the ledger: passwords, tokens, sessions and the audit.

Secrets are stored only as digests: argon2's of a password, which people choose and others guess; a
plain digest of a token or a session, which are random and too long for that.
So a reader of the ledger's file learns none of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from whence.errors import LedgerError, SettingsError
from whence.ledger import schema
from whence.ledger.database import as_ledger_errors, writing
from whence.records import AccessToken, Deed, Role, User
from whence.records.user import ROLES

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_accounts, _tokens = schema.accounts, schema.tokens
_sessions, _audit = schema.sessions, schema.audit

#: The beginning of every token, so that a leaked one is recognised for what it is.
PREFIX = "whence_"
_NAME = re.compile(
    r"[A-Za-z0-9._-]{1,64}"
    r"|(?=.{3,254}\Z)[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*",
)
#: The name in the audit for what is done on a server without an account.
_TAKEN = ("local", "nobody")
_SHORTEST, _LONGEST = 10, 1_000  #: letters of a password; a very long one only costs time
_SHOWN = 12  #: letters of a token's digest that serve as its id


class SqlAccounts:
    """Stores accounts, tokens, sessions and the audit. Threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    # Accounts

    def add(self, name: str, password: str, role: Role) -> User:
        """Makes an account; names must differ in more than capitals.

        Raises `SettingsError` for a name, password or role that cannot be one.
        """
        check_name(name)
        _check_role(role)
        user = User(name=name, role=role, made_at=_stamp(_now()))
        row = {
            "name": name,
            "role": role,
            "password": _hasher().hash(_checked(password)),
            "made_at": user.made_at,
        }
        with as_ledger_errors(), writing(self._engine) as connection:
            if found := _row(connection, name):
                raise LedgerError(f"there is already an account {found.name!r}")
            connection.execute(insert(_accounts), row)
        return user

    def set_password(self, name: str, password: str) -> None:
        """Changes a password, and ends the account's sessions; its tokens stay."""
        hashed = _hasher().hash(_checked(password))
        with as_ledger_errors(), writing(self._engine) as connection:
            found = _needed(connection, name)
            of_it = _accounts.c.name == found
            connection.execute(update(_accounts).where(of_it).values(password=hashed))
            connection.execute(delete(_sessions).where(_sessions.c.account == found))

    def set_role(self, name: str, role: Role) -> None:
        """Changes what an account may do."""
        _check_role(role)
        with as_ledger_errors(), writing(self._engine) as connection:
            found = _needed(connection, name)
            connection.execute(update(_accounts).where(_accounts.c.name == found).values(role=role))

    def remove(self, name: str) -> None:
        """Removes an account with its sessions and tokens; the audit of it stays."""
        with as_ledger_errors(), writing(self._engine) as connection:
            found = _needed(connection, name)
            for table in (_sessions, _tokens):
                connection.execute(delete(table).where(table.c.account == found))
            connection.execute(delete(_accounts).where(_accounts.c.name == found))

    def listed(self) -> tuple[User, ...]:
        """All accounts, by name."""
        with as_ledger_errors(), self._engine.connect() as connection:
            found = connection.execute(select(_accounts).order_by(func.lower(_accounts.c.name)))
            return tuple(_user(row) for row in found)

    def find(self, name: str) -> User | None:
        """The account of a name, in whatever capitals."""
        with as_ledger_errors(), self._engine.connect() as connection:
            row = _row(connection, name)
        return _user(row) if row else None

    def has_any(self) -> bool:
        """Whether there is an account at all."""
        with as_ledger_errors(), self._engine.connect() as connection:
            return connection.execute(select(_accounts.c.name).limit(1)).first() is not None

    def verify(self, name: str, password: str) -> User | None:
        """The account with that name and password.

        It takes as long for an unknown name, so that names cannot be found out.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        hasher, password = _hasher(), _normal(password)
        decoy = _decoy()  # made in any case: the first one takes a while
        if not _can_be(password):
            return None
        with as_ledger_errors(), self._engine.connect() as connection:
            row = _row(connection, name)
        try:
            hasher.verify(row.password if row else decoy, password)
        except (VerificationError, InvalidHashError):
            return None
        if row is None:
            return None
        if hasher.check_needs_rehash(row.password):
            self._rehash(row, hasher.hash(password))
        return _user(row)

    def _rehash(self, row: Row[Any], hashed: str) -> None:
        unchanged = (_accounts.c.name == row.name) & (_accounts.c.password == row.password)
        try:
            with as_ledger_errors(), writing(self._engine) as connection:
                connection.execute(update(_accounts).where(unchanged).values(password=hashed))
        except LedgerError:
            pass  # the next time will do; the user need not wait for it

    # Tokens

    def make_token(self, account: str, label: str) -> str:
        """A token's secret, which cannot be read again."""
        label = _clean(label)
        if not 1 <= len(label) <= 100:
            raise SettingsError("a token's label says what it is for, in up to 100 letters")
        secret = PREFIX + secrets.token_urlsafe(32)
        with as_ledger_errors(), writing(self._engine) as connection:
            row = {
                "digest": _digest(secret),
                "account": _needed(connection, account),
                "label": label,
                "made_at": _stamp(_now()),
            }
            connection.execute(insert(_tokens), row)
        return secret

    def tokens(self, account: str | None = None) -> tuple[AccessToken, ...]:
        """All tokens, or those of one account, the oldest first."""
        wanted = select(_tokens).order_by(_tokens.c.made_at, _tokens.c.digest)
        with as_ledger_errors(), self._engine.connect() as connection:
            if account is not None:
                wanted = wanted.where(_tokens.c.account == _needed(connection, account))
            return tuple(_token(row) for row in connection.execute(wanted))

    def revoke(self, token: str) -> AccessToken:
        """Removes a token: by the beginning of its id, or by its secret."""
        begin = _digest(token) if token.startswith(PREFIX) else token.lower()
        if not re.fullmatch(r"[0-9a-f]{4,64}", begin):
            raise SettingsError("a token is named by at least four letters of its id")
        wanted = select(_tokens).where(_tokens.c.digest.startswith(begin)).limit(2)
        with as_ledger_errors(), writing(self._engine) as connection:
            found = connection.execute(wanted).all()
            if not found:
                raise LedgerError(f"there is no token {_shown(token)}; `whence token list`")
            if len(found) > 1:
                raise LedgerError(f"several tokens begin with {token!r}; say more of its id")
            connection.execute(delete(_tokens).where(_tokens.c.digest == found[0].digest))
        return _token(found[0])

    def account_of_token(self, secret: str) -> User | None:
        """The account of a token."""
        wanted = (
            select(_accounts)
            .join(_tokens, _tokens.c.account == _accounts.c.name)
            .where(_tokens.c.digest == _digest(secret))
        )
        with as_ledger_errors(), self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        return _user(row) if row else None

    # Sessions

    def open_session(self, account: str, hours: float, now: dt.datetime | None = None) -> str:
        """A session's secret, good for so many hours; expired sessions are deleted."""
        now = now or _now()
        secret = secrets.token_urlsafe(32)
        with as_ledger_errors(), writing(self._engine) as connection:
            connection.execute(delete(_sessions).where(_sessions.c.ends_at <= _stamp(now)))
            row = {
                "digest": _digest(secret),
                "account": _needed(connection, account),
                "ends_at": _stamp(now + dt.timedelta(hours=hours)),
            }
            connection.execute(insert(_sessions), row)
        return secret

    def account_of_session(self, secret: str, now: dt.datetime | None = None) -> User | None:
        """The account of a session, unless it has expired."""
        wanted = (
            select(_accounts)
            .join(_sessions, _sessions.c.account == _accounts.c.name)
            .where(
                _sessions.c.digest == _digest(secret),
                _sessions.c.ends_at > _stamp(now or _now()),
            )
        )
        with as_ledger_errors(), self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        return _user(row) if row else None

    def close_session(self, secret: str) -> None:
        """Ends a session; one that is not there is left alone."""
        with as_ledger_errors(), writing(self._engine) as connection:
            connection.execute(delete(_sessions).where(_sessions.c.digest == _digest(secret)))

    # Audit

    def note(self, who: str, what: str, target: str, address: str) -> None:
        """Records what was done, by whom, and from where."""
        deed = {"who": who, "what": what, "target": target, "address": address}
        row = {"at": _stamp(_now()), **{k: _clean(v)[:_LONGEST] for k, v in deed.items()}}
        with as_ledger_errors(), writing(self._engine) as connection:
            connection.execute(insert(_audit), row)

    def sign_in_addresses(self, name: str, most: int = 100) -> set[str]:
        """The addresses from which an account last signed in, of so many times."""
        with as_ledger_errors(), self._engine.connect() as connection:
            row = _row(connection, name)
            if row is None:
                return set()
            wanted = (
                select(_audit.c.address)
                .where(_audit.c.who == row.name, _audit.c.what == "login")
                .order_by(_audit.c.id.desc())
                .limit(most)
            )
            return set(connection.execute(wanted).scalars())

    def audited(self, limit: int = 100, before: int | None = None) -> tuple[Deed, ...]:
        """What was done, the last first; `before` is the last id of the page before."""
        wanted = select(_audit).order_by(_audit.c.id.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(_audit.c.id < before)
        with as_ledger_errors(), self._engine.connect() as connection:
            return tuple(Deed(**row) for row in connection.execute(wanted).mappings())


def is_name(name: str) -> bool:
    """Whether an account could have that name."""
    return _NAME.fullmatch(name) is not None


def check_name(name: str) -> None:
    """Raises `SettingsError` where no account could be called so."""
    if not is_name(name):
        raise SettingsError(
            f"{name!r} is no account's name: an email address, or up to 64 letters, digits,"
            " '.', '_' and '-'"
        )
    if name.lower() in _TAKEN:
        raise SettingsError(f"no account can be called {name!r}: the audit means others by it")


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # an extension of its own, of use to a server alone

    return PasswordHasher()


@cache
def _decoy() -> str:
    """A password hash to check against where the name is unknown."""
    return _hasher().hash(secrets.token_urlsafe(32))


def _normal(password: str) -> str:
    # One keyboard sends a letter with its accent, another the two separately.
    return unicodedata.normalize("NFKC", password)


def _checked(password: str) -> str:
    normal = _normal(password)
    if len(normal) < _SHORTEST or not _can_be(normal):
        raise SettingsError(f"a password has {_SHORTEST} to {_LONGEST:,} letters")
    return normal


def _can_be(password: str) -> bool:
    """Whether some password is of that length, and of whole characters only."""
    return len(password) <= _LONGEST and not any("\ud800" <= c <= "\udfff" for c in password)


def _clean(words: str) -> str:
    """Words on one line that every database accepts."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(words.split()))


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise SettingsError(f"there is no role {role!r}; there are {', '.join(ROLES)}")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _row(connection: Connection, name: str) -> Row[Any] | None:
    if not is_name(name):
        return None  # nor may just any text reach the database: PostgreSQL refuses some
    wanted = select(_accounts).where(func.lower(_accounts.c.name) == name.lower())
    return connection.execute(wanted).first()


def _needed(connection: Connection, name: str) -> str:
    row = _row(connection, name)
    if row is None:
        raise LedgerError(f"there is no account {name!r}; `whence account list` names them")
    return str(row.name)


def _user(row: Row[Any]) -> User:
    return User(name=row.name, role=row.role, made_at=row.made_at)


def _token(row: Row[Any]) -> AccessToken:
    return AccessToken(
        id=row.digest[:_SHOWN], account=row.account, label=row.label, made_at=row.made_at
    )


def _shown(token: str) -> str:
    return f"{PREFIX}..." if token.startswith(PREFIX) else repr(token)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _stamp(when: dt.datetime) -> str:
    """A time as it is stored; times are compared in this form."""
    return when.astimezone(dt.UTC).isoformat(timespec="seconds")
