"""Where a list of names begins, and what its people met with: "Among the dead are", "They were".

A sentence may open such a list by itself ("The army gave the names of the dead as"), or go on from
the one before, whose people it means ("Two teenagers died in the crash. One was ...").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import is_plural, singular
from whence.resolve.figures.phrases import is_single_person
from whence.resolve.sentences import Sentence, Token

#: Words for those who met with something, as a list of them begins.
KINDS: dict[str, Role] = {
    "dead": "killed", "killed": "killed", "deceased": "killed", "fatalities": "killed",
    "slain": "killed",
    "died": "killed", "drowned": "killed", "perished": "killed", "murdered": "killed",
    "injured": "injured", "wounded": "injured", "hurt": "injured", "missing": "missing",
    "captured": "captured", "kidnapped": "captured", "abducted": "captured",
    "hostages": "captured", "detained": "detained", "arrested": "detained",
    "detainees": "detained", "rescued": "rescued",
}  # fmt: skip
#: Words for those of whom only the rest of the report says what befell them, in this order.
_VICTIMS = frozenset({"victim", "victims", "casualties"})
_OF_THE_DEAD = words("figures", "of the dead")
_MET_WITH: tuple[Role, ...] = ("killed", "captured", "injured")
_BE = frozenset("is are was were include included includes including".split())
_ALL_ARE = frozenset({"is", "are", "was", "were"})
NAMING = frozenset("named identified".split())
#: Words that may be between the parts of such a beginning.
NEAR = 8
#: Beginnings of sentences that list whom the sentence before counts, and who is one alone.
_IN_TURN = (
    ["they", "were"], ["they", "are"], ["one", "was"], ["one", "is"], ["the", "other", "was"],
    ["the", "others", "were"], ["the", "other", "two", "were"], ["the", "second", "was"],
    ["the", "third", "was"],
)  # fmt: skip
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BESIDE = 3  #: tokens: "three of them journalists"
_OTHERS_BACK = 3  #: sentences
_HELD_BACK = 2  #: sentences
_SUSPECTS = frozenset("accused suspects suspect defendants defendant duo trio arrested".split())
_ALONE = frozenset({"he", "she"})
_WAS, _HAS = frozenset({"was", "is"}), frozenset({"has", "had"})
_SENTENCE_ENDS = frozenset({".", "!", "?"})
#: Who reports it, and is not one of them: "Police say he was Ada Venn".
_SPEAKING = words("people", "body") | words("figures", "collective") | {"police", "people", "press"}
_ANYBODY = frozenset("man woman boy girl teenager youth child baby".split())
_MEN = frozenset("men women boys girls teenagers youths children".split())
_LED = 4  #: tokens before "he was": "Police say he was"
_HE = frozenset({"he", "him", "his"})
_HIM = frozenset({"him", "her"})
_MALE, _FEMALE = words("people", "male role"), words("people", "female role")


class Opening(NamedTuple):
    """A list begins at a token; its people suffered what the role says."""

    at: int
    role: Role
    #: whether it goes on from other sentences, so that only a name may be there
    goes_on: bool = False
    also: bool = False  #: whether it is about others than those mentioned before
    aside: bool = False  #: whether it is between a subject and its verb
    each: bool = False  #: whether it must have as many names as were counted: "the suspects were"
    all: bool = False  #: whether it is of all whom the report knows: "the dead were"


def opening(
    tokens: Sequence[Token],
    sentence: Sentence,
    index: int,
    drafts: Sequence[Draft],
    begun: tuple[int, Role] | None,
) -> Opening | None:
    """The list of names that a sentence begins, if it does.

    `begun` is the last sentence that began one, or said that names are known, with its role.
    """
    found = _by_itself(tokens, sentence, drafts) or _named_again(tokens, sentence, index, drafts)
    found = found or _in_turn(tokens, sentence, index, drafts, begun)
    found = found or _held(tokens, sentence, index, drafts)
    return found or _by_their_noun(tokens, sentence, drafts)


def role_of_named(
    tokens: Sequence[Token], sentence: Sentence, drafts: Sequence[Draft]
) -> Role | None:
    """What those met with of whom a sentence says that they have been named."""
    lowered = [t.lower for t in tokens[sentence.first : sentence.last]]
    if not NAMING & set(lowered):
        return None
    given = (_kind(at, tokens, drafts) for at in range(sentence.first, sentence.last))
    return next((role for role in given if role is not None), None)


def _kind(at: int, tokens: Sequence[Token], drafts: Sequence[Draft]) -> Role | None:
    """What those met with for whom the token is a word.

    Victims may live: "The victims were identified as Ada Venn and Tom Reed. Both are stable". Where
    the report has no dead, they are of those that it has; where it has nobody, it does not say.
    """
    if tokens[at].lower not in _VICTIMS:
        return KINDS.get(tokens[at].lower)
    met = {draft.role for draft in drafts if _says_what_happened(draft)}
    role = next((role for role in _MET_WITH if role in met), None)
    nobody = any(draft.zero and draft.role == "killed" for draft in drafts)
    dead = any(KINDS.get(t.lower) == "killed" for t in tokens[:at])
    if role is None and not nobody and (dead or any(t.lower in _OF_THE_DEAD for t in tokens)):
        return "killed"  # "All on board were dead. ... The victims were"
    return role


def _by_itself(
    tokens: Sequence[Token], sentence: Sentence, drafts: Sequence[Draft]
) -> Opening | None:
    for at in range(sentence.first, sentence.last):
        role = _kind(at, tokens, drafts)
        if role is None:
            continue
        lead = {t.lower for t in tokens[max(sentence.first, at - 4) : at]}
        rest = range(at + 1, min(sentence.last, at + 1 + NEAR))
        behind = [tokens[n].lower for n in rest]
        far = [t.lower for t in tokens[at + 1 : min(sentence.last, at + 1 + 2 * NEAR)]]
        naming = min((far.index(w) for w in NAMING & set(far)), default=None)
        if naming is not None and naming < NEAR and "as" in far[naming:]:
            # "the dead were named as", "the victims were identified by police as"
            # or between commas: "the injured, identified as Ada Venn and Tom Reed, were"
            beside = naming == 1 and far[0] == ","
            begin = at + 1 + far.index("as", naming) + 1
            return Opening(begin, role, aside=beside, all=True)
        owner = bool(_POSSESSIVE & set(behind[: behind.index("as")])) if "as" in behind else True
        if lead & NAMING and not owner:
            return Opening(
                at + 1 + behind.index("as") + 1, role, all=True
            )  # "police named the dead as"
        if "names" in lead and behind[:1] in (["as"], [":"]):
            # as in "gave the names of the dead as", and with a colon
            return Opening(at + 2, role, all=True)
        also = at == sentence.first + 1 and tokens[at - 1].lower == "also"
        if (also or at == sentence.first) and behind[:1] and behind[0] in _ALL_ARE:
            return Opening(at + 2, role, also=also)  # "Killed were", "Also killed was"
        if lead == {"the"} and at == sentence.first + 1 and behind[:1] == [","]:
            # "The victims, Ali Venn, 17, and Omar Roe, 15, were both shot"
            return Opening(at + 2, role, goes_on=True, aside=True)
        if lead & NAMING and "who" in lead:
            continue  # "those who identified the victims"
        named = bool(NAMING & set(behind[:3])) and behind[0] in NAMING | {"to"}
        verb = next((n for n in rest if tokens[n].lower in _BE), None)
        begins = bool(lead & {"among", "who", "those"}) or (
            bool(lead & {"the"}) and at <= sentence.first + 3
        )
        opens = at == sentence.first and bool({"alongside", "with", "by"} & set(behind[:3]))
        if verb is not None and opens:
            # "Killed alongside him were the interpreter, Nawal Saadi, and"
            return Opening(verb + 1, role)
        if verb is not None and begins and (named or behind[0] in _BE | {"in", "on", "at"}):
            every = tokens[at - 1].lower == "the" and tokens[verb].lower in _ALL_ARE and not named
            return Opening(verb + 1, role, all=every and not lead & {"among"})  # "the dead are"
        one = behind[1:2] and behind[1] in _WAS and is_single_person(behind[0])
        if one and begins and tokens[at - 1].lower == "the":
            return Opening(at + 3, role, goes_on=True)  # "the dead woman was Ada Venn"
    return None


def _named_again(
    tokens: Sequence[Token], sentence: Sentence, index: int, drafts: Sequence[Draft]
) -> Opening | None:
    """A list of those whom the sentence before counted: "the company identified them as"."""
    for at in range(sentence.first, sentence.last - 2):
        lowered = [t.lower for t in tokens[at : at + 4]]
        if lowered[0] in NAMING and lowered[1:2] == ["the"] and lowered[3:] == ["as"]:
            noun = singular(lowered[2])  # "named the journalists as"
            alike = [
                d.role for d in drafts
                if _says_what_happened(d) and 0 < index - d.sentence <= 2
                and noun in {singular(t.lower) for t in tokens[d.first : d.last + _BESIDE]}
            ]  # fmt: skip
            if alike:
                return Opening(at + 4, alike[-1])
            he = "he" if lowered[2] in _MALE else ""
            he = "she" if lowered[2] in _FEMALE else he  # "the child" may be either
            one = _alone_before(drafts, tokens, index, at, he)
            if lowered[2] in _ANYBODY and one is not None and not _is_beside_other(one, tokens):
                return Opening(at + 4, one.role, goes_on=True)  # "identified the child as"
        if lowered[0] not in NAMING or lowered[2] != "as":
            continue
        if lowered[1] == "them":
            before = [d.role for d in drafts if d.certain and 0 < index - d.sentence <= 2]
            roles = [role for role in before if role in KINDS.values()]
            return Opening(at + 3, roles[-1]) if roles else None
        if lowered[1] in _HIM:
            one = _alone_before(drafts, tokens, index, at, lowered[1])
            return Opening(at + 3, one.role, goes_on=True) if one is not None else None
    return None


def _in_turn(
    tokens: Sequence[Token],
    sentence: Sentence,
    index: int,
    drafts: Sequence[Draft],
    begun: tuple[int, Role] | None,
) -> Opening | None:
    """A list that goes on from the sentence before: "Three died. They were Orm and Torrin."."""
    lowered = [t.lower for t in tokens[sentence.first : sentence.first + 4]]
    several = next((one for one in _IN_TURN if lowered[: len(one)] == one), None)
    just = begun[1] if begun is not None and begun[0] == index - 1 else None
    if several is not None:
        # Some of "the others" may have been mentioned in between.
        back = _OTHERS_BACK if several[0] == "the" else 1
        counted = [
            d.role
            for d in drafts
            if 0 < index - d.sentence <= back and _says_what_happened(d) and (d.value or 0) > 1
        ]
        alike = counted if len(set(counted)) == 1 or back == 1 else []
        role = just or (alike[-1] if alike else None)
        at = sentence.first + len(several)
        if at + 1 < sentence.last and tokens[at].lower in NAMING and tokens[at + 1].lower == "as":
            at += 2  # "They were identified as"
        return Opening(at, role, goes_on=True) if role else None
    for at in range(sentence.first, min(sentence.first + _LED, sentence.last - 1)):
        if tokens[at].lower not in _ALONE or tokens[at + 1].lower not in _WAS | _HAS:
            continue
        begin = _past_naming(tokens, at + 2, sentence)
        if begin is not None:  # "He was named on Tuesday as Captain Roe", "She has been named as"
            one = _alone_before(drafts, tokens, index, at, tokens[at].lower)
            if one is None or _is_beside_other(one, tokens):
                return None
            return Opening(begin, one.role, goes_on=True)
        if tokens[at + 1].lower in _HAS:
            continue
        if just is not None and at == sentence.first:
            return Opening(at + 2, just, goes_on=True)
        one = _alone_before(drafts, tokens, index, at, tokens[at].lower)
        if one is not None:
            return Opening(at + 2, one.role, goes_on=True)  # "Police say he was Ada Venn"
    return None


def _past_naming(tokens: Sequence[Token], at: int, sentence: Sentence) -> int | None:
    """Past the "as" of "named by police as", which begins at the token or after adverbs."""
    near = range(at, min(at + NEAR, sentence.last - 1))
    naming = next((n for n in near if tokens[n].lower in NAMING), None)
    if naming is None or any(not tokens[n].text.isalpha() for n in range(at, naming)):
        return None
    behind = range(naming + 1, min(naming + NEAR, sentence.last - 1))
    return next((n + 1 for n in behind if tokens[n].lower == "as"), None)


def _is_beside_other(one: Draft, tokens: Sequence[Token]) -> bool:
    """Whether the sentence has another person before, whom a pronoun may mean as well.

    "A lorry driver ran over and killed a cyclist. He was named as Ole Brandt".
    """
    for at in range(one.first - 1, -1, -1):
        lines_off = tokens[at + 1].start - tokens[at].end > 1  # a headline has no full stop
        if tokens[at].text in _SENTENCE_ENDS or lines_off:
            return False
        if _may_be_somebody(tokens[at]):
            return True
    return False


def _held(
    tokens: Sequence[Token], sentence: Sentence, index: int, drafts: Sequence[Draft]
) -> Opening | None:
    """A list of those whom a sentence just before had arrested: "The accused are Roe and Poe".

    A suspect may be at large: the number of names must be that of the arrested (`each`).
    """
    at = sentence.first + 1
    if tokens[sentence.first].lower != "the" or at >= sentence.last:
        return None
    if tokens[at].lower not in _SUSPECTS or not _detained_before(drafts, index):
        return None
    for verb in range(at + 1, min(at + NEAR, sentence.last - 1)):
        lower = tokens[verb].lower
        if lower in NAMING:
            as_ = range(verb + 1, min(verb + NEAR, sentence.last))
            begin = next((n + 1 for n in as_ if tokens[n].lower == "as"), None)
            return Opening(begin, "detained", each=True) if begin is not None else None
        if lower not in _ALL_ARE | {"have", "has", "been", "later"}:
            return None
        if lower in _ALL_ARE and tokens[verb + 1].text[0].isupper():
            return Opening(verb + 1, "detained", goes_on=True, each=True)
    return None


def _by_their_noun(
    tokens: Sequence[Token], sentence: Sentence, drafts: Sequence[Draft]
) -> Opening | None:
    """A list of the counted by their own noun: "Three climbers died. ... The climbers were".

    There must be as many names as were counted (`each`).
    """
    at = sentence.first + 1
    if tokens[sentence.first].lower != "the" or at + 2 >= sentence.last:
        return None
    noun = tokens[at].lower
    if not is_plural(noun) or tokens[at + 1].lower not in _ALL_ARE | {"have"}:
        return None
    several = [
        d.role for d in drafts
        if _says_what_happened(d) and d.head is not None and (d.value or 0) > 1
        and (tokens[d.head].lower == noun or noun in _MEN) and d.first < at
    ]  # fmt: skip
    if len(set(several)) != 1:
        return None
    begin = _past_naming(tokens, at + 2, sentence)
    if begin is None and not tokens[at + 2].text[0].isupper():
        return None
    return Opening(begin or at + 2, several[0], goes_on=True, each=True)


def _detained_before(drafts: Sequence[Draft], index: int) -> bool:
    """Whether there is an arrest in one of the last sentences."""
    return any(
        _says_what_happened(d) and d.role == "detained" and 0 < index - d.sentence <= _HELD_BACK
        for d in drafts
    )


def _says_what_happened(draft: Draft) -> bool:
    """Whether a draft says what happened to persons, as a fact."""
    given = draft.certain and not (draft.unasserted or draft.zero or draft.background)
    return bool(given) and draft.role in KINDS.values()


def _alone_before(
    drafts: Sequence[Draft], tokens: Sequence[Token], index: int, at: int, pronoun: str
) -> Draft | None:
    """The one person without a name whom a pronoun may mean, of those mentioned right before.

    Nobody of the same sex may be mentioned in between.
    """
    found = [
        d
        for d in drafts
        if index - 1 <= d.sentence <= index and d.first < at and _says_what_happened(d)
        and not (d.implied and is_of_other_sex(d, pronoun, tokens))
    ]  # fmt: skip
    if len(found) != 1 or not found[0].implied or found[0].people or found[0].pronoun:
        return None
    own = {tokens[found[0].head or 0].lower}
    other = own | (_FEMALE if pronoun in _HE else _MALE)
    between = (t for t in tokens[found[0].last : at] if t.lower not in other)
    return None if any(map(_may_be_somebody, between)) else found[0]


def _may_be_somebody(token: Token) -> bool:
    """Whether a token is a noun for one person, by the list or by the reading."""
    word = token.word
    read = word is not None and word.mention == "person" and word.tag == "NOUN"
    read = read and token.lower not in _SPEAKING
    if word is not None and word.mention not in (None, "person"):
        return False  # "a water bomber"
    return is_single_person(token.lower) or (read and not is_plural(token.lower))


def is_of_other_sex(draft: Draft, pronoun: str, tokens: Sequence[Token]) -> bool:
    """Whether a description is of a man where the pronoun is a woman's, or the other way round.

    Never where there is no pronoun.
    """
    noun = tokens[draft.head].lower if draft.head is not None else ""
    if not pronoun:
        return False
    return noun in (_FEMALE if pronoun in _HE else _MALE)
