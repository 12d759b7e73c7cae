"""The table of roles: what may become of people, in one row each.

A row has the role's priority where one draft could have two, whether it counts people only, and
which roles the parts of a figure of it may have ("eight people were shot, two of them fatally").
Its words are in `lang/en/figures.txt` as "[killed done]", "[killed doing]" and "[killed suffered]".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from whence.lang import lists, words
from whence.records.claim import Role
from whence.resolve.figures.forced_out import FORCED, forced_out
from whence.resolve.figures.harm_phrases import (
    had_injuries,
    lost_fighters,
    not_found,
    not_survived,
    treated,
)
from whence.resolve.figures.lexicon import singular
from whence.resolve.sentences import Token

#: How a casualty word has those whom it is about: as the object of an active and the subject of a
#: passive verb; as object, or after "of"; as subject, or as the noun beside it.
Construction = Literal["done", "doing", "suffered"]


class Kind(NamedTuple):
    """One row of the table."""

    role: Role
    priority: int  #: of two roles that one figure could have, the higher wins
    people_only: bool  #: whether it counts nothing but people
    part_roles: frozenset[Role]  #: roles of figures that may be parts of one of this role


_HARM: frozenset[Role] = frozenset({"killed", "injured", "missing", "captured", "detained"})
ROLES: dict[Role, Kind] = {
    row.role: row
    for row in (
        Kind("killed", 5, True, frozenset({"killed"})),
        Kind("missing", 4, True, frozenset({"missing", "killed"})),
        Kind("captured", 4, True, frozenset({"captured", "rescued", "killed"})),
        Kind("detained", 4, True, frozenset({"detained"})),
        Kind("rescued", 1, True, frozenset({"rescued", "injured"})),
        Kind("displaced", 3, True, frozenset({"displaced"})),
        Kind("evacuated", 3, False, frozenset({"evacuated", "injured"})),
        Kind("injured", 2, True, frozenset({"injured", "killed"})),
        Kind("attendance", 1, True, frozenset({"attendance", *_HARM})),
        Kind("affected", 1, False, frozenset({"affected", *_HARM})),
    )
}
#: Roles of sums, shares and measures: no people are in them.
PRICED: frozenset[Role] = frozenset({"money", "percentage", "measure"})


class Trigger(NamedTuple):
    """A casualty word or phrase: its tokens [first, last), its role, whom it is about."""

    first: int
    last: int
    role: Role
    construction: Construction
    words: str  #: in lower case
    natural: bool  #: whether it may be a natural death


_SHOTS = words("figures", "kind of shot")
_NATURAL = words("figures", "natural death")
_NO_TRIGGER = words("figures", "no casualty")


def _table() -> dict[str, list[tuple[list[str], Role, Construction]]]:
    """First word -> the phrases that begin with it, longest first."""
    table: dict[str, list[tuple[list[str], Role, Construction]]] = {}
    constructions: tuple[Construction, ...] = ("done", "doing", "suffered")
    for role in ROLES:
        for construction in constructions:
            for phrase in lists("figures").get(f"{role} {construction}", frozenset()):
                split = phrase.split()
                table.setdefault(split[0], []).append((split, role, construction))
    for phrases in table.values():
        phrases.sort(key=lambda entry: (-len(entry[0]), constructions.index(entry[2]), entry[0]))
    return table


_TABLE = _table()
_SUFFERING, _HURT = words("figures", "suffering"), words("figures", "hurt")
_BROKEN = words("figures", "broken")
_BROUGHT, _HOSPITALS = words("figures", "brought"), words("figures", "hospital")
_LOSING, _LIMBS = words("figures", "losing"), words("figures", "limb")
_BREAKING, _BONES = words("figures", "breaking"), words("figures", "bone")
_HOLDING, _JAILS = words("figures", "holding"), words("figures", "jail")
_FOUND, _WAS = words("figures", "finding a body"), frozenset("was were been is are".split())
_BODIES = frozenset({"body", "bodies"})
_SENDING = frozenset({"sent", "sends", "sending"})
_COST, _FAR_LIVES = frozenset({"cost", "costs", "costing"}), 8
#: What means a death only in a report on deaths: a wife is lost to divorce, too.
BEREFT = words("figures", "losing")
_KIN, _NEAR_KIN = words("people", "kin"), 3
_ITS = frozenset("his her their".split())
_SOME = frozenset("a an one both two three four five all part".split())
_HELD_IN = frozenset("in at on without pending under awaiting".split())
#: Those whom a court orders held are held.
ORDERING = frozenset("ordered orders".split())
_TERM = frozenset("for until without pending in".split())
_FAR_ORDER = 10  #: words between "ordered" and "held"
#: Words that may be between "suffered" and what was: "a deep cut to the head".
_NEAR_HURT = 5


def triggers_in(tokens: Sequence[Token], first: int, last: int) -> list[Trigger]:
    """The casualty words among the tokens [first, last), in order; none overlaps another."""
    found: list[Trigger] = []
    lowered = [token.lower for token in tokens[first:last]]
    at = 0
    while at < len(lowered):
        step = 1
        for phrase, role, construction in _TABLE.get(lowered[at], ()):
            end = at + len(phrase)
            if lowered[at:end] != phrase:
                continue
            joined = " ".join(phrase)
            returned = joined == "had come" and lowered[end : end + 1] == ["back"]
            # "The forecast was dead on", but "pronounced dead on the scene"
            lying = lowered[at : at + 2] == ["dead", "on"] and lowered[at + 2 : at + 3] == ["the"]
            other = " ".join(lowered[at : at + 2]) in _NO_TRIGGER and not lying
            other = other or (lowered[at] == "shot" and at > 0 and lowered[at - 1] in _SHOTS)
            if not other and not returned:
                found.append(
                    Trigger(first + at, first + end, role, construction, joined, joined in _NATURAL)
                )
            step = len(phrase)
            break
        else:
            met = _in_phrase(lowered, at)
            if met is not None:
                found.append(
                    Trigger(
                        first + at,
                        first + met.last,
                        met.role,
                        met.construction,
                        met.words or " ".join(lowered[at : met.last]),
                        natural=False,
                    )
                )
                step = max(met.last, met.past) - at
        at += step
    return found


class _Met(NamedTuple):
    """What a phrase that no list has says became of people."""

    last: int
    role: Role
    construction: Construction = "suffered"
    words: str = ""  #: those of the phrase where empty
    past: int = 0  #: where the next casualty word may be, if not at `last`


def _in_phrase(lowered: Sequence[str], at: int) -> _Met | None:
    stop = _suffered(lowered, at) or _to_hospital(lowered, at) or _maimed(lowered, at)
    stop = stop or treated(lowered, at) or had_injuries(lowered, at)
    if stop is not None:
        return _Met(stop, "injured")
    others: tuple[tuple[int | None, Role], ...] = (
        (not_found(lowered, at), "missing"),
        (not_survived(lowered, at), "killed"),
        (_held(lowered, at), "detained"),
    )
    for stop, role in others:
        if stop is not None:
            return _Met(stop, role)
    if _is_body_found(lowered, at):
        return _Met(at + 1, "killed")
    if _is_price(lowered, at) or _is_bereft(lowered, at):
        return _Met(at + 1, "killed", "doing")
    if (stop := lost_fighters(lowered, at)) is not None:
        return _Met(stop, "killed", "doing", "lost in battle")
    if (forced := forced_out(lowered, at)) is not None:
        # What is between is no casualty word.
        return _Met(at + 1, forced.role, "doing", FORCED, forced.last)
    if _sends_to_hospital(lowered, at):
        return _Met(at + 1, "injured", "doing")
    return None


def _to_hospital(lowered: Sequence[str], at: int) -> int | None:
    """Where a phrase like "taken to three nearby hospitals" ends that begins at the word."""
    if lowered[at] not in _BROUGHT or lowered[at + 1 : at + 2] != ["to"]:
        return None
    for ahead in range(at + 2, min(at + 2 + _NEAR_HURT, len(lowered))):
        if lowered[ahead] in _HOSPITALS:
            return ahead + 1
        if not lowered[ahead].replace("-", "").replace(".", "").isalnum():
            return None
    return None


def _maimed(lowered: Sequence[str], at: int) -> int | None:
    """Where a phrase like "lost both legs", "broke her collarbone" ends that begins at the word.

    A hand is lost at cards, too, and an arm or an eye for something: what follows must not be "of"
    or "for".
    """
    if lowered[at] in _LOSING:
        parts, led = _LIMBS, _ITS | _SOME
    elif lowered[at] in _BREAKING:
        parts, led = _BONES, _ITS | {"a", "an", "both", "two"}
    else:
        return None
    if lowered[at] in _LOSING and lowered[at + 2 : at + 3] == ["sight"]:
        return at + 3 if lowered[at + 1] in _ITS else None  # "lost his sight", not "lost sight of"
    near = lowered[at + 1 : at + 1 + _NEAR_HURT]
    if not near or not (near[0] in led or (lowered[at] in _LOSING and near[0] in parts)):
        return None
    for ahead, word in enumerate(near, at + 2):
        if word in parts:
            return None if lowered[ahead : ahead + 1] in (["of"], ["for"]) else ahead
        if not word.isalpha():
            return None
    return None


def _held(lowered: Sequence[str], at: int) -> int | None:
    """Where a phrase like "held in Orm prison", "held for 30 days" ends that begins at the word.

    A time alone means it only where somebody ordered it: a meeting is held for days.
    """
    if lowered[at] not in _HOLDING:
        return None
    if lowered[at + 1 : at + 2] and lowered[at + 1] in _HELD_IN:
        for ahead in range(at + 2, min(at + 2 + _NEAR_HURT, len(lowered))):
            if lowered[ahead] in _JAILS:
                return ahead + 1
            if not lowered[ahead].replace("-", "").isalnum():
                break
    ordered = any(word in ORDERING for word in lowered[max(0, at - _FAR_ORDER) : at])
    if ordered and lowered[at + 1 : at + 2] and lowered[at + 1] in _TERM:
        return at + 1
    return None


def _is_price(lowered: Sequence[str], at: int) -> bool:
    """Whether lives are what something cost: "cost nine men their lives"."""
    if lowered[at] not in _COST:
        return False
    near = pairwise(lowered[at + 1 : at + 1 + _FAR_LIVES])
    return any(one in _ITS and other in ("life", "lives") for one, other in near)


def _sends_to_hospital(lowered: Sequence[str], at: int) -> bool:
    """Whether people are sent to a hospital: "sent three others to the hospital"."""
    if lowered[at] not in _SENDING:
        return False
    near = lowered[at + 1 : at + 1 + _FAR_LIVES]
    return "to" in near and bool(_HOSPITALS & set(near[near.index("to") :]))


def _is_bereft(lowered: Sequence[str], at: int) -> bool:
    """Whether somebody of the family was lost, and not to an illness: "lost two sons"."""
    if lowered[at] not in _LOSING or lowered[at + 1 : at + 2] == []:
        return False
    if lowered[at + 1] not in _ITS | _SOME:
        return False
    near = lowered[at + 2 : at + 2 + _NEAR_KIN]
    kin = next((n for n, word in enumerate(near, at + 2) if singular(word) in _KIN), None)
    return kin is not None and "to" not in lowered[kin + 1 : kin + 3]


def _is_body_found(lowered: Sequence[str], at: int) -> bool:
    """Whether somebody's body was found who is known already: "his body was found in a ditch"."""
    if lowered[at] not in _BODIES or at == 0 or lowered[at - 1] not in _ITS | {"whose"}:
        return False
    behind = lowered[at + 1 : at + 1 + _NEAR_HURT]
    was = next((n for n, word in enumerate(behind) if word in _WAS), None)
    return was is not None and was < 2 and bool(_FOUND & set(behind[was : was + 3]))


def _suffered(lowered: Sequence[str], at: int) -> int | None:
    """Where a phrase like "suffered a broken jaw" ends that begins at the word."""
    if lowered[at] not in _SUFFERING:
        return None
    for ahead in range(at + 1, min(at + _NEAR_HURT, len(lowered))):
        if lowered[ahead] in _HURT:
            return ahead + 1
        if lowered[ahead] in _BROKEN and ahead + 1 < len(lowered) and lowered[ahead + 1].isalpha():
            return ahead + 2
        if not lowered[ahead].replace("-", "").isalpha():
            return None
    return None
