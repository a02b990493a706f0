"""Which states a text mentions."""

from __future__ import annotations

from collections.abc import Iterable

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.tokens import sentence_of
from articles.extraction.types import Document, Mentions, MinisterFact, NationFact, NationMention, Proof

_FORMS = ("name", "abbreviation", "demonym", "institution", "capital")


def nation_facts(document: Document, mentions: Mentions, ministers: Iterable[MinisterFact]) -> tuple[NationFact, ...]:
    """Each state once, at its first mention in the body.

    Rule ids `nations.name`, `.abbreviation`, `.demonym`, `.institution`, `.capital` by the form of the first mention,
    and
    `nations.office` for a state that only a minister's office brings in ("Foreign Secretary Boris Johnson").
    Organisations
    and the coalition are no states.
    """
    facts: dict[str, NationFact] = {}
    for mention in mentions.nations:
        if is_state(mention) and mention.code not in facts:
            rule = f"nations.{mention.form}"
            span = document.span(mention.first, mention.end)
            sentence = sentence_of(document, mention.first).span
            facts[mention.code] = NationFact(mention.code, Proof(sentence, rule, CONFIDENCE[rule], {"nation": span}))
    for minister in ministers:
        if minister.nation and minister.nation not in facts:
            proof = Proof(
                minister.proof.sentence, "nations.office", CONFIDENCE["nations.office"], minister.proof.fields
            )
            facts[minister.nation] = NationFact(minister.nation, proof)
    return tuple(sorted(facts.values(), key=lambda fact: fact.proof.sentence))


_ORGANISATIONS = frozenset({"LAS"})
"""Three letters, yet no state: the Arab League."""


def is_state(mention: NationMention) -> bool:
    """Whether the mention names a sovereign state rather than an organisation or a group."""
    return len(mention.code) == 3 and mention.form in _FORMS and mention.code not in _ORGANISATIONS


def title_nations(mentions: Mentions, ministers: Iterable[MinisterFact]) -> tuple[str, ...]:
    """Codes of the states that a title names, itself or by a minister."""
    named = [mention.code for mention in mentions.nations if is_state(mention)]
    return tuple(dict.fromkeys((*named, *(minister.nation for minister in ministers))))
