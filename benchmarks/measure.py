"""What a benchmark gives back, how it is shown and where it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.facts import facts

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Measure:
    """One number. `bar` is what it must reach: at most, or at least where `higher` is true."""

    name: str
    value: float
    unit: str = ""
    bar: float | None = None
    higher: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the bar is met, as the table shows it; empty without a bar."""
        if self.bar is None:
            return ""
        return "ok" if (self.value >= self.bar if self.higher else self.value <= self.bar) else "NO"


@dataclass
class Part:
    """One benchmark's findings: measures for people, details for programs, and what to say."""

    name: str
    measures: list[Measure] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str = "", **more: Any) -> None:
        """Takes one more measure, rounded to the precision of the measuring."""
        self.measures.append(Measure(name, round(value, 3), unit, **more))

    def as_json(self) -> dict[str, Any]:
        """The part with the facts of the machine it ran on."""
        return {
            "part": self.name,
            "facts": facts(),
            "measures": [{**asdict(m), "verdict": m.verdict} for m in self.measures],
            "details": self.details,
            "remarks": self.remarks,
        }

    def save(self, began: dict[str, Any]) -> None:
        """Writes results/NAME.json; `began` are the facts when the part began to run."""
        RESULTS.mkdir(exist_ok=True)
        row = {**self.as_json(), "facts": began}
        text = json.dumps(row, indent=1, ensure_ascii=False) + "\n"
        (RESULTS / f"{self.name}.json").write_text(text, encoding="utf-8")


def table(part: Part) -> str:
    """The part's measures in aligned columns, and its remarks below."""
    rows = [("", "measured", "", "bar", "")]
    rows += [
        (m.name, f"{m.value:,.10g}", m.unit, _bar(m), f"{m.verdict} {m.note}".strip())
        for m in part.measures
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    return "\n".join([part.name, *_lines(rows, widths), *(f"  * {r}" for r in part.remarks)])


def _bar(measure: Measure) -> str:
    if measure.bar is None:
        return ""
    return f"{'>=' if measure.higher else '<='} {measure.bar:g}"


def _lines(rows: Iterable[tuple[str, ...]], widths: list[int]) -> Iterable[str]:
    for name, value, unit, bar, rest in rows:
        line = (
            f"  {name:<{widths[0]}}  {value:>{widths[1]}} {unit:<{widths[2]}}"
            f"  {bar:<{widths[3]}}  {rest}"
        )
        yield line.rstrip()
