"""A server on loopback whose answers are scripted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Script = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server whose answers are scripted by path; counts what it is asked for."""

    def __init__(self) -> None:
        self.scripts: dict[str, Script] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        state = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                state.asked.append(self.path)
                state.agents.add(self.headers.get("User-Agent", ""))
                script = state.scripts.get(self.path)
                if script is None:
                    answer(404, b"nothing here")(self)
                else:
                    script(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"


def answer(status: int, body: bytes = b"", **headers: str) -> Script:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        sent_headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
        }
        for name, value in (
            sent_headers | {k.replace("_", "-"): v for k, v in headers.items()}
        ).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def serving() -> Iterator[Site]:
    """A site that is up until the iterator is closed."""
    found = Site()
    yield found
    found.server.shutdown()
    found.server.server_close()
