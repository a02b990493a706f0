"""Office phrases with what changes them: "acting", "deputy", "former", "and Defence Minister", "for Europe"."""

from __future__ import annotations

from articles.extraction.finders.homes import capital_end
from articles.extraction.finders.ministers.owners import Owners
from articles.extraction.finders.ministers.register import Register
from articles.extraction.finders.ministers.view import Part, Text
from articles.extraction.finders.ministers.words import Office
from articles.extraction.tokens import sentence_of
from articles.extraction.types import Portfolio


class Offices(Part):
    """Reads the words that belong to an office."""

    def __init__(self, text: Text, owners: Owners, register: Register) -> None:
        super().__init__(text)
        self.owners = owners
        self.register = register

    def is_title(self, first: int, end: int, office: Office) -> bool:
        """Everyday words ("general", "major", "commander", "chair") are titles only in the right clothes."""
        if office.kind == "rank":
            return self.printed[first][0].isupper() and (
                end >= self.count or self.printed[end][0].isupper() or self.key(end) in self.sets["particles"]
            )
        if office.kind == "bare":
            return self.printed[first][0].isupper()
        return True

    def before(self, first: int, end: int, office: Office) -> tuple[int, str, Portfolio, bool]:
        """What stands before an office: first token, nation, portfolio, whether it is no present office of a state."""
        start, portfolio, excluded, branch = self.modifiers(first, office)
        owner_start, code, organisation = self.owners.possessor(start - 1)
        if not code and not organisation and self.owners.is_of_last_person(start - 1):
            owner_start, code = self.register.intro_start, self.register.found[-1][2].nation
        if not code and not organisation and office.kind != "counterpart":
            owner_start, code = self.owners.owner_by_pronoun(start)
        if office.portfolio == "spokesperson" and not code and not organisation:
            excluded = excluded or self.owners.is_of_party(start)
        if code or organisation:
            start = owner_start
            excluded = excluded or organisation or self.follows_former(start)
        return start, code or branch, portfolio, excluded

    def modifiers(self, first: int, office: Office) -> tuple[int, Portfolio, bool, str]:
        """Words such as "acting", "deputy", "former" or "Army" before an office: where they begin and what they change.

        The last value is "USA" for a service that the American press names without its country ("Army Gen.").
        """
        portfolio: Portfolio = self.shared(first) if office.kind == "counterpart" else office.portfolio
        excluded, branch, start, at = False, "", first, first - 1
        for _ in range(9):
            key = self.key(at)
            if key == "-" and self.key(at - 1) in self.words.modifiers:
                at -= 1
                continue
            joined = self.office_ending(at) if key in {"and", "&"} else None
            if joined is not None:
                start, at = joined, joined - 1
                continue
            if office.portfolio == "spokesperson" and key in _FIELDS:
                start, at = at, at - 1
                excluded = excluded or (self.key(at) == "'s" and at not in self.nation_ending)
                continue
            if key not in self.words.modifiers and not (office.kind == "rank" and key in self.sets["services"]):
                break
            excluded = excluded or key in self.sets["former"]
            portfolio = "other" if key in self.sets["deputies"] else portfolio
            branch = "USA" if office.kind == "rank" and key in self.sets["us_services"] else branch
            start = at
            at -= 1
        return start, portfolio, excluded, branch

    def shared(self, token: int) -> Portfolio:
        """The office of the last person named; before anybody is, the one that the text spoke of last."""
        if self.register.previous[0] >= 0:
            return self.register.previous[2]
        offices = [office for _, _, office in self.words.offices.find(self.keys, 0, token) if office.kind == "office"]
        return offices[-1].portfolio if offices else "other"

    def spokesman_before(self, start: int) -> Office | None:
        """The office of "a spokesman for the prime minister, X": X speaks for whoever is named by office alone."""
        at = start - 1
        while self.key(at) in {"the", "his", "her"}:
            at -= 1
        if self.key(at) not in {"for", "of", "to"}:
            return None
        for begin in range(max(0, at - 3), at):
            hit = self.words.offices.match_at(self.keys, begin, at)
            if hit is not None and hit[0] == at and hit[1].portfolio == "spokesperson":
                return hit[1]
        return None

    def follows_former(self, start: int) -> bool:
        """ "former French minister", "ex-British premier"."""
        before = start - 2 if self.key(start - 1) == "-" else start - 1
        return self.key(before) in self.sets["former"]

    def office_ending(self, end: int) -> int | None:
        """First token of the office right before "and": "Deputy Prime Minister and Defence Minister X"."""
        for begin in range(max(0, end - 5), end):
            hit = self.words.offices.match_at(self.keys, begin, end)
            if hit is not None and hit[0] == end:
                return begin
        return None

    def complement(self, end: int) -> tuple[int, str]:
        """Past what an office is for: "of France", "to Iraq", "for the Middle East", "-designate"; and the state it
        serves.
        """
        token, nation = end, ""
        if self.key(token) == "-" and self.key(token + 1) in {"designate", "elect"}:
            token += 2
        elif self.key(token) in {"designate", "elect"}:
            token += 1
        for _ in range(3):
            preposition = self.key(token)
            if preposition not in {"of", "for", "to", "on", "and", "at", "in"} or (
                preposition == "and" and token == end
            ):
                break
            at = token + 1
            at += self.key(at) == "the"
            mention = self.nation_at.get(at)
            hit = self.words.complements.match_at(self.keys, at) if at < self.count else None
            if mention is not None and (hit is None or hit[0] <= mention.end):
                if preposition == "of" and not nation and mention.code not in self.words.organisations:
                    nation = mention.code
                token = mention.end
                continue
            if hit is None:
                posted = capital_end(self.document, at, self.lexicon) if preposition in {"in", "to", "at"} else at
                token = posted if posted > at else self.past_field(token, end)
                break
            token = hit[0]
        return token, nation

    def past_field(self, token: int, end: int) -> int:
        """Past "for development cooperation" in "the minister for development cooperation, X"."""
        if self.key(token) not in {"for", "of"} or self.key(end - 1) not in {"minister", "secretary", "state"}:
            return token
        fields = [
            at
            for at in range(token + 1, min(token + 7, self.count))
            if self.keys[at] in _SUBJECTS and not self.ends(at)
        ]
        if fields and all(
            self.printed[at][0].isupper() or self.keys[at] in {"and", "of", "for"}
            for at in range(token + 1, fields[-1])
        ):
            return fields[-1] + 1
        at = token + 1
        while (
            at < min(token + 7, self.count) and self.printed[at][0].islower() and self.keys[at] not in {"who", "said"}
        ):
            at += 1
        return at if at < self.count and at > token + 1 and self.keys[at] == "," else token

    def ends(self, token: int) -> bool:
        """The token closes its sentence, or a comma stands in it."""
        return self.keys[token] in {",", ".", ";", ":"}

    def office_after_comma(self, token: int) -> tuple[int, int, Office, str, bool, bool] | None:
        """The office that begins within a few words after "NAME," and its nation."""
        sentence_end = sentence_of(self.document, token).end if token < self.count else token
        for at in range(token, min(token + 6, sentence_end)):
            if self.key(at) in {",", ";", "who", "said", "told"} or (at == token and self.key(at) == "and"):
                return None
            hit = self.words.offices.match_at(self.keys, at, sentence_end)
            if hit is None or hit[1].kind not in {"office", "other"} or hit[1].plural or self.key(hit[0]) == "'s":
                continue
            end, office = hit
            _, nation, _, excluded = self.before(at, end, office)
            nation = nation or self.complement(end)[1] or self.owners.employer_after(end)
            return at, end, office, nation, excluded, self.owners.organisation_after(end)
        return None


_SUBJECTS = frozenset({
    "trade", "cooperation", "development", "affairs", "relations", "integration", "aid", "resources", "planning",
    "reconstruction", "migration", "displacement", "emergencies", "economy", "assistance", "industry", "migrants",
})  # fmt: skip
"""Last words of the field of a ministry."""
_FIELDS = frozenset({"foreign", "affairs", "defence", "defense", "policy", "security", "home", "justice", "treasury"})
"""Subjects of a spokesman: a party has one for each."""
