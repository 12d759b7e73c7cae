"""Versions of a count, their sources, and what they are to each other."""

from __future__ import annotations

import pytest

from tests.compare.factories import body, count, report, source
from whence.compare.counting_policy import words_of_value
from whence.compare.drift import drifts
from whence.compare.histories import History, histories
from whence.compare.retrospective import looking_back, of_its_own, taken_out
from whence.compare.sources import Sources
from whence.records import CountSource, Fingerprint


def killed(*reports: Fingerprint, copies: dict[str, str] | None = None) -> History:
    (history,) = (h for h in histories(reports, copies or {}) if h.role == "killed" and not h.of)
    return history


def values(history: History) -> list[str]:
    return [words_of_value(version) for version in history.versions]


def between(history: History) -> set[tuple[str, str]]:
    shown = values(history)
    return {(shown[c.before], shown[c.after]) for c in history.conflicts}


MINISTRY, HOSPITAL = body("interior ministry"), body("Sulla General Hospital")


def test_one_source_that_moves_on_is_a_revision_and_no_conflict() -> None:
    history = killed(
        report("a", "2025-03-03", count(18, MINISTRY)),
        report("b", "2025-03-04", count(20, MINISTRY)),
    )
    assert values(history) == ["18", "20"]
    assert history.versions[0].state == ("superseded",)
    assert len(history.revisions) == 1
    assert not history.conflicts


def test_two_sources_that_cannot_both_be_right() -> None:
    at_once = killed(
        report("a", "2025-03-03T10:00:00", count(18, MINISTRY)),
        report("b", "2025-03-03T11:30:00", count(23, HOSPITAL)),
    )
    assert between(at_once) == {("18", "23")}
    assert at_once.contested


def test_two_sources_that_a_report_contrasts_stay_in_conflict() -> None:
    history = killed(
        report("a", "2025-03-03", count(18, MINISTRY)),
        report("b", "2025-03-04", count(18, MINISTRY), count(23, HOSPITAL, main=False)),
        report("c", "2025-03-05", count(24, MINISTRY)),
    )
    assert between(history) == {("18", "23"), ("23", "24")}


def test_a_later_count_of_another_source_is_no_conflict() -> None:
    history = killed(
        report("a", "2025-03-03", count(18, MINISTRY)),
        report("b", "2025-03-04", count(23, HOSPITAL)),
        report("c", "2025-03-05", count(24, MINISTRY)),
    )
    assert not history.conflicts
    assert {c.related.kind for c in history.relations if c.related} == {"later"}
    assert "superseded" in history.versions[0].state


def test_a_lower_bound_and_a_higher_number_agree() -> None:
    history = killed(
        report("a", "2025-03-03", count(9, MINISTRY, high=None)),
        report("b", "2025-03-03", count(14, HOSPITAL)),
    )
    assert values(history) == ["at least 9", "14"]
    assert not history.conflicts


def test_outlets_in_their_own_words_move_on_with_the_day() -> None:
    history = killed(
        report("a", "2025-03-03T09:00:00", count(18)),
        report("b", "2025-03-03T10:00:00", count(18)),
        report("c", "2025-03-05T09:00:00", count(20)),
    )
    assert history.versions[0].state == ("superseded",)
    assert not history.conflicts
    same_hour = killed(report("a", "2025-03-03", count(3)), report("b", "2025-03-03", count(4)))
    assert not same_hour.conflicts  # nobody is named for either, so nobody disagrees


def test_what_an_outlet_takes_back_and_what_is_denied() -> None:
    history = killed(
        report("a", "2025-03-03", count(31, source("a source", kind="other", named=False))),
        report("b", "2025-03-04", count(20, MINISTRY), count(31, MINISTRY, act="deny", main=False)),
        report("c", "2025-03-05", count(31, withdrawn=True)),
    )
    versions = dict(zip(values(history), history.versions, strict=True))
    assert set(versions["31"].state) == {"withdrawn", "denied", "unnamed"}
    assert not history.conflicts


