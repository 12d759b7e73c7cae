"""Rows as Arrow tables, from which Parquet files, pandas and polars frames are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whence.errors import MissingExtra
from whence.export.tables.rows import Columns

if TYPE_CHECKING:
    import pyarrow as pa


def arrow() -> Any:
    """pyarrow; raises `MissingExtra` where it is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra.of("Arrow tables and Parquet files", "pyarrow", "parquet") from error
    return pa


def schema(columns: Columns) -> pa.Schema:
    """The columns as an Arrow schema."""
    pa = arrow()
    text, number = pa.string(), pa.float64()
    types = {
        "text": text,
        "whole": pa.int32(),
        "number": number,
        "flag": pa.bool_(),
        "texts": pa.list_(text),
        "spans": pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())])),
        "places": pa.list_(
            pa.struct(
                [
                    *((n, text) for n in ("name", "country", "admin1", "precision")),
                    *(("lat", number), ("lon", number)),
                ]
            )
        ),
    }
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])
