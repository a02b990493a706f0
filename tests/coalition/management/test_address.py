"""HOST and PORT: what is accepted, and what is said when the server may not listen there."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator

import pytest

from coalition.management.address import Address, check_free, read_address, refusal
from coalition.management.errors import CannotStart


@pytest.fixture
def taken() -> Iterator[Address]:
    """A port on which somebody listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield Address("127.0.0.1", other.getsockname()[1])


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        ("127.0.0.1", "8000", "http://127.0.0.1:8000/"),
        ("localhost", "1", "http://localhost:1/"),
        ("0.0.0.0", "65535", "http://127.0.0.1:65535/"),
        ("::", "8000", "http://127.0.0.1:8000/"),
        ("::1", "8000", "http://[::1]:8000/"),
        ("[::1]", "8000", "http://[::1]:8000/"),
        (" ledger.example ", "8000", "http://ledger.example:8000/"),
    ],
)
def test_an_address_has_a_url_for_this_machine(host: str, port: str, url: str) -> None:
    assert read_address(host, port).url == url


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80 80", "http", "8000.0", "٨٠٠٠", "1" * 5000, "+80"])
def test_an_impossible_port_is_told_in_one_line(port: str) -> None:
    with pytest.raises(CannotStart) as caught:
        read_address("127.0.0.1", port)
    assert str(caught.value) == f"PORT is {port!r}: write a number from 1 to 65535, e.g. make run PORT=8001."


def test_a_free_port_is_free_and_stays_so(taken: Address) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = Address("127.0.0.1", probe.getsockname()[1])
    check_free(free)
    check_free(free)


def test_a_taken_port_is_named_with_another_to_try(taken: Address) -> None:
    with pytest.raises(CannotStart) as caught:
        check_free(taken)
    assert str(caught.value) == (
        f"port {taken.port} on 127.0.0.1 is taken. Stop what uses it, or choose another: make run PORT={taken.port + 1}"
    )


def test_a_port_taken_on_one_address_is_not_free_on_all(taken: Address) -> None:
    with pytest.raises(CannotStart, match=rf"^port {taken.port} on 0\.0\.0\.0 is taken"):
        check_free(Address("0.0.0.0", taken.port))


@pytest.mark.parametrize("host", ["192.0.2.1", "no such name"])
def test_a_host_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(CannotStart) as caught:
        check_free(Address(host, 8000))
    assert str(caught.value) == f"HOST {host!r} is no address of this machine. Try: make run HOST=127.0.0.1"


@pytest.mark.parametrize(
    ("port", "error", "says"),
    [
        (80, errno.EACCES, "port 80 is reserved for the system. Choose one above 1023: make run PORT=8001"),
        (80, errno.EADDRINUSE, "choose another: make run PORT=8001"),
        (65_535, errno.EADDRINUSE, "choose another: make run PORT=8001"),
        (1024, errno.EADDRINUSE, "choose another: make run PORT=1025"),
        (8000, errno.ENOBUFS, "cannot listen on 127.0.0.1:8000: No buffer space available."),
    ],
)
def test_a_refusal_says_what_to_do(port: int, error: int, says: str) -> None:
    reason = refusal(Address("127.0.0.1", port), OSError(error, "No buffer space available"))
    assert says in str(reason)
