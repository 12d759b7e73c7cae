"""What flows between the stages: frozen values that import nothing of whence.

    Report ──read──▶ Reading          Rejected: a document that could not be taken in, as a value

Every record is a frozen, keyword-only msgspec Struct with tuples, never lists, so that it can be
hashed, compared, sent to another process and written as JSON without a codec of our own.
"""

from whence.records.ids import digest
from whence.records.reading import Attribution, Mention, Reader, Reading
from whence.records.rejected import Rejected
from whence.records.report import Block, Origin, Published, Report
from whence.records.span import Span

__all__ = [
    "Attribution",
    "Block",
    "Mention",
    "Origin",
    "Published",
    "Reader",
    "Reading",
    "Rejected",
    "Report",
    "Span",
    "digest",
]
