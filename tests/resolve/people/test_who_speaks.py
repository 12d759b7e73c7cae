"""Pronouns, courtesy titles, bodies, the dead, and words handed on, over texts read by hand."""

from __future__ import annotations

import pytest

from tests.resolve.people.by_hand import Said, people, speak

PEOPLE = {
    "Ada Venn": "person", "Tom Resk": "person", "Mara Holt": "person", "Tom Holt": "person",
    "Nora Holt": "person", "Holt": "person", "Timo Bergen": "person", "Arn": "person",
    "Pia Roth": "person", "Jon Keller": "person", "Keller": "person", "Venn": "person",
    "Carl Otto Berg": "person", "Carl Erik Berg": "person", "Ali Hassan": "person",
    "Ali Hussein Omar": "person", "Ruivo": "person", "Ana Ruivo": "person", "Pellam": "person",
    "Tom Pellam": "person", "O’Brien": "person", "Kate O'Brien": "person",
    "Jean-Luc Marr": "person", "Emil Sarl": "person", "Sarl": "person",
}  # fmt: skip
BODIES = {
    "Defense Ministry": "organization", "Harbour Company": "organization",
    "Brell Foods": "organization", "Bank of Sulland": "organization",
    "Royal Bank": "organization", "Norsund": "organization", "Coast Guard": "organization",
    "Third Brigade": "organization", "Sulla Courier": "organization", "Courier": "organization",
    "U.N.": "organization", "UN": "organization", "Al-Shabab": "organization",
    "Al Shabab": "organization", "Herald": "organization", "Health Ministry": "organization",
}  # fmt: skip
PLACES = {"Harn": "place", "Odesa": "place", "Varnia": "place", "Osmia": "place", "Lombek": "place"}
NAMES = {**PEOPLE, **BODIES, **PLACES}


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        # The subject of the clause before, not what comes after a preposition in it.
        ("Brell Foods closed* its plant in Harn. It said* no.", Said("It"), "Brell Foods"),
        ("Norsund shut* the yard at Odesa. It said* no.", Said("It"), "Norsund"),
        ("The embassy in Lombek closed*. It said* no.", Said("It"), "The embassy"),
        ("The brewery has left* Harn. It said* no.", Said("It"), "The brewery"),
        (
            "The Health Ministry shut* schools in Lombek. It said* no.",
            Said("It"),
            "Health Ministry",
        ),
        ("Pia Roth rose*. She said* no.", Said("She"), "Pia Roth"),
        ("Pia Roth met* Ada Venn. She said* no.", Said("She"), "Pia Roth"),
        ("Ada Venn spoke* in Harn. Jon Keller left*. He said* no.", Said("He"), "Jon Keller"),
        # Whose gender is shown by kin, a title, or a first name.
        ("Tom Resk and his wife, Nora Holt, came*. She said* no.", Said("She"), "Nora Holt"),
        ("Mr Keller met* Mrs Venn. She said* no.", Said("She"), "Venn"),
        # Somebody new as a subject takes over from who spoke last.
        (
            "Jon Keller said* yes. His deputy, Tom Resk, left*. He said* no.",
            Said("He", after="left."),
            "Tom Resk",
        ),
        # "They" are people rather than the last body, and two who were named together.
        ("The police came*. Two carpenters slept*. They said* no.", Said("They"), "Two carpenters"),
        (
            "The railway ran*. Dozens of commuters waited*. They said* no.",
            Said("They"),
            "Dozens of commuters",
        ),
        ("Police left*. Parents waited*. They said* no.", Said("They"), "Parents"),
        # Who names Venn is not Venn: Condition C.
        ("Tom Resk met* Keller. He said* Keller lied*.", Said("He", "Keller lied"), "Tom Resk"),
        # The dead do not speak.
        ("Timo Bergen drowned*. His cousin Arn came*. He said* no.", Said("He"), "Arn"),
        ("Timo Bergen was killed*. Arn ran*. He said* no.", Said("He"), "Arn"),
        ("Timo Bergen died*. Arn saw* it. He said* no.", Said("He"), "Arn"),
        ("Wolves killed* Timo Bergen. Arn ran*. He said* no.", Said("He"), "Arn"),
        ("Timo Bergen's funeral was held*. Arn came*. He said* no.", Said("He"), "Arn"),
        ("Timo Bergen was murdered*. He said* no.", Said("He"), None),
        ("Timo Bergen died*. He said* no.", Said("He"), None),
    ],
)
def test_a_pronoun(text: str, said: Said, speaker: str | None) -> None:
    assert speak(text, NAMES, said) == [[speaker] if speaker else []]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Ada Venn and Tom Resk ran*. They said* no.", ["Ada Venn", "Tom Resk"]),
        ("Ada Venn and the pilot, Tom Resk, ran*. They said* no.", ["Ada Venn", "Tom Resk"]),
        ("Pia Roth, Jon Keller and Ada Venn ran*. They said* no.",
         ["Pia Roth", "Jon Keller", "Ada Venn"]),
    ],
)  # fmt: skip
def test_they_are_those_named_together(text: str, both: list[str]) -> None:
    assert speak(text, NAMES, Said("They")) == [both]


