"""The articles whose passages prove given facts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from coalition.as_of import PublicRecord
from coalition.models import PledgeEvent


def articles_proving(record: PublicRecord, **facts: QuerySet[Any]) -> QuerySet[Any]:
    """Articles in `record` with a passage for any of `facts`, oldest first, without their texts.

    A keyword names the kind of fact as `Evidence` does: `meeting=…, attendance=…`. One query when evaluated.
    """
    proved = Q()
    for kind, rows in facts.items():
        proved |= Q(**{f"{kind}__in": rows.order_by().values("pk")})
    passages = record.passages(PledgeEvent).filter(proved).order_by()
    article: Any = passages.model._meta.get_field("article").related_model
    articles: QuerySet[Any] = article._default_manager.filter(pk__in=passages.values("article")).defer("body")
    return articles.order_by("published_on", "pk")
