"""The state of an office holder where the phrase names none: the text's own, the one named last, the only one."""

from __future__ import annotations

from articles.extraction.finders.homes import home_votes
from articles.extraction.finders.ministers.register import Person, Register
from articles.extraction.finders.ministers.view import Introduction, Part, Text
from articles.extraction.tokens import sentence_of
from articles.extraction.types import NationMention, Sentence


class States(Part):
    """Infers whom an office holder serves."""

    def __init__(self, text: Text, register: Register) -> None:
        super().__init__(text)
        self.register = register
        self.votes: dict[str, float] | None = None

    def inferred(self, introduction: Introduction, person: Person | None) -> str:
        """The nation where the phrase names none, from the surest source down."""
        if person is not None and person.nation:
            return person.nation
        name, office = introduction.name, introduction.office
        known = self.register.known(name, introduction.portfolio, "")
        if known is not None:
            return known.nation if known.nation not in self.words.organisations else ""
        if office.nation:
            return office.nation
        if self.is_joined(introduction.first):
            return self.register.previous[1]
        if introduction.printed.lower() == "president" and self.home.get("USA"):
            first = max(self.home, key=lambda code: self.home[code])
            if first.lower() in self.sets["monarchies"]:
                return "USA"
        if introduction.portfolio in {"head_of_state", "head_of_government"}:
            crowned = self.key(name.first - 1) in _CROWNED
            return self.likeliest_nation(introduction, self.sets["monarchies"] if crowned else None)
        if introduction.portfolio in {"military_commander", "spokesperson"} or office.kind == "rank":
            if self.is_beside_last(introduction):
                return self.register.previous[1]
            return self.only_nation(introduction) or self.publisher_nation() or self.likeliest_nation(introduction)
        return self.likeliest_nation(introduction)

    def only_nation(self, introduction: Introduction) -> str:
        """The only state outside the theatre of war that an officer's sentence names as an owner: "the U.K.'s ship"."""
        sentence = sentence_of(self.document, introduction.name.first)
        named = {
            mention.code
            for mention in self.nations
            if sentence.first <= mention.first < sentence.end and mention.code not in self.words.organisations
        }
        owners = {
            mention.code
            for mention in self.nations
            if sentence.first <= mention.first < sentence.end
            and (mention.possessive or mention.form in {"demonym", "institution"})
        }
        return next(iter(named)) if len(named) == 1 and named <= owners and not named & _THEATRE else ""

    def is_joined(self, first: int) -> bool:
        """Only "and", commas and articles lie between the last person and this office."""
        last = self.register.previous[0]
        return 0 <= first - last <= 4 and all(
            key in {",", "and", "the", "with", "his", "her", "then"} for key in self.keys[last:first]
        )

    def is_beside_last(self, introduction: Introduction) -> bool:
        """ "X, the defence secretary, and Air Marshal Y": two officials in one breath, and no state in between."""
        last = self.register.previous[0]
        between = self.keys[last : introduction.first]
        if not 0 < len(between) <= 14 or "and" not in between[-2:] or "." in between:
            return False
        return not any(last <= mention.first < introduction.first for mention in self.nations)

    def likeliest_nation(self, introduction: Introduction, among: frozenset[str] | None = None) -> str:
        """The state that the text speaks from, those named just before the office and those of its people ahead.

        A state that has no such office is none ("Foreign Minister" is never American), and a name with an Arabic
        article serves an Arab state where the text names one.
        """
        votes = {code: vote for code, vote in self.home.items() if self.may_have(code, introduction, among)}
        published = self.publisher_nation()
        if published and self.may_have(published, introduction, among):
            votes[published] = votes.get(published, 0) + 8
        sentence = sentence_of(self.document, introduction.name.first)
        for mention in self.nations:
            if mention.code in votes and sentence.first <= mention.first < introduction.first:
                heads = mention.first == sentence.first and self.key(mention.end) in {"–", "—", "-", ":"}
                subject = self.is_subject(mention, sentence)
                votes[mention.code] += 50 if heads else 8 if subject else 2 if mention.code not in _THEATRE else 1
        for people in self.register.people.values():
            for person in people:
                if person.nation in votes and not person.excluded and among is None:
                    votes[person.nation] += 1.5
        votes = self.by_origin(introduction, self.by_holder(introduction, votes))
        return max(votes, key=lambda code: votes[code]) if votes else ""

    def by_holder(self, introduction: Introduction, votes: dict[str, float]) -> dict[str, float]:
        """A state whose president the text has named has no second one: "President X" beside France's president Y."""
        if introduction.portfolio not in _SINGLE or introduction.name.is_full:
            return votes
        held = {
            person.nation
            for people in self.register.people.values()
            for person in people
            if person.portfolio == introduction.portfolio
            and not person.excluded
            and person.key != introduction.name.key
        }
        return {code: vote for code, vote in votes.items() if code not in held} or votes

    def is_subject(self, mention: NationMention, sentence: Sentence) -> bool:
        """ "Canada will keep its soldiers": the state whose act opens the sentence, after a dateline perhaps."""
        before = self.key(mention.first - 1) if mention.first > sentence.first else ""
        return before in {"", "-", "–", "—", "--", ":"} and self.key(mention.end) in _ACTING

    def by_origin(self, introduction: Introduction, votes: dict[str, float]) -> dict[str, float]:
        """An Arabic name serves an Arab state, the one named last rather; another name rather serves another state."""
        arab = {code for code in votes if code.lower() in self.sets["arab_states"]}
        if {"al", "el", "bin", "ibn", "abu", "ul"}.isdisjoint(introduction.name.parts[:-1]):
            other = introduction.name.is_full and introduction.name.parts[0] not in self.sets["arab_names"]
            return {code: vote * (0.4 if other and code in arab else 1) for code, vote in votes.items()}
        last = self.last_arab_state(introduction.first)
        even = {code: votes[code] / (0.3 if code in _THEATRE else 1) + 3 * (code == last) for code in arab}
        return even or votes

    @property
    def home(self) -> dict[str, float]:
        """Votes for the state the text speaks from, counted once."""
        if self.votes is None:
            self.votes = home_votes(self.document, self.nations, self.lexicon)
        return self.votes

    def may_have(self, code: str, introduction: Introduction, among: frozenset[str] | None) -> bool:
        """Whether a state has an office of the kind at all."""
        lower = code.lower()
        if among is not None and lower not in among:
            return False
        words = introduction.printed.lower().split()
        if code == "USA":
            return not {"minister", "ministers", "premier", "chancellor"} & set(words)
        if "president" in words and introduction.portfolio == "head_of_state":
            return lower not in self.sets["monarchies"] - {"esp", "tha"}
        return True

    def last_arab_state(self, token: int) -> str:
        codes = [m.code for m in self.nations if m.first < token and m.code.lower() in self.sets["arab_states"]]
        return codes[-1] if codes else ""

    def publisher_nation(self) -> str:
        publisher = self.document.source.publisher
        return next((nation for name, nation in self.words.publishers.items() if name in publisher), "")


_CROWNED = frozenset({"king", "queen", "emperor", "sultan", "emir", "amir"})
_THEATRE = frozenset({"IRQ", "SYR", "LBY", "AFG", "YEM"})
"""Where the fighting is: named so often that mention says little about who serves whom."""
_SINGLE = frozenset({"head_of_state", "head_of_government"})
"""Offices that one person at a time holds in a state."""
_ACTING = frozenset({
    "will", "has", "is", "would", "said", "says", "plans", "sent", "sends", "agreed", "announced", "offered", "decided",
    "pledged", "withdrew", "may", "wants", "does", "did", "was", "intends", "extended", "approved",
})  # fmt: skip