@pytest.mark.parametrize(
    ("text", "said", "speaker", "others"),
    [
        ("Mara Holt and her brother Tom Holt came*. Ms Holt said* no.", "Holt", "Mara Holt", 0),
        ("Mara Holt and her brother Tom Holt came*. Mr Holt said* no.", "Holt", "Tom Holt", 0),
        ("Tom Holt and his wife, Nora Holt, came*. Mr Holt said* no.", "Holt", "Tom Holt", 0),
        ("Tom Holt and his wife, Nora Holt, came*. Mrs Holt said* no.", "Holt", "Nora Holt", 0),
        ("Tom Holt died*. Mrs Holt said* no.", "Holt", "Holt", 1),
        ("Mara Holt came*. Mr Holt said* no.", "Holt", "Holt", 1),
        ("Mara Holt came*. Ms Holt said* no.", "Holt", "Mara Holt", 0),
        ("Mara Holt came*. Holt said* no.", "Holt", "Mara Holt", 0),
        ("Emil Sarl died*. His mother came*. Mrs Sarl said* no.", "Sarl", "Sarl", 1),
        ("Tom Holt came*. Miss Holt said* no.", "Holt", "Holt", 1),
    ],
)
def test_a_courtesy_title(text: str, said: str, speaker: str, others: int) -> None:
    _, found = people(text, NAMES)
    source = next(m for m in ("Mrs", "Mr", "Ms", "Miss", "came") if m in text)
    named = speak(text, NAMES, Said(said, after=source))
    assert named == [[speaker]]
    full = {e.name for e in found.entities if e.type == "person" and " " in e.name}
    assert (speaker in full) == (not others)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("President Ruivo said* no. Ana Ruivo, his daughter, said* yes.", ("Ruivo", "Ana Ruivo")),
        ("General Pellam said* no. His brother, Tom Pellam, said* yes.", ("Pellam", "Tom Pellam")),
        ("Senator Pellam said* no. Tom Pellam, the senator's son, said* yes.",
         ("Pellam", "Tom Pellam")),
        ("Carl Otto Berg came*. Carl Erik Berg left*.", ("Carl Otto Berg", "Carl Erik Berg")),
        ("Ali Hassan came*. Ali Hussein Omar left*.", ("Ali Hassan", "Ali Hussein Omar")),
        ("Ada Venn came*. Tom Resk left*.", ("Ada Venn", "Tom Resk")),
        ("Varnia's Defense Ministry said* no. Osmia's Defense Ministry said* yes.",
         ("Defense Ministry", "Defense Ministry")),
        ("The Bank of Sulland said* no. The Royal Bank said* yes.",
         ("Bank of Sulland", "Royal Bank")),
    ],
)  # fmt: skip
def test_two_people_stay_two(text: str, apart: tuple[str, str]) -> None:
    _, found = people(text, NAMES)
    assert sorted(e.name for e in found.entities if e.type in ("person", "organization")) == sorted(
        apart
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The U.N. came*. The UN left*.", "U.N."),
        ("Al-Shabab came*. Al Shabab left*.", "Al Shabab"),
        ("Kate O'Brien came*. O’Brien left*.", "Kate O'Brien"),
        ("The Sulla Courier came*. The Courier left*.", "Sulla Courier"),
        ("Ada Venn came*. Venn left*.", "Ada Venn"),
        ("Mayor Ada Venn came*. Mayor Venn left*.", "Ada Venn"),
        ("President Keller came*. Jon Keller left*.", "Jon Keller"),
    ],
)
def test_one_is_one(text: str, name: str) -> None:
    _, found = people(text, NAMES)
    assert [e.name for e in found.entities] == [name]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        # The one last spoken of that fits, with its owner.
        (
            "Varnia's Defense Ministry left*. Osmia's Defense Ministry came*. The ministry said* no.",
            Said("The ministry"),
            "Osmia",
        ),
        (
            "Osmia's Defense Ministry left*. Varnia's Defense Ministry came*. The ministry said* no.",
            Said("The ministry"),
            "Varnia",
        ),
    ],
)
def test_the_ministry_last_spoken_of(text: str, said: Said, speaker: str) -> None:
    marked, found = people(text, NAMES, [said])
    (voice,) = found.speakers
    assert voice is not None
    first = min(m.span.start for m in found.entities[voice.entity].mentions)
    assert marked[:first].rstrip().split()[-1].startswith(speaker)


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Premier Ada Venn left*. The premier said* no.", "The premier", "Ada Venn"),
        ("Ada Venn, the governor of Harn, left*. The governor said* no.", "The governor", "Ada Venn"),
        ("Foreign Minister Ada Venn left*. The top diplomat said* no.", "The top diplomat", "Ada Venn"),
        ("Foreign Minister Ada Venn left*. The foreign minister said* no.",
         "The foreign minister", "Ada Venn"),
        ("Foreign Minister Ada Venn left*. The health minister said* no.",
         "The health minister", "The health minister"),
        ("Ada Venn, 46, left*. The 46-year-old said* no.", "The 46-year-old", "Ada Venn"),
        ("The Third Brigade came*. The airline said* no.", "The airline", "The airline"),
        ("Norsund came*. The company said* no.", "The company", "Norsund"),
        ("The Royal Bank fell*. The central bank said* no.", "The central bank", "The central bank"),
        ("The Royal Bank fell*. The bank said* no.", "The bank", "Royal Bank"),
        ("The Sulla Courier closed*. The newspaper said* no.", "The newspaper", "Sulla Courier"),
        ("Two officials came*. The officials said* no.", "The officials", "Two officials"),
        # One whose office was not mentioned is somebody new.
        ("Ada Venn came*. A driver said* no.", "A driver", "A driver"),
        ("Ada Venn and Tom Resk came*. The driver said* no.", "The driver", "The driver"),
        # A spokesman who is named right after.
        ("A spokesman said* no. The spokesman, Tom Resk, left*.", "A spokesman", "Tom Resk"),
    ],
)  # fmt: skip
def test_a_description(text: str, source: str, speaker: str) -> None:
    assert speak(text, NAMES, Said(source)) == [[speaker]]


