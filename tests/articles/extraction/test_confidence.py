"""Confidence is the measured share of right facts, held back where little was measured."""

from __future__ import annotations

import pytest

from articles.extraction.confidence import confidence_of


@pytest.mark.parametrize(
    ("right", "false", "expected"),
    [
        (0, 0, 0.5),
        (3, 0, 0.8),
        (0, 3, 0.2),
        (98, 0, 0.99),
        (60, 38, 0.61),
    ],
)
def test_share_right_by_the_rule_of_succession(right: int, false: int, expected: float) -> None:
    assert confidence_of({"pledges.subject": {"right": right, "false": false}})["pledges.subject"] == expected


def test_rule_without_a_measurement_is_as_likely_right_as_wrong() -> None:
    assert confidence_of({})["pledges.never_measured"] == 0.5
