"""The stages of extraction in order: tokens, mentions, facts."""

from __future__ import annotations

from articles.extraction.finders.nations import find_nations
from articles.extraction.lexicon import Lexicon
from articles.extraction.rules.nations import nation_facts
from articles.extraction.tokens import tokenize
from articles.extraction.types import Document, Extraction, Mentions, Source


def find_mentions(document: Document, lexicon: Lexicon) -> Mentions:
    """All that the finders see in one document."""
    return Mentions(nations=find_nations(document, lexicon))


def extract(source: Source, lexicon: Lexicon) -> Extraction:
    """The facts that one article states. Depends on its arguments alone; the publication date anchors relative dates."""
    document = tokenize(source)
    title = tokenize(Source(source.title))
    mentions = find_mentions(document, lexicon)
    nations = nation_facts(document, mentions, ())
    in_title = tuple(dict.fromkeys(m.code for m in find_nations(title, lexicon) if len(m.code) == 3))
    return Extraction(nations=nations, title_nations=in_title)
