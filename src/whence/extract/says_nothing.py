"""Attributions that the model found where nobody says anything, by their syntax."""

from __future__ import annotations

from whence.extract.acts import verb_of
from whence.extract.stance import holds_clause
from whence.lang import patterns, words
from whence.lang.verbs import lemmas
from whence.records import Attribution
from whence.syntax import Tree

_ANSWERING = lemmas("speech", "answering")
_NEGATIVE = words("grammar", "negative")
#: What a participle follows that has no subject: "if asked".
_WITHOUT_SUBJECT = words("grammar", "conditional") | words("grammar", "circumstance")
_RELATIVE = words("grammar", "relative")
_DEGREE = frozenset({"so", "too"})
#: Verbs by which a study says that something is so, and a person gives or comes upon a thing.
_FINDING = frozenset({"show", "find", "demonstrate"})
#: What follows a participle that says of a noun what others say: "a man [accused of] theft".
_OF_OTHERS = {
    "accuse": "of", "suspect": "of", "convict": "of", "charge": "with", "say": "to",
    "believe": "to", "think": "to", "know": "to", "report": "to", "allege": "to",
    "understand": "to",
}  # fmt: skip
_WON = words("speech", "won")
_OWN_NAME = patterns("speech_patterns", "of names")
_BEING = frozenset({"be", "have"})
_BEARING_OUT = frozenset(lemmas("speech", "bearing out").values())
_THIS = frozenset({"this", "that", "these", "those", "which"})
_DOCUMENTS = words("people", "document")
_DOERS = frozenset({"person", "organization", "place"})
_INDEFINITE = words("grammar", "indefinite persons")


def says_nothing(tree: Tree, one: Attribution) -> bool:
    """Whether an outermost attribution is none: a time, a manner, a thing looked at or found.

    Args:
        tree: the text's words.
        one: the attribution, its edges mended.
    """
    return any(
        is_none(tree, one)
        for is_none in (
            is_by_the_way,
            is_only_relative,
            is_found,
            _is_meanwhile,
            _is_looked_at,
            _is_happening,
            _is_result,
            is_nobodys,
            _only_refers,
            _is_no_pledge,
            _is_skill,
            _is_of_names,
            _is_won,
            _is_compared,
        )
    )


def answers_nothing(tree: Tree, one: Attribution) -> bool:
    """Whether there are no words, of whatever kind: "has not commented", "said nothing"."""
    if one.kind != "indirect":
        return False
    first = min(one.content).of(tree.text).lower().split()[:1] if one.content else []
    if first == ["nothing"] and not holds_clause(tree, one):
        return True
    cue = [tree.lower(i) for span in one.cue for i in tree.within(span)]
    for index in (i for span in one.cue for i in tree.within(span)):
        head = tree.head(index)
        verb = head if tree.words[index].tag == "AUX" and head is not None else index
        if tree.lower(verb) in _ANSWERING:
            return tree.negated(verb) or not _NEGATIVE.isdisjoint(cue)
    return False


def _is_meanwhile(tree: Tree, one: Attribution) -> bool:
    """Whether the frame only says when it was: "It was no big night [as it proclaimed online]".

    With a comma before "as" it is the speaker's: "It will close, as the bar announced".
    """
    if one.kind == "direct" or len(one.source) != 1 or not one.content:
        return False
    first = tree.at(min(*one.source, *one.cue).start)
    if first is None or first < 2 or tree.lower(first - 1) != "as":
        return False
    before = all(s.end < tree.words[first].span.start for s in one.content)
    return before and tree.lower(first - 2) not in (",", "—", "–", "(")


def _is_result(tree: Tree, one: Attribution) -> bool:
    """Whether the clause says how it was: "screamed so loudly [that a neighbour came]"."""
    if one.kind == "direct" or not one.content:
        return False
    first = tree.at(min(one.content).start)
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 else None
    if first is None or verb is None or first < 3:
        return False
    opens = first if tree.lower(first) == "that" else first - 1
    degree = tree.lower(opens - 2) in _DEGREE and tree.words[opens - 1].tag in ("ADV", "ADJ")
    return tree.lower(opens) == "that" and degree and verb < opens


