"""The example reports as a ledger gives them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.ledger import SqlLedger, reports
from whence.ports import Result


@pytest.fixture(scope="session")
def examples(newsroom: Path) -> list[Result]:
    with SqlLedger(str(newsroom)) as ledger, ledger.reading() as connection:
        return [reports.result(connection, name) for name in reports.every_version(connection)]
