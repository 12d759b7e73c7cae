"""Tolls: numbers of a count by name, "the death toll rose to 27 from 18"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.former import COMPARED, is_former
from whence.resolve.figures.lexicon import CASUALTY_NOUNS, singular
from whence.resolve.sentences import Sentence, Token

#: What a number may be of, by the word for those whom it counts.
PARTICIPLES: dict[str, Role] = {
    "killed": "killed", "dead": "killed", "died": "killed", "dying": "killed", "deaths": "killed",
    "fatalities": "killed", "injured": "injured", "wounded": "injured", "hurt": "injured",
    "missing": "missing", "arrested": "detained", "detained": "detained", "arrests": "detained",
    "displaced": "displaced", "homeless": "displaced", "evacuated": "evacuated",
    "injuries": "injured", "rescued": "rescued", "infected": "affected", "affected": "affected",
    "abducted": "captured", "kidnapped": "captured", "captured": "captured",
}  # fmt: skip
#: What may be between a toll and its numbers: anything but another clause's beginning.
_ENDS = frozenset({";", "when", "after", "while", "because", "but", "who", "including", "as"})
#: Tokens between "toll" and its number, and between what is counted and its "who". Guesses, not
#: measured.
_FAR, _COUNTED = 20, 4
_AGAIN_FAR = 5  #: tokens between "bringing" and "total"
#: What may be between a number and its own participle.
_LIGHT = frozenset("still more others other people yet also reported confirmed".split())
#: Counts that a later sentence may go back to.
_TOLLED: frozenset[Role] = frozenset(
    {"killed", "injured", "missing", "detained", "evacuated", "attendance"}
)
_SETTING = frozenset(
    """put puts putting raised raises raise raising set sets revised lowered gave gives bring brings
        brought bringing take takes took taking push pushes pushed pushing lift lifted
        lifting""".split()
)
_GIVING = frozenset({"gave", "given", "gives", "giving", "listed", "reported"})
_ESTIMATING = frozenset({"estimated", "estimate", "estimates", "counted"})
#: What "ranges from 18 to 40" may be said of, and the verbs.
_ESTIMATES, _SPREAD = frozenset({"estimates", "figures", "counts"}), words("figures", "spread")
_SPEAKING = frozenset({"spoke", "speaks", "talked", "talks"})
#: Verbs of whom a bare number may be all that is said: "18 died; the union says 23".
_SAYING = frozenset("say says said claims claimed reports reported counts counted".split())
#: What a count does, "it" for it: "it stood at 23", "it had risen to 23", "it reached 23".
_STANDING = frozenset({"stands", "stood", "remains", "remained"})
_GROWING = words("figures", "count grows")
_BEING = frozenset({"is", "was", "'s", "’s", "be"})
#: What may be between such a verb and the number.
_APPROACH = frozenset("at to actually really now closer nearer more as high at least".split())
_RELATIVE = words("grammar", "relative")
_FIRST = words("figures", "given first")
_CROWDS = words("figures", "crowds")
_HOSTS = words("figures", "host of a crowd")
_AGAIN = frozenset("it figure number count total tally".split())
#: Words by which a count may be given.
_GIVING_COUNTS = (
    _SETTING
    | _AGAIN
    | _SPEAKING
    | _GIVING
    | _SAYING
    | {"makes", "made"}
    | _ESTIMATES
    | {"toll", "according", "compared", "up", "down", "crowd"}
)
_CLOSED = frozenset({".", ",", ";", ":", "!", "?", "—", "–"})


class Count(NamedTuple):
    """The count that was last mentioned, which "it" and "the figure" then mean."""

    role: Role
    named: bool  #: by a word for it, such as "the toll"
    here: bool = True  #: in the sentence that is read


def link_tolls(
    drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence, toll: Count | None = None
) -> Count | None:
    """Gives the numbers that a named count is said to be its role; a former one is marked so.

    `toll` is the count that was mentioned before the sentence; gives the one that is after it.
    """
    _link_shares(drafts, tokens, sentence)
    toll = toll._replace(here=False) if toll is not None else None
    passed = 0
    for at in range(sentence.first, sentence.last):
        if tokens[at].lower not in _GIVING_COUNTS:
            continue
        while passed < len(drafts) and drafts[passed].first < at:
            toll = _tolled(drafts[passed], toll)
            passed += 1
        role = count_named_at(tokens, at, sentence)
        if role is None:
            _link_again(drafts, tokens, at, sentence, toll)
        else:
            toll = Count(role, named=True)
            _link_named(drafts, tokens, at, sentence, role)
    for draft in drafts[passed:]:
        toll = _tolled(draft, toll)
    return toll


def _link_named(
    drafts: Sequence[Draft], tokens: Sequence[Token], at: int, sentence: Sentence, role: Role
) -> None:
    """Gives the numbers that the count named at a token is said to be its role."""
    aside = _relative_after(tokens, at, sentence)
    reach = min(at + _FAR + len(aside), sentence.last)
    for ahead in range(at + 1, reach):
        counted = tokens[ahead].lower == "who" and ahead <= at + _COUNTED
        # "The number of dead after the quake rose": a preposition, and no clause.
        word = tokens[ahead].word
        phrase = word is not None and word.tag == "ADP"
        ends = tokens[ahead].lower in _ENDS and ahead not in aside and not phrase
        given = tokens[ahead].lower == "as" and _gives(tokens, at, ahead, sentence)
        given = given or _goes_on(tokens, ahead)
        if ends and not counted and not given:  # "the number of people who died"
            reach = ahead
            break
    for draft in filter(may_be_toll, drafts):
        if draft.last == at - 1 and _is_set(draft, tokens):
            mark_toll(draft, role, tokens)  # "bringing to 23 the number of arrested"
        elif draft.first in aside:
            # "the toll, which the ministry put at 18, rose", "the toll, first given as 19, was cut"
            if _put_at(draft, tokens) or tokens[draft.first - 1].lower == "as":
                mark_toll(draft, role, tokens)
        elif at < draft.first < reach:
            mark_toll(draft, _own_role(draft, tokens, sentence) or role, tokens)


def _relative_after(tokens: Sequence[Token], at: int, sentence: Sentence) -> range:
    """The relative clause between commas that describes what the toll is of.

    "The death toll in the attack, in which a man drove a lorry into a crowd, rose to 85".
    """
    for begin in range(at + 1, min(at + _FAR, sentence.last - 2)):
        if tokens[begin].text != ",":
            continue
        opens = (t.lower for t in tokens[begin + 1 : begin + 3])
        if (_RELATIVE | _FIRST).isdisjoint(opens):
            return range(0)
        commas = (n for n in range(begin + 1, sentence.last - 1) if tokens[n].text == ",")
        ends = next((n for n in commas if _is_verb(tokens[n + 1])), begin)
        return range(begin, ends + 1) if ends > begin else range(0)
    return range(0)


def _is_verb(token: Token) -> bool:
    return token.word is not None and token.word.tag in ("VERB", "AUX")


def _own_role(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> Role | None:
    """The role of a number's own word after it: "112, with 48 [still missing]"."""
    at = draft.last
    while at < sentence.last and tokens[at].lower in _LIGHT:
        at += 1
    return PARTICIPLES.get(tokens[at].lower) if at < sentence.last else None


