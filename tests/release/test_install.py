"""The wheel in an environment of its own, away from the repository: what users get."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import whence
from tests.release.indexed import fresh, mib, need_index, run

pytestmark = pytest.mark.nightly

#: What only an extra brings, or nothing.
EXTRAS = ("duckdb", "pandas", "psycopg", "pyarrow", "ray", "spacy", "torch", "vl_convert")
#: MiB of the whole environment, pip in it: as `pip install --no-compile` (or uv) leaves it, and as
#: a plain `pip install` does, which compiles every module ahead.
LARGEST, LARGEST_PLAIN = 350.0, 420.0
REPORT = "2025-09-04-ministry-hospital-toll.txt"


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an environment with the wheel and what it depends on."""
    need_index()
    folder = tmp_path_factory.mktemp("install") / "venv"
    python = fresh(folder)
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=folder.parent)
    return folder


@pytest.fixture
def elsewhere(root: Path, tmp_path: Path) -> Path:
    """A folder with one report in it and no repository around it."""
    shutil.copy(root / "examples" / "reports" / "meridian-wire" / REPORT, tmp_path / "report.txt")
    return tmp_path


def test_it_reads(installed: Path, elsewhere: Path) -> None:
    output = run(installed / "bin" / "whence", "read", "report.txt", cwd=elsewhere)
    assert "Dorvan Pell" in output
    assert "112 people had been injured" in output
    fast = ("read", "report.txt", "--fast", "--format", "json")
    (found,) = json.loads(run(installed / "bin" / "whence", *fast, cwd=elsewhere))
    assert len(found["attributions"]) > 5


def test_it_stores_reports_and_lists_speakers(installed: Path, elsewhere: Path) -> None:
    program = installed / "bin" / "whence"
    assert "1 added" in run(program, "add", "report.txt", cwd=elsewhere)
    assert "1 already there" in run(program, "add", "report.txt", cwd=elsewhere)
    assert "pell" in run(program, "who", cwd=elsewhere).lower()


def test_it_finds_itself_complete(installed: Path, elsewhere: Path) -> None:
    output = run(installed / "bin" / "whence", "doctor", cwd=elsewhere)
    assert "\n!" not in output
    assert f"in {installed.resolve()}" in output
    assert output.count("as in the manifest") == 4


def test_it_is_a_module(installed: Path, elsewhere: Path) -> None:
    output = run(installed / "bin" / "python", "-m", "whence", "--version", cwd=elsewhere)
    assert output == f"whence {whence.__version__}\n"


def test_no_extra_comes_with_it(installed: Path, elsewhere: Path) -> None:
    code = "import importlib.util as u, sys; print(*(n for n in sys.argv[1:] if u.find_spec(n)))"
    assert run(installed / "bin" / "python", "-c", code, *EXTRAS, cwd=elsewhere).split() == []


def test_its_manual_page_is_where_man_looks(installed: Path) -> None:
    page = installed / "share" / "man" / "man1" / "whence.1"
    assert page.read_text().startswith('.\\" Written by')
    if shutil.which("manpath"):
        path = f"{installed / 'bin'}:/usr/bin:/bin"
        output = run("manpath", "--quiet", cwd=installed, PATH=path, MANPATH="")
        assert str(installed / "share" / "man") in output


def test_it_is_not_large(installed: Path) -> None:
    """What is unpacked, and what it comes to with every module compiled ahead."""
    whole, unpacked = mib(installed), mib(installed, compiled=False)
    (packages,) = installed.glob("lib/python*/site-packages")
    tools = sum(mib(one) for one in packages.iterdir() if re.match("(pip|setuptools)", one.name))
    own = mib(packages / "whence")
    print(  # noqa: T201  docs/packaging.md has these; `make test-nightly` shows them
        f"plain install {whole:.0f} MiB, without .pyc {unpacked:.0f}; "
        f"of the first pip and setuptools {tools:.0f}, whence itself {own:.0f}"
    )
    assert unpacked < LARGEST
    assert whole < LARGEST_PLAIN


def test_pipx(wheel: Path, tmp_path: Path, elsewhere: Path) -> None:
    """Pipx in an environment, its own folders in another; it links the command and the page."""
    need_index()
    python = fresh(tmp_path / "pipx")
    run(python, "-m", "pip", "install", "--quiet", "pipx>=1.7", cwd=tmp_path)
    places = {
        "PIPX_HOME": str(tmp_path / "home"),
        "PIPX_BIN_DIR": str(tmp_path / "bin"),
        "PIPX_MAN_DIR": str(tmp_path / "man"),
    }
    run(tmp_path / "pipx" / "bin" / "pipx", "install", wheel, cwd=tmp_path, **places)
    assert [one.name for one in (tmp_path / "bin").iterdir()] == ["whence"]
    assert (tmp_path / "man" / "man1" / "whence.1").is_file()
    output = run(tmp_path / "bin" / "whence", "read", "report.txt", cwd=elsewhere)
    assert "Dorvan Pell" in output
