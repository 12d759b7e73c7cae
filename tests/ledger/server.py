"""A real PostgreSQL on loopback, from the system's package."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: Fast rather than safe: nothing here outlives the tests. Debian keeps its programs off the path.
_OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
_FOUND = "/usr/lib/postgresql/*/bin/pg_ctl"


class Missing(Exception):
    """Why there is no server to test with."""


class Server:
    """A server that is up, and the folder that it keeps its data in."""

    def __init__(self, url: str, folder: Path, start: Callable[[], None]) -> None:
        self.url = url
        self.folder = folder
        self.start = start  #: starts it again after `kill`
        self._made = 0

    def database(self) -> str:
        """The URL of a new, empty database."""
        self._made += 1
        name = f"whence{self._made}"
        self.execute(f"create database {name}")
        return f"{self.url}/{name}"

    def drop(self, url: str) -> None:
        """Drops a database, which takes 8 MB empty."""
        self.execute(f"drop database if exists {url.rpartition('/')[2]} with (force)")

    def kill(self) -> None:
        """Kills all its processes at once, as where the machine runs out of memory; Linux only."""
        lines = (self.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        first = Path("/proc") / lines[0]
        others = (first / "task" / lines[0] / "children").read_text(encoding="utf-8").split()
        for one in (lines[0], *others):
            with suppress(ProcessLookupError):
                os.kill(int(one), signal.SIGKILL)
        for one in (lines[0], *others):
            while _lives(int(one)):
                time.sleep(0.01)
        # Where nobody waits for what is dead, its id is taken for that of a server that runs.
        (self.folder / "postmaster.pid").unlink()

    def execute(self, statement: str) -> None:
        """Executes a statement outside of every database's transaction."""
        import psycopg

        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(statement)

    def content(self, url: str) -> bytes:
        """All that the files of a database's tables hold, once it has written them."""
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("checkpoint")
            row = connection.execute(
                "select oid from pg_database where datname = current_database()"
            ).fetchone()
        assert row is not None
        folders = (self.folder / "base" / str(row[0]), self.folder / "base" / "pgsql_tmp")
        files = (file for folder in folders for file in folder.rglob("*"))
        return b"".join(file.read_bytes() for file in files if file.is_file())


@contextmanager
def serving() -> Iterator[Server]:
    """A server that is up while the context lasts; raises `Missing`."""
    control = shutil.which("pg_ctl") or max(glob.glob(_FOUND), default=None)  # noqa: PTH207
    if control is None:
        raise Missing("needs the system's package postgresql")
    # It refuses to run as root.
    user = _other_user() if os.geteuid() == 0 else None
    folder = Path(
        tempfile.mkdtemp(prefix="whence-postgresql-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    )
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(Path(control).with_name(program)), *arguments],
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            cwd=folder,
            # Not a pipe: the server would hold it open.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise Missing(f"{program} ended with {done.returncode}")

    try:
        # A language's order, which is not the letters': what relies on that must say so.
        language = ("--locale-provider=icu", "--icu-locale=en")
        common = ("-D", str(data), "-U", "whence", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("initdb", *common, "--locale=C.UTF-8", *language)
        port = _free_port()

        def start() -> None:
            run("pg_ctl", "start", "-w", "-D", str(data), "-o", f"{_OPTIONS} -p {port}")

        start()
        try:
            yield Server(f"postgresql://whence@127.0.0.1:{port}", data, start)
        finally:
            with suppress(Missing):  # it was killed
                run("pg_ctl", "stop", "-m", "immediate", "-D", str(data))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _other_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("needs a user other than root")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
