"""`whence read`: reads reports and prints the result."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from whence import bootstrap
from whence.bootstrap import exports, registry
from whence.errors import SettingsError
from whence.ingest.formats import is_always_read
from whence.ports import Exporter, Result
from whence.records import Rejected
from whence.serve.cli.dispatch import DONE, REJECTED
from whence.serve.cli.options import Named, fast_option, files, reader_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whence.ingest import Given
    from whence.pipeline import Outcome
    from whence.serve.cli.progress import Progress
    from whence.settings import Settings

_EPILOG = """\b
Examples:
  whence read report.txt
  whence read page.html --publisher "The Sulla Courier" --published 2025-03-03
  whence read reports/ --format jsonl > read.jsonl
  whence read report.txt --format html --out report.html
  curl -s https://example.org/story | whence read - --url https://example.org/story

A SOURCE is a file (.txt .html .json .jsonl .warc .wet .arc, each may end in .gz, .parquet, .csv
.tsv .eml .mhtml, and with whence[documents] .docx .odt .pdf), a folder, an http(s) address of a
page, feed or news sitemap, a feed in a file (.rss .atom .xml), or - for standard input. The pages
in a feed are fetched. In the text format an attribution's act is named where it is another than
"state". With --explain no claims are read: it shows what became of each block of a page, and why.

\b
Formats:
  text        for people
  html        one self-contained page
  json        one array; docs/schema/document-1.json says what is in it
  jsonl       one such object for each report, on a line of its own
  annotation  W3C Web Annotations, with quote and position selectors
  jsonld      schema.org: NewsArticle, Quotation, Claim
  conll       CoNLL-U Plus: one token a line, with attributions, names and dates
  citron      Citron's annotation format, one object a line; citron-folder: a file for each report
  brat        standoff: on stdout the annotations alone, several reports separated by "==> name.ann
              <==" lines; with --out DIR a folder that brat opens
  csv, tables, parquet   with --out DIR: a file for each table (tables: JSON Lines)
  sqlite      with --out FILE: the same tables in one file, for Datasette

Plug-ins add formats, readers and types of files; `whence doctor` lists the installed ones.

Exit codes: 0 all read; 1 some sources rejected, each named on stderr, the others read; 2 wrong
use; 3 settings or installation; 130 interrupted.
"""
#: Formats that write folders of files that would be read again.
_READ_AGAIN = ("brat", "citron-folder", "tables", "parquet")


@click.command(name="read", epilog=_EPILOG)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, shell_complete=files)
@click.option(
    "--format",
    "-f",
    "form",
    type=Named(registry.read_formats),
    default="text",
    show_default=True,
    help="text for people, html one self-contained page, the others for programs; see below.",
)
@click.option("--out", "-o", type=click.Path(path_type=Path), help="Write here, not to stdout.")
@click.option("--brief", is_flag=True, help="Shorten long contents (text format).")
@click.option(
    "--explain",
    is_flag=True,
    help="Show which block of a page became what, and why; read no claims.",
)
@click.option("--published", metavar="WHEN", help="Date or time, if the source has none.")
@click.option("--title", help="Title, if the source has none.")
@click.option("--publisher", help="Publisher, if the source has none.")
@click.option("--url", help="Address of the report, if the source has none.")
@fast_option
@reader_option
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="Settings in TOML; default is the file that $WHENCE_SETTINGS names.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary on stderr.")
@click.option("--verbose", "-v", is_flag=True, help="Log what is done; show tracebacks.")
def command(  # noqa: PLR0913, PLR0917  click gives each option by name
    sources: tuple[str, ...],
    form: str,
    out: Path | None,
    brief: bool,
    explain: bool,
    published: str | None,
    title: str | None,
    publisher: str | None,
    url: str | None,
    fast: bool,
    reader: str | None,
    settings_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Read reports and print who says what; store nothing."""
    if verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
    _refuse(form, out)
    if out is not None and any(_same(out, source) for source in sources):
        raise click.UsageError(f"--out {out} is one of the sources, and would be overwritten")
    if out is not None and _is_read(out, form):
        for source in sources:
            if _holds(source, out):
                why = f"--out {out} is in {source}, and would be read as a report"
                raise click.UsageError(why)
    settings = bootstrap.settings(settings_file, fast=fast, reader=reader)
    try:
        given = bootstrap.given(published=published, title=title, publisher=publisher, url=url)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--published") from error
    if explain:
        return _explain(sources, settings, given)
    tally = Tally()
    # A progress bar and text that streams onto the same screen would garble each other.
    shown = not quiet and sys.stderr.isatty() and (out is not None or not sys.stdout.isatty())
    with _progress(shown) as progress:
        taken = bootstrap.reports(sources, settings, given)
        found = tally.results(bootstrap.outcomes(taken, settings), progress)
        if out is not None and form in registry.ON_DISK:
            exports.export(exports.ResultsAlone(found), form, out)
        else:
            _write(found, bootstrap.exporter(form, brief=brief, failed=tally.unwritten), out)
    if not quiet and (tally.rejected or taken.skipped or verbose):
        click.echo(tally.line(taken.skipped), err=True)
    return REJECTED if tally.rejected else DONE


