"""What every test that compares the example reports starts from."""

from __future__ import annotations

import pytest

from whence.bootstrap import comparing
from whence.compare.fingerprint import fingerprint_of
from whence.compare.frequencies import Frequencies
from whence.ledger.rows import utc
from whence.ports import Result
from whence.records import Fingerprint


@pytest.fixture(scope="session")
def frequencies() -> Frequencies:
    return comparing.frequencies()


@pytest.fixture(scope="session")
def fingerprints(examples: list[Result], frequencies: Frequencies) -> dict[str, Fingerprint]:
    """The fingerprints of the examples, by outlet and file or by the source's own id."""
    found = {}
    for result in examples:
        published = result[0].published
        fingerprint = fingerprint_of(result, utc(published.value) if published else "", frequencies)
        found[fingerprint.source.partition("examples/reports/")[2] or fingerprint.source] = (
            fingerprint
        )
    return found
