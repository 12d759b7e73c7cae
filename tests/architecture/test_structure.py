"""The code keeps to docs/architecture.md and to the contracts in pyproject.toml."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "whence"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400
#: Longer modules that wait to be split: a number here may only fall.
LONGER: dict[str, int] = {}
HOMELESS = {"utils", "util", "types", "helpers", "common", "misc"}
#: What docs/glossary.md has no use for, or has another word for, names no module.
RULED_OUT = set(
    "house room floor face stand come told telling tellings kept keeper voice voices dossier dossiers"
    " sketch sketching course door doors desk furniture wire".split()
)
#: Modules that their package's docstring does not list yet.
UNLISTED: dict[str, set[str]] = {}
#: What a docstring quotes is no sentence of its own.
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|`[^`]*`|\([^)]*\)")


def name_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("whence", cache_dir=None)


def test_there_is_no_import_circle(graph: grimp.ImportGraph) -> None:
    waiting = {m: set(graph.find_modules_directly_imported_by(m)) for m in graph.modules}
    while free := [module for module, needs in waiting.items() if not needs]:
        for module in free:
            del waiting[module]
        for needs in waiting.values():
            needs.difference_update(free)
    assert not waiting, f"import circle among {sorted(waiting)}"


def test_the_layers_hold() -> None:
    """Run as a command: the contracts are read from pyproject.toml, as `make check` does."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"],
        cwd=PACKAGE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_nothing_below_the_interfaces_imports_the_package_itself(graph: grimp.ImportGraph) -> None:
    importers = graph.find_modules_that_directly_import("whence")
    assert all(
        m.startswith(("whence.serve", "whence.__main__", "whence.compat")) for m in importers
    )


@pytest.mark.parametrize("file", FILES, ids=name_of)
class TestEachFile:
    def test_is_short_enough_to_know(self, file: Path) -> None:
        most = LONGER.get(file.relative_to(PACKAGE).as_posix(), LONGEST)
        assert len(file.read_text(encoding="utf-8").splitlines()) <= most

    def test_has_a_name_that_says_what_it_holds(self, file: Path) -> None:
        parts = {*file.relative_to(PACKAGE).with_suffix("").parts}
        assert not HOMELESS & parts
        assert not RULED_OUT & {word for part in parts for word in part.split("_")}

    def test_says_in_one_sentence_what_it_holds(self, file: Path) -> None:
        docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        sentence = QUOTED.sub("X", " ".join(docstring.split("\n\n")[0].split()))
        assert re.fullmatch(r"\S((?![.!?] [A-Z]).)*[.]", sentence), sentence

    def test_explains_every_public_name(self, file: Path) -> None:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        silent = [name for name, node in public(tree) if not ast.get_docstring(node)]
        if tree.body and not ast.get_docstring(tree):
            silent.append("(the module)")
        assert not silent

    def test_can_be_imported(self, file: Path) -> None:
        if file.stem != "__main__":
            importlib.import_module(name_of(file))


def public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]]:
    for child in node.body:
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if child.name.startswith("_"):
            continue
        yield child.name, child
        if isinstance(child, ast.ClassDef):
            yield from public(child)


@pytest.mark.parametrize("file", [f for f in FILES if f.name == "__init__.py"], ids=name_of)
def test_a_package_that_lists_its_modules_lists_those_that_exist(file: Path) -> None:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    listed = {
        name
        for names in re.findall(r"^((?:\w+, )*\w+) {2,}\S", docstring, re.MULTILINE)
        for name in names.split(", ")
    }
    exist = {one.stem for one in file.parent.glob("*.py")} | {
        one.parent.name for one in file.parent.glob("*/__init__.py")
    }
    if listed & exist:
        assert listed - exist == set()
        mentioned = set(re.findall(r"\w+", docstring)) | UNLISTED.get(name_of(file), set())
        assert exist - mentioned - {"__init__", "__main__"} == set()


def test_what_the_package_offers_exists() -> None:
    whence = importlib.import_module("whence")
    for name in getattr(whence, "__all__", ()):
        assert getattr(whence, name) is not None


def test_starting_up_loads_nothing_heavy() -> None:
    """A reading of a text file must not pay for web pages or language tables."""
    heavy = {"trafilatura", "lxml", "htmldate", "dateparser", "py3langid", "charset_normalizer"}
    code = "import sys, whence.ingest; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not heavy & set(loaded)
