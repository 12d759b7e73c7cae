"""JSON Schemas from msgspec, made the same by every version of it."""

from __future__ import annotations

import inspect
from typing import Any


def normalized(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema without the indentation of docstrings, and with null as the last choice.

    msgspec takes the indentation away itself from 0.23 on, and 0.20 puts null before a reference:
    what is published must not depend on its version.
    """
    return {key: _normalized(key, one) for key, one in schema.items()}


def _normalized(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return normalized(value)
    if isinstance(value, list):
        found = [_normalized("", one) for one in value]
        return sorted(found, key=_NULL.__eq__) if key == "anyOf" else found
    is_words = key == "description" and isinstance(value, str)
    return inspect.cleandoc(value) if is_words else value


_NULL = {"type": "null"}
