"""No list of verbs has one whose forms the rule gets wrong: "taked", "hited", "kidnaped"."""

from __future__ import annotations

import re
from pathlib import Path

from whence.lang import lists
from whence.lang.verbs import forms

SOURCES = Path(__file__).parents[2] / "src" / "whence"
#: Verbs of one syllable, or stressed on the last, that double their last letter or change a vowel.
PAST = {
    "take": "took", "bring": "brought", "send": "sent", "fly": "flew", "beat": "beaten",
    "blow": "blown", "slay": "slain", "strike": "struck", "shake": "shaken", "hit": "hitting",
    "cut": "cutting", "put": "putting", "set": "setting", "shoot": "shot", "hold": "held",
    "catch": "caught", "steal": "stolen", "throw": "threw", "tear": "torn", "bind": "bound",
    "plot": "plotted", "regret": "regretted", "kidnap": "kidnapped", "flog": "flogged",
    "stab": "stabbed", "rob": "robbed", "trap": "trapped", "stop": "stopped", "drop": "dropped",
    "say": "said", "tell": "told", "think": "thought", "write": "wrote", "ring": "rang",
    "forecast": "forecasting", "swear": "swore", "speak": "spoke", "read": "reading",
}  # fmt: skip


def test_irregular_verbs_have_their_forms() -> None:
    assert {verb: past for verb, past in PAST.items() if past not in forms(verb)} == {}


def test_short_verbs_in_lists_double_their_last_letter() -> None:
    short = re.compile(
        r"^[^aeiou]*[aeiou][bdgklmnpt]$"
    )  # one syllable, one vowel, one letter behind it
    used = {
        match.groups()
        for file in SOURCES.rglob("*.py")
        for match in re.finditer(
            r'lemmas\("(\w+)",\s*"([^"]+)"\)', file.read_text(encoding="utf-8")
        )
    }
    assert used
    verbs = {verb for name, key in used for verb in lists(name, "en")[key] if short.match(verb)}
    wrong = {verb for verb in verbs if f"{verb}ed" in forms(verb) and len(verb) > 2}
    assert wrong == set()
