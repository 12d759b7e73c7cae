"""Queries on a parse in Universal Dependencies.

Rules ask for a clause, its subject and object, what a number counts; none of them looks at a
relation by itself. Relations are those of Universal Dependencies 2 (de Marneffe, Manning, Nivre &
Zeman, "Universal Dependencies", Computational Linguistics 47, 2021).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from whence.lang import words as word_list
from whence.records import Span, Word
from whence.syntax.arcs import Arcs

Mood = Literal["actual", "possible", "future", "conditional"]

_NEGATIVE = word_list("grammar", "negative")
_NEGATIVE_NOUN = word_list("grammar", "negative subject or object")
_POSSIBLE = word_list("grammar", "possible")
_FUTURE = word_list("grammar", "future")
_WOULD = word_list("grammar", "would")
_CONDITIONAL = word_list("grammar", "conditional")
_RELATIVE = word_list("grammar", "relative")
_COMPLEMENTIZERS = word_list("grammar", "complementizer")

#: Relations whose dependent heads a clause of its own.
_CLAUSE = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis"})
_SUBJECT = frozenset({"nsubj", "nsubj:pass", "csubj"})
#: Clauses that only say which thing is meant, or when.
_OF_OTHERS = frozenset({"acl", "acl:relcl", "advcl"})
#: Relations within a noun phrase's own words, not to a clause or list that depends on it.
_OUTSIDE_PHRASE = frozenset(
    {"acl:relcl", "acl", "parataxis", "conj", "cc", "appos", "punct", "cop"}
)


class Tree(Arcs):
    """The phrases, lists and clauses of one text, on top of its arcs."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        """Takes a report's text and its reading's words, in text order."""
        super().__init__(text, words)
        # Cached for long lists, where each answer would walk the whole list.
        self._first: dict[int, int] = {}
        self._clause_of: dict[int, int | None] = {}

    # -- phrases ----------------------------------------------------------------------------

    def phrase(self, index: int, *, case: bool = True) -> Span:
        """The noun phrase around a noun.

        Relative clauses, appositions and further members of a list are left out, and without
        `case` the preposition before it.
        """
        members = [index]
        for child in self.children(index):
            if self.words[child].relation in _OUTSIDE_PHRASE:
                continue
            if not case and self.words[child].relation == "case" and child < index:
                continue
            members += self.subtree(child)
        first = last = index
        while first - 1 in members:
            first -= 1
        while last + 1 in members:
            last += 1
        return self.span(first, last)

    # -- lists and appositions --------------------------------------------------------------

    def conjuncts(self, index: int) -> tuple[int, ...]:
        """All members of the list that the word is in, itself among them, in text order."""
        at = index
        while self.words[at].relation == "conj" and self.words[at].head is not None:
            at = self.words[at].head or 0
        found, waiting = {at}, [at]
        while waiting:
            for child in self.children(waiting.pop(), "conj"):
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return tuple(sorted(found))

    def first_conjunct(self, index: int) -> int:
        """The first member of the list."""
        at = index
        path = []
        while self.words[at].relation == "conj" and self.words[at].head is not None:
            if at in self._first:
                at = self._first[at]
                break
            path.append(at)
            at = self.words[at].head or 0
        self._first |= dict.fromkeys(path, at)
        return at

    def appositions(self, index: int) -> tuple[int, ...]:
        """Other words for the same thing: "the mayor, Pia Roth" and either way round."""
        found = list(self.children(index, "appos"))
        head = self.words[index].head
        if self.words[index].relation == "appos" and head is not None:
            found.append(head)
        return tuple(sorted(found))

    # -- clauses ----------------------------------------------------------------------------

    def predicate(self, index: int) -> int | None:
        """The head of the innermost clause that the word is in, which may be itself.

        It is a verb, or the predicate after a copula.
        """
        at: int | None = index
        path = []
        while at is not None and at not in self._clause_of and not self.is_predicate(at):
            path.append(at)
            at = self.words[at].head
        found = at if at is None else self._clause_of.get(at, at)
        self._clause_of |= dict.fromkeys(path, found)
        return found

    def is_predicate(self, index: int) -> bool:
        """Whether it heads a clause."""
        word = self.words[index]
        if word.relation in _CLAUSE:
            return word.tag in ("VERB", "AUX") or self._has_clause(index) or word.relation == "root"
        if word.relation == "conj" and (word.tag == "VERB" or self._has_clause(index)):
            return word.head is not None and self.is_predicate(self.first_conjunct(index))
        return word.head is None

    def _has_clause(self, index: int) -> bool:
        return self.child(index, *_SUBJECT, "cop") is not None

    def outer(self, predicate: int) -> int | None:
        """The predicate of the clause around this one."""
        head = self.words[self.first_conjunct(predicate)].head
        return None if head is None else self.predicate(head)

    def has_clause(self, span: Span) -> bool:
        """Whether the span has a subject and its verb, or begins with "that" or "whether".

        Not one that only says which thing is meant, or when: "the man who fled".
        """
        inside = self.within(span)
        if not inside:
            return False
        if self.lower(inside[0]) in _COMPLEMENTIZERS and len(inside) > 1:
            return True
        for index in inside:
            verb = self.words[index].head
            if (
                self.words[index].relation in (*_SUBJECT, "expl")
                and verb is not None
                and verb in inside
                and self.words[verb].relation not in _OF_OTHERS
            ):
                return True
        return False

    def is_passive(self, predicate: int) -> bool:
        """Whether its subject is the one affected: "was killed", "people killed in the blast"."""
        if self.lower(predicate).endswith("ing"):
            return False  # "had been warning", though the parse may say otherwise
        if self.child(predicate, "nsubj:pass", "aux:pass") is not None:
            return True
        word = self.words[predicate]
        if word.relation == "conj" and self.child(predicate, *_SUBJECT, "aux") is None:
            first = self.first_conjunct(predicate)
            return first != predicate and self._participle(predicate) and self.is_passive(first)
        return (
            word.relation in ("acl", "advcl")
            and self._participle(predicate)
            and self.child(predicate, "obj", "nsubj", "aux") is None
        )

    def _participle(self, index: int) -> bool:
        return self.words[index].tag == "VERB" and not self.lower(index).endswith("ing")

    def subject(self, predicate: int) -> int | None:
        """Its grammatical subject, if need be that of a clause from which it has one.

        A second verb of a list has the first one's ("he rose and said"), a participle or a relative
        clause's pronoun the noun it modifies ("Holt, who said", "a blast killing nine" has the
        blast), an infinitive the object or the subject of its governor ("told him to go").
        """
        return self._subject(predicate, 0)

    def _subject(self, predicate: int, depth: int) -> int | None:
        if depth > 8:
            return None
        own = self.child(predicate, *_SUBJECT)
        word = self.words[predicate]
        if own is not None:
            if word.relation == "acl:relcl" and self.lower(own) in _RELATIVE:
                return self._owned(predicate) if self.lower(own) == "whose" else word.head
            return own
        if (owned := self._owned(predicate)) is not None:
            return owned
        if word.head is None:
            return None
        if word.relation == "conj":
            first = self.first_conjunct(predicate)
            return self._subject(first, depth + 1) if first != predicate else None
        if word.relation in ("acl", "acl:relcl"):
            return word.head
        if word.relation == "xcomp":
            given = self.child(word.head, "obj", "iobj")
            return given if given is not None else self._subject(word.head, depth + 1)
        if word.relation == "advcl" and word.tag == "VERB":
            outer = self.predicate(word.head)
            return None if outer is None else self._subject(outer, depth + 1)
        return None

    def _owned(self, predicate: int) -> int | None:
        """The noun after "whose" that a clause is about: "Venn, whose son Ali died"."""
        head = self.words[predicate].head
        if self.words[predicate].relation != "acl:relcl" or head is None:
            return None
        behind = range(head + 1, predicate)
        whose = next((i for i in behind if self.lower(i) == "whose"), predicate)
        last = None
        for index in range(whose + 1, predicate + 1):
            tag, hyphen = self.words[index].tag, self.lower(index) in ("-", "–")
            if tag in ("VERB", "AUX") or (tag == "PUNCT" and not hyphen):
                break
            last = index if tag in ("NOUN", "PROPN") else last
        return last

    def agent(self, predicate: int) -> int | None:
        """Who or what does it, in either voice: "wolves killed sheep", "sheep killed by wolves"."""
        if self.is_passive(predicate):
            found = self.child(predicate, "obl:agent")
            if found is not None:
                return found
            obliques = self.children(predicate, "obl")
            return next((o for o in obliques if self._case(o) == "by"), None)
        return self.subject(predicate)

    def patient(self, predicate: int) -> int | None:
        """Who or what is affected, in either voice; None for a verb without an object."""
        if self.is_passive(predicate):
            return self.subject(predicate)
        found = self.child(predicate, "obj")
        if found is not None:
            return found
        if (owned := self._owned(predicate)) is not None:
            return owned
        # A relative pronoun as object, or none at all: "the men (whom) police held".
        if self.words[predicate].relation == "acl:relcl" and self.subject(predicate) != (
            head := self.words[predicate].head
        ):
            return head
        return None

    def _case(self, index: int) -> str:
        case = self.child(index, "case")
        return "" if case is None else self.lower(case)

    def preposition(self, index: int) -> str:
        """The preposition before a noun, in lower case, or ""."""
        return self._case(index)

    def possessor(self, index: int) -> int | None:
        """Whose it is: "the union's leader", "his wife"."""
        return self.child(index, "nmod:poss")

    # -- numbers ----------------------------------------------------------------------------

    def counted(self, number: int) -> int | None:
        """The noun that a number counts: "nine people", "nine of the people", None for a bare one.

        Climbs over parts of one number ("two million people").
        """
        word = self.words[number]
        if word.relation in ("nummod", "det", "amod") and word.head is not None:
            return word.head
        if word.relation in ("compound", "flat", "fixed", "advmod") and word.head is not None:
            if self.words[word.head].tag == "NUM":
                return self.counted(word.head)
            return word.head if self.words[word.head].tag in ("NOUN", "PROPN") else None
        whole = (c for c in self.children(number, "nmod", "obl") if self._case(c) == "of")
        return next(whole, None)

    # -- what a clause says of what happened -------------------------------------------------

    def negated(self, predicate: int) -> bool:
        """Whether the clause says that it is not so: "did not", "never", "nobody was"."""
        for child in self.children(predicate):
            word = self.words[child]
            if word.relation in ("advmod", "cc:preconj", "mark", "aux") and (
                self.lower(child) in _NEGATIVE
            ):
                return True
            if word.relation in (*_SUBJECT, "obj") and self._no(child):
                return True
        return False

    def _no(self, noun: int) -> bool:
        if self.lower(noun) in _NEGATIVE_NOUN:
            return True
        return any(
            self.lower(child) in _NEGATIVE_NOUN for child in self.children(noun, "det", "advmod")
        )

    def mood(self, predicate: int) -> Mood:
        """How the clause says it, by its own auxiliaries and conjunction alone."""
        own = [
            self.lower(child)
            for child in self.children(predicate)
            if self.words[child].relation in ("aux", "mark", "advmod")
        ]
        if any(word in _CONDITIONAL for word in own):
            return "conditional"
        if any(word in _FUTURE for word in own):
            return "future"
        if any(word in _WOULD for word in own):
            return "conditional"
        if any(word in _POSSIBLE for word in own):
            return "possible"
        first = self.first_conjunct(predicate)
        if first == predicate:
            return "actual"
        helped = self.child(predicate, "aux", "aux:pass") is not None
        if not helped or self.child(predicate, "nsubj", "nsubj:pass") is None:
            return self.mood(first)
        # "The plant will employ 400, and 90 people have been displaced"
        marks = {self.lower(child) for child in self.children(first, "mark")}
        return "conditional" if marks & _CONDITIONAL else "actual"
