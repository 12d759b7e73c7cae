"""Every export of a whole ledger, held to its format by that format's own tool or schema.

The newsroom's examples, reports of emoji and of right-to-left words, and, in the nightly part, five
hundred reports of incidents from beside the checkout.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import conllu
import duckdb
import geojson
import jsonschema
import pytest
import rdflib
from lxml import html
from pyarrow import parquet
from pyld import jsonld

from tests.compare.stores import filled
from whence import bootstrap
from whence.bootstrap import exports
from whence.extract.neural import NeuralReader
from whence.ledger import SqlLedger
from whence.records import Report
from whence.review.annotated import Annotated, annotated

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
Read = Callable[[list[Report]], Path]

#: Emoji of one and of several code points, Arabic and Hebrew with marks of direction, a combining
#: accent, a line separator, characters beyond U+FFFF, a tab.
STRANGE = (
    """🚨 Blast at Port Sulla kills 12 👩\u200d🚒, ministry says

“We heard two explosions 💥💥,” Mayor Ada Venn 🇸🇾 said on Monday. “Then 𝔱𝔥𝔢 lights went out.”
Spokesman أحمد الصالح\u200f said “قُتل ١٢ شخصاً في المرفأ” and warned of more, officials told
reporters in \u2067חיפה\u2069 on Tuesday.
Cafe\u0301 owner Zoe\u0308 Lund\tsaid that at least 30 people\u2028were hurt 😢.
""",
    """שר הפנים Dorvan Pell said on Friday that 18 people had been killed in the port.

Police 👮 said they had questioned five employees, and the ministry denied\u202e that 23 died.
""",
)


@pytest.fixture(scope="module")
def read(neural: NeuralReader, tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Reads and compares reports into a ledger; gives its place."""

    def into(reports: list[Report]) -> Path:
        resolver = bootstrap.resolver()
        readings = neural.read(reports)
        results = [(r, g, resolver.resolve(r, g)) for r, g in zip(reports, readings, strict=True)]
        place = tmp_path_factory.mktemp("ledger") / "whence.db"
        filled(place, [results]).close()
        return place

    return into


@pytest.fixture(scope="module")
def strange(read: Read) -> Path:
    reports = []
    for number, text in enumerate(STRANGE):
        given = bootstrap.given(
            published=f"2025-03-0{number + 3}",
            publisher="הארץ 📰",
            url=f"https://x.example/{number}",
        )
        taken = bootstrap.report_of_text(text, bootstrap.settings(), given)
        assert isinstance(taken, Report), taken
        reports.append(taken)
    return read(reports)


