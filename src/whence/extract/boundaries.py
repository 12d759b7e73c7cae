"""Where contents end: at their clause, their paragraph, a sentence of somebody else's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from whence.extract.acts import act_of
from whence.extract.kinds import kind_of, with_marks
from whence.extract.quotes import Quotations
from whence.lang import words
from whence.records import Attribution, Span
from whence.syntax import Tree

_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’'»)\]]*\s*$")
_PARAGRAPHS = re.compile(r"\n\s*\n|\n")
#: What begins a sentence and names nobody.
_NO_NAMES = frozenset().union(
    *(words("grammar", f"pronoun {one}") for one in ("he", "she", "it", "they", "i", "we", "you")),
    words("grammar", "demonstrative"), words("grammar", "opener"),
)  # fmt: skip
_WORDS = re.compile(r"[\w’']+")
#: Words that say nothing by themselves.
_EMPTY = frozenset({"the", "a", "an", "that", "his", "her", "their", "its", "my", "our", "your"})
#: Words of a quotation that goes on after a frame, and characters between them.
_LEAST_RESUMED, _FAR = 2, 200
_REST = re.compile(r"[^.!?\n]*[.!?] ")
_JOINTS = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "SCONJ"})
#: A line's end that ends a paragraph, and does not merely wrap it.
_NEW_LINE = re.compile(r"\n[ \t]*\n|[.!?:;][\"”’]?\n")
_COORDINATED = re.compile(r",\s+(?:and|but)\s")
#: Words by themselves that end a sentence.
STOPS = frozenset({".", "!", "?", ";"})
#: Words by themselves that no indirect content of a whole sentence holds.
_NOT_WITHIN = frozenset(';:"“”')
_CLOSING = frozenset({".", ",", ";", "!", "?"})
_IN_A_STATEMENT = re.compile(r"\s+in\s+an?\s+(?:\w+\s+)?statement\b")
_SHORT_TIME = 3  #: words
_ABBREVIATION = 3  #: letters before a full stop that may be no sentence's end
#: What the outlet says of what was said: "..., a figure that economists have questioned".
_REMARK = re.compile(r"\s*,\s+an?\s+[\w-]+(?:\s+[\w-]+)?\s+(?:that|which|he|she|they)\b")
#: Words after a frame at the end of a sentence: "on Tuesday in Harrow".
_TAIL = 10
#: A dash among so many first words ends a dateline.
_DATELINE = 14
#: A line that ends no sentence is between two paragraphs as a caption is.
_CAPTIONS = 2


def together(text: str, one: Attribution, marks: Quotations) -> list[Attribution]:
    """The attribution with those parts of its content that hold together with its cue.

    A sentence of the outlet's own between two quotations separates them, unless it holds the cue:
    what is cut off is a quotation that nobody is named for.
    """
    content = sorted(one.content)
    if len(content) < 2 or one.parent is not None:
        return [one]
    frame = (*one.source, *one.cue)
    groups: list[list[Span]] = [[content[0]]]
    for before, after in pairwise(content):
        inside = any(
            q.start <= before.start and after.start < q.end
            for q in marks.near(before.start, after.start)
        )
        if not inside and _parted(text, before.end, after.start, frame, one.kind == "indirect"):
            groups.append([])
        groups[-1].append(after)
    if len(groups) == 1:
        return [one]
    at = min(frame, default=content[0]).start

    def apart(group: Sequence[Span]) -> tuple[bool, int]:
        """Whether another sentence's end lies between, and how far off it is."""
        first, last = group[0].start, group[-1].end
        between = text[last:at] if last <= at else text[at:first]
        ends = bool(re.match(r"[.!?]\s", between)) if last <= at else False
        return ends, min(abs(s.start - at) + abs(s.end - at) for s in group)

    near = min(groups, key=apart)
    remaining = [with_content(text, one, tuple(near), marks)]
    for group in groups:
        if group is not near:
            remaining += _unsourced(text, group, marks)
    return remaining


