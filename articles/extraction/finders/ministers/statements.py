"""Office and name apart, or no office at all: "X heads the Dutch defence ministry", "Britain's Fallon"."""

from __future__ import annotations

from articles.extraction.finders.holders import portfolio_led, state_come_for
from articles.extraction.finders.ministers.names import Names
from articles.extraction.finders.ministers.register import Person, Register
from articles.extraction.finders.ministers.states import States
from articles.extraction.finders.ministers.view import Introduction, Name, Part, Text
from articles.extraction.finders.ministers.words import Office
from articles.extraction.tokens import keys_of
from articles.extraction.types import Portfolio


class Statements(Part):
    """Reads statements of who holds an office."""

    def __init__(self, text: Text, names: Names, register: Register, states: States) -> None:
        super().__init__(text)
        self.names = names
        self.register = register
        self.states = states

    def find_apart(self) -> None:
        """An office without a name, and elsewhere the full name of who held it then: "The Foreign Secretary … Boris
        Johnson".
        """
        offices = {
            (portfolio, nation): (first, end) for first, end, _, nation, portfolio in self.register.unnamed if nation
        }
        if not offices:
            return
        for token, key in enumerate(self.keys):
            if key not in self.words.known or key in self.register.people or not self.printed[token][0].isupper():
                continue
            name = self.names.full_name(token)
            for person in self.words.known[key] if name is not None else ():
                held = self.register.portfolio_of(person)
                place = offices.get((held, person.nation)) if held is not None else None
                if place is None or held is None or name is None or keys_of(person.name)[0] != name.parts[0]:
                    continue
                found = Person(name.key, name.text, person.nation, held, self.quote(*place))
                self.register.people.setdefault(name.key, []).append(found)
                self.register.found.append((name.first, name.end, found, "ministers.office_apart"))

    def find_possessed(self) -> None:
        """ "Britain's Fallon", "Germany's von der Leyen": someone on record or introduced elsewhere."""
        taken = {token for first, end, *_ in self.register.found for token in range(first, end)}
        for mention in self.nations:
            if not mention.possessive or mention.end + 1 >= self.count or mention.end + 1 in taken:
                continue
            name = self.names.name_at(mention.end + 1)
            if name is None or self.register.same_person(name) is not None:
                continue
            known = self.register.known(name, "", mention.code)
            portfolio = self.register.portfolio_of(known) if known is not None else None
            if known is None or portfolio is None:
                continue
            person = Person(name.key, name.text, known.nation, portfolio, "")
            self.register.people.setdefault(name.key, []).append(person)
            self.register.found.append((name.first, name.end, person, "ministers.nation_and_surname"))

    def find_heads(self) -> None:
        """ "X heads the Dutch defence ministry", "Y, who is in charge of foreign affairs"."""
        for sentence in self.document.sentences:
            keys = self.keys[sentence.first : sentence.end]
            if not {"ministry", "portfolio", "affairs", "department"} & set(keys):
                continue
            for at in range(sentence.first + 1, sentence.end):
                if self.keys[at] not in {"heads", "runs", "leads", "holds", "has", "is", ",", "who"}:
                    continue
                name = self.names.name_ending(at)
                led = portfolio_led(self.keys, at, sentence.end) if name is not None and name.is_full else None
                if name is None or led is None or self.register.same_person(name) is not None:
                    continue
                first, end, portfolio = led
                owners = [m.code for m in self.nations if first < m.first < end and len(m.code) == 3]
                self.add_stated(name, portfolio, owners[-1] if owners else "", self.quote(first, end))

    def find_delegates(self) -> None:
        """ "X came for Germany, Y for Italy": people whose office the ministers named before them share."""
        follows = -99
        for sentence in self.document.sentences:
            if (
                "for" not in self.keys[sentence.first : sentence.end]
                and "represented" not in self.keys[sentence.first : sentence.end]
            ):
                continue
            for at in range(sentence.first + 1, sentence.end):
                token = state_come_for(self.keys, at, sentence.end, follows=at - follows < 9)
                mention = self.nation_at.get(token) if token is not None else None
                if mention is None or len(mention.code) != 3 or mention.code in self.words.organisations:
                    continue
                name = self.names.name_ending(at)
                portfolio = self.shared_portfolio(sentence.first)
                if name is None or not name.is_full or self.register.same_person(name) is not None or not portfolio:
                    continue
                follows = mention.end
                self.add_stated(name, portfolio, mention.code, "")

    def shared_portfolio(self, token: int) -> Portfolio | None:
        """The office of which the text spoke last, one or several holders."""
        offices = [(first, office) for first, _, office in self.words.offices.find(self.keys, 0, token)]
        return next(
            (
                office.portfolio
                for _, office in reversed(offices)
                if office.portfolio in _SHARED and office.kind == "office"
            ),
            None,
        )

    def add_stated(self, name: Name, portfolio: Portfolio, nation: str, printed: str) -> None:
        known = self.register.known(name, "", nation)
        if known is not None:
            nation, portfolio = nation or known.nation, self.register.portfolio_of(known) or portfolio
        if not nation:
            office = Office("office", portfolio)
            nation = self.states.likeliest_nation(
                Introduction(name, office, "minister", name.first, "", "ministers.stated", False, portfolio)
            )
        person = Person(name.key, name.text, nation, portfolio, printed)
        self.register.people.setdefault(name.key, []).append(person)
        self.register.found.append((name.first, name.end, person, "ministers.stated"))


_SHARED = frozenset({"defence_minister", "foreign_minister", "head_of_government", "head_of_state"})
