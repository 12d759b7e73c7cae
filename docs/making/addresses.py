"""What the server answers and takes, out of its OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whence.serve.web import openapi
from whence.serve.web.app import ACTIONS, ENDPOINTS

_BEGINNING = """\
# HTTP

Made of the server's OpenAPI document, which it answers itself at `/openapi.json`. Each of these
addresses without `.json` is the page for people. [The page and the API](../page.md) describes
tokens, roles and errors, [the newsroom developer's guide](../guides/newsroom-developer.md) shows
them in use.

Besides: `/health` answers `{"status":"ok"}` while the ledger can be read.
"""
_NO = "nothing"


def described() -> dict[str, Any]:
    """The OpenAPI document."""
    return openapi.document(ENDPOINTS, ACTIONS)


def page() -> str:
    """The page."""
    text = described()
    parts = [_BEGINNING]
    for path, verbs in text["paths"].items():
        for verb, one in verbs.items():
            parts += _operation(f"{verb.upper()} {path}", one)
    parts.append("## Shapes\n\nThe objects in the answers.\n")
    for name, shape in sorted(text["components"]["schemas"].items()):
        parts += _shape(name, shape)
    return "\n".join(parts)


def _operation(name: str, one: dict[str, Any]) -> Iterator[str]:
    yield f"## `{name}` {{ #{one['operationId']} }}\n"
    yield f"{one['summary']} {one.get('description', '')}\n"
    if one.get("parameters"):
        yield "| asked with | type | |\n|---|---|---|"
        for p in one["parameters"]:
            place = "in the path" if p["in"] == "path" else p.get("description", "")
            yield f"| `{p['name']}` | {_typed(p['schema'])} | {place} |"
        yield ""
    if "requestBody" in one:
        for kind, sent in one["requestBody"]["content"].items():
            yield f"Takes {_typed(sent['schema'])} as `{kind}`."
        yield ""
    for status, answer in one["responses"].items():
        if status.startswith("2"):
            schema = answer["content"]["application/json"]["schema"]
            yield f"Answers {status} with {_typed(schema)}."
    yield ""


def _shape(name: str, shape: dict[str, Any]) -> Iterator[str]:
    yield f"### {name} {{ #{name} }}\n"
    if shape.get("description"):
        yield f"{shape['description'].splitlines()[0]}\n"
    if "properties" not in shape:
        yield f"{_typed(shape)}\n"
        return
    yield "| field | type | |\n|---|---|---|"
    needed = shape.get("required", [])
    for field, kind in shape["properties"].items():
        text = " ".join(str(kind.get("description", "")).split())
        yield f"| `{field}` | {_typed(kind)} | {text}{'' if field in needed else ' (optional)'} |"
    yield ""


def _typed(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(_typed(one) for one in schema[several])
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("type") == "array":
        items = schema.get("items")
        if isinstance(items, dict):
            return f"list of {_typed(items)}"
        inner = ", ".join(_typed(one) for one in schema.get("prefixItems", []))
        return f"list of {inner}" if inner else "list"
    if schema.get("type") == "null":
        return _NO
    if schema.get("type") == "object":
        inside = ", ".join(f"`{name}`" for name in schema.get("properties", {}))
        return f"object with {inside}" if inside else "object"
    return str(schema.get("type", "anything"))
