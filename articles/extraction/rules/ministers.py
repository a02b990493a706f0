"""Who holds which office for which state."""

from __future__ import annotations

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.tokens import sentence_of
from articles.extraction.types import Document, Mentions, MinisterFact, Proof


def minister_facts(document: Document, mentions: Mentions) -> tuple[MinisterFact, ...]:
    """Each person once, at the first place where the text gives name and office together.

    Rule ids: `ministers.title_before_name` ("Defence Secretary Michael Fallon"), `.name_comma_title` ("Ash Carter, the
    US
    defense secretary"), `.rank_and_name` ("Lt. Gen. Sean MacFarland"), `.plural_titles` ("ministers Fabius of France
    and …"),
    `.counterpart` ("his Russian counterpart Sergei Lavrov"), `.nation_and_surname` ("Britain's Fallon"),
    `.stated` ("X became prime minister", "X heads the Dutch defence ministry", "X came for Germany"),
    `.office_apart` (the office without a name, and the holder's name elsewhere).
    """
    facts: dict[tuple[str, str], MinisterFact] = {}
    for mention in mentions.ministers:
        if not mention.introduced or (mention.name, mention.nation) in facts:
            continue
        proof = Proof(
            sentence_of(document, mention.first).span,
            mention.rule,
            CONFIDENCE[mention.rule],
            {"minister": document.span(mention.first, mention.end)},
        )
        facts[mention.name, mention.nation] = MinisterFact(
            mention.name, mention.nation, mention.portfolio, mention.office, proof
        )
    return tuple(facts.values())
