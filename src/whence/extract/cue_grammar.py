"""What the grammar around a cue says of its source and content, where the tagger cannot be sure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.records import Span

_BE = r"(?:is|are|was|were|be|been|being|has been|have been|had been|['’]s|['’]re)"
_ADVERB = r"(?:\w+ly|also|not|now|still|never|long|often)\s+"
_PASSIVE = re.compile(
    rf"^{_BE}\s+(?:{_ADVERB})*"
    r"(?:expected|seen|believed|thought|considered|viewed|regarded|known|reported|described|called"
    r"|accused|suspected|criticized|criticised|estimated|projected|rumou?red|alleged|feared|hailed|praised)\b"
    r"(?!.*\bby\b)",
    re.IGNORECASE,
)
#: Cues that are followed by the person addressed and then by what that person is to do.
_ADDRESSING = re.compile(
    r"\b(?:urg(?:e[sd]?|ing)|ask(?:s|ed|ing)?|order(?:s|ed|ing)?|tell(?:s|ing)?|told"
    r"|warn(?:s|ed|ing)?|advis(?:e[sd]?|ing)|instruct(?:s|ed|ing)?|direct(?:s|ed|ing)?"
    r"|encourag(?:e[sd]?|ing)|call(?:s|ed|ing)? (?:up)?on|task(?:s|ed|ing)?|begs?|begg(?:ed|ing)"
    r"|press(?:es|ed|ing)?|implor(?:e[sd]?|ing)|invit(?:e[sd]?|ing)|command(?:s|ed|ing)?"
    r"|appeal(?:s|ed|ing)? to|remind(?:s|ed|ing)?|forbids?|forbade)$",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?!(?:for|that|if|whether|to|not|with|about|how|why|what|when|where|who)\b)"
    r"(?:(?!(?:i|he|she|it|they|we|would|will|had|has|have|was|were|is|are|could|should)\s)"
    r"[\w'’.\-]+\s+){1,8}?(?=(?:not\s+)?to\s+(?!(?:the|a|an|his|her|its|their|one|this|that|my|our"
    r"|some|any|all|no)\b)[a-z]|with\s+\w+ing\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"asked|pressed|questioned|quizzed|told", re.IGNORECASE)
#: What comes before a sentence, looked for at the end of the text before it.
_ENDED = re.compile(r"(?:[.!?;:]|\n)[\s\"“”‘’')]*$")
#: Characters before a cue that must hold a stop and what may follow it: marks and spaces. A guess,
#: not measured.
_NEAR = 20
_CLAUSE_BEFORE = re.compile(r"\s*(?P<clause>\w+(?:[^\n.;]*[^\s,.;])),\s+")
_ASIDE = re.compile(r"\s*,|(?:who|which)\b")
_JOINT = re.compile(r"\s*(?:,\s*)?(?:(?:and|or|&|as well as)\s+)?", re.IGNORECASE)


def without_subject(
    text: str, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Source and content, with the subject of a passive cue moved from the one to the other.

    In "the House is expected to vote" nobody is named who expects it. In PolNeAR's training part
    people marked such a subject as content 157 times and as source 5 times.
    """
    if not cue or not content or not _PASSIVE.match(cue[0].of(text)):
        return source, content
    subjects = [
        s for s in source if s.end <= cue[0].start and not text[s.end : cue[0].start].strip()
    ]
    if not subjects:
        return source, content
    # "Pell, who was elected last year, has been criticized"
    aside = [s for s in source if s not in subjects and _ASIDE.match(text, s.start, s.end)]
    rest = tuple(s for s in source if s not in subjects and s not in aside)
    return rest, tuple(sorted({*subjects, *content}))


def without_the_asked(
    text: str, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The source, none where it is who was asked: "Asked whether he would run, Pell said no"."""
    if not (source and cue and content and _ASKED.fullmatch(cue[0].of(text))):
        return source
    opens = not text[: cue[0].start].rstrip(" \t\"“‘'") or _ENDED.search(
        text, max(0, cue[0].start - _NEAR), cue[0].start
    )
    behind = source[0].start >= content[-1].end and content[0].start >= cue[0].end
    return () if opens and behind else source


def before_semicolon(
    text: str, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The content, the clause before the source where a semicolon separates it from the cue.

    "Blast kills 18, ministry says; hospital puts toll at 23": the latter is another's.
    """
    if not (source and cue and content) or ";" not in text[cue[-1].end : content[0].start]:
        return content
    line = max(text.rfind("\n", 0, source[0].start), text.rfind(";", 0, source[0].start)) + 1
    clause = _CLAUSE_BEFORE.fullmatch(text, line, source[0].start)
    return (Span(*clause.span("clause")),) if clause else content


def one_source(
    text: str, sources: Sequence[tuple[Span, float]], cue: tuple[Span, ...]
) -> tuple[Span, ...]:
    """One of several sources, joint speakers ("Jelsen and her neighbour Tann") as one span.

    `sources` are spans with scores: one in the cue's line comes first, then the surest.
    Of 20,800 attributions in PolNeAR's training part ten have a source in two pieces.
    """
    joined: list[tuple[Span, float]] = []
    for span, score in sorted(sources):
        if joined and _JOINT.fullmatch(text, joined[-1][0].end, span.start):
            before, its_score = joined.pop()
            joined.append((Span(before.start, span.end), max(its_score, score)))
        else:
            joined.append((span, score))

    def rank(one: tuple[Span, float]) -> tuple[bool, float]:
        between = sorted((*cue[:1], one[0]))
        same_line = not cue or "\n" not in text[between[0].end : between[-1].start]
        return same_line, one[1]

    return (max(joined, key=rank)[0],) if joined else ()


def without_expletive(
    text: str, cue: tuple[Span, ...], content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The content without the "it" of "it was reported that", which refers to nothing."""
    if not cue or len(content) < 2 or content[0].of(text).lower() != "it":
        return content
    return content[1:] if content[1].start >= cue[0].end else content


def without_addressee(
    text: str, cue: tuple[Span, ...], content: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The content without the person addressed: "urged Comey not to go" says "not to go".

    A ruling of this project's; people who annotated PolNeAR mostly left the person in.
    """
    if not cue or not content or not _ADDRESSING.search(cue[-1].of(text)):
        return content
    first, *others = content
    if first.start < cue[-1].end:
        return content
    addressed = _ADDRESSED.match(text, first.start, first.end)
    if addressed is None:
        return content
    return Span(addressed.end(), first.end), *others
