"""What an expression is reckoned from: the dateline, its clause's tense, the dates before it."""

from __future__ import annotations

import calendar as standard
import datetime as dt
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from whence.records import Report
from whence.resolve.sentences import Sentences
from whence.resolve.times import calendar as cal

Tense = Literal["past", "future"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")

#: These say that something lies ahead.
_FUTURE = frozenset(
    """will shall 'll ’ll won't going plan plans planned planning expect expects expected expecting
        scheduled slated due intend intends upcoming prepare prepares preparing tomorrow would
        could may might must should begins starts opens ends expires upcoming""".split()
)
#: So do these in the present, of what has a day set for it: "polls close Sunday".
_SET_FOR_A_DAY = frozenset(
    """close closes meet meets vote votes play plays begin start open end resume resumes expire
        airs debuts premieres hosts returns reconvene reconvenes reopens reopen""".split()
)
_SOUGHT = frozenset("reached located contacted confirmed verified determined found".split())
_NOT = frozenset("not n't n’t never neither nor nobody".split())
#: Before one of them it is no verb in the present: "to vote", "did vote", "a vote", "its end".
_NO_PRESENT = _NOT | frozenset(
    """to did does do a an the this that its his her their of in at on by with for and or no any
        would will could should may might must can two three first last next 's ’s""".split()
)
#: These say that something is over.
_PAST = frozenset(
    """was were had did ago said told killed died fell rose came went took made began held met
        left won lost struck hit shot found ended started opened closed since after last became saw
        gave got kept led sent spoke stood wrote announced reported ran flew drove fought broke
        brought bought built caught chose grew knew paid sold sought taught thought threw beat
        lay drew ate fled felt heard dealt sank hung swore wore tore stole froze rang sang
        rode""".split()
)
_PARTICIPLES = re.compile(r"[a-z]{2,}ed$")
_NEVER_PAST = frozenset(
    """need indeed speed feed seed bleed breed exceed proceed succeed united hundred sacred naked
        limited armed wicked beloved red bed shed""".split()
)
#: Past participles that look ahead: "was scheduled for Friday".
_AHEAD = frozenset("planned expected scheduled slated due supposed".split())
#: Before a participle: it describes ("a contested convention"), or tells no past ("are paid").
_NO_PAST_BEFORE = frozenset("a an the this his her its their our is are be being am".split())
_ASIDE = re.compile(r"[a-z]{2,}ly$")
_MODALS = frozenset("could may might must should would".split())
#: In these a day's own event may lie behind: "would appeal Wednesday's ruling".
_UNSURE = _MODALS | {"to"}
#: Words before an expression that put what it tells of ahead: "by Friday", "as early as Friday".
_COME_ABOUT = frozenset("fell rose was were reached came died grew dropped climbed".split())
_BY = frozenset("by until till".split())
#: Words after "to" that are no verbs: "to the".
_NO_VERB = frozenset("the a an his her its their this that it him them".split())
#: An infinitive further off than this says nothing of the date.
_INFINITIVE = 5
#: Right before an expression they put it ahead, and nowhere else: "come November".
_TOWARDS = frozenset("come toward towards".split())
#: How many words on either side of an expression tell its tense.
_NEAR = 14
_CLAUSE_ENDS = frozenset(",;:—–()")
#: So does what lies behind one of these, after the expression.
_JOINS = frozenset("but while whereas although though because".split())


class Reference(NamedTuple):
    """The report's own day, or the first and the last day that it may be."""

    date: dt.date
    last: dt.date


def reference(report: Report) -> Reference | None:
    """The day on which the report was published, as it says; never the machine's clock.

    In the report's own zone: where a dateline has an offset from UTC, "today" is the day there.
    """
    match = _DATE.match(report.published.value) if report.published else None
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    first = cal.day(year or 0, month or 1, day or 1)
    if first is None:
        return None
    if day:
        return Reference(first, first)
    length = standard.monthrange(first.year, month or 12)[1]
    return Reference(first, first.replace(month=month or 12, day=length))


def tense(sentences: Sentences, start: int, end: int) -> Tense | None:
    """Whether what stands around the code points [start, end) is past or to come.

    The nearest telling word of the sentence decides, one of the same clause before others.
    """
    if not sentences.sentences:
        return None
    sentence = sentences.sentences[sentences.at(start)]
    tokens = sentences.tokens
    first = max(sentence.first, sentences.token_at(start))
    last = min(sentence.last, max(first, sentences.token_at(end)))
    before = [token.lower for token in tokens[max(sentence.first, first - _NEAR) : first]]
    after = [token.lower for token in tokens[last : min(sentence.last, last + _NEAR)]]
    if before[-3:-2] == ["as"] and before[-1] == "as":
        return "future"
    if before[-2:] in (["ahead", "of"], ["set", "for"]) or (before and before[-1] in _TOWARDS):
        return "future"
    if before[-2:] == ["back", "in"]:
        return "past"
    # What a day's own is, "Wednesday's ruling", has been, unless it is plainly to come.
    of_the_day = after[:1] and after[0] in ("'s", "’s")
    if before and before[-1] in _BY:
        over = "had" in (*before, *after) or (before[-1] == "by" and _COME_ABOUT & {*before[-6:]})
        return "past" if over else "future"
    best: tuple[int, Tense] | None = None
    for step, words in ((-1, before[::-1]), (1, after)):
        distance = 0
        for index, word in enumerate(words):
            # What lies behind a comma counts as further away.
            distance += 4 if word in _CLAUSE_ENDS or (step > 0 and word in _JOINS) else 1
            around = (
                before[: len(before) - 1 - index] if step < 0 else [*before[-2:], *after[:index]]
            )
            # What follows is known of what stands before the expression alone.
            following = words[max(0, index - 2) : index][::-1] if step < 0 else ()
            told = _told(word, around, following, distance)
            if told and of_the_day and word in _UNSURE:
                continue
            if told and (best is None or distance + (step > 0) < best[0]):
                best = (distance + (step > 0), told)
                break
    return best[1] if best else None


def plainly_past(sentences: Sentences, start: int) -> bool:
    """Whether a verb in the past stands right before, as in "sank on 31 December"."""
    if not sentences.sentences:
        return False
    sentence = sentences.sentences[sentences.at(start)]
    first = max(sentence.first, sentences.token_at(start))
    before = [token.lower for token in sentences.tokens[max(sentence.first, first - 3) : first]]
    if before[-1:] and before[-1] in ("on", "in"):
        before.pop()
    return len(before) > 0 and _told(before[-1], before[:-1], (), 1) == "past"


def _told(
    word: str, before: Sequence[str], following: Sequence[str], distance: int
) -> Tense | None:
    """What a word tells between those before it and the ones that follow."""
    if word in _AHEAD:
        return "past" if "been" in before[-3:] or "had" in before[-3:] else "future"
    if word in _MODALS:
        # "could have been", but "could have consequences"; "could not be reached on Monday"
        had = following[:1] == ["have"] and (not following[1:] or _is_past(following[1]))
        denied = word == "could" and following[:1] and following[0] in _NOT
        return "past" if had or denied else "future"
    if word == "likely":
        return "future" if following[:1] == ["to"] else None
    if word in _SET_FOR_A_DAY:
        verb = before[-1:] and before[-1] not in _NO_PRESENT
        return "future" if verb else None
    if word == "to" and before[-1:] and before[-1] in _AHEAD and {"had", "been"} & {*before[-4:]}:
        return "past"
    if word == "to":
        # "set to resume Monday", "to meet on Friday", but "to the"
        verb = following[:1] and following[0].isalpha() and following[0] not in _NO_VERB
        return "future" if verb and (distance <= _INFINITIVE or before[-1:] == ["set"]) else None
    if word in _FUTURE:
        return "future"
    if before[-1:] == ["be"] and word in _SOUGHT and "could" in before[-3:]:
        # "nobody could be reached Monday"
        return "past"
    if before[-1:] == ["be"]:
        # "will be held on Friday", "to be held": what stands before tells.
        return None
    if not _is_past(word) or (before[-1:] and before[-1] in _NO_PAST_BEFORE):
        return None
    if before[-2:-1] and before[-2] in _NO_PAST_BEFORE and _ASIDE.match(before[-1]):
        return None  # "a nationally televised event", "is widely read"
    # "if he won" looks ahead.
    return None if "if" in before[-3:] else "past"


def _is_past(word: str) -> bool:
    return (
        word in _PAST
        or bool(_PARTICIPLES.match(word) and word not in _NEVER_PAST)
        or word == "been"
    )


#: A year in the text, and what only a report on its own day says.
_YEAR = re.compile(
    r"(?=\d)(?:(?<![\d,.:$£€#-])\b(?:1\d{3}|20\d\d)\b(?![\d,.]*\d)|\b\d{2,3} BCE?\b)"
)
_OF_THE_DAY = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
#: So many years long past make a text a history, where little in it speaks of its own day.
_MANY_YEARS = 7


def is_history(text: str, day: Reference | None) -> bool:
    """Whether the text tells of long past years, each date reckoned from those before it.

    That a report was published later says nothing of which year its "in March" is, then.
    """
    years = [int(match.group().split()[0]) for match in _YEAR.finditer(text)]
    if day is None:
        return bool(years)
    past = sum(year < day.date.year - 1 for year in years)
    return past >= _MANY_YEARS and past >= 4 * (
        len(years) - past + sum(1 for _ in _OF_THE_DAY.finditer(text))
    )
