"""What the reader is given, by variables that begin with WHENCE_LLM_."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated, Self

import msgspec

from whence.errors import SettingsError

_PREFIX = "WHENCE_LLM_"


class LlmSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the model is, which one it is, and how long it is waited for."""

    url: str  #: up to where "/chat/completions" is added
    model: str  #: as the server calls it
    key: str = ""  #: sent as a bearer token; some servers need none
    timeout: Annotated[float, msgspec.Meta(gt=0, le=3600)] = 120.0  #: seconds for one answer
    tries: Annotated[int, msgspec.Meta(ge=1, le=10)] = 5  #: of one question, where that may help
    patience: Annotated[float, msgspec.Meta(ge=0, le=3600)] = 60.0  #: the longest single wait
    window: Annotated[int, msgspec.Meta(ge=500, le=1_000_000)] = 12_000  #: characters asked about
    json_mode: bool = True  #: whether the server knows response_format json_object

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings in the environment; raises `SettingsError`, naming the variable."""
        values = {
            name.removeprefix(_PREFIX).lower(): value
            for name, value in environment.items()
            if name.startswith(_PREFIX)
        }
        for name in values:
            if name not in cls.__struct_fields__:
                known = ", ".join(_PREFIX + one.upper() for one in cls.__struct_fields__)
                raise SettingsError(f"{_PREFIX}{name.upper()} is no variable; there are {known}")
        for name, example in (("url", "http://127.0.0.1:11434/v1"), ("model", "llama3.1:8b")):
            if not values.get(name):
                raise SettingsError(f"{_PREFIX}{name.upper()} is not set, for example to {example}")
        if not values["url"].lower().startswith(("http://", "https://")):
            raise SettingsError(f"{_PREFIX}URL is no http(s) address")
        try:
            return msgspec.convert(values, cls, strict=False)
        except msgspec.ValidationError as error:
            wrong = [_PREFIX + name.upper() for name in values if f"$.{name}" in str(error)]
            raise SettingsError(f"{', '.join(wrong)}: {error}") from error
