"""The page over a ledger of 10,000 reports: how soon pages come, alone and to 50 at once."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec

from benchmarks.compare.worlds import archive
from benchmarks.measure import Part
from benchmarks.samples import EXAMPLES, taken_in
from whence import bootstrap
from whence.bootstrap import comparing
from whence.ledger import SqlLedger
from whence.ports import Result
from whence.records import Run, digest

_REPORTS = 10_000
_EVENT = 50  #: reports of one event
_LONG = 1_500  #: words of a long report
_TURNS = 25
_READERS, _EACH = 50, 6
_WEIGHT = 150.0  #: KB
_PICTURE = re.compile(rb"<svg.*?</svg>", re.DOTALL)
_PAGE = {"Accept": "text/html"}
_RUN = Run(began="2025-01-01T00:00:00+00:00", command="add", version="0", settings="", bundle="")
#: Of some hundred tellings of three stories, all but the commonest words are turned into others, or
#: all would be like all. What is searched for is among those that stay.
_COMMON = 2.0
_WORDS = ("police", "people", "minister", "government", "said")


def measure() -> Part:
    """Fills and compares a ledger, then asks a server of its own for pages; takes some minutes."""
    part = Part("serve")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "ledger.db"
        long = _filled(place)
        size = place.stat().st_size / 2**20
        with _server(place) as address:
            _pages(part, address, long)
            _readers(part, address, long)
    part.remarks.append(
        f"{_REPORTS:,} reports ({size:.0f} MiB), the examples in other words (compare/worlds.py);"
        f" one of the events has {_EVENT} reports and more; {_TURNS} turns each, on loopback"
    )
    return part


def _filled(place: Path) -> str:
    """The ledger; gives the id of a long report."""
    reports = taken_in(EXAMPLES)
    long = max(reports, key=lambda r: len(r.text))
    times = 1 + _LONG // len(long.text.split())
    longer = msgspec.structs.replace(
        long, id=digest(long.id, "long"), identity="long", text="\n".join([long.text] * times)
    )
    reader, resolver = bootstrap.reader(bootstrap.settings()), bootstrap.resolver()
    read = [*reports, longer]
    results = [(r, g, resolver.resolve(r, g)) for r, g in zip(read, reader.read(read), strict=True)]
    *examples, one = results
    with SqlLedger(str(place), create=True) as store:
        store.begin(_RUN)
        for result in archive(examples, _REPORTS - _EVENT, comparing.frequencies(), _COMMON):
            store.add(result)
        for result in _again(examples):
            store.add(result)
        store.add(one)
        for _ in comparing.compared(store):
            pass
    return longer.id


def _again(results: list[Result]) -> Iterator[Result]:
    """The port's reports from other outlets, until the event has its many."""
    port = [r for r in results if "selvane" in r[0].text.casefold()]
    for number in range(_EVENT):
        report, reading, resolution = port[number % len(port)]
        name = digest(report.id, f"again {number}")
        yield (
            msgspec.structs.replace(report, id=name, identity=name, publisher=f"Courier {number}"),
            msgspec.structs.replace(reading, report_id=name),
            msgspec.structs.replace(resolution, report_id=name),
        )


@contextmanager
def _server(place: Path) -> Iterator[str]:
    command = [str(Path(sys.executable).parent / "whence"), "serve", "--ledger", str(place)]
    server = subprocess.Popen([*command, "--port", "0"], stderr=subprocess.PIPE, text=True)
    try:
        line = server.stderr.readline() if server.stderr else ""
        address = re.search(r"http://\S+", line)
        if address is None:
            raise RuntimeError(f"the server did not start: {line}")
        _wait(address[0])
        yield address[0]
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            httpx.get(f"{address}/health")
        except httpx.ConnectError:
            time.sleep(0.05)
        else:
            return


def _pages(part: Part, address: str, long: str) -> None:
    with httpx.Client(base_url=address, headers=_PAGE, timeout=60) as client:
        event = _largest(client)
        pages = [
            ("front page", ["/"], 100.0),
            ("search", [f"/search?q={words}" for words in _WORDS], 100.0),
            ("claims with a word", [f"/claims?q={words}" for words in _WORDS], 150.0),
            (f"a report of {_LONG:,} words", [f"/reports/{long}"], 150.0),
            (f"an event of {event[1]} reports", [f"/events/{event[0]}"], 150.0),
            ("events", ["/events"], None),
            ("disputes", ["/disputes"], None),
            ("speakers", ["/speakers"], None),
            ("a speaker", ["/speakers/Dorvan Pell"], 150.0),
            ("timeline", ["/timeline?q=police"], None),
            ("unattributed", ["/unattributed"], None),
        ]
        for name, addresses, bar in pages:
            took, weight, first = _asked(client, addresses)
            note = f"first {first:.0f} ms"
            part.add(name, took, "ms", bar=bar, note=note)
            part.add(f"{name}: weight", weight, "KB", bar=_WEIGHT)


def _largest(client: httpx.Client) -> tuple[str, int]:
    found = client.get("/events.json?q=selvane&limit=200").json()["events"]
    one = max(found, key=lambda e: len(e["reports"]))
    return one["id"], len(one["reports"])


def _asked(client: httpx.Client, addresses: list[str]) -> tuple[float, float, float]:
    """The median and the first time in ms, the greatest weight in KB, without pictures."""
    took, weight = [], 0.0
    for turn in range(_TURNS):
        began = time.perf_counter()
        answer = client.get(addresses[turn % len(addresses)])
        took.append(1000 * (time.perf_counter() - began))
        answer.raise_for_status()
        weight = max(weight, len(_PICTURE.sub(b"", answer.content)) / 1000)
    return statistics.median(took), weight, took[0]


def _readers(part: Part, address: str, long: str) -> None:
    """So many at once, each on some pages."""
    addresses = ["/", "/claims?q=people", f"/reports/{long}", "/events", "/disputes", "/reports"]

    def reads(number: int) -> tuple[int, list[float]]:
        failed, took = 0, []
        with httpx.Client(base_url=address, headers=_PAGE, timeout=120) as client:
            for turn in range(_EACH):
                began = time.perf_counter()
                try:
                    answer = client.get(addresses[(number + turn) % len(addresses)])
                    failed += answer.status_code != 200
                except httpx.HTTPError:
                    failed += 1
                took.append(time.perf_counter() - began)
        return failed, took

    began = time.perf_counter()
    with ThreadPoolExecutor(_READERS) as pool:
        latencies = list(pool.map(reads, range(_READERS)))
    each = [one for _, took in latencies for one in took]
    rate = len(each) / (time.perf_counter() - began)
    part.add(f"{_READERS} at once: failed", sum(n for n, _ in latencies), "", bar=0.0)
    note = f"{rate:.0f} pages a second"
    part.add(f"{_READERS} at once: a page", 1000 * statistics.median(each), "ms", note=note)
