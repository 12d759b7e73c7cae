"""Stores of plug-ins: the port and no more, with their faults in words for the operator."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Self

import msgspec

from whence import ports
from whence.errors import PluginError, WhenceError
from whence.plugins.find import FAULTS, Plugin, fault
from whence.ports import Result
from whence.records import Kept, Rejected, Report, Run

_PASSWORD = re.compile(r"//[^/@]*@")


class PluginStore:
    """A plug-in's store, opened. Its faults are the operator's to mend: `PluginError`."""

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
        """Says on whose behalf the next is written, to a store that wants to know."""
        if callable(getattr(self._store, "begin", None)):
            self._asked("begin", run)

    def has(self, report: Report) -> bool:
        """Keeps `ports.Store`."""
        return bool(self._asked("has", report))

    def is_forgotten(self, report: Report) -> bool:
        """Keeps `ports.Store`."""
        return bool(self._asked("is_forgotten", report))

    def add(self, result: Result, raw: bytes | None = None) -> Kept:
        """Keeps `ports.Store`."""
        kept = self._asked("add", result, raw)
        if not isinstance(kept, Kept):
            raise PluginError(f"{self._plugin} gave a {type(kept).__name__}, and no Kept")
        if kept.claims is None and kept.state != "known":
            return msgspec.structs.replace(kept, claims=len(result[2].claims))
        return kept

    def reject(self, rejected: Rejected) -> None:
        """Keeps `ports.Store`."""
        self._asked("reject", rejected)

    def _asked(self, method: str, *arguments: object) -> Any:
        try:
            return getattr(self._store, method)(*arguments)
        except WhenceError:
            raise
        except FAULTS as error:
            raise PluginError(f"{self._plugin} failed: {fault(error)}") from error
