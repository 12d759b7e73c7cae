"""Contents without what is not theirs: gestures, lines before, the other side of a contrast."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from whence.extract.acts import SAYS, act_of, verb_of
from whence.extract.boundaries import STOPS, follows_cue, is_more_than_an_article, with_content
from whence.extract.parenthetical import PUTTING, gives_count
from whence.extract.quotes import Quotations
from whence.lang import words
from whence.records import Attribution, Span
from whence.syntax import Tree

_QUOTE = re.compile(r"[“”\"‘]")
_AGAINST, _CONCEDING = words("grammar", "set against"), words("grammar", "conceding")
#: Words by themselves that part a content.
_PARTING = STOPS | set(':“”"‘')
_GAP = 24  #: words between two pieces of one content
_DESCRIBING = frozenset({"who", "whose", "which"})
_CITING = words("people", "citing")
_PRONOUNS = words("grammar", "relative")
_RELATIVE = re.compile(r",\s+(?:who|which|whom|whose)\s")


def without_beat(tree: Tree, one: Attribution, speaks: bool) -> Attribution:
    """A quotation without the gesture in a sentence after it.

    "The road is closed." Bob nodded: who says it is not given.

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


_BEFORE_COLON = re.compile(r"[“\"‘'][^“”\"‘]*[”\"’']\s?: ?\w")


def in_own_paragraph(text: str, one: Attribution, marks: Quotations) -> Attribution:
    """A content without what is, outside quotation marks, in another paragraph than its frame.

    Only a colon leads over a paragraph's end: "He said, she said" heads a section.
    """
    if one.kind == "direct" or not one.cue or text[: max(one.cue).end].endswith(":"):
        return one
    start, end = min((*one.source, *one.cue)).start, max(s.end for s in (*one.source, *one.cue))
    gaps = {s: text[end : s.start] if s.start >= end else text[s.end : start] for s in one.content}
    quoted = [
        s for s in one.content if _QUOTE.search(s.of(text)) and not _in_headline(text, s, end)
    ]
    remaining = tuple(s for s in one.content if s in quoted or not _is_parted(gaps[s], s.of(text)))
    if remaining == one.content:
        return one
    return (
        with_content(text, one, remaining, marks)
        if remaining
        else msgspec.structs.replace(one, content=())
    )


def _in_headline(text: str, span: Span, end: int) -> bool:
    """Whether a quotation is in a line before that goes on behind a colon: "“I ran”: Boy safe"."""
    line = text[span.start :].partition("\n")[0].rstrip()
    return span.end < end and line[-1:] not in ".!?," and _BEFORE_COLON.match(line) is not None


def _is_parted(gap: str, words: str) -> bool:
    """Whether a paragraph ends in a gap; a line that merely wraps goes on in lower case."""
    behind = gap.rpartition("\n")[2].strip() or words
    return "\n\n" in gap or ("\n" in gap and behind[:1].isupper())


