"""Names as they are looked up."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """A name as it is looked up: without case, diacritics and doubled spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
