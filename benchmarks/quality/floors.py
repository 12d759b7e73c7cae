"""Floors: scores below which no change may fall, each with the digest of what it was scored on.

A floor is lowered only with a reason in words, and the reason stays in the file for good.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

FILE = Path(__file__).parent / "floors.toml"

_HEAD = """\
# The least that each score may be. `python -m benchmarks quality --check` fails below it;
# `--repin` raises it to what was measured, and lowers it only with `--because "reason"`.
# `input` is the digest of the gold that was scored on, `bundle` of the model that scored.
"""


class Lowered(Exception):
    """Re-pinning would lower a floor, or compare with another input, and no reason was given."""


@dataclass(frozen=True)
class Measured:
    """The scores of one set: name -> value."""

    scores: Mapping[str, float]
    digest: str  #: of the input
    bundle: str  #: digest of the bundle


@dataclass(frozen=True)
class Reason:
    """Why a floor was once lowered or moved to another input."""

    date: str
    because: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Floor:
    """The pinned scores of one set."""

    pinned: str  #: date
    measured: Measured
    reasons: tuple[Reason, ...] = ()


def load(file: Path) -> dict[str, Floor]:
    """The floors of a file; none where there is no file."""
    return parse(file.read_text(encoding="utf-8")) if file.is_file() else {}


def parse(text: str) -> dict[str, Floor]:
    """The floors that a TOML text holds."""
    floors = tomllib.loads(text)
    return {
        name: Floor(
            pinned=one["pinned"],
            measured=Measured(scores=one["scores"], digest=one["input"], bundle=one["bundle"]),
            reasons=tuple(
                Reason(r["date"], r["because"], tuple(r["changes"])) for r in one.get("reasons", ())
            ),
        )
        for name, one in floors.items()
    }


def dump(floors: Mapping[str, Floor]) -> str:
    """The floors as TOML, which `load` reads back."""
    lines = [_HEAD]
    for name, floor in sorted(floors.items()):
        lines += [
            f"[{_quoted(name)}]",
            f"pinned = {_quoted(floor.pinned)}",
            f"input = {_quoted(floor.measured.digest)}",
            f"bundle = {_quoted(floor.measured.bundle)}",
            f"[{_quoted(name)}.scores]",
            *(f"{_quoted(score)} = {value}" for score, value in floor.measured.scores.items()),
        ]
        for reason in floor.reasons:
            lines += [
                f"[[{_quoted(name)}.reasons]]",
                f"date = {_quoted(reason.date)}",
                f"because = {_quoted(reason.because)}",
                f"changes = [{', '.join(map(_quoted, reason.changes))}]",
            ]
        lines.append("")
    return "\n".join(lines)


def check(floors: Mapping[str, Floor], measured: Mapping[str, Measured]) -> list[str]:
    """What is wrong, one line each. A set that was not measured is not checked."""
    return [
        line
        for name, found in sorted(measured.items())
        for line in (
            _faults(name, floors[name], found)
            if name in floors
            else [f"{name} has no floor yet: --repin sets it"]
        )
    ]


def repin(
    floors: Mapping[str, Floor],
    measured: Mapping[str, Measured],
    because: str | None,
    today: str,
) -> dict[str, Floor]:
    """The floors moved to what was measured; those of sets that were not measured stay.

    Raises `Lowered` where a score fell, went missing or was scored on another input and `because`
    gives no reason; with one, the reason is kept in the floor.
    """
    moved = dict(floors)
    refused: list[str] = []
    reason = (because or "").strip()
    for name, found in measured.items():
        before = floors.get(name)
        changes = tuple(_faults(name, before, found)) if before else ()
        if changes and not reason:
            refused += changes
        reasons = before.reasons if before else ()
        if changes:
            reasons = (*reasons, Reason(today, reason, changes))
        moved[name] = replace(Floor(today, found), reasons=reasons)
    if refused:
        raise Lowered('this needs --because "reason":\n' + "\n".join(refused))
    return moved


def _faults(name: str, floor: Floor, found: Measured) -> list[str]:
    faults = []
    if found.digest != floor.measured.digest:
        faults.append(f"{name}: the input is {found.digest}, pinned was {floor.measured.digest}")
    for score, least in floor.measured.scores.items():
        value = found.scores.get(score)
        if value is None:
            faults.append(f"{name} {score} was not measured, pinned was {least}")
        elif value < least:
            faults.append(f"{name} {score} is {value}, pinned was {least}")
    return faults


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
