"""Figures and claims in words, as people write them."""

from __future__ import annotations

from whence.records import Claim, Figure, Report

_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "UAH": "₴", "RUB": "₽"}
_WHOLE = 1e15  #: above this a float is no longer exact to the unit


def amount(figure: Figure) -> str:
    """The amount as people write it: "at least 80", "18–20", "about 1,000", "$2.5 million"."""
    sign = _CURRENCIES.get(figure.unit or "", "") if figure.role == "money" else ""
    tail = "%" if figure.role == "percentage" else ""
    if figure.value is None:
        if figure.low is not None and figure.high is not None:
            return f"{sign}{_between(figure.low, figure.high)}{tail}"
        if figure.low is not None:
            return f"at least {sign}{number(figure.low)}{tail}"
        return f"up to {sign}{number(figure.high)}{tail}" if figure.high is not None else "some"
    shown = f"{sign}{number(figure.value)}{tail}"
    if figure.role == "money" and not sign and figure.unit:
        shown = f"{shown} {figure.unit}"
    if figure.low is None and figure.high is None:
        return f"about {shown}"
    if figure.high is None:
        return f"at least {shown}"
    return f"up to {shown}" if figure.low is None else shown


def number(value: float) -> str:
    """With separators, and words for millions and more."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if size <= abs(value) < _WHOLE:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def _between(low: float, high: float) -> str:
    """A range, with its word of size once: "240–300 million"."""
    first, last = number(low), number(high)
    size = last.partition(" ")[2]
    return f"{first.removesuffix(f' {size}') if size else first}–{last}"


def counted(report: Report, figure: Figure) -> str:
    """What a figure counts, in the report's words, else by its unit."""
    if figure.of is not None and figure.of != figure.span:
        return " ".join(figure.of.of(report.text).split())
    if figure.implied:
        return " ".join(figure.span.of(report.text).split())
    # A unit in the amount, as a sign, a name or "%", is not repeated.
    return "" if figure.role in ("money", "percentage") else figure.unit or ""


def flags(figure: Figure) -> list[str]:
    """Other flags of a figure, in words."""
    found = []
    if figure.main:
        found.append("the report's total")
    if figure.part_of is not None:
        found.append("part of a total")
    if figure.background:
        found.append("background")
    if figure.status != "unknown":
        found.append(figure.status)
    return found


def manner(claim: Claim) -> list[str]:
    """How a claim is put, where it is not plainly asserted."""
    found = []
    if claim.standing == "hearsay":
        found.append("hearsay")
    if claim.polarity == "negative":
        found.append("negative")
    if claim.modality != "actual":
        found.append("not asserted" if claim.modality == "unasserted" else claim.modality)
    return found
