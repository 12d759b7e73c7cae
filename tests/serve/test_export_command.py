"""`whence export` as it is typed."""

from __future__ import annotations

import csv
import errno
import io
import json
import shutil
from pathlib import Path
from typing import TextIO

import pytest

from tests.serve.test_ledger_commands import said
from whence.bootstrap import registry
from whence.export.tables.rows import OF_REPORTS
from whence.serve.cli.dispatch import run


@pytest.fixture(autouse=True)
def here(newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the newsroom's ledger in it, as the working directory."""
    shutil.copy(newsroom, tmp_path / "whence.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WHENCE_LEDGER", raising=False)
    return tmp_path


@pytest.mark.parametrize("form", registry.ledger_formats())
def test_every_format(here: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    out, _ = said(capsys, "export", "--format", form, "out")
    assert "to out" in out
    made = here / "out"
    folder = form in registry.FOLDERS
    assert made.is_dir() == folder
    if form in ("training", "decisions"):
        assert "nothing to out" in out
    else:
        assert "22 reports" in out or "3 events" in out
        files = list(made.iterdir()) if folder else [made]
        assert sum(file.stat().st_size for file in files) > 1_000
    assert not list(here.glob("*.partial"))


def test_a_query(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(
        capsys, "export", "-f", "jsonl", "--speaker", "pell", "--until", "2025-09-04", "-"
    )
    rows = [json.loads(line) for line in out.splitlines()]
    assert rows
    assert all(row["report"]["published"] < "2025-09-05" for row in rows)
    assert all("Pell" in json.dumps(row["entities"]) for row in rows)


def test_a_full_disk_leaves_the_old_file_alone(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said(capsys, "export", "-f", "jsonl", "out.jsonl")
    before = (here / "out.jsonl").read_bytes()

    def full(_exporter: object, _results: object, out: TextIO) -> None:
        out.write("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("whence.export.jsonl.JsonLinesExporter.write", full)
    _, err = said(capsys, "export", "-f", "jsonl", "out.jsonl", code=3)
    assert "cannot write out.jsonl: No space left on device" in err
    assert (here / "out.jsonl").read_bytes() == before
    assert not list(here.glob("*.partial"))


def test_what_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (here / "whence.db").read_bytes()
    _, err = said(capsys, "export", "-f", "sqlite", "whence.db", code=2)
    assert "the ledger itself" in err
    shutil.copy("whence.db", "other.db")
    _, err = said(capsys, "export", "-f", "sqlite", "other.db", code=3)
    assert "not an export of whence" in err
    assert (here / "whence.db").read_bytes() == before
    (here / "folder").mkdir()
    said(capsys, "export", "-f", "geojson", "folder", code=2)
    said(capsys, "export", "-f", "csv", "other.db", code=2)
    for form in ("parquet", "sqlite", "brat"):
        _, err = said(capsys, "export", "-f", form, "-", code=2)
        assert "name a file or a folder" in err
    _, err = said(capsys, "export", "-f", "geojson", "missing/events.geojson", code=3)
    assert "cannot write missing/events.geojson" in err
    _, err = said(capsys, "export", "-f", "sqlite", "missing/news.db", code=3)
    assert "cannot write missing/news.db: unable to open" in err
    said(capsys, "export", "-f", "training", "--speaker", "pell", "-", code=2)
    said(capsys, "export", "-f", "csv", "out", "--policy", "mine", code=3)
    said(capsys, "export", "-f", "csv", "out", "--ledger", "none.db", code=3)
    assert not (here / "out").exists()
    assert not (here / "none.db").exists()


def test_a_policy_of_one_s_own_decides_the_events(capsys: pytest.CaptureFixture[str]) -> None:
    best = []
    for policy in ("range", "contested-min-zero"):
        out, _ = said(capsys, "export", "-f", "geojson", "--policy", policy, "-")
        features = json.loads(out)["features"]
        best += [f["properties"] for f in features if "Port" in f["properties"]["title"]]
    usual, other = best
    assert usual["title"] == other["title"]
    assert usual["killed_low"] > 0
    assert other["killed_low"] == 0


def test_lists_in_a_spreadsheet_s_cells(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "claims", "--format", "csv", "--hedge", "approximation")
    hedges = [row["hedges"] for row in csv.DictReader(io.StringIO(out))]
    assert "approximation" in hedges
    assert all("approximation" in one.split("; ") for one in hedges)


REPORT = "Port reopens\n\nThe port reopened on Monday, Mayor Ada Venn said, and ships left it.\n"


@pytest.mark.parametrize("form", registry.ON_DISK)
def test_read_writes_files_without_a_ledger(
    here: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (here / "port.txt").write_text(REPORT, encoding="utf-8")
    said(capsys, "read", "port.txt", "--format", form, "--out", "out", "--quiet")
    made = here / "out"
    assert made.is_dir() == (form in registry.FOLDERS)
    files = list(made.iterdir()) if made.is_dir() else [made]
    if form in {"csv", "tables", "parquet"}:
        assert {file.stem for file in files} == set(OF_REPORTS)
    else:
        assert any(b"Ada Venn" in file.read_bytes() for file in files)
    _, err = said(capsys, "read", "port.txt", "-f", form, "--out", "port.txt", code=2)
    assert "port.txt" in err
    if form != "brat":
        _, err = said(capsys, "read", "port.txt", "-f", form, code=2)
        assert "add --out" in err
    assert (here / "port.txt").read_text("utf-8") == REPORT


class Screen(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("command", ["export", "import"])
def test_long_work_shows_progress(
    here: Path, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said(capsys, "export", "-f", "jsonl", "all.jsonl")
    screen = Screen()
    monkeypatch.setattr("whence.serve.cli.progress._AFTER", 0)
    monkeypatch.setattr("sys.stderr", screen)
    words = {"export": ["-f", "csv", "out"], "import": ["all.jsonl", "--who", "Bo Lind"]}[command]
    assert run([command, *words]) == 0
    doing = {"export": "writing", "import": "importing"}[command]
    assert f"{doing}: " in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K"), "the line is taken away in the end"


def test_uncompared_reports_are_mentioned(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "port.txt").write_text(REPORT, encoding="utf-8")
    said(capsys, "add", "port.txt", "--no-compare", "-q")
    _, err = said(capsys, "export", "-f", "geojson", "-")
    assert "not compared yet" in err
