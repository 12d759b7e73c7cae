"""Counts in how many news reports each word occurs: `python -m training.frequencies [FOLDER]`.

Writes `words.tsv.gz`, which `whence.compare` weighs shared words by. Of the sets in `corpora.DATA`
only those that no comparison is measured on are counted; no text goes into the file, and no word
that fewer than three reports hold.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora import rows, worldwide
from whence.compare.frequencies import words_of

OUT = Path(__file__).parents[1] / "src" / "whence" / "data" / "frequencies"
#: Files whose rows are whole reports, and the field that distinguishes two rows of one report.
_REPORTS = {
    "dates/aquaint.jsonl": "doc_id",
    "dates/timebank.jsonl": "doc_id",
    "meantime/docs.jsonl": "doc_id",
    "places/geovirus.jsonl": "doc_id",
    "places/lgl.jsonl": "doc_id",
    "polnear/train.jsonl": "id",
    "shootings/train.jsonl": "doc_id",
}
_FEWEST = 3


def texts() -> Iterator[str]:
    """Every report once."""
    for name, key in _REPORTS.items():
        seen = set()
        for row in rows(name):
            if row[key] not in seen:
                seen.add(row[key])
                yield row.get("raw_text") or row["text"]
    for part in ("train", "test"):
        for row in worldwide.documents(part):
            yield worldwide.example(row, random.Random(0)).text


def main(folder: Path) -> None:
    """Counts and writes."""
    counts: Counter[str] = Counter()
    documents = 0
    for text in texts():
        documents += 1
        counts.update(set(words_of(text)))
    folder.mkdir(parents=True, exist_ok=True)
    kept = sorted((w, n) for w, n in counts.items() if n >= _FEWEST)
    body = "".join([f"{documents}\n", *(f"{word}\t{count}\n" for word, count in kept)])
    # No name and no time in the header: the same counts are the same bytes.
    (folder / "words.tsv.gz").write_bytes(gzip.compress(body.encode(), mtime=0))
    print(f"{documents:,} reports, {len(kept):,} words -> {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
