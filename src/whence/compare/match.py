"""How likely it is that two reports are of one event, with evidence that a person can check.

The score is a weighted mean of likenesses (cosines of weighed words, names and numbers), lowered by
what is against it: other days, other regions, other people, other ages. The weights were set on
`outlets`, ECB+ and the incidents together, all of them the same for every report; for results on a
half that they were not set on, see benchmarks/README.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec

from whence.compare.event_kinds import physical
from whence.compare.frequencies import words_of
from whence.compare.spots import share_spot
from whence.compare.unlike import only_where_and_when, unlike
from whence.records.fingerprint import Outline, Weights

#: The weight of each likeness in the mean. They and the factors below that have no other reason
#: were set by a random search on `outlets`, ECB+ and the incidents together.
LIKENESSES = {
    "words": 0.9,
    "lead": 1.5,
    "people": 0.6,
    "first_people": 1.1,
    "places": 0.8,
    "numbers": 0.75,
}
#: Likenesses that are left out where a report cannot have them.
_MAY_LACK = frozenset({"people", "first_people", "places"})
#: Thousandths: what makes two reports one event without many shared words makes a bond of them, and
#: no more: they do not make a group so tight that others stay out of it.
LIFTED = 300
#: Days between two reports of the news of one event: a story that is printed a day later is the
#: same news. A guess.
_SAME_NEWS = 1
#: Cosine of the bodies named in two reports that are about one body. A guess.
_SAME_BODY = 0.5
#: Cosine: of two reports that share fewer words, other people are a sign of two events.
#: A guess.
_MUCH_SAID_ALIKE = 0.4
_OF_PEOPLE = frozenset({"people", "first_people"})
#: Exponent of cosines: the step from nothing to a little says more than that from much to more.
_POWER = 0.7
#: The score is lowered by this share where both have some and share none.
NONE_SHARED = {"groups": 0.1, "numbers": 0.12}
NONE_GIVEN = {"days": 0.14, "regions": 0.15, "ages": 0.3, "years": 0.08}
#: Factor where two events are of unlike kinds: it brings the score below any bond.
UNLIKE = 0.1
#: The score is raised by this share where all days of the one are in the other, and by less where
#: only some are.
SAME_DAYS = 0.8
#: Reports n days apart: the score is divided by (1 + APART n / 30) ^ APART_POWER.
APART, APART_POWER = 0.15, 0.55
#: Likenesses shown as evidence, with the words for them.
_SHOWN = {"words": "words", "people": "people", "places": "places", "numbers": "numbers"}
#: Shared words that the evidence names: as many as fit on a line.
_SHOWN_TERMS = 6


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """How likely it is that two reports are of one event."""

    score: int  #: in thousandths
    evidence: tuple[str, ...]


def score(one: Outline, other: Outline) -> int:
    """How likely they are of one event, in thousandths; the same either way round."""
    if unlike(one, other):
        return _mean(one, other, UNLIKE)
    if of_one_spot(one, other):
        return max(_mean(one, other), LIFTED)
    if only_where_and_when(one, other):
        return _mean(one, other, UNLIKE)
    found = _mean(one, other)
    if found < LIFTED and _quotes_all_it_names(one, other):
        found = max(found, min(_mean(one, other, leaving=_OF_PEOPLE), LIFTED))
    return found


def _mean(one: Outline, other: Outline, factor: float = 1.0, leaving: Collection[str] = ()) -> int:
    """The mean of their likenesses, lowered by what is against it; some likenesses left out."""
    total = weight = 0.0
    for name, counts_for in LIKENESSES.items():
        ours, theirs = getattr(one, name), getattr(other, name)
        if name in leaving or (name in _MAY_LACK and not (ours and theirs)):
            continue
        weight += counts_for
        total += counts_for * cosine(ours, theirs) ** _POWER
    return round(1000 * total / weight * factor * _factor(one, other)) if weight else 0


def of_one_spot(one: Outline, other: Outline) -> bool:
    """Whether two reports of about one day are about one spot, no matter what else they say."""
    apart = days_apart(one.published, other.published)
    return apart is not None and apart <= _SAME_NEWS and share_spot(one, other)


def _quotes_all_it_names(one: Outline, other: Outline) -> bool:
    """Whether they share nobody, and one of them names nobody but those whom it quotes.

    Whom an outlet asks about a company is its own choice: that says nothing against one story. Who
    is quoted on an accident was there, so that others are on another.
    """
    if not one.people.keys().isdisjoint(other.people):
        return False
    if cosine(one.words, other.words) < _MUCH_SAID_ALIKE:
        return False
    if physical(one) and physical(other) and cosine(one.groups, other.groups) < _SAME_BODY:
        return False
    return any(report.people.keys() <= _quoted_surnames(report) for report in (one, other))


def _quoted_surnames(report: Outline) -> set[str]:
    """The surnames of those whom a report quotes."""
    return {word for name in report.speaking for word in words_of(name)[-1:]}


def match(one: Outline, other: Outline) -> Match:
    """The score with what is for it and against it."""
    return Match(score=score(one, other), evidence=tuple(_evidence(one, other)))


def cosine(one: Weights, other: Weights) -> float:
    """The cosine of two unit vectors in thousandths."""
    return min(1.0, sum([one[term] * other[term] for term in one.keys() & other.keys()]) / 1e6)


def _factor(one: Outline, other: Outline) -> float:
    """The factor for days, regions, people and ages."""
    factor = 1.0
    for name, less in NONE_SHARED.items():
        ours, theirs = getattr(one, name), getattr(other, name)
        if ours and theirs and ours.keys().isdisjoint(theirs):
            factor *= 1 - less
    for name, less in NONE_GIVEN.items():
        if _share(getattr(one, name), getattr(other, name)) == 0:
            factor *= 1 - less
    factor *= 1 + SAME_DAYS * (_share(one.days, other.days) or 0.0)
    apart = days_apart(one.published, other.published)
    return factor / (1 + APART * apart / 30) ** APART_POWER if apart else factor


def _share(ours: Collection[str], theirs: Collection[str]) -> float | None:
    """The share of the shorter list that is in the other; None where either is empty."""
    if not ours or not theirs:
        return None
    return len(set(ours) & set(theirs)) / min(len(ours), len(theirs))


def days_apart(one: str, other: str) -> int | None:
    """Whole days between two dates of publication; None where either is unknown."""
    if not one or not other:
        return None
    try:
        return abs((dt.date.fromisoformat(one[:10]) - dt.date.fromisoformat(other[:10])).days)
    except ValueError:
        return None


def _evidence(one: Outline, other: Outline) -> list[str]:
    found = []
    for name, called in _SHOWN.items():
        ours, theirs = getattr(one, name), getattr(other, name)
        shared = sorted(ours.keys() & theirs.keys(), key=lambda t: (-ours[t] * theirs[t], t))
        if shared:
            terms = ", ".join(shared[:_SHOWN_TERMS])
            found.append(f"{called} {cosine(ours, theirs):.2f}: {terms}")
        elif ours and theirs and name != "words":
            found.append(f"against: no {called} in common")
    for called, a, b in (
        ("days told of", one.days, other.days),
        ("regions", one.regions, other.regions),
        ("ages", one.ages, other.ages),
    ):
        if a and b:
            shared = sorted(set(a) & set(b))
            found.append(f"{called}: {', '.join(shared)}" if shared else f"against: other {called}")
    apart = days_apart(one.published, other.published)
    if apart is not None:
        found.append(f"published {apart} day{'' if apart == 1 else 's'} apart")
    return found
