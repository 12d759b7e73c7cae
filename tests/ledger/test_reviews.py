"""What people decide is kept, holds whatever is read next, and is distinguished from the machine's."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from tests.ledger.conftest import Places
from tests.ledger.factories import HOSPITAL, MINISTRY, RUN, made, opened
from tests.review.factories import at, decision, parts
from whence import bootstrap
from whence.bootstrap import comparing
from whence.errors import DecisionError, LedgerError
from whence.ledger import Filters, SqlLedger, events, queries, reports, rows, schema, speakers
from whence.ports import Result
from whence.records import Decision, Parts, Reading, Span
from whence.records.finding import Finding, Topic
from whence.records.keys import attribution_key
from whence.review import service

EDITED = MINISTRY.replace("on Monday.", "on Monday morning.")


def by_cue(result: Result, speaker: str) -> int:
    """The attribution whose source holds the words."""
    report, reading, _ = result
    (found,) = [
        n
        for n, one in enumerate(reading.attributions)
        if any(speaker in s.of(report.text) for s in one.source)
    ]
    return found


def of(result: Result, speaker: str) -> Parts:
    return parts(result[0].text, result[1].attributions[by_cue(result, speaker)])


def names(ledger: SqlLedger, words: str = "") -> list[tuple[str, str | None]]:
    """The claims that hold the words, with who makes them."""
    with ledger.reading() as connection:
        found = queries.find_claims(connection, Filters(words=words), limit=100).found
    return [(one.words, one.speaker) for one in found]


def without(result: Result, speaker: str) -> Result:
    """As a bundle reads it that does not find somebody's attribution."""
    report, reading, resolution = result
    gone = by_cue(result, speaker)
    left = [n for n in range(len(reading.attributions)) if n != gone]
    number = {old: new for new, old in enumerate(left)}
    newer: Reading = msgspec.structs.replace(
        reading,
        attributions=tuple(reading.attributions[n] for n in left),
        reader=msgspec.structs.replace(reading.reader, bundle="newer"),
    )
    claims = tuple(
        c if gone not in c.voices else msgspec.structs.replace(c, voices=(), standing="own-voice")
        for c in resolution.claims
    )
    claims = tuple(
        msgspec.structs.replace(c, voices=tuple(number[v] for v in c.voices)) for c in claims
    )
    speakers = tuple(resolution.speakers[n] for n in left)
    joint = tuple(resolution.joint[n] for n in left if resolution.joint)
    via = tuple(resolution.via[n] for n in left if resolution.via)
    found = msgspec.structs.replace(
        resolution, claims=claims, speakers=speakers, joint=joint, via=via
    )
    return report, newer, found


READ = made(MINISTRY)
OTHER = made(HOSPITAL, source="b.txt")


def correction(**change: Any) -> Decision:
    return decision(
        READ[0], "correct", of(READ, "ministry"), **(change or {"speaker": "Oren Pell"})
    )


