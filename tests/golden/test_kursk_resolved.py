"""The report that whence is measured by: who, when, where, how many, how sure, read by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence import bootstrap
from whence.export.document import ClaimOut, Document, EntityOut, document
from whence.extract.neural import NeuralReader
from whence.records import Report
from whence.settings import Settings


@pytest.fixture(scope="module")
def read(neural: NeuralReader) -> Document:
    file = Path(__file__).parents[3] / "shared" / "reports" / "kursk-2024-11-24.txt"
    if not file.is_file():
        pytest.skip("needs ../shared/reports, which is not part of the repository")
    (report,) = bootstrap.reports([str(file)], Settings())
    assert isinstance(report, Report)
    (reading,) = neural.read([report])
    return document(report, reading, bootstrap.shared_resolver().resolve(report, reading))


def called(read: Document, name: str) -> list[EntityOut]:
    return [one for one in read.entities if name in one.name]


def words(read: Document, start: int, end: int) -> str:
    return read.report.text[start:end]


def claim(read: Document, part: str) -> ClaimOut:
    """The outermost claim that holds the words."""
    at = read.report.text.index(part)
    held = [one for one in read.claims if one.start <= at and at + len(part) <= one.end]
    return max(held, key=lambda one: one.end - one.start)


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("Volodymyr Zelensky", "Ukrainian President"),
        ("Vladimir Putin", "Russian President"),
        ("Donald Trump", ""),
        ("Solodchuk", "Lieutenant General"),
    ],
)
def test_each_person_once(read: Document, name: str, description: str) -> None:
    (found,) = called(read, name.rsplit(maxsplit=1)[-1])
    assert (found.type, found.name) == ("person", name)
    assert not description or description in found.descriptions


def test_who_speaks(read: Document) -> None:
    names = {one.id: one.name for one in read.entities}
    by_cue = {
        words(read, one.cue[0].start, one.cue[0].end): names.get(one.speaker or "")
        for one in read.attributions
        if one.cue
    }
    zelensky = (
        *("highlights", "emphasized", "According to", "highlighted", "pointed out", "added"),
        *("insists", "stating", "noted"),
    )
    for cue in zelensky:
        assert next(n for c, n in by_cue.items() if c.startswith(cue)) == "Volodymyr Zelensky", cue
    assert next(n for c, n in by_cue.items() if "tasked" in c) == "Vladimir Putin"


def test_i_is_he_who_is_quoted(read: Document) -> None:
    (zelensky,) = called(read, "Zelensky")
    said = {(words(read, m.start, m.end), m.form) for m in zelensky.mentions}
    assert ("I", "pronoun") in said
    assert ("the Ukrainian president", "nominal") in said


def test_three_days(read: Document) -> None:
    found = [(words(read, t.start, t.end), t.value) for t in read.times]
    assert ("January 20 next year", "2025-01-20") in found
    assert ("January 20", "2025-01-20") in found
    assert ("November 20", "2024-11-20") in found


def test_the_region_is_one_place_each_time(read: Document) -> None:
    at = [
        (one, mention)
        for one in read.entities
        for mention in one.mentions
        if words(read, mention.start, mention.end) == "Kursk region"
    ]
    assert len(at) == read.report.text.count("Kursk region")
    for one, _ in at:
        assert one.place
        assert (one.place.country, one.place.admin1) == ("RU", "RU-KRS")


def test_donbas_is_in_ukraine(read: Document) -> None:
    (donbas,) = called(read, "Donbas")
    assert donbas.place
    assert donbas.place.country == "UA"


@pytest.mark.parametrize(
    ("role", "value", "whom", "people"),
    [
        ("killed", 18, "Russian military personnel", ("Solodchuk",)),
        ("injured", 33, "Russian soldiers", ()),
        ("killed", 500, "North Korean soldiers", ()),
    ],
)
def test_casualties(read: Document, role: str, value: int, whom: str, people: tuple[str]) -> None:
    (found,) = [f for f in read.figures if f.value == value]
    assert (found.role, found.low, found.high) == (role, value, value)
    assert found.of
    assert words(read, found.of.start, found.of.end) == whom
    assert found.status == "combatant"
    assert all(any(name in one for one in found.people) for name in people)


def test_nothing_else_is_counted(read: Document) -> None:
    counted = [words(read, f.start, f.end) for f in read.figures]
    assert sorted(counted) == ["18", "33", "500"]


@pytest.mark.parametrize(
    ("hedge", "kind"),
    [("reportedly", "hearsay"), ("allegedly", "hearsay"), ("so-called", "distance")],
)
def test_hedges(read: Document, hedge: str, kind: str) -> None:
    kinds = {h.kind for c in read.claims for h in c.hedges if words(read, h.start, h.end) == hedge}
    assert kinds == {kind}


@pytest.mark.parametrize("part", ["A Ukrainian missile strike", "The directive from Russian"])
def test_what_the_outlet_says_itself(read: Document, part: str) -> None:
    found = claim(read, part)
    assert (found.standing, found.voices, found.polarity) == ("own-voice", (), "positive")
