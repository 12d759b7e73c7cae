"""whence: reads news reports and tells who says what in them.

    bytes ──ingest──▶ Report ──extract──▶ Reading ──resolve──▶ Resolution ──ledger──▶ rows
              └──────── Rejected: a value, from any stage ─────────┴──export──▶ people

Folders are verbs (stages), records are nouns (what flows between them):

    records    Report, Reading, Attribution, ...: frozen values
    errors     what is raised for the operator
    ports      what a stage asks of what it is given
    settings   what a run may be told
    encoder    texts to scores: the model, and nothing of news
    ingest     bytes to reports
    extract    reports to readings
    resolve    readings to resolutions: who, when, where, how many, how sure
    ledger     rows: what was read, kept for good and found again
    export     readings to text, JSON, a page, brat
    pipeline   the order of the stages
    plugins    parsers, readers, stores and exporters of other packages
    wire       settings to a pipeline: the only place where things are built
    serve      the faces: the command line

Two calls do most:

    import whence

    report, reading, resolution = whence.read_text("“We are leaving,” Ada Venn said.")
    for attribution, speaker in zip(reading.attributions, resolution.speakers):
        print(speaker and resolution.entities[speaker.entity].name)
        print([span.of(report.text) for span in attribution.content])

    for outcome in whence.read_all(["reports/"]):
        ...
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whence.errors import BundleError, FetchError, ParseError, SettingsError, WhenceError
    from whence.export.document import document
    from whence.ports import Result
    from whence.records import (
        Attribution,
        Claim,
        Entity,
        Figure,
        Mention,
        Reading,
        Rejected,
        Report,
        Resolution,
        Span,
    )
    from whence.settings import Settings

__version__ = "0.1.0"

#: Name -> the module it comes from. Imported when first asked for, so that `import whence` takes
#: milliseconds and the model's libraries only load for a reading.
_HOMES = {
    "Attribution": "whence.records",
    "BundleError": "whence.errors",
    "Claim": "whence.records",
    "Entity": "whence.records",
    "FetchError": "whence.errors",
    "Figure": "whence.records",
    "Mention": "whence.records",
    "ParseError": "whence.errors",
    "Reading": "whence.records",
    "Rejected": "whence.records",
    "Report": "whence.records",
    "Resolution": "whence.records",
    "Settings": "whence.settings",
    "SettingsError": "whence.errors",
    "Span": "whence.records",
    "WhenceError": "whence.errors",
    "document": "whence.export.document",
}

__all__ = [
    "Attribution",
    "BundleError",
    "Claim",
    "Entity",
    "FetchError",
    "Figure",
    "Mention",
    "ParseError",
    "Reading",
    "Rejected",
    "Report",
    "Resolution",
    "Settings",
    "SettingsError",
    "Span",
    "WhenceError",
    "__version__",
    "document",
    "read_all",
    "read_text",
]


def read_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> Result:
    """Reads one report given as plain text, which is kept to the letter.

    The model is opened once and kept for further calls. Raises `ParseError` for a text that cannot
    be read (empty, too long, not in a language of the settings), `BundleError` where the model is
    missing, and ValueError for a `published` that is no date.
    """
    from whence import wire
    from whence.errors import ParseError
    from whence.records import Report

    told = settings or wire.settings()
    given = wire.given(published=published, title=title, publisher=publisher, url=url)
    taken = wire.report_of_text(text, told, given)
    if not isinstance(taken, Report):
        raise ParseError(taken.detail)
    reading = wire.shared_reader(told).read([taken])[0]
    return taken, reading, wire.shared_resolver().resolve(taken, reading)


def read_all(
    sources: Iterable[str], *, settings: Settings | None = None
) -> Iterator[Result | Rejected]:
    """Reads files and folders and gives back each report with what it means, as they are read.

    What cannot be read comes as a `Rejected` in its place. Memory does not grow with the number
    of reports. Raises `SettingsError` and `BundleError`.
    """
    from whence import wire

    told = settings or wire.settings()
    return wire.outcomes(wire.reports(sources, told), told)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'whence' has no attribute {name!r}")
    found: object = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
