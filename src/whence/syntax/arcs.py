"""The words of one text and the arcs between them: heads, dependents, subtrees."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from whence.records import Span, Word


class Arcs:
    """The words of one text, by index; every answer is an index, a tuple of them, or a span."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        """Takes a report's text and its reading's words, in text order."""
        self.text = text
        self.words = words

    def lower(self, index: int) -> str:
        """The word in lower case."""
        return self._lower[index]

    def at(self, offset: int) -> int | None:
        """The word at a code point, or None between words."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.words[index].span.end else None

    def within(self, span: Span) -> range:
        """The words that begin inside the span."""
        return range(
            bisect_right(self._starts, span.start - 1), bisect_right(self._starts, span.end - 1)
        )

    def span(self, first: int, last: int) -> Span:
        """From the first of two words to the end of the last."""
        return Span(self.words[first].span.start, self.words[last].span.end)

    def head(self, index: int) -> int | None:
        """The word that this one depends on; None for a root."""
        return self.words[index].head

    def relation(self, index: int) -> str:
        """Its relation to its head."""
        return self.words[index].relation

    def children(self, index: int, *relations: str) -> tuple[int, ...]:
        """Its dependents, in text order; those of these relations where any is given."""
        found = self._children.get(index, ())
        if not relations:
            return tuple(found)
        return tuple(child for child in found if self.words[child].relation in relations)

    def child(self, index: int, *relations: str) -> int | None:
        """The first of `children`, or None."""
        return next(iter(self.children(index, *relations)), None)

    def ancestors(self, index: int) -> Iterator[int]:
        """Its head, the head's head, and so on to the root."""
        at = self.words[index].head
        while at is not None:
            yield at
            at = self.words[at].head

    def subtree(self, index: int) -> tuple[int, ...]:
        """The word and all its dependents, direct or not, in text order."""
        found, waiting = [], [index]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += self._children.get(at, ())
        return tuple(sorted(found))

    def head_of(self, span: Span) -> int | None:
        """The word of the span that the others depend on: the first whose head is outside it.

        Of two such ("the mayor, Pia Roth" parsed apart) the one with most of the span below it.
        """
        inside = self.within(span)
        tops = [i for i in inside if self.words[i].tag != "PUNCT" and self._outside(i, inside)]
        if len(tops) < 2:
            return tops[0] if tops else (inside[0] if inside else None)
        return max(tops, key=lambda i: (sum(j in inside for j in self.subtree(i)), -i))

    def _outside(self, index: int, inside: range) -> bool:
        head = self.words[index].head
        return head is None or head not in inside

    # -- tables made once --------------------------------------------------------------------

    @cached_property
    def _lower(self) -> list[str]:
        return [word.span.of(self.text).lower() for word in self.words]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.span.start for word in self.words]

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for index, word in enumerate(self.words):
            if word.head is not None and word.head != index:
                found.setdefault(word.head, []).append(index)
        return found
