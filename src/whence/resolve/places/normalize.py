"""A place's name as it is looked up: the same for "Kraków", "KRAKOW" and "Krakow"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(r"[.'’‘`\"“”()]+")
_GAPS = re.compile(r"[\s,\-–—/]+")
_SAINT = re.compile(r"\b(?:saint|sankt)\b")
_ABBREVIATED = {"ft": "fort", "mt": "mount", "pt": "port", "no": "north"}
_FIRST = re.compile(r"^(ft|mt) ")


@lru_cache(maxsize=1024)
def normal(name: str) -> str:
    """Lower case without diacritics, stops and apostrophes; "Saint" is "st", "Ft." is "fort"."""
    folded = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    plain = plain.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    plain = _GAPS.sub(" ", _MARKS.sub("", plain)).strip()
    plain = _SAINT.sub("st", plain)
    return _FIRST.sub(lambda m: _ABBREVIATED[m[1]] + " ", plain)
