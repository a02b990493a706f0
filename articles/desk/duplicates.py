"""Records that look like one and the same, pair by pair, without those that an editor has told apart."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, takewhile
from typing import Any, Final

from django.db.models import Count, QuerySet

from articles.models import Origin
from coalition.enums import MergeKind
from coalition.models import Meeting, Minister, NotSame, Pledge
from coalition.search.text import words

DAYS_APART: Final = 3
"""Meetings in one city, and prints of one report, within so many days may be the same."""
ALIKE: Final = 0.6
"""The share of the words of two titles, taken together, that both have."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, the one with more behind it first, and why they look it."""

    keep: Any
    away: Any
    why: str


def likely(kind: str) -> list[Pair]:
    """The pairs of `kind`, the likeliest first. At most three queries."""
    told_apart = set(NotSame.objects.filter(kind=kind).values_list("first", "second"))
    found: dict[tuple[int, int], Pair] = {}
    for one, other, why in _FINDERS[MergeKind(kind)]():
        first, second = sorted((one.pk, other.pk))
        if first != second and (first, second) not in told_apart:
            keep, away = sorted((one, other), key=lambda record: (-record.weight, record.pk))
            found.setdefault((first, second), Pair(keep, away, why))
    return list(found.values())


def shared_origins() -> QuerySet[Any]:
    """Origins of several articles, those with the most first; each may hold one that is no copy."""
    return Origin.objects.annotate(weight=Count("articles")).filter(weight__gt=1).order_by("-weight", "pk")


Found = Iterator[tuple[Any, Any, str]]


def _sharing(records: Iterable[Any], keys: Callable[[Any], Iterable[Hashable]], why: str) -> Found:
    """Records of which two have a key in common."""
    holders: dict[Hashable, list[Any]] = defaultdict(list)
    for record in records:
        for key in dict.fromkeys(keys(record)):
            holders[key].append(record)
    for group in holders.values():
        for one, other in combinations(group, 2):
            yield one, other, why


def _ministers() -> Found:
    people = list(
        Minister.objects.annotate(weight=Count("statements", distinct=True) + Count("attendances", distinct=True))
        .prefetch_related("appointments")
        .order_by("name", "pk")
    )
    yield from _sharing(people, lambda one: map(tuple, map(words, (one.name, *one.aliases))), "the same name")
    yield from _sharing(people, _surname_by_nation, "the same surname and nation")


def _surname_by_nation(minister: Any) -> Iterator[tuple[str, int]]:
    surname = (words(minister.name) or [""])[-1]
    return ((surname, term.nation_id) for term in minister.appointments.all() if surname)


def _meetings() -> Found:
    meetings = Meeting.objects.annotate(weight=Count("attendances")).order_by("starts_on", "pk")
    in_city = _sharing(meetings, lambda one: [tuple(words(one.city))] if words(one.city) else [], "")
    for one, other, _ in in_city:
        if _is_near(one.starts, other.starts):
            yield one, other, "the same city and time"


def _is_near(one: Any, other: Any) -> bool:
    """Whether two dates, as exact as they are known, may lie within days of each other."""
    if one is None or other is None:
        return one is other
    apart = datetime.timedelta(days=DAYS_APART)
    return bool(one.day - apart <= other.last_day and other.day - apart <= one.last_day)


def _pledges() -> Found:
    pledges = Pledge.objects.select_related("nation").annotate(weight=Count("events")).order_by("nation__name", "pk")
    return _sharing(pledges, _line, "the same nation, capability and place")


def _line(pledge: Any) -> Iterator[Hashable]:
    yield pledge.nation_id, pledge.capability, pledge.city_id or tuple(words(pledge.place)) or pledge.country_id


def _origins() -> Found:
    dated = Origin.objects.exclude(first_published_on=None).annotate(weight=Count("articles"))
    origins = [(origin, frozenset(words(origin.title))) for origin in dated.order_by("first_published_on", "pk")]
    for place, (one, title) in enumerate(origins):
        first: Any = one.first_published_on
        last = first + datetime.timedelta(days=DAYS_APART)
        near = takewhile(lambda pair, last=last: pair[0].first_published_on <= last, origins[place + 1 :])  # type: ignore[misc]
        for other, other_title in near:
            if title and len(title & other_title) >= ALIKE * len(title | other_title):
                yield one, other, "titles alike, within days"


_FINDERS: Final[dict[MergeKind, Callable[[], Found]]] = {
    MergeKind.MINISTER: _ministers,
    MergeKind.MEETING: _meetings,
    MergeKind.PLEDGE: _pledges,
    MergeKind.ORIGIN: _origins,
}
