"""Method, definitions, gaps, licence."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coalition import glossary
from coalition.htmx import HtmxHttpRequest


@require_GET
def about(request: HtmxHttpRequest) -> HttpResponse:
    context = {
        "nouns": glossary.noun_definitions(),
        "acts": glossary.act_definitions(),
        "capabilities": glossary.capability_definitions(),
        "objectives": glossary.objective_definitions(),
    }
    return render(request, "about/about.html", context)
