"""What edits changed in a report: the claims that went, appeared or were worded anew."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, pairwise

from sqlalchemy.engine import Connection

from whence.ledger import reports
from whence.ledger.query_types import Changes, Stored

#: Share of their words from which two claims count as one that was changed.
_CHANGED = 0.5
#: Claims with the same rare word that are searched for a changed claim.
_LOOKED = 50


def changes(connection: Connection, named: str, *, last: int | None = None) -> list[Changes]:
    """What each new version of a report changed in its claims, oldest first.

    `last` limits it to so many of the newest.
    """
    stored = reports.versions(connection, named)
    stored = stored if last is None else stored[-last - 1 :]
    texts = [_words_of(connection, one.id) for one in stored]
    return [
        _changes(before, after, texts[n], texts[n + 1])
        for n, (before, after) in enumerate(pairwise(stored))
    ]


def _words_of(connection: Connection, report: str) -> list[str]:
    stored, _, resolution = reports.result(connection, report)
    return [" ".join(claim.span.of(stored.text).split()) for claim in resolution.claims]


def _changes(before: Stored, after: Stored, old: list[str], new: list[str]) -> Changes:
    """Matches claims by their words; two that share most of them are one, changed."""
    stayed = set(old) & set(new)
    went = dict.fromkeys(words for words in old if words not in stayed)
    appeared = dict.fromkeys(words for words in new if words not in stayed)
    changed: list[tuple[str, str]] = []
    alike = _Alike(appeared)
    for words in list(went):
        like = alike.most(words)
        if like is not None:
            changed.append((words, like))
            del went[words], appeared[like]
    return Changes(
        before=before,
        after=after,
        appeared=tuple(appeared),
        went=tuple(went),
        changed=tuple(changed),
    )


class _Alike:
    """Claims by their words, each matched once, with the one that replaced it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._words = [set(one.casefold().split()) for one in self._texts]
        self._of: dict[str, list[int]] = {}
        for number, words in enumerate(self._words):
            for word in words:
                self._of.setdefault(word, []).append(number)
        self._free = set(range(len(self._texts)))

    def most(self, text: str) -> str | None:
        """The free claim most like it, where the two share most of their words."""
        ours = set(text.casefold().split())
        # By its rarest words: those that share most of them are among these, unless there are very
        # many, and then so many are enough.
        looked: set[int] = set()
        for word in sorted(ours & self._of.keys(), key=lambda word: (len(self._of[word]), word)):
            free = self._of[word] = [n for n in self._of[word] if n in self._free]
            looked.update(islice(free, _LOOKED))
            if len(looked) >= _LOOKED:
                break
        best, score = None, _CHANGED
        for number in sorted(looked):
            theirs = self._words[number]
            like = len(ours & theirs) / max(1, len(ours | theirs))
            if like > score or (like == score and best is None):
                best, score = number, like
        if best is None:
            return None
        self._free.discard(best)
        return self._texts[best]
