"""The layout of a plain text: headline, dateline, byline, paragraphs.

Nothing is taken out of the text: each part is a block, a span of the text with its role.

    Headline Sunday, November 24, 2024 5:00:20 PM           headline, dateline
    By Pavla Druin                                          dateline (what is about the report)
    PORT SELVANE, Sept 3 (Meridian Wire) - Nine people ...  dateline, paragraph
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from whence.ingest import dates
from whence.ingest.normalize import loosely
from whence.records import Block, Span


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a text, in its order, and the metadata in them."""

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None  #: ISO 8601


class _Line(NamedTuple):
    """A line or paragraph without the blanks around it."""

    start: int
    end: int
    text: str


class Wire(NamedTuple):
    """A wire dateline at the beginning of a paragraph: its end, where the sentence starts, a date.

    `published` is None without a year, which most lack.
    """

    end: int
    next: int
    published: str | None


#: Letters: a headline is seldom longer; a paragraph of one line often is.
LONGEST_HEADLINE = 220
#: Characters of a headline that ends in a full stop; a longer line is a sentence.
_LONGEST_TITLE_WITH_STOP = 130
#: Lines after the headline that may have date, byline and credits.
_FRONT_LINES = 5
#: Letters of lines that are wrapped at a fixed width.
_NARROWEST, _WIDEST = 45, 100

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_INNER_STOP = re.compile(r"[a-z]{3,}\.\s+[A-Z]")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")

# "PORT SELVANE, Saldovia, Sept 3 (Meridian Wire) - ", "WASHINGTON (AP) _ ", "KYIV -- ". The place
# is in capitals, or an agency in brackets follows: else any "Moscow - " would be one.
_NO_PLACE = r"(?!FILE\b|UPDATE\b|ADVERTISEMENT\b)"
_PLACE = _NO_PLACE + (
    r"[A-Z][A-Z.'’\- ]{2,}(?:/[A-Z][A-Z.'’\- ]+)?(?:,\s+[A-Z][\w.'’ ]{1,25}){0,2}"
)
_LOOSE_PLACE = r"[A-Z][\w.'’\-]+(?:[ /][A-Z][\w.'’\-]+){0,3}(?:,\s+[A-Z][\w.'’ ]{1,25}){0,2}"
_DAY = rf"(?:,?\s+(?:{dates.MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{dates.MONTH})(?:,?\s+\d{{4}})?)"
_DASH = r"\s*(?:--+|[-–—_])\s*"
_WIRE = re.compile(
    rf"(?:{_PLACE}{_DAY}?,?\s*(?:\([^()\n]{{2,40}}\))?|{_LOOSE_PLACE}{_DAY}?,?\s*\([^()\n]{{2,40}}\))"
    rf"{_DASH}(?=\S)".replace(dates.MONTH, f"(?i:{dates.MONTH})")
)
#: Characters of a paragraph in which an agency's dateline is looked for.
_WIRE_REACH = 200

_NAME = r"[A-Z][\w.'’\-]*(?:\s+(?:(?:de|van|von|der|al|bin|la|di|du)\s+)*[A-Z][\w.'’\-]*){1,3}"
_NAMES = rf"{_NAME}(?:(?:,\s+|\s+and\s+|,\s+and\s+|\s*&\s*){_NAME})*"
_BY = re.compile(r"(?i:(?:written\s+|reported\s+|words\s+)?by:?)\s+(?P<who>[^\n.!?]{3,100})")
_BARE_BYLINE = re.compile(rf"(?P<who>{_NAMES})(?:\s+in\s+[A-Z][\w'’\- ]{{1,30}})?")
# Lines that are about the report: "Updated 5 pm", "Share", "2 min read", "(Adds quotes)".
_ABOUT = re.compile(
    r"(?i)(?:first\s+|last\s+)?(?:published|posted|updated|modified|created|filed)\b.{0,80}"
    r"|\d+\s+min(?:ute)?s?\s+(?:read|ago).{0,20}"
    r"|\((?:adds?|updates?|corrects?|recasts?|refiles?|writes?\s+through|clarifies)\b.{0,200}\)"
    r"|(?:share|print|email|comments?|save)(?:\s+(?:this|article|story))?"
)
_STOP = re.compile(r"[.。…][\"'”’)\]]*$")
_SEPARATOR = " \t-–—|•·,:("


def lay_out(text: str, title: str | None = None) -> Layout:
    """The layout of a text; `title` is the report's, where it is known already."""
    lines = _lines(text)
    blocks: list[Block] = []
    byline: str | None = None
    published: str | None = None
    at = 0

    headline = _headline(lines, title)
    if headline:
        span, moment = headline
        blocks.append(Block(kind="headline", span=span))
        if moment:
            blocks.append(Block(kind="dateline", span=moment[0]))
            published = moment[1]
        title = title or span.of(text)
        at = 1

    front = at + _FRONT_LINES
    while at < min(len(lines) - 1, front):
        line = lines[at]
        about = _about(line, headed=bool(headline))
        if about is None:
            break
        who, when = about
        byline, published = byline or who, published or when
        blocks.append(Block(kind="dateline", span=Span(line.start, line.end)))
        at += 1

    wire_is_ahead = True
    for line in lines[at:]:
        start = line.start
        wire = wire_dateline(line.text) if wire_is_ahead else None
        if wire:
            blocks.append(Block(kind="dateline", span=Span(start, start + wire.end)))
            published = published or wire.published
            start += wire.next
        wire_is_ahead = False
        blocks.append(Block(kind="paragraph", span=Span(start, line.end)))
    return Layout(blocks=tuple(blocks), title=title, byline=byline, published=published)


