"""Contents on both sides of their frame, or in pieces that one clause holds."""

from __future__ import annotations

from whence.extract.acts import SAYS, verb_of
from whence.extract.boundaries import (
    STOPS,
    has_stop,
    sentence_start,
    source_is_new,
    with_content,
)
from whence.extract.kinds import bare
from whence.extract.quotes import Quotations
from whence.records import Attribution, Span
from whence.syntax import Tree

_STOPS = frozenset({".", "!", "?", ";", ":"})
#: So many words may be missing between two pieces of one content.
_GAP = 8
_QUOTED = frozenset('"“”')
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def of_clause(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content that lacks its verb: all of the clause with source and cue.

    "The driver, according to two passengers, had been asleep": not "the driver" alone.
    """
    if one.kind != "indirect" or not one.source or not one.cue or not one.content:
        return one
    head = tree.head_of(min(one.content))
    predicate = None if head is None else tree.predicate(head)
    frame = [i for s in (*one.source, *one.cue) for i in tree.within(s)]
    held = {i for s in one.content for i in tree.within(s)}
    if head is None or predicate is None or predicate in frame or predicate in held:
        return one
    aside = "according" in (tree.lower(i) for i in frame)
    # "The bridge, the mayor said after a visit, would stay shut": the rest of what is said
    said = tree.head(predicate) in frame and tree.relation(predicate) == "ccomp"
    # "The rocket, a heavy one, will rise from the Cape, Musk wrote late on Friday"
    beside = not aside and any(
        tree.head(i) == predicate
        and tree.relation(i) in ("parataxis", "advcl")
        and tree.child(i, "mark") is None
        for i in frame
    )
    said = said or beside
    subject = tree.subject(predicate) == head
    if not ((aside or said) and subject) or tree.words[predicate].relation == "acl:relcl":
        return one
    own = {i for verb in frame if beside for i in tree.subtree(verb)}
    whole = [i for i in tree.subtree(predicate) if i not in own.union(frame)]
    spans = []
    text = tree.text
    edges = sorted((*one.source, *one.cue))
    before = [i for i in whole if tree.words[i].span.end <= edges[0].start]
    behind = [i for i in whole if tree.words[i].span.start >= edges[-1].end]
    if beside:
        behind = []
    elif said and before:
        verb = min((predicate, *tree.children(predicate, "aux", "aux:pass", "cop")))
        behind = [i for i in behind if i >= verb]
    for side in (before, behind):
        plain = [i for i in side if tree.words[i].tag != "PUNCT"]
        if plain and "\n" not in tree.span(plain[0], plain[-1]).of(text):
            spans.append(bare(text, tree.span(plain[0], plain[-1])))
    return with_content(text, one, tuple(spans), marks) if spans else one


def both_sides(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content with the part of its clause on the other side of a frame in commas.

    "The bees, Baldassari confirmed, were in good health": not "were in good health" alone.
    """
    if one.kind == "direct" or not one.source or not one.cue:
        return one
    if len(one.content) == 2:
        return _from_verb(tree, one, marks)
    if len(one.content) != 1:
        return one
    frame = sorted((*one.source, *one.cue))
    first, last = tree.at(frame[0].start), tree.at(frame[-1].end - 1)
    if first is None or last is None or first < 2 or last + 2 >= len(tree.words):
        return one
    if tree.lower(first - 1) != "," or tree.lower(last + 1) != ",":
        return one
    start, content = sentence_start(tree, first), one.content[0]
    begin, stop = tree.span(start, first - 2), last + 2
    while stop + 1 < len(tree.words) and tree.lower(stop + 1) not in _STOPS:
        stop += 1
    goes_on = tree.words[last + 2].tag in ("AUX", "VERB") or tree.lower(last + 2) == "that"
    # "If it rains, warned Farmakis, the islands will lose": the clause behind it is the main one.
    goes_on = goes_on or tree.words[start].tag == "SCONJ"
    coordinated = _goes_on_with_a_clause(tree, one, last + 2, stop)
    if not goes_on and not coordinated:
        return one
    rest = tree.span(last + 3 if coordinated else last + 2, stop)
    if any("\n" in side.of(tree.text) for side in (begin, rest)):
        return one
    if content.start >= rest.start and not content.overlaps(begin):
        return with_content(tree.text, one, (bare(tree.text, begin), content), marks)
    if content.end <= frame[0].start and not content.overlaps(rest):
        return with_content(tree.text, one, (content, bare(tree.text, rest)), marks)
    return one


def _from_verb(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """The verb of a subject before a frame in commas: "A man, he recalled, [got up and] said"."""
    frame = sorted((*one.source, *one.cue))
    subject, rest = sorted(one.content)
    last = tree.at(frame[-1].end - 1)
    held = tree.within(subject)
    if last is None or last + 2 >= len(tree.words) or tree.lower(last + 1) != ",":
        return one
    alone = subject.end <= frame[0].start and not any(
        tree.words[i].tag in ("VERB", "AUX") for i in held
    )
    verb = tree.words[last + 2]
    left_out = Span(verb.span.start, max(verb.span.end, rest.start))
    if not alone or verb.tag not in ("VERB", "AUX") or verb.span.start >= rest.start:
        return one
    if has_stop(tree, left_out.start, left_out.end, STOPS) or "\n" in left_out.of(tree.text):
        return one
    return with_content(tree.text, one, (subject, Span(left_out.start, rest.end)), marks)


def _goes_on_with_a_clause(tree: Tree, one: Attribution, joint: int, stop: int) -> bool:
    """Whether "and" or "but" begins another clause of somebody who goes on speaking.

    "No one was hurt, she said, but [a window was broken]": in eight of nine such in PolNeAR's
    reports the speaker says that, too. Not "engineers said, and shopkeepers are furious", whose
    speaker is new, nor "he said, and left", "he said, but witnesses say".
    """
    spoken = any(verb_of(tree.lower(i)) for span in one.cue for i in tree.within(span))
    if tree.lower(joint) not in ("and", "but") or source_is_new(tree, one) or not spoken:
        return False
    rest = range(joint + 1, stop + 1)
    verbs = [i for i in rest if tree.words[i].tag in ("VERB", "AUX")]
    if not verbs or any(tree.lower(i) in _QUOTED for i in rest):
        return False
    subject = any(tree.words[i].tag in _NOMINAL for i in range(joint + 1, verbs[0]))
    others = [known for known in (verb_of(tree.lower(i)) for i in verbs) if known]
    return subject and not any(known[1] in SAYS for known in others)


def joined(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    """An indirect content in one piece where words of its own clause were left out between two."""
    content = sorted(one.content)
    if len(content) < 2 or one.kind == "direct":
        return one
    frame = (*one.source, *one.cue)
    merged = [content[0]]
    for span in content[1:]:
        last = merged[-1]
        between = tree.text[last.end : span.start]
        gap = tree.within(Span(last.end, span.start)) if last.end < span.start else range(0)
        aside = any(last.end <= s.start < span.start for s in frame)
        stop = has_stop(tree, last.end, span.start, STOPS | {":"})
        if aside or len(gap) > _GAP or stop or any(mark in between for mark in '\n"“”'):
            merged.append(span)
        else:
            merged[-1] = Span(last.start, span.end)
    if len(merged) == len(content):
        return one
    return with_content(tree.text, one, tuple(merged), marks)
