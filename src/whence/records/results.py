"""The outcome of adding a document to a ledger; runs; the state of watched feeds."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.report import Report

#: added: new; changed: a new version of a report that was there; known: there word for word.
State = Literal["added", "changed", "known"]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One call that wrote to the ledger: what every row it wrote goes back to."""

    began: str  #: ISO 8601, UTC
    command: str
    version: str  #: of whence
    settings: str  #: digest of the settings
    bundle: str  #: `Reader.digest`: of the model bundle, with what ran it


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was added to a ledger, and whether it was known."""

    report: str  #: the report's id
    source: str
    title: str | None
    state: State
    claims: int | None  #: how many its reading has; None where it was not read again

    @classmethod
    def of(cls, report: Report, state: State, claims: int | None) -> Kept:
        """The outcome for one report."""
        source, title = report.origin.source, report.title
        return cls(report=report.id, source=source, title=title, state=state, claims=claims)

    @classmethod
    def known(cls, report: Report) -> Kept:
        """The outcome for a report that was already there."""
        return cls.of(report, "known", None)


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a feed when it was last polled, from which `watch` goes on."""

    etag: str | None = None  #: as the server sent it, for a conditional request
    modified: str | None = None  #: likewise, its Last-Modified
    pages: dict[str, str] = {}  #: address -> its date in the feed, "" for none
