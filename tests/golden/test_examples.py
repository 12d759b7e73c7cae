"""Example reports: a handful of attributions in each that any right reading has."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.golden.checks import Document, Expected, read
from whence.extract.neural import NeuralReader

REPORTS = Path(__file__).parents[2] / "examples" / "reports"

FACTS: dict[str, tuple[Expected, ...]] = {
    "meridian-wire/2025-09-03-port-explosion.txt": (
        Expected("says", "ministry", "indirect", "At least nine killed", "Saldovian port"),
        Expected(
            "said", "the interior ministry", "indirect", "At least nine people", "largest port"
        ),
        Expected("said", "the statement", "direct", '"Firefighters have not', 'of the heat,"'),
        Expected("said", "Two port officials", "indirect", "the shed was rented", "fertiliser"),
        Expected("said", "Mara Jelsen", "direct", '"It lifted me', 'an earthquake."', contents=2),
        Expected("expected", "", "indirect", "", "", act="believe"),
    ),
    "meridian-wire/2025-09-04-ministry-hospital-toll.txt": (
        Expected("said", "the interior ministry", "indirect", "The death toll", "on Thursday"),
        Expected("said", "Pell", "direct", '"These are the numbers', 'listening."', contents=2),
        Expected(
            "accused", "Dockworkers' Union", "indirect", "", "profit before safety", act="accuse"
        ),
        Expected("said", "Lenka Suvar", "direct", '"They were warned', 'did nothing,"'),
        Expected("denied", "Tressom", "indirect", "that it had ignored", "any warning", act="deny"),
        Expected("said in a statement", "It", "mixed", 'that it "complied', "investigators"),
        Expected(
            "promised",
            "Jana Holtesk",
            "mixed",
            "that those responsible",
            'they are"',
            act="promise",
        ),
        Expected("said", "The United Nations", "indirect", "it was ready", "if asked"),
    ),
    "meridian-wire/2025-09-06-three-detained.txt": (
        Expected("told", "Hradin", "direct", '"We will go up', 'chain stops."', contents=2),
        # A quotation over two paragraphs, the first never closed.
        Expected("said", "Pell", "direct", '"I understand the anger', 'us to count."'),
        Expected("said", "Milo Dravek", "direct", '"He said 14', 'accurate number."', contents=2),
        Expected("said", "Henrik Aldous", "mixed", "the company believed", "bereaved family"),
        Expected(
            "demanded", "Opposition lawmakers", "indirect", "his resignation", "", act="order"
        ),
        Expected("warned", "It", "indirect", "to boil tap water", "further notice", act="warn"),
    ),
    "meridian-wire/2025-10-13-kesten-ahead.txt": (
        Expected("told", "Kesten, 64", "direct", '"The people have', 'thing."', contents=2),
        Expected("said in an email", "Karel Vorst", "mixed", "that the count", "when it resumed"),
        Expected("said", "he", "direct", '"The system was slow,"', 'off."', contents=2),
        Expected("reported", "", "indirect", "that Kesten had been", "not named"),
        Expected("has said", "He", "indirect", "that a third term", "his last"),
        Expected(
            "said", "Vorst, a former judge", "indirect", "copies of protocols", "51.7 percent"
        ),
    ),
    "lantern-post/2025-11-03-recount.txt": (
        Expected(
            "said", "Bogan Trell", "direct", "‘Mistakes were found", "not happen.’", contents=2
        ),
        Expected("said", "she", "direct", "‘They looked in 212", "afraid of?’", contents=2),
        Expected("maintains", "Open Ostrenia", "mixed", "that she won", "votes"),
        Expected("described", "Lev Radan", "mixed", "", "regrettable one’"),
        Expected("refused to say", "He", "indirect", "how the mistakes", "come about", act="other"),
        Expected("said", "The interior ministry", "indirect", "that no one", "at 3,500"),
        Expected("told", "she", "direct", "‘We lost a count,’", "argument.’", contents=2),
        Expected("rejected", "Vorst", "indirect", "the result", "", act="deny"),
    ),
    "selvane-harbour-news/2025-11-07-dromen-hill-fire.txt": (
        Expected("said", "Tavik", "direct", "“We found a Corra", "was standing.”", contents=2),
        Expected("said", "Halcross Home", "mixed", "that it was “in touch", "an engineer"),
        Expected("said", "Staff at the Domira", "mixed", "people had been", "Tuesday"),
        Expected("urged", "Tavik", "indirect", "to unplug", "unplug it", act="ask"),
        Expected("said", "the fire chief", "direct", "“After this year", "get it.”", contents=2),
    ),
    "rkv-news/2025-10-16-protests-detained.html": (
        # A headline whose speakers come before and after.
        Expected("say", "Police", "indirect", "140 detained", ""),
        Expected("says", "Witness Line", "indirect", "the number is", "310"),
        Expected("said in a statement", "it", "direct", '"The police acted', 'the law,"'),
        Expected("said", "Olga Brenik", "direct", '"We came with candles', 'know."', contents=2),
        Expected("asked", "Pavel Andrin", "direct", '"Is this how', 'behaves?"', act="ask"),
        Expected(
            "warned", "Radomil Kesten", "indirect", "that those behind", "prosecuted", act="warn"
        ),
    ),
}
CASES = [(name, fact) for name, facts in FACTS.items() for fact in facts]


@cache
def _read(reader: NeuralReader, name: str) -> Document:
    (found,) = read(reader, REPORTS / name)
    return found


#: What today's bundle gets wrong: (report, cue) -> how. A bundle that gets one right says so.
KNOWN_WRONG: dict[tuple[str, ...], str] = {
    ("2025-11-03-recount", "refused to say"): "what he refused to say is not found",
}


def _case(name: str, fact: Expected) -> object:
    stem = Path(name).stem
    reason = KNOWN_WRONG.get((stem, fact.cue)) or KNOWN_WRONG.get((stem, fact.cue, fact.source))
    marks = [pytest.mark.xfail(reason=reason)] if reason else []
    return pytest.param(name, fact, id=f"{stem}-{fact.cue}-{fact.source}", marks=marks)


@pytest.mark.parametrize(("name", "fact"), [_case(*case) for case in CASES])
def test_what_any_correct_reading_has(name: str, fact: Expected, neural: NeuralReader) -> None:
    _read(neural, name).check(fact)


def test_a_quotation_in_a_quotation_is_nested(neural: NeuralReader) -> None:
    document = _read(neural, "lantern-post/2025-11-03-recount.txt")
    inner = Expected("says", "returning officer", "mixed", "that somebody told him", "sent,”")
    found = document.find(inner, nested=True, under="said")
    document.check_source(inner, found)
    document.check_content(inner, found)


def test_a_belief_in_a_quotation_is_nested(neural: NeuralReader) -> None:
    document = _read(neural, "lantern-post/2025-11-03-recount.txt")
    inner = Expected("believe", "I", "indirect", "that if we had", "different ones", act="believe")
    found = document.find(inner, nested=True, under="said")
    document.check_source(inner, found)
    document.check_content(inner, found)
    assert found.act == "believe"


def test_something_is_said_in_every_attribution(neural: NeuralReader) -> None:
    for file in sorted(REPORTS.rglob("*.*")):
        for document in read(neural, file):
            for attribution in document.reading.attributions:
                said = [span.of(document.text) for span in attribution.content]
                assert any(words.strip() for words in said), attribution
