"""The table of figure roles: complete, in one place, and the same as what the docs and pages list."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

from whence.records import roles
from whence.records.claim import Role

PACKAGE = Path(roles.__file__).parents[1]
#: Where a rule is about some roles, and so names them: words of the text that mean them.
OF_WORDS = {"resolve", "extract", "lang"}
#: So many names of roles, written one after the other, are a list of them.
LIST = 4


def test_every_role_has_one_row() -> None:
    assert [row.role for row in roles.ROLE_TABLE] == list(get_args(Role)) == list(roles.ROLES)


def test_places_in_a_list_are_each_taken_once() -> None:
    places = sorted(row.listed for row in roles.ROLE_TABLE if row.listed is not None)
    assert places == list(range(len(places)))
    assert roles.OF_PEOPLE[0] == "killed"


def test_columns_fit_each_other() -> None:
    people = set(roles.OF_PEOPLE)
    assert roles.HARMED < roles.VICTIMS < people
    assert people > roles.GROWING
    assert people > roles.CROWDS
    assert not people & set(roles.PRICED)
    assert people | set(roles.PRICED) == set(roles.SEARCHED)


def test_no_other_module_lists_roles() -> None:
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        inside = file.relative_to(PACKAGE)
        if inside.parts[0] in OF_WORDS or inside.as_posix() in {
            "records/roles.py",
            "records/claim.py",
        }:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple | ast.List | ast.Set):
                values = [one.value for one in node.elts if isinstance(one, ast.Constant)]
                if len({*values} & {*roles.ROLES}) >= LIST:
                    found.append(f"{inside}:{node.lineno}")
    for page in (PACKAGE / "serve").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if sum(f'"{role}"' in text for role in roles.ROLES) >= LIST:
            found.append(page.name)
    assert found == []
