"""Which of a report's counts are totals of its event, and which count a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from whence.compare.frequencies import words_of
from whence.compare.source_types import SourceKey
from whence.compare.sources import Assertion, Sources, is_named
from whence.lang import words
from whence.records.amounts import size_of
from whence.records.claim import Role
from whence.records.fingerprint import Fingerprint, Observation

#: Words for everybody who is counted: the count is a total, whichever is used.
_ANYBODY = words("across", "anybody") | {"residents", "civilians"}
_REMAINS = words("across", "remains")
_SEVERITY, _SLIGHT = words("across", "severity"), words("across", "slight")
#: Characters: two counts of one sentence are no further apart. A guess.
_SENTENCE = 250
#: Times the report's own total: less, from another source, counts only a part. A guess.
_SOME = 0.3
#: People: so few, with no word for who they are, are some of those in the sentence before.
#: A guess.
_FEW = 2


def has_dead(reports: Iterable[Fingerprint]) -> bool:
    """Whether some report counts dead as its main figure."""
    return any(
        count.role == "killed" and count.main and (count.value or count.low or 0) > 0
        for report in reports
        for count in report.observations
    )


def totals(report: Fingerprint, role: Role, sources: Sources, *, dead: bool) -> list[Assertion]:
    """The totals in a report: its own, and those of other sources that it sets beside it.

    For each source this is the report's main figure, else the largest; its other figures are parts.
    """
    counts = [
        t for t in report.observations if t.role == role and not t.background and t.part_of is None
    ]
    counts = _summed(counts)
    affirmed = [t for t in counts if not t.withdrawn and t.act != "deny"]
    mains = [t for t in affirmed if t.main] or _commonest(affirmed)
    mains = [t for t in mains if not (dead and role == "injured" and _died(t, report))]
    best = {sources.of(report, t): t for one in mains for t in _with_its_sources(one, counts)}
    whole = max((size_of(t) for t in mains), default=0.0)
    for one in counts:
        source = sources.of(report, one)
        of_somebody = one.source is not None and is_named(one.source)
        if (
            one.implied
            or one.withdrawn
            or one.act == "deny"
            or not of_somebody
            or not _is_total(one)
        ):
            continue
        known = best.get(source)
        if size_of(one) < _SOME * whole or _is_elliptic(one, counts):
            continue  # of something else, or of a part
        if size_of(one) < whole and not _REMAINS.isdisjoint(words_of(one.of or "")):
            continue  # "seven were killed ... four bodies had been found there"
        if known is None or (not known.main and size_of(one) > size_of(known)):
            best[source] = one
    denials = [t for t in counts if t.withdrawn or (t.act == "deny" and t.source is not None)]
    denials = [t for t in denials if t.withdrawn or _is_total(t)]
    return [
        *(Assertion(report, one, source) for source, one in best.items()),
        *(Assertion(report, one, sources.of(report, one)) for one in denials if not _in(one, best)),
    ]


def without_smaller(whole: Sequence[Assertion]) -> list[Assertion]:
    """The totals without those of a smaller event that a report sets beside this one's.

    "Two people were injured in the flat. The authority says 23 were hurt by heaters": where
    other reports give the 23, it is the count of their event, and the two are some of them.
    """
    sizes: dict[str, set[float]] = defaultdict(set)
    given: dict[float, set[str]] = defaultdict(set)
    for one in whole:
        if not one.observation.withdrawn and one.observation.act != "deny":
            sizes[one.report.report].add(size_of(one.observation))
        given[size_of(one.observation)].add(one.report.report)
    found = []
    for one in whole:
        size, own = size_of(one.observation), one.report.report
        larger = [n for n in sizes[own] if size < _SOME * n]
        agreed = any(given[n] - {own} for n in larger)
        if not agreed or not size or len(given[size]) > 1:
            found.append(one)
    return found


def _in(count: Observation, best: dict[SourceKey, Observation]) -> bool:
    return any(one is count for one in best.values())


def _with_its_sources(main: Observation, others: Sequence[Observation]) -> list[Observation]:
    """A total that a headline gives without a source, on the source that the text names for it."""
    if main.source is not None:
        return [main]
    same = [t for t in others if t.source is not None and t.value == main.value is not None]
    return same or [main]


def _commonest(counts: Sequence[Observation]) -> list[Observation]:
    """Where no total is marked, the value given most often; of several, the first."""
    plain = [t for t in counts if t.value is not None]
    if not plain:
        return list(counts[:1])
    times = [sum(other.value == one.value for other in plain) for one in plain]
    return [plain[times.index(max(times))]]


def _died(count: Observation, report: Fingerprint) -> bool:
    """Whether one person who was hurt is the one who is dead.

    "A man was shot" in the first report of a killing is about the man who died; where some are hurt
    and some dead, a report gives numbers.
    """
    killed = [t for t in report.observations if t.role == "killed" and t.main]
    return count.implied and all(t.implied for t in killed)


def _is_total(count: Observation) -> bool:
    of = (count.of or "").casefold().split()
    return not of or of[-1] in _ANYBODY or of[0] in _ANYBODY


def _is_elliptic(count: Observation, others: Sequence[Observation]) -> bool:
    """Whether it is "killing one", "two were both shot", beside others in the same report."""
    few = count.of is None and size_of(count) <= _FEW
    return few and any(size_of(t) > size_of(count) and _is_total(t) for t in others)


def parts(
    reports: Sequence[Fingerprint], role: Role, sources: Sources
) -> dict[str, list[Assertion]]:
    """Counts of some of the people counted, by the word for them: "children" among the dead."""
    found: dict[str, list[Assertion]] = {}
    for report in reports:
        for count in report.observations:
            if count.role != role or count.part_of is None or count.background:
                continue
            of = (count.of or "").casefold().split()
            if of and of[-1] not in _ANYBODY and of[-1].isalpha():
                assertion = Assertion(report, count, sources.of(report, count))
                found.setdefault(of[-1], []).append(assertion)
    return found


def _summed(counts: Sequence[Observation]) -> list[Observation]:
    """The counts, with the badly and the slightly hurt added up: 4 and 23 are 27.

    "Others" are others than those before: of four others who were hurt, one may be in a bad way.
    """
    graver = [t for t in counts if t.scope in _SEVERITY - _SLIGHT or t.scope == "in hospital"]
    others = graver[:1] and [t for t in counts[counts.index(graver[0]) :] if _is_others(t)]
    slighter = [t for t in counts if t.scope in _SLIGHT or t in others]
    if len(graver) != 1 or len(slighter) != 1 or graver[0] is slighter[0]:
        return list(counts)
    if any(not t.scope and t is not slighter[0] for t in counts if not t.implied):
        return list(counts)
    one, other = graver[0], slighter[0]
    if one.value is None or other.value is None or not _beside(one, other):
        return list(counts)
    value = one.value + other.value
    whole = msgspec.structs.replace(
        one, value=value, low=value, high=value, scope="", of=None, main=True
    )
    return [whole, *(t for t in counts if t is not one and t is not other)]


def _is_others(count: Observation) -> bool:
    return (count.of or "").casefold() in {"others", "other people", "other passengers"}


def _beside(one: Observation, other: Observation) -> bool:
    """Whether the two are in one sentence."""
    return abs(one.span.start - other.span.start) < _SENTENCE


def known_parts(
    whole: Sequence[Assertion],
    parts: Mapping[str, Sequence[Assertion]],
    reports: Sequence[Fingerprint],
) -> dict[int, str]:
    """Totals that count those whom another report counts as a part, by their place in the list.

    "Two mine rescuers died" are the two of whom another says "nine people, two of them rescuers".
    """
    most = max((size_of(t.observation) for t in whole), default=0.0)
    some = {(word, t.observation.value) for word, assertions in parts.items() for t in assertions}
    for report in reports:
        for count in report.observations:  # a part that gives no word: "two of them rescuers"
            if count.part_of is not None and not count.background and count.value is not None:
                some |= {(word, count.value) for word in count.context}
    found = {}
    for place, assertion in enumerate(whole):
        of = words_of(assertion.observation.of or "")
        if not of or of[-1] in _ANYBODY or size_of(assertion.observation) >= most:
            continue
        if (of[-1], assertion.observation.value) in some:
            found[place] = of[-1]
    return found


def parted(whole: Sequence[Assertion]) -> tuple[list[Assertion], dict[str, list[Assertion]]]:
    """Totals, and the counts of some people only, by who those are.

    "Three Tavian citizens" are a part where a count without a word for who they are is higher;
    where none is, they are all who are known to be counted.
    """
    given = [t.observation for t in whole if not t.observation.scope]
    most = max((size_of(count) for count in given if not count.implied), default=0.0)
    all_given = max((size_of(t.observation) for t in whole), default=0.0)
    # A count of people named one by one, "a man and a woman", is a total where nobody counts more.
    unscoped: list[Assertion] = []
    aside: dict[str, list[Assertion]] = {}
    for assertion in whole:
        scope = assertion.observation.scope
        if assertion.observation.implied and all_given > max(1, size_of(assertion.observation)):
            continue  # one of those who are counted
        if scope and most > size_of(assertion.observation):
            aside.setdefault(scope, []).append(assertion)
        else:
            unscoped.append(assertion)
    return unscoped, aside
