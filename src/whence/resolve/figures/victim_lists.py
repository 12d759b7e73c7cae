"""Lists of names: "Among the dead are Resk and two children: Daniel Olsik, 9, and his sister Eva".

Such a sentence has no number of its own. Its names are of those whom another sentence counts: the
figure of that role that comes last before it and is not smaller than the list, else the next. Where
none does, each name is a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from whence.lang import words
from whence.records.claim import Role
from whence.resolve.figures.ages import age_in
from whence.resolve.figures.candidate import Draft, implied_draft
from whence.resolve.figures.list_openings import (
    NAMING,
    NEAR,
    is_of_other_sex,
    opening,
    role_of_named,
)
from whence.resolve.figures.person_name_phrases import Named
from whence.resolve.figures.phrases import AUXILIARIES, Phrase, is_single_person
from whence.resolve.figures.relations import whole_of
from whence.resolve.figures.shot import Names
from whence.resolve.figures.token_parse import Clauses
from whence.resolve.sentences import Sentence, Sentences, Token

_FAR_NAMING = 24  #: tokens between the counted and "named as"
_WAS = frozenset({"been", "was", "were", "later", "since"})
#: Words that lead from the counted to some of them by name, and how far off they may be.
_AMONG = frozenset({"including", "included"})
_ALL_WHO = frozenset({"who", "whose", "both", "all"})
_FAR_SURVIVORS = 30  #: tokens
_HYPHENS = frozenset("-–‐‑")
_NO_OBJECT = frozenset({",", ";", "'s", "’s", "said"})
_SENTENCE_ENDS = frozenset({".", "”", '"'})
_DOERS, _NEAR_DEED = words("figures", "of who did it"), 12
_AMONG_THEM = (["among", "them"], ["among", "whom"])
#: Tokens after a number before "among them", and before the colon of a list. Guesses, not measured.
_NEAR_AMONG, _COLON = 6, 16
#: What a victim may be called when the name is given, and of which roles one is a victim.
_VICTIM = frozenset({"victim", "deceased"})
_ANYBODY = frozenset("man woman boy girl teenager youth child baby".split())
_VICTIMS: frozenset[Role] = frozenset({"killed"})
#: So many tokens after a description its name is looked for.
_LATER = 160
#: Lines of a list, and tokens in one.
_LINES, _SHORT_LINE = 60, 16


def name_members(
    drafts: Sequence[Draft],
    named: Named,
    tokens: Sequence[Token],
    sentence: Sentence,
    clauses: Clauses,
) -> None:
    """Notes whom the text names among the counted: "18 soldiers, including General Roe"."""
    for draft in drafts:
        if draft.person is False or draft.unasserted:
            continue
        near = range(draft.last, min(draft.last + _COLON, sentence.last))
        colon = next((n for n in near if tokens[n].lower == ":"), None)
        if colon is not None and draft.certain and not draft.implied:
            _add(draft, named, colon + 1, sentence.last)  # "three died: Roe, Poe and Lo"
        as_ = _named_as(draft, tokens, sentence, clauses) if draft.certain else None
        as_ = as_ or (_names_as(draft, tokens, sentence) if draft.certain else None)
        if as_ is not None:
            _add(draft, named, as_ + 1, sentence.last)
        for at in range(draft.last, min(draft.last + _NEAR_AMONG, sentence.last)):
            pair = [token.lower for token in tokens[at : at + 2]]
            if pair[0] in _AMONG or pair in _AMONG_THEM:
                begin = at + 1 if pair[0] in _AMONG else at + 2
                closed = at > sentence.first and tokens[at - 1].lower == ","
                _add(draft, named, begin, sentence.last, aside=closed)
                break


def _named_as(
    draft: Draft, tokens: Sequence[Token], sentence: Sentence, clauses: Clauses
) -> int | None:
    """The "as" of "A soldier killed in a blast has been named as Corporal Lolohea": its subject.

    Not of "The man accused of killing two hikers was named as": it is he who was named.
    """
    for at in range(draft.last, min(draft.last + _FAR_NAMING, sentence.last - 2)):
        word = tokens[at].word
        if tokens[at].lower not in NAMING or word is None or tokens[at - 1].lower not in _WAS:
            continue
        verb = clauses.word(at)
        subject = clauses.tree.subject(verb) if verb is not None else None
        if subject is not None and clauses.token(subject) < draft.first:
            return None
        behind = range(at + 1, min(at + NEAR, sentence.last))
        return next((n for n in behind if tokens[n].lower == "as"), None)
    return None


def _names_as(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> int | None:
    """The "as" of "The army named the four men killed in the blast as Roe, ...": its object."""
    before = [t.lower for t in tokens[max(sentence.first, draft.first - 2) : draft.first]]
    if not NAMING & set(before):
        return None
    for at in range(draft.last, min(draft.last + _FAR_NAMING, sentence.last)):
        if tokens[at].lower == "as":
            return at
        if tokens[at].lower in _NO_OBJECT:
            return None
    return None


def _add(draft: Draft, named: Named, at: int, end: int, *, aside: bool = False) -> None:
    phrases = named.listed(at, end, aside=aside)
    draft.people += [name for phrase in phrases if (name := named.within(phrase))]


def name_the_counted(drafts: Sequence[Draft], sentences: Sentences, named: Named) -> list[Draft]:
    """Gives figures the names that lists of the report hold, and gives the new figures."""
    new: list[Draft] = []
    tokens = sentences.tokens
    begun: tuple[int, Role] | None = None
    for index, sentence in enumerate(sentences.sentences):
        found = opening(tokens, sentence, index, drafts, begun)
        if given := role_of_named(tokens, sentence, drafts):
            begun = index, given
        if found is None:
            continue
        role = found.role
        phrases = named.listed(
            found.at,
            sentence.last,
            aside=found.aside,
            plain=found.goes_on,
            unsure=not found.goes_on,
        )
        if not phrases and tokens[sentence.last - 1].text == ":":
            phrases = _in_lines(sentences, index, named)
        found_names = (name for phrase in phrases if (name := named.within(phrase)))
        names = list(dict.fromkeys(found_names))
        if not names:
            continue
        begun = index, role
        # "The gunman was found dead. The victim was identified as Ada Venn": somebody else
        able = [d for d in drafts if not _did_it(d, tokens)]
        draft = _counted(able, index, role, len(names), each=found.each)
        if draft is not None and not (found.also and draft.implied):
            draft.people += [name for name in names if name not in draft.people]
            continue
        if (found.aside and not found.all) or found.each:
            continue  # "The victim, Ada Venn, was arrested": what she is a victim of is not said
        others = [d for d in able if d.role == role and d.certain and not d.background]
        known = {name for d in others for name in d.people}
        if others and not (found.also and all(name not in known for name in names)):
            continue
        if found.all and (counted := _counting(drafts, index, found.at, len(names))) is not None:
            counted.role, counted.certain, counted.people = role, 3, names
            counted.unit, counted.person = "person", True
            continue
        each = []
        for phrase, name in zip(phrases, names, strict=False):
            one = implied_draft(index, phrase, tokens)
            one.role, one.certain, one.people = role, 2, [name]
            each.append(one)
        new += each
        if found.all and len(each) > 1 and _is_closed(phrases[-1].last, named, tokens, sentence):
            new.append(whole_of(each, float(len(each)), tokens))
    return new


def _did_it(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether it is one of those who did it: "the gunman"."""
    return draft.is_one and draft.head is not None and tokens[draft.head].lower in _DOERS


