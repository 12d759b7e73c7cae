"""A ledger in hand: added to, asked, exported."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import whence
from whence.api.ledger import Chosen
from whence.errors import LedgerError, SettingsError


@pytest.fixture
def ledger(newsroom: Path, tmp_path: Path) -> Iterator[whence.Ledger]:
    with whence.open(shutil.copy(newsroom, tmp_path / "whence.db")) as opened:
        yield opened


def test_claims(ledger: whence.Ledger) -> None:
    claims = ledger.claims(speaker="Pell")
    assert len(claims) > 20
    assert {claim.speaker for claim in claims} == {"Dorvan Pell", "Oren Pell"}
    days = [claim.published or "" for claim in claims]
    assert days == sorted(days, reverse=True)
    frame = claims.to_pandas()
    assert len(frame) == len(claims)
    assert "marked" not in frame.columns
    assert len(ledger.claims(speaker="Pell", limit=3)) == 3
    assert all("silo" in claim.words.casefold() for claim in ledger.claims("silo"))
    since = ledger.claims(since="2025-09-05", until="2025-09-05")
    assert {(claim.published or "")[:10] for claim in since} == {"2025-09-05"}


@pytest.mark.parametrize(
    "chosen",
    [{"since": "September"}, {"role": "dead"}, {"standing": "own voice"}, {"hedge": "maybe"}],
)
def test_what_nothing_can_fit_is_refused(
    ledger: whence.Ledger, tmp_path: Path, chosen: Chosen
) -> None:
    (field,) = chosen
    with pytest.raises(ValueError, match=f"^{field}: "):
        ledger.claims(**chosen)
    with pytest.raises(ValueError, match=f"^{field}: "):
        ledger.export("csv", tmp_path / "tables", **chosen)


def test_all_claims_are_reached_page_by_page(
    ledger: whence.Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = ledger.claims()
    assert len({claim.key for claim in every}) == len(every) == len(ledger.table("claims"))
    monkeypatch.setattr("whence.api.ledger._PAGE", 7)
    assert list(ledger.claims(limit=20)) == list(every[:20])
    assert list(ledger.claims()) == list(every)


def test_who_and_what(ledger: whence.Ledger) -> None:
    assert ledger.speakers("pell")[0].name == "Dorvan Pell"
    assert ledger.speakers()[0].claims >= ledger.speakers()[-1].claims
    first = ledger.events()[0]
    assert {"killed", "injured"} <= {figure.role for figure in first.figures}
    assert len(first.reports) == max(len(event.reports) for event in ledger.events())
    for event in ledger.events():
        blames = [(one.who, (one.by or "").replace("’", "'")) for one in event.blamed]
        assert len(set(blames)) == len(blames)
    # "Anton" of one report is the Anton Resk of another; of two longer names he is neither.
    dead = [one.name for one in first.people if one.role == "killed"]
    assert {"Anton Resk", "Daniel Olsik"} <= set(dead)
    assert "Anton" not in dead
    conflicts = ledger.disputes()
    assert conflicts
    assert all(one.kind == "conflict" and len(one.versions) > 1 for one in conflicts)


def test_documents(ledger: whence.Ledger) -> None:
    every = list(ledger.documents())
    assert len(every) == 22
    one = ledger.document(every[3].report.id[:10])
    assert one == every[3]
    some = list(ledger.documents(speaker="Pell"))
    assert 0 < len(some) < 22
    with pytest.raises(LedgerError, match="no report"):
        ledger.document("ffffffff")


def test_tables_and_exports(ledger: whence.Ledger, tmp_path: Path) -> None:
    assert {row["role"] for row in ledger.table("versions")} >= {"killed", "injured"}
    counts = ledger.export("sqlite", tmp_path / "out.db")
    assert counts["reports"] == 22
    assert ledger.export("jsonld", tmp_path / "out.jsonld", speaker="Pell")["reports"] < 22
    with pytest.raises(SettingsError, match="no format 'pdf'"):
        ledger.export("pdf", tmp_path / "out.pdf")
    with pytest.raises(SettingsError, match="no table 'quotes'"):
        ledger.table("quotes")


def test_what_people_corrected_elsewhere(ledger: whence.Ledger, tmp_path: Path) -> None:
    import json

    path = tmp_path / "pell.jsonl"
    ledger.export("jsonl", path, speaker="Pell")
    first, *others = path.read_text("utf-8").splitlines()
    changed = json.loads(first)
    gone = changed["attributions"].pop()
    path.write_text("\n".join([json.dumps(changed), *others, "{}"]), encoding="utf-8")
    with pytest.warns(UserWarning, match="neither"):
        (one, *rest) = ledger.import_annotations(path, who="Ada Venn")
    assert [decision.verb for decision in one.decisions] == ["reject"]
    assert not any(other.decisions for other in rest)
    now = ledger.document(one.report)
    assert gone["key"] not in [quotation.key for quotation in now.quotations]


def test_adding(tmp_path: Path, bundle: Path) -> None:
    assert bundle.is_dir()
    place = tmp_path / "new.db"
    with whence.open(place) as ledger:
        with pytest.raises(LedgerError):
            ledger.claims()
        assert not place.exists()
        (tmp_path / "bad.txt").write_bytes(b"\0\1\2")
        (tmp_path / "good.txt").write_text(
            "Silo burns in Port Selvane\n\nA grain silo burned down on Monday, Mayor Ada Venn said, "
            "and nobody was hurt in the fire.\n",
            encoding="utf-8",
        )
        rejected: list[whence.Rejected] = []
        sources: list[str | Path] = [tmp_path / "good.txt", str(tmp_path / "bad.txt")]
        added = ledger.add(sources, publisher="Courier", on_rejected=rejected.append)
        assert (added.added, added.changed, added.known) == (1, 0, 0)
        assert list(added.rejected) == rejected
        assert [one.source for one in rejected] == [str(tmp_path / "bad.txt")]
        assert ledger.claims("silo", publisher="courier")
        assert ledger.add(tmp_path / "good.txt", publisher="Courier").known == 1
        with pytest.warns(UserWarning, match=r"bad\.txt"):
            ledger.add(tmp_path / "bad.txt", compare=False)


def test_adding_what_was_read(tmp_path: Path, bundle: Path) -> None:
    assert bundle.is_dir()
    first = whence.read("A grain silo burned down on Monday, Mayor Ada Venn said in the town hall.")
    other = whence.read("The harbour stays closed until Friday, Mayor Ada Venn said in a letter.")
    with whence.open(tmp_path / "new.db") as ledger:
        assert ledger.add([first, other]).added == 2
        assert ledger.add(first).known == 1
        # Two texts without an address are two reports, not one that was edited.
        assert {d.text for d in ledger.documents()} == {first.text, other.text}
        assert {c.speaker for c in ledger.claims("venn mayor")} <= {"Ada Venn", None}
        assert ledger.forget(first.report.id[:12], "asked to")
        assert [d.text for d in ledger.documents()] == [other.text]
        with pytest.warns(UserWarning, match="forgotten"):
            assert ledger.add(first).rejected


def test_the_place_is_that_of_the_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_LEDGER", "/somewhere/else.db")
    assert whence.open().place == "/somewhere/else.db"
    monkeypatch.delenv("WHENCE_LEDGER")
    assert whence.open().place == "whence.db"
