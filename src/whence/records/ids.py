"""Ids as digests, so that adding a thing twice is adding it once."""

from __future__ import annotations

import hashlib

_SEPARATOR = b"\x1f"
#: Of a digest: 32 hexadecimal digits.
_BYTES = 16


def digest(*parts: str | bytes) -> str:
    """A 32-digit hexadecimal BLAKE2b digest of the parts in their order.

    The parts are joined by a separator that does not occur in names and addresses, so that `("ab",
    "c")` and `("a", "bc")` differ. Lone surrogates, which JSON can carry, are accepted.
    """
    state = hashlib.blake2b(digest_size=_BYTES)
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        state.update(raw)
        state.update(_SEPARATOR)
    return state.hexdigest()
