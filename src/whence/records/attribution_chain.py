"""A claim's chain of attributions in words: who says it, how, through whom, and whether at all.

A claim is in a chain of attributions, the outermost first: "Roth denied that Keller had said so".
Every list of claims shows that chain, so that a denial never reads as a statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from whence.records.claim import Claim, Resolution
from whence.records.keys import attribution_key, entity_key
from whence.records.reading import Act, Kind, Reading, Stance
from whence.records.report import Report
from whence.records.span import Span

_BETWEEN = " … "
#: Cues that come before their speaker: "according to the ministry".
_PREPOSITIONS = ("according", "as per", "per ", "in the words", "in the view", "in the opinion")


class NamedSpeaker(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker in a report. `key` is the entity's, the same from any model."""

    name: str
    named: bool  #: whether the report names them, or describes them only ("residents")
    key: str


class Attributed(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in words.

    `source` and `cue` are the report's own words, on one line, with " … " where they are apart;
    `via` names who passes the words on.
    """

    key: str  #: the attribution's
    speakers: tuple[NamedSpeaker, ...]
    source: str
    cue: str
    kind: Kind
    act: Act
    stance: Stance = "statement"
    asserted: bool = True
    via: tuple[str, ...] = ()


#: The attributions around a claim, the outermost first; none for the outlet's own.
Chain = Sequence[Attributed]


class Attributions:
    """A report's attributions in words, each made once."""

    def __init__(self, report: Report, reading: Reading, resolution: Resolution) -> None:
        self._report = report
        self._reading = reading
        self._resolution = resolution
        self._made: dict[int, Attributed] = {}

    def of_claim(self, claim: Claim) -> tuple[Attributed, ...]:
        """Those around the claim, the outermost first."""
        return tuple(map(self.one, claim.voices))

    def of_attribution(self, index: int) -> tuple[Attributed, ...]:
        """The attribution of this index and those around it, the outermost first."""
        found: list[int] = []
        above: int | None = index
        while above is not None and above not in found:
            found.append(above)
            above = self._reading.attributions[above].parent
        return tuple(self.one(n) for n in reversed(found))

    def one(self, index: int) -> Attributed:
        """The attribution of this index in the reading."""
        found = self._made.get(index)
        if found is None:
            found = self._made[index] = self._attributed(index)
        return found

    def _attributed(self, index: int) -> Attributed:
        one = self._reading.attributions[index]
        entities = self._resolution.entities
        return Attributed(
            key=attribution_key(self._report, one),
            speakers=tuple(
                NamedSpeaker(
                    name=entities[s.entity].name,
                    named=entities[s.entity].named,
                    key=entity_key(self._report, entities[s.entity]),
                )
                for s in self._resolution.all_speakers(index)
            ),
            source=self._words(one.source),
            cue=self._words(one.cue),
            kind=one.kind,
            act=one.act,
            stance=one.stance,
            asserted=one.asserted,
            via=tuple(entities[n].name for n in self._resolution.passed_on(index)),
        )

    def _words(self, spans: Sequence[Span]) -> str:
        found = (" ".join(span.of(self._report.text).split()) for span in sorted(spans))
        return _BETWEEN.join(words for words in found if words)


def asserted(chain: Chain) -> bool:
    """Whether what is in the chain is asserted.

    It is not where one of the attributions does not assert it, nor where an outer one denies that
    an inner one was made ("Roth denied that Keller had said so").
    """
    return all(one.asserted for one in chain) and all(one.act != "deny" for one in chain[:-1])


def via(chain: Chain) -> tuple[str, ...]:
    """Who passes the innermost speaker's words on, the nearest first, by name or description."""
    if not chain:
        return ()
    found = list(chain[-1].via)
    for outer in reversed(chain[:-1]):
        found += [one.name for one in outer.speakers] or [outer.source] * bool(outer.source)
        found += outer.via
    own = {one.name for one in chain[-1].speakers}
    return tuple(name for name in dict.fromkeys(found) if name not in own)


def via_entities(resolution: Resolution, attributions: Sequence[int]) -> tuple[int, ...]:
    """The same as indices of entities; `attributions` are those around a claim."""
    found: list[int] = []
    for place, index in enumerate(reversed(attributions)):
        if place:
            found += [speaker.entity for speaker in resolution.all_speakers(index)]
        found += resolution.passed_on(index)
    own = (
        {one.entity for one in resolution.all_speakers(attributions[-1])} if attributions else set()
    )
    return tuple(n for n in dict.fromkeys(found) if n not in own)


class Piece(NamedTuple):
    """Words of a lead, with the speaker that they name, if they do."""

    words: str
    speaker: NamedSpeaker | None = None


def pieces(chain: Chain) -> list[Piece]:
    """The lead as pieces, so that speakers can be formatted, or as links."""
    found: list[Piece] = []
    before: Attributed | None = None
    for one in chain:
        if before is not None:
            found.append(Piece(": "))
        found += _of_one(one, before)
        before = one
    return found


def lead(chain: Chain) -> str:
    """Who says it and how: "Pell denied", "according to the ministry", "Roth said: Keller warned".

    Empty for the outlet's own words.
    """
    return "".join(piece.words for piece in pieces(chain))


def joined(chain: Chain, words: str) -> str:
    """What comes between a lead and the words of its claim."""
    if not chain:
        return ""
    goes_on = words[:1].islower() and _is_clause(chain[-1])
    return " " if goes_on else ": "


def sentence(chain: Chain, words: str) -> str:
    """The lead and the words: "Pell denied that anything was being concealed"."""
    return lead(chain) + joined(chain, words) + words


#: Verbs whose listener is no part of the cue: nobody "told that".
_TO_SOMEBODY = re.compile(
    r"(?<!was )(?<!were )(?<!been )\b(?:told|tells|tell)\b(?=$|\s(?:in|on|at|during|by)\b)"
)
#: A cue that says by itself that its words are not said.
_SAYS_NOT = re.compile(
    r"\b(?:not|never|cannot|unable|yet to|refus\w+|declin\w+|fail(?:s|ed|ing)?)\b|n[’']t\b",
    re.IGNORECASE,
)
_SAYING = {"told": "said", "tells": "says", "tell": "say"}


def _of_one(one: Attributed, outer: Attributed | None) -> Iterator[Piece]:
    who = list(_names(one, outer))
    # The words that follow have a mark of their own: "Venn added:" and not "Venn added::".
    cue = one.cue.rstrip(" ,:;–—") if any(letter.isalnum() for letter in one.cue) else ""
    cue = _TO_SOMEBODY.sub(lambda match: _SAYING[match[0]], cue)
    if _is_withheld(one):
        # The cue's words may be "confirmed" alone, with the "not" outside them.
        yield Piece("not said")
        if who:
            yield Piece(" by ")
            yield from who
        if cue:
            yield Piece(f" (“{cue}”)")
    elif _is_before(cue):
        yield Piece(f"{cue} ")
        yield from who or [Piece("a source not given")]
    else:
        yield from who or [Piece("source not given")]
        if cue:
            # Without a speaker the words do not go on as a clause.
            yield Piece(f" {cue}" if who else f" (“{cue}”)")
    if one.via:
        yield Piece(f" (via {_list(one.via)})")


def _names(one: Attributed, outer: Attributed | None) -> Iterator[Piece]:
    # "Roth said: I think", not "Roth said: Roth think".
    same = outer is not None and outer.speakers == one.speakers
    if one.source and (same or not one.speakers):
        yield Piece(one.source)
        return
    for number, speaker in enumerate(one.speakers):
        if number:
            yield Piece(" and " if number == len(one.speakers) - 1 else ", ")
        yield Piece(speaker.name, speaker)


def _list(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _is_withheld(one: Attributed) -> bool:
    """Whether the lead must say that nobody says this.

    The cue of a question shows it, and one that has its "not": "Norvia has not confirmed".
    """
    if one.asserted or one.act == "ask":
        return False
    return not ((one.speakers or one.source) and _SAYS_NOT.search(one.cue))


def _is_before(cue: str) -> bool:
    return cue.casefold().startswith(_PREPOSITIONS)


def _is_clause(one: Attributed) -> bool:
    """Whether the words go on from the cue, as in "Pell denied that ..."."""
    spoken = any(letter.isalnum() for letter in one.cue) and bool(one.speakers or one.source)
    return spoken and not one.via and not _is_withheld(one) and not _is_before(one.cue)
