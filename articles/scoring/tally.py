"""Counts of right, false and missed facts, and what they say.

Kept apart from the scoring itself: the site shows counts and never loads extraction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_Z = 1.96
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(slots=True)
class Tally:
    """Counts of one layer or rule."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, other: Tally) -> None:
        """Add the counts of `other`."""
        self.right += other.right
        self.false += other.false
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """Share of predictions that are right; 1 where there are none."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of labelled facts that were found; 1 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def lower_bound(right: int, total: int) -> float:
    """Lower end of the 95 % interval of a share (Wilson 1927); 0 where nothing was seen."""
    if total == 0:
        return 0.0
    share = right / total
    centre = share + _Z**2 / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2))
    return (centre - spread) / (1 + _Z**2 / total)
