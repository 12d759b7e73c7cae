"""What anyone would try first: TF-IDF, cosine, average link, dates within 30 days.

Logarithmic term counts, smoothed inverse document frequencies over the collection itself, all
words of the text. Each set is measured with and without the 30 days, and over a row of thresholds,
and the best by the gold is taken, which no user could do: a hard baseline.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

THRESHOLDS = (0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2, 0.22, 0.24, 0.28)
_DAYS = 30
_FAINT = 0.02


def likeness(texts: Sequence[str]) -> Any:
    """Cosines of every pair: a float32 matrix of (texts, texts)."""
    counts = [Counter(re.findall(r"[a-z0-9]+", text.lower())) for text in texts]
    frequency = Counter(word for count in counts for word in count)
    number = {word: n for n, word in enumerate(frequency)}
    rows = np.zeros((len(texts), len(number)), np.float32)
    for row, count in zip(rows, counts, strict=True):
        for word, n in count.items():
            rarity = math.log((1 + len(texts)) / (1 + frequency[word]))
            row[number[word]] = (1 + math.log(n)) * rarity
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows @ rows.T


def within_days(cosines: Any, dates: Sequence[str]) -> Any:
    """The cosines with zero for pairs that came out further apart."""
    days = np.array([dt.date.fromisoformat(date[:10]).toordinal() for date in dates])
    return np.where(abs(days[:, None] - days[None]) <= _DAYS, cosines, 0)


def clusters(cosines: Any, threshold: float) -> list[int]:
    """The number of each report's cluster, by average link."""
    ones, others = np.where(np.triu(cosines, 1) > _FAINT)
    sums: dict[int, dict[int, float]] = {n: {} for n in range(len(cosines))}
    for a, b in zip(ones.tolist(), others.tolist(), strict=True):
        sums[a][b] = sums[b][a] = float(cosines[a, b])
    members = {n: [n] for n in sums}
    heap = [(-s, a, b) for a in sums for b, s in sums[a].items() if a < b and s >= threshold]
    heapq.heapify(heap)
    new = len(sums)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in sums or b not in sums:
            continue
        ours, theirs = sums.pop(a), sums.pop(b)
        members[new] = members.pop(a) + members.pop(b)
        sums[new] = {}
        for c in (ours.keys() | theirs.keys()) - {a, b}:
            total = ours.get(c, 0.0) + theirs.get(c, 0.0)
            sums[new][c] = sums[c][new] = total
            sums[c].pop(a, None)
            sums[c].pop(b, None)
            mean = total / (len(members[new]) * len(members[c]))
            if mean >= threshold:
                heapq.heappush(heap, (-mean, c, new))
        new += 1
    labels = [0] * len(cosines)
    for label, group in members.items():
        for n in group:
            labels[n] = label
    return labels
