"""Where a text speaks of a state, an organisation or the coalition, by whatever form of name.

"U.S.-led", "the French", "Ankara said", "the Pentagon" are mentions; "met in Brussels", "US dollars", "Gulf of Oman",
"Michael Jordan" and the long name of Islamic State are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from articles.extraction.clauses import NOUN_LIKE
from articles.extraction.lexicon import Lexicon, NationEntry
from articles.extraction.lexicon_pledges import BASE, GERUND, PARTICIPLE, PAST, THIRD, pledge_words
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import fold, keys_of
from articles.extraction.types import COALITION, Document, NationForm, NationMention

Verdict = Literal["sure", "doubtful", "no"]
"""A doubtful name counts only in a text that names the same nation elsewhere without doubt."""


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to name a nation. `code` "" for what only looks like a mention."""

    code: str
    form: NationForm
    ambiguous: bool = False
    exact: str = ""
    """The only spelling that counts, for abbreviations ("US", not "us")."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of `nation_words.yaml`, folded."""

    table: PhraseTable[tuple[_Name, ...]]
    collectives: PhraseTable[str]
    sets: dict[str, frozenset[str]]
    given_names: frozenset[str]
    prefixes: frozenset[str]
    act_verbs: frozenset[str]
    """Finite forms of verbs of giving, promising, refusing: "Ottawa dispatched"."""
    act_states: frozenset[str]
    """What stands after "is" where a government acts: "is mulling", "was urged", "is unwilling"."""


_MASK = _Name("", "name")


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    reference = lexicon.reference["nation_words"]
    names: dict[str, list[_Name]] = {}
    for phrase in (phrase for group in reference["not_nations"].values() for phrase in group):
        names[phrase] = [_MASK]
    for prefix, code in reference["prefixes"].items():
        names[prefix] = [_Name(code, "demonym")]
    for entry in lexicon.nations:
        for phrase, name in _names_of(entry):
            if _MASK not in names.setdefault(phrase, []):
                names[phrase].append(name)
    return _Words(
        table=PhraseTable(_joined(names)),
        collectives=_collectives(reference, lexicon.nations),
        sets={
            key: frozenset(fold(word) for word in value) for key, value in reference.items() if isinstance(value, list)
        },
        prefixes=frozenset(fold(prefix) for prefix in reference["prefixes"]),
        act_verbs=_forms_of_acts(lexicon, THIRD | PAST),
        act_states=_forms_of_acts(lexicon, GERUND | PARTICIPLE) | frozenset(pledge_words(lexicon).adjectives),
        given_names=frozenset(fold(name) for name in lexicon.reference["given_names"]["given_names"]),
    )


_ACTS_OF_GOVERNMENTS = frozenset(
    "transfer fund promise consider decline end continue request wish report support increase join conduct host".split()
)


def _forms_of_acts(lexicon: Lexicon, forms: int) -> frozenset[str]:
    """The spellings in which verbs of acts stand in one of `forms`; those that can also be a bare noun are left out."""
    words = pledge_words(lexicon)
    return frozenset(
        spelling
        for spelling, verb in words.verbs.items()
        if verb.forms & forms
        and not verb.forms & BASE
        and (verb.classes & _ACTS_OF_GOVERNMENTS or verb.lemma in words.phrasal)
    )


def _joined(names_of_phrase: dict[str, list[_Name]]) -> Iterator[tuple[str, tuple[_Name, ...]]]:
    """Entries that fold to the same words joined into one ("MoD" and "MOD")."""
    grouped: dict[tuple[str, ...], tuple[str, list[_Name]]] = {}
    for phrase, found in names_of_phrase.items():
        key = tuple(part for part in keys_of(phrase) if part != "-")
        _, names = grouped.setdefault(key, (phrase, []))
        names += [name for name in found if name not in names]
    for phrase, names in grouped.values():
        yield phrase, tuple(names)


