"""What is beside whence's own measuring: turns, the scoring of dates, costs on paper, other shapes.

No peer is needed: fixed answers replace what they give.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from benchmarks import peers
from benchmarks.measure import Part
from benchmarks.peers import citron, cost, dates, textacy, turns
from benchmarks.peers.dates import Dated
from benchmarks.quality.gold import Missing

# ---- dates ---------------------------------------------------------------------------------------

TEXT = (
    "The port shut on 5\nMay 2019. On Friday it was shut; in June it opened. Three days later ..."
)


def moment(time: str) -> dt.datetime:
    return dt.datetime.fromisoformat(time)


def span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def timex(words: str, kind: str, value: str) -> dict[str, Any]:
    return {**span(words), "type": kind, "value": value}


def dated(words: str, day: str | None) -> Dated:
    return Dated(**span(words), day=day)


GOLD = [
    timex("5\nMay 2019", "DATE", "2019-05-05"),
    timex("Friday", "TIME", "2019-05-10TEV"),
    timex("June", "DATE", "2019-06"),
    timex("Three days", "DURATION", "P3D"),
]


def test_words_are_found_again_in_order_whatever_the_space_between_them() -> None:
    text = "today and today, on 5\n May"
    one, two = moment("2019-05-04"), moment("2019-05-05")
    gold = [("today", one), ("today", one), ("5 May", two)]
    assert dates.located(text, gold) == [
        Dated(0, 5, "2019-05-04"),
        Dated(10, 15, "2019-05-04"),
        Dated(20, 26, "2019-05-05"),
    ]


@pytest.mark.parametrize("words", ["tomorrow", "", " "])
def test_words_that_are_not_in_the_text_are_left_out(words: str) -> None:
    when = moment("2019-05-04")
    assert dates.located("today (a.m.)", [(words, when), ("(a.m.)", when)]) == [
        Dated(6, 12, "2019-05-04")
    ]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2019-05-05", "2019-05-05"),
        ("2019-05-05T17:00", "2019-05-05"),
        ("2019-05-05TEV", "2019-05-05"),
        *((other, None) for other in ("2019-05", "2019", "2019-W18", "P3D", "PRESENT_REF", None)),
    ],
)
def test_only_a_day_is_a_day(value: str | None, day: str | None) -> None:
    assert dates.day_of(value) == day


def test_what_agrees_scores_everything_and_months_are_not_asked_for_a_day() -> None:
    found = [dated("5\nMay 2019", "2019-05-05"), dated("Friday", "2019-05-10"), dated("June", None)]
    scores = dates.score([(GOLD, found)])
    assert scores["found"] == scores["right day"] == scores["borne out"] == 100.0
    assert (scores["asked"], scores["with a day"], scores["given"]) == (3, 2, 3)


def test_a_wrong_day_is_found_but_not_right() -> None:
    scores = dates.score([(GOLD, [dated("On Friday", "2019-05-03")])])
    assert (scores["found"], scores["right day"], scores["borne out"]) == (33.3, 0.0, 100.0)


def test_a_duration_supports_a_date_and_no_other_word() -> None:
    found = [dated("Three days later", "2019-05-08"), dated("shut;", "2019-05-08")]
    scores = dates.score([(GOLD, found)])
    assert (scores["found"], scores["borne out"]) == (0.0, 50.0)


def test_one_date_matches_one_of_the_gold_s() -> None:
    scores = dates.score([(GOLD, [Dated(0, len(TEXT), "2019-05-05")])])
    assert (scores["found"], scores["right day"]) == (33.3, 50.0)


def test_scores_of_documents_are_summed_and_none_divides_by_zero() -> None:
    assert dates.score([(GOLD, []), (GOLD, [dated("June", None)])])["found"] == 16.7
    assert dates.score([])["found"] == 0.0


def test_only_times_of_the_gold_s_kind_are_scored() -> None:
    assert dates.of_document({"times": GOLD}) == [
        dated("5\nMay 2019", "2019-05-05"),
        dated("Friday", "2019-05-10"),
        dated("June", None),
    ]


def test_the_base_has_no_zone() -> None:
    assert dates.base_of("2019-05-05T23:30:00+09:00") == moment("2019-05-05T23:30")


# ---- cost ----------------------------------------------------------------------------------------

DOCUMENT: dict[str, Any] = {
    "report": {"text": "Ada Venn said about 12 died in Rill on Friday."},
    "entities": [{"id": "E1", "name": "Ada Venn"}, {"id": "E2", "name": "Rill"}],
    "times": [{"id": "T1", "value": "2019-05-10"}],
    "figures": [{"id": "F1", "role": "killed", "value": 12, "low": None, "high": None}],
    "attributions": [
        {
            "id": "A1",
            "source": [{"start": 0, "end": 8}],
            "cue": [{"start": 9, "end": 13}],
            "kind": "indirect",
            "act": "state",
            "speaker": "E1",
        }
    ],
    "claims": [
        {
            "start": 14,
            "end": 45,
            "standing": "attributed",
            "polarity": "positive",
            "modality": "actual",
            "voices": ["A1"],
            "hedges": [{"start": 14, "end": 19, "kind": "approximation"}],
            "entities": [],
            "times": ["T1"],
            "places": ["E2"],
            "figures": ["F1"],
        }
    ],
}

PAPER = cost.Paper(
    as_of="2019-05",
    says="made up",
    prompt_tokens=100,
    tokens_a_piece=1.5,
    characters_a_token=4,
    core_hour=0.5,
    prices=(cost.Price(name="one", input=2.0, output=10.0),),
)
REPORT = cost.Sizes(words=80, pieces=100, claims=2, characters=200)


def test_a_claim_is_written_out_with_words_for_offsets_and_nothing_empty() -> None:
    assert json.loads(cost.written(DOCUMENT)) == [
        {
            "claim": "about 12 died in Rill on Friday",
            "standing": "attributed",
            "polarity": "positive",
            "modality": "actual",
            "voices": [{"speaker": "Ada Venn", "cue": "said", "kind": "indirect", "act": "state"}],
            "hedges": [{"words": "about", "kind": "approximation"}],
            "times": ["2019-05-10"],
            "places": ["Rill"],
            "figures": [{"role": "killed", "value": 12, "low": None, "high": None}],
        }
    ]


def test_a_speaker_that_nobody_knows_is_written_as_the_source() -> None:
    unknown = [{**DOCUMENT["attributions"][0], "speaker": None}]
    row = json.loads(cost.written({**DOCUMENT, "attributions": unknown}))[0]
    assert row["voices"][0]["speaker"] == "Ada Venn"


def test_sizes_are_means_over_the_reports() -> None:
    empty: dict[str, Any] = {
        **dict.fromkeys(DOCUMENT, ()),
        "report": {"text": "No one."},
    }
    found = cost.sizes([DOCUMENT, empty], len)
    text, written = DOCUMENT["report"]["text"], cost.written(DOCUMENT)
    assert found == cost.Sizes(
        words=(10 + 2) / 2,
        pieces=(len(text) + 7) / 2,
        claims=0.5,
        characters=(len(written) + len("[]")) / 2,
    )


def test_the_cost_of_a_million_reports_is_linear_in_tokens() -> None:
    assert cost.tokens_in(REPORT, PAPER) == 100 + 150
    assert cost.tokens_out(REPORT, PAPER) == 50
    assert cost.a_million(REPORT, PAPER, PAPER.prices[0]) == 250 * 2.0 + 50 * 10.0


def test_core_hours_of_a_million_reports() -> None:
    assert cost.core_hours(1.0) == pytest.approx(277.78, abs=0.01)
    assert cost.core_hours(10.0) == pytest.approx(27.78, abs=0.01)


def test_the_price_list_is_read_and_says_how_old_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PRICES", raising=False)
    paper = cost.Paper.open()
    assert paper.prices
    assert paper.as_of in cost.assumptions(paper)
    assert "yours to replace" in cost.assumptions(paper)


def test_prices_may_be_the_users_own_and_a_misspelt_one_is_seen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(cost.FILE.read_text(encoding="utf-8").replace("0.20", "0.30"), encoding="utf-8")
    monkeypatch.setenv("PRICES", str(own))
    assert cost.Paper.open().prices[0].input == 0.30
    own.write_text(own.read_text(encoding="utf-8").replace("core_hour", "core_our"))
    with pytest.raises(msgspec.ValidationError, match="core_our"):
        cost.Paper.open()


# ---- turns ---------------------------------------------------------------------------------------


def test_methods_alternate_after_an_uncounted_first_run() -> None:
    order: list[str] = []

    def turn(name: str) -> int:
        order.append(name)
        return len(order)

    taken = turns.take_turns({name: partial(turn, name) for name in "ab"}, 3)
    assert "".join(order) == "ab" * 4
    assert [len(one.wall) for one in taken.values()] == [3, 3]
    assert (taken["a"].gave, taken["b"].gave) == (7, 8)


def test_more_processor_time_than_time_is_a_second_core() -> None:
    assert turns.Taken(wall=[1.0, 9.0, 1.0], cpu=[1.0, 1.0, 1.0]).alone
    assert not turns.Taken(wall=[1.0, 1.0, 1.0], cpu=[1.9, 1.9, 1.0]).alone


def test_pools_have_one_thread_while_open_and_what_they_had_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    with turns.one_thread():
        assert os.environ["OMP_NUM_THREADS"] == "1"
    assert os.environ["OMP_NUM_THREADS"] == "7"


# ---- shapes --------------------------------------------------------------------------------------


def token(words: str, at: int) -> SimpleNamespace:
    return SimpleNamespace(start_char=at, end_char=at + len(words))


class Pipeline:
    """Gives back what it is given, in the shape in which spaCy does."""

    def pipe(self, items: Iterable[Any], as_tuples: bool = False) -> Iterator[Any]:
        yield from items


def test_every_paragraph_goes_through_the_pipeline_with_its_place() -> None:
    assert textacy.annotate(Pipeline(), ["One.\n\nTwo.", "", "Three."]) == 3


class Token(str):
    """A word that knows where it is, as spaCy's do."""

    __slots__ = ("idx",)
    idx: int

    @classmethod
    def all_of(cls, text: str) -> list[Token]:
        tokens, cursor = [], 0
        for word in text.split():
            token = cls(word)
            token.idx = text.index(word, cursor)
            cursor = token.idx + len(word)
            tokens.append(token)
        return tokens


