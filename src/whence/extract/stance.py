"""What an attribution is: words, a mind made known, or a deed; and whether its source asserts it.

Where the reader's model gives a stance, that decides. The rules ask first for
quotation marks, then for a clause, then for the verb: with a clause or in marks "condemned" says
something, with a thing alone ("condemned the raid") it shows an attitude.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from whence.extract.acts import SAYS, verb_of, verbs_in
from whence.extract.parenthetical import MOVING, PUTTING, TOLLS
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records import Attribution, Span
from whence.records.reading import Stance
from whence.syntax import Tree

_JUDGING = frozenset(lemmas("speech", "judging").values())
_PREDICTING = frozenset(lemmas("speech", "predicting").values())
_HOLDING = frozenset(lemmas("speech", "holding true").values())
_UNDERTAKING = frozenset(lemmas("speech", "undertaking").values())
_DOING = frozenset(lemmas("speech", "doing").values())
_PLEDGING = frozenset(lemmas("speech", "pledging with to").values())
_WITHHOLDING = frozenset(lemmas("speech", "withholding").values())
_NOT_YET = frozenset(lemmas("speech", "not yet").values())
_OFFERING = frozenset({"offer", "propose"})
_SPEECH_NOUNS = words("speech", "speech nouns")
_ATTITUDE_NOUNS = words("speech", "attitude nouns")
_LITOTES = words("speech", "litotes")
_CAUTIOUS = words("speech", "cautious")
_NEGATIVE = words("grammar", "negative") - {"without"}
_NOBODY = words("grammar", "negative subject or object")
_CONDITIONAL = words("grammar", "conditional")
_QUESTIONS = words("grammar", "interrogative")
_BE = words("grammar", "be")
_REFUSED = words("speech", "refused things")
_CLAIMS = words("speech", "claims")
#: Words of a denial among which the thing denied is named; "rejected it" has fewer.
_NEAR_DENIAL, _LEAST = 8, 3
_WHETHER = frozenset({"whether", "if"})
#: What joins a verb of speech to the verb before it: "declined to say", "was expected to say".
_WORD = re.compile(r"[\w’']+")
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
#: Words in marks that may be no more than a term.
_TERM = 4
_VIEWS = words("speech", "views")
#: What opens a condition before its subject: "Had he said", "should it rule".
_INVERTED = frozenset({"had", "should", "were"})


def stance_of(tree: Tree, one: Attribution, predicted: Stance | None = None) -> Stance:
    """Whether the source says the content, has it on its mind, or does it.

    Args:
        tree: the words of the attribution's text.
        one: the attribution, its kind and act known.
        predicted: what the reader's model says, where it does.
    """
    cue = _words_of(tree.text, one.cue)
    view = cue.lower() in _VIEWS
    doubted = view or (predicted == "attitude" and one.act == "believe")
    if predicted is not None and not doubted:
        return predicted
    if view or one.kind == "direct" or not one.cue:
        return "statement"
    if _is_withheld(tree.text, one) or _gives_count(tree, one, cue):
        return "statement"
    said = one.kind == "mixed" or holds_clause(tree, one)
    verbs = verbs_in(cue)
    if not verbs:
        return _without_verb(tree, one, cue, said)
    lemma, act = _main(verbs)
    if act == "believe":
        held = lemma in _HOLDING and (holds_clause(tree, one) or not one.source)
        return "statement" if held or lemma in _PREDICTING else "attitude"
    if act == "other":
        if lemma in _OFFERING:
            return "statement"
        return "deed" if lemma in _DOING or lemma in _WITHHOLDING else "attitude"
    if _is_done(tree, one, lemma, said):
        return "deed"
    if said:
        return "statement"
    if act == "deny":
        return _of_denial(tree, one, lemma, cue)
    if lemma in _JUDGING:
        return "attitude"
    return "deed" if lemma in _DOING else "statement"


def _is_done(tree: Tree, one: Attribution, lemma: str, said: bool) -> bool:
    """Whether it is done and not said: "agreed to buy its rival", "committed an act of cruelty"."""
    if lemma in _PLEDGING and not _pledges(tree, one):
        return True
    return said and lemma in _UNDERTAKING and _is_infinitive(tree.text, one)


def _pledges(tree: Tree, one: Attribution) -> bool:
    """Whether somebody "committed to a review", "committed the town to pay"."""
    first = [tree.lower(i) for span in one.content for i in tree.within(span)]
    cued = [tree.lower(i) for span in one.cue for i in tree.within(span)]
    return "to" in first or "to" in cued or "that" in first[:1]


def _is_infinitive(text: str, one: Attribution) -> bool:
    """Whether an infinitive follows the cue."""
    follows = one.kind == "indirect" and _follows(one)
    return follows and min(one.content).of(text).lower().startswith("to ")


def holds_clause(tree: Tree, one: Attribution) -> bool:
    """Whether a clause is what the cue says, and no thing alone."""
    if any(tree.has_clause(span) for span in one.content):
        return True
    cue = {i for span in one.cue for i in tree.within(span)}
    inside = {i for span in one.content for i in tree.within(span)}
    return any(tree.relation(i) == "ccomp" and tree.head(i) in cue for i in inside)


def _main(verbs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The verb that a cue turns on: of "declined to comment" the last, else the first."""
    first, last = verbs[0], verbs[-1]
    return last if first[0] in _WITHHOLDING | _NOT_YET and last[1] in SAYS else first


