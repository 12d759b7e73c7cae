"""Sums of money and shares that two sources give of one thing: what a dam costs, a turnout.

A sum is a version of another only where both sentences say the same of the same thing: the same
subject, with the same words around it, and the same verb. Of anything else there are too many.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations

from whence.compare.count_relations import Bounds, Related
from whence.compare.frequencies import words_of
from whence.compare.sources import Assertion, Sources, is_named
from whence.compare.stems import stem
from whence.compare.version_relations import Change, Group
from whence.records import Figure
from whence.records.claim import Role
from whence.records.fingerprint import CountSource, Fingerprint, Observation
from whence.syntax import Tree

ROLES: tuple[Role, ...] = ("money", "percentage")
_SMALL = frozenset("the a an of for in at on its their his her this".split())
#: Two that differ by less are one number, rounded here and there.
_ROUNDED = 0.05
#: So many days later an estimate is a new one.
_DAYS = 7
#: "The auditor" may be anybody's, "the state auditor" is one.
_OFFICE = 2


def of_what(tree: Tree, figure: Figure) -> tuple[str, tuple[str, ...]] | None:
    """What a sum or a share is said of, and the words by which that is known again.

    None where the number is not the object of a verb, nor what is said of a subject.
    """
    at = tree.head_of(figure.span)
    verb = None if at is None else tree.predicate(at)
    if at is None or verb is None or tree.negated(verb):
        return None
    if verb != at and not _is_object(tree, verb, at):
        return None
    subject = tree.child(verb, "nsubj")
    if subject is None or tree.words[subject].tag not in ("NOUN", "PROPN") or subject == at:
        return None
    said = "be" if verb == at or tree.words[verb].tag != "VERB" else stem(tree.lower(verb))
    mood = "future" if tree.mood(verb) in ("future", "conditional") else "actual"
    around = words_of(tree.phrase(subject, case=False).of(tree.text))
    head = stem(tree.lower(subject))
    rest = sorted(
        {stem(word) for word in around if word not in _SMALL and not word.isdigit()} - {head}
    )
    return tree.phrase(subject, case=False).of(tree.text), (head, said, mood, *rest)


def _is_object(tree: Tree, verb: int, at: int) -> bool:
    """Whether a number, or the unit behind it, is the verb's object."""
    head = tree.words[at].head
    if head is not None and head != verb and tree.relation(at) in ("nummod", "compound"):
        at, head = head, tree.words[head].head
    return head == verb and tree.relation(at) == "obj"


def rivals(reports: Sequence[Fingerprint], lines: Sources) -> Iterator[list[Assertion]]:
    """The sums that named sources give of one thing and that cannot all hold, as tellings."""
    told = [
        Assertion(report, one, lines.of(report, one))
        for report in reports
        for one in report.amounts
        if one.source is not None and _is_somebody(one.source)
        if one.act != "deny" and not one.withdrawn
    ]
    left = list(range(len(told)))
    while left:
        first = told[left[0]]
        group = [n for n in left if n == left[0] or _of_one(first, told[n])]
        left = [n for n in left if n not in group]
        some = [told[n] for n in group]
        if any(_differ(a, b) for a in some for b in some):
            yield some


def _is_somebody(source: CountSource) -> bool:
    """Whether a voice is named, or holds an office of which there is one: "the state auditor"."""
    told = source.name.casefold().split()
    return is_named(source) or (len(told) > _OFFICE and told[0] == "the")


def conflicts(groups: Sequence[Group], lines: Sources) -> tuple[Change, ...]:
    """Which of some sums of one thing two sources hold against each other."""
    found = []
    for (a, one), (b, other) in combinations(enumerate(groups), 2):
        both = next(
            ((x, y) for x in one.assertions for y in other.assertions if _differ(x, y)), None
        )
        if both is not None:
            who = f"{lines.name(both[0].line)} against {lines.name(both[1].line)}"
            found.append(Change(a, b, who, Related("conflict", "said of one thing")))
    return tuple(found)


def _of_one(one: Assertion, other: Assertion) -> bool:
    """Whether two sums are of one thing."""
    ours, theirs = one.observation, other.observation
    if ours.role != theirs.role or ours.scope != theirs.scope:
        return False
    if ours.context[:3] != theirs.context[:3]:
        return False
    around, beside = set(ours.context[3:]), set(theirs.context[3:])
    shared = around & beside
    return bool(shared) and 2 * len(shared) >= min(len(around), len(beside))


def _differ(one: Assertion, other: Assertion) -> bool:
    if one.line == other.line or one.report is other.report:
        return False
    (low, high), (floor, ceiling) = (_range(t.observation) for t in (one, other))
    return (low > ceiling or floor > high) and _near(one.report.published, other.report.published)


def _range(told: Observation) -> tuple[float, float]:
    low, high = Bounds(told.value, told.low, told.high).range()
    return low * (1 - _ROUNDED), high * (1 + _ROUNDED)


def _near(one: str, other: str) -> bool:
    try:
        days = dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])
    except ValueError:
        return False
    return abs(days.days) <= _DAYS
