"""Parsers of plug-ins: chosen by what they declare, and never raising for bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whence import ports
from whence.errors import PluginError, fault_of
from whence.plugins.find import FAULTS, Plugin, Plugins, sound
from whence.records import Origin, Rejected, Report, digest


class PluginParsers:
    """Implements `ports.Parsers`: parsers by what they declare, imported when first needed."""

    def __init__(self, plugins: Plugins) -> None:
        self._plugins = plugins
        self._built: list[tuple[Plugin, Any]] | None = None

    def of_name(self, name: str) -> PluginParser | None:
        """The parser for a file's name: of several endings that match the longest.

        Raises `PluginError` where a parser cannot be used, or two declare one ending.
        """
        return self._chosen(name.lower(), "endings")

    def of_type(self, media_type: str) -> PluginParser | None:
        """The parser of a media type; raises as `of_name` does."""
        return self._chosen(media_type.lower(), "media_types")

    def _chosen(self, asked: str, declared: str) -> PluginParser | None:
        fits: list[tuple[str, Plugin, Any]] = []
        for plugin, parser in self._all():
            fits += [
                (one, plugin, parser)
                for one in _declared(plugin, parser, declared)
                if asked == one or (declared == "endings" and asked.endswith(one))
            ]
        if not fits:
            return None
        longest = max(len(one) for one, _, _ in fits)
        best = [fit for fit in fits if len(fit[0]) == longest]
        if len({plugin for _, plugin, _ in best}) > 1:
            both = " and ".join(str(plugin) for _, plugin, _ in best)
            raise PluginError(f"{both} both claim {best[0][0]!r}; remove one of them")
        return PluginParser(best[0][1], best[0][2])

    def _all(self) -> list[tuple[Plugin, Any]]:
        if self._built is None:
            chosen = [self._plugins.plugin(name) for name in self._plugins.names()]
            self._built = [(one, self._plugins.build(one)) for one in chosen if one is not None]
        return self._built


class PluginParser:
    """A plug-in's parser that never raises for bytes: failures become `Rejected`."""

    def __init__(self, plugin: Plugin, parser: ports.Parser) -> None:
        self._plugin = plugin
        self._parser = parser

    def parse(self, raw: bytes, source: str) -> Iterator[Report | Rejected]:
        """Implements `ports.Parser`."""
        origin = Origin(source=source, media_type="", raw_digest=digest(raw))
        try:
            for one in self._parser.parse(raw, source):
                if not isinstance(one, Report | Rejected):
                    raise TypeError(f"it returned a {type(one).__name__}, not a report")
                yield sound(one)
        except FAULTS as error:
            yield Rejected(
                source=source,
                stage="ingest",
                code="parser",
                detail=f"{self._plugin} failed on it: {fault_of(error)}",
                origin=origin,
            )


def _declared(plugin: Plugin, parser: object, name: str) -> list[str]:
    """What a parser declares, in lower case."""
    declared = getattr(parser, name, ())
    if isinstance(declared, str) or not all(isinstance(one, str) and one for one in declared):
        raise PluginError(f"{plugin} must declare its {name} as a tuple of strings")
    return [one.lower() for one in declared]
