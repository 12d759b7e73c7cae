"""What a count's clause limits it to: some of the people, or another event.

"Four were seriously hurt" counts a part of the hurt from any source; "eight people have died in
shootings in the city since Friday" and "soldiers had killed 28 herders in March" are about no event
of the report's own; "withdrew its statement that 40 had been killed" takes a count back.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from whence.compare.frequencies import words_of
from whence.lang import words
from whence.lang.verbs import lemmas
from whence.records import Figure, Report, Resolution, Span, Time
from whence.records.claim import Role
from whence.syntax import Tree

_SEVERITY, _CARE = words("across", "severity"), words("across", "care")
_CITIZENS, _ANYBODY = words("across", "citizens"), words("across", "anybody")
_SOME = words("across", "some of them")
_SEVERAL, _ANOTHER = words("across", "several events"), words("across", "another")
_WAR, _BULLETINS = words("across", "war"), words("across", "bulletins")
_GIVEN = frozenset({"the", "these", "those", "this"})
_TAKEN_BACK, _MISTAKEN = words("across", "taking back"), words("across", "by mistake")
_DOERS, _THEMSELVES = words("across", "doers"), words("across", "counted in")
_CARRYING = lemmas("across", "carrying")
_UP, _DOWN = lemmas("across", "going up").keys(), lemmas("across", "going down").keys()
#: Words of a clause that may come before the place to which people were taken. A guess.
_WIDE = 30
_FOUND, _TREATING = words("across", "found again"), words("across", "treating")
_ONE_OPERATION = frozenset({"raids", "strikes"})
#: Words in the clause of a count of people that give it a role.
_FORMS: tuple[tuple[Role, str], ...] = (
    ("killed", "done"), ("killed", "suffered"), ("injured", "done"), ("injured", "suffered"),
    ("missing", "suffered"),
)  # fmt: skip
_OF_ROLE = tuple((role, words("figures", f"{role} {form}")) for role, form in _FORMS)
#: A clause's own words: a dependent with one of these relations begins a clause of its own.
_OWN = frozenset("ccomp advcl acl acl:relcl parataxis conj appos".split())
_RAISES = lemmas("across", "making a toll").keys()
_PERIOD = re.compile(r"\d{4}(?:-\d\d)?")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
#: Days: an event that ended so long before the report came out is not its news, where the report is
#: also about one that did not. A guess.
_OLD = 8
#: Steps in a sentence's tree: a wrong parse may have a circle or hundreds of clauses.
_DEEP = 12
#: Words before and after a number among which to look for the attacker. A guess.
_NEAR = 25


class Scopes:
    """What the counts of one report are about, from its tree."""

    def __init__(self, report: Report, tree: Tree, resolution: Resolution) -> None:
        """Takes the report, its parse and what it means."""
        self._tree = tree
        self._times = [t for t in resolution.times if t.type in ("DATE", "TIME") and t.value]
        self._starts = [t.span.start for t in self._times]
        value = report.published.value[:10] if report.published else ""
        self._published = day_of(value)
        self._aside: dict[int, bool] = {}
        self._is_bulletin = not _BULLETINS.isdisjoint(words_of(report.text))

    def of(self, figure: Figure) -> str:
        """What limits a count to some people: "seriously", "in hospital", "Tavian citizens"."""
        number = self._number(figure)
        if number is None or figure.implied:
            return ""
        tree = self._tree
        noun = self._noun(number)
        found = self._by_noun(noun) if noun is not None else ""
        if found or (found := self._both(figure)):
            return found
        predicate = tree.predicate(noun if noun is not None else number)
        around = [x for x in (noun, predicate, number) if x is not None]
        for at in dict.fromkeys(around):
            if severe := self._severity(at, number):
                return severe
        if figure.role == "injured" and predicate is not None and self._in_care(predicate, noun):
            return "in hospital"
        if figure.role in ("injured", "affected") and self._is_treated(number):
            return "in hospital"
        return ""

    def _both(self, figure: Figure) -> str:
        """Who they are of whom there are two: "both drivers", and how many others nobody says."""
        of = words_of(figure.of.of(self._tree.text)) if figure.of else []
        is_both = figure.span.of(self._tree.text).casefold() == "both"
        return of[-1] if is_both and of and of[-1] not in _ANYBODY else ""

    def _is_treated(self, number: int) -> bool:
        """Whether they are the patients of one place: "was treating 20 people, 16 of them ..."."""
        tree = self._tree
        for at in self._above(number):
            if tree.words[at].tag == "VERB" and tree.lower(at) in _TREATING:
                return not tree.is_passive(at) and tree.subject(at) is not None
        return False

    def _noun(self, number: int) -> int | None:
        noun = self._tree.counted(number)
        if noun is None and self._tree.words[number].tag in ("NOUN", "PROPN"):
            return number
        return noun

    def _by_noun(self, noun: int) -> str:
        tree = self._tree
        word, lower = tree.words[noun], tree.lower(noun)
        text = word.span.of(tree.text)
        if lower in _CITIZENS:
            kinds = [
                c for c in tree.children(noun, "amod", "compound", "nmod", "nmod:poss")
                if tree.words[c].span.of(tree.text)[:1].isupper()
            ]  # fmt: skip
            return " ".join(tree.words[n].span.of(tree.text) for n in (*kinds, noun))
        if (
            text[:1].isupper()
            and noun
            and not self._begins(noun)
            and text.endswith(("s", "e", "i"))
        ):
            return text  # "Three Tavians"
        return lower if lower in _SOME else ""

    def _begins(self, index: int) -> bool:
        before = self._tree.text[: self._tree.words[index].span.start].rstrip(" \"'“‘")
        return not before or before[-1] in ".!?\n"

    def _severity(self, at: int, number: int) -> str:
        """How badly those counted are hurt, by a word that is of no other number's."""
        tree = self._tree
        near = list(tree.children(at, "advmod", "amod"))
        for oblique in tree.children(at, "obl", "nmod"):
            near += tree.children(oblique, "amod")
        for result in tree.children(at, "xcomp", "obj"):
            near += [*tree.children(result, "amod", "advmod"), result]
        found = (c for c in near if tree.lower(c) in _SEVERITY and self._is_of(number, c))
        return next((tree.lower(c) for c in found), "")

    def _is_of(self, number: int, severe: int) -> bool:
        """Whether a word may be of a count: not of 112 in "112 hurt, 31 of them [seriously]"."""
        tree = self._tree
        first, last = sorted((number, severe))
        between = range(first + 1, last)
        if any(tree.words[i].tag == "NUM" for i in between):
            return False
        return severe > number or not any(tree.lower(i) in (",", "and") for i in between)

    def _in_care(self, predicate: int, noun: int | None) -> bool:
        tree = self._tree
        if tree.lower(predicate) in _CARE:
            return any(tree.lower(c) in ("in", "still") for c in tree.children(predicate))
        around = [*tree.children(predicate, "obl", "xcomp")]
        if noun is not None:
            if any(tree.lower(c) in _CARE for c in tree.children(noun, "amod")):
                return True  # "six hospitalized victims"
            around += tree.children(noun, "nmod")
        if tree.lower(predicate) in _CARRYING:  # wherever the parse attaches "to the hospital"
            around += tree.subtree(predicate)[:_WIDE]
        return any(
            tree.lower(c) in _CARE and tree.preposition(c) in ("in", "to", "at") for c in around
        )

    def doer(self, figure: Figure) -> bool:
        """Whether the count's sentence includes the attacker among those harmed."""
        number = self._number(figure)
        if number is None:
            return False
        around = range(max(0, number - _NEAR), min(len(self._tree.words), number + _NEAR))
        lowers = {self._tree.lower(i) for i in around}
        return not _DOERS.isdisjoint(lowers) and not _THEMSELVES.isdisjoint(lowers)

    def moved(self, figure: Figure) -> str:
        """Whether its clause says that the count rose or fell to it: "up", "down" or ""."""
        at = self._number(figure)
        verb = None if at is None else self._tree.predicate(at)
        if at is None or verb is None or self._tree.preposition(at) != "to":
            return ""
        lower = self._tree.lower(verb)
        return "up" if lower in _UP else "down" if lower in _DOWN else ""

    # -- another event -----------------------------------------------------------------------

    def elsewhere(self, figure: Figure) -> bool:
        """Whether the count is of several events, or of one that is long past."""
        number = self._number(figure)
        if number is None:
            return False
        clause = self._clause(number)
        if clause is None:
            return False
        if figure.role == "missing" and self._is_found(number):
            return True
        if clause not in self._aside:
            inside = self._own_words(clause)
            # "10 were killed and 13 injured in separate shootings": said last, it is of all.
            for other in self._tree.children(clause, "conj")[:_DEEP]:
                if self._tree.words[other].tag == "VERB":
                    inside += self._own_words(other)
            self._aside[clause] = (
                self._of_several(inside, figure.role)
                or self._is_of_several(clause)
                or self._since_war(clause)
                or self._is_of_a_period(clause, inside)
                or self._long_ago(clause, inside)
            )
        return self._aside[clause]

    def _is_of_several(self, clause: int) -> bool:
        """Whether the clause is about several events: "31 accidents in which 212 people died"."""
        tree = self._tree
        noun = tree.words[clause].head
        if noun is None or tree.relation(clause) not in ("acl:relcl", "acl"):
            return False
        return tree.lower(noun) in _SEVERAL and tree.child(noun, "nummod") is not None

    def _since_war(self, clause: int) -> bool:
        """Whether the count is of a war as a whole: "more than 11,000 since the war began"."""
        tree = self._tree
        for since in tree.children(clause, "advcl", "obl"):
            mark = tree.child(since, "mark", "case")
            if mark is None or tree.lower(mark) != "since":
                continue
            if not _WAR.isdisjoint(tree.lower(i) for i in self._own_words(since)):
                return True
        return False

    def _is_of_a_period(self, clause: int, inside: Sequence[int]) -> bool:
        """Whether the toll is that of a month or a year: "bringing the toll this month to 31"."""
        if self._tree.lower(clause) not in _RAISES:
            return False
        spans = [self._tree.words[i].span for i in inside]
        near = (self._times[n] for span in spans for n in self._times_at(span))
        return any(_PERIOD.fullmatch(time.value or "") for time in near)

    def _is_found(self, number: int) -> bool:
        """Whether those who were missing are missing no more: "who had been missing were found"."""
        tree = self._tree
        noun = tree.counted(number)
        governor = None if noun is None else tree.words[noun].head
        return governor is not None and tree.lower(governor) in _FOUND

    def _of_several(self, inside: Sequence[int], role: Role) -> bool:
        tree = self._tree
        for at in inside:
            if tree.lower(at) not in _SEVERAL or tree.relation(at) not in ("obl", "nmod"):
                continue
            if role == "detained" and tree.lower(at) in _ONE_OPERATION:
                continue  # "were arrested in raids on a betting ring"
            if self._is_known(at):
                continue
            if tree.preposition(at) in ("in", "during", "from", "of", "across"):
                if tree.preposition(at) == "of" and tree.words[at].head is None:
                    continue
                return True
        return False

    def _is_known(self, noun: int) -> bool:
        """Whether the report is about them: "the protests", "Wednesday's protests"; a bulletin."""
        tree = self._tree
        given = any(tree.lower(c) in _GIVEN for c in tree.children(noun, "det"))
        return given or tree.possessor(noun) is not None or self._is_bulletin

    def _long_ago(self, clause: int, inside: Sequence[int]) -> bool:
        if self._published is None:
            return False
        spans = [self._tree.words[i].span for i in (*inside, *self._modified(clause))]
        near = {n for span in spans for n in self._times_at(span)}
        ends = [end for n in near if (end := _last_day(self._times[n])) is not None]
        if not ends or max(ends) > self._published - dt.timedelta(days=_OLD):
            return False
        return self._is_aside(clause)

    def _times_at(self, span: Span) -> list[int]:
        """The times that a word is in, by number."""
        at = bisect_right(self._starts, span.start) - 1
        return [at] if at >= 0 and self._times[at].span.overlaps(span) else []

    def _modified(self, clause: int) -> list[int]:
        """The words that the clause modifies: "a raid in March, in which 28 died"."""
        tree = self._tree
        noun = tree.words[clause].head
        if noun is None or tree.relation(clause) not in ("acl:relcl", "acl"):
            return []
        # Words between a noun and its clause describe the noun, too.
        return [*self._own_words(noun), *range(noun, clause)]

    def _is_aside(self, clause: int) -> bool:
        """Whether the clause depends on another: what came first, or which one is meant."""
        tree = self._tree
        if any(tree.lower(c) == "had" for c in tree.children(clause, "aux")):
            return True
        at = clause
        for _ in range(_DEEP):
            if tree.relation(at) in ("advcl", "acl:relcl", "acl"):
                return True
            outer = tree.outer(at)
            if outer is None or outer == at:
                return False
            at = outer
        return False

    # -- taken back --------------------------------------------------------------------------

    def taken_back(self, figure: Figure) -> bool:
        """Whether a word above the count says that it was wrong."""
        number = self._number(figure)
        tree = self._tree
        if number is not None and tree.preposition(number) == "to":
            return False  # "corrected the death toll from seven to five"
        for at in self._above(number):
            if tree.lower(at) in _TAKEN_BACK and tree.words[at].tag == "VERB":
                return True
            if any(tree.lower(c) in _MISTAKEN for c in tree.children(at, "advmod")):
                return True
            if tree.relation(at) == "conj" and tree.words[at].tag == "VERB":
                return False
        return False

    def role(self, figure: Figure) -> Role | None:
        """The role in a count that nobody asserts: "denied that 31 had died" is of the dead."""
        number = self._number(figure)
        if number is None:
            return None
        predicate = self._tree.predicate(self._tree.counted(number) or number)
        if predicate is None:
            return None
        lower = self._tree.lower(predicate)
        return next((role for role, verbs in _OF_ROLE if lower in verbs), None)

    # -- walking -----------------------------------------------------------------------------

    def _number(self, figure: Figure) -> int | None:
        return self._tree.head_of(figure.span)

    def _above(self, index: int | None) -> Iterator[int]:
        at = index
        for _ in range(_DEEP):
            if at is None:
                return
            yield at
            at = self._tree.words[at].head

    def _clause(self, number: int) -> int | None:
        return self._tree.predicate(self._tree.counted(number) or number)

    def _own_words(self, clause: int) -> list[int]:
        """The clause's words, without those of clauses that depend on it."""
        found, waiting = [], [clause]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting += [c for c in self._tree.children(at) if self._tree.relation(c) not in _OWN]
        return found


def _last_day(time: Time) -> dt.date | None:
    match = _DATE.match(time.end or time.value or "")
    if match is None:
        return None
    year, month, day = match[1], match[2], match[3]
    if day:
        return day_of(f"{year}-{month}-{day}")
    if month:
        first = day_of(f"{year}-{month}-01")
        return None if first is None else (first + dt.timedelta(days=31)).replace(day=1)
    return dt.date(int(year), 12, 31)


def day_of(value: str) -> dt.date | None:
    """The day of a moment or a day; None for anything else."""
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None
