"""How many independent sources there are for something: the chain back from outlet to speaker.

Outlets that reprint one text are one. Outlets that cite the same speaker are one. A minister and
his ministry, a hospital and its director are one. Sources without a name, and assertions without
any source, may all go back to those that are named, so they raise only the upper count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from whence.compare.credits import AGENCIES
from whence.compare.frequencies import words_of
from whence.compare.source_identity import grouped, may_be_kin
from whence.compare.source_types import SourceKey, SourceKind, is_body
from whence.lang import words
from whence.records.amounts import many
from whence.records.claim import Role
from whence.records.finding import IndependentSources
from whence.records.fingerprint import CountSource, Fingerprint, Observation

_SMALL = frozenset("the of for in at on and his her its their a an".split())
#: An office and its holder are one source: the word for one -> the words for the other.
_OFFICES: dict[str, set[str]] = {}
for _pair in words("across", "office and body"):
    _OFFICES.setdefault(_pair.partition("=")[0], set()).add(_pair.partition("=")[2])
_AUTHORITIES = words("across", "authorities")
#: Words of authorities that others bear too, beside what they are: "chief physician".
_WEAK = frozenset({"chief", "officer"})
_NOT_THE_OFFICE = words("across", "not the office")
_PAPERS = words("people", "newspaper name")
_STATIONS = words("across", "stations")
_MEDIA, _NEWS_AGENCY = words("across", "media"), frozenset({"news", "agency"})
_AGENCY_NAMES = frozenset(" ".join(words_of(name)) for name in AGENCIES)
_SPOKESPEOPLE = words("across", "spokespeople")
#: Agencies whose name in a credit does not identify a source.
_ANY_AGENCY = frozenset({"agencies"})
#: Words for kinds of bodies: with one of the kind in an event, the word alone means it.
_KINDS = frozenset(
    "ministry hospital police council company union government army court commission".split()
)
_ACRONYM = re.compile(r"^(?:[Tt]he )?[A-Z]{2,7}$")
_TITLE = re.compile(r"^(?:dr|mr|mrs|ms|prof|sir|lt|capt|sgt|col|gen|rep|sen)$")


class Assertion(NamedTuple):
    """One count as one report gives it."""

    report: Fingerprint
    observation: Observation
    source: SourceKey


class Sources:
    """The sources of an event's reports, each with one key whatever a report calls it."""

    def __init__(
        self,
        reports: Iterable[Fingerprint],
        copies: Mapping[str, str],
        sources: Iterable[CountSource | None] = (),
    ) -> None:
        """`copies` gives, for a report that reprints another, the id of the text's first.

        `sources` are those of claims without a count.
        """
        self._copies = copies
        self._names: dict[SourceKey, str] = {}
        self._own: set[SourceKey] = set()
        reports = list(reports)
        all_sources = [
            *(t.source for fingerprint in reports for t in fingerprint.observations),
            *sources,
        ]
        given = [source for source in all_sources if source is not None]
        named = [source for source in given if is_named(source)]
        self._known = _settled(named)
        self._described = _by_description(named, self._known)
        #: by key, the words that describe a source
        self.affiliated = _affiliated(named, self._known)
        self._passed_on = self._origins(reports)

    def of(self, fingerprint: Fingerprint, count: Observation) -> SourceKey:
        """The key of the source of a count."""
        source = count.source
        if source is None or (count.standing == "hearsay" and not source.named):
            if count.standing != "hearsay" and (credited := self._credited(fingerprint)):
                return credited
            kind: SourceKind = "hearsay" if count.standing == "hearsay" else "outlet"
            return SourceKey(kind, self._copies.get(fingerprint.report, fingerprint.report))
        if is_named(source):
            key = self._known.get(_key(source), _key(source))
            if (origin := self._passed_on.get((key, count.role, count.value))) is not None:
                return origin
            self._learn(key, source)
            return key
        if (holder := self._holder(frozenset(_content(source.name)))) is not None:
            return holder  # "the regional health director", whom another report names
        key = SourceKey("unnamed", " ".join(_content(source.name)))
        self._names.setdefault(key, source.name)
        return key

    def _holder(self, called: frozenset[str]) -> SourceKey | None:
        """Who is described so: "Spokane's fire chief" too is the fire chief whom another names."""
        if called in self._described or not called.isdisjoint(_NOT_THE_OFFICE):
            return self._described.get(called)
        holders = {key for words, key in self._described.items() if words < called}
        return holders.pop() if len(holders) == 1 else None

    def _credited(self, fingerprint: Fingerprint) -> SourceKey | None:
        """The source of a report's own words: the agency it is from, or credits."""
        for name in (fingerprint.outlet or "", *fingerprint.credits):
            key = SourceKey("body", " ".join(_content(name)))
            if key in self._known and name not in _ANY_AGENCY:
                return self._known[key]
        return None

    def _origins(
        self, reports: Sequence[Fingerprint]
    ) -> dict[tuple[SourceKey, Role, float | None], SourceKey]:
        """From whom media have a count that others have from them, where that is known.

        An agency's own report gives the ministry's number, or "Kestrel reports, citing the
        ministry".
        """
        found: dict[tuple[SourceKey, Role, float | None], set[SourceKey]] = {}
        for report in reports:
            own = (report.outlet or "", *report.credits)
            for one in report.observations:
                source = one.source
                if source is None or not is_named(source) or one.value is None:
                    continue
                origin = self._known.get(_key(source), _key(source))
                for name in (*own, *one.via):
                    called = SourceKey("body", " ".join(_content(name)))
                    medium = self._known.get(called)
                    if medium is not None and medium != origin and name not in _ANY_AGENCY:
                        found.setdefault((medium, one.role, one.value), set()).add(origin)
        return {given: of.pop() for given, of in found.items() if len(of) == 1}

    def _learn(self, key: SourceKey, source: CountSource) -> None:
        """The fullest name; for a body its own rather than that of its spokesperson."""
        known = self._names.get(key, "")
        own = (source.type == "person") == (key.kind == "person")
        if not known or (own and (key not in self._own or len(source.name) > len(known))):
            self._names[key] = source.name
            if own:
                self._own.add(key)

    def name(self, key: SourceKey) -> str:
        """What a source is called in words."""
        return self._names.get(key, key.kind)