@pytest.mark.parametrize(
    ("text", "said", "speaker", "via"),
    [
        ("The Herald quoted* Ada Venn as saying no.", Said("The Herald", "no", "quoted Ada Venn as saying"),
         "Ada Venn", "Herald"),
        ("Ada Venn was quoted* by the Herald as saying no.",
         Said("the Herald", "no", "was quoted by"), "Ada Venn", "Herald"),
        ("Ada Venn was quoted* as saying no.", Said("Ada Venn", "no", "was quoted as saying"),
         "Ada Venn", None),
        ("Tom Resk quoted* the mayor as saying no.", Said("Tom Resk", "no", "quoted the mayor as saying"),
         "the mayor", "Tom Resk"),
        ("The Courier cited* Tom Resk as telling them no.", Said("The Courier", "them no", "cited Tom Resk as telling"),
         "Tom Resk", "Courier"),
        ("A witness quoted* by the Herald said* no.", Said("A witness quoted by the Herald", "no", "said"),
         "A witness", "Herald"),
        ("Ada Venn, cited by the Courier, said* no.", Said("Ada Venn", "no", "said"),
         "Ada Venn", "Courier"),
        ("Ada Venn said* no.", Said("Ada Venn", "no", "said"), "Ada Venn", None),
    ],
)  # fmt: skip
def test_relayed_words(text: str, said: Said, speaker: str, via: str | None) -> None:
    _, found = people(text, NAMES, [said])
    assert [found.entities[s.entity].name for s in found.joint[0]] == [speaker]
    assert [found.entities[e].name for e in found.via[0]] == ([via] if via else [])


def test_who_reports_what_another_said_passes_it_on() -> None:
    _, found = people(
        "Pia Roth said* Jon Keller said* no.",
        NAMES,
        [
            Said("Pia Roth", "Jon Keller said no", "said"),
            Said("Jon Keller", "no", "", parent=0),
        ],
    )
    assert [[found.entities[s.entity].name for s in j] for j in found.joint] == [
        ["Pia Roth"],
        ["Jon Keller"],
    ]
    assert [[found.entities[e].name for e in v] for v in found.via] == [[], ["Pia Roth"]]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("BRENFORD (KNN) - Ada Venn came*.", "BRENFORD", "place"),
        ("PORT SULLA, March 4 (KNN) — Ada Venn came*.", "PORT SULLA", "place"),
        ("Tarrow Steel said* no.", "Tarrow Steel", "organization"),
        ("The shipping line Halsund said* no.", "Halsund", "organization"),
        ("Norvany's foreign minister came*.", "Norvany", "place"),
        ("Ada Venn\nThe mayor came*.", "Ada Venn\nThe", "person"),
    ],
)
def test_a_name_that_was_taken_for_a_persons(text: str, name: str, kind: str) -> None:
    _, found = people(text, {name: "person"})
    assert [(e.name, e.type) for e in found.entities if e.named] == [
        (name.split("\n", maxsplit=1)[0], kind)
    ]
