"""One factory per model, without surprises: required fields only, facts unpublished, nothing random.

A test states each value it relies on. Where readers must see a fact, either an editor vouches for it
(`PledgeEventFactory(vouched=True)`) or a passage proves it (`prove(event, article=…, quote="…")`).
"""

from tests.factories.articles import (
    ArticleFactory,
    ArticleReferenceFactory,
    CandidateFactory,
    EvidenceFactory,
    ExtractionRunFactory,
    OriginFactory,
    RunChangeFactory,
    prove,
)
from tests.factories.cities import CityEventFactory, CityFactory
from tests.factories.meetings import AttendanceFactory, MeetingFactory
from tests.factories.ministers import AppointmentFactory, MinisterFactory
from tests.factories.nations import NationFactory, NationNameFactory
from tests.factories.pledges import PledgeEventFactory, PledgeFactory

__all__ = [
    "AppointmentFactory",
    "ArticleFactory",
    "ArticleReferenceFactory",
    "AttendanceFactory",
    "CandidateFactory",
    "CityEventFactory",
    "CityFactory",
    "EvidenceFactory",
    "ExtractionRunFactory",
    "MeetingFactory",
    "MinisterFactory",
    "NationFactory",
    "NationNameFactory",
    "OriginFactory",
    "PledgeEventFactory",
    "PledgeFactory",
    "RunChangeFactory",
    "prove",
]
