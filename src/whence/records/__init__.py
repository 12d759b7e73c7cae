"""The values that stages pass to each other: frozen, and importing nothing of whence.

    Report ──read──▶ Reading ──resolve──▶ Resolution (its Claims)
           └─────── Rejected: a document that failed, as a value

Every record is a frozen, keyword-only msgspec Struct with tuples, never lists, so that it can be
hashed, compared, sent to another process and written as JSON without a codec of our own. Offsets
are half-open and count Unicode code points of `Report.text`; scores run from 0 to 1; dates are ISO
8601.
"""

from whence.records.alert import Alert
from whence.records.attribution_chain import Attributed, Attributions, NamedSpeaker
from whence.records.claim import (
    Claim,
    Entity,
    Figure,
    Hedge,
    Place,
    Reference,
    Resolution,
    Speaker,
    Time,
)
from whence.records.decision import Change, Decision, Parts, Selector, in_effect, selectors_of
from whence.records.fingerprint import CountSource, Fingerprint, Observation, Outline
from whence.records.ids import digest
from whence.records.reading import Antecedent, Attribution, Mention, Reader, Reading, Word
from whence.records.rejected import Rejected
from whence.records.report import Block, Origin, Published, Report
from whence.records.results import Kept, Run, Watched
from whence.records.span import Span
from whence.records.user import AccessToken, Deed, Role, User

__all__ = [
    "AccessToken",
    "Alert",
    "Antecedent",
    "Attributed",
    "Attribution",
    "Attributions",
    "Block",
    "Change",
    "Claim",
    "CountSource",
    "Decision",
    "Deed",
    "Entity",
    "Figure",
    "Fingerprint",
    "Hedge",
    "Kept",
    "Mention",
    "NamedSpeaker",
    "Observation",
    "Origin",
    "Outline",
    "Parts",
    "Place",
    "Published",
    "Reader",
    "Reading",
    "Reference",
    "Rejected",
    "Report",
    "Resolution",
    "Role",
    "Run",
    "Selector",
    "Span",
    "Speaker",
    "Time",
    "User",
    "Watched",
    "Word",
    "digest",
    "in_effect",
    "selectors_of",
]
