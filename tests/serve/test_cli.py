"""The command line, with a reader that finds nothing: what it prints, where, and its exit codes."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import whence
from tests.readings import FakeReader
from whence import bootstrap, errors
from whence.serve.cli.dispatch import COMMANDS, run
from whence.settings import Settings

GOOD = "Port reopens\n\nThe port reopened on Monday, and the first ships left it before noon.\n"


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeReader]:
    fake = FakeReader()
    bootstrap.shared_reader.cache_clear()
    monkeypatch.setattr(bootstrap, "reader", lambda settings: fake)
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    yield fake
    bootstrap.shared_reader.cache_clear()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_read_prints_data_on_stdout(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(good)]) == 0
    out, err = capsys.readouterr()
    assert "Port reopens" in out
    assert "no attributions" in out
    assert err == ""


@pytest.mark.parametrize("form", bootstrap.FORMATS)
def test_every_format(form: str, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(good), "--format", form]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    if form == "json":
        assert json.loads(out)[0]["report"]["text"] == GOOD
    elif form == "jsonl":
        assert json.loads(out)["report"]["source"] == str(good)


@pytest.mark.parametrize("form", bootstrap.FORMATS)
def test_out(form: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert run(["read", str(good), "--format", form, "--out", str(out)]) == 0
    assert capsys.readouterr() == ("", "")
    assert (out / "good.txt").read_text() == GOOD if form == "brat" else out.stat().st_size
    # The wrong kind of place is wrong use, said before any work.
    other = tmp_path / "other"
    other.write_text("") if form == "brat" else other.mkdir()
    assert run(["read", str(good), "--format", form, "--out", str(other)]) == 2


def test_a_source_is_never_written_over(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(good), "--out", str(good)]) == 2
    assert "overwritten" in capsys.readouterr().err
    assert good.read_text() == GOOD


def test_what_the_caller_gives(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--published", "2025-03-03", "--publisher", "Courier", "--url", "https://a.example/b"]
    assert run(["read", str(good), "-f", "jsonl", *given]) == 0
    found = json.loads(capsys.readouterr().out)["report"]
    assert found["published"] == "2025-03-03"
    assert found["published_from"] == "caller"
    assert found["publisher"] == "Courier"
    assert run(["read", str(good), "--published", "soon"]) == 2
    assert "--published" in capsys.readouterr().err


def test_some_rejected(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    bad = tmp_path / "bad.txt"
    bad.write_text(GOOD + "FAIL of the locks was ruled out.\n")
    missing = str(tmp_path / "missing.txt")
    assert run(["read", missing, str(empty), str(bad), str(good), "-f", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["report"]["source"] for line in out.splitlines()] == [str(good)]
    for name in (missing, str(empty), str(bad)):
        assert f"whence: {name}: " in err
    assert "1 read, 3 rejected" in err
    assert run(["read", "-q", missing]) == 1
    assert "1 rejected" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["read"], ["read", "x", "--format", "pdf"], ["nonsense"], ["read", "--nonsense", "x"]],
)
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Error" in err


def test_settings_error(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WHENCE_COLOUR", "blue")
    assert run(["read", str(good)]) == 3
    assert "WHENCE_COLOUR" in capsys.readouterr().err
    assert run(["doctor"]) == 3
    assert "! settings" in capsys.readouterr().out


def _every(kind: type[errors.WhenceError]) -> list[type[errors.WhenceError]]:
    return [kind, *(one for sub in kind.__subclasses__() for one in _every(sub))]


@pytest.mark.parametrize("kind", _every(errors.WhenceError))
def test_every_error_has_its_exit_code(
    kind: type[errors.WhenceError],
    good: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(settings: Any) -> None:
        raise kind("the reason why")

    monkeypatch.setattr(bootstrap, "reader", fail)
    assert kind.exit_code in (1, 3)
    assert 400 <= kind.http_status < 600
    assert run(["read", str(good)]) == kind.exit_code
    assert capsys.readouterr().err == "whence: the reason why\n"


def test_fast_reads_with_the_smaller_bundle(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[str] = []

    def build(settings: Settings) -> FakeReader:
        folders.append(bootstrap.bundle_folder(settings).name)
        return FakeReader()

    monkeypatch.setattr(bootstrap, "reader", build)
    for arguments in ([], ["--fast"]):
        assert run(["read", str(good), *arguments]) == 0
    monkeypatch.setenv("WHENCE_FAST", "true")
    bootstrap.shared_reader.cache_clear()
    assert run(["read", str(good)]) == 0
    assert folders == ["bundle", "fast", "fast"]
    monkeypatch.setenv("WHENCE_BUNDLE", "somewhere")
    capsys.readouterr()
    assert run(["read", str(good)]) == 3
    assert "name a bundle, somewhere, and ask for the fast one" in capsys.readouterr().err


def test_unexpected(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(settings: Any) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(bootstrap, "reader", fail)
    assert run(["read", str(good)]) == 3
    err = capsys.readouterr().err
    assert "ZeroDivisionError: oh" in err
    assert "Traceback" not in err
    assert run(["read", "-v", str(good)]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_interrupted(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(settings: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "reader", fail)
    assert run(["read", str(good)]) == 130
    assert capsys.readouterr().err.strip() == "whence: interrupted"


def test_a_file_name_cannot_control_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", "no\x1b[2Jsuch"]) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert run(["read", "-", "-f", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["report"]["source"] == "-"


@pytest.mark.parametrize("arguments", [[], *[[name] for name in COMMANDS]])
def test_help_has_an_example(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments, "--help"]) == 0
    assert "Example" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"whence {whence.__version__}\n"


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    from whence.serve.cli import progress as module
    from whence.serve.cli.progress import Progress

    now = [100.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    out = io.StringIO()
    with Progress(out) as progress:
        progress.show(1, 0)
        assert out.getvalue() == ""
        now[0] += 0.55
        progress.show(1200, 3)
    assert "1,200 reports, 3 rejected (2,187.3 a second)" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


_FAKE = """\
import sys
sys.path.insert(0, {root!r})
from tests.readings import FakeReader
from whence import bootstrap
from whence.serve.cli import main
bootstrap.reader = lambda told: FakeReader()
"""


def _script(code: str) -> list[str]:
    """A process of its own with the fake reader: pipes, signals and locales need a real one."""
    root = str(Path(__file__).parents[2])
    return [sys.executable, "-c", _FAKE.format(root=root) + code]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
def test_a_full_disk_is_reported_without_an_error_number(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123  a device
        done = subprocess.run(
            _script(f"main(['read', {str(good)!r}])"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b"whence: No space left on device\n"
    assert done.returncode == 3
    assert run(["read", str(good), "--out", "/dev/full"]) == 3
    assert capsys.readouterr().err == "whence: cannot write /dev/full: No space left on device\n"


@pytest.mark.parametrize(
    ("form", "name", "refused"),
    [
        ("json", "out.json", True),
        ("brat", "out", True),
        ("html", "out.html", True),
        ("csv", "out", False),
        ("sqlite", "out.db", False),
    ],
)
def test_what_is_written_is_not_read_as_a_report(
    good: Path, capsys: pytest.CaptureFixture[str], form: str, name: str, refused: bool
) -> None:
    folder = good.parent / "in"
    folder.mkdir()
    good.rename(folder / good.name)
    out = folder / name
    code = run(["read", str(folder), "--format", form, "--out", str(out), "-q"])
    assert code == (2 if refused else 0)
    assert out.exists() != refused
    assert (folder / good.name).read_text() == GOOD
    if refused:
        assert f"is in {folder}, and would be read" in capsys.readouterr().err
        beside = good.parent / name
        assert run(["read", str(folder), "-f", form, "--out", str(beside), "-q"]) == 0


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    lines = (json.dumps({"id": str(n), "text": GOOD}) for n in range(3000))
    many = tmp_path / "many.jsonl"
    many.write_text("\n".join(lines))
    process = subprocess.Popen(
        _script(f"main(['read', {str(many)!r}, '--format', 'jsonl'])"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline().startswith(b'{"schema"')
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=600) == 0


def test_a_pipe_that_closes_on_text_for_people(good: Path) -> None:
    read, write = os.pipe()
    os.close(read)  # the reader is gone before the first word
    done = subprocess.run(
        _script(f"main(['read', {str(good)!r}])"),
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c(tmp_path: Path) -> None:
    process = subprocess.Popen(
        _script(
            "import signal, time\n"
            # Where the suite itself runs behind the scenes, interrupts are ignored from the start.
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "def slow(*_):\n"
            "    print('ready', flush=True); time.sleep(600)\n"
            "bootstrap.outcomes = slow\n"
            "main(['read', 'x'])"
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=600)
    assert err.strip() == b"whence: interrupted"
    assert process.returncode == 130


def test_utf8_whatever_the_locale(good: Path) -> None:
    good.write_text("“Größe” counts\n\nThe port – “Größe” in full – reopened on Monday.\n", "utf-8")
    for form in ("text", "jsonl", "html"):
        done = subprocess.run(
            _script(f"main(['read', {str(good)!r}, '--format', {form!r}])"),
            capture_output=True,
            check=True,
            env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        )
        assert "“Größe”" in done.stdout.decode("utf-8")


def test_help_and_wrong_use_load_nothing_heavy() -> None:
    heavy = ("numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "rich", "jinja2")
    code = (
        "import sys\nfrom whence.serve.cli.dispatch import run\n"
        "run(['--help']), run(['read', '--help']), run(['read'])\n"
        f"print([m for m in {heavy!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_library_prints_nothing_and_imports_little() -> None:
    code = "import sys, whence\nassert 'msgspec' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_public_names() -> None:
    assert sorted(whence.__all__) == whence.__all__
    for name in whence.__all__:
        assert getattr(whence, name) is not None
    assert set(whence.__all__) <= set(dir(whence))
    with pytest.raises(AttributeError, match="nonsense"):
        whence.nonsense  # noqa: B018
