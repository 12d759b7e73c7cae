"""Whether those who were shot, stabbed or beaten are the report's dead.

"A man shot his wife ... She died" has one killed and none injured; "The candidate was shot in the
leg ... His bodyguard was killed" of one killed and one injured. To call somebody dead who lives is
the gravest fault, so a person named has to be one whom the words for the dead may mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whence.lang import words
from whence.resolve.figures.ages import age_in
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Token

#: What of these are done to people may have killed them.
MAY_KILL = frozenset(
    """shot shooting shoots shooting_of stabbed stabbing stabs beaten was_struck were_struck
        were_hit struck_by_a_bullet hit_by_a_bullet struck_by_gunfire hit_by_gunfire
        with_a_gunshot_wound with_gunshot_wound with_gunshot_wounds suffered_a_gunshot_wound
        suffered_gunshot_wounds suffering_from_gunshot_wounds""".split()
)
_OTHERS = frozenset({"another", "others", "other"})
#: What brings somebody new into a report, and whose that may be: "a bodyguard", "his driver".
_NEW = frozenset("a an one another two three several".split())
_OWN = frozenset("his her their its".split())
_WOUNDING, _COMING_UPON = words("figures", "wounding"), words("figures", "coming upon")
_LIMBS = words("figures", "limb") | words("figures", "outer part")
#: Words after the verb in which the part of the body may be: "shot by a man in the left leg".
_FAR_LIMB, _NEAR_LIMB = 10, 4
#: Words after a person in which the verb says that it is one more: "was also shot".
_NEAR_OTHER = 5

_MALE, _FEMALE = words("people", "male role"), words("people", "female role")
#: Who is one of these is somebody else of that age.
_FURTHER = frozenset({"another", "second", "other", "twin", "also", "friend"})

_WHO_DID_IT = words("figures", "of who did it")
_STILL_HELD = frozenset({"being held", "been held", "held", "been held since"})

Names = Mapping[tuple[int, int], str]


def settle_shot(drafts: Sequence[Draft], tokens: Sequence[Token], known: Names) -> None:
    """Counts as dead those who were shot or stabbed where the report has as many dead.

    Who is mentioned as another, or expressly as wounded, is not of the dead. `known` are the names
    of persons by where the report has other words for them.
    """
    dead = [
        d for d in drafts
        if d.role == "killed" and d.certain and not (d.background or d.unasserted or d.zero)
    ]  # fmt: skip
    most = max((d.value or 0 for d in dead), default=0)
    fitting = []
    for draft in drafts:
        if draft.role != "injured" or draft.cue.replace(" ", "_") not in MAY_KILL or draft.zero:
            continue
        others = draft.residual or tokens[draft.first].lower in _OTHERS
        # "was also shot", "was stabbed and wounded": not who died, but one more
        after = [t.lower for t in tokens[draft.last : draft.last + _NEAR_OTHER]]
        others = others or after[1:2] == ["also"] or "wounded" in after
        if others or draft.part_of is not None or not 0 < (draft.value or 0) <= most:
            continue
        if draft.pronoun:
            draft.certain = 0  # He may be one of the dead, or not: nobody is counted twice.
        elif any(_may_be(draft, one, tokens, known) for one in dead):
            fitting.append(draft)
    # More names than there are dead: none of them is taken for one.
    named = {name for draft in fitting for name in draft.people}
    for draft in fitting:
        if len(named) <= most or not draft.people:
            draft.role = "killed"


def count_victims(drafts: Sequence[Draft], tokens: Sequence[Token], clauses: Clauses) -> None:
    """Counts "three gunshot victims" as wounded whom somebody finds or treats.

    Not where the report has dead, whom they may be, nor victims of other days: "The museum honours
    26 shooting victims".
    """
    if any(d.role == "killed" and d.certain and not (d.zero or d.unasserted) for d in drafts):
        return
    for draft in drafts:
        head = draft.head
        if head is None or draft.certain or draft.definite or draft.implied or draft.unasserted:
            continue
        victims = tokens[head].lower == "victims" and tokens[head - 1].lower in _WOUNDING
        node = clauses.word(head)
        verb = clauses.tree.predicate(node) if victims and node is not None else None
        if verb is None or node is None:
            continue
        tree = clauses.tree
        there = tree.child(verb, "expl") is not None or tree.child(node, "expl") is not None
        if tree.lower(verb) in _COMING_UPON or there:
            draft.role, draft.certain, draft.unit, draft.person = "injured", 2, "person", True


def settle_taken(drafts: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Counts nobody as hurt who dies where they are taken: "taken to hospital, where he died"."""
    for dead in drafts:
        if dead.role != "killed" or not dead.pronoun or not dead.is_one:
            continue
        before = [
            d for d in drafts
            if d.sentence == dead.sentence and d.start < dead.start and d.role == "injured"
        ]  # fmt: skip
        hurt = before[-1] if before else None
        if hurt is None or not hurt.is_one or not hurt.certain:
            continue
        if tokens[dead.first - 1].lower == "where" and not hurt.pronoun:
            hurt.certain, hurt.role = 0, "count"
            dead.people = dead.people or list(hurt.people)
            others = {n for d in drafts if d.role == "killed" and d is not dead for n in d.people}
            known = any(_is_one(name, other) for name in dead.people for other in others)
            dead.pronoun = not dead.people or known  # by name, one more than those before


