"""JSON Schemas from msgspec, made the same by every version of it."""

from __future__ import annotations

import inspect
from typing import Any


def dedented(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema whose descriptions have no indentation of their docstrings.

    msgspec removes it itself from 0.23 on, and what is published must not depend on its version.
    """
    return {key: _dedented(key, one) for key, one in schema.items()}


def _dedented(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return dedented(value)
    if isinstance(value, list):
        return [_dedented("", one) for one in value]
    is_words = key == "description" and isinstance(value, str)
    return inspect.cleandoc(value) if is_words else value
