"""Records and settings: msgspec structs, with what is written beside their fields."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

import whence.records
from whence.settings import Settings

_HERE = Path(__file__).parent
#: In the order of the stages.
MODULES = (
    "span",
    "report",
    "rejected",
    "reading",
    "claim",
    "attribution_chain",
    "finding",
    "decision",
    "fingerprint",
    "results",
    "alert",
    "user",
)
_TITLES = {
    "span": "Where words stand",
    "report": "A report",
    "rejected": "A document that failed",
    "reading": "What a reader found",
    "claim": "What it means",
    "attribution_chain": "Who says a claim, in words",
    "finding": "Across reports",
    "decision": "What people decide",
    "fingerprint": "What reports are compared by",
    "results": "What the ledger answers",
    "alert": "Who is sent what is new",
    "user": "Who may use a server",
}
_RECORDS = """\
# Records

Made of the code. Frozen, keyword-only msgspec structs: they hash, compare and write themselves as
JSON. `whence.read` gives a tuple of a [Report](#Report), a [Reading](#Reading) and a
[Resolution](#Resolution). Offsets are half-open, in Unicode code points of `Report.text`.
"""
_SETTINGS = """\
# Settings

Made of the code. A run gets its settings from a TOML file (`--settings FILE`, or the one that
`$WHENCE_SETTINGS` names), by the environment, which wins over the file, or in Python by
`whence.Settings(...)`. A name that nobody knows is an error. In the environment a list is parted by
commas.

| setting | in the environment | type | default | |
|---|---|---|---|---|
"""
_PLACES = """
Two more variables name places: `WHENCE_LEDGER` the ledger (a file or a PostgreSQL URL), and
`WHENCE_SETTINGS` the settings' file.

```toml
threads = 2
max_bytes = 5000000
languages = ["en"]
```
"""


def structs(module: str) -> list[type[msgspec.Struct]]:
    """The records of one module of `whence.records`, in the code's order."""
    found = importlib.import_module(f"whence.records.{module}")
    return [
        one
        for one in vars(found).values()
        if inspect.isclass(one)
        and issubclass(one, msgspec.Struct)
        and one.__module__ == found.__name__
        and not one.__name__.startswith("_")
    ]


def records() -> str:
    """The page of the records."""
    parts = [_RECORDS]
    for module in MODULES:
        parts.append(f"## {_TITLES[module]}\n")
        for name, values in _choices(module):
            parts.append(f"`{name}` is one of {', '.join(f'`{one}`' for one in values)}.\n")
        for kind in structs(module):
            parts.append(f"### {kind.__name__} {{ #{kind.__name__} }}\n\n{inspect.getdoc(kind)}\n")
            parts.append("| field | type | |\n|---|---|---|")
            parts += [*rows_of(kind), ""]
    return "\n".join(parts)


def settings() -> str:
    """The page of the settings."""
    parts = []
    for name, kind, meaning in fields_of(Settings):
        default = msgspec.json.encode(getattr(Settings(), name)).decode()
        variable = f"`WHENCE_{name.upper()}`"
        parts.append(f"| `{name}` | {variable} | {kind} | `{default}` | {meaning} |")
    return _SETTINGS + "\n".join(parts) + "\n" + _PLACES


def rows_of(kind: type) -> Iterator[str]:
    """A row a field."""
    for name, annotation, meaning in fields_of(kind):
        yield f"| `{name}` | {annotation} | {meaning} |"


def fields_of(kind: type) -> Iterator[tuple[str, str, str]]:
    """Each field with its type and what is written of it."""
    lines, tree = _source(kind.__module__)
    written = meanings().get("any", {}) | meanings().get(kind.__name__, {})
    node = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == kind.__name__)
    for base in kind.__mro__[1:]:
        if issubclass(base, msgspec.Struct) and base.__module__ == kind.__module__:
            yield from fields_of(base)
    for one in node.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            name = one.target.id
            yield name, _typed(one.annotation), _beside(lines, one) or written.get(name, "")


def _typed(annotation: ast.expr) -> str:
    text = ast.unparse(annotation)
    text = re.sub(r"Annotated\[(\w+).*?\)\]", r"\1", text)
    # One struct of the records' own is a link.
    names = {kind.__name__ for module in MODULES for kind in structs(module)}
    parts = re.split(r"(\w+)", text.replace("_AtLeastOne", "int"))
    linked = "".join(f"[{p}](records.md#{p})" if p in names else p for p in parts)
    return linked.replace("|", r"\|")


def _beside(lines: list[str], node: ast.AnnAssign) -> str:
    """The comment after `#:` above a field or after it."""
    above: list[str] = []
    number = node.lineno - 2
    while number >= 0 and (match := re.fullmatch(r"\s*#: ?(.*)", lines[number])):
        above.insert(0, match[1])
        number -= 1
    end = (node.end_lineno or node.lineno) + 1
    # After a default in parentheses the comment is on a line of its own.
    behind = [
        m[1] for line in lines[node.lineno - 1 : end - 1] if (m := re.search(r"#: ?(.*)", line))
    ]
    return " ".join([*above, *behind]).replace("|", r"\|").strip()


def _choices(module: str) -> Iterator[tuple[str, list[str]]]:
    _, tree = _source(f"whence.records.{module}")
    for node in tree.body:
        if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript)):
            continue
        if ast.unparse(node.value.value) == "Literal" and isinstance(node.targets[0], ast.Name):
            found = ast.literal_eval(node.value.slice)
            yield node.targets[0].id, list(found) if isinstance(found, tuple) else [found]


@cache
def _source(module: str) -> tuple[list[str], ast.Module]:
    file = inspect.getsourcefile(importlib.import_module(module))
    text = Path(file or "").read_text(encoding="utf-8")
    return text.splitlines(), ast.parse(text)


@cache
def meanings() -> dict[str, dict[str, str]]:
    """What is said of fields that the code leaves to their names."""
    found: dict[str, dict[str, str]] = tomllib.loads((_HERE / "meanings.toml").read_text("utf-8"))
    return found


def offered() -> set[str]:
    """The records that `whence.records` offers."""
    found = (getattr(whence.records, name) for name in whence.records.__all__)
    return {one.__name__ for one in found if inspect.isclass(one)}