def test_one_hurt_in_the_first_report_of_a_killing_is_the_one_who_died() -> None:
    first = report("a", "2025-03-03", count(1, implied=True, role="injured"))
    death = report("b", "2025-03-04", count(1, implied=True))
    found = histories([first, death], {})
    assert [h.role for h in found] == ["killed"]
    numbers = report("c", "2025-03-04", count(1), count(4, role="injured"))
    assert {h.role for h in histories([first, death, numbers], {})} == {"killed", "injured"}


def test_sources_that_are_one() -> None:
    minister = source("Ada Venn", "the interior minister")
    reports = [
        report("a", "2025-03-03", count(18, minister)),
        report("b", "2025-03-03", count(18, MINISTRY)),
        report("c", "2025-03-03", count(18, body("the ministry"))),
        report("d", "2025-03-03", count(18, source("Venn"))),
    ]
    (version,) = killed(*reports).versions
    assert (version.independent_sources.least, version.independent_sources.most) == (1, 1)
    assert version.independent_sources.reasons[0] == "4 reports"


@pytest.mark.parametrize(
    ("given", "least", "most"),
    [
        ((MINISTRY, HOSPITAL), 2, 2),
        ((MINISTRY, None), 1, 2),
        ((None, None), 1, 2),
        ((source("officials", kind="group", named=False), MINISTRY), 1, 2),
        # Nothing says what the two are: both may be quoted for one.
        ((source("Ada Venn"), source("Tomas Resk")), 1, 2),
        ((source("Ada Venn", "a farmer"), source("Tomas Resk", "a baker")), 2, 2),
    ],
)
def test_how_many_sources(given: tuple[CountSource | None, ...], least: int, most: int) -> None:
    reports = [report(f"r{n}", "2025-03-03", count(18, by)) for n, by in enumerate(given)]
    (version,) = killed(*reports).versions
    sources = version.independent_sources
    assert (sources.least, sources.most) == (least, most)


def test_copies_count_once() -> None:
    reports = [report(name, "2025-03-03", count(18)) for name in "abc"]
    (version,) = killed(*reports, copies={"a": "a", "b": "a", "c": "a"}).versions
    assert (version.reports, version.copies) == (3, 2)
    assert (version.independent_sources.least, version.independent_sources.most) == (1, 1)
    assert "1 text" in version.independent_sources.reasons


def test_two_of_one_surname_stay_two() -> None:
    counts = [count(1, source("Dorvan Pell", "minister")), count(1, source("Oren Pell"))]
    reports = [report(f"r{n}", "2025-03-03", one) for n, one in enumerate(counts)]
    lines = Sources(reports, {})
    assert lines.of(reports[0], counts[0]) != lines.of(reports[1], counts[1])


def test_drift_is_what_a_later_text_leaves_out() -> None:
    first = report("a", "2025-03-03T10:00:00", count(18, MINISTRY, high=None))
    later = report("b", "2025-03-03T12:00:00", count(18))
    lost = {d.lost: d for d in drifts("e", [later, first], {})}
    assert set(lost) == {"source", "approximation"}
    assert (lost["source"].before, lost["source"].after) == ("a.txt", "b.txt")
    assert lost["source"].had == "interior ministry"
    assert lost["approximation"].had == "at least"
    assert drifts("e", [first, later], {"a": "a", "b": "a"}) == []
    assert drifts("e", [first, report("c", "2025-03-06", count(18, HOSPITAL, high=None))], {}) == []


