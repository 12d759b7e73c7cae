"""A reader's names made fit to be joined: cut at sentences, with one type each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from whence.lang import words as words_in
from whence.records import Mention, Place, Report, Span
from whence.resolve.people.gender import of_name
from whence.resolve.people.name_forms import key, person_name, plain
from whence.resolve.people.word_lists import (
    BODIES,
    COMPANIES,
    CORPORATE,
    CORPORATE_NOUNS,
    COURTESY,
    DEPARTMENTS,
    DOCUMENTS,
    GENERIC_NAMES,
    IN_BUSINESS,
    MAKERS,
    NAME_ENDINGS,
    OF_A_COUNTRY,
    PREPOSITIONS,
    ROLES,
    TITLES,
    singular,
)
from whence.syntax import Tree

#: A name ends with its line, its sentence, and before what is in parentheses after it.
_END = re.compile(
    r"\s*\n|(?<=[a-z]{3})[.!?][\"”’]?\s+(?=[A-Z])|[.!?][\"”]\s+(?=[A-Z])|\s+[(\[](?=[^)\]]*$)"
)
#: Where and by whom a report was filed: "BRENFORD (KNN) -", "PORT SULLA, 4 March —".
_FILED = re.compile(
    r"(?P<place>[A-Z][A-Z'’. -]+[A-Z])(?:,[^\n—–()]{0,40})?(?:\s*\([\w. ]+\))?\s*(?:[—–-]|--)\s"
    r"|(?P<agency>[A-Z][A-Z'’. -]+[A-Z])\s*\([A-Z][\w. ]+\)",
    re.MULTILINE,
)
_OWNED = re.compile(r"['’]s?\s+(?:(?:former|acting|new|deputy)\s+)?(\w+)")
_HELD = re.compile(
    r"\b(?:minister|president|premier|king|queen|governor|mayor|ambassador|people|city|town|village"
    r"|port|republic|kingdom|government|capital) of $",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(r"([\w-]+)\s+$")
#: "The insurance company, Padma General, rejected" and "Padma General, an insurer based in Dhaka,".
_BODY_BEFORE = re.compile(
    r"(?:\b([\w-]+)\s+)?\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+"
    r"(?:(?!(?:of|for|at|in|from|to)\b)[\w’'-]+\s+){0,4}?([\w-]+)(?:\s+(?:that|which)\s[^,.;\n]{1,40})?,\s+$"
)
_BODY_BEHIND = re.compile(
    r",\s+(?:an?|the)\s+(?:(?!(?:of|for|at|in|from|to)\b)[\w-]+\s+){0,4}?([\w-]+)(?=[,.]|\s+(?:that|which|based|in|of|from)\b)"
)
#: Party and state of an American politician.
_PARTY = re.compile(r"[RDI]-[A-Z][A-Za-z.]*(?: [A-Z][a-z]+\.?)?")
_OFFICE_BEFORE = re.compile(r"\b([\w-]+) (?:of|for|in|at) (?:the )?[A-Z][\w’' -]{1,40}, $")
_ENDS_PHRASE = re.compile(
    r"[,.;:)]|\s+(?:is|was|will|would|has|had|can|could|should|to|in|on|at|and|from|by|with)\b"
)
_PLACES = words_in("places", "ordinary words") | words_in("places", "facilities")
_SMALL = frozenset({"of", "the", "and", "for", "in"})
#: An age or a description between commas behind a name: "Sydney Lisbon, a potter, won".
_OF_PERSON = re.compile(
    r",\s+(?:(?P<age>\d{1,2})|(?:an?|the|his|her|their)\s+(?P<what>[a-z][a-z -]{2,40}))(?=,)"
)
#: After these comes a place, or what is as good as one.
_OF_PLACES = frozenset(
    {"in", "at", "near", "from", "into", "to", "outside", "around", "across", "through", "towards"}
)
#: A courtesy within a name: "Eurosceptic Mr Orban" is called Orban.
_COURTESY_INSIDE = re.compile(r"\s(?:Mr|Mrs|Ms|Dr)\.?\s+(?=[A-Z])")
#: A type that the reader is so sure of is not changed by a first name: "Michael Kors".
_SURE = 0.9
#: Titles before a person's name and before no body's.
_BEFORE_NAMES = frozenset(
    """judge justice captain colonel general sergeant detective inspector constable lieutenant major
    dr prof professor mr mrs ms miss sir senator governor mayor bishop archbishop sheriff""".split()
)
#: What a name without a first name is called as, right before it: "the shipping line Norsund".
_KINDS = COMPANIES | {"line", "party", "newspaper", "charity", "union", "agency", "broadcaster"}


def persons_apart(
    tree: Tree, mentions: Sequence[Mention], toponyms: Sequence[tuple[Mention, Place | None]]
) -> tuple[list[Mention], list[tuple[Mention, Place | None]]]:
    """Persons whom the reader took for places put among the names.

    A surname may be a town's: "Clara London ... London said"; after a preposition it is the town.
    So may a first name whose town is not known ("Florence Adeyemi ... Florence was flying a kite"),
    and a name of several words that is no place's and by the syntax a person's.
    """
    text = tree.text
    whole = [
        words
        for mention in mentions
        if mention.type == "person" and len(words := person_name(mention.span.of(text)).split()) > 1
    ]
    last, first = {key(words[-1]) for words in whole}, {key(words[0]) for words in whole}
    people, places = list(mentions), []
    for mention, place in toponyms:
        before = _KIND_BEFORE.search(text, max(0, mention.span.start - 20), mention.span.start)
        word = before[1].lower() if before is not None else ""
        # "the arrest of Salem": only after some prepositions must there be a place
        held = _HELD.search(text, max(0, mention.span.start - 30), mention.span.start)
        where = word in _OF_PLACES and (place is not None or word != "to")
        governed = where or held is not None
        name = key(plain(mention.span.of(text)))
        own = name in last or (place is None and name in first)
        unknown = place is None and " " in mention.span.of(text)
        own = own or (unknown and word.strip(".") in COURTESY | {"dr"} and before is not None)
        if not governed and (
            own or (unknown and (_is_person(tree, mention) or _is_called_so(text, mention.span)))
        ):
            people = [m for m in people if m.span != mention.span]
            people.append(msgspec.structs.replace(mention, type="person"))
        else:
            places.append((mention, place))
    return people, places


def _is_person(tree: Tree, mention: Mention) -> bool:
    found = [tree.words[i].mention for i in tree.within(mention.span)]
    behind = _OF_PERSON.match(tree.text, mention.span.end)
    role = behind is not None and not ROLES.isdisjoint((behind["what"] or "").split()[-1:])
    aged = behind is not None and behind["age"] is not None
    return role or aged or ("person" in found and not {"place", "organization"} & set(found))


def _is_called_so(text: str, span: Span) -> bool:
    """Whether a first name, or the office before it ("the mayor of Kisumu,"), is a person's."""
    words = span.of(text).split()
    if len(words) in (2, 3) and of_name(words[0]) is not None:
        return not _PLACES.intersection(word.lower() for word in words)
    before = _OFFICE_BEFORE.search(text, max(0, span.start - 60), span.start)
    closed = text[span.end : span.end + 1] in (",", ".")
    return before is not None and closed and singular(before[1].lower()) in ROLES | TITLES


