"""Who survived, and so who is dead: "none of the 33 aboard survived"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import singular
from whence.resolve.figures.phrases import AUXILIARIES
from whence.resolve.sentences import Sentence, Token

_NO_SURVIVORS = (
    "nobody survived", "no one survived", "none survived", "no survivors", "none had survived",
    "no one had survived", "nobody had survived", "without survivors", "killed everyone",
    "killing everyone", "killed all", "killing all",
)  # fmt: skip
#: Words by which those whom "neither of" excludes are dead.
_CAME_THROUGH = frozenset({"survived", "alive", "survive"})
_OF_ALL = (["among", "the"], ["of", "the"], ["among", "its"], ["of", "its"])
_PICKED = words("figures", "picking up")


def settle_survivors(drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Counts all who were on board as dead where nobody survived."""
    _settle_rescued(drafts, tokens, sentence)
    lowered = [t.lower for t in tokens[sentence.first : sentence.last]]
    joined_up = " ".join(lowered)
    neither = lowered[:2] in (["neither", "of"], ["none", "of"]) and _CAME_THROUGH & {*lowered}
    if not neither and not any(phrase in joined_up for phrase in _NO_SURVIVORS):
        return
    for draft in drafts:
        behind = tokens[draft.last : draft.last + 2]
        aboard = [t.lower for t in behind]
        on_board = aboard[:1] == ["aboard"] or aboard == ["on", "board"]
        before = [t.lower for t in tokens[max(sentence.first, draft.first - 2) : draft.first]]
        on_board = on_board or before in _OF_ALL  # "no survivors among the 33 passengers"
        if on_board and draft.person is not False and not draft.certain:
            draft.role, draft.certain, draft.unit, draft.person = "killed", 3, "person", True


def _settle_rescued(drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Counts survivors as rescued who were picked up or found; not those who are only mentioned."""
    for draft in drafts:
        survivors = draft.head is not None and singular(tokens[draft.head].lower) == "survivor"
        if not survivors or draft.certain or draft.zero or draft.unasserted:
            continue
        behind = [t.lower for t in tokens[draft.last : min(draft.last + 4, sentence.last)]]
        passive = next((word for word in behind if word not in AUXILIARIES), "")
        led = len(behind) > 1 and behind[0] in AUXILIARIES
        before = {t.lower for t in tokens[max(sentence.first, draft.first - 3) : draft.first]}
        if (led and passive in _PICKED) or before & _PICKED:
            draft.role, draft.certain, draft.unit, draft.person = "rescued", 3, "person", True
