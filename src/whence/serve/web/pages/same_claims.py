"""The claims that several texts of an event make, in sentences, and denials of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from whence.bootstrap import comparing
from whence.ledger import queries
from whence.ledger.query_types import FoundClaim
from whence.records.finding import EventSummary, Finding, Version
from whence.serve.web import addresses
from whence.serve.web.endpoint import Endpoint, Query, Row, Shown
from whence.serve.web.pages import event_rows
from whence.serve.web.pages.events import summary_of
from whence.serve.web.state import ServerState

_CITED = 4  #: claims of a version that are shown, each wording once


class SameClaims(msgspec.Struct, frozen=True, kw_only=True):
    """The claims of an event that several of its texts make, and denials of them."""

    event: str
    title: str
    findings: tuple[Finding, ...]
    claims: dict[str, FoundClaim]  #: by key


def _same(state: ServerState, _: Query, parts: Mapping[str, str]) -> Shown:
    summary, name = summary_of(state, parts["id"])
    found = tuple(comparing.same_claims(state.store, summary))
    claims = _claims(state, summary, found)
    view = SameClaims(event=summary.event.id, title=name, findings=found, claims=claims)
    cited = {version.claims: _cited(version, claims) for one in found for version in one.versions}
    return Shown(view, {"cited": cited})


def _claims(
    state: ServerState, summary: EventSummary, found: Sequence[Finding]
) -> dict[str, FoundClaim]:
    """The claims that are found in several texts, by key."""
    keys = {key for one in found for version in one.versions for key in version.claims}
    known: dict[str, FoundClaim] = {}
    with state.reading() as connection:
        for member in summary.members:
            if keys <= known.keys():
                break
            some = queries.claims_in(connection, member.report)
            known |= {claim.key: claim for claim in some if claim.key in keys}
    return known


def _cited(version: Version, claims: Mapping[str, FoundClaim]) -> list[str]:
    """The claims of a version that are shown: each wording once, those of a source first."""
    there = [key for key in version.claims if key in claims]
    there.sort(key=lambda key: not claims[key].voices)
    first = {" ".join(claims[key].sentence.split()): key for key in reversed(there)}
    return [key for key in there if key in set(first.values())][:_CITED]


def _each(state: ServerState, _: Query, parts: Mapping[str, str]) -> Iterator[Row]:
    for one in comparing.same_claims(state.store, summary_of(state, parts["id"])[0]):
        yield Row(one, addresses.event(parts["id"]))


ENDPOINTS = (
    Endpoint(
        path="/events/{id}/claims",
        name="same",
        says="The claims that several texts of an event make, and denials of them.",
        view=SameClaims,
        answer=_same,
        template="same.html",
        rows=event_rows.versions_of(_each),
    ),
)
