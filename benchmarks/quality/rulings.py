"""Reports annotated by hand after the contract's rulings: what the other gold sets leave out.

Kind, act, speaker and nesting of attributions, the outlet's own voice, negation, hedges, figures.
`rulings.jsonl` holds ids and offsets only, one report a line:

- `set` and `id` say where in ../shared/data the text is, `digest` which text it must be
- `attributions`: spans of source, cue and content; `kind` and `act`, null where the rulings leave
  them open; `speaker`, every span by which the text calls the speaker (none where the text does
  not say, left out where that is open); `parent`, an index in the same list
- `own`: what the outlet asserts itself; `unsure`: words that count for nothing (headlines,
  boilerplate, the frame of an attribution)
- `negative`: words that negate; `hedges`; `figures`, whose absent fields are open

`"optional": true` marks what one annotator would write down and another would not: it is neither
missed nor wrong. The reports were drawn by chance among those of 1,200 to 2,600 characters, each
annotated before `whence` read it. Rules were mended on the errors in the ten of `"round": 1`;
the four of round 2 were drawn and annotated after that, and nobody mended anything on them.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.gold import Missing
from benchmarks.samples import SHARED, taken_in
from whence import bootstrap
from whence.records import Attribution, Reading, Report, Resolution, Span

FILE = Path(__file__).with_name("rulings.jsonl")
#: Two spans name the same thing where they share this much of both, at least.
_SAME = 0.5
_DATES = ("published", "date", "dct")

Row = dict[str, Any]
Counts = Counter[str]


class Round:
    """One round of annotation, as a set to score on."""

    def __init__(self, number: int, says: str) -> None:
        self._number = number
        self.SAYS = says

    def measure(self) -> dict[str, float]:
        """Percentages over all its reports. Raises `Missing` without ../shared/data.

        `found` scores attributions that overlap the gold's in cue and content; kind, act, nesting
        and speakers are of those found.
        """
        reader, resolver = bootstrap.reader(bootstrap.settings()), bootstrap.resolver()
        counts: Counts = Counter()
        for row, report in reports():
            if row["round"] == self._number:
                (reading,) = reader.read([report])
                counts += score(row, report, reading, resolver.resolve(report, reading))
        return percentages(counts)

    def digest(self) -> str:
        """What names the gold."""
        return hashlib.sha256(FILE.read_bytes()).hexdigest()[:16]


FIRST = Round(
    1, "ten reports annotated by one hand, about a hundred attributions; errors looked at"
)
SECOND = Round(2, "four more, annotated after the rules were mended; 32 attributions, 15 figures")


def reports() -> Iterator[tuple[Row, Report]]:
    """Each row with its report, taken in as JSON Lines and dated as its set says.

    Raises `Missing`, also where a text is not the one that was annotated.
    """
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    objects = []
    for row in rows:
        source = _source(row["set"], row["id"])
        if hashlib.sha256(source["text"].encode()).hexdigest()[:16] != row["digest"]:
            raise Missing(f"{row['id']} has another text than the one annotated")
        date = next((source[name] for name in _DATES if source.get(name)), None)
        objects.append({"id": row["id"], "text": source["text"], "published": date})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rulings.jsonl"
        lines = (json.dumps(fields, ensure_ascii=False) + "\n" for fields in objects)
        file.write_text("".join(lines), encoding="utf-8")
        yield from zip(rows, taken_in(file), strict=True)


def percentages(counts: Counts) -> dict[str, float]:
    """What `score`'s counts come to."""

    def share(part: str, whole: str) -> float:
        return round(100 * counts[part] / max(1, counts[whole]), 1)

    def f1(name: str) -> float:
        both = counts[f"{name}.predicted"] + counts[f"{name}.gold"]
        found = counts[f"{name}.hit"] + counts[f"{name}.met"]
        return round(100 * found / max(1, both), 1)

    return {
        "found.f1": f1("found"),
        "kind": share("kind.right", "kind.asked"),
        "act": share("act.right", "act.asked"),
        "nesting": share("nesting.right", "nesting.asked"),
        "speakers.answered": share("speakers.answered", "speakers.asked"),
        "speakers.right": share("speakers.right", "speakers.answered"),
        "own_voice.f1": f1("own_voice"),
        "negation.f1": f1("negation"),
        "hedges.f1": f1("hedges"),
        "figures.f1": f1("figures"),
        "figures.found.f1": f1("figures.found"),
    }


