"""Which of a report's counts are told of the happening as a whole, and which of a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from whence.compare.corroborate import Lines, Telling, is_named
from whence.compare.frequencies import words_of
from whence.lang import words
from whence.records.claim import Role
from whence.records.sketch import Sketch, Told

#: What everybody who is counted is called: a total, whatever the word.
_ANYBODY = words("across", "anybody") | {"residents", "civilians"}
_SEVERITY, _SLIGHT = words("across", "severity"), words("across", "slight")
#: Two counts of one sentence stand no further apart.
_SENTENCE = 250
#: Beside the report's own total, another source's is at least so much of it.
_SOME = 0.3


def has_dead(reports: Iterable[Sketch]) -> bool:
    """Whether some report counts dead as its main figure."""
    return any(
        told.role == "killed" and told.main and (told.value or told.low or 0) > 0
        for report in reports
        for told in report.told
    )


def totals(report: Sketch, role: Role, lines: Lines, *, dead: bool) -> list[Telling]:
    """The totals that a report tells of: its own, and those of other sources that it sets beside.

    Of one source the report's main one, else the largest: what else it tells are parts.
    """
    told = [t for t in report.told if t.role == role and not t.background and t.part_of is None]
    told = _summed(told)
    held_good = [t for t in told if not t.withdrawn and t.act != "deny"]
    mains = [t for t in held_good if t.main] or _commonest(held_good)
    mains = [t for t in mains if not (dead and role == "injured" and _died(t, report))]
    best = {lines.of(report, t): t for one in mains for t in _with_its_voices(one, told)}
    whole = max((_size(t) for t in mains), default=0.0)
    for one in told:
        line = lines.of(report, one)
        of_somebody = one.voice is not None and is_named(one.voice)
        if (
            one.implied
            or one.withdrawn
            or one.act == "deny"
            or not of_somebody
            or not _is_total(one)
        ):
            continue
        held = best.get(line)
        if _size(one) < _SOME * whole:
            continue  # of something else, or of a part
        if held is None or (not held.main and _size(one) > _size(held)):
            best[line] = one
    denials = [t for t in told if t.withdrawn or (t.act == "deny" and t.voice is not None)]
    denials = [t for t in denials if t.withdrawn or _is_total(t)]
    return [
        *(Telling(report, one, line) for line, one in best.items()),
        *(Telling(report, one, lines.of(report, one)) for one in denials if not _in(one, best)),
    ]


def _in(told: Told, best: dict[str, Told]) -> bool:
    return any(one is told for one in best.values())


def _with_its_voices(main: Told, told: Sequence[Told]) -> list[Told]:
    """A total that a headline gives on nobody's word, on the words that the text gives it on."""
    if main.voice is not None:
        return [main]
    same = [t for t in told if t.voice is not None and t.value == main.value is not None]
    return same or [main]


def _commonest(told: Sequence[Told]) -> list[Told]:
    """Where no total is marked, the value that is told most often, the first of them."""
    plain = [t for t in told if t.value is not None]
    if not plain:
        return list(told[:1])
    times = [sum(other.value == one.value for other in plain) for one in plain]
    return [plain[times.index(max(times))]]


def _died(told: Told, report: Sketch) -> bool:
    """Whether one person who was hurt is the one who is dead.

    "A man was shot" in the first report of a killing tells of nobody beside the dead man; where
    some are hurt and some dead, a report gives numbers.
    """
    killed = [t for t in report.told if t.role == "killed" and t.main]
    return told.implied and all(t.implied for t in killed)


def _is_total(told: Told) -> bool:
    of = (told.of or "").casefold().split()
    return not of or of[-1] in _ANYBODY or of[0] in _ANYBODY


def _size(told: Told) -> float:
    return told.value if told.value is not None else told.low or told.high or 0.0


def parts(reports: Sequence[Sketch], role: Role, lines: Lines) -> dict[str, list[Telling]]:
    """What is told of some of the counted, by the word for them: "children" among the dead."""
    found: dict[str, list[Telling]] = {}
    for report in reports:
        for told in report.told:
            if told.role != role or told.part_of is None or told.background:
                continue
            of = (told.of or "").casefold().split()
            if of and of[-1] not in _ANYBODY and of[-1].isalpha():
                telling = Telling(report, told, lines.of(report, told))
                found.setdefault(of[-1], []).append(telling)
    return found


def _summed(told: Sequence[Told]) -> list[Told]:
    """The counts, with those of the badly and of the slightly hurt as one: 4 and 23 are 27."""
    graver = [t for t in told if t.scope in _SEVERITY - _SLIGHT or t.scope == "in hospital"]
    slighter = [t for t in told if t.scope in _SLIGHT or _is_others(t)]
    if len(graver) != 1 or len(slighter) != 1 or graver[0] is slighter[0]:
        return list(told)
    if any(not t.scope and t is not slighter[0] for t in told if not t.implied):
        return list(told)
    one, other = graver[0], slighter[0]
    if one.value is None or other.value is None or not _beside(one, other):
        return list(told)
    value = one.value + other.value
    whole = msgspec.structs.replace(
        one, value=value, low=value, high=value, scope="", of=None, main=True
    )
    return [whole, *(t for t in told if t is not one and t is not other)]


def _is_others(told: Told) -> bool:
    return (told.of or "").casefold() in {"others", "other people", "other passengers"}


def _beside(one: Told, other: Told) -> bool:
    """Whether the two stand in one sentence."""
    return abs(one.span.start - other.span.start) < _SENTENCE


def known_parts(
    whole: Sequence[Telling], parts: Mapping[str, Sequence[Telling]], reports: Sequence[Sketch]
) -> dict[int, str]:
    """Totals that count those whom another report counts as a part, by their place in the list.

    "Two mine rescuers died" are the two of whom another says "nine people, two of them rescuers".
    """
    most = max((_size(t.told) for t in whole), default=0.0)
    some = {(word, t.told.value) for word, tellings in parts.items() for t in tellings}
    for report in reports:
        for told in report.told:  # a part that gives no word: "two of them rescuers"
            if told.part_of is not None and not told.background and told.value is not None:
                some |= {(word, told.value) for word in told.context}
    found = {}
    for place, telling in enumerate(whole):
        of = words_of(telling.told.of or "")
        if not of or of[-1] in _ANYBODY or _size(telling.told) >= most:
            continue
        if (of[-1], telling.told.value) in some:
            found[place] = of[-1]
    return found


def parted(whole: Sequence[Telling]) -> tuple[list[Telling], dict[str, list[Telling]]]:
    """Totals, and beside them the counts of some alone, by who those are.

    "Three Tavian citizens" are a part where somebody counts as many or more without saying who;
    where nobody does, they are all that is known to be counted.
    """
    most = max((_size(t.told) for t in whole if not t.told.scope), default=0.0)
    kept: list[Telling] = []
    aside: dict[str, list[Telling]] = {}
    for telling in whole:
        scope = telling.told.scope
        if telling.told.implied and most > 1:
            continue  # one of those who are counted
        if scope and most > _size(telling.told):
            aside.setdefault(scope, []).append(telling)
        else:
            kept.append(telling)
    return kept, aside
