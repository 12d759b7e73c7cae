"""A ledger of the example reports behind a server that answers in the test's own process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.compare.stores import filled
from whence import wire
from whence.ports import Result
from whence.read.neural import NeuralReader
from whence.records import Report
from whence.serve.web.app import application
from whence.serve.web.doors import Rules
from whence.serve.web.site import Site
from whence.settings import Settings

EXAMPLES = Path(__file__).parents[3] / "examples" / "reports"
PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="session")
def newsroom(neural: NeuralReader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's file with every example report, compared."""
    taken = wire.reports([str(EXAMPLES)], wire.settings())
    reports = [one for one in taken if isinstance(one, Report)]
    resolver = wire.resolver()
    readings = neural.read(reports)
    results: list[Result] = [
        (r, g, resolver.resolve(r, g)) for r, g in zip(reports, readings, strict=True)
    ]
    place = tmp_path_factory.mktemp("newsroom") / "whence.db"
    filled(place, [results]).close()
    return place


@pytest.fixture
def place(newsroom: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(newsroom, tmp_path / "whence.db"))


@pytest.fixture
def site(place: Path) -> Iterator[Site]:
    """What the pages share."""
    found = Site(str(place), Settings())
    yield found
    found.close()


@pytest.fixture
def client(site: Site) -> TestClient:
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
    found = Site(str(tmp_path / "empty.db"), Settings())
    yield TestClient(
        application(found, Rules(loopback=True)),
        base_url="http://localhost",
        follow_redirects=False,
    )
    found.close()
