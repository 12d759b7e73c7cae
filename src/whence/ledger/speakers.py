"""Who speaks in the ledger's reports, under which names: the queries; `people` joins the names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import product

from sqlalchemy import Connection, func, select

from whence.ledger import decisions, queries
from whence.ledger import person_merging as ledger_people
from whence.ledger.conditions import called, in_force
from whence.ledger.query_types import Filters, Person
from whence.ledger.schema import (
    claim_speakers,
    claims,
    name_words,
    names,
    readings,
    reports,
    speakers,
)
from whence.records.name_keys import folded

#: Words in one statement: databases limit its parameters.
_MANY = 500


def people(
    connection: Connection, name: str | None = None, *, most: int | None = None
) -> list[Person]:
    """Who speaks, those of most claims first; `name` limits it to names with these words.

    The words may be the beginnings of those in a name, but where more than `most` names have them
    so they must be whole.
    """
    wanted = (
        select(
            names.c.id,
            names.c.name,
            names.c.folded,
            names.c.type,
            speakers.c.descriptions,
            func.count(readings.c.report.distinct()).label("reports"),
            func.count(claims.c.id).label("claims"),
        )
        .select_from(
            speakers.join(readings, readings.c.id == speakers.c.reading)
            .join(reports, reports.c.id == readings.c.report)
            .join(names, names.c.id == speakers.c.name)
            .outerjoin(claims, claims.c.speaker == speakers.c.id)
        )
        .where(in_force(), names.c.named)
        .group_by(names.c.id, speakers.c.descriptions)
        .order_by(names.c.id, speakers.c.descriptions)
    )
    decided = decisions.name_pairs(connection)
    akin = _akin(connection, name, decided, most) if name else None
    if akin is not None:
        if not akin:
            return []
        wanted = wanted.where(names.c.id.in_(akin))
    joint = _joint(connection, akin)
    spoke = []
    for row in connection.execute(wanted):
        # The claims of joint speakers are counted by name: with the first row of each.
        said = row.claims + joint.pop(row.id, 0)
        spoke.append(
            ledger_people.Spoke(row.name, row.type, row.folded, row.descriptions, row.reports, said)
        )
    found = ledger_people.joined(
        ledger_people.by_calling(spoke),
        lambda names: _company(connection, names),
        decided,
    )
    terms = folded(name or "").split()
    return [person for person in found if _is_called(person, terms)]


def days(connection: Connection, filters: Filters) -> list[tuple[str, int]]:
    """How many of the claims that fit came out on each day, in order; "" means no date."""
    day = func.substr(reports.c.published_utc, 1, 10)
    wanted = queries.fitting_claims(connection, filters).with_only_columns(
        day.label("day"), func.count().label("claims")
    )
    found = connection.execute(wanted.group_by(day).order_by(day))
    return [(row.day, row.claims) for row in found]


def outlets(connection: Connection, filters: Filters, limit: int = 8) -> list[tuple[str, int]]:
    """The outlets of the claims that fit, with how many, the most first."""
    count, outlet = func.count(), reports.c.publisher
    wanted = queries.fitting_claims(connection, filters).with_only_columns(
        outlet.label("outlet"), count.label("claims")
    )
    wanted = wanted.where(outlet.is_not(None), outlet != "").group_by(outlet)
    found = connection.execute(wanted.order_by(count.desc(), outlet).limit(limit))
    return [(row.outlet, row.claims) for row in found]


def is_name(connection: Connection, name: str) -> bool:
    """Whether somebody speaks under a name with these words."""
    wanted = select(names.c.id).where(names.c.named, *called(name)).limit(1)
    return bool(folded(name)) and connection.execute(wanted).first() is not None


def who_speak(connection: Connection, called: Iterable[str]) -> frozenset[str]:
    """Those of some names that have claims, and so a page."""
    by_folded: dict[str, set[str]] = {}
    for name in called:
        by_folded.setdefault(folded(name), set()).add(name)
    by_folded.pop("", None)
    wanted = (
        select(names.c.folded)
        .distinct()
        .select_from(
            names.join(speakers, speakers.c.name == names.c.id)
            .join(readings, readings.c.id == speakers.c.reading)
            .join(reports, reports.c.id == readings.c.report)
        )
        .where(in_force(), names.c.named, names.c.folded.in_(list(by_folded)))
    )
    found = connection.execute(wanted).scalars() if by_folded else ()
    return frozenset(name for plain in found for name in by_folded[plain])


def _joint(connection: Connection, akin: Sequence[int] | None) -> dict[int, int]:
    """How many claims the speakers of these names make together with a first speaker."""
    wanted = (
        select(speakers.c.name, func.count().label("joint"))
        .select_from(
            claim_speakers.join(speakers, speakers.c.id == claim_speakers.c.speaker)
            .join(readings, readings.c.id == speakers.c.reading)
            .join(reports, reports.c.id == readings.c.report)
        )
        .where(in_force())
        .group_by(speakers.c.name)
    )
    if akin is not None:
        wanted = wanted.where(speakers.c.name.in_(akin))
    return {row.name: row.joint for row in connection.execute(wanted)}


def _akin(
    connection: Connection, name: str, decided: ledger_people.Decided, most: int | None
) -> list[int]:
    """The rows of names that contain the name, and of all that share a last name with one of them.

    With those that by decision are one with such a name, and theirs.
    """
    wanted = select(names.c.folded).where(names.c.named, *called(name))
    some = wanted if most is None else wanted.limit(most + 1)
    found = list(connection.execute(some).scalars())
    if most is not None and len(found) > most:
        exact = select(names.c.folded).where(names.c.named, *called(name, whole=True))
        found = list(connection.execute(exact.limit(most)).scalars())
    last = {_last(folded) for folded in found if folded}
    pairs = [{_last(pair[0]), _last(pair[1])} for pair, one in decided.items() if one]
    while more := {word for pair in pairs if pair & last for word in pair} - last:
        last |= more
    alike = sorted(_spelt_alike(connection, last))
    return [row for some in _parts(alike) for row in _that_end(connection, some)]


def _last(folded: str) -> str:
    """A name's last word, however it is transcribed."""
    return ledger_people.spelt(folded.rsplit(maxsplit=1)[-1])


