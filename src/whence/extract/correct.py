"""What the rules make of the attributions that the model found in one text, in their order."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.extract.acts import verbs_in
from whence.extract.boundaries import (
    has_words_of_its_own,
    resumed,
    to_clause,
    to_complement,
    to_noun,
    to_quotation,
    to_sentence,
    together,
    with_statement,
)
from whence.extract.continued import with_continued
from whence.extract.cut_contents import (
    before_another,
    before_joined_verb,
    before_main_verb,
    before_new_subject,
    in_own_paragraph,
    near_cue,
    within_relative,
    without_anothers,
    without_beat,
    without_cited,
    without_gaps,
    without_lines_before,
    without_relative,
)
from whence.extract.frames import Frames
from whence.extract.layout import of_layout
from whence.extract.quotes import Quotations
from whence.extract.says_nothing import (
    answers_nothing,
    is_by_the_way,
    is_found,
    is_nobodys,
    is_only_relative,
    says_nothing,
)
from whence.extract.split_contents import both_sides, joined, of_clause
from whence.extract.stance import holds_clause, is_asserted, stance_of
from whence.lang import words
from whence.records import Attribution, Span
from whence.records.reading import Stance
from whence.syntax import Tree

_CITING = words("people", "citing")
_SPEECH_NOUNS = words("speech", "speech nouns")
_VIEWS = words("speech", "views")
_NO_SPEAKER = words("speech", "no speaker")
#: Acts by which somebody wants what is not so yet.
_WANTING = frozenset({"order", "ask", "promise"})
_COUNTED = 3  #: words of a number with what it counts: "26 people killed"


def corrected(
    tree: Tree, found: Sequence[Attribution], marks: Quotations, headlines: Sequence[Span] = ()
) -> list[Attribution]:
    """The attributions with sources, cues and contents as layout, marks and syntax have them.

    Args:
        tree: the text's words; without any, layout and marks alone are asked.
        found: the outermost attributions of the text, in any order.
        marks: the text's quotations.
        headlines: the places of its headlines.
    """
    text, frames = tree.text, Frames(tree, marks)
    shown = of_layout(text, marks, headlines)
    remaining = [one for one in found if not (_is_of_layout(one, shown) or _labels(text, one))]
    remaining = [one for one in remaining if not _describes_speaker(tree, one, remaining)]
    remaining = [in_own_paragraph(text, one, marks) for one in remaining]
    remaining = [near_cue(tree, one, marks) if one.kind == "indirect" else one for one in remaining]
    remaining = [before_another(tree, without_lines_before(text, one), marks) for one in remaining]
    remaining = [
        before_new_subject(tree, without_anothers(tree, one, marks), marks) for one in remaining
    ]
    remaining = [to_quotation(text, one, marks) for one in remaining]
    remaining = [part for one in remaining for part in together(text, one, marks)]
    remaining = [
        without_relative(tree, one, marks) for one in remaining if not _only_cites(tree, one)
    ]
    remaining = [without_beat(tree, one, _speaks(text, one)) for one in remaining]
    remaining = frames.quoted([*remaining, *shown])
    remaining = resumed(text, remaining, marks)
    remaining = [frames.in_turn(one) for one in remaining]
    remaining = [one for one in remaining if not _is_view(one, text)]
    remaining += frames.clauses(remaining)
    remaining = with_continued(text, [_whole(tree, one, marks) for one in remaining], marks)
    result: list[Attribution] = []
    for one in remaining:
        outer, *inner = frames.mended(to_complement(tree, without_gaps(tree, one, marks), marks))
        outer = without_cited(tree, with_statement(text, to_sentence(tree, outer, marks)))
        if outer.cue and (not has_words_of_its_own(tree, outer) or answers_nothing(tree, outer)):
            continue
        if says_nothing(tree, outer):
            continue
        number = len(result)
        if any(_is_same(outer, other) for other in result):
            continue
        result.append(outer)
        result += [
            msgspec.structs.replace(i, parent=number)
            for i in inner
            if not (is_only_relative(tree, i) or is_nobodys(tree, i))
        ]
    # in what a content held before it was cut
    missed = (one for one in frames.clauses(result) if not answers_nothing(tree, one))
    result += [o for o in missed if has_words_of_its_own(tree, o) and not is_nobodys(tree, o)]
    result = _quoted_once(text, result, marks)
    return [_in_another(one, result) for one in result]


def _is_view(one: Attribution, text: str) -> bool:
    """Whether a frame is the noun alone of "in the view of", which the syntax finds whole."""
    cue = one.cue[0] if len(one.cue) == 1 else None
    return cue is not None and f"in {cue.of(text).lower()}" in _VIEWS and _is_led(text, cue)


def _is_led(text: str, cue: Span) -> bool:
    """Whether "in" is right before the cue."""
    return text[max(0, cue.start - len("in ")) : cue.start].lower().rstrip() == "in"


def _only_cites(tree: Tree, one: Attribution) -> bool:
    """Whether the cue says whom another cites: "Reuters reported, [citing] officials"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 else None
    return (
        verb is not None
        and tree.lower(verb) in _CITING
        and (not one.source or tree.relation(verb) != "root")
    )


