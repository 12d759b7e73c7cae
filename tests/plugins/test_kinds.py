"""Parsers, readers, exporters and stores of plug-ins, and what becomes of their faults."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ingest.site import answer, serving
from tests.plugins.conftest import Install, Run
from whence import bootstrap
from whence.ledger import reports

TEXT = (
    "The port will reopen on Friday, the harbour master Ada Venn said on Thursday. It is ready.\n"
)
MAIL = """\
From: "Port Press Office" <press@port.example>
Date: Thu, 4 Sep 2025 15:05:00 +0200
Message-ID: <1@port.example>
Subject: Three *berths* to reopen
Content-Type: text/plain; charset=utf-8

The port will reopen three berths on Friday, the harbour master Ada Venn said on Thursday.

"We have checked every crane," she said. The union said that it had not been asked.
"""


@pytest.fixture
def mail(here: Path, example: Path) -> Path:
    file = here / "in" / "press.eml"
    file.parent.mkdir()
    file.write_text(MAIL, encoding="utf-8")
    return file


def test_the_command_itself_takes_them(mail: Path) -> None:
    """A process of its own: what PYTHONPATH holds is found."""
    done = subprocess.run(
        [sys.executable, "-m", "whence", "read", "in", "--format", "markdown"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith("## Three \\*berths\\* to reopen\n\n*2025-09-04T15:05:00+02:00")
    assert "\n- **Ada Venn** (state): The port will reopen three berths on Friday\n" in done.stdout


class TestParser:
    def test_reads_what_whence_does_not(self, mail: Path, whence: Run) -> None:
        (mail.parent / "b.png").write_bytes(b"\x89PNG\r\n")
        out, err = whence("read", "in", "-f", "jsonl")
        found = json.loads(out)["report"]
        assert found["title"] == "Three *berths* to reopen"
        assert found["published"] == "2025-09-04T15:05:00+02:00"
        assert found["text"].startswith("The port will reopen three berths")
        assert "1 of other types skipped" in err

    def test_its_reports_are_stored_once_with_their_bytes(self, mail: Path, whence: Run) -> None:
        assert "1 added" in whence("add", "in")[0]
        assert "1 already there" in whence("add", "in")[0]
        with bootstrap.ledger("whence.db") as ledger, ledger.reading() as connection:
            report = reports.report(connection, reports.version_named(connection, "in/press.eml"))
            assert reports.raw(connection, report.origin.raw_digest) == MAIL.encode()
        assert report.origin.media_type == "message/rfc822"

    @pytest.mark.parametrize(
        ("raw", "message"),
        [
            (b"", "the file is empty [empty]"),
            (b"\x00\xff\xfe" * 50, "none of a message's headers [no_message]"),
            (b"Subject: x\nContent-Type: text/html\n\n<p>x</p>", "no part in plain text [no_text]"),
            (b"Subject: x\nContent-Type: text/plain; charset=klingon\n\n\xff\xfe", "[parser]"),
            (b"Subject: x\n\n  \n", "only white space in it [empty]"),
(b"Subject: x\n\n" + b"Le ministre a dit que la ville est dans le noir et que les gens partent. " * 9, "it is in French"),
        ],
    )  # fmt: skip
    def test_bad_bytes_are_rejected_and_the_rest_is_read(
        self, mail: Path, raw: bytes, message: str, whence: Run
    ) -> None:
        (mail.parent / "a.eml").write_bytes(raw)
        out, err = whence("read", "in", "-f", "jsonl", code=1)
        assert len(out.splitlines()) == 1
        assert "in/a.eml: " in err
        assert message in err

    def test_whatever_it_raises_or_gives_is_a_rejection(
        self, install: Install, here: Path, whence: Run
    ) -> None:
        code = """\
from whence.records import *
class P:
    endings = (".odd",)
    def parse(self, raw, source):
        def report(**more):
            return Report(id="", origin=Origin(source=source, media_type="a/b", raw_digest=""), **more)
        how = raw.decode().split()[0]
        if how == "raise": raise ZeroDivisionError("oh")
        if how == "exit": raise SystemExit
        if how == "number": yield 5
        if how == "type": yield report(text=7)
        if how == "block": yield report(text="x" * 9, blocks=(Block(kind="headline", span=Span(2, 99)),))
        if how == "date": yield report(text="x", published=Published(value="soon", found_in="text"))
        if how == "twice":
            for _ in range(2): yield report(text=raw.decode(), identity="one")
        if how == "late":
            yield report(text=raw.decode())
            raise ValueError("after it")
        if how == "two":
            yield report(text=raw.decode(), identity="one")
            yield report(text=raw.decode(), identity="two")
