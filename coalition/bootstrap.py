"""Makes `.venv` and installs the locked packages, before anything else is there: standard library only.

`make` calls it as `python3 -I coalition/bootstrap.py run` (or `test`, or `bench`). A second call finds the
digest of the lock in `.venv/coalition-ledger.json` and does nothing. What goes wrong becomes one line with its
remedy on stderr and exit code 1; all of pip's words are in `var/log/install.log`.

The file stays readable for Python 3.6, so that an old `python3` is told that it is too old instead of
stumbling over syntax it does not know.
"""

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from typing import Dict, Iterator, List, Mapping, NamedTuple, Optional, Pattern, Tuple

NEEDED = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
# Each lock contains the ones before it.
LOCKS = ("run", "test", "bench")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STAMP = "coalition-ledger.json"
# Stands in .venv while packages are being written: whoever finds it knows that an install was cut short.
UNFINISHED = "coalition-ledger.unfinished"
# Variables that would make pip or Python work on another environment than .venv.
ASTRAY = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PIP_PREFIX",
    "PIP_REQUIRE_VIRTUALENV",
    "PIP_ROOT",
    "PIP_TARGET",
    "PIP_USER",
)


class BootstrapError(Exception):
    """What stands in the way, in one line, with what to do about it."""


class Place(NamedTuple):
    """The folders one bootstrap works in; tests give it a temporary root."""

    root: str

    @property
    def venv(self) -> str:
        return os.path.join(self.root, ".venv")

    @property
    def python(self) -> str:
        folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
        return os.path.join(self.venv, folder, name)

    @property
    def stamp(self) -> str:
        return os.path.join(self.venv, STAMP)

    @property
    def unfinished(self) -> str:
        return os.path.join(self.venv, UNFINISHED)

    @property
    def log(self) -> str:
        return os.path.join(self.root, "var", "log", "install.log")

    def lock(self, name: str) -> str:
        return os.path.join(self.root, ".lock", name + ".txt")


class Symptom(NamedTuple):
    """Words in an installer's output, and what they mean for the person at the keyboard.

    `says` may use `{found}`, the first group of the pattern.
    """

    pattern: Pattern[str]
    says: str


def _symptom(pattern: str, says: str) -> Symptom:
    return Symptom(re.compile(pattern, re.IGNORECASE), says)


