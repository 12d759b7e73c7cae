"""Whom a description means: "the minister", "its director", "the airline", "the report".

*The one last spoken of that fits*: its head and its owner are those that the report gave somebody
before (a title, an apposition, a name of a body), and what it is about is no other matter.
"""

from __future__ import annotations

import re

from whence.records import Span
from whence.resolve.people.descriptions import call_of, same_owner
from whence.resolve.people.entities import Call, Member
from whence.resolve.people.epithets import DESCRIBED, Epithets
from whence.resolve.people.gender import of_words
from whence.resolve.people.nouns import Noun
from whence.resolve.people.phrases import Phrases
from whence.resolve.people.pronouns import (
    Answer,
    agrees,
    misread_person,
)
from whence.resolve.people.referents import Party
from whence.resolve.people.word_lists import (
    ANY_COMPANY,
    BODIES,
    CENTRAL_BANK,
    COMMERCIAL,
    COMPANIES,
    DEAD,
    DOCUMENTS,
    IN_THE_KNOW,
    KIN,
    OF_SO_MANY,
    OFFICES_OF_STATE,
    OTHER_PARTIES,
    OWN_KIND,
    PROMINENT,
    pairs,
    singular,
)

#: How sure each way of answering is: the share that was right on GUM's training documents and half
#: of MEANTIME.
_UNNAMED = 0.9
_MODELLED = 6.0  #: how many mentions a certain antecedent of the model's is worth
_OWNER = {"his": "he", "her": "she"}
_HYPHENED = re.compile(r"-[a-z]+")
#: No passer-by is introduced as "the Lagos-born nurse", or "the former judge".
_BORN = re.compile(r"\w-born\b|\b(?:former|retired|ex-)")
#: So many words at most say by what somebody without a name knows it: a guess.
_LONGEST_KNOWING = 8
_OF_CLAUSES = frozenset({"root", "conj", "ccomp", "parataxis"})
_OFFICES, _KINDS = pairs("same office"), pairs("same body")