def _names_of(entry: NationEntry) -> Iterator[tuple[str, _Name]]:
    groups: tuple[tuple[NationForm, tuple[str, ...]], ...] = (
        ("name", entry.names),
        ("demonym", entry.demonyms),
        ("institution", entry.institutions),
        ("abbreviation", entry.abbreviations),
        ("capital", entry.capitals),
    )
    for form, phrases in groups:
        if entry.kind == "collective":
            continue
        for phrase in phrases:
            exact = phrase if phrase.isupper() or form == "abbreviation" else ""
            yield phrase.removeprefix("The "), _Name(entry.code, form, phrase in entry.ambiguous, exact)


def _collectives(reference: dict[str, Any], nations: tuple[NationEntry, ...]) -> PhraseTable[str]:
    """Names of the coalition (value its code) and of groups without named members (value "")."""
    state_words = {fold(word) for entry in nations if entry.kind == "state" for word in (*entry.names, *entry.demonyms)}
    coalition = [
        (phrase, COALITION)
        for entry in nations
        if entry.kind == "collective"
        for phrase in (*entry.names, *entry.abbreviations, *entry.institutions)
        if fold(phrase.split("-")[0]) not in state_words | {"us", "u.s.", "washington"}
    ]
    groups = [
        (f"{adjective} {noun}", "")
        for adjective in reference["collective_adjectives"]
        for noun in reference["collective_nouns"]
        if adjective.lower() != "coalition"
    ]
    return PhraseTable([*coalition, *groups])


def find_nations(document: Document, lexicon: Lexicon) -> tuple[NationMention, ...]:
    """All mentions in text order, none overlapping another.

    "Ankara said French jets would join the U.S.-led coalition" gives TUR (capital), FRA (demonym), USA (abbreviation),
    COALITION (collective).
    """
    words = _words(lexicon)
    reader = _Reader(document, words)
    mentions, doubtful = reader.read_names()
    known = {mention.code for mention in mentions}
    mentions += [mention for mention in doubtful if mention.code in known]
    taken = {token for mention in mentions for token in range(mention.first, mention.end)}
    mentions += [
        mention for mention in reader.read_collectives() if taken.isdisjoint(range(mention.first, mention.end))
    ]
    mentions += reader.read_initials(mentions)
    mentions.sort(key=lambda mention: mention.first)
    return tuple(mentions)


_FORCES = frozenset({"force", "forces", "army", "navy"})
"""Nouns of forces whose initials stand for their state."""


