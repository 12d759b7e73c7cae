"""..."""
from whence.records import Claim, Entity, Figure, Reading, Report, Time
from whence.resolve.sentences import Sentences


def find_claims(report: Report, reading: Reading, sentences: Sentences, entities: tuple[Entity, ...], times: tuple[Time, ...], figures: tuple[Figure, ...]) -> tuple[Claim, ...]:
    """Stub."""
    return ()
