"""In no format does a denial, a question, an attitude or what is not confirmed read as words said."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.unsaid import TEXT, unsaid
from whence.export.brat import lines as brat_lines
from whence.export.citron import citron
from whence.export.conll import lines as conll_lines
from whence.export.jsonld import article
from whence.export.prov import _Readings
from whence.export.tables.rows import COLUMNS, OF_REPORTS, rows_of
from whence.export.tables.sqlite import SqliteTables
from whence.export.web_annotation import AnnotationExporter

READ = unsaid()
DENIED = "that anything was being concealed"
UNCONFIRMED = "that its drone hit the school"


def rows(table: str) -> list[dict[str, Any]]:
    return [row for name, row in rows_of(READ) if name == table]


def claim(words: str) -> dict[str, Any]:
    (found,) = [row for row in rows("claims") if row["text"] == words]
    return found


def by_cue(cue: str) -> dict[str, Any]:
    return next(row for row in rows("attributions") if row["cue"] == cue)


class TestTables:
    def test_claims_have_who_how_and_through_whom(self) -> None:
        denial = claim(DENIED)
        assert (denial["speaker"], denial["act"], denial["cue"]) == (
            "Dorvan Pell",
            "deny",
            "denied",
        )
        assert denial["asserted"] is True
        assert denial["via"] == ["the Herald"]
        assert denial["said"] == "Dorvan Pell denied (via the Herald)"
        unconfirmed = claim(UNCONFIRMED)
        assert unconfirmed["asserted"] is False
        assert unconfirmed["said"] == "Norvia has not confirmed"
        joint = claim("the bridge in Brindle was unsafe in early May")
        assert joint["speakers"] == ["Pia Roth", "Jon Keller"]
        own = claim("The school stands in Brindle")
        assert (own["cue"], own["said"], own["asserted"], own["via"]) == (None, None, True, [])

    def test_a_nested_claim_names_who_passes_it_on(self) -> None:
        fire = claim("of a fire")
        assert (fire["speaker"], fire["via"]) == ("Jon Keller", ["Ada Venn"])
        assert fire["said"] == "Ada Venn said: Jon Keller had warned"

    def test_attributions(self) -> None:
        assert by_cue("supports")["stance"] == "attitude"
        assert by_cue("has not confirmed")["asserted"] is False
        assert by_cue("denied")["via"] == ["the Herald"]
        joint = next(row for row in rows("attributions") if len(row["speakers"]) == 2)
        assert joint["speaker"] == joint["speakers"][0]
        entities = {row["entity"]: row["name"] for row in rows("entities")}
        assert [entities[key] for key in joint["speaker_entities"]] == joint["speakers"]

    def test_mentions_and_times(self) -> None:
        assert {row["text"] for row in rows("mentions") if row["metonym"]} == {"Norvia", "Moscow"}
        assert [row["mod"] for row in rows("times")] == ["START", None]
        assert (rows("times")[1]["begin"], rows("times")[1]["until"]) == (
            "2025-03-03",
            "2025-03-05",
        )

    def test_every_row_has_the_columns_of_its_table(self) -> None:
        for table in OF_REPORTS:
            for row in rows(table):
                assert list(COLUMNS[table]) == [name for name in COLUMNS[table] if name in row]

    def test_sqlite(self, tmp_path: Path) -> None:
        place = tmp_path / "made.db"
        SqliteTables().write_to(rows_of(READ), place, OF_REPORTS)
        found = sqlite3.connect(place)
        denial = found.execute(
            "select act, cue, asserted, via from claims where text = ?", [DENIED]
        )
        assert denial.fetchone() == ("deny", "denied", 1, '["the Herald"]')
        quoted = [row[0] for row in found.execute("select cue from quotations")]
        assert "denied" in quoted
        assert not {"supports", "has not confirmed"} & set(quoted)
        speakers = dict(found.execute("select speaker, quotations from speakers"))
        assert "Norvia" not in speakers
        assert speakers["Pia Roth"] == 1
        found.close()

    def test_parquet(self) -> None:
        pytest.importorskip("pyarrow")
        from whence.export.tables.arrow import arrow, schema
        from whence.export.tables.rows import plain

        for table in OF_REPORTS:
            found = arrow().Table.from_pylist(
                [plain(row) for row in rows(table)], schema=schema(COLUMNS[table])
            )
            assert found.num_rows == len(rows(table))


class TestLinked:
    def test_json_ld_denies_what_is_denied(self) -> None:
        made = article(*READ)
        texts = {one["text"]: one for one in made["interpretedAsClaim"]}
        denial = texts[DENIED]
        assert "deny" in denial["keywords"]
        assert denial["creditText"] == "Dorvan Pell denied (via the Herald)"
        assert "author" not in denial
        assert not [text for text in texts if UNCONFIRMED in text]
        joint = texts["the bridge in Brindle was unsafe in early May"]
        assert [one["name"] for one in joint["author"]] == ["Pia Roth", "Jon Keller"]

    def test_annotations(self) -> None:
        out = io.StringIO()
        AnnotationExporter().write([READ], out)
        items = json.loads(out.getvalue())["first"]["items"]
        values = [
            [body.get("value") for body in item["body"]]
            for item in items
            if any(UNCONFIRMED in str(target) for target in item["target"])
        ]
        assert any("asserted: no" in one for one in values)
        (denial,) = [
            [body.get("value") for body in item["body"]]
            for item in items
            if item["id"].startswith("urn:whence:claim")
            and item["target"][0]["selector"][0]["exact"] == DENIED
        ]
        assert {"act: deny", "cue: denied", "speaker: Dorvan Pell", "via: the Herald"} <= set(
            denial
        )
        assert "asserted: yes" in denial
        metonyms = [t for i in items for t in i["target"] if t.get("styleClass") == "metonym"]
        assert {t["selector"][0]["exact"] for t in metonyms} == {"Norvia", "Moscow"}

    def test_provenance_attributes_nothing_to_someone_who_did_not_say_it(self) -> None:
        nodes = list(_Readings(READ, "urn:run").all())
        spoken = [node for node in nodes if node["@id"].startswith("urn:whence:attribution")]
        of = {node["rdfs:comment"]: node for node in spoken}
        unsaid_ = of["Norvia has not confirmed"]
        assert not unsaid_.get("prov:wasAttributedTo")
        assert unsaid_["prov:wasInfluencedBy"]
        joint = of["Pia Roth and Jon Keller said"]
        assert "Dorvan Pell denied (via the Herald)" in of
        assert len(joint["prov:wasAttributedTo"]) == 2
        claims = [node for node in nodes if node["@id"].startswith("urn:whence:claim")]
        assert "Dorvan Pell denied (via the Herald)" in {one["rdfs:comment"] for one in claims}


class TestStandoff:
    def test_brat(self) -> None:
        found = list(brat_lines(*READ))
        marks = {line.split("\t")[0]: line for line in found if line.startswith("T")}
        values = [line.split("\t")[1].split() for line in found if line.startswith("A")]
        unsaid_ = [
            marks[mark] for kind, mark, value in values if (kind, value) == ("Asserted", "no")
        ]
        assert [one.split("\t")[2] for one in unsaid_] == ["has not confirmed"]
        held = [
            marks[mark] for kind, mark, value in values if (kind, value) == ("Stance", "attitude")
        ]
        assert [one.split("\t")[2] for one in held] == ["supports"]
        (via,) = [line for line in found if "\tVia " in line]
        one, other = (part.split(":")[1] for part in via.split("\t")[1].split()[1:])
        assert marks[one].endswith("\tdenied")
        assert marks[other].endswith("\tthe Herald")

    def test_conll(self) -> None:
        heads = [line for line in conll_lines(*READ) if line.startswith("# A")]
        assert any(h.endswith("indirect deny by Dorvan Pell via the Herald") for h in heads)
        assert any(h.endswith("indirect state unasserted by Norvia") for h in heads)
        assert any(h.endswith("indirect state by Pia Roth; Jon Keller") for h in heads)
        assert any(h.endswith("indirect state attitude by Pia Roth") for h in heads)

    def test_citron_has_quotes_of_what_is_said_alone(self) -> None:
        cues = [one["cue"]["text"] for one in citron(*READ)["quotes"]]
        assert "denied" in cues
        assert not {"has not confirmed", "supports"} & set(cues)
        assert len(cues) == len(READ[1].attributions) - 2


def test_all_words_of_the_report_are_there() -> None:
    assert DENIED in TEXT
    assert UNCONFIRMED in TEXT
