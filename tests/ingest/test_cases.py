"""Small pages with one trap each, as they were handed over: what is read of each."""

from __future__ import annotations

import difflib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from whence.ingest import ingest
from whence.records import Rejected, Report

CASES = Path(__file__).parent / "cases"
EXPECTED: list[dict[str, Any]] = [
    json.loads(line) for line in (CASES / "handover.jsonl").read_text("utf-8").splitlines()
]
_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "–": "-", "—": "-"})


def flat(words: str | None) -> str:
    return " ".join((words or "").translate(_MARKS).split())


def bare(words: str | None) -> str:
    return re.sub(r"[\W_]+", "", (words or "").casefold())


def nearest(reports: list[Report], title: str) -> Report:
    def like(report: Report) -> float:
        return difflib.SequenceMatcher(None, bare(report.title), bare(title)).ratio()

    return max(reports, key=like)


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: f"{case['file']}: {case['kind']}")
def test_a_case(case: dict[str, Any]) -> None:
    found = list(ingest([str(CASES / case["file"])]))
    if case.get("rejected"):
        assert [type(one) for one in found] == [Rejected]
        return
    report = nearest([one for one in found if isinstance(one, Report)], case["title"])
    text = flat(report.text)
    assert [words for words in case["must_contain"] if flat(words) not in text] == []
    assert [words for words in case["must_not_contain"] if flat(words) in text] == []
    if case.get("title_exact"):
        assert flat(report.title) == flat(case["title"])
    assert bare(report.title) == bare(case["title"])
    assert report.published is not None
    assert report.published.value[:10] == case["published"]
    if case["publisher"]:
        assert bare(report.publisher) == bare(case["publisher"])


def test_a_post_is_one_block_with_its_author() -> None:
    (report,) = ingest([str(CASES / "handover" / "post.html")])
    assert isinstance(report, Report)
    posts = [b.span.of(report.text) for b in report.blocks if b.kind == "post"]
    assert posts == [] or all("(@tallowpolice)" in words for words in posts)
