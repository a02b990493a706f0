"""Office and name together, in all orders: before, after, in lists, as ranks, as counterparts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from articles.extraction.finders.homes import capital_at
from articles.extraction.finders.ministers.names import Names
from articles.extraction.finders.ministers.offices import Offices
from articles.extraction.finders.ministers.owners import Owners
from articles.extraction.finders.ministers.register import Register
from articles.extraction.finders.ministers.view import Introduction, Name, Part, Text
from articles.extraction.finders.ministers.words import Office
from articles.extraction.types import Portfolio

_REACH = 60
"""Tokens back to the office that "the minister" takes up again."""
_MINISTRIES = frozenset({"defence_minister", "foreign_minister"})


class Titles(Part):
    """Reads who is introduced at an office phrase."""

    def __init__(self, text: Text, names: Names, offices: Offices, owners: Owners, register: Register) -> None:
        super().__init__(text)
        self.names = names
        self.offices = offices
        self.owners = owners
        self.register = register

    def introductions(  # noqa: C901 - one way after the other to read an office
        self, first: int, end: int, office: Office
    ) -> Iterator[Introduction]:
        if office.kind == "bare":
            yield from self.bare(first, end, office)
            return
        if self.key(end) == "'s":
            return
        start, nation, portfolio, excluded = self.offices.before(first, end, office)
        excluded = excluded or office.kind == "other"
        if (
            portfolio == "other"
            and self.keys[first:end] == ["minister"]
            and "the" in (self.key(start), self.key(start - 1))
        ):
            nation, portfolio = self.told_before(first, nation)
        after, nation_after = self.offices.complement(end)
        if office.plural:
            yield from self.plural(end, office, start, nation, portfolio, excluded)
            return
        name = self.names.name_after(after, start)
        if (
            office.kind == "other"
            and name is not None
            and self.names.is_ranked(after, name)
            and not self.owners.employer_ending(first)
        ):
            excluded, portfolio = (
                False,
                "spokesperson" if self.sets["speech_offices"] & set(self.keys[start:end]) else "military_commander",
            )
        if name is not None and office.kind == "rank" and not self.speaks_for_forces(first, end, name):
            return
        if name is not None:
            speaker = self.offices.spokesman_before(start) if self.key(after) == "," else None
            if speaker is not None and self.register.known(name, portfolio, "") is None:
                office, portfolio = speaker, speaker.portfolio
            nation = nation or nation_after or self.owners.nation_after(name.end)
            rule = {"rank": "ministers.rank_and_name", "counterpart": "ministers.counterpart"}.get(
                office.kind, "ministers.title_before_name"
            )
            yield from self.refined(
                Introduction(name, office, self.quote(first, end), start, nation, rule, excluded, portfolio)
            )
            return
        if office.kind == "counterpart" and not office.plural:
            yield from self.counterpart_after(start, end, office, nation, portfolio, excluded=excluded)
        if office.kind in {"rank", "counterpart"}:
            return
        if not excluded and office.kind == "office":
            self.register.unnamed.append((first, end, office, nation or office.nation, portfolio))
        name = self.names.name_told(start, end)
        if name is not None:
            nation = nation or nation_after or self.owners.owner_of_whose(start)
            known = self.register.known(name, "", "")
            if known is not None:
                nation, portfolio = known.nation, self.register.portfolio_of(known) or portfolio
            yield Introduction(
                name, office, self.quote(first, end), start, nation, "ministers.stated", excluded, portfolio
            )
            return
        name = self.names.name_before(start) or self.names.name_on_line_above(start)
        if name is not None:
            nation = nation or nation_after or self.owners.nation_after(name.end) or self.owners.employer_after(end)
            if not nation and self.key(end) == "in":
                nation = capital_at(self.document, end + 1, self.lexicon)
            if not excluded and self.owners.organisation_after(end):
                excluded = True
            yield Introduction(
                name,
                office,
                self.quote(first, end),
                name.first,
                nation,
                "ministers.name_comma_title",
                excluded,
                portfolio,
            )

    def told_before(self, first: int, nation: str) -> tuple[str, Portfolio]:
        """State and portfolio of "the minister, Ann Smith" whose office an earlier line told in full."""
        for _, end, _, owner, portfolio in reversed(self.register.unnamed):
            if end <= first and first - end <= _REACH and portfolio in _MINISTRIES and nation in {"", owner}:
                return owner, portfolio
        return nation, "other"

    def counterpart_after(
        self, start: int, end: int, office: Office, nation: str, portfolio: Portfolio, *, excluded: bool
    ) -> Iterator[Introduction]:
        """ "Ash Carter, his American counterpart": the office is that of whoever was named before."""
        name = self.names.name_before(start) if nation else None
        if name is not None:
            yield Introduction(
                name, office, self.quote(start, end), name.first, nation, "ministers.counterpart", excluded, portfolio
            )

    def speaks_for_forces(self, first: int, end: int, name: Name) -> bool:
        """A captain or major counts where an office follows the name or the officer is quoted."""
        if end - first > 1 or self.keys[first] not in self.sets["junior_ranks"]:
            return True
        if self.key(name.end) == "," and self.offices.office_after_comma(name.end + 1) is not None:
            return True
        near = {self.key(first - 1), self.key(first - 2), *self.keys[name.end : name.end + 3]}
        return not self.sets["speech"].isdisjoint(near)

    def bare(self, first: int, end: int, office: Office) -> Iterator[Introduction]:
        """ "Secretary Kerry": the department is known from elsewhere."""
        name = self.names.name_at(end)
        if name is None:
            return
        portfolio: Portfolio = office.portfolio
        known = self.register.known(name, "", "USA")
        if known is not None:
            portfolio = self.register.portfolio_of(known) or portfolio
        if portfolio == "other":
            portfolio = next(
                (value for key, value in self.words.departments.items() if key in self.document.source.publisher),
                self.secretary_elsewhere(name),
            )
        nation = self.owners.demonym_before(first)[1] or (known.nation if known else "") or office.nation
        yield Introduction(
            name, office, self.quote(first, end), first, nation, "ministers.title_before_name", False, portfolio
        )

    def secretary_elsewhere(self, name: Name) -> Portfolio:
        """The department of "Secretary X": told with the name elsewhere, or the only one the text has to do with."""
        text = f"{self.document.source.title} {self.document.source.text}".lower()
        if f"secretary of state {name.text.lower()}" in text or f"state secretary {name.text.lower()}" in text:
            return "foreign_minister"
        diplomacy = sum(
            text.count(word) for word in ("state department", "secretary of state", "diplomat", "counterpart")
        )
        arms = sum(
            text.count(word)
            for word in ("pentagon", "secretary of defense", "defense secretary", "department of defense")
        )
        return "foreign_minister" if diplomacy > arms else "defence_minister" if arms else "other"

    def refined(self, introduction: Introduction) -> Iterator[Introduction]:
        """A rank yields to the office that follows the name: "Gen. Joseph Votel, commander of U.S. Central Command"."""
        name, office = introduction.name, introduction.office
        if office.kind == "office" and not introduction.nation and self.key(name.end) == ",":
            follow = self.offices.office_after_comma(name.end + 1)
            is_own = follow is not None and self.names.name_at(follow[1]) is None
            if follow is not None and is_own and not follow[4] and (follow[3] or follow[2].nation):
                introduction = replace(introduction, nation=follow[3] or follow[2].nation)
        if office.kind == "rank" and self.key(name.end) == ",":
            follow = self.offices.office_after_comma(name.end + 1)
            if follow is not None:
                first, end, second, nation, former, employed = follow
                portfolio = second.portfolio if second.kind == "office" else introduction.portfolio
                nation = introduction.nation or nation
                excluded = employed or former or (introduction.excluded and second.kind != "office")
                yield Introduction(
                    name,
                    second,
                    self.quote(first, end),
                    introduction.first,
                    nation,
                    introduction.rule,
                    excluded,
                    portfolio,
                )
                return
        yield introduction

    def plural(
        self, end: int, office: Office, start: int, nation: str, portfolio: Portfolio, excluded: bool
    ) -> Iterator[Introduction]:
        """ "foreign ministers Laurent Fabius of France and Frank-Walter Steinmeier of Germany"."""
        token = end + 1 if self.key(end) == "," else end
        for _ in range(12):
            while self.key(token) in self.sets["honorifics"] or self.key(token) == "'s":
                token += 1
            possessor = self.nation_at.get(token)
            own = ""
            if possessor is not None and self.key(possessor.end) == "'s":
                own, token = possessor.code, possessor.end + 1
            name = self.names.name_at(token)
            if name is None:
                return
            own = own or self.owners.nation_after(name.end) or nation
            yield Introduction(
                name, office, self.quote(end - 1, end), name.first, own, "ministers.plural_titles", excluded, portfolio
            )
            token = name.end
            following = self.owners.nation_after_end(name.end)
            token = following or token
            if self.key(token) == ",":
                token += 1
            if self.key(token) == "and":
                token += 1
            if token in (name.end, following):
                return
