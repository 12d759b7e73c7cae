"""Other people's annotations, brought to one shape.

The sets live outside the repository (see `DATA`); none of their text is committed.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Where the sets lie: `$WHENCE_DATA`, else the `shared/data` folder beside the checkout.
DATA = Path(os.environ.get("WHENCE_DATA", Path(__file__).parents[3] / "shared" / "data"))


@dataclass(frozen=True)
class Example:
    """A text with labelled spans for the heads that its corpus annotates, and only for those."""

    text: str
    #: head -> (start, end, label), code points
    spans: dict[str, list[tuple[int, int, str]]]
    #: pointer -> (start, end, (start, end) of what its pieces point to); a span that points to
    #: several occurs once for each, one that points to itself has nothing to point to
    pointers: dict[str, list[tuple[int, int, tuple[int, int]]]] = field(default_factory=dict)
    #: names of persons, for augmentation only
    people: list[tuple[int, int]] = field(default_factory=list)


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one JSON Lines file under `DATA`."""
    with (DATA / name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def held_back(identity: str, share: float) -> bool:
    """Whether a document belongs to the part that training must not see; stable for ever.

    The choice depends on the document's id alone, so a scorer can make the same split.
    """
    return zlib.crc32(identity.encode()) / 2**32 < share
