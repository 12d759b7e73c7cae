"""Claims that say the same: in other words, shortened, or from another source; and their denials.

Likeness is the mean of two: shared words by their rarity, and the mean of the word pieces' vectors.
It is never enough. Different numbers make an update; so does a future event that the other reports
as past; a denial is recognised by its cue, a quotation by its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np

from whence.compare.claim_versions import as_count, version_of
from whence.compare.cluster import clusters
from whence.compare.frequencies import words_of
from whence.compare.match import cosine
from whence.compare.propositions import Opposites
from whence.compare.source_types import SourceKey
from whence.compare.sources import Sources
from whence.compare.statements import Statement
from whence.lang import words
from whence.ports import Vectors
from whence.records.finding import Finding, Topic
from whence.records.fingerprint import Fingerprint
from whence.records.ids import digest

Relation = Literal["same", "update", "denial"]

#: Likeness: two claims may say the same from this on. Set on 304 pairs labelled by hand.
ALIKE = 0.6
#: The weight of shared words in the mean, beside 1 for vectors. No measurement of it alone is
#: recorded.
_WORDS = 0.7
#: A denial is of a claim that shares so many facts with it, and this share of the shorter. These
#: and all below are guesses: among the labelled pairs there is one denial.
_FACTS, _COVERED = 2, 0.6
#: Facts: a denial of so few names hardly what is denied: "denied allegations of assault".
_FEW = 3
#: Share of the longer for a plain "not"; and the likeness beyond which two are one text.
_NEARLY, _VERBATIM = 0.8, 0.9
#: Shared facts, and their share of the shorter, by which two say the same beside one number.
_MANY_FACTS, _SAME = 3, 0.6
_OPPOSITES = Opposites(words("across", "opposites"), words("across", "opposite verbs"))
#: Likeness of two that say the same with no verb in common: less is of one thing, not of one deed.
_ALIKE_AT_ALL = 0.75
#: Likeness that two claims of one deed have at least.
_LEAST_ALIKE = 0.5
#: Claims: a fact in more of them distinguishes nothing.
_COMMON_TO = 40
_NOTS = words("grammar", "negative")
_UNSURE = frozenset({"possible", "conditional"})
#: Shared runs of five quoted words that make one quotation.
_RUNS = 2
#: Runs: a quotation of so many is too long to be said twice by chance.
_LONG = 4


class Pair(NamedTuple):
    """Two claims and how they relate."""

    one: int
    other: int
    relation: Relation
    likeness: float


def relation(one: Statement, other: Statement, vectors: float) -> tuple[Relation | None, float]:
    """How two claims relate, and how alike they are; `vectors` is the cosine of their vectors."""
    likeness = (vectors + _WORDS * cosine(one.words, other.words)) / (1 + _WORDS)
    if len(one.quoted & other.quoted) >= _RUNS:
        return "same", max(likeness, ALIKE)
    shared = one.facts & other.facts
    least = min(len(one.facts), len(other.facts))
    if _is_no(one) != _is_no(other):
        may_deny = "deny" in (one.act, other.act) or likeness < _VERBATIM
        return ("denial" if may_deny and _denies(one, other, shared) else None), likeness
    by_fact = len(shared) >= _SAME * least and _is_one_fact(one, other, shared, likeness)
    if likeness < ALIKE and not by_fact:
        return None, likeness
    if not by_fact and likeness < _ALIKE_AT_ALL and _say_unlike_things(one, other, shared):
        return None, likeness
    likeness = max(likeness, ALIKE)
    if _are_opposite(one, other):
        return None, likeness
    if not (one.numbers <= other.numbers or other.numbers <= one.numbers):
        return "update", likeness
    if one.months and other.months and one.months.isdisjoint(other.months):
        return "update", likeness
    if (one.modality == "future") != (other.modality == "future"):
        return "update", likeness
    if (one.modality in _UNSURE) != (other.modality in _UNSURE):
        return None, likeness  # what may be is not what is
    return "same", likeness


def _is_no(one: Statement) -> bool:
    """Whether it says that something is not so: by "not", or by a speaker's denial."""
    return one.negative or one.act == "deny"


def _denies(one: Statement, other: Statement, shared: frozenset[str]) -> bool:
    """Whether one of the two is a denial of what the other says.

    A plain "not" is a denial only where nearly everything else is the same: it does not say which
    part of a claim is not so.
    """
    no, yes = (one, other) if _is_no(one) else (other, one)
    if no.act == "deny" or no.denied:
        least = min(len(no.facts), len(yes.facts))
        is_named = bool(no.deeds & yes.deeds)  # "that it had concealed three fires"
        if len(no.facts) <= _FEW and 2 * len(shared) < len(yes.facts) and not is_named:
            return False  # "denied allegations of assault" is of no one sentence about them
        return len(shared) >= _FACTS and len(shared) >= _COVERED * least
    if not _NOTS.isdisjoint(words_of(yes.text)):
        return False  # it says "not" as well, wherever the parse attaches it
    most = max(len(no.facts), len(yes.facts))
    return len(shared) >= _MANY_FACTS and len(shared) >= _NEARLY * most


