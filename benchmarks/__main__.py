"""`python -m benchmarks [PART ...]`: measures, prints tables, keeps results/PART.json."""

from __future__ import annotations

import argparse
import importlib
import json
import sys

from benchmarks.facts import facts
from benchmarks.measure import Part, table

PARTS = (
    *("quality", "speed", "growth", "memory", "ledger", "compare", "judged", "serve", "scale"),
    *("install", "peers", "pages"),
)
#: `install` is left out because it downloads, the last two because they need what others made.
DEFAULT = PARTS[:-3]


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0; 1 where --check found a score below its floor or --repin was refused."""
    options = _arguments(arguments)
    code = 0
    for name in options.parts or DEFAULT:
        began = facts()
        if not options.json:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
        if name == "quality":
            part, code = _quality(options)
        else:
            part = importlib.import_module(f"benchmarks.{name}").measure()
        if began["load"] > began["cores"] / 2:
            part.remarks.append(
                f"the machine was busy (load {began['load']}): times are not to be relied on"
            )
        if not options.set:  # a part of a part must not stand for the whole
            part.save(began)
        print(
            json.dumps(part.as_json(), ensure_ascii=False) if options.json else table(part) + "\n"
        )
    return code


def _quality(options: argparse.Namespace) -> tuple[Part, int]:
    # Here, because scoring brings training's code in, which speed and memory do not need.
    from benchmarks.quality import floors, scores

    part, measured = scores.measure(options.set)
    code = 0
    if options.repin:
        try:
            scores.repin(measured, options.because)
            part.remarks.append("these scores are the floors now")
        except floors.Lowered as refused:
            print(refused, file=sys.stderr)
            code = 1
    elif options.check:
        faults = scores.check(measured)
        for fault in faults:
            print(f"! {fault}", file=sys.stderr)
        code = 1 if faults else 0
        if measured and not faults:
            part.remarks.append("no score is below its floor")
    return part, code


def _arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--json", action="store_true", help="print one JSON object a part")
    parser.add_argument(
        "--set", action="append", default=[], metavar="SET", help="of quality, only this set"
    )
    parser.add_argument("--check", action="store_true", help="fail where a score is below floor")
    parser.add_argument("--repin", action="store_true", help="write the scores as new floors")
    parser.add_argument("--because", metavar="REASON", help="why a floor may be lowered")
    options = parser.parse_args(given)
    for name in options.parts:
        if name not in PARTS:
            parser.error(f"no part {name!r}; there are {', '.join(PARTS)}")
    return options


if __name__ == "__main__":
    sys.exit(main())
