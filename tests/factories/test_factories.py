"""Every factory makes what the database accepts, twice, and a fact that is proved is public."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from factory.django import DjangoModelFactory

from tests import factories
from tests.factories import ArticleFactory, CityEventFactory, EvidenceFactory, PledgeEventFactory, prove

FACTORIES = [
    made
    for name in factories.__all__
    if isinstance(made := getattr(factories, name), type) and made is not EvidenceFactory
]


@pytest.mark.django_db
@pytest.mark.parametrize("made", FACTORIES, ids=lambda made: made.__name__)
def test_factory_makes_two_valid_records(made: type[DjangoModelFactory[Any]]) -> None:
    for record in made.create_batch(2):
        record.full_clean()


@pytest.mark.django_db
def test_vouched_fact_is_public_from_the_day_of_its_source() -> None:
    event = PledgeEventFactory.create(vouched=True)
    event.full_clean()
    assert (event.is_published, event.public_from) == (True, datetime.date(2016, 2, 12))


@pytest.mark.django_db
def test_proved_fact_is_public_with_its_quote() -> None:
    article = ArticleFactory.create(body="Nothing else. Ramadi was retaken.", published_on=datetime.date(2016, 2, 10))
    event = CityEventFactory.create()
    evidence = prove(event, article=article, quote="Ramadi was retaken.")
    assert evidence.quote == "Ramadi was retaken."
    assert (event.is_published, event.evidence_count, event.origin_count, event.public_from) == (
        True,
        1,
        1,
        datetime.date(2016, 2, 10),
    )
