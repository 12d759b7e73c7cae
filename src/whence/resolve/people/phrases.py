"""Noun phrases of a report: heads, owners, titles, appositions and lists.

A base phrase is found by its words' parts of speech, names whole; how phrases go together is told
by what stands between them and by the tree (Huddleston and Pullum 2002, chapters 5, 15 and 17):
*the head is the last noun before a preposition, a verb or a comma*, a possessive is the owner of what
follows, a comma between a name and a description is an apposition, "and" makes a list.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from whence.lang import words as word_list
from whence.records import Span, Word
from whence.resolve.people.words import (
    BODIES,
    COLLECTIVES,
    COURTESY,
    DEFINITE,
    DOCUMENTS,
    INDEFINITE,
    JOINING,
    NAMED_KINDS,
    PAIRS,
    PLURALS,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    QUANTIFIERS,
    RELATIVE,
    ROLES,
    TITLES,
    singular,
)
from whence.syntax import Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "SYM"})
_NEGATIVE = word_list("grammar", "negative")
_ASIDE = frozenset({",", "—", "–", "(", "-", ")"})
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}s?")
_TOKEN = re.compile(r"[’']s\b|\w+(?:[-–’']\w+)*(?<![’']s)|[^\w\s]")


class Noun(NamedTuple):
    """A base noun phrase: the words from `first` to `last`, by index."""

    first: int
    last: int
    head: int
    #: "person", "organization", "group", "place", "document", "pronoun", ..., "other"
    kind: str
    name: Span | None = None  #: the name that heads it
    owner: Noun | None = None
    #: names before the head: "the Brell spokesman"
    names: tuple[Span, ...] = ()
    plural: bool = False


class Party(NamedTuple):
    """One of whom a phrase speaks: nouns in apposition, and what hangs on them by a preposition."""

    nouns: tuple[Noun, ...]
    of: tuple[Noun, ...] = ()

    @property
    def called(self) -> Noun:
        """The noun that tells best who it is: a name of its kind, else the first."""
        kinds = {noun.kind for noun in self.nouns}
        named = [noun for noun in self.nouns if noun.name is not None]
        for wanted in ("person", "organization", "group"):
            fitting = [noun for noun in named if noun.kind == wanted]
            if fitting and (wanted in kinds):
                return fitting[0]
        if self.nouns[0].kind in ("place", "other"):
            return named[0] if named else self.nouns[0]
        return self.nouns[0]


class Phrases:
    """The noun phrases of one report."""

    def __init__(self, tree: Tree, types: Mapping[Span, str]) -> None:
        """`types` are the spans of names, each with its type."""
        self.tree = tree
        self._types = types
        self._name_at = self._places_of_names()
        self._source = False
        self.nouns: list[Noun] = list(self._base())
        self._firsts = [noun.first for noun in self.nouns]

    # -- asked by others -----------------------------------------------------------------------

    def parties(self, span: Span) -> list[Party]:
        """Who the words of a source are: several where they are a list."""
        inside = self.tree.within(span)
        if not inside:
            return []
        nouns = [n for n in self._between(inside.start, inside.stop) if n.head < inside.stop]
        if not nouns and (head := self.tree.head_of(span)) is not None:
            nouns = self._misread(inside, head)
        return next(iter(self._runs(nouns, source=True)), [])

    def _misread(self, inside: range, head: int) -> list[Noun]:
        """What stands in a source whose words no part of speech makes a phrase: "Nicely said"."""
        lower = self.tree.lower(head)
        if lower in PRONOUNS | INDEFINITE | QUANTITIES or not lower[:1].isalpha():
            return []
        kind = self._kind(head)
        return [Noun(inside.start, inside.stop - 1, head, kind, plural=lower in COLLECTIVES)]

    def around(self, noun: Noun) -> Party | None:
        """All of the party, in the whole text, that the phrase is the first noun of or hangs in."""
        return self._party_of.get(noun.first)

    def all_parties(self) -> list[list[Party]]:
        """The lists of the whole text and of what hangs in them; most have one member."""
        owners = [noun.owner for noun in self.nouns if noun.owner is not None]
        found = list(self._runs(self.nouns, source=False))
        while owners:
            found += [[Party((owner,))] for owner in owners if owner.kind != "pronoun"]
            owners = [owner.owner for owner in owners if owner.owner is not None]
        return found

    def words(self, noun: Noun, *, whole: bool = True) -> str:
        """The phrase as it stands, with its owner if it is `whole`."""
        return " ".join(self.span(noun, whole=whole).of(self.tree.text).split())

    def span(self, noun: Noun, *, whole: bool = True) -> Span:
        """Where it stands."""
        first = noun
        while whole and first.owner is not None:
            first = first.owner
        return self.tree.span(first.first, noun.last)

    def kind_of(self, name: Span) -> str:
        """The type of a name."""
        return self._types[name]

    def title(self, noun: Noun) -> str:
        """The words before a name in its phrase, without determiner and courtesy: "the pilot"."""
        if noun.name is None:
            return ""
        found = []
        for index in range(noun.first, noun.last + 1):
            word = self.tree.words[index]
            if word.span.start >= noun.name.start:
                break
            lower = self.tree.lower(index).strip(".")
            if word.tag != "DET" and lower not in POSSESSIVE | DEFINITE | COURTESY | {"a", "an"}:
                found.append(index)
        if not found:
            return ""
        return " ".join(self.tree.span(found[0], found[-1]).of(self.tree.text).split())

    def courtesy(self, noun: Noun) -> str:
        """The title right before a name that tells man or woman ("Ms"), or ""."""
        if noun.name is None:
            return ""
        at = self.tree.at(noun.name.start)
        for index in (at, None if at is None else at - 1):
            if index is None or index < noun.first:
                continue
            word = self.tree.lower(index).strip(".")
            if word in COURTESY:
                return word
        return ""

    def is_definite(self, noun: Noun) -> bool:
        """Whether the phrase is of somebody known: "the", "her", "Sulla's"."""
        first = self.tree.lower(noun.first)
        return noun.owner is not None or first in DEFINITE or first in POSSESSIVE

    def is_subject(self, noun: Noun) -> bool:
        """Whether a clause is about it: by the tree, or since a verb follows and none governs it."""
        tree = self.tree
        for index in range(noun.first, noun.last + 1):
            if tree.relation(index) in ("nsubj", "nsubj:pass"):
                return True
        if self.preposition(noun):
            return False
        at = noun.last + 1
        while at < len(tree.words) and (tree.words[at].tag == "ADV" or tree.lower(at) == ","):
            at += 1
        if at >= len(tree.words) or tree.words[at].tag not in ("VERB", "AUX"):
            return False
        before = noun.first - 1
        return before < 0 or tree.words[before].tag not in ("VERB", "AUX")

    def preposition(self, noun: Noun) -> str:
        """The preposition before it, in lower case, or ""."""
        first = noun
        while first.owner is not None:
            first = first.owner
        at = first.first - 1
        if at < 0:
            return ""
        word = self.tree.lower(at)
        return word if self.tree.words[at].tag == "ADP" or word in PREPOSITIONS else ""

    def at(self, index: int) -> Noun | None:
        """The phrase that the word stands in."""
        found = bisect_left(self._firsts, index + 1) - 1
        if found < 0:
            return None
        noun = self.nouns[found]
        return noun if noun.first <= index <= noun.last else None

    def before(self, index: int) -> Noun | None:
        """The last phrase that ends before the word."""
        found = bisect_left(self._firsts, index) - 1
        while found >= 0 and self.nouns[found].last >= index:
            found -= 1
        return self.nouns[found] if found >= 0 else None

    @cached_property
    def _party_of(self) -> dict[int, Party]:
        found: dict[int, Party] = {}
        for parties in self.all_parties():
            for party in parties:
                for noun in (*party.nouns, *party.of):
                    found.setdefault(noun.first, party)
        return found

    # -- base phrases ----------------------------------------------------------------------------

    def _places_of_names(self) -> dict[int, tuple[int, Span]]:
        """First word of each name -> its last word and span; of two that overlap the longer."""
        found: dict[int, tuple[int, Span]] = {}
        taken: set[int] = set()
        for span in sorted(self._types, key=lambda s: (s.start - s.end, s.start)):
            first, last = self.tree.at(span.start), self.tree.at(span.end - 1)
            if first is None or last is None:
                inside = self.tree.within(span)
                if not inside:
                    continue
                first, last = inside.start, inside.stop - 1
            if taken.isdisjoint(range(first, last + 1)):
                taken.update(range(first, last + 1))
                found[first] = last, span
        return found

    def _base(self) -> Iterator[Noun]:
        """Base phrases in text order; an owner is no phrase of its own."""
        tree = self.tree
        owner: Noun | None = None
        held: list[int] = []
        names: list[Span] = []

        def close() -> Noun | None:
            nonlocal owner
            noun = self._noun(held, names, owner) if held else None
            held.clear()
            names.clear()
            owner = None
            return noun

        index, count = 0, len(tree.words)
        while index < count:
            lower, tag = tree.lower(index), tree.words[index].tag
            if held and "\n" in self._gap(index):
                yield from filter(None, (close(),))
            if index in self._name_at:
                last, span = self._name_at[index]
                held += range(index, last + 1)
                names.append(span)
                index = last + 1
                if _owns(span.of(tree.text)):
                    owner = close()
                continue
            if lower in ("'s", "’s", "'", "’") and held and self._marks_owner(index):
                owner = close()
            elif lower in POSSESSIVE and self._determines(index):
                yield from filter(None, (close(),))
                owner = Noun(index, index, index, "pronoun", plural=lower == "their")
                held.append(index)
            elif lower == "one" and self._is_of(index + 1):
                yield from filter(None, (close(),))
                held.append(index)
            elif lower in PRONOUNS and (tag != "DET" or lower not in DEFINITE):
                yield from filter(None, (close(),))
                if lower not in RELATIVE:
                    held.append(index)
                    yield from filter(None, (close(),))
            elif tag == "DET" or lower in ("a", "an", "the"):
                yield from filter(None, (close(),))
                held.append(index)
            elif self._belongs(index, held):
                held.append(index)
            elif held:
                yield from filter(None, (close(),))
            index += 1
        yield from filter(None, (close(),))

    def _gap(self, index: int) -> str:
        words = self.tree.words
        return self.tree.text[words[index - 1].span.end : words[index].span.start]

    def _is_of(self, index: int) -> bool:
        return index < len(self.tree.words) and self.tree.lower(index) == "of"

    def _marks_owner(self, index: int) -> bool:
        """Whether the mark is a possessive and no "is", nor the end of a quotation."""
        word, before = self.tree.words[index], self.tree.words[index - 1]
        if word.span.start - before.span.end > 1 or index + 1 >= len(self.tree.words):
            return False
        if self.tree.lower(index) in ("'", "’") and self.tree.lower(index - 1)[-1:] != "s":
            return False
        return word.tag not in ("AUX", "VERB") and self._nominal(index + 1)

    def _determines(self, index: int) -> bool:
        return (
            index + 1 < len(self.tree.words)
            and self._nominal(index + 1)
            and self.tree.relation(index) not in ("nsubj", "obj", "iobj", "obl")
        )

    def _nominal(self, index: int) -> bool:
        word = self.tree.words[index]
        return (
            word.tag in _NOMINAL
            or index in self._name_at
            or (word.tag == "VERB" and word.relation in ("amod", "compound"))
        )

    def _belongs(self, index: int, held: Sequence[int]) -> bool:
        word, lower = self.tree.words[index], self.tree.lower(index)
        if lower in QUANTIFIERS or lower in JOINING:
            return False
        if word.tag in _NOMINAL:
            # "two carpenters | next door": what follows a plural is no part of its phrase
            return not (word.tag in ("ADJ", "NUM") and held and self._is_plural_noun(held[-1]))
        if self._is_no_pronoun(index):
            return True
        if word.tag == "VERB" and word.relation in ("amod", "compound"):
            return index + 1 < len(self.tree.words) and self._nominal(index + 1)
        if held and self.tree.lower(held[-1]) in ("-", "–") and not self._gap(index):
            return True  # "state-run"
        if lower in ("-", "–", ".") and held:
            glued = not self._gap(index)
            more = index + 1 < len(self.tree.words)
            before = self.tree.lower(index - 1)
            if lower == ".":  # "Lt. Venn", "J. P. Venn"
                short = before in TITLES or len(before) == 1
                return glued and short and more and self._nominal(index + 1)
            return glued and more and not self._gap(index + 1)
        return False

    def _is_no_pronoun(self, index: int) -> bool:
        """Whether a word marked as a pronoun is a noun: "Police said", "Jobs announced"."""
        lower = self.tree.lower(index)
        return (
            self.tree.words[index].tag in ("PRON", "X")
            and lower not in PRONOUNS | INDEFINITE | POSSESSIVE | DEFINITE | QUANTITIES
            and self.tree.text[self.tree.words[index].span.start].isalpha()
        )

    def _is_plural_noun(self, index: int) -> bool:
        lower = self.tree.lower(index)
        return self.tree.words[index].tag == "NOUN" and (lower in PLURALS or singular(lower) != lower)

    def _noun(
        self, held: Sequence[int], names: Sequence[Span], owner: Noun | None
    ) -> Noun | None:
        """The base phrase of these words; None of a bare number or determiner."""
        tree = self.tree
        last = held[-1]
        if names and tree.words[last].span.end >= names[-1].end:
            if tree.words[last].span.start < names[-1].end:
                name = names[-1]
                kind = self._types[name]
                head = tree.at(name.start)
                return Noun(
                    held[0], last, last if head is None else head, kind, name, owner,
                    tuple(names[:-1]), kind == "group",
                )  # fmt: skip
        lower = tree.lower(last)
        if names and self._types[names[-1]] == "organization" and lower in NAMED_KINDS:
            if tree.words[last - 1].span.start < names[-1].end and last - 1 in held:
                return Noun(  # "the Energia company"
                    held[0], last, tree.within(names[-1]).start, "organization", names[-1],
                    owner, tuple(names[:-1]),
                )  # fmt: skip
        if len(held) == 1 and lower in QUANTITIES:
            return Noun(last, last, last, "other", owner=owner, plural=lower != "one")
        if len(held) == 1 and lower in PRONOUNS:
            plural = lower in ("they", "them", "we", "us", "these", "those")
            return Noun(last, last, last, "pronoun", owner=owner, plural=plural)
        nouns = [
            i for i in held
            if tree.words[i].tag in ("NOUN", "PROPN")
            or self._is_no_pronoun(i)
        ]  # fmt: skip
        if not nouns:
            adjectives = [i for i in held if tree.words[i].tag in ("ADJ", "NUM")]
            if not adjectives or (
                owner is None and tree.words[held[0]].tag != "DET" and not names
                and tree.words[held[-1]].mention != "person"
            ):  # fmt: skip
                return None
            nouns = adjectives
        head = nouns[-1]
        if tree.words[last].tag == "ADJ" and head < last:
            last = head  # "three people familiar with the matter"
        word = tree.lower(head)
        numbers = [i for i in held if tree.words[i].tag == "NUM" and i != head]
        article = tree.lower(held[0])
        one = all(tree.lower(i) in ("one", "1") for i in numbers)
        plural = article not in ("a", "an", "this", "that") and (
            word in PLURALS
            or word in PAIRS
            or word in COLLECTIVES
            or (word != singular(word) and (singular(word) in ROLES | BODIES | DOCUMENTS or not word.endswith("ss")))
            or bool(numbers and not one)
        )
        return Noun(held[0], last, head, self._kind(head), None, owner, tuple(names), plural)

    def _kind(self, head: int) -> str:
        word = self.tree.lower(head)
        single = singular(word)
        if single in DOCUMENTS and single not in BODIES:
            return "document"
        if single in ROLES or word in COLLECTIVES - BODIES:
            return "person"
        if single in BODIES or word in BODIES:
            return "organization"
        return self.tree.words[head].mention or "other"

    # -- lists and appositions ---------------------------------------------------------------------

    def _between(self, first: int, stop: int) -> list[Noun]:
        begin = bisect_left(self._firsts, first)
        if begin and self.nouns[begin - 1].last >= first:
            begin -= 1
        return self.nouns[begin : bisect_left(self._firsts, stop)]

    def _runs(self, nouns: Sequence[Noun], *, source: bool) -> Iterator[list[Party]]:
        """Lists of parties, one after another, until something parts them."""
        run: list[_Growing] = []
        last: Noun | None = None
        self._source = source
        for noun in nouns:
            how = "break" if last is None else self._how(last, noun)
            if how == "comma" and run[-1].inside and self._begins_clause(noun):
                how = "break"
            if how == "break" and source and run and self._goes_on(last, noun):
                how = "and"
            if how == "break":
                yield from self._finished(run, source)
                run = [_Growing([noun])]
            else:
                self._grow(run, noun, how)
            last = noun
        yield from self._finished(run, source)

    def _how(self, left: Noun, right: Noun) -> str:
        """What joins two neighbours: "of", "and", "comma", "beside", or "break"."""
        first = right
        while first.owner is not None:
            first = first.owner
        between = range(left.last + 1, first.first)
        found = "beside"
        for index in between:
            word, lower = self.tree.words[index], self.tree.lower(index)
            if "\n" in self._gap(index):
                return "break"
            if lower in JOINING or (lower == "well" and found != "beside"):
                found = "and"
            elif word.tag == "ADP" or lower in PREPOSITIONS:
                found = found if lower == "as" and found == "and" else "of"
            elif lower in _ASIDE:
                found = "comma" if found == "beside" else found
            elif lower in QUANTIFIERS or word.tag in ("ADV", "NUM") or lower in ("'s", "’s"):
                continue
            else:
                return "break"
        if first.first and "\n" in self._gap(first.first):
            return "break"
        return found

    def _begins_clause(self, noun: Noun) -> bool:
        """Whether a subject follows a phrase in front: "In a statement, the company said"."""
        return self._has_verb(noun) and self.tree.relation(noun.head) in ("nsubj", "nsubj:pass")

    def _goes_on(self, left: Noun | None, right: Noun) -> bool:
        """Whether a list goes on after a relative clause: "Venn, who led it, and Tom Resk"."""
        first = right
        while first.owner is not None:
            first = first.owner
        at = first.first
        return (
            left is not None and at >= 2
            and self.tree.lower(at - 1) in JOINING and self.tree.lower(at - 2) == ","
            and right.kind in ("person", "organization")
        )  # fmt: skip

    def _grow(self, run: list[_Growing], noun: Noun, how: str) -> None:
        party = run[-1]
        if how == "of":
            if self._is_quantity(party.nouns[-1]) and self._how_word(noun) == "of":
                one = self.tree.lower(party.nouns[-1].head) == "one"
                party.nouns[-1] = noun._replace(plural=noun.plural and not one)
                return
            party.of.append([_Growing([noun])])
            party.inside = True
            return
        top = party.nouns[0]
        if noun.kind == "place" and noun.name is not None and top.kind != "place":
            party.of.append([_Growing([noun])])
            return
        if party.inside and not self._rises(noun, party):
            for inner in reversed(party.of):
                if how in ("comma", "beside") and self._apposed(inner[-1], noun):
                    inner[-1].nouns.append(noun)
                    return
            inner = party.of[-1]
            if _alike(noun, inner[-1].nouns[0]):
                inner.append(_Growing([noun], joined=how == "and"))
                return
        if how in ("comma", "beside") and self._apposed(party, noun):
            party.nouns.append(noun)
            party.inside = False
        elif how == "and" and self._two_offices(party, noun):
            party.nouns.append(noun)
            party.inside = False
        else:
            run.append(_Growing([noun], joined=how == "and"))

    def _is_quantity(self, noun: Noun) -> bool:
        """Whether a phrase says how many of those behind it: "dozens of", "one of"."""
        return noun.name is None and self.tree.lower(noun.head) in QUANTITIES

    def _how_word(self, noun: Noun) -> str:
        first = noun
        while first.owner is not None:
            first = first.owner
        return self.tree.lower(first.first - 1) if first.first else ""

    def _rises(self, noun: Noun, party: _Growing) -> bool:
        """Whether a further noun goes with the first of a party and not with what hangs on it."""
        top, inner = party.nouns[0], [n for one in party.of for n in one[-1].nouns]
        if noun.kind != top.kind:
            return False
        if top.name is None and noun.name is not None:  # "the wife of the mayor, Pia Roth"
            return not any(n.kind == noun.kind for n in inner)
        return True

    def _apposed(self, party: _Growing, noun: Noun) -> bool:
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
        return _alike(noun, before)

    def _has_verb(self, noun: Noun) -> bool:
        """Whether the phrase is the subject of the verb right behind it: no comma closes it."""
        at = noun.last + 1
        while at < len(self.tree.words) and self.tree.words[at].tag == "ADV":
            at += 1
        if at >= len(self.tree.words):
            return False
        word = self.tree.words[at]
        return word.tag in ("VERB", "AUX") and word.relation not in ("acl", "amod")

    def _two_offices(self, party: _Growing, noun: Noun) -> bool:
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

    def _finished(self, run: Sequence[_Growing], source: bool) -> Iterator[list[Party]]:
        """The list itself and, in a whole text, those that hang in it."""
        if source and run:
            yield self._meant(run)
        elif run:
            yield [one.party() for one in run]
            for inner in (inner for one in run for inner in one.of):
                yield from self._finished(inner, source)

    def _meant(self, run: Sequence[_Growing]) -> list[Party]:
        """Who of a source's list speak."""
        parties = [one.party() for one in run]
        if len(parties) == 1:
            return parties
        if not any(one.joined for one in run):
            # Only commas: what follows tells of the first, or where it is.
            first = parties[0]
            if first.called.name is None and first.called.plural:
                return [p for p in parties[1:] if p.called.name is not None] or parties[:1]
            return parties[:1]
        # "two officials, Pia Roth and Jon Keller": the names are who they are.
        if parties[0].called.plural and parties[0].called.name is None and not run[1].joined:
            named = [p for p in parties[1:] if p.called.name is not None]
            return named or parties
        return parties


class _Growing:
    """A party while its words come."""

    def __init__(self, nouns: list[Noun], joined: bool = False) -> None:
        self.nouns = nouns
        self.of: list[list[_Growing]] = []  #: lists behind a preposition
        self.inside = False
        self.joined = joined

    def party(self) -> Party:
        """What came of it."""
        of = [noun for inner in self.of for one in inner for noun in one.nouns]
        return Party(tuple(self.nouns), tuple(of))


def _alike(one: Noun, other: Noun) -> bool:
    kinds = {one.kind, other.kind}
    if "other" in kinds:
        return "person" not in kinds and "pronoun" not in kinds
    return len(kinds) == 1 or kinds == {"organization", "group"}


def _owns(words: str) -> bool:
    return words.endswith(("'s", "’s"))


def plain_words(text: str) -> tuple[Word, ...]:
    """Words for a reading that has none: marked as far as their form and the word lists tell."""
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
