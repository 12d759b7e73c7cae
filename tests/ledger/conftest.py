"""The databases that every test of the contract runs over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ledger.server import Missing, Server, serving


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL, or a skip with the reason."""
    with pytest.MonkeyPatch.context() as patch:
        # Whoever runs the tests may have one of their own.
        for name in ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGDATABASE", "PGSERVICE"):
            patch.delenv(name, raising=False)
        try:
            with serving() as found:
                yield found
        except Missing as missing:
            pytest.skip(str(missing))


class Places:
    """Makes places for new ledgers in one kind of database."""

    def __init__(self, make: Callable[[], str], content: Callable[[], bytes]) -> None:
        self.new = make  #: a path or URL where no ledger is yet
        self.content = content  #: what the database's files hold
        self.shared = make()  #: one that many tests may add to


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Places for ledgers, in each database that there is."""
    if request.param == "postgresql":
        found: Server = request.getfixturevalue("server")
        return Places(found.database, found.content)
    made: list[Path] = []

    def path() -> str:
        made.append(tmp_path_factory.mktemp("ledger"))
        return str(made[-1] / "l.db")

    return Places(
        path, lambda: b"".join(file.read_bytes() for one in made for file in one.iterdir())
    )


@pytest.fixture
def place(places: Places) -> str:
    """Where a new ledger can be made."""
    return places.new()