def clean(
    report: Report,
    mentions: Sequence[Mention],
    toponyms: Sequence[tuple[Mention, Place | None]],
) -> list[Mention]:
    """The names that are no toponyms, each trimmed and of one type in all the report."""
    text = report.text
    taken = {mention.span for mention, _ in toponyms}
    places = {key(plain(span.of(text))) for span in taken}
    filed = _filed(text)
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    remaining = []
    called = {key(plain(mention.span.of(text))) for mention in mentions}
    for mention in (_without_kind(text, m, called) for m in mentions):
        if mention.type == "place" or mention.span in taken:
            continue
        span = _trimmed(text, mention.span)
        if span is None or any(span.overlaps(other) for other in taken if other != span):
            span = mention.span if span is not None else None
        if span is None:
            continue
        kind = mention.type
        if kind == "person":
            span = _without_office(text, span)
        if _names_nobody(text, span):
            continue
        if any(place.covers(span) for place in filed):
            kind = "place"
        remaining.append(msgspec.structs.replace(mention, span=span, type=kind))
        votes[key(plain(span.of(text)))][_typed(text, remaining[-1])] += 0.01 + mention.score
    alone = {key(m.span.of(text)) for m in remaining if m.type == "person"}
    remaining = [_named_again(text, mention, alone) for mention in remaining]
    for name in _shortened(text, remaining):
        votes[name]["organization"] += len(remaining)
    for name, counts in votes.items():
        if name in places and max(counts, key=lambda k: counts[k]) == "person" and " " not in name:
            counts["place"] += counts["person"] + 1.0 if counts["person"] < 1.0 else 0.0
    types = {name: max(counts, key=lambda k: counts[k]) for name, counts in votes.items()}
    _shorten(types)
    return [msgspec.structs.replace(m, type=types[key(plain(m.span.of(text)))]) for m in remaining]


