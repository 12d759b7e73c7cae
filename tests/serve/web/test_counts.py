"""Which versions of a figure are current, what it is called, and why the best one is the best."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from whence.bootstrap import figure_reasons
from whence.compare.counting_policy import Best, Policy
from whence.records.finding import (
    Blame,
    Event,
    EventFigure,
    IndependentSources,
    Named,
    Relation,
    Version,
    When,
)
from whence.serve.web.pages import figure_headings
from whence.serve.web.pages.event_names import name_of
from whence.serve.web.rendering import states

RANGE = Policy(name="range", says="")


def version(value: float, day: str, most: int = 1, **more: Any) -> Version:
    return Version(
        value=value,
        low=value,
        high=value,
        claims=(),
        first_published=f"2025-09-{day}",
        last_published=f"2025-09-{day}",
        reports=most,
        copies=0,
        independent_sources=IndependentSources(least=most, most=most, reasons=()),
        speakers=(),
        **more,
    )


def figure(*versions: Version, best: float | None, role: Any = "killed", of: Any = None) -> Any:
    return EventFigure(role=role, of=of, best=best, low=None, high=None, versions=versions)


EVENT = Event(
    id="e",
    type="shooting",
    title="Man held after Averlow shooting",
    when=When(start="2025-09-03", end=None),
    where=None,
    reports=(),
    titles=("Man held after Averlow shooting", "Police name Morgan as the dead of Averlow"),
    looked_back_on=(),
    copies=(),
    originals=(),
    figures=(),
    people=(Named(name="Eva Morgan", role="killed", claims=()),),
    blamed=(),
    score=1.0,
)


def test_nobody_is_replaced_by_a_later_count() -> None:
    held = figure(version(0, "04", most=2), version(3, "06"), best=0.0, role="detained")
    assert figure_reasons.current(held.versions) == [1]
    assert figure_headings.heading(held) == "3 detained"
    said = figure_reasons.why_best(held, RANGE)
    assert said.startswith("3 is the latest. 0 had more support: 2 independent sources")
    again = figure(version(3, "04"), version(0, "06"), best=0.0, role="detained")
    assert figure_reasons.current(again.versions) == [1, 0]


def test_current_figures_come_first() -> None:
    toll = figure(
        version(18, "04", state=("superseded",)), version(22, "06"), version(27, "05"), best=22.0
    )
    assert figure_reasons.current(toll.versions) == [1, 2]
    assert figure_headings.heading(toll) == "22 to 27 killed"
    assert figure_headings.sources(toll) == "2 independent sources"
    assert "As many give 27" in figure_reasons.why_best(toll, RANGE)
    assert states(toll.versions[0].state) == "replaced"
    assert states(toll.versions[1].state) == "current"
    assert states(("unnamed",)) == "current, unnamed source"


def test_why_by_another_rule() -> None:
    toll = figure(version(22, "06"), version(27, "05"), best=27.0)
    highest = msgspec.structs.replace(RANGE, best=Best(of="highest"))
    assert (
        figure_reasons.why_best(toll, highest) == "27 is the highest figure that this rule counts."
    )
    assert figure_reasons.why_best(figure(version(1, "06"), best=None), RANGE).startswith(
        "No figure"
    )
    assert (
        figure_reasons.why_best(figure(version(1, "06"), best=1.0), RANGE)
        == "1 is the only figure given."
    )


@pytest.mark.parametrize(
    ("of", "named"), [("morgan", True), ("averlow", True), ("children", False), ("police", False)]
)
def test_a_name_is_no_heading(of: str, named: bool) -> None:
    assert figure_headings.is_name(of, EVENT) == named


def test_unknown_sources_are_no_number() -> None:
    nobody = IndependentSources(least=1, most=4, reasons=(), known=False)
    unnamed = msgspec.structs.replace(version(27, "05"), independent_sources=nobody)
    assert figure_headings.sources(figure(unnamed, best=27.0)) == "independent sources unknown"
    both = figure(version(22, "06"), unnamed, best=22.0)
    assert figure_headings.sources(both) == "at least 1 independent source"
    assert figure_reasons.independent(nobody) == "unknown"
    why = figure_reasons.why_best(figure(version(22, "04"), unnamed, best=27.0), RANGE)
    assert why == "27 has the most support: 1 report without a named source, last on 5 Sep 2025."


def test_a_range_of_sources_stays_one() -> None:
    perhaps = IndependentSources(least=1, most=2, reasons=())
    toll = msgspec.structs.replace(version(22, "06"), independent_sources=perhaps)
    why = figure_reasons.why_best(figure(toll, version(27, "05"), best=22.0), RANGE)
    assert "1 to 2 independent sources in 1 report" in why


def test_how_figures_relate() -> None:
    said = figure_reasons.related(
        [
            Relation(kind="later", one="14", other="18", reason="given at another time"),
            Relation(kind="later", one="14", other="22", reason="given at another time"),
            Relation(kind="admitted", one="16", other="at least 9", reason=""),
            Relation(kind="admitted", one="18", other="at least 9", reason=""),
            Relation(kind="sum", one="12", other="10", reason="10 and 2 make the 12"),
            Relation(kind="conflict", one="22", other="27", reason="A against B"),
        ]
    )
    assert said == [
        "22 and 27 cannot both hold: A against B.",
        "12 and 10 are no conflict: 10 and 2 make the 12.",
        "At least 9 allows for 16 and 18.",
        "14, 18 and 22 are no conflict: given at another time.",
    ]


def test_the_stage_of_an_accusation() -> None:
    one = Blame(who="Oskar Venn", by="the prosecutor", claims=(), status="charged")
    assert figure_reasons.blamed(one) == "charged by the prosecutor"
    assert figure_reasons.blamed(Blame(who="Oskar Venn", by=None, claims=())) == "accused"


def test_parts_say_of_whom() -> None:
    assert (
        figure_headings.heading(figure(version(4, "06"), best=4.0, of="children"))
        == "Killed, children: 4"
    )


def test_neutral_names() -> None:
    assert name_of(EVENT) == "Shooting, 3 Sep 2025"
    assert name_of(EVENT, "Averlow") == "Shooting, Averlow, 3 Sep 2025"
    unknown = msgspec.structs.replace(EVENT, type="other")
    assert name_of(unknown) == "Man held after Averlow shooting"