@pytest.fixture(scope="module")
def incidents(read: Read, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = Path(__file__).parents[3] / "shared" / "data" / "incidents" / "reports.jsonl"
    if not file.is_file():
        pytest.skip("needs ../shared, which is not part of the repository")
    part = tmp_path_factory.mktemp("incidents") / "reports.jsonl"
    with file.open(encoding="utf-8") as lines:
        part.write_text("".join(next(lines) for _ in range(520)), encoding="utf-8")
    taken = bootstrap.reports([str(part)], bootstrap.settings())
    # Some are there twice, and taken once.
    return read([one for one in taken if isinstance(one, Report)][:500])


class Exports:
    """What a ledger holds, and its exports as files."""

    def __init__(self, place: Path, folder: Path) -> None:
        self._store = SqlLedger(str(place))
        self._folder = folder
        self.held = exports.Holdings(self._store)
        self.results = list(self.held.results())
        self.texts = {report.id: report.text for report, _, _ in self.results}

    def made(self, form: str) -> Path:
        """The file or folder of a format."""
        out = self._folder / form
        counts = exports.export(self.held, form, out)
        assert counts.get("reports", len(self.results)) == len(self.results)
        return out

    def close(self) -> None:
        """Closes the ledger."""
        self._store.close()


@pytest.fixture(
    scope="module",
    params=["newsroom", "strange", pytest.param("incidents", marks=pytest.mark.nightly)],
)
def ledger(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Exports]:
    place = request.getfixturevalue(request.param)
    found = Exports(place, tmp_path_factory.mktemp("exports"))
    assert len(found.results) == {"newsroom": 22, "strange": 2}.get(request.param, 500)
    yield found
    found.close()


def test_json_fits_its_schema_and_slices(ledger: Exports, root: Path) -> None:
    schema = json.loads((root / "docs" / "schema" / "document-1.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    array = json.loads(ledger.made("json").read_text("utf-8"))
    lines = ledger.made("jsonl").read_text("utf-8").split("\n")[:-1]
    assert [json.loads(line) for line in lines] == array
    for found in array:
        validator.validate(found)
        text = ledger.texts[found["report"]["id"]]
        assert found["report"]["text"] == text
        ends = [s["end"] for a in found["attributions"] for s in a["content"]]
        assert all(0 < end <= len(text) for end in ends)


def test_annotations_quote_the_text(ledger: Exports) -> None:
    whole = json.loads(ledger.made("annotation").read_text("utf-8"))
    items = whole["first"]["items"]
    assert len({item["id"] for item in items}) == len(items) == whole["total"]
    texts = {report.url: report.text for report, _, _ in ledger.results if report.url}
    texts |= {f"urn:whence:report:{name}": text for name, text in ledger.texts.items()}
    checked = 0
    for item in items:
        for target in item["target"]:
            for quote, position in [target["selector"]] if "selector" in target else []:
                text = texts[target["source"]]
                start, end = position["start"], position["end"]
                assert quote["exact"] == text[start:end] != ""
                assert quote["prefix"] == text[max(0, start - 32) : start]
                assert quote["suffix"] == text[end : end + 32]
                checked += 1
    assert checked > 20 * len(ledger.results)


def _load(url: str, _: object) -> dict[str, Any]:
    document = {"@context": {"@vocab": "http://schema.org/"}}
    return {"contextUrl": None, "documentUrl": url, "document": document}


def test_linked_data_expands(ledger: Exports) -> None:
    graph = json.loads(ledger.made("jsonld").read_text("utf-8"))
    expanded = jsonld.expand(graph, {"documentLoader": _load})
    assert len(expanded) == len(graph["@graph"])
    articles = [node for node in graph["@graph"] if node["@type"] == "NewsArticle"]
    assert [one["articleBody"] for one in articles] == list(ledger.texts.values())
    for one in articles:
        for quotation in one.get("hasPart", []):
            assert all(part in one["articleBody"] for part in quotation["text"].split(" … "))
        for claim in one.get("interpretedAsClaim", []):
            assert claim["text"] in one["articleBody"]


def test_provenance_is_rdf(ledger: Exports) -> None:
    text = ledger.made("prov").read_text("utf-8")
    assert len(jsonld.expand(json.loads(text))) >= len(ledger.results)
    if len(ledger.results) < 100:  # rdflib takes minutes for what pyld reads in seconds
        assert len(rdflib.Graph().parse(data=text, format="json-ld")) > 50 * len(ledger.results)
    values = [node for node in json.loads(text)["@graph"] if "prov:atLocation" in node]
    for node in values:
        froms = node.get("prov:wasQuotedFrom") or node["prov:wasDerivedFrom"]
        report = (froms[0] if isinstance(froms, list) else froms)["@id"].rpartition(":")[2]
        places = node["prov:atLocation"]
        words = [ledger.texts[report][one["oa:start"] : one["oa:end"]] for one in places]
        assert node["prov:value"] == " … ".join(words)


def test_columns_are_read_as_conll(ledger: Exports) -> None:
    text = ledger.made("conll").read_text("utf-8")
    sentences = conllu.parse(text)
    assert len(sentences) >= len(ledger.results)
    texts = iter(ledger.texts.values())
    now, checked = "", 0
    for sentence in sentences:
        if "newdoc id" in sentence.metadata:
            now = next(texts)
        for token in sentence:
            words = now[int(token["whence:start"]) : int(token["whence:end"])]
            assert _ESCAPE.sub(lambda m: chr(int(m[1], 16)), token["form"]) == words
            checked += 1
    assert checked > 20 * len(ledger.results)


def test_standoff_and_citron_come_back_to_the_letter(ledger: Exports) -> None:
    for form, suffix in (("brat", "*.ann"), ("citron-folder", "*.json")):
        folder = ledger.made(form)
        assert len(list(folder.glob(suffix))) == len(ledger.results)
        back = list(annotated(folder))
        assert all(isinstance(one, Annotated) for one in back), back
        texts = [one.text for one in back if isinstance(one, Annotated)]
        assert sorted(texts) == sorted(ledger.texts.values())
    for line in ledger.made("citron").read_text("utf-8").split("\n")[:-1]:
        found = json.loads(line)
        for quote in found["quotes"]:
            for one in [quote["cue"], *quote["sources"], *quote["contents"]]:
                assert found["text"][one["start"] : one["end"]] == one["text"]


def _asked(query: str) -> list[tuple[Any, ...]]:
    found = duckdb.sql(query)
    assert found is not None
    return found.fetchall()


def test_tables_slice_in_every_reader(ledger: Exports) -> None:
    made = ledger.made("parquet")
    for table in ("claims", "figures", "mentions", "times"):
        wrong = _asked(
            f"""select count(*) filter (where substring(r.text, t.start + 1, t."end" - t.start)
                    <> t.text) from '{made}/{table}.parquet' t
                join '{made}/reports.parquet' r using (report)"""
        )
        assert wrong == [(0,)]
        lines = (ledger.made("tables") / f"{table}.jsonl").read_text("utf-8").split("\n")[:-1]
        assert (
            list(map(json.loads, lines))
            == parquet.read_table(made / f"{table}.parquet").to_pylist()
        )
    database = sqlite3.connect(ledger.made("sqlite"))
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("pragma foreign_key_check").fetchall() == []
    wrong = database.execute(
        """select count(*) from claims c join reports r using (report)
           where substr(r.text, c.start + 1, c."end" - c.start) <> c.text"""
    ).fetchall()
    assert wrong == [(0,)]
    database.close()
    folder = ledger.made("csv")
    rows = _asked(f"from read_csv('{folder}/reports.csv', all_varchar=true)")
    assert sorted(row[13] for row in rows) == sorted(ledger.texts.values())


def test_events_are_geojson(ledger: Exports) -> None:
    found = geojson.loads(ledger.made("geojson").read_text("utf-8"))
    assert found.is_valid, found.errors()
    assert found["features"]


def test_pages_parse_and_hold_the_words(ledger: Exports) -> None:
    text = ledger.made("html").read_text("utf-8")
    page = html.parse(io.BytesIO(text.encode()), html.HTMLParser(encoding="utf-8"))
    assert not page.xpath("//script")
    for note in page.xpath("//*[contains(@class, 'note')]"):
        note.drop_tree()  # notes are in the text, beside which they are shown
    words = re.sub(r"\s+", "", "".join(page.xpath("//body//text()")))
    for report in ledger.texts.values():
        for line in filter(None, map(str.strip, report.splitlines())):
            assert re.sub(r"\s+", "", line)[:40] in words
    assert "said" in ledger.made("text").read_text("utf-8")
