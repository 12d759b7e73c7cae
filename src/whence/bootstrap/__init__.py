"""Builds readers, stores and whole pipelines from settings: the only place that does.

Heavy libraries are imported in the functions that need them, so that `whence --help`, a wrong
option or a missing file costs none of them.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import metadata
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from whence.bootstrap import registry
from whence.bootstrap.read_in_process import apart as reading_apart
from whence.bootstrap.registry import FORMATS as FORMATS
from whence.bootstrap.registry import exporter as exporter
from whence.errors import LedgerError, SettingsError
from whence.pipeline import Outcome, read_all, store_all
from whence.plugins import PluginReader, PluginStore
from whence.ports import Reader, Resolver
from whence.records import Kept, Rejected, Report, Run, Watched, digest
from whence.records import Reader as MadeBy
from whence.settings import Settings, load

if TYPE_CHECKING:
    from whence.encoder.bundle import Bundle
    from whence.ingest import Given, Intake
    from whence.ingest.feed import Entry
    from whence.ledger import SqlLedger
    from whence.records import Place
    from whence.resolve.places import Gazetteer

#: After so many pages of a feed the ledger records how far it came.
_WRITTEN_DOWN = 20


def settings(
    path: Path | None = None, *, fast: bool = False, reader: str | None = None
) -> Settings:
    """The settings of `path`, else of the file that `$WHENCE_SETTINGS` names, and the environment.

    `fast`, if true, and `reader`, if given, override them. Raises `SettingsError`.
    """
    named = os.environ.get("WHENCE_SETTINGS")
    loaded = load(
        path or (Path(named) if named else None),
        plugins=lambda: [one.name for one in registry.every_plugin()],
    )
    return msgspec.structs.replace(loaded, fast=fast or loaded.fast, reader=reader or loaded.reader)


def bundle_folder(settings: Settings) -> Path:
    """The model's folder: the one that the settings name, else one of the two that ship.

    Raises `SettingsError` where they name a folder and ask for the fast model.
    """
    if settings.bundle and settings.fast:
        raise SettingsError(
            f"the settings name a bundle, {settings.bundle}, and ask for the fast one"
        )
    return Path(settings.bundle) if settings.bundle else data("fast" if settings.fast else "bundle")


def data(name: str) -> Path:
    """A folder of the package's data: "bundle", "gazetteer", "policies", ..."""
    return Path(str(files("whence"))) / "data" / name


def bundle(settings: Settings) -> Bundle:
    """The model's folder, opened but not loaded. Raises `BundleError`."""
    from whence.encoder.bundle import Bundle

    return Bundle.open(bundle_folder(settings))


def reader(settings: Settings) -> Reader:
    """The reader that the settings name; build it once, use it for every report.

    Raises `BundleError` where the model is missing or altered, and `PluginError`.
    """
    return registry.reader(settings) or own_reader(settings)


def own_reader(settings: Settings) -> Reader:
    """The reader that ships, with its model loaded, whichever reader the settings name.

    Raises `BundleError` where the model is missing or altered.
    """
    from whence.encoder import Encoder
    from whence.extract.neural import NeuralReader

    return NeuralReader(Encoder.open(bundle_folder(settings), threads=settings.threads))


def reader_digest(settings: Settings) -> str:
    """The digest that these settings' reader leaves in its readings (`Reader.digest`).

    A plug-in's reader is built for it, whence's own is not.
    """
    if settings.reader != Settings().reader:
        known = shared_reader(settings)
        if isinstance(known, PluginReader):
            return known.reader.digest
    from whence.encoder.runtime_version import runtime

    return MadeBy(
        name="whence", bundle=bundle(settings).digest, version=version(), runtime=runtime()
    ).digest


def resolver() -> Resolver:
    """The resolver, with its gazetteer opened; raises `BundleError` where that is missing."""
    from whence.resolve.resolver import RuleResolver

    return RuleResolver(_gazetteer())


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    from whence.resolve.places import Gazetteer

    return Gazetteer.open(data("gazetteer"))


