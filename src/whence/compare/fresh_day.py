"""The day whose victims a report counts, where that is its news: two reports with two are of two.

Not the day on which it was said, on which a toll rose, bodies were found, or people mourned those
who had died before: these are later than the event.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from whence.compare.event_day import is_alike
from whence.compare.sentence_at import sentence_at
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.ports import Result
from whence.records import Span, Time
from whence.records.claim import Role
from whence.records.fingerprint import Observation
from whence.syntax import Tree

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Characters: a day so near to "said" may be the one on which it was said. A guess.
_CLOSE = 40
_STOP = re.compile(r"[.!?]\s|\n")
#: Days for which an event is news. A guess.
_NEWS = 2
#: Characters: "the past" is so close before "24 hours", if not part of it.
_BEFORE = 12
_ONE_DAY = frozenset({"PT24H", "P1D"})
_LAST = re.compile(r"\b(?:past|last|previous)\b", re.IGNORECASE)
_RISES, _SINCE = lemmas("across", "rising").keys(), words("across", "since")
_RAISES = lemmas("across", "making a toll").keys()
#: What is said of the dead and the hurt in a clause about them: "who drowned on Sunday".
_SUFFERED: tuple[Role, ...] = ("killed", "injured")
_VERBS = frozenset().union(
    *(words("figures", f"{role} {form}") for role in _SUFFERED for form in ("done", "suffered"))
)


def fresh_day(result: Result, published: str, counted: Sequence[Observation], tree: Tree) -> str:
    """The day whose victims a report counts, where that is a day or two before it came out.

    Args:
        result: The report as it was read.
        published: When it came out.
        counted: Its counts of people.
        tree: Its parse.

    Returns:
        The day, or "" where it is not known or long past.
    """
    if _of_a_day(result, counted) and published:
        return published[:10]
    given = _beside_counts(result, counted, tree)
    try:
        day, out = dt.date.fromisoformat(given), dt.date.fromisoformat(published[:10])
    except ValueError:
        return ""
    return given if 0 <= (out - day).days <= _NEWS else ""


def days_given(result: Result) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The days mentioned, in the order of the text; and those on which something was only said.

    "Police said on Tuesday" dates what police said, and so does a dateline.
    """
    own: dict[str, None] = {}
    said: dict[str, None] = {}
    for time, only_said in _days(result):
        (said if only_said else own)[(time.value or "")[:10]] = None
    return tuple(own), tuple(said)


def _days(result: Result) -> list[tuple[Time, bool]]:
    """The days mentioned, each with whether something was only said on it."""
    report, reading, resolution = result
    aside = [b.span for b in report.blocks if b.kind in ("dateline", "caption", "credit")]
    contents = [span for one in reading.attributions for span in one.content]
    cues = [span for one in reading.attributions for span in one.cue]
    found = []
    for time in resolution.times:
        if time.type not in {"DATE", "TIME"} or not _DAY.match(time.value or ""):
            continue
        inside = any(time.span.overlaps(span) for span in contents)
        only_said = any(time.span.overlaps(span) for span in aside) or (
            not inside and any(_beside(report.text, cue, time.span) for cue in cues)
        )
        found.append((time, only_said))
    return found


def _of_a_day(result: Result, counted: Sequence[Observation]) -> bool:
    """Whether a report counts "in the past 24 hours", as bulletins do."""
    report, _, resolution = result
    days = [time.span for time in resolution.times if time.value in _ONE_DAY]
    return any(one.main for one in counted) and any(
        _LAST.search(report.text, max(0, s.start - _BEFORE), s.end) for s in days
    )


def _beside_counts(result: Result, counted: Sequence[Observation], tree: Tree) -> str:
    """The event's own day nearest to the count of all its victims, in its sentence."""
    report, _, resolution = result
    days = [time for time, only_said in _days(result) if not only_said]
    own_counts = [c for c in counted if not c.background and c.role != "missing"]
    mains = [c for c in own_counts if c.main]
    for one in mains or [c for c in own_counts if c.part_of is None]:
        sentence, start = sentence_at(report.text, one.span)
        here = Span(start, start + len(sentence))
        near = [time for time in days if here.covers(time.span)]
        if near:
            count = next((f.span for f in resolution.figures if is_alike(f, one)), one.span)
            nearest = min(near, key=lambda t: _distance(tree, t.span, count))
            if not _is_since(tree, nearest.span, count):
                return (nearest.value or "")[:10]
    return ""


def _is_since(tree: Tree, time: Span, count: Span) -> bool:
    """Whether a time is that of a search or a count, and what is counted had happened before.

    "The toll rose to 19 on Wednesday", "soldiers searched on Tuesday after a quake that killed 12",
    "three more bodies were found on Tuesday, bringing the toll to 14".
    """
    at, when = tree.head_of(count), tree.head_of(time)
    verb = None if at is None else tree.predicate(at)
    if at is None or when is None or verb is None:
        return False
    above = tree.predicate(when)
    if tree.lower(verb) in _RISES and above == verb:
        return True
    if tree.lower(verb) in _RAISES and tree.preposition(at) == "to":
        return True
    if _had_suffered(tree, at, when):
        return True
    path: list[int] = []
    for one in (at, *tree.ancestors(at)):
        if one == above:
            return any(
                tree.preposition(x) in _SINCE
                or any(tree.lower(c) in _SINCE for c in tree.children(x, "mark"))
                for x in path
            )
        path.append(one)
    return False


def _had_suffered(tree: Tree, count: int, when: int) -> bool:
    """Whether a clause about those counted says what they suffered, and the time is not in it.

    "Students lit candles on Tuesday for the three who had drowned."
    """
    noun = tree.counted(count)
    noun = count if noun is None else noun
    for clause in tree.children(noun, "acl:relcl"):
        if tree.lower(clause) in _VERBS and when not in tree.subtree(clause):
            return True
    return False


def _distance(tree: Tree, time: Span, count: Span) -> tuple[int, int]:
    """How far a time is from a count: one of the clause that says what they suffered is nearest.

    "Families of the 18 people who drowned when the ferry sank on Sunday stood there on Wednesday".
    """
    at, when = tree.head_of(count), tree.head_of(time)
    between = max(time.start - count.end, count.start - time.end)
    if at is None or when is None:
        return 2, between
    noun = tree.counted(at) or at
    nouns = [noun, *(head for head in [tree.head(noun)] if tree.relation(noun) == "nmod")]
    clauses = [c for n in nouns if n is not None for c in tree.children(n, "acl:relcl", "acl")]
    suffered = {i for verb in clauses for i in tree.subtree(verb)}
    if when in suffered:
        return 0, between
    return 1 if tree.predicate(when) == tree.predicate(noun) else 2, between


def _beside(text: str, cue: Span, time: Span) -> bool:
    """Whether the two are near each other in one sentence."""
    between = text[min(cue.end, time.end) : max(cue.start, time.start)]
    return len(between) <= _CLOSE and not _STOP.search(between)
