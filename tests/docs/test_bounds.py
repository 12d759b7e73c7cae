"""docs/limits.md has the bounds that the code has."""

from __future__ import annotations

from pathlib import Path

from whence.ingest import compression, discover, json_reader, limits, warc
from whence.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "limits.md"


def test_the_bounds_of_a_source() -> None:
    rows = (
        PAGE.read_text(encoding="utf-8").partition("## How much is read")[2].partition("\n## ")[0]
    )
    usual = Settings()
    for bound in (
        f"| {usual.max_bytes >> 20} MiB (setting `max_bytes`) |",
        f"| {usual.max_chars:,} characters (`max_chars`) |",
        f"| {usual.max_seconds} seconds of a processor (`max_seconds`) |",
        f"| {limits.MOST_TAGS:,} elements |",
        f"| {limits.MOST_ATTRIBUTES} attributes, of those that say something |",
        f"| an element of over {limits.LONG_TAG:,} characters |",
        f"| {compression.MOST_TIMES} times as long unpacked, and {compression.PLENTY >> 20} MiB |",
        f"| {json_reader.MOST_BLANK >> 20} MiB of white space |",
        f"| {discover.MOST_JUNK:,} pieces in a row that are no reports |",
        f"| {warc.MOST_MISSES:,} false beginnings in a row |",
    ):
        assert bound in rows, bound
