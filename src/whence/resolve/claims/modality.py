"""Negation and modality of a stretch of words, by its finite verbs."""

from __future__ import annotations

from collections.abc import Sequence

from whence.records.claim import Modality, Polarity
from whence.resolve.sentences import Token

_NOT = frozenset("not n't n’t never cannot neither nor nobody none nothing nowhere".split())
_LITOTES = frozenset(
    """only just least less necessarily uncommon unlike unusual even merely simply
        surprisingly""".split()
)
#: After "no" these make up what denies nothing: "no doubt", "no less".
_NO_DENIAL = frozenset("doubt less fewer more matter , .".split())
_FUTURE = frozenset("will shall 'll ’ll".split())
_SET = frozenset("set due scheduled slated planned expected going about poised bound".split())
_POSSIBLE = frozenset(
    "may might could possibly perhaps maybe apparently likely probably potentially".split()
)
_IF = frozenset("if unless".split())
#: A clause that begins so asserts nothing.
CONDITIONS = _IF | {"whether", "until"}
_PLANS = frozenset(
    "plans plan planned intends intend intended aims hopes hope expects expect vows pledged".split()
)
_AUXILIARIES = frozenset(
    """is are was were be been being am 's ’s has have had do does did will would can could may
        might shall should must ca wo""".split()
)
_BE = frozenset("is are was were".split())
#: After one of these, "no" denies: "there were no", "found no".
_VERBS = _AUXILIARIES | {"there", "found", "made", "saw", "gave", "showed"}
_DENYING = _NOT | {"no", "unable"}
#: What holds if something else does.
_CONSEQUENCES = _FUTURE | {"would", "could", "may", "might"}
#: Words that may express something else than a fact.
_NOT_ACTUAL = _FUTURE | _SET | _BE | _PLANS | _POSSIBLE | {"would"}
#: A subordinate clause begins here: what it negates is not the main assertion.
_SUBORDINATE = frozenset(
    """who whom whose which that because although though while when where after before since as
        if unless until whether""".split()
)
_CLAUSE_ENDS = frozenset(",;—")
#: "Arrested for allegedly giving": the arrest is a fact, the giving is not.
_FOR_DOING = frozenset("for of by after from".split())
#: All that may open one, so that most words need no second look.
_MAY_OPEN = _SUBORDINATE | _FOR_DOING
_HEARSAY = frozenset("allegedly reportedly purportedly supposedly ostensibly".split())
_REQUESTS = frozenset("urged asked told warned ordered advised begged called chose decided".split())


def polarity(tokens: Sequence[Token]) -> Polarity:
    """Whether the main assertion is denied: "did not", "no civilians", "never", "unable to"."""
    if _DENYING.isdisjoint(token.lower for token in tokens):
        return "positive"
    main = _main(tokens)
    for at, token in enumerate(main):
        word = token.lower
        following = main[at + 1].lower if at + 1 < len(main) else ""
        if word in _NOT:
            if following in _LITOTES or (word == "not" and _asked_before(main, at)):
                continue
            return "negative"
        if word == "no" and _denies(main, at, following):
            return "negative"
        if word == "unable" and following == "to":
            return "negative"
    return "positive"


def _denies(main: Sequence[Token], at: int, following: str) -> bool:
    """Whether a "no" denies what its clause asserts."""
    if following in ("longer", "one"):
        return True
    return following not in _NO_DENIAL and (at < 4 or _verb_before(main, at))


def modality(tokens: Sequence[Token]) -> Modality:
    """Whether the assertion is of what is, may be, will be, or would be if."""
    words = [_plain(token) for token in tokens]
    if words[:1] and words[0] in _IF:
        return "conditional"
    if not _IF.isdisjoint(words) and not _CONSEQUENCES.isdisjoint(words):
        return "conditional"
    if _NOT_ACTUAL.isdisjoint(words):
        return "actual"
    main = [_plain(token) for token in _main(tokens)]
    for at, word in enumerate(main):
        following = main[at + 1] if at + 1 < len(main) else ""
        if word in _FUTURE and not (word in ("'ll", "’ll") and at == 0):
            return "future"
        if word in _SET and following == "to" and at and main[at - 1] in _AUXILIARIES:
            return "future"
        if word in _BE and following == "to" and at + 2 < len(main):
            return "future"
        if word in _PLANS and following == "to":
            return "future"
        if word in _POSSIBLE and not (word in ("likely", "could") and following in ("", ".")):
            return "possible"
    return "future" if "would" in main else "actual"


def _plain(token: Token) -> str:
    """The word in lower case, but the month of May, which makes nothing a possibility."""
    return token.text if token.text == "May" else token.lower


def subordinate(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The subordinate clauses, as far as their first words show: `[first, last)` of the tokens."""
    found: list[tuple[int, int]] = []
    first: int | None = None
    for at, token in enumerate(tokens):
        if first is not None and token.lower in _CLAUSE_ENDS:
            found.append((first, at))
            first = None
        if first is None and at and token.lower in _MAY_OPEN and _opens(tokens, at):
            first = at
    if first is not None:
        found.append((first, len(tokens)))
    return found


def _opens(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].lower
    if word in _FOR_DOING and at + 1 < len(tokens) and tokens[at + 1].lower in _HEARSAY:
        return True
    token = tokens[at].word
    if token is not None and token.tag == "ADP":
        return False  # "until this week", no clause
    return word in _SUBORDINATE and not (word == "that" and at < 3)


def _main(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without subordinate clauses."""
    found: list[Token] = []
    at = 0
    for first, last in subordinate(tokens):
        found += tokens[at:first]
        at = last
    return [*found, *tokens[at:]] or list(tokens)


def _asked_before(tokens: Sequence[Token], at: int) -> bool:
    """No denial: "urged them not to"."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return following == "to" and any(t.lower in _REQUESTS for t in tokens[max(0, at - 5) : at])


def _verb_before(tokens: Sequence[Token], at: int) -> bool:
    if at == 0:
        return False
    word = tokens[at - 1].word
    return tokens[at - 1].lower in _VERBS or (word is not None and word.tag == "VERB")
