"""The bill of materials of an install: `python -m release.sbom WHEEL OUT`, in `.venv-release`.

Installs the wheel into an empty environment, alone and with its extras, and writes for each a
CycloneDX file, checked against its schema: `whence-VERSION.cdx.json` and
`whence-VERSION-extras.cdx.json`; and the list of licences of `release.licences` of all of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.utils import canonicalize_name

from release.licences import (
    EXTRAS,
    NOTICES,
    ROOT,
    Row,
    installed,
    licence_of,
    of_libraries,
    of_what_ships,
    write,
)

_MODELS = ("data/bundle", "data/fast", "data/vectors")


def main() -> None:
    """Writes what there is to write, and says how much it names."""
    wheel, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    version = wheel.name.split("-")[1]
    ships = of_what_ships(NOTICES.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        python = _environment(Path(name))
        for extras, ending in (((), ""), (EXTRAS, "-extras")):
            brackets = f"[{','.join(extras)}]" if extras else ""
            _pip(python, "install", "--no-compile", f"{wheel}{brackets}")
            have = installed(_paths(python))
            bom = _with_what_ships(_with_licences(_of(python), have), ships)
            file = out / f"whence-{version}{ending}.cdx.json"
            file.write_text(_checked(bom), encoding="utf-8")
            print(f"{file}: {len(bom.components)} components")
        rows = [*of_libraries(have, EXTRAS), *ships]
    write(rows, out)
    print(f"{out / 'licences.md'}, {out / 'licences.csv'}: {len(rows)} works")
    bad = [f"{row.name}: {row.licence}" for row in rows if row.verdict in {"refused", "unnamed"}]
    if bad:
        sys.exit("licences that do not fit, or are not told: " + "; ".join(bad))


def _environment(folder: Path) -> Path:
    """An environment with nothing in it, not even pip, which would be listed."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    return folder / "env" / "bin" / "python"


def _pip(python: Path, *options: str) -> None:
    quiet = ("--disable-pip-version-check", "--quiet", "--quiet", "--python", str(python))
    subprocess.run([sys.executable, "-m", "pip", *quiet, *options], check=True)


def _paths(python: Path) -> list[str]:
    code = "import sysconfig; print(sysconfig.get_path('purelib'), sysconfig.get_path('platlib'))"
    process = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    return sorted(set(process.stdout.split()))


def _of(python: Path) -> Bom:
    """What cyclonedx-py finds in the environment, with whence as the root."""
    process = subprocess.run(
        [
            *(Path(sys.executable).with_name("cyclonedx-py"), "environment", python),
            *("--pyproject", ROOT / "pyproject.toml", "--sv", "1.6", "--output-reproducible"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    bom: Bom = Bom.from_json(_without_places(json.loads(process.stdout)))
    return bom


def _without_places(document: dict[str, Any]) -> dict[str, Any]:
    """Without the path that the wheel was installed from, which is this machine's alone."""
    root = document["metadata"]["component"]
    for component in (root, *document["components"]):
        kept = [
            one
            for one in component.get("externalReferences", [])
            if one["type"] != "distribution" and not one["url"].startswith("file:")
        ]
        component["externalReferences"] = kept
    return document


def _with_licences(bom: Bom, have: Mapping[str, Distribution]) -> Bom:
    """With the licences that cyclonedx-py leaves out: those in words that are no SPDX name."""
    licences = LicenseFactory()
    for component in bom.components:
        one = have.get(canonicalize_name(component.name))
        if not component.licenses and one and (licence := licence_of(one)):
            component.licenses.add(licences.make_from_string(licence))
    return bom


def _with_what_ships(bom: Bom, ships: list[Row]) -> Bom:
    """With the models and the data inside the package, which the root is made of."""
    made = list(_components(ships))
    bom.components.update(made)
    root = bom.metadata.component
    assert root is not None
    bom.register_dependency(root, made)
    return bom


def _components(ships: list[Row]) -> Iterator[Component]:
    licences = LicenseFactory()
    for row in ships:
        model = row.name.startswith(_MODELS)
        yield Component(
            type=ComponentType.MACHINE_LEARNING_MODEL if model else ComponentType.DATA,
            bom_ref=f"whence/{row.name}",
            name=row.name,
            licenses=[licences.make_from_string(row.licence)],
        )


def _checked(bom: Bom) -> str:
    text: str = JsonV1Dot6(bom).output_as_string(indent=2)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong:
        sys.exit(f"the bill of materials is not what its schema asks for: {wrong}")
    return text + "\n"


if __name__ == "__main__":
    main()
