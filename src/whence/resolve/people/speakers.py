"""Each attribution's source to a member of the cast, and how sure that is."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence

from whence.records import Attribution, Span
from whence.resolve.people.alike import ends_alike, names_of, owned_apart, plain_words
from whence.resolve.people.cast import Cast, Member
from whence.resolve.people.pronouns import Answer, Scene, agrees, told, who
from whence.resolve.people.sources import Source, name_in, source_of, type_of
from whence.resolve.people.words import (
    BODIES,
    DOCUMENTS,
    FEMALE,
    FIRST_PERSON,
    MALE,
    NEUTER,
    PLURAL,
    PROMINENT,
    RELATIVE,
    ROLES,
    SECOND_PERSON,
)

#: How sure each way of answering is: the share that was right on GUM's training documents and half
#: of MEANTIME.
_NAMED, _JOINT, _OF_QUOTATION, _RELATIVE, _UNNAMED, _DESCRIBED = 0.97, 0.95, 0.93, 0.9, 0.9, 0.85
_PART = 0.9
_MANY = 2000  #: mentions further back than so many others are no antecedents
#: In indirect speech a pronoun mostly stands for who speaks, seldom for another.
_OF_REPORT = 0.85
_MODELLED = 6.0  #: how many mentions a certain antecedent of the model's is worth
#: A pronoun less sure than this gets no answer.
_LEAST = 0.5
#: Two names in a cast make one speaker of two.
_AND = " and "
#: Documents that nothing else is called.
_OWN_KIND = frozenset("post tweet memo letter email message book bill video ad sign".split())
#: What a named company may be called by without its name.
_COMPANIES = frozenset(
    """company firm group carrier manufacturer maker airline automaker carmaker bank retailer
        publisher corporation conglomerate operator supplier startup""".split()
)
#: Words after which the phrase begins that a relative pronoun hangs on.
_OPENERS = frozenset({"the", "a", "an", "of", ",", "and"})


class Speakers:
    """Answers for the attributions of one report, taken in text order."""

    def __init__(
        self, text: str, attributions: Sequence[Attribution], cast: Cast,
        named: Mapping[Span, Member], scene: Scene, words: dict[int, Member],
    ) -> None:  # fmt: skip
        """`named` are members by the spans of their names, `words` by where each word begins."""
        self._text = text
        self._attributions = attributions
        self._cast = cast
        self._named = named
        self._scene = scene
        self._words = words
        self._last: Member | None = None
        self._by_name = _by_start(named)
        self._mentions = list(scene.mentions)
        self.answers: list[Answer | None] = [None] * len(attributions)

    def resolve(self) -> list[Answer | None]:
        """One answer an attribution, None where the text does not tell."""
        by_name = self._by_name
        for index in sorted(range(len(self._attributions)), key=self._begin):
            attribution = self._attributions[index]
            near = _inside(by_name, attribution.source)
            source = source_of(self._text, attribution.source, near)
            answer = self._answer(index, attribution, source)
            self.answers[index] = answer
            if answer is None:
                continue
            self._note(source, answer)
            if attribution.parent is None:
                self._last = answer.member
        return self.answers

    def _begin(self, index: int) -> tuple[int, int]:
        """Outer attributions first, by where their words begin."""
        one = self._attributions[index]
        spans = (*one.source, *one.cue, *one.content)
        depth, parent = 0, one.parent
        count = len(self._attributions)
        while parent is not None and depth < count:
            depth, parent = depth + 1, self._attributions[parent].parent
        return depth, min((s.start for s in spans), default=0)

    def _answer(self, index: int, attribution: Attribution, source: Source) -> Answer | None:
        if source.kind == "name":
            return Answer(source.members[0], _NAMED)
        if source.kind == "names":
            name = _AND.join(m.name for m in source.members)
            member = self._cast.unnamed(name, source.members[0].type, plural=True)
            return Answer(member, _JOINT)
        if source.kind == "pronoun":
            return self._pronoun(index, attribution, source)
        if source.kind == "description":
            return self._described(source, self._around(attribution))
        return None

    def _pronoun(self, index: int, attribution: Attribution, source: Source) -> Answer | None:
        if source.head in FIRST_PERSON:
            return self._quoted(index, attribution)
        if source.head in SECOND_PERSON:
            return None
        if source.head in RELATIVE:
            return self._before(source)
        if source.head in MALE | FEMALE | PLURAL | NEUTER:
            reporter = self._reporting(attribution)
            if reporter is not None and agrees(source.head, reporter.member):
                return Answer(reporter.member, reporter.score * _OF_REPORT)
            scene = self._scene._replace(mentions=self._mentions_for(attribution))
            excluded, last = self._named_inside(attribution), self._last
            outer = self._outer_speaker(attribution)
            if outer is not None:
                # Who is quoted word for word says "I" of himself.
                excluded |= {id(outer)}
                last = None if last is outer else last
            answer = who(source.head, source.span.start, scene, last, excluded, self._words)
            if answer is None or answer.score < _LEAST:
                return None
            if answer.member.gender is None and source.head in MALE | FEMALE:
                # Whom the text calls "he" it does not call "she" further on.
                answer.member.gender = "male" if source.head in MALE else "female"
            return answer
        return None

    def _mentions_for(self, attribution: Attribution) -> list[tuple[int, Member]]:
        """Those that a pronoun may mean: in somebody's words, whom these tell of, if of anybody."""
        parent = attribution.parent
        if parent is None or self._attributions[parent].kind == "indirect":
            return self._mentions
        pronoun = attribution.source[0].of(self._text).lower()
        held = self._attributions[parent].content
        inside = [
            (start, member)
            for start, member in self._mentions
            if start < attribution.source[0].start
            and agrees(pronoun, member)
            and any(s.start <= start < s.end for s in held)
        ]
        return inside or self._mentions

    def _quoted(self, index: int, attribution: Attribution) -> Answer | None:
        """Who is quoted, for "I" and "we": the attribution whose content they stand in."""
        parent = attribution.parent
        if parent is None:
            at = attribution.source[0].start
            holding = [
                i
                for i, other in enumerate(self._attributions)
                if i != index and any(s.start <= at < s.end for s in other.content)
            ]
            parent = min(holding, key=lambda i: _length(self._attributions[i]), default=None)
        outer = self.answers[parent] if parent is not None else None
        return Answer(outer.member, outer.score * _OF_QUOTATION) if outer else None

    def _reporting(self, attribution: Attribution) -> Answer | None:
        """Who speaks in the indirect speech around an attribution: "police said they knew"."""
        parent = attribution.parent
        if parent is None or self._attributions[parent].kind == "direct":
            return None
        at = attribution.source[0].start
        holding = (s for s in self._attributions[parent].content if s.start <= at < s.end)
        before = next((self._text[span.start : at] for span in holding), "")
        if before.count("“") > before.count("”") or before.count('"') % 2:
            return None  # word for word, where a pronoun is somebody else
        return self.answers[parent]

    def _outer_speaker(self, attribution: Attribution) -> Member | None:
        """Who speaks in direct speech around an attribution."""
        parent = attribution.parent
        if parent is None or self._attributions[parent].kind == "indirect":
            return None
        answer = self.answers[parent]
        return answer.member if answer else None

    def _before(self, source: Source) -> Answer | None:
        """The phrase that a relative pronoun hangs on: the name right before it, if one is."""
        start = source.span.start
        after = bisect_left(self._by_name, start, key=_start)
        near = [
            (span, member)
            for span, member in self._by_name[max(0, after - 3) : after]
            if span.end <= start and start - span.end <= 3
        ]
        if near:
            return Answer(near[-1][1], _RELATIVE)
        sentences = self._scene.sentences
        sentence = sentences.sentences[sentences.at(start)]
        words = [t for t in sentences.of(sentence) if t.end <= start][-8:]
        while words and words[-1].text in (",", "—", "–", "("):
            words.pop()
        heads = [t for t in words if t.lower in ROLES or t.lower.rstrip("s") in ROLES]
        if not heads:
            return None
        openers = (i for i, token in enumerate(words[:-1]) if token.lower in _OPENERS)
        begin = max(openers, default=-1)
        phrase = " ".join(t.text for t in words[begin + 1 :])
        member = self._cast.unnamed(phrase, "person", plural=heads[-1].lower.endswith("s"))
        member.refer(Span(words[begin + 1].start, words[-1].end), "nominal", _RELATIVE)
        return Answer(member, _RELATIVE)

    def _around(self, attribution: Attribution) -> frozenset[int]:
        """The persons in whose words an attribution stands, however deep, by their ids."""
        found: set[int] = set()
        parent = attribution.parent
        for _ in self._attributions:
            if parent is None:
                break
            answer = self.answers[parent]
            if answer is not None and answer.member.type == "person":
                found.add(id(answer.member))
            parent = self._attributions[parent].parent
        return frozenset(found)

    def _described(self, source: Source, around: frozenset[int]) -> Answer | None:
        """A description: of somebody in the cast if it is definite and fits one, else a new one.

        It is none of those in whose words it stands: whoever says "the minister told me" is not
        the minister.
        """
        kind = type_of(source)
        called = self._of_a_part(source)
        if called is not None:
            return Answer(called, _PART)
        if source.definite and not source.plural:
            found = self._named_body(source) or self._fitting(source, kind)
            if found is not None and id(found) not in around:
                return Answer(found, _DESCRIBED)
        return Answer(self._cast.unnamed(source.words, kind, source.plural), _UNNAMED)

    def _of_a_part(self, source: Source) -> Member | None:
        """The one named person whose last name the words are, where the reader saw no name."""
        name = name_in(source.words)
        if name is None:
            return None
        titled = source.words[: name.start]
        words = name.of(source.words).casefold().split()
        found = {
            id(member): member
            for member in self._cast.people()
            if any(ends_alike(called.casefold().split(), words) for _, called in member.names)
        }
        if len(found) > 1 or not (found or titled):
            return None
        member = next(iter(found.values()), None) or self._cast.add(Member("person"))
        at = self._text.find(name.of(source.words), source.span.start, source.span.end)
        if at >= 0 and (titled or len(words) > 1):
            member.names.append((Span(at, at + name.end - name.start), name.of(source.words)))
        return member

    def _named_body(self, source: Source) -> Member | None:
        """The one organization whose whole name is among the words, wherever the report has it.

        "Saldovia's interior ministry" is the Interior Ministry that is named later.
        """
        if source.head not in BODIES:
            return None
        words = plain_words(source.words)
        found = {
            id(member): member
            for member in self._cast.members
            if member.type == "organization"
            and any(
                len(n) > 1 and source.head in n <= words for n in map(plain_words, names_of(member))
            )
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _document(self, source: Source) -> Member | None:
        """The last document that was named before "the report", if one was."""
        for _, member in reversed(self._before_it(source)):
            last = member.name.casefold().split()[-1:] if member.names else []
            if member.type == "person" or not last or last[0] not in DOCUMENTS:
                continue
            # "the report" may be a survey, but "the memo" is no newspaper called Post.
            if last[0] == source.head or not {last[0], source.head} & _OWN_KIND:
                return member
        return None

    def _only_person(self, source: Source) -> Member | None:
        """The person that the text is about: the only one named before "the former minister"."""
        if source.head not in PROMINENT or not source.words.lower().startswith("the "):
            return None
        named = {id(m): m for _, m in self._before_it(source) if m.type == "person" and m.names}
        return next(iter(named.values())) if len(named) == 1 else None

    def _company(self, source: Source) -> Member | None:
        """The organization that "the company" stands for: the one told of most before it."""
        counts: dict[int, int] = {}
        members: dict[int, Member] = {}
        for _, member in self._before_it(source):
            if member.type == "organization" and member.names:
                counts[id(member)] = counts.get(id(member), 0) + 1
                members[id(member)] = member
        if not counts:
            return None
        head = self._text.lower().rfind(source.head, source.span.start, source.span.end)
        likely = told(head, self._scene, self._words)
        # Of those told of alike the last stands nearest.
        best = max(reversed(counts), key=lambda key: counts[key] + _MODELLED * likely.get(key, 0.0))
        return members[best]

    def _before_it(self, source: Source) -> Sequence[tuple[int, Member]]:
        """The mentions before a source, the nearest of them alone in a text of many."""
        end = bisect_left(self._mentions, source.span.start, key=_first)
        return self._mentions[max(0, end - _MANY) : end]

    def _fitting(self, source: Source, kind: str) -> Member | None:
        """The one member before whose description or name holds the head of these words."""
        head = source.head
        if head in DOCUMENTS:
            return self._document(source)
        if head not in ROLES and head not in BODIES:
            return self._only_person(source)
        modifiers = {w.lower().strip(".,") for w in source.words.split()[1:]} - {head}
        found: list[tuple[int, int, Member]] = []
        seen: set[int] = set()
        for start, member in reversed(self._before_it(source)):
            if id(member) in seen:
                continue
            seen.add(id(member))
            if kind == "person" and member.type != "person":
                continue
            if kind == "organization" and member.type != "organization":
                continue
            called = (
                [*member.descriptions, member.name]
                if kind == "organization"
                else (member.descriptions or [member.called])
            )
            for words in called:
                plain = {w.lower().strip(".,") for w in words.split()}
                if owned_apart(source.words, words):
                    continue
                if head in plain and member.called != source.words:
                    shared = len(modifiers & plain)
                    found.append((shared if modifiers else 0, start, member))
                    break
        if not found:
            return self._company(source) if head in _COMPANIES else self._only_person(source)
        best = max(found, key=lambda f: (f[0], f[1]))
        if modifiers and not best[0] and len({id(m) for _, _, m in found}) > 1:
            return None
        return best[2]

    def _named_inside(self, attribution: Attribution) -> frozenset[int]:
        """Members whom the words said name: people seldom call themselves by name."""
        if attribution.kind == "indirect":
            return frozenset()
        inside = _inside(self._by_name, attribution.content)
        return frozenset(
            id(member)
            for span, member in inside.items()
            if any(c.covers(span) for c in attribution.content)
        )

    def _note(self, source: Source, answer: Answer) -> None:
        """Adds the source to its member's mentions, so that later pronouns find it."""
        if source.kind == "pronoun":
            answer.member.refer(source.span, "pronoun", answer.score)
        elif source.kind in ("description", "names"):
            answer.member.refer(source.span, "nominal", answer.score)
        insort(self._mentions, (source.span.start, answer.member), key=_first)
        self._words.setdefault(source.span.start, answer.member)


def _start(pair: tuple[Span, Member]) -> int:
    return pair[0].start


def _first(pair: tuple[int, Member]) -> int:
    return pair[0]


def _length(attribution: Attribution) -> int:
    return sum(s.end - s.start for s in attribution.content)


def _by_start(named: Mapping[Span, Member]) -> list[tuple[Span, Member]]:
    return sorted(named.items(), key=lambda pair: pair[0])


def _inside(named: Sequence[tuple[Span, Member]], spans: Sequence[Span]) -> dict[Span, Member]:
    """The names that stand inside the spans."""
    found: dict[Span, Member] = {}
    for span in spans:
        at = bisect_left(named, span.start, key=lambda pair: pair[0].start)
        while at < len(named) and named[at][0].start < span.end:
            found[named[at][0]] = named[at][1]
            at += 1
    return found
