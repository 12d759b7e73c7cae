"""Who is meant by each pronoun and description that is a source: a gold made of coreference.

MEANTIME (English Wikinews) and the news documents of GUM's dev part annotate which mentions are of
one entity. Where a source that whence finds is such a mention, is no name itself,
and its entity has a name in the text, the speaker that whence says must be an entity with a
mention at one of that entity's names. "We" is left out: the coreference sets take it for a body,
the contract for who is quoted. The gold is derived here and never written down.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.quality.gold import Missing
from training.corpora import DATA, treebanks
from whence import bootstrap
from whence.records import Origin, Published, Report, Resolution, Span

SAYS = (
    "pronouns and descriptions that are sources, MEANTIME and GUM's dev news; its errors were "
    "looked at, so it tells what the rules reach and not what they will on other texts"
)
#: A source overlaps a gold mention by this much of both, at least.
_SAME = 0.5


@dataclass
class Gold:
    """A text, and its entities' mentions: span, and whether it is a name."""

    name: str
    text: str
    published: str | None
    entities: dict[str, list[tuple[Span, bool]]] = field(default_factory=lambda: defaultdict(list))


def measure() -> dict[str, float]:
    """Percentages: sources answered, and right among the answered; with the number asked."""
    reader, resolver = bootstrap.reader(bootstrap.settings()), bootstrap.resolver()
    asked = answered = right = 0
    for gold in (*_meantime(), *_gum()):
        report = _report(gold)
        (reading,) = reader.read([report])
        resolution = resolver.resolve(report, reading)
        for attribution, speaker in zip(reading.attributions, resolution.speakers, strict=True):
            names = _meant(gold, attribution.source)
            if names is None:
                continue
            asked += 1
            if speaker is not None:
                answered += 1
                right += _is_one_of(resolution, speaker.entity, names)
    if not asked:
        raise Missing("no source of the coreference sets was found")
    return {
        "asked": asked,
        "answered": round(100 * answered / asked, 1),
        "right": round(100 * right / max(1, answered), 1),
    }


def digest() -> str:
    """What names the gold."""
    found = hashlib.sha256()
    for gold in (*_meantime(), *_gum()):
        found.update(f"{gold.text}{sorted(gold.entities.items())}".encode())
    return found.hexdigest()[:16]


def _report(gold: Gold) -> Report:
    origin = Origin(source=gold.name, media_type="text/plain", raw_digest="")
    when = Published(value=gold.published, found_in="caller") if gold.published else None
    return Report(id=gold.name, origin=origin, text=gold.text, published=when)


def _meant(gold: Gold, source: tuple[Span, ...]) -> list[Span] | None:
    """The names of the entity that the source stands for; None where the gold does not say."""
    if len(source) != 1 or source[0].of(gold.text).lower() in ("we", "us", "our"):
        return None
    best: tuple[float, str] | None = None
    for key, mentions in gold.entities.items():
        for span, is_name in mentions:
            share = _shared(span, source[0])
            if share >= _SAME and not is_name and (best is None or share > best[0]):
                best = share, key
    if best is None:
        return None
    mentions = gold.entities[best[1]]
    if any(is_name and _shared(span, source[0]) >= _SAME for span, is_name in mentions):
        return None
    return [span for span, is_name in mentions if is_name] or None


def _shared(one: Span, other: Span) -> float:
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / max(one.end - one.start, other.end - other.start, 1)


def _is_one_of(resolution: Resolution, entity: int, names: list[Span]) -> bool:
    mentions = resolution.entities[entity].mentions
    return any(m.span.overlaps(name) for m in mentions if m.form == "name" for name in names)


def _meantime() -> Iterator[Gold]:
    file = DATA / "meantime" / "docs.jsonl"
    if not file.is_file():
        raise Missing("meantime/docs.jsonl (../shared/data) is not here")
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = Gold(row["doc_id"], row["text"], row["dct"])
        for mention in row["mentions"]:
            if mention["tag"] == "ENTITY_MENTION" and mention.get("instance_id"):
                is_name = "NAM" in (mention.get("syntactic_type") or "")
                span = Span(mention["start"], mention["end"])
                gold.entities[mention["instance_id"]].append((span, is_name))
        yield gold


def _gum() -> Iterator[Gold]:
    folder = treebanks.FOLDER / "gum" / "dev"
    for path in sorted(folder.glob("GUM_news_*.conllu")):
        for number, document in enumerate(treebanks.documents(path)):
            gold = Gold(f"{path.stem}-{number}", document.text, None)
            for mention in document.mentions:
                first, last = document.words[mention.first], document.words[mention.last]
                tags = [word[2] for word in document.words[mention.first : mention.last + 1]]
                gold.entities[mention.entity].append((Span(first[0], last[1]), "PROPN" in tags))
            yield gold
