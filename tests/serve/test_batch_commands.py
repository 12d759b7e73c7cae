"""batch and batch-compare as commands: real processes, killed and gone on with."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.batch.factories import asked, bytes_of
from whence.serve.cli.dispatch import run

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

WHENCE = Path(sys.executable).with_name("whence")
REPORTS = 30
TEXT = (
    "PORT SULLA, March {day} (Norrland Wire) - The interior ministry said that {dead} people had "
    "been killed in the explosion at Pier 4 in Port Sulla on March 2, 2025.\n\n“We heard two "
    "explosions,” the harbour master, Tomas Resk, said. He denied that the fertiliser store of the "
    "Brandt Company had been full. Report {n}.\n"
)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("archive") / "reports.jsonl"
    rows = [
        {
            "id": f"r{n}",
            "text": TEXT.format(day=3 + n % 4, dead=10 + n % 5, n=n) * (1 + n % 3),
            "published": f"2025-03-0{3 + n % 4}",
            "publisher": "Norrland Wire",
        }
        for n in range(REPORTS)
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive read in one go, by the local engine."""
    out = tmp_path_factory.mktemp("whole") / "out"
    done = subprocess.run(
        [WHENCE, "batch", archive, "--out", out, "--workers", "2", "--shard-size", "0.01"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{REPORTS} reports" in done.stdout
    return out


@pytest.fixture
def job(archive: Path, tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for one in started:
        if one.poll() is None:
            os.killpg(one.pid, signal.SIGKILL)
        one.communicate()


def begin(job: list[subprocess.Popen[str]], *arguments: str | Path) -> subprocess.Popen[str]:
    """Starts a command in a process group of its own, where Ctrl-C is Ctrl-C."""
    code = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    one = subprocess.Popen(
        [sys.executable, "-c", code, WHENCE, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    job.append(one)
    return one


def someone_at_work(one: subprocess.Popen[str], out: Path) -> int:
    """A process that is at a shard; as long as it takes a busy machine to begin."""
    while one.poll() is None:
        for folder in (out / ".staging").glob("*-*"):
            return int(folder.name.rpartition("-")[2])
        time.sleep(0.05)
    raise AssertionError("nobody is at work")


# By day tests/scale kills a worker of Ray's.
@pytest.mark.parametrize("engine", ["local", pytest.param("ray", marks=pytest.mark.nightly)])
def test_a_worker_that_is_killed_costs_nothing(
    job: list[subprocess.Popen[str]], archive: Path, whole: Path, tmp_path: Path, engine: str
) -> None:
    if engine == "ray":
        pytest.importorskip("ray")
    out = tmp_path / "out"
    one = begin(
        job,
        *("batch", archive, "--out", out, "--workers", "2", "--shard-size", "0.01"),
        *("--engine", engine),
    )
    os.kill(someone_at_work(one, out), signal.SIGKILL)
    said, complained = one.communicate(timeout=600)
    assert one.returncode == 0, complained
    assert f"{REPORTS} reports" in said
    assert bytes_of(out) == bytes_of(whole)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_job_that_is_stopped_goes_on_where_it_was(
    job: list[subprocess.Popen[str]],
    archive: Path,
    whole: Path,
    tmp_path: Path,
    how: signal.Signals,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    arguments = ("batch", str(archive), "--out", str(out), "--shard-size", "0.01")
    one = begin(job, *arguments, "--workers", "1")
    while not list((out / "manifest").glob("*.json")):
        assert one.poll() is None
        time.sleep(0.02)
    os.killpg(one.pid, how)
    one.communicate(timeout=600)
    assert one.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL)
    done = len(list((out / "manifest").glob("*.json")))
    before = {note: note.stat().st_mtime_ns for note in (out / "manifest").glob("*.json")}
    assert run([*arguments, "--workers", "2"]) == 0
    assert f"{done} part{'' if done == 1 else 's'} done before" in capsys.readouterr().out
    assert {note: note.stat().st_mtime_ns for note in before} == before
    assert bytes_of(out) == bytes_of(whole)


def test_a_batch_is_compared_and_taken_into_a_ledger(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["batch-compare", str(whole), "--workers", "1"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"whence: {REPORTS} reports, ")
    assert "judging pairs" in err
    assert run(["add", str(whole), "--ledger", "a.db", "-q"]) == 0
    assert run(["events", "--ledger", "a.db", "--all", "--format", "json"]) == 0
    (event, *_) = json.loads(capsys.readouterr().out)
    events = asked(f"select event from '{whole}/compare/events.parquet'")
    assert (event["id"],) in events
    # The same again is there already, and what was read of it alone is what the texts say.
    assert run(["add", str(whole), "--ledger", "a.db"]) == 0
    assert f"0 added, 0 changed, {REPORTS} already there" in capsys.readouterr().out


def test_one_is_no_plural(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.jsonl").write_text(archive.read_text("utf-8").split("\n")[0], "utf-8")
    batch = ["batch", "one.jsonl", "--out", "out", "--workers", "1"]
    assert run(batch) == 0
    out, err = capsys.readouterr()
    assert "whence: 1 report, " in out
    assert "1 of 1 shard, 1 report\n" in err
    assert run(batch) == 0
    assert ", 1 part done before; in out" in capsys.readouterr().out
    assert run(["batch-compare", "out", "--workers", "1"]) == 0
    out, _ = capsys.readouterr()
    assert "1 report, 0 pairs looked at: 0 copies, " in out
    assert not re.search(r"\b1 \w+( \w+)?s[,\n]", out)


def test_what_is_broken_is_named_and_the_rest_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.parquet").write_bytes(b"PAR1" + b"\x00" * 50)
    (folder / "b.jsonl").write_text(
        json.dumps({"text": TEXT.format(day=3, dead=4, n=1)}) + "\n{broken\n", encoding="utf-8"
    )
    (folder / "c.png").write_bytes(b"\x89PNG")
    code = run(["batch", str(folder), str(tmp_path / "gone"), "--out", "out", "--workers", "1"])
    out, err = capsys.readouterr()
    assert code == 1
    assert "a.parquet: the table is broken" in err
    assert "b.jsonl:2: " in err
    assert "gone: there is no such file or folder [missing]" in err
    assert "1 report, " in out
    assert "2 rejected, 1 of other types skipped" in out
    rows = asked("select code from 'out/rejected/**/*.parquet'")
    assert sorted(rows) == [("json",), ("parquet",)]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["batch", "a.jsonl"], 2, "--out"),
        (["batch", "a.jsonl", "--out", "o", "--address", "auto"], 3, "needs --engine ray"),
        (["batch", "a.jsonl", "--out", "full"], 3, "full is not empty and not a batch"),
        (["batch-compare", "full"], 3, "full is not a batch"),
        (["batch", "a.jsonl", "--out", "o", "--workers", "0"], 2, "workers"),
    ],
)
def test_wrong_use(
    arguments: list[str],
    code: int,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x", encoding="utf-8")
    assert run(arguments) == code
    assert words in capsys.readouterr().err
