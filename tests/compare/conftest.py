"""The example reports, read once, for every test that compares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence import bootstrap
from whence.bootstrap import comparing
from whence.compare.fingerprint import fingerprint_of
from whence.compare.frequencies import Frequencies
from whence.extract.neural import NeuralReader
from whence.ledger.rows import utc
from whence.ports import Result
from whence.records import Fingerprint, Report

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="session")
def frequencies() -> Frequencies:
    return comparing.frequencies()


@pytest.fixture(scope="session")
def examples(neural: NeuralReader) -> list[Result]:
    """Every example report with its reading and what it means."""
    taken = bootstrap.reports([str(EXAMPLES)], bootstrap.settings())
    reports = [one for one in taken if isinstance(one, Report)]
    resolver = bootstrap.resolver()
    readings = neural.read(reports)
    return [(r, g, resolver.resolve(r, g)) for r, g in zip(reports, readings, strict=True)]


@pytest.fixture(scope="session")
def sketches(examples: list[Result], frequencies: Frequencies) -> dict[str, Fingerprint]:
    """The sketches of the examples, by outlet and file or by the source's own id."""
    found = {}
    for result in examples:
        published = result[0].published
        fingerprint = fingerprint_of(result, utc(published.value) if published else "", frequencies)
        found[fingerprint.source.partition("examples/reports/")[2] or fingerprint.source] = (
            fingerprint
        )
    return found
