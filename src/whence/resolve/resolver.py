"""The resolver that ships: each part of the stage in its turn."""

from __future__ import annotations

import msgspec

from whence.records import Reading, Report, Resolution
from whence.resolve.claims import find_claims
from whence.resolve.figures import find_figures
from whence.resolve.people import resolve_people
from whence.resolve.places import Gazetteer, locate
from whence.resolve.sentences import Sentences
from whence.resolve.times import resolve_times
from whence.syntax import unwrapped


class RuleResolver:
    """Resolves readings by rule and gazetteer, with the reader's syntax where it has any.

    A resolution depends on the report and its reading alone, never on the clock of the machine.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Takes an opened gazetteer, which several resolvers may share."""
        self._gazetteer = gazetteer

    def resolve(self, report: Report, reading: Reading) -> Resolution:
        """Implements `ports.Resolver`."""
        reading = _with_its_parents(reading)
        report = msgspec.structs.replace(report, text=unwrapped(report.text))
        sentences = Sentences(report, reading.words)
        times = resolve_times(report, reading, sentences)
        toponyms = locate(report, reading, self._gazetteer)
        people = resolve_people(report, reading, sentences, toponyms)
        figures = find_figures(report, reading, sentences, times, people.entities)
        return Resolution(
            report_id=report.id,
            entities=people.entities,
            times=times,
            figures=figures,
            speakers=people.speakers,
            joint=people.joint,
            via=people.via,
            claims=find_claims(reading, sentences, people.entities, times, figures),
        )


def _with_its_parents(reading: Reading) -> Reading:
    """The reading without parents that it does not have: a reader may be anyone's."""
    count = len(reading.attributions)
    if all(one.parent is None or 0 <= one.parent < count for one in reading.attributions):
        return reading
    mended = [
        one
        if one.parent is None or 0 <= one.parent < count
        else msgspec.structs.replace(one, parent=None)
        for one in reading.attributions
    ]
    return msgspec.structs.replace(reading, attributions=tuple(mended))
