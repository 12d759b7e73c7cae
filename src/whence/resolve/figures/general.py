"""Statements of what goes on in general: "When a player is hurt, the referee stops the game".

Nobody in particular is hurt there.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.roles import Trigger
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Sentence, Token

_USUALLY = words("figures", "in general")
_WHEN = frozenset({"when", "if", "once", "until", "before", "unless", "while"})
_ANY = frozenset({"a", "an", "any"})
_PRESENT = frozenset(
    "is are has have gets get 's ’s isn’t isn't does do can should must may".split()
)
_PAST = frozenset("was were had did been got could might".split())


def is_general(
    draft: Draft, trigger: Trigger, tokens: Sequence[Token], sentence: Sentence, clauses: Clauses
) -> bool:
    """Whether a person is anybody of whom a sentence in the present says what happens to such."""
    if not draft.is_one or tokens[draft.first].lower not in _ANY:
        return False
    tree, top = clauses.tree, clauses.top(trigger.first, trigger.last)
    verb = tree.predicate(top) if top is not None else None
    if verb is None or not _is_present(verb, clauses):
        return False
    usually = any(t.lower in _USUALLY for t in tokens[sentence.first : sentence.last])
    outer = tree.outer(verb)
    if usually:
        return outer is None or _is_present(outer, clauses)
    marks = {tree.lower(c) for c in tree.children(verb, "mark", "advmod")}
    return bool(marks & _WHEN) and outer is not None and _is_present(outer, clauses)


def _is_present(verb: int, clauses: Clauses) -> bool:
    """Whether a clause is in the present, by its first auxiliary or the verb's ending."""
    tree = clauses.tree
    helps = [tree.lower(c) for c in tree.children(verb, "aux", "aux:pass", "cop")]
    if helps:
        continuous = tree.lower(verb).endswith("ing")
        return helps[0] in _PRESENT and not continuous
    return tree.lower(verb).endswith("s") and tree.lower(verb) not in _PAST
