"""Whether two noun phrases are of one person or thing: "the mayor, Pia Roth", "Dai, the lead"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from whence.records import Span
from whence.resolve.people.nouns import Noun, Nouns
from whence.resolve.people.referents import Party
from whence.resolve.people.word_lists import BODIES, COMPANIES, DOCUMENTS, IN_BUSINESS, singular
from whence.syntax import Tree

_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}s?")


class OpenParty:
    """A party to which nouns are still added."""

    def __init__(self, nouns: list[Noun], joined: bool = False) -> None:
        """Begins it with its first nouns; `joined` says whether "and" comes before it."""
        self.nouns = nouns
        self.of: list[list[OpenParty]] = []  #: lists after a preposition
        self.inside = False
        self.joined = joined
        self.partitive = False  #: "one of them", of whom a name may say which

    def party(self) -> Party:
        """The finished party."""
        of = [noun for inner in self.of for one in inner for noun in one.nouns]
        return Party(tuple(self.nouns), tuple(of))


class Appositions(Nouns):
    """The noun phrases of one report, asked which of two beside each other are of one."""

    def __init__(self, tree: Tree, types: Mapping[Span, str]) -> None:
        """`types` are the spans of names, each with its type."""
        super().__init__(tree, types)
        self._source = False

    def is_one_of_them(self, noun: Noun) -> bool:
        """Whether it is only one of those named: "leaders, among them Cacoma, demanded"."""
        lower, last = self.tree.lower, len(self.tree.words)
        before = (noun.first - 2, noun.first - 1)
        pairs = [p for p in (before, (noun.last + 1, noun.last + 2)) if p[0] >= 0 and p[1] < last]
        return any(
            lower(first) == "among" and lower(second) in ("them", "whom") for first, second in pairs
        )

    def _apposed(self, party: OpenParty, noun: Noun) -> bool:
        """Whether both are of one: a name and a description of its kind, in either order."""
        before = party.nouns[-1]
        if noun.kind == "pronoun" or before.kind == "pronoun":
            return False
        if noun.name is not None and _ACRONYM.fullmatch(noun.name.of(self.tree.text)):
            return before.kind != "person"
        if any(n.name is not None for n in party.nouns) == (noun.name is not None):
            # Two descriptions beside each other are of one, if the tree says so.
            return noun.name is None and self.tree.relation(noun.head) == "appos"
        if not self._source and self._has_verb(noun):
            return False  # "according to the mayor, Ada Venn resigned"
        if noun.plural != before.plural:
            return noun.name is None and noun.plural
        described = before if noun.name is not None else noun
        if described.kind == "other" and (
            (self._source and described.owner is not None)
            or "appos" in (self.tree.relation(noun.head), self.tree.relation(before.head))
        ):
            return True  # "his opposite number, Karo Benn"
        if {noun.kind, before.kind} == {"person", "organization"} and described.name is None:
            # "the contractor, Nahr Company": what does business may be a body
            head = singular(self.tree.lower(described.head))
            apposed = "appos" in (self.tree.relation(noun.head), self.tree.relation(before.head))
            named = "person" in (noun.kind if noun.name else "", before.kind if before.name else "")
            return head in IN_BUSINESS or (
                apposed and named and head not in BODIES | COMPANIES | DOCUMENTS
            )  # "the rights ombudsman, Raquel Soto", whose office is no body
        return alike(noun, before)

    def _has_verb(self, noun: Noun) -> bool:
        """Whether the phrase is the subject of the verb right after it: no comma closes it."""
        at = noun.last + 1
        while at < len(self.tree.words) and self.tree.words[at].tag == "ADV":
            at += 1
        if at >= len(self.tree.words):
            return False
        word = self.tree.words[at]
        return word.tag in ("VERB", "AUX") and word.relation not in ("acl", "amod")

    def _two_offices(self, party: OpenParty, noun: Noun) -> bool:
        """Whether "and" joins two offices of one person: "State Councillor and Premier Lin Bao"."""
        (before, *others) = party.nouns
        if others or before.name is not None or before.kind != "person" or before.plural:
            return False
        article = self.tree.lower(noun.first)
        if noun.owner is not None or noun.plural or noun.kind != "person":
            return False
        if self.tree.words[noun.first].tag == "DET" or article in ("a", "an", "the"):
            return False
        if noun.name is None:
            return self.tree.lower(before.first) != self.tree.lower(noun.first)
        return bool(self.title(noun)) and self.tree.lower(before.first) not in ("a", "an")

    def _continues(self, party: OpenParty, noun: Noun) -> bool:
        """Whether "and" continues a description: "Dai, a professor at Tern and the study's lead".

        A list's last member has its comma before "and", or its own verb after it.
        """
        name, described = party.nouns[0], party.nouns[-1]
        if name.name is None or name.kind != "person" or described.name is not None:
            return False
        if noun.name is not None or noun.plural or described.plural or noun.first < 2:
            return False
        owned = noun.owner is not None and noun.owner.kind == "pronoun"
        if noun.kind not in ("person", "other") or owned:
            return False
        behind = self.tree.lower(outermost(described).first - 1) == ","
        parted = self.tree.lower(outermost(noun).first - 2) == ","
        return behind and not parted and not self._has_verb(noun)


def outermost(noun: Noun) -> Noun:
    """Whose a phrase is, and whose that is, to the first: where the phrase begins."""
    while noun.owner is not None:
        noun = noun.owner
    return noun


def alike(one: Noun, other: Noun) -> bool:
    """Whether two phrases may be of one, by their kinds."""
    kinds = {one.kind, other.kind}
    if "other" in kinds:
        return "person" not in kinds and "pronoun" not in kinds
    return len(kinds) == 1 or kinds == {"organization", "group"}
