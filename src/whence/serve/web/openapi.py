"""The OpenAPI document (3.1), made from the endpoints themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from starlette.requests import Request

from whence import bootstrap
from whence.export.schemas import normalized
from whence.serve.web.endpoint import Endpoint, ErrorShape

_PART = re.compile(r"\{(\w+)(?::\w+)?\}")
_REF = "#/components/schemas/{name}"
_JSON = "application/json"


#: Example values for queries, from the example reports.
_EXAMPLES = {
    "q": "explosion",
    "speaker": "pell",
    "publisher": "post",
    "place": "port selvane",
    "since": "2025-09-04",
    "until": "2025-09-06",
    "limit": 20,
}


_REPORT = "9a3cff584618a521"
#: Example bodies, by the action's name.
BODIES: dict[str, dict[str, Any]] = {
    "decide": {
        "report": _REPORT, "target": "figure", "verb": "correct", "at": "120-122",
        "role": "killed", "precision": "exactly", "value": 18, "who": "Ada Venn",
        "why": "as the ministry's statement has it",
    },
    "decide-several": {
        "verb": "accept", "items": [f"{_REPORT} figure 120-122"], "who": "Ada Venn",
    },
    "assign": {"report": _REPORT, "verb": "take", "who": "Ada Venn"},
    "add": {
        "text": "Two people were hurt in a crash near Averlow on Friday, Mayor Ada Venn said.",
        "title": "Two hurt in crash", "publisher": "The Courier", "published": "2025-09-05",
    },
    "samples": {},
    "forget": {"report": _REPORT, "reason": "published by mistake", "sure": True},
}  # fmt: skip


class Action(NamedTuple):
    """An address that takes a POST. `role` is the role that it needs."""

    path: str
    name: str
    says: str
    #: the type of the body, as a form or as JSON; else media type -> JSON Schema
    takes: Any
    view: Any
    status: int
    role: str
    handle: Callable[[Request], Any]


def document(endpoints: Sequence[Endpoint], actions: Sequence[Action]) -> dict[str, Any]:
    """The OpenAPI document: every endpoint under its `.json` address, and every action."""
    sent = [a.takes for a in actions if not isinstance(a.takes, dict)]
    kinds = [*(e.view for e in endpoints), *(a.view for a in actions), *sent, ErrorShape]
    shapes, components = msgspec.json.schema_components(kinds, ref_template=_REF)
    error = shapes[-1]
    views = shapes[: len(endpoints) + len(actions)]
    bodies = iter(shapes[len(views) : -1])
    paths: dict[str, dict[str, Any]] = {}
    for endpoint, view in zip(endpoints, views[: len(endpoints)], strict=True):
        path = endpoint.shown_path
        paths.setdefault(path, {})["get"] = {
            "operationId": endpoint.name,
            "summary": endpoint.says,
            "parameters": [*_parts(endpoint.path), *_asked(endpoint)],
            "responses": _responses(200, view, error, found=bool(_PART.search(endpoint.path))),
        }
    for action, view in zip(actions, views[len(endpoints) :], strict=True):
        takes = action.takes if isinstance(action.takes, dict) else _both(next(bodies))
        path = _PART.sub(r"{\1}", f"{action.path}.json")
        paths.setdefault(path, {})["post"] = {
            "operationId": action.name,
            "summary": action.says,
            "description": f"Needs the role `{action.role}`.",
            "parameters": _parts(action.path),
            "requestBody": {
                "required": True,
                "content": {
                    kind: {"schema": schema}
                    | ({"example": BODIES[action.name]} if kind == _JSON else {})
                    for kind, schema in takes.items()
                },
            },
            "responses": _responses(action.status, view, error, found=True, changes=True),
        }
    described = {
        "openapi": "3.1.0",
        "info": {
            "title": "whence",
            "version": bootstrap.version(),
            "description": "Claims of news reports: who said what, and what others say of it.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }
    return normalized(described)


def _both(shape: dict[str, Any]) -> dict[str, Any]:
    return {_JSON: shape, "application/x-www-form-urlencoded": shape}


def _parts(path: str) -> list[dict[str, Any]]:
    schema = {"type": "string", "minLength": 1, "maxLength": 300, "pattern": r"^[^/?#\\]+$"}
    return [
        {"name": name, "in": "path", "required": True, "schema": schema}
        for name in _PART.findall(path)
    ]


def _asked(endpoint: Endpoint) -> list[dict[str, Any]]:
    _, components = msgspec.json.schema_components([endpoint.query], ref_template=_REF)
    found = []
    for name, schema in components[endpoint.query.__name__].get("properties", {}).items():
        # An optional field is null inside; nobody can ask for null in an address.
        options = [one for one in schema.get("anyOf", [schema]) if one.get("type") != "null"]
        shape = dict(options[0]) if options else {}
        shape.pop("default", None)
        described = schema.get("description") or shape.pop("description", "")
        one = {"name": name, "in": "query", "description": described, "schema": shape}
        if name in _EXAMPLES and "enum" not in shape:
            one["example"] = _EXAMPLES[name]
        found.append(one)
    return found


def _responses(
    status: int, view: Any, error: Any, *, found: bool, changes: bool = False
) -> dict[str, Any]:
    def described(description: str) -> dict[str, Any]:
        return {"description": description, "content": {_JSON: {"schema": error}}}

    answers = {
        str(status): {"description": "Done.", "content": {_JSON: {"schema": view}}},
        "400": described("The query is invalid; `target` names the field."),
        "401": described("Not signed in, and this server requires it."),
        "429": described("Too many requests; Retry-After says when to try again."),
        "503": described("The ledger is busy."),
    }
    if found:
        answers["404"] = described("Nothing has that name.")
    if changes:
        answers |= {
            "403": described("The role is not sufficient, or the csrf token is missing."),
            "409": described("It does not fit what is there."),
            "413": described("Larger than this server accepts."),
        }
    else:
        answers["304"] = {"description": "As the client has it."}
    return answers
