"""Whether two descriptions or names may be of one: by their words and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.resolve.people.cast import Member

#: A people is called as its country is, this far: "Algeria", "Algerian".
_STEM = 4


def plain_words(words: str) -> set[str]:
    """The words without what a possessive or a stop adds to them."""
    parts = words.replace("’", "'").casefold().split()
    return {part.removesuffix("'s").strip(".,'") for part in parts}


def names_of(member: Member) -> Iterable[str]:
    """The names that a report calls it by, each once."""
    return dict.fromkeys(name for _, name in member.names)


def owned_apart(one: str, other: str) -> bool:
    """Whether they name different owners: "Tunisia's ministry" and "the Algerian ministry"."""
    ones, others = _owners(one), _owners(other)
    plain = other.casefold()
    ones = {word for word in ones if word not in plain}
    others = {word for word in others if word not in one.casefold()}
    return bool(ones and others) and not any(a[:_STEM] == b[:_STEM] for a in ones for b in others)


def _owners(words: str) -> set[str]:
    """What stands in a description with a capital, or owns: a country, a town, its people."""
    parts = words.replace("’", "'").split()
    return {
        part.removesuffix("'s").strip(".,'").casefold()
        for number, part in enumerate(parts)
        if part.endswith("'s") or (number and part[:1].isupper())
    }


def ends_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the longer name ends with the shorter one."""
    shared = min(len(one), len(other))
    return list(one[-shared:]) == list(other[-shared:])
