"""Who a source's phrase is: its head, its owner, its appositions and lists."""

from __future__ import annotations

import pytest

from tests.resolve.people.by_hand import sources

NAMES = {
    "Ilse Brandt": "person", "Josef Blum": "person", "Keller": "person", "Ada Venn": "person",
    "Pia Roth": "person", "Jon Keller": "person", "Tom Resk": "person", "Lin Bao": "person",
    "Una": "person", "Cleo Brandt": "person", "Daniel Greenhill": "person", "Pell": "person",
    "Holt": "person", "Harbour Union": "organization", "Larch Street Temple": "organization",
    "Defense Ministry": "organization", "Justice Movement": "organization", "JM": "organization",
    "New Dawn": "organization", "Brell": "organization", "Grain Board": "organization",
    "Tarrow Steel": "organization", "Energia": "organization", "Brindle": "place",
    "Sarno": "place", "Varnia": "place", "Sulland": "place", "Norvia": "place", "Osmia": "place",
    "Norvians": "group", "Herald": "organization",
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "head"),
    [
        # The head comes before the first preposition.
        ("Ilse Brandt of the Harbour Union", "Ilse Brandt"),
        ("Ilse Brandt, of the Harbour Union,", "Ilse Brandt"),
        ("Ilse Brandt from the Grain Board", "Ilse Brandt"),
        ("Rabbi Josef Blum of the Larch Street Temple in Brindle", "Josef Blum"),
        ("Keller of Ada Venn", "Keller"),
        ("Pia Roth at the Defense Ministry of Varnia", "Pia Roth"),
        ("A spokesman for the Grain Board", "A spokesman"),
        ("the wife of Keller", "the wife"),
        ("aides to Ada Venn", "aides"),
        ("the mayor of Brindle", "the mayor"),
        ("Many Norvians in Sarno", "Norvians"),
        # What follows a possessive is the head.
        ("Ada Venn's letter to Daniel Greenhill", "Ada Venn's letter"),
        ("Varnia's Defense Ministry", "Defense Ministry"),
        ("Keller's lawyer", "Keller's lawyer"),
        ("Brell 's spokesman Tom Resk", "Tom Resk"),
        ("the mayor's deputy, Jon Keller,", "Jon Keller"),
        # A name behind its title, and a name with its kind behind it.
        ("Spokeswoman Pia Roth of the Grain Board", "Pia Roth"),
        ("Brell spokesman Tom Resk", "Tom Resk"),
        ("the Brell spokesman", "the Brell spokesman"),
        ("Its owner Tarrow Steel", "Tarrow Steel"),
        ("The state-run Energia company", "Energia"),
        # A comma between a name and a description is an apposition, either way round.
        ("His party, the Justice Movement (JM),", "Justice Movement"),
        ("Tom Resk, 58, a farmer from near Brindle,", "Tom Resk"),
        ("the governor, Ada Venn,", "Ada Venn"),
        ("Ada Venn, the governor of Sulland,", "Ada Venn"),
        ("the chief of staff, Pia Roth,", "Pia Roth"),
        # "one of" and "dozens of" say how many.
        ("one of the girls, Una,", "Una"),
        ("dozens of witnesses", "dozens of witnesses"),
        ("two of the officials", "two of the officials"),
    ],
)
def test_the_head_of_a_source(source: str, head: str) -> None:
    assert sources(source, NAMES) == [head]


@pytest.mark.parametrize(
    ("source", "all_of_them"),
    [
        ("Pia Roth, Jon Keller and Ada Venn", ["Pia Roth", "Jon Keller", "Ada Venn"]),
        ("Pia Roth, Jon Keller, and Ada Venn", ["Pia Roth", "Jon Keller", "Ada Venn"]),
        ("Mayor Pia Roth and her deputy, Jon Keller,", ["Pia Roth", "Jon Keller"]),
        ("The mayor, Pia Roth, and the governor, Jon Keller,", ["Pia Roth", "Jon Keller"]),
        ("Pia Roth, the mayor, and Jon Keller", ["Pia Roth", "Jon Keller"]),
        ("Pell and Holt both", ["Pell", "Holt"]),
        ("Both Pell and Holt", ["Pell", "Holt"]),
        ("Pell & Holt", ["Pell", "Holt"]),
        ("Pell, as well as Holt,", ["Pell", "Holt"]),
        ("Sisters Una and Cleo Brandt", ["Una", "Cleo Brandt"]),
        ("the Grain Board and the Harbour Union", ["Grain Board", "Harbour Union"]),
        ("police and residents", ["police", "residents"]),
        ("The head of the museum and the mayor", ["The head", "the mayor"]),
        ("two officials, Pia Roth and Jon Keller,", ["Pia Roth", "Jon Keller"]),
        ("Ilse Brandt of the Harbour Union and Tom Resk", ["Ilse Brandt", "Tom Resk"]),
        ("Keller and his lawyer", ["Keller", "his lawyer"]),
        # Two offices of one person.
        ("State Councillor and Foreign Minister Lin Bao", ["Lin Bao"]),
        ("The foreign minister and deputy premier, Lin Bao,", ["Lin Bao"]),
        ("Mayor and party leader Pia Roth", ["Pia Roth"]),
        # A list behind a preposition is no list of speakers.
        ("A spokesman for the army and the police", ["A spokesman"]),
        ("The presidents of Norvia and Osmia", ["The presidents"]),
        ("Ministers from Norvia, Osmia and Varnia", ["Ministers"]),
        ("Pia Roth of the Grain Board and the Harbour Union", ["Pia Roth"]),
    ],
)
def test_all_who_speak(source: str, all_of_them: list[str]) -> None:
    assert sources(source, NAMES) == all_of_them
