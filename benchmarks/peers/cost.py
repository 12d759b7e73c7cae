"""What asking a language model for the same claims would cost, on paper: nothing is called.

    a million reports = (prompt + report) tokens x input price + written tokens x output price

with tokens a report and prices in USD a million tokens. How long a report is and how much would be
written is measured on whence's own readings; prices and the rest are in prices.toml.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import msgspec

FILE = Path(__file__).parent / "prices.toml"
_MILLION = 1_000_000


class Price(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one model, or of a class of them, in USD for a million tokens."""

    name: str
    input: float
    output: float


class Paper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is assumed; prices.toml says of each what it is."""

    as_of: str
    says: str
    prompt_tokens: float
    tokens_a_piece: float
    characters_a_token: float
    core_hour: float
    prices: tuple[Price, ...]

    @classmethod
    def open(cls, file: Path | None = None) -> Paper:
        """A file, else the one that $PRICES names, else prices.toml."""
        chosen = file or Path(os.environ.get("PRICES") or FILE)
        return msgspec.convert(tomllib.loads(chosen.read_text(encoding="utf-8")), cls)


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """Means a report."""

    words: float
    pieces: float  #: of the text by whence's tokenizer, each counted once
    claims: float
    characters: float  #: of the claims written out


def sizes(documents: Sequence[dict[str, Any]], pieces: Callable[[str], int]) -> Sizes:
    """Measured on documents as `whence read --format jsonl` prints them."""
    texts = [document["report"]["text"] for document in documents]
    return Sizes(
        words=fmean(len(text.split()) for text in texts),
        pieces=fmean(map(pieces, texts)),
        claims=fmean(len(document["claims"]) for document in documents),
        characters=fmean(len(written(document)) for document in documents),
    )


def written(document: dict[str, Any]) -> str:
    """The claims as a language model would have to write them to say what whence says.

    Words are where whence has offsets, since models do not count characters; what refers to
    another part of the document is written out; what is empty is left out.
    """
    parts = {
        part["id"]: part
        for kind in ("entities", "times", "figures", "attributions")
        for part in document[kind]
    }
    rows = [_row(document["report"]["text"], claim, parts) for claim in document["claims"]]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _row(text: str, claim: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    def words(span: dict[str, Any]) -> str:
        return text[span["start"] : span["end"]]

    def voice(said: dict[str, Any]) -> dict[str, Any]:
        speaker = parts[said["speaker"]]["name"] if said["speaker"] else None
        source, cue = (" ".join(map(words, said[role])) for role in ("source", "cue"))
        return {"speaker": speaker or source, "cue": cue, "kind": said["kind"], "act": said["act"]}

    row = {
        "claim": words(claim),
        **{name: claim[name] for name in ("standing", "polarity", "modality")},
        "voices": [voice(parts[one]) for one in claim["voices"]],
        "hedges": [{"words": words(one), "kind": one["kind"]} for one in claim["hedges"]],
        "entities": [parts[one]["name"] for one in claim["entities"]],
        "times": [parts[one]["value"] for one in claim["times"]],
        "places": [parts[one]["name"] for one in claim["places"]],
        "figures": [
            {name: parts[one][name] for name in ("role", "value", "low", "high")}
            for one in claim["figures"]
        ],
    }
    return {name: value for name, value in row.items() if value}


def tokens_in(report: Sizes, paper: Paper) -> float:
    """Sent with one report: the prompt and the text."""
    return paper.prompt_tokens + report.pieces * paper.tokens_a_piece


def tokens_out(report: Sizes, paper: Paper) -> float:
    """Written for one report."""
    return report.characters / paper.characters_a_token


def a_million(report: Sizes, paper: Paper, price: Price) -> float:
    """USD for a million reports: a price for a million tokens times tokens a report."""
    return tokens_in(report, paper) * price.input + tokens_out(report, paper) * price.output


def core_hours(reports_a_second: float) -> float:
    """Hours of one core in which a way reads a million reports."""
    return _MILLION / reports_a_second / 3600


def assumptions(paper: Paper) -> str:
    """What the estimate rests on, in one line."""
    return (
        f"on paper, prices as of {paper.as_of} ({paper.says}), yours to replace: $PRICES; one call "
        f"a report, whole; a prompt of {paper.prompt_tokens:g} tokens, {paper.tokens_a_piece:g} "
        f"tokens a word piece, {paper.characters_a_token:g} characters a token written, claims "
        "written as lean JSON of whence's own; no reasoning, no second try, no discount for "
        f"batches or repeated prompts; a core hour at USD {paper.core_hour:g}"
    )
