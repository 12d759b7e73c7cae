"""Rows that become tables of pandas, polars or Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from whence.errors import MissingExtra
from whence.export.tables.arrow import arrow, schema
from whence.export.tables.rows import Columns, Kind, plain

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Item = TypeVar("Item")

#: A field's annotation -> its column's kind.
_KINDS: dict[Any, Kind] = {str: "text", int: "whole", float: "number", bool: "flag"}


class Rows(Sequence[Item], Generic[Item]):
    """Some rows, in their order: a sequence that also is a table.

    Each is a frozen record with named fields, or a dict by column. `columns` has the names and
    kinds of the columns.

        claims = ledger.claims(speaker="Pell")
        claims[0].words
        claims.to_pandas()
        polars.DataFrame(claims)     # through Arrow's PyCapsule interface, as DuckDB takes it, too
    """

    def __init__(self, items: Sequence[Item], columns: Columns) -> None:
        """`columns` are those of every item; an item's other fields are in no table."""
        self._items = tuple(items)
        self.columns = dict(columns)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[Item]: ...

    def __getitem__(self, index: int | slice) -> Item | Rows[Item]:
        if isinstance(index, slice):
            return Rows(self._items[index], self.columns)
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"<{len(self):,} rows of {', '.join(self.columns)}>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dict a row: texts, numbers, True and False, None, and lists of these."""
        return [{name: _plain(_get(item, name)) for name in self.columns} for item in self._items]

    def to_arrow(self) -> pa.Table:
        """An Arrow table; raises `MissingExtra` without pyarrow."""
        rows = [plain(row) for row in self.to_dicts()]
        found: pa.Table = arrow().Table.from_pylist(rows, schema=schema(self.columns))
        return found

    def to_pandas(self) -> pd.DataFrame:
        """A DataFrame, in which nothing is None, NaN or NA; raises `MissingExtra` without pandas.

        Lists stay Python lists. Whole numbers with nothing among them are pandas' "Int64".
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise MissingExtra.of("DataFrames", "pandas", "frames") from error
        frame = pd.DataFrame(self.to_dicts(), columns=list(self.columns))
        types = {"whole": "Int64", "number": "float64", "flag": "boolean"}
        return frame.astype({n: types[k] for n, k in self.columns.items() if k in types})

    def to_polars(self) -> pl.DataFrame:
        """A polars DataFrame; raises `MissingExtra` without polars or pyarrow."""
        try:
            import polars as pl
        except ImportError as error:
            raise MissingExtra.of("DataFrames of polars", "polars", "frames") from error
        found = pl.from_arrow(self.to_arrow())
        return found if isinstance(found, pl.DataFrame) else found.to_frame()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Arrow's PyCapsule interface: what takes any Arrow table takes these rows."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)


def columns_of(kind: type[msgspec.Struct], *, without: Sequence[str] = ()) -> Columns:
    """The columns of a record, by its fields; those that are no text, number or list are left."""
    found: Columns = {}
    for field in msgspec.structs.fields(kind):
        column_type = _kind_of(field.type)
        if column_type is not None and field.name not in without:
            found[field.name] = column_type
    return found


def _kind_of(annotation: Any) -> Kind | None:
    parts = getattr(annotation, "__args__", ())
    if type(None) in parts:
        others = [one for one in parts if one is not type(None)]
        return _kind_of(others[0]) if len(others) == 1 else None
    if getattr(annotation, "__origin__", None) is tuple and parts == (str, ...):
        return "texts"
    if parts and all(isinstance(one, str) for one in parts):
        return "text"  # a Literal
    return _KINDS.get(annotation)


def _get(item: object, name: str) -> Any:
    return item[name] if isinstance(item, Mapping) else getattr(item, name)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
