"""Invented sentences read by the shipped reader and resolved: what every room's tables start from."""

from __future__ import annotations

from functools import cache

import msgspec

from tests.readings import report
from whence import bootstrap
from whence.ports import Reader
from whence.records import Entity, Published, Reading, Report, Resolution
from whence.settings import Settings


@cache
def _reader() -> Reader:
    return bootstrap.reader(Settings(threads=1))


@cache
def resolved(
    text: str, published: str | None = None, publisher: str | None = None, title: str | None = None
) -> tuple[Report, Reading, Resolution]:
    """The text as a report, with its reading and what it means."""
    one = report(text, title=title)
    when = Published(value=published, found_in="caller") if published else None
    one = msgspec.structs.replace(one, published=when, publisher=publisher)
    (reading,) = _reader().read([one])
    return one, reading, bootstrap.shared_resolver().resolve(one, reading)


def entity(resolution: Resolution, name: str) -> Entity:
    """The one entity whose name holds the words."""
    (found,) = [one for one in resolution.entities if name in one.name]
    return found
