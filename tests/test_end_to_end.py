"""`whence read` as a person or program runs it: a process of its own, with the model that ships."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from whence import bootstrap
from whence.serve.cli.dispatch import run

pytestmark = pytest.mark.usefixtures("bundle")

TEXT = (
    "Mayor promises new harbour wall\n\n"
    "Ada Venn, the mayor of Port Sulla, said on Monday that the harbour wall would be built again. "
    "“We heard two explosions,” she told reporters. “Then the lights went out.”\n\n"
    "The interior ministry denied that anybody had been warned.\n"
)


def whence(
    *arguments: str | Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("WHENCE_")}
    return subprocess.run(
        [sys.executable, "-m", "whence", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=600,
        env={**clean, "WHENCE_THREADS": "1", "PYTHONWARNINGS": "error", **environment},
    )


def here(
    capsysbinary: pytest.CaptureFixture[bytes], *arguments: str | Path
) -> subprocess.CompletedProcess[bytes]:
    """The same in this process, where another's start is not the point."""
    capsysbinary.readouterr()
    code = run([*map(str, arguments)])
    return subprocess.CompletedProcess([*arguments], code, *capsysbinary.readouterr())


def documents(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    """The lines of a jsonl answer, each seen to be a whole document whose spans are in its text."""
    # By "\n" alone: a text may hold other line ends, which JSON need not escape.
    found = [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line]
    for one in found:
        assert one["schema"] == "whence.document/1"
        text = one["report"]["text"]
        ids = [a["id"] for a in one["attributions"]]
        for attribution in one["attributions"]:
            assert attribution["parent"] is None or attribution["parent"] in ids
            for role in ("source", "cue", "content"):
                for span in attribution[role]:
                    words = text[span["start"] : span["end"]]
                    assert words
                    assert words == words.strip()
    return found


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", bootstrap.FORMATS)
def test_every_format(form: str, good: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    if form in ("text", "jsonl"):
        done = whence("read", good, "--format", form)
    else:
        done = here(capsysbinary, "read", good, "--format", form)
    assert (done.returncode, done.stderr) == (0, b"")
    out = done.stdout.decode("utf-8")
    if form == "json":
        assert [d["report"]["text"] for d in json.loads(out)] == [TEXT]
    elif form == "jsonl":
        (one,) = documents(done)
        assert {a["kind"] for a in one["attributions"]} >= {"direct", "indirect"}
        assert any(a["act"] == "deny" for a in one["attributions"])
    elif form == "html":
        assert out.lstrip().lower().startswith("<!doctype html>")
        assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", out)
    elif form == "brat":
        assert re.search(r"^T\d+\t", out, re.MULTILINE)
    assert "explosions" in out


def test_standard_input() -> None:
    done = whence("read", "-", "--format", "jsonl", stdin=TEXT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    (one,) = documents(done)
    assert one["report"]["text"] == TEXT
    assert len(one["attributions"]) >= 3


def test_a_folder_with_one_bad_file_in_200(tmp_path: Path) -> None:
    for number in range(199):
        text = (
            f"Ship {number} is late\n\nThe captain of ship {number} said that it would be late.\n"
        )
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "077-bad.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "notes.xyz").write_text("of no type that is read")
    done = whence("read", tmp_path, "--format", "jsonl")
    assert done.returncode == 1
    found = documents(done)
    assert len(found) == 199
    assert sum(bool(one["attributions"]) for one in found) > 190
    error = done.stderr.decode()
    assert "077-bad.txt" in error
    assert "Traceback" not in error
    assert "199 read, 1 rejected, 1 of other types skipped" in error


def test_the_same_report_gives_the_same_reading(good: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("Monday", "Tuesday") * 3, encoding="utf-8")
    alone = whence("read", good, "--format", "jsonl").stdout
    together = whence("read", other, good, "--format", "jsonl", WHENCE_THREADS="2").stdout
    assert together.splitlines()[-1] == alone.strip()


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty.txt"),
    "blank.txt": (b" \n\n\t", "blank.txt"),
    "binary.txt": (b"\x7fELF\x02\x01\x01\x00" + bytes(4000), "binary.txt"),
    "no_text.html": (
        b"<html><body><script>x()</script><img src=a.png></body></html>",
        "no_text.html",
    ),
    "german.txt": (
        "Der Hafen wurde am Montag geschlossen, sagte die Bürgermeisterin der Stadt vor den "
        "Reportern, und niemand weiß, wann er wieder geöffnet wird.".encode(),
        "german.txt",
    ),
    "big.txt": (b"The mayor said that it would rain again. " * 1_250_000, "big.txt"),
    "line.txt": (b"The mayor said that it would rain again. " * 26_000, "line.txt"),
}


def test_bad_input_is_named_with_its_reason_and_the_rest_is_read(
    good: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for name, (raw, _) in BAD.items():
        (folder / name).write_bytes(raw)
    records = [json.dumps({"text": TEXT, "id": number}) for number in range(8)]
    records[6] = records[6][:40]
    (folder / "seven.jsonl").write_text("\n".join(records))
    done = whence("read", folder, good, tmp_path / "nowhere.txt", "--format", "jsonl")
    assert done.returncode == 1
    error = done.stderr.decode()
    assert "Traceback" not in error
    for name, (_, named) in BAD.items():
        lines = [line for line in error.splitlines() if named in line]
        assert len(lines) == 1, name
        assert re.search(r"\.\w+: .+ \[\w+\]$", lines[0]), name
    assert "seven.jsonl:7" in error
    assert "nowhere.txt" in error
    assert len(documents(done)) == 8


def test_odd_but_readable_text(tmp_path: Path) -> None:
    odd = {
        "one_line.txt": TEXT.replace("\n", " ") + "She said no. " * 3 + " " * 900_000,
        "word.txt": TEXT + "a" * 900_000,
        "emoji.txt": TEXT.replace("explosions", "💥💥 e\u0301xplosio\u0308ns 👩\u200d🚀🇺🇦"),
        "rtl.txt": TEXT.replace("Ada", "\u202bAda\u202c \u200fשלום\u200e"),
        "unclosed.txt": TEXT.replace("”", ""),
        "apostrophes.txt": TEXT.replace("“", "'").replace("”", "'")
        + "The players' bus's driver's.\n",
        "controls.txt": TEXT.replace("Monday", "Mon\u00adday\u2028\u0085"),
        "crlf.txt": TEXT.replace("\n", "\r\n"),
    }
    for name, text in odd.items():
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "latin.txt").write_bytes(TEXT.replace("harbour", "hafén").encode("cp1252"))
    done = whence("read", tmp_path, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    found = {Path(one["report"]["source"]).name: one for one in documents(done)}
    assert set(found) == {*odd, "latin.txt"}
    for name, text in odd.items():
        assert found[name]["report"]["text"] == text
    for name, one in found.items():
        assert len(one["attributions"]) >= 2, name


def test_every_format_of_odd_text(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "odd.txt"
    file.write_text(TEXT.replace("explosions", "💥 e\u0301 <b>&amp; \u202b שלום"), encoding="utf-8")
    for form in ("text", "html", "brat"):
        done = here(capsysbinary, "read", file, "--format", form)
        assert (done.returncode, done.stderr) == (0, b""), form
        assert "<b>&amp;" not in done.stdout.decode() or form != "html"


def test_wrong_use_and_a_missing_model() -> None:
    assert whence("read").returncode == 2
    assert whence("read", "x.txt", "--format", "nonsense").returncode == 2
    missing = whence("read", "-", stdin=TEXT.encode(), WHENCE_BUNDLE="/nowhere/at/all")
    assert missing.returncode == 3
    assert b"/nowhere/at/all" in missing.stderr
    assert b"Traceback" not in missing.stderr
