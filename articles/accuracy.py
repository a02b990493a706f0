"""The last measurement of extraction: counts by set and layer, and the precision of each rule.

`make score SAVE=1` writes `articles/extraction/accuracy.json`; the accuracy page shows it, and a rule publishes by
itself only where the counts clear the bar. Extraction is not loaded to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from articles.scoring.tally import Tally, lower_bound

ACCURACY_FILE = Path(__file__).resolve().parent / "extraction" / "accuracy.json"

BAR = 0.7
"""Least precision with which a rule may publish without an editor: the lower end of its 95 % interval must reach it."""


@dataclass(frozen=True, slots=True)
class SetAccuracy:
    """One set of labelled articles and how extraction did on it."""

    title: str
    articles: int
    negatives: int
    negatives_with_pledges: int
    layers: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class RuleAccuracy:
    """One rule over all sets; what a label allows counts as right."""

    rule: str
    tally: Tally

    @property
    def total(self) -> int:
        """Facts that the rule read in labelled articles."""
        return self.tally.right + self.tally.false

    @property
    def at_least(self) -> float:
        """Lower end of the 95 % interval of its precision."""
        return lower_bound(self.tally.right, self.total)

    @property
    def publishes(self) -> bool:
        """Whether it clears the bar."""
        return self.at_least >= BAR


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A whole measurement, dated."""

    measured_on: str
    sets: tuple[SetAccuracy, ...]
    rules: Mapping[str, RuleAccuracy]

    def publishes(self, rule: str) -> bool:
        """Whether this rule may publish; one that was never measured may not."""
        return rule in self.rules and self.rules[rule].publishes


@cache
def last_measurement() -> Accuracy:
    """The saved measurement, read once a process."""
    return read_accuracy(json.loads(ACCURACY_FILE.read_text("utf-8")))


def read_accuracy(saved: Mapping[str, Any]) -> Accuracy:
    """A measurement from its JSON form, which `as_saved` wrote."""
    return Accuracy(
        measured_on=saved["measured_on"],
        sets=tuple(
            SetAccuracy(
                title=one["title"],
                articles=one["articles"],
                negatives=one["negatives"],
                negatives_with_pledges=one["negatives_with_pledges"],
                layers={name: Tally(**counts) for name, counts in one["layers"].items()},
            )
            for one in saved["sets"]
        ),
        rules={name: RuleAccuracy(name, Tally(**counts)) for name, counts in saved["rules"].items()},
    )


def as_saved(measured_on: str, sets: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The JSON form of a measurement: `sets` are counts as `Score.as_json` gives them, each with its title."""
    rules: dict[str, Tally] = {}
    plain = []
    for one in sets:
        for name, counts in one["rules"].items():
            rules.setdefault(name, Tally()).add(Tally(**counts))
        plain.append({key: value for key, value in one.items() if key != "rules"})
    saved = {name: {"right": tally.right, "false": tally.false} for name, tally in sorted(rules.items())}
    return {"measured_on": measured_on, "sets": plain, "rules": saved}
