"""A result in parts that can be changed, and put together again with its indices right.

Meanwhile nothing changes its number: what is removed is marked as gone, and what is new comes after
the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from whence.ports import Result
from whence.records import Attribution, Claim, Figure, Reading, Resolution, Span, Speaker
from whence.records.claim import Standing
from whence.records.keys import text_order


class Words(NamedTuple):
    """The spans of an attribution, now or before a correction."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


class Draft:
    """A report, its reading and resolution, open to change."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.report, self.reading, resolution = result
        self.text = self.report.text
        self.attributions = list(self.reading.attributions)
        self.speakers: list[Speaker | None] = list(resolution.speakers)
        numbers = range(len(self.attributions))
        #: who speaks in each attribution beside the first
        self.others = [resolution.all_speakers(i)[1:] for i in numbers]
        self.via = [resolution.passed_on(i) for i in numbers]
        self.entities = list(resolution.entities)
        self.times = list(resolution.times)
        self.figures = list(resolution.figures)
        self.claims = list(resolution.claims)
        #: the spans of each attribution before somebody corrected it
        self.former: list[list[Words]] = [[] for _ in self.attributions]
        self.gone_attributions: set[int] = set()
        self.gone_entities: set[int] = set()
        self.gone_times: set[int] = set()
        self.gone_figures: set[int] = set()
        self.gone_claims: set[int] = set()
        #: entity -> the one that it was merged into
        self.merged: dict[int, int] = {}
        #: claim that was made for an attribution -> that, and the claims around it
        self.made: dict[int, tuple[int, tuple[int, ...]]] = {}
        #: claim that an attribution covers whole -> that attribution
        self.replaced: dict[int, int] = {}
        #: figures that a person made their report's total, by role
        self.totals: dict[str, int] = {}
        #: claims whose polarity, modality or standing a person set
        self.settled: set[int] = set()
        #: the number of the last decision
        self.decided = 0
        self._as_it_was = self._state()

    def words_of(self, index: int) -> Words:
        """The spans of an attribution."""
        one = self.attributions[index]
        return Words(one.source, one.cue, one.content)

    def add_attribution(self, attribution: Attribution) -> int:
        """Adds an attribution; returns its number."""
        self.attributions.append(attribution)
        self.speakers.append(None)
        self.others.append(())
        self.via.append(())
        self.former.append([])
        return len(self.attributions) - 1

    def live_entity(self, index: int) -> int | None:
        """The number that an entity has now, None where it is gone."""
        seen = set()
        while index in self.merged and index not in seen:
            seen.add(index)
            index = self.merged[index]
        return None if index in self.gone_entities else index

    def chain(self, index: int | None) -> tuple[int, ...]:
        """An attribution and those around it, the outermost first."""
        found: list[int] = []
        while index is not None and index not in found:
            found.insert(0, index)
            index = self.parent(index)
        return tuple(found)

    def parent(self, index: int) -> int | None:
        """The nearest remaining attribution around one."""
        seen = {index}
        above = self.attributions[index].parent
        while above is not None and above in self.gone_attributions and above not in seen:
            seen.add(above)
            above = self.attributions[above].parent
        if above is None or above in seen or not 0 <= above < len(self.attributions):
            return None
        return above

    def standing(self, claim: Claim, voices: Iterable[int]) -> Standing:
        """The standing of a claim with these attributions."""
        voices = tuple(voices)
        if voices:
            sourced = any(self.attributions[index].source for index in voices)
            return "attributed" if sourced else "hearsay"
        return "hearsay" if any(h.kind == "hearsay" for h in claim.hedges) else "own-voice"

    def finished(self) -> Result:
        """The result as it is now; the same object where nothing was changed."""
        if self._state() == self._as_it_was:
            return self.result
        order = [i for i in text_order(self.attributions) if i not in self.gone_attributions]
        place = _places(order)
        attributions = _without_circles(
            [
                msgspec.structs.replace(self.attributions[i], parent=_moved(self.parent(i), place))
                for i in order
            ]
        )
        remaining = [i for i in range(len(self.entities)) if self.live_entity(i) == i]
        entity = _places(remaining)
        of = {
            i: entity[live]
            for i in range(len(self.entities))
            if (live := self.live_entity(i)) is not None
        }
        figures, figure = self._figures()
        left = [i for i in range(len(self.times)) if i not in self.gone_times]
        if len(self.times) > len(self.result[2].times):
            left.sort(key=lambda i: (self.times[i].span, i))
        reading: Reading = msgspec.structs.replace(
            self.reading, attributions=attributions, decided=self.decided
        )
        joint = [self._all_speakers(i, of) for i in order]
        via = [tuple(dict.fromkeys(_all(self.via[i], of))) for i in order]
        resolution = Resolution(
            report_id=self.result[2].report_id,
            entities=tuple(self.entities[i] for i in remaining),
            times=tuple(self.times[i] for i in left),
            figures=figures,
            speakers=tuple(next(iter(many), None) for many in joint),
            joint=tuple(joint) if any(len(many) > 1 for many in joint) else (),
            via=tuple(via) if any(via) else (),
            claims=self._claims(
                _Numbers(
                    attributions=place,
                    entities=of,
                    types=[self.entities[i].type for i in remaining],
                    times=_places(left),
                    figures=figure,
                )
            ),
        )
        return self.report, reading, resolution

    def _state(self) -> tuple[object, ...]:
        return (
            tuple(self.attributions), tuple(self.speakers), tuple(self.others), tuple(self.via),
            tuple(self.entities), tuple(self.times), tuple(self.figures), tuple(self.claims),
            frozenset(self.gone_attributions), frozenset(self.gone_entities),
            frozenset(self.gone_times), frozenset(self.gone_figures), frozenset(self.gone_claims),
            frozenset(self.merged),
        )  # fmt: skip

    def _all_speakers(self, index: int, of: Mapping[int, int]) -> tuple[Speaker, ...]:
        """The remaining speakers of an attribution, each once, by their new numbers."""
        found: dict[int, Speaker] = {}
        for one in (self.speakers[index], *self.others[index]):
            if one is not None and one.entity in of:
                found.setdefault(of[one.entity], Speaker(entity=of[one.entity], score=one.score))
        return tuple(found.values())

    def _figures(self) -> tuple[tuple[Figure, ...], dict[int, int]]:
        remaining = [i for i in range(len(self.figures)) if i not in self.gone_figures]
        if len(self.figures) > len(self.result[2].figures):
            remaining.sort(key=lambda i: (self.figures[i].span, i))
        place = _places(remaining)
        # One total a role: of the machine's two, the one that was the total before somebody changed
        # roles.
        before = self.result[2].figures
        mains = {
            role: i
            for role, i in self.totals.items()
            if i in place and self.figures[i].main and self.figures[i].role == role
        }
        for i in sorted(
            remaining, key=lambda i: (i >= len(before) or before[i].role != self.figures[i].role, i)
        ):
            if self.figures[i].main:
                mains.setdefault(self.figures[i].role, i)
        found = []
        for i in remaining:
            one = self.figures[i]
            main = one.main and mains[one.role] == i
            part_of = _moved(self._whole_of(i), place)
            found.append(msgspec.structs.replace(one, main=main, part_of=part_of))
        return tuple(found), place

    def _whole_of(self, index: int) -> int | None:
        """The remaining figure that one is included in."""
        seen = {index}
        whole = self.figures[index].part_of
        while whole is not None and whole in self.gone_figures and whole not in seen:
            seen.add(whole)
            whole = self.figures[whole].part_of
        return None if whole in seen else whole

    def _claims(self, number: _Numbers) -> tuple[Claim, ...]:
        taken: dict[int, set[int]] = {}
        gone = set(self.gone_claims)
        for made, (attribution, around) in self.made.items():
            if attribution in self.gone_attributions:
                gone.add(made)
            elif made not in gone:
                for outer in around:
                    taken.setdefault(outer, set()).update(self.claims[made].figures)
        gone |= {c for c, by in self.replaced.items() if by not in self.gone_attributions}
        # An attitude and a deed make no claims.
        restated = self._restated()
        gone |= {
            n
            for n, claim in enumerate(self.claims)
            if any(
                i in restated and self.attributions[i].stance != "statement"
                for i in claim.voices[-1:]
            )
        }
        found = []
        for index, claim in enumerate(self.claims):
            if index not in gone:
                one = self._claim(claim, number, taken.get(index, set()))
                asserted = [
                    self.attributions[i].asserted for i in claim.voices if i in number.attributions
                ]
                if index not in self.settled and restated.intersection(claim.voices) and asserted:
                    one = _restated_claim(one, asserted=any(asserted))
                found.append(one)
        return tuple(sorted(found, key=lambda one: (one.span.start, -one.span.end)))

    def _restated(self) -> set[int]:
        """The attributions whose `asserted` a person changed."""
        before = self.reading.attributions
        return {
            n
            for n, one in enumerate(self.attributions)
            if n >= len(before)
            or (one.stance, one.asserted) != (before[n].stance, before[n].asserted)
        }

    def _claim(self, claim: Claim, number: _Numbers, taken: set[int]) -> Claim:
        voices = [i for i in claim.voices if i not in self.gone_attributions]
        named = list(dict.fromkeys(_all(claim.entities + claim.places, number.entities)))
        types = number.types
        changes: dict[str, object] = {
            "voices": tuple(number.attributions[i] for i in voices),
            "entities": tuple(n for n in named if types[n] != "place"),
            "places": tuple(n for n in named if types[n] == "place"),
            "times": tuple(_all(claim.times, number.times)),
            "figures": tuple(_all([i for i in claim.figures if i not in taken], number.figures)),
        }
        if claim.voices and not voices:
            changes["standing"] = self.standing(claim, ())
        return msgspec.structs.replace(claim, **changes)


class _Numbers(NamedTuple):
    """Old numbers to new ones, for what remains."""

    attributions: Mapping[int, int]
    entities: Mapping[int, int]
    types: Sequence[str]  #: of the entities, by their new numbers
    times: Mapping[int, int]
    figures: Mapping[int, int]


def _places(order: Sequence[int]) -> dict[int, int]:
    return {index: place for place, index in enumerate(order)}


def _moved(index: int | None, place: Mapping[int, int]) -> int | None:
    return None if index is None else place.get(index)


def _all(indices: Iterable[int], place: Mapping[int, int]) -> list[int]:
    return [place[i] for i in indices if i in place]


def _restated_claim(claim: Claim, *, asserted: bool) -> Claim:
    """The claim as asserted if one of those who give it asserts it, else not."""
    if asserted and claim.modality == "unasserted":
        return msgspec.structs.replace(claim, modality="actual")
    return claim if asserted else msgspec.structs.replace(claim, modality="unasserted")


def _without_circles(attributions: list[Attribution]) -> tuple[Attribution, ...]:
    for index in range(len(attributions)):
        seen, above = {index}, attributions[index].parent
        while above is not None and above not in seen:
            seen.add(above)
            above = attributions[above].parent
        if above == index:
            attributions[index] = msgspec.structs.replace(attributions[index], parent=None)
    return tuple(attributions)
