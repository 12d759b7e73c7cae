"""What mkdocs calls: the pages that are made of the code, and links that leave `docs/`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# mkdocs loads this file alone, by its path.
sys.path.insert(0, str(ROOT))

from docs.making import addresses, commands, elsewhere, fields, names, notebook, tables  # noqa: E402  found by it

#: Page -> what makes it.
PAGES: dict[str, Callable[[], str]] = {
    "reference/cli.md": commands.page,
    "reference/api.md": names.page,
    "reference/records.md": fields.records,
    "reference/settings.md": fields.settings,
    "reference/ledger.md": tables.ledger,
    "reference/tables.md": tables.export,
    "reference/http.md": addresses.page,
    "first-look.md": lambda: notebook.page(ROOT / "docs" / "notebooks" / "first-look.ipynb"),
}


def on_config(config: Any) -> Any:
    """Fills in the navigation: every decision has its place."""
    here = ROOT / "docs"
    decisions = sorted(f"decisions/{one.name}" for one in (here / "decisions").glob("*.md"))
    for section in config["nav"]:
        for title, entries in section.items():
            if entries == "decisions":
                section[title] = decisions
    return config


def on_files(files: Any, *, config: Any) -> Any:
    """Adds the made pages, and those that lie beside `docs/`."""
    from mkdocs.structure.files import File

    made = {page: make() for page, make in PAGES.items()}
    for place, page in elsewhere.BESIDE.items():
        made[page] = (ROOT / place).read_text(encoding="utf-8")
    for page, text in made.items():
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Mends the links of pages that people wrote."""
    at = page.file.src_uri
    if at in PAGES:
        return markdown
    beside = {state: place for place, state in elsewhere.BESIDE.items()}
    return elsewhere.mended(markdown, beside.get(at, f"docs/{at}"), at)
