"""What the wheel and the sdist hold, and that one comes of the other."""

from __future__ import annotations

import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from packaging.metadata import Metadata

from tests.release.conftest import build

#: Bytes; PyPI takes no file over 100 MB unasked, and a third bundle would come near it.
LARGEST = 60 * 2**20


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def inside(wheel: Path) -> dict[str, bytes]:
    return contents(wheel)


@pytest.fixture(scope="module")
def metadata(inside: dict[str, bytes]) -> Metadata:
    (name,) = (n for n in inside if n.endswith(".dist-info/METADATA"))
    return Metadata.from_email(inside[name], validate=True)


def test_the_wheel_is_the_package_and_nothing_else(root: Path, inside: dict[str, bytes]) -> None:
    source = root / "src"
    package = {
        file.relative_to(source).as_posix(): file.read_bytes()
        for file in (source / "whence").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    examples = root / "examples" / "reports"
    beside = {name for name in inside if not name.startswith("whence/")}
    assert {name: data for name, data in inside.items() if name not in beside} == package
    version = next(iter(beside)).split("-")[1].partition(".dist")[0].partition(".data")[0]
    about = f"whence-{version}.dist-info"
    assert beside == {
        *(f"{about}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt")),
        *(f"{about}/licenses/{name}" for name in ("LICENSE", "THIRD_PARTY_NOTICES.md")),
        f"whence-{version}.data/data/share/man/man1/whence.1",
        *(
            f"whence-{version}.data/data/share/whence/examples/{file.relative_to(examples).as_posix()}"
            for file in examples.rglob("*")
            if file.is_file()
        ),
    }


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        *(f"data/{bundle}/{file}" for bundle in ("bundle", "fast")
          for file in ("manifest.json", "model.onnx", "tokenizer.json")),
        *("data/gazetteer/gazetteer.zip", "data/vectors/vectors.npz"),
        *("data/frequencies/words.tsv.gz", "data/outlines/countries.json.gz"),
        *("data/policies/range.toml", "serve/web/templates/base.html"),
        *("serve/web/static/page.js", "export/templates/report.html"),
    ],
)  # fmt: skip
def test_what_it_cannot_run_without(name: str, inside: dict[str, bytes]) -> None:
    assert f"whence/{name}" in inside


def test_it_is_of_a_size_that_an_index_takes(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST


def test_the_metadata(root: Path, metadata: Metadata) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata.name == "whence"
    assert str(metadata.version) == project["version"]
    assert metadata.license_expression == "Apache-2.0"
    assert set(metadata.license_files or ()) == set(project["license-files"])
    assert set(metadata.provides_extra or ()) == set(project["optional-dependencies"])
    core = [one for one in metadata.requires_dist or () if one.marker is None]
    assert len(core) == len(project["dependencies"])


def test_the_long_description_renders(metadata: Metadata) -> None:
    assert metadata.description_content_type == "text/markdown"
    shown = MarkdownIt("commonmark").enable("table").render(metadata.description or "")
    assert shown.startswith("<h1>whence</h1>")
    assert "<table>" in shown
    assert "| " not in shown.partition("<table>")[2].partition("</table>")[0]


def test_the_sdist_builds_the_same_wheel(built: dict[str, Path], tmp_path: Path) -> None:
    with tarfile.open(built["sdist"]) as file:
        file.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    names = {one.name for one in unpacked.iterdir()}
    assert {"src", "tests", "docs", "release", "training", "Makefile", "LICENSE"} <= names
    assert not list(unpacked.rglob("*.pyc"))
    again = build(unpacked, tmp_path / "dist", "wheel")["wheel"]
    assert again.name == built["wheel"].name
    assert contents(again) == contents(built["wheel"])
    assert again.read_bytes() == built["wheel"].read_bytes()


def test_two_builds_are_one(root: Path, wheel: Path, tmp_path: Path) -> None:
    assert build(root, tmp_path, "wheel")["wheel"].read_bytes() == wheel.read_bytes()