# The order matters: the first that speaks wins, so causes stand before their consequences.
SYMPTOMS = (
    _symptom(
        r"No space left on device|Errno 28\b|Disk quota exceeded",
        "the disk is full. Free about 1 GB and run the same command again",
    ),
    _symptom(
        r"Read-only file system|Errno 30\b",
        "the disk is mounted read-only here. Clone the project to a place you may write to",
    ),
    _symptom(
        r"Permission denied: '?([^'\n]*)",
        "no permission to write {found}. Give it to your user (chown), or remove it, and run again",
    ),
    _symptom(
        r"do not match the hashes",
        "a downloaded package differs from the one in .lock/. Check the proxy or mirror you install from",
    ),
    _symptom(
        r"Python\.h: No such file",
        "a package has to be compiled and Python's headers are missing. "
        "Install them (Debian, Ubuntu: apt-get install python3-dev gcc) and run again",
    ),
    _symptom(
        r"pg_config executable not found|libpq-fe\.h: No such file",
        "psycopg2 has to be compiled and PostgreSQL's headers are missing. "
        "Install them (Debian, Ubuntu: apt-get install libpq-dev python3-dev gcc) and run again",
    ),
    _symptom(
        r"libxml/\w+\.h: No such file|libxml2 and libxslt development packages|xslt-config",
        "lxml has to be compiled and its headers are missing. "
        "Install them (Debian, Ubuntu: apt-get install libxml2-dev libxslt1-dev python3-dev) and run again",
    ),
    _symptom(
        r"(?:command '[^']*(?:gcc|cc|clang|g\+\+)' failed: No such file|unable to execute '[^']*(?:cc|\+\+)'"
        r"|[\w-]*(?:gcc|cc|clang|g\+\+): (?:command )?not found|Microsoft Visual C\+\+ .* is required)",
        "a package has to be compiled and there is no compiler. "
        "Install one (Debian, Ubuntu: apt-get install python3-dev gcc) and run again",
    ),
    _symptom(
        r"Failed (?:building wheel for|to build) ([\w.-]+)",
        "{found} could not be compiled. Install the build tools "
        "(Debian, Ubuntu: apt-get install python3-dev gcc) and run again",
    ),
    _symptom(
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|SSL: \w+",
        "the package index answered with a certificate this machine does not trust. "
        "Check its clock and its certificates (Debian, Ubuntu: apt-get install ca-certificates)",
    ),
    _symptom(
        r"ProxyError|Tunnel connection failed|407 Proxy Authentication",
        "the proxy refused the connection. Check HTTPS_PROXY and pip's configuration, then run again",
    ),
    _symptom(
        r"\b(401|403)\b[^\n]*(?:Client Error|Forbidden|Unauthorized)",
        "the package index refused access (HTTP {found}). Check pip's configuration, then run again",
    ),
    _symptom(
        r"Failed to establish a new connection|Temporary failure in name resolution|Name or service not known"
        r"|nodename nor servname|Network is unreachable|Connection refused|ConnectTimeoutError"
        r"|ReadTimeoutError|Read timed out|Connection reset by peer|RemoteDisconnected|Max retries exceeded",
        "the package index cannot be reached. Check the network (or pip's configuration) and run again",
    ),
    _symptom(
        r"satisfies the requirement ([^\s(]+) \(from versions: none\)",
        "the package index cannot be reached, or knows no {found} for this Python and machine. "
        "Check the network and pip's configuration, then run again",
    ),
    _symptom(
        r"No matching distribution found for ([^\s(]+)",
        "the package index has no {found} for this Python and machine. "
        "Check pip's configuration, or use another Python: make PYTHON=python3.12",
    ),
    _symptom(
        r"No module named '?(?:ensurepip|venv|pip)\b|ensurepip is not available|'ensurepip'.* returned non-zero",
        "this Python cannot make virtual environments. "
        "Install what is missing (Debian, Ubuntu: apt-get install python3-venv) and run again",
    ),
)


