"""Noun phrases that go together: heads with appositions, complements and lists.

How they go together is shown by what is between them and by the tree (Huddleston and Pullum 2002,
chapters 5, 15 and 17): a comma between a name and a description is an apposition, "and" makes a
list, and what follows a preposition is no head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from whence.records import Span
from whence.resolve.people.appositions import Appositions, OpenParty, alike, outermost
from whence.resolve.people.nouns import Noun
from whence.resolve.people.referents import Party, joined_by_name
from whence.resolve.people.word_lists import (
    INDEFINITE,
    JOINING,
    KIN,
    NAMING,
    NAMING_AS,
    OF_A_COUNTRY,
    PREPOSITIONS,
    QUANTIFIERS,
    QUANTITIES,
    RELATIVE,
    ROLES,
    TITLES,
)

_ASIDE = frozenset({",", "—", "–", "(", "-", ")"})


class Phrases(Appositions):
    """The noun phrases of one report with what goes together: lists, appositions, complements."""

    def parties(self, span: Span) -> list[Party]:
        """Who the words of a source are: several where they are a list."""
        inside = self.tree.within(span)
        if not inside:
            return []
        held = self.within(inside.start, inside.stop)
        # what a reader cut: "[the bank's newly named chair] Marta Claure"
        nouns = [n for n in held if n.head < inside.stop] or [n for n in held if n.owner][:1]
        if any(self.is_one_of_them(n) for n in nouns[1:]):
            nouns = nouns[:1]
        head = self.tree.head_of(span)
        if len(nouns) > 1 and nouns[0].first > inside.start and self.preposition(nouns[0]):
            nouns = nouns[1:]  # "Outside court, Detective Priya Mandal": not the court
        some = head is not None and self.tree.lower(head) in INDEFINITE | {"those"}
        if nouns and nouns[0].kind == "place" and self.tree.words[nouns[0].first].tag == "DET":
            people = [n for n in nouns if n.kind == "person"]
            nouns = people or nouns  # "the Erie, Pennsylvania, resident"
        if nouns and head is not None and some and head < nouns[0].first:
            return []  # "someone familiar with the situation": not the situation
        if not nouns and (head := self.tree.head_of(span)) is not None:
            nouns = self.misread(inside, head)
        if (named := self._behind_relative(nouns)) is not None:
            return [named]
        who = self._without_relative(self._without_namers(nouns))
        return next(iter(self._runs(who, source=True)), [])

    def _without_relative(self, nouns: Sequence[Noun]) -> Sequence[Noun]:
        """The nouns without those of a clause about the first: "Venn, who led [it], and Resk"."""
        if len(nouns) < 3:
            return nouns
        first, tree = nouns[0], self.tree
        at = first.last + 1
        about = tree.lower(at) == "," and tree.lower(at + 1) in RELATIVE
        on = next((i for i, n in enumerate(nouns) if i > 1 and self._goes_on(first, n)), None)
        return [first, *nouns[on:]] if about and on is not None else nouns

    def _behind_relative(self, nouns: Sequence[Noun]) -> Party | None:
        """Who is named after a relative clause: "a priest who buried some, Father Tanyi,"."""
        if len(nouns) < 2 or nouns[0].kind != "person" or nouns[0].name is not None:
            return None
        first, last, tree = nouns[0], nouns[-1], self.tree
        after = first.last + 1
        relative = after < len(tree.words) and (
            tree.lower(after) in RELATIVE or tree.relation(after) == "acl"
        )
        named = last.kind == "person" and last.name is not None and not last.plural
        if not (relative and named and not first.plural and tree.lower(last.first - 1) == ","):
            return None
        end = last.last + 1
        closed = end >= len(tree.words) or tree.lower(end) in (",", ".", ";")
        return Party((first, last)) if closed else None

    def around(self, noun: Noun) -> Party | None:
        """All of the party, in the whole text, that the phrase is the first noun of or is in."""
        return self._party_of.get(noun.first)

    def all_parties(self) -> list[list[Party]]:
        """The lists of the whole text and of what depends on them; most have one member."""
        return self._lists

    @cached_property
    def _lists(self) -> list[list[Party]]:
        owners = [noun.owner for noun in self.nouns if noun.owner is not None]
        found = self._named_behind(list(self._runs(self.nouns, source=False)))
        found = joined_by_name(self.tree.text, self._ends(found), found)
        while owners:
            found += [[Party((owner,))] for owner in owners if owner.kind != "pronoun"]
            owners = [owner.owner for owner in owners if owner.owner is not None]
        return found

    def _ends(self, lists: list[list[Party]]) -> list[int]:
        """Where the last party of each list ends, with what depends on it."""
        return [max(self.span(noun).end for noun in (*one[-1].nouns, *one[-1].of)) for one in lists]

    def _named_behind(self, lists: list[list[Party]]) -> list[list[Party]]:
        """The lists with a name joined that a relative clause before it describes.

        "A priest who took part in the handover, Father Londono, gave a different account."
        """
        begins = {one[0].nouns[0].head: number for number, one in enumerate(lists)}
        for number, members in enumerate(lists):
            noun = members[-1].called
            at = None if noun.name is None else self.tree.at(noun.name.start)
            if at is None or noun.kind != "person" or noun.plural:
                continue
            beside = self.tree.relation(at) in ("appos", "flat")
            given = begins.get(self.tree.head(at) or -1)
            if not beside or self.tree.lower(noun.first - 1) != "," or given is None:
                continue
            described = lists[given][0].nouns[0]
            if given >= number or len(lists[given]) != 1 or described.name is not None:
                continue
            if described.kind == "person" and not described.plural:
                (party,) = lists[given]
                joined = (*party.nouns, *members[-1].nouns)
                lists[given] = [Party(joined, party.of + members[-1].of)]
                lists[number] = members[:-1]
        return [one for one in lists if one]

    @cached_property
    def _party_of(self) -> dict[int, Party]:
        found: dict[int, Party] = {}
        for parties in self.all_parties():
            for party in parties:
                for noun in (*party.nouns, *party.of):
                    found.setdefault(noun.first, party)
        return found

    def _runs(self, nouns: Sequence[Noun], *, source: bool) -> Iterator[list[Party]]:
        """Lists of parties, one after another, until something separates them."""
        run: list[OpenParty] = []
        last: Noun | None = None
        self._source = source
        for noun in nouns:
            how = "break" if last is None else self._how(last, noun)
            if how == "comma" and run[-1].inside and self._begins_clause(noun):
                how = "break"
            if how == "break" and source and run and self._goes_on(last, noun):
                how = "and"
            if how == "break":
                yield from self._finished(run, source)
                run = [OpenParty([noun])]
            else:
                self._grow(run, noun, how)
            last = noun
        yield from self._finished(run, source)

    def _how(self, left: Noun, right: Noun) -> str:
        """What joins two neighbours: "of", "and", "comma", "beside", or "break"."""
        first = outermost(right)
        between = range(left.last + 1, first.first)
        if right.name is not None and right.kind == "person" and self._names_as(between):
            return "comma"
        found = "beside"
        for index in between:
            word, lower = self.tree.words[index], self.tree.lower(index)
            if "\n" in self.gap(index) or lower == "according":
                return "break"
            if lower in JOINING or (lower == "well" and found != "beside"):
                found = "and"
            elif word.tag == "ADP" or lower in PREPOSITIONS:
                found = found if lower == "as" and found == "and" else "of"
            elif lower in _ASIDE:
                found = "comma" if found == "beside" else found
            elif lower in NAMING and right.name is not None and right.kind == "person":
                found = "comma"
            elif lower in QUANTIFIERS or word.tag in ("ADV", "NUM") or lower in ("'s", "’s"):
                continue
            else:
                return "break"
        if first.first and "\n" in self.gap(first.first):
            return "break"
        return found

    def _names_as(self, between: range) -> bool:
        """Whether the words say who somebody is: "a man, named by police as [Moss Adler], said"."""
        words = [self.tree.lower(i) for i in between]
        named = words[1:] if words[:1] == [","] else words
        return named[:1] != [] and named[0] in NAMING_AS and named[-1] == "as"

    def _without_namers(self, nouns: Sequence[Noun]) -> Sequence[Noun]:
        """The nouns without who names somebody: "named by [police] as Moss Adler"."""
        lower = self.tree.lower
        return [
            noun
            for noun in nouns
            if not (
                noun.first > 1
                and lower(noun.first - 1) == "by"
                and lower(noun.first - 2) in NAMING_AS
                and lower(noun.last + 1) == "as"
            )
        ]

    def _begins_clause(self, noun: Noun) -> bool:
        """Whether a subject follows a phrase in front: "In a statement, the company said"."""
        return self._has_verb(noun) and self.tree.relation(noun.head) in ("nsubj", "nsubj:pass")

    def _goes_on(self, left: Noun | None, right: Noun) -> bool:
        """Whether a list goes on after a relative clause: "Venn, who led it, and Tom Resk"."""
        at = outermost(right).first
        return (
            left is not None and at >= 2
            and self.tree.lower(at - 1) in JOINING and self.tree.lower(at - 2) == ","
            and right.kind in ("person", "organization")
        )  # fmt: skip

    def _grow(self, run: list[OpenParty], noun: Noun, how: str) -> None:
        party = run[-1]
        named = noun.kind == "person" and noun.name is not None
        if party.partitive and how in ("comma", "beside") and named:
            # "one of them, 80-year-old Lidiia Ostapenko"
            party.nouns, party.of, party.inside, party.partitive = [noun], [], False, False
            return
        if how == "of" and named and self._is_titled_by(party.nouns[-1], noun):
            party.nouns.append(noun)  # "Secretary of State Rex Tillerson"
            return
        if how == "of":
            if self._is_quantity(party.nouns[-1]) and self._how_word(noun) == "of":
                one = self.tree.lower(party.nouns[-1].head) == "one"
                party.partitive = one and noun.kind == "pronoun"
                first = party.nouns[-1].first
                party.nouns[-1] = noun._replace(first=first, plural=noun.plural and not one)
                return
            party.of.append([OpenParty([noun])])
            party.inside = True
            return
        top = party.nouns[0]
        if noun.kind == "place" and noun.name is not None and top.kind != "place":
            party.of.append([OpenParty([noun])])
            return
        if party.inside and not self._rises(noun, party):
            for inner in reversed(party.of):
                if how in ("comma", "beside") and self._apposed(inner[-1], noun):
                    inner[-1].nouns.append(noun)
                    return
            inner = party.of[-1]
            if alike(noun, inner[-1].nouns[0]):
                inner.append(OpenParty([noun], joined=how == "and"))
                return
        if (how in ("comma", "beside") and self._apposed(party, noun)) or (
            how == "and" and (self._two_offices(party, noun) or self._continues(party, noun))
        ):
            party.nouns.append(noun)
            party.inside = False
        else:
            run.append(OpenParty([noun], joined=how == "and"))

    def _is_titled_by(self, title: Noun, noun: Noun) -> bool:
        """Whether a name is in apposition to an office whose "of" runs on before it."""
        tree = self.tree
        at = None if noun.name is None else tree.at(noun.name.start)
        head = tree.lower(title.head)
        if at is None or title.kind != "person" or title.name is not None or head in KIN:
            return False
        apposed = tree.relation(at) == "appos" and tree.head(at) == title.head
        # "Chief of police Ivo Marsh": no article comes before an office that is a title
        before = range(title.first, title.head)
        bare = title.owner is None and head in ROLES | TITLES
        bare = bare and all(tree.lower(i) in ROLES | TITLES | {"assistant"} for i in before)
        of_a_thing = (OF_A_COUNTRY - ROLES) | {"state"}
        own = noun.first < at and tree.lower(noun.first) not in TITLES - of_a_thing
        own = own and self._how_word(noun) in ("of", "for")
        return apposed or (bare and own)

    def _is_quantity(self, noun: Noun) -> bool:
        """Whether a phrase says how many of those after it: "dozens of", "one of"."""
        return noun.name is None and self.tree.lower(noun.head) in QUANTITIES

    def _how_word(self, noun: Noun) -> str:
        first = outermost(noun).first
        return self.tree.lower(first - 1) if first else ""

    def _rises(self, noun: Noun, party: OpenParty) -> bool:
        """Whether a further noun goes with the first of a party and not with what depends on it."""
        top, inner = party.nouns[0], [n for one in party.of for n in one[-1].nouns]
        if noun.kind != top.kind:
            return False
        at = outermost(noun).first
        close = at >= 2 and self.tree.lower(at - 1) in JOINING and self.tree.lower(at - 2) != ","
        unnamed = [n for n in inner if n.name is None and n.plural and n.kind == noun.kind]
        if close and noun.name is None and noun.plural and not top.plural and unnamed:
            # "Kate Orr, a lawyer for the victims and their families": alike goes with alike
            return any(word.tag == "NUM" for word in self.tree.words[at : noun.head])
        if top.name is None and noun.name is not None:  # "the wife of the mayor, Pia Roth"
            # "a lawyer for the marchers, Ezra Holt": several are no one person; of two it is whose
            # kin or aide the sentence is about
            kin = self.tree.lower(top.head) in KIN and self._source
            return kin or not any(n.kind == noun.kind and n.plural == noun.plural for n in inner)
        return True

    def _finished(self, run: Sequence[OpenParty], source: bool) -> Iterator[list[Party]]:
        """The list itself and, in a whole text, those that depend on it."""
        if source and run:
            yield self._meant(run)
        elif run:
            yield [one.party() for one in run]
            for inner in (inner for one in run for inner in one.of):
                yield from self._finished(inner, source)

    def _meant(self, run: Sequence[OpenParty]) -> list[Party]:
        """Who of a source's list speak."""
        parties = [one.party() for one in run]
        if len(parties) == 1:
            return parties
        if not any(one.joined for one in run):
            # Only commas: what follows describes the first, or where it is.
            first = parties[0]
            if first.called.name is None and first.called.plural:
                return [p for p in parties[1:] if p.called.name is not None] or parties[:1]
            return parties[:1]
        # "two officials, Pia Roth and Jon Keller": the names are who they are.
        if parties[0].called.plural and parties[0].called.name is None and not run[1].joined:
            named = [p for p in parties[1:] if p.called.name is not None]
            return named or parties
        return parties