def _names_nobody(text: str, span: Span) -> bool:
    """Whether a name's words are a party's, a rank's after a name, or an office in capitals.

    "Sen. Garrett Holloway, R-Mo.", "Hugh Southey QC", "Goalkeeper and plumber Snorri Lund", "the
    Commissioner for Health, Hadiza Gumel".
    """
    word = span.of(text).lower().strip(".")
    head, _, rest = word.partition(" ")
    if head in ROLES and rest.startswith(("for ", "of ")):
        return True
    office = word in ROLES - TITLES and text[span.end : span.end + 1] == " "
    named = text[span.end : span.end + 1] == " " and text[span.end + 1 : span.end + 2].isupper()
    office = office or (word in _KINDS | MAKERS and named and _begins_sentence(text, span.start))
    return office or word in NAME_ENDINGS or bool(_PARTY.fullmatch(text, span.start, span.end))


def _named_again(text: str, mention: Mention, alone: set[str]) -> Mention:
    """A body of two words that is called by its second as a person is: "Ana Ruivo ... Ruivo"."""
    words = person_name(mention.span.of(text)).split()
    person = len(words) == 2 and key(words[1]) in alone and of_name(words[0]) is not None
    return msgspec.structs.replace(mention, type="person") if person else mention


def _shorten(types: dict[str, str]) -> None:
    """Gives a body's short name the body's type: "Thornmere Water ... Thornmere said"."""
    firsts = {
        name.split()[0] for name, kind in types.items() if kind == "organization" and " " in name
    }
    of_people = {
        word for name, kind in types.items() if kind == "person" and " " in name
        for word in name.split()
    }  # fmt: skip
    for name, kind in types.items():
        if kind == "person" and name in firsts - of_people:
            types[name] = "organization"


def _filed(text: str) -> list[Span]:
    """The places of datelines, at the beginnings of lines."""
    found = []
    for match in _FILED.finditer(text):
        if match.start() == 0 or text[match.start() - 1] == "\n":
            name = "place" if match["place"] else "agency"
            found.append(Span(match.start(name), match.end(name)))
    return found


def _trimmed(text: str, span: Span) -> Span | None:
    match = _END.search(text, span.start, span.end)
    if match is None:
        return span
    return Span(span.start, match.start()) if match.start() > span.start + 1 else None


def _shortened(text: str, mentions: Sequence[Mention]) -> list[str]:
    """Names made of a body's initials after it: "the Congress of Trade Unions (Cotu)"."""
    ends = {m.span.end: m for m in mentions if m.type == "organization"}
    found = []
    for mention in mentions:
        start, name = mention.span.start, mention.span.of(text)
        body = ends.get(start - 2) if text[max(0, start - 2) : start] == " (" else None
        if body is None or " " in name:
            continue
        words = key(plain(body.span.of(text))).split()
        shorter = "".join(word[0] for word in words if word not in _SMALL)
        if name.lower() in ("".join(word[0] for word in words), shorter):
            found.append(key(plain(name)))
    return found


def _without_office(text: str, span: Span) -> Span:
    """A person's name without the end of the office before it, or the country after it.

    "Superintendent of [Police] Rao", "Eurosceptic Mr Orban", "Joris van Hecke of Belgium".
    """
    if courtesy := _COURTESY_INSIDE.search(text, span.start, span.end):
        return Span(courtesy.end(), span.end)
    name, of, _ = span.of(text).partition(" of ")
    if of and " " in name and not TITLES & {word.strip(".").lower() for word in name.split()}:
        return Span(span.start, span.start + len(name))  # "Joris van Hecke of Belgium"
    first, _, rest = span.of(text).partition(" ")
    whole = len(rest.split()) > 1 and len(rest.split()[0].strip(".")) > 1
    if whole and first.lower() in ROLES - TITLES and _begins_sentence(text, span.start):
        return Span(span.end - len(rest), span.end)  # "Courier Bashir Noor", not "Baker Mayfield"
    held = text[max(0, span.start - 4) : span.start].lower().endswith(" of ")
    body = first.lower() in BODIES and " " in rest  # "Defence Committee Franz Klint"
    if (body or (held and first.lower() in DEPARTMENTS)) and rest[:1].isupper():
        return Span(span.end - len(rest), span.end)
    return span


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" “\"'‘")
    return not before or before[-1] in ".!?\n:"


def _without_kind(text: str, mention: Mention, others: AbstractSet[str]) -> Mention:
    """A body's name without its kind at a sentence's start, where it has the name alone, too.

    "[Carmaker] Norvane is recalling vans ... Norvane said".
    """
    first, _, rest = mention.span.of(text).partition(" ")
    kind = first.lower() in _KINDS | MAKERS and mention.type in ("organization", "person")
    if not kind or key(rest) not in others or not _begins_sentence(text, mention.span.start):
        return mention
    name = Span(mention.span.end - len(rest), mention.span.end)
    return msgspec.structs.replace(mention, span=name, type="organization", score=1.0)