def is_found(tree: Tree, one: Attribution) -> bool:
    """Whether people show or find a thing, and no study finds that something is so.

    "He had shown [no remorse]", "deputies found [it abandoned]".
    """
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and len(one.source) == 1 else None
    known = None if verb is None else verb_of(tree.lower(verb))
    who = tree.head_of(one.source[0]) if known is not None and known[0] in _FINDING else None
    if who is None or one.kind == "mixed" or holds_clause(tree, one):
        return False
    return tree.words[who].tag == "PRON" or tree.words[who].mention == "person"


def _is_looked_at(tree: Tree, one: Attribution) -> bool:
    """Whether a passive holds nothing of its subject: "[A damaged bus] is seen at the site"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and not one.source else None
    if verb is None or one.act != "believe" or one.kind != "indirect" or not tree.is_passive(verb):
        return False
    subject = tree.child(verb, "nsubj:pass", "nsubj")
    only = subject is not None and all(tree.head_of(s) == subject for s in one.content)
    return only and tree.child(verb, "xcomp", "ccomp", "advcl") is None


def _is_happening(tree: Tree, one: Attribution) -> bool:
    """Whether a thing only comes about before somebody: "has seen [prices rise]"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and one.kind == "indirect" else None
    known = None if verb is None else verb_of(tree.lower(verb))
    if verb is None or known is None or known[0] != "see":
        return False
    comp = tree.child(verb, "xcomp", "ccomp")
    thing = None if comp is None else tree.child(comp, "nsubj") or tree.child(verb, "obj")
    if comp is None or thing is None or not verb < thing < comp or tree.words[comp].tag != "VERB":
        return False
    return tree.child(comp, "mark", "aux") is None


def _is_borne_out(tree: Tree, one: Attribution) -> bool:
    """Whether a deed shows it, and nobody says so: "closed 40 branches, [showing] how bad it is".

    "This shows how bad it is" neither. What a document shows it says.
    """
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and len(one.source) == 1 else None
    who = tree.head_of(one.source[0]) if verb is not None else None
    if verb is None or who is None:
        return False
    known = verb_of(tree.lower(verb))
    if tree.lower(who) in _THIS:
        return known is not None and known[0] in _BEARING_OUT
    if not tree.lower(verb).endswith("ing"):
        return False
    if tree.lower(who) in _DOCUMENTS:
        return False
    mentioned = tree.words[who].tag == "PRON" or tree.words[who].mention in _DOERS
    return mentioned and known is not None and known[0] in _BEARING_OUT and one.kind == "indirect"


def _is_headline_s_passive(tree: Tree, one: Attribution) -> bool:
    """Whether a headline ends with what was done to somebody: "Girl dies, [dad charged]"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and one.source else None
    if verb is None or one.act != "accuse" or one.kind == "direct":
        return False
    ends = tree.text[tree.words[verb].span.end :].partition("\n")[0].strip()
    return not ends and tree.lower(verb).endswith("ed")


def is_nobodys(tree: Tree, one: Attribution) -> bool:
    """Whether an attribution, nested or not, has no source that says or thinks it."""
    tests = (_is_participle, _is_of_nobody, _is_borne_out, _is_headline_s_passive)
    return any(is_none(tree, one) for is_none in tests)


def _is_participle(tree: Tree, one: Attribution) -> bool:
    """Whether others say it of the noun before: "the woman accused of theft", "two men said to be".

    In the active an object comes between: "accused [her] of". "He claimed to be" is no participle.
    """
    if len(one.cue) != 1 or len(one.source) != 1 or one.kind == "direct":
        return False
    verb = tree.head_of(one.cue[0])
    known = None if verb is None else verb_of(tree.lower(verb))
    if verb is None or known is None or tree.lower(verb).endswith(("ing", "s")):
        return False
    last = max((verb, *tree.within(one.cue[0])))
    behind = last if last > verb else verb + 1
    if behind + 1 >= len(tree.words) or tree.lower(behind) != _OF_OTHERS.get(known[0]):
        return False
    bare = tree.lower(behind) != "to" or tree.lower(behind + 1) in _BEING
    return bare and not tree.text[one.source[0].end : tree.words[verb].span.start].strip(" ,")


def _is_of_nobody(tree: Tree, one: Attribution) -> bool:
    """Whether nobody in particular has it on his mind: "nothing suggests", "someone who knows"."""
    head = tree.head_of(one.source[0]) if len(one.source) == 1 else None
    if head is None or one.kind == "direct":
        return False
    first = one.source[0].of(tree.text).lower()
    if tree.lower(head) == "nothing" or first in ("my", "our"):
        return True
    if first.startswith(("my ", "our ")) and tree.words[head].mention != "person":
        return True  # "it is [my understanding] that"
    verb = tree.head(head)
    relative = verb is not None and tree.relation(verb) == "acl:relcl"
    if tree.lower(head) not in _RELATIVE or not relative or one.act != "believe":
        return False
    noun = tree.head(verb) if verb is not None else None
    return noun is not None and tree.lower(noun) in _INDEFINITE


def _only_refers(tree: Tree, one: Attribution) -> bool:
    """Whether a cue only says of what they speak: "he said, [referring to] Bowie's song"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 else None
    if verb is None or tree.lower(verb) not in ("referring", "alluding") or not one.content:
        return False
    called = {tree.lower(i) for span in one.content for i in tree.within(span)} & {"as", "that"}
    return one.kind != "direct" and not called


