"""Words by which a text holds back from its own assertion, found by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.records import Hedge, Span
from whence.records.claim import HedgeKind
from whence.resolve.sentences import Sentences

_NUMBER = (
    r"(?=(?:(?:the|a|an|its|their)\s)?(?:[$€£]|\d|one\b|two|three|four|five|six|seven|"
    r"eight|nine|ten\b|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|a hundred|a thousand|a dozen|a million|a billion|"
    r"half|hundreds|dozens|thousands|a third|a quarter))"
)
_BE = r"(?:is|are|was|were)"
_RULES: tuple[tuple[HedgeKind, tuple[str, ...]], ...] = (
    (
        "hearsay",
        (
            r"reportedly|allegedly|purportedly|supposedly|ostensibly|rumou?red",
            r"alleged(?=\s+(?!that\b|the\b|he\b|she\b|they\b|it\b)\w)|purported(?=\s\w)",
            _BE + r" (?:said|reported|rumou?red|alleged|understood|thought) to\b",
            r"said to (?:be|have)\b|it (?:is|was) (?:said|rumou?red|reported|alleged) that",
            r"according to (?:unconfirmed |some |media |local |news |several )?reports",
        ),
    ),
    (
        "doubt",
        (
            r"apparently|seemingly|possibly|perhaps|maybe|presumably|conceivably|arguably|probably",
            r"potentially|in theory|feared dead|not (?:certain|sure|clear)|unconfirmed|unverified",
            r"(?:appear|seem)(?:s|ed)?(?= to\b| that\b| as if\b| like\b| \w)",
            r"(?:sound|look)(?:s|ed)? (?:like|as (?:if|though))(?= (?:a |an |the )?\w+)",
            r"might|may(?= (?!\d)(?:not |also |well |have |be |soon |never |still )*[a-z])",
            (
                r"could(?= (?:have|be|also|still|soon|lead|mean|take|face|become|result|cause|end|"
                r"help|come|get|go|make)\b)"
            ),
            r"(?:un|most |more |very |less )?likely|unclear(?= (?:whether|if|how|who|why|what))",
            _BE + r" (?:believed|thought|suspected|feared|presumed|considered) to\b",
            r"believed to(?= (?:be|have)\b)|suspected(?=\s(?!of\b|that\b)[a-z])",
        ),
    ),
    (
        "distance",
        (
            r"so-called|self-styled|self-proclaimed|self-declared|would-be|dubbed",
            r"what (?:he|she|they|it|[A-Z]\w+) (?:called|described as|termed)",
            _BE + r" (?:dubbed|billed as|known as)",
        ),
    ),
    (
        "approximation",
        (
            r"(?:at least|more than|fewer than|less than|no fewer than|no more than|up to|"
            r"as many as|as much as|close to|upwards? of|in excess of|just (?:over|under)|"
            r"well over|some|around|about|approximately|roughly|nearly|almost|over|under|"
            r"an estimated|estimated|above)\s" + _NUMBER,
            r"or so(?= [a-z]| *[.,;)]|$)",
        ),
    ),
)
_COMPILED = tuple((kind, re.compile(rf"\b(?:{'|'.join(ways)})")) for kind, ways in _RULES)
_MONTH_MAY = re.compile(r"(?:\b(?:in|of|on|since|until|by|last|next|this|early|late|\d{1,2})\s+)$")
#: After these, "about 20" and the like are no estimate: "asked about two men", "moved over one".
_NO_APPROXIMATION = re.compile(
    r"\b(?:than|talk|talked|talking|think|worried|concerned|questions?|asked|told|know|clear|what|"
    r"how|it's|all|go|moved|turned|goes|spread|came|come)\s$"
)
#: An apostrophe inside a word ends no quotation.
_SCARE = re.compile(r"[“\"‘]((?:[^“”\"‘’\n]|(?<=\w)’(?=\w)){2,40})[”\"’]")
#: Most words of a quoted stretch that only holds a word at arm's length.
_SCARE_WORDS = 4
_TITLE_WORD = re.compile(r"[A-Z]")


def find_hedges(sentences: Sentences, voiced: Sequence[Span] = ()) -> tuple[Hedge, ...]:
    """The hedges of a report in text order, none overlapping another.

    `voiced` are the contents of attributions: a quoted stretch inside one is somebody's words, and
    no scare quotes.
    """
    text = sentences.text
    found: list[Hedge] = []
    taken = bytearray(len(text))
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text if kind == "distance" else sentences.folded):
            start, end = match.start(), match.start() + len(match.group().rstrip())
            if any(taken[start:end]) or not _is_hedge_here(text, start, match.end()):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(Hedge(span=Span(start, end), kind=kind))
    found += _scare_quotes(text, voiced, taken, sentences)
    return tuple(sorted(found, key=_start))


def _start(hedge: Hedge) -> Span:
    return hedge.span


def _is_hedge_here(text: str, start: int, end: int) -> bool:
    """Whether the word is a hedge in its place: no month, no place, no comparison."""
    word = text[start:end].strip().lower()
    before = text[max(0, start - 14) : start]
    if word == "may":
        return text[start] == "m" and not _MONTH_MAY.search(before)
    if word in ("about", "over", "around", "above", "under"):
        return not _NO_APPROXIMATION.search(before)
    return True


def _scare_quotes(
    text: str, voiced: Sequence[Span], taken: bytearray, sentences: Sentences
) -> Iterator[Hedge]:
    """Short quoted stretches in the outlet's own voice, that are no names of works."""
    inside = bytearray(len(text))
    for span in voiced:
        inside[span.start : span.end] = b"\x01" * (span.end - span.start)
    for match in _SCARE.finditer(text):
        words = match.group(1).split()
        start, end = match.span()
        if len(words) > _SCARE_WORDS or inside[start] or any(taken[start:end]):
            continue
        if all(_TITLE_WORD.match(w) for w in words) or match.group(1)[-1] in ",.?!":
            continue
        if start and (text[start - 1].isalnum() or text[end : end + 1].isalnum()):
            continue
        if sentences.sentences and sentences.sentences[sentences.at(start)].block == "headline":
            continue
        yield Hedge(span=Span(start, end), kind="distance")
