"""Plug-ins: parsers, readers, stores and exporters of other packages, found by entry point.

    [project.entry-points."whence.exporters"]
    markdown = "my_package.markdown:MarkdownExporter"

They are listed without importing them; one is imported when it is needed. Errors name the plug-in:
`PluginError` where it cannot be used at all, a `Rejected` where it fails on a document.

find        names to plug-ins, and plug-ins to implementations of the port
parsers, readers, stores, exporters    a wrapper for each kind, which reports errors so
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
