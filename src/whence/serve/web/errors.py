"""Errors in answer to requests: the one shape that programs read."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse, Response


class RequestError(Exception):
    """Ends a request with an error that the client may read."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        target: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code  #: for programs; a word that stays
        self.detail = detail  #: one sentence for people
        self.target = target  #: the part of the request that it is about
        self.headers = dict(headers or {})


def refusal(refused: RequestError) -> Response:
    """The answer in the error's shape."""
    error = {
        "status": refused.status,
        "code": refused.code,
        "detail": refused.detail,
        "target": refused.target,
    }
    return JSONResponse({"error": error}, refused.status, refused.headers)


def unauthorized(detail: str) -> RequestError:
    """Nobody is signed in."""
    return RequestError(
        401, "unauthorized", detail, headers={"WWW-Authenticate": 'Bearer realm="whence"'}
    )


def too_many(wait: float, detail: str) -> RequestError:
    """Too many requests; `wait` is the seconds until the next may be made."""
    seconds = max(1, int(-(-wait // 1)))
    return RequestError(
        429,
        "too-many-requests",
        f"{detail}; try again in {seconds} s",
        headers={"Retry-After": str(seconds)},
    )