def _describes_speaker(tree: Tree, one: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether the cue only describes a speaker: "“A,” Maas, who [commands] it, said"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and one.kind == "direct" else None
    noun = tree.head(verb) if verb is not None and tree.relation(verb) == "acl:relcl" else None
    return noun is not None and any(
        other is not one
        and other.content == one.content
        and any(s.covers(tree.words[noun].span) for s in other.source)
        for other in found
    )


def _is_same(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions are one: the same source, cue and content."""
    return (one.source, one.cue, one.content) == (other.source, other.cue, other.content)


def _quoted_once(text: str, found: Sequence[Attribution], marks: Quotations) -> list[Attribution]:
    """A quotation that two attributions hold belongs to the one whose frame comes right after it.

    "“A,” said Dai of the find. “B,” he added.": B is no part of the first.
    """
    result = list(found)
    for number, one in enumerate(found):
        frame = (*one.source, *one.cue)
        for q in marks if frame and one.parent is None else ():
            gap = text[q.end : min(frame).start]
            behind = q.end <= min(frame).start and not gap.strip(" ,")
            stops = text[q.end - 2 : q.end - 1] == "." and not min(frame).of(text)[:1].islower()
            if q.depth or not behind or stops:
                continue
            for other, two in enumerate(result):
                if other == number or two.parent is not None or len(two.content) < 2:
                    continue
                left = tuple(s for s in two.content if not (q.start <= s.start and s.end <= q.end))
                if left and len(left) < len(two.content):
                    result[other] = msgspec.structs.replace(two, content=left)
                    own = [s for s in one.content if s.end <= q.start or s.start >= min(frame).end]
                    whole = tuple(sorted((*own, Span(q.start, q.end))))
                    result[number] = msgspec.structs.replace(one, content=whole, kind="direct")
    return result


def _in_another(one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """The attribution as nested in the one whose content holds all of it, if any does."""
    spans = (*one.source, *one.cue, *one.content)
    if one.parent is not None or not one.cue:
        return one
    holding = [
        (span.end - span.start, number)
        for number, other in enumerate(found)
        for span in other.content
        if other is not one and all(span.covers(s) for s in spans)
    ]
    return msgspec.structs.replace(one, parent=min(holding)[1]) if holding else one


def missed_inside(tree: Tree, found: Sequence[Attribution], marks: Quotations) -> list[Attribution]:
    """The nested attributions that the second pass missed, by the syntax; `parent` is set."""
    frames = Frames(tree, marks)
    made = (nested(tree, one, marks) for one in frames.inside(found))
    return [one for one in made if one is not None]


def nested(tree: Tree, one: Attribution, marks: Quotations) -> Attribution | None:
    """What a second look found inside a content, with its edges; None where there is nothing.

    Args:
        tree: the text's words.
        one: the attribution, its `parent` set.
        marks: the text's quotations.
    """
    one = before_main_verb(tree, to_clause(tree, near_cue(tree, one, marks), marks), marks)
    frames = Frames(tree, marks)
    one = frames.within_relative(frames.sourced(one))
    one = frames.trimmed_inner(frames.without_addressee(one))
    if not one.content or not has_words_of_its_own(tree, one) or is_by_the_way(tree, one):
        return None
    one = frames.of_passive(one)
    if (
        not one.content
        or is_only_relative(tree, one)
        or is_found(tree, one)
        or is_nobodys(tree, one)
    ):
        return None
    if not tree.words or one.kind == "direct" or (one.kind == "mixed" and one.act != "believe"):
        return one
    return one if holds_clause(tree, one) or _asks_to(tree, one) else None


def _asks_to(tree: Tree, one: Attribution) -> bool:
    """As in "Told him to go", "denied taking money"."""
    first = tree.within(min(one.content))
    opening = tree.lower(first[0]) if first else ""
    return opening in ("to", "not") or opening.endswith("ing") or one.act == "deny"


def within_parents(found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, each nested one's content without what its parent's does not hold."""
    contents: dict[int, tuple[Span, ...]] = {}

    def content(number: int) -> tuple[Span, ...]:
        one = found[number]
        if number not in contents:
            contents[number] = one.content
            if one.parent is not None and one.content:
                contents[number] = _held(one.content, content(one.parent)) or one.content
        return contents[number]

    return [
        one
        if content(number) == one.content
        else msgspec.structs.replace(one, content=content(number))
        for number, one in enumerate(found)
    ]


def _held(inner: Sequence[Span], outer: Sequence[Span]) -> tuple[Span, ...]:
    """What of the inner spans the outer ones hold."""
    return tuple(
        Span(max(s.start, o.start), min(s.end, o.end))
        for s in inner
        for o in outer
        if s.overlaps(o)
    )


def judged(
    tree: Tree, found: Sequence[Attribution], stances: Sequence[Stance | None] = ()
) -> list[Attribution]:
    """The attributions, nested ones with them, with their stance and whether they are asserted.

    `stances` are those that the reader's model gives each, where it does.
    """
    result: list[Attribution] = []
    for index, one in enumerate(found):
        stance = stance_of(tree, one, stances[index] if stances else None)
        asserted = is_asserted(tree, one) and not _is_withheld(tree, one, result)
        result.append(msgspec.structs.replace(one, stance=stance, asserted=asserted))
    return result


def _is_withheld(tree: Tree, one: Attribution, before: Sequence[Attribution]) -> bool:
    """Whether an attribution is what another declines or wants: "declined [to say how many]".

    "Workers demanded that brands [tell] owners to pay": the brands have not done so.
    """
    outer = before[one.parent] if one.parent is not None and one.parent < len(before) else None
    if outer is None or not one.cue or not outer.cue:
        return False
    inner, outermost = tree.head_of(min(one.cue)), tree.head_of(outer.cue[-1])
    if inner is None or tree.head(inner) != outermost:
        return False
    wanted = outer.act in _WANTING and tree.relation(inner) in ("ccomp", "xcomp")
    return wanted or not outer.asserted


def _whole(tree: Tree, one: Attribution, marks: Quotations) -> Attribution:
    one = both_sides(tree, one, marks)
    one = of_clause(tree, joined(tree, to_noun(tree, one, marks), marks), marks)
    one = before_main_verb(tree, to_clause(tree, one, marks), marks)
    one = to_sentence(tree, before_another(tree, one, marks), marks)
    return within_relative(tree, before_joined_verb(tree, one, marks), marks)


def _is_of_layout(one: Attribution, shown: Sequence[Attribution]) -> bool:
    """Whether the layout shows whose words these are, or they are inside such words.

    What is inside is found again, as nested in them.
    """
    spans = (*one.source, *one.cue, *one.content)
    return any(
        span.overlaps(other)
        for span in spans
        for layout in shown
        for other in (*layout.source, *layout.cue, *layout.content)
    )


def _labels(text: str, one: Attribution) -> bool:
    """Whether a label is before a colon: "Photos: Flood in Brell", "Brell: 26 killed"."""
    if len(one.cue) != 1 or one.cue[0].of(text).strip() != ":" or one.kind == "direct":
        return False
    line = text.rfind("\n", 0, one.cue[0].start) + 1
    label = "_".join(text[line : one.cue[0].start].lower().split())
    rest = text[one.cue[0].end :].partition("\n")[0].split()
    counted = 0 < len(rest) <= _COUNTED and rest[0].isdigit()
    return label in _NO_SPEAKER or counted


def _speaks(text: str, one: Attribution) -> bool:
    cue = " ".join(span.of(text) for span in one.cue).lower()
    return (
        bool(verbs_in(cue))
        or not _SPEECH_NOUNS.isdisjoint(cue.split())
        or (not any(letter.isalpha() for letter in cue) or "according" in cue)
    )