def _parted(text: str, start: int, end: int, frame: Sequence[Span], indirect: bool = False) -> bool:
    """Whether words of the outlet's own, no caption and no cue, are between two offsets."""
    holds_frame = any(start <= s.start and s.end <= end for s in frame)
    behind = max([s.end for s in frame if start <= s.start and s.end <= end], default=start)
    between = text[behind:end]
    if holds_frame and re.search(r"(?:^|\w)[.!?]\s", text[start : min(frame).start]):
        return True  # another sentence ends before the frame's
    if not _WORD.search(between):
        return False
    if holds_frame:
        # The outlet goes on about another after the cue: his brother was calmer, and says that.
        rest = between.rstrip()
        stop = re.search(r"[.!?][\"”’')\]]*\s+(?=\S)|\n", rest)
        own = "" if stop is None else rest[stop.end() :]
        return bool(_WORD.search(own)) and (own.endswith(":") or _is_anothers(text, own, frame))
    lines = [line for line in _PARAGRAPHS.split(between) if _WORD.search(line)]
    if indirect and re.search(r"[.!?]\s+[A-Z]\w*\s+\w", between):
        return True  # "denied any responsibility. He said he had sold it"
    if "\n" not in between:
        return bool(re.search(r"[.!?:][\"”’')\]]*\s*$", between.rstrip()))
    return len(lines) > _CAPTIONS or any(_SENTENCE_END.search(line) for line in lines)


def _is_anothers(text: str, sentence: str, frame: Sequence[Span]) -> bool:
    """Whether a sentence between two quotations begins with somebody who is not their speaker."""
    first = re.match(r"(?:The |A |An )?([A-Z]\w+)", sentence)
    known = " ".join(span.of(text) for span in frame)
    return (
        first is not None
        and first.group(1) not in known
        and first.group(1).lower() not in _NO_NAMES
    )


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


def with_content(
    text: str, one: Attribution, content: tuple[Span, ...], marks: Quotations
) -> Attribution:
    """The attribution with another content, its marks, kind and act judged anew."""
    content = tuple(with_marks(span, marks) for span in content)
    kind = kind_of(text, content, one.cue or one.source, marks)
    said = " ".join(span.of(text) for span in content)
    cue = " ".join(span.of(text) for span in one.cue)
    act = act_of(cue, said, kind == "direct")
    return msgspec.structs.replace(one, content=content, kind=kind, act=act)


