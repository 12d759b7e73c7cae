"""A report's text as sentences of tokens: what every resolver walks over.

Sentences are split by rule, by the layout first: none goes on over a blank line or out of its
block. Tokens are words, numbers with their separators ("1,250", "3.5"), and single marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from whence.records import Report, Span, Word
from whence.records.report import BlockKind

_TOKEN = re.compile(
    r"""
    [^\W\d_]++(?![\w.'’–-])                          # most words, of which no more need be asked
    | \d+(?:[.,]\d+)*(?:st|nd|rd|th|s|[a-z]{1,2})?\b   # 1,250  3.5  21st  1990s  5pm
    | (?:[A-Za-z]\.){2,}                             # U.S.  a.m.
    | [^\W\d_]+(?=n['’]t\b)                          # did|n't
    | n['’]t\b
    | [^\W_]+(?:[-–][^\W_]+)*                        # 23-year-old, Al-Shabab
    | ['’](?:s|re|ve|ll|d|m)\b
    | \S
    """,
    re.VERBOSE,
)
#: A full stop after these ends no sentence, but where a new one plainly begins.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen lt col maj capt sgt cpl brig adm cmdr supt det insp hon
        rev fr st sr jr vs no nos fig inc ltd co corp dept univ est approx jan feb mar apr jun jul
        aug sep sept oct nov dec mon tue wed thu fri sat sun ala ariz ark calif colo conn del fla
        ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash
        wis wyo e.g i.e etc ave blvd rd mt ft messrs pres amb spc pfc pvt""".split()
)
#: These end with a stop of their own and may end the sentence with it.
_MAY_END = frozenset({"inc", "ltd", "co", "corp", "jr", "sr", "etc"})
#: A stop, and where paragraphs were glued together one without a space ("the port.Officers said").
_END = re.compile(
    r"[.!?…]+[\"”’'»)\]]*(?=\s|$)|\n\s*\n|\n(?=\s*\S)"
    r"|(?<=[a-z]{3})[.!?][\"”]?(?=[\"“]?(?!Com\b|Org\b|Net\b)[A-Z][a-z]+[\s,'’])"
)
_OPENER = re.compile(r"\s*[\"“‘'«(\[]*[A-Z0-9]")
#: What begins a sentence and no name.
_STARTER = re.compile(
    r"\s+[\"“‘']?(?:The|A|An|In|It|Its|He|His|She|Her|They|Their|But|And|On|At|We|I|This|That|For|As|"
    r"After|Before|When|While|If|There|Police|Officials|Some|Both|Two|Three|No|So|Also|However|Last|"
    r"Earlier|Meanwhile|According|Under|By|To|From|With)\b"
)
_BEFORE = re.compile(r"([^\W\d_][\w.]*)$")
_INITIALS = re.compile(r"(?:^|\W)[A-Z]$")
_VISIBLE = re.compile(r"\S")
_WRAPPED = range(50, 101)


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word, number or mark. `lower` is its text in lower case."""

    start: int
    end: int
    text: str
    lower: str
    word: Word | None = None  #: its syntax, where the reading has any


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence: its span, its tokens `[first, last)` of the report's, its block's kind."""

    span: Span
    first: int
    last: int
    block: BlockKind


class Sentences:
    """The sentences and tokens of one report, in text order."""

    def __init__(self, report: Report, words: Sequence[Word] = ()) -> None:
        """Splits the report's text; `words` are the reading's, for tokens that have a syntax."""
        self.report = report
        self.text = report.text
        self.words = words
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        tokens = self.tokens
        word_at = {word.span.start: word for word in words}
        shared: dict[str, tuple[str, str]] = {}  # few words make up most of a text
        for span, block in _sentences(report):
            first = len(self.tokens)
            for match in _TOKEN.finditer(self.text, span.start, span.end):
                found = match.group()
                if found not in shared:
                    shared[found] = found, found.lower()
                own, lower = shared[found]
                start = match.start()
                tokens.append(Token(start, match.end(), own, lower, word_at.get(start)))
            if len(self.tokens) > first:
                self.sentences.append(Sentence(span, first, len(self.tokens), block))

    def of(self, sentence: Sentence) -> Sequence[Token]:
        """The sentence's tokens."""
        return self.tokens[sentence.first : sentence.last]

    def within(self, span: Span) -> Sequence[Token]:
        """The tokens that the span covers, if only in part."""
        return self.tokens[self.token_at(span.start) : self.token_at(span.end - 1) + 1]

    def at(self, offset: int) -> int:
        """The index of the sentence that the code point is in, or of the last one before."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def token_at(self, offset: int) -> int:
        """The index of the token that the code point is in, or of the first one after."""
        return bisect_right(self._ends, offset)

    @cached_property
    def folded(self) -> str:
        """The text in lower case, of the same length.

        A pattern in lower case finds here, and much sooner, what it would find in the text with
        `re.IGNORECASE`, which takes three letters besides the usual ones for "i" and "s". The
        first of them is the only code point that would become two.
        """
        return self.text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Indices of each word's dependents, in text order. Needs a reading's syntax."""
        found: dict[int, list[int]] = {}
        for index, word in enumerate(self.words):
            if word.head is not None:
                found.setdefault(word.head, []).append(index)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]


def _sentences(report: Report) -> Iterator[tuple[Span, BlockKind]]:
    text = report.text
    for start, end, kind in _stretches(report):
        begin = start
        for match in _END.finditer(text, start, end):
            if match.start() >= begin and _ends_there(text, begin, match):
                yield from _trimmed(text, begin, match.end(), kind)
                begin = match.end()
        yield from _trimmed(text, begin, end, kind)


def _stretches(report: Report) -> Iterator[tuple[int, int, BlockKind]]:
    """The blocks, and as paragraphs what lies between them.

    A dateline ("KYIV, Nov 24 -") is on the line of the sentence that it opens and is a stretch of
    its own.
    """
    at = 0
    for block in sorted(report.blocks, key=lambda b: b.span):
        start, end = max(block.span.start, at), block.span.end
        if end <= start:
            continue
        if start > at:
            yield at, start, "paragraph"
        yield start, end, block.kind
        at = end
    if at < len(report.text):
        yield at, len(report.text), "paragraph"


def _ends_there(text: str, begin: int, match: re.Match[str]) -> bool:
    found = match.group()
    if found.startswith("\n"):
        return found.count("\n") > 1 or not _wrapped(text, match.start())
    if not found.startswith(".") or found.startswith(".."):
        # "Stop!" he said: the sentence goes on in lower case.
        return not text[match.end() : match.end() + 2].strip()[:1].islower()
    goes_on = _VISIBLE.search(text, match.end())
    if goes_on and not _OPENER.match(text, match.end()):
        return False
    stop = match.start()
    before = _BEFORE.search(text, max(begin, text.rfind(" ", begin, stop) + 1), stop)
    if before and len(found) == 1:
        word = before.group(1).lower()
        if _INITIALS.search(text[max(begin, stop - 2) : stop]):
            return False
        if word in _ABBREVIATIONS and word not in _MAY_END:
            return False
        # U.S. Senator, Jr. Memorial Park, but "in the U.S. The ..."
        if "." in word or (word in _MAY_END and goes_on):
            return bool(_STARTER.match(text, match.end()))
    return True


def _wrapped(text: str, at: int) -> bool:
    """Whether the line that ends at `at` was only wrapped there, in the middle of a sentence."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return len(line) in _WRAPPED and line[-1:] not in ".!?:;\"”’'»)"


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Iterator[tuple[Span, BlockKind]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end), kind
