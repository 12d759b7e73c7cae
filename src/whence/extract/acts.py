"""What a cue does: state, deny, ask, order, promise, warn, accuse, believe, or something else.

The act goes by the cue, whose verbs are in `lang/en/speech.txt`; the content is asked only where
the cue is neutral and the words are plain.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import get_args

from whence.lang.verbs import lemmas
from whence.records.reading import Act

_Rules = tuple[tuple[re.Pattern[str], Act], ...]
#: Acts by which something is said, and not only believed or done.
SAYS = frozenset("state deny ask order promise warn accuse".split())


def _rules(*rules: tuple[str, Act]) -> _Rules:
    return tuple((re.compile(pattern, re.IGNORECASE), act) for pattern, act in rules)


_BE = r"(?:\b(?:(?:is|are|was|were)(?:n['’]t)?|be|been|am)|['’](?:m|re|s))"
_SURE = "sure|certain|confident|convinced|afraid|aware|hopeful|optimistic|worried|concerned"
#: Saying nothing is no statement.
_SILENCE = (
    r"\b(?:would|did|does|do|has|have|had|could|can)(?: not|not|n['’]t) (?:\w+ )?"
    r"(?:say|said|comment|respond|repl[yi]|answer|confirm|specif[yi]|elaborate|disclose"
    r"|apologi[sz]e)"
)
#: Phrases that outweigh the verb in them.
_PHRASES = _rules(
    (r"\b(?:declin|refus)\w+\b|\bfailed to\b|\bno comment\b", "other"),
    (_SILENCE, "other"),
    (r"\b(?:did|does|do|has|have|had)(?: not|n['’]t) (?:deny|rule out|dispute)\b", "other"),
    (r"\b(?:reject|dismiss|resist)\w* (?:\w+ )*?(?:calls?|appeals?|requests?)\b", "deny"),
    (r"\bdemand\w* to know\b", "ask"),
    (r"\b(?:lash|hit)\w* out\b|\btook aim\b|\bpoint\w* (?:the|a) finger\b", "accuse"),
    (r"\bcall\w* on\b|\bcall\w* for\b|\bappeal\w* (?:to|for)\b", "ask"),
    (r"\brul\w+ out\b", "deny"),
    (rf"{_BE} (?:\w+ ){{0,2}}(?:expected|seen|believed|thought|known|{_SURE})\b", "believe"),
    (r"\b(?:beliefs?|hopes?|fears?|views?|expectations?|opinions?)\b$", "believe"),
    (r"\baccording to\b|\bin the words of\b|\bas per\b|^\W+$", "state"),
    (r"\b(?:went|goes|going) on(?: about)?\W*$", "state"),
    (r"\b(?:made|makes?|making) (?:it )?(?:\w+ )?clear\b", "state"),
)
#: Cues without a verb of the lexicon.
_NOUNS = _rules(
    (r"\bwarnings?\b|\bthreats?\b|\balarms?\b", "warn"),
    (r"\baccusations?\b|\ballegations?\b|\bcriticisms?\b|\bcomplaints?\b", "accuse"),
    (r"\bdenials?\b", "deny"),
    (r"\bpromises?\b|\bpledges?\b|\bvows?\b", "promise"),
    (r"\borders?\b$|\bdemands?\b$|\binstructions?\b", "order"),
    (r"\bquestions?\b$|\brequests?\b|\bappeals?\b|\bcalls for\b", "ask"),
    (r"\b(?:statement|announcement|claim|report|remark|comment|assurance)s?\b", "state"),
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
#: Neutral cues: a question asked with one is asked.
_NEUTRAL = frozenset(
    """say tell state reply respond answer add continue insist maintain contend retort snap shout
    write tweet post""".split()
)
#: Cues that turn to a denial where the words say "never", "did not" ...
_INSISTING = frozenset({"insist", "maintain", "swear"})
_DENIAL = re.compile(
    r"^(?:that\s+)?(?:\w+\s+){1,3}?(?:(?:has|had|have)\s+)?never\b"
    r"|^(?:that\s+)?(?:he|she|they|it|we|i)\s+"
    r"(?:did|does|do|had|was|were|have|has|is|are|am)(?:\s+not|n['’]t)\b"
    r"|^(?:that\s+)?there\s+(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:no|nothing|none)\b"
    r"|^(?:his|her|their|its|my|our)\s+innocence\b"
    r"|^(?:no|never|absolutely not|not true)\b[,.!]",
    re.IGNORECASE,
)
#: One sentence alone, a question.
_QUESTION = re.compile(r"[^.!?…]*(?:\b(?:Mr|Mrs|Ms|Dr|[A-Z])\.[^.!?…]*)*\?")
_MARKS = "\"“”„‘’‚'«»‹› \n\t"
_TO_DO = re.compile(r"^(?:not\s+)?to\s+\W?[a-z]", re.IGNORECASE)


def act_of(cue: str, content: str, quoted: bool) -> Act:
    """The act of a cue's words; `content` is the content's words, `quoted` whether all in marks."""
    act, lemma = _by_cue(cue.lower())
    words = content.strip(_MARKS)
    if _TO_DO.match(words):
        if lemma == "tell":
            return "order"
        if lemma == "advise":
            return "ask"
    if lemma in _INSISTING and _DENIAL.search(words):
        return "deny"
    if quoted and lemma in _NEUTRAL and _QUESTION.fullmatch(words):
        return "ask"
    return act


@lru_cache(maxsize=1024)
def _by_cue(words: str) -> tuple[Act, str]:
    for pattern, act in _PHRASES:
        if pattern.search(words):
            return act, ""
    forms = _forms()
    for match in _WORD.finditer(words):
        if match.group() in forms:
            lemma, act = forms[match.group()]
            return act, lemma
    for pattern, act in _NOUNS:
        if pattern.search(words):
            return act, ""
    return ("state" if not words.strip() else "other"), ""


@cache
def _forms() -> dict[str, tuple[str, Act]]:
    """Inflected form -> (lemma, act); of a lemma under two acts the first counts."""
    found: dict[str, tuple[str, Act]] = {}
    for act in get_args(Act):
        for form, lemma in lemmas("speech", act).items():
            found.setdefault(form, (lemma, act))
    return found


def verb_of(form: str) -> tuple[str, Act] | None:
    """The lemma and the act of a form of a verb by which texts attribute; None of another."""
    return _forms().get(form.lower())


def verbs_in(cue: str) -> list[tuple[str, Act]]:
    """The lemmas and acts of a cue's verbs of the lexicon, in order."""
    forms = _forms()
    return [forms[word] for word in _WORD.findall(cue.lower()) if word in forms]


#: Words that say no more than that somebody says so.
HEDGE = re.compile(r"\b(?:reported|alleged|purported|supposed)ly\b", re.IGNORECASE)
#: Words too common inside quotations to be worth a second look when they are alone.
_RARELY_CUES = frozenset(
    "read put count put sign press view record find rule point show list".split()
)


@cache
def _may_cue() -> frozenset[str]:
    forms = _forms().items()
    verbs = {f for f, (lemma, act) in forms if act != "other" and lemma not in _RARELY_CUES}
    return frozenset(verbs | {"according", "sure", "certain", "convinced", "confident"})


def may_hold_cue(words: str) -> bool:
    """Whether a content may hold an attribution of its own, and is worth a second look."""
    return not _may_cue().isdisjoint(_WORD.findall(words.lower()))


def is_speech_or_belief(cue: str) -> bool:
    """Whether a cue says or thinks something, as those of nested attributions must."""
    return _by_cue(cue.lower())[0] != "other"
