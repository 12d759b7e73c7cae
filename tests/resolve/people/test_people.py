"""Who is one person, who speaks, and where nobody is named."""

from __future__ import annotations

import pytest

import whence
from tests.resolve.readings import entity, resolved

BLAST = (
    "PORT SULLA (Wire) - Mayor Ada Venn said on Monday that the harbour would open again.\n\n"
    "“We will rebuild it,” Venn told reporters. She added that ships were waiting.\n\n"
    "The Harbour Authority (SHA) denied that it had been warned. “Nobody told us,” the SHA said.\n\n"
    "Venn's deputy, Tom Resk, said he would resign.\n\n"
    "Two officials briefed on the inquiry said that the shed had been full.\n"
)


def speakers(text: str) -> list[tuple[str, str | None]]:
    """Each attribution's source words with the name of its speaker, in text order."""
    one, reading, resolution = resolved(text)
    found = []
    for attribution, speaker in zip(reading.attributions, resolution.speakers, strict=True):
        source = " ".join(span.of(one.text) for span in attribution.source)
        found.append((source, resolution.entities[speaker.entity].name if speaker else None))
    return found


def test_names_descriptions_and_pronouns_are_one_person() -> None:
    one, _, resolution = resolved(BLAST)
    venn = entity(resolution, "Ada Venn")
    assert venn.type == "person"
    assert "Mayor" in venn.descriptions
    words = {(m.span.of(one.text), m.form) for m in venn.mentions}
    assert {("Ada Venn", "name"), ("Venn", "name"), ("She", "pronoun")} <= words


def test_who_speaks() -> None:
    speaker_of = dict(speakers(BLAST))
    assert speaker_of["Mayor Ada Venn"] == "Ada Venn"
    assert speaker_of["Venn"] == "Ada Venn"
    assert speaker_of["She"] == "Ada Venn"
    assert speaker_of["Venn's deputy, Tom Resk,"] == "Tom Resk"


def test_letters_in_parentheses_are_the_body_before_them() -> None:
    pairs = speakers(BLAST)
    named = {name for source, name in pairs if "SHA" in source or "Authority" in source}
    assert len(named) == 1
    assert "Harbour Authority" in str(named.pop())


def test_those_without_a_name_speak_under_none() -> None:
    _, _, resolution = resolved(BLAST)
    speaker_of = dict(speakers(BLAST))
    name = speaker_of["Two officials briefed on the inquiry"]
    assert name
    (officials,) = [one for one in resolution.entities if one.name == name]
    assert not officials.named


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        # The only person that the report has named.
        (
            "Ada Venn will stand again. The former mayor said on Monday that it was time.",
            "The former mayor",
            "Ada Venn",
        ),
        # Who drove is nobody that was named.
        (
            "Ada Venn was on the bus. The driver said on Monday that the brakes had failed.",
            "The driver",
            "The driver",
        ),
        (
            "The Harbour Safety Report came out on Monday. The report says that the shed was full.",
            "The report",
            "Harbour Safety Report",
        ),
    ],
)
def test_who_is_described(text: str, source: str, name: str) -> None:
    assert dict(speakers(text))[source] == name


@pytest.mark.parametrize(
    "text",
    [
        "It was reported that the bridge had fallen.",
        "“Run,” he said.",
        "The mayor is expected to resign on Monday.",
    ],
)
def test_nobody_is_guessed(text: str) -> None:
    assert all(name is None for _, name in speakers(text))


@pytest.mark.parametrize(
    "text",
    [
        "The lead author of the study, Professor Ada Venn, said it was over.",
        "The chief of staff, former Foreign Minister Ada Venn, said it was over.",
        "The mayor's deputy, Ada Venn, said it was over.",
    ],
)
def test_a_name_after_a_description_is_the_speaker(text: str) -> None:
    assert [name for _, name in speakers(text)] == ["Ada Venn"]


@pytest.mark.parametrize(
    ("text", "speakers_of"),
    [
        # Two countries' ministries are two.
        (
            "Saldovia's foreign ministry said a girl died. Norra's foreign office said a boy died.",
            ["Saldovia's foreign ministry", "Norra's foreign office"],
        ),
        # One country's is one, by whatever words.
        (
            "Saldovia's interior ministry said 18 died. The Interior Ministry said 20 had died.",
            ["Interior Ministry", "Interior Ministry"],
        ),
        (
            "Sulla's Health Ministry said 18 died. The Sulla Health Ministry said 20 had died.",
            ["Sulla Health Ministry", "Sulla Health Ministry"],
        ),
    ],
)
def test_whose_ministry_speaks(text: str, speakers_of: list[str]) -> None:
    assert [name for _, name in speakers(text)] == speakers_of


