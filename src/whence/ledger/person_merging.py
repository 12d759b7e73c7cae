"""One person under several names across reports: joined where that is clear, else left apart.

Shorter names are compared with longer ones of the same last name: "Venn", "A. Venn" and "Ada Venn"
agree with "Ada M. Venn", and "Tom Venn" does not. Where one person agrees, it is a name of theirs.
Where several do, the role given for it decides ("Mayor Venn"), then whom it speaks beside in the
same reports; where neither leaves just one, it stays separate, with a list of those it may be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from whence.lang import lists, words
from whence.ledger.query_types import Person
from whence.records import Entity

#: By folded name: the names of those who speak in the same reports.
Company = Callable[[Iterable[str]], Mapping[str, set[str]]]
#: Pairs of folded names that by decision are one person (True) or two (False).
Decided = Mapping[tuple[str, str], bool]

#: Marks that one outlet writes in a name and another leaves out.
_MARKS = re.compile("[-\u2010\u2011\u2013]")
_PART = re.compile(r"[,;]")
#: Letters that are more than a letter with a mark, and their usual transcription.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"})
#: How a name in -y is transcribed, too.
_ENDING = re.compile(r"(?:iy|yy|ij|yj|ii|i)$")
#: Given names that are written in several ways, each by the first of its list.
_SPELLINGS = {
    word: line.split("=")[0] for line in words("across", "spellings") for word in line.split("=")
}
_ACRONYM = re.compile(r"[A-Z]{2,7}")
_TWICE = re.compile(r"(.)\1")
#: Letters: given names of at least so many that differ only in a doubled one are spellings of one.
_SPELT = 5
_ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their|our) ")
# Words of a description that distinguish nobody.
_EMPTY = frozenset("the a an of for and in at to its his her their our s new former then".split())


class Spoke(NamedTuple):
    """Somebody under one name: in how many reports, with how many claims."""

    name: str
    type: str
    folded: str
    descriptions: str | None  #: parted by commas
    reports: int
    claims: int
    calling: str = ""  #: the profession that separates namesakes; see `by_calling`


#: The profession that each word for one implies.
_CALLINGS = {
    word: name
    for name, held in lists("across").items()
    if name.startswith("calling of ")
    for word in held
}


#: One person may well have an academic and another profession: a professor who is a surgeon.
#: Nor does who heads a company come from nowhere, but hardly from a fire brigade.
_APART_FROM = {
    "calling of learning": {"calling of sport", "calling of trade", "calling of fire"},
    "calling of business": {"calling of fire", "calling of faith", "calling of trade"},
}


def by_calling(found: Iterable[Spoke]) -> list[Spoke]:
    """Each name once, or once for each profession: a sheriff and a bishop are two people.

    `found` may have a name several times, with other descriptions; those without a profession go
    with the one of most claims.
    """
    of_name: dict[tuple[str, str], dict[str, list[Spoke]]] = defaultdict(dict)
    for one in found:
        tokens = _with_posts(re.findall(r"\w+", (one.descriptions or "").casefold()))
        held = {_CALLINGS[word] for word in tokens if word in _CALLINGS}
        calling = held.pop() if len(held) == 1 and one.type == "person" else ""
        of_name[one.type, one.name].setdefault(calling, []).append(one)
    made = []
    for callings in of_name.values():
        plain = callings.pop("", [])
        for calling, others in _APART_FROM.items():
            if not callings.keys() <= others | {calling}:
                plain += callings.pop(calling, [])
        most = max(callings, key=lambda c: (sum(one.claims for one in callings[c]), c), default="")
        callings.setdefault(most, []).extend(plain)
        made += [
            _together(some, calling if len(callings) > 1 else "")
            for calling, some in callings.items()
        ]
    return made


def _with_posts(tokens: list[str]) -> list[str]:
    """The words of a description, with those of a post as one: a "chief-economist" has a post."""
    found: list[str] = []
    for word in tokens:
        post = f"{found[-1]}-{word}" if found else ""
        found[-1 if post in _CALLINGS else len(found) :] = [post if post in _CALLINGS else word]
    return found


def _together(some: list[Spoke], calling: str) -> Spoke:
    described = dict.fromkeys(one.descriptions for one in some if one.descriptions)
    return some[0]._replace(
        descriptions=",".join(filter(None, described)) or None,
        reports=sum(one.reports for one in some),
        claims=sum(one.claims for one in some),
        calling=calling,
    )


def _plain(folded: str) -> str:
    """A name as it is compared: hyphens, dots and apostrophes are the outlet's own."""
    plain = folded.replace(".", "").replace("\u2019", "'").translate(_LETTERS)
    return " ".join(_MARKS.sub(" ", plain).split())


