"""The only module that talks to the network: one address, fetched without reaching into the network we stand in.

Every host, that of a redirect too, is looked up first; the connection goes to the very address that was checked, so
that a name cannot point elsewhere in between. Proxies are not used.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError
from urllib3.response import HTTPResponse

from articles.ingest.read import too_large
from articles.ingest.types import MAX_BYTES, UnreadableSource

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_REDIRECTS = 5
WAIT_SECONDS = 15.0
"""For a connection, and for each piece of an answer."""
TOTAL_SECONDS = 60.0
"""For one answer from connection to last byte: a server that sends a byte a second is cut off."""

_CHUNK = 65_536
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "CoalitionLedger/0.1",
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
# Not public, though `is_global` lets some Python versions through: relays and tunnels into IPv4, and old site ranges.
_REFUSED_NETWORKS = [
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # relays of 6to4
        "::/96",  # IPv4-compatible addresses
        "64:ff9b:1::/48",  # NAT64 inside a site
        "100::/64",  # discard
        "2001::/32",  # Teredo tunnels
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 tunnels
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # old site-local
    )
]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the address it finally came from, its decompressed bytes, and what the server says of them."""

    url: str
    data: bytes
    media_type: str
    charset: str


def fetch(
    url: str,
    *,
    max_bytes: int = MAX_BYTES,
    is_allowed: Callable[[IpAddress], bool] | None = None,
    total_seconds: float = TOTAL_SECONDS,
) -> Fetched:
    """Get `url`, following redirects. Raises UnreadableSource, with the reason in one line, for whatever goes wrong.

    `is_allowed` decides which addresses may be connected to: public ones, unless told otherwise.
    """
    allowed = is_allowed or is_public_address
    here = url
    for _ in range(MAX_REDIRECTS + 1):
        answer = _get(_checked_url(here, url), url, allowed, max_bytes, total_seconds)
        if isinstance(answer, Fetched):
            return answer
        here = urljoin(here, answer)
    raise UnreadableSource(url, f"redirects more than {MAX_REDIRECTS} times")


def is_public_address(address: IpAddress) -> bool:
    """Whether `address` belongs to the public internet, whatever form it comes in.

    False for private, shared, loopback, link-local, multicast and reserved ranges, and for IPv6 forms that lead to one
    of them (IPv4-mapped, NAT64) or into a tunnel.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public_address(address.ipv4_mapped)
        if address in _NAT64:
            return is_public_address(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    refused = any(address in network for network in _REFUSED_NETWORKS if network.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not refused


def _checked_url(url: str, name: str) -> SplitResult:
    """The parts of an address that may be asked for; blanks and letters beyond ASCII in the path are escaped."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (
            (parts.hostname or "").encode("idna" if not (parts.hostname or "").isascii() else "ascii").decode("ascii")
        )
    except ValueError as error:
        raise UnreadableSource(name, f"not an address: {url}") from error
    if parts.scheme not in ("http", "https"):
        raise UnreadableSource(name, f"{parts.scheme or 'no scheme'}: only http and https are fetched")
    if not host:
        raise UnreadableSource(name, f"not an address: {url}")
    if parts.username is not None:
        raise UnreadableSource(name, "holds a user name", "remove what stands before the @")
    literal = f"[{host}]" if ":" in host else host
    return parts._replace(
        netloc=literal if port is None else f"{literal}:{port}",
        path=quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"),
        query=quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"),
        fragment="",
    )


def _get(
    url: SplitResult, name: str, allowed: Callable[[IpAddress], bool], max_bytes: int, seconds: float
) -> Fetched | str:
    """One request: the answer, or where it redirects to."""
    connection = _connection(url, _resolve(url, name, allowed))
    too_late = threading.Event()
    try:
        connection.connect()
        # The connection lets go of its socket once the answer has begun: the alarm holds on to it.
        with _alarm(connection.sock, seconds, too_late):
            target = urlunsplit(("", "", url.path, url.query, ""))
            connection.request("GET", target, headers={"Host": url.netloc, **_HEADERS}, preload_content=False)
            answer = _read_answer(connection.getresponse(), urlunsplit(url), name, max_bytes)
        # An answer of unknown length that was cut off looks like one that has ended.
        if too_late.is_set():
            raise TimeoutError
    except (HTTPError, OSError) as error:
        problem = f"did not answer within {seconds:g} seconds" if too_late.is_set() else _explain(error)
        raise UnreadableSource(name, problem) from error
    finally:
        connection.close()
    return answer


@contextmanager
def _alarm(sock: socket.socket | None, seconds: float, too_late: threading.Event) -> Iterator[None]:
    """After `seconds`, set `too_late` and end whatever read is waiting on the socket."""

    def cut_off() -> None:
        too_late.set()
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _resolve(url: SplitResult, name: str, allowed: Callable[[IpAddress], bool]) -> IpAddress:
    """The first of the host's addresses; none may be one that is not allowed."""
    host = url.hostname or ""
    try:
        found = socket.getaddrinfo(host, url.port or 0, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    except (OSError, ValueError) as error:
        raise UnreadableSource(name, f"no such host: {host}") from error
    for address in addresses:
        if not allowed(address):
            is_name = host != str(address)
            raise UnreadableSource(
                name, f"not a public address: {host} is {address}" if is_name else "not a public address"
            )
    return addresses[0]


def _connection(url: SplitResult, address: IpAddress) -> HTTPConnection:
    """A connection to the checked address that, over https, shows and verifies the name of the host."""
    if url.scheme == "http":
        return HTTPConnection(str(address), url.port or 80, timeout=WAIT_SECONDS)
    context = ssl.create_default_context(cafile=certifi.where())
    context.load_default_certs()
    return HTTPSConnection(
        str(address),
        url.port or 443,
        timeout=WAIT_SECONDS,
        ssl_context=context,
        server_hostname=url.hostname,
        assert_hostname=url.hostname,
    )


def _read_answer(response: HTTPResponse, url: str, name: str, max_bytes: int) -> Fetched | str:
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return location
    if response.status != 200:
        raise UnreadableSource(name, f"the server answered {response.status} {response.reason or ''}".rstrip())
    media_type, charset = _content_type(response.headers.get("Content-Type", ""))
    return Fetched(url=url, data=_read_body(response, name, max_bytes), media_type=media_type, charset=charset)


def _read_body(response: HTTPResponse, name: str, max_bytes: int) -> bytes:
    """The decompressed body; reading stops as soon as it is too large, however small it was when compressed."""
    body = bytearray()
    while chunk := response.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > max_bytes:
            raise too_large(name, len(body), max_bytes)
    if response.length_remaining:
        raise UnreadableSource(name, "the answer broke off")
    return bytes(body)


def _content_type(header: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header, "" for what it leaves out."""
    media_type, _, parameters = header.partition(";")
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return media_type.strip().lower(), value.strip(" \"'").lower()
    return media_type.strip().lower(), ""


def _explain(error: Exception) -> str:
    """What went wrong, in words for people."""
    causes = f"{error} {error.__cause__ or ''}".lower()
    if isinstance(error, ssl.SSLError) or "certificate" in causes:
        return f"no safe connection ({' '.join(str(error).split())})"
    if isinstance(error, DecodeError):
        return "the answer is damaged"
    if isinstance(error, TimeoutError) or "timed out" in causes:
        return f"did not answer within {WAIT_SECONDS:g} seconds"
    if "refused" in causes:
        return "the server refuses connections"
    return f"no answer ({type(error).__name__})"
