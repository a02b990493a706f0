"""Cities and what happened to them."""

# mypy: allow-untyped-calls

from __future__ import annotations

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from coalition.enums import Objective
from coalition.models import City, CityEvent
from tests.factories.facts import FactFactory
from tests.factories.nations import NationFactory


class CityFactory(DjangoModelFactory[City]):
    """A city in a nation of its own, without coordinates."""

    class Meta:
        model = City

    name = Sequence(lambda number: f"City {number}")
    slug = LazyAttribute(lambda city: city.name.lower().replace(" ", "-"))
    country = SubFactory(NationFactory)


class CityEventFactory(FactFactory[CityEvent]):
    """A city to be retaken, undated."""

    class Meta:
        model = CityEvent

    city = SubFactory(CityFactory)
    objective = Objective.RETAKE
