"""The notebook runs, and gives what is kept with it. `--regold` keeps it anew."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from docs.making.notebook import page

_LARGE = 8_000  #: characters: what a cell gives beyond that is not kept


def _stable(cells: list[Any]) -> list[list[str]]:
    """What each cell gives, in words, as far as it is small."""
    found = []
    for cell in cells:
        outputs = cell.get("outputs", [])
        texts = [o.get("data", {}).get("text/plain", o.get("text", "")) for o in outputs]
        found.append(["".join(text) for text in texts])
    return found


def _lean(notebook: Any) -> None:
    """Takes away what is large, and what depends on the run."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata = {}
        cell.id = f"cell-{number}"
        if cell.cell_type != "code":
            continue
        cell.execution_count = None
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = None
            if len(output.get("data", {}).get("text/html", "")) > _LARGE:
                del output.data["text/html"]


def test_runs(root: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = root / "docs" / "notebooks" / "first-look.ipynb"
    notebook: Any = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    before = _stable(notebook.cells)
    (tmp_path / "examples").symlink_to(root / "examples")
    client = NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    asyncio.run(client.async_execute())
    shown = [
        o for c in notebook.cells for o in c.get("outputs", []) if "text/html" in o.get("data", {})
    ]
    assert any("<iframe sandbox" in o.data["text/html"] for o in shown), "no document showed itself"
    _lean(notebook)
    if request.config.getoption("--regold"):
        nbformat.write(notebook, file)  # type: ignore[no-untyped-call]
    else:
        assert _stable(notebook.cells) == before, "read what changed; --regold accepts it"


def test_its_page_holds_every_cell(root: Path) -> None:
    file = root / "docs" / "notebooks" / "first-look.ipynb"
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    shown = page(file)
    assert all("".join(cell["source"]) in shown for cell in cells)
