"""Base noun phrases of a report: heads, names, owners, titles.

They are found by their words' parts of speech, names whole, and asked of the tree what clause they
are the subject of (Huddleston and Pullum 2002, chapter 5): *the head is the last noun before a
preposition, a verb or a comma*, and a possessive is the owner of what follows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from whence.records import Span
from whence.resolve.people.phrase_words import PhraseWords
from whence.resolve.people.word_lists import (
    BODIES,
    COLLECTIVES,
    COURTESY,
    DEFINITE,
    DOCUMENTS,
    INDEFINITE,
    NAMED_KINDS,
    PAIRS,
    PLURALS,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
    QUANTITIES,
    RELATIVE,
    ROLES,
    singular,
)
from whence.syntax import Tree

_MARKS = frozenset({"'s", "’s", "'", "’"})
_ARTICLES = frozenset({"a", "an", "the"})


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


class _OpenPhrase:
    """A phrase to which words are still added."""

    def __init__(self) -> None:
        self.held: list[int] = []
        self.names: list[Span] = []
        self.owner: Noun | None = None

    def begin(self, owner: Noun | None) -> None:
        """Begins a phrase, with an owner if there is one."""
        self.held, self.names, self.owner = [], [], owner


class Nouns(PhraseWords):
    """The base noun phrases of one report."""

    def __init__(self, tree: Tree, types: Mapping[Span, str]) -> None:
        """`types` are the spans of names, each with its type."""
        super().__init__(tree, types)
        self.nouns: list[Noun] = list(self._base())
        self._firsts = [noun.first for noun in self.nouns]

    def words(self, noun: Noun, *, whole: bool = True) -> str:
        """The phrase as it is, with its owner if it is `whole`."""
        return " ".join(self.span(noun, whole=whole).of(self.tree.text).split())

    def span(self, noun: Noun, *, whole: bool = True) -> Span:
        """Its place in the text."""
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
        """The title right before a name that shows man or woman ("Ms"), or ""."""
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
        """Whether a clause is about it: by the tree, or since a verb follows it alone."""
        tree = self.tree
        for index in range(noun.first, noun.last + 1):
            head = tree.head(index)
            if tree.relation(index) == "appos" and head is not None:
                index = head  # noqa: PLW2901  "A passenger, Biren Das, had just gone"
                whole = tree.head(index) if tree.relation(index) == "nmod" else None
                if whole is not None and tree.words[whole].tag in ("NUM", "PRON"):
                    index = whole  # noqa: PLW2901  "One of the passengers, Biren Das, had gone"
            if tree.relation(index) in ("nsubj", "nsubj:pass"):
                return True
            if self.is_inverted(index):
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

    def is_inverted(self, index: int) -> bool:
        """Whether a subject comes behind "was": "Among those rescued was [Jun Paredes]"."""
        tree = self.tree
        copula, other = tree.child(index, "cop"), tree.child(index, "nsubj", "obl", "nmod")
        if copula is None or tree.words[index].tag not in ("PROPN", "NOUN"):
            return False
        governed = other is not None and tree.child(other, "case") is not None and other < copula
        named = tree.words[index].tag == "PROPN" and tree.child(index, "nsubj") is None
        return governed or named

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
        """The phrase that the word is in."""
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

    def within(self, first: int, stop: int) -> list[Noun]:
        """The phrases with words of this range."""
        begin = bisect_left(self._firsts, first)
        if begin and self.nouns[begin - 1].last >= first:
            begin -= 1
        return self.nouns[begin : bisect_left(self._firsts, stop)]

    def misread(self, inside: range, head: int) -> list[Noun]:
        """What is in a source whose words no part of speech makes a phrase: "Nicely said"."""
        lower = self.tree.lower(head)
        if lower in PRONOUNS | INDEFINITE | QUANTITIES or not lower[:1].isalpha():
            return []
        kind = self._kind(head)
        return [Noun(inside.start, inside.stop - 1, head, kind, plural=lower in COLLECTIVES)]

    # -- base phrases ----------------------------------------------------------------------------

    def _base(self) -> Iterator[Noun]:
        """Base phrases in text order; an owner is no phrase of its own."""
        growing = _OpenPhrase()
        index = 0
        while index < len(self.tree.words):
            if growing.held and "\n" in self.gap(index):
                yield from self._closed(growing)
            if index in self._name_at:
                last, span = self._name_at[index]
                growing.held += range(index, last + 1)
                growing.names.append(span)
                if _owns(span.of(self.tree.text)):
                    growing.begin(next(self._closed(growing), None))
                index = last + 1
                continue
            yield from self._taken(index, growing)
            index += 1
        yield from self._closed(growing)

    def _taken(self, index: int, growing: _OpenPhrase) -> Iterator[Noun]:
        """Takes a word that is no name's, and gives the phrase that ends before it."""
        lower, tag = self.tree.lower(index), self.tree.words[index].tag
        if lower in _MARKS and growing.held and self._marks_owner(index):
            growing.begin(next(self._closed(growing), None))
            return
        counts = lower == "one" and tag == "NUM" and self._counts(index)
        if counts or (
            self._belongs(index, growing.held)
            and not (self._is_pronoun(index) or lower in POSSESSIVE)
        ):
            growing.held.append(index)
            return
        yield from self._closed(growing)
        if lower in POSSESSIVE and self._determines(index):
            growing.begin(Noun(index, index, index, "pronoun", plural=lower == "their"))
            growing.held.append(index)
        elif lower == "one" and self._is_of(index + 1):
            growing.held.append(index)
        elif self._is_pronoun(index) and (tag != "DET" or lower not in DEFINITE):
            if lower not in RELATIVE:
                growing.held.append(index)
                yield from self._closed(growing)
        elif tag == "DET" or lower in _ARTICLES:
            growing.held.append(index)

    def _closed(self, growing: _OpenPhrase) -> Iterator[Noun]:
        """The phrase of the words held, if it is one; nothing is held then."""
        if growing.held:
            noun = self._noun(growing.held, growing.names, growing.owner)
            growing.begin(None)
            if noun is not None:
                yield noun

    def _noun(self, held: Sequence[int], names: Sequence[Span], owner: Noun | None) -> Noun | None:
        """The base phrase of these words; None of a bare number or determiner."""
        tree = self.tree
        last = held[-1]
        lower = tree.lower(last)
        if names and self._heads(held, names[-1]):
            name, kind = names[-1], self._types[names[-1]]
            head = tree.at(name.start)
            before = tuple(names[:-1])
            at = last if head is None else head
            return Noun(held[0], last, at, kind, name, owner, before, kind == "group")
        if len(held) == 1 and lower in QUANTITIES:
            return Noun(last, last, last, "other", owner=owner, plural=lower != "one")
        if len(held) == 1 and self._is_pronoun(last):
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
        plural = self._plural(held, head)
        return Noun(held[0], last, head, self._kind(head), None, owner, tuple(names), plural)

    def _plural(self, held: Sequence[int], head: int) -> bool:
        tree, word = self.tree, self.tree.lower(head)
        if tree.lower(held[0]) in ("a", "an", "this", "that"):
            return False
        if word in PLURALS | PAIRS | COLLECTIVES:
            return True
        if word != singular(word):
            return singular(word) in ROLES | BODIES | DOCUMENTS or not word.endswith("ss")
        numbers = [tree.lower(i) for i in held if tree.words[i].tag == "NUM" and i != head]
        return any(number not in ("one", "1") for number in numbers)

    def _heads(self, held: Sequence[int], name: Span) -> bool:
        """Whether a name heads the phrase: it ends it, or its kind does ("the Energia company")."""
        words, last = self.tree.words, held[-1]
        if words[last].span.start < name.end <= words[last].span.end:
            return True
        if self._types[name] != "organization" or self.tree.lower(last) not in NAMED_KINDS:
            return False
        return last - 1 in held and words[last - 1].span.start < name.end

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


def _owns(words: str) -> bool:
    return words.endswith(("'s", "’s"))
