"""Nothing that the code offers is left out of the documentation."""

from __future__ import annotations

import inspect
import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest

import whence
from docs.making import addresses, commands, fields, names, tables
from tests.conftest import ROOT
from tests.docs.test_pages import PAGES
from whence import bootstrap
from whence.api.ledger import Added, Chosen, Lacking
from whence.bootstrap import registry
from whence.export.tables import rows, sqlite
from whence.export.tables.folder import MEDIA_TYPES
from whence.ledger import schema
from whence.ledger.query_types import FoundClaim, Person
from whence.records import finding
from whence.serve.web.app import ACTIONS, ENDPOINTS
from whence.settings import Settings

COMMANDS = dict(commands.commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option(name: str) -> None:
    page = commands.page()
    head = f"## `{name}` {{"
    assert head in page
    section = page.split(head)[1].split("\n## ")[0]
    for option in COMMANDS[name].params:
        if isinstance(option, click.Option):
            assert all(f"`{one}`" in section for one in option.opts), option.name
            plain = option.name in ("limit", "form", "before")  # its type and default say it
            assert option.help or plain, f"{name} {option.name} says nothing"
    # Without white space: help is broken into lines of some width.
    epilog = "".join((COMMANDS[name].epilog or "").replace("\b", "").split())
    assert epilog in "".join(section.split())


def _mentioned() -> list[tuple[str, str]]:
    """Commands in the words of pages, and those that are examples in a command's own help."""
    found = []
    for page in PAGES:
        text = re.sub(
            r"^ *```.*?^ *```$",
            "",
            page.read_text(encoding="utf-8"),
            flags=re.MULTILINE | re.DOTALL,
        )
        lines = re.findall(r"`(whence [a-z][^`]*)`", text)
        found += [(str(page.relative_to(ROOT)), " ".join(line.split())) for line in lines]
    for name, command in COMMANDS.items():
        lines = re.findall(r"^ +((?:curl .*\| )?whence .*)$", command.epilog or "", re.MULTILINE)
        found += [(name, part) for line in lines for part in line.split(" && ")]
    return found


@pytest.mark.parametrize(("where", "line"), _mentioned())
def test_a_command_that_is_mentioned_is_one(where: str, line: str) -> None:
    words = shlex.split(line.partition("| ")[2] or line, comments=True)
    name = words[0]
    while len(words) > 1 and f"{name} {words[1]}" in COMMANDS:
        name = f"{name} {words.pop(1)}"
    if words[1:] and not words[1].startswith("-"):
        is_group = isinstance(COMMANDS[name], click.Group)
        assert not is_group or words[1].isupper(), f"{where}: there is no {name} {words[1]}"
    known = {one for p in COMMANDS[name].params for one in p.opts} | {"--help", "-h"}
    asked = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert asked <= known, where


@pytest.mark.parametrize("name", whence.__all__)
def test_every_public_name(name: str) -> None:
    page = names.page()
    assert f"## `whence.{name}` {{" in page
    found = getattr(whence, name)
    if inspect.isclass(found):
        for member, _ in inspect.getmembers(found):
            inherited = member in dir(BaseException) or hasattr(tuple, member)
            if not member.startswith("_") and not inherited:
                assert f"`{name}.{member}" in page or f"| `{member}` |" in page or member in (
                    "exit_code", "http_status", "columns", "report", "reading", "resolution",
                ), f"{name}.{member}"  # fmt: skip


def _records() -> list[type[msgspec.Struct]]:
    offered = [getattr(whence.records, name) for name in whence.records.__all__]
    found = [one for one in vars(finding).values() if inspect.isclass(one)]
    return [
        one
        for one in dict.fromkeys([*offered, *found])
        if inspect.isclass(one) and issubclass(one, msgspec.Struct) and one is not msgspec.Struct
    ]


@pytest.mark.parametrize("kind", _records(), ids=lambda kind: kind.__name__)
def test_every_record_and_field(kind: type[msgspec.Struct]) -> None:
    section = fields.records().split(f"### {kind.__name__} {{")[1].split("\n### ")[0]
    meanings = {name: meaning for name, _, meaning in fields.fields_of(kind)}
    assert set(meanings) == set(kind.__struct_fields__)
    assert not [name for name, meaning in meanings.items() if not meaning], "say what these are"
    assert all(f"| `{name}` |" in section for name in meanings)


def test_every_module_of_records_is_described() -> None:
    found = {file.stem for file in (ROOT / "src/whence/records").glob("*.py")}
    held = {
        name
        for name in found - {"__init__"}
        if any(
            inspect.isclass(one)
            and issubclass(one, msgspec.Struct)
            and one.__module__.endswith(name)
            and not one.__name__.startswith("_")
            for one in vars(import_module(f"whence.records.{name}")).values()
        )
    }
    assert held == set(fields.MODULES)


def test_no_meaning_is_out_of_date() -> None:
    kinds: list[Any] = [k for m in fields.MODULES for k in fields.structs(m)]
    kinds += [whence.Quotation, whence.Assertion, Chosen, Lacking, Added]
    kinds += [FoundClaim, Person]
    known = {kind.__name__: set(kind.__annotations__) for kind in kinds}
    columns = {column for table in rows.COLUMNS.values() for column in table}
    for name, meanings in fields.meanings().items():
        if name == "columns":
            assert set(meanings) <= columns
        elif name != "any":
            assert set(meanings) <= known[name], name


def test_every_setting() -> None:
    page = fields.settings()
    for name in Settings.__struct_fields__:
        assert f"| `{name}` | `WHENCE_{name.upper()}` |" in page
    assert all(meaning for _, _, meaning in fields.fields_of(Settings))


def test_every_table_of_the_ledger() -> None:
    page, words = tables.ledger(), dict(tables.ledger_words())
    for table in schema.metadata.sorted_tables:
        assert f"## `{table.name}` {{" in page
        assert table.name in words, f"the module of the schema says nothing of {table.name}"
        section = page.split(f"## `{table.name}` {{")[1].split("\n## ")[0]
        assert all(f"| `{column.name}` |" in section for column in table.columns)


def test_every_table_and_view_of_an_export() -> None:
    page = tables.export()
    for table, columns in rows.COLUMNS.items():
        section = page.split(f"## `{table}` {{")[1].split("\n## ")[0]
        assert all(f"| `{column}` |" in section for column in columns)
        assert not [c for c in columns if not tables.column_words().get(c)], "say what these are"
    assert all(f"| `{view}` |" in page for view in sqlite.VIEWS)


def test_every_address() -> None:
    page = addresses.page()
    assert all(f"## `GET {endpoint.shown_path}`" in page for endpoint in ENDPOINTS)
    assert all(f"{{ #{action.name} }}" in page for action in ACTIONS)
    # Every shape that is linked to is there.
    assert set(re.findall(r"\(#(\w+)\)", page)) <= set(re.findall(r"\{ #(\w+) \}", page))


#: Formats of more than one text, whose media type is that of their module.
_NAMED = {
    "annotation": "web_annotation", "jsonld": "jsonld", "geojson": "geojson", "prov": "prov",
    "parquet": "tables.parquet", "sqlite": "tables.sqlite",
}  # fmt: skip


def test_every_format_with_its_media_type() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    documented = {
        match[1]: (match[3], match[4], match[5])
        for match in re.finditer(
            r"^\| \[`([\w-]+)`\]\(#([\w-]+)\) \| `(.+?)` \| (yes|no|with `--out`) \| (yes|no) \|",
            text,
            re.MULTILINE,
        )
    }
    on_disk = set(registry.ON_DISK) - {"brat"}
    assert {name for name, (_, read, _) in documented.items() if read == "yes"} == set(
        bootstrap.FORMATS
    )
    assert {name for name, (_, read, _) in documented.items() if "--out" in read} == on_disk
    assert {*bootstrap.FORMATS, *on_disk} == set(registry.read_formats())
    assert {name for name, (*_, found) in documented.items() if found == "yes"} == set(
        registry.ledger_formats()
    )
    for name, module in _NAMED.items():
        assert documented[name][0] == import_module(f"whence.export.{module}").MEDIA_TYPE, name
    assert documented["csv"][0] == MEDIA_TYPES["csv"]
    assert documented["tables"][0] == MEDIA_TYPES["jsonl"]
    # JSON Lines are called one thing everywhere.
    assert {documented[n][0] for n in ("jsonl", "citron", "training")} == {MEDIA_TYPES["jsonl"]}


def test_no_media_type_of_the_code_is_left_out() -> None:
    files = list((ROOT / "src/whence/export").rglob("*.py"))
    with_one = {
        f.stem for f in files if re.search(r"^MEDIA_TYPE\b", f.read_text("utf-8"), re.MULTILINE)
    }
    assert with_one == {module.rpartition(".")[2] for module in _NAMED.values()}


def test_pages_of_prose_link_only_within_the_repository(tmp_path: Path) -> None:
    """A link that leads nowhere is an error, also to what the site does not hold."""
    from docs.making.elsewhere import mended

    with pytest.raises(LookupError, match="nowhere"):
        mended("[x](../nowhere.md)", "docs/page.md", "page.md")
    assert mended("[x](../benchmarks/README.md#peers)", "docs/a/page.md", "a/page.md") != ""