class _Reader:
    """Reads one document; holds what the small tests below need to look at."""

    def __init__(self, document: Document, words: _Words) -> None:
        self.document = document
        self.keys = document.keys
        self.printed = document.words
        self.words = words
        self.sets = words.sets
        self.count = len(document.keys)

    def key(self, token: int) -> str:
        """Lookup form of a token, "" outside the document."""
        return self.keys[token] if 0 <= token < self.count else ""

    def read_names(self) -> tuple[list[NationMention], list[NationMention]]:
        """Mentions that stand by themselves, and those that count only beside a sure mention of the same nation."""
        sure: list[NationMention] = []
        doubtful: list[NationMention] = []
        governments: set[int] = set()
        for first, end, names in self.words.table.find_in(self.document):
            for name in names:
                if not name.code or not self.is_spelled(name, first, end):
                    continue
                verdict = self.judge(name, first, end, governments)
                if verdict != "no":
                    (sure if verdict == "sure" else doubtful).append(
                        NationMention(name.code, first, end, name.form, self.is_possessive(end))
                    )
                    if verdict == "sure":
                        break
        return sure, doubtful

    def read_initials(self, mentions: Sequence[NationMention]) -> list[NationMention]:
        """Forces by the initials that the text gives them: "the Singapore Armed Forces (SAF)", later "the SAF"."""
        initials: dict[str, str] = {}
        for mention in mentions:
            bracket = next((t for t in range(mention.end, mention.end + 4) if self.key(t) == "("), 0)
            if not bracket or len(mention.code) != 3 or self.key(bracket + 2) != ")":
                continue
            name, letters = self.printed[mention.first : bracket], self.printed[bracket + 1]
            spelled = "".join(word[0] for word in name if word[0].isupper())
            if letters.isupper() and letters == spelled and not _FORCES.isdisjoint(self.keys[mention.first : bracket]):
                initials[letters] = mention.code
        taken = {token for mention in mentions for token in range(mention.first, mention.end)} if initials else set()
        return [
            NationMention(initials[word], token, token + 1, "institution", self.is_possessive(token + 1))
            for token, word in enumerate(self.printed if initials else ())
            if word in initials and token not in taken
        ]

    def is_spelled(self, name: _Name, first: int, end: int) -> bool:
        """Names need their capital letter, abbreviations their exact letters."""
        if name.exact:
            return self.document.source.text[self.document.starts[first] : self.document.ends[end - 1]] == name.exact
        return self.printed[first][0].isupper() or self.printed[end - 1][0].isupper()

    def is_possessive(self, end: int) -> bool:
        if self.key(end) == "'s":
            return True
        return (
            self.key(end) == "'"
            and self.printed[end - 1][-1] in "sS"
            and self.document.starts[end] == self.document.ends[end - 1]
        )

    def judge(self, name: _Name, first: int, end: int, governments: set[int]) -> Verdict:
        """Whether a name stands for its nation where it stands."""
        if self.key(end) == "of" and self.keys[end - 1] == "congress":
            return "no"  # "the Congress of Deputies"
        if name.form == "capital":
            if self.is_person(first, end) or not self.is_government(first, end, governments):
                return "no"
            if name.ambiguous and not self.is_seat(first - 1 if self.key(first - 1) == "the" else first):
                return "no"
            governments.add(end)
            return "sure"
        if name.form == "demonym":
            return self.judge_demonym(name, first, end)
        if name.form in ("institution", "abbreviation"):
            if self.key(end) in self.sets["currencies"] or (name.ambiguous and self.belongs_elsewhere(first)):
                return "no"
            return "doubtful" if name.ambiguous else "sure"
        return "no" if self.is_person(first, end) or self.is_american_place(first, end) else "sure"

    def judge_demonym(self, name: _Name, first: int, end: int) -> Verdict:
        """ "a Finn" counts, "Finn" alone needs Finland beside it; "Franco" counts before a hyphen."""
        if self.keys[first] in self.words.prefixes:
            return "sure" if self.key(end) == "-" else "no"
        if name.ambiguous:
            if end - first == 1 and self.key(first - 1) in {"a", "an"}:
                return "sure"
            short = end - first == 1 and len(self.keys[first]) <= 4
            return "no" if short and self.key(first - 1) not in _ARTICLES else "doubtful"
        return "no" if self.is_money_or_language(first, end) else "sure"

    def belongs_elsewhere(self, first: int) -> bool:
        """ "the Iraqi Ministry of Defence", "the Syrian National Congress": another name stands right before."""
        before = first - 1
        return (
            before >= 0 and self.printed[before][0].isupper() and self.key(before) not in {"the", "a", "an", "in", "at"}
        )

    def is_person(self, first: int, end: int) -> bool:
        """ "Michael Jordan", "Mr Israel", "Paris Hilton"."""
        if end - first != 1 or self.keys[first] not in self.sets["personal_names"]:
            return False
        before = self.key(first - 1)
        adjacent = first > 0 and before not in {"-", ",", "."}
        if (
            adjacent
            and (before in self.words.given_names or before in _PERSON_TITLES)
            and self.printed[first - 1][0].isupper()
        ):
            return True
        if adjacent and len(before) == 2 and before[1] == "." and before[0].isalpha():
            return True
        if adjacent and first > 1 and self.printed[first - 1][0].isupper() and self.key(first - 2) in _PERSON_TITLES:
            return True
        return self.is_given_name(first, end)

    def is_given_name(self, first: int, end: int) -> bool:
        """ "Chad Smith said", "Jordan Davis": a name that people bear as a first one, and a family name after it."""
        if self.keys[first] not in {"chad", "jordan", "georgia"} or self.key(first - 1) in _AT or end >= self.count:
            return False
        surname = self.printed[end]
        return (
            surname[0].isupper()
            and surname[1:].islower()
            and self.keys[end] not in self.sets["state_bodies"]
            and (self.key(end + 1).isalpha() or self.key(end + 1) in {",", "."})
        )

    def is_american_place(self, first: int, end: int) -> bool:
        """ "Atlanta, Georgia", "Lebanon, Pennsylvania"."""
        if self.key(end) == "," and self.key(end + 1) in self.sets["us_states"]:
            return True
        if self.keys[first] != "georgia" or end - first != 1:
            return False
        near = self.keys[max(0, first - 4) : first] + self.keys[end : end + 3]
        return not self.sets["georgia_us"].isdisjoint(near)

    def is_money_or_language(self, first: int, end: int) -> bool:
        after = self.key(end)
        if after in self.sets["currencies"]:
            return True
        if self.key(first - 1) in self.sets["language_cues"] and end - first == 1:
            if after in self.sets["language_followers"]:
                return True
            return (
                self.key(first - 1) not in {"from"}
                and self.keys[first] in _LANGUAGES
                and (not after or not after[0].isalpha() or after in _NO_NOUNS)
            )
        return after == "-" and self.key(end + 1) in self.sets["language_followers"]

    def is_government(self, first: int, end: int, governments: set[int]) -> bool:
        """Whether a capital stands for its government rather than for the town."""
        before, after = self.key(first - 1), self.key(end)
        if before == "-" or (after == "," and self.key(end + 1) in self.sets["us_states"]):
            return False
        if after == "-":
            return self.key(end + 1) in self.sets["capital_compounds"]
        if after in self.sets["government_nouns"] and before in {"the", "a", ",", "."}:
            return True
        if self.is_possessive(end):
            return before not in _AT and self.key(end + 1) not in self.sets["place_nouns"]
        if self.is_seat(first - 1 if before == "the" else first) and self.keys[first] not in _SHARED_SEATS:
            return True
        if before in _AT:
            return self.is_related(first, before)
        sided = before == "," and self.key(first - 2) in _SIDES
        if sided or (after == "and" and self.key(end + 1) == "its") or self.is_addressed(before, after):
            return True
        if after == "," and self.key(end + 1) == "which":
            return self.key(end + 2) in self.sets["capital_verbs"]
        return (before == "and" and first - 1 in governments) or self.acts(first, end)

    def is_addressed(self, before: str, after: str) -> bool:
        """ "asked Berlin for trainers", "told Paris that"; not "told Paris radio"."""
        return before in _ADDRESSING and (not after[:1].isalpha() or after in _AFTER_ADDRESSED)

    def is_seat(self, first: int) -> bool:
        """ "parliament in The Hague", "the cabinet in Rome"."""
        return self.key(first - 1) == "in" and self.key(first - 2) in _ASSEMBLIES

    def is_related(self, first: int, preposition: str) -> bool:
        """ "ties with Tehran", "pressure from Washington", "allies of Moscow", "between Ankara and Moscow"."""
        sets = self.sets
        near = set(self.keys[max(0, first - 7) : first - 1])
        close = set(self.keys[max(0, first - 4) : first - 1])
        if preposition in sets["relation_prepositions"]:
            return not near.isdisjoint(sets["relations"])
        if preposition == "by" and not close.isdisjoint(_DECIDED):
            return True
        if preposition in {"from", "by"}:
            return not close.isdisjoint(sets["sources"])
        if preposition == "on":
            return not close.isdisjoint(sets["pressures"])
        if preposition == "to" and self.key(first - 2) == "according":
            return True
        if preposition == "to":
            return not close.isdisjoint(sets["recipients"])
        return preposition == "of" and not close.isdisjoint(sets["allies"])

    def acts(self, first: int, end: int) -> bool:
        """Subject of a verb of governments, alone or as one of "Paris and Berlin"."""
        if self.key(first - 1) in _BREAKS_SUBJECT:
            return False
        token = end
        if self.key(token) in {"and", ","} and token + 1 < self.count and self.printed[token + 1][0].isupper():
            token = self.end_of_list(token)
            if self.key(token).endswith("ed"):
                return True
        while self.key(token) in self.sets["capital_adverbs"]:
            token += 1
        verb = self.key(token)
        is_battleground = self.keys[first] in _BATTLEGROUNDS
        if verb in self.sets["capital_be"]:
            state = self.key(token + 1)
            return state in self.sets["capital_states"] or (not is_battleground and state in self.words.act_states)
        if verb in self.sets["capital_verbs"]:
            return True
        return not is_battleground and verb in self.words.act_verbs and verb not in NOUN_LIKE

    def end_of_list(self, token: int) -> int:
        """Past ", Berlin and Rome" or "and Berlin": capitalised words with commas and "and" between them."""
        while token + 1 < self.count and self.key(token) in {"and", ","} and self.printed[token + 1][0].isupper():
            token += 2
            while token < self.count and self.printed[token][0].isupper():
                token += 1
        return token

    def read_collectives(self) -> Iterator[NationMention]:
        for first, end, code in self.words.collectives.find_in(self.document):
            if code == COALITION and self.is_other_coalition(first, end):
                continue
            yield NationMention(code, first, end, "collective", self.is_possessive(end))

    def is_other_coalition(self, first: int, end: int) -> bool:
        """ "ruling coalition", "the Saudi-led coalition in Yemen", "coalition government"."""
        coalition = next((token for token in range(first, end) if self.keys[token] == "coalition"), None)
        if coalition is None:
            return False
        before = self.key(coalition - 1)
        if before in self.sets["other_coalitions"] or self.key(end) in self.sets["other_coalition_followers"]:
            return True
        return before == "led" and self.key(coalition - 3) in _OTHER_LEADERS


