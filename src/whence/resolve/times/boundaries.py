"""Where an expression begins and ends: its own words, and no others.

What belongs to one is what TimeBank's and AQUAINT's annotators include more often than not:
"early", "later", "the past", "more than two years ago", but not "until", "only", "its" or a
possessive's "s".
"""

from __future__ import annotations

import re

from whence.resolve.times.word_lists import HOLIDAYS, MOVING_HOLIDAYS

_UNIT = (
    r"(?:second|minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|"
    r"century|centurie|millennium)s?"
)
_COUNT = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"forty|fifty)"
)
_NTH = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_MONTH = (
    r"(?:jan(?:uary|\.)|feb(?:ruary|\.)|march|april|may|june|july|aug(?:ust|\.)|sept(?:ember|\.)|"
    r"oct(?:ober|\.)|nov(?:ember|\.)|dec(?:ember|\.))"
)
_NAMES = "|".join(
    re.escape(name) for name in sorted((*HOLIDAYS, *MOVING_HOLIDAYS), key=len, reverse=True)
)

#: What makes words an expression of time at all.
TRIGGER = re.compile(
    rf"\b(?:{_UNIT}|{_MONTH}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tues?|wed|thurs?|fri|sat|sun|"
    r"\d{3,4}|\d{2,4}s|\d{1,2}[:./]\d\d|\d\d? ?bce?|\d\d?(?:st|nd|rd|th)|\d+ ?[ap]\.?m|o['’]clock|"
    r"spring|summer|autumn|fall|winter|mornings?|afternoons?|evenings?|dawn|dusk|noon|midday|"
    r"midnight|overnight|today|tonight|tomorrow|yesterday|now|nowadays|current(?:ly)?|present(?:ly)?|"
    r"recent(?:ly)?|lately|previously|formerly|once|past|future|soon|shortly|ago|earlier|early|later?|"
    r"term|period|date|era|moment|eventually|time|times|daily|nightly|weekly|fortnightly|biweekly|"
    r"monthly|quarterly|yearly|annual(?:ly)?|hourly|everyday|easter|pentecost|"
    rf"twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|q[1-4]|{_NAMES})\b"
    r"|['’]\d\ds?\b|\bday\b|day\b",
    re.IGNORECASE,
)
#: What the tagger may take for a time and nobody else does.
NO_TIME = re.compile(
    r"(?:(?:at |for )?(?:the |this |that )?(?:same|first|second|third|last|next|only|long) time"
    r"|(?:this|a|any|some|each|every|all|all the|the first|long) times?"
    r"|a long time|the end|the beginning"
    r"|.*\banniversary|.*\bbirthday|(?:the|a|an) (?:era|date|moment)"
    r"|late|early|earlier|later|last|time"
    # Quarters of towns, zones of the clock, and distances.
    r"|(?:the )?(?:french|latin|jewish|muslim|armenian|christian|diplomatic) quarter"
    r"|(?:(?:eastern|central|mountain|pacific|local|standard|daylight|mean) )+time"
    r"|.*\blight[- ]years?"
    r"|(?:the )?beginning of time|d-day"
    r"|chapter \d+|all times [a-z]+|\d{1,2}|(?:the|this|that) (?:latest|first)|at once)",
    re.IGNORECASE,
)
#: An age measures somebody, no stretch of what happened.
AGE = re.compile(r"[- ]olds?\b|[- ]of[- ]age\b")

