"""Names of places to places on earth: one file, opened in a blink, looked up by binary search."""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
import zipfile
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from whence.errors import BundleError
from whence.records import Place
from whence.records.claim import Precision
from whence.resolve.places.demonyms import COUNTRY_OF_DEMONYM
from whence.resolve.places.normalize import normal

FILE, MANIFEST, FORMAT = "gazetteer.zip", "manifest.json", 1
#: What an entry is; the order is that of the file's codes.
KINDS = ("country", "admin1", "region", "county", "city")
Kind = Literal["country", "admin1", "region", "county", "city"]
ARRAYS = (
    "kind", "lat", "lon", "people", "area", "geonames", "keys", "firsts", "refs", "titles", "areas",
)  # fmt: skip
_PRECISION: dict[str, Precision] = {
    "country": "country",
    "admin1": "admin1",
    "region": "region",
    "county": "point",
    "city": "point",
}


#: What is left out of a town's own name in speech: Newcastle upon Tyne, Frankfurt am Main.
_ON_A_RIVER = re.compile(r" (?:upon|on|am|an der|sur|under|in) ")


class Candidate(NamedTuple):
    """A place that a name may mean."""

    entry: int
    kind: Kind
    lat: float
    lon: float
    people: int
    country: str
    admin1: str  #: ISO 3166-2, else GeoNames' code with its stop ("GH.02"), else ""
    own: bool = True  #: whether it was found by its own name, not by another


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance between two points, good to a part in a hundred where they lie near."""
    x = math.radians(other_lon - lon) * math.cos(math.radians((lat + other_lat) / 2))
    y = math.radians(other_lat - lat)
    return 6371.0 * math.hypot(x, y)


class Gazetteer:
    """The places that ship. Safe to share between threads; open once."""

    def __init__(self, arrays: dict[str, npt.NDArray[Any]]) -> None:
        """Takes the file's arrays; `open` reads them."""
        self._arrays = arrays
        self._keys = bytes(arrays["keys"]).split(b"\n")
        self._titles = bytes(arrays["titles"]).split(b"\n")
        areas = [line.split(b" ") for line in bytes(arrays["areas"]).split(b"\n")]
        self._areas = [(country.decode(), admin1.decode()) for country, admin1 in areas]

    @classmethod
    def open(cls, folder: Path) -> Gazetteer:
        """Reads the gazetteer of a folder; raises `BundleError` where it is missing or damaged."""
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            raw = (folder / FILE).read_bytes()
        except (OSError, ValueError) as error:
            raise BundleError(f"no gazetteer in {folder}: {error}") from error
        if manifest.get("format") != FORMAT:
            raise BundleError(f"{folder} is no gazetteer of format {FORMAT}")
        if hashlib.sha256(raw).hexdigest() != manifest.get("sha256"):
            raise BundleError(f"{folder / FILE} was altered or cut short")
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return cls({name: np.load(io.BytesIO(archive.read(f"{name}.npy"))) for name in ARRAYS})

    def find(self, name: str) -> Sequence[Candidate]:
        """The places of that name, in any case and with or without diacritics."""
        return self._found(normal(name))

    def called(self, name: str, country: str = "") -> Place | None:
        """The best known place of a name, in a country if its ISO 3166-1 code is given."""
        found = [c for c in self.find(name) if country in ("", c.country)]
        best = max(found, key=lambda c: (c.kind == "country", c.people), default=None)
        return None if best is None else self.place(best)

    def place(self, candidate: Candidate) -> Place:
        """The candidate as a record."""
        number = int(self._arrays["geonames"][candidate.entry])
        return Place(
            name=self._titles[candidate.entry].decode(),
            country=candidate.country or None,
            # A code with a stop is GeoNames' own: that region's ISO 3166-2 is unknown.
            admin1=candidate.admin1 if "-" in candidate.admin1 else None,
            geonames=number or None,
            lat=round(candidate.lat, 4),
            lon=round(candidate.lon, 4),
            precision=_PRECISION[candidate.kind],
        )

    def country_of_demonym(self, word: str) -> str | None:
        """ISO 3166-1 alpha-2 of a people's name ("Ukrainian", "Dutch"); None for no such."""
        return COUNTRY_OF_DEMONYM.get(word.lower().removesuffix("s")) or COUNTRY_OF_DEMONYM.get(
            word.lower()
        )

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO code."""
        return self._countries.get(code)

    def admin1(self, code: str) -> Candidate | None:
        """The first-level region of an ISO 3166-2 code."""
        return self._regions.get(code)

    @property
    def _countries(self) -> dict[str, Candidate]:
        return self._by_kind(0)

    @property
    def _regions(self) -> dict[str, Candidate]:
        return self._by_kind(1)

    @lru_cache(maxsize=2)  # noqa: B019  one gazetteer lives as long as the process
    def _by_kind(self, kind: int) -> dict[str, Candidate]:
        entries = np.flatnonzero(self._arrays["kind"] == kind)
        found = [self._candidate(int(entry)) for entry in entries]
        return {c.country if kind == 0 else c.admin1: c for c in found}

    @lru_cache(maxsize=1024)  # noqa: B019  as above; the names of some hundred reports
    def _found(self, key: str) -> tuple[Candidate, ...]:
        wanted = key.encode("utf-8", "surrogatepass")
        at = bisect_left(self._keys, wanted)
        if not wanted or at >= len(self._keys) or self._keys[at] != wanted:
            return ()
        first, last = int(self._arrays["firsts"][at]), int(self._arrays["firsts"][at + 1])
        found = [self._candidate(int(e)) for e in self._arrays["refs"][first:last]]
        return tuple(c._replace(own=self._is_called(c, key)) for c in found)

    def _is_called(self, candidate: Candidate, key: str) -> bool:
        """Whether the name is the place's own; regions and countries have several."""
        if candidate.kind not in ("city", "county"):
            return True
        title = normal(self._titles[candidate.entry].decode())
        return title == key or bool(title.startswith(key) and _ON_A_RIVER.match(title, len(key)))

    def _candidate(self, entry: int) -> Candidate:
        arrays = self._arrays
        country, admin1 = self._areas[int(arrays["area"][entry])]
        return Candidate(
            entry,
            KINDS[int(arrays["kind"][entry])],  # type: ignore[arg-type]  # `Kind` is those
            float(arrays["lat"][entry]),
            float(arrays["lon"][entry]),
            int(arrays["people"][entry]),
            country,
            admin1,
        )
