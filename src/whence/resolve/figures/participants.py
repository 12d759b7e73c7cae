"""Who is harmed, counted or named by a casualty word: its participants, from the tree.

The object of an active verb, the subject of a passive one, what "of" leads to, whom an adjective is
said of; with the other members of a list, and with the names beside them. Those who speak, accuse
or mourn are in none of these places. Adjacency alone decides where there is no parse, and against
it only where a number is right beside its verb.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.resolve.figures.arguments import Arguments
from whence.resolve.figures.beside_casualty_word import GOVERNING
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.factuality import Factuality
from whence.resolve.figures.former import is_compared
from whence.resolve.figures.general import is_general
from whence.resolve.figures.lexicon import GROUPS, is_plural, singular
from whence.resolve.figures.naming import is_of_somebody
from whence.resolve.figures.person_name_phrases import Named
from whence.resolve.figures.phrases import Phrase
from whence.resolve.figures.roles import PRICED, ROLES, Trigger
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Sentence, Token

#: What nouns for those who do something end in.
_DOING = ("er", "or", "ist", "ian", "ant", "ee")
_COLLECTIVE = words("figures", "collective")
_HE = words("grammar", "pronoun he") | words("grammar", "pronoun she")
_MANY = 3  #: so many who died of an illness are an outbreak's toll: a guess
#: What is said of the noun right before it: "dug for 40 people [missing] after the landslide".
_BEHIND_NOUNS = frozenset({"missing", "dead"})
_STILL = frozenset({"still", "yet", "now", "reported", "listed", "feared", "presumed"})
_BACK = 6  #: drafts back in which those may be whose bodies were found
#: Where the dying are said to be, which is no injury of others: "four died in hospital".
_THERE = frozenset({"in hospital", "in the hospital", "to hospital", "treated at"})


#: What is over with a rescue: "five scouts who had been missing were brought out alive".
_ENDED = frozenset({"missing", "affected"})


class Group(NamedTuple):
    """Whom one casualty word is about; `whole` where all of them are counted or listed singly."""

    trigger: Trigger
    members: list[Draft]
    whole: bool


class Participants(Arguments):
    """Links the casualty words of one sentence to its drafts; adds drafts for single persons."""

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
        super().__init__(tokens, sentence, index, drafts, named, clauses)
        self.groups: list[Group] = []

    def link(self, triggers: Sequence[Trigger], factuality: Factuality) -> None:
        """Gives the drafts the roles of the triggers, in text order."""
        self._triggers = triggers
        for found in triggers:
            trigger = found
            of_record = trigger.role == "detained" and self._is_of_record(trigger)
            if of_record or (trigger.words in _THERE and self._after_death(trigger)):
                continue
            if trigger.role == "detained" and self._is_by_captors(trigger):
                trigger = trigger._replace(role="captured")
            happened = factuality.has_happened(trigger, self._sentence)
            members, whole = self._about(trigger)
            members = [
                draft for place, draft in enumerate(members)
                if not (place and self._has_own(draft, trigger))
                and not self._is_none_of(draft, trigger)
                and self._may_be_about(trigger, draft)
                and not is_compared(draft, self._tokens)  # "up from six, and 12 are missing"
                and not is_general(draft, trigger, self._tokens, self._sentence, self._clauses)
            ]  # fmt: skip
            natural = factuality.is_natural(trigger, self._sentence)
            if natural and not any(draft.is_at_least(_MANY) for draft in members):
                happened = False
            if not happened and not self._is_last_of_many(members, trigger):
                for draft in members:
                    draft.unasserted = draft.unasserted or not draft.zero
                continue
            if members and (other := self._likewise(trigger)) is not None:
                members = [*members, other]
            if trigger.role == "attendance":
                members = [draft for draft in members if not draft.implied]
            for place, draft in enumerate(members):
                self._enter(draft)
                self._name_in_front(draft, trigger)
                self._name_behind(draft)
                self._name_behind_clause(draft, trigger)
                self._name_of_one_among(draft)
                self._assign(draft, trigger, near=2 if place else 3)
            if members:
                self.groups.append(Group(trigger, members, whole))

    # -- who a word is about ----------------------------------------------------------------------

    def _about(self, trigger: Trigger) -> tuple[list[Draft], bool]:
        if trigger.words == "body":  # "his body was found": he
            if self._tokens[trigger.first - 1].lower == "whose":
                owner = self._counted_at(self._antecedent(trigger.first - 1))
                return ([owner], True) if owner is not None else ([], False)
            his = Phrase(trigger.first - 1, trigger.first, None)
            return [self._implied(his, pronoun=True)], True
        if trigger.words == "bodies":  # "two men never came back; their bodies were found"
            passed = bisect_left(self.drafts, trigger.first, key=lambda draft: draft.first)
            back = reversed(self.drafts[max(0, passed - _BACK) : passed])
            several = next((d for d in back if d.person and (d.value or d.low or 0) > 1), None)
            return ([several], True) if several is not None else ([], False)
        if trigger.words.startswith("cost"):  # "cost nine men their lives"
            first = self._beginning(trigger.last)
            return self._with_joined(first, trigger) if first is not None else ([], False)
        members, whole = self._whom(trigger)
        if members and all(d.certain != 9 for d in members):
            # The list that the words alone make out, where the parse has lost some of it.
            plain, _ = self._with_joined(members[0], trigger)
            near = self._beside(trigger, listed=True)
            if len(plain) < 2 and near is not None and near.last <= trigger.first:
                plain, _ = self._with_joined(near, trigger)
                if members[0].first >= trigger.last:  # after its own passive: who reports it
                    members = plain
                plain = plain if plain[0].first == members[0].first else members
            if len(plain) > len(members) and not any(
                self._named.speaks(d.last - 1, trigger.first) or self._is_anothers(d, trigger)
                for d in plain
            ):
                members, whole = plain, True
        return self._folded(members), whole

    def _is_anothers(self, draft: Draft, trigger: Trigger) -> bool:
        """Whether it is the object of a verb before: "employs 400 men, and two died"."""
        node = self._clauses.top(draft.first, draft.last)
        verb = self._clauses.top(trigger.first, trigger.last)
        if node is None or verb is None:
            return False
        tree = self._clauses.tree
        head = tree.head(node)
        relation = tree.relation(node)
        apart = relation in ("obj", "obl") and head is not None and tree.words[head].tag == "VERB"
        return head is not None and apart and head < node < verb

    def _whom(self, trigger: Trigger) -> tuple[list[Draft], bool]:
        near = self._beside(trigger)
        at = self._by_tree(trigger)
        if self._is_gerund(trigger):
            # "jailed for stabbing to death a student": who comes before did it
            at = at if at is not None and at >= trigger.last else self._noun_behind(trigger)
            near = near if near is not None and near.first >= trigger.last else None
        if at is not None and self._named.speaks(at, trigger.first):
            at = None
        if at is not None:
            at = self._made_of(at)
        if at is None and near is None:
            near = self._lost_subject(trigger)
        if at is None:
            if near is None or not self._is_plain(near, trigger):
                return [], False
            return self._with_joined(near, trigger)
        first = self._counted_at(at)
        own = self._left_alone(at, trigger) if near is None else None
        if own is not None:
            return [own], True
        if near is not None and near is not first and self._is_nearer(near, first, at, trigger):
            return self._with_joined(near, trigger)
        if first is None:
            for beside in self._beside_noun(
                at, trigger
            ):  # "the victims, a man and two women, died"
                first = self._counted_at(beside)
                if first is not None:
                    return self._members(beside, first, trigger)
        return self._members(at, first, trigger)

    def _left_alone(self, at: int, trigger: Trigger) -> Draft | None:
        """A verb's own number that the parse took no note of, for the subject of the verb before.

        "One was killed and another two, including a baby, were hurt."
        """
        before = [t.last for t in self._triggers if at < t.first and t.last < trigger.first]
        if not before or trigger.construction == "doing" or at >= trigger.first:
            return None
        for draft in self.drafts:
            if max(before) <= draft.first and draft.last <= trigger.first and not draft.implied:
                if draft.role in PRICED or draft.person is False:
                    continue
                return draft if self._before(draft) not in GOVERNING else None
        return None

    def _beside_noun(self, at: int, trigger: Trigger) -> list[int]:
        """The tokens of the nouns in apposition to one without a number."""
        node = self._clauses.word(at)
        if node is None or self._tokens[at].lower in _HE or is_of_somebody(self._clauses, node):
            return []
        found = (self._clauses.token(w) for w in self._clauses.tree.children(node, "appos"))
        return [place for place in found if (place < trigger.first) == (at < trigger.first)]

    def _made_of(self, at: int) -> int:
        """Whom a word for many is made of: "a family of four", "the bodies of two men"."""
        node = self._clauses.word(at)
        if node is None or self._tokens[at].lower not in _COLLECTIVE:
            return at
        if any(d.first <= at < d.last and d.head == at for d in self.drafts):
            return at
        tree = self._clauses.tree
        # A parse may attach "of" to the number: "a total of 2,316 people".
        inner = (
            c for c in tree.children(node, "nmod")
            if "of" in (tree.preposition(c), *map(tree.preposition, tree.children(c, "nummod")))
        )  # fmt: skip
        found = next(inner, None)
        return at if found is None else self._clauses.token(found)

    def _is_plain(self, near: Draft, trigger: Trigger) -> bool:
        """Whether a draft beside a verb may be believed in although the parse does not say so."""
        if near.last <= trigger.first:
            return self._is_right_behind(near, trigger) or self._before(near) not in GOVERNING
        return True

    def _is_right_behind(self, near: Draft, trigger: Trigger) -> bool:
        """Whether a word is said of the noun right before it: "14 people | still missing"."""
        between = {t.lower for t in self._tokens[near.last : trigger.first]}
        return trigger.words in _BEHIND_NOUNS and between <= _STILL

    def _is_nearer(self, near: Draft, first: Draft | None, at: int, trigger: Trigger) -> bool:
        """Whether the number right beside a verb outweighs whom the parse says it is about."""
        if near.first >= trigger.first:  # "killing 18 people"
            # "The strike killed Colonel Venn": a strike is not killed, whatever the parse says.
            named = near.head is None and first is None and not self._is_of_people(at)
            return at < trigger.first and (not near.implied or named)
        if near is self._inner.get(trigger.first):  # "one of | three men killed there"
            return not self._is_of_verb(at, near, trigger)  # but "one of the | 12 crew was hurt"
        if self._is_right_behind(near, trigger):
            return True
        # What another verb has for its object is no subject: "the man who shot two was killed".
        if self._before(near) in GOVERNING or near.certain in (2, 3):
            return False
        if at >= trigger.last:
            return not near.implied
        if near.first <= at < near.last:
            return first is None
        # "one was killed and four others injured": the second verb has no subject of its own.
        if any(at < other.first < near.first for other in self._triggers):
            return True
        return not self._governs(near, at)

    def _is_of_verb(self, at: int, near: Draft, trigger: Trigger) -> bool:
        """Whether a number before is the subject of the verb, which is no participle."""
        node, top = self._clauses.word(at), self._clauses.top(trigger.first, trigger.last)
        tree = self._clauses.tree
        if node is None or top is None or at >= near.first or tree.relation(top) == "acl":
            return False
        return tree.words[node].tag == "NUM" and tree.child(top, "nsubj", "nsubj:pass") == node

    def _governs(self, near: Draft, at: int) -> bool:
        """Whether the noun at the token governs a draft: "the mother of two was killed"."""
        node = self._clauses.word(at)
        inner = self._clauses.top(near.first, near.last)
        if node is None or inner is None:
            return False
        return any(head == node for _, head in self._clauses.above(inner))

    def _counted_at(self, at: int) -> Draft | None:
        """The draft of the noun at a token: a number's, a named or a described person's."""
        covering = self._covering.get(at)
        if covering:
            return min(covering, key=lambda d: (d.head != at, d.last - d.first))
        lower = self._tokens[at].lower
        if lower in _HE and lower not in ("his", "hers", "her"):
            return self._implied(Phrase(at, at + 1, at), pronoun=True)
        name = self._named.covering(at)
        if name is None and self._tokens[at].text[0].isalpha() and at + 1 < self._sentence.last:
            name = self._named.at(at + 1, self._sentence.last)  # "radio announcer Ada Venn"
            bare = self._person_at(at) is None
            name = name._replace(first=at) if name is not None and bare else None
        if name is not None:
            return self._implied(name)
        phrase = self._person_at(at)
        return self._implied(phrase) if phrase else None

    # -- lists ------------------------------------------------------------------------------------

    def _members(self, at: int, first: Draft | None, trigger: Trigger) -> tuple[list[Draft], bool]:
        """The draft of the noun at a token and those of the list that it begins."""
        tree = self._clauses.tree
        node = self._clauses.word(at)
        found = [first] if first is not None else []
        if node is None:
            return found, bool(found)
        self._name(first, node)
        if first is not None and (others := self._named_in_turn(first)):
            return [first, *others], True
        listed = [m for m in tree.conjuncts(node) if m > node]
        if not any(tree.child(m, "cc") is not None for m in listed):
            return found, bool(found)
        whole = bool(found)
        unknown = [node] if first is None and tree.words[node].tag == "PROPN" else []
        for member in listed:
            place = self._clauses.token(member)
            across = (place < trigger.first) != (at < trigger.first)
            if across or place >= self._sentence.last or self._has_verb(member):
                break
            if self._only_describes(node, member):
                continue
            if self._is_of_deed(at, place):
                break
            draft = None if self._named.speaks(place, trigger.first) else self._counted_at(place)
            if draft is None:
                whole = whole and self._tokens[place].text.isdigit()  # an age
                unknown += [member] if tree.words[member].tag == "PROPN" else []
                continue
            self._name(draft, member)
            if draft not in found:
                found.append(draft)
        if unknown and all(draft.is_one and draft.head is None for draft in found):
            return self._with_unknown(found, unknown, trigger)
        return found, whole

    def _assign(self, draft: Draft, trigger: Trigger, near: int) -> None:
        kind = ROLES[trigger.role]
        if draft.role in PRICED or draft.unasserted:
            return
        if draft.certain == 5 and not self._is_worse_for(draft, trigger):
            return
        if draft.person is False and not self._may_be_people(draft, trigger):
            return
        roles = (draft.role, trigger.role)
        if "rescued" in roles and not _ENDED.isdisjoint(roles):
            if draft.role == "rescued":
                return
        elif draft.certain and (draft.certain, kind.priority) <= (
            draft.certain,
            ROLES[draft.role].priority if draft.role in ROLES else 0,
        ):
            return
        if (
            draft.whole is not None
            and draft.last == trigger.first
            and trigger.construction == "done"
        ):
            # "All but three of the 32 | injured have gone home": 32 were injured
            draft.value = draft.low = draft.high = draft.whole
        draft.role, draft.certain, draft.cue = kind.role, max(near, draft.certain), trigger.words
        draft.person = draft.person or kind.people_only or None
        if draft.person:
            draft.unit = "person"

    def _is_worse_for(self, draft: Draft, trigger: Trigger) -> bool:
        """Whether some of the counted met with a worse fate: "two of the injured died"."""
        if trigger.role != "killed" or draft.role not in ("injured", "missing", "captured"):
            return False
        inside = [t.lower for t in self._tokens[draft.first : draft.last]]
        return "of" in inside[1:-1] and not draft.zero

    def _may_be_people(self, draft: Draft, trigger: Trigger) -> bool:
        """Whether a noun that no list has for people may be one: "killed six cobblers"."""
        if draft.nobody:
            return False
        if draft.head is None:
            return True
        token = self._tokens[draft.head]
        noun = singular(token.lower)
        if noun in GROUPS:
            return True
        if noun in _COLLECTIVE:
            return False
        if trigger.role == "affected":
            return False
        if not ROLES[trigger.role].people_only:
            return True
        word = token.word
        if word is not None and word.mention == "person":
            return True
        if trigger.words == "dead" and trigger.first < draft.head:
            return token.text[0].isupper() or noun.endswith(_DOING)  # "14 dead crabbers"
        many = is_plural(token.lower) or (draft.value or 2) > 1
        return trigger.role in ("killed", "detained", "injured", "captured") and many
