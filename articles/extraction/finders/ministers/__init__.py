"""People with an office in the service of a state, by name.

"French Defence Minister Jean-Yves Le Drian", "Ash Carter, the US defense secretary,", "foreign ministers Fabius of
France and Steinmeier of Germany", "SECRETARY KERRY:", then "Le Drian" alone. Former holders, officials of
organisations, journalists and unnamed ministers are none.

The parts, in the order in which they need each other: `words` (the lexicon's lists), `view` (the text), `register` (the
people so far), `owners` (whom an office serves), `offices` (what stands around one), `names`, `titles` (office and name
together), `joint` (two offices and two names), `states` (the state where none is named), `settling` (who is meant),
`statements` (office and name apart).
"""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.finders.ministers.joint import JointOffices
from articles.extraction.finders.ministers.names import Names
from articles.extraction.finders.ministers.offices import Offices
from articles.extraction.finders.ministers.owners import Owners
from articles.extraction.finders.ministers.register import Register
from articles.extraction.finders.ministers.settling import Settling
from articles.extraction.finders.ministers.statements import Statements
from articles.extraction.finders.ministers.states import States
from articles.extraction.finders.ministers.titles import Titles
from articles.extraction.finders.ministers.view import Name, Part, Text
from articles.extraction.finders.ministers.words import surname, words_of
from articles.extraction.lexicon import Lexicon
from articles.extraction.tokens import keys_of
from articles.extraction.types import Document, MinisterMention, NationMention

__all__ = ["find_ministers", "surname"]


def find_ministers(
    document: Document, lexicon: Lexicon, nations: Sequence[NationMention]
) -> tuple[MinisterMention, ...]:
    """All mentions of ministers in text order, introductions and later ones by family name.

    "Defence Minister Jean-Yves Le Drian of France met Ash Carter, the US defense secretary. Le Drian said" gives three.
    """
    return _Reader(Text(document, words_of(lexicon), nations, lexicon)).read()


class _Reader(Part):
    """Reads one document."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.register = Register(text)
        owners = Owners(text, self.register)
        self.offices = Offices(text, owners, self.register)
        self.names = Names(text, self.offices, self.register)
        self.joint = JointOffices(text, self.names, owners)
        states = States(text, self.register)
        self.titles = Titles(text, self.names, self.offices, owners, self.register)
        self.settling = Settling(text, self.register, states)
        self.statements = Statements(text, self.names, self.register, states)

    def read(self) -> tuple[MinisterMention, ...]:
        free = 0
        joint: set[int] = set()
        for first, end, introductions in self.joint.find():
            joint.update(range(first, end))
            for introduction in introductions:
                self.settling.settle(introduction)
        for first, end, office in self.words.offices.find_in(self.document):
            if first < free or end - 1 in joint or not self.offices.is_title(first, end, office):
                continue
            for introduction in self.titles.introductions(first, end, office):
                self.settling.settle(introduction)
                free = max(free, introduction.name.end)
        self.statements.find_apart()
        self.statements.find_possessed()
        self.statements.find_heads()
        self.statements.find_delegates()
        self.statements.find_elliptic()
        self.statements.find_deputies()
        self.statements.find_successors()
        self.find_later()
        mentions = [
            MinisterMention(person.name, person.nation, person.portfolio, person.office, first, end, bool(rule), rule)
            for first, end, person, rule in sorted(self.register.found, key=lambda item: item[0])
            if person.nation and not person.excluded
        ]
        return tuple(mentions)

    def find_later(self) -> None:
        """Family names of people introduced anywhere in the text."""
        taken = {token for first, end, *_ in self.register.found for token in range(first, end)}
        people = self.register.people
        for token in self.document.tokens_among(frozenset(people)):
            if token in taken or not self.printed[token][0].isupper():
                continue
            first = self.names.begin_of_name(token, taken)
            name = Name(
                first,
                token + 1,
                self.quote(first, token + 1),
                tuple(k for k in self.keys[first : token + 1] if k != "-"),
            )
            person = self.register.same_person(name)
            if person is not None:
                if len(name.parts) > len(keys_of(person.name)) and name.parts[0] not in self.words.not_names:
                    person.name = name.text
                self.register.found.append((first, token + 1, person, ""))
