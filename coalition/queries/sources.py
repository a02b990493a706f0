"""The articles whose passages prove given facts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from coalition.models import PledgeEvent


def articles_proving(**facts: QuerySet[Any]) -> QuerySet[Any]:
    """Articles with a passage for any of `facts`, oldest first, without their texts.

    A keyword names the kind of fact as `Evidence` does: `meeting=…, attendance=…`. One query when evaluated.
    """
    evidence: Any = PledgeEvent._meta.get_field("evidence").related_model
    article: Any = evidence._meta.get_field("article").related_model
    proved = Q()
    for kind, rows in facts.items():
        proved |= Q(**{f"{kind}__in": rows.order_by().values("pk")})
    passages = evidence._default_manager.filter(proved).order_by().values("article")
    articles: QuerySet[Any] = article._default_manager.filter(pk__in=passages).defer("body")
    return articles.order_by("published_on", "pk")