def main(arguments: List[str]) -> int:
    """Prepare `.venv` for one of the locks; 0 when ready, 1 after one line on stderr."""
    name = arguments[0] if arguments else "run"
    try:
        if name not in LOCKS:
            raise BootstrapError("there is no lock named " + name + "; there are: " + ", ".join(LOCKS))
        find_python(sys.version_info[:2], arguments)
        prepare(Place(ROOT), name)
    except BootstrapError as error:
        print("Cannot install: {}.".format(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run takes up where this one ended.", file=sys.stderr)
        return 130
    return 0


def find_python(version: Tuple[int, ...], arguments: List[str]) -> None:
    """Go on with this Python, or hand over to a newer one on the PATH; raise when there is none."""
    if tuple(version) >= NEEDED:
        return
    for name in NEWER_PYTHONS:
        path = shutil.which(name)
        if path and _is_new_enough(path):
            os.execv(path, [path, "-I", os.path.abspath(__file__), *arguments])  # noqa: S606
    raise BootstrapError(
        "Python {}.{} or newer is needed and python3 here is {}.{}. Install a newer one, or name it: "
        "make run PYTHON=/path/to/python3.12".format(*(NEEDED + tuple(version[:2])))
    )


def _is_new_enough(python: str) -> bool:
    """Whether the program runs at all (a shim may not) and is of the needed version."""
    test = "import sys; sys.exit(sys.version_info < {!r})".format(NEEDED)
    return _succeeds([python, "-I", "-c", test])


def prepare(place: Place, name: str) -> None:
    """Bring `.venv` to what the lock says; returns at once when it is there already."""
    if is_ready(place, name):
        return
    with _translated_errors(), _only_one_install(place):
        # Someone else may have finished the same work while this one waited for its turn.
        if not is_ready(place, name):
            ensure_venv(place)
            install(place, name)


@contextlib.contextmanager
def _translated_errors() -> Iterator[None]:
    """An operating system's refusal (full disk, no permission) as one line."""
    try:
        yield
    except OSError as error:
        says = explain(str(error))
        raise BootstrapError(says or "{} ({})".format(error.strerror or error, error.filename)) from error


@contextlib.contextmanager
def _only_one_install(place: Place) -> Iterator[None]:
    """Wait for an install that runs in the same folder, so that two never write into one `.venv`."""
    os.makedirs(os.path.dirname(place.log), exist_ok=True)
    try:
        import fcntl
    except ImportError:  # Windows has no flock; there two installs at once are the user's own affair.
        yield
        return
    with open(place.log + ".lock", "w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another install is running in this folder; waiting for it …", flush=True)
            fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def is_ready(place: Place, name: str) -> bool:
    """Whether `.venv` works and holds what the lock of this name says now."""
    return (
        not os.path.exists(place.unfinished)
        and read_stamp(place).get(name) == lock_digest(place, name)
        and _succeeds([place.python, "-I", "-S", "-c", ""])
    )


def lock_digest(place: Place, name: str) -> str:
    """The SHA-256 of a lock file, as hexadecimal digits."""
    try:
        with open(place.lock(name), "rb") as lock:
            return hashlib.sha256(lock.read()).hexdigest()
    except FileNotFoundError:
        raise BootstrapError(".lock/{}.txt is missing. Restore it: git checkout .lock".format(name)) from None


def read_stamp(place: Place) -> Dict[str, str]:
    """Digest by lock name of what was installed last; empty when nothing was, or the note is unreadable."""
    try:
        with open(place.stamp, encoding="utf-8") as stamp:
            digests = json.load(stamp)
    except (OSError, ValueError):
        return {}
    return digests if isinstance(digests, dict) else {}


def write_stamp(place: Place, name: str) -> None:
    """Note what is installed: a lock answers for those it contains, too."""
    digests = {each: lock_digest(place, each) for each in LOCKS[: LOCKS.index(name) + 1]}
    with open(place.stamp, "w", encoding="utf-8") as stamp:
        json.dump(digests, stamp, indent=1)


def ensure_venv(place: Place) -> None:
    """Make `.venv`, or make it anew when it is broken or an install in it was cut short."""
    if os.path.exists(place.unfinished):
        print("The last install did not finish; making .venv anew …", flush=True)
    elif not os.path.lexists(place.venv):
        print("Making the virtual environment .venv …", flush=True)
    elif _succeeds([place.python, "-I", "-c", "import pip, sys; sys.exit(sys.version_info < {!r})".format(NEEDED)]):
        return
    else:
        print(".venv does not work any more; making it anew …", flush=True)
    remove(place.venv)
    os.makedirs(place.venv)
    _touch(place.unfinished)
    make_venv(place)


def remove(path: str) -> None:
    """Remove a folder, a file or a link (never what a link points to)."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)


def make_venv(place: Place) -> None:
    """Create the environment with pip in it, through ensurepip or through the machine's own pip."""
    if _succeeds([sys.executable, "-I", "-c", "import venv, ensurepip; ensurepip.version()"]):
        _run_logged(place, [sys.executable, "-I", "-m", "venv", place.venv])
    elif _succeeds([sys.executable, "-I", "-c", "import venv"]) and _has_pip_for_others():
        # Debian splits ensurepip off; a pip that is installed anyway can still fill the environment.
        _run_logged(place, [sys.executable, "-I", "-m", "venv", "--without-pip", place.venv])
        pip = [sys.executable, "-m", "pip", "--python", place.python]
        _run_logged(place, [*pip, "install", "--quiet", "pip"])
    else:
        raise BootstrapError(
            "this Python cannot make virtual environments. Install what is missing "
            "(Debian, Ubuntu: apt-get install python3-venv) and run again"
        )


def _has_pip_for_others() -> bool:
    """Whether the machine's pip can install into another environment (`--python`, from pip 22.3 on)."""
    return _succeeds([sys.executable, "-m", "pip", "--python", sys.executable, "--version"])


def install(place: Place, name: str) -> None:
    """Install the lock with pip, each package checked against its hashes."""
    packages = locked_packages(place, name)
    started = time.time()
    command = [place.python, "-I", "-m", "pip", "install", "--no-input", "--progress-bar", "off"]
    command += ["--require-hashes", "--no-deps", "--no-compile", "--no-warn-script-location"]
    _touch(place.unfinished)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(place.stamp)
    progress = Progress("Installing {} packages from .lock/{}.txt".format(len(packages), name), len(packages))
    _run_logged(place, [*command, "-r", place.lock(name)], progress)
    write_stamp(place, name)
    os.unlink(place.unfinished)
    progress.finish(time.time() - started)


def locked_packages(place: Place, name: str) -> List[str]:
    """The names in a lock, in its order."""
    with open(place.lock(name), encoding="utf-8") as lock:
        return re.findall(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==", lock.read(), re.MULTILINE)


class Progress:
    """One line that tells how far pip is; on a terminal it counts, in a log it is printed once."""

    def __init__(self, title: str, total: int) -> None:
        self.title = title
        self.total = total
        self.seen = 0
        self.is_terminal = sys.stdout.isatty()
        print(title + " …", end="" if self.is_terminal else "\n", flush=True)

    def read(self, line: str) -> None:
        """Take note of one line of pip's output."""
        # pip names each package once while it gathers them, and speaks once when it starts to write them.
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            self.seen += 1
            self._show("{} of {}".format(self.seen, self.total))
        elif line.startswith("Installing collected packages"):
            self._show("writing them to .venv")

    def finish(self, seconds: float) -> None:
        """Close the line."""
        if self.is_terminal:
            self._show("done in {:.0f} s".format(seconds))
            print(flush=True)
        else:
            print("Installed in {:.0f} s.".format(seconds), flush=True)

    def _show(self, state: str) -> None:
        if self.is_terminal:
            print("\r\x1b[K{} … {}".format(self.title, state), end="", flush=True)


def _run_logged(place: Place, command: List[str], progress: Optional[Progress] = None) -> None:
    """Run a program with its output in the install log; raise what went wrong as one line."""
    output = []  # type: List[str]
    with open(place.log, "a", encoding="utf-8", errors="replace") as log:
        log.write("\n$ " + " ".join(command) + "\n")
        process = subprocess.Popen(
            command,
            cwd=place.root,
            env=clean_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
            errors="replace",
        )
        assert process.stdout is not None  # noqa: S101  asked for above
        for line in process.stdout:
            log.write(line)
            output.append(line)
            if progress:
                progress.read(line)
    code = process.wait()
    if code:
        if progress and progress.is_terminal:
            print()
        raise BootstrapError(diagnose(output, code) + " (details: var/log/install.log)")


def clean_environment(environment: Mapping[str, str]) -> Dict[str, str]:
    """The environment for pip: the user's, without what would lead it away from `.venv`."""
    kept = {name: value for name, value in environment.items() if name not in ASTRAY}
    kept.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_USER="0", PYTHONUNBUFFERED="1", LC_ALL="C.UTF-8")
    return kept


def diagnose(output: List[str], code: int) -> str:
    """One line for a failed program: a known symptom, else its last line about an error, else its code."""
    says = explain("".join(output))
    if says:
        return says
    if code in (-9, 137):
        return "the machine ran out of memory. Close other programs and run again"
    errors = [line.strip() for line in output if re.match(r"\s*(ERROR|error|Error)\b", line)]
    return errors[-1].rstrip(".") if errors else "the installer ended with code {}".format(code)


def explain(text: str) -> Optional[str]:
    """The line for the first known symptom in the text, or None."""
    for symptom in SYMPTOMS:
        match = symptom.pattern.search(text)
        if match:
            found = match.group(1) if match.groups() else ""
            return symptom.says.format(found=found)
    return None


def _touch(path: str) -> None:
    with open(path, "w", encoding="utf-8"):
        pass


def _succeeds(command: List[str]) -> bool:
    """Whether a program can be started and ends with 0; what it prints is of no interest."""
    try:
        with open(os.devnull, "r+b") as nothing:
            return subprocess.call(command, stdin=nothing, stdout=nothing, stderr=nothing) == 0
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
