"""Method, definitions, accuracy, gaps, licence."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from articles.accuracy import BAR, RuleAccuracy, last_measurement
from articles.scoring.tally import Tally
from coalition import glossary
from coalition.htmx import HtmxHttpRequest


@require_GET
def about(request: HtmxHttpRequest) -> HttpResponse:
    context = {
        "nouns": glossary.noun_definitions(),
        "acts": glossary.act_definitions(),
        "answers": glossary.answer_definitions(),
        "capabilities": glossary.capability_definitions(),
        "objectives": glossary.objective_definitions(),
    }
    return render(request, "about/about.html", context)


@require_GET
def accuracy(request: HtmxHttpRequest) -> HttpResponse:
    measured = last_measurement()
    context = {
        "accuracy": measured,
        "measured_on": datetime.date.fromisoformat(measured.measured_on),
        "sets": [
            {
                "title": one.title,
                "articles": one.articles,
                "negatives": one.negatives,
                "negatives_with_pledges": one.negatives_with_pledges,
                "rows": [_layer_row(name, tally) for name, tally in one.layers.items()],
            }
            for one in measured.sets
        ],
        "rules": [_rule_row(rule) for rule in measured.rules.values()],
        "bar": _share(BAR),
    }
    return render(request, "about/accuracy.html", context)


def _share(value: float) -> str:
    """A share with two decimals, cut rather than rounded so that no figure looks better than it is."""
    return f"{int(value * 100) / 100:.2f}"


def _layer_row(name: str, tally: Tally) -> dict[str, Any]:
    labelled, answered = tally.right + tally.missed, tally.right + tally.false
    return {
        "name": name.capitalize(),
        "precision": _share(tally.precision) if answered else "–",
        "recall": _share(tally.recall) if labelled else "–",
        "f1": _share(tally.f1) if labelled and answered else "–",
        "right": tally.right,
        "false": tally.false,
        "missed": tally.missed,
    }


def _rule_row(rule: RuleAccuracy) -> dict[str, Any]:
    return {
        "name": rule.rule,
        "right": rule.tally.right,
        "false": rule.tally.false,
        "precision": _share(rule.tally.precision),
        "at_least": _share(rule.at_least),
        "publishes": rule.publishes,
    }
