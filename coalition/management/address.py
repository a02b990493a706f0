"""Where the server listens: read from HOST and PORT, and tried before any long work."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass

from coalition.management.errors import CannotStart

_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104  named, not bound


@dataclass(frozen=True, slots=True)
class Address:
    """A host of this machine and a port on it."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What to type into a browser on this machine."""
        host = "127.0.0.1" if self.host in _EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"


def read_address(host: str, port: str) -> Address:
    """Read HOST and PORT as they stand in the environment; raises CannotStart for an impossible port."""
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else 0
    if not 1 <= number <= 65_535:
        raise CannotStart(f"PORT is {port!r}: write a number from 1 to 65535, e.g. make run PORT=8001.")
    return Address(host.strip().strip("[]"), number)


def check_free(address: Address) -> None:
    """Raise CannotStart unless a server could listen there now.

    The socket is bound and closed at once; whoever takes the port afterwards is told by the server itself.
    """
    try:
        found = socket.getaddrinfo(address.host or None, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, place in found:
            with socket.socket(family, kind, protocol) as probe:
                _bind_like_a_server(probe, place)
    except OSError as error:
        raise refusal(address, error) from error


def _bind_like_a_server(probe: socket.socket, place: object) -> None:
    """Bind with the options the server uses, so that a port that just closed counts as free for both."""
    if os.name == "posix":
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if probe.family == socket.AF_INET6:
        probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    probe.bind(place)  # type: ignore[arg-type]  # getaddrinfo and bind agree, whatever the family


def refusal(address: Address, error: OSError) -> CannotStart:
    """Why the operating system does not let the server listen there."""
    another = address.port + 1 if 1024 <= address.port < 65_535 else 8001
    if error.errno == errno.EADDRINUSE:
        return CannotStart(
            f"port {address.port} on {address.host or 'this machine'} is taken. "
            f"Stop what uses it, or choose another: make run PORT={another}"
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return CannotStart(
            f"port {address.port} is reserved for the system. Choose one above 1023: make run PORT={another}"
        )
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return CannotStart(f"HOST {address.host!r} is no address of this machine. Try: make run HOST=127.0.0.1")
    return CannotStart(f"cannot listen on {address.host}:{address.port}: {error.strerror or error}.")
