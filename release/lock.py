"""The lock: `python -m release.lock`, in `.venv-release`, or `make lock`.

Writes constraints.txt anew: the newest version of everything that whence, its extras and its
dependency groups ask for, and of what those ask for, for every python from the least that
pyproject.toml allows and every system; says what changed. Nothing but names, versions and the
environments that they are for is in it: those who install use their own package index.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "constraints.txt"
_SAYS = """\
# The exact version of everything that whence's commands install, written by `make lock`.
# To have the same:  pip install -c constraints.txt -e .
"""

#: The versions of each library, with the environments that each is for.
Versions = Mapping[str, frozenset[str]]


def main() -> int:
    """Writes the lock and prints what changed; 1 where no versions fit together."""
    before = versions(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}
    done = subprocess.run(_asked(), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
        return 1
    text = _SAYS + "".join(f"{line}\n" for line in pins(done.stdout))
    LOCK.write_text(text, encoding="utf-8")
    after = versions(text)
    changes = list(changed(before, after))
    print("\n".join(changes) or "nothing changed")
    print(f"{LOCK.name}: {len(after)} libraries, {len(changes)} changed")
    return 0


def pins(text: str) -> Iterator[str]:
    """The lines of a text that pin a version; whatever else a tool writes is left out."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith(("#", "-")):
            yield line.strip()


def versions(text: str) -> Versions:
    """What a lock's text pins, by each library's normal name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in pins(text):
        pin = Requirement(line)
        marker = f" ; {pin.marker}" if pin.marker else ""
        found[canonicalize_name(pin.name)].add(f"{str(pin.specifier).removeprefix('==')}{marker}")
    return {name: frozenset(pinned) for name, pinned in found.items()}


def changed(before: Versions, after: Versions) -> Iterator[str]:
    """One line for each library that came, went or is pinned otherwise."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, frozenset()), after.get(name, frozenset())
        if old != new:
            yield f"{name}: {_said(old - new) or 'new'} -> {_said(new - old) or 'gone'}"


def _said(pinned: Iterable[str]) -> str:
    return ", ".join(sorted(pinned))


def _asked() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [word for group in project["dependency-groups"] for word in ("--group", group)]
    least = project["project"]["requires-python"].removeprefix(">=")
    # Of the caches, addresses and settings of this machine nothing may come into what is written.
    quiet = ("--no-header", "--no-annotate", "--no-progress", "--quiet", "--no-config")
    return [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal"),
        *("--all-extras", *groups, "--python-version", least, *quiet),
    ]


if __name__ == "__main__":
    sys.exit(main())
