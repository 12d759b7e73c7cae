"""What people changed in files becomes their decisions in the ledger."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import whence
from tests.serve.test_ledger_commands import said
from whence import bootstrap
from whence.bootstrap import exports
from whence.bootstrap.imports import Imported, imported
from whence.ledger import SqlLedger, reports

NAME = "2025-09-04-ministry-hospital-toll"


@pytest.fixture
def ledger(newsroom: Path, tmp_path: Path) -> Iterator[SqlLedger]:
    with bootstrap.ledger(str(shutil.copy(newsroom, tmp_path / "whence.db"))) as opened:
        yield opened


def now(ledger: SqlLedger) -> whence.Document:
    with ledger.reading() as connection:
        for report in reports.every_report(connection):
            result = reports.result(connection, report)
            if NAME in result[0].origin.source:
                return whence.Document(*result)
    raise AssertionError("the example is gone")


def taken_in(ledger: SqlLedger, *paths: Path, **how: bool) -> Imported:
    (found,) = imported(paths, ledger, "Ada Venn", **how)
    assert isinstance(found, Imported), found
    assert found.refused == ()
    return found


def verbs(found: Imported) -> list[str]:
    return sorted(f"{one.verb} {one.target}" for one in found.decisions)


@pytest.fixture
def standoff(ledger: SqlLedger, tmp_path: Path) -> Path:
    exports.export(exports.Holdings(ledger), "brat", tmp_path / "brat")
    for other in (tmp_path / "brat").iterdir():
        if other.stem != NAME:
            other.unlink()
    return tmp_path / "brat" / f"{NAME}.ann"


def test_brat_corrected(ledger: SqlLedger, standoff: Path) -> None:
    before = now(ledger)
    text = before.text
    assert taken_in(ledger, standoff.parent).decisions == ()
    lines = standoff.read_text("utf-8").split("\n")
    # The cue of the nested denial is taken out, a quotation's boundary moved, another's act set,
    # and one that the machine overlooked put in.
    denied = next(q for q in before.quotations if q.cue == "denied")
    gone = next(i for i, x in enumerate(lines) if "\tCue " in x and x.endswith("\tdenied"))
    cue = lines[gone].split("\t")[0]
    contents = [
        x.split("Arg2:")[1] for x in lines if x.startswith("R") and f"Says Arg1:{cue} " in x
    ]
    dead = {cue, *contents}
    kept = [
        x for x in lines
        if not (x.split("\t")[0] in dead or (x[:1] in "RA" and dead & set(_names(x))))
    ]  # fmt: skip
    longer = next(q for q in before.quotations if q.content.startswith("they had questioned"))
    (span,) = longer.content_spans
    old = f"Content {span.start} {span.end}\t{longer.content}"
    short = text[span.start : span.end - len(" employees")]
    new = f"Content {span.start} {span.start + len(short)}\t{short}"
    kept = [x.replace(old, new) for x in kept]
    start = text.index("No arrests")
    kept += [
        f"T900\tContent {start} {start + 10}\tNo arrests",
        f"T901\tSource {start} {start + 2}\tNo",
        "R900\tSaid_by Arg1:T900 Arg2:T901",
        "A900\tKind T900 indirect",
        "A901\tAct T900 warn",
    ]
    standoff.write_text("\n".join(kept), encoding="utf-8", newline="")

    dry = taken_in(ledger, standoff, save=False)
    assert now(ledger) == before
    found = taken_in(ledger, standoff)
    assert verbs(found) == verbs(dry) == [
        "add attribution", "correct attribution", "reject attribution",
    ]  # fmt: skip
    assert {one.who for one in found.decisions} == {"Ada Venn"}
    after = now(ledger)
    assert denied.content not in [q.content for q in after.quotations]
    assert short in [q.content for q in after.quotations]
    added = next(q for q in after.quotations if q.content == "No arrests")
    assert (added.source, added.kind, added.act) == ("No", "indirect", "warn")
    # The same again is nothing new.
    assert taken_in(ledger, standoff).decisions == ()


def _names(line: str) -> list[str]:
    return line.replace("Arg1:", " ").replace("Arg2:", " ").split()


def document(ledger: SqlLedger) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(now(ledger).to_dict()))
    return found


def written(folder: Path, found: dict[str, Any]) -> Path:
    (folder / "corrected.jsonl").write_text(json.dumps(found) + "\n", encoding="utf-8")
    return folder / "corrected.jsonl"


def test_a_corrected_export(ledger: SqlLedger, tmp_path: Path) -> None:
    found = document(ledger)
    text = found["report"]["text"]
    hospital = next(e for e in found["entities"] if e["name"] == "Selvane General Hospital")
    said = next(a for a in found["attributions"] if a["speaker"] != hospital["id"])
    said["speaker"] = hospital["id"]
    dead = next(f for f in found["figures"] if f["role"] == "killed" and f["main"])
    dead |= {"value": 19.0, "low": 19.0, "high": 19.0}
    own = next(c for c in found["claims"] if c["standing"] == "own-voice")
    own["modality"] = "possible"
    gone = next(f for f in found["figures"] if f["unit"] == "tonne")
    found["figures"].remove(gone)
    hospital["type"] = other = "group" if hospital["type"] == "organization" else "organization"
    result = taken_in(ledger, written(tmp_path, found))
    assert verbs(result) == [
        "correct attribution", "correct claim", "correct entity", "correct figure", "reject figure",
    ]  # fmt: skip
    after = document(ledger)
    assert taken_in(ledger, written(tmp_path, found)).decisions == ()
    assert 19.0 in [f["value"] for f in after["figures"] if f["role"] == "killed"]
    assert "tonne" not in [f["unit"] for f in after["figures"]]
    assert next(e for e in after["entities"] if e["name"] == hospital["name"])["type"] == other
    same = [a for a in after["attributions"] if a["content"] == said["content"]]
    assert [e["name"] for e in after["entities"] if e["id"] == same[0]["speaker"]] == [
        hospital["name"]
    ]
    claim = next(c for c in after["claims"] if c["start"] == own["start"])
    assert claim["modality"] == "possible"
    assert after["report"]["text"] == text


def test_left_as_it_is_may_be_accepted(ledger: SqlLedger, tmp_path: Path) -> None:
    found = document(ledger)
    counted = sum(len(found[part]) for part in ("attributions", "figures", "claims"))
    result = taken_in(ledger, written(tmp_path, found), accept=True)
    accepted = [one for one in result.decisions if one.target in ("attribution", "figure", "claim")]
    assert len(accepted) == counted - _claims_of_the_machine(found, result)
    assert {one.verb for one in result.decisions} == {"accept"}
    assert document(ledger) == found


def _claims_of_the_machine(found: dict[str, Any], result: Imported) -> int:
    """Claims follow from attributions: those are accepted by way of them."""
    return len(found["claims"]) - sum(one.target == "claim" for one in result.decisions)


def test_citron_s_quotes(ledger: SqlLedger, tmp_path: Path) -> None:
    folder = tmp_path / "citron"
    exports.export(exports.Holdings(ledger), "citron-folder", folder)
    found = json.loads((folder / f"{NAME}.json").read_text("utf-8"))
    assert taken_in(ledger, folder / f"{NAME}.json").decisions == ()
    found["quotes"] = found["quotes"][1:]
    (folder / f"{NAME}.json").write_text(json.dumps(found), encoding="utf-8")
    result = taken_in(ledger, folder / f"{NAME}.json")
    assert verbs(result) == ["reject attribution"]


def test_a_text_that_is_not_there_or_there_twice(ledger: SqlLedger, tmp_path: Path) -> None:
    found = document(ledger)
    found["report"]["text"] += "?"
    (one,) = imported([written(tmp_path, found)], ledger, "Ada Venn")
    assert isinstance(one, whence.Rejected)
    assert "add the report first" in one.detail
    first = now(ledger)
    import msgspec

    twin = msgspec.structs.replace(first.report, id="f" * 32, identity="e" * 32)
    origin = msgspec.structs.replace(twin.origin, source="elsewhere.txt")
    twin = msgspec.structs.replace(twin, origin=origin)
    ledger.begin(bootstrap.run_of("add", bootstrap.settings()))
    ledger.add((twin, first.reading, first.resolution))
    found = document(ledger)
    assert taken_in(ledger, written(tmp_path, found)).report == first.report.id  # by its id
    found["report"] |= {"id": "", "source": "elsewhere.txt"}
    assert taken_in(ledger, written(tmp_path, found)).report == twin.id
    found["report"] |= {"id": "", "source": "nowhere"}
    (one,) = imported([written(tmp_path, found)], ledger, "Ada Venn")
    assert isinstance(one, whence.Rejected)
    assert "several reports" in one.detail


def test_the_command(
    newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shutil.copy(newsroom, tmp_path / "whence.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WHENCE_LEDGER", raising=False)
    monkeypatch.setenv("USER", "")
    said(capsys, "export", "-f", "jsonl", "--speaker", "pell", "all.jsonl")
    rows = [json.loads(line) for line in Path("all.jsonl").read_text("utf-8").splitlines()]
    del rows[0]["attributions"][0]
    Path("all.jsonl").write_text("\n".join([*map(json.dumps, rows), "{", ""]), encoding="utf-8")
    said(capsys, "import", "all.jsonl", code=2)
    out, err = said(capsys, "import", "all.jsonl", "--who", "Bo Lind", code=1)
    assert "reject attribution" in out
    assert f"whence: {len(rows)} reports, 1 decided, 1 rejected" in out
    assert f"all.jsonl:{len(rows) + 1}: " in err
    assert "Bo Lind rejected attribution" in said(capsys, "review", "--log")[0]
    out, _ = said(capsys, "import", "all.jsonl", "--who", "Bo Lind", "--report-json", code=1)
    assert all(json.loads(line) for line in out.splitlines())
    said(capsys, "import", "missing.ann", "--who", "Bo Lind", code=2)