def before_another(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content that stops where the outlet sets another speaker against it.

    "Garrick said they were loans, while her partner told the court that they were gifts".
    """
    if one.kind != "indirect" or not one.content or not one.cue:
        return one
    content = max(one.content)
    if content.start < max(one.cue).end:
        return one
    for index in tree.within(content):
        end = _where_another_speaks(tree, one, index)
        end = _where_set_against(tree, one, index) if end is None else end
        if end is None:
            continue
        before = tuple(sorted(s for s in one.content if s != content))
        held = (Span(content.start, end),) if end > content.start else ()
        if before or held:
            return with_content(tree.text, one, (*before, *held), marks)
    return one


def _where_set_against(tree: Tree, one: Attribution, index: int) -> int | None:
    """Where a clause of contrast gives another's words: ", while the union puts the toll at 23".

    After a frame in the middle, one of concession does, too: "The roof was sound, the owner said,
    although an inspector warned". Elsewhere it may be the speaker who concedes.
    """
    in_the_middle = len(one.content) > 1
    opening = _AGAINST | _CONCEDING if in_the_middle else _AGAINST
    if tree.lower(index) not in opening or tree.lower(index - 1) != ",":
        return None
    verb = tree.head(index) if tree.relation(index) == "mark" else None
    subject = None if verb is None else tree.child(verb, "nsubj")
    if verb is None or subject is None:
        return None
    known = verb_of(tree.lower(verb))
    speaks = known is not None and known[1] in SAYS
    return tree.words[index - 1].span.start if speaks or gives_count(tree, verb) else None


def near_cue(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """A nested attribution with those pieces of its content that its own clause holds.

    A sentence, a colon or another quotation between two pieces separates them.
    """
    if len(one.content) < 2 or not one.cue:
        return one
    text, cue = tree.text, min(one.cue)
    frame = (*one.source, *one.cue)
    remaining: list[Span] = []
    for span in sorted(one.content):
        if not is_more_than_an_article(span.of(text)):
            continue
        low, high = sorted((span, cue))
        if span.start > cue.end and remaining and remaining[-1].start >= cue.end:
            low = remaining[-1]
        if (
            remaining
            and span.start > cue.end
            and _RELATIVE.search(text, max(f.end for f in frame) - 1, span.start)
        ):
            continue  # "according to a doctor, who asked [not to be named]"
        if not _is_apart(tree, low.end, high.start, frame) and not _is_put(tree, one, span):
            remaining.append(span)
    if tuple(remaining) == one.content:
        return one
    return with_content(text, one, tuple(remaining), marks) if remaining else one


def without_gaps(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content whose pieces before or after the frame are one.

    "[The death toll] ... [up from 41], the office said": all that comes before is said.
    """
    if one.kind != "indirect" or len(one.content) < 2 or not one.cue:
        return one
    frame = (*one.source, *one.cue)
    merged: list[Span] = []
    for span in sorted(one.content):
        before = merged[-1] if merged else None
        if before is not None and not any(before.end <= s.start < span.start for s in frame):
            gap = Span(before.end, span.start)
            whole = not _is_apart(tree, gap.start, gap.end, ()) and len(tree.within(gap)) <= _GAP
            if whole:
                merged[-1] = Span(before.start, span.end)
                continue
        merged.append(span)
    return (
        one if tuple(merged) == one.content else with_content(tree.text, one, tuple(merged), marks)
    )


def without_anothers(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """A content in pieces without those of another verb of speech.

    "While [admitting] that it was late, the officer, Ana Orr, said [it was fair]".
    """
    if one.kind != "indirect" or len(one.content) < 2 or len(one.cue) != 1:
        return one
    left = [s for s in one.content if not _is_anothers(tree, s, one.cue[0])]
    whole = not left or len(left) == len(one.content)
    return one if whole else with_content(tree.text, one, tuple(left), marks)


def before_new_subject(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content without the subject of a verb behind it: "A valve stuck, [two men] said".

    "Data suggest that a valve stuck, two engineers who work there told the paper".
    """
    if one.kind != "indirect" or not one.content:
        return one
    last = max(one.content)
    for index in tree.within(last):
        verb = tree.head(index)
        subject = tree.relation(index) == "nsubj" and verb is not None and verb > index
        if not subject or verb is None or tree.words[verb].span.start < last.end:
            continue
        start = tree.phrase(index).start
        known = verb_of(tree.lower(verb))
        parted = tree.text[last.start : start].rstrip().endswith(",")
        if known is None or known[1] not in SAYS or not parted:
            continue
        end = len(tree.text[:start].rstrip(" ,"))
        left = [s for s in one.content if s != last]
        return with_content(tree.text, one, (*left, Span(last.start, end)), marks)
    return one


def _is_anothers(tree: Tree, span: Span, cue: Span) -> bool:
    """Whether a verb of speech comes right before words that are its clause."""
    first = tree.at(span.start)
    verb = None if first is None or not first else first - 1
    if verb is None or cue.overlaps(tree.words[verb].span) or tree.words[verb].tag != "VERB":
        return False
    known = verb_of(tree.lower(verb))
    clause = tree.child(verb, "ccomp") if tree.child(verb, "nsubj") is not None else None
    held = clause is not None and span.covers(tree.words[clause].span)
    return known is not None and known[1] in SAYS and held and cue.end < tree.words[verb].span.start


def without_relative(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """A content without the clause that describes its source: "a doctor, [who asked], said"."""
    if len(one.content) < 2 or len(one.source) != 1 or len(one.cue) != 1:
        return one
    source, cue = one.source[0], one.cue[0]
    for span in one.content:
        first = next(iter(tree.within(span)), None)
        between = source.end <= span.start and span.end <= cue.start
        if first is None or not between or tree.lower(first) not in _DESCRIBING:
            continue
        rest = tuple(s for s in one.content if s != span)
        whole = msgspec.structs.replace(one, source=(Span(source.start, span.end),))
        return with_content(tree.text, whole, rest, marks)
    return one


def without_cited(tree: Tree, one: Attribution) -> Attribution:
    """A content without whom the source cites: "reported[, citing the governor]"."""
    remaining: list[Span] = []
    for span in one.content:
        inside = tree.within(span)
        first = inside[0] if inside else None
        if first is None or one.kind == "direct":
            remaining.append(span)
        elif len(one.content) > 1 and _is_of_participle(tree, one, span):
            continue  # "he said, thanking [his mother]"
        elif tree.lower(first) in _CITING and len(one.content) > 1:
            continue
        elif first and tree.lower(first - 1) in _CITING and tree.relation(first - 1) != "amod":
            that = (i for i in inside if tree.lower(i) == "that" and tree.lower(i - 1) == ",")
            begins = next(that, None)
            remaining.append(
                span if begins is None else Span(tree.words[begins].span.start, span.end)
            )
        else:
            remaining.append(span)
    return (
        one
        if tuple(remaining) == one.content
        else msgspec.structs.replace(one, content=tuple(remaining))
    )


def _is_of_participle(tree: Tree, one: Attribution, span: Span) -> bool:
    """Whether words after the frame are the object of what the speaker did beside."""
    head = tree.head_of(span)
    verb = None if head is None else tree.head(head)
    if verb is None or not one.cue or span.start < max(one.cue).end or verb in tree.within(span):
        return False
    beside = tree.relation(verb) == "advcl" and tree.lower(verb).endswith("ing")
    return beside and tree.words[verb].span.start >= max(one.cue).end


def _is_apart(tree: Tree, start: int, end: int, frame: Sequence[Span]) -> bool:
    """Whether a stop, a colon or a quotation mark of the outlet's own is between two offsets."""
    if start >= end:
        return False
    own = (i for i in tree.within(Span(start, end)) if not _is_in(tree.words[i].span, frame))
    return "\n\n" in tree.text[start:end] or any(tree.lower(i) in _PARTING for i in own)


def _is_put(tree: Tree, one: Attribution, span: Span) -> bool:
    """Whether another puts what the span holds: "Ministry puts [toll at 18], hospital says 23"."""
    head = tree.head_of(span)
    verb = None if head is None else tree.head(head)
    if verb is None or tree.lower(verb) not in PUTTING or span.end > one.cue[0].start:
        return False
    return tree.child(verb, "nsubj") is not None and verb not in tree.within(span)


def _is_in(word: Span, frame: Sequence[Span]) -> bool:
    return any(s.covers(word) for s in frame)


def without_lines_before(text: str, one: Attribution) -> Attribution:
    """A mixed content without what is unquoted in a line before its frame's own."""
    if one.kind != "mixed" or len(one.content) < 2 or not one.cue:
        return one
    line = text.rfind("\n", 0, min((*one.source, *one.cue)).start) + 1
    remaining = tuple(s for s in one.content if s.end > line or _QUOTE.search(s.of(text)))
    return (
        msgspec.structs.replace(one, content=remaining)
        if remaining and remaining != one.content
        else one
    )


def _where_another_speaks(tree: Tree, one: Attribution, index: int) -> int | None:
    """Where a coordinator joins another's speech: "The ministry says ..., but traders say"."""
    verb = tree.head(index) if tree.relation(index) == "cc" else None
    first = None if verb is None or tree.relation(verb) != "conj" else tree.head(verb)
    cued = first is not None and any(s.covers(tree.words[first].span) for s in one.cue)
    known = None if verb is None else verb_of(tree.lower(verb))
    subject = None if verb is None else tree.child(verb, "nsubj")
    if not cued or known is None or known[1] not in SAYS or subject is None:
        return None
    if subject < index or tree.lower(index - 1) != "," or not follows_cue(one):
        return None
    return tree.words[index - 1].span.start


def before_main_verb(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content that stops where the sentence about its source goes on.

    "Protests calling for Sisi to step down erupted in Cairo": only "Sisi to step down". "Adler, who
    said he was beaten, was taken away" neither.
    """
    if one.kind != "indirect" or len(one.content) != 1 or not one.source or not one.cue:
        return one
    head, cue = tree.head_of(one.source[0]), tree.head_of(min(one.cue))
    if cue is not None and tree.relation(cue) == "acl:relcl":
        head = tree.head(cue)
    subject = head is not None and tree.relation(head) in ("nsubj", "nsubj:pass")
    verb = tree.head(head) if subject and head is not None else None
    modifies = cue is not None and tree.relation(cue) in ("acl", "acl:relcl")
    modifies = modifies and cue is not None and tree.head(cue) == head
    content = one.content[0]
    if verb is None or not modifies or not content.covers(tree.words[verb].span):
        return one
    helps = tree.children(verb, "aux", "aux:pass", "cop")
    first = min((verb, *(i for i in helps if i > (cue or 0))))
    end = len(tree.text[: tree.words[first].span.start].rstrip(" ,"))
    return (
        with_content(tree.text, one, (Span(content.start, end),), marks)
        if (end > content.start and follows_cue(one))
        else one
    )


def before_joined_verb(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content without what the speaker does next, or another says to it.

    "denies that allegation [and has accused others]"; "he was sorry, [but the judge said no]".
    """
    verb = tree.head_of(one.cue[-1]) if one.cue and one.kind == "indirect" else None
    if verb is None or len(one.content) != 1:
        return one
    content = one.content[0]
    for other in tree.children(verb, "conj"):
        joint = tree.child(other, "cc")
        if joint is None or not verb < joint < other or verb_of(tree.lower(other)) is None:
            continue
        start = tree.words[joint].span.start
        if content.start < start < content.end and content.covers(tree.words[other].span):
            end = len(tree.text[:start].rstrip(" ,"))
            return with_content(tree.text, one, (Span(content.start, end),), marks)
    return one


def within_relative(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """What is said of a relative pronoun alone, where the frame is behind it.

    "Venn never met the man who, prosecutors say, [paid her]": not that she never met him.
    """
    if one.kind != "indirect" or not one.source or not one.cue or len(one.content) < 2:
        return one
    first = tree.at(min(*one.source, *one.cue).start)
    if first is None or first < 2 or tree.lower(first - 1) != ",":
        return one
    if tree.lower(first - 2) not in _PRONOUNS:
        return one
    start = tree.words[first].span.start
    behind = tuple(s for s in one.content if s.start > start)
    return with_content(tree.text, one, behind, marks) if behind else one
