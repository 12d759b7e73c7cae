"""Counts of others without a verb: "Police say 18 were killed and the opposition 40"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.roles import PRICED
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.figures.tolls import ends_clause
from whence.resolve.sentences import Sentence, Token

_GIVING = words("figures", "giving a count") | {"puts", "gives", "estimates", "counts"}
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


def mark_rivals(drafts: Sequence[Draft], clauses: Clauses) -> None:
    """Makes a toll that a rival source gives a count beside the one that the report began with.

    "Police detained 87 people. ... A lawyers' group put the number of arrests at more than 200".
    """
    tree = clauses.tree
    for draft in drafts:
        if not draft.toll:
            continue
        given = any(
            other.role == draft.role and other.certain and other.sentence < draft.sentence
            and not (other.implied or other.zero or other.residual or other.incomplete)
            and not (other.background or other.former or other.unasserted or other.part_of)
            for other in drafts
        )  # fmt: skip
        node = clauses.top(draft.first, draft.last) if given else None
        above = (node, *tree.ancestors(node)) if node is not None else ()
        verb = next((word for word in above if tree.lower(word) in _GIVING), None)
        subject = tree.subject(verb) if verb is not None else None
        if subject is not None and not _SOURCES.isdisjoint(map(tree.lower, tree.subtree(subject))):
            draft.toll = False


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