def is_acronym(word: str) -> bool:
    """Whether a body may be called so for short: "SAA"."""
    return _ACRONYM.fullmatch(word) is not None


def acronyms_of(entity: Entity, text: str) -> tuple[str, ...]:
    """What a report calls a body for short beside its name: "the Supreme Audit Agency (SAA)"."""
    if entity.type == "person" or not entity.named or is_acronym(entity.name):
        return ()
    names = (mention.span.of(text) for mention in entity.mentions if mention.form == "name")
    return tuple(dict.fromkeys(name for name in names if is_acronym(name)))


class _Known:
    """Somebody, with all the names found for them."""

    def __init__(self, name: str, spoke: list[Spoke]) -> None:
        self.name = name  #: the fullest, folded
        self.spoke = spoke
        self.perhaps: tuple[_Known, ...] = ()

    def names(self) -> set[str]:
        """All names, plain."""
        return {_plain(one.folded) for one in self.spoke}

    def is_apart(self, other: _Known, apart: Collection[frozenset[str]]) -> bool:
        """Whether by decision a name here and a name there are two people."""
        return any(frozenset((a, b)) in apart for a in self.names() for b in other.names())

    def roles(self) -> set[str]:
        words = (one.descriptions or "" for one in self.spoke)
        return set(re.findall(r"\w+", " ".join(words).casefold())) - _EMPTY


def joined(
    found: Iterable[Spoke], company: Company | None = None, decided: Decided | None = None
) -> list[Person]:
    """Persons and bodies with all their names, those of most claims first.

    Persons of one name are one, and so are bodies: a hospital is a facility here and an
    organization there. `decided` are pairs of names that by decision are one person, or two.
    """
    said = {(_plain(a), _plain(b)): one for (a, b), one in (decided or {}).items()}
    apart = {frozenset(pair) for pair, one in said.items() if not one}
    groups: dict[tuple[bool, str, str], list[Spoke]] = defaultdict(list)
    for one in found:
        groups[one.type == "person", _plain(one.folded), one.calling].append(one)
    bodies = _with_acronyms(
        _Known(name, spoke) for (is_person, name, _), spoke in groups.items() if not is_person
    )
    named: dict[str, list[_Known]] = defaultdict(list)
    for (is_person, name, _), spoke in groups.items():
        if is_person:
            named[spelt(name.split()[-1]) if name else ""].append(_Known(name, spoke))
    people = [
        person
        for namesakes in named.values()
        for person in _distinguished(namesakes, company, apart)
    ]
    every = _merged([*bodies, *people], [pair for pair, one in said.items() if one], apart)
    made = [_person(one) for one in every]
    return sorted(made, key=lambda p: (-p.claims, p.name))


def _with_acronyms(bodies: Iterable[_Known]) -> list[_Known]:
    """Bodies, each with the acronym that a report gives it, where it gives no other body that."""
    known = list(bodies)
    by_name = {one.name: one for one in known}
    called: dict[str, list[_Known]] = defaultdict(list)
    for one in known:
        acronyms = (part for spoke in one.spoke for part in _PART.split(spoke.descriptions or ""))
        for short in {part.strip().casefold() for part in acronyms if is_acronym(part.strip())}:
            called[short].append(one)
    for short, full in called.items():
        alone = by_name.get(short)
        if len(full) == 1 and alone is not None and alone is not full[0]:
            full[0].spoke += alone.spoke
            known = [one for one in known if one is not alone]
    return known


