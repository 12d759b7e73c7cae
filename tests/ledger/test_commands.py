"""The commands from end to end over each database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.ledger.factories import HOSPITAL, MINISTRY
from whence.serve.cli.dispatch import run


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(MINISTRY, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(HOSPITAL, encoding="utf-8")
    return tmp_path


def test_a_ledger_from_creation_to_deletion(
    place: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WHENCE_LEDGER", place)

    def said(*arguments: str) -> str:
        assert run(list(arguments)) == 0
        return capsys.readouterr().out

    assert "2 added, 0 changed, 0 already there" in said("add", "in", "--published", "2025-03-04")
    assert "0 added, 0 changed, 2 already there" in said("add", "in", "--published", "2025-03-04")
    (here / "in" / "a.txt").write_text(MINISTRY.replace("18", "20"), encoding="utf-8")
    assert "0 added, 1 changed, 1 already there" in said("add", "in", "--published", "2025-03-04")
    assert "+ that 20 people had been killed" in said("show", "in/a.txt", "--changes")
    assert "We heard nothing" in said("claims", "heard", "--speaker", "venn")
    assert "Resk" in said("who")
    assert "more in the water" in said("who", "resk")
    assert "23 dead" in said("timeline", "--format", "jsonl")
    assert "3 read again, 0 of them changed" in said("reread")
    assert "2 reports" in said("doctor") or "3 reports" in said("doctor")
    said("forget", "in/a.txt", "--reason", "court order", "--yes")
    assert "heard" not in said("claims", "--format", "csv")
    assert run(["add", "in"]) == 1
    assert "forgotten" in capsys.readouterr().err
