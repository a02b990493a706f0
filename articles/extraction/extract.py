"""The stages of extraction in order: tokens, mentions, facts."""

from __future__ import annotations

from articles.extraction.finders.dates import find_dates
from articles.extraction.finders.money import find_money
from articles.extraction.finders.nations import find_nations
from articles.extraction.finders.places import find_places
from articles.extraction.finders.quantities import find_quantities
from articles.extraction.lexicon import Lexicon
from articles.extraction.rules.nations import nation_facts
from articles.extraction.tokens import tokenize
from articles.extraction.types import Document, Extraction, Mentions, Source


def find_mentions(document: Document, lexicon: Lexicon) -> Mentions:
    """All that the finders see in one document."""
    dates = find_dates(document, lexicon)
    money = find_money(document, lexicon)
    return Mentions(
        nations=find_nations(document, lexicon),
        places=find_places(document, lexicon),
        dates=dates,
        quantities=find_quantities(document, lexicon, dates, money),
        money=money,
    )


def extract(source: Source, lexicon: Lexicon) -> Extraction:
    """The facts that one article states. Depends on its arguments alone; the publication date anchors relative dates."""
    document = tokenize(source)
    title = tokenize(Source(source.title))
    mentions = find_mentions(document, lexicon)
    nations = nation_facts(document, mentions, ())
    in_title = tuple(dict.fromkeys(m.code for m in find_nations(title, lexicon) if len(m.code) == 3))
    return Extraction(nations=nations, title_nations=in_title)
