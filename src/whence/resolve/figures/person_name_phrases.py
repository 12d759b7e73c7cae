"""The report's person names, as phrases of tokens: whom a casualty word may be about by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from whence.lang import words
from whence.records import Mention, Span, Word
from whence.resolve.figures.number_words import UNITS
from whence.resolve.figures.phrases import AUXILIARIES, Phrase
from whence.resolve.sentences import Token

#: Words of titles that may come before a name: "Lieutenant General Roe".
_TITLES = 4
#: Beginnings of what is beside a name between commas: ", a docker,", ", who lived there,".
_BESIDE = frozenset("a an the his her their its of from who whose whom aged both".split())
_ABBREVIATED = words("people", "abbreviated title")
#: "a 19-year-old Ada Venn"
_AGED = frozenset({"a", "-", "year-old"})
#: Tokens that may be beside a name, such as an office or an origin. A guess, not measured.
_LONGEST_BESIDE = 16
#: A name that the reader is less sure of than this is used in lists alone; and the least there.
_SURE, LIKELY = 0.4, 0.2
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "their", "its"})
_OF_OFFICES = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "PART"})
#: Years: no age is greater; a larger number in brackets is something else.
_OLDEST = 130
_FROM = frozenset({"of", "from"})
_SAYING = words("figures", "saying")
#: What leads to a name of a list: "his sister Eva", "the couple Daniel and Eva Olsik".
_OWN = frozenset("his her their the".split())
_ALIAS = frozenset({"alias", "aka", "a.k.a."})
_IN_LAW = frozenset({"-", "in", "law"})
_KIN = frozenset(
    """sister brother son daughter wife husband mother father grandson granddaughter grandmother
        grandfather cousin nephew niece uncle aunt friend colleague twins couple siblings children
        brothers sisters sons daughters""".split()
)


class Named:
    """Names of persons by where they begin and end among a report's tokens."""

    def __init__(
        self,
        tokens: Sequence[Token],
        mentions: Iterable[Mention],
        sources: Iterable[Span] = (),
        parsed: Sequence[Word] = (),
    ) -> None:
        """Of all mentions it keeps the persons; `sources` are the words for who speaks.

        `parsed` are the reading's words, whose heads show who does something.
        """
        self._parsed = parsed
        self._sources = sorted(sources, key=lambda span: span.start)
        persons = [mention for mention in mentions if mention.type == "person"]
        sure = [mention for mention in persons if mention.score >= _SURE]
        self._tokens = tokens
        self._starting = {mention.span.start: mention for mention in sure}
        self._ending = {mention.span.end: mention for mention in sure}
        self._unsure = {mention.span.start: mention for mention in persons} | self._starting

    def at(self, at: int, end: int, *, unsure: bool = False) -> Phrase | None:
        """The name, titles included, that begins at the token; with `unsure` a likely one too."""
        known = self._unsure if unsure else self._starting
        for begin in range(at, min(at + _TITLES + 1, end)):
            mention = known.get(self._tokens[begin].start)
            if mention is not None:
                last = begin
                while last < end and self._tokens[last].end <= mention.span.end:
                    last += 1
                return Phrase(at, max(last, begin + 1), None)
            lower = self._tokens[begin].lower
            if lower == "." and begin > at and self._tokens[begin - 1].lower in _ABBREVIATED:
                continue  # "Sgt. Peter Omwamba"
            if not (self._tokens[begin].text[0].isupper() or lower in _AGED or lower.isdigit()):
                return None
        return None

    def covering(self, at: int) -> Phrase | None:
        """The name that holds the token, or that a title at the token comes before."""
        for first in range(at, max(-1, at - _TITLES), -1):
            found = self.at(first, len(self._tokens))
            begins = self._tokens[first].start in self._starting
            if found is not None and found.last > at and (begins or first == at):
                return found
        return None

    def speaks(self, at: int, verb: int) -> bool:
        """Whether the token is in the words for who speaks, and the verb's token does not.

        "Nine people died, Ada Venn said"; but "Ada Venn, who was hurt, said".
        """
        if at >= len(self._tokens):
            return False
        start, verb_at = self._tokens[at].start, self._tokens[verb].start
        for span in self._sources:
            if span.start > start:
                return False
            if start < span.end and (verb == at or not span.start <= verb_at < span.end):
                return not self._is_owned(at, span.start)
        return False

    def _is_owned(self, at: int, start: int) -> bool:
        """Whether "whose" comes before the token: "Ada Venn, whose son, Ali, died, said"."""
        near = self._tokens[max(0, at - _LONGEST_BESIDE) : at]
        return any(token.lower == "whose" and token.start >= start for token in near)

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
            mention = self._unsure.get(self._tokens[at].start)
            if mention is not None:
                inside = [t for t in self._tokens[at : phrase.last] if t.end <= mention.span.end]
                # "Olga M. Wolter" has no space before its full stop
                spaces = ("", *(" " * (b.start > a.end) for a, b in pairwise(inside)))
                return "".join(s + t.text for s, t in zip(spaces, inside, strict=True))
        return None

    def listed(
        self, at: int, end: int, *, aside: bool = False, plain: bool = False, unsure: bool = False
    ) -> list[Phrase]:
        """The names of a list that begins at the token.

        They are joined by commas and "and", with ages and the like beside them; one colon leads to
        some of them ("two children: ..."). Anything else there ends the list: to name somebody
        among the dead who is not is worse than to leave one out. An `aside` comes between a
        subject and its verb: "three people, including Ada Venn, were hurt". What is `plain` leads
        over to a name without "of": not "he was a friend of the mayor, Ada Venn". With `unsure` the
        first may be a likely name.
        """
        found: list[Phrase] = []
        led = False
        while at < end:
            begin = self._past_lead(at, end)
            if plain and "of" in {token.lower for token in self._tokens[at:begin]}:
                break
            # Between other names of a list even a name that the reader doubts is one.
            phrase = self.at(begin, end, unsure=unsure or bool(found))
            if phrase is None or self.within(phrase) is None:
                colon = None if led else self._colon(at, end)
                if colon is None:
                    break
                at, led = colon + 1, True
                continue
            phrase = self._alias(phrase, end) or phrase
            if self.acts(phrase, end, aside=aside) or self._is_owner(phrase, end):
                break
            found.append(phrase)
            at = joined = self.past(phrase.last, end)
            while at < end and self._tokens[at].lower in {",", "and", ";", "&"}:
                at += 1
            if at == joined:
                break
        return found

    def _alias(self, phrase: Phrase, end: int) -> Phrase | None:
        """The other name of one who has two: "Sonu alias Ali Venn" is one person."""
        if phrase.last + 1 >= end or self._tokens[phrase.last].lower not in _ALIAS:
            return None
        other = self.at(phrase.last + 1, end, unsure=True)
        longer = other is not None and other.last - other.first > phrase.last - phrase.first
        return other if longer else None

    def _is_owner(self, phrase: Phrase, end: int) -> bool:
        """Whether somebody or something of theirs is meant: "Ada Venn's driver"."""
        return phrase.last < end and self._tokens[phrase.last].lower in _POSSESSIVE

    def acts(self, phrase: Phrase, end: int, *, spoken: bool = False, aside: bool = False) -> bool:
        """Whether who is named does something, and so is in no list: "18 people, Ada Venn said".

        `spoken` asks about a verb of saying or an auxiliary alone, and not of the parse. What
        follows the comma that closes an `aside` is said of those before it.
        """
        at = self.past(phrase.last, end)
        if aside and at < end and self._tokens[at].lower == ",":
            words_behind = {token.lower for token in self._tokens[at + 1 : min(end, at + 3)]}
            return bool(words_behind & _SAYING)
        while at < end and self._tokens[at].lower == ",":
            at += 1
        if at < end:
            token = self._tokens[at]
            verb = at == phrase.last and token.word is not None and token.word.tag == "VERB"
            if verb or token.lower in _SAYING or token.lower in AUXILIARIES:
                return True
        inside = self._tokens[phrase.first : phrase.last]
        return not spoken and any(self._is_subject(token) for token in inside)

    def _is_subject(self, token: Token) -> bool:
        """Whether a verb after it has it for its subject: one before, only by a wrong parse."""
        word = token.word
        if word is None or word.relation != "nsubj":
            return False
        known = word.head is not None and word.head < len(self._parsed)
        return not known or self._parsed[word.head or 0].span.start > token.start

    def _past_lead(self, at: int, end: int) -> int:
        """The token after "his sister", "the couple" or "the guide,"."""
        if at + 2 < end and self._tokens[at].lower in _OWN:
            if self._tokens[at + 1].lower in _KIN:
                # "his nephew, Ali Venn," too: nobody is meant but the one who is named
                law = at + 2
                while law < end and self._tokens[law].lower in _IN_LAW:
                    law += 1  # "his brother-in-law Ali Venn"
                return law + 1 if law < end and self._tokens[law].lower == "," else law
            for ahead in range(at + 2, min(at + 5, end)):
                if self._tokens[ahead].start in self._starting:
                    return ahead
                if self._tokens[ahead].lower == "and":
                    break
        if (name := self._behind_office(at, end)) is not None:
            return name
        # "opposition leader Ada Venn", "22-year-old student Ada Venn"
        aged = at + 2 < end and self._tokens[at].text.isdigit() and self._tokens[at + 1].text == "-"
        for ahead in range(at, min(at + (2 * _TITLES if aged else _TITLES), end)):
            if self._tokens[ahead].start in self._starting:
                return ahead
            word = self._tokens[ahead].word
            plain = word is not None and word.tag in ("NOUN", "ADJ", "PROPN", "DET")
            if not plain and not (
                aged and self._tokens[ahead].text in (self._tokens[at].text, "-")
            ):
                break
        return at

    def _behind_office(self, at: int, end: int) -> int | None:
        """The name after an office and its place: "the mayor of Orm, Luna Barrera".

        Or after what several are: "two sisters, Ada and Eva", "a couple in their sixties, ...".
        """
        first = self._tokens[at]
        counted = first.word is not None and first.word.tag == "NUM" and first.text.isalpha()
        if first.lower not in _ARTICLES and not counted:
            return None
        for ahead in range(at + 1, min(at + _LONGEST_BESIDE, end - 1)):
            token = self._tokens[ahead]
            of = token.lower == "of" and (counted or self._tokens[ahead - 1].lower in _KIN)
            if of:  # "a nephew of the former president, Ada Venn" is not she
                return None
            if token.lower == ",":
                known = self._unsure if counted else self._starting
                return ahead + 1 if self._tokens[ahead + 1].start in known else None
            plain = token.lower in _AGED | _OWN or token.text.isdigit()
            plain = plain or (counted and token.word is not None and token.word.tag == "ADV")
            if token.start in self._starting or not (
                plain or token.word is None or token.word.tag in _OF_OFFICES
            ):
                return None
        return None

    def _colon(self, at: int, end: int) -> int | None:
        """The next colon, if nobody is named before it."""
        for ahead in range(at, min(end, at + _LONGEST_BESIDE)):
            if self._tokens[ahead].start in self._starting:
                return None
            if self._tokens[ahead].lower == ":":
                return ahead
        return None

    def past(self, at: int, end: int) -> int:
        """The token after what is between commas beside a name that ends before `at`."""
        if at + 2 < end and self._tokens[at].text == "(" and self._tokens[at + 2].text == ")":
            years = self._tokens[at + 1].text
            at += (
                3 if years.isdigit() and int(years) < _OLDEST else 0
            )  # "Ada Venn (34), Ida Roe (9)"
        at = self._past_home(at, end)
        while at + 1 < end and self._tokens[at].lower == ",":
            after = self._tokens[at + 1]
            age = after.text.isdigit() and int(after.text) < _OLDEST
            age = age or (after.lower in UNITS and self._tokens[at + 2 : at + 3] != []
                          and self._tokens[at + 2].text in {",", ".", ";"})  # fmt: skip
            own = after.lower in _OWN  # ", his sister Eva"
            another = own and self._past_lead(at + 1, end) > at + 1
            if another or not (age or after.lower in _BESIDE):
                break
            closing = range(at + 2, min(end, at + _LONGEST_BESIDE))
            marks = {",", ".", ";", ":"} | ({"and"} if age else set())
            at = next((n for n in closing if self._tokens[n].lower in marks), end)
        return at

    def _past_home(self, at: int, end: int) -> int:
        """Past where somebody is from: "Ada Venn | of Council Bluffs, Iowa; Ida Roe"."""
        if at + 1 >= end or self._tokens[at].lower not in _FROM:
            return at
        home = self._past_capitals(at + 1, end)
        if home == at + 1:
            return at
        if home + 1 < end and self._tokens[home].text == ",":
            state = self._past_capitals(home + 1, end)
            closed = state < end and self._tokens[state].text in {",", ";", "."}
            if state > home + 1 and closed:
                return state
        return home

    def _past_capitals(self, at: int, end: int) -> int:
        """Past a name that is no person's."""
        while at < end and self._tokens[at].text[0].isupper():
            if self._tokens[at].start in self._starting:
                break
            at += 1
        return at
