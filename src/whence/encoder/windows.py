"""Text to word pieces to overlapping windows, for reading and for training alike.

The encoder is uncased and blind to layout. Two small features, one code a piece, give back what
its word pieces lose: the *shape* of the word (Title, UPPER, digits ...) and the *break* before the
piece (glued, space, line, paragraph). Their embeddings are learned.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Encoding

#: Names of the shape codes; 0 is for pieces of no word ([CLS], [SEP], padding).
SHAPES = ("none", "lower", "title", "capital", "upper", "mixed", "digits", "mark", "other")
#: Names of the break codes: what is between a piece and the one before.
BREAKS = ("none", "glued", "space", "line", "paragraph", "start")

_OTHER, _LOWER, _UPPER, _DIGIT, _SPACE, _NEWLINE, _MARK = range(7)
#: Code points below this get their class from a table; above it letters carry no case that a reader
#: of English needs, and all count as "other".
_TABLE_SIZE = 0x2100


def _class_of(code: int) -> int:
    char = chr(code)
    if char == "\n":
        return _NEWLINE
    if char.isspace():
        return _SPACE
    if char.isupper():
        return _UPPER
    if char.islower():
        return _LOWER
    if char.isdigit():
        return _DIGIT
    return _MARK if unicodedata.category(char)[0] in "PS" else _OTHER


_CLASSES = np.array([*map(_class_of, range(_TABLE_SIZE)), _OTHER], dtype=np.uint8)


class Pieces(NamedTuple):
    """The word pieces of one text, special ones left out; every array has one entry a piece."""

    ids: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int32]  #: code points of the text, half-open
    ends: npt.NDArray[np.int32]
    shapes: npt.NDArray[np.int64]
    breaks: npt.NDArray[np.int64]
    firsts: npt.NDArray[np.bool_]  #: whether the piece begins a word

    def between(self, start: int, end: int) -> Pieces | None:
        """The pieces of the text's code points [start, end) by themselves, as a text of their own.

        None where an edge cuts a word, whose halves might be cut into other pieces. Between words
        the neighbours do not matter: code points are folded and separated one by one.
        """
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        if first >= last or self.starts[first] < start or self.ends[last - 1] > end:
            return None
        if not self.firsts[first] or (last < len(self.firsts) and not self.firsts[last]):
            return None
        part = slice(first, last)
        breaks = self.breaks[part].copy()
        breaks[0] = BREAKS.index("start")
        return Pieces(
            ids=self.ids[part],
            starts=self.starts[part] - np.int32(start),
            ends=self.ends[part] - np.int32(start),
            shapes=self.shapes[part],
            breaks=breaks,
            firsts=self.firsts[part],
        )


class Window(NamedTuple):
    """A range of pieces to score together, and its core, whose scores are used."""

    start: int
    end: int
    core_start: int
    core_end: int


def pieces_of(text: str, encoding: Encoding) -> Pieces:
    """The pieces of an encoding made without special tokens, with shapes and breaks."""
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    words = np.array(encoding.word_ids, dtype=np.int64)
    starts, ends = offsets[:, 0], offsets[:, 1]
    count = len(starts)
    firsts = np.ones(count, dtype=np.bool_)
    firsts[1:] = words[1:] != words[:-1]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _CLASSES[np.minimum(codes, _TABLE_SIZE)]
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        starts=starts,
        ends=ends,
        shapes=_shapes(classes, starts, ends, firsts),
        breaks=_breaks(classes, starts, ends),
        firsts=firsts,
    )


def _running(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """`result[b] - result[a]` counts the flags in `[a, b)`."""
    return np.concatenate(([0], np.cumsum(flags, dtype=np.int32))).astype(np.int32)


def _shapes(
    classes: npt.NDArray[np.uint8],
    starts: npt.NDArray[np.int32],
    ends: npt.NDArray[np.int32],
    firsts: npt.NDArray[np.bool_],
) -> npt.NDArray[np.int64]:
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    word_starts = starts[firsts]
    last_piece = np.append(np.flatnonzero(firsts)[1:] - 1, len(starts) - 1)
    word_ends = np.maximum(ends[last_piece], word_starts + 1)

    def count(kind: int) -> npt.NDArray[np.int32]:
        running = _running(classes == kind)
        counted: npt.NDArray[np.int32] = running[word_ends] - running[word_starts]
        return counted

    upper, lower, digit = count(_UPPER), count(_LOWER), count(_DIGIT)
    first_class = classes[word_starts]
    length = word_ends - word_starts
    shape = np.select(
        [
            digit > 0,
            first_class == _MARK,
            (upper == 0) & (lower > 0),
            (upper == 1) & (length == 1),
            (upper == 1) & (first_class == _UPPER),
            (upper > 1) & (lower == 0),
            upper > 0,
        ],
        [
            SHAPES.index(s)
            for s in ("digits", "mark", "lower", "capital", "title", "upper", "mixed")
        ],
        default=SHAPES.index("other"),
    )
    of_word = np.cumsum(firsts) - 1
    by_piece: npt.NDArray[np.int64] = shape[of_word].astype(np.int64)
    return by_piece


def _breaks(
    classes: npt.NDArray[np.uint8], starts: npt.NDArray[np.int32], ends: npt.NDArray[np.int32]
) -> npt.NDArray[np.int64]:
    if not len(starts):
        return np.zeros(0, dtype=np.int64)
    lines = _running(classes == _NEWLINE)
    spaces = _running(classes == _SPACE)
    gap_start = np.concatenate(([0], ends[:-1]))
    # Pieces of one character that normalisation split in two share their offsets: no gap.
    gap_end = np.maximum(starts, gap_start)
    newlines = lines[gap_end] - lines[gap_start]
    blank = spaces[gap_end] - spaces[gap_start]
    code = np.select(
        [newlines >= 2, newlines == 1, blank > 0],
        [BREAKS.index("paragraph"), BREAKS.index("line"), BREAKS.index("space")],
        default=BREAKS.index("glued"),
    ).astype(np.int64)
    code[0] = BREAKS.index("start")
    return code


def cut(pieces: Pieces, size: int, context: int, core: int | None = None) -> list[Window]:
    """Windows of at most `size` pieces whose cores cover each piece exactly once, in order.

    A core ends at a paragraph's end where one is in its last two fifths, else at a line's, else at
    a word's, so that what belongs together is scored together; `context` pieces beyond a core on
    each side are scored with it where the text has them. `core` caps the core's length.
    """
    count = len(pieces.ids)
    most = size - 2 * context
    if most < 1:
        raise ValueError(f"a window of {size} pieces is too small for {context} on each side")
    windows, at = [], 0
    while at < count:
        left = min(context, at)
        if count - at <= size - left and (core is None or count - at <= core):
            end = count
        else:
            available = most + (context - left)
            end = _core_end(
                pieces, at, min(at + (min(available, core) if core else available), count)
            )
        windows.append(Window(at - left, min(end + context, count), at, end))
        at = end
    return windows


def _core_end(pieces: Pieces, at: int, limit: int) -> int:
    """The best place at or before `limit` for a core that begins at `at` to end."""
    if limit >= len(pieces.ids):
        return len(pieces.ids)
    earliest = at + (limit - at) * 3 // 5 + 1
    breaks = pieces.breaks[earliest : limit + 1]
    for kind in ("paragraph", "line"):
        at_break = np.flatnonzero(breaks == BREAKS.index(kind))
        if len(at_break):
            return earliest + int(at_break[-1])
    at_word = np.flatnonzero(pieces.firsts[earliest : limit + 1])
    return earliest + int(at_word[-1]) if len(at_word) else limit
