"""Numbers after a label: "Killed: 303. Injured: 54"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import CASUALTY_NOUNS, singular
from whence.resolve.figures.tolls import PARTICIPLES, mark_toll
from whence.resolve.sentences import Sentence, Token

#: Marks after a label: "Killed: 303", "Injured – 54".
_LABELS = frozenset(":–—-=")
_BEFORE_LABELS = frozenset({",", ";", ".", ":", "•", "-", "*", "and"})
_CLAUSAL, _LONGEST_LABEL = frozenset({"AUX", "PRON", "SCONJ"}), 7
#: Tokens back in which a list's colon may be. A guess, not measured.
_LIST = 20


def link_labels(drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Gives the numbers after a label its role: "Killed: 303. Injured: 54"."""
    for draft in drafts:
        at = draft.first - 2
        if at >= sentence.first and tokens[at + 1].text not in _LABELS:
            at = _bare_label(draft, tokens, sentence)
        if at < sentence.first or draft.role == "money":
            continue
        role = PARTICIPLES.get(tokens[at].lower)
        own = tokens[draft.last].lower if draft.last < sentence.last else ""
        opens = at == sentence.first or tokens[at - 1].lower in _BEFORE_LABELS
        if not (role and opens) and tokens[at + 1].text == ":" and own not in PARTICIPLES:
            role, opens = _long_label(at, tokens, sentence), True
        if role is not None and opens and not draft.zero:
            mark_toll(draft, role, tokens)


def _long_label(last: int, tokens: Sequence[Token], sentence: Sentence) -> Role | None:
    """The role of a sentence's label of several words: "Road deaths over the holiday: 43"."""
    if last + 1 - sentence.first > _LONGEST_LABEL:
        return None
    label = tokens[sentence.first : last + 1]
    plain = all(t.text.isalpha() and (t.word is None or t.word.tag not in _CLAUSAL) for t in label)
    if not plain:
        return None
    roles = [CASUALTY_NOUNS.get(singular(t.lower)) for t in label if singular(t.lower) != t.lower]
    roles += [PARTICIPLES.get(t.lower) for t in label[-1:]]
    return next((role for role in roles if role is not None), None)


def _bare_label(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> int:
    """The label right before a number in a list after a colon: "noon: dead 26, injured 141"."""
    at = draft.first - 1
    ends = draft.last >= sentence.last or tokens[draft.last].text in {",", ";", ".", "and"}
    listed = any(token.text == ":" for token in tokens[max(sentence.first, at - _LIST) : at])
    return at if listed and ends and at >= sentence.first else -1