"""
        install("odd-ones", "madeup_odd", code, parsers={"odd": "madeup_odd:P"})
        named = "the parser odd (odd-ones 2.5) failed on it: "
        expected = {
            "raise": (0, named + "ZeroDivisionError: oh [parser]"),
            "exit": (0, named + "SystemExit [parser]"),
            "number": (0, named + "TypeError: it returned a int, not a report [parser]"),
            "type": (
                0,
                named + "ValidationError: Expected `str`, got `int` - at `$.text` [parser]",
            ),
            "block": (0, "its headline is not in the text that its parser gave [parser]"),
            "date": (0, "its parser gave 'soon', which is not a date [parser]"),
            "nothing": (0, "it has no report [empty]"),
            "twice": (1, "its id is already in this file [duplicate]"),
            "late": (1, named + "ValueError: after it [parser]"),
            "two": (2, ""),
        }
        for how, (count, message) in expected.items():
            (here / "x.odd").write_text(f"{how} - {TEXT}")
            out, err = whence("read", "x.odd", "-f", "jsonl", code=1 if message else 0)
            reports = [json.loads(line)["report"] for line in out.splitlines()]
            assert len({one["id"] for one in reports}) == count, how
            assert message in err, how
        # What else is beside it is read.
        (here / "x.odd").write_text("raise")
        (here / "x.txt").write_text(TEXT)
        out, err = whence("read", ".", "-f", "jsonl", code=1)
        assert len(out.splitlines()) == 1

    def test_two_plug_ins_for_one_file_type_are_reported(
        self, install: Install, here: Path, whence: Run
    ) -> None:
        code = "class P:\n    endings = ('.odd',)\n    def parse(self, raw, source): yield\n"
        install("one", "madeup_one", code, parsers={"one": "madeup_one:P"})
        install(
            "two",
            "madeup_two",
            code.replace("('.odd',)", "('.ODD', '.x.odd')"),
            parsers={"two": "madeup_two:P"},
        )
        (here / "a.odd").write_text(TEXT)
        _, err = whence("read", "a.odd", code=3)
        assert "the parser one (one 2.5) and the parser two (two 2.5) both claim '.odd'" in err
        (here / "a.x.odd").write_text(TEXT)
        _, err = whence("read", "a.x.odd", code=1)
        assert "the parser two (two 2.5) failed on it" in err  # the longest ending

    def test_whences_own_types_are_never_asked_of_it(
        self, install: Install, here: Path, whence: Run
    ) -> None:
        code = "raise RuntimeError('asked')"
        install("greedy", "madeup_greedy", code, parsers={"greedy": "madeup_greedy:P"})
        (here / "a.txt").write_text(TEXT)
        assert json.loads(whence("read", "a.txt", "-f", "jsonl")[0])
        (here / "a.dat").write_text(TEXT)
        assert "cannot be imported" in whence("read", "a.dat", code=3)[1]

    def test_what_is_fetched_goes_by_its_media_type(
        self, example: Path, whence: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WHENCE_PRIVATE_ADDRESSES", "true")
        monkeypatch.setattr("whence.ingest.http_client._POLITE", 0.0)
        for state in serving():
            state.scripts["/m"] = answer(200, MAIL.encode(), Content_Type="message/rfc822")
            state.scripts["/p"] = answer(200, b"%PDF-", Content_Type="application/pdf")
            out, _ = whence("read", f"{state.root}/m", "-f", "jsonl")
            assert json.loads(out)["report"]["url"] == f"{state.root}/m"
            assert "[unsupported]" in whence("read", f"{state.root}/p", code=1)[1]


class TestExporter:
    def test_a_report_that_it_fails_on_is_rejected_and_the_rest_is_written(
        self, install: Install, here: Path, whence: Run
    ) -> None:
        code = """\
class Picky:
    def write(self, results, out):
        for report, _, _ in results:
            if "FAIL" in report.text: raise ValueError("too much")
            out.write(report.origin.source + "\\n")
class Broken:
    def write(self, results, out): raise ValueError("at once")
class Last:
    def write(self, results, out):
        list(results); raise ValueError("at the end")
