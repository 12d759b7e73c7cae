"""The registry of names, whence's own and plug-ins': exporters, readers, stores, parsers."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple

from whence.errors import PluginError, SettingsError
from whence.export.exporters import TextOfReports
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
from whence.ports import Exporter, LedgerExporter
from whence.settings import Settings


class Format(NamedTuple):
    """A format: its classes, as "module:Class" in `whence.export`, and what an export of it is.

    `text` writes reports as one text, a `ports.Exporter`; `whole` exports a ledger, a
    `ports.LedgerExporter`. Without `whole` the export is that text; without `text` there is none.
    """

    text: str | None = None
    whole: str | None = None
    makes: Literal["text", "file", "folder"] = "text"
    of_ledger: bool = False  #: whether it says what only a ledger has


#: Every format of whence's own, in the order in which they are listed.
_FORMATS = {
    "text": Format("text:TextExporter"),
    "json": Format("json:JsonExporter"),
    "jsonl": Format("jsonl:JsonLinesExporter"),
    "html": Format("html:HtmlExporter"),
    "brat": Format("brat:BratExporter", "brat:BratExporter", "folder"),
    "annotation": Format("web_annotation:AnnotationExporter"),
    "geojson": Format(whole="geojson:GeoJsonExporter", of_ledger=True),
    "jsonld": Format("jsonld:JsonLdExporter", "graph:GraphExporter"),
    "citron": Format("citron:CitronExporter"),
    "conll": Format("conll:ConllExporter"),
    "citron-folder": Format(whole="citron:CitronExporter", makes="folder"),
    "csv": Format(whole="tables.folder:CsvTables", makes="folder"),
    "tables": Format(whole="tables.folder:JsonLinesTables", makes="folder"),
    "parquet": Format(whole="tables.parquet:ParquetTables", makes="folder"),
    "sqlite": Format(whole="tables.sqlite:SqliteTables", makes="file"),
    "prov": Format(whole="prov:ProvExporter", of_ledger=True),
    "training": Format(whole="training:TrainingExporter", of_ledger=True),
}
#: What people decided on people and events: no export of reports, and can be imported again.
DECISIONS = "decisions"
#: Formats of reports as one text.
FORMATS = tuple(name for name, one in _FORMATS.items() if one.text)
#: Formats of an export that is more than one text, and those of them that are a folder.
ON_DISK = tuple(name for name, one in _FORMATS.items() if one.makes != "text")
FOLDERS = tuple(name for name, one in _FORMATS.items() if one.makes == "folder")
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
    """The formats of reports as one text, plug-ins' after whence's own; imports none."""
    return plugins("exporter").names()


def read_formats() -> tuple[str, ...]:
    """The formats for reports without a ledger, plug-ins' too; imports no plug-in."""
    own = (name for name, one in _FORMATS.items() if not one.of_ledger)
    return tuple(dict.fromkeys((*FORMATS, *own, *formats())))


def ledger_formats() -> tuple[str, ...]:
    """The formats that a ledger can be exported in, plug-ins' too; imports no plug-in."""
    whole = [name for name, one in _FORMATS.items() if one.whole and one.makes == "text"]
    documents = (name for name in formats() if name not in (*whole, *ON_DISK))
    return (*documents, *ON_DISK, *whole, DECISIONS)


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
    build = _imported(_FORMATS[name].text or "")
    own: Exporter = build(width=width, brief=brief) if name == "text" else build()
    return own


def ledger_exporter(name: str) -> LedgerExporter:
    """What exports a ledger in a format; raises `SettingsError` and `PluginError` as `exporter`."""
    if name not in ledger_formats():
        raise SettingsError(f"no format {name!r}; there are {', '.join(ledger_formats())}")
    known = _FORMATS.get(name)
    if known is None or known.whole is None:
        return TextOfReports(exporter(name))
    own: LedgerExporter = _imported(known.whole)()
    return own


def _imported(where: str) -> Any:
    module, _, kind = where.partition(":")
    return getattr(import_module(f"whence.export.{module}"), kind)


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
