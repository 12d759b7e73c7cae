"""The command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.gazetteer.compile import build


def main() -> None:
    """Writes the gazetteer and says what it holds."""
    parser = argparse.ArgumentParser(description="Compiles the gazetteer that ships.")
    parser.add_argument("out", type=Path, help="folder to write")
    for line in build(parser.parse_args().out):
        print(line)


main()
