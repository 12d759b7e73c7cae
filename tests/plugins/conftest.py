"""The example plug-in, built and installed into a folder of its own; made-up ones; a model."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.once import made_once
from whence import bootstrap
from whence.serve.cli.dispatch import run

Run = Callable[..., tuple[str, str]]
Install = Callable[..., None]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `examples/plugin` was built and installed into, with its entry points."""
    return made_once(tmp_path_factory, "plugin", _install)


def _install(folder: Path) -> None:
    root = Path(__file__).parents[2]
    options = [
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--target",
        str(folder),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", *options, str(root / "examples" / "plugin")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """An empty working directory, nothing set by the environment, no reader kept in memory."""
    for name in [n for n in os.environ if n.startswith("WHENCE_") or n.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    before = set(sys.modules)
    bootstrap.shared_reader.cache_clear()
    yield tmp_path
    bootstrap.shared_reader.cache_clear()
    for name in set(sys.modules) - before:
        if name.startswith(("whence_example", "madeup")):
            del sys.modules[name]


@pytest.fixture
def example(installed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example plug-in on the path, of this process and of those it starts."""
    monkeypatch.syspath_prepend(str(installed))
    monkeypatch.setenv("PYTHONPATH", str(installed))
    return installed


@pytest.fixture
def install(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a made-up distribution on the path: a module, and entry points by group."""

    def make(distribution: str, module: str, code: str, **groups: dict[str, str]) -> None:
        folder = tmp_path_factory.mktemp("madeup")
        (folder / f"{module}.py").write_text(code, encoding="utf-8")
        about = folder / f"{distribution.replace('-', '_')}-2.5.dist-info"
        about.mkdir()
        about.joinpath("METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 2.5\n", encoding="utf-8"
        )
        lines = []
        for group, points in groups.items():
            lines.append(f"[whence.{group}]")
            lines += [f"{name} = {value}" for name, value in points.items()]
        about.joinpath("entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.syspath_prepend(str(folder))
        importlib.invalidate_caches()

    return make


@pytest.fixture
def whence(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command; gives what it said on stdout and stderr."""

    def said(*arguments: str, code: int = 0) -> tuple[str, str]:
        capsys.readouterr()
        found = run(list(arguments))
        out, err = capsys.readouterr()
        assert found == code, (found, out, err)
        return out, err

    return said


Script = Callable[[BaseHTTPRequestHandler], None]


class Model:
    """A server that answers chat completions as it is asked, the last script again and again."""

    def __init__(self) -> None:
        self.scripts: list[Script] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.done = threading.Event()
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                model.asked.append(json.loads(body))
                model.keys.append(self.headers.get("Authorization"))
                assert self.path == "/v1/chat/completions"
                script = model.scripts.pop(0) if len(model.scripts) > 1 else model.scripts[0]
                script(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def texts(self) -> list[str]:
        """What was asked about, one text a question."""
        return [one["messages"][1]["content"] for one in self.asked]


def status(code: int, body: bytes = b"", **headers: str) -> Script:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def says(content: str | None, **more: Any) -> Script:
    """A completion with these words."""
    message = {"role": "assistant", "content": content} | more.pop("message", {})
    choice = {"index": 0, "message": message, "finish_reason": "stop"} | more
    return status(200, json.dumps({"choices": [choice]}).encode())


def gives(*attributions: dict[str, Any]) -> Script:
    """A completion with these attributions."""
    return says(json.dumps({"attributions": attributions}))


def cut(handler: BaseHTTPRequestHandler) -> None:
    """A connection that ends in the middle of the answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, example: Path) -> Iterator[Model]:
    """The model, which the reader's settings name; waiting is noted in `waited` and not done."""
    found = Model()
    monkeypatch.setenv("WHENCE_LLM_URL", found.url)
    monkeypatch.setenv("WHENCE_LLM_MODEL", "stub")
    yield found
    found.done.set()
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch, example: Path) -> list[float]:
    """The seconds that the reader would have waited."""
    seconds: list[float] = []
    chat = importlib.import_module("whence_example.llm.chat")

    class Clock:
        monotonic = staticmethod(time.monotonic)
        sleep = staticmethod(seconds.append)

    monkeypatch.setattr(chat, "time", Clock)
    return seconds
