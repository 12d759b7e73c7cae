"""An event in a sentence: who said what, as a person would write it."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from tests.serve.web.conftest import PAGE
from whence.records.claim import Role
from whence.records.finding import (
    Event,
    EventFigure,
    EventSummary,
    Finding,
    IndependentSources,
    Point,
    State,
    Topic,
    Version,
    When,
)
from whence.serve.web.pages.event_view import NOBODY, headline


def sentence(
    *said: tuple[str, float, tuple[State, ...]], role: Role = "killed", disputed: bool = False
) -> str:
    """The sentence of an event of one figure, of which each of some sources gave a version."""
    values = list(dict.fromkeys((value, state) for _, value, state in said))
    versions = tuple(
        Version(
            value=value,
            low=value,
            high=value,
            claims=(),
            first_published=None,
            last_published=None,
            reports=1,
            copies=0,
            independent_sources=IndependentSources(least=1, most=1, reasons=()),
            speakers=(),
            state=state,
        )
        for value, state in values
    )
    course = tuple(
        Point(source=name, published=None, version=values.index((value, state)))
        for name, value, state in said
    )
    standing = [value for value, state in values if "unnamed" not in state]
    figure = EventFigure(
        role=role,
        of=None,
        best=standing[0] if standing else None,
        low=min(standing, default=None),
        high=max(standing, default=None),
        versions=versions,
    )
    conflict = Finding(
        id="1",
        kind="conflict",
        topic=Topic(what="", role=role),
        versions=versions,
        evidence=(),
        score=1.0,
    )
    event = Event(
        id="1",
        type="explosion",
        title="A blast in Averlow",
        when=When(start=None, end=None),
        where=None,
        reports=(),
        titles=(),
        looked_back_on=(),
        copies=(),
        originals=(),
        figures=(figure,),
        people=(),
        blamed=(),
        score=1.0,
    )
    return headline(
        EventSummary(
            event=event,
            findings=(conflict,) if disputed else (),
            courses=(course,),
            drifts=(),
            members=(),
            besides=(),
            spans={},
        )
    )


def test_many_may_say_it() -> None:
    """No verb that depends on whether a source is one or several."""
    assert sentence(("police", 3, ())) == "3 killed, police said."
    assert sentence(("Averlow police", 2, ()), ("the clinic", 5, ())) == (
        "2 to 5 killed; Averlow police said 2, the clinic 5."
    )


def test_a_sentence_initial_article_is_lower_case_inside_one() -> None:
    words = sentence(("The ministry", 2, ()), ("A doctor", 5, ()), ("Theo Anders", 7, ()))
    assert words == "2 to 7 killed; the ministry said 2, a doctor 5, Theo Anders 7."


def test_both_ends_are_named_and_each_value_is_shown_once() -> None:
    words = sentence(
        ("Ada Venn", 2, ()),
        ("Bruno Tavik", 2, ()),
        ("the clinic", 4, ()),
        ("the mayor", 5, ()),
        ("Orla Brandt", 9, ()),
        ("Ivo Hradin", 9, ()),
        ("the port", 9, ()),
    )
    assert words == (
        "2 to 9 killed; Ada Venn and Bruno Tavik said 2, the clinic 4, Ivo Hradin and 2 others 9."
    )


def test_what_is_disputed_shows_where_one_side_has_no_name() -> None:
    counts = (("police", 5.0, ()), (NOBODY, 4.0, ()))
    assert sentence(*counts, disputed=True) == "4 to 5 killed; police said 5."
    assert sentence(*counts) == "5 killed, police said."
    assert sentence((NOBODY, 4, ()), (NOBODY, 6, ()), disputed=True) == "4 to 6 killed."


@pytest.mark.parametrize(
    ("role", "shown"), [("attendance", "in attendance"), ("missing", "missing")]
)
def test_a_role_reads_on_after_its_number(role: Role, shown: str) -> None:
    assert sentence((NOBODY, 1300, ()), role=role) == f"1,300 {shown}."


def test_a_dispute_shows_what_it_is_between(client: TestClient) -> None:
    """Where one of the values was replaced since, too."""
    shown = client.get("/disputes?q=recall", headers=PAGE).text
    table = shown.split("Figures in dispute")[1].split("</table>")[0]
    given = re.findall(r'<th scope="row" class="n">([^<]+)</th>.*?<td>(\w+)[^<]*</td></tr>', table)
    assert given[0] == ("29", "current")
    assert {("23", "replaced"), ("9", "replaced")} <= set(given)


def test_a_speaker_s_outlets_add_up(client: TestClient) -> None:
    shown = client.get("/speakers/Dorvan Pell", headers=PAGE).text
    chart = shown.split("Claims by outlet</h3>")[1].split("</nav>")[0]
    assert "other or unknown outlet" in chart
    numbers = [int(n) for n in re.findall(r'<span class="n">(\d+)</span>', chart)]
    assert sum(numbers) == client.get("/speakers/Dorvan Pell.json").json()["person"]["claims"]
