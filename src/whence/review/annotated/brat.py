"""brat standoff: what annotators made of the files that `export --format brat` writes.

Attributions are read: Source, Cue and Content, what joins them (Said_by, Says), Kind, Act, Stance
and Asserted, and notes on them, which become the decision's reason. Names and times in the file,
and who passes words on (Via), are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from whence.records import Span
from whence.records.reading import Act, Kind, Stance
from whence.review.annotated.annotations import Annotated, Marked, Unread, span_in

_VALUES = {
    "Kind": get_args(Kind), "Act": get_args(Act), "Stance": get_args(Stance),
    "Asserted": ("yes", "no"),
}  # fmt: skip
_BOUND = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)", re.DOTALL)
_RELATION = re.compile(r"R\S+\t(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\S+\t(\S+) (\S+)(?: (\S+))?\s*")
_NOTE = re.compile(r"#\S*\t(\S+) (\S+)\t(.*)", re.DOTALL)


def read(path: Path) -> Annotated:
    """The report of a `.ann` file and the text file beside it; raises `Unread` and OSError."""
    text_file = path.with_suffix(".txt")
    if not text_file.is_file():
        raise Unread(f"its text, {text_file.name}, is not beside it")
    # Unchanged, line ends and all: offsets count them.
    text = text_file.read_bytes().decode("utf-8")
    lines = path.read_bytes().decode("utf-8").split("\n")
    return parse(text, lines, source=str(path), name=path.stem)


def parse(text: str, lines: Iterable[str], *, source: str, name: str) -> Annotated:
    """The report from a text and the lines of its standoff; raises `Unread`."""
    page = _Page(text)
    for number, line in enumerate(lines, 1):
        if line.strip():
            page.take(line.rstrip("\r"), f"line {number}")
    return Annotated(
        source=source,
        name=name,
        text=text,
        attributions=tuple(page.attributions()),
        decided=page.decided,
    )


class _Page:
    def __init__(self, text: str) -> None:
        self._text = text
        self._bound: dict[str, tuple[str, tuple[Span, ...]]] = {}
        self._relations: list[tuple[str, str, str]] = []
        self._values: dict[tuple[str, str], str] = {}
        self._notes: dict[str, str] = {}
        self.decided: int | None = None

    def take(self, line: str, where: str) -> None:
        """Reads one line."""
        if line.startswith("T"):
            self._take_bound(line, where)
        elif line.startswith("R"):
            match = _RELATION.fullmatch(line) or _broken(where)
            self._relations.append((match[1], match[2], match[3]))
        elif line.startswith(("A", "M")):
            match = _ATTRIBUTE.fullmatch(line) or _broken(where)
            self._values[match[1], match[2]] = _known(match[1], match[3], where)
        elif line.startswith("#"):
            match = _NOTE.fullmatch(line) or _broken(where)
            if match[1] == "Decided":
                self.decided = int(match[3]) if match[3].strip().isdecimal() else None
            else:
                self._notes[match[2]] = match[3].strip()
        elif not line.startswith(("E", "N", "*")):  # events, normalizations, equivalences
            _broken(where)

    def _take_bound(self, line: str, where: str) -> None:
        match = _BOUND.fullmatch(line) or _broken(where)
        places = [tuple(map(int, one.split())) for one in match[3].split(";")]
        spans = tuple(span_in(self._text, start, end, None, where) for start, end in places)
        words = " ".join(span.of(self._text) for span in spans)
        if words != match[4]:
            raise Unread(f"{where}: the words at {match[3]} are not those that it gives")
        self._bound[match[1]] = (match[2], spans)

    def attributions(self) -> Iterable[Marked]:
        """The attributions: those with cues, then contents without one."""
        says: dict[str, list[str]] = {}
        said_by: dict[str, list[str]] = {}
        for kind, one, other in self._relations:
            for name in (one, other):
                if name not in self._bound:
                    raise Unread(f"{kind} joins {name}, which is not in the file")
            if kind == "Says":
                says.setdefault(one, []).append(other)
            elif kind == "Said_by":
                said_by.setdefault(one, []).append(other)
        said = {content for contents in says.values() for content in contents}
        for name, (kind, _) in self._bound.items():
            if kind == "Cue":
                yield self._marked(name, [name], says.get(name, []), said_by.get(name, []))
            elif kind == "Content" and name not in said:
                yield self._marked(name, [], [name], said_by.get(name, []))

    def _marked(
        self, head: str, cues: list[str], contents: list[str], sources: list[str]
    ) -> Marked:
        named = [head, *contents, *sources]
        values: dict[str, Any] = {
            kind.lower(): next((v for name in named if (v := self._values.get((kind, name)))), None)
            for kind in ("Kind", "Act", "Stance", "Asserted")
        }
        # Files of older versions do not have it.
        values["asserted"] = None if values["asserted"] is None else values["asserted"] == "yes"
        return Marked(
            source=self._spans(sources),
            cue=self._spans(cues),
            content=self._spans(contents),
            why="; ".join(self._notes[name] for name in named if self._notes.get(name)),
            **values,
        )

    def _spans(self, names: list[str]) -> tuple[Span, ...]:
        return tuple(sorted(span for name in names for span in self._bound[name][1]))


def _known(kind: str, value: str | None, where: str) -> str:
    allowed = _VALUES.get(kind)
    if allowed and value not in allowed:
        raise Unread(f"{where}: {kind} is {value}, and not one of {', '.join(allowed)}")
    return value or ""


def _broken(where: str) -> Any:
    raise Unread(f"{where} is not a line of brat standoff")
