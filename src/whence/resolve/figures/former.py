"""Counts that a report itself says were given before the one that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.phrases import BE
from whence.resolve.figures.roles import ROLES
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Sentence, Sentences, Token

#: "The toll, first given as 19", and "an earlier toll of 19".
_FIRST, _EARLIER = words("figures", "given first"), words("figures", "given earlier")
_GIVEN = words("figures", "giving a count")
_ACCOUNTS = words("figures", "account")
#: Tokens before a number among which these are. Guesses, not measured.
_FAR_VERB, _FAR_NOUN = 8, 5
#: What is said of a number that somebody rejects, so few tokens after it.
_WRONG, _NOT, _FAR_WRONG = words("across", "said of wrong numbers"), {"not", "n't", "n’t"}, 4
#: Before the number that another is compared with.
COMPARED = (["compared", "with"], ["compared", "to"], ["up", "from"], ["down", "from"])
_LEAD = 2  #: sentences
_BEFORE = frozenset({"before", "earlier"})


def mark_former(drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Marks the counts of a sentence that it sets a later one against.

    "The toll, first given as 19, was cut to 16": 19 is not what the report says. Where no other
    count follows, as in "the toll was first given as 19", it is all that the report has.
    """
    last = {draft.role: draft.first for draft in drafts if draft.certain}
    for draft in drafts:
        if not draft.certain or draft.zero or draft.former:
            continue
        later = last[draft.role] > draft.last
        is_earlier = _is_earlier(draft, tokens, sentence) or _is_wrong(draft, tokens, sentence)
        if is_earlier or (later and _is_first(draft, tokens, sentence)):
            draft.former, draft.toll = True, False


def is_former(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a number comes after "from", or is what another is compared with."""
    before = [t.lower for t in tokens[max(0, draft.first - 2) : draft.first]]
    return before[-1:] == ["from"] or before in COMPARED


def is_compared(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a number is what another is compared with: "nine, up from six"."""
    return [t.lower for t in tokens[max(0, draft.first - 2) : draft.first]] in COMPARED


def mark_superseded(
    drafts: Sequence[Draft], tokens: Sequence[Token], sentences: Sentences, clauses: Clauses
) -> None:
    """Marks the counts that another sentence of the report has replaced.

    "The toll has risen to 28. Officials had at first put it at 35": 28 is the report's. So it is
    where 28 is in the lead, or is called a toll itself; else both may be true of different
    places or times.
    """
    for draft in drafts:
        if not _is_count(draft) or draft.former:
            continue
        sentence = sentences.sentences[draft.sentence]
        given = _is_first(draft, tokens, sentence) or _was_given(draft, tokens, sentence, clauses)
        if given and any(_replaces(other, draft) for other in drafts):
            draft.former, draft.background, draft.toll = True, True, False


def _replaces(other: Draft, draft: Draft) -> bool:
    """Whether a count is the report's own, beside one that was given before."""
    if other.role != draft.role or other.sentence == draft.sentence or other.value == draft.value:
        return False
    if not _is_count(other) or other.former or other.background:
        return False
    lead = other.sentence < min(_LEAD, draft.sentence)
    return other.part_of is None and not other.residual and (other.toll or lead)


def _is_count(draft: Draft) -> bool:
    """Whether a draft is a number of people with a role, as a fact."""
    given = draft.certain and not (draft.implied or draft.zero or draft.increment)
    return bool(given) and not draft.unasserted and draft.role in ROLES


def _was_given(draft: Draft, tokens: Sequence[Token], sentence: Sentence, clauses: Clauses) -> bool:
    """Whether it was given before what the report goes on from: "had put the toll at 35".

    Not where others report that it was: "The minister said hospitals had reported 64 deaths".
    """
    node = clauses.top(draft.first, draft.last)
    if node is None:
        return False
    tree = clauses.tree
    for verb in (node, *tree.ancestors(node)):
        if tree.lower(verb) not in _GIVEN:
            continue
        reported = tree.relation(verb) == "ccomp"
        before = any(tree.lower(c) == "had" for c in tree.children(verb, "aux"))
        return (before and not reported) or _is_day_before(tokens, sentence)
    return False


def _is_day_before(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether the sentence says "a day earlier", "the day before"."""
    lowered = (t.lower for t in tokens[sentence.first : sentence.last])
    return any(day == "day" and before in _BEFORE for day, before in pairwise(lowered))


def _is_first(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether it is what was given first: "initially put at 42", "had first spoken of 19 dead"."""
    near = _before(draft, tokens, sentence, _FAR_VERB)
    return any(
        adverb in _FIRST and any(verb in _GIVEN for verb in near[at + 1 : at + 3])
        for at, adverb in enumerate(near)
    )


def _is_earlier(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether an earlier count is what it is the number of: "an earlier toll of 19"."""
    near = _before(draft, tokens, sentence, _FAR_NOUN)
    if near[-1:] not in (["of"], ["that"]) or len(near) < 2 or near[-2] not in _ACCOUNTS:
        return False
    return bool(_EARLIER & set(near[:-2]))


def _is_wrong(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether somebody rejects it: "the ministry's toll of 14 was false"."""
    near = _before(draft, tokens, sentence, _FAR_NOUN)
    if near[-1:] != ["of"] or len(near) < 2 or near[-2] not in _ACCOUNTS:
        return False
    behind = [t.lower for t in tokens[draft.last : min(sentence.last, draft.last + _FAR_WRONG)]]
    if not behind or behind[0] not in BE:
        return False
    return not _WRONG.isdisjoint(behind) and _NOT.isdisjoint(behind)


def _before(draft: Draft, tokens: Sequence[Token], sentence: Sentence, far: int) -> list[str]:
    """The words right before it, back to a mark."""
    found: list[str] = []
    for at in range(draft.first - 1, max(sentence.first, draft.first - far) - 1, -1):
        if not tokens[at].text[0].isalnum():
            break
        found.insert(0, tokens[at].lower)
    return found
