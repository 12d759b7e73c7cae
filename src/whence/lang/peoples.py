"""What peoples are called: "Egyptian", "two Kenyans"."""

from __future__ import annotations

import re
from collections import Counter

from whence.lang import lists

#: Demonym in lower case -> ISO 3166-1 alpha-2 of its country.
COUNTRY_OF_DEMONYM: dict[str, str] = {
    word: country for country, words in lists("peoples").items() for word in words
}
_CAPITALIZED = re.compile(r"\b[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]{3,})?\b")


def peoples_in(text: str) -> Counter[str]:
    """How often the text names the people of each country: "Egyptian police", "two Kenyans"."""
    found: Counter[str] = Counter()
    for match in _CAPITALIZED.finditer(text):
        words = match.group().lower().replace("-", " ")
        for name in (words, *words.split()):
            country = COUNTRY_OF_DEMONYM.get(name) or COUNTRY_OF_DEMONYM.get(name.removesuffix("s"))
            if country:
                found[country] += 1
                break  # "South Korean" names no other Koreans
    return found
