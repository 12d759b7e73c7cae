"""Judges a reading by a case: a text, and what any careful reader would take from it.

Each expectation of a case is a check of this module by its name. All texts are read in one call
of whence.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

QUOTES = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
IGNORED = {"the", "a", "an", "of", "and"}
COUPLE = re.compile(r"[A-Z][\w.'’-]* and (?:\w+ )*[A-Z]")
DEPENDENT = re.compile(
    r",? (?:sent|written|signed|commissioned|funded|made|published|posted|filed|led|named|seen|"
    r"interviewed|living|gathered|against|to|by|of|from|for|in|on|at|who|which|that)\b"
)


def plain(text: str) -> str:
    """Lower case, straight quotation marks, single spaces."""
    return " ".join(text.translate(QUOTES).casefold().split())


def words(text: str) -> list[str]:
    """Words without articles and possessive endings."""
    found = re.findall(r"[\w.]+(?:['-]\w+)*", plain(text))
    return [w for w in (re.sub(r"'s$|\.$", "", w) for w in found) if w and w not in IGNORED]


def within(part: str, whole: str) -> bool:
    """Whether all words of `part` are in `whole`."""
    wanted = set(words(part))
    return bool(wanted) and wanted <= set(words(whole))


def head(name: str) -> str:
    """A name alone: "a letter" of "a letter sent to the mayor", "son" of "the judge's son"."""
    return re.split(r"['’]s? ", DEPENDENT.split(name)[0])[-1]


class Reading:
    """One document as `whence read --format jsonl` prints it, with look-ups by words."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.text: str = document["report"]["text"]
        self.flat, self.offsets = self._flatten(self.text)
        self.entities = {e["id"]: e for e in document["entities"]}
        self.attributions = document["attributions"]
        self.by_id = {a["id"]: a for a in self.attributions}
        # What is said; attitudes, deeds and what the source does not say are marked, not left out.
        self.stated = [
            a
            for a in self.attributions
            if a.get("asserted", True) and a.get("stance", "statement") == "statement"
        ]
        self.claims = document["claims"]
        self.figures = document["figures"]
        self.times = document["times"]

    @staticmethod
    def _flatten(text: str) -> tuple[str, list[int]]:
        flat, offsets, space = [], [], True
        for at, letter in enumerate(text.translate(QUOTES)):
            if letter.isspace():
                if not space:
                    flat.append(" ")
                    offsets.append(at)
                space = True
                continue
            low = letter.casefold()
            flat.append(low if len(low) == 1 else letter)
            offsets.append(at)
            space = False
        return "".join(flat), [*offsets, len(text)]

    def find(self, wanted: str) -> list[tuple[int, int]]:
        """Where the words are in the text, as offsets."""
        needle, found, at = plain(wanted), [], -1
        while (at := self.flat.find(needle, at + 1)) >= 0:
            found.append((self.offsets[at], self.offsets[at + len(needle) - 1] + 1))
        if not found:
            raise ValueError(f"the text does not contain {wanted!r}")
        return found

    def slice(self, spans: list[dict[str, Any]]) -> str:
        return " … ".join(self.text[s["start"] : s["end"]] for s in spans)

    def holding(self, wanted: str) -> list[dict[str, Any]]:
        """Attributions whose content holds the words, the shortest content first."""
        needle = plain(wanted)
        held = [
            a
            for a in self.attributions
            if any(needle in plain(self.text[s["start"] : s["end"]]) for s in a["content"])
        ]
        return sorted(held, key=lambda a: len(self.slice(a["content"])))

    def speakers(self, attribution: dict[str, Any]) -> list[dict[str, Any]]:
        ids = attribution.get("speakers") or [attribution["speaker"]]
        return [self.entities[i] for i in ids if i]

    def called(self, entity: dict[str, Any]) -> list[str]:
        """All that the report calls an entity, pronouns left out."""
        mentions = [
            self.text[m["start"] : m["end"]] for m in entity["mentions"] if m["form"] != "pronoun"
        ]
        return [entity["name"], *mentions, *entity.get("descriptions", [])]

    def is_it(self, entity: dict[str, Any], name: str, *, loose: bool = True) -> bool:
        """Whether the name is the entity's; loose: a description or a shorter name will do."""
        if (
            COUPLE.search(entity["name"])
            and entity["type"] in ("person", "group")
            and " and " not in name
        ):
            return False
        if loose:
            return any(within(name, known) for known in self.called(entity)) or within(
                entity["name"], name
            )
        names = self.called(entity)[: 1 + len(entity["mentions"])]
        return any(
            within(name, head(known)) or set(words(name)) == set(words(known)) for known in names
        )

    def says(self, attribution: dict[str, Any], name: str, *, loose: bool = True) -> bool:
        return any(self.is_it(e, name, loose=loose) for e in self.speakers(attribution))

    def sayers(self, attribution: dict[str, Any]) -> str:
        """The source's words and all that the report calls the speakers."""
        known = [name for e in self.speakers(attribution) for name in self.called(e)]
        return " ".join([self.slice(attribution["source"]), *known])

    def voice(self, attribution: dict[str, Any]) -> str:
        return " + ".join(e["name"] for e in self.speakers(attribution)) or "nobody"

    def described(self, attributions: list[dict[str, Any]]) -> str:
        return (
            "; ".join(f"{self.voice(a)}: {self.slice(a['content'])!r}" for a in attributions)
            or "no attribution"
        )

    def named(self, name: str) -> list[dict[str, Any]]:
        """Entities that the report calls by this name."""
        return [
            e
            for e in self.entities.values()
            if any(within(name, known) for known in self.called(e)[: 1 + len(e["mentions"])])
        ]


def listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def who(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for said, name in expected.items():
        r.find(said)
        held = r.holding(said)
        if name is None:
            named = [a for a in held if r.speakers(a)]
            if named:
                wrong.append(f"{said!r}: nobody is named, got {r.described(named)}")
        elif not any(r.says(a, one) for a in held for one in listed(name)):
            wrong.append(f"{said!r}: expected {name}, got {r.described(held)}")
    return wrong


def not_who(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for said, names in expected.items():
        r.find(said)
        held = r.holding(said)
        for name in listed(names):
            bad = [a for a in held if r.says(a, name, loose=False)]
            if bad:
                wrong.append(f"{said!r} is not said by {name}: {r.described(bad)}")
    return wrong


def not_speaker(r: Reading, expected: list[Any]) -> list[str]:
    return [
        f"{n} does not speak: {r.described(bad)}"
        for n in expected
        if (bad := [a for a in r.attributions if r.says(a, n, loose=False)])
    ]


def joint(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for said, names in expected.items():
        r.find(said)
        held = r.holding(said)
        if not any(all(within(name, r.sayers(a)) for name in names) for a in held):
            wrong.append(f"{said!r}: expected {' and '.join(names)}, got {r.described(held)}")
    return wrong


def shown(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return "none"
    return (
        f"{figure['value']:g}"
        if figure["value"] is not None
        else f"{figure['low']} to {figure['high']}"
    )


def equals(figure: dict[str, Any], value: object) -> bool:
    if isinstance(value, list):
        return [figure["low"], figure["high"]] == value
    return figure["value"] == value or (
        figure["value"] is None and figure["low"] == figure["high"] == value
    )


def figures(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for role, value in expected.items():
        main = next((f for f in r.figures if f["role"] == role and f["main"]), None)
        if value is None:
            if main:
                wrong.append(f"{role}: no total expected, got {shown(main)}")
        elif main is None or not equals(main, value):
            others = ", ".join(shown(f) for f in r.figures if f["role"] == role and not f["main"])
            wrong.append(
                f"{role}: expected {value}, got {shown(main)}"
                + (f" (beside it {others})" if others else "")
            )
    return wrong


def has_figures(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for role, values in expected.items():
        there = [f for f in r.figures if f["role"] == role]
        got = ", ".join(map(shown, there)) or "none"
        absent = [v for v in values if not any(equals(f, v) for f in there)]
        wrong += [f"{role}: expected {value} among the figures, got {got}" for value in absent]
    return wrong


def no_figures(r: Reading, expected: list[Any]) -> list[str]:
    return [
        f"{role}: no figure expected, got {shown(f)}"
        for role in expected
        for f in r.figures
        if f["role"] == role
    ]


def people(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for role, names in expected.items():
        there = [p for f in r.figures if f["role"] == role for p in f["people"]]
        wrong += [
            f"{role}: expected {n} by name, got {there or 'nobody'}"
            for n in names
            if not any(within(n, p) or within(p, n) for p in there)
        ]
    return wrong


def not_people(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for role, names in expected.items():
        for f in (f for f in r.figures if f["role"] == role):
            known = [
                *f["people"],
                *([r.text[f["of"]["start"] : f["of"]["end"]]] if f["implied"] and f["of"] else []),
            ]
            wrong += [f"{role}: {n} is counted" for n in names if any(within(n, k) for k in known)]
    return wrong


def overlapping(r: Reading, wanted: str) -> list[dict[str, Any]]:
    spots = r.find(wanted)
    return [
        t for t in r.times if any(t["start"] < end and start < t["end"] for start, end in spots)
    ]


def times(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for wanted, value in expected.items():
        got = [t["value"] for t in overlapping(r, wanted)]
        if not any(one in got for one in listed(value)):
            wrong.append(f"{wanted!r}: expected {value}, got {got or 'no time'}")
    return wrong


def same_date(got: str, value: str) -> bool:
    """The very value, or with a star at its end any value that begins with it."""
    return got.startswith(value[:-1]) if value.endswith("*") else got == value


def dates(r: Reading, expected: list[Any]) -> list[str]:
    got = [t["value"] or "" for t in r.times]
    ends = {end for value in got for end in [value, *value.split("/")]}
    ends |= {t[end] for t in r.times for end in ("begin", "end") if isinstance(t.get(end), str)}
    return [
        f"expected the date {value}, got {got}"
        for value in expected
        if not any(same_date(end, value) for end in ends)
    ]


def no_times(r: Reading, expected: list[Any]) -> list[str]:
    return [
        f"{wanted!r} is no time, got {t['value']}"
        for wanted in expected
        for t in overlapping(r, wanted)
    ]


def no_dates(r: Reading, expected: list[Any]) -> list[str]:
    got = [t["value"] or "" for t in r.times]
    return [
        f"no time is {value}, got {one}"
        for value in expected
        for one in got
        if same_date(one, value)
    ]


def places(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for name, code in expected.items():
        r.find(name)
        called = r.named(name)
        put = [e["place"] for e in called if e["type"] == "place" and e["place"]]
        codes = [(p["country"], p["admin1"]) for p in put]
        if code is None:
            if put:
                wrong.append(f"{name}: not to be put anywhere, got {codes}")
        elif not any(one in pair for pair in codes for one in listed(code)):
            got = codes or [e["type"] for e in called] or "nothing"
            wrong.append(f"{name}: expected {code}, got {got}")
    return wrong


def _claims(r: Reading, expected: dict[str, Any], field: str) -> list[str]:
    wrong = []
    for wanted, value in expected.items():
        spots = r.find(wanted)
        there = [c for c in r.claims if any(c["start"] <= s and e <= c["end"] for s, e in spots)]
        if not there:
            there = [c for c in r.claims if any(c["start"] < e and s < c["end"] for s, e in spots)]
        least = min((c["end"] - c["start"] for c in there), default=0)
        got = [c[field] for c in there if c["end"] - c["start"] == least]
        if value is None:
            if there:
                wrong.append(f"{wanted!r}: no claim expected, got {got}")
        elif not any(one in got for one in listed(value)):
            wrong.append(f"{wanted!r}: expected {field} {value}, got {got or 'no claim'}")
    return wrong


def standing(r: Reading, expected: dict[str, Any]) -> list[str]:
    return _claims(r, expected, "standing")


def polarity(r: Reading, expected: dict[str, Any]) -> list[str]:
    return _claims(r, expected, "polarity")


def modality(r: Reading, expected: dict[str, Any]) -> list[str]:
    return _claims(r, expected, "modality")


def act(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for said, value in expected.items():
        r.find(said)
        got = [a["act"] for a in r.holding(said)]
        if not any(one in got for one in listed(value)):
            wrong.append(f"{said!r}: expected act {value}, got {got or 'no attribution'}")
    return wrong


def holds(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for said, more in expected.items():
        r.find(said)
        for one in listed(more):
            r.find(one)
            held = r.holding(said)
            if not any(plain(one) in plain(r.slice(a["content"])) for a in held):
                wrong.append(f"the content with {said!r} should hold {one!r}: {r.described(held)}")
    return wrong


def lacks(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for said, more in expected.items():
        r.find(said)
        held = r.holding(said)[:1]
        if not held:
            wrong.append(f"no attribution holds {said!r}")
        for one in listed(more):
            r.find(one)
            if held and plain(one) in plain(r.slice(held[0]["content"])):
                wrong.append(
                    f"the content with {said!r} should not hold {one!r}: {r.described(held)}"
                )
    return wrong


def nested(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for said, (outer, inner) in expected.items():
        r.find(said)
        for a in r.holding(said):
            above = r.by_id.get(a["parent"])
            if (
                above
                and (r.says(a, inner) if inner else not r.speakers(a))
                and r.says(above, outer)
            ):
                break
        else:
            wrong.append(
                f"{said!r}: expected {inner} inside {outer}, got {r.described(r.holding(said))}"
            )
    return wrong


def not_said(r: Reading, expected: list[Any]) -> list[str]:
    """No attribution holds the words, or only one that states nothing ("declined to comment")."""
    wrong = []
    for unsaid in expected:
        r.find(unsaid)
        holding = [
            a
            for a in r.holding(unsaid)
            if (a in r.stated and a["act"] not in ("other", "deny", "ask")) or stated(r, a)
        ]
        if holding:
            wrong.append(f"nobody says {unsaid!r}: {r.described(holding)}")
    return wrong


def stated(r: Reading, attribution: dict[str, Any]) -> bool:
    """Whether a plain claim rests on the attribution: attributed, positive and actual."""
    plainly = ("attributed", "positive", "actual")
    return any(
        attribution["id"] in c["voices"]
        and (c["standing"], c["polarity"], c["modality"]) == plainly
        for c in r.claims
    )


def count(r: Reading, expected: Any) -> list[str]:
    least, most = expected if isinstance(expected, list) else (expected, expected)
    got = len(r.stated)
    return (
        []
        if least <= got <= most
        else [f"expected {expected} attributions, got {r.described(r.stated)}"]
    )


def apart(r: Reading, expected: list[Any]) -> list[str]:
    """Each name has an entity of its own, and no entity has both as separate mentions."""
    wrong = []
    for one, other in expected:
        both = [e for e in r.named(one) if e in r.named(other)]
        merged = [
            e["name"] for e in both if any(within(one, c) != within(other, c) for c in r.called(e))
        ]
        lonely = [n for n in (one, other) if r.named(n) and all(e in both for e in r.named(n))]
        if merged or lonely:
            wrong.append(f"{one} and {other} are made one: {merged or [e['name'] for e in both]}")
    return wrong


def joined(r: Reading, expected: list[Any]) -> list[str]:
    wrong = []
    for one, other in expected:
        first, second = r.named(one), r.named(other)
        if not any(e in second for e in first):
            got = f"{[e['name'] for e in first]} and {[e['name'] for e in second]}"
            wrong.append(f"{one} and {other} are one, got {got}")
    return wrong


def types(r: Reading, expected: dict[str, Any]) -> list[str]:
    wrong = []
    for name, kind in expected.items():
        got = [e["type"] for e in r.named(name)]
        if not any(one in got for one in listed(kind)):
            wrong.append(f"{name}: expected a {kind}, got {got or 'nothing'}")
    return wrong


CHECKS = {
    check.__name__: check
    for check in (
        *(who, not_who, not_speaker, joint, nested, not_said, count, act, holds, lacks),
        *(figures, has_figures, no_figures, people, not_people),
        *(times, dates, no_times, no_dates, places),
        *(standing, polarity, modality, apart, joined, types),
    )
}


def read(cases: list[dict[str, Any]], whence: list[str]) -> list[Reading | None]:
    """All texts through one call of `whence read`, each text once."""
    lines: list[str] = []
    ids: dict[tuple[str, str], str] = {}
    for case in cases:
        key = case["text"], case["published"]
        if key not in ids:
            ids[key] = f"case-{len(ids)}"
            line = {"id": ids[key], "text": case["text"]} | (
                {"published": case["published"]} if case["published"] else {}
            )
            lines.append(json.dumps(line, ensure_ascii=False))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "cases.jsonl")
        source.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [*whence, "read", str(source), "--format", "jsonl", "--quiet"]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False
        )
    assert not done.returncode, done.stderr
    got = {d["report"]["source"]: d for d in map(json.loads, done.stdout.splitlines())}
    return [
        Reading(got[i]) if (i := ids[c["text"], c["published"]]) in got else None for c in cases
    ]


def judge(case: dict[str, Any], reading: Reading | None) -> list[str]:
    """What is wrong with the reading of a case; empty when it is as expected."""
    if reading is None:
        return ["the report was not read"]
    return [line for name, value in case["expect"].items() for line in CHECKS[name](reading, value)]
