"""Rows of the report, and how memory and time of a process are read."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[2]
Bound = Literal["at least", "at most"]
HEAD = f"{'what':52} {'value':>9} {'unit':10} {'budget':23} ratio"


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number; `ratio` sets it beside another one of the same run."""

    what: str
    value: float
    unit: str
    bound: Bound = "at least"
    budget: float | None = None
    ratio: str = ""

    @property
    def is_kept(self) -> bool | None:
        """Whether the budget is kept; None where there is none."""
        if self.budget is None:
            return None
        return self.value >= self.budget if self.bound == "at least" else self.value <= self.budget


def line(row: Row) -> str:
    """The row under the columns of HEAD; a budget that is not kept is marked."""
    budget = "" if row.budget is None else f"{row.bound} {_number(row.budget)}"
    mark = {None: "", True: "ok", False: "MISSED"}[row.is_kept]
    return f"{row.what:52} {_number(row.value):>9} {row.unit:10} {f'{budget} {mark}':23} {row.ratio}".rstrip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def child(module: str, *arguments: object, environment: Mapping[str, str] | None = None) -> Any:
    """Run a measuring module in a process of its own; answers what it printed last, read as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def resident_mb(pid: int | str = "self") -> float:
    """Resident memory of a process now, in megabytes (10^6 bytes)."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        return _proc_kb(status, "VmRSS") * 1024 / 1e6
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(os.getpid() if pid == "self" else pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(shown.stdout) * 1024 / 1e6


def peak_mb() -> float:
    """The most memory this process has held, in megabytes.

    Linux hands `ru_maxrss` down from the process that started this one, so /proc is asked first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return _proc_kb(status, "VmHWM") * 1024 / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def _proc_kb(status: Path, field: str) -> int:
    found = re.search(rf"^{field}:\s+(\d+) kB$", status.read_text("ascii", "replace"), re.MULTILINE)
    if found is None:
        raise ValueError(f"{status} has no {field}")
    return int(found.group(1))
