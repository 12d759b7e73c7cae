"""`Ledger`: reports added, claims found, all of it exported, for Python."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

import msgspec

from whence import bootstrap
from whence.api.document import Document
from whence.api.frames import Rows, columns_of
from whence.api.reading import Source, named, warn
from whence.bootstrap import comparing, exports
from whence.bootstrap.imports import Imported, imported
from whence.export.tables.rows import COLUMNS, Columns
from whence.ledger import Filters, SqlLedger, queries, reports
from whence.ledger import speakers as ledger_speakers
from whence.ledger.query_types import FoundClaim, Person
from whence.records import Rejected
from whence.records.finding import Event, Finding
from whence.settings import Settings

#: Claims that are fetched at once.
_PAGE = 1_000


def open(place: str | os.PathLike[str] | None = None) -> Ledger:  # noqa: A001  as gzip has it
    """The ledger in a file, or in the PostgreSQL database of a URL.

        with whence.open("claims.db") as ledger:
            ledger.add("reports/", publisher="The Sulla Courier")
            for claim in ledger.claims(speaker="Pell"):
                print(claim.published, claim.words)

    Without a place it is `$WHENCE_LEDGER`, else `whence.db` here, as for the commands. One that is
    not there is made when something is first added; asking it before raises `LedgerError`.
    """
    return Ledger(os.fspath(place or os.environ.get("WHENCE_LEDGER") or "whence.db"))


class Lacking(TypedDict, total=False):
    """Values for sources that lack them; `published` is ISO 8601."""

    published: str | None
    title: str | None
    publisher: str | None
    url: str | None


class Chosen(TypedDict, total=False):
    """What claims, and the reports that hold them, are filtered by; what is left out fits all.

    `place` is a name or an ISO 3166 code; `since` and `until` are days of the reports, the last one
    included; `role` is a figure's; `standing` and `hedge` are a claim's own; `act` is how it is
    said ("deny"), and `asserted` False selects what its source does not assert. An invalid day,
    role, standing, hedge or act raises ValueError.
    """

    speaker: str | None
    publisher: str | None
    place: str | None
    role: str | None
    since: str | None
    until: str | None
    standing: str | None
    hedge: str | None
    act: str | None
    asserted: bool | None


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of adding: how many reports were new, changed, already there; what failed."""

    added: int
    changed: int
    known: int
    rejected: tuple[Rejected, ...]


