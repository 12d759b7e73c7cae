"""A report's claims in the form that is compared: words, numbers, speaker, denial."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from whence.compare.fingerprint import weighed
from whence.compare.frequencies import NUMBER_WORDS, Frequencies, words_of
from whence.compare.propositions import propositions
from whence.compare.stems import stem
from whence.lang import words as words_in
from whence.ports import Result
from whence.records import (
    Attribution,
    Attributions,
    Claim,
    CountSource,
    Entity,
    Report,
    Resolution,
    Span,
)
from whence.records.attribution_chain import asserted, lead, sentence
from whence.records.claim import Modality, Standing
from whence.records.fingerprint import Weights
from whence.records.keys import claim_key
from whence.records.reading import Act
from whence.syntax import Tree

#: Weight below which a word, in half of all reports and more, is too common to say what a claim
#: is about.
_COMMON = 0.7
#: Weight (inverse document frequency) from which words show what is said: those in fewer than
#: 1 of 4 reports. A guess.
_DISTINCTIVE = 1.5
_DENIED, _REFUSED = words_in("across", "denied"), words_in("across", "what is refused")
_MONTHS = words_in("across", "day words") & frozenset(
    """january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
#: Words of a claim that are compared. A guess.
_MOST = 60
#: Uncommon words: a claim with fewer is too short to be distinguished from others.
#: A guess.
FEWEST = 5
#: Names, days and numbers that make up for fewer words than that. A guess.
_FEWEST_FACTS = 3
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_QUOTED = re.compile(r"[\"“‘«]([^\"”’»]{12,})[\"”’»]")


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of one report."""

    report: str
    claim: str  #: its key
    span: Span
    text: str  #: on one line
    words: Weights
    numbers: frozenset[str]
    quoted: frozenset[str]  #: runs of five words inside quotation marks
    source: CountSource | None
    standing: Standing
    modality: Modality
    act: Act | None  #: of the innermost attribution
    negative: bool
    denied: bool = False  #: whether its own words call something untrue
    facts: frozenset[str] = frozenset()  #: stems of distinctive words that are in no name
    months: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()  #: see `propositions`
    doers: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    by_name: bool = False  #: whether the text names its speaker beside the words
    said: str = ""  #: who says it and how, as words
    sentence: str = ""  #: that and the words, as one


def statements(result: Result, frequencies: Frequencies) -> list[Statement]:
    """The claims of a report with enough words to be compared, in the order of the text."""
    report, reading, resolution = result
    found = []
    attributions = Attributions(*result)
    tree = Tree(report.text, reading.words)
    for claim in resolution.claims:
        chain = attributions.of_claim(claim)
        if not asserted(chain):
            continue  # nobody says it
        text = " ".join(claim.span.of(report.text).split())
        words = [w for w in words_of(text) if frequencies.weight(w) >= _COMMON]
        facts = _facts(words, claim, resolution, frequencies)
        if len(set(words)) < FEWEST and len(facts) < _FEWEST_FACTS:
            continue
        inner = claim.voices[-1] if claim.voices else None
        speaker = resolution.speaker(inner) if inner is not None else None
        source = _source(resolution.entities[speaker.entity]) if speaker else None
        act = reading.attributions[inner].act if inner is not None else None
        is_quoted = inner is not None and reading.attributions[inner].kind == "direct"
        denied = act != "deny" and _denies(report, claim, reading.attributions, tree)
        said = propositions(tree, claim.span)
        found.append(
            Statement(
                report=report.id,
                claim=claim_key(report, claim),
                span=claim.span,
                text=text,
                words=weighed(Counter(words), frequencies.weight, _MOST),
                numbers=_numbers(text) | _values(claim, resolution),
                quoted=_runs(f'"{text}"' if is_quoted else text),
                source=source,
                standing=claim.standing,
                modality=claim.modality,
                act=act,
                negative=_is_negative(claim) or denied,
                denied=denied,
                facts=facts,
                deeds=said.deeds,
                doers=said.doers,
                verbs=said.verbs,
                by_name=inner is not None
                and _is_by_name(report, reading.attributions[inner], source),
                months=_MONTHS.intersection(words_of(text)),
                said=lead(chain),
                sentence=sentence(chain, text),
            )
        )
    return found


def _denies(report: Report, claim: Claim, attributions: Sequence[Attribution], tree: Tree) -> bool:
    """Whether a claim's own words call something untrue.

    Who "denied a permit" only refused it, and rights that are denied are not called untrue.
    """
    deeds = [cue for one in attributions if one.stance == "deed" for cue in one.cue]
    for word in re.finditer(r"\w+", report.text[claim.span.start : claim.span.end]):
        at = claim.span.start + word.start()
        is_deed = any(cue.start <= at < cue.end for cue in deeds)
        if word.group().casefold() in _DENIED and not is_deed:
            index = tree.head_of(Span(at, at + len(word.group())))
            thing = None if index is None else tree.patient(index)
            if thing is None or tree.lower(thing) not in _REFUSED:
                return True
    return False


def _is_by_name(report: Report, one: Attribution, speaker: CountSource | None) -> bool:
    """Whether a source has the last word of its speaker's name: not "he", nor "the minister"."""
    if speaker is None or not speaker.named:
        return False
    last = words_of(speaker.name)[-1:]
    return any(last == [word] for span in one.source for word in words_of(span.of(report.text)))


def _numbers(text: str) -> frozenset[str]:
    digits = {number.replace(",", "") for number in _NUMBER.findall(text)}
    return frozenset(digits | {NUMBER_WORDS[w] for w in words_of(text) if w in NUMBER_WORDS})


def _values(claim: Claim, resolution: Resolution) -> frozenset[str]:
    """Its figures as digits, however they are written: "seventy-five thousand" is 75000."""
    found = [resolution.figures[n].value for n in claim.figures]
    return frozenset(f"{value:.0f}" for value in found if value is not None and value > 1)


def _facts(
    content: list[str], claim: Claim, resolution: Resolution, frequencies: Frequencies
) -> frozenset[str]:
    """What is said, without its subject: the stems of distinctive words."""
    named = {
        word
        for n in claim.entities
        if resolution.entities[n].named
        for word in words_of(resolution.entities[n].name)
    }
    assertion = [w for w in content if w not in named and frequencies.weight(w) >= _DISTINCTIVE]
    return frozenset(stem(w) for w in assertion if not w.isdigit() and w not in NUMBER_WORDS)


def _runs(text: str) -> frozenset[str]:
    runs = set()
    for quoted in _QUOTED.findall(text):
        words = words_of(quoted)
        runs |= {" ".join(words[n : n + 5]) for n in range(len(words) - 4)}
    return frozenset(runs)


def _source(entity: Entity) -> CountSource:
    return CountSource(
        type=entity.type, name=entity.name, named=entity.named, descriptions=entity.descriptions
    )


def _is_negative(claim: Claim) -> bool:
    return claim.polarity == "negative"
