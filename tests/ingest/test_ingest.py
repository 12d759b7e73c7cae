import gzip
import io
import json
import os
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest import Context, Given, Limits, ingest, read
from whence.records import Rejected, Report

TEXT = "The minister said that it was over, and that the people of the port would be safe.\n"


def take(*sources: Path | str, **options: object) -> list[Report | Rejected]:
    return list(ingest(map(str, sources), **options))  # type: ignore[arg-type]


def refusal(source: Path | str, raw: bytes | None = None, **options: object) -> Rejected:
    if raw is not None:
        Path(source).write_bytes(raw)
    (found,) = take(source, **options)
    assert isinstance(found, Rejected), found
    assert found.source == str(source)
    assert found.stage == "ingest"
    assert "\n" not in found.detail
    assert len(found.detail) < 200
    return found


def test_a_folder_is_read_in_order_and_the_rest_counted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt", "c/z.png", "readme.md", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    intake = ingest([str(tmp_path)])
    found = [Path(x.origin.source).name for x in intake if isinstance(x, Report)]
    assert found == ["a.txt", "b.txt", "d.txt"]
    assert (intake.taken, intake.rejected, intake.skipped) == (3, 0, 3)


def test_one_bad_file_in_a_thousand_changes_nothing_for_the_others(tmp_path: Path) -> None:
    for n in range(1000):
        (tmp_path / f"{n:04}.txt").write_text(f"{TEXT} {n}")
    before = [x.id for x in take(tmp_path) if isinstance(x, Report)]
    (tmp_path / "0500.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    after = take(tmp_path)
    assert [x.id for x in after if isinstance(x, Report)] == before[:500] + before[501:]
    assert [x.code for x in after if isinstance(x, Rejected)] == ["binary"]


@pytest.mark.parametrize(
    ("name", "raw", "code", "words"),
    [
        ("a.txt", b"", "empty", "empty"),
        ("a.html", b"", "empty", "empty"),
        ("a.jsonl", b"", "empty", "empty"),
        ("a.txt", b" \r\n\t ", "empty", "white space"),
        ("a.html", b" \n ", "empty", "white space"),
        ("a.json", b" \n ", "empty", "no report"),
        ("a.txt", b"\xef\xbb\xbf", "empty", "no text"),
        ("a.txt", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "binary", "PDF"),
        ("a.txt", b"PK\x03\x04\x14\x00", "binary", "zip"),
        ("a.json", b"\x1f\x8b\x08\x00", "broken", "gzip packed is cut off"),
        ("a.json.gz", gzip.compress(b"{}", mtime=0)[:-9], "broken", "gzip packed is cut off"),
        ("a.txt.gz", gzip.compress(TEXT.encode(), mtime=0)[:12] + b"?" * 9, "broken", "is broken"),
        (
            "a.txt.gz",
            gzip.compress(gzip.compress(TEXT.encode(), mtime=0), mtime=0),
            "binary",
            "gzip",
        ),
        (
            "a.tar.gz",
            gzip.compress(b"a.txt" + b"\0" * 252 + b"ustar\0", mtime=0),
            "binary",
            "tar archive",
        ),
        ("a.txt.gz", gzip.compress(b"", mtime=0), "empty", "empty"),
        ("a.txt", b"The end\x00 of it", "binary", "NUL"),
        ("a.txt", b"The end. " * 2000 + b"\x00", "binary", "NUL"),
        ("a.html", b"<html><body><script>1</script></body></html>", "no_text", "no article"),
        ("a.xml", b"<rss></rss>", "feed", "lists nothing"),
        ("a", b"<?xml version='1.0'?><rss></rss>", "unsupported", "by its name"),
        ("a.dat", b"\x00\x01\x02\x03" * 99, "binary", "NUL"),
    ],
)
def test_bad_files(tmp_path: Path, name: str, raw: bytes, code: str, words: str) -> None:
    found = refusal(tmp_path / name, raw)
    assert found.code == code
    assert words in found.detail


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    for name in ("big.txt", "big.html"):
        file = tmp_path / name
        file.write_bytes(b"<p>The minister said.\n" * 2_400_000)
        tracemalloc.start()
        found = refusal(file)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found.code == "too_large"
        assert "52,800,000 bytes" in found.detail
        assert peak < 2**20


def test_a_pipe_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            return b"The minister said. " * (size // 19 + 1)

    class Stdin:
        buffer = Endless()

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert refusal("-", limits=Limits(max_bytes=100_000)).code == "too_large"


def test_too_many_characters(tmp_path: Path) -> None:
    found = refusal(tmp_path / "a.txt", TEXT.encode() * 20, limits=Limits(max_chars=1000))
    assert found.code == "too_large"


def test_a_line_of_a_megabyte_is_read(tmp_path: Path) -> None:
    text = (TEXT.strip() + " ") * (1_000_000 // len(TEXT) - 100)
    (tmp_path / "a.txt").write_text(text)
    (found,) = take(tmp_path / "a.txt")
    assert isinstance(found, Report)
    assert found.text == text


def test_text_of_every_format_is_unchanged(tmp_path: Path) -> None:
    text = f"\r\n{TEXT}\r\r\n👩\u200d🚒 e\u0301 \u202eright to left\u202c \u00a0 \x0c {TEXT}“unclosed\n\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    (found,) = take(tmp_path / "a.txt")
    assert isinstance(found, Report)
    assert found.text == text


def test_invalid_utf_8_is_read_in_what_it_is(tmp_path: Path) -> None:
    text = ("“We don’t know,” the minister said of the café – and left.\n") * 5
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    (found,) = take(tmp_path / "a.txt")
    assert isinstance(found, Report)
    assert found.text == text


def test_another_language_is_refused_by_name(tmp_path: Path) -> None:
    french = (
        "Le ministre a déclaré lundi que dix-huit personnes étaient mortes dans l'explosion. " * 3
    )
    found = refusal(tmp_path / "a.txt", french.encode())
    assert (found.code, found.detail) == ("language", "it is in French (fr), not English (en)")


def test_the_folder_of_a_batch_says_what_takes_it_in(tmp_path: Path) -> None:
    for name in ("manifest.json", "manifest/a.json", "reports/day=x/a.parquet"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert "`whence add` adds it" in refusal(tmp_path).detail


def test_what_cannot_be_reached(tmp_path: Path) -> None:
    (found,) = take("")
    assert isinstance(found, Rejected)
    assert found.source == "''"
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "a.png").write_bytes(b"")
    assert "(1 of other types was skipped)" in refusal(tmp_path / "others").detail
    assert refusal(tmp_path / "none.txt").code == "missing"
    assert refusal("a\0b").code == "unreadable"
    assert refusal("https://nothing.invalid/x").code == "unreachable"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert refusal(empty).code == "no_reports"
    (empty / "x.png").touch()
    (found,) = [x for x in take(empty) if isinstance(x, Rejected)]
    assert "1 of other types" in found.detail


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT)

    # The superuser may read everything, so the refusal is the system's in name only.
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = refusal(file)
    assert (found.code, found.detail) == ("unreadable", "permission to read it is denied")


def test_what_gzip_packed_is_read_as_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{n}. {TEXT}"}) + "\n" for n in range(500))
    packed = gzip.compress(lines.encode())
    assert len(packed) < len(lines) / 10
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(f"<p>{TEXT}</p>".encode()))
    (tmp_path / "d.png.gz").write_bytes(gzip.compress(b"\x89PNG\r\n"))
    intake = ingest([str(tmp_path)])
    found = [x for x in intake if isinstance(x, Report)]
    assert [x.text for x in found[:500]] == [f"{n}. {TEXT}" for n in range(500)]
    assert [x.text.strip() for x in found[500:]] == [TEXT.strip()] * 2
    assert (intake.taken, intake.rejected, intake.skipped) == (502, 0, 1)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(packed)))
    assert len([x for x in take("-") if isinstance(x, Report)]) == 500