_ADDRESSING = frozenset(
    "asked asks ask asking urged urges urge urging pressed lobbied begged implored persuaded convinced told informed "
    "thanked warned accused assured relieved".split()
)
"""Verbs that only a government can be the object of: "asked Berlin for trainers", not "reached Berlin"."""
_AFTER_ADDRESSED = frozenset("to for that not and or if whether of about over it last this again also why how".split())
_DECIDED = frozenset(
    "rejected refused declined approved accepted offered promised pledged dismissed rebuffed endorsed agreed "
    "vetoed financed funded authorised authorized".split()
) | {"down"}
"""Participles whose agent decides: "turned down by Oslo", "offered by Rome"."""
_AT = frozenset({
    "in", "at", "from", "near", "to", "of", "around", "outside", "inside", "through", "via", "for", "into",
    "across", "over", "with", "between", "against", "toward", "towards", "by", "on", "throughout", "within",
    "beyond", "above", "leaving", "left", "reach", "reached", "entering", "visited", "visiting", "visit",
    "toured", "north", "south",
})  # fmt: skip
_BATTLEGROUNDS = frozenset({"baghdad", "damascus", "tripoli", "kabul", "sanaa", "beirut", "kyiv", "kiev"})
"""Capitals where fighting is reported: "Damascus held out" tells of the town, so that only plain verbs of governments
count."""
_SIDES = frozenset({"allies", "ally", "backers", "partners"})
_SHARED_SEATS = _BATTLEGROUNDS | {"brussels", "geneva", "vienna"}
"""Where organisations sit and wars are fought: "ministers in Brussels" are not the Belgian ones."""
_ASSEMBLIES = frozenset(
    "parliament government cabinet lawmakers legislators mps deputies ministers senators officials ministry "
    "authorities leaders leadership policymakers generals commanders strategists defence defense".split()
)
"""Who sits in a capital and decides there: "the government in Prague", "lawmakers in Ottawa"."""
_BREAKS_SUBJECT = frozenset({"-", "/"})
_ARTICLES = frozenset({"a", "an", "the", "every"})
_PERSON_TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "sir", "lord", "lady", "gen", "lt", "col", "maj", "capt", "sgt", "prof", "sen",
    "rep", "senator", "judge", "professor", "general", "colonel", "captain", "uss",
})  # fmt: skip
_OTHER_LEADERS = frozenset({"saudi", "russian", "russia", "iranian", "iran", "moscow", "riyadh", "arab", "arabia"})
_LANGUAGES = frozenset({
    "english", "french", "german", "turkish", "russian", "spanish", "italian", "dutch", "danish", "norwegian",
    "swedish", "polish", "portuguese", "hebrew", "persian", "chinese", "japanese", "korean", "greek",
    "hungarian", "czech", "finnish", "bulgarian", "romanian", "ukrainian", "indonesian",
})  # fmt: skip
_NO_NOUNS = frozenset(
    {"and", "with", "on", "at", "before", "after", "to", "by", "or", "that", "when", "while", "as", "but", "for"}
)
