"""Who speaks in one report, and the colour of each speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from whence.records import Attribution, Report, Resolution, Span

HUES = 8  #: speakers that get a hue of their own in one report; the rest stay neutral


class SpeakerHue(msgspec.Struct, frozen=True, kw_only=True):
    """One speaker of a report. `hue` is 1 to `HUES`, or 0 for neutral."""

    name: str
    hue: int
    count: int
    entity: int = -1  #: its index in the resolution


def speakers_of(
    resolution: Resolution, order: Sequence[int]
) -> tuple[list[SpeakerHue | None], list[SpeakerHue]]:
    """The speaker of each attribution, None where unknown; and all speakers.

    `order` lists the attributions' indices as the caller wants them. The speakers with most
    attributions come first.
    """
    spoken = [resolution.speaker(index) for index in order]
    together = (one for index in order for one in resolution.all_speakers(index))
    counts = Counter(one.entity for one in together)
    found = {
        entity: SpeakerHue(
            entity=entity,
            name=resolution.entities[entity].name,
            hue=number if number <= HUES else 0,
            count=count,
        )
        for number, (entity, count) in enumerate(counts.most_common(), 1)
    }
    heard = [None if s is None else found[s.entity] for s in spoken]
    return heard, list(found.values())


def manner_of(one: Attribution, via: Sequence[str]) -> list[str]:
    """How an attribution is made, where it is no plain statement."""
    found: list[str] = [] if one.act == "state" else [one.act]
    if not one.asserted:
        found.append("not asserted")
    if one.stance != "statement":
        found.append(one.stance)
    return found + [f"via {name}" for name in via]


def words(report: Report, spans: Sequence[Span], between: str = " … ") -> str:
    """The words of the spans on one line, in text order."""
    return between.join(" ".join(s.of(report.text).split()) for s in sorted(spans))


def adds(speaker: SpeakerHue | None, said: str) -> bool:
    """Whether the speaker's name adds to the source's own words ("he", "the ministry")."""
    if speaker is None or not speaker.name:
        return False
    name, shown = speaker.name.casefold(), said.casefold()
    return name not in shown and shown.removeprefix("the ") not in name
