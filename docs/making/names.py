"""What `import whence` offers: every name with its signature and what is written of it."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from functools import cached_property
from typing import Any, is_typeddict

import msgspec

import whence
from docs.making.fields import rows_of
from whence.api.ledger import Added, Chosen, Lacking
from whence.ledger.query_types import FoundClaim, Person

#: As one meets them; whatever else there is follows.
_FIRST = ("read", "read_all", "open", "Document", "Quotation", "Assertion", "Ledger", "Rows")
#: A comma between parameters, not one inside a type.
_PARTED = re.compile(r", (?=[*\w]+(?:: |, |$)|\*)")
_BEGINNING = """\
# Python

Made of the code: the names that `import whence` offers. Importing takes milliseconds; the model is
loaded when something is first read, and reused.
"""


def page() -> str:
    """The page."""
    parts = [_BEGINNING]
    for name in (*_FIRST, *(n for n in whence.__all__ if n not in (*_FIRST, "__version__"))):
        parts += _described(name, getattr(whence, name))
    parts += _besides()
    parts.append("## `whence.__version__` { #__version__ }\n\nThe version, as text.\n")
    return "\n".join(parts)


def members(kind: type) -> Iterator[tuple[str, Any]]:
    """The public methods and properties that a class has of its own, in the code's order."""
    for base in kind.__mro__:
        if not base.__module__.startswith(("whence.api", "whence.records", "whence.settings")):
            continue
        for name, found in vars(base).items():
            documented = inspect.isfunction(found) or isinstance(found, property | cached_property)
            if documented and not name.startswith("_"):
                yield name, found


def _described(name: str, found: Any) -> Iterator[str]:
    yield f"## `whence.{name}` {{ #{name.lower()} }}\n"
    if not inspect.isclass(found):
        yield f"{_signed(found)}\n\n{_written(found)}\n"
        return
    bases = [b.__name__ for b in found.__bases__ if issubclass(found, BaseException)]
    yield f"    class {name}{f'({bases[0]})' if bases else ''}\n\n{_written(found)}\n"
    yield from _fields(found)
    for member, one in members(found):
        made = one.fget if isinstance(one, property) else getattr(one, "func", one)
        call = "" if made is not one else "()"
        yield f"### `{name}.{member}{call}` {{ #{name.lower()}-{member} }}\n"
        yield f"{_signed(made, called=bool(call))}\n\n{_written(made)}\n"


def _besides() -> Iterator[str]:
    """The parts of those signatures that are no names of `whence` itself."""
    yield "## What they take and give { #besides }\n"
    for kind in (Chosen, Lacking, Added, FoundClaim, Person):
        yield f"### {kind.__name__} {{ #{kind.__name__} }}\n\n{_written(kind)}\n"
        yield from _fields(kind)
    kinds = ", ".join(f"[{name}](records.md#{name})" for name in ("Event", "Finding", "Entity"))
    yield f"{kinds} and all that a Document holds are [records](records.md).\n"


def _fields(kind: type) -> Iterator[str]:
    if issubclass(kind, msgspec.Struct) or is_typeddict(kind):
        yield "| field | type | |\n|---|---|---|"
        yield from rows_of(kind)
        yield ""


def _signed(function: Any, *, called: bool = True) -> str:
    """The signature as the code has it, one parameter a line where it is long."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise TypeError(f"{function} is no function")
    returns = f" -> {ast.unparse(tree.returns)}" if tree.returns else ""
    if not called:
        return f"    {tree.name}{returns.replace(' ->', ':')}"
    held = tree.args
    held.args = [one for one in held.args if one.arg not in ("self", "cls")]
    line = f"{tree.name}({ast.unparse(held)}){returns}"
    if len(line) <= 88:
        return f"    {line}"
    parts = _PARTED.split(ast.unparse(held))
    inner = "".join(f"        {part},\n" for part in parts)
    return f"    {tree.name}(\n{inner}    ){returns}"


def _written(found: Any) -> str:
    return inspect.getdoc(found) or ""
