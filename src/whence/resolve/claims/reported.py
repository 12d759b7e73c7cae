"""Which attributions report what somebody asserts, and which only what somebody does.

Annotators mark intentions and attitudes as attributions too ("plans to launch", "supports the
bill", "never considered missing it"). There the assertion is the outlet's: it says so on nobody's
word. So is a passive that is no report: "officers were called to a shooting".
"""

from __future__ import annotations

import re

from whence.records import Attribution, Span
from whence.resolve.sentences import Sentences

#: Passives that report without a name: "is expected", "was reported", "it is feared".
_IMPERSONAL = re.compile(
    r"\b(?:expect|sa(?:y|id)|report|believ|thought|think|known?\b|understood|fear|presum|assum|"
    r"estimat|project|predict|forecast|anticipat|rumou?r|alleg|claim|consider|regard|view|seen as|"
    r"described|suspect|deem|hop(?:e|ing)|belie[fv]|speculat|according|told|argu|suggest|announc|"
    r"confirm|promis|warn|threat|pledg|denied|deny|accus|critici[sz]|hail|praised|dubbed|blamed|"
    r"determin|reveal|disclos|stat(?:e|ing)|mention|cit(?:e|ing)|quot|not(?:e[sd]|ing)|add(?:ed|ing|s)|"
    r"warn|insist|learn|saying|writ|wrote)\w*",
    re.IGNORECASE,
)
#: Of a noun it says nothing: "the alleged gunman", "a suspected bomb".
_OF_NOUNS = frozenset("alleged suspected purported accused feared presumed claimed".split())
_DETERMINERS = frozenset(("", "the", "a", "an", "his", "her", "their", "its", "this", "that"))
_TERM = 4  #: most words of a term
_CHARGED = re.compile(r"\b(?:charged|indicted|convicted|arrested|sued)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“”«»„]")
_SUBJECTS = frozenset("nsubj nsubj:pass csubj csubj:pass expl".split())
#: Verbs of clauses that only say which thing is meant, or when: "the man who fled".
_INNER = frozenset("acl acl:relcl advcl".split())
_CONJUNCTIONS = frozenset("that whether if how why what".split())
_FINITE = frozenset("is are was were has had have will would could may might should".split())
#: After these, a finite verb is not the content's own.
_INNER_WORDS = frozenset("to that which who whom whose where when as".split())


def reports_an_assertion(attribution: Attribution, sentences: Sentences) -> bool:
    """Whether what it attributes is said on its source's word, or on unnamed people's.

    Also where the source does not assert it, as long as a clause says what that is.
    """
    if attribution.stance != "statement":
        return False
    if not attribution.content:
        return attribution.act not in ("other", "believe")
    text = sentences.text
    if not attribution.asserted:
        return any(_has_clause(span, sentences) for span in attribution.content)
    if not attribution.source and not _says_something(attribution, sentences):
        return False  # "a method called ‘lensing’"
    if attribution.kind != "indirect" or any(_QUOTED.search(s.of(text)) for s in attribution.cue):
        return True
    cue = " ".join(span.of(text) for span in attribution.cue)
    source = " ".join(span.of(text) for span in attribution.source).lower()
    if cue.lower() in _OF_NOUNS and source in _DETERMINERS:
        return False
    if not source:
        return bool(_IMPERSONAL.search(cue)) and not _CHARGED.search(cue)
    if attribution.act not in ("other", "believe") or _follows(attribution):
        return True
    return any(_has_clause(span, sentences) for span in attribution.content)


def _says_something(attribution: Attribution, sentences: Sentences) -> bool:
    """Whether the contents have a clause, an infinitive, or more words than a term has."""
    tokens = [t for span in attribution.content for t in sentences.within(span)]
    return (
        sum(t.text[0].isalnum() for t in tokens) > _TERM
        or any(t.lower in ("to", "as") for t in tokens)
        or any(_has_clause(span, sentences) for span in attribution.content)
    )


def _follows(attribution: Attribution) -> bool:
    """Whether source and cue come after the content: "..., the Courier has learned"."""
    frame = min(span.start for span in (*attribution.source, *attribution.cue))
    return all(span.end <= frame for span in attribution.content)


def _has_clause(span: Span, sentences: Sentences) -> bool:
    """Whether the span has a subject and its verb: "the road is shut", not "to shut the road"."""
    tokens = sentences.within(span)
    if tokens and tokens[0].lower in _CONJUNCTIONS:
        return True
    for token in tokens:
        if token.lower in _INNER_WORDS:
            break
        if token.lower in _FINITE:
            return True
    for token in tokens:
        word = token.word
        if word is None or word.relation not in _SUBJECTS or word.head is None:
            continue
        verb = sentences.words[word.head]
        if verb.relation not in _INNER and span.start <= verb.span.start < span.end:
            return True
    return False
