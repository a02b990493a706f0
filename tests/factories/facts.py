"""What the factories of all facts share."""

# mypy: allow-untyped-calls

from __future__ import annotations

import datetime
from typing import TypeVar

from factory import declarations
from factory.django import DjangoModelFactory

from coalition.models.facts import Fact

FactT = TypeVar("FactT", bound=Fact)


class FactFactory(DjangoModelFactory[FactT]):
    """An unpublished fact without proof; with `vouched=True` an editor vouches for it and readers see it.

    `vouched` gives the day of public record 2016-02-12, that of its source.
    """

    class Meta:
        abstract = True

    class Params:
        vouched = declarations.Trait(
            is_published=True,
            public_from=datetime.date(2016, 2, 12),
            entered_by="An editor",
            source_title="Statement on the campaign",
            source_publisher="Ministry of Defence",
            source_url="https://example.org/statement",
            source_published_on=datetime.date(2016, 2, 12),
            source_published_on_precision="day",
        )
