"""What is counted or measured (NOTE to the figures helper: yours to write; export find_figures)."""
from whence.records import Figure, Reading, Report, Time
from whence.resolve.sentences import Sentences


def find_figures(
    report: Report, reading: Reading, sentences: Sentences, times: tuple[Time, ...]
) -> tuple[Figure, ...]:
    """Stub."""
    return ()
