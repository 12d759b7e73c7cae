"""Whether what an expression dates is past or to come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from whence.resolve.sentences import Sentences, Token

Tense = Literal["past", "future"]

#: These say that something lies ahead.
_FUTURE = frozenset(
    """will shall 'll ’ll won't going plan plans planned planning expect expects expected expecting
        scheduled slated due intend intends upcoming prepare prepares preparing tomorrow would
        could may might must should begins starts opens ends expires upcoming starting
        beginning""".split()
)
#: Among them those that leave no doubt: "will end in December" is none gone by.
_PLAINLY = frozenset("will shall 'll ’ll won't".split())
#: So do these in the present, of what has a day set for it: "polls close Sunday".
_SET_FOR_A_DAY = frozenset(
    """close closes meet meets vote votes play plays begin start open end resume resumes expire
        airs debuts premieres hosts returns reconvene reconvenes reopens reopen departs depart
        sails launches elects expires lapses matures convenes convene retires publishes releases
        unveils decides host entertains entertain travels""".split()
)
#: And these with what follows: "takes effect on Friday", "goes on trial in May".
_SET_WITH = {
    "takes take": "effect place office over force",
    "comes come": "into",
    "goes go": "to before into ahead live",
    "enters enter": "into",
    "sets set": "out off sail",
    "kicks kick": "off",
    "gets get": "under",
    "runs run": "out from until through",
    "falls fall": "due",
    "steps step": "down",
    "walks walk": "out",
    "stands": "down trial",
    "faces face": "trial sentencing",
    "appears": "in before",
}
_WITH = {
    verb: frozenset(then.split()) for verbs, then in _SET_WITH.items() for verb in verbs.split()
}
#: A verb in the present right before a day looks ahead ("the ferry leaves on Friday"), but these.
_NOT_AHEAD = frozenset(
    """says tells writes reports adds notes thinks believes knows sees hears remembers shows
        recalls means seems attacks talks protests clashes strikes raids polls rallies marches
        deaths results elections comments remarks hearings meetings bombings killings news
        has does was is 's ’s""".split()
)
_ON = frozenset("on in at by until from only".split())
#: What may be between the two: "flies home on Sunday".
_BESIDE = frozenset("home out off down up back here there abroad again over only".split())
_BEGINS = frozenset("begins starts opens ends expires".split())
_GOES = frozenset("goes go".split())
_SHOW = frozenset("trial sale show display strike air stage".split())
_IS = frozenset("is are".split())
#: With "to" and a verb these say in the present what is to come.
_PLANS = frozenset(
    """plan plans planning intend intends hope hopes aim aims want wants going set due expected
        scheduled slated prepare prepares preparing forecast projected likely""".split()
)
_WAS = frozenset("was were had been".split())
_PERSONAL = frozenset("he she it who which that they".split())
_SOUGHT = frozenset("reached located contacted confirmed verified determined found".split())
_NOT = frozenset("not n't n’t never neither nor nobody".split())
#: Before one of them it is no verb in the present: "to vote", "did vote", "a vote", "its end".
_NO_PRESENT = _NOT | frozenset(
    """to did does do a an the this that its his her their of in at on by with for and or no any
        would will could should may might must can two three first last next 's ’s was were
        been had""".split()
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
#: "booked for February", "postponed to March"
_FOR = frozenset({"for", "to", "until", "till"})
_ARRANGED = frozenset(
    """booked arranged postponed moved delayed rescheduled pencilled penciled fixed reserved planned
        scheduled slated adjourned deferred set""".split()
)
#: Past participles that look ahead: "was scheduled for Friday".
_AHEAD = frozenset("planned expected scheduled slated due supposed forecast projected".split())
#: Before a participle: it describes ("a contested convention"), or shows no past ("are paid").
_NO_PAST_BEFORE = frozenset("a an the this his her its their our is are be being am".split())
_DUE = frozenset("due set going expected scheduled planned slated".split())
#: After one of these "hit" and "cut" are no past.
_BASE_BEFORE = frozenset("to will shall would could can may might must should".split())
_ASIDE = re.compile(r"[a-z]{2,}ly$")
_MODALS = frozenset("could may might must should would".split())
#: In these a day's own event may lie behind: "would appeal Wednesday's ruling".
_UNSURE = _MODALS | {"to"}
#: What is done in or at a day's own event is done that day: "would play in Friday's match".
_AT = frozenset({"in", "at", "during"})
#: Words before an expression that put it ahead: "by Friday", "as early as Friday".
_COME_ABOUT = frozenset("fell rose was were reached came died grew dropped climbed".split())
_BY = frozenset("by until till".split())
#: Words after "to" that are no verbs: "to the".
_NO_VERB = frozenset("the a an his her its their this that it him them".split())
#: An infinitive further off than this says nothing of the date.
_INFINITIVE = 5
#: Right before an expression they put it ahead, and nowhere else: "come November".
_TOWARDS = frozenset("come toward towards".split())
#: Where something was, and what its phrase is made of.
_WHERE = frozenset("in at near outside inside off around".split())
_OF_A_PLACE = frozenset({"PROPN", "NOUN", "ADJ", "DET", "NUM"})
_OF_A_NOUN = frozenset({"amod", "compound", "det", "nummod"})
_PARTS_OF_A_MONTH = frozenset("early late mid the".split())
#: How many words on either side of an expression show its tense.
_NEAR = 14
_CLAUSE_ENDS = frozenset(",;:—–()")
#: So does what comes after one of these, after the expression.
_JOINS = frozenset("but while whereas although though because".split())


class TenseFound(NamedTuple):
    """A tense, None where nothing shows it, and whether it is beyond doubt."""

    tense: Tense | None
    sure: bool = False


def tense(sentences: Sentences, start: int, end: int) -> TenseFound:
    """Whether what is around the code points [start, end) is past or to come.

    The nearest word with a tense in the sentence decides, one of the same clause before others.
    Sure is a verb in the past right before ("sank on 31 December"), and a "will" whose verb has the
    expression for its time ("will be abolished in January").
    """
    if not sentences.sentences:
        return TenseFound(None)
    if _is_arranged(sentences, start):
        return TenseFound("future", sure=True)
    if _plainly_past(sentences, start):
        return TenseFound("past", sure=True)
    if _past_in_a_place(sentences, start):
        # a day may be that of a dateline, some hours ahead
        return TenseFound("past", sure=not any(c.isdigit() for c in sentences.text[start:end]))
    found = _nearest(sentences, start, end)
    return TenseFound(found, found == "future" and _plainly_ahead(sentences, start))


def _is_arranged(sentences: Sentences, start: int) -> bool:
    """Whether something was put there: "had been booked for February", "was set for Friday"."""
    first = sentences.token_at(start)
    before = [t.lower for t in sentences.tokens[max(0, first - 2) : first]]
    return len(before) > 1 and before[1] in _FOR and before[0] in _ARRANGED


def _plainly_ahead(sentences: Sentences, start: int) -> bool:
    """Whether a "will" comes before and nothing is past between it and a preposition."""
    sentence = sentences.sentences[sentences.at(start)]
    first = max(sentence.first, sentences.token_at(start))
    before = [t.lower for t in sentences.tokens[max(sentence.first, first - _NEAR) : first]]
    if before[-1:] and before[-1] in ("early", "late", "mid", "the", "next", "this"):
        before.pop()
    if not before or before[-1] not in _ON | {"this", "next", "through", "till", "before"}:
        return False
    for at in range(len(before) - 1, -1, -1):
        word, then = before[at], before[at + 1 : at + 2]
        if word in _CLAUSE_ENDS:
            return False
        if _is_plan(sentences.tokens, max(sentence.first, first - _NEAR) + at):
            continue
        if word in _PLAINLY or (word == "would" and then != ["have"]):
            return True
        if word in _PLANS and then == ["to"]:
            return not _WAS & {*before[max(0, at - 2) : at]}
        if word in _IS | {"be"} and then and then[0] in (*_DUE, "to"):
            return True
        if _tense_of(word, before[:at], before[at + 1 : at + 3], 1) == "future" and (
            word in _SET_FOR_A_DAY or word in _WITH or word in _GOES or word in _BEGINS
        ):
            return True
    return any(
        _in_the_present(sentences.tokens, at, first - at - 1)
        for at in range(max(sentence.first, first - 3), first)
    )


def _nearest(sentences: Sentences, start: int, end: int) -> Tense | None:
    """The tense of the nearest word that has one."""
    sentence = sentences.sentences[sentences.at(start)]
    tokens = sentences.tokens
    first = max(sentence.first, sentences.token_at(start))
    last = min(sentence.last, max(first, sentences.token_at(end)))
    before = _words(tokens, max(sentence.first, first - _NEAR), first)
    after = _words(tokens, last, min(sentence.last, last + _NEAR))
    if before[-3:-2] == ["as"] and before[-1] == "as":
        return "future"
    if before[-2:] in (["ahead", "of"], ["set", "for"]) or (before and before[-1] in _TOWARDS):
        return "future"
    if before[-2:] == ["back", "in"]:
        return "past"
    # What a day's own is, "Wednesday's ruling", has been, unless it is plainly to come.
    of_the_day = after[:1] and after[0] in ("'s", "’s")
    if before and before[-1] in _BY:
        if len(before) == 1 and before[0] == "by":  # "By Sunday, the number of dead stood at 83"
            tenses = (_tense_of(w, after[:n], (), n) for n, w in enumerate(after))
            return next((one for one in tenses if one), "future")
        over = "had" in (*before, *after) or (before[-1] == "by" and _COME_ABOUT & {*before[-6:]})
        return "past" if over else "future"
    best: tuple[int, Tense] | None = None
    for step, words in ((-1, before[::-1]), (1, after)):
        distance = 0
        for index, word in enumerate(words):
            # What comes after a comma counts as further away.
            distance += 4 if word in _CLAUSE_ENDS or (step > 0 and word in _JOINS) else 1
            at = first - 1 - index if step < 0 else last + index
            if (word == "to" and _is_purpose(tokens, at)) or _is_plan(tokens, at):
                continue  # "came from behind to beat them on Tuesday"; "revealed his plans"
            around = (
                before[: len(before) - 1 - index] if step < 0 else [*before[-2:], *after[:index]]
            )
            # What follows is known of what comes before the expression alone.
            following = words[max(0, index - 2) : index][::-1] if step < 0 else ()
            found = _tense_of(word, around, following, distance)
            if found is None and step < 0 and _in_the_present(tokens, first - 1 - index, index):
                found = "future" if sentence.block == "paragraph" else None
            if found and of_the_day and word in _UNSURE and not (before and before[-1] in _AT):
                continue
            if found and (best is None or distance + (step > 0) < best[0]):
                best = (distance + (step > 0), found)
                break
    return best[1] if best else None


def _is_plan(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may look ahead is a noun: "his [plans]", "two missile [launches]"."""
    word = tokens[at].word if at < len(tokens) else None
    if word is None or word.tag != "NOUN":
        return False
    before = tokens[at - 1].word if at else None
    led = before is not None and before.relation in _OF_A_NOUN
    return tokens[at].lower in _FUTURE or (led and tokens[at].lower in _SET_FOR_A_DAY)


def _is_purpose(tokens: Sequence[Token], at: int) -> bool:
    """Whether an infinitive says what for: it has its verb's own time."""
    word = tokens[at + 1].word if at + 1 < len(tokens) else None
    return word is not None and word.tag == "VERB" and word.relation == "advcl"


def _words(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """The words in lower case, a "to" before a noun as "unto": it is no infinitive's."""
    return [
        "unto"
        if token.lower == "to" and at + 1 < len(tokens) and not _may_be_verb(tokens[at + 1])
        else token.lower
        for at, token in enumerate(tokens[first:last], first)
    ]


def _may_be_verb(token: Token) -> bool:
    return token.word is None or token.word.tag in ("VERB", "AUX", "ADV", "PART")


def _in_the_present(tokens: Sequence[Token], at: int, between: int) -> bool:
    """Whether a verb in the present is there with nothing but "on" or "in" up to the day.

    "The deadline is Sunday", "the ferry leaves on Friday": both lie ahead. `between` is the number
    of words up to the expression.
    """
    token = tokens[at]
    after = [t.lower for t in tokens[at + 1 : at + 1 + between]]
    if token.lower in _IS:
        return all(word in _ON or word in _DUE for word in after) and between <= 2
    if token.lower in _NOT_AHEAD or not token.lower.endswith("s") or between > 2:
        return False
    if token.word is None or token.word.tag != "VERB" or at == 0:
        return False
    if any(word not in _ON and word not in _BESIDE for word in after):
        return False
    subject = tokens[at - 1]
    named = subject.word is not None and subject.word.tag in ("NOUN", "PROPN")
    single = not subject.lower.endswith("s") or subject.lower.endswith("ss")
    return (named and single) or subject.lower in _PERSONAL


def _plainly_past(sentences: Sentences, start: int) -> bool:
    """Whether a verb in the past comes right before, as in "sank on 31 December"."""
    sentence = sentences.sentences[sentences.at(start)]
    first = max(sentence.first, sentences.token_at(start))
    before = [token.lower for token in sentences.tokens[max(sentence.first, first - 3) : first]]
    if before[-1:] and before[-1] in ("on", "in"):
        before.pop()
    if before and _tense_of(before[-1], before[:-1], (), 1) == "past":
        return True
    return _in_past_perfect(sentences, sentence.first, first)


def _past_in_a_place(sentences: Sentences, at: int) -> bool:
    """Whether nothing but where it was is between a verb and the day: "met in Geneva in May"."""
    tokens, start = sentences.tokens, sentences.sentences[sentences.at(at)].first
    at, opened = max(start, sentences.token_at(at)) - 1, False
    while at > start and tokens[at].lower in _PARTS_OF_A_MONTH:
        at -= 1
    if at <= start or tokens[at].lower not in ("on", "in"):
        return False
    for here in range(at - 1, start, -1):
        token = tokens[here]
        if token.word is None:
            return False
        if token.word.tag == "VERB":
            before = [t.lower for t in tokens[max(start, here - 3) : here]]
            return opened and _tense_of(token.lower, before, (), 1) == "past"
        # "found dead in a flat in Lunde"
        opened = token.lower in _WHERE or (opened and token.word.tag == "ADJ")
        if not (opened or token.lower == "," or token.word.tag in _OF_A_PLACE):
            return False
    return False


def _in_past_perfect(sentences: Sentences, start: int, first: int) -> bool:
    """Whether a clause before says what had been: "had driven the barrels off in February"."""
    tokens = sentences.tokens
    for at in range(first - 1, max(start, first - _NEAR) - 1, -1):
        lower = tokens[at].lower
        if (
            lower in _CLAUSE_ENDS
            or lower in _FUTURE
            or (lower == "to" and _is_verb(tokens, at + 1))
        ):
            return False
        if lower == "had":
            word = tokens[at + 1].word if at + 1 < first else None
            return word is not None and word.tag in ("VERB", "AUX", "ADV", "PART")
    return False


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].word if at < len(tokens) else None
    return word is not None and word.tag == "VERB"


def _tense_of(
    word: str, before: Sequence[str], following: Sequence[str], distance: int
) -> Tense | None:
    """The tense of a word between those before it and the ones that follow."""
    if word in _AHEAD:
        return "past" if "been" in before[-3:] or "had" in before[-3:] else "future"
    if word in _MODALS:
        # "could have been", but "could have consequences"; "could not be reached on Monday"
        had = following[:1] == ["have"] and (not following[1:] or _is_past(following[1]))
        denied = word == "could" and following[:1] and following[0] in _NOT
        return "past" if had or denied else "future"
    if word == "likely":
        return "future" if following[:1] == ["to"] else None
    # A "to" before a noun is "unto" here: "Voters go to the polls on Saturday".
    then = "to" if following[:1] == ["unto"] else "".join(following[:1])
    set_with = word in _WITH and then in _WITH[word]
    on_show = word in _GOES and following[:1] == ["on"] and following[1:2] and following[1] in _SHOW
    if word in _SET_FOR_A_DAY or set_with or on_show:
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
        # "will be held on Friday", "to be held": what comes before decides.
        return None
    if not _is_past(word) or (before[-1:] and before[-1] in _NO_PAST_BEFORE | _BASE_BEFORE):
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
