"""Claims that say the same as one version: who makes them, and whether they were said once.

The same words from two outlets were said once, even where they name two speakers; two speakers
whom reporters put in the same words have each said it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from whence.compare.frequencies import words_of
from whence.compare.source_identity import grouped
from whence.compare.sources import Assertion, Sources, counted, once
from whence.compare.statements import Statement
from whence.records.finding import Version
from whence.records.fingerprint import Fingerprint, Observation

#: Words that two share in a row where one took them from the other, or both from a third;
#: quotations need fewer. A guess. Then the fewest claims that can share any.
_RUN, _PAIR = 7, 2
#: Words of a run, and the share of the shorter's runs by which two are one text but for spelling.
#: Guesses.
_SHORT_RUN, _MOSTLY = 3, 0.7


def version_of(
    members: Sequence[Statement],
    reports: Mapping[str, Fingerprint],
    copies: Mapping[str, str],
    sources: Sources,
) -> Version:
    """The claims as one version, given by all who make it."""
    assertions = []
    for one in members:
        report, observation = reports[one.report], as_count(one)
        assertions.append(Assertion(report, observation, sources.of(report, observation)))
    independent = counted(assertions, sources, copies)
    if _one_quotation(members) and not _of_two_speakers(members, assertions, sources):
        independent = once(independent)
    dates = sorted(t.report.published for t in assertions if t.report.published)
    names = {s.report for s in members}
    return Version(
        value=None,
        low=None,
        high=None,
        text=members[0].text,
        claims=tuple(dict.fromkeys(s.claim for s in members)),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        reports=len(names),
        copies=sum(name in copies and copies[name] != name for name in names),
        independent_sources=independent,
        speakers=tuple(dict.fromkeys(s.source.name for s in members if s.source)),
        outlets=tuple(
            dict.fromkeys(o for s in members if (o := reports[s.report].outlet) is not None)
        ),
        told_in=tuple(dict.fromkeys(reports[s.report].source for s in members)),
        said=tuple(dict.fromkeys(s.said for s in members if s.said)),
    )


def _one_quotation(members: Sequence[Statement]) -> bool:
    """Whether all have the same words, each with the next: said once, by any name."""
    if len(members) < _PAIR:
        return False
    runs = [s.quoted | _runs_of(s.text, _RUN) for s in members]
    if all(_nearly_verbatim(one, other) for one, other in pairwise(members)):
        return True
    joined, left = set(runs[0]), list(runs[1:])
    while left:
        near = [one for one in left if not joined.isdisjoint(one)]
        if not near:
            return False
        for one in near:
            joined |= one
            left.remove(one)
    return True


def _nearly_verbatim(one: Statement, other: Statement) -> bool:
    """Whether one is the other but for spelling or a word: "co-operation", "cooperation"."""
    ours, theirs = _runs_of(one.text, _SHORT_RUN), _runs_of(other.text, _SHORT_RUN)
    least = min(len(ours), len(theirs))
    return least >= _RUN and len(ours & theirs) >= _MOSTLY * least


def _of_two_speakers(
    members: Sequence[Statement], assertions: Sequence[Assertion], sources: Sources
) -> bool:
    """Whether each member has a speaker of its own and is in no quotation marks.

    "Had been fired two weeks ago" is what a chief of police and a foreman both say, each in the
    reporter's words; words that are quoted alike were said once, even by two names.
    """
    if any(s.quoted or not t.source.given for s, t in zip(members, assertions, strict=True)):
        return False
    named = sorted({t.source for t in assertions})
    return len(grouped(named, sources.affiliated)) == len(named) == len(members)


def _runs_of(text: str, length: int) -> frozenset[str]:
    tokens = words_of(text)
    return frozenset(" ".join(tokens[n : n + length]) for n in range(len(tokens) - length + 1))


def as_count(statement: Statement) -> Observation:
    """A claim as the count of sources needs it: who says it, and how."""
    return Observation(
        claim=statement.claim,
        span=statement.span,
        role="affected",
        value=None,
        low=None,
        high=None,
        of=None,
        status="unknown",
        main=False,
        background=False,
        implied=False,
        part_of=None,
        standing=statement.standing,
        hedges=(),
        act=statement.act,
        source=statement.source,
        withdrawn=False,
        said=statement.said,
    )
