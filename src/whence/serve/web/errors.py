"""What a request is refused with: the one shape of every error that a program reads."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import JSONResponse, Response


class RequestError(Exception):
    """Ends a request with an error that whoever asked may read."""

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
        self.target = target  #: what of the request it is about
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
    """Too much was asked for; `wait` is in how many seconds it may go on."""
    seconds = max(1, int(-(-wait // 1)))
    return RequestError(
        429,
        "too-many-requests",
        f"{detail}; try again in {seconds} s",
        headers={"Retry-After": str(seconds)},
    )
