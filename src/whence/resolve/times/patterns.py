"""Expressions that a pattern is sure of: whole ones, and plain ones that a reader may miss.

What a rule adds is what TimeBank's and AQUAINT's annotators mark more often than not, counted on
the part of them that may be looked at: a weekday, a month with its day, a year, "last week",
"three days ago", "two years", "now", "currently".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from whence.resolve.sentences import Token

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = (
    r"(?:January|February|April|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_ANY_MONTH = rf"(?:{_MONTH}|March|May)"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NOT_A_NUMBER = (
    r"(?![\d,]*\d|\.\d|[-’'\w])(?!\s+(?:people|men|women|children|votes|shares|million|billion|"
    r"percent|troops|soldiers|dollars|points|miles|feet)\b)"
)
_DAY = (
    r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
    r"(?![\d:]|,\d|\.\d|\s*[ap]\.?m|[-–]\d+ (?:people|men|women|children)\b)"
)
_PART = r"(?:morning|afternoon|evening|night)"
_WHEN = r"(?:(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his(?: coming| past)?) )"
_COUNT = (
    r"(?:(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:\.\d+)?|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|"
    r"[Tt]en|[Ee]leven|[Tt]welve|[Ff]ifteen|[Tt]wenty|[Tt]hirty|[Ff]orty|[Ff]ifty|[Ss]everal|"
    r"[Aa] few|[Aa] couple of|[Mm]any)"
)
_SOME = rf"(?:{_COUNT}|[Aa]n?)"
_UNIT = r"(?:day|week|fortnight|month|year|decade|hour|minute)"
_ABOUT = r"(?:(?:[Mm]ore than|[Ll]ess than|[Aa]bout|[Aa]lmost|[Nn]early|[Aa]round|[Ss]ome) )?"
_CLOCK = (
    r"(?=[\dNnMm])(?<![\d:.])(?:[01]?\d(?:[:.][0-5]\d)? ?[ap]\.?m\b\.?|[0-2]?\d:[0-5]\d\b|"
    r"\b(?:[Nn]oon|[Mm]idnight)\b)"
)
#: A number after one of these is no count of anything.
_AT = r"(?:(?<=at )|(?<=about )|(?<=around )|(?<=until )|(?<=before )|(?<=after ))"
_ZONE = r"(?:,? (?:(?:GMT|UTC|BST|[ECMP][SD]?T)\b|\((?:GMT|UTC|BST|[ECMP][SD]?T)\)))?"
_DATE = rf"(?:{_ANY_MONTH} {_DAY}(?:,? {_YEAR}\b)?|{_DAY} {_ANY_MONTH}(?:,? {_YEAR}\b)?)"
#: Days with both ends: "March 1-3", "1 to 3 March", "between March 1 and 3".
_ONE_DAY = r"(?:[0-2]?\d|3[01])(?:st|nd|rd|th)?"
_TO = r"(?:\s?[-–—/]\s?| (?:to|through|thru|until|till) )"
_NO_COUNT = (
    r"(?![\d:/]|,\d|\.\d|\s*[ap]\.?m|[-–—]\d|"
    r"\s+(?:people|men|women|children|percent|per cent|(?!was|has|is|as|his|its|this)[a-z]{2,}s)\b)"
)
_DAYS = (
    rf"(?:{_ANY_MONTH} {_ONE_DAY}{_TO}(?:the )?{_ONE_DAY}(?:,? {_YEAR}\b)?{_NO_COUNT}"
    rf"|(?<![\d.,:/-]){_ONE_DAY}{_TO}{_ONE_DAY}(?: of)? {_ANY_MONTH}(?:,? {_YEAR}\b)?)"
)
_BOTH_DAYS = (
    rf"(?:{_ANY_MONTH} {_ONE_DAY} and (?:the )?{_ONE_DAY}(?:,? {_YEAR}\b)?{_NO_COUNT}"
    rf"|{_ONE_DAY} and {_ONE_DAY}(?: of)? {_ANY_MONTH}(?:,? {_YEAR}\b)?)"
)
_PART_OF = (
    r"(?:[Tt]he )?(?:(?:early|late) )?(?:night|evening|morning|afternoon) of "
    rf"(?:{_WEEKDAY},? )?"
)
_WEEK_FROM = (
    r"[Tt]he (?:week|weekend) (?:of|to|from|ending|ended|beginning|starting|commencing) "
    rf"(?:on )?(?:{_WEEKDAY},? )?"
)
_NTH_OF = r"(?:first|second|third|fourth|fifth|last)"
_BEFORE_A_MONTH = r"(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|last|next|this|[Ee]arly|[Ll]ate|[Mm]id)"
_SPELLED_YEAR = (
    r"(?:[Ee]ighteen|[Nn]ineteen)[ -](?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_LISTED_BEFORE = rf"{_ONE_DAY}(?:, {_ONE_DAY})*,? (?:and|or) "
_LISTED = rf"{_ONE_DAY}(?:,? {_YEAR})?"
_LISTED_AFTER = rf"(?:, {_ONE_DAY})*,? (?:and|or) {_ONE_DAY}(?: of)?"
_LIST_ENDS = (
    r"(?=[.,;:)]|$|\s+(?:in|at|on|to|for|when|after|before|by|with|near|during|as|while)\b)"
)
_CROSSING = (
    rf"(?:{_ANY_MONTH} {_ONE_DAY}{_TO}{_ANY_MONTH} {_ONE_DAY}(?:,? {_YEAR}\b)?"
    rf"|{_ONE_DAY} {_ANY_MONTH}{_TO}{_ONE_DAY} {_ANY_MONTH}(?:,? {_YEAR}\b)?)"
)


#: Every pattern holds one of these words or a number, so most of a text need not be searched.
_TRIGGERS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
        june july august september october november december jan feb mar apr aug sept oct nov dec
        day days night week weeks fortnight fortnights weekend month months quarter year years
        decade decades century hour hours minute minutes morning afternoon evening
        weekends biweekly bi-weekly fortnightly
        eighteen nineteen spring summer autumn fall winter noon midnight
        now today yesterday tomorrow tonight
        currently recently nowadays future past period daily bc bce b.c. a.m. p.m. am pm
        christmas thanksgiving easter""".split()
)
#: Code points around such a word that an expression with it, and what is beside it, may take.
_REACH = 40
_SPACE = re.compile(r"\s")


