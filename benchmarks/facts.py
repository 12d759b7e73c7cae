"""What a number depends on: the code, the model bundle and the machine. No names, no paths."""

from __future__ import annotations

import datetime as dt
import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from whence import bootstrap

ROOT = Path(__file__).resolve().parent.parent


def facts() -> dict[str, Any]:
    """Date, code version, bundle digest, machine; the load says whether others were at work."""
    return {
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        "whence": version("whence"),
        "commit": commit(),
        "bundle": bundle_digest(),
        "cores": cores(),
        "load": round(os.getloadavg()[0], 2),
        "machine": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("onnxruntime", "numpy", "tokenizers")},
    }


def bundle_digest(*, fast: bool = False) -> str:
    """The digest of the bundle that `whence read` uses here."""
    return bootstrap.bundle(bootstrap.settings(fast=fast)).digest


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def commit() -> str:
    """The commit that the checkout is at, with + where files differ; empty outside git."""
    git = shutil.which("git")
    if git is None:
        return ""
    # Without optional locks, so that looking never disturbs somebody who is committing.
    ask = [git, "--no-optional-locks", "-C", str(ROOT)]
    head = subprocess.run(
        [*ask, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False
    )
    if head.returncode:
        return ""
    changed = subprocess.run(
        [*ask, "status", "--porcelain"], capture_output=True, text=True, check=False
    )
    return head.stdout.strip() + ("+" if changed.stdout.strip() else "")
