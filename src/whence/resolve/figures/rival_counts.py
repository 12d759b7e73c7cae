"""Counts of others without a verb: "Police say 18 were killed and the opposition 40"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.roles import PRICED
from whence.resolve.figures.tolls import ends_clause
from whence.resolve.sentences import Sentence, Token

_SAYING = words("figures", "saying") | words("figures", "giving a count")
_JOINTS = frozenset({"and", ",", ";", "but", "while"})
_NOUN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_SPEAKERS, _SOURCES = frozenset({"person", "organization"}), words("figures", "rival source")
_FAR = 12  #: tokens before the first count in which somebody says it


def link_rivals(drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Gives a bare number the role of the count that another source gives before it.

    All of its clause is who says it: people or a body, so that nobody in "18 were killed on Monday
    and Tuesday 40" speaks. Of two roles before, it could be either's.
    """
    first: int | None = None  # where the counts begin that have been given
    last, roles = None, set[Role]()
    for draft in drafts:
        if draft.certain and draft.role not in PRICED and not draft.implied:
            first = draft.first if first is None else first
            last = draft
            roles.add(draft.role)
            continue
        bare = draft.head is None and not draft.certain and draft.role == "count"
        if not bare or draft.zero or last is None or first is None or len(roles) > 1:
            continue
        if not ends_clause(tokens, draft.last, sentence) or not _is_said(draft, tokens, sentence):
            continue
        if any(t.lower in _SAYING for t in tokens[max(sentence.first, first - _FAR) : first]):
            draft.role, draft.certain, draft.cue = last.role, 2, last.cue
            draft.unit, draft.person, draft.unasserted = last.unit, True, last.unasserted


def _is_said(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether a joint and the noun phrase of a speaker are right before the number."""
    speaker = False
    for at in range(draft.first - 1, sentence.first, -1):
        word = tokens[at].word
        if tokens[at].lower in _JOINTS:
            return speaker
        if word is None or word.tag not in _NOUN_PHRASE:
            return False
        speaker = speaker or word.mention in _SPEAKERS or tokens[at].lower in _SOURCES
    return False