class Described(Epithets):
    """Descriptions of one report to its entities."""

    def answer(
        self, party: Party, around: frozenset[int] = frozenset(), last: Member | None = None
    ) -> Answer:
        """Somebody spoken of before if it is definite and fits, else somebody new.

        `last` is who has just spoken and may go on under a description that is new. `around` are
        those in whose words it is: a speaker of "the minister told me" is not the
        minister.
        """
        noun = party.called
        at = self._phrases.span(noun).start
        if (meant := self.aged(noun) or self.by_country(noun)) is not None:
            return meant
        call = call_of(self._phrases, noun, party.of)
        found = None
        if self._phrases.is_definite(noun):
            found = self._meant(noun, call, at, around) or last
        if found is not None:
            return Answer(found.both or (found,), DESCRIBED)
        return Answer((self.new(party, call),), _UNNAMED)

    def pen_name(self, span: Span) -> Member:
        """Who signs a letter so: "LATE IN LUNDE" is no place."""
        member = self._entities.unnamed(span.of(self._phrases.tree.text), "person", plural=False)
        member.refer(span, "nominal", _UNNAMED)
        return member

    def new(self, party: Party, call: Call) -> Member:
        """One that the report calls by these words alone."""
        noun = party.called
        end = self._phrases.span(noun).end
        rest = _HYPHENED.match(self._phrases.tree.text, end)  # "the 53-year[-old]"
        words = self._phrases.words(noun) + (rest.group() if rest else self._in_the_know(noun))
        member = self._entities.unnamed(words, _type(self._phrases, noun), noun.plural)
        if call not in member.calls:
            member.calls.append(call)
        if words.lower().split()[1:-1] and DEAD & set(words.lower().split()):
            member.died = self._phrases.span(noun).start
        if not noun.plural:
            member.gender = member.gender or of_words(call.head)
        return member

    def _in_the_know(self, noun: Noun) -> str:
        """By what an unnamed source knows it: "two people [familiar with the sale]"."""
        tree = self._phrases.tree
        at = noun.last + 1
        if at >= len(tree.words) or tree.lower(at) not in IN_THE_KNOW:
            return ""
        if tree.relation(at) in _OF_CLAUSES:
            return ""  # "the officials briefed reporters"
        end = at + 1
        while end < min(at + _LONGEST_KNOWING, len(tree.words)):
            word = tree.words[end]
            if word.tag in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ", "CCONJ"):
                break
            end += 1
        return " " + tree.span(at, end - 1).of(tree.text) if end > at + 2 else ""

    def _meant(self, noun: Noun, call: Call, at: int, around: frozenset[int]) -> Member | None:
        if call.head in DOCUMENTS and noun.kind == "document":
            return self._document(call.head, at)
        body = noun.kind == "organization" and call.head in BODIES
        if noun.plural and not body:
            return self._several(call, at)
        lone = body and not noun.plural and not call.owner and not call.matter
        if lone and call.head in ANY_COMPANY:
            return self._company(noun, call, at, around)
        best: tuple[int, int, Member] | None = None
        of_a_body = self._is_of_a_body(noun, call)
        for start, member in self._nearest(at, around):
            if (member.type == "organization") != body or (member.type != "person" and not body):
                continue
            if member.plural and not noun.plural:
                continue
            owned = call.owner and call.head in DOCUMENTS and not member.names
            # "the website" is not "Ardo's website"
            fitting = [c for c in member.calls if c.owner or not (of_a_body or owned)]
            worth = max((_worth(call, other) for other in fitting), default=0)
            worth += bool(worth and member.names)
            of_pronoun = noun.owner is not None and noun.owner.kind == "pronoun"
            if of_pronoun and call.head in KIN and not self._is_only_kin(noun, call, at):
                worth = 0  # "his brother": whose is not given, so that it may be another's
            if worth and (best is None or worth > best[0]):
                best = worth, start, member
        if best is not None:
            return best[2]
        if of_a_body:
            return None
        if body:
            return self._body_of_name(call) or (
                self._company(noun, call, at, around)
                if call.head in COMPANIES and not noun.plural and not call.matter
                else None
            )
        return self._only_person(noun, call, at, around)

    def _is_of_a_body(self, noun: Noun, call: Call) -> bool:
        """Whether an office like a state's is of a body: "the union's president" is not Obama."""
        owner = noun.owner
        bodied = owner is not None and owner.kind == "organization" and owner.name is None
        return bodied and call.head in OFFICES_OF_STATE

    def _is_only_kin(self, noun: Noun, call: Call, at: int) -> bool:
        """Whether "her brother" can be but one: of one woman that is named, and one brother."""
        owner = self._phrases.tree.lower(noun.owner.head) if noun.owner is not None else ""
        people = [m for _, m in self._nearest(at, frozenset()) if m.type == "person"]
        kin = [m for m in people if any(c.head == call.head for c in m.calls)]
        others = [
            m for m in people if m not in kin and m.names and agrees(_OWNER.get(owner, ""), m)
        ]
        return len(kin) == 1 and len(others) == 1

    def _several(self, call: Call, at: int) -> Member | None:
        """Those whom "the brothers", "the two officials" are: the last several that fit."""
        for _, member in self._nearest(at, frozenset()):
            if member.plural and any(
                other.head == call.head and _worth(call, other) for other in member.calls
            ):
                return member
        return None

    def _document(self, head: str, at: int) -> Member | None:
        """The last document that was named before "the report", if one was."""
        for _, member in self._nearest(at, frozenset()):
            last = member.name.casefold().split()[-1:] if member.names else []
            if member.type == "person" or not last or last[0] not in DOCUMENTS:
                continue
            # "the report" may be a survey, but "the memo" is no newspaper called Post.
            if last[0] == head or not {last[0], head} & OWN_KIND:
                return member
        return None

    def _only_person(
        self, noun: Noun, call: Call, at: int, around: frozenset[int]
    ) -> Member | None:
        """The person that the text is about: the only one named before "the former minister".

        By what somebody works as ("the plumber") only whom the sentence before is about.
        """
        if self._phrases.tree.lower(noun.first) != "the":
            return None
        people = [m for _, m in self._nearest(at, frozenset()) if m.type == "person"]
        if not people:
            people = [one.member for one in misread_person(self._scene, at)]
        named = [m for m in people if m.names]
        if (again := self.called_again(noun, at)) is not None and id(again) not in around:
            return again
        if len(people) > 1 and call.head not in PROMINENT and self._is_epithet(noun):
            # "Captain Tunde Adekoya said ... the Nigerian defender said"
            people = named = self._alone_before(at, subject=True)
        if len(named) != 1 or id(named[0]) in around:
            return None
        if self._is_of_children(noun):
            about = self.was_subject(named[0], at) or named == self._alone_before(at, subject=True)
            return named[0] if about else None
        if call.head not in PROMINENT and not (
            len([m for m in people if not m.plural]) == 1
            and self._is_of_trade(noun, call)
            and self.was_subject(named[0], at)
        ):
            return None
        kinds = {self._phrases.kind_of(name) for name in noun.names}
        if call.head in OFFICES_OF_STATE and call.owner and kinds & {"place", "group"}:
            # "the Russian president" is not a president of unknown country
            owners = [c.owner for c in named[0].calls if c.owner]
            if not any(same_owner(call.owner, owner) for owner in owners):
                return None
        of_state = call.head in OFFICES_OF_STATE
        # "The lawyer, Ezra Holt, ... The minister": who has a role of his own has not that office,
        # and "prosecutor Neil Tarby" is not "the boy".
        trade = call.head not in PROMINENT
        other = [
            c
            for c in named[0].calls
            if c.head in PROMINENT or (of_state and c.head not in KIN) or trade
        ]
        if other and not any(_worth(call, c) for c in other):
            return None
        named[0].type = "person"
        return named[0]

    def _is_epithet(self, noun: Noun) -> bool:
        """Whether a phrase gives somebody's past, people or birthplace: "the Nigerian defender"."""
        of_people = {self._phrases.kind_of(name) for name in noun.names} == {"group"}
        born = bool(_BORN.search(self._phrases.words(noun)))
        return of_people or born or self._is_of_children(noun)

    def _is_of_children(self, noun: Noun) -> bool:
        """Whether it says how many somebody has: "the mother of two"."""
        tree = self._phrases.tree
        of, number = noun.head + 1, noun.head + 2
        counted = number < len(tree.words) and tree.words[number].tag == "NUM"
        return tree.lower(noun.head) in OF_SO_MANY and tree.lower(of) == "of" and counted

    def _is_of_trade(self, noun: Noun, call: Call) -> bool:
        """Whether a phrase says what somebody works as, and of no other in the matter."""
        word = self._phrases.tree.words[noun.head]
        of_people = {self._phrases.kind_of(name) for name in noun.names} == {"group"}
        plain = (not call.owner or of_people) and call.head not in KIN | DEAD
        if call.head in OTHER_PARTIES:
            # no passer-by is introduced as "the Lagos-born nurse"
            plain = plain and bool(_BORN.search(self._phrases.words(noun)))
        return plain and word.mention == "person" and self._phrases.is_subject(noun)

    def _body_of_name(self, call: Call) -> Member | None:
        """The one organization whose name the words are, wherever the report has it.

        "Saldovia's interior ministry" is the Interior Ministry that is named later.
        """
        found = [
            member
            for member in self._entities.members
            if member.type == "organization" and member.names
            and any(
                c.head == call.head and c.matter and c.matter <= call.matter
                and same_owner(c.owner, call.owner)
                for c in member.calls
            )
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def _company(self, noun: Noun, call: Call, at: int, around: frozenset[int]) -> Member | None:
        """The organization that "the company" means: the one mentioned most before it.

        None that the report gives another kind: no brigade is an airline.
        """
        counts: dict[int, int] = {}
        members: dict[int, Member] = {}
        for mentioned in self._scene.before(at):
            member = mentioned.member
            if member.type != "organization" or not member.names or id(member) in around:
                continue
            if any(not _company_is(call, other) for other in member.calls):
                continue
            if not any(span.start == mentioned.start for span, _ in member.names):
                continue
            counts[id(member)] = counts.get(id(member), 0) + 1
            members[id(member)] = member
        if not counts or call.owner:
            return None
        likely = self._scene.likely(self._phrases.tree.words[noun.head].span.start)
        here = self._scene.sentences.at(at)

        def weight(key: int) -> float:
            """How much there is about it, by its name and by what it has ("the Airbus website")."""
            name = members[key].name.lower()
            owned = [
                likely.get(id(m.member), 0.0)
                for m in {id(m.member): m for m in self._scene.before(at)}.values()
                if any(c.owner == name for c in m.member.calls)
            ]
            near = any(
                m.member is members[key] and self._scene.sentences.at(m.start) == here
                for m in self._scene.before(at)[-8:]
            )
            return counts[key] + near + _MODELLED * (likely.get(key, 0.0) + sum(owned))

        # Of those mentioned alike the last is nearest.
        return members[max(reversed(counts), key=weight)]


def _company_is(call: Call, other: Call) -> bool:
    """Whether one called so may be this company."""
    if call.head == other.head or other.head in _KINDS.get(call.head, ()):
        return _bank_alike(call, other)
    if call.head in ANY_COMPANY:
        return other.head in COMMERCIAL | COMPANIES
    return other.head in ANY_COMPANY


def _bank_alike(call: Call, other: Call) -> bool:
    if call.head != "bank" or "central" not in call.matter | other.matter:
        return True
    return all(c.matter & CENTRAL_BANK or c.owner for c in (call, other))


def _worth(call: Call, other: Call) -> int:
    """How well a description fits what somebody was called before; 0: not at all."""
    alike = {call.head} | _OFFICES.get(call.head, frozenset()) | _KINDS.get(call.head, frozenset())
    if other.head not in alike or not same_owner(call.owner, other.owner):
        return 0
    if not _bank_alike(call, other):
        return 0
    own, its = call.matter - {other.head}, other.matter - {call.head}
    if own and its and not own & its and other.head == call.head:
        return 0
    if own and not its and other.head == call.head and call.head in ("ministry", "department"):
        return 0
    owned = bool(call.owner and other.owner)
    return 1 + 2 * (other.head == call.head) + len(own & its) + owned


def same_post(one: Call, other: Call) -> bool:
    """Whether two are called by one office of one body: enough to be one person."""
    if one.head != other.head or not same_owner(one.owner, other.owner):
        return False
    if one.owner and other.owner:
        return not (one.matter and other.matter) or bool(one.matter & other.matter)
    return one.head.startswith("spokes") and (
        not one.matter or not other.matter or one.matter == other.matter
    )


def _type(phrases: Phrases, noun: Noun) -> str:
    """What sort of entity a description is."""
    if noun.kind == "document":
        return "other"
    if noun.kind in ("person", "organization", "group"):
        lower = phrases.tree.lower(noun.head)
        return "group" if lower in ("people", "residents", "voters", "authorities") else noun.kind
    if noun.kind == "place":
        return "organization"  # a school that speaks
    single = singular(phrases.tree.lower(noun.head))
    if single in DOCUMENTS:
        return "other"
    mention = phrases.tree.words[noun.head].mention
    if mention in ("other", "place"):
        return "other"  # "initial findings", "the other side"
    return "person" if phrases.is_definite(noun) or noun.plural else "other"
