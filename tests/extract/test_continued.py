"""Whole paragraphs of quotation: whose they are, and which are none."""

from __future__ import annotations

import pytest

from whence.extract.continued import with_continued
from whence.extract.quotes import quotations
from whence.records import Attribution, Span
from whence.records.reading import Kind

FIRST = "“We have found two,” said Ada Venn."


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def attribution(
    text: str, content: str = "“We have found two,”", kind: Kind = "direct"
) -> Attribution:
    return Attribution(
        source=(at(text, "Ada Venn"),),
        cue=(at(text, "said"),),
        content=(at(text, content),),
        kind=kind,
        act="state",
        score=0.9,
    )


def contents(text: str, found: list[Attribution]) -> list[list[str]]:
    return [
        [span.of(text) for span in one.content]
        for one in with_continued(text, found, quotations(text))
    ]


@pytest.mark.parametrize(
    "more",
    [
        ["“Nobody in the town was hurt.”"],
        ['"Nobody in the town was hurt."'],
        ["‘Nobody in the town was hurt.’"],
        # Each paragraph of a longer one opens anew, and the last alone closes.
        ["“Nobody in the town was hurt.", "“We thank those who helped us.”"],
    ],
)
def test_a_quotation_goes_on_in_the_next_paragraphs(more: list[str]) -> None:
    text = "\n\n".join([FIRST, *more, "The road is shut."])
    assert contents(text, [attribution(text)]) == [["“We have found two,”", *more]]


def test_a_caption_between_them_is_skipped() -> None:
    text = f"{FIRST}\nThe pit at Sulla on Monday (Ola Pell)\n“Nobody in the town was hurt.”"
    assert contents(text, [attribution(text)]) == [
        ["“We have found two,”", "“Nobody in the town was hurt.”"]
    ]


def test_after_other_words_it_belongs_to_nobody() -> None:
    text = f"{FIRST}\n\nThe road is shut.\n\n“Nobody in the town was hurt.”"
    assert contents(text, [attribution(text)]) == [
        ["“We have found two,”"],
        ["“Nobody in the town was hurt.”"],
    ]
    (_, alone) = with_continued(text, [attribution(text)], quotations(text))
    assert (alone.source, alone.cue, alone.kind) == ((), (), "direct")


def test_an_indirect_attribution_does_not_continue() -> None:
    text = "Ada Venn said two were found.\n\n“Nobody in the town was hurt.”"
    found = [attribution(text, "two were found", "indirect")]
    assert contents(text, found) == [["two were found"], ["“Nobody in the town was hurt.”"]]


@pytest.mark.parametrize(
    "line",
    [
        "“All bets are off.”",
        "“The Long Winter of Our Town”",
        "“VENN: Nobody in the town was hurt.”",
        "“(Laughter among those in the hall.)”",
        "“Nobody was hurt,” it says.",
        "Nobody in the town was hurt.",
    ],
)
def test_what_is_no_quotation_of_its_own(line: str) -> None:
    text = f"{FIRST}\n\n{line}"
    assert contents(text, [attribution(text)]) == [["“We have found two,”"]]


def test_an_open_quotation_belongs_to_the_speaker_named_next() -> None:
    text = "“I went down to the pit on Monday.\n\n“We have found two,” said Ada Venn."
    assert contents(text, [attribution(text)]) == [
        ["“I went down to the pit on Monday.", "“We have found two,”"]
    ]


def test_who_speaks_inside_it_is_not_who_is_quoted() -> None:
    text = f"{FIRST}\n\n“I asked for the key. He said: ‘You know who has it.’”"
    inner = Attribution(
        source=(at(text, "He"),),
        cue=(at(text, "said:"),),
        content=(at(text, "I asked for the key."), at(text, "‘You know who has it.’")),
        kind="mixed",
        act="state",
        score=0.9,
    )
    assert contents(text, [attribution(text), inner]) == [
        ["“We have found two,”", "“I asked for the key. He said: ‘You know who has it.’”"]
    ]


def test_what_somebody_is_given_for_stays_theirs() -> None:
    text = f"{FIRST}\n\n“Nobody in the town was hurt.”"
    found = [attribution(text), attribution(text, "“Nobody in the town was hurt.”")]
    assert with_continued(text, found, quotations(text)) == found
