"""Whether a person is spoken of as a man or as a woman, as far as words show."""

from __future__ import annotations

from typing import Literal

from whence.lang import words
from whence.resolve.people.word_lists import (
    FEMALE_ROLES,
    FEMALE_TITLES,
    MALE_ROLES,
    MALE_TITLES,
    PARTICLES,
)

Gender = Literal["male", "female"]

_MALE, _FEMALE = words("people", "male name"), words("people", "female name")


def of_name(first: str) -> Gender | None:
    """The gender of a first name; None for one that both have or that is not known.

    "Ben" may begin a surname ("Ben Salah").
    """
    name = first.lower().strip(".")
    if name in PARTICLES:
        return None
    if name in _MALE:
        return None if name in _FEMALE else "male"
    return "female" if name in _FEMALE else None


def likely(first: str) -> Gender | None:
    """The gender of a first name, by its ending where it is not known.

    Of the first names in news in English that end in "a" nearly all are women's. It is enough to
    keep "Mr Binney" from "Mara Binney", not to know who "she" is.
    """
    known = of_name(first)
    parts = [of_name(part) for part in first.split("-")]  # "Kelly-Ann"
    if known is None and len(parts) > 1:
        known = next((part for part in reversed(parts) if part is not None), None)
    if known is None and first.lower() not in _MALE | _FEMALE and first.lower().endswith("a"):
        return "female"
    return known


def of_words(words: str) -> Gender | None:
    """The gender of a title or a role ("Mrs.", "spokesman"); the last one decides."""
    for word in reversed(words.lower().replace(".", " ").split()):
        if word in MALE_TITLES or word in MALE_ROLES:
            return "male"
        if word in FEMALE_TITLES or word in FEMALE_ROLES:
            return "female"
    return None
