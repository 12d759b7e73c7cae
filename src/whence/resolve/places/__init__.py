"""..."""
from pathlib import Path
from typing import NamedTuple
from whence.records import Mention, Place, Reading, Report
from whence.resolve.sentences import Sentences


class Toponym(NamedTuple):
    """Stub."""

    mention: Mention
    place: Place | None


class Gazetteer:
    """Stub."""

    @classmethod
    def open(cls, path: Path) -> "Gazetteer":
        """Stub."""
        return cls()


def locate(report: Report, reading: Reading, sentences: Sentences, gazetteer: Gazetteer) -> list[Toponym]:
    """Stub."""
    return [Toponym(m, None) for m in reading.entities if m.type == "place"]
