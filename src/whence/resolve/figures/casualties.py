"""Words by which a text says what became of people: killed, wounded, arrested, evacuated.

A `Trigger` is such a word or phrase with its role and with where its patients stand: "killing 18"
has them on its right, "18 dead" on its left, "18 were shot" left and "shot 18" right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from whence.records.claim import Role
from whence.resolve.sentences import Token

#: Where a trigger's patients stand: left (subject), right (object), or as the sentence is built.
Side = Literal["left", "right", "either"]


class Trigger(NamedTuple):
    """A casualty word or phrase: its tokens [first, last), its role, its patients' side."""

    first: int
    last: int
    role: Role
    side: Side
    words: str  #: in lower case
    natural: bool  #: whether it also tells of a natural death


#: Verbs in the form of past and participle alike.
_EITHER: dict[Role, str] = {
    "killed": """killed|slain|murdered|assassinated|executed|massacred|slaughtered|beheaded
        electrocuted|lynched|strangled|drowned|gunned down|shot dead|shot and killed|shot , killed
        shot to death|fatally shot|shot fatally|stabbed to death|beaten to death|burned to death
        hacked to death|crushed to death|fatally stabbed|fatally injured|fatally wounded
        fatally struck|mortally wounded|stabbed and killed|struck and killed|hit and killed
        martyred|killed and wounded|run over and killed|shot and fatally wounded|bludgeoned to death
        starved to death|trampled to death|choked to death|burnt to death|frozen to death
        hanged|decapitated""",
    "injured": """injured|wounded|hurt|maimed|shot|stabbed|hospitalized|hospitalised|grazed
        shot and wounded|shot and injured|shot , wounded|shot , injured|beaten|mauled|trampled
        seriously injured|critically injured|scalded|gored|struck by gunfire|hit by gunfire
        struck by bullets|hit by bullets|struck by a bullet|hit by a bullet|concussed""",
    "captured": """captured|abducted|kidnapped|kidnaped|taken hostage|taken prisoner|taken captive
        held hostage|held captive""",
    "detained": """arrested|detained|jailed|imprisoned|rounded up|apprehended|taken into custody
        nabbed|incarcerated|interned""",
    "displaced": "displaced|uprooted|made homeless|driven from their homes",
    "evacuated": "evacuated",
    "rescued": "rescued|saved|pulled alive|airlifted|pulled to safety|winched to safety",
    "affected": """affected|sickened|infected|stranded|trapped|quarantined|poisoned|traumatized
        sickened by|impacted""",
}  # fmt: skip
#: Finite and -ing forms: what they act on is on their right.
_RIGHT: dict[Role, str] = {
    "killed": """kill|kills|killing|murders|murder|murdering|executing|executes|massacring
        shooting dead|shoots dead|shooting and killing|fatally shooting|shoots and kills
        claimed the lives of|claiming the lives of|claims the lives of|claim the lives of
        taken the lives of|took the lives of|taking the lives of|claimed the life of
        claiming the life of|took the life of|has claimed|have claimed|had claimed|lives of
        deaths of|death of|killing of|killings of|murder of|murders of|slaying of|slayings of
        massacre of|assassination of|shooting death of|shooting deaths of|fatal shooting of
        fatal shootings of|fatal stabbing of|execution of|stabbing death of|stabbing deaths of
        stabbing to death|gunning down|guns down|slaying|slays|beheading|fatally stabbing
        assassinating|slaughtering|fatalities of|bodies of|homicide of|homicides of
        in the deaths of|death toll at|fatally wounding|fatally injuring|fatally struck""",
    "injured": """injure|injures|injuring|wound|wounds|wounding|hurting|hurts|shooting|shoots
        stabbing|stabs|maiming|injuries to|injury to|wounding of|wounds to|shooting of
        hospitalizing|hospitalizes|sends|sent""",
    "captured": """capture|captures|capturing|abducting|abducts|kidnapping|kidnaps|kidnapping of
        abduction of|capture of|abductions of|kidnappings of|taking hostage""",
    "detained": """arrest|arrests|arresting|detain|detains|detaining|arrest of|arrests of
        detention of|apprehending|jailing|jailing of|imprisoning""",
    "displaced": "displace|displaces|displacing|displacement of|uprooting|driving from their homes",
    "evacuated": "evacuate|evacuates|evacuating|evacuation of",
    "rescued": "rescue|rescues|rescuing|rescue of|saving",
    "affected": "affect|affects|affecting|infecting|sickening|sickens|infects|trapping|stranding",
    "attendance": """drew|attracted|drawing|attracting|draws|attracts|attended by|crowd of
        crowds of|audience of|turnout of|gathering of|attendance of|rally of|protest of
        demonstration of""",
}  # fmt: skip
#: Words whose subject is on their left.
_LEFT: dict[Role, str] = {
    "killed": """dead|died|dies|perished|deceased|lost their lives|lost his life|lost her life
        lose their lives|losing their lives|fatally|lifeless|dead on arrival|die
        pronounced dead|succumbed|found dead|dead at|die from|died from|dead in""",
    "injured": """in critical condition|in serious condition|in stable condition|in fair condition
        in good condition|in guarded condition|critically|treated for|suffered injuries
        suffered minor injuries|suffered serious injuries|suffered gunshot wounds
        with gunshot wounds|suffering from gunshot wounds|suffered wounds|in hospital
        in the hospital|hospitalized in|injured in|with injuries|suffered burns|sustained injuries
        sustained minor injuries|sustained serious injuries|taken to hospital|taken to hospitals
        taken to a hospital|taken to the hospital|taken to area hospitals|taken to local hospitals
        taken to nearby hospitals|taken to a nearby hospital|taken to a local hospital
        taken to an area hospital|transported to hospitals|transported to the hospital
        transported to a hospital|transported to local hospitals|transported to area hospitals
        rushed to hospital|rushed to the hospital|rushed to hospitals|sent to the hospital
        sent to hospital|sent to hospitals|being treated|in intensive care|were struck|was struck
        were hit|suffered non-life-threatening injuries|suffered life-threatening injuries
        is stable|are stable|was stable|were stable|listed as stable
        in extremely critical condition|with non-life-threatening injuries|treated at|to hospital
        suffering gunshot wounds|suffered a gunshot wound|with gunshot wound|with a gunshot wound
        with wounds|in critical but stable condition|underwent surgery|undergoing surgery""",
    "missing": """missing|unaccounted for|disappeared|vanished|gone missing|went missing""",
    "detained": """in custody|under arrest|behind bars|in detention|in jail|in police custody
        held in custody|being held|held for questioning|taken into police custody""",
    "displaced": """homeless|fled their homes|flee their homes|forced from their homes
        forced to flee|forced to leave their homes|fleeing their homes|left homeless
        fled the country|fled their villages|fleeing the violence|fled the violence
        fled the fighting|have fled|had fled""",
    "evacuated": "ordered to evacuate|forced to evacuate|told to evacuate",
    "affected": """without power|without electricity|lost power|ill|sick|without water|fell ill
        tested positive""",
    "attendance": """attended|attending|gathered|rallied|marched|turned out|showed up|took part
        took to the streets|protested|demonstrated|participated|attend|gather|in attendance
        turned up|on hand|came out|packed|assembled|participate|taking part|take part
        demonstrating|protesting|marching""",
}  # fmt: skip
#: After an active verb without object: "a gunman shot into a crowd".
AIMED = frozenset("into at through toward towards from back up down out off his her their".split())
#: Words for those who do it to others: without an auxiliary they are no patients.
AGENTS = frozenset(
    """gunman gunmen police officer officers attacker attackers suspect suspects shooter shooters
        deputy deputies assailant assailants soldier soldiers trooper troopers someone robber
        father husband bomber""".split()
)
_NATURAL = frozenset(
    {"died", "dies", "die", "dead", "death of", "deaths of", "succumbed", "deceased"}
)


