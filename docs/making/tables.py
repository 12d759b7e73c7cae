"""The tables of the ledger, and those that `whence export` writes."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint

from docs.making.fields import meanings
from whence.export.tables import datasette, rows, sqlite
from whence.ledger import schema

_LEDGER = """\
# Tables of the ledger

Made of the code. The ledger is one SQLite file or one PostgreSQL database, with the same tables.
They are whence's own and change with its versions, so read them through
[Python](api.md#ledger), [the API](http.md) or [an export](tables.md), whose columns stay.
"""
_EXPORT = """\
# Tables of an export

Made of the code. `whence export --format csv|tables|parquet|sqlite` writes these tables, and
`ledger.table(NAME)` and `document.table(NAME)` give them in Python. The first column of a table
names its rows, where they have names; a column that is called like one names a row of that table.
Offsets count code points of `reports.text`.
"""
_KINDS = {
    "text": "text",
    "whole": "whole number",
    "number": "number",
    "flag": "true or false",
    "texts": "list of texts",
    "spans": "list of {start, end}",
    "places": "list of {name, country, admin1, precision, lat, lon}",
}


def ledger() -> str:
    """The page of the ledger's tables."""
    described = dict(ledger_words())
    parts = [_LEDGER, f"The version of these tables is {schema.VERSION}.\n"]
    for table in schema.metadata.sorted_tables:
        parts.append(f"## `{table.name}` {{ #{table.name} }}\n\n{described.get(table.name, '')}\n")
        parts.append("| column | type | |\n|---|---|---|")
        parts += [_row(column) for column in table.columns]
        parts += ["", *_together(table)]
    return "\n".join(parts)


def ledger_words() -> Iterator[tuple[str, str]]:
    """What the code says of each table of the ledger."""
    for names, described in re.findall(
        r"^([a-z_]+(?:, [a-z_]+)*)  +(\S.*)$", schema.__doc__ or "", re.MULTILINE
    ):
        for name in names.split(", "):
            yield name, f"{described[0].upper()}{described[1:]}."
    yield "schema_version", "The version of the tables, in one row."


def _row(column: Column[object]) -> str:
    facts = [
        "names the row" if column.primary_key else "",
        "may be nothing" if column.nullable else "",
        *(
            f"a row of [{key.column.table.name}](#{key.column.table.name})"
            for key in column.foreign_keys
        ),
        "once in the table" if column.unique else "",
    ]
    kind = str(column.type).split("(", maxsplit=1)[0].split(" ", maxsplit=1)[0].lower()
    return f"| `{column.name}` | {kind} | {'; '.join(f for f in facts if f)} |"


def _together(table: Table) -> Iterator[str]:
    for one in table.constraints:
        if isinstance(one, UniqueConstraint) and len(one.columns) > 1:
            yield f"Together once: {', '.join(f'`{c.name}`' for c in one.columns)}.\n"


def export() -> str:
    """The page of the export's tables."""
    parts = [_EXPORT]
    words = export_words()
    for table, columns in rows.COLUMNS.items():
        parts.append(f"## `{table}` {{ #{table} }}\n\nA row is {words[table]}.\n")
        parts.append("| column | holds | |\n|---|---|---|")
        for name, kind in columns.items():
            parts.append(f"| `{name}` | {_KINDS[kind]} | {column_words().get(name, '')} |")
        parts.append("")
    parts.append("## Views\n\nA SQLite file has these views, too.\n")
    parts.append("| view | |\n|---|---|")
    parts += [f"| `{name}` | {view_words()[name]} |" for name in sqlite.VIEWS]
    return "\n".join(parts) + "\n"


def export_words() -> dict[str, str]:
    """What the code says of each table of an export."""
    return dict(re.findall(r"^\| (\w+) \| (.+) \|$", rows.__doc__ or "", re.MULTILINE))


def column_words() -> dict[str, str]:
    """The meaning of the columns, from Datasette's metadata where it has them."""
    described = {
        name: text for name, text in _constant("_COLUMNS").items() if isinstance(text, str)
    }
    return meanings()["columns"] | described


def view_words() -> dict[str, str]:
    """Datasette's descriptions of the views."""
    return {name: str(described["description"]) for name, described in _constant("_TABLES").items()}


def _constant(name: str) -> dict[str, Any]:
    """A constant of `export.tables.datasette`, read and not imported: it is that module's own."""
    tree = ast.parse(inspect.getsource(datasette))
    for node in tree.body:
        if isinstance(node, ast.AnnAssign | ast.Assign):
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            if node.value and any(ast.unparse(target) == name for target in targets):
                found: dict[str, Any] = ast.literal_eval(node.value)
                return found
    raise LookupError(name)
