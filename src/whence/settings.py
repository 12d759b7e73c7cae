"""Settings of a run, from a TOML file and `WHENCE_*` in the environment.

    threads = 2
    max_bytes = 5000000
    languages = ["en"]

The environment wins over the file. An unknown name is an error: a misspelt setting that is
silently ignored is worse than none.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec

from whence.errors import SettingsError
from whence.records import digest

_PREFIX = "WHENCE_"
#: Variables of the same prefix that are paths, not settings: the command line reads them.
_PLACES = frozenset({"WHENCE_LEDGER", "WHENCE_SETTINGS"})

_AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of a run. Built by `load`, or directly in tests and programs."""

    bundle: str | None = None  #: folder of the model bundle; None is the one that ships
    reader: str = "whence"  #: what reads: the one that ships, or a plug-in's name
    fast: bool = (
        False  #: read with the smaller bundle that ships: twice as fast, a little less well
    )
    threads: _AtLeastOne | None = None  #: of the model; None is one for each core
    max_bytes: _AtLeastOne = 20 * 2**20  #: of one document as it comes
    max_chars: _AtLeastOne = 1_000_000  #: of one report's text
    max_seconds: _AtLeastOne = 60  #: of a processor, for one document; a long text has more
    languages: tuple[str, ...] = ("en",)  #: ISO 639-1; reports in others are rejected

    private_addresses: bool = False  #: whether addresses inside the network are fetched too
    obey_robots: bool = True  #: whether a site's robots.txt is obeyed
    fetch_pages: bool = True  #: whether pages are fetched of which a feed holds the whole text

    alert_secret: str | None = None  #: what webhooks are signed with
    alert_smtp: str | None = None  #: smtp://user:password@host:587, or smtps://, that sends e-mail
    alert_from: str | None = None  #: whom e-mail is from
    alert_page: str = "http://127.0.0.1:8390"  #: where the page is, for links in alerts

    def digest(self) -> str:
        """A digest of all that reading depends on: two runs with the same had the same settings.

        Where alerts go changes no reading, and their passwords are private.
        """
        usual = Settings()
        alerts = {n: getattr(usual, n) for n in self.__struct_fields__ if n.startswith("alert_")}
        effective = msgspec.to_builtins(msgspec.structs.replace(self, **alerts))
        plain = {name: value for name, value in effective.items() if name not in alerts}
        return digest(msgspec.json.encode(plain, order="deterministic"))


def load(
    path: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    plugins: Callable[[], Iterable[str]] = tuple,
) -> Settings:
    """The settings of a TOML file, if one is named, and of the environment over it.

    `plugins` gives the names of plug-ins: `WHENCE_NAME_...` is for the plug-in to check. Raises
    `SettingsError`, naming the setting and its place, for an unreadable file, an unknown name or a
    value of the wrong type or range.
    """
    values: dict[str, Any] = {}
    places: dict[str, str] = {}
    if path is not None:
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise SettingsError(f"cannot read the settings in {path}: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path} is no TOML: {error}") from error
        places = dict.fromkeys(values, str(path))
    for variable, value in environment.items():
        if variable.startswith(_PREFIX) and variable not in _PLACES:
            name = variable.removeprefix(_PREFIX).lower()
            values[name] = value.split(",") if name == "languages" else value
            places[name] = variable
    known = Settings.__struct_fields__
    theirs = [name for name in values if name not in known and places[name].startswith(_PREFIX)]
    for name in _of_plugins(theirs, plugins) if theirs else ():
        del values[name]
    for name in values:
        if name not in known:
            raise SettingsError(
                f"unknown setting {name!r} in {places[name]}; known are {', '.join(known)}"
            )
    try:
        # Not strict, because the environment has only strings: "2" is a number of threads.
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        wrong = [places[name] for name in values if f"$.{name}" in str(error)]
        raise SettingsError(f"{', '.join(wrong) or path}: {error}") from error


def _of_plugins(names: Iterable[str], plugins: Callable[[], Iterable[str]]) -> list[str]:
    """The variables among these that are a plug-in's, by their beginning."""
    beginnings = tuple(re.sub(r"\W", "_", plugin).lower() + "_" for plugin in plugins())
    return [name for name in names if name.startswith(beginnings)]
