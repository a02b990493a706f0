"""Addresses are fetched from public hosts only, within limits of size, time and redirects."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from articles.ingest.fetch import Fetched, IpAddress, fetch, is_public_address
from articles.ingest.types import UnreadableSource
from tests.articles.ingest.conftest import Site


def anywhere(address: IpAddress) -> bool:
    return True


def problem(url: str, **options: int) -> str:
    with pytest.raises(UnreadableSource) as refused:
        fetch(url, is_allowed=anywhere, **options)
    return refused.value.problem


# --- which addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "193.0.6.139", "2001:67c:2e8:22::c100:68b", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"],
)
def test_public_address(address: str) -> None:
    assert is_public_address(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.9",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
    ],
)
def test_address_that_is_not_public(address: str) -> None:
    assert not is_public_address(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("http://127.0.0.1/", "http://127.0.0.1/: not a public address"),
        ("http://2130706433/", "http://2130706433/: not a public address: 2130706433 is 127.0.0.1"),
        ("http://0x7f.1/", "http://0x7f.1/: not a public address: 0x7f.1 is 127.0.0.1"),
        ("https://[::1]/", "https://[::1]/: not a public address"),
        (
            "http://[::ffff:10.1.2.3]/",
            "http://[::ffff:10.1.2.3]/: not a public address: ::ffff:10.1.2.3 is ::ffff:a01:203",
        ),
        ("ftp://example.org/", "ftp://example.org/: ftp: only http and https are fetched"),
        ("file:///etc/passwd", "file:///etc/passwd: file: only http and https are fetched"),
        ("https:///nothing", "https:///nothing: not an address: https:///nothing"),
        ("http://example.org:99999/", "http://example.org:99999/: not an address: http://example.org:99999/"),
        ("http://[::1/", "http://[::1/: not an address: http://[::1/"),
        ("http://me@example.org/", "http://me@example.org/: holds a user name (remove what stands before the @)"),
    ],
)
def test_what_is_not_fetched(url: str, line: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        fetch(url)
    assert str(refused.value) == line


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    )
    with pytest.raises(UnreadableSource, match="not a public address: example.org is 10.0.0.1"):
        fetch("http://example.org/")


def test_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers differently the second time is not asked a second time."""
    site.page("/a", "text", Content_Type="text/plain")
    answers = iter([[(2, 1, 6, "", ("127.0.0.1", site.port))]])
    real = socket.getaddrinfo

    def lookup(host: str, *args: object, **kwargs: object) -> object:
        return next(answers) if host == "news.example" else real(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert fetch(f"http://news.example:{site.port}/a", is_allowed=anywhere).data == b"text"
    assert site.seen == [("/a", f"news.example:{site.port}")]


# --- answers --------------------------------------------------------------------------------------------------------


def test_answer_with_type_and_charset(site: Site) -> None:
    url = site.page("/a%20b?q=%C3%A9&r=1", "text", Content_Type='text/HTML; charset="ISO-8859-1"')
    assert fetch(site.url("/a b?q=é&r=1#part"), is_allowed=anywhere) == Fetched(url, b"text", "text/html", "iso-8859-1")


def test_compressed_answer(site: Site) -> None:
    url = site.page("/a", gzip.compress(b"text"), Content_Encoding="gzip")
    assert fetch(url, is_allowed=anywhere) == Fetched(url, b"text", "", "")


def test_redirects_are_followed_and_name_the_last_address(site: Site) -> None:
    for number in range(5):
        site.page(f"/{number}", "", status=302, Location=f"/{number + 1}")
    last = site.page("/5", "text")
    assert fetch(site.url("/0"), is_allowed=anywhere).url == last


def test_sixth_redirect_is_one_too_many(site: Site) -> None:
    for number in range(6):
        site.page(f"/{number}", "", status=301, Location=f"/{number + 1}")
    site.page("/6", "text")
    assert problem(site.url("/0")) == "redirects more than 5 times"
    assert [path for path, _ in site.seen] == ["/0", "/1", "/2", "/3", "/4", "/5"]


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ("http://10.0.0.1/secret", "not a public address"),
        ("file:///etc/passwd", "file: only http and https are fetched"),
        ("http://[::ffff:192.168.0.1]/", "not a public address: ::ffff:192.168.0.1 is ::ffff:c0a8:1"),
    ],
)
def test_redirect_is_checked_like_an_address(site: Site, location: str, line: str) -> None:
    url = site.page("/a", "", status=307, Location=location)
    here = ipaddress.ip_address("127.0.0.1")
    with pytest.raises(UnreadableSource) as refused:
        fetch(url, is_allowed=lambda address: address == here or is_public_address(address))
    assert (refused.value.name, refused.value.problem) == (url, line)


@pytest.mark.parametrize(("status", "reason"), [(404, "Not Found"), (403, "Forbidden"), (500, "Internal Server Error")])
def test_answer_that_is_an_error(site: Site, status: int, reason: str) -> None:
    assert problem(site.page("/a", "sorry", status=status)) == f"the server answered {status} {reason}"


def test_server_that_is_not_there() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        assert problem(f"http://127.0.0.1:{sock.getsockname()[1]}/") == "the server refuses connections"


def test_host_that_does_not_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*args: object, **kwargs: object) -> object:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert problem("http://nowhere.example/") == "no such host: nowhere.example"


def test_http_server_behind_https(site: Site) -> None:
    assert problem(f"https://127.0.0.1:{site.port}/").startswith("no safe connection (")


# --- limits ---------------------------------------------------------------------------------------------------------


def test_answer_up_to_the_limit(site: Site) -> None:
    assert fetch(site.page("/a", b"x" * 1000), is_allowed=anywhere, max_bytes=1000).data == b"x" * 1000
    assert "more than 1,000" in problem(site.page("/b", b"x" * 1001), max_bytes=1000)


def test_small_answer_that_unpacks_to_a_large_one_is_cut_off(site: Site) -> None:
    packed = gzip.compress(b"\0" * 50_000_000)
    assert len(packed) < 60_000
    size = problem(site.page("/a", packed, Content_Encoding="gzip"), max_bytes=100_000)
    assert size.endswith("more than 100,000")


def test_answer_that_breaks_off(site: Site) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"x" * 50)

    site.pages["/a"] = respond
    assert problem(site.url("/a")) in (
        "the answer broke off",
        "no answer (ProtocolError)",
        "no answer (IncompleteRead)",
    )


def test_damaged_compression(site: Site) -> None:
    assert problem(site.page("/a", b"no gzip at all", Content_Encoding="gzip")) == "the answer is damaged"


def test_server_that_sends_a_byte_at_a_time_is_cut_off(site: Site) -> None:
    stop = threading.Event()

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not stop.wait(0.02):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return

    site.pages["/a"] = respond
    with pytest.raises(UnreadableSource) as refused:
        fetch(site.url("/a"), is_allowed=anywhere, total_seconds=0.3)
    stop.set()
    assert refused.value.problem == "did not answer within 0.3 seconds"
