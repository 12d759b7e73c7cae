"""The names of described persons: beside them, after their clause, or before "was among"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.resolve.figures.beside_casualty_word import GOVERNING, Adjacent
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import is_plural, singular
from whence.resolve.figures.person_name_phrases import Named
from whence.resolve.figures.phrases import Phrase, is_single_person
from whence.resolve.figures.roles import Trigger
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Sentence, Token

_WHO = frozenset({"who", "whom", "whose", "that"})
_ACTING = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "iobj"})
_ONE_OF = frozenset({"among", "of"})
_NAMING = frozenset({"named", "called", "identified", "as"})
_CHILDREN = frozenset("boy girl child son daughter baby toddler teenager infant".split())
_FAR_CHILD = 9  #: tokens: "of a four-year-old boy"
#: "the wife of one of them", "a lawyer for one of them"
_OF_WHOM = frozenset({"of", "for", "to"})


def is_of_somebody(clauses: Clauses, node: int) -> bool:
    """Whether a noun only says whose relative, friend or lawyer is meant.

    In "The wife of one of the missing men, Ada Venn, said" the name may be either's; so it is
    nobody's.
    """
    tree = clauses.tree
    for below, word in clauses.above(node):
        if tree.relation(below) != "nmod" or tree.preposition(below) not in _OF_WHOM:
            return False
        if tree.words[word].tag == "NOUN" and is_single_person(tree.lower(word)):
            return True
    return False


class Naming(Adjacent):
    """The drafts of one sentence with the names beside them."""

    def __init__(
        self,
        tokens: Sequence[Token],
        sentence: Sentence,
        index: int,
        drafts: list[Draft],
        named: Named,
        clauses: Clauses,
    ) -> None:
        """`named` are the report's person names; `drafts` grows."""
        parsed = clauses.covered(sentence.first, sentence.last)
        super().__init__(tokens, sentence, index, drafts, named, parsed=parsed)
        self._clauses = clauses

    def _lacks_names(self, draft: Draft) -> bool:
        """Whether a description, and no name, has fewer names than it counts."""
        return draft.head is not None and len(draft.people) < (draft.value or 0)

    def _name(self, draft: Draft | None, node: int) -> None:
        """Notes the names in apposition to a described person."""
        if draft is None or is_of_somebody(self._clauses, node):
            return
        tree = self._clauses.tree
        for beside in tree.appositions(node):
            phrase = self._named.covering(self._clauses.token(beside))
            # Far off it is somebody else: "12 workers, the governor, Ada Venn, 54, said".
            if phrase is None or phrase.first < draft.last:
                continue
            far = phrase.first > draft.last + 1 and not self._is_led(draft.last + 1, phrase.first)
            if far and not self._is_described(draft, node, phrase.first):
                continue
            for one in tree.conjuncts(beside):
                self._add_name(draft, self._clauses.token(one))

    def _is_led(self, at: int, name: int) -> bool:
        """Whether only an office or a trade is before a name: "a boy, the pupil Eli Roe"."""
        near = (token.word for token in self._tokens[at:name])
        return all(word and word.tag in ("DET", "ADJ", "NOUN", "PROPN", "NUM") for word in near)

    def _is_described(self, draft: Draft, node: int, name: int) -> bool:
        """Whether only where and whose one is comes before the name: "the pilot of the plane, X".

        Not where a person is mentioned there: "the brother of the mayor, Pia Roth".
        """
        if not draft.implied or draft.pronoun or self._tokens[name - 1].lower != ",":
            return False
        tree, between = self._clauses.tree, self._tokens[draft.last : name - 1]
        at = [token.word and tree.at(token.start) for token in between]
        own = {*tree.subtree(node)}
        return all(
            one is not None
            and one in own
            and tree.words[one].tag not in ("VERB", "AUX", "PUNCT", "PRON")
            and tree.words[one].mention != "person"
            for one in at
        )

    def _name_behind(self, draft: Draft) -> None:
        """Notes the name right after a described person."""
        at = draft.last
        node = self._clauses.top(draft.first, at)
        if node is not None and is_of_somebody(self._clauses, node):
            return
        if self._tokens[at : at + 1] and self._tokens[at].lower == "," and draft.implied:
            # "The pilot, named as Idris Quell, was killed."
            led = self._tokens[at + 1].lower in _NAMING if at + 1 < self._sentence.last else False
            at += led
        elif draft.implied and (name := self._parent_named(at)) is not None:
            self._add_name(draft, name)
        if at + 1 < self._sentence.last and self._tokens[at].lower in _NAMING:
            begin = at + 2 if self._tokens[at + 1].lower == "as" else at + 1
            self._add_name(draft, begin)  # "a man named Idris Quell"
        self._name_all_behind(draft)
        if draft.implied and not draft.people and draft.head is not None and not draft.pronoun:
            phrase = self._named.at(at, self._sentence.last) if at < self._sentence.last else None
            if phrase is not None:  # "a judge Dita Marsh"
                self._add_name(draft, phrase.first)
        if draft.implied and not draft.people and at + 1 < self._sentence.last:
            # What the parse took for something else: "killed her husband, Ali Hadri."
            end = self._sentence.last
            phrase = self._named.at(at + 1, end) if self._tokens[at].lower == "," else None
            if phrase is not None and not self._named.acts(phrase, end, spoken=True):
                self._add_name(draft, phrase.first)

    def _name_all_behind(self, draft: Draft) -> None:
        """Notes the names between commas where they are as many as are counted.

        "Two men, Ali Venn and mechanic Omar Roe, were killed"; and those of a parent: "the father
        of two girls, Omar Roe, was shot".
        """
        at, end = draft.last, self._sentence.last
        if draft.implied and not draft.people:
            at = self._past_children(at)
        elif draft.implied or not 1 < (draft.value or 0) > len(draft.people):
            return
        if at + 1 >= end or self._tokens[at].lower != ",":
            return
        phrases = self._named.listed(at + 1, end, aside=True, plain=True)
        found = list(dict.fromkeys(filter(None, map(self._named.within, phrases))))
        if len(found) != draft.value or any(self._named.speaks(p.first, p.first) for p in phrases):
            return
        if not draft.implied or at > draft.last:
            draft.people = found

    def _past_children(self, at: int) -> int:
        """Past "of two girls", "of a four-year-old boy" behind a parent whom a name follows.

        A name after one child may be the child's, but not "a boy, teacher Ada Venn".
        """
        if at + 2 >= self._sentence.last or self._tokens[at].lower != "of":
            return at
        last = next((n for n in range(at, min(at + _FAR_CHILD, self._sentence.last - 2))
                     if self._tokens[n].lower == ","), at)  # fmt: skip
        child = self._tokens[last - 1].lower
        if last == at or singular(child) not in _CHILDREN:
            return at
        several = self._tokens[at + 1].word is not None and is_plural(child)
        alone = self._tokens[at + 1].lower in ("a", "an") and not is_plural(child)
        led = self._named.at(last + 1, self._sentence.last) or Phrase(last, last, None)
        described = (
            self._tokens[last + 1].text[0].islower()
            or (self._named.before(led.last, last) or led).first > last + 1
        )
        return last if several or (alone and described) else at

    def _parent_named(self, at: int) -> int | None:
        """The name after how many children somebody has: "Father of two Brett Sanger"."""
        lowered = [token.lower for token in self._tokens[at : at + 4] if token.text != "-"]
        if len(lowered) < 2 or lowered[0] != "of" or at + 4 >= self._sentence.last:
            return None
        count = next(n for n in range(at + 1, at + 4) if self._tokens[n].text != "-")
        word = self._tokens[count].word
        phrase = self._named.at(count + 1, self._sentence.last)
        return phrase.first if phrase and word is not None and word.tag == "NUM" else None

    def _name_behind_clause(self, draft: Draft, trigger: Trigger) -> None:
        """Notes the name after a relative clause: "the guard who died, Mauricio Alas,".

        Or before the verb: "A doorman who came to help, Ennio Ras, was killed".
        """
        tokens, last, end = self._tokens, self._sentence.last, trigger.last
        relative = draft.last < last and tokens[draft.last].lower == "who"
        if not relative or draft.people:
            return
        node = self._clauses.top(draft.first, draft.last)
        if node is not None and is_of_somebody(self._clauses, node):
            return  # "The mother of a boy who drowned, Ada Venn,"
        at = trigger.first
        while at > draft.last and self._is_light(at):
            at -= 1
        name = self._named.before(at - 1, draft.last) if tokens[at - 1].lower == "," else None
        if name is not None and name.first > draft.last and tokens[name.first - 1].lower == ",":
            self._add_name(draft, name.first)
        if draft.people or end >= last or tokens[end].lower != ",":
            return
        phrase = self._named.at(end + 1, last)
        if phrase is not None and phrase.last < last and tokens[phrase.last].lower == ",":
            self._add_name(draft, phrase.first)

    def _name_of_one_among(self, draft: Draft) -> None:
        """Notes who is said to be one of the counted: "Ada Venn was among the five killed"."""
        at, low = draft.first, self._sentence.first
        while at > low and (self._tokens[at - 1].lower == "the"):
            at -= 1
        if draft.implied or at - 2 <= low or self._tokens[at - 1].lower not in _ONE_OF:
            return
        if self._tokens[at - 1].lower == "of" and self._tokens[at - 2].lower != "one":
            return
        at -= 1 if self._tokens[at - 1].lower == "among" else 2
        if not self._is_light(at):
            return
        while at > low and self._is_light(at):
            at -= 1
        beside = at - 3 > low and self._tokens[at - 1].lower == "," and self._tokens[at - 2].text
        if isinstance(beside, str) and beside.isdigit():  # "Ada Venn, 19, was among"
            at -= 3
        name = self._named.before(at, low) if at > low else None
        if name is not None and self._is_free(name):
            self._add_name(draft, name.first)
        elif (
            name is None
            and (named := self._clauses.named_subject(draft.first, draft.last)) is not None
        ):
            self._add_name(draft, named)

    def _is_free(self, name: Phrase) -> bool:
        """Whether a name belongs to no word before it: not "a friend of Ada Venn"."""
        at = name.first
        while at > self._sentence.first and self._tokens[at - 1].text[0].isupper():
            at -= 1
        before = self._tokens[at - 1].lower if at > self._sentence.first else ""
        return before not in GOVERNING and before not in {",", "and"}

    def _add_name(self, draft: Draft | None, at: int) -> None:
        if at >= self._sentence.last or self._named.speaks(at, at):
            return
        phrase = self._named.covering(at)
        name = self._named.within(phrase) if phrase else None
        if draft is None or name is None:
            return
        most = draft.value if draft.value is not None else draft.high or float("inf")
        if name not in draft.people and len(draft.people) < most:
            draft.people.append(name)

    def _name_in_front(self, draft: Draft, trigger: Trigger) -> None:
        """Notes whom a description with a clause of its own describes.

        "A service for Ada Venn, the nurse who was strangled"; with an age between, too. Not where
        the description is a subject or an object itself: "After Ada Venn, a nurse who died was".
        """
        at, tokens = draft.first - 1, self._tokens
        described = draft.implied and draft.head is not None and not (draft.people or draft.pronoun)
        if not described or at <= self._sentence.first or draft.last >= self._sentence.last:
            return
        if tokens[at].lower != "," or tokens[draft.last].lower not in _WHO:
            return
        if any(not self._is_light(n + 1) for n in range(draft.last + 1, trigger.first)):
            return  # "the driver who had hit a boy who died"
        if tokens[at - 1].text.isdigit() and tokens[at - 2].lower == ",":
            at -= 2
        name = self._named.before(at, self._sentence.first)
        node = self._clauses.word(draft.head or 0)
        if name is None or node is None or self._named.speaks(at - 1, at - 1):
            return
        if self._clauses.tree.relation(node) not in _ACTING:
            self._add_name(draft, name.first)
