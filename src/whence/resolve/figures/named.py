"""The report's person names, as phrases of tokens: whom a casualty word may be about by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.records import Mention
from whence.resolve.figures.phrases import Phrase
from whence.resolve.sentences import Token

#: How many words of titles may stand before a name: "Lieutenant General Roe".
_TITLES = 4


class Named:
    """Names of persons by where they begin and end among a report's tokens."""

    def __init__(self, tokens: Sequence[Token], mentions: Iterable[Mention]) -> None:
        """Of all mentions it keeps the persons."""
        persons = [mention for mention in mentions if mention.type == "person"]
        self._tokens = tokens
        self._starting = {mention.span.start: mention for mention in persons}
        self._ending = {mention.span.end: mention for mention in persons}

    def at(self, at: int, end: int) -> Phrase | None:
        """The name, titles included, that begins at the token."""
        for begin in range(at, min(at + _TITLES, end)):
            mention = self._starting.get(self._tokens[begin].start)
            if mention is not None:
                last = begin
                while last < end and self._tokens[last].end <= mention.span.end:
                    last += 1
                return Phrase(at, max(last, begin + 1), None)
            if not self._tokens[begin].text[0].isupper():
                return None
        return None

    def listed(self, at: int, end: int) -> list[str]:
        """The names from the token on, joined by commas and "and"; other words end the list."""
        found: list[str] = []
        while at < end:
            phrase = self.at(at, end)
            name = self.within(phrase) if phrase else None
            if phrase is None or name is None:
                break
            found.append(name)
            at = phrase.last
            while at < end and self._tokens[at].lower in {",", "and"}:
                at += 1
        return found

    def before(self, at: int, low: int) -> Phrase | None:
        """The name that ends before the token."""
        mention = self._ending.get(self._tokens[at - 1].end)
        if mention is None:
            return None
        first = at - 1
        while first > low and self._tokens[first - 1].start >= mention.span.start:
            first -= 1
        return Phrase(first, at, None)

    def within(self, phrase: Phrase) -> str | None:
        """The name alone of a phrase that holds one."""
        for at in range(phrase.first, phrase.last):
            mention = self._starting.get(self._tokens[at].start)
            if mention is not None:
                words = self._tokens[at : phrase.last]
                return " ".join(t.text for t in words if t.end <= mention.span.end)
        return None
