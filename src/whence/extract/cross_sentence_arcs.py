"""Arcs over the end of a sentence, cut: no word depends on one of another sentence.

A stop inside quotation marks is none here: "“A. B,” he said" has one frame for two sentences.
"""

from __future__ import annotations

from bisect import bisect_left

from msgspec.structs import replace

from whence.lang import words as word_list
from whence.records import Word

_TITLES = word_list("people", "abbreviated title")
_MARKS = frozenset('"“”„«»')
#: Letters: what is as short before a stop may be an abbreviation ("St.", "No.", "J.").
_SHORT = 2


def cut_at_stops(text: str, words: list[Word]) -> None:
    """Makes words roots whose heads are in another sentence, in place.

    Args:
        text: all of it.
        words: its words in order.
    """
    stops = _stops(text, words)
    if not stops:
        return
    for index, word in enumerate(words):
        if word.head is None:
            continue
        low, high = sorted((index, word.head))
        at = bisect_left(stops, low)
        if at < len(stops) and stops[at] < high and word.tag != "PUNCT":
            words[index] = replace(word, head=None, relation="root")


def _stops(text: str, words: list[Word]) -> list[int]:
    """The words that are stops between two sentences, neither of which has a quotation mark."""
    found, marked, last = [], False, None
    for index, word in enumerate(words):
        written = word.span.of(text)
        if not _MARKS.isdisjoint(written):
            marked = True
            if last is not None and found and found[-1] == last:
                found.pop()  # the sentence after it has a mark
                last = None
        if written != "." or not 0 < index < len(words) - 1:
            continue
        before, after = words[index - 1].span, words[index + 1].span
        gap, begins = text[word.span.end : after.start], text[after.start : after.start + 1]
        ends = gap.isspace() and begins.isupper() and before.end - before.start > _SHORT
        if not ends or before.of(text).lower() in _TITLES:
            continue
        if not marked:
            found.append(index)
            last = index
        else:
            last = None
        marked = False
    return found
