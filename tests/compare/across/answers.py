"""What a ledger of one set's reports says, as `events`, `disputes` and `who` print it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from tests.compare.stores import filled
from whence.bootstrap import comparing
from whence.ledger import speakers
from whence.ports import Result

Told = dict[str, Any]
Expect = dict[str, Any]
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


class Answers:
    """What whence says of one set."""

    def __init__(self, results: Sequence[Result], place: Path) -> None:
        with filled(place, [results]) as ledger:
            events = list(comparing.summaries(ledger))
            events.sort(key=lambda d: (-len(d.event.reports), d.event.id))
            found = [finding for summary in events for finding in summary.findings]
            for summary in events:
                found += comparing.same_claims(ledger, summary)
            with ledger.reading() as connection:
                self.who: list[Told] = [_plain(p) for p in speakers.people(connection)]
        self.events: list[Told] = [_plain(summary.event) for summary in events]
        self.findings: list[Told] = [_plain(finding) for finding in found]
        self.drift: list[Told] = [_plain(x) for summary in events for x in summary.drifts]

    def of_kind(self, kind: str) -> list[Told]:
        return [f for f in self.findings if f["kind"] == kind]

    def disputed(self, role: str | None = None) -> list[Told]:
        """Findings of kind conflict that are about a figure."""
        found = [f for f in self.of_kind("conflict") if f["topic"].get("role")]
        return [f for f in found if role in (None, f["topic"]["role"])]

    def denials(self) -> list[Told]:
        return [f for f in self.of_kind("conflict") if not f["topic"].get("role")]

    def events_of(self, report: str | None) -> list[Told]:
        return [e for e in self.events if report is None or report in e["reports"]]

    def totals(self, role: str, report: str | None) -> list[Told]:
        return [
            f
            for e in self.events_of(report)
            for f in e["figures"]
            if f["role"] == role and not f.get("of")
        ]


def is_value(version: Told, number: float) -> bool:
    value = version.get("value")
    return (
        value == number
        if value is not None
        else number in (version.get("low"), version.get("high"))
    )


def numbers(text: str) -> list[float]:
    return [float(n.replace(",", "")) for n in NUMBER.findall(text)]


def pairs_of(finding: Told) -> list[tuple[list[float], list[float]]] | None:
    """The pairs that a conflict's evidence names, or None where it is worded otherwise."""
    found = []
    for line in finding.get("evidence", ()):
        head, mark, _ = line.partition(" cannot both hold")
        if mark and " and " in head:
            one, _, other = head.partition(" and ")
            found.append((numbers(one), numbers(other)))
    return found or None


def in_conflict(finding: Told, one: float, other: float) -> bool:
    has = [any(is_value(v, n) for v in finding["versions"]) for n in (one, other)]
    if not all(has):
        return False
    pairs = pairs_of(finding)
    if pairs is None:
        return True
    return any((one in a and other in b) or (one in b and other in a) for a, b in pairs)


def steps(finding: Told) -> list[tuple[float, float]]:
    """What a finding says moved on: (from, to)."""
    found = []
    for line in finding.get("evidence", ()):
        head, mark, rest = line.partition(", then ")
        if mark:
            before, after = numbers(head), numbers(rest.split(":")[0])
            found += [(b, a) for b in before for a in after]
    return found


def plain(text: str) -> str:
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(text.casefold().split())


def within(count: float, wanted: object) -> bool:
    if isinstance(wanted, list):
        return bool(wanted[0] <= count <= wanted[1])
    return count == wanted


def names_of(entry: Told) -> set[str]:
    found = {plain(entry.get("name") or "")}
    found |= {plain(n) for n in entry.get("names", ())}
    return found - {""}


def same_name(wanted: str, given: str) -> bool:
    """Whether a name is meant by another: all words of the one are in the other."""
    one, other = re.findall(r"\w+", plain(wanted)), re.findall(r"\w+", plain(given))
    return bool(one) and bool(other) and (set(one) <= set(other) or set(other) <= set(one))


def has_words(evidence: str, wanted: str) -> bool:
    report, mark, words = wanted.partition(": ")
    if mark and re.fullmatch(r"[\w-]+", report):
        return re.match(re.escape(report) + r"\b", evidence) is not None and plain(words) in plain(
            evidence
        )
    return plain(wanted) in plain(evidence)
