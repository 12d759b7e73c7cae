"""How the figures of a report relate: part of another, sum of a list, so many each.

"Three people, including two children" counts two inside three; "nine policemen and four others
were killed" is thirteen although no number says so; "two landslides killed five villagers each"
are ten. A list is a sum only where every member is counted, and where no figure beside it already
counts all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from whence.records import Span
from whence.records.claim import Role
from whence.resolve.figures.among import is_of_things
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import CASUALTY_NOUNS, NTH, is_person, singular
from whence.resolve.figures.numbers import starts_number
from whence.resolve.figures.participants import Group
from whence.resolve.figures.phrases import POSSESSIVES
from whence.resolve.figures.roles import PRICED, ROLES, Trigger
from whence.resolve.sentences import Sentence, Token

#: How many drafts back, and how many sentences, a whole may be.
_WHOLES_BACK, _SENTENCES_BACK = 8, 2
_INCLUDING = frozenset({"including", "among"})
_CLAUSE = frozenset("was were is are had has have who that when said".split())
_PLACING = frozenset("in at on near outside inside by".split())
_COUNTED_OFF = frozenset(
    "victim person body fatality patient man woman child boy girl worker passenger soldier".split()
)
_LEAST_ORDINAL = 3  #: words
_BY_VERB = 2  #: so certain is a role that a verb gave
_ORDINALS = frozenset("first second third one another other".split())


# -- more of the same word -------------------------------------------------------------------------


def add_left_out(
    group: Group,
    drafts: Sequence[Draft],
    tokens: Sequence[Token],
    sentence: Sentence,
    taken: Sequence[Trigger],
) -> None:
    """Adds to a group what shares its verb without repeating it: "four died here, three there".

    A bare number with a preposition after it, joined on by "and" or a comma.
    """
    last = group.members[-1]
    begin = bisect_left(drafts, last.last, key=lambda draft: draft.first)
    for draft in drafts[begin : begin + _WHOLES_BACK]:
        if draft.first <= last.last or draft.certain or draft.head is not None or draft.unasserted:
            continue
        if draft.last >= sentence.last or tokens[draft.last].lower not in _PLACING:
            continue
        between = tokens[max(last.last, group.trigger.last) : draft.first]
        joint = tokens[draft.first - 1].lower
        if joint not in {"and", ",", ";"} or not between or between[0].lower not in _PLACING:
            continue
        if any(last.first < other.first < draft.first for other in taken if other != group.trigger):
            continue
        if any(token.lower in {"of", "from", "to"} for token in between):
            continue
        draft.role, draft.certain, draft.cue = last.role, last.certain, last.cue
        draft.unit, draft.person = last.unit, True
        group.members.append(draft)
        last = draft


def multiply_each(
    group: Group, drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence
) -> None:
    """Makes a sum of "killed five villagers each", where who did it is counted."""
    for draft in group.members:
        if draft.value is None or draft.last >= sentence.last:
            continue
        if tokens[draft.last].lower not in {"each", "apiece"}:
            continue
        doers = [
            d for d in drafts
            if d.last <= group.trigger.first and d.value and d.role == "count" and not d.implied
        ]  # fmt: skip
        if doers and draft.low == draft.high == draft.value:
            draft.value = draft.low = draft.high = draft.value * (doers[-1].value or 1)


def settle_ordinals(
    drafts: Sequence[Draft], before: Sequence[Draft], tokens: Sequence[Token]
) -> None:
    """Counts all up to the last: with "a ninth victim" who died, nine have died.

    "Three soldiers died. A fourth was hurt" is one hurt: there have to be others `before`.
    """
    roles = {draft.role for draft in before if draft.certain}
    for place, draft in enumerate(drafts):
        if draft.residual and draft.is_one:
            _settle_bare_ordinal(draft, [*before, *drafts[:place]], tokens)
        words = [t.lower for t in tokens[draft.first : draft.last]]
        led = words[:1] in (["a"], ["an"]) or [
            t.lower for t in tokens[draft.last : draft.last + 1]
        ] == ["to"]
        if not draft.implied or not draft.certain or not led:
            continue  # "the second man" may be any two's, "the second to die" is not
        if draft.role != "killed" and draft.role not in roles:
            continue
        if len(words) < _LEAST_ORDINAL or words[1] not in NTH or words[-1] not in _COUNTED_OFF:
            continue
        number = float(NTH.index(words[1]) + 2)
        if _has_as_many(number, draft.role, before):
            continue  # "Thirty-eight were injured. A second passenger lost a leg": one of them
        draft.value = draft.low = draft.high = number
        draft.implied, draft.toll = False, draft.role != "attendance"


def _settle_bare_ordinal(draft: Draft, before: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Counts all up to "a third" of whom the same is said as of two before.

    "Two died at once and a third succumbed in hospital" are three dead; one of another fate is one.
    """
    article, *rest = (t.lower for t in tokens[draft.first : draft.last])
    if not draft.certain or article != "a" or len(rest) != 1 or rest[0] not in NTH:
        return
    number = float(NTH.index(rest[0]) + 2)
    same = [d for d in before if d.role == draft.role and d.certain and not d.unasserted]
    if _has_as_many(number, draft.role, before):
        return  # "20 were wounded in the city. One was shot in Orm, a second in Brell"
    if same and same[-1].value == number - 1 and draft.value == 1:
        draft.value = draft.low = draft.high = number
        draft.implied, draft.toll = False, True


