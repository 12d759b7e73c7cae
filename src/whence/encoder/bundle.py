"""The model folder as a value: its files, what its numbers mean, whether it is complete."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from whence.errors import BundleError

#: Raised by one when a reader of an older whence could not use a newer folder.
FORMAT = 2
MANIFEST, MODEL, TOKENIZER = "manifest.json", "model.onnx", "tokenizer.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`manifest.json`: what the files are and what the model's outputs mean."""

    format: int
    name: str
    version: str
    window: int  #: most pieces a window, without the special ones
    context: int  #: pieces scored on each side of a window's core but not used
    heads: dict[str, tuple[str, ...]]  #: head -> its labels, in the order of its outputs
    pointers: tuple[str, ...]  #: what a piece may look for in its window
    #: head -> what is added to a label's log-probability after another, [before][after]
    transitions: dict[str, tuple[tuple[float, ...], ...]] = {}
    files: dict[str, str]  #: file name -> sha256
    training_sets: tuple[dict[str, Any], ...] = ()  #: name, licence, share held back
    scores: dict[str, Any] = {}  #: measured by the repository's own commands
    start: dict[str, str] = {}  #: the weights that training started from


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """An opened model folder that was checked to be complete."""

    folder: Path
    manifest: Manifest
    digest: str  #: of everything that a reading depends on: it names the model in each reading

    @property
    def model(self) -> Path:
        """The ONNX file."""
        return self.folder / MODEL

    @property
    def tokenizer(self) -> Path:
        """The tokenizer's file."""
        return self.folder / TOKENIZER

    @classmethod
    def open(cls, folder: Path) -> Bundle:
        """Reads the manifest and checks that its files are there; `verify` reads them whole.

        Raises `BundleError` where the folder is missing, incomplete or of another format.
        """
        try:
            manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        except FileNotFoundError:
            raise BundleError(f"no model bundle in {folder}: it has no {MANIFEST}") from None
        except msgspec.DecodeError as error:
            raise BundleError(f"{folder / MANIFEST} cannot be read: {error}") from error
        if manifest.format != FORMAT:
            raise BundleError(
                f"{folder} is of format {manifest.format}; this whence reads {FORMAT}"
            )
        for name in (MODEL, TOKENIZER):
            if name not in manifest.files or not (folder / name).is_file():
                raise BundleError(f"the model bundle in {folder} has no {name}")
        # What a reading depends on; scores and licences in the manifest change nothing in it.
        behind = (
            *(manifest.window, manifest.context, manifest.heads, manifest.transitions),
            manifest.pointers,
            sorted(manifest.files.items()),
        )
        return cls(
            folder=folder,
            manifest=manifest,
            digest=hashlib.sha256(msgspec.json.encode(behind, order="sorted")).hexdigest()[:16],
        )

    def verify(self) -> None:
        """Reads every file and compares digests; raises `BundleError` naming the altered one.

        A file whose size and time of change are as they were is not read again by a process.
        """
        for name, expected in self.manifest.files.items():
            try:
                found = _digest_of(self.folder / name)
            except OSError as error:
                raise BundleError(f"{self.folder / name} cannot be read: {error}") from error
            if found != expected:
                raise BundleError(f"{self.folder / name} was altered: its sha256 is {found}")


_known: dict[tuple[str, int, int, int], str] = {}


def _digest_of(file: Path) -> str:
    """The sha256 of a file, computed once for as long as the file is the same."""
    now = file.stat()
    key = (str(file.absolute()), now.st_size, now.st_mtime_ns, now.st_ino)
    if key not in _known:
        with file.open("rb") as stream:
            _known[key] = hashlib.file_digest(stream, "sha256").hexdigest()
    return _known[key]
