"""What the cue of an attribution is: words said, an attitude, or a deed.

PolNeAR marks "supports the bill" and "signed the bill" as it marks "said that the bill is good".
`training/labels/stance.jsonl` holds what a person who read the sentences made of 716 cues: ids
and offsets only, the texts are PolNeAR's. The same cue may be either ("found that" in a study,
"found the door locked"): no list of verbs was used.

statement  words were said, written, published or asked for: "said", "denied", "urged", a colon
attitude   a stance or state of mind that the outlet ascribes, no words given: "supports", "fears",
           "criticised the plan"; with quoted words, "as" or "for doing" it is a statement
deed       something done: "signed", "voted", "refused to appear", "declined to comment"
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from pathlib import Path

from training.corpora import Example, held_back, rows

FILE = Path(__file__).parents[1] / "labels" / "stance.jsonl"
#: In the order of the head's logits.
STANCES = ("statement", "attitude", "deed")
#: A fifth of the labelled reports: those below polnear.TUNE_SHARE were never labelled.
TEST_SHARE = 0.24
_WORD = re.compile(r"\w[\w'’-]*")


def load(part: str) -> list[Example]:
    """The reports with labelled cues, "train" or "test", each cue's first word labelled.

    Words without a label say nothing: most windows of a report hold none.
    """
    marked = marks(part)
    found = []
    for row in rows("polnear/train.jsonl"):
        # One text for all who annotated the report.
        if spans := marked.pop(row["id"], None):
            words = [(*_first_word(row["text"], start, end), label) for start, end, label in spans]
            found.append(Example(row["text"], {"stance": words}))
    return found


def marks(part: str) -> dict[str, list[tuple[int, int, str]]]:
    """Report id -> (start, end, stance) of each labelled cue's first span."""
    found = defaultdict(list)
    with FILE.open(encoding="utf-8") as lines:
        for line in lines:
            label = json.loads(line)
            if held_back(label["id"], TEST_SHARE) == (part == "test"):
                start, end = label["cue"][0]
                found[label["id"]].append((start, end, label["stance"]))
    return dict(found)


def _first_word(text: str, start: int, end: int) -> tuple[int, int]:
    match = _WORD.search(text, start, end)
    return match.span() if match else (start, end)  # a colon has no word
