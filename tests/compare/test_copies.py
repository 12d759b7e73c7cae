"""One text in several reports: what is a copy, what is the site's, which came first."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from tests.readings import report
from whence.compare import copies
from whence.compare.boilerplate import is_boilerplate, without_boilerplate
from whence.compare.copies import Copy
from whence.compare.frequencies import Frequencies
from whence.records import Fingerprint

Shingles = Callable[..., copies.Shingles]

WIRE = """A ferry with 40 people on board ran aground off Torvald on Sunday night, the coast guard
said. Two helicopters lifted the passengers to the harbour of Lund Sound, where they were given
blankets and soup. Nobody was hurt. The captain told the harbour radio that the rudder had failed
in heavy seas, and that the engine stopped soon after. An inquiry has begun."""
OTHER = """The council of Lund Sound voted on Monday to close the old swimming hall, which has
leaked since the winter. Parents had handed in four hundred signatures against it. The mayor said
that a new hall would cost more than the town earns in a year, and that buses would take the
schools to Torvald instead until the county decides."""
BOX = (
    "\nSign up for our newsletter. We have sent you a verification email.\nFollow us on Twitter.\n"
)


@pytest.fixture
def shingles(frequencies: Frequencies) -> Shingles:
    def of(text: str, title: str | None = None) -> copies.Shingles:
        return copies.shingles_of(report(text, title=title), frequencies)

    return of


def test_a_reprint_with_another_frame_is_a_copy(shingles: Shingles) -> None:
    reprint = "Our reporters write from the coast.\n" + WIRE.replace(
        "on Sunday night", "late on Sunday"
    )
    assert copies.compared(shingles(WIRE), shingles(reprint)).share > 0.8
    assert copies.compared(shingles(WIRE), shingles(OTHER)).share == 0


def test_a_shortened_copy_is_measured_by_the_shorter_text(shingles: Shingles) -> None:
    brief = WIRE[: len(WIRE) // 2]
    assert copies.compared(shingles(WIRE), shingles(brief)).share > 0.9


def test_what_a_site_puts_around_its_reports_makes_no_copy(shingles: Shingles) -> None:
    assert copies.compared(shingles(WIRE + BOX), shingles(OTHER + BOX)).share == 0
    assert without_boilerplate(WIRE + BOX) == WIRE + "\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Copyright 2016 The Associated Press. All rights reserved.",
        "1:58 Human remains found at the building site",
        "Follow WXYZ: Facebook | Twitter",
        "Contact Ada Venn: avenn@courier.example",
    ],
)
def test_furniture(sentence: str) -> None:
    assert is_boilerplate(sentence)


@pytest.mark.parametrize(
    "sentence",
    ["The minister said the email had been found.", "Two men were shot on Elm Road, police said."],
)
def test_a_report_s_own_sentences(sentence: str) -> None:
    # The first is taken for boilerplate by its word alone: known, and it costs a sentence.
    assert is_boilerplate(sentence) == ("email" in sentence)


def test_a_page_without_its_report_has_no_text(shingles: Shingles) -> None:
    assert (
        shingles(OTHER, title="Ferry runs aground off Torvald rocks").tolist()
        == shingles(OTHER).tolist()
    )
    assert shingles(WIRE, title="Lottery jackpot unclaimed in Grelling").size == 0
    assert shingles("five words are too few").size == 0


def test_copies_share_a_band_and_others_do_not(shingles: Shingles) -> None:
    reprint = WIRE.replace("on Sunday night", "late on Sunday")
    ours = set(copies.bands_of(shingles(WIRE)))
    assert ours & set(copies.bands_of(shingles(reprint)))
    assert not ours & set(copies.bands_of(shingles(OTHER)))
    assert copies.bands_of(shingles("Too short.")) == ()


def test_copies_of_copies_are_one_group() -> None:
    pairs = {
        ("b", "a"): Copy(share=0.9, shingles=1),
        ("b", "c"): Copy(share=0.4, shingles=1),
        ("c", "d"): Copy(share=0.1, shingles=1),
    }
    assert copies.groups(pairs) == [("a", "b", "c")]
    assert copies.groups(pairs, share=0.5) == [("a", "b")]


def test_the_original_is_the_credited_else_the_first(fingerprints: dict[str, Fingerprint]) -> None:
    base = fingerprints["rkv-news/2025-09-03-fourteen-dead.html"]

    def made(
        source: str, published: str, outlet: str, credited: tuple[str, ...] = ()
    ) -> Fingerprint:
        return msgspec.structs.replace(
            base, report=source, source=source, published=published, outlet=outlet, credits=credited
        )

    early, late = made("a", "2025-01-01", "Courier"), made("b", "2025-01-02", "Meridian Wire")
    assert copies.original([early, late]) == (early, "published first")
    crediting = made("a", "2025-01-01", "Courier", ("Meridian Wire",))
    first, why = copies.original([crediting, late])
    assert (first, why) == (late, "1 of the others credit Meridian Wire")
    undated = [made("a", "", "A"), msgspec.structs.replace(made("b", "", "B"), length=10**6)]
    assert copies.original(undated)[1] == "no dates: the longest text"
