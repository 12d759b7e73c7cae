"""Words for a reading that has none: marked as far as their form and the word lists show."""

from __future__ import annotations

import re

from whence.lang import words as word_list
from whence.records import Span, Word
from whence.resolve.people.word_lists import (
    BODIES,
    COLLECTIVES,
    DEFINITE,
    DOCUMENTS,
    JOINING,
    PREPOSITIONS,
    PRONOUNS,
    ROLES,
    TITLES,
    singular,
)

_NEGATIVE = word_list("grammar", "negative")
_TOKEN = re.compile(r"[’']s\b|\w+(?:[-–’']\w+)*(?<![’']s)|[^\w\s]")


def plain_words(text: str) -> tuple[Word, ...]:
    """Words for a reading that has none: marked as far as their form and the word lists show."""
    found = []
    for match in _TOKEN.finditer(text):
        form = match.group()
        lower = form.lower()
        if not form[0].isalnum():
            tag = "PART" if lower in ("'s", "’s") else "PUNCT"
        elif lower in PRONOUNS:
            tag = "PRON"
        elif lower in DEFINITE or lower in ("a", "an"):
            tag = "DET"
        elif lower in PREPOSITIONS:
            tag = "ADP"
        elif lower in JOINING:
            tag = "CCONJ"
        elif lower == "well":
            tag = "ADV"  # "as well as"
        elif form[0].isdigit():
            tag = "NUM"
        elif form[0].isupper():
            tag = "PROPN"
        elif singular(lower) in ROLES | BODIES | DOCUMENTS | TITLES or lower in COLLECTIVES:
            tag = "NOUN"
        else:
            tag = "NOUN" if lower.isalpha() and lower not in _NEGATIVE else "X"
        found.append(Word(span=Span(*match.span()), tag=tag, relation="dep", head=None))
    return tuple(found)