def _has_as_many(number: float, role: Role, before: Sequence[Draft]) -> bool:
    """Whether so many or more of the role are reported before."""
    return any(
        d.role == role and d.certain and not d.unasserted and (d.value or d.low or 0) >= number
        for d in before
    )


# -- sums ------------------------------------------------------------------------------------------


def joined(
    groups: Sequence[Group], drafts: Sequence[Draft], tokens: Sequence[Token]
) -> list[Draft]:
    """The sums of the lists that have no total among the `drafts`; sets their parts' `part_of`."""
    found = []
    for group in (*groups, *_in_turn(groups, tokens), *_as_well(groups, tokens)):
        parts = sorted(group.members, key=lambda draft: draft.first)
        if not group.whole or not _is_list(parts):
            continue
        value = sum(part.value or 0 for part in parts)
        if any(_restates(draft, value, parts) for draft in drafts):
            continue
        found.append(whole_of(parts, value, tokens))
    return found


def _in_turn(groups: Sequence[Group], tokens: Sequence[Token]) -> list[Group]:
    """Groups of one sentence in turn: "the first killed five, and the second killed four"."""
    found = []
    for one, other in pairwise(g for g in groups if any(d.certain for d in g.members)):
        same = one.trigger.role == other.trigger.role
        apart = {id(d) for d in one.members} & {id(d) for d in other.members}
        if not same or apart or one.members[0].sentence != other.members[0].sentence:
            continue
        lead = [
            {t.lower for t in tokens[max(0, group.trigger.first - 3) : group.trigger.first]}
            for group in (one, other)
        ]
        names = [{*draft.people} for group in (one, other) for draft in group.members]
        alone = all(d.is_one for d in (*one.members, *other.members))
        apart_by_name = alone and all(names) and len(set().union(*names)) == len(names)
        # "Ada Venn, 34, died at the scene; Ida Roe, 12, died in hospital"
        further = _is_further(other.members[0], tokens)  # "one died there and two more in hospital"
        if apart_by_name or further or all(beside & _ORDINALS for beside in lead):
            found.append(Group(one.trigger, [*one.members, *other.members], one.whole))
    return found


