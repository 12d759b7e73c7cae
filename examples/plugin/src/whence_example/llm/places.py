"""Where the words that the model gave are, to the letter; what is not there is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from whence.records import Span
from whence_example.llm.answer import Said

#: Occurrences of the same words that are looked at in a window.
_MOST = 100
#: What may be around words without being of them: the model writes marks of its own.
_AROUND = " \t\r\n\"“”„«»‘’'"


class Placed(NamedTuple):
    """An attribution whose every span is in the text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def hull(self) -> Span:
        """From the first of its words to the last."""
        spans = (*self.source, *self.cue, *self.content)
        return Span(min(s.start for s in spans), max(s.end for s in spans))


def place(text: str, window: Span, one: Said) -> Placed | None:
    """Where an attribution is, or None where its content or source is not in the text.

    Of words that occur several times, those nearest to its other parts are taken. A cue that is not
    in the text is left out.
    """
    contents = [occurrences(text, words, window) for words in one.words("content")]
    sources = [occurrences(text, words, window) for words in one.words("source")]
    cues = [occurrences(text, words, window) for words in one.words("cue")]
    if not contents or not all(contents) or not all(sources):
        return None
    cues = [found for found in cues if found]
    # The rarest words hold the others; of equally rare ones the longest.
    contents.sort(key=lambda found: (len(found), found[0].start - found[0].end))
    best: tuple[int, Placed] | None = None
    for anchor in contents[0]:
        found = _around(anchor, contents[1:], sources, cues)
        if found and (best is None or found[0] < best[0]):
            best = found
    return best[1] if best else None


def occurrences(text: str, words: str, window: Span) -> list[Span]:
    """Where words are in a stretch of the text, whole words only."""
    found = _exact(text, words, window)
    bare = words.strip(_AROUND)
    return found or (_exact(text, bare, window) if bare else [])


def _exact(text: str, words: str, window: Span) -> list[Span]:
    found: list[Span] = []
    at = text.find(words, window.start, window.end)
    while at >= 0 and len(found) < _MOST:
        end = at + len(words)
        if not (_inside_word(text, at) or _inside_word(text, end)):
            found.append(Span(at, end))
        at = text.find(words, at + 1, window.end)
    return found


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _around(
    anchor: Span,
    contents: Iterable[Sequence[Span]],
    sources: Iterable[Sequence[Span]],
    cues: Iterable[Sequence[Span]],
) -> tuple[int, Placed] | None:
    """The parts nearest to one content, and how far they lie apart; None where they collide."""
    placed = [anchor]
    parts: dict[str, list[Span]] = {"content": [anchor], "source": [], "cue": []}
    apart = 0
    for part, options in (
        *(("content", one) for one in contents),
        *(("source", one) for one in sources),
        *(("cue", one) for one in cues),
    ):
        free = [one for one in options if not any(one.overlaps(other) for other in placed)]
        if not free:
            if part == "cue":
                continue
            return None
        gaps = [(min(_gap(one, other) for other in placed), one) for one in free]
        gap, nearest = min(gaps)
        apart += gap
        placed.append(nearest)
        parts[part].append(nearest)
    found = {part: tuple(sorted(spans)) for part, spans in parts.items()}
    return apart, Placed(**found)


def _gap(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
