"""What a person would find in the examples (examples/README.md) is found in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.compare.stores import filled
from whence.bootstrap import comparing
from whence.compare.counting_policy import words_of_value
from whence.compare.disputes import findings
from whence.compare.events import Account
from whence.compare.summaries import accounts as accounts_of
from whence.ports import Result
from whence.records import digest
from whence.records.finding import Version


@pytest.fixture(scope="module")
def accounts(
    examples: list[Result], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Account]]:
    """The three events, by type."""
    with filled(tmp_path_factory.mktemp("compared") / "l.db", [examples]) as ledger:
        found_accounts = accounts_of(ledger.comparisons(), comparing.policy("range"))
        yield {a.event.type: a for a in found_accounts}


@pytest.fixture
def dead(accounts: dict[str, Account]) -> dict[str, Version]:
    """The versions of the port's death toll, as people write them."""
    (toll,) = (f for f in accounts["explosion"].event.figures if f.role == "killed" and not f.of)
    return {words_of_value(version): version for version in toll.versions}


def files(sources: tuple[str, ...]) -> set[str]:
    return {Path(source).stem for source in sources}


def test_three_events_and_their_reports(accounts: dict[str, Account]) -> None:
    assert {kind: len(a.event.reports) for kind, a in accounts.items()} == {
        "explosion": 11,
        "election": 6,
        "recall": 5,
    }
    assert accounts["explosion"].event.when.start == "2025-09-03"


def test_one_text_in_three_outlets(accounts: dict[str, Account]) -> None:
    (group,) = accounts["explosion"].event.copies
    assert [Path(source).stem for source in group] == [
        "2025-09-04-ministry-hospital-toll",
        "2025-09-04-ministry-18-hospital-23",
        "2025-09-04-23-dead-hospital-says",
    ]
    assert not accounts["election"].event.copies


def test_each_version_of_the_toll_and_whose_it_is(accounts: dict[str, Account]) -> None:
    (toll,) = (h for h in accounts["explosion"].histories if h.role == "killed" and not h.of)
    given: dict[str, list[str]] = {}
    for point in toll.course:
        given.setdefault(point.source, []).append(words_of_value(toll.versions[point.version]))
    assert given == {
        "Saldovia's interior ministry": ["at least 9", "14", "18", "21", "22"],
        "Selvane General Hospital": ["16", "23", "26", "27"],
        "A senior source": ["31"],
        "(no source)": ["22"],  # Bourse Daily, looking back in October
    }


def test_the_ministry_against_the_hospital_is_a_conflict_to_the_end(
    accounts: dict[str, Account],
) -> None:
    account = accounts["explosion"]
    (toll,) = (h for h in account.histories if h.role == "killed" and not h.of)
    values = [words_of_value(version) for version in toll.versions]
    against = {frozenset((values[c.before], values[c.after])) for c in toll.conflicts}
    expected = [("14", "16"), ("18", "23"), ("23", "21"), ("21", "26"), ("22", "27")]
    assert against == set(map(frozenset, expected))
    moved = {(values[c.before], values[c.after]) for c in toll.revisions}
    assert {("at least 9", "14"), ("14", "18"), ("16", "23"), ("26", "27")} <= moved
    kinds = {f.topic.role: f.kind for f in findings(account.event, account.histories) if f.versions}
    assert kinds["killed"] == "conflict"
    assert kinds["injured"] == "revision"
    assert kinds["missing"] == "correction"


def test_what_was_withdrawn_and_denied_counts_for_nothing(
    accounts: dict[str, Account], dead: dict[str, Version]
) -> None:
    assert set(dead["31"].state) == {"withdrawn", "denied", "unnamed"}
    (toll,) = (f for f in accounts["explosion"].event.figures if f.role == "killed" and not f.of)
    assert (toll.low, toll.high) == (22, 27)
    assert "31 left out: withdrawn" in toll.excluded


def test_independent_sources_as_a_person_counts_them(dead: dict[str, Version]) -> None:
    counted = {
        value: (v.reports, v.independent_sources.least, v.independent_sources.most)
        for value, v in dead.items()
    }
    assert counted == {
        "at least 9": (1, 1, 1),
        "14": (1, 1, 1),
        "16": (1, 1, 1),
        # the wire, its two reprints, and the Flare of the next day: two texts, one minister
        "18": (4, 1, 1),
        "23": (4, 1, 1),
        "31": (4, 1, 1),
        "21": (3, 1, 1),
        "26": (2, 1, 1),
        # the wire; and, looking back, the Harbour News on the ministry's word, Bourse Daily on none
        "22": (3, 1, 2),
        "27": (2, 1, 1),
    }
    assert dead["18"].copies == 2
    assert dead["18"].independent_sources.reasons[:2] == ("4 reports", "2 texts")
    assert files(dead["31"].told_in) == {
        "2025-09-05-31-dead",
        "2025-09-05-leaked-memo",
        "2025-09-06-correction",
        "2025-09-06-three-detained",
    }


def test_an_old_event_in_a_new_report_joins_the_old_one(accounts: dict[str, Account]) -> None:
    port, election, recall = (accounts[k] for k in ("explosion", "election", "recall"))
    assert [Path(source).stem for source in port.event.looked_back_on] == [
        "bd-20251020-0388",
        "2025-11-07-dromen-hill-fire",
    ]
    assert not election.event.looked_back_on
    assert not recall.event.looked_back_on
    assert "killed" not in {figure.role for figure in election.event.figures}


def test_every_claim_of_a_version_is_in_the_ledger_s_words(dead: dict[str, Version]) -> None:
    assert all(version.claims for version in dead.values())


def test_texts_that_many_reprint_are_still_of_one_event(
    examples: list[Result], tmp_path: Path
) -> None:
    """Two texts of one event, each in five outlets: the reprints are no event of their own."""
    port = [
        r for r in examples if "2025-09-04" in r[0].origin.source or "09-05" in r[0].origin.source
    ]
    texts = [
        r
        for r in port
        if "ministry-hospital-toll" in r[0].origin.source or "31-dead" in r[0].origin.source
    ]
    assert len(texts) == 2
    again = []
    for report, reading, resolution in texts:
        for number in range(5):
            name = digest(report.id, str(number))
            again.append(
                (
                    msgspec.structs.replace(
                        report, id=name, identity=name, publisher=f"Courier {number}",
                        origin=msgspec.structs.replace(report.origin, source=name),
                    ),
                    msgspec.structs.replace(reading, report_id=name),
                    msgspec.structs.replace(resolution, report_id=name),
                )
            )  # fmt: skip
    with filled(tmp_path / "l.db", [again]) as ledger:
        (summary,) = comparing.summaries(ledger)
    assert len(summary.members) == 10
    assert sum(m.original is None for m in summary.members) == 2
