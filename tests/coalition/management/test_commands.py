"""start, serve and create_editor, as `make` calls them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import override_settings

from coalition.management import database, prepared
from coalition.management.address import read_address
from coalition.management.commands import create_editor, serve, start
from coalition.management.errors import CannotStart

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that `start` calls, noted instead of done; nothing is prepared yet, and the tables are there."""
    names: list[str] = []
    done: set[str] = set()
    monkeypatch.setattr(start, "call_command", lambda name, *_, **__: names.append(name))
    monkeypatch.setattr(start, "check_free", lambda address: None)
    monkeypatch.setattr(start, "serve_instead", lambda *arguments: names.append(" ".join(["serve", *arguments])))
    monkeypatch.setattr(database, "check_database", lambda: None)
    monkeypatch.setattr(database, "pending_migrations", lambda: 0 if "migrate" in names else 3)
    monkeypatch.setattr(prepared, "is_content_current", lambda: "content" in done)
    monkeypatch.setattr(prepared, "note_content", lambda: done.add("content"))
    monkeypatch.setattr(prepared, "is_static_current", lambda: "static" in done)
    monkeypatch.setattr(prepared, "note_static", lambda: done.add("static"))
    return names


def _start(**options: object) -> str:
    out = StringIO()
    call_command("start", host="127.0.0.1", port="8123", stdout=out, **options)
    return out.getvalue()


def test_the_first_start_prepares_and_the_second_only_serves(called: list[str]) -> None:
    said = _start()
    assert called == [
        "migrate",
        "load_reference",
        "ingest",
        "collectstatic",
        "create_editor",
        "serve --host 127.0.0.1 --port 8123",
    ]
    assert said.splitlines() == [
        "Preparing the database (3 migrations) …",
        "Loading the reference data …",
        "Reading the articles in seeds/articles …",
        "Collecting static files …",
    ]
    called[:] = ["migrate"]
    assert _start() == ""
    assert called == ["migrate", "create_editor", "serve --host 127.0.0.1 --port 8123"]


def test_no_serve_only_prepares(called: list[str]) -> None:
    _start(no_serve=True)
    assert called[-1] == "create_editor"


@pytest.mark.parametrize("failure", [CommandError("1 failed"), SystemExit(1)])
def test_an_unread_brief_is_told_and_tried_again(
    called: list[str], monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    def fail_to_ingest(name: str, *_: object, **__: object) -> None:
        called.append(name)
        if name == "ingest":
            raise failure

    monkeypatch.setattr(start, "call_command", fail_to_ingest)
    errors = StringIO()
    _start(stderr=errors)
    assert errors.getvalue().startswith("Not every article in seeds/articles was read: ")
    assert called[-1].startswith("serve")
    called[:] = ["migrate"]
    _start(stderr=errors)
    assert "ingest" in called


def test_the_port_is_tried_before_any_work(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: object) -> None:
        raise CannotStart("port 8123 is taken")

    monkeypatch.setattr(start, "check_free", refuse)
    with pytest.raises(CannotStart, match="port 8123 is taken"):
        _start()
    assert called == []


def test_ctrl_c_while_preparing_ends_quietly(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(name: str, *_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "call_command", interrupt)
    errors = StringIO()
    with pytest.raises(SystemExit) as caught:
        _start(stderr=errors)
    assert caught.value.code == 130
    assert errors.getvalue() == "\nStopped. The next run takes up where this one ended.\n"


def test_an_unwritable_folder_is_told_in_one_line(called: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "/srv/ledger/var/prepared.new")

    monkeypatch.setattr(prepared, "note_content", refuse)
    with pytest.raises(CannotStart, match=r"^Permission denied \(/srv/ledger/var/prepared\.new\)\.$"):
        _start()


# create_editor


@pytest.mark.django_db
def test_an_editor_is_made_with_a_password_shown_once() -> None:
    out = StringIO()
    call_command("create_editor", "--if-none", stdout=out)
    password = re.search(r"password  (\S+)", out.getvalue())
    editor = get_user_model().objects.get()
    assert (editor.get_username(), editor.is_staff, editor.is_superuser) == ("editor", True, True)
    assert password is not None
    assert editor.check_password(password.group(1))
    assert password.group(1) not in editor.password
    again = StringIO()
    call_command("create_editor", "--if-none", stdout=again)
    assert again.getvalue() == ""
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_a_visitors_account_or_a_former_editor_does_not_count_as_editor() -> None:
    accounts = get_user_model().objects
    accounts.create_user("reader")
    accounts.create_user("former", is_staff=True, is_active=False)
    call_command("create_editor", "--if-none", stdout=StringIO())
    assert sorted(accounts.values_list("username", flat=True)) == ["editor", "former", "reader"]


@pytest.mark.django_db
def test_a_second_editor_needs_another_name() -> None:
    call_command("create_editor", "anna", stdout=StringIO())
    with pytest.raises(CommandError, match="there is an account 'anna'. For a new password: manage.py changepassword"):
        call_command("create_editor", "anna", stdout=StringIO())


def test_passwords_are_long_random_and_readable() -> None:
    passwords = {create_editor.new_password() for _ in range(50)}
    assert len(passwords) == 50
    assert all(re.fullmatch(r"(?:[a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}", password) for password in passwords)


# The real programs


def _environment(folder: Path) -> dict[str, str]:
    """A site of its own in a folder, on SQLite."""
    own = {"VAR_DIR": str(folder / "var"), "DATABASE_URL": f"sqlite:///{folder}/ledger.sqlite3"}
    return {**os.environ, **own, "HOST": "127.0.0.1", "PORT": str(_free_port())}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """For a site where nothing is prepared."""
    return _environment(tmp_path)


@pytest.fixture(scope="module")
def prepared_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """For a site with tables and static files: the least that can be served."""
    environment = _environment(tmp_path_factory.mktemp("site"))
    assert _manage(environment, "migrate", "-v", "0").returncode == 0
    assert _manage(environment, "collectstatic", "--noinput", "-v", "0").returncode == 0
    return environment


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _manage(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"PORT": "http"}, "CannotStart: PORT is 'http': write a number from 1 to 65535, e.g. make run PORT=8001."),
        (
            {"HOST": "192.0.2.1", "PORT": "8000"},
            "CannotStart: HOST '192.0.2.1' is no address of this machine. Try: make run HOST=127.0.0.1",
        ),
        ({"DEBUG": "maybe"}, "Cannot start: DEBUG is 'maybe': write true or false."),
        (
            {"DATABASE_URL": "sqlite:////dev/null/x/ledger.sqlite3"},
            "CannotStart: the folder /dev/null/x cannot be made: Not a directory.",
        ),
        (
            {"DATABASE_URL": "postgres://me:secret@127.0.0.1:1/ledger"},
            "CannotStart: the PostgreSQL database 127.0.0.1:1/ledger cannot be used: Connection refused. "
            "Check DATABASE_URL.",
        ),
    ],
)
def test_start_refuses_in_one_line(environment: dict[str, str], change: dict[str, str], line: str) -> None:
    answer = _manage({**environment, **change}, "start")
    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", line + "\n")


