"""What is expected of a set of reports, checked against what whence says of it.

Each check gives "" where it holds, else what came instead. `README.md` beside it explains the keys.
"""

from __future__ import annotations

from tests.compare.across.answers import (
    Answers,
    Expect,
    Told,
    has_words,
    in_conflict,
    is_value,
    names_of,
    plain,
    same_name,
    steps,
    within,
)

CAPABILITY = {
    "together": "events", "apart": "events",
    "conflicts": "conflicts", "conflict": "conflicts", "no_conflict": "conflicts",
    "revision": "revisions", "revisions": "revisions", "correction": "revisions",
    "figure": "figures", "no_figure": "figures", "part": "figures",
    "sources": "independence",
    "same": "same", "not_same": "same",
    "denial": "denials", "denials": "denials",
    "copies": "copies", "not_copies": "copies",
    "victims": "victims", "not_victims": "victims",
    "blamed": "blame", "not_blamed": "blame", "nobody_blamed": "blame",
    "who_one": "who", "who_apart": "who", "who_count": "who",
    "drift": "drift", "drifts": "drift",
    "date": "date", "place": "place", "type": "type",
}  # fmt: skip


def groupings(a: Answers) -> str:
    return "events: " + ("; ".join(",".join(e["reports"]) for e in a.events) or "none")


def _together(x: Expect, a: Answers) -> str:
    return "" if any(set(x["together"]) <= set(e["reports"]) for e in a.events) else groupings(a)


def _apart(x: Expect, a: Answers) -> str:
    for e in a.events:
        if sum(bool(set(group) & set(e["reports"])) for group in x["apart"]) > 1:
            return groupings(a)
    missing = [r for group in x["apart"] for r in group if not a.events_of(r)]
    return f"in no event: {', '.join(missing)}" if x.get("all") and missing else ""


def _told(found: list[Told]) -> str:
    return "; ".join(
        f"{f['topic'].get('role')} {f['topic'].get('of') or ''}: {' | '.join(f['evidence'])}"
        for f in found
    )


def _conflicts(x: Expect, a: Answers) -> str:
    found = a.disputed(x.get("role"))
    return "" if len(found) == x["conflicts"] else f"{len(found)} conflicts: {_told(found)}"


def _conflict(x: Expect, a: Answers) -> str:
    c = x["conflict"]
    found = a.disputed(c["role"])
    if any(in_conflict(f, *c["values"]) for f in found):
        return ""
    return f"not printed; conflicts: {_told(a.disputed()) or 'none'}; others: {_told(a.of_kind('revision')) or 'none'}"


def _no_conflict(x: Expect, a: Answers) -> str:
    c = x["no_conflict"]
    found = [f for f in a.disputed(c["role"]) if in_conflict(f, *c["values"])]
    return f"printed: {_told(found)}" if found else ""


def _revision(x: Expect, a: Answers) -> str:
    c = x["revision"]
    looked_at = [f for k in ("revision", "conflict", "correction") for f in a.of_kind(k)]
    for f in looked_at:
        if f["topic"].get("role") != c["role"]:
            continue
        if (c["from"], c["to"]) in steps(f):
            return ""
        if f["kind"] == "revision" and not steps(f):
            order = f["versions"]
            at = [
                next((n for n, v in enumerate(order) if is_value(v, w)), None)
                for w in (c["from"], c["to"])
            ]
            if at[0] is not None and at[1] is not None and at[0] < at[1]:
                return ""
    return (
        f"not printed; found: {_told([f for f in looked_at if f['topic'].get('role')]) or 'none'}"
    )


def _revisions(x: Expect, a: Answers) -> str:
    found = a.of_kind("revision")
    return "" if within(len(found), x["revisions"]) else f"{len(found)} revisions: {_told(found)}"


def _correction(x: Expect, a: Answers) -> str:
    c = x["correction"]
    for f in a.findings:
        if f["topic"].get("role") == c["role"] and any(
            "withdrawn" in v.get("state", ()) and is_value(v, c["from"]) for v in f["versions"]
        ):
            return ""
    return (
        f"not printed; found: {_told([f for f in a.findings if f['topic'].get('role')]) or 'none'}"
    )


def _value(figure: Told) -> str:
    named = ", ".join(
        f"{v['value'] if v['value'] is not None else (v['low'], v['high'])}{''.join(' ' + s for s in v.get('state', ()))}"
        for v in figure["versions"]
    )
    return f"best {figure['best']} ({figure['low']} to {figure['high']}) of [{named}]"


def _figure(x: Expect, a: Answers) -> str:
    c = x["figure"]
    found = a.totals(c["role"], c.get("report"))
    for f in found:
        if all(f[k] == c[k] for k in ("best", "low", "high") if k in c):
            return ""
    return f"{c['role']}: {'; '.join(map(_value, found)) or 'none'}"


