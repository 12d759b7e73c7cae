"""Recognises files of annotations by their names and content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whence.records import Rejected
from whence.review.annotated import brat, citron, edited_document
from whence.review.annotated.annotations import Annotated, Unread

_ENDINGS = (".ann", ".json", ".jsonl")
_NAMED = ", ".join(_ENDINGS)


def annotated(path: Path) -> Iterator[Annotated | Rejected]:
    """The annotated reports of a file, or of all files in a folder; other files are rejected.

    Files with other endings in a folder are skipped.
    """
    if path.is_dir():
        files = [one for one in sorted(path.rglob("*")) if one.is_file()]
        of_ours = [one for one in files if one.suffix in _ENDINGS]
        for file in of_ours:
            yield from annotated(file)
        if not of_ours:
            yield _rejected(str(path), f"it has no annotation files ({_NAMED})")
        return
    try:
        if path.suffix == ".ann":
            yield brat.read(path)
            return
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        yield _rejected(str(path), "it is not UTF-8 text, so not an annotation file")
        return
    except (OSError, ValueError) as error:
        yield _rejected(str(path), error)
        return
    if text.lstrip()[:1] not in ("{", "["):
        yield _rejected(str(path), f"it is not JSON, and not {_NAMED} by its name")
        return
    yield from _objects(text, path)


def _objects(text: str, path: Path) -> Iterator[Annotated | Rejected]:
    """One object, an array of them, or one object a line."""
    try:
        whole = json.loads(text)
    except ValueError as error:
        lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2:
            yield _rejected(str(path), f"it is not JSON: {error}")
            return
        for number, line in lines:
            source = f"{path}:{number}"
            try:
                yield _one(json.loads(line), source, path.stem)
            except ValueError as fault:
                yield _rejected(source, fault)
        return
    found = whole if isinstance(whole, list) else [whole]
    for number, one in enumerate(found, 1):
        source = f"{path}:{number}" if len(found) > 1 else str(path)
        try:
            yield _one(one, source, path.stem)
        except ValueError as fault:
            yield _rejected(source, fault)


def _one(found: Any, source: str, name: str) -> Annotated:
    if not isinstance(found, dict):
        raise Unread("it is not a JSON object")
    if "quotes" in found:
        return citron.parse(found, source=source, name=name)
    if "schema" in found:
        return edited_document.parse(found, source=source)
    raise Unread("it is neither a whence.document/1 nor Citron's JSON")


def _rejected(source: str, why: object) -> Rejected:
    detail = str(why) if isinstance(why, (str, Unread)) else f"it cannot be read: {why}"
    return Rejected(source=source, stage="ingest", code="annotations", detail=detail)
