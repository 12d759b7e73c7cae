"""Whether a casualty has come about, and in the report's own event.

Nobody asserts what is feared, planned, foiled, asked, denied, imagined, or tied to a condition:
such a number is no count of the event.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.records import Reading
from whence.resolve.figures.harm_phrases import is_not_found, is_not_survived
from whence.resolve.figures.phrases import DETERMINERS
from whence.resolve.figures.roles import ORDERING, Trigger
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Sentence, Token

_UNTRUE, _ASKED = words("figures", "untrue"), words("figures", "asked")
_UNTRUE_ACCOUNT, _ACCOUNTS = words("figures", "untrue account"), words("figures", "account")
_PLANNED, _FEARED = words("figures", "planned"), words("figures", "feared")
_IMAGINED = words("figures", "imagined")
_FICTION = words("figures", "fiction")
_PAST_EVENTS = words("figures", "told of past")
_ILLNESS = words("figures", "illness")
_CONDITIONAL = words("grammar", "conditional")
_MODAL = words("grammar", "would") | words("grammar", "possible") | words("grammar", "future")
_AUXILIARY = words("grammar", "be") | words("grammar", "have")
_NEVER = words("grammar", "negative") - words("grammar", "negative subject or object") - {"without"}
#: Behind "had been" and before "dead" or "missing" they are what turned out wrong.
_THOUGHT = frozenset("listed thought believed presumed feared reported counted".split())
_AMONG_THE = frozenset({"among", "as", "the"})
#: Relations by which a clause or phrase is the content of the word that it depends on.
_CONTENT = frozenset("ccomp xcomp csubj csubj:pass obj nmod acl obl".split())
#: Relations that separate what is below from what is above.
_APART = frozenset("advcl acl:relcl parataxis appos".split())
#: Prepositions before what happened first: "tried to flee after killing two".
_BEFOREHAND = frozenset("after before since when while during following despite over".split())
#: What is said after these prepositions or nouns is known to have happened.
_OVER, _PART = frozenset({"over", "after", "following"}), words("figures", "part in a deed")
#: Tokens before a word among which "to" makes it an infinitive. A guess, not measured.
_WINDOW = 4
#: So many tokens before a word what says that it is not so is looked for.
_FAR = 30
_AT_AGE = frozenset({"aged", "at", "of"})
#: Years: a death with such an age, and no cause, beside it is taken for a natural one. A guess.
_OLD = 60


class Factuality:
    """Whether the report says that a casualty has come about, for casualty words."""

    def __init__(self, tokens: Sequence[Token], reading: Reading, clauses: Clauses) -> None:
        """Uses the parse where there is one, else the words close before."""
        self._tokens = tokens
        self._clauses = clauses
        self._unsaid = [
            span
            for one in reading.attributions
            if one.act in ("deny", "ask") or not one.asserted
            for span in one.content
        ]

    def has_happened(self, trigger: Trigger, sentence: Sentence) -> bool:
        """Whether anybody asserts what the word says."""
        if trigger.words == "held":  # what is reported is the order: "ordered him held for 30 days"
            for at in range(trigger.first - 1, sentence.first - 1, -1):
                if self._tokens[at].lower in ORDERING:
                    return self.is_asserted(at, at + 1, sentence)
        before = self._tokens[trigger.first - 1].lower if trigger.first else ""
        if trigger.words == "body" and before == "whose":
            return True  # taken for granted: "denies murdering Tom Roe, whose body was found"
        if self._was_only_thought(trigger, sentence):
            return False
        if self._is_taken_for_granted(trigger, sentence):
            return True
        if is_not_found(trigger.words) or is_not_survived(trigger.words):
            # its "not" is what makes them missing, or dead
            return self._is_sought(trigger, sentence)
        return self.is_asserted(trigger.first, trigger.last, sentence)

    def _is_taken_for_granted(self, trigger: Trigger, sentence: Sentence) -> bool:
        """Whether what is said of a death is whose fault it is: "denies any part in the death of".

        Not where the death itself is denied, or feared: "denied reports of the deaths of 40".
        """
        if not trigger.words.endswith(" of") or trigger.words.startswith("lives"):
            return False
        at = trigger.first - 1
        while at > sentence.first and self._tokens[at].lower in DETERMINERS:
            at -= 1
        if at < sentence.first:
            return False
        near = [t.lower for t in self._tokens[max(sentence.first, at - 1) : at + 1]]
        if near[-1:] == ["causing"] or near == ["connection", "with"]:
            return True
        return near[-1] in _OVER or (near[-1] in ("in", "for") and near[0] in _PART)

    def _was_only_thought(self, trigger: Trigger, sentence: Sentence) -> bool:
        """Whether it was wrong: "two women who had been listed among the dead were found"."""
        at = trigger.first
        while at > sentence.first and self._tokens[at - 1].lower in _AMONG_THE:
            at -= 1
        before = [t.lower for t in self._tokens[max(sentence.first, at - 3) : at]]
        return before[:2] == ["had", "been"] and before[-1] in _THOUGHT

    def _is_sought(self, trigger: Trigger, sentence: Sentence) -> bool:
        """Whether somebody asserts that those not found are missing: no question, no "if"."""
        start = self._tokens[trigger.first].start
        asked = any(t.text == "?" for t in self._tokens[sentence.last - 2 : sentence.last])
        if asked or any(span.start <= start < span.end for span in self._unsaid):
            return False
        top = self._clauses.top(trigger.first, trigger.last)
        return top is None or self._clauses.tree.mood(top) == "actual"

    def is_asserted(self, first: int, last: int, sentence: Sentence) -> bool:
        """Whether anybody asserts what the tokens [first, last) say."""
        tokens = self._tokens
        start = tokens[first].start
        if any(span.start <= start < span.end for span in self._unsaid):
            return False
        if any(t.text == "?" for t in tokens[max(last, sentence.last - 2) : sentence.last]):
            return False
        if self._is_called_untrue(first, sentence) or self._is_modal(first, sentence):
            return False
        top = self._clauses.top(first, last)
        if top is None:
            return self._is_plain(first, sentence)
        return self._is_actual(self._clauses, top)

    def _is_modal(self, first: int, sentence: Sentence) -> bool:
        """Whether the words of the verb itself say so: "may have been", "were not"."""
        for at in range(first - 1, sentence.first - 1, -1):
            lower = self._tokens[at].lower
            if lower in _MODAL or lower in {"not", "n't", "n’t", "never"}:
                return True
            if lower not in _AUXILIARY and not lower.endswith("ly"):
                return False
        return False

    def _is_called_untrue(self, first: int, sentence: Sentence) -> bool:
        """Whether it is in what "it is untrue that" begins, however that was parsed."""
        for at in range(first - 1, max(sentence.first, first - _FAR), -1):
            if self._tokens[at].lower == "that":
                return self._tokens[at - 1].lower in _UNTRUE
        return False

    def _is_plain(self, first: int, sentence: Sentence) -> bool:
        """By the words alone."""
        low = sentence.first
        near = [t.lower for t in self._tokens[max(low, first - _WINDOW) : first]]
        if any(t.lower in _CONDITIONAL for t in self._tokens[max(low, first - _FAR) : first]):
            return False
        if "to" in near and near[near.index("to") + 1 :][:1] != ["have"]:
            return False
        if near[-1:] in (["nearly"], ["almost"]):
            return False
        return not {*_MODAL, *_NEVER, *_PLANNED, *_FEARED, *_IMAGINED} & set(near)

    def _is_actual(self, clauses: Clauses, top: int) -> bool:
        tree = clauses.tree
        verb = tree.predicate(top)
        own = top if verb is None or tree.words[top].tag == "VERB" else verb
        # "He does not know the dead": what has "the" before it is taken for granted.
        granted = tree.words[top].tag in ("NOUN", "ADJ", "NUM") and any(
            tree.lower(child) == "the" for child in tree.children(top, "det")
        )
        for clause in () if granted else {own, top}:
            if tree.mood(clause) != "actual" or self._is_negated(clauses, clause):
                return False
        if not granted and self._is_infinitive(clauses, own):
            return False
        if self._is_in_fiction(clauses, own):
            return False
        return not self._is_unreal_content(clauses, top) and not any(
            tree.relation(child) == "amod" and tree.lower(child) in _PLANNED | _FEARED | _IMAGINED
            for child in tree.children(top)
        )

    def _is_unreal_content(self, clauses: Clauses, top: int) -> bool:
        """Whether a word above it says that its content is feared, planned, denied, imagined."""
        tree = clauses.tree
        for below, word in clauses.above(top):
            relation = tree.relation(below)
            if tree.lower(word) in _IMAGINED or self._is_in_fiction(clauses, word):
                return True
            if relation == "advcl" and tree.mood(below) == "conditional":
                return True
            if self._is_untrue_account(clauses, below, word):
                return True
            if relation in _APART and relation != "parataxis":
                break
            if self._is_beforehand(clauses, below):
                break
            if relation in _CONTENT and self._unmakes(clauses, below, word):
                return True
        # What is further up is another event, but for films, drills and the like.
        return any(
            tree.lower(word) in _IMAGINED or self._is_in_fiction(clauses, word)
            for _, word in clauses.above(top)
        )

    def _is_untrue_account(self, clauses: Clauses, below: int, word: int) -> bool:
        """Whether a report or a claim is what was wrong: "Early reports of 30 dead were wrong"."""
        tree = clauses.tree
        if (
            tree.relation(below) not in ("nsubj", "nsubj:pass")
            or tree.lower(below) not in _ACCOUNTS
        ):
            return False
        found = (word, *tree.children(word, "xcomp"))
        wrong = any(tree.lower(one) in _UNTRUE_ACCOUNT for one in found)
        return wrong and not self._is_negated(clauses, word)

    def _is_in_fiction(self, clauses: Clauses, verb: int) -> bool:
        """Whether the narrator is a work of fiction: "the novel tells of a plague that kills"."""
        tree = clauses.tree
        subject = tree.child(verb, "nsubj", "nsubj:pass")
        inside = (c for c in tree.children(verb, "obl") if tree.preposition(c) == "in")
        return (subject is not None and tree.lower(subject) in _FICTION) or any(
            tree.lower(noun) in _FICTION for noun in inside
        )

    def _unmakes(self, clauses: Clauses, below: int, word: int) -> bool:
        """Whether a word says of its dependents that they have not come about, or is not known."""
        tree = clauses.tree
        relation, lower = tree.relation(below), tree.lower(word)
        if lower in _UNTRUE:
            return True
        if lower in _ASKED | _PLANNED | _FEARED:
            return relation != "obl" or tree.preposition(below) in ("from", "of")
        if any(tree.lower(child) in _ASKED | _UNTRUE for child in tree.children(word, "amod")):
            return True
        doubted = tree.mood(word) in ("conditional", "possible")
        clause = relation in ("ccomp", "xcomp", "acl", "csubj")
        return clause and (self._is_negated(clauses, word) or doubted)

    def _is_negated(self, clauses: Clauses, verb: int) -> bool:
        """By "not" or "never"; in "nobody was hurt" the number itself is none."""
        tree = clauses.tree
        for child in tree.children(verb, "advmod", "aux", "mark"):
            if tree.lower(child) in _NEVER | {"nearly", "almost"}:
                return not any(tree.lower(c) in ("only", "just") for c in tree.subtree(child))
            if tree.lower(child) == "without":
                return True
        return False

    def _is_infinitive(self, clauses: Clauses, verb: int) -> bool:
        """Whether it is only to come about: "to kill", "from being hit"; not "known to have"."""
        tree = clauses.tree
        marks = [tree.lower(c) for c in tree.children(verb, "mark")]
        if "from" in marks or "without" in marks:
            return True
        if "to" not in marks:
            return False
        helped = any(tree.lower(c) == "have" for c in tree.children(verb, "aux"))
        head = tree.head(verb)
        known = head is not None and tree.lower(head) in _PAST_EVENTS
        return not (helped or known)

    def _is_beforehand(self, clauses: Clauses, below: int) -> bool:
        marks = clauses.tree.children(below, "mark", "case")
        return any(clauses.tree.lower(c) in _BEFOREHAND for c in marks)

    def is_natural(self, trigger: Trigger, sentence: Sentence) -> bool:
        """Whether it is an old person's death, or one of an illness."""
        if not trigger.natural:
            return False
        after = self._tokens[trigger.last : min(sentence.last, trigger.last + 6)]
        words_after = [t.lower for t in after]
        if "of" in words_after[:2] and _ILLNESS & set(words_after[1:5]):
            return True
        if (
            words_after[:3] in (["in", "his", "sleep"], ["in", "her", "sleep"])
            or "peacefully" in words_after[:2]
        ):
            return True
        if words_after[:3] in (["at", "his", "home"], ["at", "her", "home"]):
            return True
        if words_after[:2] == ["after", "a"] and "illness" in words_after:
            return True
        # "died at 87", "aged 87", "at the age of 87"; but not "of Ada Venn, 87, at a hospital"
        return any(
            word.isdigit() and int(word) >= _OLD and bool(_AT_AGE & {*words_after[:at][-1:]})
            for at, word in enumerate(words_after)
        ) or ("age" in words_after and any(w.isdigit() and int(w) >= _OLD for w in words_after))
