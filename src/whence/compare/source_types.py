"""Whose word something is: whether that is a body, by its type or by what it is called."""

from __future__ import annotations

from whence.lang import words
from whence.records.fingerprint import CountSource

_BODIES = words("people", "body") | words("across", "more bodies")


def is_body(source: CountSource) -> bool:
    """Whether a voice is a body, by its type or by the noun that it is called by."""
    if source.type in ("organization", "facility"):
        return True
    words = source.name.casefold().split()
    return not source.named and bool(words) and words[-1] in _BODIES
