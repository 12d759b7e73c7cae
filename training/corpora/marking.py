"""Labels put on the words of a report from what a key says of it as a whole.

A key says "Galan was killed"; which words of the report show that, it does not say. A name is
labelled only where the report speaks of harm of that kind near by, a described group only where
the nearest harm is of that kind, a number only where a construction and the key agree. What is
in doubt stays without a label, which is not the same as the label "O".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from training.corpora.lexicon import head_types, plain_words, usual_tags

#: In the order of the head's logits: what befell whom a word stands for, or that the word's
#: bearer is said to have done it. "detained" is held by anybody, kidnappers too; "attacked" is
#: harmed or aimed at in a way that is none of the others, or not said.
LABELS = "O killed injured missing detained displaced accused attacked".split()

#: Words that speak of each kind of harm.
HARM = {
    "killed": r"kill|murder|assassin|die[ds]?$|dead|death|dying|slain|slay|fatal|massacr|execut"
    r"|body$|bodies|corpse|homicid|lynch",
    "injured": r"wound|injur|hurt$|maim|burn(ed|s)?$|hospitali[sz]",
    "missing": r"missing|disappear|whereabouts",
    "detained": r"arrest|detain|detention|jail|imprison|prison|custody|sentenced|kidnap|abduct"
    r"|captur|captiv|hostage|ransom",
    "attacked": r"attack|bomb|explo|shot|shoot|gunfire|threat|assault|beat(en|ing)?$|tortur|dynamit"
    r"|grenade|ambush|harass|raid",
}
_HARM = {role: re.compile(stems) for role, stems in HARM.items()}
_BLAME = re.compile(
    r"accus|suspect|charge[ds]|blam|responsib|perpetrat|convict|shooter|gunm[ae]n|opened"
    r"|" + HARM["killed"] + "|" + HARM["attacked"] + "|" + HARM["detained"]
)
_SPEECH = set("said says say told tells reported stated added announced noted confirmed".split())
_TITLES = set(
    "president mr mrs ms dr general gen colonel col captain capt major maj lieutenant lt senator"
    " sen minister mayor father archbishop bishop monsignor priest judge deputy candidate professor"
    " sgt agent sergeant officer attorney rep representative governor gov leader commander sheriff"
    " chief cpl detective journalist activist lawyer reporter".split()
)
_DAYS = set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december".split()
)
_SUFFIXES = {"jr", "sr", "ii", "iii"}
_ARTICLES = {"the", "a", "an"}
_SHORT = 4  # letters of an abbreviation at most
_PARTING = 2  # words that a conjunction counts for, besides itself
_UNITS = 2  # a unit may be so many words behind its number

_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"”’')\]]*\s+|\n+")
_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
_COUNT = r"\d{1,3}(?![\d,.-]*\d)|" + "|".join(word for word in _NUMBERS if word != "zero")
_ABOUT = r"(?:(?:at least|as many as|about|nearly|up to|more than|another|some|the|all) )*"
_GROUP = r"(?P<group>(?: (?!and\b|or\b|but\b)[a-z-]+){0,3}?)"
_DONE = {
    "killed": r"killed|dead|slain|murdered|shot dead|shot to death|fatally shot|died|killed dead",
    "injured": r"injured|wounded|hurt",
}
_DOING = {
    "killed": r"killed|killing|kills?|murdered|murdering|deaths of|death of|slaying of",
    "injured": r"wounded|wounding|wounds?|injured|injuring|injures",
}
_BE = r"(?: (?:who )?(?:were|was|are|is|have been|had been|has been|have|had))?"
_HOW = r"(?: (?:[a-z]+ly|also|left|shot and))*"
_END = r"(?=[,.;]| and\b| at\b| in\b| before\b| on\b| when\b| after\b|$)"
_COUNTED = [
    (role, re.compile(pattern))
    for role, done in _DONE.items()
    for pattern in (
        rf"\b(?:{_DOING[role]}) {_ABOUT}(?P<count>{_COUNT})\b{_GROUP}{_END}",
        rf"\b(?P<count>{_COUNT})\b{_GROUP}{_BE}{_HOW} (?:{done})\b(?! or\b)",
    )
]


class Word(NamedTuple):
    """A word, without a possessive ending."""

    start: int
    end: int
    text: str
    sentence: int
    folded: str  #: in lower case, without accents


def folded(text: str) -> str:
    """Lower case, no accents."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in apart if not unicodedata.combining(char)).replace("’", "'")


