"""Sums of money: a number with a currency's sign before it or its name after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.lang import words
from whence.resolve.figures.candidate import Draft
from whence.resolve.figures.lexicon import CURRENCIES, CURRENCY_SIGNS, singular
from whence.resolve.figures.numbers import Number
from whence.resolve.sentences import Sentence, Token

_SIGNS = frozenset("$£€¥₹₽₩₪₴₺₦")
#: Words between a number and "dollars" that say whose.
_DOLLARS = {"us": "USD", "u.s": "USD", "u.s.": "USD", "canadian": "CAD", "australian": "AUD"}
#: Names of currencies that are words besides: a sum only where there are thousands of them.
_ALSO_WORDS = frozenset("won real sum som sol crown colon dram leone lev lek kip dong cedi".split())
#: Units whose names are also those of a currency ("pounds"): a measure before these.
_WEIGHED = frozenset({"of"})
#: The nearest of these in the sentence decides whether pounds are a sum or a weight.
_PAYING, _WEIGHING = words("figures", "paying"), words("figures", "weighing")
_MILLION = 1e6  #: so many pounds are a sum, unless a word for a weight is near


def money_at(
    tokens: Sequence[Token], sentence: Sentence, index: int, number: Number
) -> Draft | None:
    """The draft of a number with a currency beside it."""
    found = _signed(tokens, sentence, number) or _currency_after(tokens, sentence, number)
    if found is None:
        return None
    first, last, unit, share = found
    value, low, high = (
        None if amount is None else amount * share
        for amount in (number.value, number.low, number.high)
    )
    return Draft(
        sentence=index,
        first=min(number.opens, first),
        last=last,
        start=tokens[first].start,
        end=tokens[last - 1].end,
        value=value,
        low=low,
        high=high,
        role="money",
        unit=unit,
        person=False,
        certain=9,
        vague=number.vague,
    )


class _Currency(NamedTuple):
    """An amount's first token, the one after its last, its currency and the share of a unit."""

    first: int
    last: int
    unit: str | None  #: None where a name is several countries' ("crowns")
    share: float = 1


def _signed(tokens: Sequence[Token], sentence: Sentence, number: Number) -> _Currency | None:
    """A currency's sign before the number: "$5", "US$5"."""
    first = number.first - 1
    sign = tokens[first].lower if first >= sentence.first else ""
    if sign not in CURRENCY_SIGNS or not (sign in _SIGNS or number.digits):
        return None
    prefix = tokens[first - 1] if first > sentence.first else None
    if sign == "$" and prefix is not None and prefix.end == tokens[first].start:
        longer = prefix.lower + sign
        if longer in CURRENCY_SIGNS:
            return _Currency(first - 1, number.last, CURRENCY_SIGNS[longer])
    return _Currency(first, number.last, CURRENCY_SIGNS[sign])


def _currency_after(
    tokens: Sequence[Token], sentence: Sentence, number: Number
) -> _Currency | None:
    """A currency's name after the number: "5 dollars", "5-dollar", "5 US dollars", "5 cents"."""
    first, last = number.first, number.last
    ahead = [token.lower for token in tokens[last : min(last + 2, sentence.last)]] + ["", ""]
    if ahead[0] == "-":
        plain = ahead[1] in ("dollar", "euro")
        return _Currency(first, last + 2, CURRENCIES[ahead[1]]) if plain else None
    if ahead[0] in _DOLLARS and singular(ahead[1]) == "dollar":
        return _Currency(first, last + 2, _DOLLARS[ahead[0]])
    noun = singular(ahead[0])
    if noun not in CURRENCIES or (noun == "pound" and ahead[1] in _WEIGHED):
        return None
    if noun == "pound" and not _is_sum(tokens, sentence, number):
        return None
    if noun in _ALSO_WORDS and (number.value or number.low or 0) < 1000:
        return None
    return _Currency(first, last + 1, CURRENCIES[noun], 0.01 if noun == "cent" else 1)


def _is_sum(tokens: Sequence[Token], sentence: Sentence, number: Number) -> bool:
    """Whether pounds are money: "was fined 200 pounds", not "190 pounds with brown eyes"."""
    nearest: tuple[int, bool] | None = None
    for at in range(sentence.first, sentence.last):
        lower = tokens[at].lower
        if lower in _PAYING or lower in _WEIGHING:
            far = number.first - at if at < number.first else at - number.last
            if nearest is None or far < nearest[0]:
                nearest = far, lower in _PAYING
    if nearest is None:
        return (number.value or number.low or 0) >= _MILLION
    return nearest[1]