def settle_held(drafts: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Counts as captured those who are held where the report has captives, and no prisoners.

    "Two of the 17 members who were kidnapped are free; the 15 others are still being held".
    """
    captives = False
    for draft in drafts:
        if not draft.certain or draft.unasserted or draft.role not in ("captured", "detained"):
            continue
        if draft.role == "captured":
            captives = True
            continue
        suspects = draft.head is not None and tokens[draft.head].lower in _WHO_DID_IT
        if not captives or suspects or draft.cue not in _STILL_HELD:
            return
        draft.role = "captured"


def _is_somebodys(shot: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a phrase begins with whose the person is: "his brother", "Jada's father"."""
    phrase = [t.lower for t in tokens[shot.first : shot.last]]
    return phrase[:1] != [] and (phrase[0] in _OWN or any(w in ("'s", "’s") for w in phrase[1:3]))


def _may_be(shot: Draft, dead: Draft, tokens: Sequence[Token], known: Names) -> bool:
    """Whether the words for the dead may mean the person who was shot."""
    behind = dead.start > shot.start
    if shot.is_one and dead.is_one and _are_man_and_woman(shot, dead, tokens):
        return False
    if not behind and not (shot.people or dead.people):
        if (alike := _age_alike(shot, dead, tokens)) is not None:
            return alike and not shot.residual
        if _in_a_limb(shot, tokens):
            return False
    if not behind and _is_somebodys(shot, tokens):
        return False  # "The man died. His brother was shot"
    name = known.get((dead.of.start, dead.of.end)) if dead.of is not None else None
    names = dead.people or ([name] if name else [])
    if shot.people and names:
        return any(_is_one(one, other) for one in shot.people for other in names)
    if dead.pronoun:
        return behind and not (shot.people and _in_a_limb(shot, tokens))
    opening = tokens[dead.first].lower
    if behind and opening in _OWN and not _share_noun(shot, dead, tokens):
        return False  # "his bodyguard": somebody else than he
    if not shot.people:
        return True
    if behind and opening == "both":  # "shot his wife and then himself. Both died"
        return True
    if behind:  # The dead are mentioned later, as people who were not mentioned before.
        return not (opening in _NEW or dead.residual or dead.value != 1)
    return not _in_a_limb(shot, tokens)


def _age_alike(shot: Draft, dead: Draft, tokens: Sequence[Token]) -> bool | None:
    """Whether both are of one age and sex: "a 4-year-old girl", "his 4-year-old daughter".

    None where no two ages are given.
    """
    one, two = (tokens[d.first : d.last] for d in (shot, dead))
    age, other = age_in(one), age_in(two)
    if age is None or other is None:
        return None
    further = {t.lower for t in one} & _FURTHER
    return age == other and not further and not _are_man_and_woman(shot, dead, tokens)


def _are_man_and_woman(shot: Draft, dead: Draft, tokens: Sequence[Token]) -> bool:
    """Whether one is of the other sex by its own words."""
    phrases = [{t.lower for t in tokens[d.first : d.last]} for d in (shot, dead)]
    return any(
        phrases[n] & _FEMALE and phrases[1 - n] & _MALE and not phrases[n] & _MALE for n in (0, 1)
    )


def _is_one(name: str, other: str) -> bool:
    """Whether one name is the other's shorter form: "Nader", "Bassem Nader"."""
    one, two = set(name.lower().split()), set(other.lower().split())
    return one <= two or two <= one


def _share_noun(one: Draft, other: Draft, tokens: Sequence[Token]) -> bool:
    """Whether two descriptions have one noun: "his wife ... his wife"."""
    if one.head is None or other.head is None:
        return False
    return tokens[one.head].lower == tokens[other.head].lower


def _in_a_limb(shot: Draft, tokens: Sequence[Token]) -> bool:
    """Whether it is in a part of the body of which few die: "shot in the leg"."""
    far = tokens[shot.first : shot.last + _FAR_LIMB]
    for at, token in enumerate(far):
        if token.lower == "." and at > shot.last - shot.first:
            return False
        near = far[at + 1 : at + _NEAR_LIMB] if token.lower == "in" else ()
        if any(word.lower in _LIMBS for word in near):
            return True
    return False
