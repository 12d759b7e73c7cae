"""`python -m benchmarks.judged FOLDER`: the scores, with ledgers that stay in a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.judged import measure
from benchmarks.measure import table

if __name__ == "__main__":
    print(table(measure(Path(sys.argv[1]))))
