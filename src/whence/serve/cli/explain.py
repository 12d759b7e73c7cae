"""`whence read --explain` and `whence show --why`: which block of a source became what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from whence.ingest.explain import PAGES, Explained, page
from whence.records import Rejected, Report

_WORDS = 72  #: letters of a block that are shown
#: Columns: the longest kind of block has nine letters.
_KIND = 10


def explained(taken: Iterable[Report | Rejected], raws: Mapping[str, bytes]) -> int:
    """Prints each report's blocks, for pages all runs; returns how many sources were rejected.

    Args:
        taken: reports and rejections.
        raws: each document's bytes, by their digest, there when its report is.
    """
    rejected = 0
    before = ""
    for one in taken:
        if isinstance(one, Rejected):
            rejected += 1
            click.echo(f"whence: {one.source}: {one.detail} [{one.code}]", err=True)
        digest = one.origin.raw_digest if one.origin else ""
        if digest and digest == before:
            continue  # a further story of the page before, which is already explained
        before = digest
        raw = raws.get(digest)
        kind = one.origin.media_type if one.origin else ""
        explanation = page(raw, kind) if raw is not None and kind in PAGES else None
        if isinstance(one, Rejected) and not isinstance(explanation, list):
            continue
        click.echo(one.source if isinstance(one, Rejected) else one.origin.source)
        if isinstance(explanation, list):
            for line in explanation:
                click.echo(_line(line))
        elif isinstance(one, Report):
            for block in one.blocks:
                click.echo(f"  {block.kind:<{_KIND}}  {_short(block.span.of(one.text))}")
    return rejected


def _line(one: Explained) -> str:
    points = "" if one.points is None else f"{one.points:+.1f}"
    story = f" (story {one.story})" if one.story > 1 else ""
    why = "; ".join(one.reasons)
    return f"  {one.became:<{_KIND}} {points:>5}  {_short(one.words)}{story}\n{'':20}{why}"


def _short(words: str) -> str:
    plain = "".join(c if c.isprintable() else " " for c in words)
    return plain if len(plain) <= _WORDS else f"{plain[: _WORDS - 1]}…"
