"""Names of places in invented copy, and where on earth they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chance import tried
from tests.readings import empty, report
from tests.resolve.readings import resolved
from whence import bootstrap
from whence.records import Mention, Place, Span
from whence.resolve.places import Gazetteer, locate


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.open(bootstrap.data("gazetteer"))


def place_of(text: str, words: str, **metadata: str) -> Place | None:
    """The place of the mention that begins with the words."""
    one, _, resolution = resolved(text, **metadata)
    found = [
        entity.place
        for entity in resolution.entities
        for mention in entity.mentions
        if entity.type == "place" and mention.span.of(one.text).startswith(words)
    ]
    assert found, f"{words} is no place in {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "country", "admin1"),
    [
        ("Officials in Paris said on Monday that talks had failed.", "Paris", "FR", "FR-IDF"),
        ("A tornado hit Paris, Texas, on Monday, police said.", "Paris", "US", "US-TX"),
        ("SPRINGFIELD, Ill. (Wire) - The mayor resigned.", "SPRINGFIELD", "US", "US-IL"),
        ("Drones struck the Kursk region of Russia overnight.", "Kursk", "RU", "RU-KRS"),
        ("Shelling killed two in Kharkiv Oblast, Ukraine said.", "Kharkiv", "UA", "UA-63"),
        ("Gunmen raided villages in the state of Kano, Nigeria.", "", "NG", "NG-KN"),
        ("Troops advanced in Donbas, Ukraine's president said.", "Donbas", "UA", None),
        ("Thousands fled the Gaza Strip on Friday.", "Gaza Strip", "PS", None),
        ("Lawmakers in Georgia voted on a bill in Tbilisi.", "Georgia", "GE", None),
        ("Voters in Georgia went to the polls in Atlanta and Savannah.", "Georgia", "US", "US-GA"),
        ("Police in Jordan, Minnesota, found the boy.", "Jordan", "US", "US-MN"),
    ],
)
def test_where(text: str, words: str, country: str, admin1: str | None) -> None:
    one, _, resolution = resolved(text)
    if words:
        found = place_of(text, words)
    else:
        places = [e.place for e in resolution.entities if e.type == "place" and e.place]
        found = next((p for p in places if p.admin1 == admin1), None)
    assert found, one.text
    assert found.country == country
    if admin1:
        assert found.admin1 == admin1


def test_a_list_is_no_container() -> None:
    text = "Flights from Boston, New York and Washington were cancelled."
    boston = place_of(text, "Boston")
    assert boston
    assert boston.admin1 == "US-MA"


def test_the_papers_own_region_decides() -> None:
    text = "The council in Richmond voted on Tuesday to close the school."
    at_home = place_of(text, "Richmond", publisher="richmond.example.uk")
    assert at_home
    assert at_home.country == "GB"


def test_one_name_has_one_sense() -> None:
    text = "A fire broke out in Paris, Texas. Firefighters from Paris were called."
    one, _, resolution = resolved(text)
    states = {
        entity.place.admin1
        for entity in resolution.entities
        for mention in entity.mentions
        if entity.place and mention.span.of(one.text) == "Paris"
    }
    assert states == {"US-TX"}


def test_two_counties_of_one_phrase() -> None:
    text = "Storms hit Barrow and Jackson counties in Georgia, the state said. Atlanta was spared."
    gazetteer = _gazetteer()
    one = report(text)
    start = text.index("Barrow")
    phrase = Span(start, text.index(" in Georgia"))
    georgia = Span(text.index("Georgia"), text.index("Georgia") + 7)
    mentions = [Mention(span=s, type="place", score=1.0) for s in (phrase, georgia)]
    found = _located(text, mentions, gazetteer)
    assert [t.mention.span.of(text) for t in found[:2]] == ["Barrow", "Jackson counties"]
    assert one.text == text


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("the US state of Texas", ["US", "Texas"]),
        ("Jiangsu province of eastern China", ["Jiangsu province", "China"]),
        ("South African region KwaZulu-Natal", ["KwaZulu-Natal"]),
        ("Mashonaland West and Manicaland", ["Mashonaland West", "Manicaland"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("central Democratic Republic of Congo", ["central Democratic Republic of Congo"]),
        ("People's Republic of China", ["People's Republic of China"]),
    ],
)
def test_the_places_of_one_phrase(phrase: str, names: list[str]) -> None:
    text = f"Floods hit {phrase} on Monday."
    start = text.index(phrase)
    mention = Mention(span=Span(start, start + len(phrase)), type="place", score=1.0)
    found = _located(text, [mention], _gazetteer())
    assert [t.mention.span.of(text) for t in found] == names
    assert all(t.place for t in found)


@pytest.mark.parametrize("kind", ["organization", "group", "facility"])
def test_a_country_is_a_place_whatever_the_reader_takes_it_for(kind: str) -> None:
    text = "Talks between Norway and the port of Sulla began."
    start = text.index("Norway")
    mention = Mention(span=Span(start, start + 6), type=kind, score=0.9)
    (found,) = _located(text, [mention], _gazetteer())
    assert found.place
    assert found.place.country == "NO"


def test_a_continent_is_no_village_of_its_name() -> None:
    place = place_of("The illness spread across Africa and Mexico last year.", "Africa")
    assert place
    assert place.precision == "region"


def _located(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Any]:
    one = report(text)
    reading = msgspec.structs.replace(empty(one), entities=tuple(mentions))
    return locate(one, reading, gazetteer)


NAMES = st.sampled_from(
    ["Paris", "Texas", "Georgia", "LONDON", "the US state of", "Kursk region", "county of", "St. "]
)


@given(st.lists(NAMES | st.text(max_size=8), max_size=8))
@settings(max_examples=tried(100))
def test_any_names_are_places_that_are_there_or_none(words: list[str]) -> None:
    text = ", ".join(words)
    gazetteer = _gazetteer()
    mentions, start = [], 0
    for word in words:
        mentions.append(Mention(span=Span(start, start + len(word)), type="place", score=0.9))
        start += len(word) + 2
    for toponym in _located(text, [m for m in mentions if m.span.start < m.span.end], gazetteer):
        span = toponym.mention.span
        assert 0 <= span.start < span.end <= len(text)
        if toponym.place:
            assert -90 <= toponym.place.lat <= 90
            assert -180 <= toponym.place.lon <= 180


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The probe is heading for Mars, the agency said.", "Mars"),
        ("A man was shot in Springfield on Monday, police said.", "Springfield"),
        ("Gunmen attacked Nairobi's Westgate on Saturday, Kenya's president said.", "Westgate"),
        ("She pleaded guilty in the Southern District of Ohio on Monday.", "Southern District"),
        ("Schools in the North West closed, Nigeria's government said.", "North West"),
        ("The U.N. sent monitors to Kabul, Afghanistan, on Friday.", "U.N."),
    ],
)
def test_what_is_not_sure_has_no_place(text: str, words: str) -> None:
    start = text.index(words)
    mention = Mention(span=Span(start, start + len(words)), type="place", score=0.9)
    names = ("Nairobi", "Kenya", "Ohio", "Nigeria", "Kabul", "Afghanistan")
    others = [
        Mention(span=Span(at, at + len(name)), type="place", score=0.99)
        for name in names
        if (at := text.find(name)) >= 0
    ]
    found = _located(text, [mention, *others], _gazetteer())
    place_by_name = {t.mention.span.of(text): t.place for t in found}
    assert place_by_name[words] is None
    assert all(place for name, place in place_by_name.items() if name != words)


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("The tram overturned in New Town, south east London, at dawn.", "south east London", "GB"),
        ("A tower fell in the Korean port of Busan and one in Ghent.", "Ghent", "BE"),
        ("Storms hit Mars, Pennsylvania, on Tuesday.", "Mars", "US"),
        ("The envoy flew from Niamey, Niger, on Sunday.", "Niger", "NE"),
        ("The Democratic People's Republic of Korea fired a missile.", "Korea", "KP"),
    ],
)
def test_the_words_around_a_name_say_where_it_is(text: str, words: str, country: str) -> None:
    names = {words} | {n for n in ("Busan", "Pennsylvania", "Niamey") if n in text}
    mentions = [
        Mention(span=Span(at, at + len(name)), type="place", score=0.99)
        for name in sorted(names, key=text.index)
        if (at := text.index(name)) >= 0
    ]
    found = _located(text, mentions, _gazetteer())
    place = next(t.place for t in found if t.mention.span.of(text) == words)
    assert place is not None
    assert place.country == country


def test_counties_of_a_list_are_counties() -> None:
    text = "Schools in Barrow, Jackson and Madison counties in Georgia closed. So did Atlanta's."
    mentions = [
        Mention(span=Span(at, at + len(name)), type="place", score=0.99)
        for name in ("Barrow", "Jackson", "Madison", "Georgia", "Atlanta")
        if (at := text.index(name)) >= 0
    ]
    found = _located(text, mentions, _gazetteer())
    assert [t.place.name for t in found[:3] if t.place] == [
        "Barrow County", "Jackson County", "Madison County",
    ]  # fmt: skip
    assert {t.place.admin1 for t in found if t.place} == {"US-GA"}
