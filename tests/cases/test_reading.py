"""What any careful reader takes from short reports: whence must not fall behind what it had.

`reading.jsonl` and `siblings.jsonl` have one case a line; the latter were written by others than
the rules' authors, and without a look at them. `found.jsonl` has the kinds of fault that were found
in real reports, in invented ones. `known_wrong.txt` names the cases that are read wrong. A case
that is not named there has to pass, and one that passes is no longer to be named.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.cases.judge import judge, read

FOLDER = Path(__file__).parent
FILES = ("reading.jsonl", "siblings.jsonl", "found.jsonl")


def known_wrong() -> set[str]:
    lines = (FOLDER / "known_wrong.txt").read_text(encoding="utf-8").splitlines()
    return {line.split("#")[0].strip() for line in lines} - {""}


@pytest.mark.parametrize("name", FILES)
def test_every_case_but_those_known_to_be_wrong(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    readings = read(cases, [sys.executable, "-m", "whence"])
    failed = {
        case["id"]: wrong
        for case, reading in zip(cases, readings, strict=True)
        if (wrong := judge(case, reading))
    }
    known = known_wrong() & {case["id"] for case in cases}
    assert {one: wrong for one, wrong in failed.items() if one not in known} == {}
    assert known - failed.keys() == set(), "these are right now: take them off known_wrong.txt"