class Marker:
    """One report whose words are being labelled."""

    def __init__(self, text: str) -> None:
        self.text = text
        bounds = [match.end() for match in _STOP.finditer(text)]
        self.words: list[Word] = []
        for match in _WORD.finditer(text):
            end = match.end()
            if folded(match.group())[-2:] == "'s":
                end -= 2
            place = bisect_right(bounds, match.start())
            form = text[match.start() : end]
            self.words.append(Word(match.start(), end, form, place, folded(form)))
        self._harm: dict[int, set[str]] = {}
        self._blame: set[int] = set()
        for word in self.words:
            for role in self.roles(word):
                self._harm.setdefault(word.sentence, set()).add(role)
            if _BLAME.match(word.folded):
                self._blame.add(word.sentence)
        self._found: dict[int, tuple[int, str]] = {}
        self._doubtful: set[int] = set()
        #: Last words of names, for names to be varied.
        self.people: list[tuple[int, int]] = []

    @staticmethod
    def roles(word: Word) -> list[str]:
        """The kinds of harm that a word speaks of."""
        return [role for role, stems in _HARM.items() if stems.match(word.folded)]

    def put(self, word: Word, label: str) -> None:
        """Labels a word; two labels that differ leave it without one."""
        known = self._found.get(word.start)
        if known and known[1] != label:
            if label == "O":
                return
            if known[1] != "O":
                self._doubtful.add(word.start)
        self._found[word.start] = (word.end, label)

    def doubt(self, word: Word) -> None:
        """Leaves a word without a label for good."""
        self._doubtful.add(word.start)

    def spans(self) -> list[tuple[int, int, str]]:
        """The labels, in the order of the text."""
        return [
            (start, end, label)
            for start, (end, label) in sorted(self._found.items())
            if start not in self._doubtful
        ]

    def speaks_of(self, label: str, sentence: int, reach: int = 1) -> bool:
        """Whether the sentence, or one within reach of it, speaks of such harm or of blame."""
        near = range(sentence - reach, sentence + reach + 1)
        if label == "accused":
            return any(one in self._blame for one in near)
        return any(label in self._harm.get(one, ()) for one in near)

    def names(self, full: str) -> list[int]:
        """Indices of the last words of a name's mentions, the full name's and the surname's.

        A surname alone counts only where the full name is somewhere, and not behind a first
        name that is somebody else's.
        """
        parts = [folded(p) for p in _WORD.findall(re.sub(r"\[.*?\]|\(.*?\)|\".*?\"", " ", full))]
        parts = [p for p in parts if p not in _SUFFIXES]
        if not parts:
            return []
        own, found, whole = set(parts), [], len(parts) == 1
        last = {parts[-1], *parts[2:]}
        if any(w.folded in last and self._has_another(i, own) for i, w in enumerate(self.words)):
            last = set()  # a family: a surname alone may be anybody's
        for index, word in enumerate(self.words):
            if word.folded not in own or not word.text[:1].isupper():
                continue
            following = self._word(index + 1)
            if following and self._joined(index) and self._goes_on(following, own):
                continue  # a longer name, or somebody else's
            first = index
            while first and self.words[first - 1].folded in own and self._joined(first - 1):
                first -= 1
            if index - first + 1 >= min(2, len(parts)):
                found.append(index)
                whole = True
            elif word.folded in last and not self._has_another(index, set()):
                found.append(index)
        return found if whole else []

    @staticmethod
    def _goes_on(word: Word, own: set[str]) -> bool:
        is_named = word.text[:1].isupper() or word.folded in own
        return is_named and word.folded not in _SUFFIXES

    def _has_another(self, index: int, own: set[str]) -> bool:
        """Whether a capitalised word that is none of the name's comes before a surname."""
        before = self._word(index - 1)
        tag = usual_tags().get(before.folded, "PROPN") if before else ""
        return bool(
            before
            and before.text[:1].isupper()
            and self._joined(index - 1)
            and before.sentence == self.words[index].sentence
            and before.folded not in _TITLES | own
            # A sentence may begin with any word.
            and (not self._begins(index - 1) or tag == "PROPN")
        )

    def _word(self, index: int) -> Word | None:
        return self.words[index] if 0 <= index < len(self.words) else None

    def _joined(self, index: int) -> bool:
        """Whether nothing but a space, or an initial's full stop, parts a word from the next."""
        word, following = self.words[index : index + 2]
        between = self.text[word.end : following.start]
        is_abbreviated = between == ". " and len(word.text) <= _SHORT
        return word.sentence == following.sentence and (between in {" ", "-"} or is_abbreviated)

    def name(self, full: str, label: str) -> None:
        """Labels the mentions of a name near harm of its kind; the others stay in doubt."""
        for index in self.names(full):
            word = self.words[index]
            self.people.append((word.start, word.end))
            if self.speaks_of(label, word.sentence):
                self.put(word, label)
            else:
                self.doubt(word)

    def described(self, description: str, label: str) -> None:
        """Labels the heads of a description where the harm nearest to it is of its kind."""
        plain = description.partition("[")[0]
        tokens = [folded(token) for token in _WORD.findall(plain)]
        head = next((i for i, t in enumerate(tokens) if i and t in _BEHIND_HEAD), len(tokens))
        tokens = [t for t in tokens[:head] if t not in _ARTICLES and t not in _NUMBERS]
        if not tokens or not tokens[-1][:1].isalpha():
            return
        for index, word in enumerate(self.words):
            if word.folded != tokens[-1]:
                continue
            phrase = [w.folded for w in self.words[max(0, index - len(tokens) + 1) : index + 1]]
            is_whole = phrase == tokens and len(tokens) > 1
            if self.nearest(index, 16 if is_whole else 7) == label:
                self.put(word, label)
                self._number_before(index, label)
            elif self._harm.get(word.sentence):
                self.doubt(word)

    def nearest(self, index: int, reach: int) -> str | None:
        """The kind of harm spoken of nearest to a word in its sentence; None where unclear."""
        found = sorted(
            (distance, role)
            for step in (-1, 1)
            for distance, role in self._harm_towards(index, step)
            if distance <= reach
        )
        nearest = {role for distance, role in found if distance == found[0][0]}
        return nearest.pop() if len(nearest) == 1 else None

    def _harm_towards(self, index: int, step: int) -> Iterator[tuple[int, str]]:
        """The first harm on one side of a word, each kind with how far it is.

        "killed three and wounded two": a conjunction or a comma parts more than a word does.
        """
        distance, at = 0, index
        while (word := self._word(at := at + step)) and word.sentence == self.words[index].sentence:
            near, far = sorted((at, at - step))
            between = self.text[self.words[near].end : self.words[far].start]
            distance += 1 + _PARTING * (word.folded in {"and", "or", "but"} or "," in between)
            if roles := self.roles(word):
                yield from ((distance, role) for role in roles)
                return

    def _number_before(self, index: int, label: str) -> None:
        for at in (index - 1, index - 2):
            word = self._word(at)
            if word is None or word.sentence != self.words[index].sentence:
                return
            if word.folded in _NUMBERS or word.text.isdigit():
                self.put(word, label)
                return

    def counted(self, wanted: dict[str, set[int]]) -> None:
        """Labels numbers, and the nouns counted, where construction and key say the same.

        Args:
            wanted: role -> the values that the key has for it.
        """
        by_start = {word.start: word for word in self.words}
        text = self.text.lower()
        for role, pattern in _COUNTED:
            for match in pattern.finditer(text):
                word = by_start.get(match.start("count"))
                if word is None:
                    continue
                begin, end = match.span("group")
                nouns = [w for start, w in by_start.items() if begin <= start < end]
                value = _NUMBERS.get(word.folded) or (int(word.text) if word.text.isdigit() else 0)
                if value not in wanted.get(role, ()) or not _is_group(nouns):
                    self.doubt(word)
                    continue
                for one in [word, *nouns[-1:]]:
                    self.put(one, role)

    def plain(self) -> None:
        """Labels "O" what is plainly nobody: function words, verbs, nouns for things, measures."""
        plain = plain_words()
        for index, word in enumerate(self.words):
            if word.start in self._doubtful:
                continue
            is_day = word.folded in _DAYS and word.text[:1].isupper()
            is_plain = word.folded in plain and (
                word.text.islower() or (self._begins(index) and self._is_alone(index))
            )
            is_number = word.text[:1].isdigit() or word.folded in _NUMBERS
            if is_day or is_plain or (is_number and self._measures(index)):
                self.put(word, "O")

    def _begins(self, index: int) -> bool:
        """Whether a word is its sentence's first."""
        return not index or self.words[index - 1].sentence != self.words[index].sentence

    def _is_alone(self, index: int) -> bool:
        after = self._word(index + 1)
        return after is not None and after.text.islower()

    def _measures(self, index: int) -> bool:
        word = self.words[index]
        if self.text[word.start - 1 : word.start] in {"$", "#", "£"} or re.match(
            r"-(year|month|day)|%|:\d\d| ?[ap]\.?m\b", self.text[word.end : word.end + 8]
        ):
            return True
        return any(
            (one := self._word(index + step)) is not None
            and one.folded in _units()
            and one.sentence == word.sentence
            for step in range(1, _UNITS + 1)
        )

    def speakers(self) -> None:
        """Labels "O" the speakers without a label: police, officials, a named spokesman."""
        people = head_types()
        for index, word in enumerate(self.words):
            if word.text not in _SPEECH:
                continue
            for step in (-1, 1):
                one = self._word(index + step)
                if one is None or one.sentence != word.sentence:
                    continue
                if one.text[:1].isupper() and step > 0:
                    one = self._end_of_run(index + step)
                if usual_tags().get(one.folded) == "PRON" or one.start in self._doubtful:
                    continue  # whom a pronoun stands for is not said
                kinds = people.get(one.folded, ())
                if one.text[:1].isupper() or "person" in kinds or "organization" in kinds:
                    self.put(one, "O")

    def _end_of_run(self, index: int) -> Word:
        while (after := self._word(index + 1)) and after.text[:1].isupper() and self._joined(index):
            index += 1
        return self.words[index]

    def harmless_names(self) -> None:
        """Labels "O" the capitalised words of sentences without harm in or beside them."""
        for word in self.words:
            is_name = word.text[:1].isupper() and usual_tags().get(word.folded) != "PRON"
            if is_name and word.start not in self._doubtful:
                near = range(word.sentence - 1, word.sentence + 2)
                if not any(self._harm.get(one) for one in near):
                    self.put(word, "O")


#: Where the head of a description ends.
_BEHIND_HEAD = set("of in from who whose working for at with on near and that to".split())


def _is_group(nouns: list[Word]) -> bool:
    """Whether the words behind a number name people, or none are there."""
    if not nouns:
        return True
    head = nouns[-1].folded
    return head in {"others", "more", "other"} or "person" in head_types().get(head, {})


@cache
def _units() -> frozenset[str]:
    """Nouns for things: what a number before them measures is nobody."""
    tags = usual_tags()
    return frozenset(word for word in plain_words() if tags[word] == "NOUN")