def regions(text: str, tokens: Iterable[Token]) -> list[tuple[int, int]]:
    """The stretches of the text that may hold an expression, in order and apart."""
    found: list[tuple[int, int]] = []
    for token in tokens:
        lower = token.lower
        if not (
            lower in _TRIGGERS
            or lower[0].isdigit()
            or ("-" in lower and not _TRIGGERS.isdisjoint(lower.split("-")))
        ):
            continue
        start = max(0, token.start - _REACH)
        # At a space, lest half a number looks like a year.
        reach = min(len(text), token.end + _REACH)
        space = _SPACE.search(text, reach, reach + _REACH)
        end = space.start() if space else min(len(text), reach + _REACH)
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


class Pattern(NamedTuple):
    """A type and what is marked so."""

    kind: str
    words: re.Pattern[str]
    #: one of these is part of whatever the pattern finds, and is much sooner looked for
    signs: tuple[str, ...]


def _patterns(*rows: tuple[str, str, str]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(kind, re.compile(words), tuple(signs.split("|"))) for kind, words, signs in rows
    )


_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan.|Feb.|Mar.|Apr.|Aug.|Sept.|Oct.|Nov.|Dec."
)
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

_SPAN = r"(?:day|night|morning|afternoon|evening|week|month|year)"
_DEICTIC = (
    r"(?:(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater) )?(?:[Ll]ast|[Nn]ext|[Tt]his) "
    r"(?:week|month|year|quarter|summer|spring|fall|winter|weekend|decade|century)"
)
_END = (
    rf"(?:the )?(?:end|middle|beginning|start) of (?:{_ANY_MONTH}|{_YEAR}|"
    r"(?:the |this |last |next )?(?:year|month|week|day|decade|century))"
)
_EVERY = (
    rf"(?:[Ee]very|[Ee]ach) (?:(?:other|second|third) )?(?:{_WEEKDAY}|{_MONTH}|{_UNIT}|night|"
    r"morning|summer|spring|winter|autumn|fall|weekend|quarter)"
)
_LENGTH = (
    rf"{_COUNT}(?: and a half)?(?: (?:more|full|straight|consecutive))? {_UNIT}s\b(?![- ]old\b)"
    rf"|\bone {_UNIT}"
)
#: Halves and dozens, which no plain count gives: "two and a half years", "half a century".
_HALVED = (
    rf"(?:{_COUNT}(?: |-)and(?: |-)a(?: |-)half (?:{_UNIT}s|centuries)"
    rf"|[Aa]n? (?:{_UNIT}|century) and a half"
    r"|(?:[Hh]alf an?|[Aa] half|[Aa] quarter)[- ](?:century|decade|year|hour)"
    rf"|(?:[Hh]alf )?[Aa] dozen (?:{_UNIT}s|centuries))"
)
_HYPHENED = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty)"
    rf"-{_UNIT}(?:-long)?"
)
_HOLIDAY = (
    r"(?:Christmas|Thanksgiving|Easter|New Year['’]s)(?: (?:Day|Eve|Sunday|Monday|week))?|"
    r"(?:Election|Labor|Memorial|Independence|Boxing) Day|Good Friday"
)

