"""How large a folder is."""

from __future__ import annotations

from pathlib import Path


def mib(item: Path) -> float:
    """What the files take on disk, as `du` counts it."""
    files = item.rglob("*") if item.is_dir() else (item,)
    return sum(f.lstat().st_blocks * 512 for f in files if not f.is_dir()) / 2**20