def _say_unlike_things(one: Statement, other: Statement, shared: frozenset[str]) -> bool:
    """Whether two claims with names in common share no verb and little of what else they say.

    "A strike to protest the murder of Ossa", "the unrest after the murder of Ossa is over".
    """
    if not one.verbs or not other.verbs or not one.verbs.isdisjoint(other.verbs):
        return False
    least = min(len(one.facts), len(other.facts))
    return len(shared) < _MANY_FACTS or len(shared) < _SAME * least


def _is_one_fact(one: Statement, other: Statement, shared: frozenset[str], likeness: float) -> bool:
    """Whether what two claims share makes them one: a number, or what was done to what.

    Missiles are launched often, and many lose their lives: a deed alone makes no two claims one.
    """
    if _agree(one, other) and len(shared) >= _MANY_FACTS:
        return True
    done = one.deeds & other.deeds
    if not done or likeness < _LEAST_ALIKE:
        return False
    if one.doers and other.doers and one.doers.isdisjoint(other.doers):
        return False  # one bank raises its rate, and so does another
    if _agree(one, other):
        return len(shared) >= _FACTS
    beside = shared.difference(*(deed.split() for deed in done))
    least = min(len(one.facts), len(other.facts))
    return len(beside) >= _FACTS and len(shared) >= _NEARLY * least


def _agree(one: Statement, other: Statement) -> bool:
    """Whether the two share a number that both give."""
    return bool(one.numbers & other.numbers)


def _are_opposite(one: Statement, other: Statement) -> bool:
    ours, theirs = one.words.keys() - other.words.keys(), other.words.keys() - one.words.keys()
    return _OPPOSITES.between(ours, theirs)


def pairs(statements: Sequence[Statement], vectors: Vectors) -> list[Pair]:
    """Pairs of claims in several reports that say the same, deny or update one another."""
    if not statements:
        return []
    encoded = vectors.encode([s.text for s in statements])
    cosines = encoded @ encoded.T
    # Vectors alone cannot make two equal where they are this far apart, quotations aside.
    least = ALIKE * (1 + _WORDS) - _WORDS
    quoted = _by_run(statements)
    found = []
    for a, b in zip(*np.nonzero(np.triu(cosines >= least, 1)), strict=True):
        found.append((int(a), int(b)))
    near = dict.fromkeys([*found, *quoted, *_by_fact(statements)])
    related = []
    for a, b in near:
        if statements[a].report == statements[b].report:
            continue
        kind, likeness = relation(statements[a], statements[b], float(cosines[a, b]))
        if kind is not None:
            related.append(Pair(a, b, kind, likeness))
    return related


