"""Who only speaks of what became of others: never one of those that a figure counts.

"Shelling killed nine people, the mayor said": the reading's attributions tell that the mayor is a
source. He is one of the harmed only by a word inside his own description ("a man wounded in the
blast said").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from whence.records import Attribution, Span
from whence.resolve.figures.casualties import Trigger
from whence.resolve.figures.numbers import starts_number
from whence.resolve.figures.parenthesis import DASHES
from whence.resolve.figures.phrases import DETERMINERS
from whence.resolve.sentences import Token

#: Verbs of whom a report quotes.
SAYING = frozenset(
    """said says say saying told tells added adds announced confirmed confirms reported reports
        wrote writes warned warns claimed claims insisted stated""".split()
)
#: Marks that an aside stands between.
EDGES = DASHES | {",", "(", ")"}
#: An aside longer than this many tokens is none.
_LONGEST = 26


class Speaking:
    """The report's sources and cues, by token."""

    def __init__(self, tokens: Sequence[Token], attributions: Iterable[Attribution]) -> None:
        """Takes the attributions that the reader is sure enough of."""
        self._tokens = tokens
        self._source_at: dict[int, int] = {}
        self._cues: set[int] = set()
        sources: list[Span] = []
        cues: list[Span] = []
        for one in attributions:
            sources += one.source
            cues += one.cue
        at = {token.start: n for n, token in enumerate(tokens)} if sources or cues else {}
        for number, source in enumerate(sources):
            for n in _covered(tokens, at, source.start, source.end):
                self._source_at[n] = number
        for cue in cues:
            self._cues.update(_covered(tokens, at, cue.start, cue.end))

    def only(self, first: int, last: int, trigger: Trigger) -> bool:
        """Whether the tokens [first, last) are of a source that the trigger stands outside of."""
        sources = {self._source_at[n] for n in range(first, last) if n in self._source_at}
        return bool(sources) and self._source_at.get(trigger.first) not in sources

    def before(
        self, at: int, low: int, is_counted: Callable[[int], bool], is_person: Callable[[int], bool]
    ) -> int:
        """The token after what an aside that ends before `at` follows; `at` where none does.

        "Nine people, Mara Holt said, | were killed", "nine people, according to Holt, | died".
        `is_counted` tells of a token whether a number's words end before it, `is_person` whether
        somebody's do.
        """
        tokens = self._tokens
        if at - 1 <= low or tokens[at - 1].lower not in EDGES:
            return at
        edges = DASHES if tokens[at - 1].lower in DASHES else EDGES
        end, bare = at - 1, False
        for back in range(end - 1, max(low, at - _LONGEST), -1):
            if tokens[back].lower not in edges:
                continue
            cues = [n for n in range(back + 1, end) if self._is_cue(n)]
            fits = is_counted(back)
            if cues and not bare and self._is_bare(range(back + 1, end)):
                bare = True  # "Nine people, the mayor, Mara Holt, said, | died"
            elif bare or cues:
                fits = fits or (not bare and back - 1 not in self._source_at and is_person(back))
                if fits or cues:
                    return back if fits else at
            end = back
        return at

    def _is_bare(self, segment: range) -> bool:
        """Whether a verb of saying stands alone between its marks, without who says it."""
        after = self._tokens[segment[1]] if len(segment) > 1 else None
        named = after is not None and (
            after.lower in DETERMINERS or after.text[0].isupper() or starts_number(after)
        )
        spoken = any(n in self._source_at for n in segment)
        first = self._tokens[segment[0]].lower
        return first != "according" and self._is_cue(segment[0]) and not (named or spoken)

    def _is_cue(self, at: int) -> bool:
        lower = self._tokens[at].lower
        return at in self._cues or lower in SAYING or lower == "according"


def _covered(tokens: Sequence[Token], at: dict[int, int], start: int, end: int) -> range:
    """The tokens of a span that begins where a token does."""
    first = last = at.get(start, len(tokens))
    while last < len(tokens) and tokens[last].end <= end:
        last += 1
    return range(first, last)
