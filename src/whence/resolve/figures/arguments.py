"""Whom the parse gives a casualty word: its object, its passive subject, its owner, its noun."""

from __future__ import annotations

from whence.lang import words
from whence.resolve.figures.beside_casualty_word import REFLEXIVE
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.harm_phrases import is_having, is_not_found, is_treated
from whence.resolve.figures.lexicon import singular
from whence.resolve.figures.list_members import DOERS, RELATIVE, Listed
from whence.resolve.figures.phrases import HAVE
from whence.resolve.figures.roles import Trigger

#: After an active verb without object: "a gunman shot into a crowd".
_AIMED = frozenset("into at through toward towards from back up down out off".split())


#: Behind a noun for harm these lead to whom it is about: "wounds to four men".
_LEADING = frozenset({"of", "to", "at"})
_WHO_DID_IT = words("figures", "of who did it")
_BODIES = frozenset({"body", "bodies", "remains"})
_PRISONER = words("figures", "state of a prisoner")


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
        gathered = self._gathered(top, trigger)
        if gathered is not None:
            found = gathered
        elif trigger.construction == "doing" and last is not None and tree.lower(last) in _LEADING:
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

    def _gathered(self, top: int, trigger: Trigger) -> int | None:
        """The noun right before a participle, which says of it that people have come there.

        "Two gunmen fired at a crowd gathered in the square": it is the crowd that gathered.
        """
        tree = self._clauses.tree
        bare = trigger.role == "attendance" and tree.child(top, "aux", "nsubj") is None
        if not bare or tree.relation(top) not in ("advcl", "acl") or top == 0:
            return None
        before = tree.words[top - 1]
        return top - 1 if tree.words[top].tag == "VERB" and before.tag == "NOUN" else None

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
            return self._subject(verb) if passive else tree.patient(verb) or tree.subject(verb)
        return self._subject(verb)

    def _patient(self, top: int, trigger: Trigger) -> int | None:
        tree = self._clauses.tree
        if tree.is_passive(top):
            return self._subject(top)
        found = tree.patient(top)
        gerund = tree.lower(top).endswith("ing")  # "jailed for stabbing to death a student"
        if found is not None or trigger.construction == "doing" or gerund:
            return found
        subject = tree.subject(top)
        return None if subject is None or self._acts(subject, trigger) else subject

    def _subject(self, verb: int) -> int | None:
        """A verb's subject, also where the parse has it of the verb of speech behind it.

        "Five scouts who had been trapped since Monday were brought out alive, police said": the
        subject of "said" comes behind the clause, and is in no passive.
        """
        tree = self._clauses.tree
        found, saying = tree.subject(verb), tree.head(verb)
        if found is not None or saying is None or tree.relation(verb) != "ccomp":
            return found
        lost = tree.child(saying, "nsubj:pass")
        apart = lost is not None and lost < verb < saying and tree.is_passive(verb)
        return lost if apart and tree.child(saying, "aux:pass") is None else None

    def _acts(self, subject: int, trigger: Trigger) -> bool:
        """Whether the subject of a verb without auxiliary and object does what it says."""
        tree = self._clauses.tree
        if trigger.last < self._sentence.last and self._tokens[trigger.last].lower in _AIMED:
            return True
        top = self._clauses.top(trigger.first, trigger.last)
        helped = top is not None and any(tree.lower(c) in HAVE for c in tree.children(top, "aux"))
        return helped or tree.lower(subject) in DOERS

    def _may_be_about(self, trigger: Trigger, draft: Draft) -> bool:
        """Whether what the word says may count the draft: more than who is meant, and by chance.

        A single person "who had burns" may have died of them; who did it hides, and is not missing.
        """
        had = trigger.role == "injured" and is_having(trigger.words)
        if self._says_who(trigger) or had:
            return not draft.implied and draft.person is not False
        if is_treated(trigger.words):  # nor wells, nor timber
            return draft.person is not False
        if not is_not_found(trigger.words):
            return True
        # "The gunman", "the driver, who fled on foot,"; "three of the stolen paintings"
        about = {singular(t.lower) for t in self._tokens[draft.first : trigger.first]}
        hidden = bool(about & _WHO_DID_IT) or (draft.head is None and "of" in about)
        top = self._clauses.top(trigger.first, trigger.last)
        subject = self._clauses.tree.subject(top) if top is not None else None
        body = subject is not None and self._clauses.tree.lower(subject) in _BODIES
        unseen = draft.implied and trigger.words.endswith(("since", "from", "of"))
        return not (hidden or body or unseen or draft.pronoun)

    def _says_who(self, trigger: Trigger) -> bool:
        """Whether the word only says which one is meant: "Jailed poet Ada Venn has won a prize".

        That somebody is a prisoner is known long since; the arrest is no event of this report.
        """
        top = self._clauses.word(trigger.first)
        return (
            trigger.words in _PRISONER
            and top is not None
            and self._clauses.tree.relation(top) == "amod"
        )
