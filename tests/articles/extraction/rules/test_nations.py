"""States of a text, each with its first mention, and those that only an office or the title brings in."""

from __future__ import annotations

from articles.extraction.confidence import CONFIDENCE
from articles.extraction.extract import extract
from articles.extraction.lexicon import Lexicon
from articles.extraction.types import Source


def test_each_state_once_at_its_first_mention(reference_lexicon: Lexicon) -> None:
    text = "French jets left. France and the NATO allies met the Arab League."
    (fact,) = extract(Source(text), reference_lexicon).nations
    assert (fact.code, fact.proof.rule, fact.proof.confidence) == (
        "FRA",
        "nations.demonym",
        CONFIDENCE["nations.demonym"],
    )
    assert text[fact.proof.sentence.start : fact.proof.sentence.end] == "French jets left."
    assert text[fact.proof.fields["nation"].start : fact.proof.fields["nation"].end] == "French"


def test_an_office_brings_its_state(reference_lexicon: Lexicon) -> None:
    facts = extract(Source("Foreign Secretary Philip Hammond spoke."), reference_lexicon).nations
    assert [(fact.code, fact.proof.rule) for fact in facts] == [("GBR", "nations.office")]


def test_the_title_counts(reference_lexicon: Lexicon) -> None:
    source = Source("Nothing was said.", title="Talks with Russian Foreign Minister Sergei Lavrov in Rome")
    extraction = extract(source, reference_lexicon)
    assert extraction.nations == ()
    assert extraction.title_nations == ("RUS",)
    assert [fact.name for fact in extraction.title_ministers] == ["Sergei Lavrov"]
