"""Names and descriptions in lists: who is a member, and what only says who the one before is.

"A nurse, Ana Quill, and a driver, Tom Marsh" are two, "two brothers, Ali and Omar" two as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import GROUPS, NTH, is_plural
from whence.resolve.figures.naming import Naming
from whence.resolve.figures.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    Phrase,
    is_single_person,
    person_before,
)
from whence.resolve.figures.roles import ROLES, Trigger
from whence.resolve.places.demonyms import COUNTRY_OF_DEMONYM

_COLLECTIVE = words("figures", "collective")
_NOBODY = words("figures", "animal") | words("figures", "thing")
_NEAR_NOUN = 6  #: words of a noun phrase before its noun
RELATIVE = words("grammar", "relative")
DOERS = words("figures", "harmless doer")
_AMONG_THE = frozenset({"among", "the"})
#: Verbs of one person.
_ONE_IS = frozenset({"was", "is", "has", "'s", "’s"})


class Listed(Naming):
    """The drafts of one sentence in their lists."""

    def _folded(self, members: list[Draft]) -> list[Draft]:
        """The members of a list without what only names or describes the one before.

        "A nurse, Ana Quill, and a driver, Tom Marsh" are two, "three people, a man and two women"
        three.
        """
        found: list[Draft] = []
        for draft in sorted(members, key=lambda d: d.first):
            last = found[-1] if found else None
            if last is not None and draft.head is None and set(draft.people) & set(last.people):
                continue
            joint = self._tokens[draft.first - 1].lower if draft.first else ""
            beside = last is not None and (joint in {",", ":", "—", "–"} or len(last.people) == 1)
            if last is None or not beside:
                found.append(draft)
            elif (
                draft.people
                and self._lacks_names(last)
                # "two men, Bilal Labaoui and mechanic Abdelkader Toukabri"
                and (draft.head is None or (draft.is_one and last.people and (last.value or 0) > 1))
            ):
                self._add_name(last, draft.last - 1)
            elif not (last.people and last.head is None and joint == "," and draft.head and (
                draft.implied and not draft.people
            )):  # fmt: skip
                found.append(draft)
        rest = found[1:]
        if len(rest) > 1 and found[0].value == sum(d.value or 0 for d in rest):
            for draft in rest:
                draft.part_of = found[0]
            return found[:1]
        return found

    def _lost_subject(self, trigger: Trigger) -> Draft | None:
        """The name right before a verb for which the parse has no subject.

        "Photographer Ada Venn | lost her left arm", as two sentences; "Deputy Ada Venn was hurt".
        """
        top = self._clauses.top(trigger.first, trigger.last)
        if (
            trigger.construction == "doing"
            or top is None
            or self._clauses.tree.subject(top) is not None
        ):
            return None
        at = trigger.first
        while at > self._sentence.first and self._is_light(at):
            at -= 1
        if at <= self._sentence.first or self._named.speaks(at - 1, trigger.first):
            return None
        name = self._named.before(at, self._sentence.first)
        if name is None:
            return None
        return self._implied(name) if self._is_free(name) else None

    def _owned_by_whom(self, at: int, trigger: Trigger) -> int:
        """The noun after "whose" where the parse has the owner: "Venn, whose son, Ali, died"."""
        tokens, end = self._tokens, trigger.first
        while end > at and (self._is_light(end) or tokens[end - 1].lower in _AMONG_THE):
            end -= 1
        name = self._named.before(end - 1, at) if tokens[end - 1].lower == "," else None
        if name is not None and tokens[name.first - 1].lower == ",":
            end = name.first - 1
        for whose in range(end - 2, max(at, end - _NEAR_NOUN - 2), -1):
            word = tokens[whose].word
            if tokens[whose].lower == "whose":
                return end - 1
            if word is None or word.tag in ("VERB", "AUX") or tokens[whose].lower == ",":
                break
        return at

    def _nearer_antecedent(self, at: int, trigger: Trigger) -> int:
        """The noun right before the verb's "who", where the parse has one of another clause.

        "The driver who had hit a boy who died": the boy.
        """
        who = trigger.first - 1
        while who > at and self._is_light(who + 1) and self._tokens[who].lower not in RELATIVE:
            who -= 1
        if who <= at or self._tokens[who].lower not in RELATIVE:
            return at
        name = self._named.before(who - 1, at + 1) if self._tokens[who - 1].lower == "," else None
        if name is not None and name.first > at + 1 and self._tokens[at + 1].lower == "of":
            return name.last - 1  # "The father of 5-year-old Ada Venn, who died"
        tags = [t.word.tag for t in self._tokens[at + 1 : who - 1] if t.word is not None]
        noun = self._tokens[who - 1].word
        person = noun is not None and noun.tag == "NOUN" and noun.mention == "person"
        return who - 1 if person and "VERB" in tags else at

    def _antecedent(self, at: int) -> int:
        """The noun that a relative pronoun refers to: the one before it."""
        back = at - 1
        while back > self._sentence.first and not self._tokens[back].text[0].isalnum():
            back -= 1
        return max(back, self._sentence.first)

    def _is_of_people(self, at: int) -> bool:
        """Whether the noun at the token may be somebody: a person, a body, a crowd, a pronoun."""
        token = self._tokens[at]
        word = token.word
        thing = word is not None and word.tag == "NOUN" and word.mention in (None, "other")
        return not thing or token.lower in _COLLECTIVE | GROUPS | DOERS

    def _person_at(self, at: int) -> Phrase | None:
        """The phrase for one person around the noun at a token."""
        token = self._tokens[at]
        word = token.word
        person = is_single_person(token.lower) or (
            word is not None
            and word.mention == "person"
            and word.tag == "NOUN"
            and not is_plural(token.lower)
            and token.lower not in _COLLECTIVE | _NOBODY | {"police", "people", "anyone"}
        )
        person = person or token.lower.endswith("year-old") or self._is_of_a_people(at)
        if not person:
            return None
        low = at
        if token.lower.endswith("year-old"):
            low = (
                at - 2 if at > self._sentence.first + 1 and self._tokens[at - 1].text == "-" else at
            )
            low -= low > self._sentence.first and self._tokens[low - 1].lower in DETERMINERS
        elif (node := self._clauses.word(at)) is not None:
            first = self._clauses.tree.within(self._clauses.tree.phrase(node))[0]
            low = max(self._sentence.first, min(at, self._clauses.token(first)))
            while low < at and (
                self._tokens[low].lower in PREPOSITIONS or not self._tokens[low].text[0].isalnum()
            ):
                low += 1
        else:
            found = person_before(self._tokens, at + 1, self._sentence.first)
            low = found.first if found else at
        opening = self._tokens[low].lower
        if opening == "whose" and low < at:
            return Phrase(low + 1, at + 1, at)
        if opening in {"these", "those", "all", "no", "every", "each", "any", "some", "many"}:
            return None
        bare = opening not in DETERMINERS and not any(
            t.lower in {"'s", "’s", "'", "’"} for t in self._tokens[low:at]
        )
        joined = self._tokens[low - 1].lower in {"and", ",", "or"} if low else False
        if bare and not joined and low != self._sentence.first and not opening[0].isdigit():
            return Phrase(low, at + 1, at) if self._tokens[low].text[0].isupper() else None
        return Phrase(low, at + 1, at)

    def _is_of_a_people(self, at: int) -> bool:
        """Whether a name of a people means one of it: "three Filipinos and a Greek"."""
        word = self._tokens[at].word
        before = self._tokens[at - 1].lower if at else ""
        return (
            before in ("a", "an", "another")
            and word is not None
            and word.mention == "person"
            and word.tag in ("PROPN", "ADJ")
            and self._tokens[at].lower in COUNTRY_OF_DEMONYM
        )

    def _is_gerund(self, trigger: Trigger) -> bool:
        first = self._tokens[trigger.first]
        active = trigger.construction != "suffered" and first.lower.endswith("ing")
        return active and first.word is not None and first.word.tag == "VERB"

    def _noun_behind(self, trigger: Trigger) -> int | None:
        """The token of the noun whose phrase begins right after the word."""
        for at in range(trigger.last, min(trigger.last + _NEAR_NOUN, self._sentence.last)):
            word = self._tokens[at].word
            if word is None or word.tag not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"):
                return None
            following = self._tokens[at + 1].word if at + 1 < self._sentence.last else None
            goes_on = following is not None and following.tag == "NOUN"
            if word.tag in ("NOUN", "PROPN") and not (goes_on and word.tag == "NOUN"):
                return at
        return None

    def _named_in_turn(self, first: Draft) -> list[Draft]:
        """The further names of a plural: "the climbers Stefan Brun and Ay Toprak"."""
        names = [n for n in range(first.first, first.last) if self._tokens[n].text[0].isupper()]
        if not first.implied or len(first.people) != 1 or not names or names[0] == first.first:
            return []
        if not is_plural(self._tokens[names[0] - 1].lower):
            return []
        found, at = [], first.last
        while at + 1 < self._sentence.last and self._tokens[at].lower in {",", "and"}:
            phrase = self._named.at(at + 1, self._sentence.last)
            if phrase is None:
                break
            found.append(self._implied(phrase))
            at = self._named.past(phrase.last, self._sentence.last)
        return found

    def _has_verb(self, member: int) -> bool:
        tree = self._clauses.tree
        return tree.words[member].tag == "VERB" or (
            tree.child(member, "nsubj", "nsubj:pass", "cop") is not None
        )

    def _is_last_of_many(self, members: Sequence[Draft], trigger: Trigger) -> bool:
        """As in "the sixth person to die": an infinitive for what has been."""
        before = [t.lower for t in self._tokens[max(0, trigger.first - 2) : trigger.first]]
        return (
            len(members) == 1
            and members[0].implied
            and (before[-1:] == ["to"] or before == ["to", "be"])
            and self._tokens[members[0].first + 1].lower in NTH
        )

    def _with_unknown(
        self, found: list[Draft], unknown: Sequence[int], trigger: Trigger
    ) -> tuple[list[Draft], bool]:
        """Names of a list with those that the reader takes for nobody: "Clark, Price and Kinchen".

        One among several names is one, too. Where more are unknown, none of the others is all.
        """
        if len(unknown) == 1 and len(found) > 1 and ROLES[trigger.role].people_only:
            place = self._clauses.token(unknown[0])
            name = self._implied(Phrase(place, place + 1, None))
            name.people = name.people or [self._tokens[place].text]
            return sorted([*found, name], key=lambda d: d.first), True
        for draft in found:
            draft.incomplete = True
        return found, False

    def _is_of_deed(self, at: int, place: int) -> bool:
        """Whether it is of what somebody did: "arrested Roe for shooting a man and a boy"."""
        return any(
            at < one.first < place
            and self._tokens[one.first].lower.endswith("ing")
            and self._tokens[one.first - 1].lower == "for"
            for one in self._triggers
        )

    def _only_describes(self, node: int, member: int) -> bool:
        """Whether a bare noun goes on describing a name: "to Ada Venn, a nurse and mother, who".

        Or one who was described before: "the activist, journalist, and critic was arrested".
        """
        tree = self._clauses.tree
        verb = tree.head(node)
        one_is = verb is not None and tree.relation(node) in ("nsubj", "nsubj:pass") and any(
            tree.lower(c) in _ONE_IS for c in tree.children(verb, "aux", "aux:pass", "cop")
        )  # fmt: skip
        if one_is and tree.words[node].tag == "NOUN" and tree.words[member].tag == "NOUN":
            return tree.child(member, "det", "nummod", "nmod:poss", "case") is None
        beside = [one for one in tree.children(node, "appos") if node < one < member]
        if tree.words[node].tag != "PROPN" or not beside or tree.words[member].tag != "NOUN":
            return False
        bare = tree.child(member, "det", "nummod", "nmod:poss") is None
        return bare and tree.lower(member - 1) == "and" and beside[-1] == member - 2