def _link_shares(drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence) -> None:
    """Gives numbers the role of those whom they are of: "Of the dead, 58 are children"."""
    first = sentence.first
    if [t.lower for t in tokens[first : first + 2]] not in (["of", "the"], ["among", "the"]):
        return
    comma = next(
        (n for n in range(first + 2, min(first + 6, sentence.last)) if tokens[n].text == ","), None
    )
    role = PARTICIPLES.get(tokens[comma - 1].lower) if comma is not None else None
    if comma is None or role is None:
        return
    for draft in drafts:
        if first < draft.first and draft.last == comma - 1 and may_be_toll(draft):
            mark_toll(draft, role, tokens)  # "Of the | 32 | injured, he said, most have gone home"
    for draft in drafts:
        beside = comma < draft.first <= comma + 2 and draft.role == "count"
        if beside and not draft.certain and not draft.zero and draft.role == "count":
            mark_toll(draft, role, tokens)
            draft.toll = False
            wholes = [d for d in drafts if first < d.first < comma and d.role in (role, "count")]
            if wholes:  # "Of the 35 wounded, four are not expected to live"
                whole = wholes[0]
                if not whole.certain:
                    mark_toll(whole, role, tokens)
                draft.role, draft.certain = "count", 0


def _tolled(draft: Draft, toll: Count | None) -> Count | None:
    """The count of people that a later one may go back to; `toll` where the draft is none."""
    if not draft.certain or draft.role not in _TOLLED or draft.implied or draft.zero:
        return toll
    again = toll is not None and toll.here and toll.role == draft.role
    return toll if again else Count(draft.role, named=draft.toll)


