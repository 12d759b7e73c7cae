"""What people decided holds over any reading, and any result that it is laid over stays whole."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.readings import PORT, documents, port, resolved
from tests.review.factories import WHERE, at, check, decision, decisions, parts, span_of
from whence.ports import Result
from whence.records import (
    Change,
    Claim,
    Decision,
    Figure,
    Mention,
    Parts,
    Reading,
    Report,
    Selector,
    Span,
    in_effect,
)
from whence.records.keys import attribution_key, claim_key
from whence.review import Overlay, as_seen, fault, with_decisions

READ = resolved(port())
REPORT = READ[0]
MAYOR = parts(PORT, READ[1].attributions[1])
MINISTRY = parts(PORT, READ[1].attributions[0])


def laid(*made: Decision, over: Result = READ) -> Overlay:
    numbered = [msgspec.structs.replace(one, id=n) for n, one in enumerate(made, 1)]
    found = with_decisions(over, numbered)
    if found.result is not over:
        check(found.result)
    return found


def said(result: Result) -> dict[str, str | None]:
    """Cue -> speaker."""
    report, reading, resolution = result
    return {
        " ".join(s.of(report.text) for s in one.cue): resolution.entities[by.entity].name
        if by
        else None
        for one, by in zip(reading.attributions, resolution.speakers, strict=True)
    }


def of(result: Result, words: str) -> Claim:
    (found,) = [c for c in result[2].claims if c.span.of(result[0].text) == words]
    return found


def figure(result: Result, words: str = "12") -> Figure:
    (found,) = [f for f in result[2].figures if f.span.of(result[0].text) == words]
    return found


class TestAttributions:
    def test_accepting_changes_nothing_and_is_recorded(self) -> None:
        one = decision(REPORT, "accept", MAYOR)
        found = laid(one)
        assert found.result is READ
        key = attribution_key(REPORT, READ[1].attributions[1])
        assert found.decided[key].verb == "accept"
        assert laid(as_seen(READ, one)).result is READ

    def test_a_speaker_who_is_in_the_report(self) -> None:
        found = laid(decision(REPORT, "correct", MINISTRY, speaker="ada  VENN"))
        assert said(found.result)["says"] == "Ada Venn"
        by = found.result[2].speakers[0]
        assert by is not None
        assert by.score == 1.0
        assert len(found.result[2].entities) == len(READ[2].entities)

    def test_a_speaker_who_is_missing_and_no_speaker(self) -> None:
        found = laid(
            decision(REPORT, "correct", MINISTRY, speaker="Oren Pell"),
            decision(REPORT, "correct", MAYOR, speaker=""),
        )
        assert said(found.result)["says"] == "Oren Pell"
        assert said(found.result)["said"] is None
        new = found.result[2].entities[-1]
        assert (new.named, new.type, new.mentions) == (True, "person", ())

    def test_a_name_that_is_in_the_text(self) -> None:
        found = laid(decision(REPORT, "correct", MINISTRY, speaker="lights", speaker_type="group"))
        new = found.result[2].entities[-1]
        assert [m.span.of(PORT) for m in new.mentions] == ["lights"]
        assert new.type == "group"

    def test_rejected_its_claims_are_the_outlets(self) -> None:
        found = laid(decision(REPORT, "reject", MINISTRY))
        assert "says" not in said(found.result)
        claim = of(found.result, "Blast at Port Sulla kills 12")
        assert (claim.standing, claim.voices) == ("own-voice", ())
        assert found.decided[attribution_key(REPORT, READ[1].attributions[0])].verb == "reject"
        # What it held is in what held it.
        inner = laid(decision(REPORT, "reject", parts(PORT, READ[1].attributions[2])))
        assert [a.parent for a in inner.result[1].attributions] == [None, None, None]

    def test_the_last_word_holds(self) -> None:
        rejected, accepted = (decision(REPORT, v, MINISTRY) for v in ("reject", "accept"))
        assert laid(rejected, accepted).result == READ
        assert "says" not in said(laid(accepted, rejected).result)
        both = laid(
            decision(REPORT, "correct", MINISTRY, act="warn"),
            decision(REPORT, "correct", MINISTRY, speaker="Oren Pell"),
        )
        assert both.result[1].attributions[0].act == "warn"
        assert said(both.result)["says"] == "Oren Pell"

    def test_undone_and_undone_again(self) -> None:
        rejected = decision(REPORT, "reject", MINISTRY)
        undo = decision(REPORT, "undo", undoes=1)
        assert laid(rejected, undo).result is READ
        assert laid(rejected, undo).decided == {}
        redo = decision(REPORT, "undo", undoes=2)
        assert "says" not in said(laid(rejected, undo, redo).result)
        assert [one.id for one in in_effect([])] == []

    def test_spans(self) -> None:
        shorter = at(PORT, "Port Sulla kills 12")
        found = laid(
            decision(REPORT, "correct", MINISTRY, content=shorter),
            # The next one is of what it is now, the last of what it was.
            decision(
                REPORT, "correct", msgspec.structs.replace(MINISTRY, content=shorter), act="warn"
            ),
            decision(REPORT, "correct", MINISTRY, kind="direct"),
        )
        (one,) = [a for a in found.result[1].attributions if a.cue[0].of(PORT) == "says"]
        assert (one.content[0].of(PORT), one.act, one.kind) == (
            "Port Sulla kills 12", "warn", "direct",
        )  # fmt: skip
        assert found.decided[attribution_key(REPORT, one)].change.kind == "direct"
        claim = of(found.result, "Port Sulla kills 12")
        assert (claim.standing, len(claim.figures)) == ("attributed", 1)
        assert len(found.result[2].claims) == len(READ[2].claims)

    def test_a_content_made_longer(self) -> None:
        wider = at(PORT, "Blast at Port Sulla kills 12,")
        found = laid(decision(REPORT, "correct", MINISTRY, content=wider))
        assert of(found.result, "Blast at Port Sulla kills 12,").standing == "attributed"
        assert len(found.result[2].claims) == len(READ[2].claims)

    def test_a_source_that_there_is_none_of(self) -> None:
        found = laid(decision(REPORT, "correct", MINISTRY, source=()))
        assert of(found.result, "Blast at Port Sulla kills 12").standing == "hearsay"
        bare = msgspec.structs.replace(MINISTRY, source=())
        back = laid(decision(REPORT, "correct", bare, source=MINISTRY.source), over=found.result)
        assert of(back.result, "Blast at Port Sulla kills 12").standing == "attributed"

    def test_added(self) -> None:
        bare = resolved((REPORT, msgspec.structs.replace(READ[1], attributions=())))
        assert bare[2].speakers == ()
        found = laid(decision(REPORT, "add", MAYOR), over=bare)
        (one,) = found.result[1].attributions
        assert (one.kind, one.act, one.score) == ("direct", "state", 1.0)
        assert said(found.result) == {"said": "Ada Venn"}
        claims = [c for c in found.result[2].claims if c.voices]
        assert [c.span.of(PORT) for c in claims] == [
            "“We heard two explosions,”", "“Then the lights went out.”",
        ]  # fmt: skip
        assert {c.standing for c in claims} == {"attributed"}
        # Without it all is as it was.
        gone = laid(decision(REPORT, "add", MAYOR), decision(REPORT, "reject", MAYOR), over=bare)
        assert gone.result[2].claims == bare[2].claims

    def test_an_added_attribution_contains_what_is_inside_it(self) -> None:
        outer, inner = (parts(PORT, READ[1].attributions[n]) for n in (2, 3))
        only = msgspec.structs.replace(READ[1], attributions=READ[1].attributions[:2])
        for order in ((outer, inner), (inner, outer)):
            made = [decision(REPORT, "add", one) for one in order]
            found = laid(*made, over=resolved((REPORT, only)))
            assert [a.parent for a in found.result[1].attributions] == [None, None, None, 2]

    def test_what_no_bundle_finds_any_more_is_put_back(self) -> None:
        less = resolved((REPORT, msgspec.structs.replace(READ[1], attributions=())))
        seen = as_seen(READ, decision(REPORT, "accept", MAYOR))
        assert seen.change == Change(
            speaker="Ada Venn",
            speaker_type="person",
            act="state",
            kind="direct",
            stance="statement",
            asserted=True,
        )
        found = laid(seen, decision(REPORT, "correct", MINISTRY, act="warn"), over=less)
        assert said(found.result) == {"says": None, "said": "Ada Venn"}
        assert not found.orphans
        assert laid(decision(REPORT, "reject", MAYOR), over=less).result is less

    def test_a_boundary_that_a_bundle_moves(self) -> None:
        old = READ[1].attributions[0]
        wider = msgspec.structs.replace(old, content=(Span(0, old.content[0].end + 1),))
        moved = (wider, *READ[1].attributions[1:])
        over = resolved((REPORT, msgspec.structs.replace(READ[1], attributions=moved)))
        found = laid(decision(REPORT, "correct", MINISTRY, act="warn"), over=over)
        assert found.result[1].attributions[0].content == wider.content
        assert found.result[1].attributions[0].act == "warn"
        assert len(found.result[1].attributions) == len(moved)
        added = laid(decision(REPORT, "add", MINISTRY), over=over)
        assert added.result[1].attributions[0].content == old.content

    def test_in_an_edited_report(self) -> None:
        text = "(Wire) " + PORT.replace("two explosions", "three explosions")
        report, empty = port()
        edited = msgspec.structs.replace(report, text=text, id="edited", blocks=())
        over = resolved((edited, msgspec.structs.replace(empty, attributions=(), entities=())))
        found = laid(
            decision(REPORT, "correct", MINISTRY, speaker="Oren Pell"),
            decision(REPORT, "accept", MAYOR),
            over=over,
        )
        assert said(found.result) == {"says": "Oren Pell"}
        assert [one.id for one in found.orphans] == [2]


class TestTheRest:
    def test_a_figure(self) -> None:
        words = Parts(span=at(PORT, "12"))
        found = laid(
            decision(
                REPORT, "correct", words, target="figure", value=None, low=12.0, role="injured"
            )
        )
        one = figure(found.result)
        assert (one.value, one.low, one.high, one.role) == (None, 12.0, 12.0, "injured")
        assert list(found.decided) == [f"figure:{PORT.index('12')}-{PORT.index('12') + 2}"]
        gone = laid(decision(REPORT, "reject", words, target="figure"))
        assert len(gone.result[2].figures) == len(READ[2].figures) - 1
        assert of(gone.result, "Blast at Port Sulla kills 12").figures == ()

    def test_a_figure_that_nobody_read(self) -> None:
        over = laid(decision(REPORT, "reject", Parts(span=at(PORT, "12")), target="figure")).result
        words = Parts(span=at(PORT, "12"))
        found = laid(
            decision(REPORT, "add", words, target="figure", value=12.0, role="killed"), over=over
        )
        assert figure(found.result).value == 12.0
        n = found.result[2].figures.index(figure(found.result))
        assert of(found.result, "Blast at Port Sulla kills 12").figures == (n,)
        one = decision(REPORT, "correct", words, target="figure", value=12.0)
        assert [o.id for o in laid(one, over=over).orphans] == [1]

    def test_what_a_figure_counts_and_whether_it_is_the_total(self) -> None:
        words = Parts(span=at(PORT, "Monday"))
        added = decision(
            REPORT, "add", words, target="figure", value=3.0, role="killed", main=True,
            counted=at(PORT, "Port Sulla"),
        )  # fmt: skip
        figures = laid(added).result[2].figures
        (one,) = [f for f in figures if f.value == 3.0]
        assert one.of == span_of(PORT, "Port Sulla")
        # One total a role, whatever the machine's was.
        assert [f for f in figures if f.role == "killed" and f.main] == [one]
        none = decision(REPORT, "correct", words, target="figure", counted=(), main=False)
        figures = laid(added, none).result[2].figures
        (one,) = [f for f in figures if f.value == 3.0]
        assert (one.of, one.main) == (None, False)
        assert [f.value for f in figures if f.role == "killed" and f.main] == [12.0]
        gone = Selector(exact="no such words", start=0, end=13)
        lost = decision(REPORT, "add", words, target="figure", role="killed", counted=(gone,))
        assert [one.id for one in laid(lost).orphans] == [1]
        assert laid(lost).result == READ

    def test_a_time_that_nobody_read(self) -> None:
        words = Parts(span=at(PORT, "Port Sulla"))
        for value, kind in (
            ("2025-03-10", "DATE"), ("2025-03-10T09:00", "TIME"), ("P3D", "DURATION"),
            ("PRESENT_REF", "DATE"),
        ):  # fmt: skip
            found = laid(decision(REPORT, "add", words, target="time", time=value)).result
            (n,) = [n for n, t in enumerate(found[2].times) if t.value == value]
            assert found[2].times[n].type == kind
            assert n in of(found, "Blast at Port Sulla kills 12").times
            assert list(found[2].times) == sorted(found[2].times, key=lambda t: t.span)

    def test_a_time_and_a_claim(self) -> None:
        claim = Parts(span=at(PORT, "Blast at Port Sulla kills 12"))
        found = laid(
            decision(
                REPORT, "correct", Parts(span=at(PORT, "Monday")), target="time", time="2025-03-10"
            ),
            decision(
                REPORT, "correct", claim, target="claim", standing="hearsay", polarity="negative"
            ),
        )
        assert [t.value for t in found.result[2].times] == ["2025-03-10"]
        one = of(found.result, "Blast at Port Sulla kills 12")
        assert (one.standing, one.polarity) == ("hearsay", "negative")
        assert found.decided[claim_key(REPORT, one)].target == "claim"
        gone = laid(decision(REPORT, "reject", claim, target="claim"))
        assert len(gone.result[2].claims) == len(READ[2].claims) - 1

    def test_a_place(self) -> None:
        named = Mention(span=span_of(PORT, "Port Sulla"), type="place", score=0.9)
        over = resolved((REPORT, msgspec.structs.replace(READ[1], entities=(named,))))
        words = Parts(span=at(PORT, "Port Sulla"))
        found = laid(decision(REPORT, "correct", words, target="place", place=WHERE), over=over)
        (one,) = [e for e in found.result[2].entities if e.type == "place"]
        assert (one.name, one.place) == ("Port Sulla", WHERE)
        # Where no bundle finds it, it is shown again.
        assert laid(decision(REPORT, "accept", words, target="place")).orphans

    def test_merged_and_split(self) -> None:
        words = Parts(one=at(PORT, "Ada Venn"), other=at(PORT, "she"))
        mentions = {m.span.of(PORT) for e in READ[2].entities for m in e.mentions}
        assert "Ada Venn" in mentions
        other = next(w for w in ("the ministry", "ministry") if w in mentions)
        words = msgspec.structs.replace(words, other=at(PORT, other))
        merge = decision(REPORT, "merge", words, target="entity")
        merged = laid(merge)
        assert len(merged.result[2].entities) == len(READ[2].entities) - 1
        assert set(said(merged.result).values()) == {"Ada Venn"}
        split = decision(REPORT, "split", Parts(span=at(PORT, other)), target="entity", name="It")
        parted = laid(merge, split)
        assert "It" in [e.name for e in parted.result[2].entities]
        assert said(parted.result)["said"] == "Ada Venn"
        assert said(parted.result)["According to" if other == "the ministry" else "says"] == "It"


def test_any_two_documents_have_their_decisions_apart() -> None:
    """Of an event nothing is laid over a reading."""
    event = decision(REPORT, "same-event", target="event")
    found = laid(event)
    assert (found.result, found.orphans, found.decided) == (READ, (), {})


@pytest.mark.parametrize(
    ("verb", "more", "words"),
    [
        ("accept", {"who": " "}, "name"),
        ("accept", {}, "selectors"),
        ("correct", {"selectors": MAYOR}, "changes"),
        ("merge", {"selectors": MAYOR}, "is not a decision on"),
        ("merge", {"selectors": MAYOR, "target": "entity"}, "one and other"),
        ("same-event", {"target": "event"}, "two reports"),
        ("undo", {}, "id"),
    ],
)
def test_what_is_no_decision(verb: str, more: dict[str, object], words: str) -> None:
    one = msgspec.structs.replace(decision(REPORT, "accept"), verb=verb, **more)
    assert words in (fault(one) or "")


def test_what_counts_as_one() -> None:
    assert fault(decision(REPORT, "accept", MAYOR)) is None
    assert fault(decision(REPORT, "undo", undoes=3)) is None


def test_it_is_written_as_json_and_read_back() -> None:
    one = decision(REPORT, "correct", MINISTRY, number=3, speaker="Oren Pell", value=None)
    text = msgspec.json.encode(one)
    assert msgspec.json.decode(text, type=Decision) == one
    assert b'"change":{"speaker":"Oren Pell","value":null}' in text
    assert isinstance(hash(one), int)


@given(st.data(), documents())
@settings(max_examples=tried(60), deadline=None)
def test_any_decisions_over_any_reading(data: st.DataObject, read: tuple[Report, Reading]) -> None:
    over = resolved(read)
    laid(*data.draw(decisions(over)), over=over)
    assert with_decisions(over, []).result is over


@given(st.data())
@settings(max_examples=tried(150), deadline=None)
def test_any_decisions_over_a_good_reading(data: st.DataObject) -> None:
    made = [one for one in data.draw(decisions(READ)) if one.verb != "undo"]
    found = laid(*made)
    assert {one.id for one in found.orphans} <= set(range(1, len(made) + 1))
    # All undone, nothing is left of them.
    undone = [decision(REPORT, "undo", undoes=n) for n in range(1, len(made) + 1)]
    assert laid(*made, *undone) == Overlay(READ, {}, ())
