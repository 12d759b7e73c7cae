"""What is found again: by words, speaker, place, role, day, standing, hedge; page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.ledger.conftest import Places
from tests.ledger.factories import HOSPITAL, MINISTRY, made, opened
from whence.errors import LedgerError
from whence.ledger import Filters, person_merging, queries, search, speakers


@pytest.fixture(scope="module")
def connection(places: Places) -> Iterator[Connection]:
    with opened(places.new()) as ledger:
        ledger.add(made(MINISTRY, published="2025-03-03"))
        ledger.add(made(HOSPITAL, source="b.txt", published="2025-03-04T23:30:00-05:00"))
        with ledger.reading() as found:
            yield found


def words(connection: Connection, **filters: Any) -> list[str]:
    return [c.words for c in queries.find_claims(connection, Filters(**filters)).found]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"words": "killed"}, ["that 18 people had been killed"]),
        ({"words": "KILLED people"}, ["that 18 people had been killed"]),
        ({"words": '"been killed"'}, ["that 18 people had been killed"]),
        ({"words": '"killed been"'}, []),
        ({"words": "kil*"}, ["that 18 people had been killed"]),
        ({"words": "kil"}, []),
        ({"speaker": "venn"}, ["“We heard nothing,”"]),
        ({"speaker": "Ada V"}, ["“We heard nothing,”"]),
        ({"speaker": "enn"}, []),
        ({"standing": "hearsay"}, ["The shed reportedly held fertiliser."]),
        ({"hedge": "hearsay"}, ["The shed reportedly held fertiliser."]),
        ({"role": "killed", "until": "2025-03-03"}, ["that 18 people had been killed"]),
        # 23:30 in New York is the next day in UTC.
        ({"words": "water", "since": "2025-03-05"}, ["“There are more in the water,”"]),
        ({"words": "water", "until": "2025-03-04"}, []),
        ({"publisher": "sulla", "words": "killed"}, ["that 18 people had been killed"]),
        ({"publisher": "Kiravel"}, []),
        ({"words": "nowhere"}, []),
        # No claim is found by signs, and no sign is nothing asked.
        ({"words": "🔥"}, []),
        ({"words": "%", "role": "killed"}, []),
        (
            {"words": "  ", "role": "killed", "until": "2025-03-03"},
            ["that 18 people had been killed"],
        ),
    ],
)
def test_filters(connection: Connection, filters: dict[str, str], expected: list[str]) -> None:
    assert words(connection, **filters) == expected


@pytest.mark.parametrize(
    "typed", ["AND", "killed OR", "-killed", "(killed", '"', "'; --", "*", "^a NEAR/2"]
)
def test_typed_queries_are_words_and_never_an_error(connection: Connection, typed: str) -> None:
    queries.find_claims(connection, Filters(words=typed))
    queries.find_claims(connection, Filters(speaker=typed, place=typed, publisher=typed))


def test_hits_are_marked(connection: Connection) -> None:
    (found,) = queries.find_claims(connection, Filters(words="killed")).found
    assert found.marked == f"that 18 people had been {search.HIT}killed{search.END}"


def test_page_by_page_is_the_whole(connection: Connection) -> None:
    whole = [c.key for c in queries.find_claims(connection, Filters(), limit=1000).found]
    pages: list[str] = []
    cursor = None
    while True:
        page = queries.find_claims(connection, Filters(), limit=2, cursor=cursor)
        pages += [claim.key for claim in page.found]
        cursor = page.next
        if cursor is None:
            break
    assert pages == whole
    assert len(whole) > 4
    # The newest report first.
    assert words(connection)[0].startswith("KIRAVEL")


def test_an_invalid_cursor(connection: Connection) -> None:
    with pytest.raises(LedgerError, match="not a cursor"):
        queries.find_claims(connection, Filters(), cursor="???")


def test_a_claim_traces_to_its_words(connection: Connection) -> None:
    text = {"a.txt": MINISTRY, "b.txt": HOSPITAL}
    for claim in queries.find_claims(connection, Filters(), limit=1000).found:
        assert text[claim.source][claim.start : claim.end] == claim.words


def test_people(connection: Connection) -> None:
    names = [person.name for person in speakers.people(connection)]
    assert {"Ada Venn", "Tomas Resk"} <= set(names)
    (venn,) = speakers.people(connection, "venn")
    assert (venn.type, venn.reports, venn.claims) == ("person", 1, 1)
    assert "Mayor" in venn.descriptions
    assert speakers.people(connection, "nobody") == []


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        ("two words", [(("two",), False), (("words",), False)]),
        ('a "Phrase here"', [(("a",), False), (("phrase", "here"), False)]),
        ("port*", [(("port",), True)]),
        ('"the port"*', [(("the", "port"), True)]),
        ("NOT x", [(("not",), False), (("x",), False)]),
        ("al-Assad’s Kíev", [(("al", "assad", "s"), False), (("kiev",), False)]),
        ('" - * "" (', []),
    ],
)
def test_terms(typed: str, terms: list[tuple[tuple[str, ...], bool]]) -> None:
    assert search.terms_of(typed) == terms


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("port", "The [Port] and the [port]-hand, export"),
        ("port*", "The [Port] and the [port]-hand, export"),
        ('"and the"', "The Port [and the] port-hand, export"),
        ("ex*", "The Port and the port-hand, [export]"),
        ("port-hand", "The Port and the [port-hand], export"),
    ],
)
def test_marks(typed: str, expected: str) -> None:
    text = "The Port and the port-hand, export"
    marked = search.marked(text, search.terms_of(typed))
    assert marked.replace(search.HIT, "[").replace(search.END, "]") == expected


def spoke(name: str, kind: str = "person", description: str | None = None) -> person_merging.Spoke:
    return person_merging.Spoke(name, kind, name.casefold(), description, 1, 1)


def names_of(
    *found: person_merging.Spoke, company: person_merging.Company | None = None
) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(person.names)) for person in person_merging.joined(found, company))


def test_a_last_name_means_the_only_person_who_has_it() -> None:
    (venn,) = person_merging.joined([spoke("Ada Venn"), spoke("Venn")])
    assert (venn.name, venn.names, venn.reports, venn.claims) == (
        "Ada Venn",
        ("Ada Venn", "Venn"),
        2,
        2,
    )


def test_a_last_name_that_two_have_stays_apart_and_says_whose_it_may_be() -> None:
    found = person_merging.joined([spoke("Ada Venn"), spoke("Tom Venn"), spoke("Venn")])
    assert sorted(person.names for person in found) == [("Ada Venn",), ("Tom Venn",), ("Venn",)]
    (venn,) = (person for person in found if person.names == ("Venn",))
    assert sorted(venn.perhaps) == ["Ada Venn", "Tom Venn"]


def test_a_role_decides_between_namesakes() -> None:
    ada = spoke("Ada Venn", description="the mayor of Sulla, its longest-serving mayor")
    tom = spoke("Tom Venn", description="a fisherman")
    assert names_of(ada, tom, spoke("Venn", description="Mayor")) == [
        ("Ada Venn", "Venn"),
        ("Tom Venn",),
    ]
    # A role that both have says nothing.
    assert (
        len(
            names_of(
                ada, spoke("Tom Venn", description="mayor"), spoke("Venn", description="Mayor")
            )
        )
        == 3
    )


def test_neighbouring_speakers_show_which() -> None:
    def company(_: Iterable[str]) -> dict[str, set[str]]:
        return {"venn": {"tomas resk"}, "ada venn": {"tomas resk"}, "tom venn": {"ida moll"}}

    found = names_of(spoke("Ada Venn"), spoke("Tom Venn"), spoke("Venn"), company=company)
    assert found == [("Ada Venn", "Venn"), ("Tom Venn",)]


def test_whom_reports_name_side_by_side(places: Places) -> None:
    with opened(places.new()) as ledger:
        for n, (venn, resk) in enumerate(
            [("Ada Venn", "Tomas Resk"), ("Tom Venn", "Ida Moll"), ("Venn", "Tomas Resk")]
        ):
            text = f"“We saw smoke,” {venn} said.\n\n“It burned for hours,” {resk} said.\n"
            ledger.add(made(text, source=f"{n}.txt"))
        with ledger.reading() as connection:
            found = [sorted(person.names) for person in speakers.people(connection, "venn")]
    assert sorted(found) == [["Ada Venn", "Venn"], ["Tom Venn"]]


@pytest.mark.parametrize(
    ("shorter", "longer", "agreed"),
    [
        ("venn", "ada venn", True),
        ("a. venn", "ada venn", True),
        ("a venn", "ada maria venn", True),
        ("ada venn", "ada m. venn", True),
        ("ada m. venn", "ada maria venn", True),
        ("ada n. venn", "ada maria venn", False),
        ("maria venn", "ada maria venn", False),
        ("adam venn", "ada venn", False),
        ("ada", "ada venn", False),
        ("t. venn", "ada venn", False),
    ],
)
def test_short_forms(shorter: str, longer: str, agreed: bool) -> None:
    assert person_merging.agree(shorter, longer) is agreed


def test_an_initial_that_two_have() -> None:
    found = names_of(spoke("Ada Venn"), spoke("Anton Venn"), spoke("A. Venn"), spoke("T. Venn"))
    assert found == [("A. Venn",), ("Ada Venn",), ("Anton Venn",), ("T. Venn",)]


def test_an_organization_is_not_a_person_of_the_same_name() -> None:
    found = person_merging.joined([spoke("Ada Venn"), spoke("Venn", kind="organization")])
    assert len(found) == 2


def test_an_organization_is_one_entity_whatever_its_type() -> None:
    (hospital,) = person_merging.joined(
        [spoke("Sulla General", "facility"), spoke("Sulla General", "place")]
    )
    assert (hospital.type, hospital.reports) == ("facility", 2)


@pytest.mark.parametrize("name", ["Rania Qasim", "Omar Kassab", "Ida Quill-Moll", "Ana Yellin"])
def test_a_speaker_is_found_by_the_very_name(places: Places, name: str) -> None:
    # However the last name is transcribed: "q" sounds as "k" does, and "y" may be "i".
    with opened(places.new()) as ledger:
        ledger.add(made(f"“We saw smoke,” {name} said.\n", source="a.txt"))
        with ledger.reading() as connection:
            found = [person.names for person in speakers.people(connection, name)]
    assert found == [(name,)]