def score(row: Row, report: Report, reading: Reading, resolution: Resolution) -> Counts:
    """Counts for one report: `NAME.hit` predictions and `NAME.met` gold items that agree."""
    counts: Counts = Counter()
    _attributions(counts, row, report.text, reading, resolution)
    _own_voice(counts, row, report, resolution)
    _negation(counts, row, resolution)
    hedges = [(h.span, h.kind) for claim in resolution.claims for h in claim.hedges]
    _spans(counts, "hedges", row["hedges"], sorted(set(hedges)), lambda g, h: g["kind"] == h)
    figures = [(figure.span, figure) for figure in resolution.figures]
    _spans(counts, "figures.found", row["figures"], figures, lambda *_: True)
    _spans(counts, "figures", row["figures"], figures, _same_figure)
    return counts


def _attributions(
    counts: Counts, row: Row, text: str, reading: Reading, resolution: Resolution
) -> None:
    gold = row["attributions"]
    pairs = matched(gold, reading.attributions)
    optional = {index for index, of in pairs.items() if gold[of].get("optional")}
    hits = len(pairs) - len(optional)
    counts["found.hit"] += hits
    counts["found.met"] += hits
    counts["found.predicted"] += len(reading.attributions) - len(optional)
    counts["found.gold"] += sum(not item.get("optional") for item in gold)
    for index, of in pairs.items():
        wanted, found = gold[of], reading.attributions[index]
        if wanted.get("optional"):
            continue
        for name, value in (("kind", found.kind), ("act", found.act)):
            if wanted[name] is not None:
                counts[f"{name}.asked"] += 1
                counts[f"{name}.right"] += wanted[name] == value
        counts["nesting.asked"] += 1
        counts["nesting.right"] += _same_parent(wanted["parent"], found.parent, gold, pairs)
        if wanted.get("speaker"):
            speaker = resolution.speakers[index]
            counts["speakers.asked"] += 1
            if speaker is not None:
                counts["speakers.answered"] += 1
                mentions = [
                    _bare(m.span, text) for m in resolution.entities[speaker.entity].mentions
                ]
                names = [_bare(Span(*span), text) for span in wanted["speaker"]]
                counts["speakers.right"] += any(
                    _share(mention, name) >= _SAME for mention in mentions for name in names
                )


def _same_parent(
    wanted: int | None, found: int | None, gold: Sequence[Row], pairs: dict[int, int]
) -> bool:
    """A parent that is no gold item, or an optional one, says nothing against a nested one."""
    if wanted is None:
        return found is None or found not in pairs or bool(gold[pairs[found]].get("optional"))
    return found is not None and pairs.get(found) == wanted


def matched(gold: Sequence[Row], found: Sequence[Attribution]) -> dict[int, int]:
    """Index of the found one -> of the gold one: the likest pairs first, each used once.

    A pair shares characters of the content, and of the cue where both have one.
    """
    pairs: list[tuple[float, int, int]] = []
    for index, attribution in enumerate(found):
        for of, item in enumerate(gold):
            cues = _likeness(attribution.cue, item["cue"])
            contents = _likeness(attribution.content, item["content"])
            if contents and (cues or not (attribution.cue and item["cue"])):
                likeness = cues + contents + _likeness(attribution.source, item["source"])
                pairs.append((-likeness, index, of))
    chosen: dict[int, int] = {}
    for _, index, of in sorted(pairs):
        if index not in chosen and of not in chosen.values():
            chosen[index] = of
    return chosen


