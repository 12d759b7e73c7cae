"""Exceptions are for the operator; a document that fails is a `Rejected` value instead.

WhenceError
├── SettingsError      a setting is unknown or out of range
├── PluginError        a named plug-in is missing or does not implement its port
├── FetchError         a source could not be reached or opened
├── ParseError         a source's bytes cannot be understood
├── DecisionError      a person's decision is incomplete or contradicts itself
├── MissingExtra       what was asked for needs a library that is not installed
├── WorkerError        the processes of a large job cannot begin
├── BatchError         a batch's folder cannot be used
├── BundleError        the model's folder is missing, incomplete or altered
└── LedgerError        the ledger cannot be used
├── SchemaTooNew   it was written by a newer whence
└── LedgerBusy     another process holds it
"""

from __future__ import annotations

from typing import ClassVar


class WhenceError(Exception):
    """Base of all that whence raises. `exit_code` and `http_status` are what the faces answer."""

    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 500


class SettingsError(WhenceError):
    """A setting is unknown, or its value is out of range."""

    http_status: ClassVar[int] = 400


class PluginError(WhenceError):
    """A plug-in that was asked for by name is missing, or does not implement its port."""


class FetchError(WhenceError):
    """A source could not be reached or opened."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 502


class ParseError(WhenceError):
    """A source's bytes cannot be understood as what they claim to be."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 422


class DecisionError(WhenceError):
    """A decision lacks what it needs, or its words are not in the report."""

    http_status: ClassVar[int] = 422


class MissingExtra(WhenceError):
    """What was asked for needs a library that comes with one of the extras."""

    @classmethod
    def of(cls, what: str, library: str, extra: str) -> MissingExtra:
        """What needs the library, and what brings it."""
        return cls(f"{what} need {library}: pip install 'whence[{extra}]'")


class WorkerError(WhenceError):
    """The processes of a large job cannot be started, or the cluster cannot be reached."""


class BatchError(WhenceError):
    """A batch's folder is no such folder, or was made with other settings."""


class BundleError(WhenceError):
    """The model bundle is missing, incomplete, altered, or made for another version."""


class LedgerError(WhenceError):
    """The ledger cannot be opened, read or written."""


class SchemaTooNew(LedgerError):
    """The ledger was written by a newer whence."""

    http_status: ClassVar[int] = 409


class LedgerBusy(LedgerError):
    """Another process is writing to the ledger."""

    http_status: ClassVar[int] = 503


def fault_of(error: BaseException) -> str:
    """An exception in one line, for people."""
    words = " ".join(str(error).split())
    return type(error).__name__ + (f": {words}" if words else "")
