"""Alerts: what is new is sent once, signed, by webhook and e-mail; what failed is tried again."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from whence import bootstrap
from whence.bootstrap import comparing
from whence.errors import SettingsError
from whence.ledger import events
from whence.records import Decision
from whence.records.finding import EventSummary
from whence.review import service
from whence.serve import alerts, deliver
from whence.serve.cli.dispatch import run
from whence.settings import Settings

SECRET = "a secret of the desk"
REPORTS = Path(__file__).parents[2] / "examples" / "reports"
HOOKS = Settings(alert_secret=SECRET, private_addresses=True, alert_page="https://whence.example")


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in [n for n in os.environ if n.startswith("WHENCE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def place(newsroom: Path, tmp_path: Path) -> str:
    return str(shutil.copy(newsroom, tmp_path / "whence.db"))


class Hook:
    """A webhook on loopback that answers as set up and records what it was sent."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                status = hook.answers.pop(0) if hook.answers else 200
                if status == 0:  # it falls silent after it took everything
                    self.connection.close()
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def messages(self) -> list[str]:
        """The titles that were sent, of all messages."""
        return [item["title"] for _, body in self.got for item in json.loads(body)["items"]]


@pytest.fixture
def hook() -> Iterator[Hook]:
    found = Hook()
    yield found
    found.server.shutdown()
    found.server.server_close()


def deny_more(place: str) -> None:
    """Something new: a person says that the claim of one more report is a denial."""
    with bootstrap.ledger(place) as ledger:
        with ledger.reading() as connection:
            from whence.ledger import Filters, queries, reports

            page = queries.find_claims(connection, Filters(act="state", speaker="Pell"), limit=50)
            claim = next(c for c in page.found if c.attribution)
            report, reading, _ = reports.result(connection, claim.report)
        from whence.records import Change, selectors_of
        from whence.records.decision import Parts
        from whence.records.keys import attribution_key

        one = next(
            a for a in reading.attributions if attribution_key(report, a) == claim.attribution
        )
        parts = Parts(
            source=selectors_of(report.text, one.source),
            cue=selectors_of(report.text, one.cue),
            content=selectors_of(report.text, one.content),
        )
        service.decided(
            ledger.reviews(),
            Decision(
                report=report.id, target="attribution", verb="correct", who="Ada Venn",
                selectors=parts, change=Change(act="deny"),
            ),
        )  # fmt: skip
        for _ in comparing.compared(ledger):
            pass


def send(place: str, settings: Settings = HOOKS) -> list[alerts.Outcome]:
    return list(alerts.send_all(place, settings, pause=lambda _: None))


def test_a_denial_is_sent_once_and_signed(place: str, hook: Hook) -> None:
    alerts.add(place, HOOKS, "/claims?act=deny&speaker=Pell", hook.url)
    assert [one.sent for one in send(place)] == [0]
    assert not hook.got  # what was there is no news
    deny_more(place)
    (outcome,) = send(place)
    assert outcome.sent >= 1
    ((headers, body),) = hook.got
    moment, _, given = headers["x-whence-signature"].partition(",v1=")
    signed = f"{moment.removeprefix('t=')}.".encode() + body
    assert hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest() == given
    sent = json.loads(body)
    assert sent["schema"] == "whence.alert/1"
    assert sent["address"] == "https://whence.example/claims?act=deny&speaker=Pell"
    assert all("Pell" in item["title"] for item in sent["items"])
    assert sent["items"][0]["link"].startswith("https://whence.example/reports/")
    # Another process, and another: the ledger knows what was sent.
    assert [one.sent for one in send(place) + send(place)] == [0, 0]
    assert len(hook.got) == 1


def test_what_a_server_refuses_is_tried_again_and_later(place: str, hook: Hook) -> None:
    alerts.add(place, HOOKS, "/claims?act=deny", hook.url)
    deny_more(place)
    pauses: list[float] = []
    hook.answers = [503, 503, 503]
    (outcome,) = alerts.send_all(place, HOOKS, pauses.append)
    assert (outcome.sent, outcome.failed) == (0, "the server answered 503")
    assert pauses == [2.0, 4.0]
    assert len({headers["idempotency-key"] for headers, _ in hook.got}) == 1
    hook.answers = [429]
    (outcome,) = send(place)
    assert (outcome.sent, outcome.failed) == (len(set(hook.messages())), "")
    hook.answers = [410]
    assert send(place)[0].sent == 0
    assert len(hook.got) == 5


def test_what_may_have_arrived_is_not_sent_again(place: str, hook: Hook) -> None:
    alerts.add(place, HOOKS, "/claims?act=deny", hook.url)
    deny_more(place)
    hook.answers = [0]
    (outcome,) = send(place)
    assert "may have arrived" in outcome.failed
    assert [one.failed for one in send(place)] == [""]
    assert len(hook.got) == 1
    with bootstrap.ledger(place) as ledger:
        assert ledger.alerts().listed()[0].unconfirmed > 0


def test_no_address_inside_the_network_is_posted_to(place: str, hook: Hook) -> None:
    outside = Settings(alert_secret=SECRET)
    for target in (hook.url, "http://localhost:9/x", "http://[::1]:9/x", "http://169.254.169.254/"):
        alerts.add(place, outside, "/claims?act=deny", target)
    deny_more(place)
    found = send(place, outside)
    assert all("inside the network" in one.failed for one in found), found
    assert not hook.got


