"""How the press words meetings, as tables to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from articles.extraction.lexicon import Lexicon
from articles.extraction.phrases import PhraseTable
from articles.extraction.tokens import fold


@dataclass(frozen=True, slots=True)
class Words:
    sets: Mapping[str, frozenset[str]]
    nouns: PhraseTable[bool]
    not_before: PhraseTable[bool]
    subject: PhraseTable[bool]
    subject_names: PhraseTable[bool]
    other_subjects: PhraseTable[bool]
    levels: PhraseTable[str]
    cues: frozenset[str]
    houses: PhraseTable[tuple[str, str]]
    capitals: Mapping[str, str]


@lru_cache(maxsize=4)
def words_of(lexicon: Lexicon) -> Words:
    reference = lexicon.reference["meeting_words"]
    sets = {key: frozenset(fold(word) for word in value) for key, value in reference.items() if isinstance(value, list)}

    def table(key: str) -> PhraseTable[bool]:
        return PhraseTable((word, True) for word in reference[key])

    return Words(
        sets=sets,
        nouns=table("nouns"),
        not_before=table("not_meetings_before"),
        subject=table("subject"),
        subject_names=table("subject_names"),
        other_subjects=table("other_subjects"),
        levels=PhraseTable((word, level) for level, words in reference["levels"].items() for word in words),
        houses=PhraseTable(
            (name, (city, country)) for city, (country, *names) in reference["houses"].items() for name in names
        ),
        capitals={nation.code: nation.capitals[0] for nation in lexicon.nations if nation.capitals},
        cues=sets["nouns"]
        | sets["verbs_alone"]
        | sets["echoes"]
        | sets["presence"]
        | sets["groups"]
        | sets["officials"]
        | {"another", "together", "each", "follow", "round", "hands", "received", "welcomed", "greeted", "attendance"},
    )
