"""Cursors: where a list goes on, as text that nobody need look into."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from whence.errors import LedgerError

_Place = TypeVar("_Place")


def written(place: Sequence[str | int]) -> str:
    """The cursor of what a list is ordered by, at its last item."""
    return base64.urlsafe_b64encode(msgspec.json.encode(tuple(place))).decode().rstrip("=")


def read(cursor: str, kind: type[_Place]) -> _Place:
    """What `written` was given; raises `LedgerError` for what it never gave."""
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(place, type=kind)
    except (ValueError, msgspec.DecodeError) as error:
        raise LedgerError(f"{cursor!r} is no cursor of this ledger") from error
