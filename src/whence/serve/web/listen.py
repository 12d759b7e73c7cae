"""The port that a server listens on, taken before anything is said of it."""

from __future__ import annotations

import socket

from whence.errors import SettingsError


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 takes any that is free. Raises `SettingsError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise SettingsError(f"there is no address {host!r} to listen on") from error
    family, kind, protocol, _, address = found[0]
    taken = socket.socket(family, kind, protocol)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(address)
        taken.listen(128)
    except OSError as error:
        taken.close()
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(f"{host}:{port} cannot be listened on: {reason}") from error
    return taken
