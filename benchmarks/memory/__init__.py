"""Peak memory of `whence read` and `whence add`: growing folders, the longest text, a huge file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import Part
from benchmarks.processes import run
from benchmarks.samples import EXAMPLES, WHENCE, taken_in
from whence.settings import Settings

_BAR = 500.0  # MiB
#: More than this from one folder to one of three times as many is growth: two thousand reports'
#: texts alone are 6 MiB, their readings many times that. The smaller folders do not count: the
#: allocator and the batches are not at their full size yet.
_GROWTH_BAR = 10.0
_FOLDERS = (10, 100, 1000, 3000)


def measure() -> Part:
    """Reads made-up sources as fresh processes; takes some minutes."""
    part = Part("memory")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        peaks = [_folder(part, root / str(count), count) for count in _FOLDERS]
        growth = peaks[-1] - peaks[-2]
        part.add("growth from 1,000 to 3,000 reports", growth, "MiB", bar=_GROWTH_BAR)
        kept = [_added(part, root / str(count), count) for count in _FOLDERS[-2:]]
        growth = kept[-1] - kept[-2]
        part.add("growth from 1,000 to 3,000 kept", growth, "MiB", bar=_GROWTH_BAR)
        _long(part, root)
        _rejected(part, root)
    part.remarks.append("resident memory of the process at its peak, libraries and model included")
    return part


def _folder(part: Part, folder: Path, count: int) -> float:
    make_folder(folder, count)
    found = run([WHENCE, "read", folder, "--format", "jsonl"])
    if found.code:
        part.remarks.append(f"the folder of {count} ended with exit code {found.code}")
    note = f"{count / found.seconds:,.1f} reports a second"
    part.add(f"a folder of {count:,} reports", found.peak_mib, "MiB", bar=_BAR, note=note)
    return found.peak_mib


def _added(part: Part, folder: Path, count: int) -> float:
    found = run([WHENCE, "add", folder, "--quiet", "--ledger", folder.with_suffix(".db")])
    note = f"{count / found.seconds:,.1f} reports a second"
    note += f", exit code {found.code}" if found.code else ""
    part.add(f"{count:,} reports kept in a ledger", found.peak_mib, "MiB", bar=_BAR, note=note)
    return found.peak_mib


def make_folder(folder: Path, count: int) -> None:
    """Writes `count` reports made of the examples, no two alike, pages among them."""
    files = sorted(p for p in EXAMPLES.rglob("*") if p.suffix in (".txt", ".html"))
    folder.mkdir(parents=True)
    for number in range(count):
        source = files[number % len(files)]
        text = source.read_text(encoding="utf-8")
        # A year is changed, so that every report has words of its own.
        varied = text.replace("2025", str(1000 + number)) if number >= len(files) else text
        (folder / f"{number:05}{source.suffix}").write_text(varied, encoding="utf-8")


def _long(part: Part, root: Path) -> None:
    """The longest text that the settings allow, as paragraphs and on one line."""
    most = Settings().max_chars
    whole = "\n\n".join(report.text for report in taken_in(EXAMPLES))
    text = (whole + "\n\n") * (most // len(whole) + 1)
    for name, words in (
        (f"one text of {most:,} characters", text[:most]),
        ("the same on one line", " ".join(text[:most].split())),
    ):
        file = root / "long.txt"
        file.write_text(words, encoding="utf-8")
        found = run([WHENCE, "read", file, "--format", "jsonl"])
        note = f"{found.seconds:,.0f} s" + (f", exit code {found.code}" if found.code else "")
        part.add(name, found.peak_mib, "MiB", bar=_BAR, note=note)


def _rejected(part: Part, root: Path) -> None:
    file = root / "huge.txt"
    line = b"The ministry said on Monday that eighteen people were killed in the port.\n"
    file.write_bytes(line * (50 * 2**20 // len(line) + 1))
    found = run([WHENCE, "read", file, "--format", "jsonl"])
    note = f"rejected in {found.seconds:.2f} s" if found.code == 1 else f"exit code {found.code}"
    part.add("a file of 50 MB, rejected", found.peak_mib, "MiB", bar=_BAR, note=note)