def _typed(text: str, mention: Mention) -> str:
    """Its type, an organization's where its own words or those before it say."""
    before = _KIND_BEFORE.search(text, max(0, mention.span.start - 20), mention.span.start)
    if mention.type != "person":
        return "person" if _is_a_person(text, mention, before) else mention.type
    words = person_name(mention.span.of(text)).split()
    if not words:
        return mention.type
    if "&" in mention.span.of(text):
        return "organization"  # "Marlow & Finch"
    titled = mention.span.of(text).split()[0].strip(".").lower() in TITLES
    last = words[-1].lower()
    if len(words) > 1 and not titled and last in CORPORATE_NOUNS - GENERIC_NAMES:
        return "organization"
    owned = _OWNED.match(text, mention.span.end)
    if len(words) == 1 and not titled and owned and owned[1] in OF_A_COUNTRY:
        return "place"
    if len(words) == 1 and _HELD.search(text, max(0, mention.span.start - 30), mention.span.start):
        return "place"  # "the prime minister of Norvany"
    if not titled and before and before[1] == "the" and _ENDS_PHRASE.match(text, mention.span.end):
        return "other"  # "known as the Falcon Heavy": no person has an article
    if len(words) == 1 and before and before[1] in _KINDS:
        return "organization"
    if before and before[1].lower() in MAKERS and of_name(words[0].lower()) is None:
        return "organization"  # "the drugmaker Calvera"
    if not titled and _is_apposed_to_body(text, mention):
        return "organization"
    return mention.type


def _is_a_person(text: str, mention: Mention, before: re.Match[str] | None) -> bool:
    """Whether a title, or a first name that the reader doubted, shows that a name is a person's."""
    if mention.type in ("other", "group", "product") and _is_titled(text, mention, before):
        return True
    if mention.type == "organization" and _is_officer(text, mention, before):
        return True
    words = mention.span.of(text).lower().split()
    role = before[1] if before else ""
    of_person = role.islower() and role in ROLES - IN_BUSINESS
    bodily = BODIES | CORPORATE_NOUNS | COMPANIES | CORPORATE | DOCUMENTS
    doubted = mention.type in ("organization", "other") and mention.score < _SURE
    if mention.type == "organization" and of_person and len(words) in (2, 3):
        return not bodily & {*words}  # "fumed trader Akosua Bredu"
    # Of names of two or three words that begin so 97 in 100 are, in the worldwide newswire set.
    named = len(words) in (2, 3) and of_name(words[0]) is not None
    return doubted and named and not bodily & {*words}


def _is_apposed_to_body(text: str, mention: Mention) -> bool:
    """Whether a description right beside a name, between commas, is that of a company or body.

    A carrier may be a firm or carry mail: then the name decides.
    """
    before = _BODY_BEFORE.search(text, max(0, mention.span.start - 90), mention.span.start)
    if before and text[mention.span.end : mention.span.end + 1] == ",":
        # "The chief of the rescue service, Owen Tarl,": what depends on a preposition is not him
        free = before[1] is None or before[1].lower() not in PREPOSITIONS
        named = of_name(mention.span.of(text).split()[0]) is not None
        of_one = before[2] in IN_BUSINESS and (named or mention.score >= _SURE)
        return free and before[2] in COMPANIES | BODIES and not of_one
    behind = _BODY_BEHIND.match(text, mention.span.end)
    return behind is not None and behind[1] in COMPANIES | BODIES


def _is_officer(text: str, mention: Mention, before: re.Match[str] | None) -> bool:
    """Whether a title comes before a name of two words that is no body's: "Judge Malachy Roe"."""
    words = mention.span.of(text).split()
    title = before[1] if before else ""
    if not title[:1].isupper() or title.strip(".").lower() not in _BEFORE_NAMES:
        return False
    bodily = BODIES | CORPORATE_NOUNS | COMPANIES
    return len(words) in (2, 3) and not bodily & {word.lower().strip(".,") for word in words}


def _is_titled(text: str, mention: Mention, before: re.Match[str] | None) -> bool:
    """Whether a courtesy title, or a doctor's, comes before the name or begins it."""
    first = mention.span.of(text).split(None, 1)[:1]
    titles = [*first, before[1] if before else ""]
    return any(t[:1].isupper() and t.strip(".").lower() in COURTESY | {"dr"} for t in titles)
