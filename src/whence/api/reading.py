"""`read` and `read_all`: from texts and files to documents."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from os import PathLike, fspath

from whence import bootstrap
from whence.api.document import Document
from whence.errors import ParseError
from whence.records import Rejected, Report
from whence.settings import Settings

Source = str | PathLike[str]


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
) -> Document:
    """Reads one report given as plain text, which is left unchanged.

        document = whence.read(
            "“We are leaving,” Ada Venn said on Monday.", published="2025-03-04"
        )

    `published` is a date or a moment in ISO 8601; it is what "on Monday" is resolved by. The model
    is opened once and reused for further calls. Raises `ParseError` for a text that cannot be read
    (empty, too long, not in a language of the settings), `BundleError` where the model is missing,
    ValueError for a `published` that is not a date, and TypeError for a path or bytes: `read_all`
    reads files.
    """
    _refuse_others(text, published)
    used = settings or bootstrap.settings()
    given = bootstrap.given(published=published, title=title, publisher=publisher, url=url)
    taken = bootstrap.report_of_text(text, used, given)
    if not isinstance(taken, Report):
        raise ParseError(taken.detail)
    reading = bootstrap.shared_reader(used).read([taken])[0]
    return Document(taken, reading, bootstrap.shared_resolver().resolve(taken, reading))


def _refuse_others(text: object, published: object) -> None:
    if not isinstance(text, str):
        raise TypeError(f"text is a string, not {type(text).__name__}; read_all reads files")
    if not isinstance(published, str | None):
        raise TypeError(f"published is a string, not {type(published).__name__}")


def warn(rejected: Rejected) -> None:
    """Warns that a document gave no report, and why."""
    warnings.warn(f"{rejected.source}: {rejected.detail} [{rejected.code}]", stacklevel=3)


def read_all(
    sources: Source | Iterable[Source],
    *,
    settings: Settings | None = None,
    on_rejected: Callable[[Rejected], object] = warn,
) -> Iterator[Document]:
    """Reads files, folders and addresses, and gives each report as a document as it is read.

        rejected = []
        for document in whence.read_all(["reports/"], on_rejected=rejected.append):
            print(document.report.title, len(document.quotations))

    What cannot be read is handed to `on_rejected`, which by default warns; the rest goes on. Memory
    does not grow with the number of reports. Raises `SettingsError` and `BundleError`.
    """
    used = settings or bootstrap.settings()
    for outcome in bootstrap.outcomes(bootstrap.reports(named(sources), used), used):
        if isinstance(outcome, Rejected):
            on_rejected(outcome)
        else:
            yield Document(*outcome)


def named(sources: Source | Iterable[Source]) -> list[str]:
    """The sources by their names; one alone is one."""
    found = [sources] if isinstance(sources, (str, PathLike)) else sources
    return [fspath(source) for source in found]
