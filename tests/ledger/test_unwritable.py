"""A ledger that an ordinary user may not write, and a clock that is set back."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.factories import HOSPITAL, MINISTRY, made, opened
from whence.ledger import accounts as kept
from whence.ledger import reports

NOBODY = 65_534
_AS_NOBODY = """
import os, sys
sys.path[:0] = {path!r}
from whence.serve.cli.dispatch import run
from tests.ledger.factories import HOSPITAL, made
from whence.ledger import SqlLedger
from tests.ledger.factories import RUN
os.setgid({who}); os.setuid({who})
for asked in (["claims", "--format", "json"], ["who"], ["forget", "a.txt", "--reason", "x", "--yes"]):
    print(run([*asked, "--ledger", {place!r}]))
try:
    with SqlLedger({place!r}) as ledger:
        ledger.begin(RUN)
    print("written")
except Exception as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others reach; pytest's own are its user's alone, after each start anew."""
    with tempfile.TemporaryDirectory(prefix="whence-") as folder:
        yield Path(folder)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become an ordinary user"
)
@pytest.mark.parametrize("folder_too", [False, True])
def test_an_ordinary_user_can_read_it_and_sees_why_it_cannot_be_written(
    folder_too: bool, open_folder: Path
) -> None:  # fmt: skip
    place = open_folder / "l.db"
    with opened(place) as ledger:
        ledger.add(made(MINISTRY), MINISTRY.encode())
    before = place.read_bytes()
    place.chmod(0o644)
    open_folder.chmod(0o755 if folder_too else 0o777)
    code = _AS_NOBODY.format(path=sys.path, who=NOBODY, place=str(place))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=open_folder
    )
    lines = done.stdout.splitlines()
    assert [one for one in lines if one in ("0", "3")] == ["0", "0", "3"], done.stdout + done.stderr
    assert lines[-1].startswith("LedgerError"), lines[-1]
    assert "cannot be written" in lines[-1]
    assert "This is a bug" not in done.stderr
    assert place.read_bytes() == before


def test_a_clock_set_back_changes_no_order(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import datetime as dt

    with opened(place) as ledger:
        accounts = ledger.accounts()
        accounts.add("ada", "correct horse battery", "read")
        secret = accounts.open_session("ada", 12)
        accounts.note("ada", "first", "", "")
        ledger.add(made(MINISTRY))
        back = dt.datetime.now(dt.UTC) - dt.timedelta(days=400)
        monkeypatch.setattr(kept, "_now", lambda: back)
        accounts.note("ada", "second", "", "")
        assert [deed.what for deed in accounts.audited()] == ["second", "first"]
        assert accounts.account_of_session(secret) is not None
        ledger.add(made(HOSPITAL, source="a.txt"))
        with ledger.reading() as connection:
            assert [one.number for one in reports.versions(connection, "a.txt")] == [1, 2]
        assert len(ledger.forget("a.txt", "why")) == 2