def test_what_gzip_packed_is_held_to_the_same_limits(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a" * 30_000_000)
    tracemalloc.start()
    assert refusal(tmp_path / "a.txt.gz", bomb, limits=Limits(max_bytes=99)).code == "too_large"
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing")
    found = take(tmp_path)
    assert sum(isinstance(x, Report) for x in found) == 1
    assert [x.code for x in found if isinstance(x, Rejected)] == ["missing", "unreadable"]


def test_what_the_caller_gives_fills_only_gaps(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    given = Given(published="Nov 24, 2024", title="T", publisher="P", url="https://x.example/1")
    (found,) = take(tmp_path / "a.txt", given=given)
    assert isinstance(found, Report)
    assert (found.title, found.publisher, found.url) == ("T", "P", "https://x.example/1")
    assert found.published is not None
    assert (found.published.value, found.published.found_in) == ("2024-11-24", "caller")
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"text": TEXT, "title": "Own", "published": "2020-01-01"}))
    (found,) = take(own, given=given)
    assert isinstance(found, Report)
    assert found.title == "Own"
    assert found.published is not None
    assert (found.published.value, found.published.found_in) == ("2020-01-01", "metadata")
    with pytest.raises(ValueError, match="not a date"):
        Given(published="soon")


def test_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ids(**record: str) -> str:
        file = tmp_path / "in.jsonl"
        file.write_text(json.dumps({"text": TEXT, **record}))
        (found,) = take(file)
        assert isinstance(found, Report)
        return found.id

    assert ids(url="https://x.example/1?utm_source=y", id="1") == ids(url="http://x.example/1/")
    assert ids(publisher="P", id="1") == ids(publisher="p", id="1", title="T")
    assert (
        len(
            {
                ids(),
                ids(id="1"),
                ids(id="2"),
                ids(publisher="P", id="1"),
                ids(publisher="Q", id="1"),
            }
        )
        == 5
    )
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    (one,), (other,) = take("a.txt"), take(tmp_path / "." / "a.txt")
    assert isinstance(one, Report)
    assert isinstance(other, Report)
    assert one.id == other.id