def is_named(source: CountSource) -> bool:
    """Whether a source can be identified: a name, or the one body that a description can mean."""
    return source.named or is_body(source)


def counted(
    assertions: Sequence[Assertion],
    sources: Sources,
    copies: Mapping[str, str],
    *,
    one_of_several: bool = False,
) -> IndependentSources:
    """How many independent sources some assertions have, with the reasons in words.

    `one_of_several` says that they count one person where others count more: each may mean another.
    """
    reports = {t.report.report for t in assertions}
    texts = {copies.get(report, report) for report in reports}
    keys = {t.source for t in assertions}
    named = grouped(sorted(k for k in keys if k.named), sources.affiliated)
    unnamed = sorted(k for k in keys if k.kind == "unnamed")
    unsourced = {k for k in keys if not k.given}
    reasons = [many(len(reports), "report")]
    if len(texts) != len(reports):
        reasons.append(many(len(texts), "text"))
    if named:
        names = ", ".join(" / ".join(sources.name(k) for k in group) for group in named)
        reasons.append(f"{many(len(named), 'named source')} ({names})")
    if unnamed:
        names = ", ".join(sources.name(k) for k in unnamed)
        reasons.append(f"{len(unnamed)} unnamed ({names})")
    if unsourced:
        reasons.append(f"{len(unsourced)} without a source")
    surely = _surely(named, sources)
    if _of_several(assertions) or (one_of_several and not _of_one_person(assertions)):
        reasons.append("these are counts of more than one person")
        surely = 0
    return IndependentSources(
        least=max(1, surely),
        most=max(1, surely, len(named) + len(unnamed) + len(unsourced)),
        reasons=tuple(reasons),
        known=surely > 0,
    )


