"""A ledger of the example reports behind a server that answers in the test's own process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from whence.serve.web.app import application
from whence.serve.web.middleware import Rules
from whence.serve.web.state import ServerState
from whence.settings import Settings

PAGE = {"Accept": "text/html"}


@pytest.fixture
def place(newsroom: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(newsroom, tmp_path / "whence.db"))


@pytest.fixture
def site(place: Path) -> Iterator[ServerState]:
    """What the pages share."""
    found = ServerState(str(place), Settings())
    yield found
    found.close()


@pytest.fixture
def client(site: ServerState) -> TestClient:
    """The local user, who may do everything."""
    return TestClient(
        application(site, Rules(loopback=True)),
        base_url="http://localhost",
        raise_server_exceptions=False,
        follow_redirects=False,
    )


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """A server over a ledger that holds nothing."""
    found = ServerState(str(tmp_path / "empty.db"), Settings())
    yield TestClient(
        application(found, Rules(loopback=True)),
        base_url="http://localhost",
        follow_redirects=False,
    )
    found.close()
