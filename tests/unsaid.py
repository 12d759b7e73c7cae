"""A report, its reading and what it means, made by hand: all that may be said of who says what.

A denial passed on by a paper, what is not confirmed, joint speakers, a speaker without a name, a
warning inside a statement, an attitude, a metonym, an early May and a range.
"""

from __future__ import annotations

from typing import Any

import msgspec

from tests.readings import READER, report, span
from whence.ports import Result
from whence.records import (
    Attribution,
    Block,
    Claim,
    Entity,
    Figure,
    Mention,
    Place,
    Published,
    Reading,
    Reference,
    Resolution,
    Span,
    Speaker,
    Time,
    digest,
)

TEXT = (
    "Minister rejects claims of cover-up\n"
    "\n"
    "Minister Dorvan Pell denied that anything was being concealed, the Herald reported.\n"
    "Norvia has not confirmed that its drone hit the school.\n"
    "Pia Roth and Jon Keller said the bridge in Brindle was unsafe in early May.\n"
    "Residents who fled said 12 houses burned from 3 to 5 March.\n"
    "Ada Venn told investigators that Jon Keller had warned of a fire.\n"
    "Pia Roth supports the plan. Moscow said it was ready. The school stands in Brindle.\n"
)
HERALD, PELL, NORVIA, ROTH, KELLER, BRINDLE, RESIDENTS, VENN, MOSCOW = range(9)
DENIAL, UNCONFIRMED, JOINT, UNNAMED, RELAYED, WARNED, SUPPORTS, READY = range(8)


def _at(words: str, after: str = "") -> Span:
    return span(TEXT, words, after)


def _attribution(source: str, cue: str, content: str, after: str = "", **more: Any) -> Attribution:
    usual: dict[str, Any] = {"kind": "indirect", "act": "state", "score": 0.9}
    return Attribution(
        source=(_at(source, after),),
        cue=(_at(cue, after or source),),
        content=(_at(content),),
        **{**usual, **more},
    )


def _entity(kind: str, name: str, *mentions: Span, named: bool = True, **more: Any) -> Entity:
    form: Any = "name" if named else "nominal"
    metonym = more.pop("metonym", False)
    references = tuple(
        Reference(span=one, form=form, score=0.9, metonym=metonym) for one in mentions
    )
    return Entity(
        type=kind,  # type: ignore[arg-type]  # a word of a test's
        name=name,
        named=named,
        descriptions=more.pop("descriptions", ()),
        mentions=references,
        **more,
    )


def _claim(words: str, *voices: int, **more: Any) -> Claim:
    usual: dict[str, Any] = {
        "standing": "attributed" if voices else "own-voice", "polarity": "positive",
        "modality": "actual", "hedges": (), "entities": (), "times": (), "places": (),
        "figures": (),
    }  # fmt: skip
    return Claim(span=_at(words), voices=voices, **{**usual, **more})


def unsaid(
    source: str = "unsaid.txt", url: str | None = "https://courier.example/cover-up"
) -> Result:
    """The report with its reading and resolution; each `source` is a report of its own."""
    one = msgspec.structs.replace(
        report(TEXT, source=source, title="Minister rejects claims of cover-up"),
        identity=digest(source),
        published=Published(value="2025-05-20T09:00+00:00", found_in="metadata"),
        publisher="The Sulla Courier",
        url=url,
        blocks=(Block(kind="headline", span=_at("Minister rejects claims of cover-up")),),
    )
    pell, keller, roth = "Minister Dorvan Pell", "Jon Keller", "Pia Roth"
    attributions = (
        _attribution(pell, "denied", "that anything was being concealed", act="deny"),
        _attribution(
            "Norvia", "has not confirmed", "that its drone hit the school", asserted=False
        ),
        _attribution(
            "Pia Roth and Jon Keller", "said", "the bridge in Brindle was unsafe in early May"
        ),
        _attribution("Residents who fled", "said", "12 houses burned from 3 to 5 March"),
        _attribution("Ada Venn", "told", "that Jon Keller had warned of a fire"),
        _attribution(
            keller, "had warned", "of a fire", "investigators", act="warn", parent=RELAYED
        ),
        _attribution(roth, "supports", "the plan", "of a fire.", stance="attitude"),
        _attribution("Moscow", "said", "it was ready"),
    )
    brindle = Place(
        name="Brindle", country="GB", admin1=None, geonames=None, lat=53.7, lon=-2.6,
        precision="point",
    )  # fmt: skip
    entities = (
        _entity("organization", "the Herald", _at("the Herald")),
        _entity("person", "Dorvan Pell", _at("Dorvan Pell"), descriptions=("Minister",)),
        _entity("place", "Norvia", _at("Norvia"), metonym=True),
        _entity("person", roth, _at(roth), _at(roth, "of a fire.")),
        _entity("person", keller, _at(keller), _at(keller, "investigators")),
        _entity("place", "Brindle", _at("Brindle"), _at("Brindle", "stands"), place=brindle),
        _entity("group", "Residents who fled", _at("Residents who fled"), named=False),
        _entity("person", "Ada Venn", _at("Ada Venn")),
        _entity("place", "Moscow", _at("Moscow"), metonym=True),
    )
    speaker = {n: Speaker(entity=n, score=0.9) for n in range(len(entities))}
    speakers = (PELL, NORVIA, ROTH, RESIDENTS, VENN, KELLER, ROTH, MOSCOW)
    joint = tuple(
        (speaker[ROTH], speaker[KELLER]) if number == JOINT else (speaker[entity],)
        for number, entity in enumerate(speakers)
    )
    times = (
        Time(span=_at("early May"), type="DATE", value="2025-05", mod="START"),
        Time(
            span=_at("from 3 to 5 March"), type="DATE", value="2025-03", begin="2025-03-03",
            end="2025-03-05",
        ),
    )  # fmt: skip
    houses = Figure(
        span=_at("12"), value=12, low=12, high=12, role="count", of=_at("houses"), main=True
    )
    claims = (
        _claim("that anything was being concealed", DENIAL),
        _claim("that its drone hit the school", UNCONFIRMED, modality="unasserted"),
        _claim(
            "the bridge in Brindle was unsafe in early May", JOINT, places=(BRINDLE,), times=(0,)
        ),
        _claim("12 houses burned from 3 to 5 March", UNNAMED, figures=(0,), times=(1,)),
        _claim("of a fire", RELAYED, WARNED),
        _claim("it was ready", READY),
        _claim("The school stands in Brindle", places=(BRINDLE,)),
    )
    reading = Reading(
        report_id=one.id,
        attributions=attributions,
        entities=tuple(
            Mention(span=m.span, type=e.type, score=0.9)
            for e in entities
            for m in e.mentions
            if m.form == "name"
        ),
        times=tuple(Mention(span=t.span, type=t.type, score=0.9) for t in times),
        reader=READER,
    )
    resolution = Resolution(
        report_id=one.id,
        entities=entities,
        times=times,
        figures=(houses,),
        speakers=tuple(speaker[entity] for entity in speakers),
        claims=claims,
        joint=joint,
        via=tuple((HERALD,) if number == DENIAL else () for number in range(len(attributions))),
    )
    return one, reading, resolution