class Ledger:
    """Reports stored with everything that was read in them, and what they say of the same events.

    Close it, or use it in a `with`. One process writes at a time; any number may read.
    """

    def __init__(self, place: str) -> None:
        """`place` is a file or a database's URL; nothing is opened before it is needed."""
        self.place = place
        self._opened: SqlLedger | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the ledger; what was added stays."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def add(
        self,
        what: Source | Document | Iterable[Source | Document],
        *,
        compare: bool = True,
        settings: Settings | None = None,
        on_rejected: Callable[[Rejected], object] = warn,
        **given: Unpack[Lacking],
    ) -> Added:
        """Adds files, folders, addresses, or documents that were read, and compares what is new.

            added = ledger.add("reports/", publisher="The Sulla Courier")
            ledger.add(whence.read("“We are leaving,” Ada Venn said.", url="https://example.org/1"))

        `published`, `title`, `publisher` and `url` are for sources that lack them. Adding
        the same again adds nothing. What cannot be read is handed to `on_rejected`, which by
        default warns; the rest goes on. Raises `LedgerError`, `BundleError`, and ValueError for a
        `published` that is no date.
        """
        one = isinstance(what, (str, os.PathLike, Document))
        items: list[Any] = [what] if one else list(what)  # type: ignore[arg-type]  # `one` says so
        used = settings or bootstrap.settings()
        store = self._store(create=True)
        counts = {"added": 0, "changed": 0, "known": 0}
        rejected = []
        read = [item for item in items if isinstance(item, Document)]
        sources = named([item for item in items if not isinstance(item, Document)])
        for outcome in exports.added(sources, read, used, store, bootstrap.given(**given)):
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
                on_rejected(outcome)
            else:
                counts[outcome.state] += 1
        if compare:
            self.compare()
        return Added(**counts, rejected=tuple(rejected))

    def compare(self) -> int:
        """Compares the reports that were not compared yet with all others; gives their number."""
        return sum(1 for _ in comparing.compared(self._store()))

    def claims(
        self, words: str = "", *, limit: int | None = None, **chosen: Unpack[Chosen]
    ) -> Rows[FoundClaim]:
        """The claims that fit, those of the newest report first, as `whence claims` finds them.

            ledger.claims("explosion", since="2025-09-04")
            ledger.claims(speaker="Pell", role="killed").to_pandas()

        `words` must all be in a claim, in any case and order; "in quotes" as a phrase, port* as a
        beginning. The keywords are those of `Chosen`. Raises `LedgerError`, ValueError as it says.
        """
        filters = Filters(words=words, **chosen)
        found: list[FoundClaim] = []
        cursor = None
        with self._store().reading() as connection:
            while limit is None or len(found) < limit:
                most = _PAGE if limit is None else min(_PAGE, limit - len(found))
                page = queries.find_claims(connection, filters, limit=most, cursor=cursor)
                found += page.found
                cursor = page.next
                if cursor is None:
                    break
        return Rows(found, _columns(FoundClaim))

    def speakers(self, name: str | None = None) -> Rows[Person]:
        """Who speaks, those with most claims first; with a name, those who go by it."""
        with self._store().reading() as connection:
            return Rows(ledger_speakers.people(connection, name), _columns(Person))

    def events(self, policy: str = comparing.USUAL_POLICY) -> list[Event]:
        """The events that reports are about, those with most reports first.

        `policy` decides how the versions of a figure become its best, low and high: a name, or the
        path of a `.toml` file. Raises `SettingsError` for another.
        """
        found = [summary.event for summary in comparing.summaries(self._store(), policy)]
        return sorted(found, key=lambda e: (-len(e.reports), e.when.start or "", e.id))

    def disputes(self) -> list[Finding]:
        """Where figures disagree: conflicts, each with its versions and their sources."""
        listed = comparing.summaries(self._store())
        found = [one for summary in listed for one in summary.findings if one.kind == "conflict"]
        return sorted(found, key=lambda one: one.id)

    def documents(self, **chosen: Unpack[Chosen]) -> Iterator[Document]:
        """Every report as it is in force, or those that hold a claim that fits, as for `claims`."""
        for result in exports.Holdings(self._store(), Filters(**chosen)).results():
            yield Document(*result)

    def document(self, report: str) -> Document:
        """A report by the beginning of its id, its address, or what it was added from.

        Raises `LedgerError` where there is none, or several.
        """
        with self._store().reading() as connection:
            return Document(*reports.result(connection, reports.version_named(connection, report)))

    def table(self, name: str, **chosen: Unpack[Chosen]) -> Rows[dict[str, Any]]:
        """One of the tables that `whence export` writes, whole: `claims`, `figures`, `versions` ...

            ledger.table("figures").to_pandas()

        Raises `SettingsError` for another name.
        """
        held = exports.Holdings(self._store(), Filters(**chosen))
        return Rows([row for _, row in held.rows((name,))], COLUMNS[name])

    def export(
        self, form: str, out: str | os.PathLike[str], **chosen: Unpack[Chosen]
    ) -> dict[str, int]:
        """Writes all of it, or the reports that hold a claim that fits, in an open format.

            ledger.export("sqlite", "claims-for-datasette.db")
            ledger.export("jsonld", "pell.jsonld", speaker="Pell")

        The formats are those of `whence export --format`. Gives how many rows of each table, or
        how many reports or events, were written. Raises `SettingsError` and `MissingExtra`.
        """
        held = exports.Holdings(self._store(), Filters(**chosen))
        return exports.export(held, form, Path(out))

    def import_annotations(
        self,
        paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        who: str,
        accept: bool = False,
        on_rejected: Callable[[Rejected], object] = warn,
    ) -> list[Imported]:
        """Takes what somebody annotated or corrected elsewhere as their decisions.

            ledger.export("brat", "corpus")         # ... corrected in brat ...
            ledger.import_annotations("corpus", who="Ada Venn")

        Paths are files, or folders of them: brat standoff, Citron's JSON, a `whence.document/1`
        that was changed. What was changed since they were exported becomes a decision; with
        `accept`, what was left unchanged counts as accepted. Where others decided otherwise since,
        their decision stays and is listed in `clashes`. The same twice changes nothing.
        """
        store = self._store()
        found = []
        for one in imported(map(Path, named(paths)), store, who, accept=accept):
            if isinstance(one, Rejected):
                on_rejected(one)
            else:
                found.append(one)
        self.compare()
        return found

    def forget(self, report: str, reason: str) -> list[str]:
        """Erases a report and everything read in it for good; gives the ids of its versions.

        `report` is as for `document`. Raises `LedgerError` where there is none, or several.
        """
        return self._store().forget(report, reason)

    def _store(self, *, create: bool = False) -> SqlLedger:
        if self._opened is None:
            self._opened = bootstrap.ledger(self.place, create=create)
        return self._opened


@cache
def _columns(kind: type[msgspec.Struct]) -> Columns:
    # `marked` is for a screen: the words with what was looked for set off.
    return columns_of(kind, without=("marked",))
