"""People with an office in the service of a state, by name.

"French Defence Minister Jean-Yves Le Drian", "Ash Carter, the US defense secretary,", "foreign ministers Fabius of
France and Steinmeier of Germany", "SECRETARY KERRY:", then "Le Drian" alone. Former holders, officials of
organisations,
journalists and unnamed ministers are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from articles.extraction.finders.holders import HELD_BY, HOLDING, portfolio_led, state_come_for
from articles.extraction.finders.homes import capital_at, home_votes
from articles.extraction.lexicon import KnownMinister, Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import STARTERS, fold, keys_of, sentence_of
from articles.extraction.types import Document, MinisterMention, NationMention, Portfolio

Kind = Literal["office", "bare", "rank", "other", "counterpart"]


@dataclass(frozen=True, slots=True)
class _Office:
    """What an office phrase stands for. `kind` "other" is an office that serves no state."""

    kind: Kind
    portfolio: Portfolio
    nation: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    offices: PhraseTable[_Office]
    employers: PhraseTable[bool]
    complements: PhraseTable[bool]
    ranks: PhraseTable[bool]
    modifiers: frozenset[str]
    sets: dict[str, frozenset[str]]
    not_names: frozenset[str]
    given_names: frozenset[str]
    known: dict[str, list[KnownMinister]]
    publishers: dict[str, str]
    departments: dict[str, Portfolio]
    organisations: frozenset[str]


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    reference: dict[str, Any] = lexicon.reference["offices"]
    known: dict[str, list[KnownMinister]] = {}
    for person in lexicon.ministers:
        for key in {surname(name) for name in (person.name, *person.aliases)}:
            known.setdefault(key, []).append(person)
    return _Words(
        offices=PhraseTable(_offices(reference)),
        employers=PhraseTable((phrase, True) for phrase in reference["other_employers"]),
        complements=PhraseTable((phrase.removeprefix("the "), True) for phrase in reference["complements"]),
        ranks=PhraseTable((phrase, True) for phrase in reference["ranks"]),
        modifiers=frozenset(fold(word) for key in ("same_office", "former", "deputies") for word in reference[key]),
        sets={
            key: frozenset(fold(str(word)) for word in reference[key])
            for key in (
                "same_office",
                "deputies",
                "former",
                "services",
                "us_services",
                "honorifics",
                "bare_titles",
                "particles",
                "monarchies",
                "arab_states",
                "arab_names",
                "junior_ranks",
                "speech",
                "speech_offices",
            )
        },
        not_names=frozenset(fold(word) for word in reference["not_names"]),
        given_names=frozenset(fold(name) for name in lexicon.reference["given_names"]["given_names"]),
        known=known,
        publishers=reference["publishers"],
        departments=reference["departments"],
        organisations=frozenset(nation.code for nation in lexicon.nations if nation.kind != "state"),
    )


def _offices(reference: dict[str, Any]) -> Iterator[tuple[str, _Office]]:
    for entry in reference["offices"]:
        kind: Kind = "bare" if entry.get("bare") else "office"
        nation = entry.get("nation", "")
        for phrase in entry["words"]:
            yield phrase, _Office(kind, entry["portfolio"], nation)
            if " of " not in phrase and " for " not in phrase:
                yield f"{phrase}s", _Office(kind, entry["portfolio"], nation, plural=True)
        for phrase in entry.get("plural", ()):
            yield phrase, _Office(kind, entry["portfolio"], nation, plural=True)
    for phrase in reference["not_of_state"]:
        yield phrase, _Office("other", "other")
        yield f"{phrase}s", _Office("other", "other", plural=True)
    for phrase in reference["ranks"]:
        yield phrase, _Office("rank", "military_commander")
    for phrase in ("counterpart", "colleague", "opposite number", "homologue"):
        yield phrase, _Office("counterpart", "other")
        yield f"{phrase}s", _Office("counterpart", "other", plural=True)


def surname(name: str) -> str:
    """The lookup form of a family name, without article or numeral: "abadi" for "Haider al-Abadi" and "Abadi"."""
    words = [key for key in keys_of(name) if key[0].isalpha() and key.strip(".") not in _SUFFIXES]
    return words[-1] if words else ""


def _is_like(given: str, others: set[str]) -> bool:
    """Spellings of one given name: "sergei" and "sergey", "qasem" and "qassem", "tony" only itself."""
    return any(given == other or (given[:3] == other[:3] and abs(len(given) - len(other)) <= 1) for other in others)


_SUFFIXES = frozenset({"i", "ii", "iii", "iv", "v", "vi", "jr", "sr"})


@dataclass(slots=True)
class _Person:
    """One person of the document while it is read."""

    key: str
    name: str
    nation: str
    portfolio: Portfolio
    office: str
    excluded: bool = False
    mentions: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it stands, without rank or title: tokens `first` to `end`, `text` as printed."""

    first: int
    end: int
    text: str
    parts: tuple[str, ...]
    """Lookup forms of its words."""

    @property
    def key(self) -> str:
        words = [part for part in self.parts if part.strip(".") not in _SUFFIXES]
        return words[-1] if words else ""

    @property
    def is_full(self) -> bool:
        """More than a family name ("Le Drian" and "al-Abadi" are family names)."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class _Introduction:
    """Name and office together, before it is known who is meant."""

    name: _Name
    office: _Office
    printed: str
    first: int
    nation: str
    rule: str
    excluded: bool
    portfolio: Portfolio


def find_ministers(
    document: Document, lexicon: Lexicon, nations: Sequence[NationMention]
) -> tuple[MinisterMention, ...]:
    """All mentions of ministers in text order, introductions and later ones by family name.

    "Defence Minister Jean-Yves Le Drian of France met Ash Carter, the US defense secretary. Le Drian said" gives three.
    """
    return _Reader(document, _words(lexicon), nations, lexicon).read()


class _Reader:
    """Reads one document."""

    def __init__(self, document: Document, words: _Words, nations: Sequence[NationMention], lexicon: Lexicon) -> None:
        self.document = document
        self.lexicon = lexicon
        self.keys = document.keys
        self.printed = document.words
        self.count = len(document.keys)
        self.words = words
        self.sets = words.sets
        self.nation_at = {mention.first: mention for mention in nations}
        self.nation_ending = {mention.end: mention for mention in nations}
        self.nations = nations
        self.nation_tokens = {
            token for mention in nations if mention.code != "COALITION" for token in range(mention.first, mention.end)
        }
        self.people: dict[str, list[_Person]] = {}
        self.found: list[tuple[int, int, _Person, str]] = []
        self.previous: tuple[int, str, Portfolio] = (-99, "", "other")
        self.votes: dict[str, float] | None = None
        self.unnamed: list[tuple[int, int, _Office, str, Portfolio]] = []

    def key(self, token: int) -> str:
        """Lookup form of a token, "" outside the document."""
        return self.keys[token] if 0 <= token < self.count else ""

    def glued(self, token: int) -> bool:
        """No white space before the token."""
        return 0 < token < self.count and self.document.ends[token - 1] == self.document.starts[token]

    def read(self) -> tuple[MinisterMention, ...]:
        free = 0
        for first, end, office in self.words.offices.find(self.keys):
            if first < free or not self.is_title(first, end, office):
                continue
            for introduction in self.introductions(first, end, office):
                self.settle(introduction)
                free = max(free, introduction.name.end)
        self.find_apart()
        self.find_possessed()
        self.find_heads()
        self.find_delegates()
        self.find_later()
        mentions = [
            MinisterMention(person.name, person.nation, person.portfolio, person.office, first, end, bool(rule), rule)
            for first, end, person, rule in sorted(self.found, key=lambda item: item[0])
            if person.nation and not person.excluded
        ]
        return tuple(mentions)

    # --- office and name together -----------------------------------------------------------------------------------

    def is_title(self, first: int, end: int, office: _Office) -> bool:
        """Everyday words ("general", "major", "commander", "chair") are titles only in the right clothes."""
        if office.kind == "rank":
            return self.printed[first][0].isupper() and (
                end >= self.count or self.printed[end][0].isupper() or self.key(end) in self.sets["particles"]
            )
        if office.kind == "bare":
            return self.printed[first][0].isupper()
        return True

    def introductions(  # noqa: C901 - one way after the other to read an office
        self, first: int, end: int, office: _Office
    ) -> Iterator[_Introduction]:
        if office.kind == "bare":
            yield from self.bare(first, end, office)
            return
        if self.key(end) == "'s":
            return
        start, nation, portfolio, excluded = self.before(first, end, office)
        excluded = excluded or office.kind == "other"
        after, nation_after = self.complement(end)
        if office.plural:
            yield from self.plural(end, office, start, nation, portfolio, excluded)
            return
        name = self.name_after(after, start)
        if (
            office.kind == "other"
            and name is not None
            and self.is_ranked(after, name)
            and not self.employer_ending(first)
        ):
            excluded, portfolio = (
                False,
                "spokesperson" if self.sets["speech_offices"] & set(self.keys[start:end]) else "military_commander",
            )
        if name is not None and office.kind == "rank" and not self.speaks_for_forces(first, end, name):
            return
        if name is not None:
            nation = nation or nation_after or self.nation_after(name.end)
            rule = {"rank": "ministers.rank_and_name", "counterpart": "ministers.counterpart"}.get(
                office.kind, "ministers.title_before_name"
            )
            yield from self.refined(
                _Introduction(name, office, self.text(first, end), start, nation, rule, excluded, portfolio)
            )
            return
        if office.kind in {"rank", "counterpart"}:
            return
        if not excluded and office.kind == "office":
            self.unnamed.append((first, end, office, nation or office.nation, portfolio))
        name = self.name_told(start, end)
        if name is not None:
            nation = nation or nation_after or self.owner_of_whose(start)
            known = self.known(name, "", "")
            if known is not None:
                nation, portfolio = known.nation, self.portfolio_of(known) or portfolio
            yield _Introduction(
                name, office, self.text(first, end), start, nation, "ministers.stated", excluded, portfolio
            )
            return
        name = self.name_before(start)
        if name is not None:
            nation = nation or nation_after or self.employer_after(end)
            if not nation and self.key(end) == "in":
                nation = capital_at(self.document, end + 1, self.lexicon)
            if not excluded and self.organisation_after(end):
                excluded = True
            yield _Introduction(
                name,
                office,
                self.text(first, end),
                name.first,
                nation,
                "ministers.name_comma_title",
                excluded,
                portfolio,
            )

    def name_told(self, start: int, end: int) -> _Name | None:
        """The name in "whose foreign minister is now X", "the minister is X"."""
        if self.key(end) not in HELD_BY:
            return None
        at = end + 1
        while self.key(at) in HELD_BY | {"currently", "still"}:
            at += 1
        name = self.name_at(at)
        return name if name is not None and name.is_full else None

    def owner_of_whose(self, start: int) -> str:
        """The state before ", whose foreign minister"; "The kingdom, whose …" is the one named last."""
        if self.key(start - 1) != "whose":
            return ""
        codes = [m.code for m in self.nations if m.end <= start - 1 and len(m.code) == 3]
        return codes[-1] if codes else ""

    def speaks_for_forces(self, first: int, end: int, name: _Name) -> bool:
        """A captain or major counts where an office follows the name or the officer is quoted."""
        if end - first > 1 or self.keys[first] not in self.sets["junior_ranks"]:
            return True
        if self.key(name.end) == "," and self.office_after_comma(name.end + 1) is not None:
            return True
        near = {self.key(first - 1), self.key(first - 2), *self.keys[name.end : name.end + 3]}
        return not self.sets["speech"].isdisjoint(near)

    def bare(self, first: int, end: int, office: _Office) -> Iterator[_Introduction]:
        """ "Secretary Kerry": the department is known from elsewhere."""
        name = self.name_at(end)
        if name is None:
            return
        portfolio: Portfolio = office.portfolio
        known = self.known(name, "", "USA")
        if known is not None:
            portfolio = self.portfolio_of(known) or portfolio
        if portfolio == "other":
            portfolio = next(
                (value for key, value in self.words.departments.items() if key in self.document.source.publisher),
                self.secretary_elsewhere(name),
            )
        nation = self.demonym_before(first)[1] or (known.nation if known else "") or office.nation
        yield _Introduction(
            name, office, self.text(first, end), first, nation, "ministers.title_before_name", False, portfolio
        )

    def secretary_elsewhere(self, name: _Name) -> Portfolio:
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

    def refined(self, introduction: _Introduction) -> Iterator[_Introduction]:
        """A rank yields to the office that follows the name: "Gen. Joseph Votel, commander of U.S. Central Command"."""
        name, office = introduction.name, introduction.office
        if office.kind == "rank" and self.key(name.end) == ",":
            follow = self.office_after_comma(name.end + 1)
            if follow is not None:
                first, end, second, nation, former, employed = follow
                portfolio = second.portfolio if second.kind == "office" else introduction.portfolio
                nation = introduction.nation or nation
                excluded = employed or former or (introduction.excluded and second.kind != "office")
                yield _Introduction(
                    name,
                    second,
                    self.text(first, end),
                    introduction.first,
                    nation,
                    introduction.rule,
                    excluded,
                    portfolio,
                )
                return
        yield introduction

    def office_after_comma(self, token: int) -> tuple[int, int, _Office, str, bool, bool] | None:
        """The office that begins within a few words after "NAME," and its nation."""
        sentence_end = sentence_of(self.document, token).end if token < self.count else token
        for at in range(token, min(token + 6, sentence_end)):
            if self.key(at) in {",", ";", "who", "said", "told"}:
                return None
            hit = self.words.offices.match_at(self.keys, at, sentence_end)
            if hit is None or hit[1].kind not in {"office", "other"} or hit[1].plural or self.key(hit[0]) == "'s":
                continue
            end, office = hit
            _, nation, _, excluded = self.before(at, end, office)
            nation = nation or self.complement(end)[1] or self.employer_after(end)
            return at, end, office, nation, excluded, self.organisation_after(end)
        return None

    def plural(
        self, end: int, office: _Office, start: int, nation: str, portfolio: Portfolio, excluded: bool
    ) -> Iterator[_Introduction]:
        """ "foreign ministers Laurent Fabius of France and Frank-Walter Steinmeier of Germany"."""
        token = end + 1 if self.key(end) == "," else end
        for _ in range(12):
            while self.key(token) in self.sets["honorifics"] or self.key(token) == "'s":
                token += 1
            possessor = self.nation_at.get(token)
            own = ""
            if possessor is not None and self.key(possessor.end) == "'s":
                own, token = possessor.code, possessor.end + 1
            name = self.name_at(token)
            if name is None:
                return
            own = own or self.nation_after(name.end) or nation
            yield _Introduction(
                name, office, self.text(end - 1, end), name.first, own, "ministers.plural_titles", excluded, portfolio
            )
            token = name.end
            following = self.nation_after_end(name.end)
            token = following or token
            if self.key(token) == ",":
                token += 1
            if self.key(token) == "and":
                token += 1
            if token in (name.end, following):
                return

    # --- around the office ------------------------------------------------------------------------------------------

    def before(self, first: int, end: int, office: _Office) -> tuple[int, str, Portfolio, bool]:
        """What stands before an office: first token, nation, portfolio, whether it is no present office of a state."""
        start, portfolio, excluded, branch = self.modifiers(first, office)
        owner_start, code, organisation = self.possessor(start - 1)
        if not code and not organisation and self.is_of_last_person(start - 1):
            owner_start, code = self.intro_start, self.found[-1][2].nation
        if not code and not organisation and office.kind != "counterpart":
            owner_start, code = self.owner_by_pronoun(start)
        if code or organisation:
            start = owner_start
            excluded = excluded or organisation or self.follows_former(start)
        return start, code or branch, portfolio, excluded

    def modifiers(self, first: int, office: _Office) -> tuple[int, Portfolio, bool, str]:
        """Words such as "acting", "deputy", "former" or "Army" before an office: where they begin and what they change.

        The last value is "USA" for a service that the American press names without its country ("Army Gen.").
        """
        portfolio: Portfolio = self.previous[2] if office.kind == "counterpart" else office.portfolio
        excluded, branch, start, at = False, "", first, first - 1
        for _ in range(9):
            key = self.key(at)
            if key == "-" and self.key(at - 1) in self.words.modifiers:
                at -= 1
                continue
            if key in {"and", "&"} and self.is_second_office(at):
                start = self.first_office_start
                at = start - 1
                continue
            if key not in self.words.modifiers and not (office.kind == "rank" and key in self.sets["services"]):
                break
            excluded = excluded or key in self.sets["former"]
            portfolio = "other" if key in self.sets["deputies"] else portfolio
            branch = "USA" if office.kind == "rank" and key in self.sets["us_services"] else branch
            start = at
            at -= 1
        return start, portfolio, excluded, branch

    def owner_by_pronoun(self, start: int) -> tuple[int, str]:
        """ "her spokesman X": the state of the person named last; "its foreign minister X": of the state named last."""
        word = self.key(start - 1)
        if word in {"his", "her"} and 0 <= start - self.previous[0] <= 30:
            return start - 1, self.previous[1]
        if word in {"its", "their"}:
            sentence = sentence_of(self.document, start)
            for mention in reversed(self.nations):
                if sentence.first <= mention.first < start and len(mention.code) == 3:
                    return start - 1, mention.code
        return start, ""

    def is_of_last_person(self, at: int) -> bool:
        """ "President Obama's envoy": the possessive of whoever was introduced last."""
        return self.key(at) == "'s" and bool(self.found) and self.found[-1][1] == at

    def follows_former(self, start: int) -> bool:
        """ "former French minister", "ex-British premier"."""
        before = start - 2 if self.key(start - 1) == "-" else start - 1
        return self.key(before) in self.sets["former"]

    first_office_start = 0
    intro_start = 0

    def is_second_office(self, at: int) -> bool:
        """ "Deputy Prime Minister and Defence Minister X": the words before "and" are an office as well."""
        for begin in range(max(0, at - 5), at):
            hit = self.words.offices.match_at(self.keys, begin, at)
            if hit is not None and hit[0] == at:
                self.first_office_start = begin
                return True
        return False

    def possessor(self, at: int) -> tuple[int, str, bool]:
        """Who is served, by what ends at token `at`: "French", "Britain's", "the Pentagon's", "State Department",
        "NATO".
        """
        end = at + 1
        if self.key(at) in {"'s", "'"} and (self.key(at) == "'s" or self.glued(at)):
            end = at
        mention = self.nation_ending.get(end)
        if mention is not None and mention.code != "COALITION":
            if mention.code in self.words.organisations:
                return mention.first, "", True
            if self.employer_ending(end, before=mention.first):
                return mention.first, "", True
            return mention.first, mention.code, False
        if self.employer_ending(end):
            return end - 1, "", True
        if self.key(end - 1) in {
            "ministry",
            "department",
            "government",
            "army",
            "military",
            "navy",
            "presidential",
            "force",
            "embassy",
            "forces",
            "palace",
        }:
            start, code = self.demonym_before(end - 1, reach=3)
            if code:
                return start, code, False
        return at + 1, "", False

    def demonym_before(self, token: int, reach: int = 1) -> tuple[int, str]:
        """The state mentioned right before the token, across up to `reach` words."""
        for end in range(token, max(0, token - reach), -1):
            mention = self.nation_ending.get(end) or (
                self.nation_ending.get(end - 1) if self.key(end - 1) == "'s" else None
            )
            if mention is not None and mention.code and mention.code not in self.words.organisations:
                return mention.first, mention.code
        return token, ""

    def employer_ending(self, end: int, before: int | None = None) -> bool:
        """Whether the words that end here, and begin before `before`, name an organisation, party or local force."""
        for first in range(max(0, end - 4), end if before is None else before):
            hit = self.words.employers.match_at(self.keys, first, end)
            if hit is not None and hit[0] == end and (self.printed[first][0].isupper() or self.keys[first].islower()):
                if self.keys[first] == "is" and not self.printed[first].isupper():
                    continue
                return True
        return False

    def organisation_after(self, end: int) -> bool:
        """ "spokesman for the YPG", "envoy of the United Nations"."""
        if self.key(end) not in {"of", "for", "at", "to", "with"}:
            return False
        token = end + 2 if self.key(end + 1) in {"the", "a"} else end + 1
        if token >= self.count or self.key(end) == "to":
            return False
        mention = self.nation_at.get(token)
        if mention is not None:
            return mention.code in self.words.organisations and mention.code != "COALITION"
        return self.words.employers.match_at(self.keys, token) is not None

    def employer_after(self, end: int) -> str:
        """The state served by "commander of U.S. Central Command", "spokesman for the British Foreign Office"."""
        at = end + 1 if self.key(end) == "," else end
        if self.key(at) in {"of", "for", "with", "at", "in"} or at > end:
            token = at if at > end and self.key(at) not in {"of", "for", "with"} else at + 1
            token += self.key(token) == "the"
            mention = self.nation_at.get(token)
            if mention is not None and mention.code not in self.words.organisations and self.key(at) != "in":
                return mention.code
        if self.key(end) in {"of", "at", "for", "with"}:
            for token in range(end + 1, min(end + 14, self.count)):
                if self.key(token) in {",", ".", ";", "(", "said"}:
                    break
                mention = self.nation_at.get(token)
                if (
                    mention is not None
                    and mention.form in {"demonym", "institution"}
                    and mention.code not in self.words.organisations
                ):
                    return mention.code
        return ""

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
                token = self.past_field(token, end)
                break
            token = hit[0]
        return token, nation

    def past_field(self, token: int, end: int) -> int:
        """Past "for development cooperation" in "the minister for development cooperation, X"."""
        if self.key(token) not in {"for", "of"} or self.key(end - 1) not in {"minister", "secretary", "state"}:
            return token
        at = token + 1
        while (
            at < min(token + 7, self.count) and self.printed[at][0].islower() and self.keys[at] not in {"who", "said"}
        ):
            at += 1
        return at if at < self.count and at > token + 1 and self.keys[at] == "," else token

    def nation_after(self, end: int) -> str:
        """ "Laurent Fabius of France", "Fabius (France)", "Fabius, of France"."""
        token = self.nation_after_end(end)
        if not token:
            return ""
        for mention_end in (token, token - 1):
            mention = self.nation_ending.get(mention_end)
            if mention is not None:
                return mention.code if mention.code not in self.words.organisations else ""
        return ""

    def nation_after_end(self, end: int) -> int:
        """Past "of France" or "(France)" after a name, 0 where there is none."""
        at = end + 1 if self.key(end) == "," and self.key(end + 1) == "of" else end
        if self.key(at) not in {"of", "("}:
            return 0
        opening = self.key(at)
        at += 1
        at += self.key(at) == "the"
        mention = self.nation_at.get(at)
        if mention is None or mention.form not in {"name", "abbreviation"}:
            return 0
        if opening == "(":
            return mention.end + 1 if self.key(mention.end) == ")" else 0
        return mention.end

    # --- names ------------------------------------------------------------------------------------------------------

    def name_after(self, token: int, start: int) -> _Name | None:
        """The name right after an office, past ranks and courtesies; past a comma where the office is definite."""
        comma = False
        if self.key(token) in {",", "–", "—"}:
            comma = True
            token += 1
            if self.key(token) == "a.i.":
                token += 2 if self.key(token + 1) == "," else 1
        for _ in range(6):
            rank = self.words.ranks.match_at(self.keys, token) if token < self.count else None
            if rank is not None and self.printed[token][0].isupper():
                token = rank[0]
            elif self.key(token) in self.sets["honorifics"] or (
                self.key(token) in self.sets["us_services"] and token < self.count and self.printed[token][0].isupper()
            ):
                token += 1
            else:
                break
        name = self.name_at(token)
        if name is None or not comma:
            return name
        definite = (
            self.key(start - 1) in {"the", "his", "her", "its", "their", "'s", "our"}
            or start in self.sentence_starts
            or self.key(start) in {"the", "his", "her", "its", "their"}
            or start in self.nation_at
        )
        known = name.key in self.people or (name.is_full and name.parts[0] in self.words.given_names)
        closes = self.key(name.end) in {
            ",",
            "said",
            "told",
            ".",
            ";",
            ")",
            "and",
            "has",
            "was",
            "is",
            ":",
            "'s",
            "–",
            "—",
            "will",
        }
        return name if closes and (known or (definite and name.is_full)) and not self.is_list_of_people(name) else None

    @property
    def sentence_starts(self) -> set[int]:
        return set(self.document.sentence_firsts)

    def is_ranked(self, token: int, name: _Name) -> bool:
        """Whether a rank stands between an office and the name: "operations director Navy Capt. Jeff Davis"."""
        return any(self.words.ranks.match_at(self.keys, at, name.first) for at in range(token, name.first))

    def is_list_of_people(self, name: _Name) -> bool:
        """ "the president, Kerry, the prime minister": the name after the comma has its own office."""
        return (
            self.key(name.end) == ","
            and self.office_after_comma(name.end + 1) is not None
            and self.key(name.end + 2) != ""
        )

    def name_before(self, start: int) -> _Name | None:
        """The name in "NAME, the French defence minister" where `start` is the first token of the office phrase."""
        at = start - 1
        while (
            self.key(at) in {"the", "a", "an", "his", "her", "its", "our", "then", "who", "is", "currently"} and at > 0
        ):
            if self.key(at) == "is" and self.key(at - 1) not in {",", "who"}:
                return self.name_ending(at)
            if self.key(at - 1) in HOLDING - {"now"}:
                break
            if self.key(at) == "who" and self.key(at - 1) != ",":
                return None
            at -= 1
        if self.key(at) in HOLDING or self.key(at) in {"as", "been"}:
            return self.name_of_holder(at)
        if self.key(at) in {"was", "were"}:
            then = {"then", "at"}.intersection(self.keys[start : min(start + 4, self.count)])
            return self.name_ending(at) if then else None
        if self.key(at) not in {",", "(", "–", "—"} or at < 1:
            return None
        if self.key(at) == "(" and self.key(at - 1) == ",":
            return None
        return self.name_ending(at)

    def name_of_holder(self, at: int) -> _Name | None:
        """The name in "X became minister", "X has been minister", "X took over as minister", "X, who succeeded Y as envoy"."""  # noqa: E501
        first = sentence_of(self.document, at).first
        if self.keys[at] == "as":
            verbs = [
                token
                for token in range(max(first, at - 9), at)
                if self.keys[token]
                in {"took", "takes", "sworn", "serves", "succeeded", "replaced", "confirmed", "taken"}
            ]
            if not verbs:
                return None
            at = verbs[0]
        while self.key(at - 1) in {"has", "was", "had", "who", ",", "recently", "now"} and at > first:
            at -= 1
        return self.name_ending(at)

    def name_at(self, token: int) -> _Name | None:
        """The longest name that begins at the token."""
        end, parts, last = token, [], token
        while end < self.count and end - token < 9:
            if end > token and self.key(end) == "-" and self.glued(end) and self.glued(end + 1):
                end += 1
                continue
            if end > token and self.keys[end - 1] != "-" and self.broken(end):
                break
            nickname = self.nickname_end(end) if end > token else 0
            if nickname:
                end = nickname
                continue
            kind = self.part(end, token) or ("name" if self.is_lower_half(end, token) else "")
            if not kind:
                break
            parts.append(self.keys[end])
            end += 1
            if kind == "name":
                last = end
        if last == token:
            return None
        kept = [key for key in self.keys[token:last] if key[0].isalpha()]
        if not self.is_plausible(token, last, kept):
            return None
        return _Name(token, last, self.text(token, last), tuple(kept))

    def is_lower_half(self, token: int, first: int) -> bool:
        """The "hwan" of "Seung-hwan"."""
        glued = token > first + 1 and self.keys[token - 1] == "-" and self.glued(token) and self.glued(token - 1)
        return glued and self.keys[token].isalpha() and len(parts := self.printed[token - 2]) > 1 and parts[0].isupper()

    def nickname_end(self, token: int) -> int:
        """Past the quoted middle of 'John "Jack" Smith', 0 where there is none."""
        if self.key(token) != '"' or self.glued(token):
            return 0
        for at in range(token + 2, min(token + 4, self.count - 1)):
            if self.keys[at] == '"' and self.glued(at) and self.printed[at + 1][0].isupper() and not self.glued(at + 1):
                return at + 1
        return 0

    def broken(self, token: int) -> bool:
        """A line end lies before the token."""
        between = self.document.source.text[self.document.ends[token - 1] : self.document.starts[token]]
        return "\n" in between and token in self.sentence_first_set()

    def sentence_first_set(self) -> frozenset[int]:
        return frozenset(self.document.sentence_firsts)

    def part(self, token: int, first: int) -> str:
        """What a token is in a name: "name", "particle", or "" where it is no part of one."""
        word, key = self.printed[token], self.keys[token]
        if key in self.sets["particles"] and token + 1 < self.count:
            following = token + 2 if self.key(token + 1) == "-" else token + 1
            if following < self.count and self.part(following, first):
                return "particle"
            if not word[0].isupper():
                return ""
        if not word[0].isupper() or not word[0].isalpha():
            return ""
        if len(word) == 2 and word[1] == ".":
            return "name" if token + 1 < self.count and self.printed[token + 1][0].isupper() else ""
        if "." in word and len(word) <= 4 and token in self.nation_tokens:
            return ""
        if key in self.words.not_names or token in self.nation_tokens:
            return ""
        if key in _SUFFIXES:
            return "name" if token > first else ""
        return "name"

    def is_plausible(self, first: int, end: int, parts: list[str]) -> bool:
        if all(len(part) <= 2 and part not in {"le", "ko", "li", "wu", "xi", "ali", "bo"} for part in parts):
            return False
        if (
            end - first == 1
            and self.printed[first].isupper()
            and len(self.printed[first]) <= 4
            and self.key(end) != ":"
        ):
            return parts[0] in self.words.known
        return True

    def name_ending(self, end: int) -> _Name | None:
        """The name whose last token lies right before `end`, as in "Ash Carter,"."""
        first = self.past_titles(self.run_before(end), end)
        name = self.name_at(first) if first < end else None
        if name is None or name.end != end:
            return None
        if name.is_full or name.key in self.people or name.key in self.words.known:
            return name
        return name if self.is_family_name(name) else None

    def is_family_name(self, name: _Name) -> bool:
        """Whether a single unknown word is a name: no adverb, no place after "in", and named again in the text."""
        if name.key in STARTERS or name.key.endswith("ly") or self.key(name.first - 1) in _PLACE_PREPOSITIONS:
            return False
        return self.keys.count(name.key) > 1

    def run_before(self, end: int) -> int:
        """The first token of the capitalised words and particles that end before a token."""
        first = end
        while first > 0 and end - first < 9 and self.extends_name(first - 1, end):
            first -= 1
        while first < end and self.keys[first] in {"of", "y", "e", "as", "an", "at", "a", "-"}:
            first += 1
        return first

    def extends_name(self, at: int, end: int) -> bool:
        key = self.keys[at]
        if key == "-":
            return at + 1 < end and self.glued(at) and self.glued(at + 1)
        if key in self.words.not_names or at in self.nation_tokens:
            return False
        is_name = self.printed[at][0].isupper() and self.printed[at][0].isalpha()
        return is_name or (at + 1 < end and key in self.sets["particles"])

    def past_titles(self, first: int, end: int) -> int:
        """Past ranks, courtesies and services before a name."""
        while first < end:
            rank = self.words.ranks.match_at(self.keys, first, end)
            if rank is not None:
                first = rank[0]
            elif self.keys[first] in self.sets["honorifics"] or self.keys[first] in self.sets["services"]:
                first += 1
            else:
                break
        return first

    def text(self, first: int, end: int) -> str:
        """The characters of some tokens as printed, white space as single blanks."""
        return " ".join(self.document.source.text[self.document.starts[first] : self.document.ends[end - 1]].split())

    # --- who is meant -----------------------------------------------------------------------------------------------

    def settle(self, introduction: _Introduction) -> None:
        """Tie an introduction to a person of the document, or make a new one."""
        name = introduction.name
        if not name.key:
            return
        person = self.same_person(name)
        nation = introduction.nation or self.inferred(introduction, person)
        if person is None:
            known = self.known(name, introduction.portfolio, nation)
            excluded = introduction.excluded or (known is not None and known.nation in self.words.organisations)
            person = _Person(name.key, name.text, nation, introduction.portfolio, introduction.printed, excluded)
            self.people.setdefault(name.key, []).append(person)
        else:
            self.improve(person, introduction, nation)
        person.mentions.append((name.first, name.end))
        self.found.append((name.first, name.end, person, introduction.rule))
        self.previous = (name.end, nation, introduction.portfolio)
        self.intro_start = introduction.first

    def same_person(self, name: _Name) -> _Person | None:
        """The person of this family name whose given name does not differ."""
        given = self.given_name(name.parts)
        for person in self.people.get(name.key, ()):
            known = self.given_name(keys_of(person.name))
            same_initial = given[:1] == known[:1] and "." in given + known
            if not given or not known or same_initial or _is_like(given, {known}):
                return person
        return None

    def given_name(self, parts: Sequence[str]) -> str:
        """The first word of a full name, "" for a family name alone ("Fallon", "Le Drian", "von der Leyen")."""
        words = [part for part in parts if part != "-"]
        return words[0] if len(words) > 1 and words[0] not in self.sets["particles"] else ""

    def improve(self, person: _Person, introduction: _Introduction, nation: str) -> None:
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

    def inferred(self, introduction: _Introduction, person: _Person | None) -> str:
        """The nation where the phrase names none, from the surest source down."""
        if person is not None and person.nation:
            return person.nation
        name, office = introduction.name, introduction.office
        known = self.known(name, introduction.portfolio, "")
        if known is not None:
            return known.nation if known.nation not in self.words.organisations else ""
        if office.nation:
            return office.nation
        if self.is_joined(introduction.first):
            return self.previous[1]
        if introduction.printed.lower() == "president" and self.home.get("USA"):
            first = max(self.home, key=lambda code: self.home[code])
            if first.lower() in self.sets["monarchies"]:
                return "USA"
        if introduction.portfolio in {"head_of_state", "head_of_government"}:
            crowned = self.key(name.first - 1) in _CROWNED
            return self.likeliest_nation(introduction, self.sets["monarchies"] if crowned else None)
        if introduction.portfolio in {"military_commander", "spokesperson"} or office.kind == "rank":
            return self.only_nation(introduction) or self.publisher_nation() or self.likeliest_nation(introduction)
        return self.likeliest_nation(introduction)

    def only_nation(self, introduction: _Introduction) -> str:
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
        last = self.previous[0]
        return 0 <= first - last <= 4 and all(
            key in {",", "and", "the", "with", "his", "her", "then"} for key in self.keys[last:first]
        )

    def likeliest_nation(self, introduction: _Introduction, among: frozenset[str] | None = None) -> str:
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
                votes[mention.code] += 50 if heads else 2 if mention.code not in _THEATRE else 1
        for people in self.people.values():
            for person in people:
                if person.nation in votes and not person.excluded and among is None:
                    votes[person.nation] += 1.5
        votes = self.by_origin(introduction, votes)
        return max(votes, key=lambda code: votes[code]) if votes else ""

    def by_origin(self, introduction: _Introduction, votes: dict[str, float]) -> dict[str, float]:
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

    def may_have(self, code: str, introduction: _Introduction, among: frozenset[str] | None) -> bool:
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

    def known(self, name: _Name, portfolio: str, nation: str) -> KnownMinister | None:
        """The only office holder on record whom the name can mean; a family name alone must fit the office."""
        candidates = []
        for person in self.words.known.get(name.key, ()):
            if nation and person.nation != nation:
                continue
            given = {keys_of(full)[0] for full in (person.name, *person.aliases)}
            if name.is_full and name.parts[0] not in self.sets["particles"] and not _is_like(name.parts[0], given):
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

    # --- later mentions ---------------------------------------------------------------------------------------------

    def find_apart(self) -> None:
        """An office without a name, and elsewhere the full name of who held it then: "The Foreign Secretary … Boris
        Johnson".
        """
        offices = {(portfolio, nation): (first, end) for first, end, _, nation, portfolio in self.unnamed if nation}
        if not offices:
            return
        for token, key in enumerate(self.keys):
            if key not in self.words.known or key in self.people or not self.printed[token][0].isupper():
                continue
            name = self.full_name(token)
            for person in self.words.known[key] if name is not None else ():
                held = self.portfolio_of(person)
                place = offices.get((held, person.nation)) if held is not None else None
                if place is None or held is None or name is None or keys_of(person.name)[0] != name.parts[0]:
                    continue
                found = _Person(name.key, name.text, person.nation, held, self.text(*place))
                self.people.setdefault(name.key, []).append(found)
                self.found.append((name.first, name.end, found, "ministers.office_apart"))

    def full_name(self, token: int) -> _Name | None:
        """The name of two words or more that ends at the token."""
        first = self.begin_of_name(token, set())
        name = self.name_at(first)
        return name if name is not None and name.end == token + 1 and name.is_full else None

    def find_possessed(self) -> None:
        """ "Britain's Fallon", "Germany's von der Leyen": someone on record or introduced elsewhere."""
        taken = {token for first, end, *_ in self.found for token in range(first, end)}
        for mention in self.nations:
            if not mention.possessive or mention.end + 1 >= self.count or mention.end + 1 in taken:
                continue
            name = self.name_at(mention.end + 1)
            if name is None or self.same_person(name) is not None:
                continue
            known = self.known(name, "", mention.code)
            portfolio = self.portfolio_of(known) if known is not None else None
            if known is None or portfolio is None:
                continue
            person = _Person(name.key, name.text, known.nation, portfolio, "")
            self.people.setdefault(name.key, []).append(person)
            self.found.append((name.first, name.end, person, "ministers.nation_and_surname"))

    def find_heads(self) -> None:
        """ "X heads the Dutch defence ministry", "Y, who is in charge of foreign affairs"."""
        for sentence in self.document.sentences:
            keys = self.keys[sentence.first : sentence.end]
            if not {"ministry", "portfolio", "affairs", "department"} & set(keys):
                continue
            for at in range(sentence.first + 1, sentence.end):
                if self.keys[at] not in {"heads", "runs", "leads", "holds", "has", "is", ",", "who"}:
                    continue
                name = self.name_ending(at)
                led = portfolio_led(self.keys, at, sentence.end) if name is not None and name.is_full else None
                if name is None or led is None or self.same_person(name) is not None:
                    continue
                first, end, portfolio = led
                owners = [m.code for m in self.nations if first < m.first < end and len(m.code) == 3]
                self.add_stated(name, portfolio, owners[-1] if owners else "", self.text(first, end))

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
                name = self.name_ending(at)
                portfolio = self.shared_portfolio(sentence.first)
                if name is None or not name.is_full or self.same_person(name) is not None or not portfolio:
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

    def add_stated(self, name: _Name, portfolio: Portfolio, nation: str, printed: str) -> None:
        known = self.known(name, "", nation)
        if known is not None:
            nation, portfolio = nation or known.nation, self.portfolio_of(known) or portfolio
        if not nation:
            office = _Office("office", portfolio)
            nation = self.likeliest_nation(
                _Introduction(name, office, "minister", name.first, "", "ministers.stated", False, portfolio)
            )
        person = _Person(name.key, name.text, nation, portfolio, printed)
        self.people.setdefault(name.key, []).append(person)
        self.found.append((name.first, name.end, person, "ministers.stated"))

    def begin_of_name(self, token: int, taken: set[int]) -> int:
        """Back over given names and particles: the "Jean" of "Jean-Yves Le Drian"."""
        first = token
        while first > 0 and first - 1 not in taken:
            if self.keys[first - 1] == "-" and self.glued(first - 1) and self.glued(first):
                first -= 2
            elif self.part(first - 1, 0):
                first -= 1
            else:
                break
        return first

    def find_later(self) -> None:
        """Family names of people introduced anywhere in the text."""
        taken = {token for first, end, *_ in self.found for token in range(first, end)}
        people = self.people
        for token, key in enumerate(self.keys):
            if key not in people or token in taken or not self.printed[token][0].isupper():
                continue
            first = self.begin_of_name(token, taken)
            name = _Name(
                first,
                token + 1,
                self.text(first, token + 1),
                tuple(k for k in self.keys[first : token + 1] if k != "-"),
            )
            person = self.same_person(name)
            if person is not None:
                if len(name.parts) > len(keys_of(person.name)) and name.parts[0] not in self.words.not_names:
                    person.name = name.text
                self.found.append((first, token + 1, person, ""))


_SHARED = frozenset({"defence_minister", "foreign_minister", "head_of_government", "head_of_state"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "from", "near", "to", "of", "around", "outside", "through", "for"})
_CROWNED = frozenset({"king", "queen", "emperor", "sultan", "emir", "amir"})
_THEATRE = frozenset({"IRQ", "SYR", "LBY", "AFG", "YEM"})
"""Where the fighting is: named so often that mention says little about who serves whom."""
_VAGUE_OFFICES = frozenset({
    "secretary", "minister", "general", "gen", "gen.", "colonel", "col.", "lt. gen.", "maj. gen.", "commander",
    "adviser", "advisor",
})  # fmt: skip
