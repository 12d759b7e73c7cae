"""Attributions that the layout shows: transcripts, embedded posts, headlines, signed quotations.

    VOSS: At dawn, and the bridge was still standing.
    The detour takes three hours. — Mara Holten (@maraholten) March 4, 2025
    Kovel blast: nine dead, says mayor
    DEAR EDITOR: The bus is never on time. -- LATE IN LUNDE

Forms as in the Associated Press Stylebook (transcripts, headlines) and in the embedding of posts
by their platforms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from whence.extract.acts import act_of
from whence.extract.kinds import kind_of, trimmed
from whence.extract.quotes import Quotations
from whence.lang import words
from whence.records import Attribution, Span

#: How sure they are: a form is seldom anything else.
SCORE = 0.8
_NO_SPEAKER = words("speech", "no speaker")
_HEADLINE_VERBS = "|".join(sorted(words("speech", "headline verbs")))
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|bin|al|el|of|the)){0,4}"
#: "VOSS: At dawn", "NORA GOWER, CAPTAIN, FIRE BRIGADE: The roof came down", "Q: Where?"
_TURN = re.compile(
    rf"\s*(?P<who>(?:Q|A|{_NAME}))(?P<role>(?:, ?[^:\n]{{2,60}})?) ?: +(?P<what>\S.*)"
)
#: One line with a label may be any line with a colon; an exchange has two.
_LEAST_TURNS = 2
#: So many unmarked paragraphs may be between two turns and belong to the first.
_GAP = 2
#: An embedded post ends with its author's handle, a dash and a name before it.
_HANDLE = re.compile(r"\(@\w{1,40}\)[^\n]{0,40}$", re.MULTILINE)
_AUTHOR = re.compile(rf"[—–-]{{1,2}} ?(?P<who>{_NAME}|[^\n(]{{2,50}}?) ?(?=\(@)")
#: Characters before "(@name)" in which the author's name begins: a dash and the fifty letters that
#: the pattern allows a name, with some to spare.
_NEAR_HANDLE = 64
#: A letter to the one that it greets, and its signature.
_GREETING = re.compile(r"\s*(?:DEAR|Dear) [^\n:]{2,40}: +(?=\S)")
_SIGNATURE = re.compile(r"(?:--|—|–) ?(?P<who>[A-Z][A-Z .,'’-]{2,60}[A-Z.])\s*$")
_SAYS_BEHIND = re.compile(
    rf"(?P<what>[^\n]{{8,}}?),\s+(?:(?P<cue>{_HEADLINE_VERBS})\s+(?P<who>[^\n,;:.!?]{{2,60}})"
    rf"|(?P<who2>[^\n,;:.!?]{{2,60}}?)\s+(?P<cue2>{_HEADLINE_VERBS}))"
)
#: "Minister: Dam will be full by August"; the label is a role's or what finds things out.
_LABELLED = re.compile(r"(?P<who>[A-Z][\w’' -]{2,40}): (?P<what>\S+(?: +\S+){2,})")
_LABELS = (
    words("people", "role") | words("people", "prominent") | words("people", "office of state")
) | words("speech", "finding label")
_SLUG = re.compile(
    rf"\s*(?:{'|'.join(sorted(words('pages', 'slugs'))).upper()})(?: \d{{1,2}})?-(?=\w)"
)
_LONGEST_SOURCE = 7  #: words, in a headline
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s*$")
#: "In the words of Petra Sund, “...”" and, after a quotation, "that is how Ivo Parr put it".
_IN_WORDS = re.compile(
    rf"\b[Ii]n the words of (?P<who>{_NAME}(?:, [^“\",\n]{{2,40}})?),? ?:? *(?=[“\"])"
)
_OWN_WORDS = re.compile(
    rf"\b(?P<cue>[Ii]n (?:his|her|their) own words),? (?P<who>{_NAME}) (?:was|is|had been|felt) "
    r"(?=[“\"])"
)
_WITH_WORDS = re.compile(rf"[”\"]\s+(?P<cue>With (?:those|these) words),? (?P<who>{_NAME})")
_THOSE_WORDS = re.compile(
    rf"[”\"][ ,:]*(?P<cue>(?:[Tt]hose|[Tt]hese) (?:were|are) the words of|[Tt]hat is how"
    rf"|[Tt]his is how|[Ss]o) (?P<who>{_NAME}(?:, [^“\",.\n]{{2,40}})?)"
)


def of_layout(text: str, marks: Quotations, headlines: Sequence[Span]) -> list[Attribution]:
    """The attributions that the layout of the text shows, in text order.

    Args:
        text: all of it.
        marks: its quotations.
        headlines: the places of the report's headlines, as far as they are known.
    """
    found = [*_transcript(text, marks), *_posts(text, marks), *_signed(text, marks)]
    found += _letters(text, marks)
    taken = [span for one in found for span in one.content]
    found += [
        one
        for one in _headlines(text, marks, headlines)
        if not any(span.overlaps(other) for span in one.content for other in taken)
    ]
    return sorted(found, key=lambda one: min((*one.source, *one.cue, *one.content)))


def _transcript(text: str, marks: Quotations) -> Iterator[Attribution]:
    lines = list(_lines(text, len(text)))
    turns = [(n, turn) for n, line in enumerate(lines) if (turn := _turn(text, line))]
    if not _is_transcript([turn for _, turn in turns], len(lines)):
        return
    following: list[int | None] = [number for number, _ in turns[1:]]
    for (number, turn), after in zip(turns, [*following, None], strict=True):
        content = [trimmed(text, *turn.span("what"))]
        gap = range(number + 1, after or number + 1)
        if len(gap) <= _GAP:
            content += [trimmed(text, lines[n].start, lines[n].end) for n in gap]
        who = Span(*turn.span("who"))
        source = () if who.of(text) in ("Q", "A") else (who,)
        cue = Span(turn.start("what") - 1, turn.start("what"))
        while text[cue.start] != ":":
            cue = Span(cue.start - 1, cue.start)
        yield _made(text, source, cue, tuple(content), marks, verbatim=True)


def _turn(text: str, line: Span) -> re.Match[str] | None:
    turn = _TURN.fullmatch(text, line.start, line.end)
    if turn is None or turn["who"].lower() in _NO_SPEAKER:
        return None
    first = turn["who"].split()[0].lower()
    return None if first in _NO_SPEAKER else turn


def _is_transcript(turns: Sequence[re.Match[str]], lines: int) -> bool:
    """Whether lines with a label are turns of speech, and no list of facts or a colon by chance.

    Labels are in capitals, or come again; a list has each label once, in lower case.
    """
    if len(turns) < _LEAST_TURNS:
        return False
    names = [turn["who"] for turn in turns]
    capitals = sum(name.isupper() for name in names)
    asks = any(turn["what"].rstrip().endswith("?") for turn in turns)
    again = len(set(names)) < len(names)
    if capitals == len(names):
        return again or asks or all(_reads_as_speech(turn["what"]) for turn in turns)
    return again and len(set(names)) > 1 and len(turns) * 3 >= lines


def _reads_as_speech(what: str) -> bool:
    return bool(_SENTENCE_END.search(what)) and len(what.split()) > 2


def _letters(text: str, marks: Quotations) -> Iterator[Attribution]:
    """Signed letters; whose words those without a signature are is not said."""
    content: list[Span] = []
    for line in _lines(text, len(text)):
        if (greeting := _GREETING.match(text, line.start, line.end)) is not None:
            content = [Span(greeting.end(), line.end)]
        elif content:
            content.append(line)
        signed = _SIGNATURE.search(text, line.start, line.end) if content else None
        if signed is None:
            continue
        content[-1] = Span(content[-1].start, signed.start())
        who = Span(*signed.span("who"))
        said = tuple(one for s in content if (one := trimmed(text, s.start, s.end)).end > one.start)
        cue = trimmed(text, signed.start(), who.start)
        if said:
            made = _made(text, (who,), cue, said, marks, verbatim=True)
            yield msgspec.structs.replace(made, kind="direct")
        content = []


def _posts(text: str, marks: Quotations) -> Iterator[Attribution]:
    for handle in _HANDLE.finditer(text):
        line = text.rfind("\n", 0, handle.start()) + 1
        near = max(line, handle.start() - _NEAR_HANDLE)
        match = _AUTHOR.search(text, near, handle.start() + 2)
        if match is None or match.end() != handle.start():
            continue
        content = trimmed(text, line, match.start())
        if content.end <= content.start:
            before = list(_lines(text, line))
            if not before:
                continue
            content = trimmed(text, before[-1].start, before[-1].end)
        who = trimmed(text, *match.span("who"))
        cue = Span(who.start - 1, who.start)
        while text[cue.start] not in "—–-":
            cue = Span(cue.start - 1, cue.start)
        yield _made(text, (who,), cue, (content,), marks, verbatim=True)


def _headlines(text: str, marks: Quotations, known: Sequence[Span]) -> Iterator[Attribution]:
    for line in known or _first_line(text):
        match = _SAYS_BEHIND.fullmatch(text, line.start, line.end)
        if match is None:
            yield from _labelled(text, marks, line)
            continue
        who = "who" if match["who"] else "who2"
        if len(match[who].split()) > _LONGEST_SOURCE:
            continue
        source = trimmed(text, *match.span(who))
        cue = Span(*match.span("cue" if who == "who" else "cue2"))
        content = Span(*match.span("what"))
        yield _made(text, (source,), cue, (content,), marks)


def _labelled(text: str, marks: Quotations, line: Span) -> Iterator[Attribution]:
    """A headline with whose words it gives before a colon: "Minister: Dam will be full"."""
    found = _LABELLED.fullmatch(text, line.start, line.end)
    if found is None or found["who"].lower().split()[-1] not in _LABELS or "?" in found["what"]:
        return
    who, what = Span(*found.span("who")), Span(*found.span("what"))
    yield _made(text, (who,), Span(who.end, who.end + 1), (what,), marks)


def _first_line(text: str) -> list[Span]:
    """The first line where it is by itself as a headline is."""
    first = next(_lines(text, len(text)), None)
    if first is None or _SENTENCE_END.search(first.of(text)):
        return []
    rest = text[first.end :]
    alone = not rest or rest.startswith("\n")
    return [trimmed(text, first.start, first.end)] if alone else []


def _lines(text: str, stop: int) -> Iterator[Span]:
    """The lines that are not empty, up to an offset."""
    start = 0
    while start < stop:
        end = text.find("\n", start, stop)
        end = stop if end < 0 else end
        if text[start:end].strip():
            yield Span(start, end)
        start = end + 1


def _signed(text: str, marks: Quotations) -> Iterator[Attribution]:
    for match in _IN_WORDS.finditer(text):
        quotation = next(iter(q for q in marks.near(match.end(), match.end() + 1)), None)
        if quotation is not None and quotation.start == match.end():
            cue = Span(match.start(), match.start("who") - 1)
            content = (Span(quotation.start, quotation.end),)
            yield _made(text, (Span(*match.span("who")),), cue, content, marks)
    for match in _OWN_WORDS.finditer(text):
        quotation = next(iter(q for q in marks.near(match.end(), match.end() + 1)), None)
        if quotation is not None and quotation.start == match.end():
            content = (Span(quotation.start, quotation.end),)
            who, cue = Span(*match.span("who")), Span(*match.span("cue"))
            yield _made(text, (who,), cue, content, marks, verbatim=True)
    for match in _WITH_WORDS.finditer(text):
        before = [q for q in marks.near(match.start(), match.start() + 1) if q.depth == 0]
        if before and before[-1].end == match.start() + 1:
            content = (Span(before[-1].start, before[-1].end),)
            who, cue = Span(*match.span("who")), Span(*match.span("cue"))
            yield _made(text, (who,), cue, content, marks, verbatim=True)
    for match in _THOSE_WORDS.finditer(text):
        if match["cue"].lower().endswith("how") and not re.match(
            r",? (?:put|describe|saw|sum|phrase|explain)", text[match.end() :]
        ):
            continue
        if match["cue"].lower() == "so":
            continue
        before = [q for q in marks.near(match.start(), match.start() + 1) if q.depth == 0]
        if before and before[-1].end == match.start() + 1:
            content = (Span(before[-1].start, before[-1].end),)
            start, end = match.span("who")
            source = (trimmed(text, start, end - text.endswith(".", start, end)),)
            yield _made(text, source, Span(*match.span("cue")), content, marks)


def _made(
    text: str,
    source: tuple[Span, ...],
    cue: Span,
    content: tuple[Span, ...],
    marks: Quotations,
    *,
    verbatim: bool = False,
) -> Attribution:
    said = " ".join(span.of(text) for span in content)
    kind = kind_of(text, content, [cue], marks)
    return Attribution(
        source=source,
        cue=(cue,),
        content=content,
        kind=kind,
        act=act_of("" if verbatim else cue.of(text), said, verbatim or kind == "direct"),
        score=SCORE,
    )


def behind_datelines(
    text: str, found: Sequence[Attribution], datelines: Sequence[Span]
) -> list[Attribution]:
    """The attributions whose contents begin after a dateline at a sentence's beginning."""

    def behind(span: Span) -> Span:
        ends = [d.end for d in datelines if d.start <= span.start and d.end < span.end]
        start = max([span.start, *ends])
        return trimmed(text, start, span.end) if start > span.start else span

    return [
        msgspec.structs.replace(one, content=tuple(behind(span) for span in one.content))
        for one in found
    ]


def without_slug(text: str) -> str:
    """The text with spaces for the slug before its headline: "UPDATE 2-Ministry puts ..."."""
    found = _SLUG.match(text)
    return text if found is None else " " * found.end() + text[found.end() :]
