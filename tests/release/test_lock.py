"""The lock names every library, for every python and system, and nothing of any machine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from release.lock import changed, pins, versions

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}


@pytest.fixture
def lock(root: Path) -> str:
    return (root / "constraints.txt").read_text(encoding="utf-8")


@pytest.fixture
def pyproject(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def environments() -> Iterator[dict[str, str]]:
    for python in PYTHONS:
        for system, name in SYSTEMS.items():
            yield {
                "python_version": python,
                "python_full_version": f"{python}.2",
                "sys_platform": system,
                "platform_system": name,
                "os_name": "nt" if system == "win32" else "posix",
                "platform_machine": "AMD64" if system == "win32" else "x86_64",
                "platform_python_implementation": "CPython",
                "implementation_name": "cpython",
                "extra": "",
            }


def holds(marker: Marker | None, environment: dict[str, str]) -> bool:
    return marker is None or marker.evaluate(dict(environment))


def asked(pyproject: dict[str, Any]) -> Iterator[Requirement]:
    project = pyproject["project"]
    yield from map(Requirement, project["dependencies"])
    for one in (
        *project["optional-dependencies"].values(),
        *pyproject["dependency-groups"].values(),
    ):
        yield from map(Requirement, one)
    yield from map(Requirement, pyproject["build-system"]["requires"])


def pinned(lock: str, environment: dict[str, str]) -> dict[str, Version]:
    """The one version that an environment gets of each library."""
    found: dict[str, Version] = {}
    for one in map(Requirement, pins(lock)):
        if holds(one.marker, environment):
            name = canonicalize_name(one.name)
            assert name not in found, f"two versions of {name} for {environment}"
            found[name] = Version(str(one.specifier).removeprefix("=="))
    return found


def test_names_and_versions_and_nothing_else(lock: str) -> None:
    lines = list(pins(lock))
    assert len(lines) > 200
    assert [one for one in lines if not re.match(r"[a-z0-9-]+==[0-9][\w.]*(?: ; |$)", one)] == []
    assert not re.search(r"://|\.whl|/|--|@", "\n".join(lines))
    assert [line for line in lock.splitlines() if line.startswith("-")] == []


@pytest.mark.parametrize(
    "environment", [*environments()], ids=lambda e: e["python_version"] + e["sys_platform"]
)
def test_what_is_asked_for_is_there_within_its_bounds(
    lock: str, pyproject: dict[str, Any], environment: dict[str, str]
) -> None:
    held = pinned(lock, environment)
    for one in asked(pyproject):
        name = canonicalize_name(one.name)
        if name != "whence" and holds(one.marker, environment):
            assert name in held, one
            assert held[name] in one.specifier, one


def is_locked(name: str, lock: str) -> bool:
    """Whether a library, if it is installed, has a version of the lock's."""
    try:
        here = distribution(name).version
    except PackageNotFoundError:
        return True
    return (
        here in {one.partition(" ;")[0] for one in versions(lock).get(name, ())} or name == "whence"
    )


def test_its_dependencies_are_there_too(lock: str, pyproject: dict[str, Any]) -> None:
    """As far as it is installed here: each library's own word of what it needs."""
    names = set(versions(lock))
    waiting = [(canonicalize_name(one.name), one.extras) for one in asked(pyproject)]
    if not all(is_locked(name, lock) for name, _ in waiting):
        pytest.skip("what is installed here is not the lock's, and may need other libraries")
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, frozenset(extras)) in seen or name == "whence":
            continue
        seen.add((name, frozenset(extras)))
        try:
            needs = distribution(name).requires or ()
        except PackageNotFoundError:
            continue
        for need in map(Requirement, needs):
            if any(holds(need.marker, {"extra": extra}) for extra in ("", *extras)):
                assert canonicalize_name(need.name) in names, f"{name} needs {need}"
                waiting.append((canonicalize_name(need.name), need.extras))
    assert len(seen) > 100


def test_what_changed_is_said() -> None:
    before = versions(
        "one==1.0\ntwo==2.0 ; python_version < '3.12'\ntwo==3.0 ; python_version >= '3.12'\ngone==1\n"
    )
    after = versions(
        "# words\none==1.1\n    # via x\ntwo==2.0 ; python_version < '3.12'\nNew_one==4\n"
    )
    assert list(changed(before, after)) == [
        "gone: 1 -> gone",
        "new-one: new -> 4",
        "one: 1.0 -> 1.1",
        'two: 3.0 ; python_version >= "3.12" -> gone',
    ]
    assert list(changed(after, after)) == []