def test_serve_refuses_what_start_has_not_prepared(environment: dict[str, str]) -> None:
    answer = _manage(environment, "serve")
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == (
        "CannotStart: the database or the static files are not up to date. Prepare them: make run\n"
    )


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_site_answers_and_stops_cleanly(prepared_environment: dict[str, str], stop: signal.Signals) -> None:
    environment = prepared_environment
    with subprocess.Popen(
        [sys.executable, "-u", "manage.py", "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            address = f"http://127.0.0.1:{environment['PORT']}/"
            assert server.stdout.readline() == f"Coalition Ledger is at {address} (Ctrl-C stops it)\n"
            with urllib.request.urlopen(address + "sign-in/") as page:
                assert page.status == 200
                assert re.search(rb'href="/static/css/base\.[0-9a-f]{12}\.css"', page.read())
            server.send_signal(stop)
            assert server.wait(timeout=20) == 0
            assert server.stdout.read() == "\nStopped.\n"
        finally:
            # Does nothing to a server that has ended; a failed assertion would wait for it for ever.
            server.kill()


def test_a_taken_port_is_told_by_the_server_too() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CannotStart, match=r"^port \d+ on 127\.0\.0\.1 is taken\."):
            serve.listen(read_address("127.0.0.1", str(other.getsockname()[1])))


@pytest.mark.parametrize(
    ("https", "proxy", "seen"),
    [
        (False, "", "127.0.0.1 http"),
        (True, "", "203.0.113.7 https"),
        (True, "192.0.2.9", "127.0.0.1 http"),
    ],
)
def test_a_visitors_address_is_taken_from_the_trusted_proxy_only(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, https: bool, proxy: str, seen: str
) -> None:
    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    monkeypatch.setattr(serve, "load_application", lambda: application)
    monkeypatch.setenv("TRUSTED_PROXY", proxy)
    with override_settings(HTTPS=https):
        server = serve.listen(read_address("127.0.0.1", environment["PORT"]))
    asked = {
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PORT": environment["PORT"],
        "wsgi.url_scheme": "http",
        "HTTP_X_FORWARDED_FOR": "203.0.113.7",
        "HTTP_X_FORWARDED_PROTO": "https",
    }
    try:
        assert server.application(asked, lambda *_: None) == [seen.encode()]
    finally:
        server.close()


def test_the_server_never_loads_what_reads_articles(environment: dict[str, str]) -> None:
    """A web worker stays small: neither rules nor libraries of extraction come with the site's routes."""
    code = (
        "import sys; from coalition.management.commands.serve import load_application; load_application();"
        "print(sorted({'trafilatura', 'pypdf', 'feedparser', 'spacy', 'articles.extraction.extract'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"