def _explain(sources: tuple[str, ...], settings: Settings, given: Given) -> int:
    # Imported here: few readings need it.
    from whence.serve.cli.explain import explained

    raws: dict[str, bytes] = {}
    rejected = explained(bootstrap.reports(sources, settings, given, raws), raws)
    return REJECTED if rejected else DONE


class Tally:
    """Counts reports, and names on stderr what was rejected."""

    def __init__(self) -> None:
        self.read = 0
        self.rejected = 0

    def results(self, outcomes: Iterable[Outcome], progress: Progress | None) -> Iterator[Result]:
        """The successful results; each rejection is printed as it comes."""
        for outcome in outcomes:
            if isinstance(outcome, Rejected):
                self._reject(outcome, progress)
            else:
                self.read += 1
                yield outcome
            if progress:
                progress.show(self.read, self.rejected)

    def unwritten(self, rejected: Rejected) -> None:
        """A report that was read, but that its exporter failed on."""
        self.read -= 1
        self._reject(rejected, None)

    def _reject(self, one: Rejected, progress: Progress | None) -> None:
        self.rejected += 1
        self._say(f"whence: {one.source}: {one.detail} [{one.code}]", progress)

    def line(self, skipped: int) -> str:
        """A summary in one line; `skipped` files in folders were of types that are not read."""
        others = f", {skipped:,} of other types skipped" if skipped else ""
        return f"whence: {self.read:,} read, {self.rejected:,} rejected{others}"

    @staticmethod
    def _say(line: str, progress: Progress | None) -> None:
        if progress:
            progress.clear()
        # A file's name may have characters that control a terminal.
        click.echo("".join(c if c.isprintable() else "\ufffd" for c in line), err=True)


def _refuse(form: str, out: Path | None) -> None:
    """Refuses a folder where a file should be, and the other way round."""
    if out is None:
        if form not in registry.formats():
            raise click.UsageError(f"{form} is more than one text: add --out")
    elif form in registry.FOLDERS and out.is_file():
        raise click.UsageError(f"--out {out} is a file; {form} is a folder")
    elif form not in registry.FOLDERS and out.is_dir():
        raise click.UsageError(f"--out {out} is a folder; {form} is one file")


def _write(found: Iterator[Result], exporter: Exporter, out: Path | None) -> None:
    if out is None:
        exporter.write(found, sys.stdout)
        return
    try:
        with _open(out) as stream:
            exporter.write(found, stream)
    except OSError as error:
        raise SettingsError(f"cannot write {out}: {error.strerror or error}") from error


def _same(out: Path, source: str) -> bool:
    try:
        return out.samefile(source)
    except (OSError, ValueError):
        return False  # one of them is missing, so nothing can be lost


def _is_read(out: Path, form: str) -> bool:
    """Whether the output would be a source, too, if it is in a folder that is read."""
    return form in _READ_AGAIN or (form not in registry.FOLDERS and is_always_read(out.name))


def _holds(source: str, out: Path) -> bool:
    folder = Path(source)
    return folder.is_dir() and out.resolve().is_relative_to(folder.resolve())


def _open(out: Path) -> TextIO:
    try:
        return out.open("w", encoding="utf-8", errors="replace")
    except OSError as error:
        raise click.UsageError(f"cannot write {out}: {error.strerror}") from error


def _progress(shown: bool) -> AbstractContextManager[Progress | None]:
    if not shown:
        return nullcontext()
    from whence.serve.cli.progress import Progress

    return Progress(sys.stderr)
