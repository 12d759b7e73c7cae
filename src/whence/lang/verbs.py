"""The forms of a language's verbs, from their lemmas: by rule, and from `irregular.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from whence.lang import lists


@cache
def forms(lemma: str, language: str = "en") -> frozenset[str]:
    """All written forms of a verb, the lemma among them."""
    irregular = lists("irregular", language)
    if lemma in irregular:
        return irregular[lemma] | {lemma}
    if lemma.endswith("ee"):
        return frozenset({lemma, lemma + "s", lemma + "d", lemma + "ing"})
    if lemma.endswith("e"):
        return frozenset({lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"})
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return frozenset({lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"})
    s = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return frozenset({lemma, lemma + s, lemma + "ed", lemma + "ing"})


@cache
def lemmas(name: str, key: str, language: str = "en") -> Mapping[str, str]:
    """Form -> lemma, of all verbs in one list of a file; see `whence.lang.words`.

    Raises:
        KeyError: the file has no list of this name.
    """
    found: dict[str, str] = {}
    for lemma in sorted(lists(name, language)[key]):
        for form in forms(lemma, language):
            found.setdefault(form, lemma)
    return MappingProxyType(found)
