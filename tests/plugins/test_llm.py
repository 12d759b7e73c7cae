"""The example's reader: whatever the model says, only words of the text come out."""

from __future__ import annotations

import datetime as dt
import email.utils
import importlib
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plugins.conftest import Model, Run, Script, cut, gives, says, status
from whence.records import Span

TEXT = """\
The port will reopen on Friday, the harbour master Ada Venn said on Thursday.

"We have checked every crane," she told reporters. "They hold."

The union said that nobody had asked it. "We will not work," it said. "We will not work," a docker said.
"""
VENN = {
    "source": "the harbour master Ada Venn",
    "cue": "said",
    "content": ["The port will reopen on Friday"],
}
SHE = {
    "source": "she",
    "cue": "told",
    "content": ['"We have checked every crane,"', '"They hold."'],
}
INVENTED = {"source": "Ada Venn", "cue": "said", "content": ["We are very happy"]}


@pytest.fixture(autouse=True)
def report(here: Path, bundle: Path) -> Path:
    file = here / "port.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def read(whence: Run, model: Model, waited: list[float]) -> Any:
    """Reads the report with the model; gives the document and what stderr said."""

    def call(*scripts: Script, code: int = 0) -> tuple[dict[str, Any], str]:
        model.scripts[:] = scripts
        out, err = whence("read", "port.txt", "--reader", "llm", "-f", "jsonl", code=code)
        return json.loads(out) if out else {}, err

    return call


def words(document: dict[str, Any], part: str) -> list[list[str]]:
    text = document["report"]["text"]
    return [[text[s["start"] : s["end"]] for s in a[part]] for a in document["attributions"]]