def test_textacys_triples_get_offsets_in_the_report_and_what_it_raises_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def direct_quotations(paragraph: str) -> Iterator[Any]:
        if '"' not in paragraph:
            raise ValueError("marks do not match")
        tokens = Token.all_of(paragraph)
        yield SimpleNamespace(speaker=[], cue=tokens[1:2], content=tokens[2:])

    extract = SimpleNamespace(direct_quotations=direct_quotations)
    monkeypatch.setitem(sys.modules, "textacy", SimpleNamespace(extract=extract))
    monkeypatch.setitem(sys.modules, "textacy.extract", extract)
    reader = textacy.Reader(Pipeline())
    quoted = {
        "id": "A1",
        "parent": None,
        "source": [],
        "cue": [{"start": 7, "end": 11}],
        "content": [{"start": 12, "end": 21}],
    }
    assert reader.attributions(['One\nHe said "yes sir"', "Two"]) == [
        [quoted],
        [],
    ]
    assert (reader.asked, reader.raised) == (3, 2)


class Citron:
    """Finds one quotation in what is long, and fails on what is empty."""

    def get_quotes(self, report: str) -> list[Any]:
        if not report:
            raise ValueError("nothing to read")
        return [
            SimpleNamespace(
                sources=[token("He", 0)], cue=token("said", 3), contents=[token("no", 8)]
            )
        ]


