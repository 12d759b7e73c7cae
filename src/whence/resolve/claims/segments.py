"""What each sentence asserts, and its source: spans of claims before they are judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from whence.records import Attribution, Reading, Span
from whence.records.report import UNASSERTED
from whence.resolve.claims.reported import reports_an_assertion
from whence.resolve.sentences import Sentence, Sentences, Token

_BOILERPLATE = re.compile(
    r"sign up for|subscribe|newsletter|all rights reserved|copyright|©|"
    r"\bcontributed to this (?:report|story)|"
    r"^\(?(?:reporting|additional reporting|editing|writing) by|follow (?:us|him|her|@)|"
    r"^follow .{3,30} on (?:facebook|twitter|instagram)|^share this|^(?:read|see) the original|"
    r"click here|read (?:more|the rest|the full)|having trouble viewing|"
    r"for more information|photo(?:s)? by|file photo|getty images|/ap photo|"
    # A picture's credit: "(Ola Pell/Meridian via AP)".
    r"^\([^()]*(?:/|\bvia |\bphoto: ?)[^()]*\)\.?$|^add .{2,30} as an interest|"
    r"this (?:story|article|report) (?:was|has been) (?:updated|corrected)|^correction:|"
    r"^(?:advertisement|related|watch|listen|see also|story continues)|press release|"
    r"terms of (?:use|service)|do not redistribute|may not be published"
)
_FINITE = frozenset(
    """is are was were has have had do does did will would can could may might shall should must
        's ’s said says came went took made began held met left won lost struck hit shot found rose
        fell led sent spoke stood wrote ran grew became got gave kept told saw knew thought felt
        brought built bought caught cost cut drew drove ate fought flew forgot got hid hurt laid
        lay lent let lit meant paid put quit read rode sang sat set shook shut slept sold spent
        stole swore taught threw understood wore""".split()
)
#: Relations of verbs and auxiliaries that head a clause or belong to its head.
_ASSERTING = frozenset("root cop aux aux:pass conj ccomp advcl acl:relcl parataxis".split())
_SUBJECTS = frozenset("nsubj nsubj:pass csubj csubj:pass expl".split())
_WORD = re.compile(r"\w")
_DOING = re.compile(r"\w+ing\b")
_CONNECTORS = frozenset(
    """and but or so while as that however also meanwhile though although adding , . ; : — – - “ ”
        " ' ’ ‘ ( ) then later earlier on in at to of by with for from the a an it he she they who
        which told reporters yesterday today tomorrow monday tuesday wednesday thursday friday
        saturday sunday statement interview news conference press briefing twitter facebook tweet
        this week night morning afternoon evening during after before when where last""".split()
)
_EDGES = " \t\r\n,;:—–-"
#: What leads on to somebody's words is no part of the outlet's: "The road is shut, and".
_TRAILING = re.compile(r"[\s,;:—–-]+(?:and|but|or|so|while|as|that|because|although|though)$")
_LEADING = re.compile(r"^(?:and|but|or|so|while|as|that|yet)\s+", re.IGNORECASE)
#: Words of its own, a verb among them, that an outlet needs to assert something beside what it
#: reports.
_LEAST_OWN = 5
#: So many are enough where a subject is among them.
_LEAST_CLAUSE = 3


class Stretch(NamedTuple):
    """A claim's span and the attribution whose content it is, None for the outlet's own."""

    span: Span
    attribution: int | None


def stretches(reading: Reading, sentences: Sentences) -> Iterator[Stretch]:
    """The asserting stretches of a report: contents sentence by sentence, and the outlet's own."""
    text = sentences.text
    covered = bytearray(len(text))
    for index, attribution in enumerate(reading.attributions):
        if not reports_an_assertion(attribution, sentences):
            continue  # a deed or a mind: that somebody has it, the outlet itself asserts
        subject = () if _is_aside(attribution, text) else attribution.source
        for span in (*subject, *attribution.cue, *attribution.content):
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
        if attribution.asserted and _requests(attribution, text):
            continue
        for span in attribution.content:
            for part in _by_sentence(span, sentences):
                if _words(text, part) and not _is_question(text, part):
                    yield Stretch(part, index)
    for sentence in sentences.sentences:
        if sentence.block in UNASSERTED:
            continue
        yield from _own(sentence, sentences, covered)


def _requests(attribution: Attribution, text: str) -> bool:
    """Whether it asks or orders, which asserts nothing: "urged them to leave".

    A question in quotation marks leaves the sentences beside it as they are.
    """
    if attribution.act == "order":
        return True
    if attribution.act in ("warn", "ask") and attribution.content:
        first = min(attribution.content).of(text).lower()
        if first.startswith(("to ", "not to ")):
            return True
    if attribution.act != "ask":
        return False
    return not any("?" in span.of(text) for span in attribution.content)


