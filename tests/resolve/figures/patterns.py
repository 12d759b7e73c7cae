"""The simplest sentences that say how many: every role, in every order and voice, made by rule.

Beside each sentence are what it says: a role and a number. Then what may be added without
changing it, and the ways to say that it has not come about.
"""

from __future__ import annotations

from itertools import cycle
from typing import NamedTuple


class Example(NamedTuple):
    """A text, and the report's own total of a role in it, None where it gives none."""

    text: str
    role: str
    value: float | None


class Verb(NamedTuple):
    """How a role is expressed: by whom, in the active, as a participle, in -ing, and of whom."""

    role: str
    doer: str
    active: str
    passive: str
    ing: str
    people: str


VERBS = (
    Verb("killed", "the blast", "killed", "killed", "killing", "people"),
    Verb("injured", "the storm", "injured", "injured", "injuring", "workers"),
    Verb("captured", "the rebels", "captured", "captured", "capturing", "soldiers"),
    Verb("captured", "the gunmen", "kidnapped", "kidnapped", "kidnapping", "teachers"),
    Verb("detained", "officers", "arrested", "arrested", "arresting", "protesters"),
    Verb("displaced", "the flood", "displaced", "displaced", "displacing", "villagers"),
    Verb("evacuated", "firefighters", "evacuated", "evacuated", "evacuating", "residents"),
    Verb("rescued", "divers", "rescued", "rescued", "rescuing", "sailors"),
    Verb("affected", "the gas", "sickened", "sickened", "sickening", "pupils"),
    Verb("killed", "the fire", "killed", "killed", "killing", "miners"),
)
SPEAKERS = (
    "the mayor", "Mara Holt", "police", "the governor's office", "a doctor",
    "Mara Holt, the mayor,", "rescuers", "a village elder",
)  # fmt: skip
NUMBERS = (("nine", 9), ("12", 12), ("forty-two", 42), ("1,250", 1250), ("17", 17), ("three", 3))
ORDERS = (
    "{Doer} {active} {n} {people}, {speaker} said.",
    "{Speaker} said {doer} {active} {n} {people}.",
    "{N} {people} were {passive}, {speaker} said.",
    "{Speaker} said {n} {people} were {passive}.",
    "According to {speaker} {n} {people} were {passive}.",
    "{N} {people} were {passive} in Harrow, according to {speaker}.",
    "{N} {people}, {speaker} said, were {passive}.",
    "{N} {people} have been {passive}, said {speaker}.",
    "In Harrow, {n} {people} were {passive} on Monday, {speaker} told reporters.",
    "It happened at dawn in Harrow, {ing} {n} {people}, {speaker} said.",
    "“{N} {people} were {passive},” {speaker} said.",
    "{Speaker} confirmed that {n} {people} had been {passive}.",
)
#: What may be added to a sentence, and mentions nobody harmed.
ADDED = (
    "By Ada Venn\n\n{text}",
    "{text} Omar Sale, 34, a baker, lives in the street.",
    "{text} The minister met 40 journalists on Tuesday.",
    "{text} “It was terrible,” said Ines Orm, 27, a teacher.",
    "{text} The mayor visited the place with two aides.",
)
#: Ways to say that it has not come about, or that nobody knows.
NOT_SO = (
    "If the wall breaks, {n} {people} could be {passive}.",
    "{N} {people} may have been {passive}, {speaker} said.",
    "Asked whether {n} {people} had been {passive}, {speaker} did not answer.",
    "{Speaker} denied that {n} {people} had been {passive}.",
    "It is untrue that {n} {people} were {passive}, {speaker} said.",
    "{N} {people} were not {passive}.",
    "Were {n} {people} {passive}?",
    "The drill imagined that {n} {people} were {passive}.",
    "{N} {people} would have been {passive} without the alarm.",
    "{Speaker} feared that {n} {people} had been {passive}.",
)


def _filled(order: str, verb: Verb, speaker: str, number: str) -> str:
    own = speaker
    if order.startswith("According") and not own.endswith(","):
        own += ","
    if (
        not order.startswith(("According", "{Speaker}"))
        and own.endswith(",")
        and (order.endswith("{speaker}."))
    ):
        own = own.rstrip(",")
    return order.format(
        **verb._asdict(), n=number, N=number.capitalize(), speaker=own,
        Speaker=own[0].upper() + own[1:], Doer=verb.doer[0].upper() + verb.doer[1:],
    )  # fmt: skip


def simplest() -> list[Example]:
    """One sentence for each verb in each order: 120."""
    speakers, numbers = cycle(SPEAKERS), cycle(NUMBERS)
    found = []
    for verb in VERBS:
        for order in ORDERS:
            words, value = next(numbers)
            found.append(Example(_filled(order, verb, next(speakers), words), verb.role, value))
    return found


def added() -> list[Example]:
    """Sentences with something beside them that changes no total."""
    plain = simplest()[::5]
    return [
        Example(more.format(text=one.text), one.role, one.value)
        for one, more in zip(plain, cycle(ADDED), strict=False)
    ]


def not_so() -> list[Example]:
    """Sentences about what nobody asserts."""
    speakers, numbers = cycle(SPEAKERS), cycle(NUMBERS)
    return [
        Example(_filled(order, verb, next(speakers), next(numbers)[0]), verb.role, None)
        for verb in VERBS[::2]
        for order in NOT_SO
    ]