def test_a_correction_is_in_force_everywhere(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(READ)
        kept = service.decided(ledger.reviews(), correction())
        assert kept.number == 1
        assert kept.overlay is not None
        assert ("that 18 people had been killed", "Oren Pell") in names(ledger, "killed")
        with ledger.reading() as connection:
            assert "Oren Pell" in [p.name for p in speakers.people(connection)]
            assert reports.result(connection, READ[0].id) == kept.overlay.result
            # The machine's is there as it was.
            machine = reports.machine_result(connection, READ[0].id)
            assert machine[2] == READ[2]
        found = service.reviewed(ledger.reviews(), READ[0].id)
        assert found == kept.overlay
        key = attribution_key(READ[0], READ[1].attributions[by_cue(READ, "ministry")])
        assert found.decided[key].who == "ada"
        assert found.decided[key].at.endswith("+00:00")
        # Compared anew, since its speakers are others.
        assert sum(1 for _ in comparing.compared(ledger)) == 1
        assert service.reviewed(ledger.reviews(), READ[0].id).result == kept.overlay.result


def test_accepting_leaves_what_was_found(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(READ)
        assert sum(1 for _ in comparing.compared(ledger)) == 1
        service.decided(ledger.reviews(), decision(READ[0], "accept", of(READ, "Venn")))
        assert sum(1 for _ in comparing.compared(ledger)) == 0
        assert counted(ledger) == 1
        (one,) = ledger.reviews().of_report(READ[0].identity)
        assert one.change.speaker == "Ada Venn"


def counted(ledger: SqlLedger) -> int:
    with ledger.reading() as connection:
        return reports.counts(connection)["readings"]


def test_undone_it_is_as_the_machine_read_it(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(READ)
        before = names(ledger)
        kept = service.decided(ledger.reviews(), correction())
        assert names(ledger) != before
        undone = service.undone(ledger.reviews(), kept.number, "bo", "read it again")
        assert names(ledger) == before
        assert counted(ledger) == 1
        with ledger.reading() as connection:
            assert "Oren Pell" not in [p.name for p in speakers.people(connection)]
        # Both stay to be seen, and the undoing can be undone.
        log = ledger.reviews().latest()
        assert [(one.verb, one.who) for one in log] == [("undo", "bo"), ("correct", "ada")]
        with pytest.raises(LedgerError, match="already undone"):
            service.undone(ledger.reviews(), kept.number, "cy")
        service.undone(ledger.reviews(), undone.number, "ada")
        assert ("that 18 people had been killed", "Oren Pell") in names(ledger)
        service.undone(ledger.reviews(), 3, "bo")
        assert names(ledger) == before


def test_two_people(place: str) -> None:
    with opened(place) as one, bootstrap.ledger(place) as two:
        one.add(READ)
        service.decided(one.reviews(), correction())
        service.decided(
            two.reviews(), msgspec.structs.replace(correction(speaker="Tomma Reed"), who="bo")
        )
        assert ("that 18 people had been killed", "Tomma Reed") in names(one)
        service.undone(one.reviews(), 2, "ada")
        assert ("that 18 people had been killed", "Oren Pell") in names(two)
        who = [d.who for d in two.reviews().of_report(READ[0].identity)]
        assert who == ["ada", "bo", "ada"]
        assert [d.id for d in two.reviews().latest(1, before=3)] == [2]


def test_it_holds_when_a_bundle_reads_again(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(READ)
        service.decided(ledger.reviews(), correction())
        service.decided(ledger.reviews(), decision(READ[0], "accept", of(READ, "Venn")))
        now = names(ledger)
        assert not ledger.reread(READ)
        assert ledger.reread(without(READ, "Venn"))
        assert names(ledger) == now
        assert ledger.reread(without(READ, "ministry"))
        assert sorted(names(ledger), key=str) == sorted(now, key=str)
        assert not ledger.reread(without(READ, "ministry"))
        assert counted(ledger) == 4  # three of machines', and one that is in force
        service.undone(ledger.reviews(), 1, "ada")
        service.undone(ledger.reviews(), 2, "ada")
        with ledger.reading() as connection:
            assert reports.result(connection, READ[0].id)[2] == without(READ, "ministry")[2]


def test_it_holds_in_an_edited_report_and_what_is_gone_is_an_orphan(place: str) -> None:
    edited = made(EDITED.replace("We heard nothing", "We saw nothing"))
    with opened(place) as ledger:
        ledger.add(READ)
        service.decided(ledger.reviews(), correction())
        service.decided(ledger.reviews(), decision(READ[0], "reject", of(READ, "Venn")))
        assert ledger.add(edited).state == "changed"
        assert ("that 18 people had been killed", "Oren Pell") in names(ledger)
        assert any("We saw nothing" in words for words, _ in names(ledger))
        assert [(report, one.id) for report, one in ledger.reviews().orphans()] == [
            (edited[0].id, 2)
        ]
        # In the version that it was made of it still holds.
        assert not service.reviewed(ledger.reviews(), READ[0].id).orphans
        service.undone(ledger.reviews(), 2, "ada")
        assert not ledger.reviews().orphans()


def test_an_added_attribution_and_a_figure(place: str) -> None:
    with opened(place) as ledger:
        ledger.add(without(READ, "Venn"))
        service.decided(ledger.reviews(), decision(READ[0], "add", of(READ, "Venn")))
        assert ("“We heard nothing,”", "Ada Venn") in names(ledger)
        words = Parts(span=at(MINISTRY, "18"))
        service.decided(
            ledger.reviews(),
            decision(READ[0], "correct", words, target="figure", value=None, low=18.0, high=None),
        )
        with ledger.reading() as connection:
            (figure,) = reports.result(connection, READ[0].id)[2].figures
        assert (figure.value, figure.low, figure.high) == (None, 18.0, None)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (decision(READ[0], "accept", of(READ, "Venn"), who=""), "name"),
        (decision(READ[0], "accept", of(OTHER, "Resk")), "not in that version"),
        (decision(READ[0], "correct", Parts(span=at(MINISTRY, "blast")), target="time", time="x"), "time"),
        (Decision(target="event", verb="same-event", reports=("a",), who="a"), "two reports"),
        (Decision(target="claim", verb="accept", who="a"), "report's id"),
    ],
)  # fmt: skip
def test_what_cannot_be_stored(place: str, one: Decision, words: str) -> None:
    with opened(place) as ledger:
        ledger.add(READ)
        with pytest.raises(DecisionError, match=words):
            service.decided(ledger.reviews(), one)
        assert ledger.reviews().latest() == []


def test_what_is_not_there(place: str) -> None:
    with opened(place) as ledger:
        with pytest.raises(LedgerError, match="no report"):
            service.decided(ledger.reviews(), correction())
        with pytest.raises(LedgerError, match="identity"):
            ledger.reviews().add_decision(
                Decision(target="event", verb="same-event", reports=("a", "b"), who="a")
            )
        with pytest.raises(LedgerError, match="number 7"):
            service.undone(ledger.reviews(), 7, "ada")
    with SqlLedger(place) as ledger:
        ledger.begin(RUN)
        ledger.add(READ)
        with pytest.raises(LedgerError, match="without a way to apply"):
            ledger.reviews().add_decision(correction())
        assert ledger.reviews().latest() == []


SECRET = MINISTRY.replace("fertiliser", "sulphur").replace("Ada Venn", "Lena Quist")


def test_forgotten_with_all_that_was_decided(places: Places) -> None:
    place = places.new()
    with opened(place) as ledger:
        secret = made(SECRET)
        ledger.add(secret)
        ledger.add(OTHER)
        service.decided(
            ledger.reviews(),
            decision(secret[0], "correct", of(secret, "Quist"), speaker="Nora Tamm", why="Tommu"),
        )
        service.undone(ledger.reviews(), 1, "ada", "Tommu again")
        both = (secret[0].identity, OTHER[0].identity)
        service.decided(
            ledger.reviews(),
            Decision(target="event", verb="same-event", reports=both, who="a", why="Tommu"),
        )
        service.decided(
            ledger.reviews(), decision(OTHER[0], "accept", of(OTHER, "Resk"), why="sure of it")
        )
        ledger.forget("a.txt", "court order")
        assert [one.why for one in ledger.reviews().latest()] == ["sure of it"]
        assert ledger.reviews().event_pairs() == {}
        with ledger.reading() as connection:
            assert not connection.execute(schema.reviewed.select()).all()
    left = places.content(place)
    for word in (b"sulphur", b"Lena Quist", b"Nora Tamm", b"Tommu"):
        assert word not in left


class TestQueue:
    def test_the_doubtful_first_and_not_what_was_decided(self, place: str) -> None:
        report, reading, resolution = READ
        n = by_cue(READ, "Venn")
        unsure = tuple(
            msgspec.structs.replace(one, score=0.2 if i == n else 0.99)
            for i, one in enumerate(reading.attributions)
        )
        with opened(place) as ledger:
            ledger.add((report, msgspec.structs.replace(reading, attributions=unsure), resolution))
            first = ledger.reviews().queue()[0]
            assert first.reason == "attribution"
            assert first.words == "“We heard nothing,”"
            assert Span(first.start, first.end).of(MINISTRY) == first.words
            service.decided(ledger.reviews(), decision(report, "accept", of(READ, "Venn")))
            assert first.key not in [one.key for one in ledger.reviews().queue()]
            assert ledger.reviews().queue(0) == []

    def test_figures_of_disputed_events(self, place: str) -> None:
        with opened(place) as ledger:
            ledger.add(READ)
            ledger.add(OTHER)
            assert not [w for w in ledger.reviews().queue() if w.target == "figure"]
            for _ in comparing.compared(ledger):
                pass
            with ledger.reading() as connection:
                of_it = connection.execute(
                    schema.sketches.select().where(schema.sketches.c.report == READ[0].id)
                ).one()
            with ledger.reading() as connection:
                (summary,) = events.of_reports(connection, [READ[0].id])
            topic = Topic(what="killed", event=of_it.event, role="killed")
            conflict = Finding(
                id="a", kind="conflict", topic=topic, versions=(), evidence=(), score=1.0
            )
            summary = msgspec.structs.replace(summary, findings=(conflict,))
            row = {
                "id": of_it.event, "disputed": True, "reports": 1, "latest": "", "started": "",
                "folded": "", "body": rows.packed(summary),
            }  # fmt: skip
            with ledger._writing() as connection:
                connection.execute(schema.events.delete())
                connection.execute(schema.events.insert(), row)
            found = [w for w in ledger.reviews().queue() if w.target == "figure"]
            assert [(w.words, w.reason, w.report) for w in found] == [
                ("18", "disputed", READ[0].id)
            ]