def _no_figure(x: Expect, a: Answers) -> str:
    c = x["no_figure"]
    found = a.totals(c["role"], c.get("report"))
    if "value" in c:
        found = [f for f in found if any(is_value(v, c["value"]) for v in f["versions"])]
    return f"{c['role']}: {'; '.join(map(_value, found))}" if found else ""


def _part(x: Expect, a: Answers) -> str:
    c = x["part"]
    figures = [
        f for e in a.events_of(c.get("report")) for f in e["figures"] if f["role"] == c["role"]
    ]
    total = [f for f in figures if not f.get("of")]
    wrong = [
        f
        for f in total
        if f["best"] == c["value"] or any(is_value(v, c["value"]) for v in f["versions"])
    ]
    if wrong:
        return f"it stands as a total: {'; '.join(map(_value, wrong))}"
    parts = [f for f in figures if f.get("of") and plain(c["of"]) in plain(f["of"])]
    if any(is_value(v, c["value"]) for f in parts for v in f["versions"]):
        return ""
    of = [f"{f.get('of')}: {_value(f)}" for f in figures if f.get("of")]
    return f"no such part; parts: {'; '.join(of) or 'none'}"


def _sources(x: Expect, a: Answers) -> str:
    c = x["sources"]
    found = [
        v
        for f in a.totals(c["role"], c.get("report"))
        for v in f["versions"]
        if is_value(v, c["value"])
    ]
    if not found:
        return f"no version {c['value']} of {c['role']}"
    for v in found:
        s = v["independent_sources"]
        if all(within(s[k], c[k]) for k in ("least", "most") if k in c):
            return ""
    s = found[0]["independent_sources"]
    return f"least {s['least']}, most {s['most']}: {', '.join(s['reasons'])}"


def _same(x: Expect, a: Answers) -> str:
    wrong = []
    for f in a.of_kind("same"):
        lines = f["evidence"]
        if all(any(has_words(line, w) for line in lines) for w in x["same"]):
            s = f["versions"][0]["independent_sources"]
            if all(within(s[k], x[k]) for k in ("least", "most") if k in x):
                return ""
            wrong.append(f"least {s['least']}, most {s['most']}: {', '.join(s['reasons'])}")
    if wrong:
        return "; ".join(wrong)
    return "no such same-claim; found: " + (
        "; ".join(" = ".join(f["evidence"]) for f in a.of_kind("same")) or "none"
    )


def _not_same(x: Expect, a: Answers) -> str:
    for f in a.of_kind("same"):
        if all(any(has_words(line, w) for line in f["evidence"]) for w in x["not_same"]):
            return "one same-claim: " + " = ".join(f["evidence"])
    return ""


def _denial(x: Expect, a: Answers) -> str:
    for f in a.denials():
        denied = [line for line in f["evidence"] if ", denied: " in line]
        if denied and all(any(has_words(line, w) for line in f["evidence"]) for w in x["denial"]):
            return ""
    return "no such denial; found: " + (
        "; ".join(" | ".join(f["evidence"]) for f in a.denials()) or "none"
    )


def _denials(x: Expect, a: Answers) -> str:
    found = a.denials()
    good = within(len(found), x["denials"])
    return (
        ""
        if good
        else f"{len(found)} denials: " + "; ".join(" | ".join(f["evidence"]) for f in found)
    )


def _copy_groups(a: Answers) -> list[set[str]]:
    found = [set(group) for e in a.events for group in e.get("copies", ())]
    for f in a.of_kind("copy"):
        found += [
            set(line.removeprefix("one text in ").split(", "))
            for line in f["evidence"]
            if line.startswith("one text in ")
        ]
    return found


def _copies(x: Expect, a: Answers) -> str:
    found = _copy_groups(a)
    return (
        "" if any(set(x["copies"]) <= g for g in found) else f"copies: {[sorted(g) for g in found]}"
    )


def _not_copies(x: Expect, a: Answers) -> str:
    found = [sorted(g) for g in _copy_groups(a) if len(set(x["not_copies"]) & g) > 1]
    return f"copies: {found}" if found else ""


def _people(a: Answers, role: str | None = None) -> list[tuple[str, str]]:
    return [
        (p["name"], p.get("role", ""))
        for e in a.events
        for p in e["people"]
        if role in (None, p.get("role"))
    ]


def _victims(x: Expect, a: Answers) -> str:
    found = _people(a, x.get("role"))
    missing = [n for n in x["victims"] if not any(same_name(n, p) for p, _ in found)]
    return f"missing: {', '.join(missing)}; people: {_people(a)}" if missing else ""


