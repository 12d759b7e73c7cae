"""Cursors: where a list continues, as opaque text."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from whence.errors import LedgerError

_Place = TypeVar("_Place")


def written(place: Sequence[str | int]) -> str:
    """The cursor after an item, from the values that the list is ordered by."""
    return base64.urlsafe_b64encode(msgspec.json.encode(tuple(place))).decode().rstrip("=")


def read(cursor: str, kind: type[_Place]) -> _Place:
    """The values that `written` was given; raises `LedgerError` for text it never returned."""
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        return msgspec.json.decode(place, type=kind)
    except (ValueError, msgspec.DecodeError) as error:
        raise LedgerError(f"{cursor!r} is not a cursor of this ledger") from error
