"""Whom the parse gives a casualty word: its object, its passive subject, its owner, its noun."""

from __future__ import annotations

import itertools

from whence.lang import words
from whence.resolve.figures.beside_casualty_word import REFLEXIVE
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.forced_out import FORCED
from whence.resolve.figures.harm_phrases import is_having, is_not_found, is_treated
from whence.resolve.figures.lexicon import singular
from whence.resolve.figures.list_members import DOERS, RELATIVE, Listed
from whence.resolve.figures.phrases import DETERMINERS, HAVE
from whence.resolve.figures.roles import PRICED, Trigger

#: After an active verb without object: "a gunman shot into a crowd".
_AIMED = frozenset("into at through toward towards from back up down out off".split())


#: Behind a noun for harm these lead to whom it is about: "wounds to four men".
_LEADING = frozenset({"of", "to", "at"})
_WHO_DID_IT = words("figures", "of who did it")
_BODIES = frozenset({"body", "bodies", "remains"})
_PRISONER = words("figures", "state of a prisoner")
_FAR_TIMES = 7  #: tokens
_AGAIN_AND_AGAIN = frozenset({"twice", "repeatedly", "often", "frequently", "previously"})
_CAPTORS, _SEIZED = words("figures", "captors"), words("figures", "seized")
_SCHOOLS = words("figures", "school")
_JAILS = words("figures", "jail")
_FREEING = words("figures", "freeing")

_BEING = words("grammar", "be") | {"remain", "remained", "remains", "stayed"}
#: What an attack does to those who live: "left 35 in hospital".
_LEAVING = frozenset("leave leaves left leaving put puts putting landed landing".split())


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
        inside = inside and not self._is_owner(at, trigger)
        return at if inside and not trigger.first <= at < trigger.last else None

    def _is_owner(self, at: int, trigger: Trigger) -> bool:
        """Whether something of theirs is meant: "Quintana's phone was missing"."""
        behind = self._tokens[at + 1 : at + 2]
        owned = any(
            token.lower in {"'s", "’s", "'", "’"}
            and token.word is not None
            and token.word.tag == "PART"
            for token in behind
        )
        return owned and trigger.construction != "doing"

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
            owned = tree.relation(top) == "nmod" and self._is_of_them(top)
            return None if owned else tree.head(top)
        if verb != top and tree.relation(top) in ("obl", "obj", "xcomp", "advmod"):
            # "found him dead" is said of the object, "was in custody" of the subject
            passive = tree.is_passive(verb)
            return self._subject(verb) if passive else tree.patient(verb) or tree.subject(verb)
        return self._subject(verb)

    def _is_of_them(self, top: int) -> bool:
        """Whether it is not said of the head: "the kin of the deceased"; but "two of the dead"."""
        tree = self._clauses.tree
        head = tree.head(top)
        noun = head is not None and tree.words[head].tag in ("NOUN", "PROPN")
        return noun and tree.preposition(top) == "of" and tree.child(top, "det") is not None

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
            freed = not had and self._is_freed(draft)
            return not draft.implied and draft.person is not False and not freed
        if trigger.words == FORCED:
            return not draft.implied
        if trigger.role == "attendance" and trigger.words.startswith("attend"):
            near = self._tokens[trigger.last : min(trigger.last + _FAR_TIMES, self._sentence.last)]
            return not any(token.lower in _SCHOOLS for token in near)
        if trigger.role == "attendance":  # "who took part in torturing a man"
            near = self._tokens[trigger.last : min(trigger.last + 2, self._sentence.last)]
            word = near[1].word if len(near) > 1 and near[0].lower == "in" else None
            deed = word is not None and word.tag == "VERB" and near[1].lower.endswith("ing")
            return not deed
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

    def _is_of_record(self, trigger: Trigger) -> bool:
        """Whether arrests are counted, of one who has a record: "arrested more than 20 times"."""
        last = min(trigger.last + _FAR_TIMES, self._sentence.last)
        behind = [t.lower for t in self._tokens[trigger.last : last]]
        clause = list(itertools.takewhile(lambda word: word[0].isalnum(), behind))
        before = self._tokens[trigger.first - 1].lower if trigger.first else ""
        again = _AGAIN_AND_AGAIN & {before, *clause[:1]}
        return "times" in clause or bool(again)

    def _is_by_captors(self, trigger: Trigger) -> bool:
        """Whether no police hold them: "two teachers taken with the girls are still being held"."""
        if "held" not in trigger.words:
            return False
        before = {t.lower for t in self._tokens[self._sentence.first : trigger.first]}
        last = min(trigger.last + _FAR_TIMES, self._sentence.last)
        behind = [t.lower for t in self._tokens[trigger.last : last]]
        if _JAILS & set(behind):
            return False
        by = "by" in (*trigger.words.split()[-1:], *behind[:1])
        return bool(before & _SEIZED) or (by and any(singular(w) in _CAPTORS for w in behind))

    def _is_freed(self, draft: Draft) -> bool:
        """Whether the counted are let go: "freed 21 jailed militants"."""
        node = self._clauses.top(draft.first, draft.last)
        verb = self._clauses.tree.head(node) if node is not None else None
        return verb is not None and self._clauses.tree.lower(verb) in _FREEING

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

    def _has_own(self, draft: Draft, trigger: Trigger) -> bool:
        """Whether a bare number has its own word: "22 dead soldiers and 40 | wounded"."""
        return draft.head is None and any(
            other.first == draft.last and other.role != trigger.role for other in self._triggers
        )

    def _is_none_of(self, draft: Draft, trigger: Trigger) -> bool:
        """Whether none is counted out of those: "None of the | dead | was a soldier"."""
        if not draft.zero:
            return False
        between = [t.lower for t in self._tokens[draft.first + 1 : trigger.first]]
        return between[:1] == ["of"] and all(
            word in DETERMINERS or word[0].isdigit() for word in between[1:]
        )

    def _after_death(self, trigger: Trigger) -> bool:
        """Whether a death is mentioned right before: "died on the way to hospital"."""
        deaths = [t.last for t in self._triggers if t.role == "killed" and t.first < trigger.first]
        own = (
            d for d in self.drafts
            if deaths and max(deaths) <= d.first < trigger.first and d.role not in PRICED
        )  # fmt: skip
        # not in "one died and four others are in hospital", but in "six died there and four in it"
        return bool(deaths) and not any(
            d.person is not False
            and (
                {t.lower for t in self._tokens[d.last : trigger.first]} & _BEING or self._is_left(d)
            )
            for d in own
        )

    def _is_left(self, draft: Draft) -> bool:
        """Whether what happened leaves them so: "killed 12 people and left 35 in hospital"."""
        before = self._before(draft)
        left = {t.lower for t in self._tokens[self._sentence.first : draft.first]} & _LEAVING
        return before in _LEAVING or (bool(left) and before in {"and", "another"})
