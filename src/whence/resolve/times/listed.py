"""What the tree says of a date's year: the dates that it is listed with, and what "is to" be."""

from __future__ import annotations

from collections.abc import Iterator

from whence.records import Span
from whence.syntax import Tree

#: The relations of nouns within one clause.
_WITHIN = frozenset("nmod obl obj conj appos nsubj nummod compound dep".split())
_IS = frozenset("is are am 's ’s 're ’re".split())


def is_ahead(tree: Tree, date: Span) -> bool:
    """Whether the verb that the date belongs to "is to" be done, however far off it is.

    "The minister is to raise the matter in the council on Wednesday." In "police are to question
    the man who fled on Thursday" the day is that of the flight.
    """
    head = tree.head_of(date)
    verb = None if head is None else tree.head(head)
    if head is None or verb is None or not tree.relation(head).startswith("obl"):
        return False
    mark = tree.child(verb, "mark")
    helps = tree.child(verb, "aux", "aux:pass", "cop")
    return (
        mark is not None
        and helps is not None
        and helps < mark < verb
        and tree.lower(mark) == "to"
        and tree.lower(helps) in _IS
    )


def is_joined(tree: Tree, one: Span, other: Span) -> bool:
    """Whether the second date is a member of a list with the first.

    "On September 9, October 10 and November 11": what lies ahead lies ahead with all of them. "Fell
    on Monday and on Friday will be back" joins two clauses, and no dates.
    """
    at = tree.head_of(other)
    while at is not None and tree.relation(at) in ("conj", "appos"):
        at = tree.head(at)
        if at is not None and one.covers(tree.words[at].span):
            return True
    return False


def is_beside(tree: Tree, one: Span, other: Span) -> bool:
    """Whether the second date is of something listed in the clause that the first one dates.

    "The tour will begin May 16 in Brell, and include two nights in Moss on May 22": both are of the
    tour. In "the trial begins May 16 over the killings of August 3" the second dates what is past.
    """
    first, second = tree.head_of(one), tree.head_of(other)
    if first is None or second is None:
        return False
    verb = tree.predicate(first)
    path = [second, *_up(tree, second)]
    return (
        verb is not None
        and tree.head(path[-1]) == verb
        and any(tree.relation(at) == "conj" for at in path[1:])
    )


def _up(tree: Tree, at: int) -> Iterator[int]:
    """The words above it in its clause, which do not head the clause."""
    while tree.relation(at) in _WITHIN:
        head = tree.head(at)
        if head is None or tree.is_predicate(head):
            return
        yield head
        at = head
