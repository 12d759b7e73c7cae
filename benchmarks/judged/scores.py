"""What whence finds across reports, against findings that were judged by hand.

A finding that the gold does not know is counted as unjudged: it is neither right nor wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.judged.ledger_findings import (
    Backed,
    Blamed,
    Change,
    LedgerFindings,
    Lost,
    Place,
    Victim,
)
from benchmarks.judged.names import same_name

_GOLDS = Path(__file__).parent / "golds"
#: So much of the claims that two findings rest on must be common for them to be one.
_COMMON = 0.5
#: As few sources are no finding: somebody said it.
_ONE = 1

Row = dict[str, Any]
Counts = Counter[str]


def gold(name: str) -> list[Row]:
    """The rows of one gold: ids, code points and labels."""
    lines = (_GOLDS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def share(counts: Counts, of: str, *rest: str) -> float:
    """One count of the sum of it and the rest, in 100; 0 where there is none."""
    total = counts[of] + sum(counts[name] for name in rest)
    return 100 * counts[of] / total if total else 0.0


def blame(ledgers: Mapping[str, LedgerFindings]) -> Counts:
    """How many found are right, wrong, allowed, unjudged; of what is there found and missed."""
    rows = gold("blame")
    counts: Counts = Counter()
    for name, findings in ledgers.items():
        here = [row for row in rows if row["set"] == name]
        for one in set(findings.blamed):
            labels = {r["label"] for r in here if _is_blame(r, one, findings.texts)}
            counts[_first(labels, "wrong", "right", "allowed")] += 1
        for row in here:
            if row.get("read") and row["label"] == "right" and not row.get("twice"):
                near = [b for b in findings.blamed if _is_who(row, b, findings.texts)]
                counts["found" if near else "missed"] += 1
    return counts


def _is_who(row: Row, one: Blamed, texts: Mapping[str, str]) -> bool:
    text = texts[row["report"]]
    return one.at.report == row["report"] and same_name(_in(text, row["who"]), one.who)


def _is_blame(row: Row, one: Blamed, texts: Mapping[str, str]) -> bool:
    if not _is_who(row, one, texts) or row["status"] != one.status:
        return False
    # What is wrong of one sentence another may say rightly.
    if row["label"] == "wrong" and not _overlap([one.at.report, *row["claim"]], one.at):
        return False
    return same_name(_in(texts[row["report"]], row["by"]), one.by)


def _in(text: str, span: list[int] | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]


def _first(labels: Iterable[str], *order: str) -> str:
    return next((label for label in order if label in labels), "unjudged")


def sources(ledgers: Mapping[str, LedgerFindings], kind: str) -> Counts:
    """How many sources counts have (`figure`), or claims that say the same (`same`).

    right and wrong of those whose number is given as known, many right and many wrong of those
    with two or more; unknown where the number is given as unknown; one and not one: whether
    what is joined is one count, or says the same.
    """
    rows = [row for row in gold("sources") if row["kind"] == kind]
    counts: Counts = Counter()
    for name, findings in ledgers.items():
        backed = [b for b in findings.backed if b.kind == kind and _of_several(b)]
        for row in (row for row in rows if row["set"] == name):
            near = [b for b in backed if _is_backed(row, b)]
            found = max(near, key=lambda b: _common(row["claims"], b.places, max), default=None)
            if found is None:
                counts["gone"] += 1
                continue
            backed.remove(found)
            counts["one" if row["one"] else "not one"] += 1
            if not found.known:
                counts["unknown"] += 1
                continue
            label = "right" if _is_right(row, found) else "wrong"
            counts[label] += 1
            counts[f"many {label}"] += found.least > _ONE
        counts["unjudged"] += len(backed)
    return counts


def _of_several(one: Backed) -> bool:
    return len({place.report for place in one.places}) > 1


def _is_backed(row: Row, one: Backed) -> bool:
    if row["kind"] == "figure" and (
        row["role"] != one.role or (row["value"], row["low"], row["high"]) != one.numbers
    ):
        return False
    if {report for report, _, _ in row["claims"]} != {place.report for place in one.places}:
        return False
    return _common(row["claims"], one.places) >= _COMMON


def _is_right(row: Row, one: Backed) -> bool:
    if not row["one"] or row.get("named") is False:
        return False
    return bool(one.least <= row["least"] <= one.most <= row["most"])


def _common(
    claims: list[list[Any]], places: Iterable[Place], of: Callable[[int, int], int] = min
) -> float:
    """What of the fewer of two lists of claims, or with `max` of the more, is in both."""
    found = list(places)
    if not claims or not found:
        return 0.0
    shared = sum(any(_overlap(claim, place) for place in found) for claim in claims)
    return min(1.0, shared / of(len(claims), len(found)))


def _overlap(claim: list[Any], place: Place) -> bool:
    report, start, end = claim
    return bool(report == place.report and start < place.end and place.start < end)


def drift(ledgers: Mapping[str, LedgerFindings]) -> Counts:
    """How many are right and wrong of what is found lost; worth: how many are worth reporting."""
    rows = gold("drift")
    counts: Counts = Counter()
    for name, findings in ledgers.items():
        here = [row for row in rows if row["set"] == name]
        for one in findings.lost:
            row = next((row for row in here if _is_lost(row, one)), None)
            counts[row["label"] if row else "unjudged"] += 1
            counts["worth"] += bool(row and row["worth"])
    return counts


def _is_lost(row: Row, one: Lost) -> bool:
    return (row["lost"], row["role"], row["value"], row["before"][0], row["after"][0]) == (
        *(one.lost, one.role, one.value),
        *(one.before.report, one.after.report),
    )


def changes(ledgers: Mapping[str, LedgerFindings], *kinds: str) -> Counts:
    """How many conflicts, denials or revisions are right and wrong; right ones found and missed."""
    rows = [row for row in gold("changes") if row["kind"] in kinds]
    counts: Counts = Counter()
    for name, findings in ledgers.items():
        here = [row for row in rows if row["set"] == name]
        seen: list[Row] = []
        for one in (c for c in findings.changes if c.kind in kinds):
            row = next((row for row in here if _is_change(row, one)), None)
            counts[row["label"] if row else "unjudged"] += 1
            seen += [row] if row else []
        for row in here:
            if row["label"] == "right":
                counts["found" if row in seen else "missed"] += 1
    return counts


def _is_change(row: Row, one: Change) -> bool:
    same = row["kind"] == one.kind and row["role"] == one.role
    values = sorted(row["values"]) == sorted(one.values)
    return same and values and _common(row["claims"], one.places) >= _COMMON


def victims(ledgers: Mapping[str, LedgerFindings]) -> Counts:
    """How many are right and wrong of those named as harmed in the reports that were read in full.

    elsewhere: of the wrong ones, those harmed in another event; found and missed of those that
    are there; found with role.
    """
    counts: Counts = Counter()
    for row in gold("victims"):
        if row["set"] not in ledgers:
            continue
        findings = ledgers[row["set"]]
        text = findings.texts[row["report"]]
        here = [v for v in findings.victims if v.at.report == row["report"]]
        people = [{**p, "name": _in(text, p["name"])} for p in row["victims"]]
        for name in {victim.name for victim in here}:
            kinds = {p["of"] for p in people if same_name(p["name"], name)}
            label = _first(kinds, "event", "allowed", "other")
            counts[{"event": "right", "allowed": "allowed"}.get(label, "wrong")] += 1
            counts["elsewhere"] += label == "other"
        for person in people:
            if person["of"] == "event":
                near = [v for v in here if same_name(person["name"], v.name)]
                counts["found" if near else "missed"] += 1
                counts["found with role"] += _has_role(near, person["roles"])
    return counts


def _has_role(near: list[Victim], roles: list[str]) -> bool:
    return any(victim.role in roles for victim in near)
