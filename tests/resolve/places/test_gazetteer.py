"""The gazetteer that ships: whole, quick to open, and honest about what it lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from whence import bootstrap
from whence.errors import BundleError
from whence.resolve.places import Gazetteer

FOLDER = bootstrap.data("gazetteer")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(FOLDER)


def test_a_name_is_found_in_any_case_and_without_its_marks(gazetteer: Gazetteer) -> None:
    krakow = {c.entry for c in gazetteer.find("Kraków")}
    assert krakow
    assert krakow == {c.entry for c in gazetteer.find("KRAKOW")}
    assert gazetteer.find("St. Petersburg") == gazetteer.find("Saint Petersburg")


@pytest.mark.parametrize("name", ["", " ", "Nowhere At All", "\ud800", "a" * 10_000])
def test_what_is_not_there(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name) == ()


def test_codes(gazetteer: Gazetteer) -> None:
    ukraine, kursk = gazetteer.country("UA"), gazetteer.admin1("RU-KRS")
    assert ukraine
    assert kursk
    assert (ukraine.kind, kursk.kind, kursk.country) == ("country", "admin1", "RU")
    assert gazetteer.country("XX") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Oran", "DZ-31"),
        ("Camagüey", "CU-09"),
        ("Kumasi", "GH-AH"),
        ("Samara", "RU-SAM"),
        ("Novi Sad", None),
        ("Ramallah", None),
    ],
)
def test_towns_lie_in_the_regions_of_the_register(
    gazetteer: Gazetteer, name: str, code: str | None
) -> None:
    town = max(gazetteer.find(name), key=lambda c: c.people)
    if code:
        assert gazetteer.place(town).admin1 == code
    else:
        # GeoNames' region is none of the register's: better no code than a wrong one.
        assert gazetteer.place(town).admin1 in (None, "RS-VO")


def test_counties_lie_among_their_towns(gazetteer: Gazetteer) -> None:
    (monroe,) = [c for c in gazetteer.find("Monroe County") if c.admin1 == "US-MI"]
    assert abs(monroe.lat - 41.92) < 0.4
    assert abs(monroe.lon + 83.5) < 0.4


def test_demonyms(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_of_demonym("Ukrainian") == "UA"
    assert gazetteer.country_of_demonym("Swedes") == "SE"
    assert gazetteer.country_of_demonym("Martian") is None


def test_damage_is_reported(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no gazetteer"):
        Gazetteer.open(tmp_path)
    copied = tmp_path / "copy"
    shutil.copytree(FOLDER, copied)
    with (copied / "gazetteer.zip").open("ab") as file:
        file.write(b"x")
    with pytest.raises(BundleError, match="altered"):
        Gazetteer.open(copied)
    (copied / "manifest.json").write_text('{"format": 99}')
    with pytest.raises(BundleError, match="format"):
        Gazetteer.open(copied)


def test_it_names_its_sources() -> None:
    import json

    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert any("GeoNames" in s["name"] and "CC BY" in s["licence"] for s in manifest["sources"])
