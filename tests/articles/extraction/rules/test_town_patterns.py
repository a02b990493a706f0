"""Lines of who, what and which town, hits beside near misses."""

from __future__ import annotations

import pytest

from articles.extraction.rules.town_patterns import line_of, objective_of


@pytest.mark.parametrize(
    ("line", "early", "objective"),
    [
        ("E captured O in june and T in august", True, "held_by_is"),
        ("T has been in the hands of E since january 2014", False, "held_by_is"),
        ("T , which fell to the army in february , is quiet", False, "retaken"),
        ("T fell on monday", True, "held_by_is"),
        ("T fell on monday", False, "retaken"),
        ("among the gains are O and T", False, "retaken"),
        ("iraqi forces drove E out of T", False, "retaken"),
        ("iraqi troops needed months to retake T", False, "retaken"),
        ("iraqi troops hope to retake T", False, "retake"),
        ("the people of T watched the match", False, None),
        ("the minister flew to T", False, None),
    ],
)
def test_a_line_is_read_for_its_town(line: str, early: bool, objective: str | None) -> None:
    assert objective_of(line_of(line.split()), early=early) == objective


def test_strikes_count_only_where_aircraft_are_at_work() -> None:
    line = line_of("a second pair destroyed a workshop south of T".split())
    assert objective_of(line, early=False, by_air=True) == "struck"
    assert objective_of(line, early=False) is None
