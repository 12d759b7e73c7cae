"""Who takes part in what: learnt from keys that give it for whole reports (see `marking`).

MUC           half of the set by the report's id; the other half stays unseen, it is scored with
attacks       the train part; one attack a report, so others who are named get no label
shootings     the train part; the shooter's name and two numbers
incidents     reports of those incidents of which no report is in the half that is scored

No key says who was displaced: the label is there for those who find a set that does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from training.corpora import Example, held_back, rows
from training.corpora.marking import LABELS, Marker, folded

__all__ = ["LABELS", "UNSEEN", "load"]

#: The share of MUC's and of the incidents' reports that no training may see.
UNSEEN = 0.5
TEST_SHARE = 0.1

_EFFECTS = {
    "death": "killed",
    "injury": "injured",
    "regained freedom": "detained",
    "escaped": "attacked",
    "no injury or death": "attacked",
    "no injury": "attacked",
    "no death": "attacked",
}
_VIOLATIONS = {
    "killing": "killed",
    "arbitrary detention": "detained",
    "kidnapping": "detained",
    "enforced disappearance": "missing",
    "torture": "attacked",
    "other": "attacked",
    "unknown": "attacked",
}
_NEAR = 8  # words between a victim of an attack and what says it
#: Stands before or behind those who do harm.
_BY = {"by", "of"}
_DOES = (
    "attack blew blow bomb kill murder assassinat kidnap abduct ambush destroy fire launch claim"
    " set plant shot execut dynamit seiz burn"
).split()


def load(part: str) -> list[Example]:
    """The reports of all sets, "train" or "test" (a tenth of what may be seen)."""
    found = []
    for name, reports in (
        ("muc", _muc),
        ("attacks", _attacks),
        ("shootings", _shootings),
        ("incidents", _incidents),
    ):
        for identity, marker in reports():
            if held_back(f"{name} {identity}", TEST_SHARE) == (part == "test"):
                spans = {"participant": marker.spans()}
                found.append(Example(marker.text, spans, people=sorted(set(marker.people))))
    return found


def _muc() -> Iterator[tuple[str, Marker]]:
    for row in rows("muc/dev.jsonl"):
        if not held_back(row["id"], UNSEEN):
            yield row["id"], muc(row)


def muc(row: dict[str, Any]) -> Marker:
    """One report of MUC."""
    marker = Marker(row["text"])
    described: list[tuple[str, str]] = []
    for incident in row["incidents"]:
        for victim in incident["victims"]:
            label = None if victim["optional"] or incident["optional"] else _harm(victim, incident)
            for name in victim["names"]:
                _name_or_doubt(marker, name, label)
            if not victim["names"]:
                described += [(text, label or "") for text in victim["text"]]
        for one in incident["perpetrators"]["individuals"]:
            described += [(text, "" if one["optional"] else "accused") for text in one["text"]]
        for body in incident["perpetrators"]["organisations"]:
            is_blamed = not body["optional"] and "acquitted" not in body["confidence"]
            for name in body["names"]:
                if is_blamed:
                    _blame(marker, name)
                _doubt_rest(marker, name)
    for text, label in described:
        marker.described(text, label)
    marker.counted(_tolls(row["incidents"]))
    marker.harmless_names()
    return _rest(marker)


def _tolls(incidents: list[dict[str, Any]]) -> dict[str, set[int]]:
    """Role -> the numbers that a report's incidents and their victims have for it."""
    found: dict[str, set[int]] = defaultdict(set)
    for incident in incidents:
        for role in ("killed", "injured"):
            if toll := incident[role]:
                found[role].add(toll["value"] or 0)
        for victim in incident["victims"]:
            if victim["number"] and len(victim["effect"]) == 1:
                role = _EFFECTS.get(victim["effect"][0], "attacked")
                found[role].add(victim["number"]["value"] or 0)
    return {role: values - {0} for role, values in found.items()}


def _harm(victim: dict[str, Any], incident: dict[str, Any]) -> str | None:
    """What befell a victim; None where the key does not say one thing."""
    if incident["stage"] != "accomplished":
        return None
    effects = {_EFFECTS.get(effect) for effect in victim["effect"]}
    if not effects:
        return "detained" if incident["type"] == "kidnapping" else "attacked"
    return effects.pop() if len(effects) == 1 else None


