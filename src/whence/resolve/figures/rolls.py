"""Lists of names: "Among the dead are Resk and two children: Daniel Olsik, 9, and his sister Eva".

Such a sentence has no number of its own. Its names are of those whom another sentence counts: the
figure of that role that stands last before it and is not smaller than the list, else the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.records.claim import Role
from whence.resolve.figures.draft import Draft
from whence.resolve.figures.named import Named
from whence.resolve.sentences import Sentence, Sentences, Token

#: Words for those who met with something, as a list of them begins.
_KINDS: dict[str, Role] = {
    "dead": "killed", "killed": "killed", "deceased": "killed", "victims": "killed",
    "victim": "killed", "fatalities": "killed", "casualties": "killed", "slain": "killed",
    "injured": "injured", "wounded": "injured", "hurt": "injured", "missing": "missing",
    "captured": "captured", "detained": "detained", "arrested": "detained", "rescued": "rescued",
}  # fmt: skip
_BE = frozenset("is are was were include included includes".split())
_NAMING = frozenset("named identified".split())
#: So many words may stand between the parts of such a beginning.
_NEAR = 8


def name_the_counted(drafts: Sequence[Draft], sentences: Sentences, named: Named) -> None:
    """Gives figures the names that lists of the report hold."""
    for index, sentence in enumerate(sentences.sentences):
        found = _list_in(sentences.tokens, sentence)
        if found is None:
            continue
        at, role = found
        names = named.listed(at, sentence.last)
        draft = _counted(drafts, index, role, len(names)) if names else None
        if draft is not None:
            draft.people += names


def _list_in(tokens: Sequence[Token], sentence: Sentence) -> tuple[int, Role] | None:
    """Where in a sentence a list of names begins, and what its people met with."""
    for at in range(sentence.first, sentence.last):
        role = _KINDS.get(tokens[at].lower)
        if role is None:
            continue
        lead = {t.lower for t in tokens[max(sentence.first, at - 4) : at]}
        rest = range(at + 1, min(sentence.last, at + 1 + _NEAR))
        words = [tokens[n].lower for n in rest]
        if (naming := _NAMING & set(words)) and "as" in words:
            # "the dead were named as", "the victims were identified by police as"
            return at + 1 + words.index("as", words.index(min(naming, key=words.index))) + 1, role
        if lead & _NAMING and "as" in words:
            return at + 1 + words.index("as") + 1, role  # "police named the dead as"
        told = next((n for n in rest if tokens[n].lower in _BE), None)
        begins = "among" in lead or (lead & {"the"} and at <= sentence.first + 3)
        if told is not None and begins and words[0] in _BE | {"in", "on", "at"}:
            return told + 1, role  # "among the dead are", "the dead included"
    return None


def _counted(drafts: Sequence[Draft], sentence: int, role: Role, names: int) -> Draft | None:
    """The figure whose people a list names."""
    fitting = [
        draft
        for draft in drafts
        if draft.role == role
        and draft.certain
        and not (draft.background or draft.former or draft.zero)
        and (draft.value is None or draft.value >= names)
        and not (draft.implied and draft.people)
    ]
    before = [draft for draft in fitting if draft.sentence <= sentence]
    return before[-1] if before else fitting[0] if fitting else None
