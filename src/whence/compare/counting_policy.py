"""Best, low and high of a figure's versions, under a policy that is chosen by name.

A policy is a small TOML file, in `data/policies` or the user's own, after the rules that casualty
recorders publish. It lists what it leaves out, with the reason.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Self

import msgspec

from whence.compare.count_relations import Bounds, is_rounded
from whence.errors import SettingsError
from whence.records.amounts import in_figures
from whence.records.finding import State, Version

#: In one of these states a number is no longer what somebody says.
_GIVEN_UP: frozenset[State] = frozenset({"superseded", "withdrawn", "denied"})

Vague = Literal["tens", "dozens", "hundreds", "thousands"]
#: all: for best, low and high; range: for low and high; high: for high alone; none: not at all
Use = Literal["all", "range", "high", "none"]


class Best(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which version is the best: the best supported, the lowest or the highest."""

    of: Literal["supported", "lowest", "highest"] = "supported"


class Low(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The low of a figure on which current versions disagree, or which a source denies."""

    contested: Literal["lowest", "zero"] = "lowest"


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How versions become one figure. `counts` says how versions in a state are used."""

    name: str
    says: str
    counts: Mapping[State, Use] = {}
    best: Best = Best()
    low: Low = Low()
    vague: Mapping[Vague, int] = {}

    @classmethod
    def open(cls, file: Path) -> Self:
        """Reads a policy's file; raises `SettingsError` that names it and what is wrong."""
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8"))
            return msgspec.convert(table, cls)
        except OSError as error:
            raise SettingsError(f"cannot read the policy {file}: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{file} is no TOML: {error}") from error
        except msgspec.ValidationError as error:
            raise SettingsError(f"the policy {file}: {error}") from error


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A figure under a policy. None where no version counts."""

    best: float | None
    low: float | None
    high: float | None
    excluded: tuple[str, ...]


def decide(versions: Sequence[Version], policy: Policy, *, contested: bool) -> Decided:
    """Best, low and high of versions in the order in which they were first reported."""
    excluded: list[str] = []
    uses: list[tuple[Version, Use]] = []
    for version in versions:
        use, reason = _use(version, policy)
        uses.append((version, use))
        if use == "none" or (use in {"range", "high"} and reason):
            scope = {"none": "left out", "range": "not for the best", "high": "for the high alone"}
            excluded.append(f"{words_of_value(version)} {scope[use]}: {reason}")
    full = [version for version, use in uses if use == "all"]
    ranged = [version for version, use in uses if use in {"all", "range"}]
    widest = [version for version, use in uses if use != "none"]
    if not full and policy.counts.get("unnamed", "all") != "none":
        full = ranged = [v for v in widest if "denied" not in v.state] or widest
    lows = [x for v in ranged if (x := _low(v, policy)) is not None]
    highs = [x for v in widest if (x := _high(v, policy)) is not None]
    low = min(lows, default=None)
    if contested and policy.low.contested == "zero" and low is not None:
        low = 0.0
        excluded.append("low is 0: sources disagree, or one denies it")
    return Decided(
        best=_best(full, widest, policy),
        low=low,
        high=max(highs, default=None),
        excluded=tuple(excluded),
    )


def _use(version: Version, policy: Policy) -> tuple[Use, str]:
    """The strictest use that any state of the version allows, and that state."""
    order: tuple[Use, ...] = ("none", "high", "range", "all")
    found: tuple[Use, str] = ("all", "")
    for state in version.state:
        use = policy.counts.get(state, "all")
        if order.index(use) < order.index(found[0]):
            found = use, state
    return found


def _best(versions: Sequence[Version], also: Sequence[Version], policy: Policy) -> float | None:
    """The best of some versions; of those that may be its exact number, `also`, the exact one."""
    valued = [(v, x) for v in versions if (x := _value(v, policy)) is not None]
    if not valued:
        return None
    # A number before a word: "dozens" is what is said where nobody has counted.
    valued = [(v, x) for v, x in valued if v.value is not None] or valued
    if policy.best.of != "supported":
        choose = min if policy.best.of == "lowest" else max
        return choose(x for _, x in valued)

    def support(one: tuple[Version, float]) -> tuple[int, int, int, str, float]:
        version, value = one
        sources = version.independent_sources
        return (
            sources.most,
            version.reports - version.copies,
            sources.least,
            version.last_published or "",
            value,
        )

    best, value = max(valued, key=support)
    exact = [(v, v.value) for v in also if v.value is not None and _rounds(best, v)]
    return max(exact, key=support)[1] if exact else value


def _rounds(version: Version, exact: Version) -> bool:
    """Whether a version is an exact number, rounded: "nearly 2,400" beside 2,386."""
    ours, theirs = (Bounds(one.value, one.low, one.high) for one in (version, exact))
    return _GIVEN_UP.isdisjoint(exact.state) and is_rounded(ours, theirs)


def _value(version: Version, policy: Policy) -> float | None:
    if version.value is not None:
        return version.value
    return _fixed(version, policy) or version.low or version.high


def _low(version: Version, policy: Policy) -> float | None:
    if version.value is not None:
        return version.low if version.low is not None else version.value
    return _fixed(version, policy) or version.low


def _high(version: Version, policy: Policy) -> float | None:
    if version.value is not None:
        return version.high if version.high is not None else version.value
    return _fixed(version, policy) or version.high or version.low


#: The bounds that the codebook of `resolve` gives for a word that is no number.
_WORDS: dict[Vague, tuple[float, float]] = {
    "tens": (20, 99),
    "dozens": (24, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
}


def _fixed(version: Version, policy: Policy) -> float | None:
    """The number that a policy has for a word without one."""
    for word, number in policy.vague.items():
        if (version.low, version.high) == _WORDS[word]:
            return float(number)
    return None


def words_of_value(version: Version) -> str:
    """A version's value as people write it: 18, at least 9, up to 60, 10 to 12."""
    if version.value is not None:
        number = in_figures(version.value)
        if version.low is not None and version.high is None:
            return f"at least {number}"
        if version.high is not None and version.low is None:
            return f"up to {number}"
        return number if version.low is not None else f"about {number}"
    if version.low is not None and version.high is not None:
        return f"{in_figures(version.low)} to {in_figures(version.high)}"
    if version.low is not None:
        return f"at least {in_figures(version.low)}"
    return f"up to {in_figures(version.high or 0)}"