#: What is one expression where any part of it was found, the longest alternatives first.
WHOLE = _patterns(
    (
        "TIME",
        rf"\b{_PART_OF}(?:{_CROSSING}|{_DAYS}|{_DATE}|the {_ONE_DAY}\b|{_WEEKDAY}\b)",
        " of ",
    ),
    (
        "DATE",
        rf"\b{_WEEK_FROM}(?:{_DAYS}|{_DATE})",
        "week",
    ),
    ("DATE", rf"\b[Tt]he week (?:ending|beginning|starting) (?:on )?{_WEEKDAY}\b", "week"),
    (
        "DATE",
        rf"\b(?:the )?{_NTH_OF} {_WEEKDAY} (?:in|of) {_ANY_MONTH}(?:,? {_YEAR}\b)?",
        "day in |day of ",
    ),
    ("DATE", rf"\b{_DAYS}", _MONTHS),
    ("DATE", rf"(?<=[Bb]etween ){_BOTH_DAYS}", _MONTHS),
    ("DATE", rf"\b{_ANY_MONTH}\s?[-–—/]\s?{_ANY_MONTH}(?:,? {_YEAR}\b)?(?! \d)", _MONTHS),
    (
        "DATE",
        rf"(?<![\d,.:/$£€#-])(?<![A-Z] )\b{_YEAR}(?:[-–—/]| [-–—] )(?:{_YEAR}|\d\d)\b(?![-\d/–])",
        "-|–|—|/",
    ),
    (
        "DATE",
        rf"\b{_ABOUT}{_SOME} (?:week|month|year)s? ago (?:on )?(?:today|{_WEEKDAY})\b",
        " ago ",
    ),
    (
        "DATE",
        rf"\b{_ABOUT}{_HALVED} (?:ago|earlier|later|from now)\b",
        " ago| earlier| later| from now",
    ),
    ("DURATION", rf"\b{_ABOUT}{_HALVED}\b(?![- ](?:old|past))", "alf|dozen|quarter"),
    ("DATE", r"\b[Tt]he (?:night|week|weekend|month|year) before last\b", "before last"),
    (
        "TIME",
        rf"{_AT}\d{{1,2}} (?:in the (?:morning|afternoon|evening)|at night)\b",
        "in the |at night",
    ),
    ("TIME", rf"(?<![\d:.])\d{{1,2}}:[0-5]\d,? (?:on )?{_WEEKDAY} {_PART}\b", ":"),
    ("DATE", rf"\b[Tt]his (?:coming|past) {_WEEKDAY}(?:,? {_DATE})?\b", "coming|past"),
    (
        "TIME",
        rf"{_CLOCK}{_ZONE},? (?:{_WEEKDAY}(?:,? {_DATE})?|{_DATE})(?! {_PART})\b",
        f"{_WEEKDAYS}|{_MONTHS}",
    ),
    (
        "TIME",
        rf"{_CLOCK}{_ZONE}|\b[0-2]\d[0-5]\d (?:GMT|UTC)\b",
        ":|am|a.m|pm|p.m|oon|idnight|GMT|UTC",
    ),
    ("DATE", r"(?<![\d-])(?:1[5-9]|20)\d\d-[01]\d-[0-3]\d(?![\d-])", "-0|-1"),
    ("DATE", rf"\b[Tt]he week of {_DATE}", "week of"),
    ("DATE", r"\b(?:the )?day (?:after tomorrow|before yesterday)\b", "tomorrow|yesterday"),
    ("DATE", rf"\b{_WHEN}?{_WEEKDAY},? {_DATE}", _WEEKDAYS),
    ("DATE", rf"\b(?:{_DATE}|{_ANY_MONTH}) (?:this|last|next) year\b", " year"),
    ("DATE", rf"\b{_DATE}", _MONTHS),
    ("DATE", rf"\b{_ANY_MONTH},? {_YEAR}\b{_NOT_A_NUMBER}", _MONTHS),
    ("DATE", r"\b(?:the )?\d{1,4}s? (?:BCE?\b|B\.C\.)", "BC|B.C."),
    ("DATE", rf"\b{_ABOUT}{_SOME} {_UNIT}s? (?:ago|from now)\b", " ago| from now"),
    ("DATE", rf"\b{_SOME} {_UNIT}s? (?:earlier|later)\b", " earlier| later"),
    ("DATE", rf"\b{_END}\b", "end of|middle of|beginning of|start of"),
    (
        "DURATION",
        rf"\b(?:[Tt]he )?(?:past|last|next|first|coming) {_COUNT} {_UNIT}s\b(?: or so\b)?",
        "past |last |next |first |coming ",
    ),
    ("SET", rf"\b{_EVERY}\b", "very |ach "),
)

