"""Words by which a text holds back from its own assertion, found by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.records import Hedge, Span
from whence.records.claim import HedgeKind
from whence.resolve.sentences import Sentences

_NUMBER = (
    r"(?=(?:(?:the|a|an|its|their)\s)?(?:[$€£]|\d|one\b|two|three|four|five|six|seven|eight|nine|ten\b|eleven|"
    r"twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|a hundred|a thousand|a dozen|a million|a billion|half|hundreds|dozens|thousands|"
    r"a third|a quarter))"
)
_RULES: tuple[tuple[HedgeKind, str], ...] = (
    ("hearsay", r"reportedly|allegedly|purportedly|supposedly|ostensibly"),
    (
        "hearsay",
        r"alleged(?=\s+(?!that\b|the\b|he\b|she\b|they\b|it\b)\w)|purported(?=\s\w)|rumou?red",
    ),
    ("hearsay", r"(?:is|are|was|were) (?:said|reported|rumou?red|alleged|understood|thought) to\b"),
    (
        "hearsay",
        r"said to (?:be|have)\b|according to (?:unconfirmed |some |media |local |news |several )?reports",
    ),
    ("hearsay", r"it (?:is|was) (?:said|rumou?red|reported|alleged) that"),
    (
        "doubt",
        r"apparently|seemingly|possibly|perhaps|maybe|presumably|conceivably|arguably|probably",
    ),
    ("doubt", r"(?:appear|seem)(?:s|ed)?(?= to\b| that\b| as if\b| like\b| \w)"),
    ("doubt", r"might|may(?= (?!\d)(?:not |also |well |have |be |soon |never |still )*[a-z])"),
    (
        "doubt",
        r"could(?= (?:have|be|also|still|soon|lead|mean|take|face|become|result|cause|end|help|come|get|go|make)\b)",
    ),
    (
        "doubt",
        r"(?:un|most |more |very |less )?likely|unconfirmed|unverified|unclear(?= (?:whether|if|how|who|why|what))",
    ),
    (
        "doubt",
        r"(?:is|are|was|were) (?:believed|thought|suspected|feared|presumed|considered) to\b|believed to(?= (?:be|have)\b)",
    ),
    (
        "doubt",
        r"suspected(?=\s(?!of\b|that\b)[a-z])|feared dead|potentially|in theory|not (?:certain|sure|clear)",
    ),
    (
        "distance",
        r"so-called|self-styled|self-proclaimed|self-declared|would-be|what (?:he|she|they|it|[A-Z]\w+) (?:called|described as|termed)",
    ),
    ("distance", r"(?:is|are|was|were) (?:dubbed|billed as|known as)|dubbed"),
    (
        "approximation",
        r"(?:at least|more than|fewer than|less than|no fewer than|no more than|up to|as many as|as much as|close to|upwards? of|in excess of|just (?:over|under)|well over|some|around|about|approximately|roughly|nearly|almost|over|under|an estimated|estimated|above)\s"
        + _NUMBER,
    ),
)
_COMPILED = tuple(
    (kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE if kind != "distance" else 0))
    for kind, pattern in _RULES
)
_MONTH_MAY = re.compile(r"(?:\b(?:in|of|on|since|until|by|last|next|this|early|late|\d{1,2})\s+)$")
_SCARE = re.compile(r"[“\"‘]([^“”\"‘’\n]{2,40})[”\"’]")
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
        for match in pattern.finditer(text):
            start, end = match.start(), match.start() + len(match.group().rstrip())
            if any(taken[start:end]) or not _stands(text, match):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(Hedge(span=Span(start, end), kind=kind))
    found += _scare_quotes(text, voiced, taken, sentences)
    return tuple(sorted(found, key=_start))


def _start(hedge: Hedge) -> Span:
    return hedge.span


def _stands(text: str, match: re.Match[str]) -> bool:
    """Whether the word is a hedge where it stands: no month, no place, no comparison."""
    word = match.group().strip().lower()
    before = text[max(0, match.start() - 14) : match.start()]
    if word == "may":
        return match.group()[0] == "m" and not _MONTH_MAY.search(before)
    if word in ("about", "over", "around", "above", "under"):
        return not re.search(r"\b(?:than|talk|talked|talking|think|worried|concerned|questions?|asked|told|know|"
                             r"clear|what|how|it's|all|go|moved|turned|goes|spread|came|come)\s$", before)  # fmt: skip
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
