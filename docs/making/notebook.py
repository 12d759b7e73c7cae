"""A notebook as a page: its words, its cells, and their stored output."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def page(file: Path) -> str:
    """The page."""
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join(part for cell in cells for part in _rendered(cell)) + "\n"


def _rendered(cell: dict[str, Any]) -> Iterator[str]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        yield source
        return
    yield f"```python\n{source}\n```"
    for output in cell["outputs"]:
        data = output.get("data", {})
        text = "".join(data.get("text/plain", output.get("text", "")))
        if "text/html" in data:
            # Without a class of its own it looks like every table of the site.
            table = re.sub(
                r"<style.*?</style>\n?|<table[^>]*>",
                _bare,
                "".join(data["text/html"]),
                flags=re.DOTALL,
            )
            yield f'<div class="output">\n{table}\n</div>'
        elif text:
            yield f"```text\n{text.rstrip()}\n```"


def _bare(match: re.Match[str]) -> str:
    return "<table>" if match[0].startswith("<table") else ""