"""
        points = {name.lower(): f"madeup_ex:{name}" for name in ("Picky", "Broken", "Last")}
        install("ex", "madeup_ex", code, exporters=points)
        for name, more in (("a", ""), ("b", "FAIL"), ("c", "")):
            (here / f"{name}.txt").write_text(TEXT + more)
        out, err = whence("read", "a.txt", "b.txt", "c.txt", "-f", "picky", code=1)
        assert out == "a.txt\nc.txt\n"
        message = "the exporter picky (ex 2.5) failed"
        assert f"b.txt: {message} on it: ValueError: too much [exporter]" in err
        assert "2 read, 1 rejected" in err
        for name in ("broken", "last"):  # it comes to an end
            _, err = whence("read", "a.txt", "-f", name, code=3)
            assert f"the exporter {name} (ex 2.5) failed: ValueError" in err
        whence("add", "b.txt", "-q")
        assert message in whence("show", "b.txt", "-f", "picky", code=3)[1]

    def test_what_reading_raises_is_not_its_fault(
        self, example: Path, here: Path, whence: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (here / "a.txt").write_text(TEXT)
        monkeypatch.setenv("WHENCE_BUNDLE", str(here))
        _, err = whence("read", "a.txt", "-f", "markdown", code=3)
        assert "markdown" not in err


_READER = """\
import msgspec
from whence import bootstrap
from whence.errors import SettingsError
from whence.records import Attribution, Reader, Span
class R:
    def __init__(self, told): self.own = bootstrap.own_reader(told)
    def read(self, reports):
        if any("FAIL" in r.text for r in reports): raise ValueError("cannot")
        if any("MEND" in r.text for r in reports): raise SettingsError("mend it")
        return [self.changed(r, one) for r, one in zip(reports, self.own.read(reports))]
    def changed(self, report, one):
        bad = Attribution(source=(), cue=(), content=(Span(0, 10**6),), kind="direct", act="state", score=1.0)
        if "SPAN" in report.text: return msgspec.structs.replace(one, attributions=(bad,))
        bad = msgspec.structs.replace(bad, content=(Span(0, 3),), parent=0)
        if "CIRCLE" in report.text: return msgspec.structs.replace(one, attributions=(bad,))
        if "TYPE" in report.text: return msgspec.structs.replace(one, attributions=("x",))
        if "OTHER" in report.text: return msgspec.structs.replace(one, report_id="x")
        if "NONE" in report.text: return None
        return one