def _gives(tokens: Sequence[Token], at: int, as_: int, sentence: Sentence) -> bool:
    """Whether a count is what somebody gives: "gave the death toll as 18", "was given as 18"."""
    before = tokens[max(sentence.first, at - 4) : at]
    return not _GIVING.isdisjoint(t.lower for t in (*before, tokens[as_ - 1]))


def _goes_on(tokens: Sequence[Token], but: int) -> bool:
    """Whether the count is still spoken of: "was given as 8 but [rose] to 14"."""
    verbs = {t.lower for t in tokens[but + 1 : but + 3]}
    return tokens[but].lower == "but" and bool(verbs & (_GROWING | _SETTING))


def _put_at(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether somebody puts a count at the number."""
    before = [t.lower for t in tokens[max(0, draft.first - 2) : draft.first]]
    return len(before) == 2 and before[1] == "at" and before[0] in _SETTING | _ESTIMATING


def _link_again(
    drafts: Sequence[Draft],
    tokens: Sequence[Token],
    at: int,
    sentence: Sentence,
    toll: Count | None,
) -> None:
    """Gives a number of a count that was mentioned before its role: "put it at 23"."""
    if toll is None:
        return
    number = _number_again(tokens, at, sentence)
    if number is None and tokens[at].lower in _SETTING:
        number = _running_number(drafts, tokens, at, sentence)
    if number is None and tokens[at].lower == "it":
        number = _number_of_it(tokens, at, sentence, toll)
    # "Asked how many shops had closed, he said 12" goes back to no count of a sentence before.
    plain = toll.here or all(_is_of_phrase(tokens[n]) for n in range(sentence.first, at))
    if number is None and tokens[at].lower in _SAYING and plain:
        # "Two people were hurt. The organisers claimed 15,000": how many came
        crowd = toll.role != "attendance" and not toll.here and tokens[at - 1].lower in _HOSTS
        number = None if crowd else _bare_number(drafts, tokens, at + 1, sentence)
    elif tokens[at].lower == "according":  # "18 died, according to the army; to the rebels, 40"
        giver = (n for n in range(at + 2, sentence.last) if not _is_of_phrase(tokens[n]))
        number = _bare_number(drafts, tokens, next(giver, at), sentence) or number
    if number is None:
        return
    for draft in drafts:
        if draft.first <= number < draft.last and may_be_toll(draft):
            mark_toll(draft, toll.role, tokens)


def _bare_number(
    drafts: Sequence[Draft], tokens: Sequence[Token], at: int, sentence: Sentence
) -> int | None:
    """The number that begins at a token, or after its comma, and is all of its clause."""
    if at < sentence.last and tokens[at].text == ",":
        at += 1
    bare = next((d for d in drafts if d.first == at and d.head is None), None)
    if bare is None or any(t.lower == "of" for t in tokens[at : bare.last]):
        return None  # "said one of them"
    return at if ends_clause(tokens, bare.last, sentence) else None


def _is_of_phrase(token: Token) -> bool:
    return token.word is not None and token.word.tag in ("NOUN", "PROPN", "DET", "ADJ", "ADP")


def ends_clause(tokens: Sequence[Token], at: int, sentence: Sentence) -> bool:
    """Whether nothing follows of the clause."""
    return at >= sentence.last or tokens[at].text in _CLOSED


def _running_number(
    drafts: Sequence[Draft], tokens: Sequence[Token], at: int, sentence: Sentence
) -> int | None:
    """Where the bare number is to which a count has grown: "bringing the total since May to 302".

    What is right behind the count must not say of what it is: "took the number of calls to 200".
    """
    near = range(at + 1, min(at + _AGAIN_FAR, sentence.last - 2))
    count = next((n for n in near if tokens[n].lower in _AGAIN - {"it"}), None)
    word = tokens[count + 1].word if count is not None else None
    if count is None or word is None or word.tag not in ("ADP", "SCONJ", "ADV", "VERB"):
        return None
    if tokens[count + 1].lower in {"of", "for"} and tokens[count + 2].lower != "the":
        return None
    for draft in drafts:
        if count < draft.first <= count + _FAR and draft.head is None and draft.first:
            led = tokens[draft.first - 1].lower == "to"
            return draft.first if led and ends_clause(tokens, draft.last, sentence) else None
    return None


def _number_of_it(tokens: Sequence[Token], at: int, sentence: Sentence, toll: Count) -> int | None:
    """Where the number is that "it", a count mentioned before, is said to be or to have reached.

    "It was 23" may be a temperature; so the count must have been called one.
    """
    near = range(at + 1, min(at + 5, sentence.last))
    verb = next((n for n in near if tokens[n].lower in _STANDING | _GROWING), None)
    if verb is None and toll.named:
        verb = next((n for n in near[:2] if tokens[n].lower in _BEING), None)
    if verb is None or any(_is_noun(tokens[n]) for n in range(at + 1, verb)):
        return None
    number = verb + 1
    while number < sentence.last and tokens[number].lower in _APPROACH:
        number += 1
    return number


def _is_noun(token: Token) -> bool:
    return token.word is not None and token.word.tag in ("NOUN", "PROPN")


def _number_again(tokens: Sequence[Token], at: int, sentence: Sentence) -> int | None:
    """Where such a number is: "put it at 23", "its figure is 23", "spoke of 23"."""
    word = tokens[at].lower
    number = None
    if word in _GIVING and [t.lower for t in tokens[at + 1 : at + 3]] == ["it", "as"]:
        number = at + 3  # "but later gave it as 43"
    elif word in _SETTING:
        # "put it at", "puts the figure at", "put the number at"
        for ahead in range(at + 1, min(at + 5, sentence.last - 1)):
            if tokens[ahead].lower in _AGAIN and tokens[ahead + 1].lower in {"at", "to"}:
                number = ahead + 2
    elif word in {"makes", "made"} and at > sentence.first:
        # "Another five died. That makes eleven so far"
        number = at + 1 if tokens[at - 1].lower in {"that", "this", "which"} else None
    elif word in _SPEAKING and at + 2 < sentence.last and tokens[at + 1].lower == "of":
        # "Organisers claimed 60,000; the police spoke of 15,000"; of a crowd no dead are counted
        crowd = any(t.lower in _CROWDS for t in tokens[sentence.first : at])
        number = None if crowd else at + 2
    elif word in _AGAIN and word != "it" and at + 1 < sentence.last:
        number = at + 2 if tokens[at + 1].lower in {"is", "was", "stands", "stood"} else None
        if number is not None and number < sentence.last and tokens[number].lower == "at":
            number += 1
    elif word in {"compared", "up", "down"} and at + 2 < sentence.last:
        pair = [word, tokens[at + 1].lower]
        number = at + 2 if pair in COMPARED else None
    elif word == "according" and at > sentence.first:
        # "killed 22 people according to the ministry and 27 according to the hospital"
        number = at - 1
    return number


def _is_set(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether a number comes after "bringing to" and before "the"."""
    before = [t.lower for t in tokens[max(0, draft.first - 2) : draft.first]]
    led = len(before) == 2 and before[1] == "to" and before[0] in _SETTING
    return led and tokens[draft.last].lower in {"the", "its"}


def mark_toll(draft: Draft, role: Role, tokens: Sequence[Token]) -> None:
    """Gives a number the role of the count that it is, unless it is a former one."""
    draft.role, draft.certain, draft.unit, draft.person = role, 4, "person", True
    draft.former = is_former(draft, tokens)
    draft.increment = draft.first > 0 and tokens[draft.first - 1].lower == "by"
    draft.toll = not (draft.former or draft.increment or role == "attendance")


def may_be_toll(draft: Draft) -> bool:
    """Whether a draft is a number that nothing yet says what it counts."""
    return (
        draft.role == "count" and not draft.certain and not draft.zero and draft.person is not False
    )


def count_named_at(tokens: Sequence[Token], at: int, sentence: Sentence) -> Role | None:
    """The role of the count that token `at` names, if any: a toll, "the number of wounded"."""
    lower = tokens[at].lower
    if lower == "toll":
        before = tokens[at - 1].lower if at > sentence.first else ""
        of = at + 1 < sentence.last and tokens[at + 1].lower == "of"  # "gave a toll of nineteen"
        no_count = before in {"took", "a"} and not of
        return "injured" if before == "injury" else None if no_count else "killed"
    if lower == "crowd":
        return "attendance" if at + 1 < sentence.last and tokens[at + 1].lower == "at" else None
    if lower not in {"number", "count", "tally", "total"} | _ESTIMATES or at + 2 >= sentence.last:
        return None
    if tokens[at + 1].lower not in {"of", "for"}:
        return None
    if lower in _ESTIMATES and _SPREAD.isdisjoint(
        t.lower for t in tokens[at : min(at + _FAR, sentence.last)]
    ):
        return None
    for ahead in range(at + 2, min(at + 7, sentence.last)):
        word = tokens[ahead].lower
        role = PARTICIPLES.get(word) or (
            CASUALTY_NOUNS.get(singular(word)) if singular(word) != word else None
        )
        if role is not None:
            return role
        if not word.isalpha():
            return None
    return None
