"""The first step of `make`: what is installed when, and what a person reads when it fails."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from coalition import bootstrap
from coalition.bootstrap import BootstrapError, Place

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {
    "run": "alpha==1.0 \\\n    --hash=sha256:aa\n",
    "test": "alpha==1.0\nbeta[x]==2.1 ; os_name == 'nt'\n",
    "bench": "alpha==1.0\nbeta[x]==2.1 ; os_name == 'nt'\ngamma==3.0\n",
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A project folder with three locks and, in place of Python, a program that answers 0."""
    (tmp_path / ".lock").mkdir()
    for name, text in LOCKS.items():
        (tmp_path / ".lock" / f"{name}.txt").write_text(text)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    return Place(str(tmp_path))


# When there is something to do


def test_without_a_stamp_nothing_is_ready(place: Place) -> None:
    assert [bootstrap.is_ready(place, name) for name in ("run", "test")] == [False, False]


@pytest.mark.parametrize(
    ("installed", "ready"),
    [("run", [True, False, False]), ("test", [True, True, False]), ("bench", [True, True, True])],
)
def test_a_lock_answers_for_those_it_contains(place: Place, installed: str, ready: list[bool]) -> None:
    bootstrap.write_stamp(place, installed)
    assert [bootstrap.is_ready(place, name) for name in ("run", "test", "bench")] == ready


def test_a_changed_lock_is_installed_again(place: Place) -> None:
    bootstrap.write_stamp(place, "run")
    Path(place.lock("run")).write_text(LOCKS["run"].replace("1.0", "1.1"))
    assert not bootstrap.is_ready(place, "run")


def test_an_interrupted_install_is_not_ready(place: Place) -> None:
    bootstrap.write_stamp(place, "run")
    Path(place.unfinished).touch()
    assert not bootstrap.is_ready(place, "run")


def test_a_broken_python_is_not_ready(place: Place) -> None:
    bootstrap.write_stamp(place, "run")
    Path(place.python).unlink()
    Path(place.python).symlink_to("/nowhere/python3")
    assert not bootstrap.is_ready(place, "run")


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_an_unreadable_stamp_counts_as_none(place: Place, text: str) -> None:
    Path(place.stamp).write_text(text)
    assert bootstrap.read_stamp(place) == {}


def test_a_ready_environment_is_left_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.write_stamp(place, "run")
    monkeypatch.setattr(bootstrap, "ensure_venv", lambda _: pytest.fail("touched .venv"))
    bootstrap.prepare(place, "run")


# Making and mending .venv


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("none", ""),
        ("missing", "Making the virtual environment .venv …\n"),
        ("interrupted", "The last install did not finish; making .venv anew …\n"),
        ("broken", ".venv does not work any more; making it anew …\n"),
        ("a file", ".venv does not work any more; making it anew …\n"),
        ("a dead link", ".venv does not work any more; making it anew …\n"),
    ],
)
def test_ensure_venv_mends(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], damage: str, says: str
) -> None:
    made: list[Place] = []
    monkeypatch.setattr(bootstrap, "make_venv", made.append)
    venv = Path(place.venv)
    (venv / "old").touch()
    if damage == "interrupted":
        Path(place.unfinished).touch()
    elif damage == "broken":
        Path(place.python).unlink()
    elif damage != "none":
        bootstrap.remove(place.venv)
        if damage == "a file":
            venv.touch()
        elif damage == "a dead link":
            venv.symlink_to(venv.parent / "nowhere")
    bootstrap.ensure_venv(place)
    assert capsys.readouterr().out == says
    assert made == ([place] if says else [])
    assert (venv / "old").exists() is (not says)
    assert Path(place.unfinished).exists() is bool(says)


