"""Trees written by hand: one word a line, `word tag relation head`, heads counted from 1."""

from __future__ import annotations

from whence.records import Span, Word
from whence.syntax import Tree


def tree(written: str) -> Tree:
    text, words = "", []
    for line in written.strip().splitlines():
        form, tag, relation, head = line.split()
        start = len(text)
        text += form + " "
        at = int(head)
        words.append(
            Word(
                span=Span(start, start + len(form)),
                tag=tag,
                relation=relation,
                head=None if at == 0 else at - 1,
            )
        )
    return Tree(text, words)


def index(of: Tree, word: str) -> int:
    return next(i for i, w in enumerate(of.words) if w.span.of(of.text) == word)


def shown(of: Tree, found: int | None) -> str | None:
    return None if found is None else of.words[found].span.of(of.text)