def test_memory_does_not_grow_with_the_number_of_reports(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        file = tmp_path / "in.jsonl"
        file.write_text(
            "".join(json.dumps({"text": TEXT * 50 + str(n)}) + "\n" for n in range(count))
        )
        tracemalloc.start()
        assert sum(1 for _ in ingest([str(file)])) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(5)  # what is loaded once
    assert peak(400) < peak(20) + 100_000


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "-"]))
def test_any_bytes_are_a_report_or_a_reason(raw: bytes, name: str) -> None:
    for found in read(io.BytesIO(raw), name, Context()):
        assert isinstance(found, Report) or found.detail


def test_the_examples_are_all_taken(root: Path) -> None:
    intake = ingest([str(root / "examples" / "reports")])
    for found in intake:
        assert isinstance(found, Report), found
        assert found.title
        assert found.published
        assert found.language == "en"
        for block in found.blocks:
            assert block.span.of(found.text).strip()


def test_the_report_this_project_was_started_for(shared: Path) -> None:
    file = shared / "reports" / "kursk-2024-11-24.txt"
    (found,) = take(file)
    assert isinstance(found, Report)
    assert found.text == file.read_bytes().decode()
    assert found.title
    assert found.title.startswith("Zelensky highlights")
    assert found.title.endswith("Putin's urgency")
    assert found.published is not None
    assert (found.published.value, found.published.found_in) == ("2024-11-24T17:00:20", "text")
    assert [b.kind for b in found.blocks] == ["headline", "dateline", *["paragraph"] * 9]


@pytest.mark.skipif(os.name != "posix", reason="names of files are characters here")
def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/toll\xff.txt"
    try:
        with open(raw, "wb") as file:  # noqa: PTH123
            file.write(b"The port reopened on Monday, the mayor said.")
    except OSError:
        pytest.skip("the file system takes no such name")
    (report,) = ingest([str(tmp_path)])
    assert isinstance(report, Report)
    assert report.origin.source.endswith(r"toll\xff.txt")
    (again,) = ingest([os.fsdecode(raw)])
    assert again == report
    (none,) = ingest([os.fsdecode(raw + b".none")])
    assert isinstance(none, Rejected)
    none.source.encode()
