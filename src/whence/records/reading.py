"""What a reader found in a report: where things are, not yet what they mean."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.span import Span

Kind = Literal["direct", "indirect", "mixed"]
Act = Literal["state", "deny", "ask", "order", "promise", "warn", "accuse", "believe", "other"]
#: Words said; an attitude ("supports", "fears", "wants"); a deed ("signed", "was backed by").
Stance = Literal["statement", "attitude", "deed"]
EntityType = Literal[
    "person", "organization", "place", "group", "product", "facility", "event", "other"
]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
#: TIMEX3's own list: "early May", "mid-June", "about a week", "before 3 May", "at least two days"
TimeMod = Literal[
    "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER",
    "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
]  # fmt: skip


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who says what: a source, a cue and a content, each a tuple of spans.

    A split quotation has two contents; a headline's colon is a cue; source and cue may be absent
    ("it was reported", a quotation without a source). `parent` is the index, in the same reading,
    of the attribution whose content this one is in.

    `asserted` is False where the source does not assert the content ("has not confirmed that",
    "declined to say whether", "asked whether", "if he says that"), which is no denial: a denial
    asserts that it is not so.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    act: Act
    score: float  #: 0 to 1
    parent: int | None = None
    stance: Stance = "statement"
    asserted: bool = True

    @property
    def is_said(self) -> bool:
        """Whether the source says the content: a statement, and asserted.

        Other content is not shown as anybody's words, and makes no attributed claim.
        """
        return self.asserted and self.stance == "statement"


class Mention(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name or a time expression. `type` is an `EntityType` or, among times, a `TimeType`."""

    span: Span
    type: str
    score: float  #: 0 to 1


class Word(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A word in its sentence, by Universal Dependencies: part of speech, head and relation.

    `head` is the index, in the same reading, of the word that this one depends on, None for the
    root of a sentence. Punctuation marks are words too.
    """

    span: Span
    tag: str  #: universal part of speech: "NOUN", "VERB", ...
    relation: str  #: universal relation, few of them with their subtype: "nsubj", "nsubj:pass"
    head: int | None
    #: the type of a mention, at its head word: "person", "organization", "place" or "other"; None
    #: for a word that heads no mention
    mention: str | None = None


class Antecedent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Two mentions that may be of one entity, each given by one of its words.

    A mention has several antecedents where its entity has several mentions before, and their scores
    add up; the rest to 1 is the chance that the mention is the first of its entity, as far as the
    model could see back.
    """

    mention: Span
    antecedent: Span
    score: float  #: 0 to 1


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """The maker of a reading."""

    name: str
    bundle: str  #: digest of the model bundle, empty for a reader without one
    version: str
    #: the runtime of the model, with its version, as `onnxruntime 1.32.0`; empty where there is
    #: none
    runtime: str = ""

    @property
    def digest(self) -> str:
        """What distinguishes its readings from others: the bundle and, the runtime, if any."""
        return f"{self.bundle}+{self.runtime.replace(' ', '-')}" if self.runtime else self.bundle


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Spans with scores, in text order. A reader without syntax leaves `words` empty.

    `decided` is the number of the last decision of a person that was applied to it, 0 for none.
    """

    report_id: str
    attributions: tuple[Attribution, ...]
    entities: tuple[Mention, ...]
    times: tuple[Mention, ...]
    reader: Reader
    words: tuple[Word, ...] = ()
    antecedents: tuple[Antecedent, ...] = ()
    decided: int = 0
