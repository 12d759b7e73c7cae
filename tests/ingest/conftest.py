"""A scripted server, and none of the pauses that are kept before the public's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ingest.site import Site, serving
from whence.ingest import web


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(web, "_PAUSE", 0.01)
    monkeypatch.setattr(web, "_POLITE", 0.0)
    yield from serving()
    # Kept for a process's life otherwise, with what it knows of a port that another test may get.
    web.web_of.cache_clear()
