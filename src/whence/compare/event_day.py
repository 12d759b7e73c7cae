"""The day of a report's event: that of the clause or the noun that says what was done."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from whence.compare.event_kinds import NOUNS, PHYSICAL, kinds_named
from whence.lang import words
from whence.ports import Result
from whence.records import Figure, Span, Time
from whence.records.claim import Role
from whence.records.fingerprint import Observation
from whence.records.roles import HARMED
from whence.syntax import Tree

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Characters at the start of a report in which it names its event: some five paragraphs. A guess.
_BEGINNING = 900
#: Counts and days of a report that are set in relation: of more, it is a list. A guess.
_MOST_DATED = 24
_DONE_TO_THE_DEAD = words("times", "done to the dead")
#: What is done to people by an event; who is missing is missed, and who is found is found, later.
_SUFFERED = HARMED - {"missing"} | {"displaced"}
_OF = ("nmod", "nmod:poss", "compound", "obl", "obl:tmod", "nmod:tmod", "dep")


def day_of_event(
    result: Result, counted: Sequence[Observation], own: Collection[str], tree: Tree
) -> str:
    """The day on which a report says that people were harmed; "" where it says none.

    "The mayor arrived on Sunday to see the town where a quake killed 50 people on Wednesday": the
    day is that of its own verb, of a clause's noun ("died in Thursday's crash"), or of the noun
    that the clause is about ("the raid on June 3, in which five people died"). `own` are the days
    on which something was done, and not only said.
    """
    report, _, resolution = result
    days = [t for t in resolution.times if _day(t) in own]
    harm = (c for c in counted if c.role in _SUFFERED and c.main and not c.background and c.value)
    for one in sorted(harm, key=lambda c: c.span):
        figure = next((f for f in resolution.figures if is_of(f, one)), None)
        at = None if figure is None else tree.head_of(figure.span)
        if at is not None and (found := _day_of(tree, at, days)):
            return found
    out = report.published.value[:10] if report.published else ""
    early = (t for t in days if t.span.start < _BEGINNING)
    named = (_day(t) for t in early if _event_noun(tree, t.span) is not None)
    return next((day for day in named if not out or day <= out), "")


def dated_counts(
    result: Result, counted: Sequence[Observation], tree: Tree
) -> tuple[tuple[str, Role, float], ...]:
    """The counts of those harmed for which the text gives the day, whosever event it is."""
    days = [t for t in result[2].times if _day(t)][:_MOST_DATED]
    found: dict[tuple[str, Role, float], None] = {}
    harm = [c for c in counted if c.role in _SUFFERED and c.value and c.part_of is None]
    for one in harm[:_MOST_DATED] if days else ():
        figure = next((f for f in result[2].figures if is_alike(f, one)), None)
        at = None if figure is None else tree.head_of(figure.span)
        if at is not None and one.value and (day := _day_of(tree, at, days)):
            found[day, one.role, one.value] = None
    return tuple(found)


def days_of_kind(result: Result, tree: Tree) -> tuple[str, ...]:
    """The days on which the report's beginning says that something physical happened, in order.

    "A drone struck a clinic on Wednesday", "Wednesday's strike"; not "the toll rose on Wednesday".
    """
    inside = tree.within(Span(0, _BEGINNING))
    of_kind = [at for at, kind in kinds_named(tree, inside) if kind in PHYSICAL]
    verbs = {at for at in of_kind if tree.words[at].tag == "VERB"}
    for at in of_kind:
        verb = tree.predicate(at) if at not in verbs else None
        if verb is not None and at in (tree.subject(verb), tree.agent(verb)):
            verbs.add(verb)
    found: dict[str, None] = {}
    for time in result[2].times:
        day, when = _day(time), tree.head_of(time.span)
        if not day or when is None or time.span.start >= _BEGINNING:
            continue
        if tree.predicate(when) in verbs or _event_noun(tree, time.span) is not None:
            found[day] = None
    return tuple(found)


def _day(time: Time) -> str:
    value = time.value or ""
    return value[:10] if time.type in ("DATE", "TIME") and _DAY.match(value) else ""


def is_of(figure: Figure, count: Observation) -> bool:
    """Whether an observation is of a figure."""
    return figure.main and is_alike(figure, count)


def is_alike(figure: Figure, count: Observation) -> bool:
    """Whether an observation may be of a figure, by its number and its place."""
    same = (figure.role, figure.value, figure.low) == (count.role, count.value, count.low)
    return same and count.span.covers(figure.span)


def _day_of(tree: Tree, count: int, days: Sequence[Time]) -> str:
    """The day of what the counted suffered, by the nouns and the verbs of it."""
    clauses = list(_clauses(tree, count))
    nouns = [(t, noun) for t in days if (noun := _event_noun(tree, t.span)) is not None]
    for verb in clauses:
        for time, noun in nouns:
            about = noun == tree.head(verb) or noun in tree.ancestors(verb)
            if tree.predicate(noun) == verb or (about and tree.relation(verb) == "acl:relcl"):
                return _day(time)
        if not _is_later(tree, count, verb):
            for time in days:
                at = tree.head_of(time.span)
                if at is not None and tree.predicate(at) == verb:
                    return _day(time)
    return ""


def _is_later(tree: Tree, count: int, verb: int) -> bool:
    """Whether a verb is that of the toll or of the bodies, and of nobody's death.

    "The toll rose to 19 on Monday", "three bodies were found on Tuesday".
    """
    of_toll = tree.head(count) == verb and tree.preposition(count) in ("to", "at")
    return of_toll or tree.lower(verb) in _DONE_TO_THE_DEAD


def _clauses(tree: Tree, count: int) -> Iterator[int]:
    """The verbs of what they suffered: of a clause about them, then of the one that they are in."""
    noun = tree.counted(count)
    noun = count if noun is None else noun
    yield from tree.children(noun, "acl", "acl:relcl")
    verb = tree.predicate(noun)
    if verb is not None:
        yield verb
        # "A stand fell on Saturday, injuring six people": the one clause is of the other.
        if tree.relation(verb) == "advcl" and tree.lower(verb).endswith("ing"):
            outer = tree.outer(verb)
            if outer is not None:
                yield outer


def _event_noun(tree: Tree, date: Span) -> int | None:
    """The event that a date is of: "Thursday's crash", "the fire on Friday"."""
    at = tree.head_of(date)
    if at is None:
        return None
    # "Died on Monday after a shooting on Friday": parsers have both days of the verb.
    case = tree.child(at, "case")
    for noun in (tree.head(at) if tree.relation(at) in _OF else None, case and case - 1):
        if noun is not None and NOUNS.get(tree.lower(noun)) in PHYSICAL:
            return noun
    return None
