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
        Johnson", "The defence ministers met … Ursula von der Leyen was the host".
        """
        offices = {
            (portfolio, nation): (first, end) for first, end, _, nation, portfolio in self.register.unnamed if nation
        }
        groups = {
            office.portfolio: (first, end)
            for first, end, office in self.words.offices.find_in(self.document)
            if office.plural and office.kind == "office"
        }
        if not offices and not groups:
            return
        named = {mention.code for mention in self.nations}
        for token, key in enumerate(self.keys):
            if key not in self.words.known or key in self.register.people or not self.printed[token][0].isupper():
                continue
            name = self.names.full_name(token)
            for person in self.words.known[key] if name is not None else ():
                held = self.register.portfolio_of(person)
                place = offices.get((held, person.nation)) if held is not None else None
                if place is None and held in _SHARED and person.nation in named:
                    place = groups.get(held)
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
            if _LED.isdisjoint(keys):
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
            if _COMING_FOR.isdisjoint(self.keys[sentence.first : sentence.end]):
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

    def find_elliptic(self) -> None:
        """ "Jordan's foreign minister, X, and Qatar's, Y": the second state's minister has the first one's office."""
        for mention in self.nations:
            end = mention.end
            if (
                self.key(end) != "'s"
                or self.key(end + 1) != ","
                or self.key(mention.first - 1) not in {"and", ",", ";"}
            ):
                continue
            before = [entry for entry in self.register.found if 0 <= mention.first - entry[1] <= 6 and entry[3]]
            name = self.names.name_after(end + 1, mention.first)
            if not before or name is None or not name.is_full or self.register.same_person(name) is not None:
                continue
            person = max(before, key=lambda entry: entry[1])[2]
            if not person.excluded:
                self.add_stated(name, person.portfolio, mention.code, person.office)

    def find_deputies(self) -> None:
        """ "the envoy, X, and his deputy Y"."""
        for at in range(1, self.count - 1):
            if self.keys[at] != "deputy" or self.keys[at - 1] not in {"his", "her"}:
                continue
            name = self.names.name_at(at + 2 if self.keys[at + 1] == "," else at + 1)
            chief = self.person_before(at, 40)
            if name is None or not name.is_full or chief is None or self.register.same_person(name) is not None:
                continue
            self.add_stated(name, "other", chief.nation, "deputy")

    def find_successors(self) -> None:
        """ "X is giving up the post; his place will be taken by Y", "X is succeeded by Y"."""
        for at in range(3, self.count - 2):
            if self.keys[at] != "by" or self.keys[at - 1] not in {"taken", "succeeded", "replaced"}:
                continue
            before = self.keys[max(0, at - 8) : at - 1]
            if self.keys[at - 1] == "taken" and {"place", "post", "job", "seat"}.isdisjoint(before):
                continue
            name = self.names.name_at(at + 1)
            person = self.person_before(at, 40)
            if name is None or not name.is_full or person is None or self.register.same_person(name) is not None:
                continue
            self.add_stated(name, person.portfolio, person.nation, person.office)

    def person_before(self, token: int, reach: int) -> Person | None:
        """Whoever was named last before a token, in office."""
        near = [entry for entry in self.register.found if 0 <= token - entry[1] <= reach]
        person = max(near, key=lambda entry: entry[1])[2] if near else None
        return person if person is not None and not person.excluded and person.nation else None

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
_LED = frozenset({"ministry", "portfolio", "affairs", "department", "charge"})
"""Words for what a minister heads."""
_COMING_FOR = frozenset({"for", "represented"})
"""Words between a delegate and the state."""
