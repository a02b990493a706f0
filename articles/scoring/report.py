"""Scores in words: a table, every fault with its sentence, and what changed against a saved baseline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from articles.scoring.score import Score
from articles.scoring.tally import Tally, lower_bound


def table(score: Score, baseline: dict[str, Any] | None = None) -> Iterator[str]:
    """One line a layer; with a baseline, the change of F1 and of the counts beside it."""
    negatives = f"{score.negatives} of them negatives ({score.negatives_with_pledges} with pledges)"
    yield f"{score.articles} articles, {negatives}"
    yield f"{'layer':28} {'precision':>9} {'recall':>7} {'F1':>6}  {'right':>5} {'false':>5} {'missed':>6}"
    for name, tally in score.layers.items():
        line = f"{name:28} {tally.precision:9.3f} {tally.recall:7.3f} {tally.f1:6.3f}"
        line += f"  {tally.right:5} {tally.false:5} {tally.missed:6}"
        known = (baseline or {}).get("layers", {}).get(name)
        yield f"{line}  {_change(Tally(**known), tally)}" if known else line


def _change(before: Tally, after: Tally) -> str:
    if before == after:
        return "="
    parts = [f"F1 {after.f1 - before.f1:+.3f}"]
    for name in ("right", "false", "missed"):
        difference = getattr(after, name) - getattr(before, name)
        if difference:
            parts.append(f"{name} {difference:+d}")
    return ", ".join(parts)


def rules(score: Score) -> Iterator[str]:
    """Each rule's precision with the lower bound of its 95 % interval."""
    yield f"{'rule':34} {'right':>5} {'false':>5} {'precision':>9} {'at least':>8}"
    for name, tally in sorted(score.rules.items()):
        bound = lower_bound(tally.right, tally.right + tally.false)
        yield f"{name:34} {tally.right:5} {tally.false:5} {tally.precision:9.3f} {bound:8.3f}"


def faults(score: Score) -> Iterator[str]:
    """Every missed and every false fact, by article, with its sentence."""
    for article, group in groupby(sorted(score.faults, key=lambda fault: fault.article), lambda fault: fault.article):
        yield f"\n{article}"
        for fault in group:
            yield f"  {fault.line}"
            if fault.sentence:
                yield f"         “{' '.join(fault.sentence.split())[:220]}”"
