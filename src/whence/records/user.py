"""Users of a shared server: accounts, tokens and the audit."""

from __future__ import annotations

from typing import Literal

import msgspec

#: Each may do what those before it may: look; review; manage the server.
Role = Literal["read", "review", "admin"]
ROLES: tuple[Role, ...] = ("read", "review", "admin")


class User(msgspec.Struct, frozen=True, kw_only=True):
    """An account."""

    name: str
    role: Role
    made_at: str = ""  #: ISO 8601, UTC

    def may(self, role: Role) -> bool:
        """Whether it may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class AccessToken(msgspec.Struct, frozen=True, kw_only=True):
    """What a program uses an account by; its secret was shown once and is not stored."""

    id: str  #: the beginning of its digest, by which it is revoked
    account: str
    label: str
    made_at: str  #: ISO 8601, UTC


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the audit: something that was done on a server."""

    id: int  #: rises
    at: str  #: ISO 8601, UTC
    who: str  #: an account's name, or "local"
    what: str
    target: str
    address: str  #: that it was asked from
