"""Names between commas after a number: "One of the detainees, the poet Ada Venn, is ill"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.list_openings import KINDS, NAMING, NEAR
from whence.resolve.figures.naming import is_of_somebody
from whence.resolve.figures.person_name_phrases import Named
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Sentence, Sentences, Token


def name_beside(
    drafts: Sequence[Draft], named: Named, sentences: Sentences, clauses: Clauses
) -> None:
    """Names the counted by what is right after them, where it has as many names."""
    for draft in drafts:
        if draft.certain and draft.value and not (draft.people or draft.unasserted):
            sentence = sentences.sentences[draft.sentence]
            _add_beside(draft, named, sentences.tokens, sentence, clauses)


def _add_beside(
    draft: Draft, named: Named, tokens: Sequence[Token], sentence: Sentence, clauses: Clauses
) -> None:
    """Notes the names between commas right after a number that counts as many.

    "One of the detainees, the poet Ada Venn, 70, is ill", "One man, identified as Tom Reed, died".
    """
    at = draft.last
    while at < sentence.last and tokens[at].lower in KINDS:
        at += 1  # "one of those | arrested"
    node = clauses.top(draft.first, draft.last)
    if at + 2 >= sentence.last or tokens[at].text != "," or node is None:
        return
    if is_of_somebody(clauses, node):
        return
    begin = at + 1
    naming = next((n for n in (at + 1, at + 2) if tokens[n].lower in NAMING), None)
    if naming is not None:
        near = range(naming + 1, min(naming + NEAR, sentence.last))
        inner = itertools.takewhile(lambda n: tokens[n].text != ",", near)
        as_ = next((n for n in inner if tokens[n].lower == "as"), None)
        if as_ is None:
            return
        begin = as_ + 1
    elif "of" not in [t.lower for t in tokens[draft.first : at]]:
        return
    phrases = named.listed(begin, sentence.last, aside=True, plain=True)
    names = list(dict.fromkeys(filter(None, map(named.within, phrases))))
    if len(names) == draft.value:
        draft.people += names
