"""Adding reports on the page: pasted, by their address, or as files."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence import bootstrap
from whence.errors import SettingsError
from whence.records import Kept, Rejected
from whence.serve.web.endpoint import Endpoint, Query, Shown, wants_json
from whence.serve.web.errors import RequestError
from whence.serve.web.forms import JSON, kind_of, sent_as, within
from whence.serve.web.jobs import Adds, Full, Job
from whence.serve.web.middleware import audit, check_csrf, principal_of, require
from whence.serve.web.openapi import Action
from whence.serve.web.state import ServerState

_FILES = 100  #: the most at once
_FIELD = 2_000  #: letters of a field other than the text
_WHOLE = 5  #: times the limit for one document: the most for all files together
#: Metadata for documents that lack it.
_GIVEN_FIELDS = ("title", "publisher", "published")
_LEAST = 4  #: words; a report has more
#: The name of a pasted text; its bytes identify it.
_PASTED = "pasted.txt"


class AddShown(msgspec.Struct, frozen=True, kw_only=True):
    """What may be handed in."""

    takes: tuple[str, ...] = ("text", "url", "files")
    max_bytes: int


def _form(state: ServerState, _: Query, __: Mapping[str, str]) -> Shown:
    return Shown(AddShown(max_bytes=state.settings.max_bytes))


def _job(state: ServerState, _: Query, parts: Mapping[str, str]) -> Shown:
    job = state.jobs.get(parts["id"])
    if job is None:
        raise RequestError(404, "no-job", "there is no job with that id, or it was long ago")
    return Shown(job, {"over": job.state in ("done", "failed")})


async def add(request: Request) -> Response:
    """Takes a form with `text`, `url` or `files`, and redirects to its job."""
    if not principal_of(request).may("review"):
        require(request, "review")  # refuses before anything large is read
    state: ServerState = request.app.state.site
    most = state.settings.max_bytes
    if kind_of(request) == JSON:
        # A letter of the text may be six bytes in JSON.
        handed = _of_program(await sent_as(request, Handing, 6 * most))
        return await _answer(request, _taken(state, handed))
    whole = within(request, _WHOLE * most)
    async with whole.form(max_files=_FILES, max_fields=20, max_part_size=most) as form:
        if getattr(request.state, "csrf_owed", False):
            check_csrf(request, form)
        handed = await _handed_in(form, most)
    require(request, "review")
    return await _answer(request, _taken(state, handed))


async def _answer(request: Request, job: Job) -> Response:
    await audit(request, "add", job.id)
    if wants_json(request):
        body = msgspec.json.encode(job)
        where = {"Location": f"/add/{job.id}.json"}
        return Response(body, 202, headers=where, media_type="application/json")
    return RedirectResponse(f"/add/{job.id}", 303)


class Handing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as a program hands it in: its text, or the address to fetch it from."""

    text: str = ""
    url: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""


def _of_program(sent: Handing) -> _HandedIn:
    files = [(_PASTED, sent.text.encode("utf-8", errors="replace"))] if sent.text.strip() else []
    given = {n: getattr(sent, n) for n in _GIVEN_FIELDS}
    return _HandedIn(files, sent.url, {n: v for n, v in given.items() if v})


class _HandedIn(NamedTuple):
    """The contents of a form. With a text or files, `url` is where they came from."""

    files: list[tuple[str, bytes]]  #: name and bytes
    url: str
    metadata: dict[str, str]


async def _handed_in(form: FormData, most: int) -> _HandedIn:
    files = []
    fields: dict[str, str] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files.append((value.filename, await value.read(most + 1)))
        elif value.strip():
            fields[name] = value if name == "text" else value.strip()[:_FIELD]
    if text := fields.pop("text", ""):
        files.append((_PASTED, text.encode("utf-8", errors="replace")))
    fields_given = {name: fields[name] for name in _GIVEN_FIELDS if name in fields}
    return _HandedIn(files, fields.get("url", ""), fields_given)


def _taken(state: ServerState, handed: _HandedIn) -> Job:
    if any(name == _PASTED and len(body.split()) < _LEAST for name, body in handed.files):
        raise RequestError(
            400, "too-short", "paste a whole report: this is too short", target="text"
        )
    if not handed.files and not handed.url:
        raise RequestError(400, "nothing", "give a text, an address or files")
    if handed.url and not handed.url.startswith(("http://", "https://")):
        # Anything else that `bootstrap` reads would be a path on the server.
        raise RequestError(
            400, "no-address", "an address begins with http:// or https://", target="url"
        )
    try:
        given = bootstrap.given(**handed.metadata, url=handed.url if handed.files else None)
    except (SettingsError, ValueError) as error:
        raise RequestError(400, "not-understood", str(error)) from error

    def adds() -> Iterator[Kept | Rejected]:
        if handed.files:
            return bootstrap.handed_in(handed.files, state.settings, state.store, given)
        return bootstrap.added([handed.url], state.settings, state.store, given)[1]

    return _job_of(state, adds)


def _job_of(state: ServerState, adds: Adds) -> Job:
    try:
        return state.jobs.add(adds)
    except Full as error:
        raise RequestError(503, "busy", "too many jobs are waiting; try again soon") from error


def _samples() -> list[Path]:
    """The sample reports: as they were installed, or in a source tree."""
    installed = Path(sysconfig.get_path("data")) / "share" / "whence" / "examples"
    source = Path(str(files("whence"))).parents[1] / "examples" / "reports"
    for folder in (installed, source):
        if folder.is_dir():
            return sorted(one for one in folder.rglob("*") if one.is_file())
    return []


def samples_there() -> int:
    """How many sample reports there are to try it with."""
    return len(_samples())


class Sampling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request to add the sample reports."""

    csrf: str = ""


async def samples(request: Request) -> Response:
    """Adds the sample reports, to try it with."""
    require(request, "review")
    await sent_as(request, Sampling, _FIELD)
    state: ServerState = request.app.state.site
    named = [str(one) for one in _samples()]
    if not named:
        raise RequestError(404, "no-samples", "no sample reports came with this copy of whence")
    return await _answer(
        request,
        _job_of(
            state, lambda: bootstrap.added(named, state.settings, state.store, bootstrap.given())[1]
        ),
    )


ENDPOINTS = (
    Endpoint(
        path="/add",
        name="adding",
        says="What may be handed in.",
        view=AddShown,
        answer=_form,
        template="add.html",
    ),
    Endpoint(
        path="/add/{id}",
        name="job",
        says="The outcome of what was handed in.",
        view=Job,
        answer=_job,
        template="job.html",
    ),
)

_TAKES = {
    "application/json": msgspec.json.schema_components([Handing])[1]["Handing"],
    "multipart/form-data": {
        "type": "object",
        "properties": {
            "text": {"type": "string", "description": "A report's text."},
            "url": {"type": "string", "description": "Its address; alone, it is fetched."},
            "title": {"type": "string"},
            "publisher": {"type": "string"},
            "published": {"type": "string", "description": "ISO 8601."},
            "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        },
    },
}
ACTIONS = (
    Action(
        path="/add",
        name="add",
        says="Add a text, an address or files.",
        takes=_TAKES,
        view=Job,
        status=202,
        role="review",
        handle=add,
    ),
    Action(
        path="/samples",
        name="samples",
        says="Add the sample reports, to try it with.",
        takes=Sampling,
        view=Job,
        status=202,
        role="review",
        handle=samples,
    ),
)
