"""Whose word something is: whether that is a body, by its type or by what it is called."""

from __future__ import annotations

from whence.lang import words
from whence.records.sketch import Voice

_BODIES = words("people", "body") | words("across", "more bodies")


def is_body(voice: Voice) -> bool:
    """Whether a voice is a body, by its type or by the noun that it is called by."""
    if voice.type in ("organization", "facility"):
        return True
    words = voice.name.casefold().split()
    return not voice.named and bool(words) and words[-1] in _BODIES
