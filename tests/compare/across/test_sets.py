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
#: What is expected of, by capability: every expectation holds, but those of KNOWN_WRONG.
CAPABILITIES = {
    "blame", "conflicts", "copies", "date", "denials", "drift", "events", "figures", "independence",
    "place", "revisions", "same", "type", "victims", "who",
}  # fmt: skip
#: Sets of which something is wrong, each with its reason in README.md.
KNOWN_WRONG = {
    "other-4", "b2-parts-2", "b2-parts-3", "b2-other-4", "b2-indep-1", "b8-notsame-1",
    "b8-who-2", "b9-shot-2", "b9-same-2", "b9-who-2", "b10-same-2",
    "b16-independence-4",
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
    asked: set[str] = set()
    wrong: dict[str, list[str]] = defaultdict(list)
    for line in SETS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        answers = Answers(read[one["id"]], tmp_path / f"{one['id']}.db")
        for expect in one["expect"]:
            asked.add(capability(expect))
            if came := check(expect, answers):
                wrong[one["id"]].append(f"wanted {expect}, got {came}")
    assert {name: of for name, of in wrong.items() if name not in KNOWN_WRONG} == {}
    assert KNOWN_WRONG - wrong.keys() == set(), "these are right now: take them off the list"
    assert asked == CAPABILITIES
