"""Of what kind a source is: a person, a body, unnamed, the outlet itself or hearsay."""

from __future__ import annotations

from typing import Literal, NamedTuple

from whence.lang import words
from whence.records.fingerprint import CountSource

_BODIES = words("people", "body") | words("across", "more bodies")

SourceKind = Literal["person", "body", "unnamed", "outlet", "hearsay"]


class SourceKey(NamedTuple):
    """What identifies one source in the reports of an event."""

    kind: SourceKind
    name: str  #: its distinctive words in order; of an outlet or hearsay the report's id

    @property
    def named(self) -> bool:
        """Whether it is a person or body with a name."""
        return self.kind in ("person", "body")

    @property
    def given(self) -> bool:
        """Whether the report gives a source, named or not: neither the outlet nor hearsay."""
        return self.named or self.kind == "unnamed"

    def words(self) -> list[str]:
        """The words of its name."""
        return self.name.split()


def is_body(source: CountSource) -> bool:
    """Whether a source is a body, by its type or by the noun that it is called by."""
    if source.type in ("organization", "facility"):
        return True
    words = source.name.casefold().split()
    return not source.named and bool(words) and words[-1] in _BODIES
