"""What pages show of cities: the state last reported, the history, and who committed what there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from coalition.as_of import PublicRecord
from coalition.charts import CityRow
from coalition.enums import Objective
from coalition.models import City, CityEvent, Nation, Pledge
from coalition.queries.moments import moment
from coalition.queries.pledges import PledgeLine, listed_pledges, pledge_lines
from coalition.queries.proof import ProofLoader, with_proof, with_proof_links
from coalition.queries.sources import articles_proving
from coalition.search import narrow
from coalition.search.text import distinct

# A city's page shows so many lines; a city is named by some dozens.
SHOWN_LINES = 100


def events_in_order(record: PublicRecord) -> QuerySet[Any]:
    """Events of cities, oldest first."""
    events: QuerySet[Any] = record.facts(CityEvent).annotate(moment=moment()).order_by("moment", "public_from", "pk")
    return events


def with_state(record: PublicRecord) -> QuerySet[Any]:
    """Cities with `state`, the objective last reported (empty where none is), and `state_event`, the key of its event.

    That a city was only mentioned says nothing about its state. `event_count` counts all events.
    """
    telling = events_in_order(record).filter(city=OuterRef("pk")).exclude(objective=Objective.MENTIONED).reverse()
    events = record.facts(CityEvent).filter(city=OuterRef("pk")).order_by()
    counted = events.values("city").annotate(number=Count("pk"))
    return City.objects.annotate(
        state=Coalesce(Subquery(telling.values("objective")[:1]), Value("")),
        state_event=Subquery(telling.values("pk")[:1]),
        event_count=Coalesce(Subquery(counted.values("number")), 0),
    )


def state_events(
    cities: Iterable[Any], record: PublicRecord, proof: ProofLoader = with_proof_links
) -> dict[int, CityEvent]:
    """City key → the event that gives its state, with its proof. Two queries."""
    keys = [city.state_event for city in cities if city.state_event is not None]
    return {event.city_id: event for event in proof(record.facts(CityEvent).filter(pk__in=keys), record)}


@dataclass(frozen=True, slots=True)
class CityLine:
    """A city with the event that gives its state; None where nothing is reported but mentions."""

    city: City
    latest: CityEvent | None


def city_lines(cities: Iterable[Any], record: PublicRecord, proof: ProofLoader = with_proof_links) -> list[CityLine]:
    """Rows for `cities` from `with_state`. Two queries."""
    listed = list(cities)
    events = state_events(listed, record, proof)
    return [CityLine(city, events.get(city.pk)) for city in listed]


def countries_of_cities() -> QuerySet[Nation]:
    """Nations in which a city stands."""
    return Nation.objects.filter(Exists(City.objects.filter(country=OuterRef("pk"))))


def map_rows(cities: QuerySet[Any], record: PublicRecord) -> list[CityRow]:
    """Cities with coordinates and a state, those with most reports first, as the map draws them. Three queries."""
    placed = list(
        cities.filter(latitude__isnull=False)
        .exclude(state="")
        .select_related("country")
        .order_by("-event_count", "name")
    )
    return _as_map_rows(placed, state_events(placed, record))


def map_row(city: Any, record: PublicRecord) -> list[CityRow]:
    """The one city as a map draws it; nothing without coordinates or a state. Two queries."""
    if city.latitude is None or not city.state:
        return []
    return _as_map_rows([city], state_events([city], record))


def _as_map_rows(cities: Sequence[Any], events: dict[int, CityEvent]) -> list[CityRow]:
    return [
        CityRow(
            name=city.name,
            country=city.country.name,
            latitude=float(city.latitude),
            longitude=float(city.longitude),
            state=Objective(city.state),
            since=events[city.pk].happened,
            url=city.get_absolute_url(),
        )
        for city in cities
    ]


def other_spellings(city: City) -> list[str]:
    """Its aliases as readers need them: those that differ by more than case, accents and hyphens, each once."""
    return distinct([city.name, *city.aliases])[1:]


def history(city: City, record: PublicRecord) -> QuerySet[Any]:
    """What was reported of `city`, oldest first, with the words."""
    return with_proof(events_in_order(record).filter(city=city), record)


def pledges_at(city: City, record: PublicRecord) -> list[PledgeLine]:
    """The latest lines for `city`."""
    lines = listed_pledges(record).filter(naming_city(city))
    return pledge_lines(lines.order_by(F("latest_act_on").desc(nulls_last=True), "pk")[:SHOWN_LINES])


def naming_city(city: City) -> Q:
    """The condition that a line is placed in `city`, or names it in title or place by any of its spellings."""
    named = Q(city=city)
    for name in (city.name, *city.aliases):
        named |= Q(pk__in=narrow(Pledge.objects.order_by(), "pledge", f'"{name}"').values("pk"))
    return named


def articles_on(city: City, record: PublicRecord) -> QuerySet[Any]:
    """Articles that prove what was reported of `city`."""
    return articles_proving(record, city_event=record.facts(CityEvent).filter(city=city))
