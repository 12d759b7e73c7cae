"""Offsets: words to the letter, and the tokens that they touch, whatever text and tokenizer."""

from __future__ import annotations

from collections.abc import Callable

import hypothesis
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tests.chance import tried
from tests.compat.conftest import Finder, MadeUp, said
from tests.readings import TEXTS, documents, resolved
from whence.compat import attributions, claims, serialize, span_groups
from whence.compat.component import register
from whence.records import Reading, Report

Put = Callable[[Finder], MadeUp]

SAID = "“We are leaving 🚢,” Ada Venn said."
ODD = {
    "plain": SAID,
    "emoji before": f"👩‍🚒🇺🇦 {SAID}",
    "right to left": f"\u200fقالت المديرة. {SAID} It was told in the port that the men are in the hall. אמרה",
    "blank lines": f"\n\n \t\n{SAID}\n\n",
    "no spaces": f"x{SAID.replace(' said', 'said')}x",
    "line ends": f"Port reopens\r\n\r\n{SAID}\r\n",
    "byte order mark": f"\ufeff{SAID}",
    "combining": f"e\u0301e\u0301 {SAID}",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_words_to_the_letter(nlp: Language, made_up: Put, text: str) -> None:
    made_up(lambda report: [said(report, "Ada Venn", "said", "“We are leaving 🚢,”")])
    doc = nlp(text)
    assert doc.text == text
    (one,) = doc._.attributions
    for chars, spans, words in (
        (one.source_chars, one.source, "Ada Venn"),
        (one.cue_chars, one.cue, "said"),
        (one.content_chars, one.content, "“We are leaving 🚢,”"),
    ):
        assert [doc.text[start:end] for start, end in chars] == [words]
        assert words in spans[0].text
    assert one.words == "“We are leaving 🚢,”"


@pytest.mark.parametrize("cut", ["letters", "nothing", "spaces"])
def test_odd_tokenizers(made_up: Put, cut: str) -> None:
    made_up(lambda report: [said(report, "Ada Venn", "said", "“We are leaving 🚢,”")])

    def tokenize(text: str) -> Doc:
        words = {"letters": list(text), "nothing": [text], "spaces": text.split(" ")}[cut]
        spaces = [cut == "spaces"] * (len(words) - 1) + [False]
        return Doc(nlp.vocab, words=words, spaces=spaces)

    nlp = spacy.blank("en")
    nlp.tokenizer = tokenize
    nlp.add_pipe("whence")
    doc = nlp(SAID)
    assert doc.text == SAID
    (one,) = doc._.attributions
    (start, end), (cue,) = one.cue_chars[0], one.cue
    assert doc.text[start:end] == "said"
    whole = {"letters": "said", "nothing": SAID, "spaces": "said."}
    assert cue.text == whole[cut]


BLANK = spacy.blank("en")
WORDS = TEXTS.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text))


@hypothesis.given(found=documents(WORDS))
@hypothesis.settings(max_examples=tried(60))
def test_any_spans_over_any_text(found: tuple[Report, Reading]) -> None:
    register()
    text = found[0].text
    doc = BLANK.make_doc(text)
    hypothesis.assume(doc.text == text and not text.startswith("\ufeff"))
    serialize.store(doc, resolved(found))
    span_groups.show(doc)
    views = attributions(doc)
    assert len(views) == len(found[1].attributions)
    for index, one in enumerate(views):
        assert one.parent is None or one.parent < index
        for span, (start, end) in zip(one.content, one.content_chars, strict=True):
            covered = doc.text[start:end].strip()
            assert covered in span.text
    assert len(claims(doc)) == len(doc.spans["whence_claims"])
    there = Doc(BLANK.vocab).from_bytes(doc.to_bytes())
    assert there._.whence == doc._.whence


def test_who_is_quoted_by_whom(nlp: Language, made_up: Put) -> None:
    text = "“He told me ‘go away’,” Ada Venn said. Bo Lind agreed."

    def find(report: Report) -> list[object]:
        return [
            said(report, "He", "told", "‘go away’", parent=1),
            said(report, "Ada Venn", "said", "“He told me ‘go away’,”"),
        ]

    made_up(find)  # type: ignore[arg-type]
    outer, inner = nlp(text)._.attributions
    assert (outer.parent, inner.parent) == (None, 0)
    assert inner.words == "‘go away’"
