"""Whether two machines read alike: `python -m benchmarks.processors read OUT`, then `compare A B`.

`read` keeps what the bundle that `$WHENCE_BUNDLE` names, or the one that ships, reads in the
example reports and, where ../shared is there, in so many reports of PolNeAR's dev part. It can run
under `qemu-x86_64 -cpu Haswell`, on another machine, or with another runtime; `compare` counts
what is read otherwise. No word of a report is kept.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.facts import ROOT, facts
from whence import bootstrap
from whence.extract.neural import NeuralReader
from whence.records import Origin, Report, Span, digest
from whence.settings import Settings

_DEV = ROOT.parent / "shared" / "data" / "polnear" / "dev.jsonl"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    reading = kinds.add_parser("read")
    reading.add_argument("out", type=Path)
    reading.add_argument("--examples", type=int, default=1000, help="at most so many of them")
    reading.add_argument("--reports", type=int, default=0, help="so many of PolNeAR's dev part")
    comparing = kinds.add_parser("compare")
    comparing.add_argument("one", type=Path)
    comparing.add_argument("other", type=Path)
    options = parser.parse_args()
    if options.kind == "read":
        read(options.out, options.examples, options.reports)
    else:
        print(compare(options.one, options.other))


def read(out: Path, examples: int, reports: int) -> None:
    """Writes a line a report, as soon as it is read: spans with kinds, and with scores."""
    own = bootstrap.own_reader(Settings(bundle=os.environ.get("WHENCE_BUNDLE"), threads=1))
    assert isinstance(own, NeuralReader)
    texts = [*_examples()[:examples], *_dev()[:reports]]
    with out.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"facts": facts(), "reader": own.reader.digest}) + "\n")
        for report in texts:
            (found,) = own.read([report])
            line = {
                "report": report.id,
                "attributions": [
                    [
                        *([_pair(s) for s in part] for part in (a.source, a.cue, a.content)),
                        a.kind,
                        a.act,
                    ]
                    for a in found.attributions
                ],
                "names": [[*_pair(m.span), m.type] for m in found.entities],
                "times": [[*_pair(m.span), m.type] for m in found.times],
                "scores": [a.score for a in found.attributions],
            }
            file.write(json.dumps(line) + "\n")
            file.flush()


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def compare(one: Path, other: Path) -> str:
    """How many of what one read the other has not just so, and how far scores lie apart."""
    here, there = _lines(one), _lines(other)
    both = here.keys() & there.keys()
    said = [f"{len(both)} reports"]
    for kind in ("attributions", "names", "times"):
        total = missing = added = 0
        for report in both:
            mine, its = (Counter(map(json.dumps, found[report][kind])) for found in (here, there))
            total += mine.total()
            missing += (mine - its).total()
            added += (its - mine).total()
        said.append(f"{kind}: {missing} of {total} not in the other, {added} only in it")
    alike = sum(here[r]["attributions"] == there[r]["attributions"] for r in both)
    apart = [
        abs(a - b)
        for r in both
        if here[r]["attributions"] == there[r]["attributions"]
        for a, b in zip(here[r]["scores"], there[r]["scores"], strict=True)
    ]
    said.append(f"{alike} reports with the same attributions")
    said.append(f"scores of these at most {max(apart, default=0.0):.2g} apart")
    said.append(f"{sum(here[r] == there[r] for r in both)} the same to the last digit")
    return "; ".join(said)


def _lines(file: Path) -> dict[str, dict[str, Any]]:
    found = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[1:])
    return {one["report"]: one for one in found}


def _examples() -> list[Report]:
    taken = bootstrap.reports([str(ROOT / "examples" / "reports")], bootstrap.settings())
    return sorted((r for r in taken if isinstance(r, Report)), key=lambda r: r.origin.source)


def _dev() -> list[Report]:
    if not _DEV.exists():
        return []
    texts = [json.loads(line)["text"] for line in _DEV.read_text(encoding="utf-8").splitlines()]
    return [
        Report(
            id=digest("polnear", text),
            origin=Origin(source="dev", media_type="text/plain", raw_digest=digest(text)),
            text=text,
            language="en",
        )
        for text in texts
    ]


if __name__ == "__main__":
    main()
