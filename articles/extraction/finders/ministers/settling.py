"""Introductions become people: a new one, or more about one whom the text has named before."""

from __future__ import annotations

from articles.extraction.finders.ministers.register import Person, Register
from articles.extraction.finders.ministers.states import States
from articles.extraction.finders.ministers.view import Introduction, Part, Text
from articles.extraction.tokens import keys_of


class Settling(Part):
    """Ties introductions to the people of the document."""

    def __init__(self, text: Text, register: Register, states: States) -> None:
        super().__init__(text)
        self.register = register
        self.states = states

    def settle(self, introduction: Introduction) -> None:
        """Tie an introduction to a person of the document, or make a new one."""
        name = introduction.name
        if not name.key:
            return
        person = self.register.same_person(name)
        nation = introduction.nation or self.states.inferred(introduction, person)
        if person is None:
            known = self.register.known(name, introduction.portfolio, nation)
            excluded = introduction.excluded or (known is not None and known.nation in self.words.organisations)
            person = Person(name.key, name.text, nation, introduction.portfolio, introduction.printed, excluded)
            self.register.people.setdefault(name.key, []).append(person)
        else:
            self.improve(person, introduction, nation)
        person.mentions.append((name.first, name.end))
        self.register.found.append((name.first, name.end, person, introduction.rule))
        self.register.previous = (name.end, nation, introduction.portfolio)
        self.register.intro_start = introduction.first

    def improve(self, person: Person, introduction: Introduction, nation: str) -> None:
        """A fuller name, a clear office and a nation replace lesser ones."""
        if len(introduction.name.parts) > len(keys_of(person.name)):
            person.name = introduction.name.text
        if (
            person.excluded
            and not introduction.excluded
            and introduction.office.kind == "office"
            and introduction.rule != "ministers.rank_and_name"
        ):
            person.excluded = False
            person.portfolio, person.office, person.nation = (
                introduction.portfolio,
                introduction.printed,
                nation or person.nation,
            )
        vague = person.portfolio in {"other", "military_commander"} and person.office.lower() in _VAGUE_OFFICES
        if (
            vague
            and introduction.office.kind == "office"
            and not introduction.excluded
            and introduction.printed.lower() not in _VAGUE_OFFICES
        ):
            person.portfolio, person.office = introduction.portfolio, introduction.printed
        person.nation = person.nation or nation


_VAGUE_OFFICES = frozenset({
    "secretary", "minister", "general", "gen", "gen.", "colonel", "col.", "lt. gen.", "maj. gen.", "commander",
    "adviser", "advisor", "deputy prime minister", "vice prime minister", "deputy premier",
    "first deputy prime minister",
})  # fmt: skip