def test_in_a_quotation_he_is_the_person_it_is_about() -> None:
    text = (
        "Dorvan Pell, the interior minister, denied on Friday afternoon that anything was being "
        "concealed. ‘There is no second list,’ he said.\n\nDr Katrin Voslund, the hospital’s medical "
        "director, chose her words with care when we met in her office.\n\n‘A policeman came on "
        "Thursday and asked us to use the ministry’s figure. I asked him who had sent him. He said: "
        "“You know who.”\n\n‘I am not a politician.\n\n‘Nobody has come,’ she said."
    )
    pairs = speakers(text)
    assert ("he", "Dorvan Pell") in pairs
    assert ("He", "A policeman") in pairs
    assert ("she", "Katrin Voslund") in pairs


def test_the_town_where_a_report_was_filed_says_nothing() -> None:
    filed = "SULLA, Nov 20 (Meridian) - The toll rose to 85 on Friday. It said more were missing."
    (quotation,) = whence.read(filed).quotations
    assert (quotation.source, quotation.speaker) == ("It", None)


def test_i_is_who_is_quoted() -> None:
    text = "Ada Venn said the fire was out. “I believe that nobody was hurt,” Venn said on Monday."
    one, _, resolution = resolved(text)
    venn = entity(resolution, "Ada Venn")
    assert ("I", "pronoun") in {(m.span.of(one.text), m.form) for m in venn.mentions}


def test_in_indirect_speech_a_pronoun_is_who_speaks() -> None:
    text = (
        "The Harbour Authority met Coast Wire on Monday. Police said they believed that the shed "
        "had been full."
    )
    assert ("they", "Police") in speakers(text)


def test_a_role_before_a_name_is_no_part_of_it() -> None:
    from whence.resolve.people.name_forms import person_name

    assert person_name("Spokeswoman Delia Rostrand") == "Delia Rostrand"
    assert person_name("Dr. Mira Vox's") == "Mira Vox"
    assert person_name("Judge Pell") == "Pell"
    # Of two words it is a first name, or a fighter's.
    assert person_name("Baker Smith") == "Baker Smith"
    assert person_name("Prince Harry") == "Harry"


def test_two_of_one_surname_are_two() -> None:
    text = (
        "Ada Venn, the mayor, and her brother Tom Venn, a builder, spoke on Monday. Ada Venn said "
        "that the bridge was safe. Tom Venn said that it was not."
    )
    _, _, resolution = resolved(text)
    names = sorted(e.name for e in resolution.entities if e.type == "person")
    assert names == ["Ada Venn", "Tom Venn"]


def test_a_role_before_a_comma_is_a_description() -> None:
    text = (
        "The prime minister of Norvany, Mr. Piet Orsman, arrived on Monday. The prime minister "
        "said that he was deeply worried about the strike."
    )
    assert ("The prime minister", "Piet Orsman") in [
        (source, (name or "").removeprefix("Mr. ")) for source, name in speakers(text)
    ]


def test_the_company_is_the_one_mentioned() -> None:
    text = (
        "Halcross Home recalled 12,000 heaters on Monday. Halcross Home shares fell. The company "
        "said that it was sorry, and that nobody had been hurt."
    )
    assert ("The company", "Halcross Home") in speakers(text)


def test_scores_are_shares() -> None:
    _, _, resolution = resolved(BLAST)
    assert all(0 < s.score <= 1 for s in resolution.speakers if s)


@pytest.mark.parametrize(
    "text",
    [
        "Katrin Voslund said the minister had told her that the silo would be closed by Friday.",
        "“The minister told me that the silo would close,” Katrin Voslund said on Monday.",
    ],
)
def test_no_speaker_is_the_person_spoken_of(text: str) -> None:
    speaker_of = dict(speakers(text))
    assert speaker_of["Katrin Voslund"] == "Katrin Voslund"
    (name,) = {name for source, name in speaker_of.items() if "minister" in source.casefold()}
    assert (name or "").casefold() == "the minister"
