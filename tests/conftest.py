"""What every test runs under: no network but this machine's own, and a shared place for data."""

from __future__ import annotations

import os
import random
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.chance import MANY, tried

if TYPE_CHECKING:
    from tests.once import Readers
    from whence.encoder import Encoder
    from whence.extract.neural import NeuralReader
    from whence.ports import Result

ROOT = Path(__file__).resolve().parent.parent
# What a process that a test starts imports need not be compiled by each of them anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _memory_left() -> bool:
    """Whether there is a folder in memory with room for all that a run of the tests writes."""
    folder = Path("/dev/shm")
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 4 << 30


# Thousands of ledgers are made, and each waits for the disk after each report; none is kept.
if _memory_left():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")

#: Letters of a test's parameter that are in its name.
_LONGEST = 100

LOOPBACK = ("127.0.0.1", "::1", "localhost")

# One slow moment of a busy machine is no failure, and a suite that CI repeats must not change. At
# night others are tried each time.
hypothesis.settings.register_profile(
    "suite", deadline=None, derandomize=not MANY, print_blob=MANY, max_examples=tried(100)
)
hypothesis.settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regold` writes the golden files again; the diff is for people to read."""
    parser.addoption("--regold", action="store_true", help="write the golden files again")
    parser.addoption("--shuffle", metavar="SEED", help="run in another order, the same for a seed")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`--shuffle`: files in another order, and the tests of each file."""
    seed = config.getoption("--shuffle")
    if seed is None:
        return
    chance = random.Random(seed)
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    order = list(files)
    chance.shuffle(order)
    for file in order:
        chance.shuffle(files[file])
    items[:] = [item for file in order for item in files[file]]


def pytest_make_parametrize_id(val: object) -> str | None:
    """A long text names its test by its beginning: the name goes into the environment, whole."""
    if isinstance(val, str | bytes) and len(val) > _LONGEST:
        return f"{val[:_LONGEST]!r}… of {len(val)}"
    return None


@pytest.fixture
def golden(request: pytest.FixtureRequest, root: Path) -> Callable[[str, str], None]:
    """Compares a text with the golden file of that name in tests/golden."""

    def check(name: str, actual: str) -> None:
        file = root / "tests" / "golden" / name
        if request.config.getoption("--regold"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(actual, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == actual, "read the diff; --regold accepts it"

    return check


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection that would leave this machine fails the test that made it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        inside = self.family == getattr(socket, "AF_UNIX", None) or address[0] in LOOPBACK
        # A datagram's socket sends nothing when it connects: Ray asks so for this machine's address.
        if not inside and self.type != socket.SOCK_DGRAM:
            raise AssertionError(f"a test reached for the network: {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded)


@pytest.fixture
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture
def shared(root: Path) -> Path:
    """The data beside the checkout, which a fresh clone does not have."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, which is not part of the repository")
    return folder


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder of the model bundle that ships, or of the one that `WHENCE_BUNDLE` names."""
    ships = ROOT / "src" / "whence" / "data" / "bundle"
    folder = Path(os.environ.get("WHENCE_BUNDLE", ships))
    if not (folder / "manifest.json").is_file():
        pytest.skip("needs the model bundle in src/whence/data/bundle")
    return folder


@pytest.fixture(scope="session")
def encoder(bundle: Path) -> Encoder:
    """The shipped model in memory, on one thread."""
    from whence.encoder import Encoder

    return Encoder.open(bundle, threads=1)


@pytest.fixture(scope="session")
def neural(encoder: Encoder) -> NeuralReader:
    """The shipped reader, on one thread."""
    from whence.extract.neural import NeuralReader

    return NeuralReader(encoder)


@pytest.fixture(scope="session", autouse=True)
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readers]:
    """No text is read twice by one model, in this process or the others of the run.

    `neural` reads each time, and so does every command that is a process of its own.
    """
    from tests.once import Readers, made_once
    from whence import bootstrap
    from whence.bootstrap import comparing

    folder = made_once(tmp_path_factory, "readings", lambda _: None)
    readers = Readers(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "own_reader", readers.reader)
        patch.setattr(comparing, "vectors", cache(comparing.vectors))
        yield readers


@pytest.fixture
def reads_anew(read_once: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers as they are, for what is about reading itself."""
    from whence import bootstrap

    monkeypatch.setattr(bootstrap, "own_reader", read_once.build)


@pytest.fixture(scope="session")
def examples(bundle: Path) -> list[Result]:
    """Every example report with its reading and what it means."""
    from whence import bootstrap
    from whence.records import Report
    from whence.settings import Settings

    taken = bootstrap.reports([str(ROOT / "examples" / "reports")], bootstrap.settings())
    reports = [one for one in taken if isinstance(one, Report)]
    resolver = bootstrap.resolver()
    of_environment = os.environ.get("WHENCE_BUNDLE")
    readings = bootstrap.own_reader(Settings(bundle=of_environment, threads=1)).read(reports)
    return [(r, g, resolver.resolve(r, g)) for r, g in zip(reports, readings, strict=True)]


@pytest.fixture(scope="session")
def newsroom(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger's file with every example report, compared. To be copied, not changed."""
    from tests.compare.stores import filled
    from tests.once import made_once

    def make(folder: Path) -> None:
        filled(folder / "whence.db", [request.getfixturevalue("examples")]).close()

    return made_once(tmp_path_factory, "newsroom", make) / "whence.db"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation, built with warnings as errors."""
    from tests.docs.site import build
    from tests.once import made_once

    return made_once(tmp_path_factory, "site", lambda folder: build(ROOT, folder))
