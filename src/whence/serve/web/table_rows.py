"""The rows of downloaded tables of events and findings."""

from __future__ import annotations

import msgspec

from whence.records.claim import Role


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of an event; an event without any has one row, without a role."""

    event: str
    name: str
    type: str
    start: str | None
    end: str | None
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    reports: int
    title: str
    role: Role | None = None
    of: str | None = None
    best: float | None = None
    low: float | None = None
    high: float | None = None
    versions: int = 0


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a finding, with who gives it and how."""

    finding: str
    kind: str
    event: str | None
    what: str
    role: Role | None
    of: str | None
    value: str
    low: float | None
    high: float | None
    said: tuple[str, ...]
    speakers: tuple[str, ...]
    first_published: str | None
    last_published: str | None
    reports: int
    sources_least: int
    sources_most: int
    sources_known: bool
    state: tuple[str, ...]
