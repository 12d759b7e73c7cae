"""How far a sentence says that an event happened, -3 to 3: UW (news) and UDS-IH2 (web)."""

from __future__ import annotations

from training.corpora import Example, rows

#: Sentences put together into one text: alone each would be a short window.
TOGETHER = 8


def load(name: str) -> list[Example]:
    """Examples of `TOGETHER` sentences of one file, such as "uw-train"."""
    found, text, spans = [], "", []
    for number, row in enumerate(rows(f"factuality/{name}.jsonl"), 1):
        words = row["text"].split()
        starts = []
        for word in words:
            starts.append(len(text))
            text += word + " "
        for target in row["targets"]:
            at = target["span1"][0]
            if at < len(words):
                value = max(-3, min(3, round(float(target["label"]))))
                spans.append((starts[at], starts[at] + len(words[at]), str(value)))
        if number % TOGETHER == 0:
            found.append(Example(text.rstrip(), {"factuality": spans}))
            text, spans = "", []
    return found
