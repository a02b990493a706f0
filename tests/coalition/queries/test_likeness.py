"""Lines that a pledge being entered may repeat."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from coalition.dates import PartialDate
from coalition.enums import Capability
from coalition.models import Nation
from coalition.queries.likeness import Sought, like_lines
from tests.coalition.lines import line
from tests.factories import CityFactory, NationFactory, PledgeEventFactory, PledgeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def denmark() -> Nation:
    nation: Nation = NationFactory.create(name="Denmark")
    return nation


def found(sought: Sought) -> list[tuple[str, tuple[str, ...]]]:
    return [(like.pledge.title, like.reasons) for like in like_lines(sought)]


def test_only_lines_of_the_nation_and_capability_the_likeliest_first(denmark: Nation) -> None:
    iraq = NationFactory.create(name="Iraq")
    mosul = CityFactory.create(name="Mosul", country=iraq)
    line(denmark, "Nothing in common")
    line(denmark, "The country", country=iraq)
    line(denmark, "The place", place="Al-Asad")
    line(denmark, "The number", {"quantity": 120, "unit": "personnel"})
    line(denmark, "The sum", {"amount": 20_000_000, "currency": "EUR"})
    line(denmark, "Another sum", {"amount": 20_000_000, "currency": "USD"})
    line(denmark, "Other things", {"quantity": 120, "unit": "aircraft"}, capability=Capability.AIR_STRIKES)
    line("Norway", "Another nation", {"quantity": 120, "unit": "personnel"})
    sought: dict[str, Any] = {"nation": denmark, "capability": "trainers"}
    assert found(Sought(**sought, quantity=Decimal(120)))[0] == ("The number", ("same number",))
    assert found(Sought(**sought, amount=Decimal(20_000_000), currency="EUR"))[0] == ("The sum", ("same sum",))
    both = found(Sought(**sought, place="al asad", country=iraq, city=mosul))
    assert both[:2] == [("The place", ("same place",)), ("The country", ("same country",))]
    # Five of the six are shown.
    assert len(both) == 5


@pytest.mark.parametrize(
    ("happened", "reasons"),
    [
        ("2016-02-19", ("an act of 20 January 2016",)),
        ("2016-02-21", ()),
        ("2015-12-20", ("an act of 20 January 2016",)),
        ("2016-02", ("an act of 20 January 2016",)),
        ("2016", ("an act of 20 January 2016",)),
        ("2017", ()),
    ],
)
def test_acts_within_a_month_of_each_other(denmark: Nation, happened: str, reasons: tuple[str, ...]) -> None:
    line(denmark, "Trainers")
    sought = Sought(nation=denmark, capability="trainers", happened=PartialDate.parse(happened))
    assert found(sought) == [("Trainers", reasons)]


def test_a_line_that_readers_do_not_see_leads_to_the_desk(denmark: Nation) -> None:
    event = PledgeEventFactory.create(pledge=PledgeFactory.create(nation=denmark))
    public = line(denmark, "Medics", capability=Capability.MEDICAL)
    (hidden,) = like_lines(Sought(nation=denmark, capability="trainers"))
    (seen,) = like_lines(Sought(nation=denmark, capability="medical"))
    assert (hidden.address, seen.address) == (f"/desk/events/{event.pk}/", public.get_absolute_url())


@pytest.mark.parametrize("lines", [1, 3])
def test_two_queries_whatever_the_number_of_lines(denmark: Nation, django_assert_num_queries: Any, lines: int) -> None:
    for number in range(lines):
        line(denmark, f"Line {number}")
    with django_assert_num_queries(2):
        like_lines(Sought(nation=denmark, capability="trainers", quantity=Decimal(1)))
