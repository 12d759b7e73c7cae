"""What the people of a part are said to be: "51 of the 140 detained are foreigners"."""

from __future__ import annotations

from whence.records import Figure
from whence.syntax import Tree


def called(tree: Tree, figure: Figure) -> str:
    """The noun that a clause says of a part of a count.

    Args:
        tree: The parse of the report.
        figure: One of its figures.

    Returns:
        The noun; "" where the figure is no part, or nothing is said of it.
    """
    number = tree.head_of(figure.span) if figure.part_of is not None else None
    noun = None if number is None else tree.head(number)
    if number is None or noun is None or tree.words[noun].tag != "NOUN":
        return ""
    if tree.relation(number) != "nsubj" or tree.child(noun, "cop") is None or tree.negated(noun):
        return ""
    return tree.words[noun].span.of(tree.text)