def _without_verb(tree: Tree, one: Attribution, cue: str, said: bool) -> Stance:
    """Of a cue without a verb of the lexicon: a noun, an adjective, a mark, a rare verb."""
    found = _WORD.findall(cue.lower())
    if not found or not _SPEECH_NOUNS.isdisjoint(found) or "according" in found:
        return "statement"
    if not _ATTITUDE_NOUNS.isdisjoint(found):
        return "attitude"
    tags = [tree.words[i].tag for span in one.cue for i in tree.within(span)]
    if "ADJ" in tags and ("VERB" not in tags or not _BE.isdisjoint(found)):
        return "attitude"
    if one.kind == "mixed" and not any(tree.has_clause(span) for span in one.content):
        # "sentenced him for “insulting the judiciary”" says nothing, "branded it “sad”" does
        said = _quoted_words(tree.text, one) > _TERM
    asked = not _QUESTIONS.isdisjoint(_WORD.findall(_words_of(tree.text, one.content).lower())[:1])
    if one.kind == "indirect" and asked:
        return "deed"  # "checked how much she owed"
    return "statement" if said or "VERB" not in tags else "deed"


def _quoted_words(text: str, one: Attribution) -> int:
    return sum(len(q.split()) for q in _QUOTED.findall(_words_of(text, one.content)))


def _of_denial(tree: Tree, one: Attribution, lemma: str, cue: str) -> Stance:
    """As in "Denied the report" is one, "denied bail" a deed, "rejected the plan" an attitude."""
    said = f"{cue} {_words_of(tree.text, one.content)}".lower()
    near = _WORD.findall(said)[:_NEAR_DENIAL]
    if lemma == "deny":
        return "deed" if not _REFUSED.isdisjoint(near) and "denying" not in near else "statement"
    return "statement" if not _CLAIMS.isdisjoint(near) or len(near) < _LEAST else "attitude"


def _gives_count(tree: Tree, one: Attribution, cue: str) -> bool:
    """Whether a count is put at a number: "puts the toll at 18", "placed it at a dozen"."""
    inside = [i for s in one.content for i in tree.within(s)]
    numbers = (i for i in inside if tree.words[i].tag == "NUM")
    words_in = {tree.lower(i) for i in inside}
    verbs = set(cue.lower().split())
    gives = (not PUTTING.isdisjoint(verbs) and "at" in words_in) or (
        not MOVING.isdisjoint(verbs) and "to" in words_in and not TOLLS.isdisjoint(words_in)
    )
    return gives and any(numbers)


def _is_withheld(text: str, one: Attribution) -> bool:
    """As in "Refused to comment", where the cue is the refusal alone."""
    verbs = verbs_in(_words_of(text, one.cue))
    if not verbs or verbs[-1][0] not in _WITHHOLDING or not one.content:
        return False
    first = _WORD.findall(min(one.content).of(text).lower())[:2]
    found = verb_of(first[1]) if len(first) > 1 and first[0] == "to" else None
    return found is not None and found[1] in SAYS


