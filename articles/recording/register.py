"""The records that new reports are matched against, held in memory for the length of a run."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from articles.extraction.lexicon import load_lexicon
from coalition.enums import NameKind, NationKind
from coalition.models import Appointment, City, Minister, Nation, NationName

# Letters that have no decomposition but are written plainly in most papers.
_PLAIN_LETTERS = str.maketrans({"ø": "o", "ı": "i", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "’": "'", "-": " "})


def fold(name: str) -> str:
    """A name without accents, capitals and hyphens, so that spellings of one name agree."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN_LETTERS))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).replace(".", "").split())


@dataclass
class Register:
    """Nations by code, cities by every spelling, ministers by every name, and the country of other places."""

    nations: dict[str, Nation] = field(default_factory=dict)
    cities: dict[str, City] = field(default_factory=dict)
    ministers: dict[str, list[Minister]] = field(default_factory=lambda: defaultdict(list))
    countries: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, *, people: bool = True) -> Register:
        """Read the present records: five queries, three without `people`, of whom pledges and cities need none."""
        register = cls(nations=nations_by_code(), countries=_countries_of_places())
        for city in City.objects.select_related("country"):
            for name in (city.name, *city.aliases):
                register.cities.setdefault(fold(name), city)
        if people:
            for minister in Minister.objects.prefetch_related("appointments__nation"):
                register.add_minister(minister)
        return register

    def add_minister(self, minister: Minister) -> None:
        """Make a person findable by full name, other spellings and surname."""
        names = {fold(name) for name in (minister.name, *minister.aliases)}
        for name in names | {name.split()[-1] for name in names if name}:
            if minister not in self.ministers[name]:
                self.ministers[name].append(minister)

    def add_term(self, minister: Minister, term: Appointment) -> None:
        """The register's copy must know a new term when the next article names this person."""
        self.know_terms(minister, [*minister.appointments.all(), term])

    def forget_term(self, term: Appointment) -> None:
        """The term is about to be deleted: nothing may be proved by it any more."""
        for minister in {minister.pk: minister for found in self.ministers.values() for minister in found}.values():
            if minister.pk == term.minister_id:
                self.know_terms(minister, [other for other in minister.appointments.all() if other.pk != term.pk])

    def know_terms(self, minister: Minister, terms: list[Appointment]) -> None:
        """These are all the terms of a person, with their nations: nothing needs to be asked of the database."""
        known: Any = Appointment.objects.all()
        known._result_cache, known._prefetch_done = terms, True  # what a prefetch leaves behind
        minister.__dict__.setdefault("_prefetched_objects_cache", {})["appointments"] = known

    def city(self, name: str) -> City | None:
        """The contested city of that name in any known spelling."""
        return self.cities.get(fold(name))

    def country(self, place: str) -> Nation | None:
        """The country in which a base, region or landmark of the reference files lies."""
        return self.nations.get(self.countries.get(fold(place), ""))


def nations_by_code() -> dict[str, Nation]:
    """All nations by code. Two queries.

    Texts call organisations by abbreviation, and extraction uses it as their code (NATO, LAS), so both the code and the
    abbreviation find them.
    """
    nations = {nation.code: nation for nation in Nation.objects.all()}
    for name in NationName.objects.filter(
        kind=NameKind.ABBREVIATION, nation__kind=NationKind.ORGANISATION
    ).select_related("nation"):
        nations.setdefault(name.name.replace(".", "").replace("-", ""), name.nation)
    return nations


@cache
def _countries_of_places() -> dict[str, str]:
    """Alpha-3 code by folded name; read once a process, since the reference files do not change under it."""
    return {fold(name): place.country for place in load_lexicon().places for name in (place.name, *place.aliases)}
