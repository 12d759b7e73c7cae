"""A figure in the making."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from whence.records import Figure, Span
from whence.records.claim import Role, Status
from whence.resolve.figures.numbers import Number
from whence.resolve.figures.phrases import Phrase
from whence.resolve.sentences import Token


@dataclass(slots=True, eq=False)
class Draft:
    """A number and what is found out of it, before it becomes a `Figure`.

    `first` and `last` are the tokens of the whole phrase with its words of bound; `start` and
    `end` are the figure's code points.
    """

    sentence: int
    first: int
    last: int
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    role: Role = "count"
    unit: str | None = None
    head: int | None = None
    of: Span | None = None
    person: bool | None = None  #: whether persons are counted; None where no noun says
    nobody: bool = False  #: whether animals or things are counted: "one of the tigers"
    cue: str = ""  #: the word that gave the role
    certain: int = 0  #: how close the word that gave the role is; 0 for none
    implied: bool = False
    zero: bool = False
    vague: bool = False
    entered: bool = False  #: whether it is among its sentence's drafts
    unasserted: bool = False  #: feared, planned, asked, denied: no count of the event
    pronoun: bool = False  #: "he died": counts only where nobody else has the role
    toll: bool = False  #: given as the count of all, by a word for it: "the toll stands at 61"
    increment: bool = False  #: by how many a count grew: "rose by five to 37"
    restated: bool = False  #: counted singly beside it: "80 families, or 410 people"
    incomplete: bool = False  #: one of a list of whom others are not known to be persons
    whole: float | None = None  #: of how many it is a share: "all but three of the 32"
    residual: bool = False  #: "three others", "two more"
    definite: bool = False  #: "the two men": mentioned before
    background: bool = False
    former: bool = False  #: an earlier count that this report corrects
    part_of: Draft | None = None
    main: bool = False
    status: Status = "unknown"
    people: list[str] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Whether it is a person whom a noun or a name gives, without a number."""
        return self.implied and self.value == 1

    def is_at_least(self, count: int) -> bool:
        """Whether a number that the text gives is so great."""
        return not self.implied and (self.value or self.low or 0) >= count

    def figure(self, index: dict[int, int]) -> Figure:
        """The record; `index` gives the place of each draft, by its `id`, among the figures."""
        return Figure(
            span=Span(self.start, self.end),
            value=self.value,
            low=self.low,
            high=self.high,
            role=self.role,
            unit=self.unit,
            of=self.of,
            main=self.main,
            background=self.background,
            part_of=index.get(id(self.part_of)) if self.part_of is not None else None,
            implied=self.implied,
            status=self.status,
            people=tuple(dict.fromkeys(self.people)),
        )


def implied_draft(sentence: int, phrase: Phrase, tokens: Sequence[Token]) -> Draft:
    """One person in a phrase in the singular."""
    start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
    return Draft(
        sentence=sentence,
        first=phrase.first,
        last=phrase.last,
        start=start,
        end=end,
        value=1.0,
        low=1.0,
        high=1.0,
        head=phrase.head,
        of=Span(start, end),
        person=True,
        implied=True,
        unit="person",
        definite=tokens[phrase.first].lower in {"the", "this", "that"},
    )


def counted_draft(sentence: int, number: Number, phrase: Phrase, tokens: Sequence[Token]) -> Draft:
    """A number with the phrase that it counts."""
    of = (
        Span(tokens[phrase.first].start, tokens[phrase.last - 1].end)
        if phrase.head is not None
        else None
    )
    return Draft(
        sentence=sentence,
        first=number.opens,
        last=max(phrase.last, number.last),
        start=tokens[number.first].start,
        end=tokens[number.last - 1].end,
        value=number.value,
        low=number.low,
        high=number.high,
        head=phrase.head,
        of=of,
        zero=number.zero,
        vague=number.vague,
        residual=phrase.residual,
        whole=number.whole,
        definite=number.opens > 0
        and tokens[number.opens - 1].lower in {"the", "these", "those", "all", "both"},
    )