def _attacks() -> Iterator[tuple[str, Marker]]:
    for row in rows("attacks/train.jsonl"):
        yield row["id"], attack(row)


def attack(row: dict[str, Any]) -> Marker:
    """One report of an attack on somebody who defends human rights, or on a journalist."""
    marker = Marker(row["text"])
    roles = {_VIOLATIONS.get(violation, "attacked") for violation in row["violations"]}
    for victim in row["victims"]:
        if victim["name"] and victim.get("in_text"):
            for index in marker.names(victim["name"]):
                word = marker.words[index]
                marker.people.append((word.start, word.end))
                # Several things may have been done to several people: the sentence decides.
                label = marker.nearest(index, _NEAR)
                if label in roles:
                    marker.put(word, label)
                else:
                    marker.doubt(word)
    return _rest(marker)


def _shootings() -> Iterator[tuple[str, Marker]]:
    for row in rows("shootings/train.jsonl"):
        yield row["doc_id"], shooting(row)


def shooting(row: dict[str, Any]) -> Marker:
    """One report on a mass shooting."""
    marker, gold = Marker(row["raw_text"] or row["text"]), row["gold"]
    if gold["shooter_name"]:
        marker.name(gold["shooter_name"], "accused")
    marker.counted({"killed": {gold["num_killed"]}, "injured": {gold["num_wounded"]}})
    return _rest(marker)


def _incidents() -> Iterator[tuple[str, Marker]]:
    reports = list(rows("incidents/reports.jsonl"))
    scored = {row["incident_id"] for row in reports if held_back(row["doc_id"], UNSEEN)}
    known = {row["incident_id"]: row for row in rows("incidents/incidents.jsonl")}
    for row in reports:
        if row["incident_id"] in scored or row["shared_text_other_incident"]:
            continue
        if not row["also_in_shootings_rl"]:
            yield row["doc_id"], incident(row, known[row["incident_id"]])


def incident(row: dict[str, Any], known: dict[str, Any]) -> Marker:
    """One report of an incident in the register of shootings."""
    marker = Marker(row["text"])
    people = [one for one in known["participants"] if one.get("name")]
    roles: dict[str, set[str | None]] = defaultdict(set)
    for one in people:
        roles[_surname(one["name"])].add(_part(one))
    for one in people:
        # Of a family, only who has a name of his own in the register's words could be found.
        label = _part(one) if len(roles[_surname(one["name"])]) == 1 else None
        _name_or_doubt(marker, one["name"], label)
    tolls = {"killed": {known["num_killed"]}, "injured": {known["num_injured"]}}
    marker.counted(tolls)
    return _rest(marker)


def _surname(name: str) -> str:
    return folded(name.rsplit(maxsplit=1)[-1])


def _part(participant: dict[str, Any]) -> str | None:
    status = participant.get("status") or ""
    if participant["type"] != "Victim":
        return "accused" if "Killed" not in status else None
    if "Arrested" in status:
        return None
    return {"Killed": "killed", "Injured": "injured", "Unharmed": "attacked"}.get(status)


def _name_or_doubt(marker: Marker, name: str, label: str | None) -> None:
    if label:
        marker.name(name, label)
    else:
        _doubt_rest(marker, name)


def _doubt_rest(marker: Marker, name: str) -> None:
    """Leaves without a label those mentions of a name that have none."""
    labelled = {start for start, _, _ in marker.spans()}
    for index in marker.names(name):
        if marker.words[index].start not in labelled:
            marker.doubt(marker.words[index])


def _blame(marker: Marker, name: str) -> None:
    """Labels the mentions of a body that is the doer beside a deed."""
    for index in marker.names(name):
        word = marker.words[index]
        first = index
        while first and marker.words[first - 1].text[:1].isupper():
            first -= 1
        if first and marker.words[first - 1].folded == "the":
            first -= 1
        behind = marker.words[index + 1 : index + 5]
        does = any(
            w.sentence == word.sentence and any(w.folded.startswith(stem) for stem in _DOES)
            for w in behind
        )
        by = first > 0 and marker.words[first - 1].folded in _BY
        if (does or by) and marker.speaks_of("accused", word.sentence, 0):
            marker.put(word, "accused")


def _rest(marker: Marker) -> Marker:
    marker.speakers()
    marker.plain()
    return marker
