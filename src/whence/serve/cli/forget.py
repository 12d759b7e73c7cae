"""`whence forget`: erases a report for good."""

from __future__ import annotations

import click

from whence import bootstrap
from whence.serve.cli.dispatch import DONE, INTERRUPTED
from whence.serve.cli.options import files, ledger_option, verbose_option

_EPILOG = """\b
Example:
  whence forget 3f2a9c1d --reason "court order 12/2025"

All versions go: text, bytes, readings, claims, index, decisions. A tombstone says when
and why, and keeps the report from coming back. There is no undo; copies of the ledger are not
touched. While another process reads the ledger, the words are still in its log (PLACE-wal): the
command says so, and --finish does the rest when that process has ended.

Exit codes: 0 done; 2 wrong use; 3 no such report, no ledger, or it cannot be used; 130 not erased,
since it was not confirmed.
"""


@click.command(name="forget", epilog=_EPILOG)
@click.argument("report", required=False, shell_complete=files)
@ledger_option
@click.option("--reason", help="The reason; it is stored.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--finish", is_flag=True, help="Remove what was erased from the log, too.")
@verbose_option
def command(report: str | None, place: str, reason: str | None, yes: bool, finish: bool) -> int:
    """Erase a report in all its versions, and keep it from coming back."""
    from whence.ledger import reports

    if finish:
        if report is not None:
            raise click.UsageError("--finish is for all forgotten reports: name none")
        with bootstrap.ledger(place) as ledger:
            ledger.finish_forgetting()
        click.echo("whence: nothing that was forgotten is left in the ledger's files")
        return DONE
    if report is None:
        raise click.UsageError("Missing argument 'REPORT'.")
    if reason is None:
        raise click.UsageError("Missing option '--reason'.")
    if not reason.strip():
        raise click.BadParameter("say why", param_hint="--reason")
    with bootstrap.ledger(place) as ledger:
        with ledger.reading() as connection:
            last = reports.versions(connection, report)[-1]
        if not yes:
            called = f"{last.title or last.source} ({last.id[:8]})"
            if not _sure(f"Erase {called} for good?"):
                click.echo("whence: nothing was erased", err=True)
                return INTERRUPTED
        ids = ledger.forget(report, reason.strip())
    click.echo(f"forgotten: {', '.join(one[:8] for one in ids)}")
    return DONE


def _sure(question: str) -> bool:
    try:
        return click.confirm(question, err=True)
    except click.Abort:  # Ctrl-C, or nobody there to ask
        click.echo(err=True)
        return False
