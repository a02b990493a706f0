"""The people of a document: who was introduced, where, and who is meant by a family name alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.extraction.finders.ministers.view import Name, Part, Text
from articles.extraction.finders.ministers.words import Office, is_like
from articles.extraction.lexicon import KnownMinister
from articles.extraction.tokens import keys_of
from articles.extraction.types import Portfolio


@dataclass(slots=True)
class Person:
    """One person of the document while it is read."""

    key: str
    name: str
    nation: str
    portfolio: Portfolio
    office: str
    excluded: bool = False
    mentions: list[tuple[int, int]] = field(default_factory=list)


class Register(Part):
    """Who has been introduced so far, in the order of reading."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.people: dict[str, list[Person]] = {}
        self.found: list[tuple[int, int, Person, str]] = []
        self.previous: tuple[int, str, Portfolio] = (-99, "", "other")
        """End, state and office of the last introduction."""
        self.intro_start = 0
        """First token of the last introduction."""
        self.unnamed: list[tuple[int, int, Office, str, Portfolio]] = []
        """Offices that stand without a name: first token, end, office, state, portfolio."""

    def same_person(self, name: Name) -> Person | None:
        """The person of this family name whose given name does not differ."""
        given = self.given_name(name.parts)
        for person in self.people.get(name.key, ()):
            known = self.given_name(keys_of(person.name))
            same_initial = given[:1] == known[:1] and "." in given + known
            if not given or not known or same_initial or is_like(given, {known}):
                return person
        return None

    def given_name(self, parts: Sequence[str]) -> str:
        """The first word of a full name, "" for a family name alone ("Fallon", "Le Drian", "von der Leyen")."""
        words = [part for part in parts if part != "-"]
        return words[0] if len(words) > 1 and words[0] not in self.sets["particles"] else ""

    def known(self, name: Name, portfolio: str, nation: str) -> KnownMinister | None:
        """The only office holder on record whom the name can mean; a family name alone must fit the office."""
        candidates = []
        for person in self.words.known.get(name.key, ()):
            if nation and person.nation != nation:
                continue
            given = {keys_of(full)[0] for full in (person.name, *person.aliases)}
            if name.is_full and name.parts[0] not in self.sets["particles"] and not is_like(name.parts[0], given):
                continue
            if not name.is_full and portfolio and portfolio not in {item.portfolio for item in person.appointments}:
                continue
            candidates.append(person)
        return candidates[0] if len({person.nation for person in candidates}) == 1 else None

    def portfolio_of(self, person: KnownMinister) -> Portfolio | None:
        """The office held on the day of publication, else the only one on record."""
        published = self.document.source.published
        if published is not None:
            for item in person.appointments:
                if (item.start is None or item.start <= published.last_day) and (
                    item.end is None or published.day <= item.end
                ):
                    return item.portfolio
        return person.appointments[0].portfolio if person.appointments else None
