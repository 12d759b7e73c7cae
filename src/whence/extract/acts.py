"""What a cue does: state, deny, ask, order, promise, warn, accuse, believe, or something else.

A lexicon of cue verbs by lemma, written for this project. The act goes by the cue; the content is
asked only where the cue is neutral and the words are plain.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from whence.records.reading import Act

_LEMMAS: dict[Act, str] = {
    "state": """say tell add note report announce write tweet post state explain claim declare argue
        suggest describe call acknowledge admit affirm assert assure attest aver avow blog boast
        brag caption certify cite comment concede conclude confess confide confirm continue convey
        counter detail disclose elaborate email emphasize emphasise exclaim explain express find
        highlight hint imply indicate inform insist interject joke lament list maintain mention
        muse notify observe opine outline point posit proclaim profess pronounce publish quip quote
        read reaffirm recall recite reckon recount refer reflect reiterate relate relay remark
        remember remind repeat reply respond retort reveal scream share shout show signal specify
        speak stipulate stress submit tell testify text tout underline underscore utter venture
        verify voice whisper yell advise agree clarify contend estimate explain illustrate
        narrate phone report rule talk demonstrate document record mock praise hail welcome thank
        congratulate applaud defend insinuate intimate purport allude echo summarize summarise
        conjecture theorize opine chant sign identify label dub term brand characterize
        characterise portray depict determine establish calculate count put apologize
        apologise snap concur mutter murmur sneer scoff snarl""",
    "deny": """deny reject dismiss refute rebut dispute contradict disavow disclaim rebuff repudiate
        gainsay recant retract""",
    "ask": """ask inquire enquire query question request wonder beg plead implore beseech urge
        appeal petition encourage invite press recommend""",
    "order": """order command instruct direct demand task decree mandate require forbid ban
        summon dictate bid""",
    "promise": """promise vow pledge swear commit guarantee undertake""",
    "warn": """warn caution threaten alert forewarn""",
    "accuse": """accuse blame allege charge criticize criticise condemn denounce slam blast lambast
        lambaste fault rebuke chide attack decry deplore castigate assail deride ridicule
        excoriate scold reproach impugn fume rail complain grumble""",
    "believe": """believe think expect feel know doubt fear hope suspect assume consider predict
        worry suppose imagine guess presume anticipate forecast see view regard trust reckon
        envisage foresee project wish dream understand realize realise learn deem conceive
        speculate surmise fret""",
    "other": """decline refuse seek want plan support oppose endorse propose offer consider decide
        appear seem fail allow intend prefer aim""",
}
_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "find": "finds found finding",
    "speak": "speaks spoke spoken speaking",
    "read": "reads read reading",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "see": "sees saw seen seeing",
    "understand": "understands understood understanding",
    "show": "shows showed shown showing",
    "swear": "swears swore sworn swearing",
    "forbid": "forbids forbade forbidden forbidding",
    "foresee": "foresees foresaw foreseen foreseeing",
    "seek": "seeks sought seeking",
    "undertake": "undertakes undertook undertaken undertaking",
    "quip": "quips quipped quipping",
    "admit": "admits admitted admitting",
    "submit": "submits submitted submitting",
    "refer": "refers referred referring",
    "put": "puts put putting",
    "bid": "bids bade bid bidding",
    "ban": "bans banned banning",
    "beg": "begs begged begging",
    "brag": "brags bragged bragging",
    "commit": "commits committed committing",
    "dub": "dubs dubbed dubbing",
    "plan": "plans planned planning",
    "prefer": "prefers preferred preferring",
    "rebut": "rebuts rebutted rebutting",
    "tout": "touts touted touting",
    "deem": "deems deemed deeming",
    "rebuff": "rebuffs rebuffed rebuffing",
    "recant": "recants recanted recanting",
    "blog": "blogs blogged blogging",
    "learn": "learns learned learnt learning",
    "dream": "dreams dreamed dreamt dreaming",
    "slam": "slams slammed slamming",
    "snap": "snaps snapped snapping",
    "concur": "concurs concurred concurring",
    "fret": "frets fretted fretting",
    "plead": "pleads pleaded pled pleading",
    "signal": "signals signaled signalled signaling signalling",
    "label": "labels labeled labelled labeling labelling",
}
_Rules = tuple[tuple[re.Pattern[str], Act], ...]


def _rules(*rules: tuple[str, Act]) -> _Rules:
    return tuple((re.compile(pattern, re.IGNORECASE), act) for pattern, act in rules)


_BE = r"(?:\b(?:(?:is|are|was|were)(?:n['’]t)?|be|been|am)|['’](?:m|re|s))"
_SURE = "sure|certain|confident|convinced|afraid|aware|hopeful|optimistic|worried|concerned"
#: Saying nothing is no statement.
_SILENCE = (
    r"\b(?:would|did|does|do|has|have|had|could|can)(?: not|not|n['’]t) (?:\w+ )?"
    r"(?:say|said|comment|respond|repl[yi]|answer|confirm|specif[yi]|elaborate|disclose"
    r"|apologi[sz]e)"
)
#: Phrases that outweigh the verb in them.
_PHRASES = _rules(
    (r"\b(?:declin|refus)\w+\b|\bfailed to\b|\bno comment\b", "other"),
    (_SILENCE, "other"),
    (r"\b(?:did|does|do|has|have|had)(?: not|n['’]t) (?:deny|rule out|dispute)\b", "other"),
    (r"\b(?:reject|dismiss|resist)\w* (?:\w+ )*?(?:calls?|appeals?|requests?)\b", "deny"),
    (r"\bdemand\w* to know\b", "ask"),
    (r"\b(?:lash|hit)\w* out\b|\btook aim\b|\bpoint\w* (?:the|a) finger\b", "accuse"),
    (r"\bcall\w* on\b|\bcall\w* for\b|\bappeal\w* (?:to|for)\b", "ask"),
    (r"\brul\w+ out\b", "deny"),
    (rf"{_BE} (?:\w+ ){{0,2}}(?:expected|seen|believed|thought|known|{_SURE})\b", "believe"),
    (r"\b(?:beliefs?|hopes?|fears?|views?|expectations?|opinions?)\b$", "believe"),
    (r"\baccording to\b|\bin the words of\b|\bas per\b|^\W+$", "state"),
    (r"\b(?:went|goes|going) on(?: about)?\W*$", "state"),
    (r"\b(?:made|makes?|making) (?:it )?(?:\w+ )?clear\b", "state"),
)
#: Cues without a verb of the lexicon.
_NOUNS = _rules(
    (r"\bwarnings?\b|\bthreats?\b|\balarms?\b", "warn"),
    (r"\baccusations?\b|\ballegations?\b|\bcriticisms?\b|\bcomplaints?\b", "accuse"),
    (r"\bdenials?\b", "deny"),
    (r"\bpromises?\b|\bpledges?\b|\bvows?\b", "promise"),
    (r"\borders?\b$|\bdemands?\b$|\binstructions?\b", "order"),
    (r"\bquestions?\b$|\brequests?\b|\bappeals?\b|\bcalls for\b", "ask"),
    (r"\b(?:statement|announcement|claim|report|remark|comment|assurance)s?\b", "state"),
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
#: Neutral cues: a question asked with one is asked.
_NEUTRAL = frozenset(
    """say tell state reply respond answer add continue insist maintain contend retort snap shout
    write tweet post""".split()
)
#: Cues that turn to a denial where the words say "never", "did not" ...
_INSISTING = frozenset({"insist", "maintain", "swear"})
_DENIAL = re.compile(
    r"^(?:that\s+)?(?:\w+\s+){1,3}?(?:(?:has|had|have)\s+)?never\b"
    r"|^(?:that\s+)?(?:he|she|they|it|we|i)\s+"
    r"(?:did|does|do|had|was|were|have|has|is|are|am)(?:\s+not|n['’]t)\b"
    r"|^(?:that\s+)?there\s+(?:is|are|was|were|(?:has|have|had)\s+been)\s+(?:no|nothing|none)\b"
    r"|^(?:his|her|their|its|my|our)\s+innocence\b"
    r"|^(?:no|never|absolutely not|not true)\b[,.!]",
    re.IGNORECASE,
)
#: One sentence alone, a question.
_QUESTION = re.compile(r"[^.!?…]*(?:\b(?:Mr|Mrs|Ms|Dr|[A-Z])\.[^.!?…]*)*\?")
_MARKS = "\"“”„‘’‚'«»‹› \n\t"
_TO_DO = re.compile(r"^(?:not\s+)?to\s+\W?[a-z]", re.IGNORECASE)


def act_of(cue: str, content: str, quoted: bool) -> Act:
    """The act of a cue's words; `content` is the content's words, `quoted` whether all in marks."""
    act, lemma = _by_cue(cue.lower())
    words = content.strip(_MARKS)
    if _TO_DO.match(words):
        if lemma == "tell":
            return "order"
        if lemma == "advise":
            return "ask"
    if lemma in _INSISTING and _DENIAL.search(words):
        return "deny"
    if quoted and lemma in _NEUTRAL and _QUESTION.fullmatch(words):
        return "ask"
    return act


@lru_cache(maxsize=1024)
def _by_cue(words: str) -> tuple[Act, str]:
    for pattern, act in _PHRASES:
        if pattern.search(words):
            return act, ""
    forms = _forms()
    for match in _WORD.finditer(words):
        if match.group() in forms:
            lemma, act = forms[match.group()]
            return act, lemma
    for pattern, act in _NOUNS:
        if pattern.search(words):
            return act, ""
    return ("state" if not words.strip() else "other"), ""


@cache
def _forms() -> dict[str, tuple[str, Act]]:
    """Inflected form -> (lemma, act); of a lemma under two acts the first counts."""
    forms: dict[str, tuple[str, Act]] = {}
    for act, lemmas in _LEMMAS.items():
        for lemma in lemmas.split():
            for form in _inflected(lemma):
                forms.setdefault(form, (lemma, act))
    return forms


def _inflected(lemma: str) -> list[str]:
    if lemma in _IRREGULAR:
        return [lemma, *_IRREGULAR[lemma].split()]
    if lemma.endswith("ee"):
        return [lemma, lemma + "s", lemma + "d", lemma + "ing"]
    if lemma.endswith("e"):
        return [lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"]
    s = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return [lemma, lemma + s, lemma + "ed", lemma + "ing"]


#: Words that say no more than that somebody says so.
HEDGE = re.compile(r"\b(?:reported|alleged|purported|supposed)ly\b", re.IGNORECASE)
#: Words too common inside quotations to be worth a second look when they stand alone.
_RARELY_CUES = frozenset(
    "read put count put sign press view record find rule point show list".split()
)


@cache
def _may_cue() -> frozenset[str]:
    forms = _forms().items()
    verbs = {f for f, (lemma, act) in forms if act != "other" and lemma not in _RARELY_CUES}
    return frozenset(verbs | {"according", "sure", "certain", "convinced", "confident"})


def may_hold_cue(words: str) -> bool:
    """Whether a content may hold an attribution of its own, and is worth a second look."""
    return not _may_cue().isdisjoint(_WORD.findall(words.lower()))


def is_speech_or_belief(cue: str) -> bool:
    """Whether a cue says or thinks something, as those of nested attributions must."""
    return _by_cue(cue.lower())[0] != "other"
