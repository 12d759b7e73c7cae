"""Whom a count's clause narrows it down to, as whence reads it."""

from __future__ import annotations

import pytest

from whence import bootstrap
from whence.compare.fingerprint import fingerprint_of
from whence.compare.frequencies import Frequencies
from whence.extract.neural import NeuralReader
from whence.ingest import ingest
from whence.records import Report

#: A sentence, and of its count of the hurt the number and the part.
COUNTS = {
    "Fire crews transported six people suffering from gunshot wounds to the hospital.": (6, True),
    "Medics took nine people with burns to hospital after the blast in Halden.": (9, True),
    "A helicopter flew four people hurt in the crash to a clinic in Brennick.": (4, True),
    "Five of the six hospitalized victims are in stable condition, police said.": (6, True),
    "Eight people were wounded at the park in Halden on Monday.": (8, False),
    "Eight people were injured when a bus hit the hospital in Halden.": (8, False),
    "The storm injured 14 people in Brennick on Sunday.": (14, False),
}


@pytest.fixture(scope="module")
def scopes(
    neural: NeuralReader, frequencies: Frequencies, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[float | None, str]]:
    folder = tmp_path_factory.mktemp("scopes")
    for n, text in enumerate(COUNTS):
        (folder / f"{n:03}.txt").write_text(text + "\n", encoding="utf-8")
    taken = [one for one in ingest([str(folder)]) if isinstance(one, Report)]
    resolver = bootstrap.resolver()
    found = {}
    for report, reading in zip(taken, neural.read(taken), strict=True):
        result = report, reading, resolver.resolve(report, reading)
        observations = fingerprint_of(result, "", frequencies).observations
        found[report.text.strip()] = {t.value: t.scope for t in observations if t.role == "injured"}
    return found


@pytest.mark.parametrize("text", COUNTS)
def test_those_who_were_taken_to_hospital_are_a_part(
    text: str, scopes: dict[str, dict[float | None, str]]
) -> None:
    number, is_part = COUNTS[text]
    assert (scopes[text].get(number) == "in hospital") is is_part
