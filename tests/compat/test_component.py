"""The component in pipelines: what it adds to docs, in one process and several."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy
import spacy.language
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

from tests.compat.conftest import TEXT, Finder, MadeUp, facts, said, venn
from whence import bootstrap, compat
from whence.errors import SettingsError
from whence.extract.neural import NeuralReader

Put = Callable[[Finder], MadeUp]

FRENCH = (
    "Le ministre de l'intérieur a déclaré lundi que les pompiers avaient maîtrisé l'incendie du "
    "port, et que les habitants pourraient bientôt rentrer chez eux."
)


def run(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


# ---- with the model ------------------------------------------------------------------------------


def test_it_finds_what_whence_finds(nlp: Language, real: NeuralReader, texts: list[str]) -> None:
    resolver = bootstrap.shared_resolver()
    docs = list(nlp.pipe(texts))
    assert [doc.text for doc in docs] == texts
    for doc in docs:
        report, reading, resolution = doc._.whence
        assert reading == real.read([report])[0]
        assert resolution == resolver.resolve(report, reading)
        assert report.text == doc.text
        found = doc._.attributions
        assert found
        assert [one.words for one in found] == [q.content for q in doc._.whence.quotations]
        assert [one.speaker for one in found] == [q.speaker for q in doc._.whence.quotations]
        for one in found:
            assert " … ".join(doc.text[a:b] for a, b in one.content_chars) == one.words
            for span, (start, end) in zip(one.content, one.content_chars, strict=True):
                assert span.start_char <= start
                assert end <= span.end_char
                assert doc.text[start:end] in span.text
            if one.speaker_span is not None:
                assert one.speaker_span.text in doc.text
        claims = doc._.claims
        assert [one.words for one in claims] == [c.words for c in doc._.whence.claims]
        assert [one.speaker for one in claims] == [c.speaker for c in doc._.whence.claims]
        assert any(one.figures or one.hedges for one in claims)
        assert len(doc.spans["whence_claims"]) == len(claims)
        assert {span.label_ for span in doc.spans["whence"]} == {"SOURCE", "CUE", "CONTENT"}
        assert len(doc.spans["whence_figures"]) == len(resolution.figures)
    assert any(one.parent is not None for doc in docs for one in doc._.attributions)


def test_a_figure_a_time_and_a_place(nlp: Language, real: NeuralReader) -> None:
    doc = nlp.make_doc("The blast in Paris killed about 12 people on Monday, the ministry said.")
    doc._.report = {"published": "2025-03-05"}
    nlp(doc)
    (claim,) = [one for one in doc._.claims if one.figures]
    (figure,) = claim.figures
    assert (figure.role, figure.value, figure.main) == ("killed", 12, True)
    assert (figure.of.text, claim.standing) == ("people", "attributed")
    assert (claim.speaker, claim.told_of) == ("the ministry", "2025-03-03")
    assert [(h.span.text, h.kind) for h in claim.hedges] == [("about", "approximation")]

    def group(key: str) -> list[tuple[str, ...]]:
        return [(s.text, s.label_, s.kb_id_, s.id_) for s in doc.spans[key]]

    assert group("whence_times") == [("Monday", "DATE", "2025-03-03", "T1")]
    assert [one[:3] for one in group("whence_places")] == [("Paris", "PLACE", "FR-IDF")]
    assert [one[1] for one in group("whence_figures")] == ["KILLED"]
    assert [one[1] for one in group("whence_claims")] == ["ATTRIBUTED"]
    assert ("said", "CUE", "", "A1") in group("whence")


# ---- without it ----------------------------------------------------------------------------------


def test_spacy_finds_it_and_opens_no_model() -> None:
    """spaCy loads it for every pipeline, whence in it or not, so it has to be light."""
    code = (
        "import sys, spacy\n"
        "nlp = spacy.blank('en')\n"
        "nlp.add_pipe('whence')\n"
        "doc = nlp(' ')\n"
        "print(*nlp.pipe_names, doc._.attributions, 'onnxruntime' in sys.modules)"
    )
    assert run(code) == ["whence", "[]", "False"]


def test_without_spacy_it_says_what_brings_it() -> None:
    code = (
        "import sys; sys.modules['spacy'] = None\n"
        "try: import whence.compat\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    said_so = " ".join(run(code))
    assert said_so.startswith("MissingExtra ")
    assert "pip install 'whence[spacy]'" in said_so


def test_batches(nlp: Language, made_up: Put) -> None:
    reader = made_up(venn)
    docs = list(nlp.pipe([TEXT] * 40 + [""], batch_size=10))
    assert reader.batches == [10, 10, 10, 10]
    assert [len(doc._.attributions) for doc in docs] == [1] * 40 + [0]
    assert all(facts(doc) == facts(docs[0]) for doc in docs[:40])
    doc = nlp(TEXT)
    assert facts(doc) == facts(docs[0])
    assert docs[0].text == TEXT


def test_docs_come_as_they_are_read(nlp: Language, made_up: Put) -> None:
    made_up(venn)
    taken = []

    def stream() -> Any:
        for number in range(100):
            taken.append(number)
            yield TEXT

    next(iter(nlp.pipe(stream(), batch_size=4)))
    assert len(taken) <= 8


def test_what_it_assigns(nlp: Language) -> None:
    told_of = nlp.analyze_pipes()
    assert told_of
    assert set(told_of["summary"]["whence"]["assigns"]) == {
        "doc._.whence",
        "doc._.whence_rejected",
        "doc._.attributions",
        "doc._.claims",
        "doc.spans",
    }
    assert not told_of["problems"]["whence"]


@pytest.mark.parametrize(
    ("config", "kind", "message"),
    [
        ({"fast": "yes"}, ValueError, "whence -> fast"),
        ({"quick": True}, ValueError, "whence -> quick"),
        ({"published": "soon"}, ValueError, "not a date"),
        ({"settings": "/nowhere.toml"}, SettingsError, "/nowhere.toml"),
    ],
)
def test_wrong_config(config: dict[str, Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        spacy.blank("en").add_pipe("whence", config=config)


def test_settings(made_up: Put, tmp_path: Path) -> None:
    made_up(venn)
    file = tmp_path / "whence.toml"
    file.write_text("max_chars = 20\n", encoding="utf-8")
    nlp = spacy.blank("en")
    nlp.add_pipe("whence", config={"settings": str(file)})
    with pytest.warns(UserWarning, match="the limit is 20"):
        doc = nlp(TEXT)
    assert doc._.whence_rejected.code == "too_large"
    assert doc._.attributions == []


def test_what_is_not_read_is_left_and_the_stream_goes_on(nlp: Language, made_up: Put) -> None:
    made_up(venn)
    with pytest.warns(UserWarning, match="whence cannot read this doc") as warned:
        docs = list(nlp.pipe([TEXT, FRENCH, "a\x00b", "", " \n\n ", "FAIL", TEXT]))
    assert [len(doc._.attributions) for doc in docs] == [1, 0, 0, 0, 0, 0, 1]
    # One a doc, and none for docs that hold nothing.
    assert [str(one.message).rpartition("[")[2] for one in warned] == [
        "language]",
        "binary]",
        "reader]",
    ]
    assert "French" in str(warned[0].message)
    codes = [one and one.code for one in (doc._.whence_rejected for doc in docs)]
    assert codes == [None, "language", "binary", "empty", "empty", "reader", None]
    assert [doc._.whence is None for doc in docs] == [bool(code) for code in codes]
    assert docs[1]._.claims == []
    assert all(len(docs[1].spans[key]) == 0 for key in docs[0].spans)


def test_read_again_it_is_another(nlp: Language, made_up: Put) -> None:
    made_up(venn)
    doc = nlp(TEXT)
    made_up(lambda report: [])
    nlp(doc)
    assert doc._.attributions == []
    assert len(doc.spans["whence"]) == 0


# ---- reports' metadata --------------------------------------------------------------------------


def test_metadata_is_passed_with_the_text(nlp: Language, made_up: Put) -> None:
    made_up(venn)
    row = {"published": "2025-03-05", "publisher": "Courier", "title": None, "row": 7}
    stream = compat.told(nlp, [(TEXT, row), (TEXT, {})])
    (first, context), (second, _) = nlp.pipe(stream, as_tuples=True)
    assert context is row
    assert first._.whence.report.publisher == "Courier"
    assert first._.whence.report.published.value == "2025-03-05"
    assert second._.whence.report.published is None
    # It stays where the doc goes.
    there = Doc(nlp.vocab).from_bytes(first.to_bytes())
    assert there._.report == {"published": "2025-03-05", "publisher": "Courier"}


def test_a_docs_own_date_wins_over_the_config(made_up: Put) -> None:
    made_up(venn)
    nlp = spacy.blank("en")
    nlp.add_pipe("whence", config={"published": "2024-01-01"})
    doc = nlp.make_doc(TEXT)
    doc._.report = {"published": "2025-03-05"}
    assert nlp(doc)._.whence.report.published.value == "2025-03-05"
    assert nlp(TEXT)._.whence.report.published.value == "2024-01-01"


@pytest.mark.parametrize(
    ("report", "message"),
    [
        ({"date": "2025-03-05"}, "has no 'date'"),
        ({"published": "soon"}, "not a date"),
        ({"title": 5}, "title of a report is a string"),
        ("2025-03-05", "is a dict"),
    ],
)
def test_what_cannot_be_determined(nlp: Language, made_up: Put, report: Any, message: str) -> None:
    made_up(venn)

    def docs() -> list[Doc]:
        found = [nlp.make_doc(TEXT) for _ in range(3)]
        found[1]._.report = report
        return found

    with pytest.raises(ValueError, match=message):
        nlp(docs()[1])
    with pytest.raises(ValueError, match=message):
        list(nlp.pipe(docs()))
    failed: list[str] = []

    def note(name: str, proc: object, docs: list[Doc], error: Exception) -> None:
        failed.append(str(error))

    nlp.set_error_handler(note)  # type: ignore[arg-type]
    assert len(list(nlp.pipe(docs()))) == 2
    assert len(failed) == 1


# ---- names, pages --------------------------------------------------------------------------------


def test_a_taken_name_stays_with_its_owner(monkeypatch: pytest.MonkeyPatch, made_up: Put) -> None:
    made_up(venn)
    nlp = spacy.blank("en")
    nlp.add_pipe("whence")
    ours = Doc.get_extension("claims")
    try:
        Doc.set_extension("claims", default="theirs", force=True)
        with pytest.warns(UserWarning, match=r"doc\._\.claims is another package's"):
            nlp.add_pipe("whence", name="again")
        assert nlp(TEXT)._.claims == "theirs"
        assert compat.attributions(nlp(TEXT))
    finally:
        Doc.set_extension("claims", getter=ours[2], force=True)


def test_displacy_shows_it(nlp: Language, made_up: Put) -> None:
    made_up(lambda report: [said(report, "<i>Ada</i>", "said", "“We are leaving,”")])
    doc = nlp("“We are leaving,” <i>Ada</i> said.")
    page = displacy.render(doc, style="span", options={"spans_key": "whence"}, jupyter=False)
    assert "CONTENT" in page
    for label in ("SOURCE", "CUE", "CONTENT"):
        assert compat.COLOURS[label] in page
    assert "<i>" not in page
    options = compat.displacy_options("whence_claims")
    assert compat.COLOURS["ATTRIBUTED"] in displacy.render(
        doc, style="span", options=options, jupyter=False
    )
    with pytest.raises(ValueError, match="no group 'sc'"):
        compat.displacy_options("sc")
