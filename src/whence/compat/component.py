"""The pipeline component `whence`."""

from __future__ import annotations

import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import raise_error

from whence import bootstrap
from whence.compat import serialize, span_groups, views
from whence.pipeline import REPORTS, Outcome, read_all
from whence.ports import Reader
from whence.records import Rejected, Report
from whence.settings import Settings

if TYPE_CHECKING:
    from whence.ingest import Given

#: Metadata of a doc's report.
FIELDS = ("published", "title", "publisher", "url")
#: The process that loaded this module: a fork has another number.
_HERE = os.getpid()

#: The extensions of `doc._`, and their getters.
_GETTERS: dict[str, Callable[[Doc], Any]] = {
    "whence": serialize.document,
    "whence_rejected": serialize.rejected,
    "attributions": views.attributions,
    "claims": views.claims,
}


def register() -> None:
    """Registers `doc._.whence` and the others with spaCy, for the whole process.

    Extensions of other packages with one of the names stay, with a warning.
    """
    for name, getter in _GETTERS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
        elif Doc.get_extension(name)[2] is not getter:
            warnings.warn(
                f"doc._.{name} is another package's and stays so; see whence.compat for functions",
                stacklevel=3,
            )
    if not Doc.has_extension("report"):
        Doc.set_extension("report", default=None)


class Whence:
    """Reads each doc as a news report. Holds no model: it is opened where docs are read, once.

    `fast` reads with the smaller model. `settings` is a TOML file, as for the command. `published`
    is the date of docs without one. Raises `SettingsError`, and ValueError for a `published` that
    is not a date.
    """

    def __init__(
        self,
        name: str = "whence",
        *,
        fast: bool = False,
        settings: str | None = None,
        published: str | None = None,
    ) -> None:
        self.name = name
        self._settings = bootstrap.settings(Path(settings) if settings else None, fast=fast)
        bootstrap.bundle_folder(self._settings)
        self._published = published
        self._given({})
        self._on_error: Callable[..., Any] = raise_error
        register()

    def __setstate__(self, state: dict[str, Any]) -> None:
        """In a new process, nothing is registered yet."""
        self.__dict__.update(state)
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Reads one doc. Raises ValueError for an invalid `doc._.report`."""
        for outcome in self._outcomes([self._taken(doc)]):
            _store(doc, outcome)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = REPORTS) -> Iterator[Doc]:
        """Reads docs in batches, which is quicker than one by one and gives the same."""
        docs_to_come = iter(stream)
        while batch := list(islice(docs_to_come, batch_size)):
            docs: list[Doc] = []
            taken: list[Report | Rejected] = []
            for doc in batch:
                try:
                    taken.append(self._taken(doc))
                except ValueError as error:
                    self._on_error(self.name, self, [doc], error)
                else:
                    docs.append(doc)
            for doc, outcome in zip(docs, self._outcomes(taken), strict=True):
                _store(doc, outcome)
                yield doc

    def set_error_handler(self, error_handler: Callable[..., Any]) -> None:
        """The handler of docs with invalid metadata; see spaCy."""
        self._on_error = error_handler

    def get_error_handler(self) -> Callable[..., Any]:
        """The handler of such docs: unless set, the error is raised."""
        return self._on_error

    def _outcomes(self, taken: Sequence[Report | Rejected]) -> Iterable[Outcome]:
        rejected = [one for one in taken if isinstance(one, Rejected)]
        if len(rejected) == len(taken):  # no model is opened for nothing
            return rejected
        return read_all(taken, _reader(self._settings), bootstrap.shared_resolver())

    def _taken(self, doc: Doc) -> Report | Rejected:
        return bootstrap.report_of_text(doc.text, self._settings, self._given(doc._.report or {}))

    def _given(self, report: object) -> Given:
        if not isinstance(report, Mapping):
            raise ValueError(f"a doc's report is a dict, not {report!r}")  # noqa: TRY004  one kind of error for one kind of mistake
        fields = {"published": self._published, **report}
        for name, value in fields.items():
            if name not in FIELDS:
                raise ValueError(f"a report has no {name!r}, only {', '.join(FIELDS)}")
            if not isinstance(value, str | None):
                raise ValueError(f"{name} of a report is a string, not {value!r}")  # noqa: TRY004  as above
        return bootstrap.given(**fields)


@Language.factory(
    "whence",
    default_config={"fast": False, "settings": None, "published": None},
    assigns=[
        *(f"doc._.{name}" for name in _GETTERS),
        "doc.spans",
    ],
)
def make(
    nlp: Language,  # noqa: ARG001  spaCy passes it to every factory
    name: str,
    fast: bool,
    settings: str | None,
    published: str | None,
) -> Whence:
    """The factory for `nlp.add_pipe("whence", config={...})`."""
    return Whence(name, fast=fast, settings=settings, published=published)


@cache
def usual() -> Whence:
    """The component without any config, for docs of pipelines that lack it."""
    return Whence()


def with_metadata(
    nlp: Language, reports: Iterable[tuple[str, Mapping[str, Any]]]
) -> Iterator[tuple[Doc, Mapping[str, Any]]]:
    """Texts with metadata of each, for `nlp.pipe(..., as_tuples=True)`.

        reports = [("The port reopened on Monday.", {"published": "2025-03-04", "row": 7})]
        for doc, context in nlp.pipe(with_metadata(nlp, reports), as_tuples=True):
            ...

    From each context `published`, `title`, `publisher` and `url` become `doc._.report`, where they
    are there and not None; the context itself is passed on as it is.
    """
    register()
    for text, context in reports:
        doc = nlp.make_doc(text)
        known = {name: context[name] for name in FIELDS if context.get(name) is not None}
        doc._.report = known or None
        yield doc, context


def _store(doc: Doc, outcome: Outcome) -> None:
    if isinstance(outcome, Rejected) and outcome.code != "empty":
        # The same words for every doc of its kind, so that Python's filter shows them once.
        warnings.warn(
            f"whence cannot read this doc: {outcome.detail} [{outcome.code}]", stacklevel=4
        )
    serialize.store(doc, outcome)
    span_groups.show(doc)


def _reader(settings: Settings) -> Reader:
    # Beside other processes one thread each is quickest, unless the settings say otherwise.
    if settings.threads is None and multiprocessing.parent_process() is not None:
        settings = msgspec.structs.replace(settings, threads=1)
    return _reader_in(os.getpid(), settings)


@cache
def _reader_in(process: int, settings: Settings) -> Reader:
    """A reader of this very process: after a fork the parent's would wait for lost threads."""
    return bootstrap.shared_reader(settings) if process == _HERE else bootstrap.reader(settings)