def test_remove_spares_what_a_link_points_to(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    bootstrap.remove(str(tmp_path / "link"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


def test_without_ensurepip_and_pip_the_missing_package_is_named(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_succeeds", lambda command: False)
    with pytest.raises(BootstrapError, match="apt-get install python3-venv"):
        bootstrap.make_venv(place)


def _fake_pip(place: Place, text: str, code: int) -> None:
    """Put a program in place of .venv's Python that prints the text and ends with the code."""
    program = Path(place.python)
    program.unlink()
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{text}\nEND\nexit {code}\n")
    program.chmod(0o755)
    Path(place.log).parent.mkdir(parents=True)


def test_install_counts_notes_and_logs(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    _fake_pip(place, "Collecting alpha==1.0", 0)
    bootstrap.install(place, "run")
    assert capsys.readouterr().out == "Installing 1 packages from .lock/run.txt …\nInstalled in 0 s.\n"
    assert json.loads(Path(place.stamp).read_text()) == {"run": bootstrap.lock_digest(place, "run")}
    assert not Path(place.unfinished).exists()
    assert Path(place.log).read_text().endswith("Collecting alpha==1.0\n")


def test_a_failed_install_leaves_the_mark_and_no_stamp(place: Place) -> None:
    bootstrap.write_stamp(place, "run")
    _fake_pip(place, "fatal error: Python.h: No such file or directory", 1)
    with pytest.raises(BootstrapError) as caught:
        bootstrap.install(place, "run")
    assert str(caught.value) == (
        "a package has to be compiled and Python's headers are missing. Install them (Debian, Ubuntu: "
        "apt-get install python3-dev gcc) and run again (details: var/log/install.log)"
    )
    assert bootstrap.read_stamp(place) == {}
    assert Path(place.unfinished).exists()


# What a person reads

# Lines as pip, distutils and compilers print them, and a word that only the right answer contains.
OUTPUTS = [
    ("      fatal error: Python.h: No such file or directory\nerror: command 'gcc' failed", "python3-dev gcc"),
    ("error: command 'x86_64-linux-gnu-gcc' failed: No such file or directory", "there is no compiler"),
    ("unable to execute 'cc': No such file or directory\nFailed building wheel for lxml", "there is no compiler"),
    ("Error: pg_config executable not found.\nFailed building wheel for psycopg2-binary", "libpq-dev"),
    ("./psycopg/psycopg.h:36:10: fatal error: libpq-fe.h: No such file or directory", "libpq-dev"),
    ("fatal error: libxml/xmlversion.h: No such file or directory", "libxml2-dev"),
    ("Please make sure the libxml2 and libxslt development packages are installed.", "libxml2-dev"),
    ("  ERROR: Failed building wheel for regex\nFailed to build regex", "regex could not be compiled"),
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
    ("OSError: [Errno 122] Disk quota exceeded", "disk is full"),
    ("OSError: [Errno 30] Read-only file system: '/srv/x/.venv'", "read-only"),
    ("[Errno 13] Permission denied: '/srv/x/.venv/lib/six.py'\n", "no permission to write /srv/x/.venv/lib/six.py"),
    (
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(\"Failed to establish a "
            "new connection: [Errno -3] Temporary failure in name resolution\")': /simple/django/\n"
            "ERROR: No matching distribution found for django==5.2.1"
        ),
        "index cannot be reached",
    ),
    ("ReadTimeoutError(\"HTTPSConnectionPool(host='index.example', port=443): Read timed out.\")", "cannot be reached"),
    ("ERROR: 403 Client Error: Forbidden for url: https://index.example/django", "refused access (HTTP 403)"),
    ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))", "proxy refused"),
    (
        (
            "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed'))\n"
            "Could not fetch URL: Max retries exceeded"
        ),
        "certificate",
    ),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "differs from the one in .lock/"),
    ("ERROR: No matching distribution found for librt==0.16.0 (from -r x)", "has no librt==0.16.0 for this Python"),
    (
        "ERROR: Could not find a version that satisfies the requirement django==5.2.1 (from versions: none)\n"
        "ERROR: No matching distribution found for django==5.2.1",
        "cannot be reached, or knows no django==5.2.1",
    ),
    (
        "ERROR: Could not find a version that satisfies the requirement librt==0.16.0 (from versions: 0.15.0)\n"
        "ERROR: No matching distribution found for librt==0.16.0",
        "the package index has no librt==0.16.0",
    ),
    ("/usr/bin/python3: No module named ensurepip", "python3-venv"),
    ("because ensurepip is not available.  On Debian/Ubuntu systems, you need to install", "python3-venv"),
    ("Error: Command '['/srv/x', '-m', 'ensurepip', '--upgrade']' returned non-zero exit status 1.", "python3-venv"),
]


@pytest.mark.parametrize(("output", "answer"), OUTPUTS)
def test_a_known_failure_is_told_in_one_line(output: str, answer: str) -> None:
    line = bootstrap.diagnose(output.splitlines(keepends=True), 1)
    assert answer in line
    assert "\n" not in line
    assert "{" not in line


@pytest.mark.parametrize(
    ("output", "code", "line"),
    [
        (
            ["Collecting x\n", "ERROR: Something quite new happened.\n", "hint\n"],
            1,
            "ERROR: Something quite new happened",
        ),
        (["Collecting x\n"], 2, "the installer ended with code 2"),
        (["Collecting x\n"], -9, "the machine ran out of memory. Close other programs and run again"),
        # Words of a warning about the cache are no permission error.
        (["WARNING: The cache directory is not writable.\n"], 3, "the installer ended with code 3"),
    ],
)
def test_an_unknown_failure_quotes_its_last_error(output: list[str], code: int, line: str) -> None:
    assert bootstrap.diagnose(output, code) == line


def test_main_prints_one_line_and_answers_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", str(tmp_path))
    assert bootstrap.main(["run"]) == 1
    captured = capsys.readouterr()
    assert captured.err == "Cannot install: .lock/run.txt is missing. Restore it: git checkout .lock.\n"
    assert captured.out == ""


def test_main_knows_its_locks(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["rnu"]) == 1
    assert capsys.readouterr().err == "Cannot install: there is no lock named rnu; there are: run, test, bench.\n"


def test_an_operating_system_error_is_told_in_one_line(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Place) -> None:
        raise PermissionError(13, "Permission denied", "/srv/ledger/.venv")

    monkeypatch.setattr(bootstrap, "ensure_venv", refuse)
    with pytest.raises(BootstrapError, match="no permission to write /srv/ledger/.venv"):
        bootstrap.prepare(place, "run")


def test_pip_is_kept_on_the_environment() -> None:
    user = {"PATH": "/bin", "PYTHONPATH": "/else", "PIP_TARGET": "/else", "PIP_USER": "1", "PIP_CERT": "/ca.pem"}
    assert bootstrap.clean_environment(user) == {
        "PATH": "/bin",
        "PIP_CERT": "/ca.pem",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_USER": "0",
        "PYTHONUNBUFFERED": "1",
        "LC_ALL": "C.UTF-8",
    }


# Old Pythons


@pytest.mark.parametrize(
    ("version", "is_enough"), [((3, 6), False), ((3, 10), False), ((3, 11), True), ((3, 14), True)]
)
def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], is_enough: bool) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    if is_enough:
        bootstrap.find_python(version, ["run"])
        return
    with pytest.raises(
        BootstrapError, match=rf"^Python 3\.11 or newer is needed and python3 here is 3\.{version[1]}\."
    ):
        bootstrap.find_python(version, ["run"])


