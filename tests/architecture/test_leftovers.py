"""What grows back unseen: a function in two modules, a threshold without a reason, a dead name."""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter, defaultdict
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "whence"
FILES = sorted(PACKAGE.rglob("*.py"))
#: Characters of a body's dump, below which two functions may well be alike: one expression.
SHORT = 300
#: Functions that two layers have which may not import each other, or that wait to be joined.
TWICE = {
    ("_cores", "_cores"),  # of the encoder and of the processes, which share no module
    ("_date", "day_of"),
    ("_version", "version"),
}
#: Names that wait to be removed: none may be added.
UNUSED: set[str] = set()


def body_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """What a function does, whatever its docstring and the names of its parameters and variables."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    given = function.args
    own = {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)}
    own |= {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and _is_set(n)}
    names: dict[str, str] = {}
    dumped = []
    for statement in copy.deepcopy(body):
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id in own:
                node.id = names.setdefault(node.id, f"v{len(names)}")
            elif isinstance(node, ast.arg):
                node.arg = names.setdefault(node.arg, f"v{len(names)}")
        dumped.append(ast.dump(statement))
    return f"{len(given.args)}: {' '.join(dumped)}"


def _is_set(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def test_no_function_exists_twice() -> None:
    found = defaultdict(list)
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = body_of(node)
                if len(body) > SHORT:
                    found[body].append((node.name, f"{file.relative_to(PACKAGE)}:{node.lineno}"))
    twice = {
        " = ".join(place for _, place in same)
        for same in found.values()
        if len(same) > 1 and tuple(sorted(name for name, _ in same)) not in TWICE
    }
    assert twice == set()


def _is_number(node: ast.expr | None) -> bool:
    match node:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()):
            return True
        case ast.UnaryOp(operand=operand):
            return _is_number(operand)
        case ast.BinOp(left=left, right=right):
            return _is_number(left) and _is_number(right)
        case ast.Tuple(elts=parts):
            return bool(parts) and all(map(_is_number, parts))
        case ast.Call(keywords=keywords):  # a span of time
            return bool(keywords) and all(_is_number(one.value) for one in keywords)
    return False


def silent(file: Path) -> list[str]:
    """A module's numbers that have no word above or beside them."""
    text = file.read_text(encoding="utf-8")
    lines = ["", *text.splitlines()]
    return [
        f"{file.relative_to(PACKAGE)}:{node.lineno}: {lines[node.lineno]}"
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and _is_number(node.value)
        and not lines[node.lineno - 1].startswith("#")
        and "#" not in lines[node.end_lineno or node.lineno]
    ]


def test_every_threshold_has_a_comment() -> None:
    assert [one for file in FILES for one in silent(file)] == []


def test_no_private_name_of_a_module_is_unused() -> None:
    unused = []
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        used = Counter(re.findall(r"\w+", text))
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.decorator_list:
                names = [node.name]
            elif isinstance(node, ast.Assign):
                names = [t.id for t in node.targets if isinstance(t, ast.Name)]
            else:
                continue
            unused += [
                f"{file.relative_to(PACKAGE)}:{node.lineno}: {name}"
                for name in names
                if name.startswith("_") and not name.startswith("__") and used[name] == 1
            ]
    assert [one for one in unused if one.rpartition(" ")[2] not in UNUSED] == []
