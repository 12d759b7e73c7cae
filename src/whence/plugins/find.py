"""Finds plug-ins by entry point: listed without importing them, imported when needed."""

from __future__ import annotations

from collections.abc import Collection
from importlib import metadata
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from whence import ports
from whence.errors import PluginError, WhenceError, fault_of

Kind: TypeAlias = Literal["parser", "reader", "store", "exporter"]

#: Kind -> the group of its entry points, and the port that it implements.
GROUPS: dict[Kind, tuple[str, type]] = {
    "parser": ("whence.parsers", ports.Parser),
    "reader": ("whence.readers", ports.Reader),
    "store": ("whence.stores", ports.Store),
    "exporter": ("whence.exporters", ports.Exporter),
}
#: What a plug-in may raise: `sys.exit` in a module must not end a run unexplained.
FAULTS = (Exception, SystemExit)


class Plugin(NamedTuple):
    """One entry point, not imported yet."""

    kind: Kind
    name: str
    value: str  #: module:name, as the distribution declares it
    distribution: str
    version: str

    def __str__(self) -> str:
        return f"the {self.kind} {self.name} ({self.distribution} {self.version})"


def found(kind: Kind) -> list[Plugin]:
    """Every plug-in of a kind that is installed, by name; imports none."""
    return sorted(
        Plugin(kind, point.name, point.value, *_of(point))
        for point in metadata.entry_points(group=GROUPS[kind][0])
    )


class Plugins:
    """The plug-ins of one kind, beside whence's own names."""

    def __init__(self, kind: Kind, own: Collection[str]) -> None:
        """`own` are whence's own names, which no plug-in may have."""
        self._kind = kind
        self._own = tuple(own)
        self._found = found(kind)

    def names(self) -> list[str]:
        """The names there are: whence's own first. Imports nothing."""
        return [*self._own, *sorted({one.name for one in self._found} - set(self._own))]

    def wrong(self) -> list[str]:
        """What is wrong with the names, one sentence each."""
        sentences = []
        for name in sorted({one.name for one in self._found}):
            try:
                self.plugin(name)
            except PluginError as error:
                sentences.append(str(error))
        return sentences

    def plugin(self, name: str) -> Plugin | None:
        """The plug-in with a name; None where the name is whence's own.

        Raises `PluginError` where there is none, where several packages claim the name, and where
        one claims whence's own.
        """
        claims = [one for one in self._found if one.name == name]
        packages = " and ".join(f"{c.distribution} {c.version} ({c.value})" for c in claims)
        if name in self._own:
            if claims:
                raise PluginError(
                    f"the {self._kind} {name!r} is whence's own, and {packages} may not take its"
                    " name; remove or rename the plug-in"
                )
            return None
        if not claims:
            names = ", ".join(self.names()) or "none"
            raise PluginError(f"no {self._kind} {name!r}; there are {names}")
        if len(claims) > 1:
            raise PluginError(
                f"several packages claim the {self._kind} {name!r}: {packages}; remove all but one"
            )
        return claims[0]

    def build(self, plugin: Plugin, *arguments: object) -> Any:
        """An implementation of the port; raises `PluginError` with the plug-in and the reason."""
        loaded = self.load(plugin)
        port = GROUPS[self._kind][1]
        if not isinstance(loaded, type) and not _lacking(loaded, port):
            return loaded  # the object itself, not its factory
        if not callable(loaded):
            raise PluginError(
                f"{plugin} does not implement the port {port.__name__} and cannot be called to make"
                " one that does"
            )
        try:
            built = loaded(*arguments)
        except WhenceError as error:
            raise PluginError(f"{plugin}: {error}") from error
        except FAULTS as error:
            raise PluginError(f"{plugin} cannot be built: {fault_of(error)}") from error
        lacking = _lacking(built, port)
        if lacking:
            methods = " and no ".join(lacking)
            raise PluginError(f"{plugin} has no {methods}, which the port {port.__name__} needs")
        return built

    @staticmethod
    def load(plugin: Plugin) -> Any:
        """The entry point's object, imported; raises `PluginError`."""
        group = GROUPS[plugin.kind][0]
        try:
            return metadata.EntryPoint(plugin.name, plugin.value, group).load()
        except FAULTS as error:
            raise PluginError(
                f"{plugin} cannot be imported from {plugin.value}: {fault_of(error)}"
            ) from error


def sound(record: Any) -> Any:
    """The same record with its fields' types checked: a Struct does not check them itself."""
    return msgspec.convert(msgspec.to_builtins(record), type(record))


def _of(point: metadata.EntryPoint) -> tuple[str, str]:
    """The distribution of an entry point and its version, as far as known."""
    about = point.dist.metadata.json if point.dist else {}
    return str(about.get("name", "unknown")), str(about.get("version", "unknown"))


def _lacking(thing: object, port: type) -> list[str]:
    """The port's methods that something lacks."""
    wanted = [name for name in vars(port) if not name.startswith("_")]
    return [name for name in wanted if not callable(getattr(thing, name, None))]
