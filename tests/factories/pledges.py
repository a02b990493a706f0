"""Pledges and their events."""

# mypy: allow-untyped-calls

from __future__ import annotations

from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from coalition.enums import Act, Capability
from coalition.models import Pledge, PledgeEvent
from tests.factories.facts import FactFactory
from tests.factories.nations import NationFactory


class PledgeFactory(DjangoModelFactory[Pledge]):
    """A line without events. What the ledger computes (status, dates, quantity) stays empty until it is refreshed."""

    class Meta:
        model = Pledge

    nation = SubFactory(NationFactory)
    capability = Capability.TRAINERS
    title = Sequence(lambda number: f"Pledge {number}")


class PledgeEventFactory(FactFactory[PledgeEvent]):
    """An undated promise without quantity or money."""

    class Meta:
        model = PledgeEvent

    pledge = SubFactory(PledgeFactory)
    act = Act.PLEDGED
