"""What the terminal writes into files: all of it, in pages, and safe for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from whence.ledger import queries
from whence.serve.cli.dispatch import run


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_MOST", 7)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    assert run(list(arguments)) == 0
    found = capsys.readouterr()
    return found.out, found.err


def test_there_is_no_ceiling(capsys: pytest.CaptureFixture[str], newsroom: Path) -> None:
    place = ("--ledger", str(newsroom))
    out, err = said(capsys, "claims", *place, "--limit", "100000", "--format", "jsonl")
    everything = [json.loads(line)["key"] for line in out.splitlines()]
    assert len(everything) == len(set(everything)) > 300
    assert "there are more" not in err
    out, err = said(capsys, "claims", *place, "--limit", "30", "--format", "jsonl")
    first = [json.loads(line)["key"] for line in out.splitlines()]
    assert first == everything[:30]
    cursor = err.rpartition("--after ")[2].strip()
    out, _ = said(capsys, "claims", *place, "--limit", "5", "--after", cursor, "--format", "jsonl")
    assert [json.loads(line)["key"] for line in out.splitlines()] == everything[30:35]


@pytest.mark.parametrize("by", ["event", "report"])
def test_not_for_a_timeline_either(
    capsys: pytest.CaptureFixture[str], newsroom: Path, by: str
) -> None:
    asked = ("timeline", "--ledger", str(newsroom), "--by", by, "--format", "jsonl")
    out, _ = said(capsys, *asked, "--limit", "100000")
    keys = [json.loads(line)["key"] for line in out.splitlines()]
    assert len(keys) == len(set(keys)) > 60
    out, err = said(capsys, *asked, "--limit", "9")
    assert [json.loads(line)["key"] for line in out.splitlines()] == keys[:9]
    assert "there are more" in err


def test_for_a_spreadsheet(capsys: pytest.CaptureFixture[str], newsroom: Path) -> None:
    out, _ = said(
        capsys, "claims", "--ledger", str(newsroom), "--act", "deny", "--format", "spreadsheet"
    )
    assert out.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert len(rows) > 5
    for row in rows:
        assert row["act"] == "deny"
        assert row["cue"]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