def _is_question(text: str, span: Span) -> bool:
    return span.of(text).rstrip("\"”’'») \n").endswith("?")


def _is_aside(attribution: Attribution, text: str) -> bool:
    """Whether its source has a verb of its own before the cue: "Venn left the hall, saying"."""
    if len(attribution.source) != 1 or not attribution.cue:
        return False
    source, cue = attribution.source[0], min(attribution.cue)
    between = text[source.end : cue.start].split()
    return bool(_DOING.match(text, cue.start, cue.end)) and len(between) >= _LEAST_CLAUSE


def _by_sentence(span: Span, sentences: Sentences) -> Iterator[Span]:
    """A content cut where a sentence ends inside it; fragments stay with their neighbour."""
    at = sentences.at(span.start)
    while at < len(sentences.sentences):
        sentence = sentences.sentences[at].span
        if sentence.start >= span.end:
            break
        start, end = max(span.start, sentence.start), min(span.end, sentence.end)
        if start < end:
            yield Span(start, end)
        at += 1


def _own(
    sentence: Sentence,
    sentences: Sentences,
    covered: bytearray,
) -> Iterator[Stretch]:
    """The outlet's own assertions in a sentence: all of it, or what no attribution covers."""
    text = sentences.text
    words = sentence.span.of(text)
    if _BOILERPLATE.search(sentence.span.of(sentences.folded)):
        return
    if words.rstrip("\"”’')").endswith("?"):
        return
    if _is_title(words):
        return
    tokens = sentences.of(sentence)
    free = [t for t in tokens if not covered[t.start]]
    if len(free) == len(tokens):
        # A whole sentence needs less proof than what is left of one.
        if _asserts(tokens) or _has_finite_form(tokens):
            yield Stretch(_whole(text, sentence.span), None)
        return
    for run in _runs(tokens, covered):
        own = sum(t.lower not in _CONNECTORS for t in run)
        if _asserts(run) and own >= (_LEAST_CLAUSE if _has_clause(run, sentences) else _LEAST_OWN):
            yield Stretch(_trimmed(text, Span(run[0].start, run[-1].end)), None)


def _is_title(words: str) -> bool:
    """Whether they are a headline among the paragraphs: capitals, and no stop at the end."""
    if words[-1] in ".!?…:;\"”’'":
        return False
    long = [word for word in words.split() if len(word) > 3]
    return len(long) > 2 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _runs(tokens: Sequence[Token], covered: bytearray) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if covered[token.start]:
            if run:
                yield run
            run = []
        else:
            run.append(token)
    if run:
        yield run


def _asserts(tokens: Sequence[Token]) -> bool:
    """Whether the tokens hold a finite verb, and words enough to say something."""
    if len(_first_words(tokens, 3)) < 3:
        return False
    if any(t.word is not None for t in tokens):
        return any(
            t.word is not None and t.word.tag in ("VERB", "AUX") and t.word.relation in _ASSERTING
            for t in tokens
        )
    return _has_finite_form(tokens)


def _first_words(tokens: Sequence[Token], count: int | None = None) -> list[Token]:
    """The tokens that are words, the first so many of them."""
    return list(islice((t for t in tokens if _WORD.match(t.text)), count))


def _has_clause(tokens: Sequence[Token], sentences: Sentences) -> bool:
    """Whether a verb, and no relative clause's, is among the tokens with its subject."""
    for token in tokens:
        if token.word is not None and token.word.relation in _SUBJECTS:
            head = token.word.head
            if head is not None:
                verb = sentences.words[head]
                inside = tokens[0].start <= verb.span.start < tokens[-1].end
                if inside and verb.relation != "acl:relcl":
                    return True
    return False


def _has_finite_form(tokens: Sequence[Token]) -> bool:
    """Whether one of the words, but the first, is written as finite verbs are."""
    words = _first_words(tokens)
    return len(words) > 2 and any(t.lower in _FINITE or _may_be_finite(t) for t in words[1:])


def _may_be_finite(token: Token) -> bool:
    return token.lower.endswith("ed") and len(token.lower) > 3


def _words(text: str, span: Span) -> bool:
    return bool(_WORD.search(text, span.start, span.end))


def _whole(text: str, span: Span) -> Span:
    """A sentence with its stop, without what comes before its first word."""
    trimmed = _trimmed(text, span)
    return Span(trimmed.start, span.end) if text[span.end - 1] == "." else trimmed


def _trimmed(text: str, span: Span) -> Span:
    """Without marks at its edges, a closing stop and a leading conjunction."""
    start, end = span.start, span.end
    while end > start and text[end - 1] in _EDGES + ".":
        end -= 1
    tail = _TRAILING.search(text, start, end)
    if tail is not None:
        end = tail.start()
    while start < end and text[start] in _EDGES:
        start += 1
    lead = _LEADING.match(text[start:end])
    if lead and start > span.start:
        start += lead.end()
    return Span(start, end)