def wire_dateline(paragraph: str) -> Wire | None:
    """A news agency's dateline before its first sentence, if there is one."""
    match = _WIRE.match(paragraph[:_WIRE_REACH])
    if match is None:
        return None
    moment = dates.find(match.group())
    return Wire(len(match.group().rstrip()), match.end(), moment.value if moment else None)


def _lines(text: str) -> list[_Line]:
    """The text's paragraphs: its lines, except where lines are only wrapped at a fixed width."""
    lines = []
    start = 0
    width = max((len(match.group().rstrip()) for match in _LINE.finditer(text)), default=0)
    for gap in [*(m.span() for m in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        chunk = [
            line
            for m in _LINE.finditer(text, start, gap[0])
            if (line := _stripped(text, m.start(), m.end()))
        ]
        if _is_wrapped(chunk) or _is_wrapped_pair(chunk, width):
            first, last = chunk[0].start, chunk[-1].end
            chunk = [_Line(first, last, text[first:last])]
        lines += chunk
        start = gap[1]
    return lines


def _stripped(text: str, start: int, end: int) -> _Line | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return _Line(start, start + len(words), words) if words else None


def _is_wrapped(chunk: list[_Line]) -> bool:
    """Whether these lines are one paragraph: none long, all but the last about as wide."""
    widths = [len(line.text) for line in chunk[:-1]]
    if len(widths) < 2 or max(widths) > _WIDEST or min(widths) < _NARROWEST:
        return False
    unfinished = sum(not _STOP.search(line.text) for line in chunk[:-1])
    return max(widths) - min(widths) <= 25 and unfinished * 3 >= len(widths) * 2


def _is_wrapped_pair(chunk: list[_Line], width: int) -> bool:
    """Whether two lines are one paragraph: the next word had no room on the first.

    `width` is that of the text's longest line.
    """
    if len(chunk) != 2 or width > _WIDEST or _STOP.search(chunk[0].text):
        return False
    first, second = chunk[0].text, chunk[1].text
    return len(first) >= _NARROWEST and len(first) + len(second.split()[0]) >= width


def _headline(lines: list[_Line], title: str | None) -> tuple[Span, tuple[Span, str] | None] | None:
    """The headline's span and, where one is in its line, the date's span and value."""
    if not lines:
        return None
    first = lines[0]
    if title is not None:
        known = loosely(title)
        if not known or not loosely(first.text).startswith(known):
            return None
        if len(loosely(first.text)) == len(known):
            return Span(first.start, first.end), None
    if len(lines) < 2 or len(first.text) > LONGEST_HEADLINE + 60:
        return None
    moment = dates.find(first.text)
    if moment and moment.start and not re.search(r"\w", first.text[moment.end :]):
        words = first.text[: moment.start].rstrip(_SEPARATOR)
        # "The shop closed on November 24, 2024." is a sentence: a headline's date is set apart.
        sentence = re.search(r"(?i)\b(?:on|of|in|since|by|until|from|and|to|at)$", words)
        ended = first.text.rstrip().endswith(".") or _holds_sentences(words)
        if words and not sentence and not ended:
            start = first.start + moment.start
            span = Span(start, first.start + moment.end)
            return Span(first.start, first.start + len(words)), (span, moment.value)
    return (Span(first.start, first.end), None) if _is_headline(first.text) else None


def _is_headline(line: str) -> bool:
    """Whether the first line of a text, with more after it, reads as a headline."""
    if len(line) > LONGEST_HEADLINE or _WIRE.match(line) or _about_line(line):
        return False
    # A single word is a label ("Video", "World"), if a word at all.
    if dates.parse(line) or len(re.findall(r"[^\W\d_]+", line)) < 2:
        return False
    if not _STOP.search(line) and not _holds_sentences(line):
        return line[0] not in "-*•(" and not line.endswith((",", ";", ":"))
    # With a full stop it is a headline only if most of its words have capitals.
    return len(line) <= _LONGEST_TITLE_WITH_STOP and _is_capitalised(line)


def _holds_sentences(line: str) -> bool:
    """Whether one sentence ends and another begins in the line, as in a caption."""
    return bool(_INNER_STOP.search(line)) and not _is_capitalised(line)


def _is_capitalised(line: str) -> bool:
    words = [w for w in re.findall(r"[^\W\d_][\w'’]*", line) if len(w) > 3]
    capitals = sum(w[0].isupper() for w in words)
    return bool(capitals * 10 >= len(words) * 8)


def _about(line: _Line, *, headed: bool) -> tuple[str | None, str | None] | None:
    """Author and date in a line about the report; None if it is no such line."""
    if len(line.text) > LONGEST_HEADLINE:
        return None
    moment = dates.find(line.text)
    who = _who(line.text, bare=headed)
    if who:
        return who, moment.value if moment else None
    if _about_line(line.text):
        return None, moment.value if moment else None
    if moment:
        # "Xinhua | Updated: 2017-09-15 17:52": little but the date.
        rest = line.text[: moment.start] + line.text[moment.end :]
        if len(re.findall(r"\w+", rest)) <= 4 and not _STOP.search(rest.strip()):
            return None, moment.value
    return None


def _who(line: str, *, bare: bool) -> str | None:
    by = _BY.fullmatch(line)
    if by:
        who = re.split(r"\s*[|•·]|\s+-\s|,\s+(?=\d)|\s+in\s+(?=[A-Z])", by["who"])[0].strip(" ,-")
        return who if re.match(r"[^\W\d_]", who) else None
    match = _BARE_BYLINE.fullmatch(line) if bare and len(line) < 80 else None
    return match["who"] if match else None


def _about_line(line: str) -> bool:
    return bool(_ABOUT.fullmatch(line) or (_BY.fullmatch(line) and len(line) < 80))
