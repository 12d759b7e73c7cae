"""Whom the parse gives a casualty word: its object, its passive subject, its owner, its noun."""

from __future__ import annotations

from whence.resolve.figures.adjacent import REFLEXIVE
from whence.resolve.figures.lists import DOERS, RELATIVE, Listed
from whence.resolve.figures.phrases import HAVE
from whence.resolve.figures.roles import Trigger

#: After an active verb without object: "a gunman shot into a crowd".
_AIMED = frozenset("into at through toward towards from back up down out off".split())


class Arguments(Listed):
    """The nouns of one sentence that its casualty words are said of."""

    def _by_tree(self, trigger: Trigger) -> int | None:
        """The token whom the parse says the word is about."""
        top = self._clauses.top(trigger.first, trigger.last)
        if top is None:
            return None
        tree = self._clauses.tree
        found: int | None = None
        last = self._clauses.word(trigger.last - 1)
        if (
            trigger.construction == "doing"
            and last is not None
            and tree.lower(last) in ("of", "to", "at")
        ):
            found = tree.head(last) if tree.relation(last) == "case" else None
        elif trigger.construction == "doing" and tree.words[top].tag == "NOUN":
            found = tree.possessor(top)  # "the magistrate's murder"
        elif tree.words[top].tag in ("ADJ", "VERB") and tree.relation(top) == "amod":
            found = tree.head(top) if trigger.construction != "doing" else None
        elif trigger.construction == "suffered":
            found = self._sufferer(top)
        else:
            found = self._patient(top, trigger)
        if found is None:
            return None
        at = self._clauses.token(found)
        if at >= len(self._tokens):
            return None
        at = self._owned_by_whom(self._nearer_antecedent(at, trigger), trigger)
        if self._tokens[at].lower in RELATIVE:
            at = self._antecedent(at)
        elif self._tokens[at].lower in REFLEXIVE and trigger.role != "killed":
            subject = tree.subject(top)
            at = self._clauses.token(subject) if subject is not None else at
        inside = self._sentence.first <= at < self._sentence.last
        return at if inside and not trigger.first <= at < trigger.last else None

    def _sufferer(self, top: int) -> int | None:
        tree = self._clauses.tree
        verb = top if tree.is_predicate(top) else tree.predicate(top)
        if verb is None:
            return None
        if tree.relation(top) in ("nmod", "acl") and tree.words[top].tag != "VERB":
            return tree.head(top)
        if verb != top and tree.relation(top) in ("obl", "obj", "xcomp", "advmod"):
            # "found him dead" is said of the object, "was in custody" of the subject
            passive = tree.is_passive(verb)
            return tree.subject(verb) if passive else tree.patient(verb) or tree.subject(verb)
        return tree.subject(verb)

    def _patient(self, top: int, trigger: Trigger) -> int | None:
        tree = self._clauses.tree
        if tree.is_passive(top):
            return tree.subject(top)
        found = tree.patient(top)
        gerund = tree.lower(top).endswith("ing")  # "jailed for stabbing to death a student"
        if found is not None or trigger.construction == "doing" or gerund:
            return found
        subject = tree.subject(top)
        return None if subject is None or self._acts(subject, trigger) else subject

    def _acts(self, subject: int, trigger: Trigger) -> bool:
        """Whether the subject of a verb without auxiliary and object does what it says."""
        tree = self._clauses.tree
        if trigger.last < self._sentence.last and self._tokens[trigger.last].lower in _AIMED:
            return True
        top = self._clauses.top(trigger.first, trigger.last)
        helped = top is not None and any(tree.lower(c) in HAVE for c in tree.children(top, "aux"))
        return helped or tree.lower(subject) in DOERS