def _merged(
    known: list[_Known], pairs: Iterable[tuple[str, str]], apart: set[frozenset[str]]
) -> list[_Known]:
    """Those that decisions make one, merged; never with a name that a decision separates."""
    for one, other in sorted(pairs):
        ours = next((k for k in known if one in k.names()), None)
        theirs = next((k for k in known if other in k.names()), None)
        if ours is None or theirs is None or ours is theirs or ours.is_apart(theirs, apart):
            continue
        ours.spoke += theirs.spoke
        ours.perhaps = ()
        known = [k for k in known if k is not theirs]
        for rest in known:
            rest.perhaps = tuple(dict.fromkeys(ours if k is theirs else k for k in rest.perhaps))
    return known


def _distinguished(
    namesakes: list[_Known], company: Company | None, apart: set[frozenset[str]]
) -> list[_Known]:
    """The names with one last name: each shorter name goes to the one it is short for."""
    known: list[_Known] = []
    for one in sorted(namesakes, key=lambda n: (-len(n.name.split()), -len(n.name), n.name)):
        fitting = [
            other
            for other in known
            if not other.perhaps
            and agree(one.name, other.name)
            and not _are_two(one, other)
            and not one.is_apart(other, apart)
        ]
        if len(fitting) > 1:
            fitting = _by_role(one, fitting) or _by_company(one, fitting, company) or fitting
        if len(fitting) == 1:
            fitting[0].spoke += one.spoke
        else:
            one.perhaps = tuple(fitting)
            known.append(one)
    return known


def _are_two(one: _Known, other: _Known) -> bool:
    ours, theirs = one.spoke[0].calling, other.spoke[0].calling
    return bool(ours and theirs) and ours != theirs


def agree(shorter: str, longer: str) -> bool:
    """Whether a folded name can be a short form of another: the same last name, no other first."""
    *given, last = shorter.split() or [""]
    *full, family = longer.split() or [""]
    given, full = _as_one_word(given, full), _as_one_word(full, given)
    if last != family and not (given and full and spelt(last) == spelt(family)):
        return False
    if given and full and not _same(given[0], full[0]):
        return False
    rest = iter(full)
    return all(any(_same(one, other) for other in rest) for one in given)


def _as_one_word(given: Sequence[str], other: Sequence[str]) -> list[str]:
    """Given names, two of them as one where the other has them so: Abdulrahman, Abdul Rahman."""
    found = list(given)
    for at, (one, after) in enumerate(pairwise(given)):
        if any(spelt(one + after) == spelt(word) for word in other):
            found[at : at + 2] = [one + after]
            break
    return found


def _same(one: str, other: str) -> bool:
    """Whether two given names are one, or one the other's initial or another spelling."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    if short == long or (len(short) == 1 and long.startswith(short)):
        return True
    return spelt(short) == spelt(long) or _SPELLINGS.get(short, short) == _SPELLINGS.get(long)


def spelt(word: str) -> str:
    """A word of a name by its sound, as far as outlets transcribe it in several ways.

    "Sarawi" and "Sarrawi" are one, and "Zelenskyy", "Zelenskiy" and "Zelensky".
    """
    if len(word) < _SPELT:
        return word
    return _TWICE.sub(r"\1", _ENDING.sub("y", word)).replace("q", "k")


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
    by_words: dict[str, str] = {}  # "the interior minister" and "Interior Minister" are one
    for part in parts:
        by_words.setdefault(_ARTICLE.sub("", part.casefold()), part)
    by_words.pop("", None)
    by_words = {words: part for words, part in by_words.items() if not is_acronym(part)}
    return Person(
        name=_fullest(names),
        names=tuple(names),
        type=max(spoke, key=lambda one: one.claims).type,
        descriptions=tuple(by_words.values()),
        # A report has one name for each of them.
        reports=sum(one.reports for one in spoke),
        claims=sum(one.claims for one in spoke),
        perhaps=tuple(_fullest([one.name for one in other.spoke]) for other in known.perhaps),
    )


def _fullest(names: list[str]) -> str:
    return max(names, key=lambda name: (len(name.split()), len(name)))
