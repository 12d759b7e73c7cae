"""One person under several names across reports: joined where that is plain, else left apart.

Shorter names are held against longer ones of the same last name: "Venn", "A. Venn" and "Ada Venn"
agree with "Ada M. Venn", and "Tom Venn" does not. Where one person agrees, it is a name of theirs.
Where several do, the role told of it decides ("Mayor Venn"), then whom it speaks beside in the same
reports; where neither names just one, it stands by itself with those it may be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from whence.ledger.answers import Person

#: For names, folded: the names of those who speak in the same reports.
Company = Callable[[Iterable[str]], Mapping[str, set[str]]]

#: Marks that one outlet writes in a name and another does not.
_MARKS = re.compile("[-\u2010\u2011\u2013]")
_PART = re.compile(r"[,;]")
_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their|our) ")
# Words of a description that tell nobody apart.
_EMPTY = frozenset("the a an of for and in at to its his her their our s new former then".split())


class Spoke(NamedTuple):
    """Somebody under one name: in how many reports, with how many claims."""

    name: str
    type: str
    folded: str
    descriptions: str | None  #: parted by commas
    reports: int
    claims: int


def _plain(folded: str) -> str:
    """A name as it is told from others: hyphens, dots and apostrophes are the outlet's own."""
    return " ".join(_MARKS.sub(" ", folded.replace(".", "").replace("\u2019", "'")).split())


class _Known:
    """Somebody, with all the names that were found to be theirs."""

    def __init__(self, name: str, spoke: list[Spoke]) -> None:
        self.name = name  #: the fullest, folded
        self.spoke = spoke
        self.perhaps: tuple[_Known, ...] = ()

    def roles(self) -> set[str]:
        words = (one.descriptions or "" for one in self.spoke)
        return set(re.findall(r"\w+", " ".join(words).casefold())) - _EMPTY


def joined(found: Iterable[Spoke], company: Company | None = None) -> list[Person]:
    """Persons and bodies with all their names, those of most claims first.

    Persons of one name are one, and so are bodies: a hospital is a facility here and an
    organization there.
    """
    groups: dict[tuple[bool, str], list[Spoke]] = defaultdict(list)
    for one in found:
        groups[one.type == "person", _plain(one.folded)].append(one)
    bodies = [_Known(name, spoke) for (is_person, name), spoke in groups.items() if not is_person]
    named: dict[str, list[_Known]] = defaultdict(list)
    for (is_person, name), spoke in groups.items():
        if is_person:
            named[name.split()[-1] if name else ""].append(_Known(name, spoke))
    people = [person for namesakes in named.values() for person in _told_apart(namesakes, company)]
    made = [_person(one) for one in (*bodies, *people)]
    return sorted(made, key=lambda p: (-p.claims, p.name))


def _told_apart(namesakes: list[_Known], company: Company | None) -> list[_Known]:
    """Those of one last name: each shorter name given to the one it is a name of."""
    known: list[_Known] = []
    for one in sorted(namesakes, key=lambda n: (-len(n.name.split()), -len(n.name), n.name)):
        fitting = [other for other in known if not other.perhaps and agree(one.name, other.name)]
        if len(fitting) > 1:
            fitting = _by_role(one, fitting) or _by_company(one, fitting, company) or fitting
        if len(fitting) == 1:
            fitting[0].spoke += one.spoke
        else:
            one.perhaps = tuple(fitting)
            known.append(one)
    return known


def agree(shorter: str, longer: str) -> bool:
    """Whether a folded name can be a short form of another: the same last name, no other first."""
    *given, last = shorter.split() or [""]
    *full, family = longer.split() or [""]
    if last != family:
        return False
    if given and full and not _same(given[0], full[0]):
        return False
    rest = iter(full)
    return all(any(_same(one, other) for other in rest) for one in given)


def _same(one: str, other: str) -> bool:
    """Whether two given names are one, or one the other's initial."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _by_role(one: _Known, fitting: list[_Known]) -> list[_Known]:
    roles = one.roles()
    found = [other for other in fitting if roles & other.roles()]
    return found if len(found) == 1 else []


def _by_company(one: _Known, fitting: list[_Known], company: Company | None) -> list[_Known]:
    if company is None:
        return []
    beside = company([one.name, *(other.name for other in fitting)])
    ours = beside.get(one.name, set()) - {other.name for other in fitting}
    found = [other for other in fitting if ours & beside.get(other.name, set())]
    return found if len(found) == 1 else []


def _person(known: _Known) -> Person:
    spoke = known.spoke
    names = list(dict.fromkeys(one.name for one in spoke))
    parts = (part.strip() for one in spoke for part in _PART.split(one.descriptions or ""))
    told: dict[str, str] = {}  # "the interior minister" and "Interior Minister" are one
    for part in parts:
        told.setdefault(_ARTICLE.sub("", part.casefold()), part)
    told.pop("", None)
    return Person(
        name=_fullest(names),
        names=tuple(names),
        type=max(spoke, key=lambda one: one.claims).type,
        descriptions=tuple(told.values()),
        # A report has one name for each of them.
        reports=sum(one.reports for one in spoke),
        claims=sum(one.claims for one in spoke),
        perhaps=tuple(_fullest([one.name for one in other.spoke]) for other in known.perhaps),
    )


def _fullest(names: list[str]) -> str:
    return max(names, key=lambda name: (len(name.split()), len(name)))