def _of_several(assertions: Sequence[Assertion]) -> bool:
    """Whether counts of one person give names that share no word."""
    called = [_called(t.observation) for t in assertions if t.observation.value == 1]
    return any(one.isdisjoint(other) for one, other in combinations(called, 2) if one and other)


def _called(count: Observation) -> set[str]:
    """The words of the name of the person counted, where the report gives one."""
    names = count.people or tuple(word for word in (count.of or "").split() if word[:1].isupper())
    return {word for name in names for word in words_of(name) if len(word) > 1} - _SMALL


def _of_one_person(assertions: Sequence[Assertion]) -> bool:
    """Whether all name the one whom they count, and by one name."""
    called = [_called(t.observation) for t in assertions]
    return all(called) and bool(set.intersection(*called))


def once(sources: IndependentSources) -> IndependentSources:
    """The same for words that all quote alike: they were said once."""
    return IndependentSources(
        least=1, most=1, reasons=(*sources.reasons, "the same words are quoted: said once")
    )


def _surely(named: Sequence[Sequence[SourceKey]], sources: Sources) -> int:
    """How many of some sources are certainly different.

    Authorities may all draw on one, and a named person without a description may be a spokesperson
    of any other; a newspaper passes on what others said; kin are mixed up.
    """
    free: list[Sequence[SourceKey]] = []
    authority = unknown = False
    for group in named:
        if all(_is_paper(key, sources.affiliated.get(key, ())) for key in group):
            continue
        called = {word for key in group for word in key.words()}
        known = {word for key in group for word in sources.affiliated.get(key, ())}
        described = called | known
        plain = described - _WEAK  # a chief physician is no police chief
        if (plain or described) & _AUTHORITIES:
            authority = True
        elif not known and all(key.kind == "person" for key in group):
            unknown = True
        elif not any(may_be_kin(k, other) for k in group for one in free for other in one):
            free.append(group)
    return len(free) + authority or int(unknown)


def _is_paper(key: SourceKey, described: Collection[str]) -> bool:
    called = key.words()
    return key.kind == "body" and bool(
        _PAPERS & set(called[-1:])
        or key.name in _AGENCY_NAMES
        or _STATIONS & set(called)
        or _MEDIA & set(described)
        or set(described) >= _NEWS_AGENCY
    )


def _key(source: CountSource) -> SourceKey:
    kind: SourceKind = "person" if source.type == "person" and not is_body(source) else "body"
    return SourceKey(kind, " ".join(_content(source.name)))


def _affiliated(
    sources: Sequence[CountSource], known: Mapping[SourceKey, SourceKey]
) -> dict[SourceKey, set[str]]:
    """What the named sources are, in the words for them, common words aside."""
    found: dict[SourceKey, set[str]] = {}
    for source in sources:
        described = found.setdefault(known.get(_key(source), _key(source)), set())
        for description in source.descriptions:
            described |= set(_content(description)) - (_SPOKESPEOPLE - _AUTHORITIES)
    return found


def _by_description(
    sources: Sequence[CountSource], known: Mapping[SourceKey, SourceKey]
) -> dict[frozenset[str], SourceKey]:
    """The named person in another report whom a description means; where two fit, nobody."""
    found: dict[frozenset[str], set[SourceKey]] = {}
    for source in sources:
        if not source.named:
            continue
        for description in source.descriptions:
            content = frozenset(_content(description))
            if len(content) > 1:  # "the director" may be that of any body
                found.setdefault(content, set()).add(known.get(_key(source), _key(source)))
    return {content: keys.pop() for content, keys in found.items() if len(keys) == 1}


def _content(name: str) -> list[str]:
    return [w for w in words_of(name) if w not in _SMALL and not _TITLE.match(w) and len(w) > 1]


