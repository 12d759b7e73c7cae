"""Whom a sentence blames, on whose word and how surely, as whence reads it."""

from __future__ import annotations

import pytest

from whence import bootstrap
from whence.compare.blame import accused
from whence.extract.neural import NeuralReader
from whence.ingest import ingest
from whence.records import Report
from whence.records.fingerprint import Accused

#: What a report says -> who is blamed, by whom, how surely
EXPECTED: dict[str, set[tuple[str, str | None, str]]] = {
    # A charge accuses nobody else.
    "Corin Vale was charged with manslaughter on Tuesday, prosecutors in Halden said.": {
        ("Corin Vale", None, "charged")
    },
    "Corin Vale was charged as an adult with two counts of first-degree murder on Monday.": {
        ("Corin Vale", None, "charged")
    },
    "Corin Vale was charged with three counts of arson by Halden police on Monday.": {
        ("Corin Vale", "Halden police", "charged")
    },
    "Ilse Roth was indicted on four counts of fraud in Brennick.": {
        ("Ilse Roth", None, "charged")
    },
    # A body is not convicted with its members.
    "A jury in Brennick convicted three members of the Iron Harbour Club of kidnapping.": set(),
    "Corin Vale, a former member of the Red Path, was convicted of murder in Brennick.": {
        ("Corin Vale", None, "convicted")
    },
    "Corin Vale and Ilse Roth, once members of the Red Path, were sentenced for arson.": {
        ("Corin Vale", None, "convicted"),
        ("Ilse Roth", None, "convicted"),
    },
    # Who is said to be responsible, and by whom.
    "President Oren Pell holds the Valley Front responsible for the attack in Halden.": {
        ("Valley Front", "Oren Pell", "accused")
    },
    "Mayor Ada Venn held the Valley Front responsible for the bombing on Sunday.": {
        ("Valley Front", "Ada Venn", "accused")
    },
    # What may be so.
    "President Oren Pell said the bombing may have been carried out by the Valley Front.": {
        ("Valley Front", "Oren Pell", "suspected")
    },
    "Ada Venn said police must look into the possibility that the Valley Front planned the attack.": {
        ("Valley Front", "Ada Venn", "suspected")
    },
    "Corin Vale could be accused of fraud, lawyers in Brennick said.": set(),
    # What is only ordered or planned.
    "The ministry in Brennick orders the Valley Front to attack the harbour town.": set(),
    # Whom those persecute who accuse them.
    "Ilse Roth was tortured in prison in Halden. Roth was accused of fraud, her lawyer said.": set(),
    "Ilse Roth was arrested, subjected to beatings and convicted of fraud in Halden.": set(),
    "Ilse Roth was accused of trying to destabilise the country, the ministry said.": set(),
    "Ilse Roth is accused of criticising the king, her lawyer said.": set(),
    # Who is found guilty, or says so.
    "A Halden County jury found Corin Vale guilty of the murder of Ilse Roth on Thursday.": {
        ("Corin Vale", "A Halden County jury", "convicted")
    },
    "Corin Vale was found guilty of arson in Brennick on Monday.": {
        ("Corin Vale", None, "convicted")
    },
    "Prosecutors said on Monday that Corin Vale pleaded guilty to two counts of kidnapping.": {
        ("Corin Vale", None, "convicted")
    },
    "Corin Vale was found not guilty of arson in Brennick on Monday.": set(),
    "Corin Vale pleaded not guilty to murder in Brennick on Monday.": set(),
    "Corin Vale was found dead in Brennick on Monday after an arson attack.": set(),
    # A surname of two.
    "Lena Dorn, 4, lived in Halden with Karl Dorn. Dorn was charged with murder on Monday.": set(),
    "Lena Dorn, 4, lived in Halden. Karl Dorn was charged with murder on Monday.": {
        ("Karl Dorn", None, "charged")
    },
    # Fighters of whatever side have no name.
    'Minister Oren Pell said that a "foreign Commando" killed the teacher in Halden.': set(),
    # What else happened to a person is no offence.
    "Ilse Roth was sentenced to six months in jail and ordered to undergo drug abuse treatment.": (
        set()
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(neural: NeuralReader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[object]]:
    folder = tmp_path_factory.mktemp("blame")
    for n, text in enumerate(EXPECTED):
        (folder / f"{n:03}.txt").write_text(text + "\n", encoding="utf-8")
    taken = [one for one in ingest([str(folder)]) if isinstance(one, Report)]
    resolver = bootstrap.resolver()
    readings = neural.read(taken)
    results = [(r, g, resolver.resolve(r, g)) for r, g in zip(taken, readings, strict=True)]
    return {result[0].text.strip(): {_plain(one) for one in accused(result)} for result in results}


def _plain(one: Accused) -> tuple[str, str | None, str]:
    return one.who, one.by, one.status


@pytest.mark.parametrize("text", EXPECTED)
def test_who_is_blamed(text: str, found: dict[str, set[object]]) -> None:
    assert found[text] == EXPECTED[text]
