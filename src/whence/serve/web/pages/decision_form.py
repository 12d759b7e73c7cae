"""A decision as a form of the page or a program sends it."""

from __future__ import annotations

from typing import Literal

import msgspec

from whence.records.decision import Target, Verb

#: How a number is meant. Without it `value`, `low` and `high` are taken as they are sent.
Precision = Literal["exactly", "about", "at least", "at most", "between"]


class Deciding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision as it is sent. Places are offsets in code points: "120-180", or several, commas.

    The item is named by the `key` of an attribution, or by `at`, the place of a figure, a time, a
    claim, or a mention of an entity or place. For `merge`, `other` is a mention of the other
    entity; for an event, `report` and `other` are two reports' ids. For a person in every report,
    `name` and `other` are two names to `merge` or `split`. To correct an event, `event` is its id,
    with any of `name`, `note`, `status`, `grade`, or the `role` of a figure with its `value`,
    bounds and `of`.
    """

    report: str = ""
    target: Target = "attribution"
    verb: Verb
    key: str = ""
    at: str = ""
    other: str = ""
    source: str = ""
    cue: str = ""
    content: str = ""
    speaker: str | None = None  #: by name; several who speak together are separated by semicolons
    via: str | None = None  #: who passes the words on, likewise; "-" for nobody
    stance: str | None = None
    asserted: bool | None = None
    nobody: bool = False  #: that the report gives no source
    speaker_type: str | None = None
    act: str | None = None
    kind: str | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    #: of `value` alone, or of `value` and `high` where it is between the two
    precision: Precision | None = None
    role: str | None = None
    main: bool | None = None  #: that a figure is its report's own total for that role
    counted: str = ""  #: the words for what is counted, or their place; "-" for none
    #: of a time; "-" in any of the four removes it
    time: str | None = None
    mod: str | None = None
    begin: str | None = None
    until: str | None = None
    metonym: bool | None = None
    place: str | None = None  #: by name, with its country's code: "Paris, FR"
    standing: str | None = None
    polarity: str | None = None
    modality: str | None = None
    name: str | None = None
    type: str | None = None
    event: str = ""
    note: str | None = None
    status: str | None = None
    grade: str | None = None
    of: str | None = None
    undoes: int | None = None
    why: str = ""
    who: str = ""  #: who decides, where the server has no accounts
    next: str = ""
    csrf: str = ""
