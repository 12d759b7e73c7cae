"""`whence doctor`: checks the installation."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
import msgspec

from whence import bootstrap
from whence.bootstrap import registry
from whence.errors import PluginError, WhenceError
from whence.serve.cli.dispatch import DONE, TROUBLE
from whence.serve.cli.options import ledger_option, verbose_option

_LIBRARIES = ("onnxruntime", "tokenizers", "numpy", "msgspec", "trafilatura", "rich", "jinja2")

_EPILOG = """\b
Example:
  whence doctor

Exit codes: 0 all is well; 3 something is wrong, on a line that begins with "!".
"""


@click.command(name="doctor", epilog=_EPILOG)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Settings in TOML; default is the file that $WHENCE_SETTINGS names.",
)
@ledger_option
@verbose_option
def command(settings_file: Path | None, place: str) -> int:
    """Check versions, the model bundle's digests, the ledger, and that files can be written."""
    well = True
    for name, check in (
        ("whence", _versions),
        ("settings", lambda: _settings(settings_file)),
        ("bundle", lambda: _bundle(settings_file)),
        ("plug-ins", _plugins),
        ("writing", _writing),
        ("ledger", lambda: _ledger(place, settings_file)),
    ):
        well &= _say(name, check)
    return DONE if well else TROUBLE


def _say(name: str, check: Callable[[], Iterator[str]]) -> bool:
    """Prints a check's results, one line each, and returns whether all is well."""
    try:
        for number, line in enumerate(check()):
            click.echo(f"  {'' if number else name:<10}{line}")
    except (WhenceError, OSError, ImportError) as error:
        click.echo(f"! {name:<10}{error}")
        return False
    return True


def _versions() -> Iterator[str]:
    from whence import __version__

    yield f"{__version__}, Python {platform.python_version()} on {platform.platform(terse=True)}"
    yield f"in {Path(__file__).parents[2]}, run by {sys.executable}"
    for library in _LIBRARIES:
        try:
            yield f"{library} {version(library)}"
        except PackageNotFoundError:
            raise ImportError(f"{library} is not installed") from None


def _settings(path: Path | None) -> Iterator[str]:
    settings = bootstrap.settings(path)
    yield f"digest {settings.digest()}"
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        yield f"{name} = {'(default)' if value is None else value}"


def _bundle(path: Path | None) -> Iterator[str]:
    settings = bootstrap.settings(path)
    for fast in (False, True) if settings.bundle is None else (settings.fast,):
        found = bootstrap.bundle(msgspec.structs.replace(settings, fast=fast))
        manifest = found.manifest
        yield f"{manifest.name} {manifest.version}, digest {found.digest}, in {found.folder}"
        found.verify()
        for name, sha in sorted(manifest.files.items()):
            yield f"{name} sha256 {sha[:16]}… as in the manifest"


def _plugins() -> Iterator[str]:
    installed = registry.every_plugin()
    if not installed:
        yield "none"
    for one in installed:
        yield f"{one.kind} {one.name}: {one.distribution} {one.version} ({one.value})"
    wrong = registry.wrong_plugins()
    if wrong:
        raise PluginError("; ".join(wrong))


def _ledger(place: str, path: Path | None) -> Iterator[str]:
    from whence.ledger import reports

    plugin = registry.store_named(place)
    if plugin:
        yield f"at {plugin}"
        return
    if "://" not in place and not Path(place).exists():
        yield f"none at {place}; `whence add` makes one"
        return
    reader = bootstrap.reader_digest(bootstrap.settings(path))
    with bootstrap.ledger(place) as ledger:
        ledger.try_writing()
        yield f"{ledger.place}, schema {ledger.version}, can be written"
        with ledger.reading() as connection:
            counts = reports.counts(connection)
            older = len(reports.every_version(connection, not_read_by=reader))
    yield ", ".join(f"{count:,} {name}" for name, count in counts.items())
    if older:
        many = f"{older:,} report{'s were' if older > 1 else ' was'}"
        yield f"{many} not read by {reader} yet; `whence reread --only-older` does it"


def _writing() -> Iterator[str]:
    here = Path.cwd()
    with tempfile.TemporaryFile(dir=here) as file:
        file.write(b"whence")
    yield f"{here} can be written"