def _as_well(groups: Sequence[Group], tokens: Sequence[Token]) -> list[Group]:
    """Groups of two sentences, the second with others: "Both drivers died. Ten guests died too".

    Not where it has a place or a time of its own: "Two children also died in a fire in Orm".
    """
    found = []
    for one, other in pairwise(groups):
        first, added = one.members, other.members
        if one.trigger.role != other.trigger.role or not len(first) == len(added) == 1:
            continue
        nouns = [d.head is not None and tokens[d.head].lower for d in (first[0], added[0])]
        if not all(nouns) or nouns[0] == nouns[1] or added[0].sentence != first[0].sentence + 1:
            continue
        behind = [t.lower for t in tokens[other.trigger.last : other.trigger.last + 3]]
        before = tokens[max(added[0].last, other.trigger.first - 1) : other.trigger.first]
        too = behind[:1] == ["too"] or behind[:2] == ["as", "well"]
        also = any(t.lower == "also" for t in before)
        rest = behind[too + (behind[:1] == ["as"]) :][:1]
        if (too or also) and rest in ([], ["."], ["!"], [";"]):
            found.append(Group(one.trigger, [*first, *added], True))
    return found


def _is_further(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a number is added to one before: "two more died", "another two", "a further two"."""
    behind = [t.lower for t in tokens[draft.last : draft.last + 2]]
    inside = {t.lower for t in tokens[max(0, draft.first - 1) : draft.last]}
    if "than" in inside:  # "more than 90"
        inside.discard("more")
    more = behind[:1] == ["more"] and behind[1:] != ["than"]
    return more or bool(inside & {"more", "another", "further"})


def _is_list(parts: Sequence[Draft]) -> bool:
    """Whether they are several, exact or of one bound, of one role and in no other figure."""
    if len(parts) < 2 or len({part.role for part in parts}) > 1:
        return False
    return all(
        part.value is not None
        and part.low == part.value
        and part.high in (part.value, None)  # "at least 17 soldiers and four policemen"
        and part.value > 0
        and part.certain
        and part.person is not False
        and part.part_of is None
        and not part.background
        and not part.unasserted
        and not part.restated
        and not part.toll
        for part in parts
    ) and all(later.first >= one.last for one, later in pairwise(parts))


def _restates(draft: Draft, value: float, parts: Sequence[Draft]) -> bool:
    """Whether a figure of the same sentence already is their total."""
    return (
        draft.sentence == parts[0].sentence
        and draft.role == parts[0].role
        and (draft.value or draft.low or 0) >= value
        and all(draft is not part for part in parts)
    )


def whole_of(parts: Sequence[Draft], value: float, tokens: Sequence[Token]) -> Draft:
    """The sum of a list that no number in the text gives."""
    first, last = parts[0].first, parts[-1].last
    start, end = parts[0].start, tokens[last - 1].end
    whole = Draft(
        sentence=parts[0].sentence, first=first, last=last, start=start, end=end,
        value=value, low=value, high=value if all(part.high for part in parts) else None,
        role=parts[0].role, unit="person", head=parts[-1].head, of=Span(start, end), person=True,
        cue=parts[0].cue, certain=min(part.certain for part in parts), implied=True,
        people=[name for part in parts for name in part.people],
    )  # fmt: skip
    if len({part.status for part in parts}) == 1:
        whole.status = parts[0].status
    for part in parts:
        part.part_of = whole
    return whole


# -- parts -----------------------------------------------------------------------------------------


def find_parts(drafts: Sequence[Draft], tokens: Sequence[Token]) -> None:
    """Sets `part_of`, and the role of a part that has none of its own."""
    for index, draft in enumerate(drafts):
        if draft.role in PRICED or draft.zero or draft.unasserted:
            continue
        earlier = drafts[max(0, index - _WHOLES_BACK) : index]
        if _is_included(draft, tokens) and not _is_of_next_clause(draft, earlier, tokens):
            alike = [other for other in earlier if _alike(draft, other, tokens)]
            whole = _whole_of(draft, alike, same_sentence=True)
        elif (inner := _counted_out_of(draft, drafts[index + 1 : index + 3], tokens)) is not None:
            whole = inner
        elif _is_partitive(draft, tokens):
            things = is_of_things(draft, tokens)  # "one of our reports" is none of the dead
            able = [other for other in earlier if not (things and other.unit == "person")]
            whole = _whole_of(draft, able, same_sentence=False)
        else:
            continue
        if whole is None:
            continue
        draft.part_of = whole
        if not draft.certain:
            draft.role, draft.unit, draft.certain = whole.role, whole.unit, 1
        elif draft.role == "count":
            draft.role = whole.role


def _counted_out_of(draft: Draft, behind: Sequence[Draft], tokens: Sequence[Token]) -> Draft | None:
    """The number that another is counted out of: "two of the [five people wounded] remain"."""
    for other in behind:
        between = [t.lower for t in tokens[draft.first : other.first]][1:]
        led = between in (["of", "the"], ["of"], ["of", "those"], ["of", "its"], ["of", "their"])
        more = (other.value or other.low or 0) > (draft.value or draft.low or 0)
        other_fate = draft.certain and draft.role not in (other.role, "count")
        if other_fate:  # "one of the three boys who were stabbed has died"
            continue
        if led and more and other.certain and other.role in ROLES and not other.unasserted:
            return other
    return None


def _alike(part: Draft, whole: Draft, tokens: Sequence[Token]) -> bool:
    """Whether both count persons, or both count things, as far as their nouns say."""
    if part.head is None:
        return True
    noun = tokens[part.head].lower
    word = tokens[part.head].word
    people = word is not None and word.mention in ("person", "group")  # "two Finns"
    people = people or is_person(noun) or noun in CASUALTY_NOUNS or singular(noun) in CASUALTY_NOUNS
    return people or whole.unit != "person"


def _is_included(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether "including" opens the list with the draft."""
    for back in range(draft.first - 1, max(-1, draft.first - 13), -1):
        lower = tokens[back].lower
        if lower in _INCLUDING:
            return True
        if not (lower.isalnum() or lower in {",", "and", "-", "'s", "’s"} or "-" in lower):
            return False
        if lower in _CLAUSE:
            return False
    return False


def _is_of_next_clause(draft: Draft, earlier: Sequence[Draft], tokens: Sequence[Token]) -> bool:
    """Whether it is of others, who met with something else.

    "14 were hurt, including two nurses, and three died": the three are no part of the 14.
    """
    before = [t.lower for t in tokens[max(0, draft.first - 2) : draft.first]]
    listed = earlier[-1] if earlier and earlier[-1].sentence == draft.sentence else None
    own = draft.certain >= _BY_VERB and listed is not None and listed.role != draft.role
    return (
        own
        and before == [",", "and"]
        and "of" not in [t.lower for t in tokens[draft.first : draft.last]]
    )


def _is_partitive(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether it is counted out of others: "two of them", "three of whom"."""
    if draft.vague:  # "scores of executions" are counted out of nothing
        return False
    for at in range(draft.first, min(draft.last, len(tokens) - 1)):
        if tokens[at].lower == "of" and at > draft.first:
            if any(t.lower in POSSESSIVES for t in tokens[at : draft.last]):
                return False  # "one of the detainees' lawyers" is no detainee
            return not starts_number(tokens[at + 1]) or tokens[at + 1].lower == "a"
    return False


def _whole_of(draft: Draft, earlier: Sequence[Draft], *, same_sentence: bool) -> Draft | None:
    """The nearest earlier draft that may hold this one; of the same role if there is one."""
    able = [
        other
        for other in reversed(earlier)
        if other.part_of is None
        and other.role not in PRICED
        and other.person is not False
        and not other.implied
        and not other.zero
        and not other.unasserted
        and (other.certain or other.head is not None)
        and draft.sentence - other.sentence <= (0 if same_sentence else _SENTENCES_BACK)
        and _can_hold(other, draft)
    ]
    same = [other for other in able if other.role == draft.role]
    return next(iter(same or able), None)


def _can_hold(whole: Draft, part: Draft) -> bool:
    if part.certain and whole.role in ROLES and part.role not in ROLES[whole.role].part_roles:
        return part.role == "count"
    most = whole.high if whole.high is not None else float("inf")
    return (part.value or part.low or 0) < most or (part.value or 0) == whole.value == 2