def test_good_answers_are_taken(read: Any, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_LLM_KEY", "sesame")
    found, err = read(gives(VENN, SHE))
    assert err == ""
    assert words(found, "content") == [VENN["content"], SHE["content"]]
    assert words(found, "source") == [[VENN["source"]], ["she"]]
    assert words(found, "cue") == [["said"], ["told"]]
    assert [a["kind"] for a in found["attributions"]] == ["indirect", "direct"]
    # Names, and so who "she" is, are by the reader that ships.
    names = {one["id"]: one["name"] for one in found["entities"]}
    assert [names[a["speaker"]] for a in found["attributions"]] == ["Ada Venn", "Ada Venn"]
    assert found["reader"]["name"] == "whence+llm:stub"
    assert model.keys == ["Bearer sesame"]
    assert model.asked[0]["temperature"] == 0
    assert model.asked[0]["model"] == "stub"
    assert model.asked[0]["response_format"] == {"type": "json_object"}
    assert model.texts() == [TEXT]


def test_invented_quotations_are_dropped_and_counted(
    read: Any, model: Model, whence: Run, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "whence_example.llm")
    found, _ = read(
        gives(
            VENN,
            INVENTED,
            {**VENN, "source": "Ada Quill"},  # nobody of the text
            {**SHE, "content": ["We have checked all cranes"]},  # not to the letter
            {**SHE, "content": [SHE["content"][0], "They all hold."]},  # half of it
            {"source": None, "cue": "purred", "content": "nobody had asked it"},
            {"source": "Venn", "content": "ort will reopen"},  # half a word
            {"source": "Venn", "content": [" "]},
        )
    )
    assert words(found, "content") == [VENN["content"], ["nobody had asked it"]]
    assert words(found, "cue") == [["said"], []]
    assert "port.txt: 2 kept, 6 not in the text" in caplog.text


def test_marks_around_are_the_texts_own(read: Any) -> None:
    found, _ = read(
        gives({"source": "she", "cue": "told", "content": "“We have checked every crane,”"})
    )
    assert words(found, "content") == [['"We have checked every crane,"']]


def test_of_repeated_words_the_nearest_are_meant(read: Any) -> None:
    found, _ = read(
        gives(
            {"source": "a docker", "cue": "said", "content": "We will not work,"},
            {"source": "it", "cue": "said", "content": "We will not work,"},
        )
    )
    starts = [a["content"][0]["start"] for a in found["attributions"]]
    first = TEXT.index('"We will')
    assert starts == [first, TEXT.index('"We will', first + 1)]
    assert words(found, "source") == [["it"], ["a docker"]]


def test_who_is_quoted_inside_a_quotation_depends_on_it(read: Any, report: Path) -> None:
    report.write_text(
        "The union said that the docker Pell had told it that the crane was broken.\n"
    )
    found, _ = read(
        gives(
            {"source": "the docker Pell", "cue": "told", "content": "that the crane was broken"},
            {"source": "The union", "cue": "said",
             "content": "that the docker Pell had told it that the crane was broken"},
        )
    )  # fmt: skip
    assert [a["source"][0]["start"] for a in found["attributions"]] == [0, 20]
    outer, inner = found["attributions"]
    assert (outer["parent"], inner["parent"]) == (None, outer["id"])


def test_fenced_json_is_json(read: Any) -> None:
    found, _ = read(says(f"```json\n{json.dumps({'attributions': [VENN]})}\n```"))
    assert words(found, "content") == [VENN["content"]]


def test_none_is_an_answer(read: Any, model: Model) -> None:
    found, _ = read(gives())
    assert found["attributions"] == []
    assert found["entities"]
    assert len(model.asked) == 1


USELESS = {
    "prose": (says("I am sorry, but I cannot help with that."), "gave no JSON, but 'I am sorry"),
    "refusal": (says(None, message={"refusal": "no"}), "the model refused"),
    "broken": (says('{"attributions": [{"sour'), "gave no JSON"),
    "list": (says("[1, 2]"), "is not what was asked for"),
    "shape": (says('{"attributions": [{"content": 5}]}'), "is not what was asked for"),
    "cut off": (says('{"attributions": []}', finish_reason="length"), "was cut off"),
    "empty": (says(""), "answer is empty"),
    "nothing": (status(200, b""), "is no chat completion"),
    "page": (status(200, b"<html>"), "is no chat completion"),
    "no choice": (status(200, b'{"choices": []}'), "has no choices"),
    "invented": (gives(INVENTED), "none of the 1 attributions that the model gave is in the text"),
}


@pytest.mark.parametrize("kind", USELESS)
def test_a_useless_answer_is_asked_for_once_more(read: Any, model: Model, kind: str) -> None:
    script, why = USELESS[kind]
    found, _ = read(script, gives(VENN))
    assert words(found, "content") == [VENN["content"]]
    assert why in model.asked[1]["messages"][2]["content"]
    model.asked.clear()
    found, err = read(script, code=1)
    assert found == {}
    assert (
        "port.txt: the reader failed on it: ReaderFault: the reader llm (whence-example 0.1.0): "
        in err
    )
    assert f"{why}" in err
    assert "; asked 2 times [reader]\n" in err
    assert len(model.asked) == 2


@pytest.mark.parametrize(
    ("script", "waits"),
    [
        (status(429, Retry_After="7"), [7.0, 7.0]),
        (status(429), [1.0, 2.0]),
        (status(500), [1.0, 2.0]),
        (status(503, Retry_After="soon"), [1.0, 2.0]),
        (cut, [1.0, 2.0]),
    ],
)
def test_a_busy_server_is_waited_for(
    read: Any, model: Model, waited: list[float], script: Script, waits: list[float]
) -> None:
    found, err = read(script, script, gives(VENN))
    assert words(found, "content") == [VENN["content"]]
    assert waited == waits
    assert err == ""


def test_a_date_to_wait_for(
    read: Any, waited: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = dt.datetime(2025, 3, 3, 12, tzinfo=dt.UTC)
    clock = SimpleNamespace(UTC=dt.UTC, datetime=SimpleNamespace(now=lambda _: noon))
    monkeypatch.setattr(importlib.import_module("whence_example.llm.chat"), "dt", clock)
    when = email.utils.format_datetime(noon + dt.timedelta(seconds=40), usegmt=True)
    read(status(429, Retry_After=when), gives(VENN))
    assert waited == [40.0]


@pytest.mark.parametrize(
    ("scripts", "why", "questions", "waits"),
    [
        ([status(500)], "server answers 500; asked 5 times", 5, [1.0, 2.0, 4.0, 8.0]),
        ([cut], "cannot be reached (RemoteProtocolError); asked 5 times", 5, [1.0, 2.0, 4.0, 8.0]),
        ([status(429, Retry_After="3600")], "asks to wait 3,600 s", 1, []),
        ([status(400)], "does not take the question (400)", 1, []),
        ([status(200, b"x" * 5_000_000)], "more than 4,194,304 bytes", 1, []),
    ],
)
def test_retries_have_a_limit(
    read: Any, model: Model, waited: list[float], scripts: list[Script], why: str, questions: int,
    waits: list[float],
) -> None:  # fmt: skip
    _, err = read(*scripts, code=1)
    assert why in err
    assert len(model.asked) == questions
    assert waited == waits


@pytest.mark.parametrize("dripping", [False, True])
def test_a_slow_model_is_asked_twice(
    read: Any, model: Model, monkeypatch: pytest.MonkeyPatch, dripping: bool
) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        if dripping:
            handler.send_response(200)
            handler.end_headers()
        while not model.done.wait(0.05):
            if dripping:
                try:
                    handler.wfile.write(b" ")
                except OSError:
                    return

    monkeypatch.setenv("WHENCE_LLM_TIMEOUT", "0.6")
    _, err = read(slow, code=1)
    assert "the model did not answer within 0.6 s, 2 times" in err
    for _ in range(6_000):  # the model may hear of it after who asked has gone
        if len(model.asked) > 1:
            break
        time.sleep(0.05)
    assert len(model.asked) == 2


def test_nobody_there(read: Any, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_LLM_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("WHENCE_LLM_TRIES", "2")
    _, err = read(gives(), code=1)
    assert "the model cannot be reached (ConnectError); asked 2 times" in err


@pytest.mark.parametrize(
    ("code", "message"), [(401, "the key"), (403, "the key"), (404, "no such")]
)
def test_operator_errors_end_the_run(read: Any, model: Model, code: int, message: str) -> None:
    found, err = read(status(code), code=3)
    assert found == {}
    assert message in err
    assert len(model.asked) == 1


def test_one_report_fails_and_the_rest_is_read_without_being_asked_about_again(
    model: Model, here: Path, whence: Run, waited: list[float]
) -> None:
    for name in ("a", "b", "c"):
        (here / f"{name}.txt").write_text(
            f"The {name} crane is ready, Ada Venn said on Thursday.\n"
        )

    def answer(handler: BaseHTTPRequestHandler) -> None:
        text = model.asked[-1]["messages"][1]["content"]
        which = text.split()[1]
        one = {"source": "Ada Venn", "cue": "said", "content": f"The {which} crane is ready"}
        (says("No.") if which == "b" else gives(one))(handler)

    model.scripts[:] = [answer]
    out, err = whence("read", "a.txt", "b.txt", "c.txt", "--reader", "llm", "-f", "jsonl", code=1)
    found = [json.loads(line) for line in out.splitlines()]
    assert [words(one, "content") for one in found] == [
        [["The a crane is ready"]],
        [["The c crane is ready"]],
    ]
    assert "b.txt: the reader failed on it" in err
    assert [text.split()[1] for text in model.texts()] == ["a", "b", "b", "c"]


def test_a_long_report_is_split_into_windows(
    read: Any, model: Model, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        f"Crane {n} is ready and it will be used, Ada Venn said on day {n}." for n in range(40)
    ]
    report.write_text("\n\n".join(lines) + "\n")
    monkeypatch.setenv("WHENCE_LLM_WINDOW", "600")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        numbers = [line.split()[1] for line in model.texts()[-1].splitlines() if line]
        contents = [f"Crane {n} is ready and it will be used" for n in numbers]
        gives(*({"source": "Ada Venn", "cue": "said", "content": c} for c in contents))(handler)

    found, _ = read(answer)
    assert "".join(model.texts()) == report.read_text()
    assert all(len(text) <= 600 and text.startswith("Crane") for text in model.texts())
    assert len(found["attributions"]) == 40
    # Each Ada Venn is the one of its own line.
    text = found["report"]["text"]
    for one in found["attributions"]:
        between = text[one["content"][0]["end"] : one["source"][0]["start"]]
        assert "\n" not in between


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"WHENCE_LLM_URL": ""}, "WHENCE_LLM_URL is not set"),
        ({"WHENCE_LLM_MODEL": ""}, "WHENCE_LLM_MODEL is not set"),
        ({"WHENCE_LLM_URL": "ftp://x"}, "WHENCE_LLM_URL is no http(s) address"),
        ({"WHENCE_LLM_MODLE": "x"}, "WHENCE_LLM_MODLE is no variable; there are WHENCE_LLM_URL"),
        ({"WHENCE_LLM_TRIES": "0"}, "WHENCE_LLM_TRIES"),
        ({"WHENCE_LLM_TIMEOUT": "long"}, "WHENCE_LLM_TIMEOUT"),
    ],
)
def test_wrong_settings_are_reported(
    model: Model,
    whence: Run,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    message: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    _, err = whence("read", "port.txt", "--reader", "llm", code=3)
    assert message in err
    assert "the reader llm (whence-example 0.1.0)" in err


def test_a_ledger_read_again(model: Model, whence: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from whence import bootstrap

    whence("add", "port.txt", "-q")
    model.scripts[:] = [gives(SHE)]
    again = ("reread", "--only-older", "--reader", "llm")
    assert "1 read again, 1 of them changed" in whence(*again)[0]
    assert "0 read again" in whence(*again)[0]
    assert "every crane" in whence("claims", "--standing", "attributed")[0]
    monkeypatch.setenv("WHENCE_LLM_MODEL", "another")
    bootstrap.shared_reader.cache_clear()
    assert "1 read again" in whence(*again)[0]
    assert [one["model"] for one in model.asked] == ["stub", "another"]


_PIECES = st.text(st.sampled_from("ab \n\"“”'."), max_size=12)


@pytest.fixture(scope="module", autouse=True)
def path(installed: Path) -> Iterator[None]:
    """On the path as long as the module runs: hypothesis wants no fixture of one test's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(installed))
        yield


@given(
    text=st.text(st.sampled_from("ab \n\"“”'."), max_size=60),
    source=st.none() | _PIECES | st.lists(_PIECES, max_size=2),
    cue=st.none() | _PIECES,
    content=st.lists(_PIECES, max_size=3),
)
def test_every_span_is_what_was_given(text: str, source: Any, cue: Any, content: list[str]) -> None:
    from whence_example.llm.answer import Said
    from whence_example.llm.places import place

    said = Said(content=content, source=source, cue=cue)
    found = place(text, Span(0, len(text)), said)
    if found is None:
        return
    for part in ("source", "cue", "content"):
        given_ = sorted(words.strip(" \t\r\n\"“”„«»‘’'") for words in said.words(part))
        kept = sorted(span.of(text).strip(" \t\r\n\"“”„«»‘’'") for span in getattr(found, part))
        assert kept == given_ or (part == "cue" and kept == [])
    spans = sorted((*found.source, *found.cue, *found.content))
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(text=st.text(max_size=300), size=st.integers(1, 80))
def test_windows_are_the_whole_text(text: str, size: int) -> None:
    from whence_example.llm.prompt import windows

    found = windows(text, size)
    assert all(span.end - span.start <= max(size, 1) for span in found)
    assert "".join(span.of(text) for span in found).rstrip() == text.rstrip()
