"""Connects only to addresses that were checked, and to none inside the network.

A name is looked up once and refused unless all its addresses are public, so a name that turns into
another address between the check and the connection (DNS rebinding) gains nothing; nor does a
redirect, since every connection is made here. A request ends at its deadline.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

#: All of IPv6 that is assigned to networks; and IPv4's addresses behind a translator.
_UNICAST = ipaddress.ip_network("2000::/3")
_SHOWN = ipaddress.ip_network("3fff::/20")  #: for examples; Python knows it from 3.14 on
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(httpcore.ConnectError):
    """An address that is refused, for what it is."""


class Unknown(httpcore.ConnectError):
    """A name without an address."""


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a name, as they are looked up; raises OSError for an unknown one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether anybody may reach an address, those of IPv4 hidden in IPv6 forms, too."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in _UNICAST or ip in _SHOWN:
            return False  # IPv4 in its older forms, a network's own NAT64, site-local, ...
    return ip.is_global and not ip.is_multicast


class _Stream(httpcore.NetworkStream):
    """A connection that gives up at the fetch's deadline, however slowly it drips."""

    def __init__(self, inner: httpcore.NetworkStream, backend: Guarded) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._backend.left(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Guarded(httpcore.SyncBackend):
    """Connections to checked addresses, and to no others."""

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self.deadline = float("inf")  #: by the monotonic clock, for the request in progress

    def left(self, timeout: float | None) -> float:
        """The seconds that are left; raises `httpcore.ReadTimeout` where there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline is over")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the name's first address that answers.

        Raises `Unknown` and `Refused`.
        """
        try:
            found = addresses(host, port)
        except OSError as error:
            raise Unknown("its name is not known") from error
        if not self._private and not all(map(is_public, found)):
            raise Refused(
                f"{host} is an address inside the network: only the setting private_addresses"
                " allows those"
            )
        last: Exception | None = None
        for address in found:
            left = self.left(timeout)
            try:
                inner = super().connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _Stream(inner, self)
        raise last or httpcore.ConnectError("the name has no address")


class Transport(httpx.HTTPTransport):
    """The client's transport over guarded connections, without a proxy from the environment."""

    def __init__(self, backend: Guarded) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            network_backend=backend,
            max_connections=8,
            keepalive_expiry=5.0,
        )
