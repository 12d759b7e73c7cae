"""The bill of materials, of a true install with every extra."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from release.licences import EXTRAS
from tests.release.indexed import need_index, run

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def out(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(__file__).resolve().parents[2]
    python = root / ".venv-release" / "bin" / "python"
    if not python.exists():
        pytest.skip("needs .venv-release, which `make test-nightly` and `make dist` make")
    need_index()
    folder = tmp_path_factory.mktemp("sbom")
    run(python, "-m", "release.sbom", wheel, folder, cwd=root)
    return folder


def boms(out: Path) -> dict[str, dict[str, Any]]:
    return {file.name: json.loads(file.read_text()) for file in out.glob("*.cdx.json")}


def test_both_name_whence_its_libraries_and_its_data(out: Path) -> None:
    core, extras = (boms(out)[name] for name in sorted(boms(out), key=len))
    for bom in (core, extras):
        assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
        assert bom["metadata"]["component"]["name"] == "whence"
        kinds = {one["type"] for one in bom["components"]}
        assert kinds == {"library", "data", "machine-learning-model"}
    named = {one["name"].lower() for one in core["components"]}
    assert {"numpy", "onnxruntime", "trafilatura"} <= named
    added = {one["name"].lower() for one in extras["components"]} - named
    assert {"duckdb", "pyarrow", "ray", "psycopg", "vl-convert-python", "polars", "spacy"} <= added
    assert not {"pip", "pytest"} & (named | added)
    assert "setuptools" not in named  # spaCy asks for it


def test_whence_depends_on_what_it_holds(out: Path) -> None:
    for bom in boms(out).values():
        root = bom["metadata"]["component"]["bom-ref"]
        (needs,) = (one["dependsOn"] for one in bom["dependencies"] if one["ref"] == root)
        held = {one["bom-ref"] for one in bom["components"] if one["type"] != "library"}
        assert held < set(needs)
        assert any("numpy" in one for one in needs)


def test_every_component_has_a_licence(out: Path) -> None:
    for bom in boms(out).values():
        assert [one["name"] for one in bom["components"] if not one.get("licenses")] == []


def test_no_place_of_this_machine_is_in_it(out: Path) -> None:
    for file in out.iterdir():
        text = file.read_text(encoding="utf-8")
        assert "file:" not in text
        assert str(out.parents[1]) not in text


def test_the_list_of_licences(out: Path) -> None:
    rows = [line.split(",") for line in (out / "licences.csv").read_text().splitlines()]
    assert {"core", "ships", *EXTRAS} == {r[-1] for r in rows[1:]}
    assert not {"refused", "unnamed"} & {row[-2] for row in rows}


def test_the_index_will_take_it(wheel: Path, out: Path) -> None:
    twine = Path(__file__).resolve().parents[2] / ".venv-release" / "bin" / "twine"
    assert "PASSED" in run(twine, "check", "--strict", wheel, cwd=out)
