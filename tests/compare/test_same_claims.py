"""Claims that say the same in other words, and what keeps two apart."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from tests.compare.stores import filled
from whence import bootstrap
from whence.bootstrap import comparing
from whence.compare.frequencies import Frequencies
from whence.compare.same_claims import pairs, relation
from whence.compare.statements import FEWEST, Statement, statements
from whence.encoder.vectors import WordVectors
from whence.errors import BundleError
from whence.ports import Result, Vectors
from whence.records.finding import Finding


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return comparing.vectors()


@pytest.fixture
def by_text(examples: list[Result], frequencies: Frequencies) -> dict[str, Statement]:
    found = [s for result in examples for s in statements(result, frequencies)]
    return {s.text: s for s in found}


def like(one: Statement, text: str, **changes: object) -> Statement:
    return msgspec.structs.replace(one, text=text, report="another", **changes)


def test_a_claim_in_other_words_is_the_same(
    by_text: dict[str, Statement], vectors: Vectors
) -> None:
    silo = [s for text, s in by_text.items() if "grain silo" in text and "2016" in text]
    found = pairs(silo, vectors)
    assert found
    assert {p.relation for p in found} == {"same"}


def test_numbers_denial_and_time_distinguish_claims(by_text: dict[str, Statement]) -> None:
    one = next(s for text, s in by_text.items() if "112 people had been injured" in text)
    assert relation(one, like(one, one.text), 1.0)[0] == "same"
    more = like(one, "129 people had been injured", numbers=frozenset({"129"}))
    assert relation(one, more, 1.0)[0] == "update"
    assert relation(one, like(one, one.text, act="deny"), 1.0)[0] == "denial"
    assert relation(one, like(one, one.text, negative=not one.negative), 1.0)[0] is None
    assert relation(one, like(one, one.text, modality="future"), 1.0)[0] == "update"
    assert relation(one, like(one, one.text, modality="possible"), 1.0)[0] is None
    assert relation(one, like(one, one.text, modality="conditional"), 1.0)[0] is None
    assert relation(one, like(one, one.text, facts=frozenset()), -1.0)[0] is None


def test_a_quotation_is_known_by_its_words(by_text: dict[str, Statement]) -> None:
    quoted = [s for s in by_text.values() if len(s.quoted) > 3]
    assert quoted
    cut = like(quoted[0], "cut", words={}, quoted=frozenset(sorted(quoted[0].quoted)[:2]))
    assert relation(quoted[0], cut, 0.0)[0] == "same"


def test_what_says_too_little_is_no_statement(by_text: dict[str, Statement]) -> None:
    assert all(len(s.words) >= min(FEWEST, 4) or len(s.facts) > 2 for s in by_text.values())
    assert pairs([], comparing.vectors()) == []


def test_findings_of_the_port(examples: list[Result], tmp_path: Path) -> None:
    with filled(tmp_path / "l.db", [examples]) as ledger:
        (port,) = (d for d in comparing.summaries(ledger) if d.event.type == "explosion")
        found = list(comparing.same_claims(ledger, port))
    same = [f for f in found if f.kind == "same"]
    (silo,) = (f for f in same if "grain silo" in (f.versions[0].text or ""))
    assert silo.versions[0].reports == 6
    licence = next(f for f in same if "complied with all conditions" in (f.versions[0].text or ""))
    # Two of the four are reprints.
    assert licence.versions[0].reports == 4
    assert licence.versions[0].copies == 2
    assert licence.versions[0].independent_sources.reasons[:2] == ("4 reports", "2 texts")
    assert all(_texts(f) > 1 for f in same)
    assert all(f.evidence for f in found)


def _texts(finding: Finding) -> int:
    return finding.versions[0].reports - finding.versions[0].copies


def test_vectors(vectors: Vectors, tmp_path: Path) -> None:
    one, other, far, empty = vectors.encode(
        [
            "The boat sank in the harbour",
            "The ship went down in the port",
            "Shares fell by a third on Friday",
            "",
        ]
    )
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert one @ other > one @ far
    assert not empty.any()
    tokenizer = bootstrap.data("bundle") / "tokenizer.json"
    with pytest.raises(BundleError, match="cannot be read"):
        WordVectors.open(tmp_path, tokenizer)
    (tmp_path / "vectors.npz").write_bytes(b"nothing")
    with pytest.raises(BundleError, match="cannot be read"):
        WordVectors.open(tmp_path, tokenizer)
    np.savez(tmp_path / "vectors.npz", rows=np.zeros((3, 2), np.int8), scale=np.ones((3, 1)))
    with pytest.raises(BundleError, match="another tokenizer"):
        WordVectors.open(tmp_path, tokenizer)
