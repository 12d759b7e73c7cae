"""compare, events, disputes: what they print of a small newsroom, and how they fail."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from whence.serve.cli.dispatch import run

BLAST = """Sulla blast kills {dead}, {who} says
March {day}, 2025 6:00 PM

PORT SULLA, March {day} ({wire}) - {said}

The harbour master, Tomas Resk, said that Pier 4 of the Brandt Company burned for six hours. The
Sulla dockers' union had asked for an inspection of the fertiliser store at Pier 4 in February.
"""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    summary = (
        ("a", 3, "18", "ministry", "Norrland Wire", "The interior ministry said that 18 people had been killed in the explosion at Pier 4 in Port Sulla."),
        ("b", 4, "23", "hospital", "Sulla Post", "Sulla General Hospital said that 23 people had been killed in the explosion at Pier 4 in Port Sulla."),
        ("c", 4, "20", "ministry", "Norrland Wire", "The interior ministry said that 20 people had been killed in the explosion at Pier 4 in Port Sulla on Monday."),
    )  # fmt: skip
    for name, day, dead, who, wire, said in summary:
        text = BLAST.format(dead=dead, who=who, day=day, wire=wire, said=said)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(list(arguments)) == code
    return capsys.readouterr()


def test_add_compares_and_the_toll_is_laid_out(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", ".", "-q")
    out, err = said(capsys, "events")
    assert "3 reports" in out
    # Under the name that the page has, with the latest headline below.
    name, title = out.splitlines()[:2]
    assert re.fullmatch(r"Explosion, (?:\S+ ?)+, 3 Mar 2025", name)
    assert title.strip().startswith("“")
    assert "(20..23)" in out
    assert err == ""
    out, _ = said(capsys, "disputes")
    assert f"conflict: killed - {name}" in out
    assert re.search(r"(?:20 and 23|23 and 20) cannot both hold", out)  # both are of one hour
    assert "Mar 3" in out
    out, _ = said(capsys, "disputes", "--format", "jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    toll = next(f for f in found if f["topic"]["role"] == "killed")
    assert sorted(v["value"] for v in toll["versions"]) == [18, 20, 23]
    assert toll["evidence"]
    assert toll["course"][0]["published"].startswith("2025-03-03")


@pytest.mark.parametrize("columns", [30, 55, 80])
def test_a_narrow_terminal_loses_no_value(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    said(capsys, "add", ".", "-q")
    monkeypatch.setenv("COLUMNS", str(columns))
    out, _ = said(capsys, "disputes")
    lines = out.split("cannot both hold")[0].splitlines()[1:-1]  # without the title, the evidence
    assert max(map(len, lines)) <= columns
    if columns < 40:
        assert [line for line in lines if line.startswith("    Mar")] == [
            "    Mar 3: 18",
            "    Mar 4: 20",
            "    Mar 4: 23",
        ]
    if columns < 60:
        assert sum("since: 2025-03-0" in line for line in lines) == 3
        assert len([line for line in lines if "independent: 1" in line]) == 3


def test_policies_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", ".", "-q")
    out, _ = said(capsys, "events", "--policy", "contested-min-zero", "--format", "json")
    (event,) = json.loads(out)
    (killed,) = (f for f in event["figures"] if f["role"] == "killed")
    assert killed["low"] == 0
    assert any("superseded" in reason for reason in killed["excluded"])
    assert {Path(report).name for report in event["reports"]} == {"a.txt", "b.txt", "c.txt"}
    _, err = said(capsys, "events", "earthquake")
    assert "no events with several reports" in err
    _, err = said(capsys, "events", "--policy", "none", code=3)
    assert "there are best-high-low" in err


def test_uncompared_reports_are_reported(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", ".", "-q", "--no-compare")
    out, err = said(capsys, "events")
    assert out == ""
    assert "3 reports are not compared yet" in err
    out, _ = said(capsys, "compare")
    assert "3 reports compared" in out
    out, _ = said(capsys, "compare", "--again")
    assert "3 reports compared" in out
    out, err = said(capsys, "events")
    assert "3 reports" in out
    assert err == ""


def test_revisions_copies_and_drift_are_asked_for(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    (here / "d.txt").write_text((here / "a.txt").read_text(), encoding="utf-8")
    longer = (here / "a.txt").read_text() + "The council meets on Friday to talk of the harbour.\n"
    (here / "d.txt").write_text(longer, encoding="utf-8")
    said(capsys, "add", ".", "-q")
    out, _ = said(capsys, "events", "--format", "json", "--copies", "1.0")
    assert [sorted(Path(r).name for r in g) for g in json.loads(out)[0]["copies"]] in (
        [],
        [["a.txt", "d.txt"]],
    )
    out, _ = said(capsys, "disputes", "--kind", "copy")
    assert "one text in" in out
    assert "a.txt" in out
    assert "d.txt" in out
    _, err = said(capsys, "disputes", "nowhere")
    assert "no such finding" in err
    (here / "e.txt").write_text(
        "Port Sulla counts its dead\nMarch 5, 2025 6:00 PM\n\n"
        "PORT SULLA, March 5 (Coast Daily) - The explosion at Pier 4 in Port Sulla killed 23 people."
        " Tomas Resk, the harbour master, has shut Pier 4 of the Brandt Company for good.\n",
        encoding="utf-8",
    )
    said(capsys, "add", "e.txt", "-q")
    out, _ = said(capsys, "disputes", "--drift")
    assert "killed 23: lost its source" in out
    out, _ = said(capsys, "disputes", "--drift", "--format", "jsonl")
    assert json.loads(out.splitlines()[0])["lost"] == "source"


def test_what_a_limit_leaves_out_is_stated(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    for name in ("a", "b", "c"):  # a copy of each
        (here / f"{name}2.txt").write_bytes((here / f"{name}.txt").read_bytes())
    said(capsys, "add", ".", "-q")
    assert "6 reports, 5 of them reprints of another" in said(capsys, "events")[0]
    kinds = [f"--kind={kind}" for kind in ("copy", "conflict", "revision")]
    for form in ("table", "json", "jsonl"):
        for command in (["disputes", *kinds], ["who"], ["timeline"], ["review"]):
            _, err = said(capsys, *command, "--limit", "1", "--format", form)
            assert "more; see them with --limit" in err, command
        _, err = said(capsys, "timeline", "--by", "report", "--limit", "1", "--format", form)
        assert "more; see them with --limit" in err
        _, err = said(capsys, "disputes", *kinds, "--limit", "100", "--format", form)
        assert err == ""


def test_options_that_do_not_go_together(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", ".", "-q")
    for command, why in (
        ("disputes --drift --kind copy", "--drift and --kind exclude"),
        ("show a.txt --changes --raw", "exclude each other"),
        ("show a.txt --changes --format json", "--changes has no --format"),
        ("show a.txt --raw --format text", "--raw has no --format"),
        ("review --before 3", "--before needs --log"),
    ):
        assert why in said(capsys, *command.split(), code=2)[1]


def test_no_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("compare", "events", "disputes"):
        _, err = said(capsys, command, code=3)
        assert "there is no ledger" in err
