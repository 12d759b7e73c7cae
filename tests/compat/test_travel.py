"""What goes from one process to another, or to a disk and back: docs, pipelines, the component."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import spacy
import spacy.language
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import whence
from tests.compat.conftest import TEXT, Finder, MadeUp, facts, venn
from whence import bootstrap
from whence.compat import component, serialize
from whence.errors import ParseError

Put = Callable[[Finder], MadeUp]


@pytest.fixture
def in_time() -> Iterator[None]:
    """Ends the test's processes when they wait for each other: a failure, not a suite that hangs."""

    def stop(number: int, frame: object) -> None:
        for child in multiprocessing.active_children():
            child.kill()
        raise TimeoutError("the processes do not end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(300)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


# Forking beside the threads of the parent's model is what is tested, and what Python warns of.
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("start", ["fork", pytest.param("spawn", marks=pytest.mark.nightly)])
@pytest.mark.usefixtures("in_time", "reads_anew")
def test_in_several_processes(
    texts: list[str], monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    """After the parent has read something: a fork gets its model, and must not use it."""
    monkeypatch.setattr(spacy.language, "mp", multiprocessing.get_context(start))
    monkeypatch.setenv("WHENCE_THREADS", "2")  # asked to, a process would take the parent's model
    nlp = spacy.blank("en")
    nlp.add_pipe("whence")
    # Another test may have left a made-up reader there.
    bootstrap.shared_reader.cache_clear()
    component._reader_in.cache_clear()
    some = [*texts[:2], "", TEXT]
    alone = list(nlp.pipe(some))
    assert all(facts(doc) for doc in alone if doc.text)
    together = list(nlp.pipe(some, n_process=2, batch_size=2))
    assert [facts(doc) for doc in together] == [facts(doc) for doc in alone]
    assert [doc._.whence for doc in together] == [doc._.whence for doc in alone]
    assert [doc._.claims[0].words for doc in together if doc.text] == [
        doc._.claims[0].words for doc in alone if doc.text
    ]


def test_what_travels_is_small(nlp: Language) -> None:
    packed = pickle.dumps(nlp.get_pipe("whence"))
    assert len(packed) < 2_000
    assert pickle.loads(packed).name == "whence"


@pytest.mark.parametrize("way", ["bytes", "bin", "pickle", "copy"])
def test_docs_travel(nlp: Language, made_up: Put, way: str) -> None:
    made_up(venn)
    doc = nlp(TEXT)
    vocab = spacy.blank("en").vocab
    if way == "bytes":
        there = Doc(vocab).from_bytes(doc.to_bytes())
    elif way == "bin":
        stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
        (there,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(vocab)
    elif way == "pickle":
        there = pickle.loads(pickle.dumps(doc))
    else:
        there = doc.copy()
    assert facts(there) == facts(doc)
    assert facts(there)[0][1] == "“We are leaving,” … “It is late.”"
    assert there._.whence == doc._.whence
    assert [(s.text, s.label_) for s in there.spans["whence"]] == [
        ("Ada Venn", "SOURCE"),
        ("said", "CUE"),
        ("“We are leaving,”", "CONTENT"),
        ("“It is late.”", "CONTENT"),
    ]
    assert there._.attributions[0].source[0].doc is there


def test_pipelines_travel(made_up: Put, tmp_path: Path) -> None:
    made_up(venn)
    nlp = spacy.blank("en")
    nlp.add_pipe("whence", config={"fast": True, "published": "2025-03-05"})
    nlp.to_disk(tmp_path / "pipeline")
    others = [
        spacy.load(tmp_path / "pipeline"),
        spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes()),
        pickle.loads(pickle.dumps(nlp)),
    ]
    for other in others:
        assert other.config["components"]["whence"]["fast"] is True
        doc = other(TEXT)
        assert doc._.whence.report.published.value == "2025-03-05"
        assert len(doc._.attributions) == 1


def test_a_part_of_a_doc_is_no_report(nlp: Language, made_up: Put) -> None:
    made_up(venn)
    doc = nlp(TEXT)
    part = doc[2:6].as_doc(copy_user_data=True)
    assert part._.whence is None
    assert part._.attributions == []
    assert not serialize.is_stored(part)


def test_what_another_version_stored(nlp: Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["._.", "whence", None, None] = b"what is this?"  # type: ignore[index]
    with pytest.raises(ParseError, match="another version"):
        doc._.attributions  # noqa: B018


def test_a_process_reads_with_a_model_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = whence.Settings()
    built: list[tuple[str, int | None]] = []
    monkeypatch.setattr(bootstrap, "shared_reader", lambda t: built.append(("shared", t.threads)))
    monkeypatch.setattr(bootstrap, "reader", lambda t: built.append(("own", t.threads)))
    component._reader_in.cache_clear()
    try:
        component._reader(settings)
        component._reader(settings)
        monkeypatch.setattr(component, "_HERE", -1)
        component._reader_in.cache_clear()
        monkeypatch.setattr(multiprocessing, "parent_process", object)
        component._reader(settings)
        component._reader(whence.Settings(threads=3))
    finally:
        component._reader_in.cache_clear()
    assert built == [("shared", None), ("own", 1), ("own", 3)]
