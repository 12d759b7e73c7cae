"""Who speaks in one report, and the colour of each: a voice is an entity of the resolution."""

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


def voices(
    resolution: Resolution, order: Sequence[int]
) -> tuple[list[SpeakerHue | None], list[SpeakerHue]]:
    """For each attribution the voice of its first speaker, None where nobody can be told; and all.

    `order` gives the attributions' indices in the order that is wanted back. The voices come those
    heard most often first.
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
    """What is to be said of how an attribution is made, where it is no plain statement."""
    found: list[str] = [] if one.act == "state" else [one.act]
    if not one.asserted:
        found.append("not asserted")
    if one.stance != "statement":
        found.append(one.stance)
    return found + [f"via {name}" for name in via]


def words(report: Report, spans: Sequence[Span], between: str = " … ") -> str:
    """The words of the spans on one line, in text order."""
    return between.join(" ".join(s.of(report.text).split()) for s in sorted(spans))


def adds(voice: SpeakerHue | None, said: str) -> bool:
    """Whether the voice's name tells more than the source's own words ("he", "the ministry")."""
    if voice is None or not voice.name:
        return False
    name, shown = voice.name.casefold(), said.casefold()
    return name not in shown and shown.removeprefix("the ") not in name
