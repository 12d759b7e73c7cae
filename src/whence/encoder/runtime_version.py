"""The model's runtime and its version, without loading it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

_NAME = "onnxruntime"


def runtime() -> str:
    """Name and version of the runtime that is installed, as `onnxruntime 1.32.0`.

    They belong to a reading: another version may round differently, and read another word.
    """
    try:
        return f"{_NAME} {version(_NAME)}"
    except PackageNotFoundError:
        return f"{_NAME} unknown"
