"""Published pledges for tests of pages."""

from __future__ import annotations

import datetime
from typing import Any

from coalition.actions.pledges import refresh_pledges
from coalition.models import Nation, Pledge
from tests.factories import NationFactory, PledgeEventFactory, PledgeFactory


def day(text: str) -> datetime.date:
    """2016-01-20 as a date."""
    return datetime.date.fromisoformat(text)


def line(nation: Nation | str, title: str, *events: dict[str, Any], **values: Any) -> Pledge:
    """A published pledge of `nation` (made if none of the name is there).

    Each event is vouched for by an editor and pledged on 20 January 2016 unless it says otherwise; without any event
    there is one such.
    """
    if isinstance(nation, str):
        nation = Nation.objects.filter(name=nation).first() or NationFactory.create(name=nation)
    pledge: Pledge = PledgeFactory.create(nation=nation, title=title, **values)
    for event in events or ({},):
        defaults = {"happened_on": day("2016-01-20"), "happened_on_precision": "day", "vouched": True}
        PledgeEventFactory.create(pledge=pledge, **{**defaults, **event})
    refresh_pledges([pledge.pk])
    pledge.refresh_from_db()
    return pledge
