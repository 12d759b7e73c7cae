"""What looks like a time and is not one: June Halloran, room 1912, 2019 litres."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from whence.lang import words as words_in
from whence.records import Mention
from whence.resolve.sentences import Token

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
#: Alone, as a first or last name has it.
_BARE = re.compile(
    rf"(?:the )?(?:{_MONTH}|{_WEEKDAY}|Spring|Summer|Autumn|Winter|Easter|Christmas|Dawn|Noon)",
    re.IGNORECASE,
)
#: A day, a month or a weekday, which a name may have for a part. A year in a name is mostly one.
_DATED = re.compile(
    rf"(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?:{_MONTH}|{_WEEKDAY})\.?"
    rf"(?: \d{{1,2}}(?:st|nd|rd|th)?)?",
    re.IGNORECASE,
)
_FEASTS = words_in("times", "feasts")
_THINGS = words_in("times", "things of a feast")
#: The word behind, as in "Christmas lights".
_NEXT_WORD = re.compile(r"[ -]([a-z]+)\b")
_YEAR = re.compile(r"(?:the |no\.? )?(?:1\d|20)\d\d", re.IGNORECASE)
#: What a name of somebody or something may be; an event's date is one ("the June 4 Uprising").
_NAMED = frozenset("person organization product facility group other".split())
#: Bodies, papers and places that are called after a date: "the 6 April Movement".
_BODIES = (
    r"(?:Movement|Party|Brigades?|Front|Group|Alliance|Coalition|Committee|Council|Foundation|"
    r"University|College|School|Hospital|Museum|Memorial|Bridge|Street|Avenue|Road|Square|Park|"
    r"Stadium|Airport|Battalion|Division|Union|Association|Club|Society|Institute|Trust|Army|"
    r"Network|Initiative|Committee|Fund|League|Forces?|Company|Organi[sz]ation|Federation|"
    r"Times|Courier|Telegraph|Herald|Post|News|Express|Mail|Mirror|Star|Sun|Tribune|Gazette|World|"
    r"Independent|Journal|Observer|Chronicle|Standard|Record|Mercury|Examiner|Leader|Guardian|"
    r"Business|Nation|Vision|Monitor|Punch|Vanguard|Argus|Echo|Sport|Life|People|Review|Show)\b"
)
_CALLED_AFTER = re.compile(rf"[ -](?:[A-Z][\w’'&-]* ){{0,3}}{_BODIES}")
#: So are these, where the date has a day: "the 17 November group".
_BAND = re.compile(
    r" (?:group|movement|party|brigade|alliance|coalition|faction|militia|organi[sz]ation|cell)\b"
)
_THE = re.compile(r"\b[Tt]he $")
_PAPER = re.compile(r"\b(?:Mail|Independent|Scotland|Wales|Ireland|Mirror|Sport) on $")
#: After these a month or a weekday is one, whatever surname follows it.
_SURELY_DATING = re.compile(
    r"\b(?:in|on|since|until|till|during|last|next|early|late|mid|this|every|each)[ -]$",
    re.IGNORECASE,
)
#: Before a date that is one: "on Tuesday Moss sued", "in August Tillen left".
_DATING = re.compile(
    r"\b(?:on|in|by|of|from|to|since|until|till|before|after|during|through|and|or|for|at|late|"
    r"early|earlier|later|mid|last|next|this|every|each|the|between|as|over|\d+(?:st|nd|rd|th)?)"
    r"[\s-]$|[,;(–—-]\s?$|\d $",
    re.IGNORECASE,
)
_SURNAME = re.compile(r" (?P<name>[A-Z][a-z’'-]+[A-Z]?[a-z]+)\b(?! \d)")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Dame|Lord|Lady|Captain|Capt|Sergeant|Sgt|Major|Maj|Colonel|Col|"
    r"General|Gen|Lieutenant|Lt|Corporal|Private|Constable|Inspector|Detective|Officer|Commander|"
    r"Admiral|President|Minister|Senator|Sen|Judge|Justice|Mayor|Governor|Gov|Councillor|Professor|"
    r"Father|Sister|Brother|Bishop|Pastor|Rabbi|Imam|Coach|Nurse|Doctor)\.? $",
    re.IGNORECASE,
)
#: What comes before a number that is a label.
_LABEL = re.compile(
    r"\b(?i:room|hall|suite|apartment|flat|flight|train|route|bus|tram|gate|platform|highway|"
    r"motorway|runway|pier|berth|shaft|bed|cell|ward|unit|block|locker|box|mailbox|drawer|file|"
    r"case|dossier|docket|order|directive|resolution|decree|regulation|ordinance|article|section|"
    r"paragraph|clause|chapter|verse|page|pages|psalm|number|serial|model|type|version|channel|"
    r"frequency|extension|badge|plate|ticket|lot|plot|parcel|patrol|squad|squadron|regiment|"
    r"battalion|brigade|checkpoint|grid|pin|asteroid|comet|galaxy|prisoner|inmate|convoy|hull|"
    r"locomotive|wagon|carriage|container|seat|row|stall|booth|hangar|boeing|airbus|peugeot|mazda|"
    r"catalogue|exhibit|bib|windows)(?i: number| no\.?)?\.? (?:#|№)?$"
    r"|\bNos?\.? ?$|[#№] ?$"
)
#: What years are not counted in, and what measures always are.
_UNITS = re.compile(
    r"[ -](?:lit(?:re|er)s?|gallons?|barrels?|tons?|tonnes?|kilos?|kilograms?|kg|grams?|pounds?|"
    r"lbs?|ounces?|met(?:re|er)s?|kilomet(?:re|er)s?|km|miles?|feet|foot|ft|inches|yards?|acres?|"
    r"hectares?|ha|square|cubic|degrees?|volts?|watts?|kilowatts?|megawatts?|mw|hp|horsepower|"
    r"calories|bytes?|pixels?|rpm|bpm|cc|euros?|pounds|dollars?|rupees?|yen|yuan|pesos?|francs?|"
    r"marks?|crowns?|roubles?|rubles?|shillings?|dirhams?|percent|points?|degrees|rounds|"
    r"million|billion|trillion|thousand|m|cm|mm)\b(?!-)",
    re.IGNORECASE,
)
#: Before a count, and before no year.
_COUNTING = re.compile(
    r"\b(?:about|some|nearly|almost|approximately|roughly|exactly|another|at least|at most|"
    r"as many as|more than|fewer than|up to|total of|additional|extra|further) $",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r" (?:[a-z]+ )?(?!(?:was|has|is|as|does|its|this|his|during|across|elections|protests|riots|"
    r"games|levels|talks|attacks|figures|results|clashes|floods|fires)\b)(?P<noun>"
    r"[a-z]{3,}s|people|men|women|children|police|cattle|sheep|staff)\b"
)
#: Characters before an expression that show what it is: a few words. A guess, not measured.
_NEAR = 24
#: "USA TODAY", "Florida Today": papers, but "Storms hit Florida today".
_PAPERS_TODAY = re.compile(r"(?:USA )?TODAY(?: \d.*)?|Today")
_NAME_BEFORE = re.compile(r"[A-Za-z,;:(/] ?[A-Z][a-z]+ $|\bUSA $")
#: How long a film lasts, where pages list them: "| 2:30", "Watch the launch 01:14".
_PLAYING_TIME = re.compile(r"\d{1,2}:[0-5]\d")
_LISTED = re.compile(r"[|•·▶►] ?$")
#: Words before a time of day; without one a number at a line's end is no time.
_OF_A_CLOCK = re.compile(
    r"(?:\b(?:at|by|around|about|until|till|til|from|to|after|before|since|past|near|than|the|of|"
    r"and|or|between|on|is|was|updated|posted|published|last|day|\d{4})|^|[\n,;:(–—-])\s*$",
    re.IGNORECASE,
)
_LINE_ENDS = re.compile(r"[ \t]*(?:\n|$)")


class Names:
    """The names of a text that a time may be a part of."""

    def __init__(self, text: str, entities: Sequence[Mention], tokens: Sequence[Token]) -> None:
        """Takes the reader's mentions and the text's tokens, with their syntax where known."""
        self._text = text
        self._named = sorted(
            (m.span.start, m.span.end, m.type) for m in entities if m.type in _NAMED
        )
        self._longest = max((end - start for start, end, _ in self._named), default=0)
        self._tokens = tokens
        self._starts = [token.start for token in tokens]

    def hold(self, start: int, end: int, *, read: bool) -> bool:
        """Whether the code points [start, end) are part of a name or a number of something else.

        `read` says that the reader took them for a time, which supports one.
        """
        words = self._text[start:end]
        if _PLAYING_TIME.fullmatch(words):
            return self._lasts(start, end)
        if words.lower() in _FEASTS and (thing := _NEXT_WORD.match(self._text, end)):
            return thing[1] in _THINGS
        if _PAPERS_TODAY.fullmatch(words):
            in_name = _NAME_BEFORE.search(self._text, max(0, start - _NEAR), start)
            return words.startswith("USA ") or bool(in_name)
        if _YEAR.fullmatch(words):
            return self._labels(end - 4) or self._counts(end - 4, end)
        if not _DATED.fullmatch(words):
            return False
        if self._within(start, end, read=read):
            return True
        before = self._text[max(0, start - _NEAR) : start]
        if _PAPER.search(before):
            return True
        called = _CALLED_AFTER.match(self._text, end) or (
            any(map(str.isdigit, words)) and _BAND.match(self._text, end)
        )
        if called and (_THE.search(before) or words.lower().startswith("the ")):
            return True
        return bool(_BARE.fullmatch(words)) and self._first_name(start, end, before)

    def _within(self, start: int, end: int, *, read: bool) -> bool:
        """Whether a name goes beyond the words on either side."""
        at = bisect_left(self._named, (start - self._longest,))
        while at < len(self._named) and self._named[at][0] < end:
            first, last, kind = self._named[at]
            at += 1
            # A name's "the" is none of it: "The 12th" is the whole.
            own = first + 4 if self._text[first : first + 4].lower() == "the " else first
            if kind == "person" and (own, last) == (start, end) and not read:
                return True  # "since May lost the vote"
            if last < end or (own >= start and last <= end) or last <= start:
                continue
            if own > start:
                continue  # "on Friday Reuters said": the name begins after it
            if kind == "person" and own < start and self._alone(own, start):
                continue
            before = self._text[max(0, start - _NEAR) : start]
            if kind == "person" and own == start and _SURELY_DATING.search(before):
                continue
            if kind == "person" or last > end or not read:
                return True
        return False

    def _alone(self, first: int, start: int) -> bool:
        """Whether somebody is known without what is taken for the last name: "Tusk Friday"."""
        own = self._text[first:start].strip()
        if " " in own:
            return True
        if _DATED.fullmatch(own):
            return False
        return any(
            last - first_ == len(own) and self._text[first_:last] == own
            for first_, last, kind in self._named
            if kind == "person"
        )

    def _first_name(self, start: int, end: int, before: str) -> bool:
        """Whether a surname follows: "Captain August Tillen", "June Halloran said"."""
        match = _SURNAME.match(self._text, end)
        if _TITLE.search(before):
            return match is not None
        if match is None or (_DATING.search(before) and not self._beside(start, before)):
            return False
        name = match["name"]
        if not any(
            first == match.start("name") and kind == "person" for first, _, kind in self._named
        ):
            return False
        # Somebody who was named in full before is called by the surname now.
        earlier = re.search(rf"[A-Z][\w’'.-]+ {re.escape(name)}\b", self._text[:start])
        return earlier is None

    def _beside(self, start: int, before: str) -> bool:
        """Whether somebody's name comes before an "and": "Jan Novik and Wednesday Addams"."""
        at = start - len(" and ")
        return before.endswith(" and ") and any(
            last == at and kind == "person" for _, last, kind in self._named
        )

    def _lasts(self, start: int, end: int) -> bool:
        """Whether it is the playing time of a film in a list, and no time of day."""
        before = self._text[max(0, start - _NEAR) : start]
        if _LISTED.search(before):
            return True
        return bool(_LINE_ENDS.match(self._text, end)) and not _OF_A_CLOCK.search(before)

    def _labels(self, start: int) -> bool:
        return bool(_LABEL.search(self._text, max(0, start - _NEAR), start))

    def _counts(self, start: int, end: int) -> bool:
        """Whether a number like a year counts or measures what follows."""
        if _UNITS.match(self._text, end):
            return True
        if not _PLURAL.match(self._text, end):
            return False
        before = self._text[max(0, start - _NEAR) : start]
        if _COUNTING.search(before):
            return True
        at = bisect_left(self._starts, start) - 1
        word = self._tokens[at].word if at >= 0 else None
        return bool(
            word is not None and word.tag == "VERB" and not self._tokens[at].lower.endswith("ing")
        )
