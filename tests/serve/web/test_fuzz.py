"""The API as its OpenAPI document describes it, asked anything: never a fault of the server's."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from tests.chance import tried
from tests.serve.web.test_pages import csrf
from whence.serve.web.app import ACTIONS, ENDPOINTS

#: Those inside of tests are found by this alone.
pytestmark = pytest.mark.hypothesis

_CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
_TAKEN = ("method", "url", "params", "headers", "json", "data", "files")
_OPERATIONS = [e.name for e in ENDPOINTS] + [a.name for a in ACTIONS]


@pytest.mark.parametrize("name", _OPERATIONS)
@pytest.mark.filterwarnings("ignore")  # the library's own
def test_no_fault_whatever_is_asked(client: TestClient, name: str) -> None:
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    schema.config.update(base_url="http://localhost")
    operation = schema.find_operation_by_id(name)
    token = csrf(client)

    @settings(
        max_examples=tried(25), deadline=None, database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        request = case.as_transport_kwargs(headers={"X-CSRF-Token": token})
        if (
            name == "add"
        ):  # what is sent as files is made here: the library's are for another client
            body = case.body if isinstance(case.body, dict) else {}
            request = {**request, "data": _words(body), "files": _files(body), "json": None}
        # As they are on the wire: a client may take ASCII alone in strings.
        headers = {k: str(v).encode("latin-1", "replace") for k, v in request["headers"].items()}
        request = {**request, "headers": headers}
        answer = client.request(**{k: v for k, v in request.items() if k in _TAKEN})
        case.validate_response(answer, checks=_CHECKS)

    ask()


def _words(body: dict[str, Any]) -> dict[str, str]:
    # An address is asked for elsewhere: this is to reach nothing.
    return {k: str(v) for k, v in body.items() if k not in ("files", "url")}


def _files(body: dict[str, Any]) -> list[tuple[str, tuple[str, bytes]]]:
    given = body.get("files")
    files = given if isinstance(given, list) else [given] if given else []
    raws = [one if isinstance(one, bytes) else str(one).encode() for one in files]
    return [("files", (f"{n}.txt", raw)) for n, raw in enumerate(raws)] or [("files", ("", b""))]


_ANY = st.text(st.characters(codec="utf-8", exclude_characters="/?#"), min_size=1, max_size=40)


@settings(max_examples=tried(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=_ANY, value=_ANY)
def test_any_id_cursor_or_filter_is_answered(client: TestClient, name: str, value: str) -> None:
    for address in ("/reports", "/events", "/speakers", "/add", "/nothing"):
        answer = client.get(f"{address}/{quote(name, safe='')}.json")
        assert answer.status_code in (200, 307, 404), (address, name, answer.text)
    for address in ("/claims", "/events", "/disputes", "/reports", "/timeline", "/unattributed"):
        for field in ("cursor", "q", "limit", name):
            answer = client.get(f"{address}.json", params={field: value})
            assert answer.status_code in (200, 400), (address, field, value, answer.text)
