"""How likely it is that the chosen place is the one that is meant: below a threshold there is none.

A logistic model of what supports the choice and what is against it. A wrong place moves a death
to another continent, and a missing one can be looked up.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from whence.lang import words as words_in
from whence.resolve.places.gazetteer import kilometres
from whence.resolve.places.votes import Name, Votes

_ORDINARY = words_in("places", "ordinary words")
#: Another candidate within so many kilometres is no rival: either would do.
_SAME_PLACE_KM = 161.0
#: So many people, and so many times as many as in any namesake, make a town known by its name:
#: where the report names nothing else, and where it does. Set by hand, not measured.
_TOWN, _TIMES = 50_000, 2.5
_CITY, _MANY_TIMES = 200_000, 10  # where it does
#: A city of so many people, and so many times as many, wins over its namesakes abroad.
_GREAT_CITY, _TOWERING = 1_000_000, 20
#: So many people live in a city that has a name of its own in English, Ghent. As in `votes`.
_NAMED_ABROAD = 100_000
#: The share of the other names by which a report speaks of a country. A guess.
_A_LITTLE = 0.15
_WIDEST = 8.0  #: a margin of worth that says all that a margin can say


class Evidence(NamedTuple):
    """What is for and against a choice, each from about 0 to about 1."""

    margin: float  #: how far it is ahead of the next that lies elsewhere
    alone: float  #: whether no other place is called so
    people: float  #: its people, as a logarithm
    great: float  #: the same, beyond a third of a million
    country: float  #: what kind of place it is; none of the four is a town
    admin1: float
    region: float
    county: float
    contained: float  #: the text names its country or state
    within: float  #: the text names what it lies in otherwise
    astray: float  #: the text names what it does not lie in
    own: float  #: it is found by its own name
    exact: float  #: by the words as they are
    same_country: float  #: the share of the other names that support its country
    same_region: float
    near: float  #: others lie near it
    lonely: float  #: no other name says anything
    tagged: float  #: how sure the reader is that this names a place
    served: float  #: the reader saw no place, or a longer name
    ordinary: float  #: its words are ordinary ones ("Federal", "Southern District")
    runs_on: float  #: the name goes on, or began before


#: Fitted by `python -m training.places` on the halves of LGL and GeoVirus and the training part of
#: `attacks` that have no score.
WEIGHTS = Evidence(
    margin=2.17, alone=0.29, people=0.01, great=0.84, country=1.74, admin1=1.14, region=0.84,
    county=-0.07, contained=1.05, within=0.21, astray=-1.23, own=0.39, exact=0.68,
    same_country=1.49, same_region=-0.32, near=0.40, lonely=-0.06, tagged=1.21, served=0.65,
    ordinary=-0.44, runs_on=-0.73,
)  # fmt: skip
#: Fitted together with the weights.
BIAS = -2.91
#: Chosen there: of a hundred places 94 are right, for one in a hundred fewer right ones.
THRESHOLD = 0.5


def evidence(name: Name, votes: Votes) -> Evidence | None:
    """What supports the name's likeliest place; None where it has none."""
    ranked = votes.ranked(name)
    if not ranked:
        return None
    worth, c = ranked[0]
    rival = next(
        (w for w, r in ranked[1:] if kilometres(c.lat, c.lon, r.lat, r.lon) > _SAME_PLACE_KM), None
    )
    town = c.kind in ("city", "county")
    country, region, near, others = votes.support(name, c)
    around = name.around
    return Evidence(
        margin=1.0 if rival is None else min(_WIDEST, worth - rival) / _WIDEST,
        alone=float(rival is None),
        people=math.log10(c.people + 10) / 7 if town else 0.0,
        great=max(0.0, math.log10(c.people + 10) - 5.5) if c.own and town else 0.0,
        country=float(c.kind == "country"),
        admin1=float(c.kind == "admin1"),
        region=float(c.kind == "region"),
        county=float(c.kind == "county"),
        contained=float(
            bool(around.container)
            and not around.listed
            and around.container in (c.country, c.admin1)
        ),
        within=float(votes.lies_within(name, c) is True),
        astray=float(votes.lies_within(name, c) is False and around.sure),
        own=float(c.own),
        exact=float(name.exact),
        same_country=country,
        same_region=region,
        near=near / 2,
        lonely=float(others < 1),
        tagged=name.mention.score,
        served=float(name.served),
        ordinary=float(_ORDINARY.issuperset(name.key.split())),
        runs_on=float(name.runs_on),
    )


def is_plain(name: Name, votes: Votes, found: Evidence) -> bool:
    """Whether the name is that of one place before all others, and nothing speaks against it.

    Of several Ghents the city is meant, of the Springfields no one knows which.
    """
    best = votes.ranked(name)[0][1]
    others = (
        r.people
        for _, r in votes.ranked(name)
        if kilometres(best.lat, best.lon, r.lat, r.lon) > _SAME_PLACE_KM
    )
    least, times = (_TOWN, _TIMES) if found.lonely else (_CITY, _MANY_TIMES)
    greatest = best.people >= least and best.people >= times * max(others, default=0)
    return greatest and bool(found.exact and not (found.astray or found.runs_on))


def is_overshadowed(name: Name, votes: Votes, found: Evidence) -> bool:
    """Whether a small town was taken of which a great city elsewhere is the namesake.

    A report on New York that mentions Paris means no town in Texas, and a flight from Detroit to
    Atlanta ends in no village of Michigan: only what it lies in, a neighbour or the paper's own
    place speaks for it, however much the report speaks of its country or its region.
    """
    best = votes.ranked(name)[0][1]
    rivals = [c for c in name.candidates if c.kind == "city" and c.admin1 != best.admin1]
    towering = [c for c in rivals if c.people >= _TOWERING * best.people]
    abroad = any(c.country != best.country and c.people >= _GREAT_CITY for c in towering)
    at_home = any(c.country == best.country and c.own and c.people >= _CITY for c in towering)
    if found.contained or found.within or votes.is_settled(name, best):
        return False
    # Within a country two neighbours, and its region is spoken of: near some other town of the
    # report is half of Indiana.
    alone = found.near < 1.0 or found.same_region < _A_LITTLE
    return (abroad and not found.near) or (at_home and alone)


def is_far_fetched(name: Name, votes: Votes, found: Evidence) -> bool:
    """Whether a town was taken by a name that is not its own, that nothing else supports.

    The reader takes a party or a prison for a place, and some village is called so, too, in one of
    the world's languages.
    """
    best = votes.ranked(name)[0][1]
    spoken_of = found.same_country >= _A_LITTLE or found.near
    known = found.contained or found.within or votes.is_settled(name, best)
    if spoken_of or known or best.people >= _NAMED_ABROAD:
        return False
    return not found.own or votes.is_about_another(best.country)


def sureness(found: Evidence, weights: Evidence = WEIGHTS, bias: float = BIAS) -> float:
    """The probability that the choice is right, from 0 to 1."""
    total = bias + sum(x * w for x, w in zip(found, weights, strict=True))
    return 1 / (1 + math.exp(-total))