def _compiled() -> dict[str, list[tuple[list[str], Role, Side, bool]]]:
    """First word -> the phrases that begin with it, longest first."""
    table: dict[str, list[tuple[list[str], Role, Side, bool]]] = {}
    sides: list[tuple[Side, dict[Role, str]]] = [
        ("either", _EITHER),
        ("right", _RIGHT),
        ("left", _LEFT),
    ]
    for side, by_role in sides:
        for role, listed in by_role.items():
            for line in listed.splitlines():
                for phrase in filter(None, (part.strip() for part in line.split("|"))):
                    words = phrase.split()
                    table.setdefault(words[0], []).append((words, role, side, phrase in _NATURAL))
    for phrases in table.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return table


_TABLE = _compiled()
#: Phrases that hold a trigger's word and are none.
_NO_TRIGGER = frozenset(
    """dead end|dead sea|dead heat|shot put|drop dead|dead on|shot glass|hurt feelings|saved by
    beaten path|shot at redemption|killing time|shot clock|shot down|claimed responsibility
    sent a|sick leave|sick days|missing link""".replace("\n", "|").split("|")
)


def triggers_in(tokens: Sequence[Token], first: int, last: int) -> list[Trigger]:
    """The casualty words among the tokens [first, last), in order; none overlaps another."""
    found: list[Trigger] = []
    told = [token.lower for token in tokens[first:last]]
    at = 0
    while at < len(told):
        step = 1
        for words, role, side, natural in _TABLE.get(told[at], ()):
            end = at + len(words)
            if told[at:end] == words:
                if " ".join(told[at : at + 2]) not in _NO_TRIGGER:
                    trigger = Trigger(first + at, first + end, role, side, " ".join(words), natural)
                    found.append(trigger)
                step = len(words)
                break
        at += step
    return found
