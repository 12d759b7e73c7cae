"""Plug-ins: parsers, readers, stores and exporters of other packages, found by entry point.

    [project.entry-points."whence.exporters"]
    markdown = "my_package.markdown:MarkdownExporter"

Their names are told without importing them; one is imported when it is asked for. What one does
wrong is told with its name: `PluginError` where it cannot be used at all, a `Rejected` where it
fails on a document.

find        names to plug-ins, and plug-ins to what keeps the port
parsers, readers, stores, exporters    one of each kind, so wrapped that its faults are told so
"""

from whence.plugins.exporters import PluginExporter
from whence.plugins.find import GROUPS, Kind, Plugin, Plugins, found
from whence.plugins.parsers import PluginParser, PluginParsers
from whence.plugins.readers import PluginReader, ReaderFault
from whence.plugins.stores import PluginStore

__all__ = [
    "GROUPS",
    "Kind",
    "Plugin",
    "PluginExporter",
    "PluginParser",
    "PluginParsers",
    "PluginReader",
    "PluginStore",
    "Plugins",
    "ReaderFault",
    "found",
]
