"""What others would use, beside whence: how fast, how well, what for; on the same texts in turns.

ours.py       whence itself, whole
pattern.py    quotation marks and the nearest verb of saying: what anyone would try first
textacy.py    a spaCy pipeline alone, and with textacy's direct quotations on it
citron.py     BBC R&D's Citron, where somebody has it
dates.py      dateparser's search for dates, and the scoring of dates
cost.py       a language model behind an API, on paper; prices.toml is its prices
turns.py      one thread, turns, medians

What finds quotations gives documents of the shape that `whence read --format jsonl` prints, with
attributions alone.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from benchmarks.measure import Part
from benchmarks.peers import citron, cost, dates, pattern, textacy
from benchmarks.peers.ours import Ours, open_ours, rows
from benchmarks.peers.turns import Taken, one_thread, take_turns
from benchmarks.quality.gold import SETS, Gold, Missing
from benchmarks.quality.scoring import flat, scorer

_SHOWN = ("linked.f1", "source.exact.f1", "cue.exact.f1", "content.exact.f1", "content.overlap.f1")
_DATES_SHOWN = ("found", "right day", "borne out")
_TURNS = 5
#: whence's words a second over another's -> the least that the project asks for.
_BARS = (
    ("whence", "spaCy with textacy", 0.5),
    ("whence --fast", "spaCy with textacy", 1.0),
    ("whence", "Citron", 1.3),
)
_PACKAGES = (
    "spacy", "textacy", "dateparser",
)  # fmt: skip

Text = dict[str, Any]


def measure() -> Part:
    """PolNeAR dev with every peer that is here, and the held-back dates; some ten minutes."""
    # The prices first: a file that is not there is better reported now than in ten minutes.
    part, paper = Part("peers"), cost.Paper.open()
    with tempfile.TemporaryDirectory() as name, one_thread():
        folder = Path(name)
        try:
            source, gold = _inputs("attribution", folder)
            texts = _rows(source)
        except Missing as missing:
            part.remarks.append(f"nothing was measured: {missing}")
            return part
        ours, readers = open_ours(folder), dict[str, Any]()
        if "whence --fast" not in ours:
            part.remarks.append("whence --fast is left out: its bundle is not in this tree")
        ways, searches = _ways(part, ours, readers, source, texts)
        taken = take_turns(ways, _TURNS)
        print_speed(part, taken, texts)
        _print_quotations(part, taken, texts, gold, folder)
        for peer, reader in readers.items():
            part.remarks.append(f"{peer} raised on {reader.raised} of {reader.asked} {reader.UNIT}")
        _print_dates(part, ours, searches, folder)
        _print_cost(part, taken, ours, paper)
    return part


def _inputs(name: str, folder: Path) -> tuple[Path, Path]:
    """Of a gold set, the texts as `whence read` takes them, and the gold; raises `Missing`."""
    gold = _set(name)
    texts, rows = folder / f"{name}.in.jsonl", folder / f"{name}.gold.jsonl"
    rows.write_text(gold.text(), encoding="utf-8")
    texts.write_text(scorer("inputs", gold.kind, rows), encoding="utf-8")
    return texts, rows


def _set(name: str) -> Gold:
    return next(one for one in SETS if one.name == name)


def _rows(file: Path) -> list[dict[str, Any]]:
    return rows(file.read_text(encoding="utf-8"))


@contextmanager
def _where_it_is(part: Part) -> Iterator[None]:
    """What is missing is a remark, and the rest is measured without it."""
    try:
        yield
    except Missing as missing:
        part.remarks.append(f"left out: {missing}")


def _ways(
    part: Part, ours: dict[str, Ours], readers: dict[str, Any], source: Path, texts: list[Text]
) -> tuple[dict[str, Callable[[], Any]], dict[str, dates.Search]]:
    """What takes turns, and of it what looks for dates.

    `readers` is filled with those that count what they failed on.
    """
    words = [text["text"] for text in texts]
    ways: dict[str, Callable[[], Any]] = {
        name: partial(one.read, source) for name, one in ours.items()
    }
    with _where_it_is(part):
        pipeline = textacy.open_pipeline()
        meta = pipeline.meta
        part.details["pipeline"] = {
            "name": f"{meta['lang']}_{meta['name']} {meta['version']}",
            "components": pipeline.pipe_names,
        }
        ways["spaCy"] = partial(textacy.annotate, pipeline, words)
        for name, peer in (("spaCy with textacy", textacy), ("Citron", citron)):
            with _where_it_is(part):
                readers[name] = reader = peer.open_reader(pipeline)
                ways[name] = partial(reader.attributions, words)
    ways["pattern"] = partial(_each, pattern.attributions, words)
    searches: dict[str, dates.Search] = {}
    bases = [dates.base_of(text["published"]) for text in texts]
    for strategy, name in dates.STRATEGIES.items():
        with _where_it_is(part):
            searches[name] = search = dates.open_search(strategy)
            ways[name] = partial(_each, search, words, bases)
    return ways, searches


def _each(find: Callable[..., Any], *columns: Sequence[Any]) -> list[Any]:
    return [*map(find, *columns)]


def print_speed(part: Part, taken: dict[str, Taken], texts: list[Text]) -> None:
    """Words a second of each way, and the ratios that have a bar where both were measured."""
    words = sum(len(text["text"].split()) for text in texts)
    for name, one in taken.items():
        part.add(f"{name} words a second", round(words / one.seconds), "words/s")
        if not one.alone:
            part.remarks.append(f"{name} used more than one core")
    for ours, peer, bar in _BARS:
        if ours in taken and peer in taken:
            ratio = taken[peer].seconds / taken[ours].seconds
            of_processor = taken[peer].processor / taken[ours].processor
            note = f"of processor time {of_processor:.3f}"
            part.add(f"{ours} / {peer}", ratio, bar=bar, higher=True, note=note)
    part.details["seconds"] = {n: [round(s, 4) for s in one.wall] for n, one in taken.items()}
    part.details["processor"] = {n: [round(s, 4) for s in one.cpu] for n, one in taken.items()}
    part.details |= {"reports": len(texts), "words": words, "packages": _versions()}
    part.remarks.append(
        f"speed: {len(texts)} reports of PolNeAR dev, {words:,} words, one thread each, medians of "
        f"{_TURNS} turns after one for warming up; models in memory. whence from a file's bytes to "
        "a file's bytes, the others from texts in memory to lists in memory"
    )


def _versions() -> dict[str, str]:
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _print_quotations(
    part: Part, taken: dict[str, Taken], texts: list[Text], gold: Path, folder: Path
) -> None:
    """Scores of all that find attributions, by the one scorer, side by side."""
    shown = {"spaCy with textacy": "textacy"}
    scored: dict[str, dict[str, Any]] = {}
    for name in ("whence", "whence --fast", "pattern", "spaCy with textacy", "Citron"):
        if name in taken:
            readings = folder / "readings.jsonl"
            readings.write_text(_readings(taken[name].gave, texts), encoding="utf-8")
            scores = json.loads(scorer("attribution", gold, readings))
            scored[shown.get(name, name)] = scores
    for score in _SHOWN:
        for name, scores in scored.items():
            part.add(f"{name} {score}", flat(scores)[score])
    part.details |= scored


def _readings(gave: Any, texts: list[Text]) -> str:
    """What a way gave as JSON Lines; whence's is so already."""
    if isinstance(gave, str):
        return gave
    rows = (
        {"report": {"source": text["id"], "text": text["text"]}, "attributions": found}
        for text, found in zip(texts, gave, strict=True)
    )
    return "\n".join(map(json.dumps, rows))


