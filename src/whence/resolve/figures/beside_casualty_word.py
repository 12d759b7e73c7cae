"""What is right beside a casualty word: the number or the person that begins or ends there.

The words alone decide, without a parse. Where there is one, it has the last word (`participants`).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft, implied_draft
from whence.resolve.figures.lexicon import status_of
from whence.resolve.figures.person_name_phrases import Named
from whence.resolve.figures.phrases import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVE,
    LINKS,
    PREPOSITIONS,
    Phrase,
    past_determiners,
    person_after,
    person_before,
)
from whence.resolve.figures.roles import PRICED, Trigger
from whence.resolve.sentences import Sentence, Token

REFLEXIVE = frozenset({"himself", "herself", "themselves"})
#: Prepositions that are no conjunctions: what follows one is no subject.
GOVERNING = PREPOSITIONS - {"after", "before", "since", "until", "till", "as", "than", "like"}
_SAYING = words("figures", "saying")
_OPENING = (DETERMINERS - {"a", "an", "another", "both"}) | frozenset("additional as least".split())
#: What opens a list of some of those before, and how far before one of them.
_OPENING_PARTS, _NEAR_OPENING = frozenset({"including", "among"}), 8
#: What closes a remark between a subject and its verb.
_CLOSING = frozenset({",", ")", "—", "–", "―"})
#: Verbs of a subject that is one.
_ONE = frozenset("is was has 's ’s".split())
#: So many tokens may a remark of who says it have.
_REMARK = 12


class Adjacent:
    """The drafts of one sentence, by what is beside them; new ones for single persons."""

    def __init__(
        self,
        tokens: Sequence[Token],
        sentence: Sentence,
        index: int,
        drafts: list[Draft],
        named: Named,
        *,
        parsed: bool,
    ) -> None:
        """`named` are the report's person names; `drafts` grows."""
        self._tokens = tokens
        self._sentence = sentence
        self._index = index
        self._named = named
        self._parsed = parsed
        self.drafts = drafts
        self._triggers: Sequence[Trigger] = ()
        self._starting: dict[int, Draft] = {}
        self._closing: dict[int, Draft] = {}
        self._inner: dict[int, Draft] = {}
        self._covering: dict[int, list[Draft]] = {}
        for draft in drafts:
            draft.entered = True
            self._note(draft)

    def _note(self, draft: Draft) -> None:
        """Stores where a draft is: long sentences have many, and each is asked for often."""
        if draft.role in PRICED:
            return
        self._starting.setdefault(draft.first, draft)
        self._closing.setdefault(draft.last, draft)
        if draft.last in self._closing and self._before(draft) in {"of", "among"}:
            self._inner[draft.last] = draft  # "one of | three men killed there"
        for at in range(draft.first, draft.last):
            self._covering.setdefault(at, []).append(draft)

    def _beside(self, trigger: Trigger, *, listed: bool = False) -> Draft | None:
        """The draft right of an active verb, or right before a passive one or an adjective.

        A bare name before it counts only with `listed`, as the end of a list.
        """
        right = trigger.construction == "doing" or (
            trigger.construction == "done" and self._leads_on(trigger)
        )
        if right:
            at = trigger.last
            while at < self._sentence.last and self._tokens[at].lower in _OPENING:
                if at in self._starting:
                    break
                at += 1
            return self._beginning(at) or (self._beginning(trigger.last) if at else None)
        at = trigger.first
        while at > self._sentence.first and self._is_light(at):
            at -= 1
        aged = at - 3 > self._sentence.first and self._tokens[at - 2].text.isdigit()
        if aged and self._tokens[at - 1].lower == self._tokens[at - 3].lower == ",":
            spoken = self._over_speaker(at)
            if spoken is not None:
                return spoken
            name = self._named.before(at - 3, self._sentence.first)
            return self._implied(name) if name else None  # "Ada Venn, 40, | was killed"
        if at == trigger.first and at in self._inner:
            return self._inner[at]
        return self._ending(at, listed=listed)

    def _leads_on(self, trigger: Trigger) -> bool:
        """Whether the words around a participle make it active: no form of "be", an object."""
        at = trigger.first - 1
        while at >= self._sentence.first and (
            self._tokens[at].lower in LINKS or self._tokens[at].lower.endswith("ly")
        ):
            at -= 1
        before = self._tokens[at].lower if at >= self._sentence.first else ""
        if before in BE:
            return False
        if before in HAVE:
            return True
        end = trigger.last
        if end < self._sentence.last and self._tokens[end].lower in DETERMINERS | REFLEXIVE:
            return True
        return self._beginning(end) is not None

    def _is_light(self, at: int) -> bool:
        """Whether the token before may come between a subject and its verb."""
        if at in self._closing:
            return False
        lower = self._tokens[at - 1].lower
        return (
            lower in AUXILIARIES
            or lower in LINKS
            or lower.endswith("ly")
            or lower in {"in", "as", "who", "that"}
        )

    def _beginning(self, at: int) -> Draft | None:
        if at >= self._sentence.last:
            return None
        found = self._starting.get(at)
        if found is None and self._tokens[at].lower in DETERMINERS - {"a", "an", "another"}:
            found = self._starting.get(at + 1)
        if found is not None:
            return found
        phrase = self._named.at(at, self._sentence.last)
        phrase = phrase or person_after(self._tokens, at, self._sentence.last)
        return self._implied(phrase) if phrase else None

    def _ending(self, at: int, *, listed: bool = False) -> Draft | None:
        if at in self._closing:
            return self._closing[at]
        if at <= self._sentence.first:
            return None
        if self._tokens[at - 1].lower in _CLOSING:
            return self._over_speaker(at) if self._parsed else self._over_commas(at)
        phrase = self._named.before(at, self._sentence.first)
        phrase = phrase or person_before(self._tokens, at, self._sentence.first)
        if phrase is None or (phrase.head is None and self._parsed and not listed):
            return None
        return self._implied(phrase)

    def _over_commas(self, at: int) -> Draft | None:
        """The first draft of a clause, over what is between commas."""
        for draft in self.drafts:
            able = draft.last < at and draft.role not in PRICED and draft.person is not False
            if able and self._before(draft) not in PREPOSITIONS - {"of"}:
                return draft
        return None

    def _over_speaker(self, at: int) -> Draft | None:
        """What comes before a remark on who says it: "nine workers, police said, | were hurt"."""
        for back in range(at - 2, max(self._sentence.first, at - _REMARK), -1):
            if self._tokens[back].lower == ",":
                remark = {t.lower for t in self._tokens[back + 1 : at - 1]}
                if remark & (_SAYING | {"according"}):
                    return self._ending(back)
        return None

    def _before(self, draft: Draft) -> str:
        at, low = draft.first, self._sentence.first
        if [t.lower for t in self._tokens[max(low, at - 2) : at]] == ["total", "of"]:
            at -= 2  # "said a total of 2,316 people had been evacuated"
        at = past_determiners(self._tokens, at, low)
        return self._tokens[at - 1].lower if at > low else ""

    def _with_joined(self, first: Draft, trigger: Trigger) -> tuple[list[Draft], bool]:
        """A draft with those that commas and at last "and" join to it; by adjacency alone."""
        found, left = [first], first.last <= trigger.first
        if left and any(t.lower in _ONE for t in self._tokens[first.last : trigger.first]):
            return found, True  # "she told Ada Venn, and Eva Olsik was killed"
        joined = False
        while True:
            edge = past_determiners(self._tokens, found[0].first, self._sentence.first)
            if not left:
                edge = found[-1].last
                if found[-1].people:
                    edge = self._named.past(edge, self._sentence.last)
            step = self._joint(edge, left=left)
            if step is None:
                break
            at, last = step
            draft = self._ending(at, listed=True) if left else self._beginning(at)
            if draft is None or (not left and self._predicates(draft.last)):
                break
            if left and self._is_part_of_others(draft, found[0]):
                break
            if not left and draft.is_one and draft.residual and self._acts_itself(draft.last):
                break  # "hurt three stewards and another threw a bottle"
            joined = joined or last
            found = [draft, *found] if left else [*found, draft]
        return (found if joined else [first]), True

    def _is_part_of_others(self, draft: Draft, after: Draft) -> bool:
        """Whether those before are some of whom another word was about, and a comma ends them.

        "340 were hurt, including [25 women], and [12] are missing".
        """
        edge = past_determiners(self._tokens, after.first, self._sentence.first)
        closed = [t.lower for t in self._tokens[draft.last : edge]][:2] == [",", "and"]
        low = max(self._sentence.first, draft.first - _NEAR_OPENING)
        opened = [t.lower for t in self._tokens[low : draft.first]]
        led = next((low + n for n, word in enumerate(opened) if word in _OPENING_PARTS), None)
        # With the verb of the others before it, or none at all: "340 people, among them 25 women,"
        return closed and led is not None and any(one.last <= led for one in self._triggers)

    def _joint(self, edge: int, *, left: bool) -> tuple[int, bool] | None:
        """Past "and" or a comma: where the next member ends or begins, and whether by "and"."""
        step = -1 if left else 1
        at, joined, moved = edge - 1 if left else edge, False, False
        while self._sentence.first <= at < self._sentence.last:
            lower = self._tokens[at].lower
            if lower not in {",", "and"}:
                break
            joined, moved, at = joined or lower == "and", True, at + step
        if not moved:
            return None
        aged = self._tokens[at].text.isdigit() and self._tokens[at - 1].lower == ","
        if left and aged and at - 2 > self._sentence.first:  # "Roe, 34, and Poe"
            at -= 2
        return (at + 1 if left else at), joined

    def _predicates(self, at: int) -> bool:
        """Whether a verb of its own follows what ends before the token."""
        for ahead in range(at, min(at + 3, self._sentence.last)):
            lower = self._tokens[ahead].lower
            if lower in BE or lower in HAVE or lower in _SAYING:
                return True
            if lower not in LINKS:
                return False
        return False

    def _acts_itself(self, at: int) -> bool:
        """Whether the token is a verb."""
        word = self._tokens[at].word if at < self._sentence.last else None
        return word is not None and word.tag == "VERB"

    def _likewise(self, trigger: Trigger) -> Draft | None:
        """Who met with the same: "Tesk was killed, as was [his passenger, Jolene Amary]"."""
        at, end = trigger.last + 3, self._sentence.last
        behind = [t.lower for t in self._tokens[trigger.last : at]]
        if at >= end or behind[:2] != [",", "as"] or behind[2] not in BE | {"did", "had"}:
            return None
        named = self._named.listed(at, end)
        return self._implied(named[0]) if named else self._beginning(at)

    def _implied(self, phrase: Phrase, *, pronoun: bool = False) -> Draft:
        known = self._starting.get(phrase.first)
        if known is not None:
            return known
        draft = implied_draft(self._index, phrase, self._tokens)
        draft.pronoun = pronoun
        if phrase.head is None:
            name = self._named.within(phrase)
            if name is not None:
                draft.people.append(name)
        else:
            draft.status = status_of([t.lower for t in self._tokens[phrase.first : phrase.last]])
        return draft

    def _enter(self, draft: Draft) -> None:
        if not draft.entered:
            draft.entered = True
            insort(self.drafts, draft, key=lambda d: d.first)
            self._note(draft)
