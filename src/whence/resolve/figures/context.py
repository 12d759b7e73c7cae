"""Whether a figure belongs to the report's own event, or to another one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

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
_EPIDEMIC, _ABOUT_EPIDEMIC = words("figures", "epidemic"), words("figures", "about an epidemic")
_VIOLENCE: frozenset[Role] = frozenset({"injured", "detained"})
_IN_EPIDEMIC: frozenset[Role] = _VIOLENCE | {"killed", "missing", "affected"}
#: What is said to be the worst of its kind in years is the report's own event all the same: "killed
#: 17 people, the deadliest attack in a decade".
_SUPERLATIVE = re.compile(
    r"\b(?:the|its|their|his|her)\s(?:\w+['’]?s?\s){0,4}?(?:worst|deadliest|bloodiest|biggest|largest|highest"
    r"|heaviest|most\s\w+|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest)\b[^,;.]*"
)
#: So is a count that is compared with an earlier one: "at 37, up from 29 a week ago".
_COMPARED = re.compile(
    r"\b(?:up|down)\sfrom\b[^,;.]*|\bcompared\s(?:with|to)\b[^,;.]*"
    r"|\b(?:double|twice|triple|three\stimes|half|more\sthan|fewer\sthan|as\smany\sas|the\ssame\sas|above|below)\s"
    r"(?:(?:in|during|for)\s)?(?:(?:the|all)\s(?:number|total|figure|toll|count|tally|whole|of|same)|(?:that|those)\s(?:in|of|for|from))\b[^;.]*"
)
#: A line that leads to another report: "READ: Egypt arrests 14".
_LINK = re.compile(
    r"\s*(?:read(?:\s(?:more|also|next|on))?|also\sread|see\salso|more\son\sthis|related(?:\s\w+)?|watch|listen|in\spictures"
    r"|don['’]t\smiss|you\smay\salso\slike|recommended|more\sfrom\s\w+)\s?[:|»>]"
)
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
#: What the lead reports is about an event of the past, that the next sentences report.
_PROCEEDING = re.compile(
    r"\b(?:inquiry|inquest|trial|tribunal|(?:fact-finding|truth|public|royal)\s(?:commission|hearing)|court"
    r"|(?:gave|gives|giving|heard|hears)\sevidence|testif(?:y|ies|ied))\b"
)
_HARM: frozenset[Role] = frozenset({"killed", "injured", "missing"})
_BY_NOUN = 5  #: how certain a role is that the counted noun gives: "the 20 murders"
_OF_THE_EVENT = 5  #: sentences: where it is reported
#: "It was the second crash in a month. The first ..." is about another event.
_OF_SERIES = re.compile(
    r"\b(?:second|third|fourth|fifth|latest)\s\w+[^.;]{0,60}?\b(?:in\s(?:a|as\smany|\w+)|this|since|within\s\w+)\s"
    r"(?:years?|months?|weeks?|days?|\w+)\b"
)
_EARLIER_ONE = re.compile(
    r"\s*(?:the\s(?:first|previous|earlier|last|second)(?:\sone)?|the\sother)\b(?=,|\s(?:was|were|came|followed|happened"
    r"|in\s|on\s|left|killed|injured|wounded))"
)
_JOINT = re.compile(r"(?:\sand|\sto|\suntil|\sthrough|\s?[-–])\s?(?:in\s|early\s|late\s)?")
#: Conjunctions of what goes on at the same time; and characters in which an expression has a word.
_BESIDE, _WORDS = frozenset({"as", "while"}), 12
_LEAD = 2  #: sentences
_DATELINE = 5  #: words of what comes before a report's first sentence: "KAMPALA, Uganda, May 2"
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
            if self._is_long_ago(time) and not self._goes_on_to_later(time, times, report.text):
                at = sentences.at(time.span.start)
                self._old.setdefault(at, []).append((time.span.start, time.span.end))

    def _goes_on_to_later(self, time: Time, times: Sequence[Time], text: str) -> bool:
        """Whether a later time is joined to it that is not long ago: "in October and November"."""
        joint = _JOINT.match(text, time.span.end)
        return joint is not None and any(
            later.span.start == joint.end() and not self._is_long_ago(later) for later in times
        )

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
        self._restore_tried(drafts, seen)
        self._mark_epidemic(drafts)
        _mark_known(drafts)
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

    def _restore_tried(
        self, drafts: Sequence[Draft], seen: Mapping[int, tuple[bool, int | None]]
    ) -> None:
        """Makes the event that a trial or an inquiry is about the report's own, however long ago.

        "... told the inquiry on Monday. Five people died when the tram overturned in 2022": the
        first whom the report has come to harm, and only by a date, not where it says that this was
        another event.
        """
        first = next(
            (d.sentence for d in drafts if d.role in _HARM and d.certain and not d.unasserted), None
        )
        if first is None or not 0 < first <= _OF_THE_EVENT or not seen[first][0]:
            return
        lead = self._sentences.sentences[: min(_LEAD, first)]
        proceeds = any(
            _PROCEEDING.search(self._sentences.folded, one.span.start, one.span.end) for one in lead
        )
        span = self._sentences.sentences[first].span
        other = _ELSEWHERE.search(self._sentences.folded, span.start, span.end)
        if not proceeds or other is not None:
            return
        for draft in drafts:
            if draft.sentence == first and not draft.former:
                draft.background = False

    def _mark_epidemic(self, drafts: Sequence[Draft]) -> None:
        """Sets `background` on an epidemic's dead in a report on something else.

        Such a report has another lead, or people whom no disease has hurt: "Police arrested 90
        people over the curfew. ... At least 13,540 people have died from the virus".
        """
        own = [d for d in drafts if d.certain and not d.unasserted and d.role in _IN_EPIDEMIC]
        of_it = {d.sentence for d in own if not _EPIDEMIC.isdisjoint(self._words(d.sentence))}
        lead = next(
            (
                at
                for at in range(len(self._sentences.sentences))
                if len(self._words(at)) > _DATELINE
            ),
            0,
        )
        if not of_it or min(of_it) <= lead:
            return
        others = any(
            d.sentence not in of_it and d.role in _VIOLENCE and not (d.background or d.zero)
            for d in own
        )
        if others or (_EPIDEMIC | _ABOUT_EPIDEMIC).isdisjoint(self._words(lead)):
            for draft in drafts:
                draft.background |= draft.sentence in of_it

    def _words(self, index: int) -> list[str]:
        """The words of a sentence."""
        span = self._sentences.sentences[index].span
        return re.findall(r"[a-z]+(?:-\d+)?", self._sentences.folded[span.start : span.end])

    def _is_since_then(self, index: int) -> bool:
        """Whether a sentence counts since the year began, and nobody who died of an illness."""
        span = self._sentences.sentences[index].span
        if not _SINCE_THEN.search(self._sentences.folded, span.start, span.end):
            return False
        return _ILLNESS.isdisjoint(self._words(index))

    def _turns(self, index: int) -> tuple[bool, int | None]:
        """Whether all of a sentence is about something else, else from where on it is."""
        span = self._sentences.sentences[index].span
        folded = self._sentences.folded
        if _LINK.match(folded, span.start, span.end):
            return True, None
        if index and _EARLIER_ONE.match(folded, span.start, span.end):
            before = self._sentences.sentences[index - 1].span
            if _OF_SERIES.search(folded, before.start, before.end):
                return True, None
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


def _mark_known(drafts: Sequence[Draft]) -> None:
    """Sets `background` on deeds that a report takes for known and comes to late.

    "... None of the officers responsible for the 20 murders was ever convicted": no event of a
    report that has nobody killed before.
    """
    given: set[Role] = set()
    for draft in drafts:
        if draft.certain and draft.role in _HARM:
            known = draft.definite and draft.certain == _BY_NOUN and not draft.zero
            if known and draft.role not in given and draft.sentence > _LEAD:
                draft.background = True
            else:
                given.add(draft.role)


def _inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        return None
