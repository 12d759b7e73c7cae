"""The databases that every test of the contract runs over."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ledger.forks import Forks
from tests.ledger.server import Missing, Server, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL, or a skip with the reason."""
    with pytest.MonkeyPatch.context() as patch:
        # The user who runs the tests may have one of their own.
        for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE"):
            patch.delenv(name, raising=False)
        try:
            with serving() as found:
                yield found
        except Missing as missing:
            pytest.skip(str(missing))


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """What runs and kills beside the tests."""
    if not hasattr(os, "fork"):  # Windows has neither, and these tests kill a forked writer
        pytest.skip("needs fork and SIGKILL")
    found = Forks()
    yield found
    found.close()


class Places:
    """Makes places for new ledgers in one kind of database."""

    def __init__(
        self,
        make: Callable[[], str],
        content: Callable[[str], bytes],
        drop: Callable[[str], object],
    ) -> None:
        self.new = make  #: a path or URL where no ledger is yet
        self.content = content  #: what the files of the database at a place hold
        self.drop = drop  #: frees what a place took
        self.shared = make()  #: one that many tests may add to


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Places for ledgers, in each database that there is."""
    if request.param == "postgresql":
        found: Server = request.getfixturevalue("server")
        return Places(found.database, found.content, found.drop)

    def path() -> str:
        return str(tmp_path_factory.mktemp("ledger") / "l.db")

    def content(place: str) -> bytes:
        return b"".join(file.read_bytes() for file in Path(place).parent.iterdir())

    return Places(path, content, lambda _: None)


@pytest.fixture
def place(places: Places) -> Iterator[str]:
    """Where a new ledger can be made."""
    found = places.new()
    yield found
    places.drop(found)
