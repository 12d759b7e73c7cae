"""Whose work ships and installs with whence, and under which terms."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from release import licences
from release.licences import Row, closure, installed, of_libraries, of_what_ships, verdict


@pytest.fixture(scope="module")
def core() -> list[Row]:
    return of_libraries(installed())


@pytest.fixture
def notices(root: Path) -> str:
    return (root / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")


def test_every_library_of_the_core_has_a_licence_that_fits(core: list[Row]) -> None:
    assert len(core) > 30
    assert [row for row in core if row.verdict in {"refused", "unnamed"}] == []


def test_every_library_that_is_asked_for_is_in_the_list(root: Path, core: list[Row]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {one.split(">")[0].replace("_", "-") for one in project["dependencies"]}
    assert asked <= {row.name for row in core}
    assert set(licences.EXTRAS) == set(project["optional-dependencies"])


def test_an_extra_stays_out_of_the_core(core: list[Row]) -> None:
    have = installed()
    assert not {"duckdb", "pyarrow", "psycopg", "ray", "pytest"} & {row.name for row in core}
    assert {"duckdb", "pyarrow"} <= closure(have, "batch")
    assert {"duckdb", "ray"} <= closure(have, "ray"), "an extra that asks for another extra"


def test_what_an_extra_brings_is_looked_at_too() -> None:
    rows = of_libraries(installed(), ["batch", "postgresql"])
    by_name = {row.name: row for row in rows}
    assert by_name["duckdb"].needed_by == "batch"
    assert by_name["psycopg"].verdict == "look"
    assert [row for row in rows if row.verdict in {"refused", "unnamed"}] == []


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("Apache-2.0", "fits"),
        ("BSD License", "fits"),
        ("MPL-2.0 AND MIT", "fits"),
        ("LGPL-3.0-only", "look"),
        ("GNU Lesser General Public License v3 (LGPLv3)", "look"),
        ("GPL-3.0-or-later", "refused"),
        ("GNU General Public License v2 (GPLv2)", "refused"),
        ("AGPL-3.0-only", "refused"),
        ("GNU Affero General Public License v3", "refused"),
        ("SSPL-1.0", "refused"),
        ("CC-BY-NC-4.0", "refused"),
        ("CC-BY-4.0", "fits"),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "fits"),
        ("GPL-2.0-only OR LGPL-2.1-or-later", "look"),
        ("MIT AND GPL-3.0-only", "refused"),
        ("MIT AND (GPL-3.0-only OR BSD-3-Clause)", "fits"),
        ("(MIT OR GPL-3.0-only) AND LGPL-2.1-only", "look"),
        ("(MIT) AND (GPL-3.0-only)", "refused"),
        ("BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1", "fits"),
        ("", "unnamed"),
    ],
)
def test_verdicts(licence: str, expected: str) -> None:
    assert verdict(licence) == expected


def test_all_data_that_ships_is_in_the_notices(root: Path, notices: str) -> None:
    rows = of_what_ships(notices)
    folders = {f"data/{one.name}" for one in (root / "src" / "whence" / "data").iterdir()}
    assert {row.name.split(":")[0] for row in rows} == folders
    assert {row.verdict for row in rows} == {"fits"}
    assert "CC-BY-4.0" in {row.licence for row in rows}
    assert "ISC" in {row.licence for row in rows}


def test_the_manifests_sources_and_sets_are_in_the_notices(root: Path, notices: str) -> None:
    data = root / "src" / "whence" / "data"
    for name in ("bundle", "fast"):
        manifest = json.loads((data / name / "manifest.json").read_text(encoding="utf-8"))
        assert f"| `data/{name}` |" in notices
        assert f"| {manifest['start']['name']} | {manifest['start']['licence']} |" in notices
        for one in manifest["training_sets"]:
            assert f"| {one['name']} | {one['licence']} |" in notices
    gazetteer = json.loads((data / "gazetteer" / "manifest.json").read_text(encoding="utf-8"))
    for one in gazetteer["sources"]:
        assert f"| {one['name']} |" in notices


def test_the_tables(tmp_path: Path, core: list[Row], notices: str) -> None:
    rows = [*core, *of_what_ships(notices)]
    licences.write(rows, tmp_path)
    assert len((tmp_path / "licences.csv").read_text().splitlines()) == len(rows) + 1
    lines = (tmp_path / "licences.md").read_text().splitlines()
    assert len(lines) == len(rows) + 2
    assert {line.count(" | ") for line in lines} == {4}
    assert any(line.startswith("| numpy | ") for line in lines)
