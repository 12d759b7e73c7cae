"""One of whom a phrase speaks, and the names that somebody goes by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from whence.resolve.people.nouns import Noun

#: Code points between a name and what it is the name of, and lists of nouns.
_FAR_CALLED, _NEAR_CALLED = 60, 5
#: Between the two.
_GOING_BY = re.compile(
    r",? (?:(?:who|which) (?:goes|went) by the name(?: of)?"
    r"|who (?:gave|provided) (?:his|her|their) (?:first )?name(?: only| simply| just)? as"
    r"|who (?:identified|introduced) (?:him|her|them)sel(?:f|ves)(?: only| simply| just)? as"
    r"|who (?:asked|wanted) to be (?:named|identified|called) only as"
    r"|(?:referred to|known|identified|named) only as"
    r"|calling (?:itself|themselves|himself|herself)) (?:[A-Z][a-z]+\.? ){0,2}$"
)


class Party(NamedTuple):
    """One of whom a phrase speaks: nouns in apposition, and their prepositional dependents."""

    nouns: tuple[Noun, ...]
    of: tuple[Noun, ...] = ()

    @property
    def called(self) -> Noun:
        """The noun that says best who it is: a name of its kind, else the first."""
        kinds = {noun.kind for noun in self.nouns}
        named = [noun for noun in self.nouns if noun.name is not None]
        for wanted in ("person", "organization", "group"):
            fitting = [noun for noun in named if noun.kind == wanted]
            if fitting and (wanted in kinds):
                return fitting[0]
        if self.nouns[0].kind in ("place", "other"):
            return named[0] if named else self.nouns[0]
        return self.nouns[0]


def joined_by_name(text: str, ends: Sequence[int], lists: list[list[Party]]) -> list[list[Party]]:
    """The lists with a name joined that somebody goes by: "a group calling itself Nightjar".

    `ends` are where the last party of each list ends.
    """
    ends = list(ends)
    for number, members in enumerate(lists):
        name = members[-1].called.name
        start = 0 if name is None else max(0, name.start - _FAR_CALLED)
        by = None if name is None else _GOING_BY.search(text, start, name.start)
        if by is None:
            continue
        for given in range(max(0, number - _NEAR_CALLED), number):
            party = lists[given][-1]
            if party.called.name is None and ends[given] == by.start():
                lists[given][-1] = Party((*party.nouns, *members[-1].nouns), party.of)
                lists[number] = members[:-1]
                break
    return [one for one in lists if one]
