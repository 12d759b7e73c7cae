"""Fingerprints of reports that give counts, made up for a test."""

from __future__ import annotations

from typing import Any

import msgspec

from whence.records import CountSource, Fingerprint, Observation, Span
from whence.records.reading import EntityType

EMPTY = Fingerprint(
    report="",
    source="",
    published="",
    title=None,
    outlet=None,
    credits=(),
    words={},
    lead={},
    people={},
    first_people={},
    places={},
    groups={},
    numbers={},
    days=(),
    years=(),
    ages=(),
    regions=(),
    where=None,
    length=100,
    observations=(),
    accused=(),
)


def source(
    name: str, *descriptions: str, kind: EntityType = "person", named: bool = True
) -> CountSource:
    return CountSource(type=kind, name=name, named=named, descriptions=descriptions)


def body(name: str) -> CountSource:
    return source(name, kind="organization", named=False)


def count(value: float | None, by: CountSource | None = None, **more: Any) -> Observation:
    """A report's main count of killed, from a source or in the outlet's own words."""
    exact: dict[str, Any] = {"low": value, "high": value}
    given: dict[str, Any] = {
        "claim": "c", "span": Span(0, 1), "role": "killed", "value": value, "of": None,
        "status": "unknown", "main": True, "background": False, "implied": False, "part_of": None,
        "standing": "attributed" if by else "own-voice", "hedges": (),
        "act": "state" if by else None, "source": by, "withdrawn": False,
    }  # fmt: skip
    return Observation(**{**exact, **given, **more})


def report(name: str, published: str, *observations: Observation, **more: object) -> Fingerprint:
    return msgspec.structs.replace(
        EMPTY,
        report=name,
        source=f"{name}.txt",
        published=published,
        observations=observations,
        **more,
    )
