"""JSON Schemas of msgspec's, made the same by every version of it."""

from __future__ import annotations

import inspect
from typing import Any, TypeVar

Schema = TypeVar("Schema", bound="dict[str, Any]")


def dedented(schema: Schema) -> Schema:
    """A JSON Schema whose descriptions stand without their docstrings' indentation.

    msgspec takes it away itself from 0.23 on, and what is published must not hang on its version.
    """
    return _dedented(schema)


def _dedented(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: inspect.cleandoc(one)
            if key == "description" and isinstance(one, str)
            else _dedented(one)
            for key, one in value.items()
        }
    return [_dedented(one) for one in value] if isinstance(value, list) else value
