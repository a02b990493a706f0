"""Which state a text speaks from: its publisher, its dateline and the state that it is mostly about.

A national outlet writes "Defence Minister X" and means its own; "BERLIN (Agency) —" says so, as does a text in which
"Ottawa" decides. The votes serve for office holders whose state the phrase does not name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.lexicon import Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import fold, keys_of
from articles.extraction.types import Document, NationMention

OFFICIAL = frozenset({
    "ministry", "government", "embassy", "department", "office", "bulletin", "parliament", "presidency", "defence",
    "defense", "chancellery", "army", "navy", "force", "forces", "house", "command", "mission", "council", "staff",
    "newsroom",     "bureau", "committee", "minister", "secretary", "senate", "spokesperson", "operations",
})  # fmt: skip
"""Words of a publisher that is an arm of its state and so speaks of its own ministers."""

_MARK = 6
"""What a mark of a state in the title or the publisher weighs ("Oral evidence", "Operation Chammal")."""
_WORDS_OF_DATELINE = 14
_FIGHTING = frozenset({"IRQ", "SYR", "LBY", "AFG", "YEM"})
"""Where the fighting is: named so often that a mention says little about who serves whom."""


@dataclass(frozen=True, slots=True)
class _Words:
    states: PhraseTable[str]
    names: PhraseTable[str]
    """Names and demonyms alone: "the Swedish Ministry of Defence" is Sweden's, though one such ministry is British."""
    towns: PhraseTable[str]
    capitals: PhraseTable[str]
    marks: PhraseTable[str]
    """What only the offices, assemblies and operations of one state are called."""


@lru_cache(maxsize=4)
def _words(lexicon: Lexicon) -> _Words:
    states = [nation for nation in lexicon.nations if nation.kind == "state"]
    return _Words(
        PhraseTable(_state_names(lexicon)),
        PhraseTable((n, nation.code) for nation in states for n in (*nation.names, *nation.demonyms) if len(n) > 3),
        PhraseTable(_town_names(lexicon)),
        PhraseTable((name, nation.code) for nation in states for name in nation.capitals if len(name) > 3),
        PhraseTable(
            (phrase, code) for code, phrases in lexicon.reference["nation_words"]["marks"].items() for phrase in phrases
        ),
    )


def _state_names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for nation in lexicon.nations:
        if nation.kind == "state":
            for name in (*nation.names, *nation.demonyms, *nation.capitals, *nation.institutions):
                if len(name) > 3 and not (name in nation.ambiguous and name in nation.institutions):
                    yield name, nation.code
            for name in nation.abbreviations:
                if name not in _WORDS_TOO:
                    yield name, nation.code


def _town_names(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    for nation in lexicon.nations:
        if nation.kind == "state":
            for name in nation.capitals:
                yield name, nation.code
    for place in lexicon.places:
        if place.kind == "venue_city" and len(place.country) == 3:
            for name in (place.name, *place.aliases):
                yield name, place.country


def home_votes(document: Document, nations: Sequence[NationMention], lexicon: Lexicon) -> dict[str, float]:
    """How strongly each state is the text's own, by alpha-3 code.

    "CANBERRA, Aug 18 (Agency) - A Royal Australian Air Force transport …" votes thrice for Australia: town, name, head.
    """
    words, votes = _words(lexicon), dict[str, float]()

    def add(code: str, weight: float) -> None:
        votes[code] = votes.get(code, 0) + weight

    source = document.source
    publisher = keys_of(source.publisher)
    official = 10 if not OFFICIAL.isdisjoint(publisher) else 4
    named = list(words.names.find(publisher)) or list(words.states.find(publisher))
    for _, _, code in named:
        add(code, official)
    own = {mention.code for mention in nations if mention.form in {"name", "demonym", "abbreviation"}}
    guests = _SEATS - own
    for code in {code for _, _, code in words.towns.find(_dateline(document))} - guests:
        add(code, 5)
    for position, (_, _, code) in enumerate(words.states.find(keys_of(source.title))):
        add(code, _weight(code) * (4 if position == 0 else 2))
    for _, _, code in words.marks.find([*publisher, ".", *keys_of(source.title)]):
        add(code, _MARK)
    for code in {code for _, _, code in words.marks.find(document.keys)}:
        add(code, 2)
    mentioned = [mention for mention in nations if len(mention.code) == 3]
    opening = next((mention for mention in mentioned if mention.code not in _FIGHTING), None)
    for mention in mentioned:
        add(mention.code, _weight(mention.code) * (_strength(document, mention) + 2 * (mention is opening)))
    for first, end, code in words.capitals.find_in(document):
        if code not in guests and document.words[first][0].isupper() and document.keys[end : end + 1] != ["'s"]:
            scene = first > 0 and document.keys[first - 1] in _AT
            add(code, _weight(code) * (1 if scene else 2))
    return votes


_WORDS_TOO = frozenset({"US", "NO", "IS", "IT", "ALL", "CAN"})
"""Abbreviations that are words as well once case is lost."""
_AT = frozenset({"in", "at", "from", "to", "near", "outside", "for", "and", ","})


_SEATS = frozenset({"BEL", "CHE", "AUT"})
"""States whose towns seat alliances and organisations: a dateline there is theirs only where they are named."""


def _weight(code: str) -> float:
    return 0.3 if code in _FIGHTING else 1


def _strength(document: Document, mention: NationMention) -> float:
    """An owner, an institution or the subject of a verb counts double, a sentence that opens with it more."""
    following = document.keys[mention.end] if mention.end < len(document.keys) else ""
    acts = mention.possessive or mention.form in {"capital", "institution"} or following in _ACTS
    return 1 + acts + 2 * (mention.first <= 1 or mention.first in document.sentence_firsts[:3])


_ACTS = frozenset({"will", "has", "is", "would", "'s"})


def capital_at(document: Document, token: int, lexicon: Lexicon) -> str:
    """The state whose capital stands at a token ("prime minister in Baghdad"), "" for none."""
    hit = _words(lexicon).capitals.match_at(document.keys, token) if token < len(document.keys) else None
    return hit[1] if hit is not None else ""


def capital_end(document: Document, token: int, lexicon: Lexicon) -> int:
    """The token after the capital that begins at a token, the token itself where none does."""
    hit = _words(lexicon).capitals.match_at(document.keys, token) if token < len(document.keys) else None
    return hit[0] if hit is not None else token


def _dateline(document: Document) -> list[str]:
    """The words before the dash or colon that closes a dateline, those of the header, or none."""
    if document.source.dateline:
        return [fold(key) for key in keys_of(document.source.dateline)]
    for token in range(min(_WORDS_OF_DATELINE, len(document.keys))):
        word = document.words[token]
        if word in {"—", "–", "--", "-", ":"} and token:
            return document.keys[:token]
        if word[0].islower():
            return []
    return []