def is_asserted(tree: Tree, one: Attribution) -> bool:
    """Whether the source says that the content is so.

    Not where it says nothing ("did not say", "declined to say", "has yet to say", "nobody said",
    "might say", "if he says"), nor where it asks whether.
    """
    if not one.cue:
        return True
    cue = _words_of(tree.text, one.cue).lower()
    found = _WORD.findall(cue)
    verbs = verbs_in(cue)
    if _is_held_back(found, verbs) or _is_withheld(tree.text, one):
        return False
    if one.kind != "direct" and _asks_whether(tree, one, verbs):
        return False
    heads = list(_heads(tree, one))
    if any(_is_negated(tree, head) or _is_supposed(tree, head) for head in heads):
        return False
    return not (one.kind == "indirect" and any(_is_asked(tree, head) for head in heads))


def _is_held_back(found: Sequence[str], verbs: Sequence[tuple[str, str]]) -> bool:
    """By the cue's own words: a negative, a verb of silence, "is yet to", a modal of caution."""
    for at, word in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else ""
        negative = word in _NEGATIVE or word.endswith(("n't", "n’t"))
        if negative and following not in _LITOTES:
            return True
        if word in _CAUTIOUS and following != "be":
            return True
        if word == "yet" and following == "to":
            return True
    first = verbs[0][0] if verbs else ""
    rest = verbs[1:]
    if rest and "to" in found and (first in _WITHHOLDING or first in _NOT_YET):
        return any(act in SAYS for _, act in rest)
    return bool(verbs) and first in _WITHHOLDING and found[-1] in ("comment", "to")


def _asks_whether(tree: Tree, one: Attribution, verbs: Sequence[tuple[str, str]]) -> bool:
    """As in "Asked whether", "did not know if", "asked how many"; not "explained how"."""
    first = _WORD.search(min(one.content).of(tree.text)) if one.content else None
    opening = first.group().lower() if first else ""
    if opening in _WHETHER:
        return _follows(one)
    return one.act == "ask" and opening in _QUESTIONS and bool(verbs)


def _follows(one: Attribution) -> bool:
    """Whether the content comes after its cue: not "If it rains, he said, ..."."""
    return min(one.content).start >= max(one.cue).end


def _heads(tree: Tree, one: Attribution) -> Iterator[int]:
    """The verbs of the cue in the tree."""
    for span in one.cue:
        for index in tree.within(span):
            if tree.words[index].tag in ("VERB", "AUX") and verb_of(tree.lower(index)):
                yield index


def _is_negated(tree: Tree, head: int) -> bool:
    first = tree.first_conjunct(head)
    joined = {tree.lower(c) for c in tree.children(head, "cc")} if first != head else set()
    if "nor" in joined or ("or" in joined and _is_negated(tree, first)):
        return True  # "has not confirmed or denied": the negation holds for both
    for child in tree.children(head, "advmod", "cc:preconj", "nsubj"):
        word = tree.lower(child)
        beside = tree.lower(child + 1) if child + 1 < len(tree.words) else ""
        if tree.relation(child) == "nsubj":
            none = any(tree.lower(d) == "no" for d in tree.children(child, "det"))
            neither = any(tree.lower(i) == "neither" for i in tree.children(child, "cc", "det"))
            if word in _NOBODY or neither or (none and tree.words[child].tag != "NUM"):
                return True  # but "No 10 condemned the attack"
        elif word in _NEGATIVE and beside not in _LITOTES and child < head:
            return True
    return False


def _is_supposed(tree: Tree, head: int) -> bool:
    """As in "If he says", "unless it confirms"; "may say"; "had he said"."""
    subject = tree.child(head, "nsubj")
    if subject is not None and subject < head:
        first = tree.subtree(subject)[0]
        opening = (tree.lower(first), tree.lower(first - 1) if first else "")
        if not _INVERTED.isdisjoint(opening) and first <= subject:
            return True
    for child in tree.children(head, "mark", "aux"):
        word = tree.lower(child)
        if tree.relation(child) == "mark" and word in _CONDITIONAL and child < head:
            return True
        if tree.relation(child) == "aux" and word in _CAUTIOUS:
            return True
    return False


def _is_asked(tree: Tree, head: int) -> bool:
    """Whether the cue is in a question: "Did the mayor say that it would close?"."""
    subject = tree.child(head, "nsubj")
    aux = tree.child(head, "aux")
    if subject is None or aux is None or not aux < subject < head:
        return False
    return any(tree.lower(i) == "?" for i in tree.children(head, "punct"))


def _words_of(text: str, spans: Sequence[Span]) -> str:
    return " ".join(span.of(text) for span in spans)
