"""A ledger whose file is damaged anywhere: every command says so, and none calls it its own fault."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.ledger.factories import HOSPITAL, MINISTRY, made, opened
from whence.errors import LedgerError
from whence.ledger import SqlLedger
from whence.serve.cli.dispatch import run

#: Every command that reads a ledger and needs no model; OUT is a path to write to.
COMMANDS = [
    ["claims"], ["claims", "port", "--format", "json"], ["who"], ["who", "port"], ["show", "a.txt"],
    ["show", "a.txt", "--changes"], ["events", "--all"], ["disputes"], ["disputes", "--drift"],
    ["timeline"], ["review"], ["review", "--log"], ["review", "--orphans"], ["compare"], ["doctor"],
    ["export", "--format", "jsonl", "OUT"], ["export", "--format", "csv", "OUT.d"],
    ["export", "--format", "prov", "OUT"], ["export", "--format", "geojson", "OUT"],
    ["export", "--format", "training", "OUT"], ["account", "list"], ["token", "list"],
    ["alert", "list"], ["forget", "a.txt", "--reason", "x", "--yes"],
]  # fmt: skip
PAGE = 4096


def damaged(whole: bytes, seed: int) -> bytes:
    """The file with bits flipped, a page of junk, its end cut off, or pages exchanged."""
    chance = random.Random(seed)
    raw = bytearray(whole)
    pages = len(raw) // PAGE
    if seed % 4 == 0:
        for _ in range(40):
            raw[chance.randrange(100, len(raw))] ^= 1 << chance.randrange(8)
    elif seed % 4 == 1:
        at = PAGE * chance.randrange(1, pages)
        raw[at : at + PAGE] = chance.randbytes(PAGE)
    elif seed % 4 == 2:
        del raw[chance.randrange(PAGE, len(raw)) :]
    else:
        for _ in range(6):
            to, of = (PAGE * chance.randrange(1, pages) for _ in range(2))
            raw[to : to + PAGE] = whole[of : of + PAGE]
    return bytes(raw)


@pytest.fixture
def whole(newsroom: Path, tmp_path: Path) -> bytes:
    place = shutil.copy(newsroom, tmp_path / "whole.db")
    with opened(str(place)) as ledger:
        ledger.add(made(MINISTRY), MINISTRY.encode())
        ledger.add(made(HOSPITAL), HOSPITAL.encode())
    connection = sqlite3.connect(place)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    return Path(place).read_bytes()


@pytest.mark.parametrize(
    "seeds",
    [range(4), pytest.param(range(4, 64), marks=pytest.mark.nightly)],
    ids=["some", "many"],
)
def test_no_command_reports_damage_as_a_bug(
    seeds: range, whole: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "l.db"
    codes = set()
    for seed in seeds:
        raw = damaged(whole, seed)
        for command in COMMANDS:
            for beside in tmp_path.glob("l.db*"):
                beside.unlink()
            place.write_bytes(raw)
            asked = [one.replace("OUT", str(tmp_path / "out")) for one in command]
            codes.add(run([*asked, "--ledger", str(place)]))
            said = capsys.readouterr().err
            assert "This is a bug in whence" not in said, (seed, command, said)
    assert {0, 3} <= codes <= {0, 1, 3}


def test_an_error_on_a_damaged_file_is_reported_as_damage(whole: bytes, tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    place.write_bytes(whole)
    connection = sqlite3.connect(place)
    wanted = "select rootpage from sqlite_master where name = 'claims'"
    root = connection.execute(wanted).fetchone()[0]
    connection.close()

    def trip() -> None:
        with SqlLedger(str(place)), place.open("r+b") as file:
            file.seek((root - 1) * PAGE)
            file.write(b"junk" * (PAGE // 4))
            file.flush()
            raise TypeError("expected a text, got None")

    with pytest.raises(LedgerError, match=r"l\.db: the ledger is damaged: "):
        trip()


def test_a_bug_is_not_reported_as_damage(whole: bytes, tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    place.write_bytes(whole)
    with pytest.raises(TypeError, match="mistake"), SqlLedger(str(place)):
        raise TypeError("mistake")
