"""A scripted server, and none of the pauses that are kept before the public's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ingest.site import Site, serving
from whence.ingest import http_client


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(http_client, "_PAUSE", 0.01)
    monkeypatch.setattr(http_client, "_POLITE", 0.0)
    yield from serving()
    # Kept for a process's life otherwise, with what it knows of a port that another test may get.
    http_client.web_of.cache_clear()
