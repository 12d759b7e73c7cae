"""What whence says across reports is what a careful reader would say: a floor for each capability."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.compare.across.answers import Answers
from tests.compare.across.checks import capability, check
from whence import bootstrap
from whence.extract.neural import NeuralReader
from whence.ports import Result
from whence.records import Report

SETS = Path(__file__).with_name("sets.jsonl")
#: Of a hundred expectations at least so many hold.
FLOORS = {
    "blame": 100, "conflicts": 99, "copies": 100, "date": 100, "denials": 100, "drift": 100,
    "events": 98, "figures": 97, "independence": 100, "place": 88, "revisions": 100,
    "same": 100, "type": 100, "victims": 100, "who": 92,
}  # fmt: skip


@pytest.fixture(scope="module")
def read(neural: NeuralReader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Result]]:
    """The reports of every set with their readings, by the set's id."""
    found = {}
    folder = tmp_path_factory.mktemp("sets")
    resolver = bootstrap.resolver()
    for line in SETS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        source = folder / f"{one['id']}.jsonl"
        source.write_text(
            "".join(json.dumps(report) + "\n" for report in one["reports"]), encoding="utf-8"
        )
        taken = bootstrap.reports([str(source)], bootstrap.settings())
        reports = [report for report in taken if isinstance(report, Report)]
        readings = neural.read(reports)
        found[one["id"]] = [
            (report, reading, resolver.resolve(report, reading))
            for report, reading in zip(reports, readings, strict=True)
        ]
    return found


def test_what_is_expected_of_each_set(read: dict[str, list[Result]], tmp_path: Path) -> None:
    held: dict[str, list[bool]] = defaultdict(list)
    wrong = []
    for line in SETS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        answers = Answers(read[one["id"]], tmp_path / f"{one['id']}.db")
        for expect in one["expect"]:
            came = check(expect, answers)
            held[capability(expect)].append(not came)
            if came:
                wrong.append(f"{one['id']}: wanted {expect}, got {came}")
    rates = {name: 100 * sum(found) / len(found) for name, found in held.items()}
    below = {name: rate for name, rate in rates.items() if rate < FLOORS[name]}
    assert not below, "\n".join(wrong)
    assert rates.keys() == FLOORS.keys()