_LEAD = re.compile(
    r"(?:(?:over|during|since|until|till|by|on|in|from|dated|its|his|her|their|our|my|your|both|only|"
    r"just|for|to|of|and|or|but|between|through|throughout|starting|beginning|ending|ended|within|"
    r"also|even|as|than|after|before|that|when|these last|least|ahead|well|into|further)\s+"
    r"|\d+\s+(?=(?:per|an?)\s)|all times\s+|at\s+(?!least|most|present|the moment|this)"
    r"|[\s\"“”‘`(\[,;:_–—-]+)",
    re.IGNORECASE,
)
#: These begin with one of the words above, and rightly.
_WHOLE = re.compile(
    r"(?:just now|from time to time|to date|until now|by now|these last|that (?:day|time|same|year|"
    r"month|week|night|morning|evening|afternoon|weekend|quarter|period|summer|winter|spring|fall|"
    r"autumn)\b|in the past\b(?! )|in due course|in future|just recently)",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    rf"(?:a|an|the)\s+(?={_NTH}-quarter\b|year-(?:ago|earlier)$|{_COUNT}-{_UNIT}\b|"
    rf"{_UNIT}[- ]long\b|{_COUNT} (?:day|week|month|year|hour)\b(?! and)|[12]\d{{3}}$|"
    rf"{_MONTH} \d|years-old\b|fiscal [12]\d{{3}}$)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s*\([^)]*|(?<!\d0)[’'`]s|[’'](?=s?$)|\s+(?:ended|ending|of|that|which|in|on|at|after|before|since|until|when|"
    r"followed|following|and|or|to|the|a|by|for|from|with|deadline|itself|alone|as|is|was|were|has|had|"
    r"here|there)"
    r"|[\s\"“”’`'),;:!?_–—-]+|(?<![ap]\.m)(?<!\b[ap]m)(?<!\b[A-Z][a-z]{2})(?<!\bSept)\.+)$"
)
_STOP = re.compile(r"(?:\b[ap]\.?m|\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))$")
#: "The day before, he had called", but "the day before the vote".
_DAY_BEFORE = re.compile(rf"the {_UNIT} (?:before|after)", re.IGNORECASE)
_MARKS = (",", ".", ";", "")
#: "a March 8 appearance", "the May 9 deadline": the noun is not the date's.
_NOUN_AFTER = re.compile(
    r"(?<=\d)\s+(?!(?:of|this|last|next|in|to|and|or|through|at|until)\b)[a-z][a-z -]*$"
)
_MONTH_DAY = re.compile(rf"{_MONTH} \d{{1,2}}(?:, \d{{4}})?\s+[a-z]", re.IGNORECASE)
_NOW_AFTER = re.compile(r"(?<=\w)\s+now$", re.IGNORECASE)

_EVE = re.compile(r"['’]s (?:Eve|Day)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:\s+(?:ago|earlier|from now)\b|\s+or so\b|\s+or two\b|\s+to come\b)", re.IGNORECASE
)
_BEFORE = re.compile(
    r"(?:\b(?:early|late|earlier|later|last|next|this|mid)[\s-]"
    r"|\b(?:more|less) than |\b(?:every|each|another) |\bearlier on )$",
    re.IGNORECASE,
)
_THE_BEFORE = re.compile(r"\bthe $", re.IGNORECASE)
_WITH_THE = re.compile(
    rf"(?:(?:past|last|next|first|coming|final) (?:{_COUNT}|few|several|couple|\w+teen)\b"
    rf"|(?:end|middle|beginning|start|rest|week|day) of\b|{_NTH} (?:fiscal )?quarter|"
    r"(?:early |late |mid-)?(?:1[5-9]|20)\d0['’]?s|weekend$|quarter$|latest|"
    r"(?:following|previous|next|same) (?:day|week|month|year|morning|night)|"
    r"(?:spring|summer|autumn|fall|winter)$|(?:near |foreseeable )?future$|past$)",
    re.IGNORECASE,
)
#: More code points than any word that an edge may take in.
_REACH = 14


def put_right(text: str, start: int, end: int) -> tuple[int, int]:
    """The expression's own code points; an empty span where nothing of it is one."""
    if start and text[start - 1] in ":." and text[start : start + 1].isdigit():
        start = _clock_start(text, start)
    return _grown(text, *_trimmed(text, start, end))


def _clock_start(text: str, start: int) -> int:
    """The hour belongs to the minutes that were found without it."""
    at = start
    while at and at > start - 3 and (text[at - 1].isdigit() or text[at - 1] in ":."):
        at -= 1
    return at if text[at].isdigit() else start


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end:
        words = text[start:end]
        if _WHOLE.match(words):
            break
        match = _LEAD.match(words) or _DETERMINER.match(words)
        if not match or match.end() == 0:
            break
        start += match.end()
    while start < end:
        words = text[start:end]
        match = _TAIL.search(words) or _NOW_AFTER.search(words)
        if match is None and _MONTH_DAY.match(words):
            match = _NOUN_AFTER.search(words)
        if match is None or match.end() == match.start():
            break
        if _DAY_BEFORE.fullmatch(words) and text[end : end + 1] in _MARKS:
            break
        end = start + match.start()
    return start, end


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    if end <= start:
        return start, start
    if text[end : end + 1] == "." and _STOP.search(text[max(start, end - 5) : end]):
        end += 1
    if (eve := _EVE.match(text, end)) and text[start:end].lower().endswith("new year"):
        end = eve.end()
    after = _AFTER.match(text, end)
    if after and re.search(rf"(?:{_UNIT}|time)$", text[start:end], re.IGNORECASE):
        end = after.end()
    for _ in range(2):
        before = _BEFORE.search(text, max(0, start - _REACH), start)
        if before is None:
            break
        start = before.start()
    if _WITH_THE.match(text, start, end):
        before = _THE_BEFORE.search(text, max(0, start - 4), start)
        if before:
            start = before.start()
    return start, end
