"""Whose work whence uses, under which terms: `python -m release.licences [OUT]`.

Two kinds: the libraries that an install brings, by their own metadata, and what ships inside
the package, by the table in THIRD_PARTY_NOTICES.md. Without OUT it prints the table; with it,
it writes `licences.md` and `licences.csv` there. A licence is judged by its name alone:

    fits      may go with Apache-2.0 as it is
    look      asks for something of those who ship it in one piece with whence (LGPL)
    refused   would bind whence itself, or forbids uses (GPL, AGPL, SSPL, non-commercial)
    unnamed   no licence is given
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
EXTRAS = ("parquet", "frames", "batch", "ray", "postgresql", "plots", "spacy", "documents")
#: The better first.
VERDICTS = ("fits", "look", "refused", "unnamed")
_LOOK = re.compile(r"\bLGPL|\bLesser\b|\bEPL\b|\bCDDL\b", re.IGNORECASE)
_REFUSED = re.compile(
    r"\bA?GPL|\bAffero\b|GNU General Public|\bSSPL|Server Side Public|\bBUSL|Business Source"
    r"|Commons.Clause|-NC\b|non.?commercial|proprietary",
    re.IGNORECASE,
)
#: Parts of the GPL that what is linked with them does not come under.
_EXCEPTED = re.compile(r"\bWITH\s+[\w.-]*exception", re.IGNORECASE)
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Row:
    """One work: a library, or a part of what ships."""

    name: str
    version: str
    licence: str
    verdict: str
    needed_by: str  #: "core", an extra's name, or "ships" for what is inside the package


def installed(paths: Sequence[str] | None = None) -> dict[str, Distribution]:
    """What is installed by name, here or in the folders of `paths`."""
    found = distributions(path=list(paths)) if paths is not None else distributions()
    return {canonicalize_name(one.name): one for one in found if one.name}


def closure(
    have: Mapping[str, Distribution], extra: str | None = None, root: str = "whence"
) -> set[str]:
    """The names of all that `root` brings with it, and with one of its extras.

    What a marker leaves out on this machine is left out. Raises `LookupError` where one is missing.
    """
    waiting: list[tuple[str, frozenset[str]]] = [(root, frozenset({extra} if extra else ()))]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        if (item := waiting.pop()) in seen:
            continue
        seen.add(item)
        name, extras = item
        if name not in have:
            raise LookupError(f"{name} is not installed, which {root} needs")
        for line in have[name].requires or ():
            need = Requirement(line)
            cases = [{"extra": one} for one in ("", *extras)]
            if need.marker is None or any(need.marker.evaluate(case) for case in cases):
                waiting.append((canonicalize_name(need.name), frozenset(need.extras)))
    return {name for name, _ in seen} - {root}


def licence_of(one: Distribution) -> str:
    """A library's licence: its SPDX expression, else its one line, else its classifiers; or ""."""
    metadata = one.metadata
    line = metadata["License"].strip() if "License" in metadata else ""
    if "License-Expression" in metadata:
        return metadata["License-Expression"].strip()
    if line and "\n" not in line and len(line) < _LONGEST_NAME and line.upper() != "UNKNOWN":
        return line
    named = [
        c.split("::")[-1].strip() for c in metadata.get_all("Classifier") or () if "License ::" in c
    ]
    return " AND ".join(name for name in named if name != "OSI Approved")


def verdict(licence: str) -> str:
    """What is to be thought of a licence, or of an SPDX expression of several."""
    licence = _bare(licence.strip())
    choices: tuple[tuple[str, Callable[[Iterable[int]], int]], ...] = (
        (" OR ", min),
        (" AND ", max),
    )
    for between, choose in choices:  # AND binds closer, so it is taken apart later
        parts = _parts(licence, between)
        if len(parts) > 1:
            return VERDICTS[choose(VERDICTS.index(verdict(part)) for part in parts)]
    if not licence:
        return "unnamed"
    if _EXCEPTED.search(licence):
        return "fits"
    if _LOOK.search(licence):
        return "look"
    return "refused" if _REFUSED.search(licence) else "fits"


def _bare(words: str) -> str:
    """Without brackets around all of it."""
    while words.startswith("(") and _closes(words) == len(words) - 1:
        words = words[1:-1].strip()
    return words


def _closes(words: str) -> int:
    depth = 0
    for at, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at
    return -1


def _parts(words: str, between: str) -> list[str]:
    """`words` cut at each `between` that is in no brackets."""
    parts, depth, begin = [], 0, 0
    for at, letter in enumerate(words):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and words.startswith(between, at):
            parts.append(words[begin:at])
            begin = at + len(between)
    return [*parts, words[begin:]]


def of_libraries(have: Mapping[str, Distribution], extras: Sequence[str] = ()) -> list[Row]:
    """A row for each library of the core install, then for what each extra adds."""
    rows: list[Row] = []
    done: set[str] = set()
    for extra in (None, *extras):
        for name in sorted(closure(have, extra) - done):
            licence = licence_of(have[name])
            rows.append(Row(name, have[name].version, licence, verdict(licence), extra or "core"))
            done.add(name)
    return rows


def of_what_ships(notices: str) -> list[Row]:
    """A row for each line of the first table of the notices."""
    table = notices.partition("## What ships")[2].strip().partition("\n\n")[0]
    rows = []
    for line in table.splitlines()[2:]:
        where, _, made_from, licence = (cell.strip() for cell in line.strip("|").split("|"))
        name = f"{where.strip('`')}: {made_from}"
        rows.append(Row(name, "", licence, verdict(licence), "ships"))
    return rows


def markdown(rows: Iterable[Row]) -> str:
    """The rows as a table for people."""
    heads = [field.name.replace("_", " ") for field in fields(Row)]
    lines = [heads, ["---"] * len(heads), *(list(astuple(row)) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def table(rows: Iterable[Row]) -> str:
    """The rows as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Row))
    writer.writerows(astuple(row) for row in rows)
    return out.getvalue()


def write(rows: Sequence[Row], out: Path) -> None:
    """Writes `licences.md` and `licences.csv` into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "licences.md").write_text(markdown(rows), encoding="utf-8")
    (out / "licences.csv").write_text(table(rows), encoding="utf-8")


def main() -> None:
    """Lists this environment's libraries, with the extras that are in it, and what ships."""
    have = installed()
    extras = []
    for extra in EXTRAS:
        try:
            closure(have, extra)
        except LookupError:
            continue
        extras.append(extra)
    rows = [*of_libraries(have, extras), *of_what_ships(NOTICES.read_text(encoding="utf-8"))]
    if len(sys.argv) > 1:
        write(rows, Path(sys.argv[1]))
    else:
        print(markdown(rows), end="")


if __name__ == "__main__":
    main()
