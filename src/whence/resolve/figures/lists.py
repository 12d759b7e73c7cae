"""Names and descriptions in lists: who is a member, and what only says who the one before is.

"A nurse, Ana Quill, and a driver, Tom Marsh" are two, "two brothers, Ali and Omar" two as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.adjacent import GOVERNING, Adjacent
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.clauses import Clauses
from whence.resolve.figures.lexicon import GROUPS, NTH, is_plural
from whence.resolve.figures.named import Named
from whence.resolve.figures.phrases import (
    DETERMINERS,
    PREPOSITIONS,
    Phrase,
    is_single_person,
    person_before,
)
from whence.resolve.figures.roles import Trigger
from whence.resolve.places.demonyms import COUNTRY_OF_DEMONYM
from whence.resolve.sentences import Sentence, Token

_COLLECTIVE = words("figures", "collective")
_NOBODY = words("figures", "animal") | words("figures", "thing")
_NEAR_NOUN = 6  #: words of a noun phrase before its noun
RELATIVE = words("grammar", "relative")
DOERS = words("figures", "harmless doer")
_WHO = frozenset({"who", "whom", "whose", "that"})
_ACTING = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "iobj"})
_ONE_OF = frozenset({"among", "of"})
_AMONG_THE = frozenset({"among", "the"})
_NAMING = frozenset({"named", "called", "identified", "as"})


class Listed(Adjacent):
    """The drafts of one sentence with the names beside them."""

    def __init__(
        self,
        tokens: Sequence[Token],
        sentence: Sentence,
        index: int,
        drafts: list[Draft],
        named: Named,
        clauses: Clauses,
    ) -> None:
        """`named` are the report's person names; `drafts` grows."""
        parsed = clauses.covered(sentence.first, sentence.last)
        super().__init__(tokens, sentence, index, drafts, named, parsed=parsed)
        self._clauses = clauses

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
                and self._has_room(last)
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

    def _has_room(self, draft: Draft) -> bool:
        """Whether a description, and no name, has fewer names than it counts."""
        return draft.head is not None and len(draft.people) < (draft.value or 0)

    def _name(self, draft: Draft | None, node: int) -> None:
        """Notes the names in apposition to a described person."""
        if draft is None:
            return
        tree = self._clauses.tree
        for beside in tree.appositions(node):
            phrase = self._named.covering(self._clauses.token(beside))
            # Far off it is somebody else: "12 workers, the governor, Ada Venn, 54, said".
            if phrase is None or phrase.first < draft.last:
                continue
            if phrase.first > draft.last + 1 and not self._is_described(draft, node, phrase.first):
                continue
            for one in tree.conjuncts(beside):
                self._add_name(draft, self._clauses.token(one))

    def _is_described(self, draft: Draft, node: int, name: int) -> bool:
        """Whether only where and whose one is comes before the name: "the pilot of the plane, X".

        Not where a person is mentioned there: "the brother of the mayor, Pia Roth".
        """
        if not draft.implied or draft.pronoun or self._tokens[name - 1].lower != ",":
            return False
        tree, between = self._clauses.tree, self._tokens[draft.last : name - 1]
        at = [token.word and tree.at(token.start) for token in between]
        own = {*tree.subtree(node)}
        return all(
            one is not None
            and one in own
            and tree.words[one].tag not in ("VERB", "AUX", "PUNCT", "PRON")
            and tree.words[one].mention != "person"
            for one in at
        )

    def _name_behind(self, draft: Draft) -> None:
        """Notes the name right after a described person."""
        at = draft.last
        if self._tokens[at : at + 1] and self._tokens[at].lower == "," and draft.implied:
            # "The pilot, named as Idris Quell, was killed."
            led = self._tokens[at + 1].lower in _NAMING if at + 1 < self._sentence.last else False
            at += led
        elif draft.implied and (name := self._parent_named(at)) is not None:
            self._add_name(draft, name)
        if at + 1 < self._sentence.last and self._tokens[at].lower in _NAMING:
            begin = at + 2 if self._tokens[at + 1].lower == "as" else at + 1
            self._add_name(draft, begin)  # "a man named Idris Quell"
        if draft.implied and not draft.people and draft.head is not None and not draft.pronoun:
            phrase = self._named.at(at, self._sentence.last) if at < self._sentence.last else None
            if phrase is not None:  # "a judge Dita Marsh"
                self._add_name(draft, phrase.first)
        if draft.implied and not draft.people and at + 1 < self._sentence.last:
            # What the parse took for something else: "killed her husband, Ali Hadri."
            end = self._sentence.last
            phrase = self._named.at(at + 1, end) if self._tokens[at].lower == "," else None
            if phrase is not None and not self._named.acts(phrase, end, spoken=True):
                self._add_name(draft, phrase.first)

    def _parent_named(self, at: int) -> int | None:
        """The name behind how many children somebody has: "Father of two Brett Sanger"."""
        lowered = [token.lower for token in self._tokens[at : at + 4] if token.text != "-"]
        if len(lowered) < 2 or lowered[0] != "of" or at + 4 >= self._sentence.last:
            return None
        count = next(n for n in range(at + 1, at + 4) if self._tokens[n].text != "-")
        word = self._tokens[count].word
        phrase = self._named.at(count + 1, self._sentence.last)
        return phrase.first if phrase and word is not None and word.tag == "NUM" else None

    def _name_behind_clause(self, draft: Draft, trigger: Trigger) -> None:
        """Notes the name behind a relative clause: "the guard who died, Mauricio Alas,".

        Or before the verb: "A doorman who came to help, Ennio Ras, was killed".
        """
        tokens, last, end = self._tokens, self._sentence.last, trigger.last
        relative = draft.last < last and tokens[draft.last].lower == "who"
        if not relative or draft.people:
            return
        at = trigger.first
        while at > draft.last and self._is_light(at):
            at -= 1
        name = self._named.before(at - 1, draft.last) if tokens[at - 1].lower == "," else None
        if name is not None and name.first > draft.last and tokens[name.first - 1].lower == ",":
            self._add_name(draft, name.first)
        if draft.people or end >= last or tokens[end].lower != ",":
            return
        phrase = self._named.at(end + 1, last)
        if phrase is not None and phrase.last < last and tokens[phrase.last].lower == ",":
            self._add_name(draft, phrase.first)

    def _name_of_one_among(self, draft: Draft) -> None:
        """Notes who is said to be one of the counted: "Ada Venn was among the five killed"."""
        at, low = draft.first, self._sentence.first
        while at > low and (self._tokens[at - 1].lower == "the"):
            at -= 1
        if draft.implied or at - 2 <= low or self._tokens[at - 1].lower not in _ONE_OF:
            return
        if self._tokens[at - 1].lower == "of" and self._tokens[at - 2].lower != "one":
            return
        at -= 1 if self._tokens[at - 1].lower == "among" else 2
        if not self._is_light(at):
            return
        while at > low and self._is_light(at):
            at -= 1
        beside = at - 3 > low and self._tokens[at - 1].lower == "," and self._tokens[at - 2].text
        if isinstance(beside, str) and beside.isdigit():  # "Ada Venn, 19, was among"
            at -= 3
        name = self._named.before(at, low) if at > low else None
        if name is not None and self._is_free(name):
            self._add_name(draft, name.first)
        elif (
            name is None
            and (named := self._clauses.named_subject(draft.first, draft.last)) is not None
        ):
            self._add_name(draft, named)

    def _is_free(self, name: Phrase) -> bool:
        """Whether a name belongs to no word before it: not "a friend of Ada Venn"."""
        at = name.first
        while at > self._sentence.first and self._tokens[at - 1].text[0].isupper():
            at -= 1
        before = self._tokens[at - 1].lower if at > self._sentence.first else ""
        return before not in GOVERNING and before not in {",", "and"}

    def _add_name(self, draft: Draft | None, at: int) -> None:
        if at >= self._sentence.last or self._named.speaks(at, at):
            return
        phrase = self._named.covering(at)
        name = self._named.within(phrase) if phrase else None
        if draft is None or name is None:
            return
        room = draft.value if draft.value is not None else draft.high or float("inf")
        if name not in draft.people and len(draft.people) < room:
            draft.people.append(name)

    def _name_in_front(self, draft: Draft, trigger: Trigger) -> None:
        """Notes whom a description with a clause of its own describes.

        "A service for Ada Venn, the nurse who was strangled"; with an age between, too. Not where
        the description is a subject or an object itself: "After Ada Venn, a nurse who died was".
        """
        at, tokens = draft.first - 1, self._tokens
        described = draft.implied and draft.head is not None and not (draft.people or draft.pronoun)
        if not described or at <= self._sentence.first or draft.last >= self._sentence.last:
            return
        if tokens[at].lower != "," or tokens[draft.last].lower not in _WHO:
            return
        if any(not self._is_light(n + 1) for n in range(draft.last + 1, trigger.first)):
            return  # "the driver who had hit a boy who died"
        if tokens[at - 1].text.isdigit() and tokens[at - 2].lower == ",":
            at -= 2
        name = self._named.before(at, self._sentence.first)
        node = self._clauses.word(draft.head or 0)
        if name is None or node is None or self._named.speaks(at - 1, at - 1):
            return
        if self._clauses.tree.relation(node) not in _ACTING:
            self._add_name(draft, name.first)

    def _lost_subject(self, trigger: Trigger) -> Draft | None:
        """The name right before a verb for which the parse has no subject.

        "Photographer Ada Venn | lost her left arm", as two sentences; "Deputy Ada Venn was hurt".
        """
        top = self._clauses.top(trigger.first, trigger.last)
        if trigger.voice == "doing" or top is None or self._clauses.tree.subject(top) is not None:
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
        """The noun behind "whose" where the parse has the owner: "Venn, whose son, Ali, died"."""
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
        if token.lower in NTH and self._tokens[at - 1].lower == "a" and at > self._sentence.first:
            behind = self._tokens[at + 1].word if at + 1 < self._sentence.last else None
            if behind is not None and behind.tag in ("VERB", "AUX"):
                return Phrase(at - 1, at + 1, at)  # "and a third was wounded"
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
        active = trigger.voice != "suffered" and first.lower.endswith("ing")
        return active and first.word is not None and first.word.tag == "VERB"

    def _noun_behind(self, trigger: Trigger) -> int | None:
        """The token of the noun whose phrase begins right behind the word."""
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
