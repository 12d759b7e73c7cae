"""The report's parse, asked by token: the rules for figures walk over tokens, not over words."""

from __future__ import annotations

from collections.abc import Iterator

from whence.records import Span
from whence.resolve.sentences import Sentences
from whence.syntax import Tree


class Clauses:
    """The tree of a reading, by the places of tokens among the report's."""

    def __init__(self, sentences: Sentences) -> None:
        """Takes the sentences with the reading's words."""
        self.tree = Tree(sentences.text, sentences.words)
        self._sentences = sentences

    def word(self, token: int) -> int | None:
        """The word that the token begins with, None where the reading has none there."""
        return self.tree.at(self._sentences.tokens[token].start)

    def token(self, word: int) -> int:
        """The token that holds the word's beginning."""
        return self._sentences.token_at(self.tree.words[word].span.start)

    def top(self, first: int, last: int) -> int | None:
        """The word of the tokens [first, last) that the others depend on."""
        tokens = self._sentences.tokens
        return self.tree.head_of(Span(tokens[first].start, tokens[last - 1].end))

    def covered(self, first: int, last: int) -> bool:
        """Whether the tokens have a parse."""
        return any(self.word(at) is not None for at in range(first, last))

    def above(self, word: int) -> Iterator[tuple[int, int]]:
        """The word with its head, the head with its own, up to the root."""
        at = word
        seen = {word}
        for head in self.tree.ancestors(word):
            if head in seen:  # a parse from elsewhere may go round in a circle
                return
            seen.add(head)
            yield at, head
            at = head

    def named_subject(self, first: int, last: int) -> int | None:
        """The token of the subject's name: "The skipper, [Ali Roe], was among the 12 who died"."""
        tree, at = self.tree, self.top(first, last)
        if at is not None and tree.relation(at) == "nmod":
            at = tree.head(at)  # "was one of 12 people"
        subject = tree.child(at, "nsubj") if at is not None and tree.child(at, "cop") else None
        if subject is None:
            return None
        called = (subject, *tree.children(subject, "appos"))
        return next((self.token(i) for i in called if tree.words[i].tag == "PROPN"), None)