def _settled(sources: Sequence[CountSource]) -> dict[SourceKey, SourceKey]:
    """Every key to the one that represents its source."""
    people: dict[SourceKey, set[str]] = {}
    bodies: dict[SourceKey, set[str]] = {}
    for source in sources:
        if _key(source).kind == "person":
            offices = {
                word for description in source.descriptions for word in _offices(description)
            }
            people.setdefault(_key(source), set()).update(offices)
        else:
            bodies.setdefault(_key(source), set()).update(_content(source.name))
    found = _by_fuller_name({key: set(_content(key.name)) for key in people})
    found |= _by_fuller_name(bodies)
    found |= _by_acronym(sources, found)
    found |= _by_what_they_are(sources, found)
    for key, offices in people.items():
        body = _body_of(offices, bodies, found)
        if body is not None:
            found[key] = body
    return {key: found.get(value, value) for key, value in found.items()}


def _by_fuller_name(named: Mapping[SourceKey, set[str]]) -> dict[SourceKey, SourceKey]:
    """Each key to the one with all its words: "the ministry" to the only ministry."""
    found: dict[SourceKey, SourceKey] = {}
    for key in sorted(named, key=lambda k: (-len(named[k]), k)):
        fuller = {found[other] for other in found if named[key] < named[other]}
        found[key] = fuller.pop() if len(fuller) == 1 else key
    return found


def _by_acronym(
    sources: Sequence[CountSource], found: Mapping[SourceKey, SourceKey]
) -> dict[SourceKey, SourceKey]:
    """The keys of acronyms to the one body whose words begin with their letters.

    In any order: "MNR" of a National Revolutionary Movement, whose own language has it so.
    """
    letters: dict[str, set[SourceKey]] = {}
    for source in sources:
        description = words_of(source.name)
        if len(description) > 1 and (key := _key(source)).kind == "body":
            for some in (description, _content(source.name)):
                initials = "".join(sorted(word[0] for word in some))
                letters.setdefault(initials, set()).add(found[key])
    joined = {}
    for source in sources:
        short = _content(source.name)
        if len(short) != 1 or not _ACRONYM.search(source.name):
            continue
        called = letters.get("".join(sorted(short[0])), set())
        if len(called) == 1:  # of whatever type: acronyms are taken for people, too
            joined[_key(source)] = next(iter(called))
    return joined


def _by_what_they_are(
    sources: Sequence[CountSource], found: Mapping[SourceKey, SourceKey]
) -> dict[SourceKey, SourceKey]:
    """The keys of descriptions to the one body that is called so beside its name.

    "The disaster agency" is BNPB, which another report calls "the national disaster agency BNPB".
    """
    called = [
        (found[_key(source)], set(_content(description)))
        for source in sources
        if source.named and source.type == "organization"
        for description in source.descriptions
    ]
    joined = {}
    for source in sources:
        own = set(_content(source.name))
        if source.named or not own or found.get(_key(source)) != _key(source):
            continue  # one with a fuller name is that one's
        fitting = {key for key, words in called if own <= words}
        if len(fitting) == 1:
            joined[_key(source)] = next(iter(fitting))
    return joined


def _body_of(
    offices: set[str],
    bodies: Mapping[SourceKey, set[str]],
    found: Mapping[SourceKey, SourceKey],
) -> SourceKey | None:
    """The one body that a person belongs to, by what the reports call them."""
    fitting = {found[body] for body, own in bodies.items() if own and own <= offices}
    if not fitting:
        # "the hospital's medical director", where there is one hospital.
        kinds = offices & _KINDS
        fitting = {found[body] for body, own in bodies.items() if own & kinds}
    return fitting.pop() if len(fitting) == 1 else None


def _offices(description: str) -> list[str]:
    """The words of a body that a description of a person names."""
    content = _content(description)
    return [*content, *(body for word in content for body in sorted(_OFFICES.get(word, ())))]
