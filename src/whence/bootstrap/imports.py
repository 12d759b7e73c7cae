"""Imports annotations that people made elsewhere, as their decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import msgspec

from whence.errors import DecisionError
from whence.records import Decision, Rejected

if TYPE_CHECKING:
    from whence.ledger import SqlLedger
    from whence.ledger.query_types import Stored
    from whence.review.annotated import Annotated


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome for one report's annotations: decisions, and those that were refused.

    `clashes` are changes that contradict a decision made since the file was exported: none is
    stored, and a person has to choose.
    """

    source: str
    report: str  #: the id of the version that was annotated; empty for decisions beyond one
    decisions: tuple[Decision, ...]
    refused: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


def imported(
    paths: Iterable[Path], store: SqlLedger, who: str, *, accept: bool = False, save: bool = True
) -> Iterator[Imported | Rejected]:
    """Stores what `who` changed in exported annotations as decisions.

    Decisions that others made since stay: where both changed a thing, nothing is stored and the
    clash is reported. With `accept`, what was left unchanged counts as accepted; without `save`,
    nothing is stored. The report must be in the ledger with exactly the annotated text. A file of
    decisions beyond one report is merged in the same way.
    """
    from whence.bootstrap import decisions_file
    from whence.review.annotated import annotated

    for path in paths:
        across = decisions_file.read(path)
        if isinstance(across, Rejected):
            yield across
            continue
        if across is not None:
            made = decisions_file.merged(across, store, who, save=save)
            yield Imported(
                source=str(path),
                report="",
                decisions=made.decisions,
                refused=made.refused,
                clashes=made.clashes,
            )
            continue
        for found in annotated(path):
            yield (
                found
                if isinstance(found, Rejected)
                else _one(found, store, who, accept=accept, save=save)
            )


def _one(
    found: Annotated, store: SqlLedger, who: str, *, accept: bool, save: bool
) -> Imported | Rejected:
    from whence.ledger import reports
    from whence.review import service
    from whence.review.annotated.merge import merged

    with store.reading() as connection:
        there = reports.with_text(connection, found.text)
    version = _meant(there, found.name)
    if version is None:
        why = (
            "several reports in the ledger have its text, and none has its name"
            if there
            else "no report in the ledger has its text: add the report first"
        )
        return Rejected(source=found.source, stage="ledger", code="annotations", detail=why)
    reviews = store.reviews()
    machine = reviews.machine(version.id)
    before = reviews.of_report(machine[0].identity or machine[0].id)
    made, clashes = merged(machine, before, found, who, accept=accept)
    stored_decisions, refused = [], []
    for decision in made:
        if not save:
            stored_decisions.append(decision)
            continue
        try:
            number = service.decided(reviews, decision).number
        except DecisionError as error:
            refused.append(f"{decision.verb} of {decision.target}: {error}")
        else:
            stored_decisions.append(reviews.by_number(number))
    return Imported(
        source=found.source,
        report=version.id,
        decisions=tuple(stored_decisions),
        refused=tuple(refused),
        clashes=tuple(clashes),
    )


def _meant(there: list[Stored], name: str) -> Stored | None:
    """The version that was annotated: the only one with its text, else by its name."""
    if len(there) == 1:
        return there[0]
    named = [one for one in there if name in (one.id, one.source)]
    called = named or [one for one in there if PurePath(one.source).stem == name]
    return called[0] if len(called) == 1 else None
