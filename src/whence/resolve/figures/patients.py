"""Whom a casualty word is about: the numbers and singular phrases that are its patients.

Works on the surface: an object stands right of its verb ("killing 18"), a subject left of it, near
by ("18 dead") or over a parenthesis or a relative clause ("three people, two of them children,
were killed"). No clause boundary lies between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from whence.resolve.figures.casualties import AGENTS, AIMED, Trigger
from whence.resolve.figures.deaths import PronounDeath
from whence.resolve.figures.draft import Draft, implied_draft
from whence.resolve.figures.governors import (
    FINITE,
    RELATIVES,
    acted_on,
    antecedent,
    first_person,
    governing,
)
from whence.resolve.figures.lexicon import status_of
from whence.resolve.figures.members import Lists, Member
from whence.resolve.figures.named import Named
from whence.resolve.figures.parenthesis import (
    BREAKS,
    DASHES,
    before_commas,
    before_dashes,
    before_joint,
    before_modifiers,
)
from whence.resolve.figures.phrases import (
    AUXILIARIES,
    BE,
    CLAUSE_WORDS,
    DETERMINERS,
    HAVE,
    LINKS,
    OPENERS,
    PREPOSITIONS,
    Phrase,
    past_determiners,
    person_after,
    person_before,
)
from whence.resolve.figures.roles import give_role
from whence.resolve.figures.speaking import Speaking
from whence.resolve.sentences import Sentence, Token

#: Before a verb these tell that what it says has not come about.
_UNREAL = frozenset(
    """to could would might may if tried trying try attempt attempted attempting threatened
        threatening threat can should will must plot plotted plotting conspiracy conspiring not n't
        n’t never nearly almost""".split()
)
#: Verbs of a subject that is one: "she told Ada Venn, and Eva Olsik was killed".
_ONE = frozenset("is was has 's ’s".split())
_REFLEXIVES = frozenset({"himself", "herself", "themselves"})
_FAR = 40


class Patients:
    """Links the triggers of one sentence to its drafts, and adds drafts for single persons."""

    def __init__(
        self,
        tokens: Sequence[Token],
        sentence: Sentence,
        index: int,
        drafts: list[Draft],
        named: Named,
        speaking: Speaking,
    ) -> None:
        """`named` are the report's person names, `speaking` its sources; `drafts` grows."""
        self._tokens = tokens
        self._sentence = sentence
        self._index = index
        self._named = named
        self._speaking = speaking
        self._lists = Lists(tokens, named, speaking, self._object_at)
        self.drafts = drafts
        self.pronoun_deaths: list[PronounDeath] = []
        #: whom each casualty word is about
        self.groups: list[list[Draft]] = []
        self._starting: dict[int, Draft] = {}
        self._ending: dict[int, Draft] = {}
        for draft in drafts:
            self._add(draft)

    def _add(self, draft: Draft) -> None:
        self._starting[draft.first] = draft
        self._ending[draft.last] = draft

    def link(self, triggers: Sequence[Trigger]) -> None:
        """Gives the drafts the roles that the triggers, in text order, tell of."""
        taken = {at: trigger for trigger in triggers for at in range(trigger.first, trigger.last)}
        for trigger in triggers:
            side = self._side(trigger)
            if side == "right" or (
                not self._link_left(trigger, taken) and trigger.side == "either"
            ):
                self._link_right(trigger, taken)

    def _side(self, trigger: Trigger) -> str:
        if trigger.side != "either":
            return trigger.side
        at = trigger.first - 1
        while at >= self._sentence.first and self._is_adverb(at):
            at -= 1
        before = self._tokens[at].lower if at >= self._sentence.first else ""
        if before in BE:
            return "left"
        if before in HAVE:
            return "right"
        return "right" if self._opens_object(trigger.last) else "left"

    def _is_adverb(self, at: int) -> bool:
        lower = self._tokens[at].lower
        return lower in LINKS or lower.endswith("ly") or lower in {"and", "then"}

    def _opens_object(self, at: int) -> bool:
        """Whether an object may begin at the token."""
        if at >= self._sentence.last:
            return False
        token = self._tokens[at]
        if self._object_at(at) is not None:
            return True
        return token.lower in DETERMINERS | _REFLEXIVES | {"him", "her", "them"}

    def _object_at(self, at: int) -> Draft | Phrase | None:
        """The draft or the single person whose words begin at the token."""
        end = self._sentence.last
        ahead = at
        while ahead < end and self._tokens[ahead].lower in (
            DETERMINERS - {"a", "an", "another", "both"} | {"additional", "as", "least"}
        ):
            if ahead in self._starting:
                break
            ahead += 1
        for begin in (at, ahead):
            draft = self._starting.get(begin)
            if draft is not None and not self._counts_times(draft):
                return draft
        named = self._named.at(at, self._sentence.last)
        if named is not None:
            return named
        return person_after(self._tokens, at, end)

    def _counts_times(self, draft: Draft) -> bool:
        return draft.last < self._sentence.last and self._tokens[draft.last].lower == "times"

    def _link_right(self, trigger: Trigger, taken: dict[int, Trigger]) -> None:
        at = trigger.last
        end = self._sentence.last
        opened = at
        while at < end and self._tokens[at].lower in {"the", "all", "as", "off", "also", "up"}:
            if at in self._starting:
                break
            at += 1
        if at < end and self._tokens[at].lower in _REFLEXIVES and trigger.role == "killed":
            return
        members = self._lists.after(at, end, trigger, taken)
        if not members and at > opened:
            # "killed the driver, Pim Adair", "killed the driver and two passengers"; but who "the
            # driver" alone is was told before.
            members = self._lists.after(at - 1, end, trigger, taken)
            if len(members) == 1 and not members[0].names:
                return
        self._assign_all(members, trigger)

    def _assign_all(self, members: Sequence[Member], trigger: Trigger) -> None:
        """Gives every member of a list the role, and notes that they are one group."""
        group: list[Draft] = []
        for member in members:
            draft = member.found
            if isinstance(draft, Phrase):
                if self._is_unreal(trigger):
                    break
                draft = self._implied(draft)
            give_role(draft, trigger, 2 if group else 3, self._tokens)
            draft.people += [name for name in member.names if name not in draft.people]
            group.append(draft)
        self.groups.append(group)

    def _is_unreal(self, trigger: Trigger) -> bool:
        low = max(self._sentence.first, trigger.first - 3)
        return any(self._tokens[at].lower in _UNREAL for at in range(low, trigger.first))

    def _link_left(self, trigger: Trigger, taken: dict[int, Trigger]) -> bool:
        at, passive = self._verb_start(trigger)
        finite = passive or trigger.words in FINITE
        if (finite or trigger.side == "left") and self._link_list(at, trigger, taken):
            return True
        at = nearest = self._subject_end(at)
        if finite and (at == trigger.first or self._tokens[at].lower not in RELATIVES):
            nearest = antecedent(self._tokens, at, self._sentence.first)
            at = governing(self._tokens, nearest, self._sentence.first, self._ending)
        low = self._clause_start(at, taken)
        subject = self._nearest(at, low, trigger, finite) if at > low else None
        if subject is not None and passive and acted_on(self._tokens, subject.first, taken):
            # "a man accused of killing two women | was shot"
            phrase = first_person(self._tokens, self._sentence.first, subject.first)
            if phrase is not None and not self._is_unreal(trigger):
                give_role(self._implied(phrase), trigger, 2, self._tokens)
            return True
        if subject is None and passive and at > low and not self._named.before(at, low):
            one = person_before(self._tokens, at, low)
            subject = self._farther(at, low, trigger) if one is None else None
        if subject is None:
            if at != nearest and person_before(self._tokens, at, low) is None:
                return True  # "relatives of two victims were hurt": how many, nobody tells
            phrase = self._single_subject(at, low, trigger, passive)
            if phrase is None:
                self._note_pronoun(at, trigger)
            if phrase is None or self._is_unreal(trigger):
                return False
            if trigger.side == "either" and not passive and self._acts(phrase, trigger):
                return False
            subject = self._implied(phrase)
        near = 3 if subject.last == at else 2 if passive else 1
        give_role(subject, trigger, near, self._tokens)
        alone = any(t.lower in _ONE for t in self._tokens[subject.last : trigger.first])
        self.groups.append([subject])
        for draft in () if alone else self._coordinated_before(subject, low, trigger):
            give_role(draft, trigger, 2, self._tokens)
            self.groups[-1].append(draft)
        return True

    def _link_list(self, at: int, trigger: Trigger, taken: dict[int, Trigger]) -> bool:
        """Links a subject of several members, or with names or the like beside it, if it is one."""
        low = self._clause_start(at, taken)
        members = self._lists.before(at, low, trigger)
        several = len(members) > 1
        if not (several or (members and (members[0].names or members[0].found.last < at))):
            return False
        if several and any(t.lower in _ONE for t in self._tokens[at : trigger.first]):
            return False  # "She told Ada Venn, and Eva Olsik was killed"
        if self._is_unreal(trigger) and any(isinstance(m.found, Phrase) for m in members):
            return False
        self._assign_all(members, trigger)
        return True

    def _note_pronoun(self, at: int, trigger: Trigger) -> None:
        before = self._tokens[at - 1] if at > self._sentence.first else None
        if before is None or before.lower not in {"he", "she"}:
            return
        if trigger.role == "killed" and not self._is_unreal(trigger):
            self.pronoun_deaths.append(PronounDeath(self._index, before.start, before.lower))

    def _acts(self, phrase: Phrase, trigger: Trigger) -> bool:
        """Whether the subject of a verb without auxiliary does what it says, not suffers it."""
        follows = self._tokens[trigger.last].lower if trigger.last < self._sentence.last else ""
        if follows in AIMED:
            return True
        head = self._tokens[phrase.head].lower if phrase.head is not None else ""
        return head in AGENTS and self._tokens[phrase.first].lower in DETERMINERS

    def _verb_start(self, trigger: Trigger) -> tuple[int, bool]:
        """The token at which the verb's words begin, and whether a finite verb is among them.

        An aside that tells whose words these are is passed over.
        """
        at = trigger.first
        passive = False
        low = self._sentence.first
        while at > low:
            lower = self._tokens[at - 1].lower
            if lower in AUXILIARIES:
                passive = True
            elif at in self._ending or not (
                lower in LINKS
                or lower.endswith("ly")
                or lower in {"in", "as", "and", "taken", "rushed"}
            ):
                break
            if at in self._ending:
                break
            at -= 1
        return self._speaking.before(at, low, self._ends_number, self._ends_person), passive

    def _ends_number(self, at: int) -> bool:
        """Whether a number and what it counts end before the token."""
        return at in self._ending and not self._ending[at].implied

    def _ends_person(self, at: int) -> bool:
        """Whether a name, or words for a single person, end before the token."""
        low = self._sentence.first
        named = self._named.before(at, low) is not None
        return named or person_before(self._tokens, at, low) is not None

    def _subject_end(self, at: int) -> int:
        """The token after the subject's last, of a verb whose words begin at the token."""
        low = self._sentence.first
        if at > low and self._tokens[at - 1].lower in {"who", "that", "which"}:
            at -= 1
        if at > low + 1 and self._tokens[at - 1].lower in DASHES:
            at = before_dashes(self._tokens, at, low)
        elif at > low + 1 and self._tokens[at - 1].lower in {",", ")"}:
            at = before_commas(self._tokens, at, low)
        return at

    def _clause_start(self, at: int, taken: dict[int, Trigger]) -> int:
        low = max(self._sentence.first, at - _FAR)
        for back in range(at - 1, low - 1, -1):
            lower = self._tokens[back].lower
            if lower in BREAKS or lower in CLAUSE_WORDS or back in taken:
                return back + 1
            if lower in BE and back < at - 1:
                return back + 1
        return low

    def _nearest(self, at: int, low: int, trigger: Trigger, finite: bool) -> Draft | None:
        """The draft that ends where the subject does, or the one that it is counted out of."""
        draft = self._ending.get(at)
        if draft is None or draft.first < low:
            return None
        before = self._before(draft)
        # "18 of the 30 passengers were killed"
        if before == "of":
            for other in reversed(self.drafts):
                apart = draft.first - other.last, draft.first - other.first
                # "two of the three men died", but "one of three men killed" tells of three
                near = low <= other.first and (0 <= apart[0] <= 4 or (finite and 0 < apart[1] <= 3))
                if near and not other.implied:
                    return other
        if before in PREPOSITIONS - {"of", "with", "including", "about", "over"}:
            return self._farther(draft.first, low, trigger) or (
                draft if before in {"to", "at", "among"} else None
            )
        return draft

    def _before(self, draft: Draft) -> str:
        at = past_determiners(self._tokens, draft.first, self._sentence.first)
        return self._tokens[at - 1].lower if at > self._sentence.first else ""

    def _farther(self, at: int, low: int, trigger: Trigger) -> Draft | None:
        """The first draft of the clause that no preposition governs."""
        begin = bisect_left(self.drafts, low, key=lambda draft: draft.first)
        for number in range(begin, len(self.drafts)):
            draft = self.drafts[number]
            if draft.first > at:
                return None
            if draft.last > at or draft.role in {"money", "percentage", "measure"}:
                continue
            if draft.person is False or draft.certain >= 3:
                continue
            if self._speaking.only(draft.first, draft.last, trigger):
                continue
            before = self._before(draft)
            if before in PREPOSITIONS - {"of"}:
                continue
            return draft
        return None

    def _single_subject(self, at: int, low: int, trigger: Trigger, passive: bool) -> Phrase | None:
        tokens = self._tokens
        if at <= low:
            return None
        named = self._named.before(at, low)
        if named is not None:
            return named
        phrase = person_before(tokens, at, low)
        if phrase is not None:
            return phrase
        if not passive:
            return None
        # "A man in the car was shot"
        for back in range(low, at):
            if tokens[back].lower in OPENERS and (
                back == low or tokens[back - 1].lower not in PREPOSITIONS
            ):
                found = person_after(tokens, back, at)
                if found is not None and not self._speaking.only(back, found.last, trigger):
                    return found
        return None

    def _coordinated_before(self, subject: Draft, low: int, trigger: Trigger) -> Iterator[Draft]:
        """The other members of the list whose last one is the subject."""
        at = before_modifiers(self._tokens, subject.first, low)
        if at <= low or self._tokens[at - 1].lower not in {"and", "&"}:
            return  # a comma alone joins nothing: "According to Holt, nine people died"
        while (before := before_joint(self._tokens, at, low)) < at:
            at = before
            draft = self._ending.get(at)
            if draft is None:
                last = self._named.ends_before(at, low)
                phrase = self._named.before(last, low) if last > low else None
                phrase = phrase or person_before(self._tokens, at, low)
                if phrase is None or self._speaking.only(phrase.first, phrase.last, trigger):
                    return
                draft = self._implied(phrase)
            if draft.certain >= 3 or self._before(draft) in PREPOSITIONS:
                return
            yield draft
            at = draft.first

    def _implied(self, phrase: Phrase) -> Draft:
        known = self._starting.get(phrase.first)
        if known is not None:
            return known
        draft = implied_draft(self._index, phrase, self._tokens)
        words = [t.lower for t in self._tokens[phrase.first : phrase.last]]
        if phrase.head is None:
            mention = self._named.within(phrase)
            if mention is not None:
                draft.people.append(mention)
        else:
            draft.status = status_of(words)
        self._enter(draft)
        return draft

    def _enter(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.drafts.sort(key=lambda d: d.first)
        self._add(draft)