def _spelt_alike(connection: Connection, last: Collection[str]) -> set[str]:
    """The last words of names that are transcriptions of one of these."""
    found: set[str] = set()
    word = name_words.c.word
    # Transcriptions begin alike, but for a letter that may be doubled, and "q" for "k".
    begins = {one[:2] for one in last} | {one[:1] * 2 for one in last}
    for begin in sorted({as_q for one in begins for as_q in _with_q(one)}):
        some = select(word).distinct().where(name_words.c.last)
        some = some.where(word >= begin, word < f"{begin}\U0010ffff")
        every = connection.execute(some).scalars()
        found |= {one for one in every if ledger_people.spelt(one) in last}
    return found


def _with_q(begin: str) -> set[str]:
    """How names begin that sound so: "ka", "qa"."""
    return {
        "".join(letters) for letters in product(*("kq" if one == "k" else one for one in begin))
    }


def _that_end(connection: Connection, words: Sequence[str]) -> Iterable[int]:
    """The rows of names that end with one of these words."""
    ends = select(name_words.c.name).where(name_words.c.word.in_(words), name_words.c.last)
    return connection.execute(
        select(names.c.id).where(names.c.named, names.c.id.in_(ends))
    ).scalars()


def _parts(words: Sequence[str]) -> Iterable[Sequence[str]]:
    return (words[start : start + _MANY] for start in range(0, len(words), _MANY))


def _company(connection: Connection, folded: Iterable[str]) -> dict[str, set[str]]:
    """For each of these names, those who speak in the same reports under another."""
    other, theirs = speakers.alias("other"), names.alias("theirs")
    wanted = (
        select(names.c.folded, theirs.c.folded)
        .distinct()
        .select_from(
            names.join(speakers, speakers.c.name == names.c.id)
            .join(other, other.c.reading == speakers.c.reading)
            .join(theirs, theirs.c.id == other.c.name)
        )
        .where(names.c.folded.in_(list(folded)), names.c.named, theirs.c.named)
        .where(theirs.c.folded != names.c.folded)
    )
    beside: dict[str, set[str]] = {}
    for one, another in connection.execute(wanted):
        beside.setdefault(one, set()).add(another)
    return beside


def _is_called(person: Person, terms: list[str]) -> bool:
    """Whether one of their names has a word for each term, that begins with it."""
    names = [folded(name).split() for name in person.names]
    return not terms or any(
        all(any(word.startswith(term) for word in words) for term in terms) for words in names
    )
