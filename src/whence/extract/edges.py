"""Where contents end: at their clause, their paragraph, a sentence of somebody else's."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from whence.extract.acts import act_of
from whence.extract.kinds import kind_of
from whence.extract.quotes import Quotations
from whence.records import Attribution, Span
from whence.syntax import Tree

_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’'»)\]]*\s*$")
_PARAGRAPHS = re.compile(r"\n\s*\n|\n")
#: A line that ends no sentence stands between two paragraphs as a caption does.
_CAPTIONS = 2


def together(text: str, one: Attribution, marks: Quotations) -> list[Attribution]:
    """The attribution with those parts of its content that hold together with its cue.

    A sentence of the outlet's own between two quotations parts them, unless it holds the cue:
    what is cut off is a quotation that nobody is named for.
    """
    content = sorted(one.content)
    if len(content) < 2 or one.parent is not None:
        return [one]
    frame = (*one.source, *one.cue)
    groups: list[list[Span]] = [[content[0]]]
    for before, after in zip(content, content[1:], strict=False):
        if _parted(text, before.end, after.start, frame):
            groups.append([])
        groups[-1].append(after)
    if len(groups) == 1:
        return [one]
    at = min(frame, default=content[0]).start
    near = min(groups, key=lambda g: min(abs(s.start - at) + abs(s.end - at) for s in g))
    kept = [_with_content(text, one, tuple(near), marks)]
    for group in groups:
        if group is not near:
            kept += _unsourced(text, group, marks)
    return kept


def _parted(text: str, start: int, end: int, frame: Sequence[Span]) -> bool:
    """Whether words of the outlet's own, no caption and no cue, stand between two offsets."""
    holds_frame = any(start <= s.start and s.end <= end for s in frame)
    behind = max([s.end for s in frame if start <= s.start and s.end <= end], default=start)
    between = text[behind:end]
    if not _WORD.search(between):
        return False
    if holds_frame:
        # "said Agda from his boat. His brother was calmer: “...”"
        rest = between.rstrip()
        stop = re.search(r"[.!?][\"”’')\]]*\s+(?=\S)|\n", rest)
        return stop is not None and rest.endswith(":") and bool(_WORD.search(rest[stop.end() :]))
    lines = [line for line in _PARAGRAPHS.split(between) if _WORD.search(line)]
    if "\n" not in between:
        return bool(re.search(r"[.!?:][\"”’')\]]*\s*$", between.rstrip()))
    return len(lines) > _CAPTIONS or any(_SENTENCE_END.search(line) for line in lines)


def _unsourced(text: str, content: Sequence[Span], marks: Quotations) -> list[Attribution]:
    kind = kind_of(text, content, (), marks)
    if kind != "direct":
        return []
    said = " ".join(span.of(text) for span in content)
    return [
        Attribution(
            source=(), cue=(), content=tuple(content), kind=kind,
            act=act_of("", said, quoted=True), score=0.6,
        )
    ]  # fmt: skip


def _with_content(
    text: str, one: Attribution, content: tuple[Span, ...], marks: Quotations
) -> Attribution:
    kind = kind_of(text, content, one.cue or one.source, marks)
    said = " ".join(span.of(text) for span in content)
    cue = " ".join(span.of(text) for span in one.cue)
    act = act_of(cue, said, kind == "direct")
    return msgspec.structs.replace(one, content=content, kind=kind, act=act)


def without_beat(tree: Tree, one: Attribution, speaks: bool) -> Attribution:
    """A quotation without the gesture that a sentence behind it tells of: "Bob nodded."

    Args:
        tree: the text's words.
        one: an attribution.
        speaks: whether its cue is one of speech.
    """
    if speaks or one.kind != "direct" or not one.cue or not one.source:
        return one
    text = tree.text
    frame = min(*one.source, *one.cue)
    before = [s for s in one.content if s.end <= frame.start]
    if not before or any(s.start > frame.start for s in one.content):
        return one
    inside = text[before[-1].end - 2 : before[-1].end - 1]
    if inside in ",—–" or text[before[-1].end : before[-1].end + 1] == ",":
        return one
    if inside in "!?" and frame.of(text)[:1].islower():
        return one
    return msgspec.structs.replace(one, source=(), cue=(), act=act_of("", "", quoted=True))


def to_clause(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content that stops within its clause goes on to the clause's end."""
    if one.kind == "direct" or len(one.content) != 1 or not one.cue:
        return one
    content = one.content[0]
    inside = set(tree.within(content))
    verbs = [i for s in one.cue for i in tree.within(s) if tree.words[i].tag == "VERB"]
    for verb in verbs:
        for comp in tree.children(verb, "ccomp"):
            whole = [i for i in tree.subtree(comp) if tree.words[i].tag != "PUNCT"]
            if comp < verb or not inside & set(whole) or not _follows(one):
                continue
            end = tree.words[whole[-1]].span.end
            between = tree.text[content.end : end]
            if end <= content.end or "\n" in between or any(c in between for c in ".!?;"):
                continue
            if any(s.start >= content.end and s.start < end for s in (*one.source, *one.cue)):
                continue
            return _with_content(tree.text, one, (Span(content.start, end),), marks)
    return one


def _follows(one: Attribution) -> bool:
    return one.content[0].start >= max(one.cue).end
