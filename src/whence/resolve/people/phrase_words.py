"""Which words belong to one base noun phrase: what opens it, goes on with it, and ends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.records import Span
from whence.resolve.people.word_lists import (
    ABBREVIATED_TITLES,
    DEFINITE,
    INDEFINITE,
    JOINING,
    PLURALS,
    POSSESSIVE,
    PREPOSITIONS,
    PRONOUNS,
    QUANTIFIERS,
    QUANTITIES,
    singular,
)
from whence.syntax import Tree

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "SYM"})


class PhraseWords:
    """The words of one report, asked what part of a phrase they are."""

    def __init__(self, tree: Tree, types: Mapping[Span, str]) -> None:
        """`types` are the spans of names, each with its type."""
        self.tree = tree
        self._types = types
        self._name_at = self._places_of_names()

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
            if last < first:
                continue  # words that overlap: another reader's
            if taken.isdisjoint(range(first, last + 1)):
                taken.update(range(first, last + 1))
                found[first] = last, span
        return found

    def gap(self, index: int) -> str:
        """What is between the word before and this one."""
        words = self.tree.words
        return self.tree.text[words[index - 1].span.end : words[index].span.start]

    def _counts(self, index: int) -> bool:
        """Whether "one" counts the noun after it: "one resident", not "one told me"."""
        return index + 1 < len(self.tree.words) and self._nominal(index + 1)

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
            or self._is_degree(index)
        )

    def _is_degree(self, index: int) -> bool:
        """Whether an adverb is of the adjective behind it: "the bank's [newly] appointed head"."""
        words, after = self.tree.words, index + 1
        if words[index].tag != "ADV" or after >= len(words):
            return False
        if self.tree.lower(index) == "then" and self.tree.lower(index - 1) in ("'s", "’s", "the"):
            return words[after].tag in ("ADJ", "NOUN")  # "the then finance minister"
        return words[after].relation == "amod" and words[after].tag in ("ADJ", "VERB")

    def _belongs(self, index: int, held: Sequence[int]) -> bool:
        word, lower = self.tree.words[index], self.tree.lower(index)
        if lower in QUANTIFIERS or lower in JOINING or (lower in PREPOSITIONS and not held):
            return False  # "Outside court, the detective said"
        if word.tag in _NOMINAL:
            # "two carpenters | next door": what follows a plural is no part of its phrase
            return not (word.tag in ("ADJ", "NUM") and held and self._is_plural_noun(held[-1]))
        if self._is_no_pronoun(index) or (held and self._is_degree(index)):
            return True
        if word.tag == "VERB" and word.relation in ("amod", "compound"):
            after = index + 1
            if after + 1 < len(self.tree.words) and self.tree.lower(after) == "-":
                after += 1  # "the frozen-pizza maker"
            return after < len(self.tree.words) and self._nominal(after)
        if held and self.tree.lower(held[-1]) in ("-", "–") and not self.gap(index):
            return True  # "state-run"
        if lower in ("-", "–", ".") and held:
            glued = not self.gap(index)
            more = index + 1 < len(self.tree.words)
            before = self.tree.lower(index - 1)
            if lower == ".":  # "Lt. Venn", "J. P. Venn"
                short = before in ABBREVIATED_TITLES or len(before) == 1
                more = more and "\n" not in self.gap(index + 1)
                return glued and short and more and self._nominal(index + 1)
            return glued and more and not self.gap(index + 1)
        return False

    def _is_pronoun(self, index: int) -> bool:
        """Whether a word is a pronoun: not "mine" in "the mine's operator"."""
        return self.tree.lower(index) in PRONOUNS and self.tree.words[index].tag != "NOUN"

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
        return self.tree.words[index].tag == "NOUN" and (
            lower in PLURALS or singular(lower) != lower
        )