def _not_victims(x: Expect, a: Answers) -> str:
    found = _people(a, x.get("role"))
    wrong = [n for n in x["not_victims"] if any(same_name(n, p) for p, _ in found)]
    return f"among the people: {', '.join(wrong)}; people: {_people(a)}" if wrong else ""


def _blame(a: Answers) -> list[tuple[str, str | None]]:
    return [(b.get("who") or "", b.get("by")) for e in a.events for b in e["blamed"]]


def _blamed(x: Expect, a: Answers) -> str:
    c = x["blamed"]
    for who, by in _blame(a):
        if same_name(c["who"], who):
            if "by" not in c or (c["by"] is None and not by):
                return ""
            if c["by"] and by and same_name(c["by"], by):
                return ""
    return f"blamed: {_blame(a)}"


def _not_blamed(x: Expect, a: Answers) -> str:
    wrong = [n for n in x["not_blamed"] if any(same_name(n, who) for who, _ in _blame(a))]
    return f"blamed: {_blame(a)}" if wrong else ""


def _nobody_blamed(x: Expect, a: Answers) -> str:
    return f"blamed: {_blame(a)}" if _blame(a) else ""


def _entries(a: Answers, name: str) -> list[int]:
    return [n for n, entry in enumerate(a.who) if plain(name) in names_of(entry)]


def _who(a: Answers) -> str:
    return "; ".join(f"{e.get('name')} ({e.get('claims')} claims) {e.get('names')}" for e in a.who)


def _who_one(x: Expect, a: Answers) -> str:
    found = {n for name in x["who_one"] for n in _entries(a, name)}
    return "" if len(found) == 1 else f"{len(found)} entries; who: {_who(a)}"


def _who_apart(x: Expect, a: Answers) -> str:
    found = [set(_entries(a, name)) for name in x["who_apart"]]
    if all(found) and not any(
        one & other for i, one in enumerate(found) for other in found[i + 1 :]
    ):
        return ""
    return f"who: {_who(a)}"


def _who_count(x: Expect, a: Answers) -> str:
    c = x["who_count"]
    found = _entries(a, c["name"])
    return "" if len(found) == c["n"] else f"{len(found)} entries; who: {_who(a)}"


def _drift(x: Expect, a: Answers) -> str:
    c = x["drift"]
    for d in a.drift:
        if (
            d["lost"] == c["lost"]
            and c.get("value", d["value"]) == d["value"]
            and c.get("from", d["before"]) == d["before"]
            and c.get("to", d["after"]) == d["after"]
        ):
            return ""
    return f"drift: {[(d['lost'], d['value'], d['before'], d['after']) for d in a.drift]}"


def _drifts(x: Expect, a: Answers) -> str:
    found = [(d["lost"], d["value"], d["before"], d["after"]) for d in a.drift]
    return "" if len(found) == x["drifts"] else f"drift: {found}"


def _date(x: Expect, a: Answers) -> str:
    c = x["date"]
    found = [(e["when"] or {}).get("start") for e in a.events_of(c["report"])]
    return (
        ""
        if any((s or "")[: len(c["start"])] == c["start"] for s in found)
        else f"date: {found or 'no event'}"
    )


def _place(x: Expect, a: Answers) -> str:
    c = x["place"]
    found = [e["where"] or {} for e in a.events_of(c["report"])]
    places = [(w.get("name"), w.get("country")) for w in found]
    if not found:
        return "no event"
    for w in found:
        if c.get("none"):
            if not w:
                return ""
        elif "not" in c:
            if plain(w.get("name") or "") != plain(c["not"]):
                return ""
        elif all(plain(w.get(k) or "") == plain(c[k]) for k in ("name", "country") if k in c):
            return ""
    return f"place: {places}"


def _type(x: Expect, a: Answers) -> str:
    c = x["type"]
    found = [e["type"] for e in a.events_of(c["report"])]
    if not found:
        return "no event" if "is" in c else ""
    if "is" in c:
        return "" if any(t in c["is"] for t in found) else f"type: {found}"
    return f"type: {found}" if any(t in c["not"] for t in found) else ""


CHECKS = {key: globals()["_" + key] for key in CAPABILITY}


def check(expect: Expect, a: Answers) -> str:
    """Nothing if it holds, else what came instead."""
    for key in CAPABILITY:
        if key in expect:
            return str(CHECKS[key](expect, a))
    raise ValueError(f"an expectation that is not known: {expect}")


def capability(expect: Expect) -> str:
    if "same" in expect and ("least" in expect or "most" in expect):
        return "independence"
    return next(CAPABILITY[k] for k in CAPABILITY if k in expect)
