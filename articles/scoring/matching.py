"""Which predicted fact answers which labelled one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Fact = dict[str, Any]
Fits = Callable[[Fact, Fact], bool]


@dataclass(frozen=True, slots=True)
class Matched:
    """One article and layer, judged.

    `hits` pairs predicted and required facts one to one. `tolerated` are predictions that only an optional label
    covers, or that say a required one again: neither right nor wrong. `false` are the rest, `missed` the required facts
    left.
    """

    hits: list[tuple[Fact, Fact]]
    tolerated: list[Fact]
    false: list[Fact]
    missed: list[Fact]


def match(predicted: Sequence[Fact], labelled: Sequence[Fact], fits: Fits, exact: Fits | None = None) -> Matched:
    """Pair predictions with labels so that as many as possible find a partner.

    Labels may be `optional`. Pairs that are `exact` are kept before others, so that an alternative reading never takes
    the place of the literal one. Maximum bipartite matching by augmenting paths (Kuhn 1955).
    """
    required = [label for label in labelled if not label.get("optional")]
    optional = [label for label in labelled if label.get("optional")]
    partner: dict[int, int] = {}
    if exact is not None:
        for p, fact in enumerate(predicted):
            for r, label in enumerate(required):
                if r not in partner and exact(fact, label):
                    partner[r] = p
                    break
    placed = set(partner.values())
    edges = [[r for r, label in enumerate(required) if fits(fact, label)] for fact in predicted]
    for p in range(len(predicted)):
        if p not in placed:
            _augment(p, edges, partner, set())
    used = set(partner.values())
    rest = [fact for p, fact in enumerate(predicted) if p not in used]
    covered = [any(fits(fact, label) for label in (*required, *optional)) for fact in rest]
    return Matched(
        hits=[(predicted[p], required[r]) for r, p in sorted(partner.items())],
        tolerated=[fact for fact, is_covered in zip(rest, covered, strict=True) if is_covered],
        false=[fact for fact, is_covered in zip(rest, covered, strict=True) if not is_covered],
        missed=[label for r, label in enumerate(required) if r not in partner],
    )


def _augment(p: int, edges: list[list[int]], partner: dict[int, int], seen: set[int]) -> bool:
    for r in edges[p]:
        if r not in seen:
            seen.add(r)
            if r not in partner or _augment(partner[r], edges, partner, seen):
                partner[r] = p
                return True
    return False


def distinct(facts: Sequence[Fact], key: Callable[[Fact], Any]) -> list[Fact]:
    """Facts as a set: the first of each key."""
    first: dict[Any, Fact] = {}
    for fact in facts:
        first.setdefault(key(fact), fact)
    return list(first.values())
