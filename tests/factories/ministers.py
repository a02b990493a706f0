"""Ministers and their appointments."""

# mypy: allow-untyped-calls

from __future__ import annotations

from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from coalition.enums import Portfolio
from coalition.models import Appointment, Minister
from tests.factories.facts import FactFactory
from tests.factories.nations import NationFactory


class MinisterFactory(DjangoModelFactory[Minister]):
    """A person without an appointment."""

    class Meta:
        model = Minister

    name = Sequence(lambda number: f"Minister {number}")
    slug = LazyAttribute(lambda minister: minister.name.lower().replace(" ", "-"))


class AppointmentFactory(FactFactory[Appointment]):
    """A defence minister since a day unknown."""

    class Meta:
        model = Appointment

    minister = SubFactory(MinisterFactory)
    nation = SubFactory(NationFactory)
    office = "Defence Minister"
    portfolio = Portfolio.DEFENCE_MINISTER
