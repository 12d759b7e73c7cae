"""Decisions on people and events as a file: what others decided since is never reverted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whence import bootstrap
from whence.ledger import SqlLedger, event_annotations, events, speakers
from whence.records import Change, Decision
from whence.review import service
from whence.serve.cli.dispatch import run as main


@pytest.fixture
def place(newsroom: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(newsroom, tmp_path / "whence.db"))


def port(ledger: SqlLedger) -> tuple[str, tuple[str, ...]]:
    """The event with most reports, and their identities."""
    with ledger.reading() as connection:
        every = list(events.every_summary(connection))
        one = max(every, key=lambda summary: len(summary.members))
        return one.event.id, event_annotations.identities(connection, one)


def decide(ledger: SqlLedger, who: str, **decision: Any) -> int:
    return service.decided(ledger.reviews(), Decision(who=who, **decision)).number


def record(ledger: SqlLedger, who: str, **change: Any) -> int:
    _, reports = port(ledger)
    about = {"target": "event", "verb": "correct", "reports": reports}
    return decide(ledger, who, **about, change=Change(**change))


def recorded(ledger: SqlLedger) -> dict[str, Any]:
    with ledger.reading() as connection:
        found = event_annotations.of_events(connection, {port(ledger)[0]})
    return {one.what: one.words or (one.role, one.value) for _, one in found}


@pytest.fixture
def edited(place: Path, tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """Exports the decisions, and lets somebody edit the file."""

    def edit(how: Callable[[Any], None]) -> Path:
        file = tmp_path / "decided.json"
        if not file.exists():
            assert main(["export", "--format", "decisions", "--ledger", str(place), str(file)]) == 0
        content = json.loads(file.read_text("utf-8"))
        how(content)
        file.write_text(json.dumps(content), "utf-8")
        return file

    return edit


def take(place: Path, file: Path, *more: str) -> int:
    return main(["import", str(file), "--who", "Bo Lind", "--ledger", str(place), *more])


def test_what_was_changed_is_decided_and_the_same_file_changes_nothing(
    place: Path, edited: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with bootstrap.ledger(str(place)) as ledger:
        names = ("Tressom Group", "Tressom Terminals")
        decide(ledger, "Ada Venn", target="person", verb="merge", names=names)
        record(ledger, "Ada Venn", name="Warehouse blast", grade="fair")
        record(ledger, "Ada Venn", role="killed", value=24.0)

    def nothing(content: Any) -> None:
        assert content["schema"] == "whence.decisions/1"
        assert content["people"][0]["names"] == ["Tressom Group", "Tressom Terminals"]
        (event,) = content["events"]
        assert (event["name"], event["grade"]) == ("Warehouse blast", "fair")
        assert event["figures"] == [{"role": "killed", "value": 24.0}]

    assert take(place, edited(nothing)) == 0
    assert "0 decided" in capsys.readouterr().out

    def change(content: Any) -> None:
        content["people"] = [{"names": ["Dorvan Pell", "Oren Pell"], "same": False}]
        content["events"][0] |= {"name": "Selvane blast", "note": "Ask the port.", "figures": []}
        del content["events"][0]["grade"]

    file = edited(change)
    assert take(place, file, "--dry-run") == 0
    with bootstrap.ledger(str(place)) as ledger:
        assert recorded(ledger)["name"] == "Warehouse blast"
    assert take(place, file) == 0
    with bootstrap.ledger(str(place)) as ledger:
        assert recorded(ledger) == {"name": "Selvane blast", "note": "Ask the port."}
        assert {one.who for one in ledger.reviews().latest(6)} == {"Bo Lind"}
        with ledger.reading() as connection:  # merged no more
            assert len(speakers.people(connection, "Tressom")) > 1
    capsys.readouterr()
    assert take(place, file) == 0
    assert "0 decided" in capsys.readouterr().out


def test_what_others_decided_since_is_left_and_a_clash_is_listed(
    place: Path, edited: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with bootstrap.ledger(str(place)) as ledger:
        record(ledger, "Ada Venn", name="Warehouse blast", status="open")
    edited(lambda _: None)
    with bootstrap.ledger(str(place)) as ledger:
        later = record(ledger, "Cato Wray", name="Port blast", grade="confirmed")
        names = ("Tressom Group", "Tressom Terminals")
        decide(ledger, "Cato Wray", target="person", verb="merge", names=names)

    def change(content: Any) -> None:
        content["events"][0] |= {"name": "Selvane blast", "status": "checked"}
        content["people"] = [{"names": ["Tressom Terminals", "Tressom Group"], "same": False}]

    assert take(place, edited(change)) == 1
    out = capsys.readouterr()
    assert "the file says “Selvane blast”, and Cato Wray decided “Port blast”" in out.err
    assert f"(decision {later})" in out.err
    assert "Cato Wray decided that they are one" in out.err
    with bootstrap.ledger(str(place)) as ledger:
        # What only the file changed is taken; what only others changed stays.
        assert recorded(ledger) == {
            "name": "Port blast", "status": "checked", "grade": "confirmed",
        }  # fmt: skip
        with ledger.reading() as connection:
            assert len(speakers.people(connection, "Tressom Group")[0].names) > 1


def test_reports_of_one_event_and_a_file_from_elsewhere(
    place: Path, edited: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with bootstrap.ledger(str(place)) as ledger:
        _, (one, other, *_) = port(ledger)
        decide(ledger, "Ada Venn", target="event", verb="other-event", reports=(one, other))

    def change(content: Any) -> None:
        assert content["reports"][0]["same_event"] is False
        content["reports"][0]["same_event"] = True

    file = edited(change)
    assert take(place, file) == 0
    with bootstrap.ledger(str(place)) as ledger:
        assert ledger.reviews().event_pairs() == {(min(one, other), max(one, other)): True}
    # A file that is not of this ledger's decisions reverts none of them.
    edited(lambda content: content.update(log="another", reports=[], people=[]))
    capsys.readouterr()
    assert take(place, file) == 0
    assert "0 decided" in capsys.readouterr().out
    edited(lambda content: content.update(events=[{"reports": ["nowhere"], "name": "X"}]))
    assert take(place, file) == 1
    assert "no report of it here" in capsys.readouterr().err
    edited(lambda content: content.update(decided="many"))
    assert take(place, file) == 1
    assert "[annotations]" in capsys.readouterr().err
