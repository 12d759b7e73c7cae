"""Security headers of every answer, errors included; and the sites whose scripts may read."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: No script, style or picture but the server's own; in no frame.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
#: Defaults, where the answer has none: a page may be stricter, a picture may be cached.
_ELSE = {"Content-Security-Policy": POLICY, "Cache-Control": "private, no-cache"}


class SafeHeaders:
    """The outermost layer, so that no answer is sent without its headers."""

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self._app = app
        self._origins = frozenset(origin.lower().rstrip("/") for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Implements the ASGI interface."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        opened = self._opened(scope["method"], asked)

        async def said(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._mark(MutableHeaders(scope=message), opened)
            await send(message)

        if opened and scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, said)
            return
        await self._app(scope, receive, said)

    def _opened(self, method: str, asked: Headers) -> str | None:
        """The origin that may read the answer: a configured one, and only for reading."""
        origin = asked.get("origin", "")
        wanted = asked.get("access-control-request-method", "") if method == "OPTIONS" else method
        if wanted in ("GET", "HEAD") and origin.lower() in self._origins:
            return origin
        return None

    def _mark(self, headers: MutableHeaders, opened: str | None) -> None:
        for name, value in _ALWAYS.items():
            headers[name] = value
        for name, value in _ELSE.items():
            headers.setdefault(name, value)
        if self._origins:
            headers.add_vary_header("Origin")
        del headers["Access-Control-Allow-Origin"]
        if opened:
            # Without credentials: a script brings a token of its own, never the reader's cookie.
            headers["Access-Control-Allow-Origin"] = opened
            headers["Access-Control-Expose-Headers"] = "Retry-After"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"


_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET",
    "Access-Control-Allow-Headers": "Authorization",
    "Access-Control-Max-Age": "600",
}