def given(
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Given:
    """Values for sources that lack them: a date in ISO 8601, title, outlet, address."""
    from whence.ingest import Given

    return Given(published=published, title=title, publisher=publisher, url=url)


def reports(
    sources: Iterable[str],
    settings: Settings,
    given: Given | None = None,
    raws: dict[str, bytes] | None = None,
) -> Intake:
    """The reports in files, folders and addresses, one at a time, and a count of files skipped.

    `raws`, if given, is filled with the bytes of each document, by digest.
    """
    from whence.ingest import Limits, ingest

    save = None if raws is None else raws.__setitem__
    return ingest(sources, given, Limits.of(settings), save, registry.parsers())


def outcomes(taken: Iterator[Report | Rejected], settings: Settings) -> Iterator[Outcome]:
    """Each report with its reading and resolution, or `Rejected`, in the order of `taken`."""
    # The model is opened only for a first report: a mistyped path is reported at once.
    for item in taken:
        if isinstance(item, Report):
            yield from _read_all(chain((item,), taken), settings)
            return
        yield item


def _read_all(items: Iterable[Report | Rejected], settings: Settings) -> Iterator[Outcome]:
    apart = reading_apart(settings)
    return read_all(items, shared_reader(settings), shared_resolver(), apart=apart)


def read_here(report: Report, settings: Settings) -> Outcome:
    """Reads one report, however long that takes: what `apart` runs in another process."""
    return next(read_all([report], shared_reader(settings), shared_resolver()))


def ledger(place: str, *, create: bool = False) -> SqlLedger:
    """The ledger in a file, or in the database of a URL.

    Raises `LedgerError` or a subclass; also for a plug-in's store, which is no ledger.
    """
    from whence.ledger import SqlLedger
    from whence.review import with_decisions

    plugin = registry.store_named(place)
    if plugin:
        raise LedgerError(
            f"{plugin} only stores what `whence add` reads; this needs a ledger that is a"
            " file or a PostgreSQL database"
        )
    return SqlLedger(place, create=create, apply_decisions=with_decisions)


def store(place: str) -> SqlLedger | PluginStore:
    """The store that `add` writes to: a ledger, created if missing, or a plug-in's store.

    Raises `LedgerError` or a subclass, and `PluginError`.
    """
    plugin = registry.store_named(place)
    return registry.store(plugin, place) if plugin else ledger(place, create=True)


def added(
    sources: Iterable[str],
    settings: Settings,
    store: SqlLedger | PluginStore,
    given: Given | None = None,
) -> tuple[Intake, Iterator[Kept | Rejected]]:
    """The intake, and the outcome of each document as it is read and stored."""
    raws: dict[str, bytes] = {}
    taken = reports(sources, settings, given, raws)
    store.begin(run_of("add", settings))
    return taken, store_all(taken, lambda fresh: outcomes(fresh, settings), store, raws)


def handed_in(
    documents: Iterable[tuple[str, bytes]], settings: Settings, store: SqlLedger, given: Given
) -> Iterator[Kept | Rejected]:
    """The outcome of adding documents that came as bytes, each with its file name.

    The name gives the type and, with the bytes, the identity: the same twice is added once.
    """
    from whence.ingest import Limits, handed

    raws: dict[str, bytes] = {}
    store.begin(run_of("add", settings))
    taken = handed(documents, given, Limits.of(settings), raws.__setitem__, registry.parsers())
    yield from store_all(taken, lambda fresh: outcomes(fresh, settings), store, raws)


def polled(
    feed: str, settings: Settings, store: SqlLedger, given: Given | None = None
) -> Iterator[Kept | Rejected]:
    """Fetches a feed once; the outcome of each page that is new in it, or was changed.

    Progress is stored as it goes, so after a stop only a few pages are fetched again. Pages that
    failed for a passing reason are fetched again the next time.
    """
    from whence.ingest import Context, Given, Limits, online

    raws: dict[str, bytes] = {}
    context = Context(given or Given(), Limits.of(settings), raws.__setitem__)
    found = online.poll(feed, context.limits, store.watched(feed))
    if isinstance(found, Rejected):
        yield found
    if found is None or isinstance(found, Rejected):
        return
    yield from found.failed
    passed = {one.source for one in found.failed}
    pages, due = found.known, found.due
    if due:
        store.begin(run_of("watch", settings))

    def read(fresh: Iterator[Report | Rejected]) -> Iterator[Outcome]:
        return _read_all(fresh, settings)

    def fetched(entries: Sequence[Entry]) -> Iterator[Report | Rejected]:
        for entry in entries:
            page = online.page_of(entry, context)
            if isinstance(page, Rejected) and page.code in online.PASSING:
                passed.add(entry.address)
            yield page

    for start in range(0, len(due), _WRITTEN_DOWN):
        now = due[start : start + _WRITTEN_DOWN]
        yield from store_all(fetched(now), read, store, raws)
        pages |= {one.address: one.dated for one in now if one.address not in passed}
        # Without the server's ETag yet: a feed that is "unchanged" would not be read again.
        store.watch(feed, Watched(pages=pages))
    word = (None, None) if passed else (found.etag, found.modified)
    store.watch(feed, Watched(etag=word[0], modified=word[1], pages=pages))


def reread(
    settings: Settings, store: SqlLedger, *, only_older: bool = False
) -> Iterator[Rejected | bool]:
    """Reads stored reports again: all, or those that this bundle and runtime have not read.

    Gives, for each, whether the new reading differs from the one that was in force.
    """
    from whence.ledger import reports as ledger_reports

    store.begin(run_of("reread", settings))
    with store.reading() as connection:
        reader_now = reader_digest(settings) if only_older else None
        due = ledger_reports.every_version(connection, not_read_by=reader_now)

    def reports() -> Iterator[Report]:
        for report in due:
            with store.reading() as connection:
                yield ledger_reports.report(connection, report)

    for outcome in outcomes(reports(), settings):
        if isinstance(outcome, Rejected):
            yield outcome
        else:
            yield store.reread(outcome)


def version() -> str:
    """The version of whence that is installed, or "unknown"."""
    try:
        return metadata.version("whence")
    except metadata.PackageNotFoundError:
        return "unknown"


def run_of(command: str, settings: Settings) -> Run:
    """The run that rows are written under: the command, with its settings and model."""
    return Run(
        began=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        command=command,
        version=version(),
        settings=settings.digest(),
        bundle=reader_digest(settings),
    )


@lru_cache(maxsize=1)
def shared_reader(settings: Settings) -> Reader:
    """The reader of these settings, cached for the next call with the same."""
    return reader(settings)


@lru_cache(maxsize=1)
def shared_resolver() -> Resolver:
    """The resolver, cached for the next call."""
    return resolver()


def place_called(name: str, country: str = "") -> Place | None:
    """The best-known place of a name, in a country (ISO 3166-1 alpha-2) if given; or None.

    Raises `BundleError` where the gazetteer is missing.
    """
    return _gazetteer().called(name, country)


def report_of_text(text: str, settings: Settings, given: Given) -> Report | Rejected:
    """A report made of a string, as if it had been read from a `.txt` file."""
    from whence.ingest import plain_draft
    from whence.ingest.assemble import Context, Limits, Place, assemble

    # No path, so that the report's id does not depend on the current folder; without another name
    # a text is identified by its words, and two texts are never two versions of one report.
    words = digest(text)
    place = Place(source="text", path=f"text:{words}", type="text", raw_digest=words)
    return assemble(plain_draft(text), place, Context(given, Limits.of(settings)))
