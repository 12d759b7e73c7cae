"""Sums of money and shares that two sources give for one thing: the cost of a dam, a turnout.

A sum is a version of another only where both sentences say the same about the same thing: the same
subject, with the same words around it, and the same verb. All other sums are too many to compare.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import combinations

from whence.compare.count_relations import Bounds, Related
from whence.compare.frequencies import words_of
from whence.compare.prices import POINTED_AT
from whence.compare.sources import Assertion, Sources, is_named
from whence.compare.stems import stem
from whence.compare.version_relations import Change, Group
from whence.lang.verbs import lemmas
from whence.records import Figure, Span
from whence.records.fingerprint import CountSource, Fingerprint, Observation
from whence.syntax import Tree

_PUTTING = lemmas("across", "putting at").keys()
_SMALL = frozenset("the a an of for in at on its their his her this".split())
#: A smaller relative difference is one number, rounded differently: a sum to two digits is up to
#: 5 % off.
_ROUNDED = 0.05
#: Days after which an estimate counts as a new one. A guess.
_DAYS = 7
#: Words: "the auditor" may be that of any body; "the state auditor" is one person.
_OFFICE = 2


def of_what(tree: Tree, figure: Figure) -> tuple[str, tuple[str, ...]] | None:
    """What a sum or a share describes, and the words by which to recognise that again.

    None where the number is not the object of a verb, and not predicated of a subject.
    """
    at = tree.head_of(figure.span)
    verb = None if at is None else tree.predicate(at)
    if at is None or verb is None or tree.negated(verb):
        return None
    put = tree.lower(verb) in _PUTTING and tree.preposition(at) == "at"
    if verb != at and not put and not _is_object(tree, verb, at):
        return None
    subject = tree.child(verb, "obj" if put else "nsubj")
    if subject is None or tree.words[subject].tag not in ("NOUN", "PROPN") or subject == at:
        return None
    is_put = put or verb == at or tree.words[verb].tag != "VERB"
    said = "be" if is_put else stem(tree.lower(verb))
    mood = "future" if tree.mood(verb) in ("future", "conditional") else "actual"
    of = tree.phrase(subject, case=False)
    if of.covers(figure.span):  # "turnout at 19 percent", as some parses have it
        of = Span(of.start, min(tree.words[i].span.start for i in _with_case(tree, at)))
    named = of.of(tree.text).strip()
    around = words_of(named)
    if verb == at:  # "turnout in the referendum was 43 percent": of the number in some parses
        for beside in tree.children(at, "nmod", "obl"):
            if subject < beside < at:
                around += words_of(tree.phrase(beside, case=False).of(tree.text))
    head = stem(tree.lower(subject))
    rest = sorted(
        {stem(w) for w in around if w not in _SMALL and not w.isdigit() and len(w) > 1} - {head}
    )
    return named, (head, said, mood, *rest)


def _with_case(tree: Tree, at: int) -> list[int]:
    """A number's words and its preposition."""
    return [*tree.subtree(at), *tree.children(at, "case")]


def _is_object(tree: Tree, verb: int, at: int) -> bool:
    """Whether a number, or its unit, is the verb's object."""
    head = tree.words[at].head
    if head is not None and head != verb and tree.relation(at) in ("nummod", "compound"):
        at, head = head, tree.words[head].head
    return head == verb and tree.relation(at) == "obj"


def rivals(reports: Sequence[Fingerprint], sources: Sources) -> Iterator[list[Assertion]]:
    """The assertions of sums by named sources about one thing that cannot all be true."""
    sums = [
        Assertion(report, one, sources.of(report, one))
        for report in reports
        for one in report.amounts
        if one.source is not None
        if one.act != "deny" and not one.withdrawn
    ]
    left = list(range(len(sums)))
    while left:
        first = sums[left[0]]
        group = [n for n in left if n == left[0] or _of_one(first, sums[n])]
        left = [n for n in left if n not in group]
        some = [sums[n] for n in group]
        if any(_differ(a, b) for a in some for b in some):
            yield some


def _is_somebody(source: CountSource) -> bool:
    """Whether a source is named, or has an office of which there is one: "the state auditor"."""
    called = source.name.casefold().split()
    return is_named(source) or (len(called) > _OFFICE and called[0] == "the")


def conflicts(groups: Sequence[Group], sources: Sources) -> tuple[Change, ...]:
    """Which of some sums of one thing are in conflict between two sources."""
    found = []
    for (a, one), (b, other) in combinations(enumerate(groups), 2):
        both = next(
            ((x, y) for x in one.assertions for y in other.assertions if _differ(x, y)), None
        )
        if both is not None:
            who = f"{sources.name(both[0].source)} against {sources.name(both[1].source)}"
            found.append(Change(a, b, who, Related("conflict", "said of one thing")))
    return tuple(found)


def _of_one(one: Assertion, other: Assertion) -> bool:
    """Whether two sums are about one thing."""
    ours, theirs = one.observation, other.observation
    if ours.role != theirs.role or ours.scope != theirs.scope:
        return False
    if ours.context[1:3] != theirs.context[1:3]:
        return False
    if POINTED_AT in (ours.context[0], theirs.context[0]):
        # "My client bought it for less": in an answer to who named the price.
        return ours.context[1] == "price" and bool(ours.rejects or theirs.rejects)
    if ours.context[0] != theirs.context[0]:
        return False
    around, beside = set(ours.context[3:]), set(theirs.context[3:])
    shared = around & beside
    here, there = (x & set(map(stem, t.report.places)) for x, t in ((around, one), (beside, other)))
    if here and there and here.isdisjoint(there):
        return False  # the turnout in one town, and in another
    return bool(shared) and 2 * len(shared) >= min(len(around), len(beside))


def _differ(one: Assertion, other: Assertion) -> bool:
    if one.source == other.source or one.report is other.report:
        return False
    both = (one.observation, other.observation)
    if not any(t.rejects for t in both) and not all(
        t.source and _is_somebody(t.source) for t in both
    ):
        return False
    (low, high), (least, most) = (_range(t.observation) for t in (one, other))
    return (low > most or least > high) and _near(one.report.published, other.report.published)


def _range(count: Observation) -> tuple[float, float]:
    low, high = Bounds(count.value, count.low, count.high).range()
    return low * (1 - _ROUNDED), high * (1 + _ROUNDED)


def _near(one: str, other: str) -> bool:
    try:
        days = dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])
    except ValueError:
        return False
    return abs(days.days) <= _DAYS