def _print_dates(
    part: Part, ours: dict[str, Ours], searches: dict[str, dates.Search], folder: Path
) -> None:
    """Whence's and dateparser's dates on the held-back dates, by one scoring."""
    with _where_it_is(part):
        source, timexes = _inputs("dates", folder)
        texts = {text["id"]: text for text in _rows(source)}
        gold = {row["doc_id"]: row["timexes"] for row in _rows(timexes)}
        found: dict[str, dict[str, list[dates.Dated]]] = {}
        for name, one in ours.items():
            read = one.documents(source)
            found[name] = {d["report"]["source"]: dates.of_document(d) for d in read}
        for name, search in searches.items():
            found[name] = {
                text: dates.located(
                    row["text"], search(row["text"], dates.base_of(row["published"]))
                )
                for text, row in texts.items()
            }
        scores = {
            name: dates.score((wanted, of_text.get(text, ())) for text, wanted in gold.items())
            for name, of_text in found.items()
        }
        for score in _DATES_SHOWN:
            for name, scored in scores.items():
                part.add(f"{name} dates: {score}", scored[score], "%")
        part.details["dates"] = scores
        asked = scores["whence"]
        part.remarks.append(
            f"dates: {_set('dates').says}; {asked['asked']:g} gold DATE and TIME, of which "
            f"{asked['with a day']:g} have a day. found: overlap; right day: of those with a day; "
            "borne out: of the dates given, those that overlap any expression of the gold's"
        )


def _print_cost(
    part: Part, taken: dict[str, Taken], ours: dict[str, Ours], paper: cost.Paper
) -> None:
    """The estimate for a language model, from what whence gave of the same texts."""
    documents = rows(taken["whence"].gave)
    report = cost.sizes(documents, ours["whence"].pieces)
    part.add("a report: words", round(report.words))
    part.add("a report: word pieces", round(report.pieces))
    part.add("a report: claims", round(report.claims, 1))
    tokens_in, tokens_out = cost.tokens_in(report, paper), cost.tokens_out(report, paper)
    part.add("a language model's tokens in, a report", round(tokens_in))
    part.add("a language model's tokens out, a report", round(tokens_out))
    a_claim = round(tokens_out / report.claims) if report.claims else 0
    part.add("a language model's tokens out, a claim", a_claim)
    for price in paper.prices:
        note = f"{price.input:g} in, {price.output:g} out a million tokens"
        dollars = round(cost.a_million(report, paper, price))
        part.add(f"a million reports, {price.name} model", dollars, "USD", note=note)
    for name in ours:
        hours = cost.core_hours(len(documents) / taken[name].seconds)
        note = f"{hours:,.0f} core hours"
        part.add(f"a million reports, {name}", round(hours * paper.core_hour), "USD", note=note)
    part.details["cost"] = {"report": to_builtins(report), "assumed": to_builtins(paper)}
    part.remarks.append(f"cost: {cost.assumptions(paper)}")
