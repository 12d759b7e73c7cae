"""The example reports, read once, for every test that compares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence import wire
from whence.compare.frequencies import Frequencies
from whence.compare.sketch import sketch_of
from whence.extract.neural import NeuralReader
from whence.ledger.rows import utc
from whence.ports import Result
from whence.records import Report, Sketch
from whence.wire import comparing

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="session")
def frequencies() -> Frequencies:
    return comparing.frequencies()


@pytest.fixture(scope="session")
def examples(neural: NeuralReader) -> list[Result]:
    """Every example report with its reading and what it means."""
    taken = wire.reports([str(EXAMPLES)], wire.settings())
    reports = [one for one in taken if isinstance(one, Report)]
    resolver = wire.resolver()
    readings = neural.read(reports)
    return [(r, g, resolver.resolve(r, g)) for r, g in zip(reports, readings, strict=True)]


@pytest.fixture(scope="session")
def sketches(examples: list[Result], frequencies: Frequencies) -> dict[str, Sketch]:
    """The sketches of the examples, by outlet and file or by the source's own id."""
    found = {}
    for result in examples:
        published = result[0].published
        sketch = sketch_of(result, utc(published.value) if published else "", frequencies)
        found[sketch.source.partition("examples/reports/")[2] or sketch.source] = sketch
    return found