def test_an_old_python_gives_way_to_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def replace_process(path: str, arguments: list[str]) -> None:
        started.append([path, *arguments])
        raise SystemExit

    monkeypatch.setattr(shutil, "which", lambda name: sys.executable if name == "python3.12" else None)
    monkeypatch.setattr(os, "execv", replace_process)
    with pytest.raises(SystemExit):
        bootstrap.find_python((3, 8), ["test"])
    assert started == [[sys.executable, sys.executable, "-I", bootstrap.__file__, "test"]]


def test_the_file_is_readable_for_python_3_6() -> None:
    source = (ROOT / "coalition" / "bootstrap.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert "from __future__ import annotations" not in source  # a SyntaxError before 3.7


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = "import sys, runpy; runpy.run_path('coalition/bootstrap.py'); print('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False\n"


# The locks themselves


def _pins(name: str) -> dict[str, str]:
    """Requirement by package name, with marker, without hashes."""
    text = (ROOT / ".lock" / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.removesuffix("\\").strip() for line in text.splitlines() if not line.startswith((" ", "#"))]
    return {re.split(r"[=\[]", line)[0]: line for line in lines if line}


def test_each_lock_contains_the_one_before() -> None:
    assert _pins("run").items() <= _pins("test").items() <= _pins("bench").items()


@pytest.mark.parametrize("name", bootstrap.LOCKS)
def test_a_lock_holds_versions_and_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / ".lock" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=sha256:[0-9a-f]{64}(?: \\)?$)", text, re.MULTILINE)
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert [one for one in requirements if "==" not in one or "--hash=sha256:" not in one] == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {"run": project["dependencies"], "test": [*extras["test"], *extras["dev"]], "bench": extras["bench"]}
    for name, requirements in wanted.items():
        names = {re.split(r"[\[<>=~]", requirement)[0].lower() for requirement in requirements}
        assert names - _pins(name).keys() == set()
