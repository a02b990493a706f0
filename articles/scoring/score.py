"""Scores of a set of labelled articles."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml

from articles.scoring.layers import LAYERS
from articles.scoring.matching import Fact
from articles.scoring.tally import Tally

# The layers whose facts are published, by which each rule's precision is judged, and where their facts stand.
_RULE_LAYERS = {
    "ministers with office": "ministers",
    "meetings (city and month)": "meetings",
    "pledges, strict": "pledges",
    "cities with objective": "cities",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One missed or false fact, with what is needed to look at it."""

    article: str
    layer: str
    outcome: str
    what: str
    sentence: str
    rule: str = ""

    @property
    def line(self) -> str:
        """The fault on one line; without its sentence it names the same fault in every run."""
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{self.outcome:6} {self.layer}: {self.what}{rule}"


@dataclass(slots=True)
class Score:
    """A whole set: tallies by layer and by rule, every fault, and the articles labelled as negatives."""

    articles: int = 0
    negatives: int = 0
    negatives_with_pledges: int = 0
    layers: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: list[Fault] = field(default_factory=list)

    def add(self, name: str, predicted: Fact, labelled: Fact) -> None:
        """Score one article."""
        self.articles += 1
        for layer, compare in LAYERS.items():
            matched = compare(predicted, labelled)
            self.layers[layer].add(Tally(len(matched.hits), len(matched.false), len(matched.missed)))
            self.faults += [_fault(name, layer, "false", fact) for fact in matched.false]
            self.faults += [_fault(name, layer, "missed", label) for label in matched.missed]
            if layer in _RULE_LAYERS:
                self._judge_rules(predicted.get(_RULE_LAYERS[layer]) or [], matched.false)
        if labelled.get("negative"):
            self.negatives += 1
            self.negatives_with_pledges += bool(LAYERS["pledges, strict"](predicted, labelled).false)

    def _judge_rules(self, facts: list[Fact], false: list[Fact]) -> None:
        """Every fact a rule published is right unless it is false: what a label allows is no fault of the rule."""
        wrong = {id(fact) for fact in false}
        for fact in facts:
            self.rules[fact["rule"]].add(Tally(false=1) if id(fact) in wrong else Tally(right=1))

    def as_json(self) -> dict[str, Any]:
        """Counts only, for a saved baseline and the accuracy page."""
        return {
            "articles": self.articles,
            "negatives": self.negatives,
            "negatives_with_pledges": self.negatives_with_pledges,
            "layers": {name: asdict(tally) for name, tally in self.layers.items()},
            "rules": {name: asdict(tally) for name, tally in sorted(self.rules.items())},
        }


def score(pairs: Iterable[tuple[str, Fact, Fact]]) -> Score:
    """Score articles given as name, prediction and labels."""
    result = Score()
    for name, predicted, labelled in pairs:
        result.add(name, predicted, labelled)
    return result


def read_labels(folder: Path) -> dict[str, Fact]:
    """Labels by article name; raises ValueError naming the file that is no mapping."""
    labels = {}
    for path in sorted(folder.glob("*.yaml")):
        # Round trip through JSON: dates become the text they are compared as.
        labels[path.stem] = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        if not isinstance(labels[path.stem], dict):
            raise ValueError(f"{path}: labels are a mapping of nations, ministers, meetings, pledges and cities")
    return labels


def _fault(article: str, layer: str, outcome: str, fact: Fact) -> Fault:
    shown = ("code", "name", "city", "nation", "category", "kind", "office", "objective", "date", "quantity", "amount")
    evidence = fact.get("evidence") or {}
    return Fault(
        article=article,
        layer=layer,
        outcome=outcome,
        what=" ".join(str(fact[key]) for key in shown if fact.get(key) is not None),
        sentence=evidence.get("quote") or fact.get("evidence_hint") or "",
        rule=fact.get("rule", ""),
    )