def _in_lines(sentences: Sentences, index: int, named: Named) -> list[Phrase]:
    """The names that begin the lines after a colon: "named those who died as: - Ada Roe, 54"."""
    found = []
    for line in sentences.sentences[index + 1 : index + 1 + _LINES]:
        first = line.first
        while first < line.last and not sentences.tokens[first].text[0].isalnum():
            first += 1
        phrase = (
            named.at(first, line.last, unsure=True) if line.last - first < _SHORT_LINE else None
        )
        if phrase is None or named.acts(phrase, line.last):
            break
        found.append(phrase)
    return found


def _counting(drafts: Sequence[Draft], index: int, at: int, names: int) -> Draft | None:
    """The number that begins a list of so many names: "the dead were two sisters, Ada and Eva"."""
    for draft in drafts:
        begins = draft.sentence == index and draft.first == at and draft.role == "count"
        if begins and draft.value == names and draft.person is not False and not draft.certain:
            return draft
    return None


def _is_closed(at: int, named: Named, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether nobody without a name comes after the list: "... and two children"."""
    at = named.past(at, sentence.last)
    behind = [t.lower for t in tokens[at : min(at + 2, sentence.last)]]
    given = len(behind) > 1 and behind[0] == "," and named.speaks(at + 1, at + 1)
    aside = len(behind) > 1 and behind[0] == "," and behind[1] in AUXILIARIES
    return (
        given
        or aside
        or behind[:1] in ([], ["."], [";"])
        or (len(behind) > 1 and behind[0] == "," and behind[1] in _ALL_WHO)
    )


def name_described(
    drafts: Sequence[Draft], tokens: Sequence[Token], named: Named, known: Names
) -> None:
    """Names single persons by what the report calls them elsewhere.

    "Gunmen killed a judge ... The judge, Dita Marsh, 52, ..."; and by the entity that the words
    are a mention of.
    """
    for draft in drafts:
        if not draft.implied or draft.people or draft.value != 1 or draft.of is None:
            continue
        rivals = [d for d in drafts if d.role == draft.role and d.certain and not d.pronoun]
        others = [d.start for d in rivals if d is not draft]
        if draft.pronoun and _is_among_survivors(draft, tokens):
            continue
        name = known.get((draft.of.start, draft.of.end)) or _named_later(
            draft, tokens, named, others if draft.role in _VICTIMS else [0]
        )
        name = name or _named_with_age(draft, tokens, named)
        if name is not None:
            draft.people.append(name)


def _named_with_age(draft: Draft, tokens: Sequence[Token], named: Named) -> str | None:
    """The name of one of the very age: "An 11-year-old boy drowned ... Callum Reid, 11, had".

    Not where two of that age are described, or two such are named; nor who did it, who may be as
    old as whom he harmed.
    """
    age = age_in(tokens[draft.first : draft.last])
    if age is None or draft.pronoun:
        return None
    found: set[str] = set()
    for at in range(draft.last, min(draft.last + _LATER, len(tokens) - 2)):
        if not tokens[at].text.isdigit() or int(tokens[at].text) != age:
            continue
        if tokens[at + 1].text in _HYPHENS:
            return None
        beside = tokens[at - 1].text == "," and tokens[at + 1].text in {",", "."}
        name = named.before(at - 1, 0) if beside else None
        opens = name is not None and tokens[name.first - 1].text in _SENTENCE_ENDS
        if name is None or not opens or named.speaks(name.first, name.first):
            continue  # "Police are looking for Leo Venn, 17, her friend"
        near = tokens[max(0, name.first - _NEAR_DEED) : at + _NEAR_DEED]
        if draft.role != "detained" and any(token.lower in _DOERS for token in near):
            return None
        found.add(named.within(name) or "")
    return found.pop() if len(found) == 1 else None


def _is_among_survivors(draft: Draft, tokens: Sequence[Token]) -> bool:
    """Whether those who outlive the dead are named before: "He is survived by Ada, who was ..."."""
    before = [t.lower for t in tokens[max(0, draft.first - _FAR_SURVIVORS) : draft.first]]
    return any(
        pair in (["survived", "by"], ["outlived", "by"]) for pair in map(list, pairwise(before))
    )


def name_by_pronoun(drafts: Sequence[Draft], tokens: Sequence[Token], known: Names) -> None:
    """Names the one of whom a pronoun says the same: "A girl died ... Ada Venn ... She died"."""
    for draft in drafts:
        name = known.get((draft.of.start, draft.of.end)) if draft.of is not None else None
        if not draft.pronoun or name is None:
            continue
        same = [
            d for d in drafts
            if d.role == draft.role and d.certain and not (d.pronoun or d.unasserted or d.zero)
        ]  # fmt: skip
        one = same[0] if len(same) == 1 else None
        given = one is not None and one.value == 1 and one.start < draft.start
        if one is None or not given or one.people:
            continue
        if not is_of_other_sex(one, tokens[draft.first].lower, tokens):
            one.people.append(name)


def _named_later(
    draft: Draft, tokens: Sequence[Token], named: Named, others: Sequence[int]
) -> str | None:
    """The name beside the same noun with "the" within the next sentences.

    Of one who is alone in what happened, also beside "the victim", or where "the man" is named by
    others; `others` are where those begin of whom the same is said.
    """
    if draft.head is None or draft.pronoun:
        return None
    own = tokens[draft.head].lower
    for at in range(draft.last, min(draft.last + _LATER, len(tokens) - 3)):
        noun = tokens[at + 1].lower
        # "a schoolteacher ... the teacher", "a policewoman ... the woman"
        same = noun == own or (own.endswith(noun) and is_single_person(noun))
        if tokens[at].lower != "the" or not (same or noun in _VICTIM | _ANYBODY):
            continue
        if not same and any(start < tokens[at].start for start in others):
            continue
        mark = tokens[at + 2].lower
        begin = at + 3 if mark == "," else at + 2
        led = [n for n in range(begin, min(begin + NEAR, len(tokens))) if tokens[n].lower == "as"]
        if led and any(tokens[n].lower in NAMING for n in range(begin, led[0])):
            begin = led[0] + 1  # "the man, named by friends as Declan Moriarty"
        elif not same and noun not in _VICTIM:
            continue
        phrase = named.at(begin, len(tokens))
        closed = (
            phrase is not None
            and phrase.last < len(tokens)
            and (mark != "," or tokens[phrase.last].lower in {",", ".", ";"})
        )
        if phrase is not None and closed:
            return named.within(phrase)
    return None


def _counted(
    drafts: Sequence[Draft], sentence: int, role: Role, names: int, *, each: bool = False
) -> Draft | None:
    """The figure whose people a list names; with `each`, all of them."""
    fitting = [
        draft
        for draft in drafts
        if draft.role == role
        and draft.certain
        and not (draft.background or draft.former or draft.zero or draft.unasserted)
        and (draft.value == names if each else draft.value is None or draft.value >= names)
        and not (draft.implied and draft.people)
    ]
    before = [draft for draft in fitting if draft.sentence <= sentence]
    return before[-1] if before else fitting[0] if fitting else None
