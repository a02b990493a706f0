"""Two offices named together for two people: "the ministers of defence and foreign affairs, X and Y"."""

from __future__ import annotations

from collections.abc import Iterator

from articles.extraction.finders.ministers.names import Names
from articles.extraction.finders.ministers.owners import Owners
from articles.extraction.finders.ministers.view import Introduction, Name, Part, Text
from articles.extraction.finders.ministers.words import Office
from articles.extraction.types import Portfolio


class JointOffices(Part):
    """Reads pairs of offices with pairs of names, in the same order."""

    def __init__(self, text: Text, names: Names, owners: Owners) -> None:
        super().__init__(text)
        self.names = names
        self.owners = owners

    def find(self) -> Iterator[tuple[int, int, tuple[Introduction, Introduction]]]:
        """Where each pair of offices begins and ends, and who holds them."""
        for at in self.document.tokens_among(_HOLDERS):
            pair = self.fields_after(at) or self.fields_before(at)
            if pair is None:
                continue
            first, end, portfolios = pair
            start, nation = self.owner(first, end)
            people = self.names_after(end) or self.names_before(start)
            if people is not None:
                yield first, end, self.introductions(people, portfolios, nation, self.quote(first, end))

    def fields_after(self, at: int) -> tuple[int, int, tuple[Portfolio, Portfolio]] | None:
        """ "ministers of defence and foreign affairs", "ministries of defence and of foreign affairs"."""
        if self.key(at + 1) not in {"of", "for"}:
            return None
        first = self.field(at + 2)
        if first is None or self.key(first[0]) != "and":
            return None
        token = first[0] + 1
        token += self.key(token) in {"of", "for"}
        second = self.field(token)
        return (at, second[0], (first[1], second[1])) if second is not None else None

    def fields_before(self, at: int) -> tuple[int, int, tuple[Portfolio, Portfolio]] | None:
        """ "foreign and defence ministers"."""
        first, second = _FIELDS.get(self.key(at - 3)), _FIELDS.get(self.key(at - 1))
        if first is None or second is None or self.key(at - 2) != "and":
            return None
        return at - 3, at + 1, (first, second)

    def field(self, token: int) -> tuple[int, Portfolio] | None:
        token += self.key(token) == "the"
        portfolio = _FIELDS.get(self.key(token))
        if portfolio is None:
            return None
        return token + 1 + (self.key(token + 1) == "affairs"), portfolio

    def owner(self, first: int, end: int) -> tuple[int, str]:
        """Where the phrase begins with its state, and the state: "the Dutch ministers", "of the Netherlands"."""
        start, nation, organisation = self.owners.possessor(first - 1)
        if not nation and not organisation:
            nation = self.owners.nation_after(end)
        return start if nation else first, nation

    def names_after(self, end: int) -> tuple[Name, Name] | None:
        """ ", X and Y"."""
        end = self.owners.nation_after_end(end) or end
        first = self.names.name_after(end, end) if self.key(end) != "," else self.names.name_at(end + 1)
        if first is None or self.key(first.end) != "and":
            return None
        second = self.names.name_at(first.end + 1)
        return (first, second) if second is not None and first.is_full and second.is_full else None

    def names_before(self, start: int) -> tuple[Name, Name] | None:
        """ "X and Y, the", "X and Y took over the"."""
        at = start - 1
        while self.key(at) in _VERBS:
            at -= 1
        if self.key(at + 1) not in _VERBS or self.key(at + 1) == "the":
            return None
        second = self.names.name_ending(at + 1)
        first = self.names.name_ending(second.first - 1) if second and self.key(second.first - 1) == "and" else None
        return (first, second) if first and second and first.is_full and second.is_full else None

    def introductions(
        self, people: tuple[Name, Name], portfolios: tuple[Portfolio, Portfolio], nation: str, printed: str
    ) -> tuple[Introduction, Introduction]:
        first, second = (
            Introduction(
                name,
                Office("office", portfolio),
                printed,
                name.first,
                nation,
                "ministers.plural_titles",
                excluded=False,
                portfolio=portfolio,
            )
            for name, portfolio in zip(people, portfolios, strict=True)
        )
        return first, second


_HOLDERS = frozenset({"ministers", "ministries", "secretaries", "portfolios"})
_FIELDS: dict[str, Portfolio] = {
    "defence": "defence_minister",
    "defense": "defence_minister",
    "foreign": "foreign_minister",
    "finance": "other",
    "interior": "other",
    "justice": "other",
    "development": "other",
    "trade": "other",
    "oil": "other",
}
_VERBS = frozenset({",", "the", "took", "over", "head", "run", "lead", "hold", "are", "became", "as", "headed", "held"})
