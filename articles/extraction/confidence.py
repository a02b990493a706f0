"""How sure each rule is of what it reads: the share of its facts that proved right in the last measurement.

The counts are those of `accuracy.json`, which `make score SAVE=1` writes. With r right and f false ones the share is
(r + 1) / (r + f + 2), Laplace's rule of succession: a rule that nobody has measured stands at one half, a rule seen
three times cannot claim certainty. It orders the review desk; whether a rule may publish is decided by the lower end of
its interval (`articles.accuracy`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

_MEASUREMENT = Path(__file__).resolve().parent / "accuracy.json"


class Confidence(dict[str, float]):
    """Confidence by rule, between 0 and 1; one half for a rule without a measurement."""

    def __missing__(self, rule: str) -> float:
        return 0.5


def confidence_of(counts: Mapping[str, Mapping[str, int]]) -> Confidence:
    """Confidence by rule from counts `{"right": …, "false": …}`, to three decimals."""
    return Confidence(
        {rule: round((tally["right"] + 1) / (tally["right"] + tally["false"] + 2), 3) for rule, tally in counts.items()}
    )


CONFIDENCE = confidence_of(json.loads(_MEASUREMENT.read_text("utf-8"))["rules"])
