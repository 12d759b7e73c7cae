"""The name of one who was attacked, in the sentence after: "A judge was shot. Ada Venn was hit by".

Only where the one who begins that sentence was attacked in the same way, and nobody else is dead.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import is_person
from whence.resolve.figures.person_name_phrases import Named
from whence.resolve.figures.phrases import BE, HAVE
from whence.resolve.sentences import Sentence, Sentences, Token

_SHOT, _STABBED = words("figures", "shot again"), words("figures", "stabbed again")
_SHOTS = words("figures", "shots")
_HITTING = frozenset({"hit", "struck"})
#: Who has one of these behind the verb lives.
_ALIVE = frozenset({"wounded", "injured", "survived", "leg", "arm", "hand", "foot", "shoulder"})
_NEXT, _NEAR = 2, 8  #: sentences after the death, and tokens after the verb


def name_in_next(drafts: Sequence[Draft], sentences: Sentences, named: Named) -> None:
    """Names the one dead of the report, where the next sentences have the attack again, by name."""
    dead = [d for d in drafts if d.role == "killed" and d.certain and not d.unasserted]
    dead = [d for d in dead if d.sentence <= dead[0].sentence + _NEXT]
    if len(dead) != 1 or not dead[0].is_one or dead[0].people or dead[0].pronoun:
        return
    one, tokens = dead[0], sentences.tokens
    if one.head is None or not is_person(tokens[one.head].lower):
        return
    manner = _STABBED if "stabbed" in one.cue else _SHOT if "shot" in one.cue else None
    for sentence in sentences.sentences[one.sentence + 1 : one.sentence + 1 + _NEXT]:
        name = _hit_by_shots(sentence, tokens, named) if manner is _SHOT else None
        if name and not _others(one, drafts):
            one.people.append(name)
            return
        phrase = named.at(sentence.first, sentence.last)
        if phrase is None or manner is None:
            continue
        at = _past_age(tokens, phrase.last)
        while at < sentence.last and (tokens[at].lower in BE or tokens[at].lower in HAVE):
            at += 1
        verb = tokens[at].lower
        behind = {t.lower for t in tokens[at + 1 : min(at + _NEAR, sentence.last)]}
        again = verb in manner or (manner is _SHOT and verb in _HITTING and bool(behind & _SHOTS))
        passive = tokens[at - 1].lower in BE
        name = named.within(phrase)
        # A speaker or somebody of another kind is another person: "Ole Brandt, a guard, was hit".
        if again and passive and name and not behind & _ALIVE and not _others(one, drafts):
            one.people.append(name)
        return


def _hit_by_shots(sentence: Sentence, tokens: Sequence[Token], named: Named) -> str | None:
    """The name of one whom shots are said to have hit: "One bullet struck Ada Venn in the back"."""
    for at in range(sentence.first + 1, sentence.last - 1):
        if tokens[at].lower not in _HITTING:
            continue
        before = tokens[max(sentence.first, at - _NEAR) : at]
        phrase = named.at(at + 1, sentence.last)
        if phrase is None or not any(t.lower in _SHOTS for t in before):
            return None
        behind = {t.lower for t in tokens[phrase.last : min(at + 2 * _NEAR, sentence.last)]}
        return None if behind & _ALIVE else named.within(phrase)
    return None


def _past_age(tokens: Sequence[Token], at: int) -> int:
    """Past the age between commas behind a name."""
    beside = [t.text for t in tokens[at : at + 3]]
    return (
        at + 3 if len(beside) > 2 and beside[0] == beside[2] == "," and beside[1].isdigit() else at
    )


def _others(one: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether others were hurt, one of whom the name may be."""
    return any(
        d.role == "injured" and d.certain and not d.zero and not (d.unasserted or d.background)
        for d in drafts if d is not one
    )  # fmt: skip
