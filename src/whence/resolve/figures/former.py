"""Counts that a report itself says were given before the one that it gives."""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.phrases import BE
from whence.resolve.sentences import Sentence, Token

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
