"""The entities of one report as they come together: who is in it, under which names and words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from whence.records import Entity, Place, Reference, Span
from whence.records.claim import Form
from whence.records.reading import EntityType
from whence.resolve.people.gender import Gender

_OWNED = re.compile(r"['’]s ")


class Call(NamedTuple):
    """What somebody is called besides a name: "the Ostravan foreign minister"."""

    head: str  #: in the singular
    matter: frozenset[str]  #: what it is about: "foreign", "health"
    owner: str  #: whose, in lower case, or ""


@dataclass(eq=False)
class Member:
    """One entity in the making."""

    type: str
    names: list[tuple[Span, str]] = field(default_factory=list)
    #: other mentions: descriptions and pronouns
    others: dict[Span, tuple[Form, float]] = field(default_factory=dict)
    #: descriptions of one that is never named, which are kept only if it speaks
    pending: list[tuple[Span, Form, float]] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    gender: Gender | None = None
    #: a gender that its first name, or a pronoun after it, makes likely
    likely: Gender | None = None
    place: Place | None = None
    plural: bool = False
    #: a name for one that the report does not name
    called: str = ""
    scores: dict[Span, float] = field(default_factory=dict)
    #: from where in the text on it is dead
    died: int | None = None
    #: who is meant where several are called together ("the two brothers")
    both: tuple[Member, ...] = ()
    #: words of kinship by which it was brought in: one of a family has others of its surname
    kin: bool = False

    @property
    def name(self) -> str:
        """The fullest name: of most words, without a possessive, the longest, the commonest."""
        if not self.names:
            return self.called
        counts = Counter(name for _, name in self.names)
        return max(counts, key=lambda n: (len(n.split()), not _OWNED.search(n), len(n), counts[n]))

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return min([s.start for s, _ in self.names] + [s.start for s in self.others], default=0)

    def describe(self, words: str) -> None:
        """Adds a description once."""
        plain = " ".join(words.split()).strip(" ,;:")
        if plain and plain.casefold() not in {d.casefold() for d in self.descriptions}:
            self.descriptions.append(plain)

    def refer(self, span: Span, form: Form, score: float) -> None:
        """Adds a mention that is no name, unless a name is there."""
        if span.start < span.end and all(span != own for own, _ in self.names):
            self.others.setdefault(span, (form, score))

    def record(self) -> Entity:
        """The entity as a record."""
        mentions = [
            Reference(span=span, form="name", score=self.scores.get(span, 1.0))
            for span, _ in self.names
        ]
        mentions += [
            Reference(span=span, form=form, score=round(score, 2))
            for span, (form, score) in self.others.items()
        ]
        return Entity(
            type=cast("EntityType", self.type),
            name=self.name,
            named=bool(self.names),
            descriptions=tuple(self.descriptions),
            mentions=tuple(sorted(mentions, key=lambda m: m.span)),
            place=self.place,
        )


class Entities:
    """All members, in the order in which they came."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        #: words by which one that has no name is called -> the member
        self._unnamed: dict[str, Member] = {}

    def add(self, member: Member) -> Member:
        """Takes a member in."""
        self.members.append(member)
        return member

    def _named(self, words: str, kind: str) -> Member | None:
        """The one whose name the words are, but for capitals: "Halden police", "Halden Police"."""
        if " " not in words:
            return None
        alike = (
            m for m in self.members
            if m.type == kind and any(name.casefold() == words for _, name in m.names)
        )  # fmt: skip
        return next(alike, None)

    def unnamed(self, words: str, kind: str, plural: bool) -> Member:
        """The member that the report calls by these words alone; the same words, the same one."""
        key = " ".join(words.casefold().split())
        head, _, tail = key.partition(" ")
        if head in ("the", "a", "an") and tail:
            key = tail
        member = self._unnamed.get(key) or self._named(key, kind)
        if member is None:
            member = self.add(Member(kind, called=" ".join(words.split()), plural=plural))
            self._unnamed[key] = member
        return member

    def people(self) -> list[Member]:
        """Members that are named persons."""
        return [m for m in self.members if m.type == "person" and m.names]