def _by_fact(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """The claims that share a number, and those that share rare facts with a denial."""
    by_key: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        keys = [n for n in statement.numbers if len(n) > 1]
        for key in (*keys, *statement.facts, *statement.deeds):
            by_key.setdefault(key, []).append(number)
    found = []
    for key, numbers in by_key.items():
        for pair in combinations(numbers[:_COMMON_TO], 2):
            one, other = statements[pair[0]], statements[pair[1]]
            denies = _is_no(one) != _is_no(other)
            if denies or key.isdigit() or not one.deeds.isdisjoint(other.deeds):
                found.append(pair)
    return found


def _by_run(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """The claims that share a run of quoted words."""
    by_key: dict[str, list[int]] = {}
    for number, statement in enumerate(statements):
        for run in statement.quoted:
            by_key.setdefault(run, []).append(number)
    return [pair for numbers in by_key.values() for pair in combinations(numbers, 2)]


def findings(
    event: str,
    title: str,
    reports: Mapping[str, Fingerprint],
    statements: Sequence[Statement],
    copies: Mapping[str, str],
    vectors: Vectors,
) -> Iterator[Finding]:
    """The claims of an event that several texts make, and those that a source denies.

    `reports` are fingerprints by the reports' ids. Claims shared only by copies of one text are
    left out.
    """
    found = pairs(statements, vectors)
    names = {f"{n:06}": n for n in range(len(statements))}
    scores = {
        (f"{min(p.one, p.other):06}", f"{max(p.one, p.other):06}"): round(1000 * p.likeness)
        for p in found
        if p.relation == "same"
    }
    sources = Sources(reports.values(), copies, (s.source for s in statements))
    group_of: dict[int, int] = {}
    groups: list[list[Statement]] = []
    for group in clusters(list(names), scores, round(1000 * ALIKE)):
        members = [statements[names[name]] for name in group]
        texts = {copies.get(s.report, s.report) for s in members}
        for name in group:
            group_of[names[name]] = len(groups)
        groups.append(members)
        if len(texts) > 1:
            yield _same(event, title, members, reports, copies, sources)
            yield from _misattributed(event, title, members, reports, copies, sources)
    for part in _other_parts(found, statements, group_of, groups):
        yield _same(event, title, part, reports, copies, sources)
    denials = sorted(
        (p for p in found if p.relation == "denial"), key=lambda p: (-p.likeness, p.one, p.other)
    )
    denied: set[int] = set()
    for pair in denials:
        both = (group_of[pair.one], group_of[pair.other])
        # A denial is of one claim: the one that is most like it.
        if both[0] != both[1] and denied.isdisjoint(both):
            denied.update(both)
            ours = (groups[both[0]], groups[both[1]])
            yield _denial(event, title, ours, pair.likeness, reports, copies, sources)


def _other_parts(
    found: Sequence[Pair],
    statements: Sequence[Statement],
    group_of: Mapping[int, int],
    groups: Sequence[Sequence[Statement]],
) -> Iterator[list[Statement]]:
    """The claims that say a second part of what another report has in one sentence.

    "Will cut 1,200 jobs and close its plant" is what "1,200 jobs will be cut" and "the plant will
    be closed" say; each claim is in one group.
    """
    for pair in sorted(found, key=lambda p: (-p.likeness, p.one, p.other)):
        if pair.relation != "same" or group_of[pair.one] == group_of[pair.other]:
            continue
        if not _agree(statements[pair.one], statements[pair.other]) and statements[
            pair.one
        ].deeds.isdisjoint(statements[pair.other].deeds):
            continue
        for part, whole in ((pair.one, pair.other), (pair.other, pair.one)):
            beside = groups[group_of[whole]]
            beside_part = [s for s in beside if s.report == statements[part].report]
            if len(groups[group_of[part]]) > 1 or not beside_part:
                continue
            common = statements[part].facts & statements[whole].facts
            new = common.difference(*(s.facts for s in beside_part))
            if 2 * len(new) > len(common):
                yield [statements[whole], statements[part]]
                break


def _same(
    event: str,
    title: str,
    members: Sequence[Statement],
    reports: Mapping[str, Fingerprint],
    copies: Mapping[str, str],
    sources: Sources,
) -> Finding:
    version = version_of(members, reports, copies, sources)
    return Finding(
        id=digest("same", event, *sorted(s.claim for s in members))[:16],
        kind="same",
        topic=Topic(what=title, event=event),
        versions=(version,),
        evidence=tuple(f"{reports[s.report].source}: {s.sentence or s.text}" for s in members),
        score=1.0,
    )


def _misattributed(
    event: str,
    title: str,
    members: Sequence[Statement],
    reports: Mapping[str, Fingerprint],
    copies: Mapping[str, str],
    sources: Sources,
) -> Iterator[Finding]:
    """The same quoted words, given to one person by name here and to another by name there."""
    by_speaker: dict[SourceKey, list[Statement]] = {}
    for one in members:
        if one.by_name and one.source is not None and one.source.type == "person":
            speaker = sources.of(reports[one.report], as_count(one))
            by_speaker.setdefault(speaker, []).append(one)
    for (_, some), (_, others) in combinations(sorted(by_speaker.items()), 2):
        both = [
            (one, other)
            for one in some
            for other in others
            if copies.get(one.report, one.report) != copies.get(other.report, other.report)
            and _is_one_quotation(one, other)
        ]
        if both and not _share_a_name(some, others):
            misquoted = tuple({s.claim: s for pair in both for s in pair}.values())
            yield Finding(
                id=digest("misattribution", event, *sorted(s.claim for s in misquoted))[:16],
                kind="misattribution",
                topic=Topic(what=title, event=event),
                versions=tuple(
                    version_of([s for s in misquoted if s in group], reports, copies, sources)
                    for group in (some, others)
                ),
                evidence=tuple(
                    f"{reports[s.report].source}: {s.sentence or s.text}" for s in misquoted
                ),
                score=1.0,
            )


def _is_one_quotation(one: Statement, other: Statement) -> bool:
    """Whether all but a little of the shorter quotation is in the longer."""
    least = min(len(one.quoted), len(other.quoted))
    return least >= _LONG and len(one.quoted & other.quoted) >= _NEARLY * least


def _share_a_name(some: Sequence[Statement], others: Sequence[Statement]) -> bool:
    """Whether the two may be one person under two spellings or with a part of the name."""
    ours = {word for s in some if s.source for word in words_of(s.source.name)}
    theirs = {word for s in others if s.source for word in words_of(s.source.name)}
    return not ours.isdisjoint(theirs)


def _denial(
    event: str,
    title: str,
    both: tuple[Sequence[Statement], Sequence[Statement]],
    likeness: float,
    reports: Mapping[str, Fingerprint],
    copies: Mapping[str, str],
    sources: Sources,
) -> Finding:
    keys = sorted(s.claim for members in both for s in members)
    return Finding(
        id=digest("denial", event, *keys)[:16],
        kind="conflict",
        topic=Topic(what=title, event=event),
        versions=tuple(version_of(members, reports, copies, sources) for members in both),
        evidence=tuple(
            f"{reports[s.report].source}, {'denied' if s.act == 'deny' else 'told'}: "
            f"{s.sentence or s.text}"
            for members in both
            for s in members
        ),
        score=round(likeness, 3),
    )
