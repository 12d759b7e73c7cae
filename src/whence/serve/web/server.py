"""The port of a server, opened before anything is announced, and the accepting of connections."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket

import uvicorn

from whence.errors import SettingsError
from whence.serve.web.connection_limits import drop_for, free_places, most_connections

_QUEUE = 2_048  #: connections that wait to be accepted
_AT_ONCE = 16  #: the most that are accepted together
_LOOK = 0.02  #: seconds between two checks for a free place
_OUT = 0.5  #: seconds to wait where the system has no descriptor or memory for one more
_log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """Accepts as many connections as there are places; the others wait in the system's queue.

    asyncio's own server accepts all that wait before it asks anybody, and so uses every descriptor:
    then the ledger cannot be opened, and nobody is served for a second.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens on these sockets. Raises nothing."""
        await self.lifespan.startup()
        self.servers = []
        self._accepting = [
            asyncio.get_running_loop().create_task(self._accept(one)) for one in sockets or ()
        ]
        self.started = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accepts no more connections, and ends when all are answered."""
        for task in self._accepting:
            task.cancel()
        await asyncio.gather(*self._accepting, return_exceptions=True)
        await super().shutdown(sockets=sockets)

    async def _accept(self, listens: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        most = most_connections()
        # A new one must be heard before as many others come as there are places.
        at_once = max(1, min(_AT_ONCE, most // 4))
        listens.setblocking(False)
        while True:
            free = free_places(self.server_state.connections, most, at_once)
            if not free:
                await asyncio.sleep(_LOOK)
                continue
            came: list[socket.socket] = []
            try:
                came.append((await loop.sock_accept(listens))[0])
                while len(came) < free:
                    came.append(listens.accept()[0])
            except BlockingIOError:
                pass
            except OSError as error:  # the client is gone, or there is no descriptor for it
                if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                    _log.error("no connection can be accepted: %s", error.strerror)
                    await asyncio.sleep(_OUT)
            drop_for(self.server_state.connections, most, len(came))
            for fault in await asyncio.gather(*map(self._take, came), return_exceptions=True):
                if isinstance(fault, Exception) and not isinstance(fault, OSError):
                    _log.error("a connection could not be accepted", exc_info=fault)

    async def _take(self, came: socket.socket) -> None:
        def connection() -> asyncio.Protocol:
            # Uvicorn types it as any protocol; its own ones take these.
            made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
                config=self.config,
                server_state=self.server_state,
                app_state=self.lifespan.state,
            )
            return made

        came.setblocking(False)
        await asyncio.get_running_loop().connect_accepted_socket(connection, came)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any free one. Raises `SettingsError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise SettingsError(f"there is no address {host!r} to listen on") from error
    family, kind, protocol, _, address = found[0]
    taken = socket.socket(family, kind, protocol)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(_QUEUE)
    except OSError as error:
        taken.close()
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{host}:{port} cannot be listened on: {reason}") from error
    return taken
