"""Lists of names: "Among the dead are Resk and two children: Daniel Olsik, 9, and his sister Eva".

Such a sentence has no number of its own. Its names are of those whom another sentence counts: the
figure of that role that stands last before it and is not smaller than the list, else the next.
Where none does, each name is a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.records import Entity
from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft, implied_draft
from whence.resolve.figures.named import Named
from whence.resolve.sentences import Sentence, Sentences, Token

#: Words for those who met with something, as a list of them begins.
_KINDS: dict[str, Role] = {
    "dead": "killed", "killed": "killed", "deceased": "killed", "victims": "killed",
    "victim": "killed", "fatalities": "killed", "casualties": "killed", "slain": "killed",
    "died": "killed", "murdered": "killed", "injured": "injured", "wounded": "injured",
    "hurt": "injured", "missing": "missing", "captured": "captured", "kidnapped": "captured",
    "abducted": "captured", "hostages": "captured", "detained": "detained", "arrested": "detained",
    "detainees": "detained", "rescued": "rescued",
}  # fmt: skip
_BE = frozenset("is are was were include included includes including".split())
_FAR_NAMING = 24  #: tokens between the counted and "named as"
_WAS = frozenset({"been", "was", "were", "later", "since"})
_NAMING = frozenset("named identified".split())
#: Words that lead over from the counted to some of them by name, and how far off they may stand.
_AMONG = frozenset({"including", "included"})
_NEAR_AMONG, _COLON = 6, 16
#: What a victim may be called when the name is told, and of which roles one is a victim.
_VICTIM = frozenset({"victim", "deceased"})
_ANYBODY = frozenset("man woman boy girl teenager youth child baby".split())
_VICTIMS: frozenset[Role] = frozenset({"killed"})
#: So many words may stand between the parts of such a beginning.
_NEAR = 8
#: So many tokens after a description its name is looked for.
_LATER = 160


def name_members(
    drafts: Sequence[Draft], named: Named, tokens: Sequence[Token], sentence: Sentence
) -> None:
    """Notes whom the text names among the counted: "18 soldiers, including General Roe"."""
    for draft in drafts:
        if draft.person is False or draft.unasserted:
            continue
        near = range(draft.last, min(draft.last + _COLON, sentence.last))
        colon = next((n for n in near if tokens[n].lower == ":"), None)
        if colon is not None and draft.certain and not draft.implied:
            _add(draft, named, colon + 1, sentence.last)  # "three died: Roe, Poe and Lo"
        if draft.certain and (as_ := _named_as(draft, tokens, sentence)) is not None:
            _add(draft, named, as_ + 1, sentence.last)
        for at in range(draft.last, min(draft.last + _NEAR_AMONG, sentence.last)):
            if tokens[at].lower in _AMONG:
                _add(draft, named, at + 1, sentence.last)
                break


def _named_as(draft: Draft, tokens: Sequence[Token], sentence: Sentence) -> int | None:
    """The "as" of "A soldier killed in a blast has been named as Corporal Lolohea": its subject."""
    for at in range(draft.last, min(draft.last + _FAR_NAMING, sentence.last - 2)):
        word = tokens[at].word
        if tokens[at].lower not in _NAMING or word is None or tokens[at - 1].lower not in _WAS:
            continue
        behind = range(at + 1, min(at + _NEAR, sentence.last))
        return next((n for n in behind if tokens[n].lower == "as"), None)
    return None


def _add(draft: Draft, named: Named, at: int, end: int) -> None:
    draft.people += [name for phrase in named.listed(at, end) if (name := named.within(phrase))]


def name_the_counted(drafts: Sequence[Draft], sentences: Sentences, named: Named) -> list[Draft]:
    """Gives figures the names that lists of the report hold, and gives the new figures."""
    new: list[Draft] = []
    tokens = sentences.tokens
    begun: tuple[int, Role] | None = None
    for index, sentence in enumerate(sentences.sentences):
        found = _list_in(tokens, sentence) or _named_again(drafts, tokens, sentence, index)
        if found is None and begun is not None and begun[0] == index - 1:
            # "The three who died have been named. They were Orm and Torrin."
            first = [t.lower for t in tokens[sentence.first : sentence.first + 2]]
            if first in (["they", "were"], ["they", "are"], ["he", "was"], ["she", "was"]):
                found = sentence.first + 2, begun[1]
        begun = _begins(tokens, sentence, index) or begun
        if found is None:
            continue
        at, role = found
        phrases = named.listed(at, sentence.last)
        found_names = (name for phrase in phrases if (name := named.within(phrase)))
        names = list(dict.fromkeys(found_names))
        if not names:
            continue
        draft = _counted(drafts, index, role, len(names))
        if draft is not None:
            draft.people += [name for name in names if name not in draft.people]
            continue
        if any(one.role == role and one.certain and not one.background for one in drafts):
            continue
        for phrase, name in zip(phrases, names, strict=False):
            one = implied_draft(index, phrase, tokens)
            one.role, one.certain, one.people = role, 2, [name]
            new.append(one)
    return new


def name_described(
    drafts: Sequence[Draft], tokens: Sequence[Token], named: Named, entities: Sequence[Entity]
) -> None:
    """Names single persons by what the report calls them elsewhere.

    "Gunmen killed a judge ... The judge, Dita Marsh, 52, ..."; and by the entity that the words
    are a mention of.
    """
    known = {
        (mention.span.start, mention.span.end): entity.name
        for entity in entities
        if entity.named and entity.type == "person"
        for mention in entity.mentions
    }
    for draft in drafts:
        if not draft.implied or draft.people or draft.value != 1 or draft.of is None:
            continue
        rivals = [d for d in drafts if d.role == draft.role and d.certain and not d.pronoun]
        alone = len(rivals) == 1
        name = known.get((draft.of.start, draft.of.end)) or _named_later(
            draft, tokens, named, alone=alone and draft.role in _VICTIMS
        )
        if name is not None:
            draft.people.append(name)


def _named_later(draft: Draft, tokens: Sequence[Token], named: Named, *, alone: bool) -> str | None:
    """The name beside the same noun with "the" within the next sentences.

    Of one who is `alone` in what was met with, also beside "the victim", or where "the man" is
    named by others.
    """
    if draft.head is None or draft.pronoun:
        return None
    own = tokens[draft.head].lower
    for at in range(draft.last, min(draft.last + _LATER, len(tokens) - 3)):
        noun = tokens[at + 1].lower
        fits = noun == own or (alone and noun in _VICTIM | _ANYBODY)
        if tokens[at].lower != "the" or not fits:
            continue
        mark = tokens[at + 2].lower
        begin = at + 3 if mark == "," else at + 2
        led = [n for n in range(begin, min(begin + _NEAR, len(tokens))) if tokens[n].lower == "as"]
        if led and any(tokens[n].lower in _NAMING for n in range(begin, led[0])):
            begin = led[0] + 1  # "the man, named by friends as Declan Moriarty"
        elif noun != own and noun not in _VICTIM:
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


def _begins(tokens: Sequence[Token], sentence: Sentence, index: int) -> tuple[int, Role] | None:
    """Whether a sentence says that those who met with something have been named."""
    words = [t.lower for t in tokens[sentence.first : sentence.last]]
    if not _NAMING & set(words):
        return None
    role = next((_KINDS[word] for word in words if word in _KINDS), None)
    return (index, role) if role else None


def _list_in(tokens: Sequence[Token], sentence: Sentence) -> tuple[int, Role] | None:
    """Where in a sentence a list of names begins, and what its people met with."""
    for at in range(sentence.first, sentence.last):
        role = _KINDS.get(tokens[at].lower)
        if role is None:
            continue
        lead = {t.lower for t in tokens[max(sentence.first, at - 4) : at]}
        rest = range(at + 1, min(sentence.last, at + 1 + _NEAR))
        words = [tokens[n].lower for n in rest]
        far = [t.lower for t in tokens[at + 1 : min(sentence.last, at + 1 + 2 * _NEAR)]]
        naming = min((far.index(w) for w in _NAMING & set(far)), default=None)
        if naming is not None and naming < _NEAR and "as" in far[naming:]:
            # "the dead were named as", "the victims were identified by police as"
            return at + 1 + far.index("as", naming) + 1, role
        if lead & _NAMING and "as" in words:
            return at + 1 + words.index("as") + 1, role  # "police named the dead as"
        verb = next((n for n in rest if tokens[n].lower in _BE), None)
        begins = bool(lead & {"among", "who", "those"}) or (
            bool(lead & {"the"}) and at <= sentence.first + 3
        )
        opens = at == sentence.first and bool({"alongside", "with", "by"} & set(words[:3]))
        if verb is not None and opens:
            return verb + 1, role  # "Killed alongside him were the interpreter, Nawal Saadi, and"
        if verb is not None and begins and words[0] in _BE | {"in", "on", "at"}:
            return verb + 1, role  # "among the dead are", "the dead included"
    return None


def _named_again(
    drafts: Sequence[Draft], tokens: Sequence[Token], sentence: Sentence, index: int
) -> tuple[int, Role] | None:
    """A list of those whom the sentence before counted: "the company identified them as"."""
    for at in range(sentence.first, sentence.last - 2):
        words = [t.lower for t in tokens[at : at + 3]]
        if words[0] in _NAMING and words[1:] == ["them", "as"]:
            before = [d.role for d in drafts if d.certain and 0 < index - d.sentence <= 2]
            roles = [role for role in before if role in _KINDS.values()]
            return (at + 3, roles[-1]) if roles else None
    return None


def _counted(drafts: Sequence[Draft], sentence: int, role: Role, names: int) -> Draft | None:
    """The figure whose people a list names."""
    fitting = [
        draft
        for draft in drafts
        if draft.role == role
        and draft.certain
        and not (draft.background or draft.former or draft.zero or draft.unasserted)
        and (draft.value is None or draft.value >= names)
        and not (draft.implied and draft.people)
    ]
    before = [draft for draft in fitting if draft.sentence <= sentence]
    return before[-1] if before else fitting[0] if fitting else None
