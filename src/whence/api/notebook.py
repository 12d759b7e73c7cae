"""A page framed for a notebook's cell."""

from __future__ import annotations

from html import escape

#: Pixels of a cell's height at first; readers can make it larger.
_HEIGHT = 460


def framed(page: str) -> str:
    """A whole page in a frame: its style is not the notebook's, and no script of it could run."""
    return (
        '<iframe sandbox title="A report with its quotations" '
        f'style="width:100%;height:{_HEIGHT}px;border:1px solid #ccc;resize:vertical" '
        f'srcdoc="{escape(page)}"></iframe>'
    )
