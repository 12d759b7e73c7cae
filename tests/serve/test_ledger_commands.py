"""The commands over a ledger: what they print, their exit codes, what they leave in the file."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.ledger.factories import HOSPITAL, MINISTRY
from whence import bootstrap
from whence.encoder import runtime_version as runtimes
from whence.ledger import reports
from whence.records import Change, Decision, Parts, Span, selectors_of
from whence.records.decision import Verb
from whence.review import service
from whence.serve.cli.dispatch import run
from whence.settings import Settings


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(MINISTRY, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(HOSPITAL, encoding="utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(list(arguments)) == code
    out, err = capsys.readouterr()
    return out, err


def test_add_then_add_again(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    out, err = said(capsys, "add", "in")
    assert "2 added, 0 changed, 0 already there, 0 rejected; in whence.db" in out
    assert err == ""
    out, _ = said(capsys, "add", "in")
    assert "0 added, 0 changed, 2 already there" in out
    (here / "in" / "a.txt").write_text(MINISTRY.replace("18", "20"), encoding="utf-8")
    out, _ = said(capsys, "add", "in")
    assert "0 added, 1 changed, 1 already there" in out
    out, _ = said(capsys, "show", "in/a.txt", "--changes")
    assert "- that 18 people had been killed" in out
    assert "+ that 20 people had been killed" in out


def test_add_names_rejected_files_and_adds_the_rest(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    (here / "in" / "bad.txt").write_bytes(b"")
    out, err = said(capsys, "add", "in", code=1)
    assert "2 added" in out
    assert "bad.txt: the file is empty [empty]" in err


def test_add_for_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "add", "in", "--report-json")
    states = [json.loads(line)["state"] for line in out.splitlines()]
    assert states == ["added", "added"]


def test_claims(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", "in")
    out, _ = said(capsys, "claims", "killed")
    assert "18 people" in out
    out, _ = said(capsys, "claims", "killed", "--format", "json")
    (claim,) = json.loads(out)
    assert MINISTRY[claim["start"] : claim["end"]] == claim["words"]
    out, _ = said(capsys, "claims", "--format", "csv", "--limit", "2")
    assert [row["standing"] for row in csv.DictReader(io.StringIO(out))]
    _, err = said(capsys, "claims", "nothing of the kind")
    assert "no claims found" in err


@pytest.mark.parametrize(
    ("option", "day"),
    [
        ("--since", "yesterday"),
        ("--since", "2025-13-01"),
        ("--until", "2025-02-30"),
        ("--until", "1/3/25"),
        ("--until", "20250301"),
    ],
)
def test_an_impossible_day_is_rejected_in_a_search(
    capsys: pytest.CaptureFixture[str], option: str, day: str
) -> None:
    said(capsys, "add", "in")
    for command in (["claims"], ["export", "--format", "csv", "tables"]):
        _, err = said(capsys, *command, option, day, code=2)
        assert f"{option}: {day!r} is not a day; write it as 2025-09-04" in err
    for fits in ("2025", "2025-03", "2025-03-03", "2025-03-03T10", "2025-03-03T10:00:00"):
        said(capsys, "claims", option, fits)


def test_pages_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", "in")
    out, err = said(capsys, "claims", "--format", "jsonl", "--limit", "3")
    cursor = err.rsplit(maxsplit=1)[-1]
    rest, _ = said(capsys, "claims", "--format", "jsonl", "--after", cursor)
    whole, _ = said(capsys, "claims", "--format", "jsonl")
    assert out + rest == whole


def test_who(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", "in")
    out, _ = said(capsys, "who")
    assert "Ada Venn (person, Mayor) - 1 claim in 1 report" in out
    out, _ = said(capsys, "who", "venn")
    assert "We heard nothing" in out
    _, err = said(capsys, "who", "nobody", code=1)
    assert "nobody called" in err
    _, err = said(capsys, "who", "--after", "x", code=2)
    assert "name of one speaker" in err


def test_who_speaks_in_a_ledger_of_nothing(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "empty").mkdir()
    said(capsys, "add", "empty", code=1)
    assert said(capsys, "who") == ("", "whence: nobody speaks in whence.db\n")
    assert said(capsys, "who", "--format", "json") == ("[]\n", "")


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", "in")
    out, _ = said(capsys, "show", "in/a.txt", "--format", "json")
    (document,) = json.loads(out)
    assert document["report"]["text"] == MINISTRY
    out, _ = said(capsys, "show", document["report"]["id"][:10], "--raw")
    assert out == MINISTRY
    out, _ = said(capsys, "show", "in/a.txt", "--why")
    assert out.splitlines()[1].startswith("  dateline")
    _, err = said(capsys, "show", "nothing", code=3)
    assert "no report" in err


def test_forget(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    said(capsys, "add", "in")
    out, _ = said(capsys, "forget", "in/a.txt", "--reason", "court order", "--yes")
    assert out.startswith("forgotten: ")
    _, err = said(capsys, "add", "in", code=1)
    assert "it was forgotten and may not come back [forgotten]" in err
    assert b"fertiliser" not in (here / "whence.db").read_bytes()


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_forget_that_is_not_confirmed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    said(capsys, "add", "in")
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    _, err = said(capsys, "forget", "in/a.txt", "--reason", "a test", code=130)
    assert "whence: nothing was erased\n" in err
    assert "interrupted" not in err
    said(capsys, "show", "in/a.txt")


def test_a_place_without_a_ledger(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["claims"], ["who"], ["show", "x"], ["forget", "x", "--reason", "y", "--yes"]):
        _, err = said(capsys, *command, "--ledger", "none.db", code=3)
        assert "no ledger at none.db" in err
    _, err = said(capsys, "add", "in", "--ledger", "mysql://localhost/x", code=3)
    assert "SQLite's or PostgreSQL's" in err


def test_a_timeline_begins_with_what_happened(
    newsroom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--ledger", str(newsroom))
    out, err = said(capsys, "timeline", *place, "--limit", "3")
    assert all(line[:1] in " d" or line.startswith("2025-0") for line in out.splitlines() if line)
    assert "about earlier days; see them with --at 0001" in err
    out, err = said(capsys, "timeline", *place, "--limit", "3", "--at", "0001")
    assert out.splitlines()[1].startswith("1994")
    assert "earlier days" not in err
    _, err = said(capsys, "timeline", *place, "--at", "someday", code=2)
    assert "'someday' is not a day" in err
    # A file has all of it.
    out, _ = said(capsys, "timeline", *place, "--limit", "1", "--format", "jsonl")
    assert json.loads(out)["told_of"] == "1994"


def test_timeline(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "add", "in", "--published", "2025-03-04")
    out, _ = said(capsys, "timeline", "--format", "jsonl")
    counts = [json.loads(line)["told_of"] for line in out.splitlines()]
    assert counts
    assert counts == sorted(counts)
    out, _ = said(capsys, "timeline", "killed", "--by", "report")
    assert "18 people" in out


def test_reread_reads_what_another_bundle_read(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    said(capsys, "add", "in")
    out, _ = said(capsys, "reread")
    assert "2 read again, 0 of them changed, 0 failed" in out
    out, _ = said(capsys, "reread", "--only-older")
    assert "0 read again" in out
    with sqlite3.connect(here / "whence.db") as connection:
        connection.execute("update readings set bundle = 'older'")
    connection.close()
    before, _ = said(capsys, "claims", "--format", "jsonl")
    out, _ = said(capsys, "reread", "--only-older")
    assert "2 read again, 2 of them changed, 0 failed" in out
    after, _ = said(capsys, "claims", "--format", "jsonl")
    assert after == before


def test_another_runtime_makes_another_reading(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said(capsys, "add", "in")
    assert "not read by" not in said(capsys, "doctor")[0]
    really = runtimes.runtime().replace(" ", "-")
    monkeypatch.setattr(runtimes, "version", lambda _: "99.1")
    assert "2 reports were not read by " in said(capsys, "doctor")[0]
    assert "+onnxruntime-99.1 yet" in said(capsys, "doctor")[0]
    bootstrap.shared_reader.cache_clear()
    try:
        out, _ = said(capsys, "reread", "--only-older")
        assert "2 read again, 2 of them changed, 0 failed" in out
        assert "0 read again" in said(capsys, "reread", "--only-older")[0]
        assert "not read by" not in said(capsys, "doctor")[0]
        document = json.loads(said(capsys, "show", "in/a.txt", "--format", "jsonl")[0])
    finally:
        bootstrap.shared_reader.cache_clear()
    assert document["reader"]["runtime"] == "onnxruntime 99.1"
    with bootstrap.ledger("whence.db") as ledger, ledger.reading() as connection:
        runs = [run.bundle for _, run in reports.every_run(connection)]
    assert runs[0] == bootstrap.bundle(Settings()).digest + f"+{really}"
    assert runs[-1] == document["reader"]["bundle"] + "+onnxruntime-99.1"


def test_review(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    said(capsys, "add", "in", "--published", "2025-03-04")
    assert "no decisions yet" in said(capsys, "review", "--log")[0]
    assert "every decision's words" in said(capsys, "review", "--orphans")[0]
    said(capsys, "review", "--limit", "3")
    said(capsys, "review", "--format", "jsonl")
    document = json.loads(said(capsys, "show", "in/a.txt", "--format", "jsonl")[0])
    report, found = document["report"], document["attributions"]
    (venn,) = [a for a in found if report["text"][slice(*a["source"][0].values())].endswith("Venn")]
    with bootstrap.ledger("whence.db") as ledger:
        spans = [Span(**s) for s in venn["content"]]
        words = {n: [Span(**s) for s in venn[n]] for n in ("source", "cue")}
        selectors = Parts(
            source=selectors_of(report["text"], words["source"]),
            cue=selectors_of(report["text"], words["cue"]),
            content=selectors_of(report["text"], spans),
        )
        verbs: list[tuple[Verb, Change]] = [
            ("accept", Change()), ("correct", Change(speaker="Oren Pell")),
        ]  # fmt: skip
        for verb, change in verbs:
            one = Decision(
                report=report["id"], target="attribution", verb=verb, selectors=selectors,
                change=change, who="ada", why="heard it",
            )  # fmt: skip
            service.decided(ledger.reviews(), one)
    out, _ = said(capsys, "review", "--log")
    assert "ada corrected attribution in " in out.splitlines()[0]
    assert "→ speaker Oren Pell (heard it)" in out
    assert "Oren Pell" in said(capsys, "who")[0]
    exported, _ = said(capsys, "export", "--format", "training", "-")
    row = json.loads(exported)
    assert [a["speaker"] for a in row["attributions"]] == ["Oren Pell"]
    assert "1 report to out.jsonl" in said(capsys, "export", "-f", "training", "out.jsonl")[0]
    monkeypatch.setenv("USER", "bo")
    assert "2 is undone, by 3" in said(capsys, "review", "--undo", "2")[0]
    out, _ = said(capsys, "review", "--log")
    assert "bo undid 2" in out
    assert out.splitlines()[1].endswith("[undone]")
    assert "Oren Pell" not in said(capsys, "who")[0]
    said(capsys, "review", "--undo", "99", code=3)
    said(capsys, "review", "--undo", "1", "--who", "", code=2)
    said(capsys, "review", "--undo", "1", "--log", code=2)
    logged, _ = said(capsys, "review", "--log", "--format", "jsonl", "--before", "2")
    assert json.loads(logged)["verb"] == "accept"