def test_what_leads_elsewhere_is_not_followed(place: str, hook: Hook) -> None:
    alerts.add(place, HOOKS, "/claims?act=deny", hook.url)
    deny_more(place)
    hook.answers = [302]
    assert send(place)[0].failed == "the server answered 302"
    assert len(hook.got) == 1


@pytest.mark.parametrize(
    ("target", "settings"),
    [
        ("mailto:desk@example.org", Settings()),
        ("mailto:desk@example.org\nBcc: x@example.org", HOOKS),
        ("mailto:", HOOKS),
        ("ftp://example.org/x", HOOKS),
        ("https:///x", HOOKS),
        ("https://example.org/x", Settings()),
        ("mailto:a@example.org", Settings(alert_smtp="mail.example.org", alert_from="w@x.org")),
    ],
)
def test_an_invalid_delivery_target(target: str, settings: Settings) -> None:
    with pytest.raises(SettingsError):
        deliver.check(target, settings)


@pytest.mark.parametrize(
    "address", ["/claims?act=shout", "/review", "/nowhere", "claims", "/claims?what=1", "/speakers"]
)
def test_an_address_that_cannot_be_followed(address: str) -> None:
    with pytest.raises(SettingsError):
        alerts.canonical(address)


def test_addresses_are_stored_in_one_form() -> None:
    assert alerts.canonical("http://127.0.0.1:8390/claims.atom?act=deny") == "/claims?act=deny"
    assert alerts.canonical("/speakers/Dorvan%20Pell") == "/speakers/Dorvan%20Pell"


class Mail(socketserver.StreamRequestHandler):
    """As much of an SMTP server as a message needs."""

    taken: list[bytes] = []  # noqa: RUF012  one for the test

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                self.taken.append(body)
            self.wfile.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                return


def test_an_alert_on_a_speaker_is_mailed(place: str) -> None:
    Mail.taken.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mail = Settings(
            alert_smtp=f"smtp://127.0.0.1:{server.server_address[1]}",
            alert_from="whence@example.org",
        )
        alerts.add(place, mail, "/claims?act=deny", "mailto:desk@example.org")
        deny_more(place)
        assert send(place, mail)[0].failed == ""
        assert send(place, mail)[0].sent == 0
        server.shutdown()
    (message,) = Mail.taken
    assert b"To: desk@example.org" in message
    assert b"Subject: whence: Dorvan Pell" in message
    assert b"http://127.0.0.1:8390/reports/" in message.replace(b"=\r\n", b"")


def test_a_password_is_not_sent_in_the_open(place: str) -> None:
    Mail.taken.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mail = Settings(
            alert_smtp=f"smtp://desk:secret@127.0.0.1:{server.server_address[1]}",
            alert_from="whence@example.org",
        )
        alerts.add(place, mail, "/claims?act=deny", "mailto:desk@example.org")
        deny_more(place)
        assert "offers no TLS" in send(place, mail)[0].failed
        server.shutdown()
    assert not Mail.taken


def test_the_commands(
    place: str, hook: Hook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHENCE_LEDGER", place)
    monkeypatch.setenv("WHENCE_ALERT_SECRET", SECRET)
    monkeypatch.setenv("WHENCE_PRIVATE_ADDRESSES", "true")
    follow = ["alert", "add", "/claims?act=deny", "--to", hook.url]
    assert run(follow) == 0
    assert run(follow) == 3
    assert "alert 1 is the same" in capsys.readouterr().err
    assert run(["alert", "add", "/nowhere", "--to", hook.url]) == 2
    deny_more(place)
    report = Path("more.txt")
    report.write_text("Nothing more was said on Monday.\n", encoding="utf-8")
    assert run(["add", str(report), "-q"]) == 0
    assert hook.got
    capsys.readouterr()
    assert run(["alert", "send"]) == 0
    assert "0 sent" in capsys.readouterr().out
    assert run(["alert", "list"]) == 0
    assert "1 /claims?act=deny -> http://127.0.0.1" in capsys.readouterr().out
    assert run(["alert", "remove", "1"]) == 0
    assert run(["alert", "remove", "1"]) == 3
    assert len(hook.got) == 1


def test_where_alerts_go_changes_no_reading() -> None:
    assert HOOKS.digest() == Settings(private_addresses=True).digest()
    assert HOOKS.digest() != Settings().digest()


def test_an_event_is_followed_under_an_id_that_it_had(tmp_path: Path, hook: Hook) -> None:
    """An older report joins, from which its id is made then: only what is new is sent."""
    place = str(tmp_path / "port.db")

    def adds(*names: str) -> EventSummary:
        with bootstrap.ledger(place, create=True) as ledger:
            named = [str(REPORTS / "meridian-wire" / name) for name in names]
            _, outcomes = bootstrap.added(named, Settings(), ledger, bootstrap.given())
            assert len(list(outcomes)) == len(names)
            for _ in comparing.compared(ledger):
                pass
            with ledger.reading() as connection:
                (found,) = events.listed(connection, events.Wanted(several=True)).summaries
            return found

    before = adds("2025-09-04-ministry-hospital-toll.txt", "2025-09-06-three-detained.txt")
    alerts.add(place, HOOKS, f"/events/{before.event.id}", hook.url)
    after = adds("2025-09-03-port-explosion.txt")
    assert after.event.id != before.event.id
    (outcome,) = send(place)
    assert outcome.sent
    versions = [v for f in before.event.figures for v in f.versions]
    assert outcome.sent < len(versions)
    assert [one.sent for one in send(place)] == [0]
