"""A document that failed, as a value: stored and shown, never raised, never dropped."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.report import Origin

Stage = Literal["ingest", "read", "resolve", "ledger", "compare"]


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """One source that gave no report, with the reason in words for a person."""

    source: str  #: path, address, or `path:line`
    stage: Stage
    code: str  #: one word for programs: "empty", "binary", "too_large", "language", "json", ...
    detail: str  #: one sentence for people
    origin: Origin | None = None
