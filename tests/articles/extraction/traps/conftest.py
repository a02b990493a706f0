"""A run that reads the trap tables ends with their known gaps, counted by phenomenon."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.articles.extraction.traps.tables import load_cases

TITLE = "known gaps of extraction"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a table: how many of its lines are misread, and on which phenomena."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, ())]
    if any("test_traps.py" in report.nodeid for report in reports):
        terminalreporter.section(TITLE)
        for line in gap_counts():
            terminalreporter.write_line(line)


def gap_counts() -> list[str]:
    """For each table with gaps "cities: 9 of 36 (objectives 2, precedence 3; …)", then the sum."""
    cases = load_cases()
    lines, gaps = Counter(case.table for case in cases), [case for case in cases if case.gap]
    by_phenomenon = Counter((case.table, case.phenomenon) for case in gaps)
    counts = []
    for table, number in Counter(case.table for case in gaps).items():
        parts = "; ".join(f"{name} {times}" for (owner, name), times in by_phenomenon.items() if owner == table)
        counts.append(f"{table}: {number} of {lines[table]} ({parts})")
    return [*counts, f"in all: {len(gaps)} of {len(cases)} lines"]
