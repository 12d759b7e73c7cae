"""The report's person names, as phrases of tokens: whom a casualty word may be about by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.records import Mention
from whence.resolve.figures.phrases import AUXILIARIES, Phrase
from whence.resolve.figures.speaking import SAYING
from whence.resolve.sentences import Token

#: How many words of titles may stand before a name: "Lieutenant General Roe".
_TITLES = 4
#: What may begin that stands beside a name between commas: ", a docker,", ", who lived there,".
_BESIDE = frozenset("a an the his her their its of from who whose whom aged both".split())
_LONGEST_BESIDE = 16
_OLDEST = 130
#: Words that may follow an age.
_AFTER_AGE = frozenset("and of from who whose in was were is has died".split())
#: What leads over to a name of a list: "his sister Eva", "the couple Daniel and Eva Olsik".
_OWN = frozenset("his her their the".split())
_KIN = frozenset(
    """sister brother son daughter wife husband mother father grandson granddaughter grandmother
        grandfather cousin nephew niece uncle aunt friend colleague twins couple siblings children
        brothers sisters sons daughters""".split()
)


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
        """The names of a list that begins at the token.

        They are joined by commas and "and", with ages and the like beside them; one colon leads to
        some of them ("two children: ..."). Whatever else stands there ends the list: to name
        somebody among the dead who is not is worse than to leave one out.
        """
        found: list[str] = []
        led = False
        while at < end:
            begin = self._past_lead(at, end)
            phrase = self.at(begin, end)
            name = self.within(phrase) if phrase else None
            if phrase is None or name is None:
                colon = None if led else self._colon(at, end)
                if colon is None:
                    break
                at, led = colon + 1, True
                continue
            if self.acts(phrase, end):
                break
            found.append(name)
            at = joined = self.past(phrase.last, end)
            while at < end and self._tokens[at].lower in {",", "and", ";", "&"}:
                at += 1
            if at == joined:
                break
        return found

    def _past_lead(self, at: int, end: int) -> int:
        """The token after "his sister" or "the couple"."""
        if at + 2 < end and self._tokens[at].lower in _OWN:
            return at + 2 if self._tokens[at + 1].lower in _KIN else at
        return at

    def _colon(self, at: int, end: int) -> int | None:
        """The next colon, if nobody is named before it."""
        for ahead in range(at, min(end, at + _LONGEST_BESIDE)):
            if self._tokens[ahead].start in self._starting:
                return None
            if self._tokens[ahead].lower == ":":
                return ahead
        return None

    def acts(self, phrase: Phrase, end: int) -> bool:
        """Whether who is named does something, and so is in no list: "18 people, Ada Venn said"."""
        at = self.past(phrase.last, end)
        while at < end and self._tokens[at].lower == ",":
            at += 1
        if at < end:
            token = self._tokens[at]
            verb = at == phrase.last and token.word is not None and token.word.tag == "VERB"
            if verb or token.lower in SAYING or token.lower in AUXILIARIES:
                return True
        words = (token.word for token in self._tokens[phrase.first : phrase.last])
        return any(word is not None and word.relation == "nsubj" for word in words)

    def past(self, at: int, end: int) -> int:
        """The token after what stands between commas beside a name that ends before `at`."""
        while at + 1 < end and self._tokens[at].lower == ",":
            after = self._tokens[at + 1]
            age = self._is_age(at + 1, end)
            another = self._past_lead(at + 1, end) > at + 1  # ", his sister Eva"
            if another or not (age or after.lower in _BESIDE):
                break
            closing = range(at + 2, min(end, at + _LONGEST_BESIDE))
            marks = {",", ".", ";", ":"} | ({"and"} if age else set())
            at = next((n for n in closing if self._tokens[n].lower in marks), end)
        return at

    def _is_age(self, at: int, end: int) -> bool:
        """Whether the token is an age beside a name: "Roe, 34, died", but "to Roe, 34 men died"."""
        text = self._tokens[at].text
        if not text.isdigit() or int(text) >= _OLDEST:
            return False
        after = self._tokens[at + 1].lower if at + 1 < end else "."
        return not after[0].isalpha() or after in _AFTER_AGE

    def ends_before(self, at: int, low: int) -> int:
        """The token after a name, of which age or the like stand before `at`: "Roe, 34, | and"."""
        if at - 2 > low and self._tokens[at - 1].text.isdigit():
            return at - 2 if self._tokens[at - 2].lower == "," else at
        for back in range(at - 2, max(low, at - _LONGEST_BESIDE), -1):
            lower = self._tokens[back].lower
            if lower == ",":
                beside = self._tokens[back + 1]
                if beside.text.isdigit():
                    return back
                return self.ends_before(back, low) if beside.lower in _BESIDE else at
            if lower in {";", ":", "and"}:
                return at
        return at

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
