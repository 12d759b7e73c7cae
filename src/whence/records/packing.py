"""Packs the words of a reading with their syntax: about two bytes a word once compressed.

Comparing needs trees, and a ledger stores a report for years; as records they would be three
quarters of all its data.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.records.reading import Word
from whence.records.span import Span


class _Columns(msgspec.Struct, frozen=True, array_like=True):
    """Words by column: numbers that compress well, and each name once."""

    gaps: list[int]  #: code points from the end of the word before
    lengths: list[int]
    tags: list[int]  #: indices into `names`, as are relations
    relations: list[int]
    heads: list[int | None]  #: how far the head is from the word; None for a root
    names: list[str]
    mentions: dict[int, str]  #: by the word's index, where it has one


def packed_words(words: Sequence[Word]) -> bytes:
    """The words as bytes; empty for none."""
    if not words:
        return b""
    names: dict[str, int] = {}
    end = 0
    gaps, lengths, tags, relations, heads = [], [], [], [], []
    for index, word in enumerate(words):
        gaps.append(word.span.start - end)
        lengths.append(word.span.end - word.span.start)
        end = word.span.end
        tags.append(names.setdefault(word.tag, len(names)))
        relations.append(names.setdefault(word.relation, len(names)))
        heads.append(None if word.head is None else word.head - index)
    mentions = {n: word.mention for n, word in enumerate(words) if word.mention is not None}
    columns = _Columns(gaps, lengths, tags, relations, heads, list(names), mentions)
    return msgspec.msgpack.encode(columns)


def unpacked_words(packed: bytes) -> tuple[Word, ...]:
    """The words of `packed_words`; raises `msgspec.DecodeError` where they are damaged."""
    if not packed:
        return ()
    held = msgspec.msgpack.decode(packed, type=_Columns)
    found = []
    end = 0
    names = held.names
    try:
        columns = zip(held.gaps, held.lengths, held.tags, held.relations, held.heads, strict=True)
        for index, (gap, length, tag, relation, head) in enumerate(columns):
            start = end + gap
            end = start + length
            found.append(
                Word(
                    span=Span(start, end),
                    tag=names[tag],
                    relation=names[relation],
                    head=None if head is None else index + head,
                    mention=held.mentions.get(index),
                )
            )
    except (ValueError, IndexError) as error:
        raise msgspec.DecodeError(f"the words are damaged: {error}") from error
    return tuple(found)