#: What a reader may miss, besides the whole ones.
PLAIN = _patterns(
    (
        "TIME",
        rf"\b{_WHEN}?{_WEEKDAY} {_PART}\b|\b(?:tonight|last night|this {_PART})\b",
        "morning|afternoon|evening|night",
    ),
    ("DATE", rf"\b{_WHEN}?{_WEEKDAY}\b", _WEEKDAYS),
    ("DATE", rf"\b{_WHEN}?{_MONTH}(?![-\w])", _MONTHS),
    (
        "DATE",
        r"\b(?:(?:[Ll]ater|[Ee]arlier) )?(?:[Yy]esterday|[Tt]omorrow|[Tt]oday)\b",
        "esterday|omorrow|oday",
    ),
    ("DATE", r"\b[Nn]ow\b", "Now|now"),
    # These two are other words as well.
    (
        "DATE",
        rf"\b{_BEFORE_A_MONTH}[ -](?P<of>March|May)\b(?! \d|[-\w]|['’]s)",
        "March|May",
    ),
    ("DATE", rf"\b{_SPELLED_YEAR}\b", "ighteen|ineteen"),
    # "on March 1 and 3", "on 1, 2 and 3 March": a day each.
    ("DATE", rf"\b{_ANY_MONTH} {_LISTED_BEFORE}(?P<of>{_LISTED}){_LIST_ENDS}", _MONTHS),
    (
        "DATE",
        rf"\b{_ANY_MONTH} {_ONE_DAY}, (?P<of>{_ONE_DAY}),? (?:and|or) {_LISTED}{_LIST_ENDS}",
        _MONTHS,
    ),
    ("DATE", rf"(?<![\d.,:/-])\b(?P<of>{_ONE_DAY}){_LISTED_AFTER} {_ANY_MONTH}\b", _MONTHS),
    (
        "DATE",
        rf"(?<![\d.,:/-])\b{_ONE_DAY}, (?P<of>{_ONE_DAY}),? (?:and|or) {_ONE_DAY} {_ANY_MONTH}\b",
        _MONTHS,
    ),
    ("DATE", rf"\b{_DEICTIC}\b", "ast |ext |his "),
    (
        "DATE",
        rf"\b[Tt]he (?:next|same|following|previous) {_SPAN}\b",
        "next|same|following|previous",
    ),
    ("DATE", rf"\b[Tt]he {_SPAN} (?:before|after)\b(?=[,.;])", " before| after"),
    ("DURATION", r"\bthe past (?:day|week|month|year|decade|century)\b", "the past "),
    (
        "DATE",
        r"\b(?:[Tt]he )?(?:(?:early|late|mid)[ -])?(?:1[5-9]|20)\d0['’]?s\b|['’][2-9]0s\b",
        "0s|0's|0’s",
    ),
    (
        "DATE",
        rf"\b(?:the )?(?:first|second|third|fourth)[- ]quarter\b(?: of {_YEAR}\b)?",
        "quarter",
    ),
    ("DATE", r"\b(?:[Tt]he )?year-(?:ago|earlier)\b(?: (?:quarter|period)\b)?", "year-"),
    (
        "DATE",
        rf"(?<![\d,.:/$£€#’'-])(?<![A-Z] )\b{_YEAR}\b{_NOT_A_NUMBER}",
        "20|19|18|17|16|15",
    ),
    ("DATE", rf"\b(?:{_HOLIDAY})\b", " Day|Christmas|Thanksgiving|Easter|New Year|Good Friday"),
    (
        "DATE",
        r"\b(?:[Cc]urrently|(?:[Mm]ore |[Mm]ost )?[Rr]ecently|these days|nowadays)\b",
        "urrently|ecently|these days|nowadays",
    ),
    (
        "DATE",
        r"\b(?:in|for|into|about) (?P<of>the (?:near |foreseeable |distant )?future)\b",
        "future",
    ),
    ("DATE", r"\bin (?P<of>the (?:recent |distant )?past)\b(?! [a-z\d])", " past"),
    ("DATE", r"\b[Rr]ecent (?:years|months|weeks|days)\b", "ecent "),
    ("DATE", r"\b(?:the weekend|the latest (?:period|quarter))\b", "the weekend|the latest"),
    ("SET", r"\b(?:daily|weekends|bi-?weekly|fortnightly)\b", "daily|weekends|weekly|fortnightly"),
    ("DURATION", r"\b[Tt]he (?:fiscal )?year\b(?= end(?:ed|ing)\b)", "year"),
    ("DURATION", rf"\b(?:{_LENGTH})\b", "day|week|fortnight|month|year|decade|hour|minute"),
    (
        "DURATION",
        rf"\b{_HYPHENED}\b(?!-)",
        "-day|-week|-fortnight|-month|-year|-decade|-hour|-minute",
    ),
    ("DURATION", r"\bfor (?P<of>an? (?:day|week|month|year|decade|century))\b", "for a"),
)