def _is_skill(tree: Tree, one: Attribution) -> bool:
    """Whether somebody can do a thing: "he knew [how to balance old and new]"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 else None
    known = None if verb is None else verb_of(tree.lower(verb))
    first = min(one.content).of(tree.text).lower() if one.content else ""
    return known is not None and known[0] == "know" and first.startswith("how to ")


def _is_won(tree: Tree, one: Attribution) -> bool:
    """Whether a thing is won or somebody sent: "claimed [his first title]", "referred [him]"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 else None
    known = None if verb is None else verb_of(tree.lower(verb))
    thing = None if verb is None else tree.child(verb, "obj")
    if verb is None or known is None or thing is None or holds_clause(tree, one):
        return False
    if known[0] == "claim":
        return one.kind == "indirect" and tree.lower(thing) in _WON
    return known[0] == "refer" and one.kind != "direct" and thing > verb


def _is_compared(tree: Tree, one: Attribution) -> bool:
    """Whether a frame is what something is measured by: "more than [is documented]"."""
    first = tree.at(min(one.cue).start) if one.cue else None
    return bool(first) and not one.source and tree.lower((first or 1) - 1) == "than"


def _is_of_names(tree: Tree, one: Attribution) -> bool:
    """Whether it is of the speaker's own name, or of no words: "asked not to be named"."""
    said = " ".join(span.of(tree.text) for span in one.content).lower()
    return one.kind == "indirect" and _OWN_NAME.fullmatch(said) is not None


def _is_no_pledge(tree: Tree, one: Attribution) -> bool:
    """Whether a passive says how a thing is: "guaranteed to be exciting", "pronounced dead"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and not one.source else None
    if verb is None or one.kind != "indirect":
        return False
    behind = tree.lower(verb + 1) if verb + 1 < len(tree.words) else ""
    return (tree.lower(verb), behind) in {("guaranteed", "to"), ("pronounced", "dead")}


def is_by_the_way(tree: Tree, one: Attribution) -> bool:
    """Whether nobody says it: "ready to send experts [if asked]", "it began [as promised]"."""
    verb = tree.head_of(one.cue[0]) if len(one.cue) == 1 and not one.source else None
    if verb is None or tree.relation(verb) not in ("advcl", "acl", "obl"):
        return False
    marked = any(tree.lower(i) in _WITHOUT_SUBJECT for i in tree.children(verb, "mark", "advmod"))
    own = tree.children(verb, "nsubj", "nsubj:pass", "obl:agent", "ccomp")
    return marked and not own and all(s.end <= one.cue[0].start for s in one.content)


def is_only_relative(tree: Tree, one: Attribution) -> bool:
    """Whether nothing is said but a relative pronoun: "the attacker, [who] police said held"."""
    if one.kind == "direct":
        return False
    held = [tree.lower(i) for span in one.content for i in tree.within(span)]
    return len(held) == 1 and held[0] in _RELATIVE
