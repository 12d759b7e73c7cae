"""Lines that were wrapped at a margin, joined: their sentences go on in the next line.

Each newline becomes one space, so that offsets remain those of the text.
"""

from __future__ import annotations

import re
from itertools import pairwise

_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)+")
#: A shorter line is a list's, a label or a verse.
_SHORTEST = 20
#: No margin is wider.
_WIDEST = 100
#: Of the longest line of its block, so much is a line that only the margin ended, in the middle of
#: a sentence and at a sentence's end: guesses.
_FULL, _FULL_SENTENCE = 0.7, 0.85
_STOPS = (".", "!", "?", ":", ";", "”", "’", '"', "…", ")")


def unwrapped(text: str) -> str:
    """The text with a space for each newline that only wraps a line.

    A line is wrapped where the next begins in lower case, and beside such lines where it is about
    as long as they are.

    Args:
        text: all of it, its lines ended by a newline.

    Returns:
        As many characters.
    """
    return _BLOCK.sub(lambda block: _joined(block[0]), text) if "\n" in text else text


def _joined(block: str) -> str:
    lines = block.split("\n")
    goes_on = [
        len(line) >= _SHORTEST and not line.rstrip().endswith(_STOPS[:5]) and after[:1].islower()
        for line, after in pairwise(lines)
    ]
    longest = max(map(len, lines))
    margin = any(goes_on) and longest <= _WIDEST
    found = lines[0]
    for (line, after), on in zip(pairwise(lines), goes_on, strict=True):
        share = _FULL_SENTENCE if line.rstrip().endswith(_STOPS) else _FULL
        full = margin and len(line) >= max(_SHORTEST, share * longest)
        found += (" " if on or full else "\n") + after
    return found
