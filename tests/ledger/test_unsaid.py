"""Claims found say who says them, how, through whom, and whether at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.factories import opened
from tests.unsaid import TEXT, unsaid
from whence.ledger import Filters, SqlLedger, queries, reports, schema, speakers
from whence.ledger.query_types import FoundClaim

DENIED = "that anything was being concealed"
UNCONFIRMED = "that its drone hit the school"
BRIDGE = "the bridge in Brindle was unsafe in early May"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlLedger]:
    with opened(tmp_path_factory.mktemp("unsaid") / "l.db") as made:
        made.add(unsaid())
        yield made


def found(ledger: SqlLedger, **filters: Any) -> dict[str, FoundClaim]:
    with ledger.reading() as connection:
        page = queries.find_claims(connection, Filters(**filters))
    return {one.words: one for one in page.found}


def test_a_denial_is_marked(ledger: SqlLedger) -> None:
    one = found(ledger)[DENIED]
    assert one.said == "Dorvan Pell denied (via the Herald)"
    assert (one.speaker, one.act, one.cue, one.asserted) == ("Dorvan Pell", "deny", "denied", True)
    assert one.via == ("the Herald",)
    assert one.url == "https://courier.example/cover-up"
    (voice,) = one.voices
    assert one.attribution == voice.key


def test_what_is_not_confirmed_is_not_asserted(ledger: SqlLedger) -> None:
    one = found(ledger)[UNCONFIRMED]
    assert (one.asserted, one.modality) == (False, "unasserted")
    assert one.said == "Norvia has not confirmed"


def test_own_words_have_no_speaker(ledger: SqlLedger) -> None:
    one = found(ledger)["The school stands in Brindle"]
    assert (one.said, one.act, one.cue, one.asserted) == ("", None, "", True)
    assert (one.speakers, one.via, one.attribution, one.voices) == ((), (), None, ())


def test_a_claim_inside_another(ledger: SqlLedger) -> None:
    one = found(ledger)["of a fire"]
    assert (one.speaker, one.via) == ("Jon Keller", ("Ada Venn",))
    assert one.said == "Ada Venn said: Jon Keller had warned"
    assert len(one.voices) == 2


def test_places_and_figures(ledger: SqlLedger) -> None:
    claims = found(ledger)
    (place,) = claims[BRIDGE].places
    assert (place.name, place.country) == ("Brindle", "GB")
    (figure,) = claims["12 houses burned from 3 to 5 March"].figures
    assert (figure.role, figure.value) == ("count", 12)


def test_joint_speakers_are_found_by_each_of_them(ledger: SqlLedger) -> None:
    assert found(ledger)[BRIDGE].speakers == ("Pia Roth", "Jon Keller")
    assert set(found(ledger, speaker="keller")) == {BRIDGE, "of a fire"}
    assert set(found(ledger, names=("jon keller",))) == {BRIDGE, "of a fire"}
    assert set(found(ledger, speaker="roth")) == {BRIDGE}


def test_joint_speakers_are_counted(ledger: SqlLedger) -> None:
    with ledger.reading() as connection:
        people = {one.name: one.claims for one in speakers.people(connection)}
    assert people["Jon Keller"] == 2
    assert people["Pia Roth"] == 1


def test_a_query_can_ask_for_denials_and_the_unasserted(ledger: SqlLedger) -> None:
    assert set(found(ledger, act="deny")) == {DENIED}
    assert set(found(ledger, asserted=False)) == {UNCONFIRMED}
    assert UNCONFIRMED not in found(ledger, asserted=True)
    assert "The school stands in Brindle" in found(ledger, asserted=True)
    assert set(found(ledger, act="warn", speaker="keller")) == {"of a fire"}
    with pytest.raises(ValueError, match="act: 'denies' is not one of"):
        Filters(act="denies")


def test_all_claims_of_a_version(ledger: SqlLedger) -> None:
    with ledger.reading() as connection:
        claims = queries.claims_in(connection, unsaid()[0].id)
    assert [one.words for one in claims] == [c.span.of(TEXT) for c in unsaid()[2].claims]


def test_it_is_read_back_as_it_was(ledger: SqlLedger) -> None:
    with ledger.reading() as connection:
        _, reading, resolution = reports.result(connection, unsaid()[0].id)
    assert (reading, resolution) == unsaid()[1:]


def test_nothing_is_left_of_what_is_forgotten(tmp_path: Path) -> None:
    with opened(tmp_path / "l.db") as made:
        made.add(unsaid())
        made.forget("unsaid.txt", "asked for")
        with made.reading() as connection:
            for table in (schema.claim_voices, schema.claim_speakers, schema.claim_places):
                assert connection.execute(table.select()).first() is None
    assert b"concealed" not in (tmp_path / "l.db").read_bytes()
