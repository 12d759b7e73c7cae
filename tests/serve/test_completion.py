"""What a shell gets when it asks what may come next, as the scripts of the command ask."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from whence.bootstrap import registry
from whence.serve.cli.dispatch import COMMANDS, main, run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(monkeypatch, capsys)


class Asked:
    """Asks as bash does, and gives (type, value) of each answer."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.patch = patch
        self.capture = capture

    def __call__(self, line: str) -> list[tuple[str, str]]:
        words = line.split(" ")
        self.patch.setenv("_WHENCE_COMPLETE", "bash_complete")
        self.patch.setenv("COMP_WORDS", line)
        self.patch.setenv("COMP_CWORD", str(len(words) - 1))
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        out = self.capture.readouterr().out
        return [(kind, value) for kind, _, value in (r.partition(",") for r in out.splitlines())]


def test_commands(asked: Asked) -> None:
    assert asked("whence ") == [("plain", name) for name in COMMANDS]
    assert asked("whence ba") == [("plain", "batch"), ("plain", "batch-compare")]
    assert ("plain", "--version") in asked("whence --")
    assert asked("whence account re") == [("plain", "remove")]


def test_options_and_choices(asked: Asked) -> None:
    assert asked("whence read --publi") == [("plain", "--published"), ("plain", "--publisher")]
    assert asked("whence read --format ") == [("plain", name) for name in registry.read_formats()]
    assert asked("whence export -f geo") == [("plain", "geojson")]
    assert asked("whence read -f js")[0] == ("plain", "json")
    assert asked("whence completion ") == [("plain", one) for one in ("bash", "zsh", "fish")]
    assert asked("whence events --policy con") == [
        ("plain", "conservative"), ("plain", "contested-min-zero"), ("file", "con"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        *("whence read ", "whence add a.txt ", "whence batch ", "whence watch ", "whence show "),
        *("whence forget ", "whence export ", "whence batch-compare ", "whence claims --ledger "),
        *("whence read --out ", "whence doctor --settings ", "whence serve --ledger "),
    ],
)
def test_files(line: str, asked: Asked) -> None:
    assert ("file", "re") in asked(line + "re")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    script, err = capsys.readouterr()
    assert err == ""
    assert f"_WHENCE_COMPLETE={shell}_complete" in script
    if program := shutil.which(shell):  # otherwise no more than that can be checked
        (tmp_path / "script").write_text(script)
        subprocess.run([program, "-n", tmp_path / "script"], check=True)


def test_an_unknown_shell(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", "tcsh"]) == 2
    assert "'bash', 'zsh', 'fish'" in capsys.readouterr().err


def test_bash_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The script in a real bash, with the command on its path: what pressing tab fills in."""
    if not (bash := shutil.which("bash")):
        pytest.skip("needs bash")
    assert run(["completion", "bash"]) == 0
    (tmp_path / "script").write_text(capsys.readouterr().out)
    script = (
        f"source {tmp_path / 'script'}\n"
        "COMP_WORDS=(whence read --format ci); COMP_CWORD=3\n"
        "_whence_completion whence ci --format; echo ${COMPREPLY[@]}\n"
    )
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [bash, "--norc", "-c", script],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["citron", "citron-folder"]


def test_a_key_costs_no_model() -> None:
    """Answers come while somebody waits with a finger on the key."""
    code = (
        "import os, sys\n"
        "from whence.serve.cli import main\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)\n"
    )
    environment = {
        "_WHENCE_COMPLETE": "bash_complete",
        "COMP_WORDS": "whence re",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["plain,read", "plain,review", "plain,reread"]
    heavy = {"numpy", "onnxruntime", "sqlalchemy", "rich", "whence.bootstrap"}
    assert not heavy & set(done.stderr.split())


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        (["-m", "whence"], "python -m whence"),
        (["-c", "import whence.serve.cli as c; c.main()"], "whence"),
    ],
)
def test_the_usage_line_says_how_it_was_called(called: list[str], shown: str) -> None:
    done = subprocess.run(
        [sys.executable, *called, "read"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"Usage: {shown} read [OPTIONS] SOURCE...\n")
    assert f"Try '{shown} read --help' for help." in done.stderr
