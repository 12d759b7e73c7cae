"""Stores of plug-ins: only the port, with their errors in words for the operator."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Self

import msgspec

from whence import ports
from whence.errors import PluginError, WhenceError, fault_of
from whence.plugins.find import FAULTS, Plugin
from whence.ports import Result
from whence.records import Kept, Rejected, Report, Run

_PASSWORD = re.compile(r"//[^/@]*@")


class PluginStore:
    """A plug-in's store, opened. Its errors are for the operator: `PluginError`."""

    def __init__(self, plugin: Plugin, store: ports.Store, place: str) -> None:
        self._plugin = plugin
        self._store = store
        self.place = _PASSWORD.sub("//***@", place)  #: as it may be shown

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        close = getattr(self._store, "close", None)
        if callable(close):
            self._asked("close")

    def begin(self, run: Run) -> None:
        """Starts a run, in a store that wants to know."""
        if callable(getattr(self._store, "begin", None)):
            self._asked("begin", run)

    def has(self, report: Report) -> bool:
        """Implements `ports.Store`."""
        return bool(self._asked("has", report))

    def is_forgotten(self, report: Report) -> bool:
        """Implements `ports.Store`."""
        return bool(self._asked("is_forgotten", report))

    def add(self, result: Result, raw: bytes | None = None) -> Kept:
        """Implements `ports.Store`."""
        stored = self._asked("add", result, raw)
        if not isinstance(stored, Kept):
            raise PluginError(f"{self._plugin} returned a {type(stored).__name__}, not a Kept")
        if stored.claims is None and stored.state != "known":
            return msgspec.structs.replace(stored, claims=len(result[2].claims))
        return stored

    def reject(self, rejected: Rejected) -> None:
        """Implements `ports.Store`."""
        self._asked("reject", rejected)

    def _asked(self, method: str, *arguments: object) -> Any:
        try:
            return getattr(self._store, method)(*arguments)
        except WhenceError:
            raise
        except FAULTS as error:
            raise PluginError(f"{self._plugin} failed: {fault_of(error)}") from error
