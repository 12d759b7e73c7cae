"""PolNeAR 1.0 (Newell, Margolin & Ruths, LREC 2018): attributions in US political news."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from training.corpora import Example, held_back, rows

#: Reports kept out of training to choose thresholds on, so that dev stays unseen by any choice.
TUNE_SHARE = 0.05


def load(part: str) -> list[list[Example]]:
    """One list a report, with one example for each person who annotated it.

    `part` is "train" or "tune" (both from the set's train file) or "dev".
    """
    reports: dict[str, list[Example]] = defaultdict(list)
    for row in rows(f"polnear/{'dev' if part == 'dev' else 'train'}.jsonl"):
        if part != "dev" and held_back(row["id"], TUNE_SHARE) != (part == "tune"):
            continue
        reports[row["id"]].append(example(row))
    return list(reports.values())


def example(row: dict[str, Any]) -> Example:
    """One person's annotation of one report."""
    spans, links = [], []  # a source that two attributions share has a link to the cue of each
    for attribution in row["attributions"]:
        cue = min(((start, start + 1) for start, _ in attribution["cue"]), default=None)
        for role in ("source", "cue", "content"):
            for start, end in attribution[role]:
                spans.append((start, end, role))
                if cue is not None and role != "cue":
                    links.append((start, end, cue))
    people = [(e[0], e[1]) for e in row["silver_entities"] if e[2] == "PERSON"]
    return Example(row["text"], {"attribution": spans}, {"link": links}, people)