def _likeness(spans: Sequence[Span], gold: Sequence[Sequence[int]]) -> float:
    """Shared characters among all characters (Jaccard)."""
    ours = _characters(spans)
    theirs = _characters([Span(*span) for span in gold])
    return len(ours & theirs) / max(1, len(ours | theirs))


def _characters(spans: Sequence[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _share(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / max(one.end - one.start, other.end - other.start, 1)


def _bare(span: Span, text: str) -> Span:
    """The span without an article at its head."""
    words = span.of(text).lower()
    lead = next((len(a) for a in ("the ", "a ", "an ") if words.startswith(a)), 0)
    return Span(span.start + lead, span.end)


def _own_voice(counts: Counts, row: Row, report: Report, resolution: Resolution) -> None:
    """By characters, but for white space and what somebody may be said to say."""
    blank = {at for at, character in enumerate(report.text) if character.isspace()}
    optional = [span for a in row["attributions"] if a.get("optional") for span in a["content"]]
    nothing = blank | _characters([Span(*span) for span in (*row["unsure"], *optional)])
    wanted = _characters([Span(*span) for span in row["own"]]) - nothing
    own = [claim.span for claim in resolution.claims if claim.standing == "own-voice"]
    found = _characters(own) - nothing
    counts["own_voice.hit"] += len(found & wanted)
    counts["own_voice.met"] += len(found & wanted)
    counts["own_voice.predicted"] += len(found)
    counts["own_voice.gold"] += len(wanted)


def _negation(counts: Counts, row: Row, resolution: Resolution) -> None:
    """A negating word is met where the claim that it is in, the shortest, is negative."""
    words = [(Span(item["start"], item["end"]), item.get("optional")) for item in row["negative"]]
    for word, optional in words:
        around = [claim for claim in resolution.claims if claim.span.overlaps(word)]
        if not optional:
            counts["negation.gold"] += 1
            shortest = min(around, key=lambda c: c.span.end - c.span.start, default=None)
            counts["negation.met"] += shortest is not None and shortest.polarity == "negative"
    for claim in resolution.claims:
        if claim.polarity == "negative":
            inside = [optional for word, optional in words if claim.span.overlaps(word)]
            if inside and all(inside):
                continue
            counts["negation.predicted"] += 1
            counts["negation.hit"] += bool(inside)


def _spans(
    counts: Counts,
    name: str,
    gold: Sequence[Row],
    found: Sequence[tuple[Span, Any]],
    same: Callable[[Row, Any], bool],
) -> None:
    """Pairs that overlap and are the `same`, each used once; optional gold ones come last."""
    left = dict(enumerate(found))
    for item in sorted(gold, key=lambda item: bool(item.get("optional"))):
        span = Span(item["start"], item["end"])
        hits = [
            index
            for index, (at, what) in left.items()
            if at.overlaps(span) and (item.get("optional") or same(item, what))
        ]
        if not item.get("optional"):
            counts[f"{name}.gold"] += 1
            counts[f"{name}.met"] += bool(hits)
            counts[f"{name}.hit"] += bool(hits)
            counts[f"{name}.predicted"] += bool(hits)
        for index in hits if item.get("optional") else hits[:1]:
            del left[index]
    counts[f"{name}.predicted"] += len(left)


def _same_figure(wanted: Row, found: Any) -> bool:
    """Role, value and bounds, as far as the gold has them."""
    fields = ("role", "value", "low", "high")
    return all(getattr(found, name) == wanted[name] for name in fields if name in wanted)


def _source(name: str, wanted: str) -> Row:
    file = SHARED / "data" / name
    if not file.is_file():
        raise Missing(f"{name} (../shared/data) is not here")
    for line in file.read_text(encoding="utf-8").splitlines():
        row: Row = json.loads(line)
        if str(row.get("id") or row.get("doc_id")) == wanted:
            return row
    raise Missing(f"{name} has no {wanted}")
