"""The registry of names, whence's own and plug-ins': exporters, readers, stores, parsers."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from whence.errors import PluginError, SettingsError
from whence.plugins import (
    GROUPS,
    Kind,
    Plugin,
    PluginExporter,
    PluginParsers,
    PluginReader,
    Plugins,
    PluginStore,
    found,
)
from whence.plugins.exporters import Failed
from whence.ports import Exporter
from whence.settings import Settings

#: Format -> the module of its exporter, and the class there.
_EXPORTERS = {
    "text": ("text", "TextExporter"),
    "json": ("json", "JsonExporter"),
    "jsonl": ("jsonl", "JsonLinesExporter"),
    "html": ("html", "HtmlExporter"),
    "brat": ("brat", "BratExporter"),
    "annotation": ("annotation", "AnnotationExporter"),
    "jsonld": ("jsonld", "JsonLdExporter"),
    "citron": ("citron", "CitronExporter"),
    "conll": ("conll", "ConllExporter"),
}
FORMATS = tuple(_EXPORTERS)
#: The names of whence's own.
_OWN: dict[Kind, tuple[str, ...]] = {
    "parser": ("text", "html", "json", "jsonl", "parquet", "warc", "feed"),
    "reader": (Settings().reader,),
    "store": ("sqlite", "postgresql", "postgres"),
    "exporter": FORMATS,
}
#: The beginning of a store's address; a single letter is a drive of Windows.
_STORE = re.compile(r"([A-Za-z][\w.-]+)(?:\+\w+)?:")


def plugins(kind: Kind) -> Plugins:
    """The plug-ins of a kind; imports none."""
    return Plugins(kind, _OWN[kind])


def every_plugin() -> list[Plugin]:
    """All plug-ins that are installed; imports none."""
    return [one for kind in GROUPS for one in found(kind)]


def wrong_plugins() -> list[str]:
    """Why plug-ins cannot be used, one sentence each: names that clash, modules that fail."""
    sentences = [wrong for kind in GROUPS for wrong in plugins(kind).wrong()]
    for plugin in every_plugin():
        try:
            Plugins.load(plugin)
        except PluginError as error:
            sentences.append(str(error))
    return sentences


def formats() -> list[str]:
    """The formats that there are, plug-ins' after whence's own; imports none."""
    return plugins("exporter").names()


def readers() -> list[str]:
    """The readers that there are; imports none."""
    return plugins("reader").names()


def exporter(
    name: str, *, width: int | None = None, brief: bool = False, failed: Failed | None = None
) -> Exporter:
    """The exporter of a format; raises `SettingsError` where there is none, and `PluginError`.

    `width` and `brief` are for the text format. `failed` is called with each report that a
    plug-in's exporter fails on; without it, the error is raised.
    """
    known = plugins("exporter")
    if name not in known.names():
        raise SettingsError(f"no format {name!r}; there are {', '.join(known.names())}")
    plugin = known.plugin(name)
    if plugin is not None:
        return PluginExporter(plugin, known.build(plugin), failed)
    module, kind = _EXPORTERS[name]
    build = getattr(import_module(f"whence.export.{module}"), kind)
    own: Exporter = build(width=width, brief=brief) if name == "text" else build()
    return own


def reader(settings: Settings) -> PluginReader | None:
    """The plug-in's reader of the settings; None where they name whence's own.

    Raises `PluginError`.
    """
    known = plugins("reader")
    plugin = known.plugin(settings.reader)
    return PluginReader(plugin, known.build(plugin, settings)) if plugin else None


def parsers() -> PluginParsers:
    """The parsers of plug-ins, none of them imported yet."""
    return PluginParsers(plugins("parser"))


def store_named(place: str) -> Plugin | None:
    """The plug-in for a ledger's address; None where it is a file or a database.

    Raises `PluginError` where the address has a plug-in's form, and there is no such plug-in.
    """
    begins = _STORE.match(place)
    if begins is None:
        return None
    name, known = begins[1], plugins("store")
    if name not in known.names() and _is_there(place):
        return None
    try:
        return known.plugin(name)
    except PluginError as error:
        if name in known.names():
            raise
        hint = "a ledger is SQLite's or PostgreSQL's, or a plug-in's"
        if "://" not in place:
            hint = f"a file of this name is ./{place}"
        raise PluginError(f"{error}; {hint}") from error


def store(plugin: Plugin, place: str) -> PluginStore:
    """The store at an address; raises `PluginError`."""
    address = place.removeprefix(f"{plugin.name}:")
    return PluginStore(plugin, plugins("store").build(plugin, address), place)


def _is_there(place: str) -> bool:
    try:
        return Path(place).exists()
    except (OSError, ValueError):
        return False
