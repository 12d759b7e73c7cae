"""Whether a figure belongs to the report's own event, or to another one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from whence.lang import words
from whence.records import Report, Span, Time
from whence.records.claim import Role
from whence.resolve.figures.candidate import Draft
from whence.resolve.sentences import Sentences
from whence.syntax import Tree

#: Words that take a sentence to another event or another time.
_ELSEWHERE = re.compile(
    r"""\b(?:last\s(?:year|month|summer|winter|spring|fall|autumn|decade)|(?<!for\s)(?:a|one|two|three|four|
    five|six|seven|eight|nine|ten|several|few|\d+)\s(?:years?|months?|decades?|weeks?)\s(?:ago|
    earlier|before)|years\s(?:ago|earlier)|since\s(?:19|20)\d\d|(?:so\sfar\s)?this\syear|so\sfar\sin|
    year-to-date|(?:an|in\sa)\s(?:earlier|unrelated|separate|similar|previous)\s(?!(?:death\s)?(?:tolls?
    |counts?|reports?|estimates?|figures?|claims?|statements?|tally)\b)\w+|
    in\s(?:either|the\s(?:earlier|previous|other))\s(?:killings?|murders?|homicides?|cases?|shootings?)\b|
    in\s(?:previous|similar|unrelated)\s\w+|in\sother\s(?:attacks|incidents|shootings|strikes|
    crashes|accidents|violence|cases|clashes|raids|bombings|fires|storms)\b|in\srecent\s(?:years|months|weeks)|
    (?:the|over\sthe|in\sthe|during\sthe)\spast\s(?:\w+\s)?(?:years?|months?|decades?|weeks)|
    each\syear|every\syear|per\syear|
    (?:early\s|late\s|mid-|the\s)(?:\d{1,2}th|\w+teenth|\w+ieth)[\s-]century|world\swar\s(?:one|two|i)|
    anniversary\sof|annually|a\syear\b|nationwide|previously|in\sthe\s(?:19|20)\d0s|during\sthe\s\w+\swar|
    (?:years?|months?|decades?|weeks)\safter\s[^,.;]{1,60},\s(?:in\swhich|which|that)\b|
    another\s(?:shooting|attack|incident|crash|case|bombing|stabbing)|the\ssame\s(?:period|time)\slast)
    """,
    re.VERBOSE,
)
#: A count since then is of many events, where the report also has one of its own; of an illness it
#: is the report's.
_SINCE_THEN = re.compile(
    r"\bsince\s(?:the\s(?:start|beginning|turn)\sof\s(?:the|this|last)\s(?:year|decade|century)|new\syear)"
)
_ILLNESS = words("figures", "illness")
#: What is said to be the worst of its kind in years is the report's own event all the same: "killed
#: 17 people, the deadliest attack in a decade".
_SUPERLATIVE = re.compile(
    r"\b(?:the|its|their|his|her)\s(?:\w+['’]?s?\s){0,4}?(?:worst|deadliest|bloodiest|biggest|largest|highest"
    r"|heaviest|most\s\w+|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest)\b[^,;.]*"
)
#: So is a count that is compared with an earlier one: "at 37, up from 29 a week ago".
_COMPARED = re.compile(r"\b(?:up|down)\sfrom\b[^,;.]*|\bcompared\s(?:with|to)\b[^,;.]*")
#: What comes after this is another event: "The crash came ten days after a bus fire killed nine";
#: but an arrest comes after the report's own.
_CAME_AFTER = re.compile(
    r"\b(?:attack|shooting|crash|incident|discovery|find|blast|explosion|strike|raid|killing|accident|bombing"
    r"|fire|quake|storm|clash|stabbing|collapse|flood)(?:e?s)?\b[^.;]{0,80}?\b(?:comes?|came)\s(?:\w+\s){0,3}?(?:hours?|days?|weeks?|months?|years?)\safter\b"
)
#: In the lead, what somebody is tried for is the report's own event, however long ago: "was
#: sentenced on Tuesday for a 2022 crash that killed two". Not where the trial is old itself.
_TRIED = re.compile(
    r"\b(?:sentenced|convicted|jailed|imprisoned|acquitted|indicted|pleaded|pled|found\sguilty|(?:on|goes\son"
    r"|went\son|stood|stands)\strial|murder\strial|appeared\s(?:in\scourt|before)|inquest"
    r"|den(?:y|ies|ied)\s(?:murder(?:ing)?|manslaughter|killing)"
    r"|(?:granted|grants|denied|refused)\s(?:\w+\s)?bail)\b(?!\s(?:\w+\s)?in\s(?:19|20)\d\d)"
)
#: Conjunctions of what goes on at the same time; and characters in which an expression has a word.
_BESIDE, _WORDS = frozenset({"as", "while"}), 12
_LEAD = 2  #: sentences
#: A year, but that of a record which was not reached again: "just short of the 1913 record".
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!\s(?:record|high|peak|mark)\b)")
#: What leads up to the time since which something is counted, and how many characters it may have.
_SINCE, _SINCE_FAR = re.compile(r"\bsince(?:\s[^\s,;.]+){0,6}\s$"), 60
#: Months, and time, before the report from which a figure's month or day belongs to another event.
#: A guess, not measured.
_MONTHS_AGO = 2
_LONG_AGO = dt.timedelta(days=60)  # the same in days


class Background:
    """Marks, sentence by sentence, where the report turns to another event or time."""

    def __init__(
        self, report: Report, sentences: Sentences, times: Sequence[Time], tree: Tree
    ) -> None:
        """Uses the resolved times where there are any, else only the words."""
        self._sentences = sentences
        self._tree = tree
        self._published = _date(report.published.value) if report.published else None
        self._old: dict[int, list[tuple[int, int]]] = {}
        for time in times:
            before = report.text[max(0, time.span.start - _SINCE_FAR) : time.span.start].lower()
            if _SINCE.search(before) and not self._is_of_another_year(time):
                # up to today: "displaced 210,000 since June", "302 since the outbreak began in May"
                continue
            if self._is_long_ago(time):
                at = sentences.at(time.span.start)
                self._old.setdefault(at, []).append((time.span.start, time.span.end))

    def _is_of_another_year(self, time: Time) -> bool:
        year = str(self._published.year) if self._published else ""
        return not (time.value or "").startswith(year)

    def _is_long_ago(self, time: Time) -> bool:
        if self._published is None or time.value is None or time.type not in {"DATE", "TIME"}:
            return False
        day = _date(time.value)
        if day is None:
            month = re.fullmatch(r"(\d{4})-(\d{2})", time.value)
            if month:
                published = self._published.year * 12 + self._published.month
                return published - int(month[1]) * 12 - int(month[2]) >= _MONTHS_AGO
            year = re.match(r"(\d{4})(?!\d)", time.value)
            return bool(year) and int(time.value[:4]) < self._published.year
        return self._published - day > _LONG_AGO

    def mark(self, drafts: Sequence[Draft]) -> None:
        """Sets `background` on the drafts of sentences about something else."""
        seen: dict[int, tuple[bool, int | None]] = {}
        for draft in drafts:
            if draft.sentence not in seen:
                seen[draft.sentence] = self._turns(draft.sentence)
            elsewhere, behind = seen[draft.sentence]
            if elsewhere or draft.former or (behind is not None and draft.start >= behind):
                draft.background = True
        since = {index: self._is_since_then(index) for index in seen}
        least: dict[Role, float] = {}
        for draft in drafts:
            if draft.certain and not draft.background and not since[draft.sentence]:
                value = draft.value or draft.low or 0.0
                least[draft.role] = min(value, least.get(draft.role, value))
        for draft in drafts:
            own = least.get(draft.role)
            if since[draft.sentence] and own is not None:
                draft.background |= own < (draft.value or draft.low or 0.0)

    def _is_since_then(self, index: int) -> bool:
        """Whether a sentence counts since the year began, and nobody who died of an illness."""
        span = self._sentences.sentences[index].span
        if not _SINCE_THEN.search(self._sentences.folded, span.start, span.end):
            return False
        said = re.findall(r"[a-z]+", self._sentences.folded[span.start : span.end])
        return _ILLNESS.isdisjoint(said)

    def _turns(self, index: int) -> tuple[bool, int | None]:
        """Whether all of a sentence is about something else, else from where on it is."""
        span = self._sentences.sentences[index].span
        folded = self._sentences.folded
        superlative = _SUPERLATIVE.search(folded, span.start, span.end) or _COMPARED.search(
            folded, span.start, span.end
        )
        tried = _TRIED.search(self._sentences.folded, span.start, span.end)
        if tried is not None and index < _LEAD:
            heard = (
                tried.group() == "inquest"
            )  # all is of that death: "who died ..., an inquest heard"
            aside = span if heard else Span(tried.start(), span.end)
            return self._is_elsewhere(index, (aside,)), None
        if superlative is None:
            later = _CAME_AFTER.search(folded, span.start, span.end)
            return self._is_elsewhere(index, ()), later.end() if later is not None else None
        aside = Span(*superlative.span())
        if self._is_elsewhere(index, (aside,)):
            return True, None
        return False, aside.end if self._is_elsewhere(index, ()) else None

    def _is_remark(self, start: int) -> bool:
        """Whether the words only say which thing is meant, in a clause beside the sentence's own.

        "Troops shelled Orm, killing 14, as envoys tried to save a truce signed last month".
        """
        tree = self._tree
        node = next(iter(tree.within(Span(start, start + _WORDS))), None)
        clause = tree.predicate(node) if node is not None else None
        if clause is None:
            return False
        bare = tree.child(clause, "mark", "nsubj", "nsubj:pass") is None
        if tree.relation(clause) in ("acl", "acl:relcl"):
            noun = tree.head(clause)
        elif tree.relation(clause) == "advcl" and bare and tree.words[clause - 1].tag == "NOUN":
            noun = clause - 1  # "a truce [signed] last month"
        else:
            return False
        outer = tree.predicate(noun) if noun is not None else None
        while outer is not None and tree.relation(outer) == "xcomp":
            outer = tree.outer(outer)
        if outer is None or tree.relation(outer) not in ("advcl", "ccomp"):
            return False
        subject = tree.child(outer, "nsubj", "nsubj:pass")
        first = min(tree.subtree(subject)) if subject is not None else outer
        return first > 0 and tree.lower(first - 1) in _BESIDE

    def _is_elsewhere(self, index: int, but: Sequence[Span]) -> bool:
        """Whether a sentence, but for these stretches of it, is about something else."""
        span = self._sentences.sentences[index].span
        old = [start for start, _ in self._old.get(index, ()) if not _inside(start, but)]
        if any(not self._is_remark(start) for start in old):
            return True
        found = _ELSEWHERE.finditer(self._sentences.folded, span.start, span.end)
        if any(
            not (_inside(match.start(), but) or self._is_remark(match.start())) for match in found
        ):
            return True
        if self._published is None:
            return False
        years = _YEAR.finditer(self._sentences.text, span.start, span.end)
        return any(
            int(year.group()) < self._published.year
            and not _inside(year.start(), but)
            and not self._is_remark(year.start())
            for year in years
        )


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None