def test_citrons_quotes_come_in_whences_shape_and_its_failures_are_counted() -> None:
    reader = citron.Reader(Citron(), Pipeline())
    assert reader.attributions(["He said no", ""]) == [
        [
            {
                "id": "A1",
                "parent": None,
                "source": [{"start": 0, "end": 2}],
                "cue": [{"start": 3, "end": 7}],
                "content": [{"start": 8, "end": 10}],
            }
        ],
        [],
    ]
    assert (reader.asked, reader.raised) == (2, 1)


def test_without_citron_it_is_said_what_was_measured_earlier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CITRON", raising=False)
    monkeypatch.setattr(citron, "find_spec", lambda _: None)
    with pytest.raises(Missing, match="1,700 words a second"):
        citron.open_reader(Pipeline())


def test_ratios_have_bars_and_only_of_what_was_measured() -> None:
    part = Part("peers")
    taken = {
        "whence": turns.Taken(wall=[2.0], cpu=[2.0]),
        "spaCy with textacy": turns.Taken(wall=[1.5], cpu=[1.5]),
    }
    peers.print_speed(part, taken, [{"text": "three words here"}])
    ratios = {m.name: (m.value, m.bar, m.verdict) for m in part.measures if m.bar is not None}
    assert ratios == {"whence / spaCy with textacy": (0.75, 0.5, "ok")}
    words = {m.name: m.value for m in part.measures if m.bar is None}
    assert words == {"whence words a second": 2, "spaCy with textacy words a second": 2}