"""


class TestReader:
    def test_a_report_that_it_fails_on_is_rejected_and_the_rest_is_read(
        self, install: Install, here: Path, whence: Run, bundle: Path
    ) -> None:
        install("mine", "madeup_r", _READER, readers={"mine": "madeup_r:R"})
        messages = {
            "FAIL": "ValueError: cannot",
            "SPAN": "ValueError: its span 0 to 1000000 is not in the text",
            "CIRCLE": "ValueError: a parent of it leads nowhere",
            "TYPE": "ValidationError",
            "OTHER": "ValueError: it returned the reading of another report",
            "NONE": "TypeError: it returned a NoneType, not a reading",
        }
        for word in ("", *messages):
            (here / f"r{word}.txt").write_text(TEXT + word)
        out, err = whence("read", ".", "-f", "jsonl", "--reader", "mine", code=1)
        assert json.loads(out)["reader"]["name"] == "mine"
        for word, why in messages.items():
            line = next(line for line in err.splitlines() if f"r{word}.txt" in line)
            assert f"the reader mine (mine 2.5): {why}" in line
            assert line.endswith("[reader]")
        (here / "m.txt").write_text("MEND " + TEXT)
        assert "mend it" in whence("read", "m.txt", "--reader", "mine", code=3)[1]

    def test_rereading_knows_who_read(
        self,
        install: Install,
        here: Path,
        whence: Run,
        bundle: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        install("mine", "madeup_r", _READER, readers={"mine": "madeup_r:R"})
        (here / "a.txt").write_text(TEXT)
        whence("add", "a.txt", "-q")
        bundles = "select distinct bundle from readings order by id"
        assert "1 read again" in whence("reread", "--reader", "mine", "--only-older")[0]
        assert "0 read again" in whence("reread", "--reader", "mine", "--only-older")[0]
        rows = sqlite3.connect("whence.db").execute(bundles).fetchall()
        assert len(rows) == 2  # the shipped bundle's, and the plug-in's
        runs = sqlite3.connect("whence.db").execute(
            "select bundle from runs where command = 'reread'"
        )
        assert {one for (one,) in runs} == {rows[1][0]}
        monkeypatch.setenv("WHENCE_READER", "mine")
        bootstrap.shared_reader.cache_clear()
        assert json.loads(whence("read", "a.txt", "-f", "jsonl")[0])["reader"]["name"] == "mine"


class TestStore:
    def test_stores_what_it_can_and_says_what_it_cannot(self, mail: Path, whence: Run) -> None:
        (mail.parent / "bad.txt").write_bytes(b"")
        place = ("--ledger", "jsonlines:k.jsonl")
        out, err = whence("add", "in", *place, code=1)
        assert "1 added, 0 changed, 0 already there, 1 rejected; in jsonlines:k.jsonl" in out
        assert "they are not compared, and claims, who, events and the rest need" in err
        before = Path("k.jsonl").read_bytes()
        kept, rejected = sorted(map(json.loads, before.splitlines()), key=list)
        assert kept["document"]["report"]["title"] == "Three *berths* to reopen"
        assert kept["document"]["attributions"]
        assert rejected["rejected"]["code"] == "empty"
        assert "1 already there" in whence("add", "in", *place, code=1)[0]
        assert Path("k.jsonl").read_bytes() == before
        mail.write_text(MAIL.replace("three berths on Friday", "two berths on Friday"))
        assert "1 changed" in whence("add", "in", *place, code=1)[0]
        for command in (["claims"], ["who"], ["reread"], ["events"], ["show", "x"]):
            _, err = whence(*command, *place, code=3)
            assert (
                "the store jsonlines (whence-example 0.1.0) only stores what `whence add` reads"
                in err
            )
        assert "at the store jsonlines" in whence("doctor", *place)[0]

    def test_goes_on_after_a_line_that_was_not_finished(self, mail: Path, whence: Run) -> None:
        whence("add", "in", "-q", "--ledger", "jsonlines:k.jsonl")
        whole = Path("k.jsonl").read_bytes()
        Path("k.jsonl").write_bytes(whole[:-20])
        assert "1 added" in whence("add", "in", "--ledger", "jsonlines:k.jsonl")[0]
        assert Path("k.jsonl").read_bytes() == whole

    def test_is_no_source_of_its_own(self, mail: Path, whence: Run) -> None:
        whence("add", "in", "-q", "--ledger", "jsonlines:k.jsonl")
        Path("k.jsonl").rename("in/k.jsonl")
        before = Path("in/k.jsonl").read_bytes()
        _, err = whence("add", "in", "--ledger", "jsonlines:in/k.jsonl", code=3)
        assert "is the ledger itself, and stands among the sources" in err
        assert Path("in/k.jsonl").read_bytes() == before

    def test_leaves_a_file_that_is_somebody_elses(self, mail: Path, whence: Run) -> None:
        Path("notes").write_bytes(b"buy milk")
        _, err = whence("add", "in", "--ledger", "jsonlines:notes", code=3)
        assert "line 1 is none of a ledger's" in err
        assert Path("notes").read_bytes() == b"buy milk"

    def test_a_file_that_grows_while_it_is_read_ends(self, here: Path) -> None:
        line = b'{"text": "' + TEXT.strip().encode() + b'"}\n'
        file = here / "a.jsonl"
        file.write_bytes(line * 3)
        found = 0
        for _ in bootstrap.reports([str(file)], bootstrap.settings()):
            found += 1
            assert found < 9
            with file.open("ab") as more:
                more.write(line * 200)
        assert found == 3

    @pytest.mark.parametrize(
        ("place", "message"),
        [
            ("jsonlines:", "jsonlines: names no file"),
            ("jsonlines:no/such/k.jsonl", "No such file"),
            ("jsonlines:in/press.eml", "line 1 is none of a ledger's"),
            ("nosuch:k", "no store 'nosuch'; there are sqlite, postgresql, postgres, jsonlines"),
            ("nosuch://k", "no store 'nosuch'"),
        ],
    )
    def test_an_address_that_cannot_be_used(
        self, mail: Path, whence: Run, place: str, message: str
    ) -> None:
        assert message in whence("add", "in", "--ledger", place, code=3)[1]
        assert not Path(place).exists()

    def test_its_errors_are_reported_with_its_name(
        self, install: Install, here: Path, whence: Run
    ) -> None:
        code = """\
class S:
    def __init__(self, address): self.address = address
    def has(self, report): return False
    def is_forgotten(self, report): return False
    def reject(self, rejected): pass
    def add(self, result, raw=None):
        if self.address.endswith("5"): return 5
        raise OSError("the shelf fell down")
"""
        install("shelf", "madeup_s", code, stores={"shelf": "madeup_s:S"})
        (here / "a.txt").write_text(TEXT)
        _, err = whence("add", "a.txt", "--ledger", "shelf://me:secret@there/1", code=3)
        assert "the store shelf (shelf 2.5) failed: OSError: the shelf fell down" in err
        assert "secret" not in err
        _, err = whence("add", "a.txt", "--ledger", "shelf:5", code=3)
        assert "the store shelf (shelf 2.5) returned a int, not a Kept" in err
        assert bootstrap.store("shelf://me:secret@there/1").place == "shelf://***@there/1"