def to_clause(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content that stops within its clause goes on to the clause's end."""
    if one.kind == "direct" or len(one.content) != 1 or not one.cue:
        return one
    content = one.content[0]
    inside = set(tree.within(content))
    verbs = [i for s in one.cue for i in tree.within(s) if tree.words[i].tag == "VERB"]
    for verb in verbs:
        for comp in tree.children(verb, "ccomp", "xcomp"):
            whole = [i for i in tree.subtree(comp) if tree.words[i].tag != "PUNCT"]
            if comp < verb or not inside & set(whole) or not follows_cue(one):
                continue
            end = tree.words[whole[-1]].span.end
            if tree.relation(comp) == "xcomp":
                end = max(end, _time_behind(tree, verb, whole[-1]))
            if _REMARK.match(tree.text, content.end, end):
                continue
            between = tree.text[content.end : end]
            if end <= content.end or _NEW_LINE.search(between) or has_stop(tree, content.end, end):
                continue
            if any(s.start >= content.end and s.start < end for s in (*one.source, *one.cue)):
                continue
            return with_content(tree.text, one, (Span(content.start, end),), marks)
    return one


def has_stop(tree: Tree, start: int, end: int, stops: frozenset[str] = STOPS) -> bool:
    """Whether a sentence may end between two offsets: not with the stop of "2:20 a.m." or "1.5"."""
    return start < end and any(tree.lower(i) in stops for i in tree.within(Span(start, end)))


def _time_behind(tree: Tree, verb: int, last: int) -> int:
    """Where "promised to visit the region [next week]" ends: when is part of what is promised."""
    index = last
    while index + 1 < len(tree.words) and tree.lower(index + 1) not in _CLOSING:
        index += 1
    behind = range(last + 1, index + 1)
    plain = all(tree.words[i].tag in ("NOUN", "ADJ", "DET", "NUM", "ADV") for i in behind)
    if not behind or not plain or len(behind) > _SHORT_TIME:
        return tree.words[last].span.end
    of_verb = any(tree.head(i) == verb and tree.relation(i) in ("obl", "advmod") for i in behind)
    return tree.words[index].span.end if of_verb else tree.words[last].span.end


def follows_cue(one: Attribution) -> bool:
    """Whether the content comes after its cue."""
    return one.content[0].start >= max(one.cue).end


def to_quotation(text: str, one: Attribution, marks: Quotations) -> Attribution:
    """A quoted content that covers a part of a quotation: all of it.

    But where the attribution's own frame, or another, may be inside the marks.
    """
    if one.kind == "indirect" or one.parent is not None:
        return one
    frame = (*one.source, *one.cue)
    spans = []
    for span in one.content:
        start, end = span.start, span.end
        for q in marks.near(start, end):
            inside = any(q.start <= s.start and s.end <= q.end for s in frame)
            if q.depth or inside or (q.start > start and q.end <= end):
                continue
            ends_with_it = q.start < start and q.end - 1 <= end <= q.end
            if q.start <= start <= q.start + 1 or ends_with_it or one.kind == "direct":
                start, end = min(start, q.start), max(end, q.end)
        spans.append(Span(start, end))
    apart = [s for n, s in enumerate(spans) if n == 0 or s.start >= spans[n - 1].end]
    if apart == list(one.content) or any(a.overlaps(f) for a in apart for f in frame):
        return one
    return with_content(text, one, tuple(apart), marks)


def resumed(text: str, found: Sequence[Attribution], marks: Quotations) -> list[Attribution]:
    """The attributions with the quotations after their frames: "“A,” he said. “B.”"."""
    remaining = list(found)
    for q in marks:
        span = Span(q.start, q.end)
        own = [s for a in remaining for s in (*a.content, *a.cue, *a.source)]
        if q.depth or len(span.of(text).split()) < _LEAST_RESUMED:
            continue
        if any(s.overlaps(span) for s in own):
            continue
        before = [
            (max(ends), n)
            for n, a in enumerate(remaining)
            if a.parent is None and a.cue
            if (ends := [s.end for s in (*a.content, *a.cue, *a.source) if s.end <= q.start])
        ]
        last = max(before, default=None)
        if last is None:
            continue
        end, number = last
        one = remaining[number]
        gap = text[end : q.start]
        frame = (*one.source, *one.cue)
        if "\n" in gap or len(gap) > _FAR or any(s.start >= end and s.end <= q.start for s in own):
            continue
        so_far = [s.end for s in one.content if s.end <= q.start]
        if so_far and max(so_far) > min(frame).start and _WORD.search(gap):
            continue  # the frame comes before: what follows the quotation is the outlet's
        if one.kind == "indirect" and (_WORD.search(gap) or not so_far or end != max(so_far)):
            continue
        # "he said by telephone. “B.”": the rest of the frame's own sentence separates nothing
        own_sentence = end == max(s.end for s in frame) and _REST.fullmatch(gap)
        if not _WORD.search(gap) or own_sentence or not _parted(text, end, q.start, frame):
            remaining[number] = with_content(text, one, tuple(sorted((*one.content, span))), marks)
    return remaining


def with_statement(text: str, one: Attribution) -> Attribution:
    """The cue with the statement in which it is said: "said [in a statement]"."""
    if len(one.cue) != 1 or one.parent is not None:
        return one
    found = _IN_A_STATEMENT.match(text, one.cue[0].end)
    if found is None or any(s.start < found.end() and found.start() < s.end for s in one.content):
        return one
    return msgspec.structs.replace(one, cue=(Span(one.cue[0].start, found.end()),))


def to_sentence(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """All of the sentence that a frame at its end holds for: "..., the mayor said on Monday."."""
    if one.kind != "indirect" or not one.source or not one.cue or not one.content:
        return one
    text = tree.text
    frame = (*one.source, *one.cue)
    start, end = min(frame).start, max(s.end for s in frame)
    content = sorted(one.content)
    if _COORDINATED.match(text, end) and source_is_new(tree, one):
        # "A, the police said, and B": what follows is the outlet's again
        content = [s for s in content if s.end <= start]
    if (content and content[-1].end > start) or text[:start].rstrip()[-1:] != ",":
        return one
    first = tree.at(start)
    last = tree.at(end - 1)
    if first is None or last is None or not _ends_soon(tree, last):
        return one
    begin = sentence_start(tree, first)
    stop = first - 1
    while stop > begin and tree.words[stop].tag == "PUNCT":
        stop -= 1
    if stop <= begin:
        return one
    whole = tree.span(begin, stop)
    held = [i for s in content for i in tree.within(s)]
    inside = not held or begin <= held[0]
    held_apart = any(tree.lower(i) in _NOT_WITHIN for i in tree.within(whole))
    if not inside or "\n" in whole.of(text) or held_apart:
        return one
    if tuple(content) == one.content and len(content) == 1 and content[0].covers(whole):
        return one
    if "according to" in whole.of(text).lower() and "according" in one.cue[0].of(text).lower():
        return one  # each of two gives a figure
    return with_content(text, one, (whole,), marks)


def source_is_new(tree: Tree, one: Attribution) -> bool:
    """Whether the source is called by a noun, and not by "she", as who goes on speaking is."""
    head = tree.head_of(one.source[0])
    return head is None or tree.words[head].tag != "PRON"


def _ends_soon(tree: Tree, last: int) -> bool:
    """Whether the sentence ends after a frame, but for a day or a place."""
    for index in range(last + 1, min(last + _TAIL, len(tree.words))):
        if tree.lower(index) in (".", "!", "?"):
            return True
        if tree.lower(index) == "," and tree.lower(index + 1) in ("and", "but"):
            return index == last + 1
        if tree.words[index].tag in ("VERB", "AUX", "SCONJ", "CCONJ") or tree.lower(index) == ",":
            return False
    return last + 1 >= len(tree.words)


def sentence_start(tree: Tree, index: int) -> int:
    """The first word of the sentence, a dateline's dash or a stop before it."""
    text = tree.text
    at = index
    while at > 0:
        before = tree.words[at - 1]
        between = text[before.span.end : tree.words[at].span.start]
        mark = tree.lower(at - 1)
        if "\n" in between or (mark in ("—", "–", "--") and at - 1 < _DATELINE):
            break
        capital = text[tree.words[at].span.start].isupper()
        if mark in (".", "!", "?", "”", '"') and capital and (between or _runs_on(tree, at)):
            break
        at -= 1
    return at


def _runs_on(tree: Tree, at: int) -> bool:
    """Whether only the blank behind a full stop is missing: "began on Tuesday.Witnesses said"."""
    if at < 2 or tree.lower(at - 1) != ".":
        return False
    before, word = tree.words[at - 2].span.of(tree.text), tree.words[at].span.of(tree.text)
    return before.isalpha() and len(before) > _ABBREVIATION and word.isalpha() and len(word) > 1


def has_words_of_its_own(tree: Tree, one: Attribution) -> bool:
    """Whether a content holds more than an article or a possessive: not "(signed) the"."""
    held = [i for s in one.content for i in tree.within(s)]
    words = [i for i in held if tree.words[i].tag != "PUNCT"]
    if one.kind == "indirect" and len(words) == 1 and tree.words[words[0]].tag in _JOINTS:
        return False  # "Salim said [During]", of a sentence that was cut
    return any(is_more_than_an_article(s.of(tree.text)) for s in one.content)


def is_more_than_an_article(words: str) -> bool:
    """Whether words say something by themselves."""
    return not set(_WORDS.findall(words.lower())) <= _EMPTY


def to_noun(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """A content that stops before its noun goes on to it: "reaffirming his" stance."""
    if len(one.content) != 1 or one.kind != "indirect":
        return one
    inside = tree.within(one.content[0])
    last = inside[-1] if inside else None
    if last is None or tree.words[last].tag not in ("DET", "PRON", "ADJ", "ADP", "NUM"):
        return one
    head = tree.head(last)
    if head is None or not last < head <= last + 4 or tree.words[head].tag not in ("NOUN", "PROPN"):
        return one
    whole = tree.span(inside[0], head)
    if any(whole.overlaps(s) for s in (*one.source, *one.cue)) or "\n" in whole.of(tree.text):
        return one
    return with_content(tree.text, one, (whole,), marks)


def to_complement(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """A content that stops after its subject goes on to its verb.

    "The ministry said [the attacker], who police said held two passports, had acted alone".
    """
    if one.kind != "indirect" or len(one.content) != 1 or len(one.cue) != 1:
        return one
    content, text = one.content[0], tree.text
    verb = tree.head_of(one.cue[0])
    clause = None if verb is None else tree.child(verb, "ccomp")
    if clause is None or content.start < one.cue[0].end or tree.has_clause(content):
        return one
    begins = tree.words[clause].span.start
    if begins < content.end or any(mark in text[content.end : begins] for mark in '.;:?!\n"“'):
        return one
    last = max(i for i in tree.subtree(clause) if tree.words[i].tag != "PUNCT")
    return with_content(text, one, (Span(content.start, tree.words[last].span.end),), marks)