@pytest.mark.parametrize(
    ("published", "more", "lost"),
    [
        ("2025-03-03T12:30:00", {}, {"source", "approximation"}),
        # Hours later "at least" may be counted out.
        ("2025-03-03T19:00:00", {}, {"source"}),
        ("2025-03-04T09:00:00", {}, {"source"}),
        # Days later the number is everybody's.
        ("2025-03-05T10:30:00", {}, set()),
        ("2025-04-20T10:30:00", {}, set()),
        # An outlet takes over whose word it was from what it said itself, but no "about".
        ("2025-03-03T12:30:00", {"outlet": "Courier"}, {"approximation"}),
    ],
)
def test_what_is_known_by_then_is_not_lost(
    published: str, more: dict[str, object], lost: set[str]
) -> None:
    first = report("a", "2025-03-03T10:00:00", count(18, MINISTRY, high=None), outlet="Courier")
    later = report("b", published, count(18), **{"outlet": "Herald", **more})
    assert {d.lost for d in drifts("e", [first, later], {})} == lost


def test_what_a_text_has_elsewhere_it_has_not_lost() -> None:
    first = report("a", "2025-03-03T10:00:00", count(18, MINISTRY, high=None))
    counts = count(18), count(18, MINISTRY, high=None, main=False)
    assert drifts("e", [first, report("b", "2025-03-03T12:00:00", *counts)], {}) == []


@pytest.mark.parametrize(
    ("of", "value", "conflict"),
    [
        # "Killing one", "two were both shot": of those whom the report counts in all.
        (None, 1, False),
        (None, 2, False),
        ("people", 2, True),
    ],
)
def test_a_small_count_of_nobody_in_particular_is_a_part(
    of: str | None, value: float, conflict: bool
) -> None:
    police = source("Sund police", kind="organization")
    whole = count(4, source("the coroner", kind="organization"), of="people")
    few = count(value, police, of=of, main=False)
    history = killed(report("a", "2025-03-03T10:00:00", whole, few))
    assert bool(history.conflicts) is conflict


def test_what_was_said_at_first_is_in_no_conflict() -> None:
    police, sheriff = source("Sund police", kind="organization"), source("the sheriff")
    more = count(2, police, main=False, of="people", context=("initially",))
    one = report("a", "2025-03-03T10:00:00", count(1, sheriff, of="people"), more)
    assert not killed(one).conflicts
    plain = count(2, police, main=False, of="people")
    assert killed(
        report("a", "2025-03-03T10:00:00", count(1, sheriff, of="people"), plain)
    ).conflicts


@pytest.mark.parametrize(
    ("title", "event", "own"),
    [
        ("Hill couple hurt in flat fire blamed on recalled heater", "recall", True),
        ("Explosion of recalled phone injures two", "recall", True),
        ("Heaters recalled after a fire injured two", "recall", False),
        ("Maker widens recall after blaze", "recall", False),
        ("Fires lead maker to recall 12,000 heaters", "recall", False),
        ("Regulator counts 23 injuries", "recall", False),
        ("Couple hurt in flat fire", "fire", False),
    ],
)
def test_what_one_accident_did_is_no_count_of_a_recall(title: str, event: str, own: bool) -> None:
    counts = (
        count(2, role="injured"),
        count(23, body("the regulator"), role="injured", main=False),
    )
    one = of_its_own(report("fire", "2025-03-04", *counts, title=title), event)
    assert [t.background for t in one.observations] == [own, False]


def test_a_count_of_another_event_goes_to_that_event() -> None:
    words = {"explosion": 500, "port": 400, "sulla": 600, "pier": 300}
    blast = report(
        "a",
        "2025-03-03",
        count(18),
        lead=words,
        title="Sulla port explosion",
        kinds={"explosion": 3},
    )
    vote = report(
        "b",
        "2025-05-01",
        count(18, context=("explosion", "port", "sulla")),
        lead={"election": 900},
        title="Election in Sulla",
        kinds={"election": 3},
    )
    ((mentioned_in, observation),) = looking_back([blast], [vote])
    assert (mentioned_in, observation.value) == (vote, 18)
    assert taken_out(vote, [blast]).observations[0].background
    assert not taken_out(blast, [vote]).observations[0].background
    history = histories([blast], {}, [(vote, observation)])[0]
    assert history.versions[0].told_in == ("a.txt", "b.txt")
