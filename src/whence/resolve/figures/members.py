"""Lists of people: who is a member of his own, who only stands beside one, and where a list ends.

A comma alone joins nothing: "nine people, the mayor said" is no list, "a nurse, a driver and nine
others" is one. A name behind a comma is whom the words before it tell of ("a nurse, Ana Quill,
and a driver": two people), and so are several names, or groups, that are as many as the number
before them ("two brothers, Ali and Omar Haddad").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from whence.resolve.figures.casualties import Trigger
from whence.resolve.figures.draft import Draft
from whence.resolve.figures.governors import governor, has_own_predicate
from whence.resolve.figures.lexicon import is_person
from whence.resolve.figures.named import Named
from whence.resolve.figures.numbers import starts_number
from whence.resolve.figures.parenthesis import BREAKS
from whence.resolve.figures.phrases import AUXILIARIES, DETERMINERS, PREPOSITIONS, Phrase
from whence.resolve.figures.speaking import SAYING, Speaking
from whence.resolve.sentences import Token

_AND = frozenset({"and", "&", "or"})
_INCLUDING = frozenset({"including", "among"})
#: What stands before a word in the middle of a phrase.
_INNER = DETERMINERS | PREPOSITIONS | {"-", "'s", "’s", "'", "’", "and", "&", "or"}
#: Nouns for anybody: groups behind a comma are some of them ("three people, a man and two women").
_ANYBODY = frozenset(
    "people persons victims others civilians adults individuals fatalities passengers".split()
)
_OLDEST = 130
#: Verbs whose object is who hears it.
_TELLING = frozenset({"told", "tells"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


class Member(NamedTuple):
    """One member of a list, and whom the text names beside it."""

    found: Draft | Phrase
    joint: str  #: what joins it on to the one before: "," or "and" or ", and", "" for the first
    last: int  #: the token after it and all that stands beside it
    names: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """How many it is; None where the number is vague."""
        return self.found.value if isinstance(self.found, Draft) else 1


class Lists:
    """Reads the lists of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        named: Named,
        speaking: Speaking,
        object_at: Callable[[int], Draft | Phrase | None],
    ) -> None:
        """`object_at` gives the number or person whose words begin at a token."""
        self._tokens = tokens
        self._named = named
        self._speaking = speaking
        self._object_at = object_at

    def after(
        self, at: int, end: int, trigger: Trigger, taken: Mapping[int, Trigger]
    ) -> list[Member]:
        """The list that begins at the token: all that a verb before it acts on."""
        members = self._read(at, end)
        for number in range(1, len(members)):
            found = members[number].found
            if self._speaking.only(found.first, found.last, trigger):
                del members[number:]
                break
            if self._acts(members[number], end, taken):
                # "killed nine people, Holt and Orr said": with who acts those before him go
                begins = number
                while begins > 1 and members[begins].joint == "and":
                    begins -= 1
                del members[begins:]
                break
        members = self._settled(members)
        while len(members) > 1 and not _is_closed(members):
            members.pop()
        return members

    def before(self, end: int, low: int, trigger: Trigger) -> list[Member]:
        """The list that fills the tokens up to `end`: the subject of the verb there.

        Empty where none begins at or after `low` that ends just there.
        """
        for at in range(low, end):
            inner = at > low and self._tokens[at - 1].lower in _INNER
            if inner or governor(self._tokens, at, low) is not None:
                continue
            members = self._read(at, end)
            if not members or not self._reaches(members[-1].last, end):
                continue
            heard = (self._speaking.only(m.found.first, m.found.last, trigger) for m in members)
            if any(heard):
                continue
            some = self._some(members[-1].last, end)
            members = self._settled(members)
            if _is_closed(members):
                one = members[-1]
                return [*members[:-1], one._replace(names=(*one.names, *some))]
        return []

    def _read(self, at: int, end: int) -> list[Member]:
        """Everything that commas and "and" string together from the token on."""
        members: list[Member] = []
        joint = ""
        found = self._object_at(at) if at < end else None
        while found is not None and found.last <= end:
            last = self._past(found, end)
            members.append(Member(found, joint, last))
            joint, at = self._joint(last, end)
            found = self._object_at(at) if joint and at < end else None
        return members

    def _past(self, found: Draft | Phrase, end: int) -> int:
        """The token after the age and the like that stand beside a person."""
        at = found.last
        if _is_name(found):
            return self._named.past(at, end)
        tokens = self._tokens
        if at + 1 < end and tokens[at].lower == "," and tokens[at + 1].text.isdigit():
            closes = at + 2 >= end or tokens[at + 2].lower in {",", ".", ";"} | _AND
            if int(tokens[at + 1].text) < _OLDEST and closes and found.head is not None:
                return at + 2
        return at

    def _joint(self, at: int, end: int) -> tuple[str, int]:
        """What joins the next member on, and the token after it."""
        comma = at < end and self._tokens[at].lower == ","
        at += comma
        if at < end and self._tokens[at].lower in _AND:
            return ", and" if comma else "and", at + 1
        return "," if comma else "", at

    def _acts(self, member: Member, end: int, taken: Mapping[int, Trigger]) -> bool:
        """Whether it is the subject of a verb of its own."""
        at = member.found.last
        if has_own_predicate(self._tokens, at, end, taken) or self._says(at, end):
            return True
        at = member.last
        while at < end and self._tokens[at].lower == ",":
            at += 1
        if at < end and self._tokens[at].lower in AUXILIARIES:
            return True
        if not self._says(at, end):
            return False
        # "Holt, the mayor, said on Monday", "Holt, the mayor, told residents", but "a driver, said
        # the mayor"
        return self._tokens[at].lower in _TELLING or not self._opens_subject(at + 1, end)

    def _says(self, at: int, end: int) -> bool:
        return at < end and self._tokens[at].lower in SAYING

    def _opens_subject(self, at: int, end: int) -> bool:
        """Whether somebody may be named or described from the token on."""
        if at >= end:
            return False
        token = self._tokens[at]
        lower = token.lower
        described = lower in DETERMINERS or is_person(lower) or starts_number(token)
        return described or (token.text[0].isupper() and lower not in _DAYS)

    def _reaches(self, last: int, end: int) -> bool:
        """Whether only a comma, or some by name, stand between a list and its verb."""
        tokens = self._tokens
        if last >= end or tokens[last].lower != ",":
            return last == end
        words = [token.lower for token in tokens[last + 1 : end]]
        if words[:1] == ["including"] or words[:2] == ["among", "them"]:
            return not any(word in BREAKS or word in AUXILIARIES for word in words)
        return not words

    def _some(self, last: int, end: int) -> list[str]:
        """Whom a subject names of its people: "four people, including Ann Lee, | were killed"."""
        words = [token.lower for token in self._tokens[last:end]]
        begin = next((n + 1 for n, word in enumerate(words) if word in _INCLUDING), len(words))
        begin += words[begin : begin + 1] == ["them"]
        return self._named.listed(last + begin, end)

    def _settled(self, members: Sequence[Member]) -> list[Member]:
        """The members without those that only tell who others are."""
        found: list[Member] = []
        at = 0
        while at < len(members):
            beside = members[at + 1 : at + 1 + self._beside(members, at)]
            one = members[at]
            if beside:
                names = (self._name(member.found) for member in beside)
                one = one._replace(last=beside[-1].last, names=tuple(filter(None, names)))
            found.append(one)
            at += 1 + len(beside)
        return found

    def _beside(self, members: Sequence[Member], at: int) -> int:
        """How many of the members after one tell who it is, or are."""
        one, rest = members[at], members[at + 1 :]
        if not rest or rest[0].joint != "," or _is_name(one.found):
            return 0
        if one.value == 1:
            return int(_is_name(rest[0].found))
        noun = self._tokens[one.found.head].lower if one.found.head is not None else ""
        total = 0.0
        for number, member in enumerate(rest, 1):
            if member.value is None or not (noun in _ANYBODY or _is_name(member.found)):
                return 0
            total += member.value
            if total == one.value:
                return number
        some = one.value is None or total < one.value
        return len(rest) if some and noun in _ANYBODY else 0

    def _name(self, found: Draft | Phrase) -> str | None:
        if isinstance(found, Phrase):
            return self._named.within(found) if found.head is None else None
        return found.people[0] if _is_name(found) else None


def _is_name(found: Draft | Phrase) -> bool:
    if isinstance(found, Phrase):
        return found.head is None
    return found.implied and found.head is None


def _is_closed(members: Sequence[Member]) -> bool:
    """Whether "and" stands before the last member and commas before those between, no other way."""
    if len(members) < 2:
        return True
    joints = [member.joint for member in members[1:]]
    first = next((n for n, joint in enumerate(joints) if joint != ","), len(joints))
    return first < len(joints) and "," not in joints[first:]
